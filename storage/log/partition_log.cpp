#include "storage/log/partition_log.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>

#include "protocol/records/batch.h"
#include "runtime/io/io.h"
#include "storage/directory/files.h"
#include "storage/log/bypass.h"
#include "storage/log/segment.h"
#include "storage/log/store.h"
#include "storage/log/syncing.h"
#include "storage/log/tail.h"

namespace klamm {

using protocol::BatchRun;
using protocol::BatchView;

namespace {

constexpr std::size_t kVectorsMax = 512;
constexpr std::uint64_t kRunSizeMax = 1U << 20;

}  // namespace

PartitionLog::PartitionLog(Store& store, TopicIdPartition id, std::string topic, std::string directory_name,
                           std::shared_ptr<const LogConfig> config)
    : store_(store),
      id_(id),
      topic_(std::move(topic)),
      directory_name_(std::move(directory_name)),
      config_(std::move(config)) {
  start_empty(Offset(0));
}

PartitionLog::~PartitionLog() = default;

std::size_t PartitionLog::log_dir_index() const { return store_.index(); }

std::string PartitionLog::directory() const { return store_.directory().path + "/" + directory_name_; }

Status PartitionLog::usable() const {
  if (removed_) return ErrorCode::kUnknownTopicOrPartition;
  if (failed_) return Error(ErrorCode::kKafkaStorageError, directory_name_ + " is damaged");
  if (store_.failure().has_value()) return *store_.failure();
  return {};
}

Status PartitionLog::changeable() const {
  const Status useful = usable();
  if (useful.ok() && leaving()) return ErrorCode::kNotLeaderOrFollower;
  return useful;
}

std::uint64_t PartitionLog::size_bytes() const {
  std::uint64_t sum = 0;
  for (const auto& [base, segment] : segments_) sum += segment->size_bytes();
  return sum;
}

std::shared_ptr<Segment> PartitionLog::make_segment(Offset base) const {
  return std::make_shared<Segment>(store_.files(), directory_name_, base);
}

void PartitionLog::start_empty(Offset base_offset) {
  segments_.clear();
  segments_[base_offset] = make_segment(base_offset);
  log_start_offset_ = log_end_offset_ = durable_end_offset_ = checkpointed_end_ = base_offset;
}

void PartitionLog::note_dirty(std::uint32_t journal_file) {
  if (dirty_since_ == 0) dirty_since_ = journal_file;
}

// --- Appending.

Result<AppendResult> PartitionLog::append_as_leader(Slice batches, LeaderEpoch epoch) {
  const Status useful = changeable();
  if (!useful.ok()) return useful.error();
  KLAMM_ASSERT(epoch >= latest_epoch());
  BatchRun checked(batches.bytes);
  Offset next = log_end_offset_;
  while (true) {
    const Result<std::optional<BatchView>> batch = checked.next();
    if (!batch.ok()) return batch.error();
    if (!batch->has_value()) break;
    if ((*batch)->has_producer_id() && !(*batch)->is_control()) {
      const Result<std::optional<ProducerBatch>> known = producers_.check(**batch);
      if (!known.ok()) return known.error();
      if (known->has_value()) {
        AppendResult duplicate;
        duplicate.base_offset = (*known)->first_offset;
        duplicate.last_offset = (*known)->last_offset;
        duplicate.duplicate_timestamp_ms = (*known)->timestamp_ms;
        duplicate.duplicate = true;
        return duplicate;
      }
    }
    next = next + (*batch)->last_offset_delta() + 1;
  }
  KLAMM_ASSERT(checked.unread().empty() && next > log_end_offset_);
  // A duplicate needs no space.
  if (refuses()) return refusal();
  if (batches.size() > static_cast<std::size_t>(config_->segment_size_bytes)) return ErrorCode::kRecordListTooLarge;
  // Offset and epoch lie outside of the batch's checksum.
  const MutableByteView bytes = protocol::mutable_bytes(batches);
  Offset base = log_end_offset_;
  BatchRun stamped(batches.bytes);
  std::size_t at = 0;
  while (at < bytes.size()) {
    const Result<std::optional<BatchView>> batch = stamped.next();
    KLAMM_ASSERT(batch.ok() && batch->has_value());
    const std::size_t size = (*batch)->size();
    const MutableByteView place = bytes.subspan(at, size);
    protocol::set_base_offset(place, base);
    protocol::set_partition_leader_epoch(place, epoch);
    base = base + (*batch)->last_offset_delta() + 1;
    at += size;
  }
  return append_checked(std::move(batches), log_end_offset_, next);
}

Result<AppendResult> PartitionLog::append_as_follower(Slice batches) {
  const Status useful = changeable();
  if (!useful.ok()) return useful.error();
  if (refuses()) return refusal();
  BatchRun run(batches.bytes);
  std::optional<Offset> base;
  Offset next = log_end_offset_;
  while (true) {
    const Result<std::optional<BatchView>> batch = run.next();
    if (!batch.ok()) return batch.error();
    if (!batch->has_value()) break;
    if (!(*batch)->crc_ok() || (*batch)->last_offset_delta() < 0) {
      return Error(ErrorCode::kCorruptMessage, "a batch from the leader is damaged");
    }
    // Compaction leaves holes in the leader's log, and this one gets them.
    if ((*batch)->base_offset() < next) {
      return Error(ErrorCode::kOffsetOutOfRange, "the leader's batch does not continue this log");
    }
    if (!base.has_value()) base = (*batch)->base_offset();
    next = (*batch)->next_offset();
  }
  if (!run.unread().empty() || !base.has_value()) return Error(ErrorCode::kCorruptMessage, "no whole batches");
  // A segment's offsets lie near its first one; an empty one has nothing that would end it.
  if (active()->size_bytes() == 0 && next - 1 - active()->base() > INT32_MAX) {
    return Error(ErrorCode::kOffsetOutOfRange, "the leader's batch is too far behind the end of this log");
  }
  return append_checked(std::move(batches), *base, next);
}

Result<AppendResult> PartitionLog::append_checked(Slice batches, Offset base_offset, Offset next_offset) {
  std::int64_t max_timestamp_ms = -1;
  BatchRun run(batches.bytes);
  for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) {
    max_timestamp_ms = std::max(max_timestamp_ms, (*batch)->max_timestamp());
  }
  if (needs_roll(batches.size(), next_offset - 1, max_timestamp_ms)) roll(base_offset);
  std::string prefix(as_text(active()->sector_tail()));  // the segment goes on changing it
  const std::uint64_t position = active()->size_bytes();
  add_to_tail(batches.bytes, next_offset);
  if (bypassing()) {
    hold(base_offset, position, std::move(prefix), batches.bytes);
  } else {
    journal_append(*active(), position, batches.bytes, as_bytes(prefix), next_offset);
    consider_bypass(batches.size(), store_.journal().appended());
  }
  AppendResult result;
  result.base_offset = base_offset;
  result.last_offset = next_offset - 1;
  return result;
}

