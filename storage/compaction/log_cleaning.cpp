#include "storage/compaction/log_cleaning.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "protocol/records/record.h"
#include "runtime/memory/pages.h"
#include "storage/journal/format.h"
#include "storage/log/limits.h"
#include "storage/log/segment.h"
#include "storage/log/syncing.h"
#include "storage/log/yield.h"

namespace klamm {

using protocol::BatchRun;
using protocol::BatchView;

namespace {

// Read and written at a time, around the page cache: see storage/README.md. Two such chunks are read, one is written.
constexpr std::size_t kChunkSize = 1U << 20;
// Of a transaction's log, whose headers only are of interest.
constexpr std::size_t kCleanedRunSize = 128U << 10;

// How many of these bytes are whole batches.
std::size_t whole_batches(ByteView bytes) {
  BatchRun run(bytes);
  std::size_t size = 0;
  for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) size += (*batch)->size();
  return size;
}

}  // namespace

LogCleaning::LogCleaning(Store& store, CleaningPace& pace, std::shared_ptr<PartitionLog> log, CleanPlan plan)
    : store_(store), pace_(pace), log_(std::move(log)), plan_(plan), config_(log_->config()) {}

Task<Result<CleaningResult>> LogCleaning::run(std::size_t map_bytes, double load_factor, KeyHasher hasher) {
  const Offset limit = plan_.first_uncleanable;
  const Offset first = log_->segments().front()->base();
  Status status = co_await log_->settle_below(limit);
  if (status.ok()) status = co_await build_map(map_bytes, load_factor, hasher);
  if (status.ok() && !result_.void_) {
    if (map_end_ <= plan_.first_dirty) {
      co_return Error(ErrorCode::kCorruptMessage,
                      "the keys of one batch do not fit into log.cleaner.dedupe.buffer.size");
    }
    result_.keys = map_->size();
    result_.map_slots = map_->slots();
    result_.end = map_end_;
    status = co_await copy_all();
  }
  if (filter_.has_value()) {
    result_.records_read = filter_->counts().records_read;
    result_.records_kept = filter_->counts().records_kept;
  }
  // The log's start may pass by: then files that are not open just now cannot be read any more.
  const bool passed = !status.ok() && status.error().os_errno == ENOENT && log_->segments().front()->base() > first;
  // Or it was cut, above what is cleaned, while the end of a transaction was looked for.
  const bool was_cut = status.code() == ErrorCode::kOffsetOutOfRange;
  const bool lost = !log_->usable().ok() || pace_.stopping() || passed || was_cut;
  if (lost) result_.void_ = true;
  if (!status.ok() && !result_.void_) co_return status.error();
  co_return result_;
}

// --- The map.

Task<Status> LogCleaning::build_map(std::size_t map_bytes, double load_factor, KeyHasher hasher) {
  const auto offsets = static_cast<std::uint64_t>(plan_.first_uncleanable - plan_.first_dirty);
  map_.emplace(map_bytes, load_factor, offsets, hasher);
  map_end_ = plan_.first_dirty;
  const Segments segments = log_->segments();
  for (std::size_t i = 0; i + 1 < segments.size() && !map_full_; ++i) {
    const std::shared_ptr<Segment> segment = segments[i];
    const Offset end = segments[i + 1]->base();
    if (end <= plan_.first_dirty || segment->base() >= plan_.first_uncleanable) continue;
    std::uint64_t position = 0;
    if (segment->base() < plan_.first_dirty) {
      const Result<std::uint64_t> before = co_await segment->position_before(plan_.first_dirty);
      if (!before.ok()) co_return before.error();
      position = *before;
    }
    const Status walked = co_await walk(segment, position, Phase::kMap);
    if (!walked.ok() || result_.void_) co_return walked;
    // Offsets may be missing at the end of a segment.
    if (!map_full_) map_end_ = std::max(map_end_, end);
  }
  co_return Status();
}

Status LogCleaning::add_to_map(const BatchView& batch) {
  bool aborted = false;
  if (batch.is_control()) {
    static_cast<void>(transactions_.on_control(batch));
  } else {
    aborted = transactions_.on_data(batch);
  }
  const std::optional<protocol::Codec> codec = batch.codec();
  if (!codec.has_value()) return Error(ErrorCode::kCorruptMessage, "a batch of an unknown codec");
  if (!batch.is_control() && !aborted && batch.record_count() > 0) {
    ByteView body = batch.body();
    if (*codec != protocol::Codec::kNone) {
      unpacked_.clear();
      const Status done = protocol::decompress_all(decompressor_, *codec, body, kDecompressedSizeMax, unpacked_);
      if (!done.ok()) return Error(ErrorCode::kCorruptMessage, done.error().message);
      body = unpacked_;
    }
    const Status added = add_records(batch, body);
    if (!added.ok() || map_full_) return added;
  }
  map_end_ = std::max(map_end_, batch.next_offset());
  return {};
}

