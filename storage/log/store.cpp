#include "storage/log/store.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "runtime/io/io.h"
#include "storage/compaction/cleaner.h"
#include "storage/directory/files.h"
#include "storage/log/recovery.h"
#include "storage/log/segment.h"
#include "storage/log/syncing.h"
#include "storage/log/tail.h"
#include "storage/scrub/scrubber.h"

namespace klamm {

namespace {

constexpr std::size_t kSyncTogetherMax = 512;

Error io_error(const char* what, const std::string& path, std::int64_t result) {
  const int os_errno = result < 0 ? static_cast<int>(-result) : EIO;
  return Error(ErrorCode::kKafkaStorageError,
               std::string("cannot ") + what + " " + path + ": " + std::generic_category().message(os_errno), os_errno);
}

JournalOptions journal_options(const StorageConfig& config, const LogDirectory& directory) {
  JournalOptions options;
  options.directory = journal_directory(directory.path);
  options.directory_id = directory.id;
  options.run = directory.run;
  options.file_size_bytes = config.journal_file_size_bytes;
  options.size_bytes_max = config.journal_size_bytes_max;
  options.frame_size_bytes_max = config.journal_frame_size_bytes_max;
  options.writes_in_flight_max = config.journal_writes_in_flight_max;
  options.overlap_size_bytes_min = config.journal_overlap_size_bytes_min;
  options.mutants = config.mutants;
  return options;
}

}  // namespace

Store::Store(Env& env, const StorageConfig& config, LogDirectory directory, std::size_t index)
    : env_(env),
      config_(config),
      directory_(std::move(directory)),
      index_(index),
      log_(env.log.module("storage")),
      files_{.io = env.io,
             .directory = directory_.path,
             .closers = closers_,
             .open_segments = OpenSegments(config.open_files_max)},
      read_ahead_(fibers_, config.read_ahead_bytes_max),
      bypass_(*this),
      remover_(env, log_),
      retention_(*this),
      space_(*this),
      cleaner_(std::make_unique<Cleaner>(*this, config.cleaner)),
      scrubber_(std::make_unique<Scrubber>(*this, config.scrub)) {
  pending_gauge_ = env.metrics.gauge("klamm_storage_pending_bytes", "Appended bytes that are not yet in a segment");
  tail_memory_gauge_ = env.metrics.gauge("klamm_storage_tail_memory_bytes", "Memory of the ends of logs");
  checkpoints_ =
      env.metrics.counter("klamm_storage_checkpoints_total", "Journal files whose records were synced to segments");
  flushed_bytes_ = env.metrics.counter("klamm_storage_flushed_bytes_total", "Bytes written to segments");
  offline_gauge_ = env.metrics.gauge("klamm_storage_offline_stores", "Log directories that failed, counted per shard");
  corrupt_reads_ = env.metrics.counter("klamm_storage_corrupt_reads_total",
                                       "Reads that ended at a damaged batch, of which nothing was served");
  logs_gauge_ = env.metrics.gauge("klamm_storage_logs", "Partition logs that are open");
}

Store::~Store() = default;

Task<Status> Store::open(LogManager::Owner owner, LogManager::ConfigOf config_of, JournalSurveys surveys,
                         std::vector<FoundFuture> arrived) {
  if (directory_.failure.has_value()) {
    fail(*directory_.failure, true);
    co_return *failure_;
  }
  file_system_ = co_await open_file(env_.io, directory_.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (file_system_ < 0) {
    fail(io_error("open", directory_.path, file_system_));
    co_return *failure_;
  }
  fibers_.spawn(remover_.run());
  old_journals_ = !directory_.journals.empty();
  recovery_ = std::make_unique<LogRecovery>(*this, std::move(owner), std::move(config_of));
  const Status begun = co_await recovery_->begin(std::move(surveys), std::move(arrived));
  if (!begun.ok()) {
    fail(begun.error());
    co_return begun;
  }
  directory_.logs.reset();
  fibers_.spawn(space_.run());
  Status started = co_await start_journal();
  if (started.ok()) started = co_await name_arrived();
  if (!started.ok()) {
    fail(started.error());
    co_return started;
  }
  fibers_.spawn(checkpoints());
  fibers_.spawn(retention_.run());
  fibers_.spawn(cleaner_->run());
  fibers_.spawn(scrubber_->run());
  logs_gauge_->add(static_cast<std::int64_t>(logs_.size()));
  co_return Status();
}

Task<Status> Store::start_journal() {
  std::vector<std::string> spares;
  for (std::size_t i = 0; i < directory_.spare_journals.size(); ++i) {
    if (i % env_.shard_count() == env_.shard.value) spares.push_back(directory_.spare_journals[i]);
  }
  Journal::Listener& listener = *this;
  journal_ = std::make_unique<Journal>(env_, journal_options(config_, directory_), listener);
  const Status started = co_await journal_->start(std::move(spares));
  if (!started.ok()) co_return started;
  // What only the marks of a clean stop say about a log is said again before they are void.
  for (const auto& [id, log] : logs_) log->journal_state();
  const Lsn end = journal_->appended();
  co_return co_await journal_->wait_durable(end);
}

// --- Recovery.

void Store::start_recovery() {
  if (recovery_ == nullptr || std::exchange(recovery_started_, true)) return;
  fibers_.spawn(run_recovery());
}

Task<void> Store::run_recovery() {
  const Status done = co_await recovery_->run();
  // With a full disk a stop goes on before it tells the recovery.
  const bool given_up = recovery_->stopped() || (waits_no_more_ && !done.ok() && is_out_of_space(done.error()));
  if (!done.ok() && !given_up && online()) fail(done.error());
  recovery_result_ = done;
  recovery_ended_.notify_all();
  scrubber_->wake();
}

void Store::hurry(const TopicIdPartition& id) {
  if (recovery_ != nullptr) recovery_->hurry(id);
}

void Store::on_log_recovered(const std::shared_ptr<PartitionLog>& log) {
  log->recovering_ = false;
  if (!log->failed_) log->journal_state();
  log->durable_changed_.notify_all();
  if (on_recovered_) on_recovered_(log);
}

Task<Status> Store::recovered(TopicIdPartition id) {
  const auto found = logs_.find(id);
  if (found == logs_.end()) co_return ErrorCode::kUnknownTopicOrPartition;
  const std::shared_ptr<PartitionLog> log = found->second;
  hurry(id);
  while (log->recovering_) {
    const Status useful = log->usable();
    if (!useful.ok()) co_return useful;
    if (stopping_) co_return Error(ErrorCode::kKafkaStorageError, "storage is stopping");
    co_await log->durable_changed_.wait();
  }
  co_return log->usable();
}

Task<Status> Store::all_recovered() {
  while (!recovery_result_.has_value() && online() && !stopping_) co_await recovery_ended_.wait();
  if (failure_.has_value() && config_.mutants.finish_failed_directory) co_return Status();
  if (failure_.has_value()) co_return *failure_;
  if (!recovery_result_.has_value()) co_return Error(ErrorCode::kKafkaStorageError, "storage is stopping");
  co_return *recovery_result_;
}

void Store::end_recovery() {
  old_journals_ = false;
  finished_ = true;
  work_.notify_all();
  cleaner_->log_changed();
  scrubber_->wake();
}

Task<void> Store::stop_recovery() {
  if (recovery_ == nullptr) co_return;
  Task<void> stopping = recovery_->stop();
  co_await stopping;
}

// --- Durability.

void Store::await_durable(Lsn lsn, PartitionLog& log, Offset end, std::uint64_t generation) {
  const auto found = logs_.find(log.id());
  KLAMM_ASSERT(found != logs_.end() && found->second.get() == &log);
  if (lsn <= journal_->durable()) return log.advance_durable(end, generation);
  const auto later = std::upper_bound(awaited_.begin(), awaited_.end(), lsn,
                                      [](Lsn asked, const Awaited& other) { return asked < other.lsn; });
  awaited_.insert(later, Awaited{.lsn = lsn, .log = found->second, .end = end, .generation = generation});
}

void Store::on_journal_durable(Lsn durable) {
  while (!awaited_.empty() && awaited_.front().lsn <= durable) {
    Awaited next = std::move(awaited_.front());
    awaited_.pop_front();
    // One word for all appends of a log that lie one behind the other.
    while (!awaited_.empty() && awaited_.front().lsn <= durable && awaited_.front().log == next.log) {
      if (awaited_.front().generation >= next.generation) next = std::move(awaited_.front());
      awaited_.pop_front();
    }
    next.log->advance_durable(next.end, next.generation);
  }
  space_.note_written(0);
  flush_for_room();
}

void Store::flush_for_room() {
  if (!wants_room() || flushing_all_) return;
  flushing_all_ = true;
  const std::vector<std::shared_ptr<PartitionLog>> tails(tails_.begin(), tails_.end());
  for (const std::shared_ptr<PartitionLog>& log : tails) {
    if (log->has_durable_tail()) schedule_flush(*log);
  }
  flushing_all_ = flush_workers_ > 0;
}

void Store::fail(const Error& error, bool said) {
  if (failure_.has_value()) return;
  failure_ = error;
  offline_gauge_->add(1);
  if (!said) {
    log_.error("log directory offline",
               {{"directory", directory_.path}, {"errno", error.os_errno}, {"reason", error.message}});
  }
  awaited_.clear();
  for (const auto& [id, log] : logs_) log->fail(error);
  room_.notify_all();
  work_.notify_all();
  retention_.stop();
  cleaner_->stop();
  scrubber_->stop();
  remover_.stop();
  space_.stop();
  recovery_ended_.notify_all();
  if (recovery_ != nullptr) recovery_->give_up();
  if (on_recovered_) {
    // They say what is wrong.
    for (const auto& [id, log] : logs_) {
      if (log->recovering_) on_recovered_(log);
    }
  }
  if (old_journals_ && config_.mutants.finish_failed_directory) return;
  if (on_failure_) on_failure_(error);
}

void Store::write_failed(const Error& error) {
  if (is_out_of_space(error)) {
    space_.note_no_space(error);
  } else {
    fail(error);
  }
}

// --- Room.

void Store::add_pending(std::uint64_t bytes) {
  pending_bytes_ += bytes;
  pending_gauge_->add(static_cast<std::int64_t>(bytes));
}

void Store::remove_pending(std::uint64_t bytes) {
  KLAMM_ASSERT(bytes <= pending_bytes_);
  pending_bytes_ -= bytes;
  pending_gauge_->add(-static_cast<std::int64_t>(bytes));
  trim_tails();
  tell_of_room();
}

void Store::tell_of_room() {
  if (room_.has_waiters() && has_room()) room_.notify_all();
}

void Store::note_flushed(std::uint64_t bytes) {
  flushed_bytes_->add(bytes);
  space_.note_written(bytes);
  remove_pending(bytes);
}

bool Store::wants_room() const {
  return pending_bytes_ > config_.pending_bytes_max / 2 ||
         tail_memory_ > config_.tail_memory_bytes_max + config_.pending_bytes_max / 2;
}

void Store::add_tail_memory(PartitionLog& log, std::size_t bytes) {
  tail_memory_ += bytes;
  tail_memory_gauge_->add(static_cast<std::int64_t>(bytes));
  const auto found = logs_.find(log.id());
  if (found != logs_.end()) list_tail(found->second);
  trim_tails();
}

void Store::list_tail(const std::shared_ptr<PartitionLog>& log) {
  if (std::exchange(log->tail_listed_, true)) return;
  tails_.push_back(log);
}

void Store::remove_tail_memory(std::size_t bytes) {
  KLAMM_ASSERT(bytes <= tail_memory_);
  tail_memory_ -= bytes;
  tail_memory_gauge_->add(-static_cast<std::int64_t>(bytes));
  tell_of_room();
}

// Each log loses its oldest chunk in turn. What is not written yet stays, and counts as pending; whoever writes the
// last of it comes by here again.
void Store::trim_tails() {
  constexpr std::size_t kMissesMax = 16;
  for (std::size_t misses = 0; misses < kMissesMax && !tails_.empty();) {
    if (tail_memory_ <= config_.tail_memory_bytes_max) return;
    const std::shared_ptr<PartitionLog> log = std::move(tails_.front());
    tails_.pop_front();
    if (!log->drop_oldest_chunk()) ++misses;
    log->tail_listed_ = !log->tail().empty();
    if (log->tail_listed_) tails_.push_back(log);
  }
}

bool Store::has_room() const {
  return journal_ != nullptr && pending_bytes_ < config_.pending_bytes_max &&
         tail_memory_ < config_.tail_memory_bytes_max + config_.pending_bytes_max && !journal_->full() &&
         !journal_->starved();
}

bool Store::refuses(bool from_reserve) const {
  if (journal_ == nullptr) return false;
  // What waits in memory for the journal has its limit, too.
  if (journal_->starved() && journal_->pending_bytes() > config_.pending_bytes_max) return true;
  return space_.full() && !from_reserve;
}

Task<Status> Store::wait_for_room(bool from_reserve) {
  while (!failure_.has_value() && !stopping_ && !has_room()) {
    const bool refused = hopeless() || refuses(from_reserve);
    if (refused) co_return Error(ErrorCode::kKafkaStorageError, "no space in " + directory_.path, ENOSPC);
    co_await room_.wait();
  }
  if (failure_.has_value()) co_return *failure_;
  if (stopping_) co_return Error(ErrorCode::kKafkaStorageError, "storage is stopping");
  co_return Status();
}

void Store::on_journal_no_space(const Error& error) {
  space_.note_no_space(error);
  tell_if_hopeless();
}

void Store::wait_no_more() {
  if (journal_ == nullptr || failure_.has_value()) return;
  waits_no_more_ = true;
  journal_->wait_no_more();
  tell_if_hopeless();
}

// Logs tell their observers: who waits above for what is not durable is to be answered, too.
void Store::tell_if_hopeless() {
  if (!hopeless()) return;
  const Error error(ErrorCode::kKafkaStorageError, "no space in " + directory_.path, ENOSPC);
  for (const auto& [id, log] : logs_) log->fail(error);
  room_.notify_all();
}

// --- Writing behind.

void Store::schedule_flush(PartitionLog& log) {
  if (log.flush_queued_ || log.recovering_ || failure_.has_value()) return;
  const auto found = logs_.find(log.id());
  if (found == logs_.end()) return;
  log.flush_queued_ = true;
  flush_queue_.push_back(found->second);
  if (flush_workers_ >= config_.flushes_in_flight_max) return;
  ++flush_workers_;
  fibers_.spawn(flush_worker());
}

Task<void> Store::flush_worker() {
  bool out_of_space = false;
  while (!flush_queue_.empty()) {
    const std::shared_ptr<PartitionLog> log = std::move(flush_queue_.front());
    flush_queue_.pop_front();
    log->flush_queued_ = false;
    const Status flushed = co_await log->flush();
    if (!flushed.ok() && failure_.has_value()) break;
    // Without space the others find none either; retry_writes() comes back to all of them.
    if (!flushed.ok() && is_out_of_space(flushed.error())) out_of_space = true;
  }
  --flush_workers_;
  if (flush_workers_ > 0) co_return;
  flushing_all_ = false;
  // What became durable meanwhile told nobody.
  if (!out_of_space) flush_for_room();
}

void Store::retry_writes() {
  if (failure_.has_value() || stopping_) return;
  journal_->retry();
  if (recovery_ != nullptr) recovery_->retry();
  const std::vector<std::shared_ptr<PartitionLog>> tails(tails_.begin(), tails_.end());
  for (const std::shared_ptr<PartitionLog>& log : tails) {
    if (log->has_durable_tail()) schedule_flush(*log);
  }
  work_.notify_all();
  room_.notify_all();
}

// --- Shortening the journal.

Task<void> Store::checkpoints() {
  while (!stopping_ && !failure_.has_value()) {
    // The oldest files of a journal are only needed no more when those of the run before are not: what it says of
    // removals and truncations is about what they hold.
    if (old_journals_ || !journal_->wants_checkpoint()) {
      co_await work_.wait();
      continue;
    }
    const Status retired = co_await retire_oldest();
    if (!retired.ok() && is_out_of_space(retired.error())) {
      // Or else there is space again already.
      if (space_.full() && !stopping_) co_await work_.wait();
      continue;
    }
    if (!retired.ok()) break;
    tell_of_room();
  }
}

Task<Status> Store::retire_oldest() {
  const std::uint32_t oldest = journal_->oldest_file();
  if (oldest >= journal_->current_file()) co_return Status();
  std::vector<std::shared_ptr<PartitionLog>> dirty;
  for (const auto& [id, log] : logs_) {
    if (log->dirty_since_ != 0 && log->dirty_since_ <= oldest) dirty.push_back(log);
    if (log->state_file_ != 0 && log->state_file_ <= oldest) log->journal_state();
  }
  const Status synced = co_await sync_logs(std::move(dirty));
  if (!synced.ok()) co_return synced;
  while (!removals_.empty() && *removals_.begin() <= oldest && !stopping_ && !failure_.has_value())
    co_await work_.wait();
  const Lsn end = journal_->appended();
  const Status durable = co_await journal_->wait_durable(end);
  if (!durable.ok()) co_return durable;
  if (stopping_ || failure_.has_value()) co_return Error(ErrorCode::kKafkaStorageError, "storage is stopping");
  for (const auto& [id, log] : logs_) {
    KLAMM_ASSERT(log->removed_ || log->failed_ || log->dirty_since_ == 0 || log->dirty_since_ > oldest);
  }
  // checkpoint() may have retired it meanwhile.
  if (journal_->oldest_file() == oldest) {
    journal_->retire_oldest();
    checkpoints_->add();
  }
  co_return Status();
}

Task<void> Store::sync_worker(std::vector<std::shared_ptr<PartitionLog>>& logs, std::size_t& next, Status& no_space) {
  Syncing each(env_.io);
  while (next < logs.size() && !failure_.has_value()) {
    Task<void> syncing = sync_member(logs[next++], each, no_space);
    co_await syncing;
  }
}

Task<void> Store::sync_member(std::shared_ptr<PartitionLog> log, Syncing& syncing, Status& no_space) {
  const Status synced = co_await log->sync(syncing);
  // A log that was removed meanwhile, or whose own files are damaged, holds nobody up.
  if (synced.ok() || synced.code() != ErrorCode::kKafkaStorageError || log->failed_) co_return;
  write_failed(synced.error());
  if (is_out_of_space(synced.error())) no_space = synced;
}

Task<Status> Store::sync_logs(std::vector<std::shared_ptr<PartitionLog>> logs) {
  std::size_t next = 0;
  Status no_space;
  // Those of a group wait for each other with their files locked, so a group is not larger than need be.
  while (logs.size() - next >= config_.syncs_together_min && !failure_.has_value()) {
    // One group at a time: two that have logs in common would wait for each other.
    const AsyncMutex::Guard guard = co_await sync_together_.lock();
    const std::size_t count = std::min(logs.size() - next, kSyncTogetherMax);
    const Handle disk = config_.mutants.skip_sync_together ? -1 : file_system_;
    Syncing together(env_.io, disk, count);
    TaskScope members;
    for (std::size_t i = 0; i < count; ++i) members.spawn(sync_member(logs[next++], together, no_space));
    co_await members.join();
  }
  TaskScope workers;
  for (std::uint32_t i = 0; i < config_.flushes_in_flight_max; ++i) workers.spawn(sync_worker(logs, next, no_space));
  co_await workers.join();
  if (failure_.has_value()) co_return *failure_;
  co_return no_space;
}

Task<Status> Store::checkpoint() {
  if (failure_.has_value()) co_return *failure_;
  std::vector<std::shared_ptr<PartitionLog>> all;
  for (const auto& [id, log] : logs_) {
    if (!log->recovering_ && log->wants_sync()) all.push_back(log);
  }
  co_return co_await sync_logs(std::move(all));
}

// --- Creating and removing.

Task<Status> Store::make_log_directory(std::string path, TopicId topic) {
  const std::int32_t made = co_await make_directory(env_.io, path);
  if (made < 0 && made != -EEXIST) co_return io_error("create", path, made);
  if (made == -EEXIST) {
    for (const auto& [other, log] : logs_) {
      if (other.topic == topic || log->directory() != path) continue;
      co_return Error(ErrorCode::kKafkaStorageError, path + " belongs to another topic id");
    }
    // Left by a creation that was never acknowledged; anything more than that is somebody's data.
    const Result<std::vector<std::string>> names = co_await list_directory(env_.io, path);
    if (!names.ok()) co_return names.error();
    for (const std::string& name : *names) {
      if (name.ends_with(".log")) co_return Error(ErrorCode::kKafkaStorageError, path + " exists and holds segments");
    }
  }
  co_return co_await write_partition_metadata(path, topic, O_CREAT | O_TRUNC);
}

Task<Status> Store::write_partition_metadata(std::string directory, TopicId topic, int flags) {
  const std::string content = partition_metadata_text(topic);
  const std::string file = directory + "/partition.metadata";
  const std::int32_t handle = co_await open_file(env_.io, file, O_WRONLY | O_CLOEXEC | flags, 0644);
  if (handle < 0) co_return io_error("create", file, handle);
  const std::int32_t written = co_await write_all(env_.io, handle, as_bytes(content), 0);
  static_cast<void>(co_await close_handle(env_.io, handle));
  if (written < 0) co_return io_error("write", file, written);
  co_return Status();
}

Task<Result<std::shared_ptr<PartitionLog>>> Store::create(TopicIdPartition id, std::string topic, LogConfig config) {
  if (failure_.has_value()) co_return *failure_;
  const std::string name = topic + "-" + std::to_string(id.partition.value);
  if (logs_.contains(id) || creating_.contains(name)) co_return Error(ErrorCode::kTopicAlreadyExists);
  creating_.insert(name);
  const std::string path = directory_.path + "/" + name;
  const Status made = co_await make_log_directory(path, id.topic);
  creating_.erase(name);
  if (!made.ok()) {
    if (made.error().os_errno == EIO || is_out_of_space(made.error())) write_failed(made.error());
    co_return made.error();
  }
  if (failure_.has_value()) co_return *failure_;
  // The log appears together with its record: a checkpoint that sees the one knows of the other.
  auto log = std::make_shared<PartitionLog>(*this, id, topic, name, std::make_shared<const LogConfig>(config));
  logs_[id] = log;
  logs_gauge_->add(1);
  if (config.cleanup_compact) cleaner_->log_changed();
  log->directory_unsynced_ = log->parent_unsynced_ = true;
  const Lsn end = log->journal_creation();
  const Status durable = co_await journal_->wait_durable(end);
  if (!durable.ok()) co_return durable.error();
  co_return log;
}

Task<Status> Store::remove(TopicIdPartition id) {
  const auto found = logs_.find(id);
  if (found == logs_.end()) co_return Error(ErrorCode::kUnknownTopicOrPartition);
  const std::shared_ptr<PartitionLog> log = found->second;
  if (failure_.has_value()) co_return *failure_;
  if (log->removed_) co_return Error(ErrorCode::kUnknownTopicOrPartition);
  log->removed_ = true;
  const Journal::Place place = announce_removal(id);
  log->finish_removal();
  const Status durable = co_await journal_->wait_durable(place.end);
  if (!durable.ok()) co_return durable;
  Task<Status> finishing = finish_removal(log, place);
  co_return co_await finishing;
}

Journal::Place Store::announce_removal(const TopicIdPartition& id) {
  journal::Record record;
  record.kind = journal::RecordKind::kRemove;
  record.id = id;
  const Journal::Place place = journal_->append(journal::encode_record_head(record, 0), {});
  removals_.insert(place.file);
  return place;
}

Task<Status> Store::finish_removal(std::shared_ptr<PartitionLog> log, Journal::Place announced) {
  // Whoever writes the files now ends first; who comes later sees that the log is removed.
  AsyncMutex::Guard guard = co_await log->files_.lock();
  const TopicIdPartition id = log->id_;
  const std::string from = directory_.path + "/" + log->directory_name_;
  const std::string to = directory_.path + "/" + removed_directory_name(log->topic_, id.partition, env_.rng.uuid());
  const std::int32_t renamed = co_await rename_file(env_.io, from, to);
  if (renamed < 0) {
    fail(io_error("rename", from, renamed));
    co_return *failure_;
  }
  const std::int32_t synced = co_await sync_directory(env_.io, directory_.path);
  if (synced < 0) {
    fail(io_error("sync", directory_.path, synced));
    co_return *failure_;
  }
  removals_.erase(removals_.find(announced.file));
  if (logs_.erase(id) > 0) logs_gauge_->add(-1);
  work_.notify_all();
  if (!stopping_) fibers_.spawn(remove_directory_later(to, log->config_->file_delete_delay_ms));
  co_return Status();
}

Task<void> Store::remove_directory_later(std::string path, std::int64_t delay_ms) {
  const MonotonicNs deadline = env_.now() + delay_ms * kNsPerMs;
  while (!stopping_ && env_.now() < deadline) {
    co_await work_.wait_until(env_.timers, deadline);
  }
  if (!stopping_) remover_.remove_directory(std::move(path));  // else the next start does it
}

Task<Status> Store::remove_files(std::string path) {
  const Result<std::vector<std::string>> names = co_await list_directory(env_.io, path);
  if (!names.ok()) co_return names.error();
  for (const std::string& name : *names) {
    const std::string file = path + "/" + name;
    const std::int32_t unlinked = co_await unlink_file(env_.io, file);
    if (unlinked < 0 && unlinked != -ENOENT) co_return io_error("remove", file, unlinked);
  }
  const std::int32_t removed = co_await remove_directory(env_.io, path);
  if (removed < 0 && removed != -ENOENT) co_return io_error("remove", path, removed);
  co_return Status();
}

// --- Stopping.

void Store::housekeep() {
  const std::int64_t now_ms = env_.wall_ms();
  for (const auto& [id, log] : logs_) log->producers_.expire(now_ms, config_.producer_id_expiration_ms);
}

Task<void> Store::end_fibers() {
  stopping_ = true;
  for (const auto& [id, log] : logs_) log->durable_changed_.notify_all();
  work_.notify_all();
  room_.notify_all();
  recovery_ended_.notify_all();
  read_ahead_.stop();
  retention_.stop();
  cleaner_->stop();
  scrubber_->stop();
  remover_.stop();
  space_.stop();
  if (journal_ != nullptr) co_await journal_->stop();
  co_await fibers_.join();
}

Task<Status> Store::close(bool clean) {
  Status result;
  co_await stop_recovery();
  if (clean && old_journals_ && online()) {
    log_.info("stopped before all logs were recovered; the next start goes on with it",
              {{"directory", directory_.path}});
  }
  if (clean && !old_journals_ && !failure_.has_value() && journal_ != nullptr) {
    wait_no_more();
    for (const auto& [id, log] : logs_) {
      if (!log->recovering_) log->seal_for_stop();
    }
    result = co_await checkpoint();
    // Nothing is left that only the journal knows but the states of the logs, which the mark holds.
    if (result.ok()) result = co_await write_clean_mark();
    if (!result.ok()) log_.error("no clean stop", {{"directory", directory_.path}, {"error", result.error()}});
  }
  co_await end_fibers();
  recovery_.reset();
  awaited_.clear();
  flush_queue_.clear();
  bypass_.clear();
  tails_.clear();
  for (const auto& [id, log] : logs_) log->let_go();
  for (const auto& [id, copy] : futures_) copy->let_go();
  futures_.clear();
  logs_gauge_->add(-static_cast<std::int64_t>(logs_.size()));
  logs_.clear();
  pending_gauge_->add(-static_cast<std::int64_t>(pending_bytes_));
  pending_bytes_ = 0;
  if (file_system_ >= 0) static_cast<void>(co_await close_handle(env_.io, std::exchange(file_system_, -1)));
  co_return result;
}

Task<void> Store::join_closers() { co_await closers_.join(); }

Task<Status> Store::write_clean_mark() {
  CleanMark mark;
  mark.run = directory_.run;
  mark.shard = env_.shard.value;
  mark.shards = env_.shard_count();
  for (const auto& [id, log] : logs_) {
    if (log->failed_) co_return Error(ErrorCode::kKafkaStorageError, log->directory_name_ + " is damaged");
    if (log->removed_) continue;
    // Only the journals tell where a log is that stopped on its way.
    if (log->leaving()) co_return Error(ErrorCode::kKafkaStorageError, log->directory_name_ + " is moving");
    CleanLog entry;
    entry.directory_name = log->directory_name_;
    entry.log_start_offset = log->log_start_offset_;
    entry.log_end_offset = log->log_end_offset_;
    entry.replica_state = log->replica_state_;
    mark.logs.push_back(std::move(entry));
  }
  for (const auto& [id, copy] : futures_) {
    if (copy->leaving()) co_return Error(ErrorCode::kKafkaStorageError, copy->directory_name_ + " is moving");
  }
  const std::string path = clean_mark_path(directory_.path, env_.shard.value);
  std::string text = clean_mark_text(mark);
  co_return co_await replace_file(env_.io, path, std::move(text));
}

}  // namespace klamm