void PartitionLog::add_to_tail(ByteView batches, Offset next_offset) {
  const std::shared_ptr<Segment>& segment = active();
  if (tail_ == nullptr) tail_ = std::make_unique<Tail>();
  std::size_t memory = 0;
  BatchRun run(batches);
  for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) {
    const BatchView& view = **batch;
    memory += tail_->add(segment, segment->size_bytes(), view, store_.tail_memory_scarce());
    segment->add(view, config_->index_interval_bytes);
    if (view.partition_leader_epoch() > epochs_.latest()) {
      epochs_.assign(view.partition_leader_epoch(), view.base_offset());
      epochs_unsaved_ = true;
    }
    if (view.has_producer_id()) {
      const std::optional<AbortedTxn> aborted = producers_.apply(view);
      // While the log is recovered, nothing is known yet of who has a transaction open: see load_producers().
      if (aborted.has_value() && !recovering_) segment->add_aborted(*aborted);
      producers_unsaved_ = true;
      producers_end_ = view.last_offset() + 1;
    }
  }
  KLAMM_ASSERT(run.unread().empty() && segment->next_offset() == next_offset);
  tail_bytes_ += batches.size();
  store_.add_pending(batches.size());
  if (memory > 0) store_.add_tail_memory(*this, memory);
  log_end_offset_ = next_offset;
}