Status LogCleaning::add_records(const BatchView& batch, ByteView body) {
  protocol::RecordIterator records(batch, body);
  std::size_t waiting = 0;
  while (true) {
    const Result<std::optional<protocol::RecordView>> record = records.next();
    if (!record.ok()) return Error(ErrorCode::kCorruptMessage, record.error().message);
    if (!record->has_value()) break;
    if (!(*record)->key.has_value() || (*record)->offset < plan_.first_dirty) continue;
    const KeyHash hash = map_->hash(*(*record)->key);
    map_->prefetch(hash);
    looked_[waiting++] = {hash, (*record)->offset};
    if (waiting < looked_.size()) continue;
    if (!put_looked(waiting)) return {};
    waiting = 0;
  }
  static_cast<void>(put_looked(waiting));
  return {};
}

bool LogCleaning::put_looked(std::size_t count) {
  for (std::size_t i = 0; i < count && !map_full_; ++i) map_full_ = !map_->put(looked_[i].first, looked_[i].second);
  return !map_full_;
}

// --- Transactions.

bool LogCleaning::wants_transactions(const BatchView& batch) const {
  if (!batch.is_transactional() && !batch.is_control()) return false;
  return !transactions_from_.has_value() || batch.base_offset() < *transactions_from_;
}

// Goes to the end of the log: a transaction of the cleaned part may end behind it.
Task<Status> LogCleaning::find_aborted(Offset from) {
  TransactionScan scan;
  Offset at = std::max(from, log_->log_start_offset());
  while (at < log_->log_end_offset() && !pace_.stopping()) {
    const Result<ReadResult> chunk = co_await log_->read(at, kCleanedRunSize, true, log_->log_end_offset());
    // The log's start passed by: what lies below is none of ours any more.
    if (chunk.code() == ErrorCode::kOffsetOutOfRange && at < log_->log_start_offset()) {
      at = log_->log_start_offset();
      continue;
    }
    if (!chunk.ok()) co_return chunk.error();
    if (chunk->records.empty()) break;
    for (const Slice& slice : chunk->records.slices()) {
      BatchRun run(slice.bytes);
      for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) scan.add(**batch);
    }
    at = chunk->next_offset;
    const std::uint64_t bytes = chunk->records.size();
    co_await pace_.spend(bytes);
  }
  transactions_from_ = from;
  aborted_ = scan.aborted();
  // No transactional batch was passed before: this is the first one.
  transactions_ = CleanedTransactions(aborted_);
  co_return Status();
}

// --- Walking.

Task<Status> LogCleaning::walk(std::shared_ptr<Segment> segment, std::uint64_t position, Phase phase) {
  const std::uint64_t end = segment->written_bytes();
  std::size_t wanted = kChunkSize;
  std::optional<Task<Result<Slice>>> ahead;  // what lies at `position`
  Status status;
  while (status.ok() && position < end && !map_full_for(phase)) {
    if (pace_.stopping()) {
      result_.void_ = true;
      break;
    }
    const std::size_t size = static_cast<std::size_t>(std::min<std::uint64_t>(wanted, end - position));
    if (!ahead.has_value()) {
      co_await pace_.spend(size);
      ahead.emplace(segment->read_run(position, size));
    }
    Task<Result<Slice>> reading = std::move(*ahead);
    ahead.reset();
    const Result<Slice> read = co_await reading;
    if (!read.ok()) co_return read.error();
    result_.bytes_read += read->size();
    const Slice piece = *read;
    const std::size_t whole = whole_batches(piece.bytes);
    if (whole == 0) {
      // A batch longer than the chunk, or none at all: what is wrong with it is found below.
      status = co_await walk_piece(piece.bytes, phase);
      if (!status.ok()) break;
      if (read->size() < size || size == end - position) {
        co_return Error(ErrorCode::kCorruptMessage, "a segment ends within a batch, at " + std::to_string(position));
      }
      wanted *= 2;
      continue;
    }
    position += whole;
    wanted = kChunkSize;
    if (position < end) {
      const std::size_t next = static_cast<std::size_t>(std::min<std::uint64_t>(kChunkSize, end - position));
      co_await pace_.spend(next);
      ahead.emplace(segment->read_run(position, next));
    }
    status = co_await walk_piece(piece.bytes, phase);
  }
  if (ahead.has_value()) {
    Task<Result<Slice>> unwanted = std::move(*ahead);
    static_cast<void>(co_await unwanted);
  }
  co_return status;
}

