#include "storage/log/log_manager.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "storage/compaction/cleaner.h"
#include "storage/log/journal_survey.h"
#include "storage/log/log_mover.h"
#include "storage/log/moved_logs.h"
#include "storage/log/store.h"
#include "storage/scrub/scrubber.h"

namespace klamm {

namespace {

// Partitions that are not here yet and have a directory all the same.
constexpr std::size_t kPreferredMax = 10'000;

}  // namespace

Task<JournalSurveys> survey_directories(Env& env, LogDirectories directories, std::uint32_t part, std::uint32_t parts,
                                        JournalMutants mutants) {
  JournalSurveys surveys;
  for (const LogDirectory& directory : directories.directories) {
    JournalSurvey survey;
    const bool skipped = mutants.skip_last_directory && &directory == &directories.directories.back();
    if (!directory.failure.has_value() && !skipped) {
      Task<JournalSurvey> surveying = survey_journals(env, directory, part, parts, mutants);
      survey = co_await surveying;
    }
    surveys.push_back(std::make_shared<const JournalSurvey>(std::move(survey)));
  }
  co_return surveys;
}

LogManager::LogManager(StorageConfig config) : config_(std::move(config)) {}
LogManager::~LogManager() = default;

Task<Result<std::unique_ptr<LogManager>>> LogManager::open(Env& env, StorageConfig config, LogDirectories directories,
                                                           Owner owner, ConfigOf config_of,
                                                           std::vector<JournalSurveys> surveys) {
  if (surveys.empty()) {
    Task<JournalSurveys> surveying = survey_directories(env, directories, 0, 1, config.mutants);
    surveys.push_back(co_await surveying);
  }
  std::unique_ptr<LogManager> manager(new LogManager(std::move(config)));
  std::vector<std::vector<FoundFuture>> arrived = find_arrived(directories, surveys);
  Status last;
  bool any = false;
  for (std::size_t i = 0; i < directories.directories.size(); ++i) {
    manager->stores_.push_back(std::make_unique<Store>(env, manager->config_, directories.directories[i], i));
    JournalSurveys of_directory;
    for (const JournalSurveys& part : surveys) of_directory.push_back(part.at(i));
    Task<Status> opening =
        manager->stores_.back()->open(owner, config_of, std::move(of_directory), std::move(arrived[i]));
    const Status opened = co_await opening;
    if (opened.ok()) {
      any = true;
    } else {
      last = opened;
    }
  }
  manager->mover_ = std::make_unique<LogMover>(env, manager->config_, manager->stores_);
  if (any) {
    manager->mover_->resume();
    co_return std::move(manager);
  }
  static_cast<void>(co_await manager->close(false));
  if (last.ok()) last = Error(ErrorCode::kKafkaStorageError, "no log directory is configured");
  co_return last.error();
}

std::shared_ptr<PartitionLog> LogManager::find(const TopicIdPartition& id) const {
  const Store* const home = home_of(stores_, id);
  return home == nullptr ? nullptr : home->logs().at(id);
}

std::vector<std::shared_ptr<PartitionLog>> LogManager::logs() const {
  std::vector<std::shared_ptr<PartitionLog>> all;
  for (const auto& store : stores_) {
    for (const auto& [id, log] : store->logs()) {
      if (log->usable().code() != ErrorCode::kUnknownTopicOrPartition) all.push_back(log);
    }
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a->id() < b->id(); });
  return all;
}

void LogManager::start_recovery() {
  for (const auto& store : stores_) store->start_recovery();
}

void LogManager::set_on_recovered(OnRecovered on_recovered) {
  for (const auto& store : stores_) store->set_on_recovered(on_recovered);
}

void LogManager::hurry(const TopicIdPartition& id) {
  for (const auto& store : stores_) store->hurry(id);
}

Task<Status> LogManager::recovered(TopicIdPartition id) {
  Store* const home = home_of(stores_, id);
  if (home == nullptr) co_return ErrorCode::kUnknownTopicOrPartition;
  co_return co_await home->recovered(id);
}

Task<Status> LogManager::all_recovered(std::size_t log_dir_index) {
  co_return co_await stores_.at(log_dir_index)->all_recovered();
}

void LogManager::end_recovery(std::size_t log_dir_index) {
  stores_.at(log_dir_index)->end_recovery();
  mover_->wake();
}

Task<void> LogManager::stop_recovery() {
  for (const auto& store : stores_) co_await store->stop_recovery();
}

Task<Result<std::shared_ptr<PartitionLog>>> LogManager::create(TopicIdPartition id, std::string topic,
                                                               LogConfig config) {
  if (find(id) != nullptr) co_return ErrorCode::kTopicAlreadyExists;
  for (const auto& store : stores_) {
    const Status free = co_await store->check_unknown(topic, id.partition);
    if (!free.ok()) co_return free.error();
  }
  const std::optional<std::size_t> best = place(topic, id.partition);
  if (!best.has_value()) co_return Error(ErrorCode::kKafkaStorageError, "no log directory is online");
  co_return co_await stores_[*best]->create(id, std::move(topic), config);
}