bool PartitionLog::needs_roll(std::size_t size_bytes, Offset last_offset, std::int64_t max_timestamp_ms) const {
  const Segment& segment = *active();
  if (segment.size_bytes() == 0) return false;
  const bool large = segment.size_bytes() + size_bytes > static_cast<std::uint64_t>(config_->segment_size_bytes);
  const bool old = segment.first_timestamp_ms() >= 0 &&
                   max_timestamp_ms - segment.first_timestamp_ms() > config_->segment_age_ms - segment_jitter_ms_;
  const std::size_t index_limit = static_cast<std::size_t>(config_->segment_index_size_bytes);
  const bool indexes_full = segment.offset_index().size_bytes() + OffsetEntry::kSize > index_limit ||
                            segment.time_index().size_bytes() + TimeEntry::kSize > index_limit;
  const bool far = last_offset - segment.base() > INT32_MAX;
  return large || old || indexes_full || far;
}

void PartitionLog::roll(Offset base_offset) {
  active()->seal();
  active()->set_last_record_file(last_record_file_);
  add_segment(base_offset);
  draw_jitter();
}

void PartitionLog::add_segment(Offset base_offset) {
  std::shared_ptr<Segment>& segment = segments_[base_offset];
  segment = make_segment(base_offset);
  if (cut_transactions_ == nullptr) return;
  if (std::ranges::find(*cut_transactions_, base_offset) != cut_transactions_->end()) segment->expect_transactions();
}

void PartitionLog::journal_append(const Segment& segment, std::uint64_t position, ByteView batches, ByteView prefix,
                                  Offset end) {
  KLAMM_ASSERT(bypass_ == nullptr || !bypass_->announced.has_value());
  Journal& journal = store_.journal();
  journal::Record record;
  record.kind = journal::RecordKind::kAppend;
  record.id = id_;
  record.segment_base = segment.base();
  record.position = static_cast<std::uint32_t>(position);
  // The first record of a file may be the first one that recovery sees: see README, "Sectors".
  if (journal.current_file() != last_record_file_) record.prefix = prefix;
  const Journal::Place place = journal.append(journal::encode_record_head(record, batches.size()), batches);
  last_record_file_ = place.file;
  note_dirty(place.file);
  store_.await_durable(place.end, *this, end, generation_);
}

void PartitionLog::advance_durable(Offset end, std::uint64_t generation) {
  if (generation != generation_ || removed_) return;
  KLAMM_ASSERT(end <= log_end_offset_);
  if (end <= durable_end_offset_) return;
  durable_end_offset_ = end;
  durable_changed_.notify_all();
  if (bypassing()) {
    go_on_past_journal();
  } else if (tail_bytes_ >= store_.config().flush_size_bytes) {
    store_.schedule_flush(*this);
  }
  if (observer_ != nullptr) observer_->on_durable(end);
}

bool PartitionLog::refuses() const { return store_.refuses(config_->from_reserve); }

Error PartitionLog::refusal() const {
  store_.space().count_refusal();
  return Error(ErrorCode::kKafkaStorageError, "no space in " + store_.directory().path, ENOSPC);
}

// Who will be refused needs no room.
bool PartitionLog::has_room() const { return !leaving() && (store_.has_room() || refuses()); }

Task<Status> PartitionLog::wait_for_room() {
  co_await wait_moved();
  const Status useful = changeable();
  if (!useful.ok()) co_return useful;
  Task<Status> waiting = store_.wait_for_room(config_->from_reserve);
  co_return co_await waiting;
}

Task<Status> PartitionLog::wait_durable(Offset end) {
  const std::uint64_t generation = generation_;
  while (durable_end_offset_ < end) {
    const Status useful = usable();
    if (!useful.ok()) co_return useful;
    if (store_.stopping()) co_return Error(ErrorCode::kKafkaStorageError, "storage is stopping");
    if (store_.hopeless()) co_return Error(ErrorCode::kKafkaStorageError, "the disk is full", ENOSPC);
    if (generation != generation_ && log_end_offset_ < end) co_return ErrorCode::kOffsetOutOfRange;
    co_await durable_changed_.wait();
  }
  co_return Status();
}

