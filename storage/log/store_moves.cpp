// Store's part of moving logs between directories: how copies come and go here. See storage/README.md, "A log that
// moves".
#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "runtime/io/io.h"
#include "storage/compaction/cleaner.h"
#include "storage/directory/files.h"
#include "storage/log/segment.h"
#include "storage/log/store.h"
#include "storage/log/syncing.h"
#include "storage/log/tail.h"

namespace klamm {

namespace {

Error future_error(const char* what, const std::string& path, std::int64_t result) {
  const int os_errno = result < 0 ? static_cast<int>(-result) : EIO;
  return Error(ErrorCode::kKafkaStorageError,
               std::string("cannot ") + what + " " + path + ": " + std::generic_category().message(os_errno), os_errno);
}

}  // namespace

// Whether a log may have this name when it has arrived.
Task<Status> Store::name_is_free(std::string name) {
  for (const auto& [other, log] : logs_) {
    if (log->directory_name_ != name) continue;
    co_return Error(ErrorCode::kKafkaStorageError, directory_.path + "/" + name + " belongs to another log");
  }
  if (creating_.contains(name)) co_return Error(ErrorCode::kTopicAlreadyExists);
  const std::string path = directory_.path + "/" + name;
  const Result<std::vector<std::string>> names = co_await list_directory(env_.io, path);
  if (!names.ok() && names.error().os_errno == ENOENT) co_return Status();
  if (!names.ok()) co_return names.error();
  // Left by a creation that was never acknowledged; anything more than that is somebody's data.
  const auto segment = [](const std::string& file) { return file.ends_with(".log"); };
  if (std::any_of(names->begin(), names->end(), segment)) {
    co_return Error(ErrorCode::kKafkaStorageError, path + " exists and holds segments");
  }
  co_return co_await remove_files(path);
}

Task<Status> Store::check_unknown(std::string topic, PartitionId partition) {
  const auto& unknown = directory_.unknown_directories;
  std::string name = topic + "-" + std::to_string(partition.value);
  if (!online() || std::find(unknown.begin(), unknown.end(), name) == unknown.end()) co_return Status();
  co_return co_await name_is_free(std::move(name));
}

Task<Result<FoundPartition>> Store::make_future(TopicIdPartition id, std::string topic) {
  if (failure_.has_value()) co_return *failure_;
  FoundPartition future;
  future.directory_name = future_directory_name(topic, id.partition, env_.rng.uuid());
  future.topic = topic;
  future.id = id;
  Status made = co_await name_is_free(topic + "-" + std::to_string(id.partition.value));
  const std::string path = directory_.path + "/" + future.directory_name;
  if (made.ok()) made = co_await make_log_directory(path, id.topic);
  if (!made.ok()) {
    if (made.error().os_errno == EIO || is_out_of_space(made.error())) write_failed(made.error());
    co_return made.error();
  }
  if (failure_.has_value()) co_return *failure_;
  // Syncing an empty log brings its directory to the disk.
  const auto log =
      std::make_shared<PartitionLog>(*this, id, topic, future.directory_name, std::make_shared<const LogConfig>());
  log->directory_unsynced_ = log->parent_unsynced_ = true;
  Syncing alone(env_.io);
  const Status synced = co_await log->sync(alone);
  if (!synced.ok()) {
    write_failed(synced.error());
    co_return synced.error();
  }
  co_return future;
}

Task<Status> Store::say_arriving(TopicIdPartition id) {
  if (config_.mutants.arrive_unsaid) co_return Status();
  journal::Record record;
  record.kind = journal::RecordKind::kArriving;
  record.id = id;
  const Journal::Place place = journal_->append(journal::encode_record_head(record, 0), {});
  co_return co_await journal_->wait_durable(place.end);
}

Task<Result<std::shared_ptr<PartitionLog>>> Store::empty_future(FoundPartition at, Offset start, LogConfig config) {
  leave_future(at.id);
  const std::string path = directory_.path + "/" + at.directory_name;
  const Result<std::vector<std::string>> names = co_await list_directory(env_.io, path);
  if (!names.ok()) co_return names.error();
  for (const std::string& name : *names) {
    if (name == "partition.metadata") continue;
    const std::string file = path + "/" + name;
    const std::int32_t unlinked = co_await unlink_file(env_.io, file);
    if (unlinked < 0 && unlinked != -ENOENT) co_return future_error("remove", file, unlinked);
  }
  if (failure_.has_value()) co_return *failure_;
  auto copy = std::make_shared<PartitionLog>(*this, at.id, at.topic, at.directory_name,
                                             std::make_shared<const LogConfig>(config));
  copy->start_empty(start);
  // A start may have found it as a kill left it, before anything of its making was on the disk.
  copy->parent_unsynced_ = true;
  const Status written = co_await write_partition_metadata(path, at.id.topic);
  if (!written.ok()) {
    write_failed(written.error());
    co_return written.error();
  }
  futures_[at.id] = copy;
  co_return copy;
}

void Store::leave_future(const TopicIdPartition& id) {
  const auto found = futures_.find(id);
  if (found == futures_.end()) return;
  found->second->let_go();
  futures_.erase(found);
}

Task<Status> Store::remove_future(FoundPartition at) {
  const std::string from = directory_.path + "/" + at.directory_name;
  const std::string to = directory_.path + "/" + removed_directory_name(at.topic, at.id.partition, env_.rng.uuid());
  std::int32_t result = co_await rename_file(env_.io, from, to);
  if (result >= 0) result = co_await sync_directory(env_.io, directory_.path);
  if (result < 0) {
    fail(future_error("remove", from, result));
    co_return *failure_;
  }
  if (!stopping_) remover_.remove_directory(to);
  co_return Status();
}

Task<Status> Store::name_future(std::shared_ptr<PartitionLog> copy) {
  copy->journal_state();
  const std::uint32_t held = copy->state_file_;
  if (held != 0) removals_.insert(held);
  const Lsn end = journal_->appended();
  Status named = co_await journal_->wait_durable(end, Journal::Patience::kUntilStopped);
  if (named.ok()) named = co_await copy->take_name();
  if (held != 0) removals_.erase(removals_.find(held));
  if (!named.ok() && !stopping_) fail(named.error());
  co_return named;
}

void Store::adopt_future(const std::shared_ptr<PartitionLog>& copy) {
  futures_.erase(copy->id_);
  copy->leaving_ = false;
  logs_[copy->id_] = copy;
  logs_gauge_->add(1);
  list_tail(copy);
  trim_tails();
  // The record from before may have been retired meanwhile.
  copy->journal_state();
  work_.notify_all();
  if (copy->config_->cleanup_compact) cleaner_->log_changed();
}

// Copies that are the log, as a start found out. What their marks say is in the journal by now.
Task<Status> Store::name_arrived() {
  for (const auto& [id, log] : logs_) {
    if (!log->directory_name_.ends_with(kFutureSuffix)) continue;
    // Of a creation that did not get far.
    const std::string name = log->topic_ + "-" + std::to_string(id.partition.value);
    Status named = co_await name_is_free(name);
    if (named.ok()) named = co_await log->take_name();
    if (!named.ok()) co_return named;
  }
  co_return Status();
}

}  // namespace klamm
