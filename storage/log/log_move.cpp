// PartitionLog's part of moving a log to another directory: the copy is filled, and takes the log's place. Why in this
// order says storage/README.md, "A log that moves".
#include <algorithm>
#include <cerrno>

#include "protocol/records/batch.h"
#include "runtime/io/io.h"
#include "storage/directory/files.h"
#include "storage/log/partition_log.h"
#include "storage/log/segment.h"
#include "storage/log/store.h"
#include "storage/log/syncing.h"
#include "storage/log/tail.h"

namespace klamm {

using protocol::BatchRun;
using protocol::BatchView;

bool PartitionLog::stands_still() const {
  return leaving() && usable().ok() && !store_.stopping() && !store_.hopeless();
}

Task<void> PartitionLog::wait_moved() {
  while (stands_still()) co_await durable_changed_.wait();
}

Task<Result<Offset>> PartitionLog::first_batch_offset() {
  const Offset start = log_start_offset_;
  Task<Result<ReadResult>> reading = read(start, 1, true, log_end_offset_);
  const Result<ReadResult> first = co_await reading;
  if (!first.ok()) co_return first.error();
  if (first->records.empty()) co_return start;
  BatchRun run(first->records.slices().front().bytes);
  const Result<std::optional<BatchView>> batch = run.next();
  if (!batch.ok() || !batch->has_value()) co_return start;
  co_return std::min(start, (*batch)->base_offset());
}

Task<Result<std::uint64_t>> PartitionLog::copy_some(std::shared_ptr<PartitionLog> source, std::size_t size_bytes_max) {
  const Offset from = log_end_offset_;
  if (from > log_start_offset_ && from < source->log_start_offset()) co_return ErrorCode::kOffsetOutOfRange;
  const Offset end = source->log_end_offset();
  Task<Result<ReadResult>> reading =
      source->read(std::max(from, source->log_start_offset()), size_bytes_max, true, end);
  const Result<ReadResult> read = co_await reading;
  if (!read.ok()) co_return read.error();
  std::uint64_t copied = 0;
  for (const Slice& slice : read->records.slices()) {
    BatchRun run(slice.bytes);
    for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) {
      const BatchView& view = **batch;
      if (view.base_offset() < log_end_offset_) co_return ErrorCode::kOffsetOutOfRange;
      if (needs_roll(view.size(), view.last_offset(), view.max_timestamp())) roll(view.base_offset());
      add_to_tail(view.bytes(), view.next_offset());
      copied += view.size();
    }
  }
  durable_end_offset_ = log_end_offset_;
  if (copied == 0 && log_end_offset_ < end) {
    // Compaction left nothing from here on. A segment without a file would not be found by a start.
    for (int anchors = 0; anchors < 2; ++anchors) {
      if (anchors == 1) roll(end);
      const std::shared_ptr<Segment> last = active();
      const Result<FilePtr> anchored = co_await last->open_log();
      if (!anchored.ok()) co_return anchored.error();
    }
    log_end_offset_ = durable_end_offset_ = end;
  }
  AsyncMutex::Guard guard = co_await files_.lock();
  // Nobody else writes the rest that fills no block, and the next round waits until there is room for it.
  const Status written = co_await flush_tail(store_.has_room() ? Flush::kBlocks : Flush::kAll);
  if (!written.ok()) co_return written.error();
  while (drop_oldest_chunk()) {}
  co_return copied;
}

Task<Status> PartitionLog::copy_transactions(std::shared_ptr<PartitionLog> source, Offset from) {
  // What was found in the batches on the way may be wrong: transactions may have begun below the first of them.
  const Status dropped = co_await drop_transactions_from(from);
  if (!dropped.ok()) co_return dropped;
  const Offset first = std::max(from, source->log_start_offset());
  Task<Result<std::vector<AbortedTxn>>> finding = source->aborted_transactions(first, log_end_offset_);
  const Result<std::vector<AbortedTxn>> found = co_await finding;
  if (!found.ok()) co_return found.error();
  for (const AbortedTxn& aborted : *found) {
    if (aborted.last_offset < first || aborted.last_offset >= log_end_offset_) continue;
    segment_of(aborted.last_offset)->add_aborted(aborted);
  }
  co_return Status();
}

Task<Status> PartitionLog::copy_clean_end(std::shared_ptr<PartitionLog> source) {
  const Result<Offset> clean = co_await source->first_dirty_offset();
  if (!clean.ok()) co_return clean.error();
  if (*clean <= Offset(0) || *clean > log_end_offset_) co_return Status();
  const Offset up_to = *clean;
  co_return co_await set_first_dirty_offset(up_to);
}

void PartitionLog::copy_state(const PartitionLog& source) {
  KLAMM_ASSERT(log_end_offset_ == source.log_end_offset_);
  log_start_offset_ = source.log_start_offset_;
  replica_state_ = source.replica_state_;
  config_ = source.config_;
  uncleanable_ = source.uncleanable_;
  epochs_ = source.epochs_;
  producers_ = source.producers_.copy();
  producers_end_ = source.producers_end_;
  epochs_unsaved_ = true;
  producers_unsaved_ = producers_.size() > 0;
}

Task<Status> PartitionLog::sync_copy() {
  directory_unsynced_ = true;
  if (store_.config().mutants.move_unsynced) co_return Status();
  Syncing alone(store_.env().io);
  co_return co_await sync(alone);
}

Task<Status> PartitionLog::mark_complete(Uuid from) {
  ArrivalMark mark;
  mark.from = from;
  mark.log_start_offset = log_start_offset_;
  mark.log_end_offset = log_end_offset_;
  mark.replica_state = replica_state_;
  const std::string path = arrival_mark_path(directory());
  std::string text = arrival_mark_text(mark);
  co_return co_await replace_file(store_.env().io, path, std::move(text));
}

Task<Status> PartitionLog::take_name() {
  AsyncMutex::Guard guard = co_await files_.lock();
  Backend& io = store_.env().io;
  const std::string parent = store_.directory().path;
  const std::string from = directory();
  const std::string name = topic_ + "-" + std::to_string(id_.partition.value);
  const std::string to = parent + "/" + name;
  const std::int32_t renamed = co_await rename_file(io, from, to);
  if (renamed < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot rename " + from, -renamed);
  directory_name_ = name;
  for (const auto& [base, segment] : segments_) segment->set_directory_name(name);
  const std::int32_t synced = co_await sync_directory(io, parent);
  if (synced < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot sync " + parent, -synced);
  co_return Status();
}

}  // namespace klamm