void PartitionLog::fail(const Error& error) {
  if (removed_) return;
  durable_changed_.notify_all();
  if (observer_ != nullptr) observer_->on_offline(error);
}

// --- Segments' files.

Task<Status> PartitionLog::flush() {
  AsyncMutex::Guard guard = co_await files_.lock();
  // Many partitions with less than a block each fill the memory, too.
  const Flush how = store_.wants_room() ? Flush::kAll : Flush::kBlocks;
  co_return co_await flush_tail(how);
}

Task<Status> PartitionLog::flush_tail(Flush how) {
  while (tail_bytes_ > 0) {
    const Status useful = usable();
    if (!useful.ok()) co_return useful;
    const Offset end = durable_end_offset_;
    const Result<bool> written = co_await flush_run(how, end);
    if (!written.ok()) {
      store_.write_failed(written.error());
      co_return written.error();
    }
    if (!*written) break;
  }
  co_return Status();
}

// One write of what lies together in one segment below `end`; false if there is nothing (more) to be written. Whole
// blocks go around the page cache, which costs more than all else that a record meets here. A rest that fills no block
// goes through it, and so does what fills up the block in which an earlier rest ended: a block whose beginning is
// synced is never written again as a whole, because a power loss could take that beginning along.
Task<Result<bool>> PartitionLog::flush_run(Flush how, Offset end) {
  const Tail::Unwritten unwritten = tail().unwritten(end);
  const std::shared_ptr<Segment> segment = unwritten.segment;
  if (segment == nullptr) co_return false;
  const bool all = how == Flush::kAll || segment != active();
  const std::uint64_t from = segment->written_bytes();
  const std::uint64_t in_block = from % Tail::kBlockSize;
  const std::uint64_t to_block_end = in_block == 0 ? 0 : Tail::kBlockSize - in_block;
  const std::uint64_t whole_blocks = std::min(unwritten.size_bytes, kRunSizeMax) / Tail::kBlockSize * Tail::kBlockSize;
  const std::uint64_t direct_min =
      how == Flush::kWholeBlocks ? Tail::kBlockSize : store_.config().direct_write_size_min;
  const bool direct = in_block == 0 && segment->direct() && whole_blocks >= direct_min;
  std::uint64_t size = std::min(unwritten.size_bytes, kRunSizeMax);
  if (direct) {
    size = whole_blocks;
  } else if (segment->direct() && to_block_end > 0 && to_block_end <= unwritten.size_bytes) {
    size = to_block_end;
  } else if (!all && segment->direct()) {
    co_return false;
  }
  std::vector<Slice> pieces = tail().pieces(*segment, from, size);
  if (pieces.size() > kVectorsMax) {
    pieces.resize(kVectorsMax);
    size = 0;
    for (const Slice& piece : pieces) size += piece.size();
  }
  const std::uint64_t generation = generation_;
  // Where this is all that is to be synced, the write does it by itself.
  const bool last = how == Flush::kWholeBlocks && unwritten.size_bytes - size < Tail::kBlockSize;
  const bool durable = last && !segment->log_unsynced() && !store_.config().mutants.bypass_unsynced;
  const Segment::Way way = !direct ? Segment::Way::kCached : durable ? Segment::Way::kDurable : Segment::Way::kDirect;
  Task<Status> writing = segment->write(std::move(pieces), size, way);
  const Status written = co_await writing;
  // A write that failed may have come some way.
  const std::uint64_t flushed = segment->written_bytes() - from;
  KLAMM_ASSERT(written.ok() ? flushed == size : flushed < size);
  if (!removed_ && flushed > 0) {
    KLAMM_ASSERT(generation == generation_);  // truncation waits for files_
    tail_bytes_ -= flushed;
    store_.note_flushed(flushed);
  }
  if (!written.ok()) co_return written.error();
  if (removed_) co_return false;
  if (segment != active() && segment->written_bytes() == segment->size_bytes()) segment->end_direct_writes();
  co_return true;
}

