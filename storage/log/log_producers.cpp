// What a PartitionLog knows of producers, over truncations and restarts: its snapshots, what is read again, and the
// transactions that were aborted.
#include <algorithm>
#include <cerrno>
#include <iterator>

#include "protocol/records/batch.h"
#include "runtime/io/io.h"
#include "storage/directory/files.h"
#include "storage/log/partition_log.h"
#include "storage/log/segment.h"
#include "storage/log/space_guard.h"
#include "storage/log/store.h"
#include "storage/log/syncing.h"
#include "storage/producer/snapshot_below.h"

namespace klamm {

using protocol::BatchRun;
using protocol::BatchView;

namespace {

// Whoever only cuts a log, or closes its files, gives up before a reader does.
constexpr int kLookupsMax = 100;

std::string snapshot_path(const PartitionLog& log, Offset at) {
  return log.directory() + "/" + segment_file_name(at) + ".snapshot";
}

// A snapshot, when what it takes for told of aborted transactions is durable.
Task<Status> save_snapshot(PartitionLog& log, Backend& io, Offset at, std::string content) {
  Syncing alone(io);
  const std::vector<std::shared_ptr<Segment>> segments = log.segments();
  for (const std::shared_ptr<Segment>& segment : segments) {
    if (!segment->transactions_unsaved()) continue;
    const Status loaded = co_await log.load_transactions(segment);
    if (!loaded.ok()) co_return loaded;
    const Result<bool> synced = co_await segment->sync(alone);
    if (!synced.ok()) co_return synced.error();
    const Result<bool> named = co_await segment->name_transactions();
    if (!named.ok()) co_return named.error();
  }
  const std::int32_t listed = co_await sync_directory(io, log.directory());
  if (listed < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot sync " + log.directory(), -listed);
  std::string path = snapshot_path(log, at);
  co_return co_await replace_file(io, std::move(path), std::move(content));
}

}  // namespace

bool PartitionLog::would_forget_producers(Offset start) const {
  const Offset saved = snapshots_.empty() ? Offset(0) : snapshots_.back();
  return start > log_start_offset_ && producers_.size() > 0 && saved < std::min(start, producers_end_);
}

Task<Status> PartitionLog::save_producers() {
  // A start does not know where the last batch of a producer lies, and takes the log's end for it.
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
    const std::string path = snapshot_path(*this, at);
    Result<std::string> content = co_await read_file(store_.env().io, path, kSnapshotSizeMax);
    if (!content.ok() && disk_failed(content.error())) co_return content.error();
    const Offset believed = at > log_end_offset_ ? log_start_offset_ : at;
    if (content.ok()) content = snapshot_below(as_bytes(*content), believed);
    if (!content.ok()) continue;
    Result<ProducerState> state = ProducerState::from_snapshot(as_bytes(*content));
    if (!state.ok()) continue;
    producers_ = std::move(*state);
    co_return co_await replay_producers(std::max(believed, log_start_offset_));
  }
  co_return co_await replay_producers(std::max(without_snapshot, log_start_offset_));
}

// Aborted transactions below the snapshot are in the segments' indexes: a snapshot gets its name after them. Those
// above are found again, whatever was saved of them.
Task<Status> PartitionLog::replay_producers(Offset from) {
  constexpr std::size_t kChunk = 1U << 20;
  const Status dropped = co_await drop_transactions_from(from);
  if (!dropped.ok()) co_return dropped;
  while (from < log_end_offset_) {
    const Result<ReadResult> chunk = co_await read(from, kChunk, true, log_end_offset_);
    if (!chunk.ok()) co_return chunk.error();
    if (chunk->next_offset <= from) break;
    for (const Slice& slice : chunk->records.slices()) {
      BatchRun run(slice.bytes);
      for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) {
        if ((*batch)->last_offset() < from) continue;
        const std::optional<AbortedTxn> aborted = producers_.apply(**batch);
        if (aborted.has_value()) segment_of(aborted->last_offset)->add_aborted(*aborted);
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
    const Offset cut_short = *above;
    std::string content = producers_.to_snapshot();
    Offset at = end;
    Status saved = co_await save_snapshot(*this, io, at, std::move(content));
    if (!saved.ok() && is_out_of_space(saved.error())) {
      // A full disk is no reason to be without the log, or to forget: load_producers() believes a snapshot as far as
      // its name goes. What is true above, the next sync saves.
      producers_unsaved_ = true;
      at = log_start_offset_;
      const std::string from = snapshot_path(*this, cut_short);
      const std::int32_t renamed = co_await rename_file(io, from, snapshot_path(*this, at));
      if (renamed < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot rename " + from, -renamed);
      saved = Status();
    }
    if (!saved.ok()) co_return saved;
    snapshots_.insert(std::upper_bound(snapshots_.begin(), snapshots_.end(), at), at);
  }
  while (!snapshots_.empty() && snapshots_.back() > end) {
    const std::string path = snapshot_path(*this, snapshots_.back());
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

// --- Aborted transactions.

Task<Status> PartitionLog::load_transactions(std::shared_ptr<Segment> segment) {
  // Recovery may find entries of what it has cut off.
  const Status loaded = co_await segment->load_transactions(!recovering_);
  if (loaded.ok() || loaded.code() != ErrorCode::kCorruptMessage) co_return loaded;
  store_.log().warn("rebuilding a damaged index of aborted transactions",
                    {{"log", directory_name_}, {"segment", segment->base()}});
  co_return co_await rebuild_transactions(segment);
}

// Goes through the log up to the end of the segment: transactions may have begun anywhere below. What is not in the
// segment's file yet is not saved, and so is in memory.
Task<Status> PartitionLog::rebuild_transactions(std::shared_ptr<Segment> segment) {
  const std::uint64_t before = layout();
  struct Walk {
    ProducerState producers{};
    Offset base;
    std::vector<AbortedTxn> found{};
  } walk{.base = segment->base()};
  const Segment::BatchVisitor visit = [&walk](const BatchView& batch, std::uint64_t /*at*/) {
    const std::optional<AbortedTxn> aborted = walk.producers.apply(batch);
    if (aborted.has_value() && aborted->last_offset >= walk.base) walk.found.push_back(*aborted);
  };
  std::vector<std::shared_ptr<Segment>> segments;
  for (const auto& [base, other] : segments_) {
    if (base <= segment->base()) segments.push_back(other);
  }
  for (const std::shared_ptr<Segment>& other : segments) {
    const Status scanned = co_await other->scan(0, visit);
    if (!scanned.ok()) co_return scanned;
  }
  if (before != layout()) co_return Error(ErrorCode::kKafkaStorageError, "the log was cut while it was read");
  if (segment->transactions() != nullptr) {
    for (const AbortedTxn& newer : segment->transactions()->entries()) walk.found.push_back(newer);
  }
  segment->replace_transactions(walk.found);
  co_return Status();
}

Task<Status> PartitionLog::drop_transactions_from(Offset offset) {
  std::vector<std::shared_ptr<Segment>> segments;
  for (const auto& [base, segment] : segments_) {
    // What is behind the last segment's end is of batches that did not last: an index may be saved before they do.
    const bool concerned = segment->next_offset() > offset || segment == active();
    if (concerned && segment->may_have_transactions()) segments.push_back(segment);
  }
  for (const std::shared_ptr<Segment>& segment : segments) {
    while (!segment->transactions_known()) {
      const Status loaded = co_await segment->load_transactions(false);
      if (!loaded.ok() && loaded.code() != ErrorCode::kCorruptMessage) co_return loaded;
      if (loaded.ok()) continue;
      // All of it is dropped, or some of it must be found elsewhere than behind `offset`.
      const Status rebuilt = co_await load_transactions(segment);
      if (!rebuilt.ok()) co_return rebuilt;
    }
    segment->drop_transactions_from(offset);
  }
  co_return Status();
}

void PartitionLog::keep_cut_transactions(Offset base) {
  if (cut_transactions_ == nullptr) cut_transactions_ = std::make_unique<std::vector<Offset>>();
  cut_transactions_->push_back(base);
}

Task<Status> PartitionLog::remove_cut_transactions() {
  const std::unique_ptr<std::vector<Offset>> bases = std::move(cut_transactions_);
  if (bases == nullptr) co_return Status();
  for (const Offset base : *bases) {
    if (segments_.contains(base)) continue;
    transactions_unsynced_ = true;
    const std::string path = directory() + "/" + segment_file_name(base) + ".txnindex";
    const std::int32_t removed = co_await unlink_file(store_.env().io, path);
    if (removed < 0 && removed != -ENOENT) {
      co_return Error(ErrorCode::kKafkaStorageError, "cannot remove " + path, -removed);
    }
  }
  co_return Status();
}

Task<Result<std::vector<AbortedTxn>>> PartitionLog::aborted_transactions(Offset fetch_offset, Offset upper_bound) {
  for (int attempt = 0; attempt < kLookupsMax; ++attempt) {
    const Status useful = usable();
    if (!useful.ok()) co_return useful.error();
    const std::uint64_t before = layout();
    std::vector<AbortedTxn> found;
    std::shared_ptr<Segment> segment = segment_of(fetch_offset);
    if (segment == nullptr) segment = segments_.begin()->second;
    while (before == layout()) {
      if (!segment->transactions_known()) {
        const Status loaded = co_await load_transactions(segment);
        if (before != layout()) break;
        if (!loaded.ok()) co_return loaded.error();
        if (!segment->transactions_known()) break;
      }
      const bool complete =
          segment->transactions() != nullptr && segment->transactions()->collect(fetch_offset, upper_bound, found);
      const auto next = segments_.upper_bound(segment->base());
      if (complete || next == segments_.end()) co_return found;
      segment = next->second;
    }
  }
  co_return ErrorCode::kKafkaStorageError;
}

// Records and what is said of them are of the same files: compaction takes aborted records and their entries together.
Task<Result<ReadResult>> PartitionLog::read_committed(Offset from, std::size_t size_bytes_max, bool at_least_one_batch,
                                                      Offset upper_bound) {
  for (int attempt = 0; attempt < kLookupsMax; ++attempt) {
    const std::uint64_t before = layout();
    Result<ReadResult> result = co_await read(from, size_bytes_max, at_least_one_batch, upper_bound);
    if (!result.ok() || result->records.empty()) co_return result;
    Result<std::vector<AbortedTxn>> aborted = co_await aborted_transactions(from, result->next_offset);
    if (before != layout() || from < log_start_offset_) continue;
    if (!aborted.ok()) co_return aborted.error();
    result->aborted = std::move(*aborted);
    co_return result;
  }
  co_return ErrorCode::kKafkaStorageError;
}

}  // namespace klamm