std::optional<std::size_t> LogManager::place(const std::string& topic, PartitionId partition) {
  const auto preferred = preferred_.extract(std::pair(topic, partition));
  if (!preferred.empty() && stores_[preferred.mapped()]->online()) return preferred.mapped();
  std::optional<std::size_t> best;
  const auto rank = [this](Store& store) {
    return std::tuple(cordoned(store), store.space().full(), store.logs().size());
  };
  for (std::size_t i = 0; i < stores_.size(); ++i) {
    if (!stores_[i]->online() || config_.metadata_only(i)) continue;
    if (!best.has_value() || rank(*stores_[i]) < rank(*stores_[*best])) best = i;
  }
  return best;
}

Task<Result<std::shared_ptr<PartitionLog>>> LogManager::create_in(std::size_t log_dir_index, TopicIdPartition id,
                                                                  std::string topic, LogConfig config) {
  if (log_dir_index >= stores_.size()) co_return ErrorCode::kLogDirNotFound;
  if (find(id) != nullptr) co_return ErrorCode::kTopicAlreadyExists;
  co_return co_await stores_[log_dir_index]->create(id, std::move(topic), config);
}

Task<Status> LogManager::remove(TopicIdPartition id) {
  // A copy that outlives its log could be taken for it.
  co_await mover_->call_off(id);
  Store* const home = home_of(stores_, id);
  if (home == nullptr) co_return ErrorCode::kUnknownTopicOrPartition;
  // Its files are somebody's until it is recovered. If they are damaged, it goes all the same.
  static_cast<void>(co_await home->recovered(id));
  co_return co_await home->remove(id);
}

// --- Moving.

Task<Status> LogManager::move(TopicIdPartition id, std::size_t log_dir_index) {
  if (log_dir_index >= stores_.size()) co_return ErrorCode::kLogDirNotFound;
  if (!stores_[log_dir_index]->online()) co_return *stores_[log_dir_index]->failure();
  co_return co_await mover_->move(id, *stores_[log_dir_index]);
}

void LogManager::set_on_moved(OnMoved on_moved) { mover_->set_on_moved(std::move(on_moved)); }

std::vector<LogManager::FutureInfo> LogManager::futures() const { return mover_->futures(); }

std::size_t LogManager::leaving() const { return mover_->leaving(); }

void LogManager::set_move_rate(double bytes_per_second) { mover_->set_rate(bytes_per_second); }

void LogManager::prefer(const std::string& topic, PartitionId partition, std::size_t log_dir_index) {
  if (log_dir_index >= stores_.size()) return;
  if (preferred_.size() >= kPreferredMax) preferred_.erase(preferred_.begin());
  preferred_[std::pair(topic, partition)] = log_dir_index;
}

bool LogManager::cordoned(const Store& store) const {
  const auto& paths = config_.cordoned_log_dirs;
  return std::find(paths.begin(), paths.end(), store.directory().path) != paths.end();
}

void LogManager::fail_directory(std::size_t log_dir_index, const Error& error) {
  if (log_dir_index < stores_.size()) stores_[log_dir_index]->fail(error, true);
}

void LogManager::set_on_failure(std::function<void(std::size_t, const Error&)> on_failure) {
  for (std::size_t i = 0; i < stores_.size(); ++i) {
    stores_[i]->set_on_failure([on_failure, i](const Error& error) { on_failure(i, error); });
  }
}

Task<Status> LogManager::checkpoint() {
  Status result;
  for (const auto& store : stores_) {
    if (!store->online()) continue;
    const Status done = co_await store->checkpoint();
    if (!done.ok()) result = done;
  }
  co_return result;
}

void LogManager::wait_no_more() {
  for (const auto& store : stores_) store->wait_no_more();
}

Task<Status> LogManager::close(bool clean) {
  Status result;
  if (mover_ != nullptr) co_await mover_->stop();
  for (const auto& store : stores_) {
    const Status closed = co_await store->close(clean);
    if (!closed.ok()) result = closed;
  }
  if (mover_ != nullptr) co_await mover_->join();
  mover_.reset();
  for (const auto& store : stores_) co_await store->join_closers();
  stores_.clear();
  co_return result;
}

void LogManager::housekeep() {
  for (const auto& store : stores_) store->housekeep();
}

void LogManager::check_retention() {
  for (const auto& store : stores_) store->retention().check_all();
}

void LogManager::reconfigure_cleaner(const CleanerConfig& config) {
  config_.cleaner = config;
  for (const auto& store : stores_) store->cleaner().reconfigure(config);
}

void LogManager::reconfigure_scrub(const ScrubConfig& config) {
  config_.scrub = config;
  for (const auto& store : stores_) store->scrubber().reconfigure(config);
}

void LogManager::check_compaction() {
  for (const auto& store : stores_) store->cleaner().log_changed();
}

bool LogManager::compaction_idle() const {
  return std::all_of(stores_.begin(), stores_.end(), [](const auto& store) { return store->cleaner().idle(); });
}

std::vector<LogManager::DirectoryInfo> LogManager::log_dirs() const {
  std::vector<DirectoryInfo> result;
  for (std::size_t i = 0; i < stores_.size(); ++i) {
    const std::unique_ptr<Store>& store = stores_[i];
    DirectoryInfo info;
    info.path = store->directory().path;
    info.id = store->directory().id;
    info.online = store->online();
    info.full = store->space().full();
    info.cordoned = cordoned(*store);
    info.metadata_only = config_.metadata_only(i);
    info.failure = store->failure();
    info.partitions = store->logs().size();
    result.push_back(std::move(info));
  }
  return result;
}

}  // namespace klamm