const Tail& PartitionLog::tail() const {
  static const Tail kEmpty;
  return tail_ == nullptr ? kEmpty : *tail_;
}

bool PartitionLog::has_durable_tail() const { return tail().unwritten(durable_end_offset_).segment != nullptr; }

void PartitionLog::drop_tail() {
  store_.remove_pending(tail_bytes_);
  tail_bytes_ = 0;
  if (tail_ != nullptr) store_.remove_tail_memory(tail_->clear());
  tail_.reset();
}

bool PartitionLog::drop_oldest_chunk() {
  if (tail_ == nullptr) return false;
  // What was written past the journal may still have to go into it.
  if (!tail_->empty() && tail_->front_end() > durable_end_offset_) return false;
  const std::size_t memory = tail_->drop_front();
  if (tail_->empty()) tail_.reset();
  store_.remove_tail_memory(memory);
  return memory > 0;
}

// Waits until everything that is appended by now is durable, in the journal or past it.
Task<Status> PartitionLog::make_durable() {
  co_await close_bypass();
  const Lsn end = store_.journal().appended();
  co_return co_await store_.journal().wait_durable(end);
}

// --- Shortening.

Task<Status> PartitionLog::truncate_to(Offset offset) {
  const Status useful = changeable();
  if (!useful.ok()) co_return useful;
  if (offset >= log_end_offset_) co_return Status();
  if (offset <= log_start_offset_) co_return co_await truncate_fully_and_start_at(offset);
  // Everything goes to the segments first: truncation is rare, and cutting files is one case instead of two.
  const Status durable = co_await make_durable();
  if (!durable.ok()) co_return durable;
  AsyncMutex::Guard guard = co_await files_.lock();
  // A move that began meanwhile waits for whoever has `files_`, and for nobody after that.
  const Status still = changeable();
  if (!still.ok()) co_return still;
  const Status written = co_await flush_tail(Flush::kAll);
  if (!written.ok()) co_return written;
  KLAMM_ASSERT(tail_bytes_ == 0);
  const Status truncated = co_await truncate_locked(offset);
  if (truncated.code() == ErrorCode::kKafkaStorageError) store_.fail(truncated.error());
  co_return truncated;
}

Task<Status> PartitionLog::truncate_locked(Offset offset) {
  const std::shared_ptr<Segment> segment = segment_of(offset);
  const Result<std::uint64_t> before = co_await segment->position_before(offset);
  if (!before.ok()) co_return before.error();
  struct Boundary {
    Offset wanted;
    std::optional<std::uint64_t> position;
    Offset offset;
  } boundary{offset, std::nullopt, Offset(0)};
  const Segment::BatchVisitor visit = [&boundary](const BatchView& batch, std::uint64_t at) {
    if (boundary.position.has_value() || batch.last_offset() < boundary.wanted) return;
    boundary.position = at;
    boundary.offset = batch.base_offset();
  };
  const Status scanned = co_await segment->scan(*before, visit);
  if (!scanned.ok()) co_return scanned;
  Offset base = segment->base();
  if (!boundary.position.has_value()) {
    // Compaction left nothing from there to the segment's end: what stays ends with it, and the log goes on in a new
    // one.
    boundary.position = 0;
    base = boundary.offset = offset;
  }
  const std::size_t in_sector = static_cast<std::size_t>(*boundary.position % journal::kSectorSize);
  std::string prefix;
  if (in_sector > 0) {
    const Result<Buffer> bytes = co_await segment->read(*boundary.position - in_sector, in_sector);
    if (!bytes.ok()) co_return bytes.error();
    prefix = as_text(ByteView(bytes->data(), bytes->size()));
  }
  confirm_run();
  ++generation_;
  // Perhaps with the newest snapshot, and index files say more until they are saved again.
  checkpointed_end_ = log_start_offset_;
  journal::Record record;
  record.kind = journal::RecordKind::kTruncate;
  record.id = id_;
  record.segment_base = base;
  record.position = static_cast<std::uint32_t>(*boundary.position);
  record.offset = boundary.offset;
  record.prefix = as_bytes(prefix);
  const Journal::Place place = store_.journal().append(journal::encode_record_head(record, 0), {});
  last_record_file_ = place.file;
  note_dirty(place.file);
  log_end_offset_ = boundary.offset;
  durable_end_offset_ = std::min(durable_end_offset_, log_end_offset_);
  const Status durable = co_await store_.journal().wait_durable(place.end);
  if (!durable.ok()) co_return durable;
  const Status done = co_await cut(base, *boundary.position, std::string());
  if (!done.ok()) co_return done;
  durable_end_offset_ = log_end_offset_;
  durable_changed_.notify_all();
  Status loaded = co_await load_producers(log_start_offset_);
  if (loaded.ok()) loaded = co_await drop_snapshots_above(log_end_offset_);
  // A sync that began meanwhile has seen producers that are gone.
  ++generation_;
  co_return loaded;
}

