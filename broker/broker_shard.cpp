#include "broker/broker_shard.h"

#include <algorithm>
#include <utility>

#include "broker/config/rules.h"
#include "runtime/memory/pages.h"
#include "runtime/shard/mailbox.h"

namespace klamm::broker {

namespace {

constexpr MonotonicNs kHousekeepingNs = 60'000 * kNsPerMs;
constexpr MonotonicNs kCreationWarningInterval = 10'000 * kNsPerMs;

// Configs allow any number of milliseconds; the sum with a time must not overflow.
MonotonicNs interval_ns(std::int64_t interval_ms) {
  constexpr std::int64_t kIntervalMsMax = 1'000'000'000'000;
  return std::min(interval_ms, kIntervalMsMax) * kNsPerMs;
}

std::size_t session_slots(const config::BrokerConfig& settings, std::size_t shards) {
  const auto slots = static_cast<std::size_t>(settings.max_incremental_fetch_session_cache_slots);
  return slots == 0 ? 0 : (slots + shards - 1) / shards;
}

}  // namespace

// Keeps the typed settings in step with the dynamic configs, and forgets the numbers of topics that are gone.
class BrokerShard::SettingsListener final : public replication::MetadataListener {
 public:
  explicit SettingsListener(BrokerShard& shard) : shard_(shard) {}

  Task<void> prepare(replication::MetadataUpdate /*update*/) override { co_return; }

  void applied(const replication::MetadataUpdate& update) override {
    bool broker_changed = update.everything;
    for (const replication::ConfigResource& resource : update.configs) {
      broker_changed = broker_changed || resource.type == replication::ConfigResourceType::kBroker;
    }
    if (!broker_changed) return;
    const std::string levels = shard_.settings_->logging_levels;
    shard_.settings_ = shard_.make_settings(*update.image);
    if (shard_.logs_ != nullptr) {
      shard_.logs_->reconfigure_cleaner(shard_.settings_->storage.cleaner);
      shard_.logs_->reconfigure_scrub(shard_.settings_->storage.scrub);
      shard_.logs_->set_move_rate(shard_.settings_->storage.move_max_bytes_per_second / shard_.env_.shard_count());
      shard_.logs_->set_cordoned(shard_.settings_->storage.cordoned_log_dirs);
    }
    // What is the process's is told by one shard.
    if (shard_.env_.shard != replication::kControllerShard) return;
    if (!shard_.stopping_) shard_.calls_.spawn(shard_.tell_cordoned());
    BrokerCommon& common = shard_.common_;
    common.quota->set_limits(quota_limits(shard_.settings_->network, common.connections_max, common.override_hosts));
    if (common.log_sink != nullptr && shard_.settings_->logging_levels != levels) {
      common.log_sink->configure(shard_.settings_->logging_levels);
    }
  }

