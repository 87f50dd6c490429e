// What a PartitionLog knows of producers, over truncations and restarts: its snapshots, and what is read again.
#include <algorithm>
#include <cerrno>
#include <iterator>

#include "protocol/records/batch.h"
#include "runtime/io/io.h"
#include "storage/log/partition_log.h"
#include "storage/log/segment.h"
#include "storage/log/space_guard.h"
#include "storage/log/store.h"
#include "storage/log/syncing.h"
#include "storage/producer/snapshot_below.h"

namespace klamm {

using protocol::BatchRun;

bool PartitionLog::would_forget_producers(Offset start) const {
  const Offset saved = snapshots_.empty() ? Offset(0) : snapshots_.back();
  return start > log_start_offset_ && producers_.size() > 0 && saved < std::min(start, producers_end_);
}

Task<Status> PartitionLog::save_producers() {
  // A sync under way may have taken it for saved already.
  producers_unsaved_ = true;
  Syncing alone(store_.env().io);
  const Status synced = co_await sync(alone);
  if (!synced.ok() && synced.code() == ErrorCode::kKafkaStorageError && !failed_) store_.write_failed(synced.error());
  co_return synced;
}

Task<Status> PartitionLog::load_producers(Offset without_snapshot) {
  producers_.clear();
  producers_end_ = log_end_offset_;  // at the most
  constexpr std::size_t kSnapshotSizeMax = 256U << 20;
  // The newest that tells of nothing that is gone. Before one that is older than the log's start comes one from before
  // a truncation: what lies below the start it still knows.
  std::vector<Offset> candidates;
  const auto end = std::upper_bound(snapshots_.begin(), snapshots_.end(), log_end_offset_);
  const auto start = std::min(end, std::lower_bound(snapshots_.begin(), snapshots_.end(), log_start_offset_));
  candidates.assign(snapshots_.begin(), start);
  candidates.insert(candidates.end(), std::make_reverse_iterator(snapshots_.end()), std::make_reverse_iterator(end));
  candidates.insert(candidates.end(), start, end);
  while (!candidates.empty()) {
    const Offset at = candidates.back();
    candidates.pop_back();
    const std::string path = directory() + "/" + segment_file_name(at) + ".snapshot";
    Result<std::string> content = co_await read_file(store_.env().io, path, kSnapshotSizeMax);
    if (content.ok() && at > log_end_offset_) content = snapshot_below(as_bytes(*content), log_start_offset_);
    if (!content.ok()) continue;
    Result<ProducerState> state = ProducerState::from_snapshot(as_bytes(*content));
    if (!state.ok()) continue;
    producers_ = std::move(*state);
    co_return co_await replay_producers(at > log_end_offset_ ? log_start_offset_ : std::max(at, log_start_offset_));
  }
  co_return co_await replay_producers(std::max(without_snapshot, log_start_offset_));
}

Task<Status> PartitionLog::replay_producers(Offset from) {
  constexpr std::size_t kChunk = 1U << 20;
  while (from < log_end_offset_) {
    const Result<ReadResult> chunk = co_await read(from, kChunk, true, log_end_offset_);
    if (!chunk.ok()) co_return chunk.error();
    if (chunk->next_offset <= from) break;
    for (const Slice& slice : chunk->records.slices()) {
      BatchRun run(slice.bytes);
      for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) {
        if ((*batch)->base_offset() >= from) producers_.apply(**batch);
      }
    }
    from = chunk->next_offset;
  }
  co_return Status();
}

// A snapshot above the end tells of batches that are gone, and would be believed when the log has grown again. So they
// are durably gone before anything is appended. What they alone told of batches below the log's start is in another one
// by then. REQUIRES: load_producers(), where anything of the log is left.
Task<Status> PartitionLog::drop_snapshots_above(Offset end) {
  if (snapshots_.empty() || snapshots_.back() <= end) co_return Status();
  Backend& io = store_.env().io;
  const auto above = std::upper_bound(snapshots_.begin(), snapshots_.end(), end);
  const bool another = above != snapshots_.begin() && *std::prev(above) >= log_start_offset_;
  if (!another && producers_.size() > 0 && end >= log_start_offset_) {
    std::string path = directory() + "/" + segment_file_name(end) + ".snapshot";
    std::string content = producers_.to_snapshot();
    const Status saved = co_await replace_file(io, std::move(path), std::move(content));
    if (!saved.ok() && !is_out_of_space(saved.error())) co_return saved;
    // A full disk is no reason to be without the log: the next sync saves it, and only a crash before that forgets.
    if (saved.ok()) snapshots_.insert(std::upper_bound(snapshots_.begin(), snapshots_.end(), end), end);
    else producers_unsaved_ = true;
  }
  while (!snapshots_.empty() && snapshots_.back() > end) {
    const std::string path = directory() + "/" + segment_file_name(snapshots_.back()) + ".snapshot";
    snapshots_.pop_back();
    const std::int32_t unlinked = co_await unlink_file(io, path);
    if (unlinked < 0 && unlinked != -ENOENT) {
      co_return Error(ErrorCode::kKafkaStorageError, "cannot remove " + path, -unlinked);
    }
  }
  const std::int32_t synced = co_await sync_directory(io, directory());
  if (synced < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot sync " + directory(), -synced);
  co_return Status();
}

}  // namespace klamm