Task<Status> PartitionLog::truncate_fully_and_start_at(Offset offset) {
  const Status useful = changeable();
  if (!useful.ok()) co_return useful;
  const Status before = co_await make_durable();
  if (!before.ok()) co_return before;
  AsyncMutex::Guard guard = co_await files_.lock();
  const Status still = changeable();
  if (!still.ok()) co_return still;
  const Status written = co_await flush_tail(Flush::kAll);
  if (!written.ok()) co_return written;
  ++generation_;
  log_start_offset_ = log_end_offset_ = durable_end_offset_ = checkpointed_end_ = offset;
  // If only the first of the two records lasts, the log is found to begin above its end, which means the same.
  journal_state();
  journal::Record record;
  record.kind = journal::RecordKind::kTruncate;
  record.id = id_;
  record.segment_base = record.offset = offset;
  const Journal::Place place = store_.journal().append(journal::encode_record_head(record, 0), {});
  last_record_file_ = place.file;
  note_dirty(place.file);
  const Status durable = co_await store_.journal().wait_durable(place.end);
  if (!durable.ok()) co_return durable;
  Status done = co_await cut(offset, 0, std::string());
  if (done.ok()) done = co_await drop_snapshots_above(Offset(-1));
  if (!done.ok()) {
    store_.fail(done.error());
    co_return done;
  }
  delete_segments_below_start();
  epochs_.clear();
  producers_.clear();
  producers_end_ = offset;
  ++generation_;
  durable_changed_.notify_all();
  co_return Status();
}

Task<Status> PartitionLog::cut(Offset segment_base, std::uint64_t position, std::string prefix, Offset indexed_end) {
  KLAMM_ASSERT(tail_bytes_ == 0);
  drop_tail();
  past_reads_.reset();
  directory_unsynced_ = true;
  settled_ = std::min(settled_, segment_base);
  while (!segments_.empty()) {
    const std::shared_ptr<Segment> last = active();
    if (last->base() < segment_base || (last->base() == segment_base && position > 0)) break;
    segments_.erase(last->base());
    transactions_unsynced_ = transactions_unsynced_ || last->may_have_transactions();
    // Recovery writes the same batches again, and believes a producer snapshot that is of later.
    if (recovering_ && last->may_have_transactions()) keep_cut_transactions(last->base());
    const Status removed = co_await last->unlink(!recovering_);
    if (!removed.ok()) co_return removed;
  }
  if (position == 0) {
    // Recovery only knew it by its size so far.
    if (!segments_.empty()) {
      active()->end_at(segment_base);
      active()->set_last_record_file(last_record_file_);
    }
    add_segment(segment_base);
  } else {
    const auto found = segments_.find(segment_base);
    if (found == segments_.end()) co_return Error(ErrorCode::kCorruptMessage, "a segment is missing");
    const std::shared_ptr<Segment> segment = found->second;
    const Status restored = co_await segment->restore_sector(position, as_bytes(prefix));
    if (!restored.ok()) co_return restored;
    const Status truncated = co_await segment->truncate(position, config_->index_interval_bytes, indexed_end);
    if (!truncated.ok()) co_return truncated;
  }
  log_end_offset_ = active()->next_offset();
  epochs_.truncate_end(log_end_offset_);
  epochs_unsaved_ = producers_unsaved_ = true;
  co_return co_await forget_clean_above(log_end_offset_);
}