Task<Status> LogCleaning::walk_piece(ByteView piece, Phase phase) {
  BatchRun run(piece);
  Slice1ms slice(store_.env());
  while (!map_full_for(phase)) {
    const Result<std::optional<BatchView>> batch = run.next();
    if (!batch.ok()) co_return Error(ErrorCode::kCorruptMessage, batch.error().message);
    if (!batch->has_value()) break;
    if (!(*batch)->crc_ok()) {
      const Offset at = (*batch)->base_offset();
      co_return Error(ErrorCode::kCorruptMessage, "a batch is damaged, at offset " + std::to_string(at.value));
    }
    if (wants_transactions(**batch)) {
      const Offset from = (*batch)->base_offset();
      const Status found = co_await find_aborted(from);
      if (!found.ok()) co_return found;
    }
    const Status done = phase == Phase::kMap ? add_to_map(**batch) : copy(**batch);
    if (!done.ok()) co_return done;
    if (!out_.empty()) {
      const Status written = co_await write_out();
      if (!written.ok()) co_return written;
    }
    if (!slice.used_up()) continue;
    co_await Yield();
    slice.restart();
  }
  co_return Status();
}

// --- Copying.

Task<Status> LogCleaning::copy_all() {
  last_records_ = log_->last_records();
  transactions_ = CleanedTransactions(aborted_);
  filter_.emplace(FilterRules{.map = *map_,
                              .map_end = map_end_,
                              .round_end = plan_.first_uncleanable,
                              .now_ms = store_.env().wall_ms(),
                              .delete_retention_ms = config_.delete_retention_ms,
                              .last_records = last_records_,
                              .transactions = transactions_});
  Segments cleanable;
  std::vector<PlannedSegment> planned;
  const Segments all = log_->segments();
  Offset end = plan_.first_uncleanable;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    if (all[i]->base() >= map_end_ || all[i]->base() >= plan_.first_uncleanable) break;
    cleanable.push_back(all[i]);
    end = all[i + 1]->base();
    const Status loaded = co_await all[i]->load_indexes();
    if (!loaded.ok()) co_return loaded;
    PlannedSegment& segment = planned.emplace_back();
    segment.base = all[i]->base();
    segment.size_bytes = all[i]->size_bytes();
    segment.offset_index_bytes = all[i]->offset_index().size_bytes();
    segment.time_index_bytes = all[i]->time_index().size_bytes();
  }
  const std::vector<std::vector<std::size_t>> groups = group_segments(planned, config_, end);
  for (const std::vector<std::size_t>& places : groups) {
    Segments group;
    for (const std::size_t place : places) group.push_back(cleanable[place]);
    result_.segments_before += group.size();
    ++result_.segments_after;
    const Status copied = co_await copy_group(std::move(group));
    if (!copied.ok()) {
      const Status dropped = co_await drop_cleaned();
      static_cast<void>(dropped);  // the next start removes it
      co_return copied;
    }
    if (result_.void_) co_return co_await drop_cleaned();
  }
  co_return Status();
}

Task<Status> LogCleaning::copy_group(Segments group) {
  cleaned_ = log_->make_segment(group.front()->base());
  cleaned_->set_file_suffix(".cleaned");
  // What a round that failed left would be written over, and its end would stay.
  const Status removed = co_await cleaned_->unlink();
  if (!removed.ok()) co_return removed;
  const Result<FilePtr> made = co_await cleaned_->open_log();
  if (!made.ok()) co_return made.error();
  for (const std::shared_ptr<Segment>& segment : group) {
    const Status walked = co_await walk(segment, 0, Phase::kCopy);
    if (!walked.ok() || result_.void_) co_return walked;
  }
  const Status written = co_await write_last();
  if (!written.ok()) co_return written;
  cleaned_->seal();
  const Status kept = co_await keep_transactions(group);
  if (!kept.ok()) co_return kept;
  if (!store_.config().mutants.swap_unsynced) {
    Syncing each(store_.env().io);
    const Result<bool> synced = co_await cleaned_->sync(each);
    if (!synced.ok()) co_return synced.error();
    const Result<bool> named = co_await cleaned_->name_transactions();
    if (!named.ok()) co_return named.error();
  }
  if (pace_.stopping()) result_.void_ = true;
  if (result_.void_) co_return Status();
  std::shared_ptr<Segment> cleaned = cleaned_;
  const Result<bool> swapped = co_await log_->swap_segments(cleaned, group);
  if (!swapped.ok()) co_return swapped.error();
  if (!*swapped) result_.void_ = true;
  else cleaned_.reset();
  co_return Status();
}

