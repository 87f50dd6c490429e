// PartitionLog's part of bringing a log to stable storage, with the small files beside its segments.
#include <fcntl.h>

#include <algorithm>
#include <utility>

#include "runtime/io/io.h"
#include "storage/log/bypass.h"
#include "storage/log/partition_log.h"
#include "storage/log/segment.h"
#include "storage/log/store.h"
#include "storage/log/syncing.h"

namespace klamm {

namespace {

Error sync_error(const std::string& path, std::int32_t result) {
  return Error(ErrorCode::kKafkaStorageError, "cannot sync " + path, -result);
}

struct UnderWay {
  explicit UnderWay(std::uint32_t& number) : count(number) { ++count; }
  UnderWay(const UnderWay&) = delete;
  UnderWay& operator=(const UnderWay&) = delete;
  ~UnderWay() { --count; }
  std::uint32_t& count;
};

}  // namespace

bool PartitionLog::wants_sync() const {
  if (dirty_since_ != 0 || tail_bytes_ > 0 || directory_unsynced_ || parent_unsynced_) return true;
  if (epochs_unsaved_ || producers_unsaved_) return true;
  return std::any_of(segments_.begin(), segments_.end(), [](const auto& entry) { return entry.second->unsynced(); });
}

Task<Status> PartitionLog::sync(Syncing& syncing) {
  const Syncing::Member member = co_await syncing.join();
  const UnderWay under_way(syncs_under_way_);
  while (true) {
    const Status useful = usable();
    if (!useful.ok()) co_return useful;
    const std::uint32_t mark = store_.journal().current_file();
    const Offset end = log_end_offset_;
    const std::uint64_t generation = generation_;
    std::string snapshot = producers_unsaved_ ? producers_.to_snapshot() : std::string();
    const Status durable = co_await make_durable();
    if (!durable.ok()) co_return durable;
    AsyncMutex::Guard guard = co_await files_.lock();
    if (removed_) co_return ErrorCode::kUnknownTopicOrPartition;
    const Status written = co_await flush_tail(Flush::kAll);
    if (!written.ok()) co_return written;
    // What was seen of a log that was cut meanwhile is void, and what is true of it now may be in the journal only.
    if (generation != generation_) continue;
    // Another sync may have overtaken this one.
    if (!producers_unsaved_ || (!snapshots_.empty() && snapshots_.back() > end)) snapshot.clear();
    const bool saves = !snapshot.empty();
    Task<Status> syncing_files = sync_files(syncing, std::move(snapshot), end);
    const Status synced = co_await syncing_files;
    if (!synced.ok()) {
      // A small file may have found no space: it is written again with the next one.
      epochs_unsaved_ = true;
      co_return synced;
    }
    // Not before: a sync that begins meanwhile must not take the journal's records of them for needless.
    if (saves) producers_unsaved_ = std::min(producers_end_, log_end_offset_) > end;
    // Records that were appended since are held by the journal only, from `mark` on at the earliest.
    const bool clean = tail_bytes_ == 0 && log_end_offset_ == end;
    dirty_since_ = clean ? 0 : std::max(dirty_since_, mark);
    checkpointed_end_ = end;
    if (bypass_ != nullptr) store_.bypass().forget(*bypass_);
    co_return Status();
  }
}

// The small files are written under other names, and take their own when they are whole on the disk.
Task<Status> PartitionLog::sync_files(Syncing& syncing, std::string snapshot, Offset snapshot_offset) {
  std::vector<std::shared_ptr<Segment>> segments;
  for (const auto& [base, segment] : segments_) {
    if (segment->unsynced()) segments.push_back(segment);
  }
  for (const std::shared_ptr<Segment>& segment : segments) {
    if (segment->transactions_unsaved()) {
      const Status loaded = co_await load_transactions(segment);
      if (!loaded.ok()) co_return loaded;
    }
    if (!store_.config().mutants.bypass_untrimmed) {
      const Status trimmed = co_await segment->trim();
      if (!trimmed.ok()) co_return trimmed;
    }
    const Result<bool> created = co_await segment->sync(syncing);
    if (!created.ok()) co_return created.error();
    if (*created) directory_unsynced_ = true;
  }
  const std::string metadata = directory() + "/partition.metadata";
  if (parent_unsynced_ && !syncing.together()) {
    const Status synced = co_await sync_by_name(syncing, metadata);
    if (!synced.ok()) co_return synced;
    directory_unsynced_ = true;
  }
  const std::string epochs = epochs_unsaved_ ? directory() + "/leader-epoch-checkpoint" : std::string();
  if (epochs_unsaved_) {
    epochs_unsaved_ = false;
    std::string text = epochs_.to_text();
    const Status written = co_await write_beside(syncing, epochs, std::move(text));
    if (!written.ok()) co_return written;
  }
  const std::string snapshot_path =
      snapshot.empty() ? std::string() : directory() + "/" + segment_file_name(snapshot_offset) + ".snapshot";
  if (!snapshot.empty()) {
    const Status written = co_await write_beside(syncing, snapshot_path, std::move(snapshot));
    if (!written.ok()) co_return written;
  }
  const std::int32_t whole = co_await syncing.barrier();
  if (whole < 0) co_return sync_error(directory(), whole);
  for (const std::shared_ptr<Segment>& segment : segments) {
    const Result<bool> named = co_await segment->name_transactions();
    if (!named.ok()) co_return named.error();
    transactions_unsynced_ = transactions_unsynced_ || *named;
  }
  if (transactions_unsynced_) {
    transactions_unsynced_ = false;
    const Status synced = co_await sync_own_directory();
    if (!synced.ok()) co_return synced;
  }
  for (const std::string* path : {&epochs, &snapshot_path}) {
    if (path->empty()) continue;
    const std::int32_t renamed = co_await rename_file(store_.env().io, *path + std::string(kUnfinishedSuffix), *path);
    if (renamed < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot rename to " + *path, -renamed);
    directory_unsynced_ = true;
  }
  const Status listed = co_await sync_names(syncing);
  if (!listed.ok()) co_return listed;
  if (!snapshot_path.empty()) note_snapshot(snapshot_offset);
  co_return Status();
}

Task<Status> PartitionLog::sync_names(Syncing& syncing) {
  if (directory_unsynced_) {
    directory_unsynced_ = false;
    const std::int32_t synced = co_await syncing.directory(directory());
    if (synced < 0) co_return sync_error(directory(), synced);
  }
  if (parent_unsynced_) {
    parent_unsynced_ = false;
    const std::int32_t synced = co_await syncing.directory(store_.directory().path);
    if (synced < 0) co_return sync_error(store_.directory().path, synced);
  }
  const std::int32_t done = co_await syncing.barrier();
  if (done < 0) co_return sync_error(directory(), done);
  co_return Status();
}

// The snapshot before it stays, in case this one is damaged.
void PartitionLog::note_snapshot(Offset offset) {
  if (snapshots_.empty() || snapshots_.back() < offset) snapshots_.push_back(offset);
  while (snapshots_.size() > 2) {
    store_.remover().remove_file(directory() + "/" + segment_file_name(snapshots_.front()) + ".snapshot");
    snapshots_.erase(snapshots_.begin());
  }
}

Task<Status> PartitionLog::sync_by_name(Syncing& syncing, std::string path) {
  Backend& io = store_.env().io;
  const std::int32_t handle = co_await open_file(io, path, O_RDONLY | O_CLOEXEC, 0);
  if (handle < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot open " + path, -handle);
  const std::int32_t synced = co_await syncing.file(handle);
  static_cast<void>(co_await close_handle(io, handle));
  if (synced < 0) co_return sync_error(path, synced);
  co_return Status();
}

Task<Status> PartitionLog::write_beside(Syncing& syncing, std::string path, std::string content) {
  Backend& io = store_.env().io;
  path += kUnfinishedSuffix;
  const std::int32_t handle = co_await open_file(io, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (handle < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot create " + path, -handle);
  std::int32_t result = co_await write_all(io, handle, as_bytes(content), 0);
  if (result >= 0) result = co_await syncing.file(handle);
  static_cast<void>(co_await close_handle(io, handle));
  if (result >= 0) co_return Status();
  // A full disk, mostly: the next attempt may be under another name.
  static_cast<void>(co_await unlink_file(io, path));
  co_return Error(ErrorCode::kKafkaStorageError, "cannot write " + path, -result);
}

}  // namespace klamm