Status PartitionLog::check_log_start(Offset offset) const {
  const Status useful = changeable();
  if (useful.ok() && offset > log_end_offset_) return ErrorCode::kOffsetOutOfRange;
  return useful;
}

Task<Status> PartitionLog::set_log_start_offset(Offset offset) {
  const Status before = check_log_start(offset);
  if (!before.ok()) co_return before;
  if (would_forget_producers(offset)) {
    const Status saved = co_await save_producers();
    if (!saved.ok()) co_return saved;
  }
  const Status possible = check_log_start(offset);
  if (!possible.ok()) co_return possible;
  // Somebody has raised it so far; that may still be on its way to the disk.
  if (offset <= log_start_offset_) co_return co_await make_durable();
  log_start_offset_ = offset;
  epochs_.truncate_start(offset);
  epochs_unsaved_ = true;
  journal_state();
  const Status durable = co_await make_durable();
  if (!durable.ok()) co_return durable;
  AsyncMutex::Guard guard = co_await files_.lock();
  co_return co_await delete_below_start();
}

// REQUIRES: the log's start is durable, files_ is held, what lies below the start is written unless the disk is full.
void PartitionLog::delete_segments_below_start() {
  while (segments_.size() > 1 && std::next(segments_.begin())->first <= log_start_offset_) {
    const std::shared_ptr<Segment> segment = segments_.begin()->second;
    if (segment->written_bytes() < segment->size_bytes()) break;  // there was no space for the rest of it
    segments_.erase(segments_.begin());
    store_.remover().remove_segment(segment, config_->file_delete_delay_ms);
  }
  forget_tail_below(segments_.begin()->first);
}

// What segments hold and nobody will read from memory any more.
void PartitionLog::forget_tail_below(Offset end) {
  while (!tail().empty() && tail().first_offset() < end && drop_oldest_chunk()) {}
}

Task<Status> PartitionLog::set_replica_state(std::string state) {
  constexpr std::size_t kReplicaStateMax = 64;
  KLAMM_ASSERT(state.size() <= kReplicaStateMax);
  const Status useful = changeable();
  if (!useful.ok()) co_return useful;
  replica_state_ = std::move(state);
  journal_state();
  co_return co_await make_durable();
}

// What no segment says: written again whenever its record is about to be retired. The names of the segments do not tell
// where the log begins, because those that were deleted may be back after a power loss.
void PartitionLog::journal_state() {
  state_file_ = 0;
  if (removed_ || (replica_state_.empty() && log_start_offset_ == Offset(0))) return;
  journal::Record record;
  record.kind = journal::RecordKind::kState;
  record.id = id_;
  record.offset = log_start_offset_;
  record.replica_state = replica_state_;
  state_file_ = store_.journal().append(journal::encode_record_head(record, 0), {}).file;
}

Lsn PartitionLog::journal_creation() {
  journal::Record record;
  record.kind = journal::RecordKind::kCreate;
  record.id = id_;
  record.topic = topic_;
  const Journal::Place place = store_.journal().append(journal::encode_record_head(record, 0), {});
  note_dirty(place.file);
  return place.end;
}

// --- The end.

void PartitionLog::finish_removal() {
  drop_tail();
  if (bypass_ != nullptr) store_.bypass().forget(*bypass_);
  durable_changed_.notify_all();
}

void PartitionLog::seal_for_stop() {
  active()->seal();
  producers_unsaved_ =
      producers_unsaved_ || (producers_.size() > 0 && (snapshots_.empty() || snapshots_.back() < log_end_offset_));
}

// The store is about to end, before those who hold this log: nothing of it may be touched any more.
void PartitionLog::let_go() {
  removed_ = true;
  observer_ = nullptr;
  drop_tail();
  if (bypass_ != nullptr) bypass_->held = {};
  segments_.clear();
  past_reads_.reset();
}

}  // namespace klamm