// An aborted transaction is told of as long as its marker is there: without the marker a reader would never learn that
// it has ended.
Task<Status> LogCleaning::keep_transactions(const Segments& old) {
  for (const std::shared_ptr<Segment>& segment : old) {
    // Until now they may have been forgotten again.
    do {
      const Status loaded = co_await log_->load_transactions(segment);
      if (!loaded.ok()) co_return loaded;
    } while (!segment->transactions_known());
    if (segment->transactions() == nullptr) continue;
    for (const AbortedTxn& entry : segment->transactions()->entries()) {
      if (kept_aborts_.contains(entry.last_offset)) cleaned_->add_aborted(entry);
    }
  }
  kept_aborts_.clear();
  co_return Status();
}

Status LogCleaning::copy(const BatchView& batch) {
  const Result<std::optional<ByteView>> left = filter_->filter(batch);
  if (!left.ok()) return left.error();
  if (!left->has_value()) return {};
  const Result<BatchView> view = BatchView::parse(**left);
  KLAMM_ASSERT(view.ok());
  if (view->is_control() && marker_kind(*view) == MarkerKind::kAbort) kept_aborts_.insert(view->last_offset());
  cleaned_->add(*view, config_.index_interval_bytes);
  append_out(**left);
  return {};
}

void LogCleaning::append_out(ByteView bytes) {
  while (!bytes.empty()) {
    if (!filling_) filling_ = allocate_page_buffer(kChunkSize);
    const std::size_t count = std::min(bytes.size(), kChunkSize - filled_);
    std::memcpy(filling_.data() + filled_, bytes.data(), count);
    filled_ += count;
    bytes = bytes.subspan(count);
    if (filled_ < kChunkSize) continue;
    out_.emplace_back(std::move(filling_));
    filling_ = Buffer();
    filled_ = 0;
  }
}

// The whole chunks.
Task<Status> LogCleaning::write_out() {
  const std::size_t size = out_.size() * kChunkSize;
  std::vector<Slice> pieces = std::move(out_);
  out_.clear();
  const bool direct = cleaned_->direct();
  Task<Status> writing = write_pieces(std::move(pieces), size, direct);
  co_return co_await writing;
}

// The rest of a segment: the page cache takes what is no whole block.
Task<Status> LogCleaning::write_last() {
  if (filled_ == 0) co_return Status();
  const Slice rest(std::exchange(filling_, Buffer()));
  const std::size_t whole = cleaned_->direct() ? filled_ / journal::kBlockSize * journal::kBlockSize : 0;
  const std::size_t size = std::exchange(filled_, 0);
  if (whole > 0) {
    std::vector<Slice> blocks{rest.sub(0, whole)};
    Task<Status> writing = write_pieces(std::move(blocks), whole, true);
    const Status written = co_await writing;
    if (!written.ok()) co_return written;
  }
  if (whole == size) co_return Status();
  std::vector<Slice> end{rest.sub(whole, size - whole)};
  Task<Status> writing = write_pieces(std::move(end), size - whole, false);
  co_return co_await writing;
}

Task<Status> LogCleaning::write_pieces(std::vector<Slice> pieces, std::size_t size_bytes, bool direct) {
  co_await pace_.spend(size_bytes);
  const Status written =
      co_await cleaned_->write(std::move(pieces), size_bytes, direct ? Segment::Way::kDirect : Segment::Way::kCached);
  result_.bytes_written += size_bytes;
  co_return written;
}

Task<Status> LogCleaning::drop_cleaned() {
  out_.clear();
  filling_ = Buffer();
  filled_ = 0;
  if (cleaned_ == nullptr || cleaned_->file_suffix() != ".cleaned" || !store_.online()) co_return Status();
  const std::shared_ptr<Segment> cleaned = std::move(cleaned_);
  Task<Status> removing = cleaned->unlink();
  co_return co_await removing;
}

}  // namespace klamm
