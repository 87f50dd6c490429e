#include "storage/log/recovery.h"

#include <algorithm>
#include <utility>

#include "runtime/io/io.h"
#include "storage/directory/files.h"
#include "storage/log/segment.h"
#include "storage/log/store.h"

namespace klamm {

using journal::RecordKind;

namespace {

constexpr std::size_t kLogsAtATime = 16;
// Those that somebody waits for are fetched record by record, which costs the disk more than reading on.
constexpr std::size_t kLogsAheadAtATime = 4;
constexpr std::size_t kWaitingBytesMax = 16U << 20;
constexpr MonotonicNs kReportNs = 5'000 * kNsPerMs;

}  // namespace

LogRecovery::LogRecovery(Store& store, LogManager::Owner owner, LogManager::ConfigOf config_of)
    : store_(store),
      owner_(std::move(owner)),
      config_of_(std::move(config_of)),
      journal_records_(store.env(), journal_directory(store.directory().path)) {}

bool LogRecovery::owned(const TopicIdPartition& id) const { return owner_(id) == store_.env().shard; }

bool LogRecovery::over() const { return stopping_ || !result_.ok() || !store_.online(); }

void LogRecovery::retry() {
  ++retries_;
  retry_.notify_all();
}

void LogRecovery::give_up() {
  applied_.notify_all();
  retry_.notify_all();
}

Task<void> LogRecovery::stop() {
  stopping_ = true;
  give_up();
  while (running_ || ahead_workers_ > 0) co_await applied_.wait();
  co_await journal_records_.close();
}

// --- What there is.

Task<Status> LogRecovery::begin(std::vector<std::shared_ptr<const JournalSurvey>> surveys,
                                std::vector<FoundFuture> arrived) {
  started_ = store_.env().now();
  report_due_ = started_ + kReportNs;
  const LogDirectory& directory = store_.directory();
  const Status found = take_over(surveys);
  if (!found.ok()) co_return found;
  const Status cleared = co_await clear_away();
  if (!cleared.ok()) co_return cleared;
  const Status made = co_await make_logs();
  if (!made.ok()) co_return made;
  take_in_futures(arrived);
  divide_records();
  left_ = progress_.size();
  const auto live = std::count_if(progress_.begin(), progress_.end(),
                                  [](const auto& entry) { return !entry.second.records.empty(); });
  store_.log().info("log directory opened", {{"directory", directory.path},
                                             {"clean", directory.clean},
                                             {"logs", left_},
                                             {"to_recover", live},
                                             {"journals", directory.journals.size()},
                                             {"journal_bytes", journal_bytes_}});
  co_return Status();
}

Status LogRecovery::take_over(const std::vector<std::shared_ptr<const JournalSurvey>>& surveys) {
  for (const auto& survey : surveys) {
    if (survey->failure.has_value()) return *survey->failure;
  }
  JournalledLogs journalled;
  std::uint32_t frames = 0;
  for (const JournalStream* stream : streams_in_order(surveys)) {
    journalled.append(*stream);
    bool any = false;
    for (const auto& [id, records] : stream->logs) {
      if (!owned(id)) continue;
      live_[id].append(records, frames);
      any = true;
    }
    if (!any) continue;
    for (JournalFrame frame : stream->frames) {
      frame.file += journals_.size();
      journal_records_.note_frame(frame);
    }
    frames += static_cast<std::uint32_t>(stream->frames.size());
    journals_.insert(journals_.end(), stream->files.begin(), stream->files.end());
    journal_bytes_ += stream->bytes;
  }
  journal_records_.set_files(journals_);
  created_ = std::move(journalled.created);
  removed_ = std::move(journalled.removed);
  arriving_ = std::move(journalled.arriving);
  return {};
}

// The directory names of all partitions that the journals saw created, each with the partition that has it now: of
// those that had it, at most one was not removed.
std::map<std::string, TopicIdPartition> LogRecovery::created_names() const {
  std::map<std::string, TopicIdPartition> names;
  for (const auto& [id, topic] : created_) {
    const auto [at, first] = names.try_emplace(topic + "-" + std::to_string(id.partition.value), id);
    if (!first && removed_.contains(at->second)) at->second = id;
  }
  return names;
}

// Directories of removed partitions, and those whose creation did not get far: all they held is in the journal. A name
// is cleared by the shard whose partition wants it, before it makes its own; every shard is at this at the same time.
Task<Status> LogRecovery::clear_away() {
  const LogDirectory& directory = store_.directory();
  Env& env = store_.env();
  std::vector<std::string> leftovers;
  for (std::size_t i = 0; i < directory.leftover_directories.size(); ++i) {
    if (i % env.shard_count() == env.shard.value) leftovers.push_back(directory.leftover_directories[i]);
  }
  const std::map<std::string, TopicIdPartition> names = created_names();
  for (const std::string& name : directory.unknown_directories) {
    const auto holder = names.find(name);
    const std::string path = directory.path + "/" + name;
    if (holder == names.end() ? env.shard.value != 0 : !owned(holder->second)) continue;
    if (holder == names.end()) {
      const Result<bool> empty = co_await holds_no_partition(env.io, path);
      if (!empty.ok()) co_return empty.error();
      if (!*empty) {
        store_.log().error("looks like a partition, and has no readable partition.metadata", {{"directory", path}});
        continue;
      }
    }
    const Status removed = co_await store_.remove_files(path);
    if (!removed.ok()) co_return removed;
  }
  bool renamed_any = false;
  for (const FoundPartition& found : directory.logs->partitions) {
    if (!removed_.contains(found.id)) continue;
    const auto holder = names.find(found.directory_name);
    if (!owned(holder == names.end() ? found.id : holder->second)) continue;
    const std::string from = directory.path + "/" + found.directory_name;
    const std::string name = removed_directory_name(found.topic, found.id.partition, env.rng.uuid());
    const std::string to = directory.path + "/" + name;
    const std::int32_t renamed = co_await rename_file(env.io, from, to);
    if (renamed < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot rename " + from, -renamed);
    leftovers.push_back(name);
    renamed_any = true;
  }
  if (renamed_any) {
    const std::int32_t synced = co_await sync_directory(env.io, directory.path);
    if (synced < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot sync " + directory.path, -synced);
  }
  // Nobody waits for these; the names that are wanted again are free.
  for (const std::string& name : leftovers) store_.remover().remove_directory(directory.path + "/" + name);
  co_return Status();
}

LogRecovery::Progress& LogRecovery::add_log(const TopicIdPartition& id, const std::string& topic,
                                            std::string directory_name) {
  std::string name = std::move(directory_name);
  if (name.empty()) name = topic + "-" + std::to_string(id.partition.value);
  const LogConfig config = config_of_(topic, id);
  if (shared_config_ == nullptr || *shared_config_ != config) {
    shared_config_ = std::make_shared<const LogConfig>(config);
  }
  auto log = std::make_shared<PartitionLog>(store_, id, topic, name, shared_config_);
  log->recovering_ = true;
  store_.logs_[id] = log;
  Progress& progress = progress_[id];
  progress.log = log;
  return progress;
}

Task<Status> LogRecovery::make_logs() {
  const LogDirectory& directory = store_.directory();
  std::map<std::string_view, PartitionLog*> by_name;
  for (const FoundPartition& found : directory.logs->partitions) {
    if (!owned(found.id) || removed_.contains(found.id)) continue;
    if (progress_.contains(found.id)) {
      store_.log().error("two directories of one partition", {{"directory", found.directory_name}});
      continue;
    }
    PartitionLog* const log = add_log(found.id, found.topic).log.get();
    by_name[log->directory_name_] = log;
  }
  for (const auto& [id, topic] : created_) {
    if (!owned(id) || removed_.contains(id)) continue;
    const bool there = progress_.contains(id);
    Progress& progress = there ? progress_.at(id) : add_log(id, topic);
    progress.touched = true;
    PartitionLog& log = *progress.log;
    log.directory_unsynced_ = log.parent_unsynced_ = true;
    if (there) continue;
    const std::string path = directory.path + "/" + log.directory_name_;
    const Status made = co_await store_.make_log_directory(path, id.topic);
    if (!made.ok()) co_return made;
  }
  for (const CleanLog& clean : directory.logs->clean) {
    const auto found = by_name.find(clean.directory_name);
    if (found == by_name.end()) continue;
    PartitionLog& log = *found->second;
    log.log_start_offset_ = clean.log_start_offset;
    log.log_end_offset_ = clean.log_end_offset;
    log.replica_state_ = clean.replica_state;
  }
  co_return Status();
}

// Copies of logs in other directories: those that are the log, and those that the mover goes on with.
void LogRecovery::take_in_futures(const std::vector<FoundFuture>& arrived) {
  std::set<std::string> names;
  for (const FoundFuture& future : arrived) {
    const FoundPartition& found = future.partition;
    if (!owned(found.id)) continue;
    names.insert(found.directory_name);
    Progress& progress = add_log(found.id, found.topic, found.directory_name);
    progress.touched = true;
    progress.log->log_start_offset_ = future.mark->log_start_offset;
    progress.log->log_end_offset_ = future.mark->log_end_offset;
    progress.log->replica_state_ = future.mark->replica_state;
    store_.log().info("a log has arrived from another directory", {{"log", progress.log->directory()}});
  }
  for (const FoundFuture& future : store_.directory().futures) {
    if (!owned(future.partition.id) || names.contains(future.partition.directory_name)) continue;
    store_.found_futures_.push_back(future);
  }
}

void LogRecovery::divide_records() {
  for (auto& [id, live] : live_) {
    if (removed_.contains(id)) continue;
    const auto found = progress_.find(id);
    if (found == progress_.end() && arriving_.contains(id)) continue;  // it never came
    if (found == progress_.end()) {
      // Its directory is gone, and not by us. There is nothing to write to.
      store_.log().error("the journal knows a partition that has no directory",
                         {{"topic_id", id.topic}, {"partition", id.partition}});
      continue;
    }
    Progress& progress = found->second;
    live.forget_below_start();
    progress.skipped = live.first();
    progress.truncated = live.truncated_before();
    progress.indexed_end = live.indexed_end().value_or(kWhollyIndexed);
    progress.records.assign(live.records().begin() + static_cast<std::ptrdiff_t>(progress.skipped),
                            live.records().end());
    progress.touched = progress.touched || !progress.records.empty() || live.log_start_offset().has_value();
    if (live.log_start_offset().has_value()) {
      progress.log->log_start_offset_ = *live.log_start_offset();
      progress.log->replica_state_ = live.replica_state();
    }
  }
  live_.clear();
}

// --- All logs, in the background.

Task<Status> LogRecovery::run() {
  running_ = true;
  co_await recover_all();
  Status synced;
  if (!over()) synced = co_await sync_all();
  running_ = false;
  applied_.notify_all();
  if (stopping_) co_return Error(ErrorCode::kKafkaStorageError, "storage is stopping");
  if (!store_.online()) co_return *store_.failure();
  if (!result_.ok()) co_return result_;
  if (!synced.ok()) co_return synced;
  const auto touched =
      std::count_if(progress_.begin(), progress_.end(), [](const auto& entry) { return entry.second.touched; });
  if (touched > 0) {
    store_.log().info("logs recovered", {{"directory", store_.directory().path},
                                         {"logs", progress_.size()},
                                         {"recovered", touched},
                                         {"replayed_bytes", replayed_bytes_},
                                         {"ms", (store_.env().now() - started_) / kNsPerMs}});
  }
  // Nobody is at any of them, and nobody will ask.
  progress_.clear();
  progress_memory_.release();
  created_.clear();
  removed_.clear();
  arriving_.clear();
  co_return Status();
}

Task<void> LogRecovery::recover_all() {
  const Status replayed = co_await replay();
  if (!replayed.ok() && result_.ok()) result_ = replayed;
  // Left over only if it is over: somebody may wait for them.
  for (Progress* progress : std::exchange(due_, {})) end(*progress);
  std::vector<Progress*> rest;
  for (auto& [id, progress] : progress_) {
    if (!progress.done) rest.push_back(&progress);
  }
  std::size_t next = 0;
  for (std::size_t i = 0; i < kLogsAtATime; ++i) workers_.spawn(rest_worker(rest, next));
  co_await workers_.join();
  // Of those that were fetched ahead somebody may still be at one.
  while (ahead_workers_ > 0 || (left_ > 0 && !over())) co_await applied_.wait();
  co_await journal_records_.close();
}

Task<Status> LogRecovery::replay() {
  if (journals_.empty()) co_return Status();
  Replay replay(*this);
  const std::string directory = journal_directory(store_.directory().path);
  const Result<ReplayCounts> counts =
      co_await replay_journals(store_.env(), directory, journals_, replay, store_.config().mutants);
  start_workers();
  co_await workers_.join();
  if (!counts.ok()) co_return counts.error();
  replayed_bytes_ = counts->bytes;
  co_return Status();
}

Status LogRecovery::Replay::on_record(const journal::Record& record, const journal::RecordPlace& /*place*/) {
  const bool counted =
      record.kind == RecordKind::kAppend || record.kind == RecordKind::kTruncate || journal::says_written(record.kind);
  if (!counted) return {};
  if (!recovery.owned(record.id)) return {};
  const auto found = recovery.progress_.find(record.id);
  if (found == recovery.progress_.end()) return {};
  Progress& progress = found->second;
  // What a later truncation took back would be written on bytes that are not there.
  if (progress.passed++ < progress.skipped || progress.ahead || progress.done) return {};
  progress.items.push_back(Item::of(record));
  ++progress.taken;
  recovery.waiting_bytes_ += progress.items.back().batches.size();
  if (!progress.busy) recovery.due_.push_back(&progress);
  progress.busy = true;
  return {};
}

LogRecovery::Item LogRecovery::Item::of(const journal::Record& record) {
  Item item;
  item.kind = record.kind;
  item.segment_base = record.segment_base;
  item.position = record.position;
  item.prefix = as_text(record.prefix);
  if (!record.batches.empty()) item.batches = Slice(Buffer::copy_of(record.batches));
  item.offset = record.offset;
  item.run_end = record.run_end;
  item.run_checksum = record.run_checksum;
  item.run_rest = as_text(record.run_rest);
  return item;
}

// Logs are recovered beside each other, so that the disk has something to do while one waits; the journal is read no
// further ahead than memory allows.
void LogRecovery::start_workers() {
  const std::size_t wanted = std::min(due_.size(), kLogsAtATime - workers_.count());
  for (std::size_t i = 0; i < wanted; ++i) workers_.spawn(replay_worker());
}

Task<Status> LogRecovery::keep_up() {
  start_workers();
  while (waiting_bytes_ > kWaitingBytesMax && !over()) co_await applied_.wait();
  if (stopping_) co_return Error(ErrorCode::kKafkaStorageError, "storage is stopping");
  if (!store_.online()) co_return *store_.failure();
  co_return result_;
}

Task<void> LogRecovery::replay_worker() {
  while (!due_.empty() && !over()) {
    Progress& progress = *due_.front();
    due_.pop_front();
    co_await apply_items(progress);
    const bool last = progress.taken == progress.records.size();
    if (last && !progress.ahead && !progress.no_space) co_await complete(progress);
    if (progress.no_space && !progress.ahead && !over()) fetch_ahead(progress);
    end(progress);
  }
}

// Those that the journals say nothing of, or that the replay did not come to an end with.
Task<void> LogRecovery::rest_worker(std::vector<Progress*>& rest, std::size_t& next) {
  while (next < rest.size() && !over()) {
    Progress& progress = *rest[next++];
    if (progress.busy || progress.ahead || progress.done) continue;
    progress.busy = true;
    co_await fetch(progress);
    end(progress);
  }
}

void LogRecovery::end(Progress& progress) {
  progress.busy = false;
  progress.idle.notify_all();
  applied_.notify_all();
  if (progress.done) report();
}

void LogRecovery::report() {
  const MonotonicNs now = store_.env().now();
  if (now < report_due_ || left_ == 0) return;
  report_due_ = now + kReportNs;
  store_.log().info("recovering logs",
                    {{"directory", store_.directory().path}, {"recovered", progress_.size() - left_}, {"left", left_}});
}

void LogRecovery::hurry(const TopicIdPartition& id) {
  const auto found = progress_.find(id);
  if (found == progress_.end() || found->second.done || found->second.ahead || over()) return;
  fetch_ahead(found->second);
}

void LogRecovery::fetch_ahead(Progress& progress) {
  progress.ahead = true;
  wanted_.push_back(&progress);
  if (ahead_workers_ >= kLogsAheadAtATime) return;
  ++ahead_workers_;
  store_.fibers_.spawn(ahead_worker());
}

Task<void> LogRecovery::ahead_worker() {
  while (!wanted_.empty() && !over()) {
    Progress& progress = *wanted_.front();
    wanted_.pop_front();
    // What the replay has taken of it is applied first.
    while (progress.busy && !over()) co_await progress.idle.wait();
    if (progress.done || over()) continue;
    progress.busy = true;
    co_await fetch(progress);
    end(progress);
  }
  --ahead_workers_;
  applied_.notify_all();
}

// All of them together, or it would take as long as the disk needs for some files of each.
Task<Status> LogRecovery::sync_all() {
  Status synced;
  do {
    const std::uint64_t tried = retries_;
    std::vector<std::shared_ptr<PartitionLog>> unsynced;
    for (const auto& [id, log] : store_.logs()) {
      if (log->usable().ok() && log->wants_sync()) unsynced.push_back(log);
    }
    synced = co_await store_.sync_logs(std::move(unsynced));
    const bool no_space = !synced.ok() && is_out_of_space(synced.error());
    while (no_space && retries_ == tried && !over()) co_await retry_.wait();
  } while (!synced.ok() && is_out_of_space(synced.error()) && !over());
  if (!synced.ok()) co_return synced;
  const Lsn end = store_.journal().appended();
  co_return co_await store_.journal().wait_durable(end);
}

}  // namespace klamm