 private:
  BrokerShard& shard_;
};

BrokerShard::BrokerShard(Env& env, BrokerCommon& common)
    : env_(env),
      common_(common),
      connection_log_(env.log.module("broker.connection")),
      request_metrics_(env.metrics),
      settings_(make_settings(replication::MetadataImage())),
      disk_watchdog_(env, settings_->disk_stall_threshold_ms * kNsPerMs, settings_->storage.log_dirs),
      settings_listener_(std::make_unique<SettingsListener>(*this)),
      fetch_sessions_(session_slots(*settings_, env.shard_count()), env.rng.fork("fetch sessions")),
      housekeeping_timer_(&BrokerShard::on_housekeeping, this),
      retention_timer_(&BrokerShard::on_retention, this) {}

BrokerShard::~BrokerShard() = default;

std::shared_ptr<const config::BrokerConfig> BrokerShard::make_settings(const replication::MetadataImage& image) const {
  return std::make_shared<const config::BrokerConfig>(config::make_broker_config(config_layers(image)));
}

config::ConfigLayers BrokerShard::config_layers(const replication::MetadataImage& image) const {
  return config::layers_of(image, common_.node_id, common_.static_values);
}

config::TopicConfig BrokerShard::topic_config(const replication::MetadataImage& image, std::string_view topic) const {
  return config::make_topic_config(image.config(replication::ConfigResourceType::kTopic, topic), config_layers(image));
}

ShardId BrokerShard::owner_of(const TopicIdPartition& partition) const {
  return replication::owner_shard(partition, env_.shard_count());
}

Task<Status> BrokerShard::nothing_to_do() { co_return Status(); }

void BrokerShard::warn_of_creation(std::string_view topic, const replication::ItemError& error) {
  const MonotonicNs now = env_.now();
  if (now < creation_warning_due_) return;
  creation_warning_due_ = now + kCreationWarningInterval;
  std::string reason(error_name(error.code));
  if (error.message.has_value()) reason += ": " + *error.message;
  env_.log.module("broker").warn("cannot create a topic that is asked for", {{"topic", topic}, {"error", reason}});
}

Task<Status> BrokerShard::survey_logs(LogDirectories directories, JournalSurveys& surveys) {
  StorageConfig storage = settings_->storage;
  if (common_.adjust_storage) common_.adjust_storage(storage);
  Task<JournalSurveys> surveying =
      survey_directories(env_, std::move(directories), env_.shard.value, env_.shard_count(), storage.mutants);
  surveys = co_await surveying;
  co_return Status();
}

Task<Status> BrokerShard::open_logs(LogDirectories directories, std::vector<JournalSurveys> surveys) {
  const std::uint32_t shards = env_.shard_count();
  const LogManager::Owner owner = [shards](const TopicIdPartition& id) { return replication::owner_shard(id, shards); };
  // The metadata are not read yet; each partition gets its topic's settings when they are.
  const LogManager::ConfigOf config_of = [](const std::string&, const TopicIdPartition&) { return LogConfig(); };
  StorageConfig storage = settings_->storage;
  const std::int64_t files = common_.segment_files_max / shards / static_cast<std::int64_t>(storage.log_dirs.size());
  storage.move_max_bytes_per_second /= shards;
  storage.open_files_max = static_cast<std::uint32_t>(std::max<std::int64_t>(files, 16));
  if (common_.adjust_storage) common_.adjust_storage(storage);
  Task<Result<std::unique_ptr<LogManager>>> opening =
      LogManager::open(env_, std::move(storage), std::move(directories), owner, config_of, std::move(surveys));
  Result<std::unique_ptr<LogManager>> opened = co_await opening;
  if (!opened.ok()) co_return opened.error();
  logs_ = std::move(*opened);
  logs_->set_on_failure([this](std::size_t index, const Error& error) {
    if (!stopping_) calls_.spawn(tell_directory_failed(index, error));
  });
  co_return Status();
}

Task<void> BrokerShard::tell_directory_failed(std::size_t log_dir_index, Error error) {
  BrokerCommon& common = common_;
  BrokerShard& first = peer(ShardId(0));
  if (&first == this) {
    Task<Status> local = common.directory_failed(log_dir_index, std::move(error));
    static_cast<void>(co_await local);
    co_return;
  }
  auto call = [&common, &error, log_dir_index] { return common.directory_failed(log_dir_index, error); };
  CallOn remote(env_.mailboxes, env_.shard, ShardId(0), first.calls(), std::move(call));
  static_cast<void>(co_await remote);
}

Task<Status> BrokerShard::start_services() {
  controller_ = std::make_unique<replication::ControllerClient>(env_, *common_.controller,
                                                                peer(replication::kControllerShard).calls());
  producer_ids_ = std::make_unique<replication::ProducerIdManager>(*controller_, common_.node_id);
  partitions_ = std::make_unique<replication::PartitionManager>(env_, common_.node_id, common_.incarnation_id, *logs_,
                                                                *common_.rules);
  groups_ = std::make_unique<GroupServices>(*this);
  partitions_->set_on_opened([this] { groups_->partition_opened(); });
  metadata_.listen(*settings_listener_);
  metadata_.listen(*partitions_);
  metadata_.listen(*groups_);
  env_.timers.set(housekeeping_timer_, env_.now() + kHousekeepingNs);
  env_.timers.set(retention_timer_, env_.now() + interval_ns(settings_->log_initial_task_delay_ms));
  co_return Status();
}

void BrokerShard::set_broker_epoch(std::int64_t epoch) {
  broker_epoch_ = epoch;
  producer_ids_->set_broker_epoch(epoch);
}

Task<void> BrokerShard::tell_cordoned() {
  if (broker_epoch_ < 0 || std::exchange(telling_cordoned_, true)) co_return;
  while (!stopping_) {
    std::vector<Uuid> cordoned;
    for (const LogManager::DirectoryInfo& directory : logs_->log_dirs()) {
      if (directory.cordoned) cordoned.push_back(directory.id);
    }
    if (told_cordoned_ == cordoned) break;
    replication::CordonLogDirsCommand command{
        .broker = common_.node_id, .broker_epoch = broker_epoch_, .cordoned = cordoned};
    Task<Result<replication::CordonLogDirsResult>> telling = controller_->cordon_log_dirs(std::move(command));
    const Result<replication::CordonLogDirsResult> told = co_await telling;
    if (!told.ok()) break;  // without a metadata log the broker ends
    told_cordoned_ = std::move(cordoned);
  }
  telling_cordoned_ = false;
}

void BrokerShard::on_housekeeping(Timer& timer) {
  BrokerShard& shard = *static_cast<BrokerShard*>(timer.owner);
  shard.logs_->housekeep();
  if (shard.env_.shard == ShardId(0)) trim_pages();  // of the whole process
  shard.env_.timers.set(shard.housekeeping_timer_, shard.env_.now() + kHousekeepingNs);
}

void BrokerShard::on_retention(Timer& timer) {
  BrokerShard& shard = *static_cast<BrokerShard*>(timer.owner);
  shard.logs_->check_retention();
  const MonotonicNs interval = interval_ns(shard.settings_->log_retention_check_interval_ms);
  shard.env_.timers.set(shard.retention_timer_, shard.env_.now() + interval);
}

Result<std::uint16_t> BrokerShard::open_listener(const Listener::Options& options) {
  auto listener = std::make_unique<Listener>(*this, *common_.quota, options);
  Result<std::uint16_t> port = listener->open();
  if (!port.ok()) {
    return Error(port.error().code,
                 "cannot listen on " + options.name + "://" + options.host + ":" + std::to_string(options.port) + ": " +
                     port.error().message,
                 port.error().os_errno);
  }
  listeners_.push_back(std::move(listener));
  return port;
}

Task<Status> BrokerShard::open_listener_task(Listener::Options options) {
  const Result<std::uint16_t> port = open_listener(options);
  if (!port.ok()) co_return port.error();
  co_return Status();
}

void BrokerShard::start_listeners() {
  for (const std::unique_ptr<Listener>& listener : listeners_) listener->start();
}

Task<Status> BrokerShard::stop_serving(MonotonicNs deadline) {
  stopping_ = true;
  housekeeping_timer_.cancel();
  retention_timer_.cancel();
  if (logs_ != nullptr) logs_->wait_no_more();
  for (const auto& [id, wake] : parked_fetches_) wake->signal.notify_all();
  if (groups_ != nullptr) {
    Task<void> stopping = groups_->stop();
    co_await stopping;
  }
  for (const std::unique_ptr<Listener>& listener : listeners_) {
    Task<void> stopping = listener->stop(deadline);
    co_await stopping;
  }
  co_return Status();
}

Task<Status> BrokerShard::stop_recovery() {
  if (logs_ != nullptr) {
    Task<void> stopping = logs_->stop_recovery();
    co_await stopping;
  }
  co_return Status();
}

Task<Status> BrokerShard::close_logs(bool clean) {
  if (partitions_ != nullptr) {
    Task<void> stopping = partitions_->stop();
    co_await stopping;
  }
  co_await calls_.join();
  Status closed;
  if (logs_ != nullptr) {
    Task<Status> closing = logs_->close(clean);
    closed = co_await closing;
  }
  partitions_.reset();
  groups_.reset();
  logs_.reset();
  listeners_.clear();
  disk_watchdog_.stop();
  co_return closed;
}

}  // namespace klamm::broker
