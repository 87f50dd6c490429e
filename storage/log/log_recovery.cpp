// One log brought to where it was acknowledged: see recovery.h.
#include <algorithm>
#include <cerrno>
#include <utility>

#include "protocol/records/batch.h"
#include "runtime/io/io.h"
#include "runtime/memory/free_memory.h"
#include "storage/directory/files.h"
#include "storage/log/bypass.h"
#include "storage/log/recovery.h"
#include "storage/log/segment.h"
#include "storage/log/store.h"

namespace klamm {

using journal::RecordKind;

namespace {

constexpr std::size_t kEpochsSizeMax = 16U << 20;
constexpr std::uint64_t kReplayRunSize = 256U << 10;

}  // namespace

// --- What the journals say of it.

Task<void> LogRecovery::apply_items(Progress& progress) {
  PartitionLog& log = *progress.log;
  while (!progress.items.empty() && !over() && !progress.no_space) {
    Item item = std::move(progress.items.front());
    progress.items.pop_front();
    const std::size_t bytes = item.batches.size();
    Status applied;
    if (!log.failed_) applied = co_await apply(progress, std::move(item));
    // What a log holds of batches in memory is written when all hold much, not only when it does.
    const bool crowded = applied.ok() && !log.failed_ && progress.items.empty() && store_.wants_room();
    if (crowded) applied = co_await log.flush_tail(PartitionLog::Flush::kBlocks);
    waiting_bytes_ -= bytes;
    judge(progress, applied);
    applied_.notify_all();
  }
}

Task<void> LogRecovery::fetch(Progress& progress) {
  while (!over()) {
    const std::uint64_t tried = retries_;
    if (progress.no_space) begin_again(progress);
    co_await apply_fetched(progress);
    if (!progress.no_space) co_await complete(progress);
    if (!progress.no_space) break;
    while (retries_ == tried && !over()) co_await retry_.wait();
  }
}

// Nothing of what was done to its files so far is in the way.
void LogRecovery::begin_again(Progress& progress) {
  PartitionLog& log = *progress.log;
  log.drop_tail();
  const Offset start = log.log_start_offset_;
  log.start_empty(Offset(0));
  log.log_start_offset_ = start;
  log.epochs_.clear();
  log.producers_.clear();
  log.snapshots_.clear();
  log.cut_transactions_.reset();
  for (const Item& item : std::exchange(progress.items, {})) waiting_bytes_ -= item.batches.size();
  applied_.notify_all();
  progress.taken = 0;
  progress.no_space = progress.loaded = progress.searching = false;
  progress.unsealed.reset();
}

Task<void> LogRecovery::apply_fetched(Progress& progress) {
  while (progress.taken < progress.records.size() && !progress.log->failed_ && !over() && !progress.no_space) {
    const journal::RecordPlace place = progress.records[progress.taken++];
    const Result<Buffer> bytes = co_await journal_records_.read(place);
    Status applied;
    if (bytes.ok()) {
      const ByteView record(bytes->data(), bytes->size());
      const auto kind = static_cast<RecordKind>(record[journal::kRecordHeaderSize - 1]);
      const Result<journal::Record> decoded = journal::decode_record(kind, record.subspan(journal::kRecordHeaderSize));
      if (decoded.ok()) {
        applied = co_await apply(progress, Item::of(*decoded));
      } else {
        applied = decoded.error();
      }
    } else {
      applied = bytes.error();
    }
    judge(progress, applied);
  }
}

void LogRecovery::judge(Progress& progress, const Status& status) {
  if (status.ok()) return;
  if (is_out_of_space(status.error())) {
    progress.no_space = true;
    store_.write_failed(status.error());
    return;
  }
  if (status.error().os_errno != 0) {
    // The disk, not the log.
    if (result_.ok()) result_ = status;
    if (!stopping_) store_.fail(status.error());
    return;
  }
  PartitionLog& log = *progress.log;
  log.failed_ = true;
  log.drop_tail();
  store_.log().error("a log contradicts the journal and is taken offline",
                     {{"log", log.directory_name_}, {"error", status.error()}});
}

Task<Status> LogRecovery::apply(Progress& progress, Item item) {
  PartitionLog& log = *progress.log;
  const bool truncation = item.kind == RecordKind::kTruncate;
  const bool written = journal::says_written(item.kind);
  const bool first = !progress.loaded;
  // Records before it tell of nothing that counts.
  if (written && !first) co_return Error(ErrorCode::kCorruptMessage, "segments are written behind a live record");
  if (first) {
    const Status loaded = co_await load(progress, true);
    if (!loaded.ok()) co_return loaded;
  }
  if (first || truncation) {
    if (truncation) progress.truncated = true;
    log.durable_end_offset_ = log.log_end_offset_;
    const Status flushed = co_await log.flush_tail(PartitionLog::Flush::kAll);
    if (!flushed.ok()) co_return flushed;
    const auto segment = log.segments_.find(item.segment_base);
    // What was written past the journal may end where the prefix begins.
    const std::uint64_t needed = item.position - (written ? item.prefix.size() : 0);
    const bool there = segment != log.segments_.end() && segment->second->written_bytes() >= needed;
    progress.searching = item.position > 0 && !there;
    if (progress.searching && truncation) {
      // What was found or written above it meanwhile went all the same.
      const Status emptied = co_await log.cut(item.offset, 0, std::string());
      if (!emptied.ok()) co_return emptied;
    }
    if (progress.searching) co_return Status();
    if (item.kind == RecordKind::kWriting) {
      const Status ended = co_await end_run(progress, item);
      if (!ended.ok()) co_return ended;
    }
    const Offset indexed = progress.indexed_end;
    const Status cut = co_await log.cut(item.segment_base, item.position, std::move(item.prefix), indexed);
    if (!cut.ok()) co_return cut;
    const Status sealed = co_await seal_before(progress, item.segment_base);
    if (!sealed.ok()) co_return sealed;
    if (first && !truncation) progress.first_live = std::min(log.log_end_offset_, indexed);
  }
  if (truncation || written) co_return Status();
  co_return co_await apply_batches(progress, std::move(item));
}

// Whether the run is in its segment as it was to be written.
Task<Result<bool>> LogRecovery::run_is_whole(PartitionLog& log, Item item) {
  if (store_.config().mutants.bypass_unchecked) co_return true;
  Segment& segment = *log.segments_.find(item.segment_base)->second;
  const std::uint64_t begin = item.position - item.prefix.size();
  const std::uint64_t end = item.run_end - item.run_rest.size();
  if (segment.written_bytes() < end) co_return false;
  const Result<Slice> read = co_await segment.read_run(begin, static_cast<std::size_t>(end - begin));
  if (!read.ok()) co_return read.error();
  std::string bytes(as_text(read->bytes));
  if (bytes.size() < end - begin || !bytes.starts_with(item.prefix)) co_return false;
  bytes += item.run_rest;
  const ByteView batches = as_bytes(bytes).subspan(item.prefix.size());
  protocol::BatchRun run(batches);
  for (auto batch = run.next();; batch = run.next()) {
    if (!batch.ok()) co_return false;
    if (!batch->has_value()) break;
    if (!(*batch)->crc_ok()) co_return false;
  }
  co_return run.unread().empty() && run_checksum(0, batches) == item.run_checksum;
}

// What the journal does not know of a run that was begun: `item` says then how far the segment holds the log.
Task<Status> LogRecovery::end_run(Progress& progress, Item& item) {
  PartitionLog& log = *progress.log;
  const Result<bool> whole = co_await run_is_whole(log, item);
  if (!whole.ok()) co_return whole.error();
  const std::shared_ptr<Segment> segment = log.segments_.find(item.segment_base)->second;
  if (*whole) {
    // A process that ended before its write did has not synced it.
    const Status synced = co_await segment->sync_log();
    if (!synced.ok()) co_return synced;
    item.position = item.run_end;
    item.prefix = std::move(item.run_rest);
  }
  // What is appended from now on may change what was just looked at.
  journal::Record record;
  record.kind = RecordKind::kWritten;
  record.segment_base = item.segment_base;
  record.position = static_cast<std::uint32_t>(item.position);
  record.offset = item.offset;
  record.prefix = as_bytes(item.prefix);
  log.journal_written(*segment, record);
  co_return Status();
}

// A segment gets its last time index entry when the next one is begun, which may have been after its last sync.
Task<Status> LogRecovery::seal_before(Progress& progress, Offset segment_base) {
  PartitionLog& log = *progress.log;
  const auto found = log.segments_.find(segment_base);
  if (found == log.segments_.begin() || found == log.segments_.end()) co_return Status();
  const std::shared_ptr<Segment> before = std::prev(found)->second;
  const std::uint64_t size = before->written_bytes();
  // Of one that was written just now memory knows all; of its index files one may be newer than the other.
  Status recovered;
  if (!before->timestamps_known()) {
    recovered = co_await before->recover(size, log.config_->index_interval_bytes, false);
  }
  if (!recovered.ok() && recovered.error().os_errno == 0) {
    // It may have been deleted: a power loss gives the name back, and nobody had synced the bytes. finish() knows.
    progress.unsealed = recovered.error();
    progress.unsealed_base = before->base();
    before->adopt(size, segment_base);
    co_return Status();
  }
  if (!recovered.ok()) co_return recovered;
  before->end_at(segment_base);
  before->seal();
  co_return Status();
}

Task<Status> LogRecovery::apply_batches(Progress& progress, Item item) {
  PartitionLog& log = *progress.log;
  if (progress.searching) {
    // Segments below the log's start are deleted while the journal still tells of them; the next one is complete in it.
    if (item.position > 0) co_return Status();
    progress.searching = false;
    const Status cut = co_await log.cut(item.segment_base, 0, std::string());
    if (!cut.ok()) co_return cut;
  } else if (item.position == 0 && item.segment_base != log.active()->base()) {
    if (item.segment_base < log.log_end_offset_)
      co_return Error(ErrorCode::kCorruptMessage, "a segment begins below the end");
    log.roll(item.segment_base);
  }
  if (log.active()->base() != item.segment_base || log.active()->size_bytes() != item.position) {
    co_return Error(ErrorCode::kCorruptMessage, "the journal has batches for " +
                                                    std::to_string(item.segment_base.value) + " at " +
                                                    std::to_string(item.position) + ", the log ends in " +
                                                    std::to_string(log.active()->base().value) + " at " +
                                                    std::to_string(log.active()->size_bytes()));
  }
  protocol::BatchRun run(item.batches.bytes);
  Offset next = log.active()->next_offset();
  std::optional<Offset> base;
  while (true) {
    const Result<std::optional<protocol::BatchView>> batch = run.next();
    if (!batch.ok()) co_return batch.error();
    if (!batch->has_value()) break;
    const bool sound = (*batch)->crc_ok() && (*batch)->base_offset() >= next && (*batch)->last_offset_delta() >= 0;
    if (!sound) co_return Error(ErrorCode::kCorruptMessage, "a batch in the journal is damaged");
    if (!base.has_value()) base = (*batch)->base_offset();
    next = (*batch)->next_offset();
  }
  if (!base.has_value() || !run.unread().empty())
    co_return Error(ErrorCode::kCorruptMessage, "no whole batches in the journal");
  log.add_to_tail(item.batches.bytes, next);
  log.durable_end_offset_ = log.log_end_offset_;
  if (log.tail_bytes_ >= kReplayRunSize) co_return co_await log.flush_tail(PartitionLog::Flush::kAll);
  co_return Status();
}

// --- What is on disk.

Task<Status> LogRecovery::load(Progress& progress, bool to_be_cut) {
  PartitionLog& log = *progress.log;
  progress.loaded = true;
  log.log_end_offset_ = Offset(0);
  const Offset start = log.log_start_offset_;
  const Status segments = co_await load_segments(log, to_be_cut);
  if (!segments.ok()) co_return segments;
  log.log_start_offset_ = start;
  progress.first_live = log.log_end_offset_;
  co_return co_await load_epochs(log);
}

Task<Status> LogRecovery::load_segments(PartitionLog& log, bool to_be_cut) {
  Backend& io = store_.env().io;
  const std::string directory = log.directory();
  Result<std::vector<std::string>> names = co_await list_directory(io, directory);
  if (!names.ok()) co_return names.error();
  const Status cleared = co_await clear_log_directory(log, *names);
  if (!cleared.ok()) co_return cleared;
  FlatMap<Offset, std::shared_ptr<Segment>> segments;
  std::vector<std::pair<Offset, std::uint64_t>> sizes;
  for (const std::string& name : *names) {
    if (const std::optional<Offset> at = parse_segment_file_name(name, ".snapshot")) log.snapshots_.push_back(*at);
    const std::optional<Offset> base = parse_segment_file_name(name, ".log");
    if (!base.has_value()) continue;
    const std::string path = directory + "/" + name;
    const std::int64_t size = co_await file_size(io, path);
    if (size < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot stat " + path, static_cast<int>(-size));
    segments[*base] = log.make_segment(*base);
    sizes.emplace_back(*base, static_cast<std::uint64_t>(size));
  }
  for (const std::string& name : *names) {
    const std::optional<Offset> base = parse_segment_file_name(name, ".txnindex");
    if (!base.has_value()) continue;
    const auto found = segments.find(*base);
    // A start that came before this one may have cut the segment off, and was to make it again.
    if (found == segments.end()) {
      log.keep_cut_transactions(*base);
    } else {
      found->second->expect_transactions();
    }
  }
  std::sort(log.snapshots_.begin(), log.snapshots_.end());
  if (segments.empty()) co_return Status();
  std::sort(sizes.begin(), sizes.end());
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const bool last = i + 1 == sizes.size();
    segments[sizes[i].first]->adopt(sizes[i].second, last ? sizes[i].first : sizes[i + 1].first);
  }
  log.segments_ = std::move(segments);
  if (!to_be_cut) {
    const Status recovered =
        co_await log.active()->recover(sizes.back().second, log.config_->index_interval_bytes, true);
    if (!recovered.ok()) co_return recovered;
  }
  log.log_end_offset_ = log.durable_end_offset_ = log.active()->next_offset();
  co_return Status();
}

Task<Status> LogRecovery::load_epochs(PartitionLog& log) {
  Backend& io = store_.env().io;
  const std::string path = log.directory() + "/leader-epoch-checkpoint";
  const Result<std::string> text = co_await read_file(io, path, kEpochsSizeMax);
  if (!text.ok() && disk_failed(text.error())) co_return text.error();
  Result<EpochCache> epochs = text.ok() ? EpochCache::from_text(*text) : Result<EpochCache>(ErrorCode::kCorruptMessage);
  if (epochs.ok()) {
    log.epochs_ = std::move(*epochs);
    co_return Status();
  }
  if (text.ok()) store_.log().warn("rebuilding a damaged leader-epoch-checkpoint", {{"log", log.directory_name_}});
  // Without the file the first batches of the segments tell which epochs were there, if not exactly where they began.
  log.epochs_.clear();
  for (const auto& [base, segment] : log.segments_) {
    if (segment->written_bytes() < protocol::kBatchHeaderSize) continue;
    const Result<Buffer> head = co_await segment->read(0, protocol::kBatchHeaderSize);
    if (!head.ok()) co_return head.error();
    if (head->size() < protocol::kBatchHeaderSize) continue;
    const LeaderEpoch epoch(load_be<std::int32_t>(head->data() + protocol::kPartitionLeaderEpochAt));
    log.epochs_.assign(epoch, base);
  }
  log.epochs_unsaved_ = true;
  co_return Status();
}

// --- The end.

// All that the journals say of it was applied.
Task<void> LogRecovery::complete(Progress& progress) {
  PartitionLog& log = *progress.log;
  if (over()) co_return;
  if (!log.failed_) {
    const Status finished = co_await finish(progress);
    judge(progress, finished);
    if (over() || progress.no_space) co_return;
  }
  free_memory(progress.records);
  progress.done = true;
  --left_;
  const std::shared_ptr<PartitionLog> recovered = std::exchange(progress.log, nullptr);
  store_.on_log_recovered(recovered);
}

Task<Status> LogRecovery::finish(Progress& progress) {
  PartitionLog& log = *progress.log;
  if (!progress.loaded) {
    const Status loaded = co_await load(progress, false);
    if (!loaded.ok()) co_return loaded;
  }
  const Status flushed = co_await log.flush_tail(PartitionLog::Flush::kAll);
  if (!flushed.ok()) co_return flushed;
  if (progress.searching && log.active()->exists()) {
    // All that the journal tells of was deleted; what is there now was only listed.
    const std::shared_ptr<Segment> last = log.active();
    const std::uint64_t size = last->written_bytes();
    const Status recovered = co_await last->recover(size, log.config_->index_interval_bytes, false);
    if (!recovered.ok()) co_return recovered;
    log.log_end_offset_ = last->next_offset();
  }
  if (progress.searching && log.log_start_offset_ < log.log_end_offset_) {
    co_return Error(ErrorCode::kCorruptMessage, "segments are missing");
  }
  if (log.log_start_offset_ > log.log_end_offset_) {
    // All of it was deleted, and a power loss gave the beginning back. Or see truncate_fully_and_start_at: the second
    // of its records did not last. Producers are not forgotten: that nothing is left of their batches says nothing.
    const Status cut = co_await log.cut(log.log_start_offset_, 0, std::string());
    if (!cut.ok()) co_return cut;
    progress.touched = true;
  }
  log.log_start_offset_ = std::max(log.log_start_offset_, log.segments_.begin()->first);
  log.durable_end_offset_ = log.log_end_offset_;
  log.epochs_.truncate_start(log.log_start_offset_);
  log.epochs_.truncate_end(log.log_end_offset_);
  log.delete_segments_below_start();
  if (progress.unsealed.has_value() && log.segments_.contains(progress.unsealed_base)) co_return *progress.unsealed;
  // Without a snapshot nothing was known of producers when the log was last checkpointed, unless a truncation took it.
  const Offset from = progress.truncated ? log.log_start_offset_ : progress.first_live;
  const Status producers = co_await log.load_producers(from);
  if (!producers.ok()) co_return producers;
  const Status dropped = co_await log.drop_snapshots_above(log.log_end_offset_);
  if (!dropped.ok()) co_return dropped;
  const Status removed = co_await log.remove_cut_transactions();
  if (!removed.ok()) co_return removed;
  if (store_.config().mutants.forget_producers) log.producers_.clear();
  log.producers_.expire(store_.env().wall_ms(), store_.config().producer_id_expiration_ms);
  // An empty directory may be left by a creation whose record did not last; the log is taken, so it must stay.
  const bool bare = !store_.directory().clean && !log.active()->exists();
  if (bare) {
    log.parent_unsynced_ = true;
    log.journal_creation();
  }
  if (log.parent_unsynced_) {
    const Status written = co_await store_.write_partition_metadata(log.directory(), log.id_.topic);
    if (!written.ok()) co_return written;
  }
  const bool unsynced = progress.touched || bare;
  log.checkpointed_end_ = unsynced ? log.log_start_offset_ : log.log_end_offset_;
  log.producers_unsaved_ = (log.producers_unsaved_ || unsynced) && log.producers_.size() > 0;
  log.directory_unsynced_ = log.epochs_unsaved_ = unsynced;
  // What the old journals hold of it counts as if the first file of the new one did.
  if (unsynced) log.dirty_since_ = store_.journal().oldest_file();
  co_return Status();
}

}  // namespace klamm
