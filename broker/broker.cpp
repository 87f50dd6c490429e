#include "broker/broker.h"

#include <algorithm>

#include "broker/every_shard.h"
#include "replication/controller/features.h"
#include "runtime/memory/free_memory.h"

namespace klamm::broker {

namespace {

// How long a clean stop waits for clients to take their answers.
constexpr MonotonicNs kDrainNs = 5'000 * kNsPerMs;

}  // namespace

std::string_view broker_state_name(BrokerState state) {
  switch (state) {
    case BrokerState::kStarting: return "starting";
    case BrokerState::kRecovering: return "recovering";
    case BrokerState::kRunning: return "running";
    case BrokerState::kStopping: return "stopping";
    case BrokerState::kFailed: return "failed";
  }
  return "unknown";
}

Broker::Broker(config::LoadedConfig config, std::string host_name)
    : config_(std::move(config)),
      host_name_(std::move(host_name)),
      rules_(config_.config->node_id, config_.static_values) {
  common_.static_values = config_.static_values;
  common_.node_id = config_.config->node_id;
  common_.rules = &rules_;
  common_.quota = &quota_;
  common_.directory_failed = [this](std::size_t index, Error error) {
    return directory_failed(index, std::move(error));
  };
}

Broker::~Broker() = default;

// Locks the directories and finds out whose they are.
Task<Status> Broker::open_directories() {
  Env& env = first().env();
  Task<Result<LogDirectories>> opening = open_log_directories(env, config_.config->storage.log_dirs);
  Result<LogDirectories> opened = co_await opening;
  if (!opened.ok()) co_return opened.error();
  directories_ = std::move(*opened);
  directories_open_ = true;
  const Status usable = what_failed();
  if (!usable.ok()) co_return usable;
  Task<Status> checking = check_identity();
  co_return co_await checking;
}

// All directories belong to this node and to one cluster. A directory without an identity is given ours; when none has
// one, this is the founding of a cluster.
Task<Status> Broker::check_identity() {
  std::optional<std::string> cluster_id = config_.config->cluster_id;
  for (const LogDirectory& directory : directories_.directories) {
    if (directory.founded || directory.failure.has_value()) continue;
    if (directory.meta.node_id != common_.node_id) {
      co_return Error(ErrorCode::kKafkaStorageError, directory.path + " belongs to node " +
                                                         std::to_string(directory.meta.node_id.value) +
                                                         ", and node.id is " + std::to_string(common_.node_id.value));
    }
    const std::string found = directory.meta.cluster_id.to_string();
    if (cluster_id.has_value() && found != *cluster_id) {
      co_return Error(ErrorCode::kInconsistentClusterId,
                      directory.path + " belongs to cluster " + found + ", and not to " + *cluster_id);
    }
    cluster_id = found;
  }
  Env& env = first().env();
  common_.cluster_id = cluster_id.has_value() ? *cluster_id : env.rng.uuid().to_string();
  Uuid cluster_uuid;
  if (!Uuid::parse(common_.cluster_id, cluster_uuid)) {
    co_return Error(ErrorCode::kInconsistentClusterId,
                    "cluster.id must be 22 characters of base64, and is " + common_.cluster_id);
  }
  common_.incarnation_id = env.rng.uuid();
  for (LogDirectory& directory : directories_.directories) {
    if (!directory.founded || directory.failure.has_value()) continue;
    directory.meta = {.cluster_id = cluster_uuid, .node_id = common_.node_id, .directory_id = directory.id};
    Task<Status> writing = write_meta_properties(env, directory.path, directory.meta);
    const Status written = co_await writing;
    if (written.ok()) continue;
    directory.failure = written.error();
    env.log.module("broker").error("log directory offline",
                                   {{"directory", directory.path}, {"reason", written.error().message}});
  }
  co_return what_failed();
}

Task<Status> Broker::open_logs() {
  state_.store(BrokerState::kRecovering, std::memory_order_relaxed);
  common_.recovering.store(true, std::memory_order_relaxed);
  const LogDirectories& directories = directories_;
  std::vector<JournalSurveys> surveys(common_.shards.size());
  Task<Status> surveying = every_shard(first(), [&directories, &surveys](BrokerShard& shard) {
    return shard.survey_logs(directories, surveys[shard.env().shard.value]);
  });
  static_cast<void>(co_await surveying);  // what went wrong is in the surveys
  Task<Status> opening = every_shard(
      first(), [&directories, &surveys](BrokerShard& shard) { return shard.open_logs(directories, surveys); });
  const Status opened = co_await opening;
  for (LogDirectory& directory : directories_.directories) directory.logs.reset();
  if (!opened.ok()) co_return opened.error();
  Task<Status> noting = note_failed_directories();
  const Status usable = co_await noting;
  if (!usable.ok()) co_return usable;
  for (std::size_t i = 0; i < directories_.directories.size(); ++i) {
    if (directories_.directories[i].needs_recovery()) continue;  // recover_logs() comes to it
    Task<void> finishing = finish_directory(i);
    co_await finishing;
  }
  Task<Status> failing = fail_on_every_shard();
  const Status failed = co_await failing;
  co_return failed.ok() ? what_failed() : failed;
}

// The last step of opening a directory: its old journals are needed no more.
Task<void> Broker::finish_directory(std::size_t index) {
  LogDirectory& directory = directories_.directories[index];
  LogDirectories one;
  one.directories.push_back(directory);
  const auto shards = static_cast<std::uint32_t>(common_.shards.size());
  Task<Status> finishing = finish_recovery(first().env(), std::move(one), shards);
  const Status finished = co_await finishing;
  if (!finished.ok() && !directory.failure.has_value()) {
    directory.failure = finished.error();
    first().env().log.module("broker").error("log directory offline",
                                             {{"directory", directory.path}, {"reason", finished.error().message}});
  }
  if (directory.failure.has_value()) co_return;
  Task<Status> ending = every_shard(first(), [index](BrokerShard& shard) {
    shard.logs().end_recovery(index);
    return shard.nothing_to_do();
  });
  static_cast<void>(co_await ending);  // never fails
}

// What the journals of the last run tell of is brought to the logs while clients are served already.
Task<void> Broker::recover_logs() {
  Task<Status> starting = every_shard(first(), [](BrokerShard& shard) {
    shard.logs().start_recovery();
    return shard.nothing_to_do();
  });
  static_cast<void>(co_await starting);  // never fails
  for (std::size_t i = 0; i < directories_.directories.size(); ++i) {
    if (directories_.directories[i].failure.has_value()) continue;
    Task<Status> recovering = every_shard(first(), [i](BrokerShard& shard) { return shard.logs().all_recovered(i); });
    const Status recovered = co_await recovering;
    const bool needed = directories_.directories[i].needs_recovery();
    // Also when a stop has begun: those that wait for room in a journal may wait for this.
    if (!needed || !recovered.ok()) continue;
    Task<void> finishing = finish_directory(i);
    co_await finishing;
    Task<Status> failing = fail_on_every_shard();
    static_cast<void>(co_await failing);
  }
  common_.recovering.store(state() != BrokerState::kRunning, std::memory_order_relaxed);
  // What was needed to find and recover them lay between what stays.
  constexpr std::size_t kManyLogs = 5'000;
  std::size_t logs = 0;
  for (const LogManager::DirectoryInfo& each : first().logs().log_dirs()) logs += each.partitions;
  if (logs >= kManyLogs) give_back_freed_memory();
}

// A directory that failed on one shard is offline on all of them.
Task<Status> Broker::note_failed_directories() {
  std::vector<std::vector<LogManager::DirectoryInfo>> infos(common_.shards.size());
  Task<Status> asking = every_shard(first(), [&infos](BrokerShard& shard) {
    infos[shard.env().shard.value] = shard.logs().log_dirs();
    return shard.nothing_to_do();
  });
  const Status asked = co_await asking;
  if (!asked.ok()) co_return asked;
  for (const std::vector<LogManager::DirectoryInfo>& of_shard : infos) {
    for (std::size_t i = 0; i < of_shard.size(); ++i) {
      if (!of_shard[i].online && !directories_.directories[i].failure.has_value()) {
        directories_.directories[i].failure = of_shard[i].failure;
      }
    }
  }
  Task<Status> failing = fail_on_every_shard();
  const Status failed = co_await failing;
  if (!failed.ok()) co_return failed;
  co_return what_failed();
}

Task<Status> Broker::fail_on_every_shard() {
  const LogDirectories& directories = directories_;
  co_return co_await every_shard(first(), [&directories](BrokerShard& shard) {
    for (std::size_t i = 0; i < directories.directories.size(); ++i) {
      const std::optional<Error>& failure = directories.directories[i].failure;
      if (failure.has_value()) shard.logs().fail_directory(i, *failure);
    }
    return shard.nothing_to_do();
  });
}

Status Broker::what_failed() const {
  const std::vector<LogDirectory>& all = directories_.directories;
  const StorageConfig& storage = config_.config->storage;
  bool any = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    any = any || (!all[i].failure.has_value() && !storage.metadata_only(i));
  }
  if (!any) {
    return Error(ErrorCode::kKafkaStorageError, "all log directories have failed; " + all.front().failure->message);
  }
  const LogDirectory& metadata = all[storage.metadata_dir];
  if (!metadata.failure.has_value()) return {};
  return Error(ErrorCode::kKafkaStorageError,
               "the log directory of the metadata, " + metadata.path + ", has failed; " + metadata.failure->message);
}

Task<Status> Broker::directory_failed(std::size_t index, Error error) {
  LogDirectory& directory = directories_.directories[index];
  if (directory.failure.has_value()) co_return Status();
  directory.failure = std::move(error);
  Task<Status> failing = fail_on_every_shard();
  const Status failed = co_await failing;
  if (!failed.ok()) co_return failed;
  const Status rest = what_failed();
  if (rest.ok() || state() != BrokerState::kRunning) co_return Status();
  first().env().log.module("broker").error("cannot go on", {{"error", rest.error()}});
  state_.store(BrokerState::kFailed, std::memory_order_relaxed);
  if (common_.on_fatal) common_.on_fatal();
  co_return Status();
}

// The metadata log lies where it is looked for, or there is none anywhere. A new one beside the partitions of an old
// one would be a cluster that has lost all its topics.
Task<Status> Broker::check_metadata_log() {
  const std::size_t wanted = config_.config->storage.metadata_dir;
  const std::string looked_for = "__cluster_metadata-0 is looked for in " + directories_.directories[wanted].path;
  std::vector<std::size_t> found(common_.shards.size());
  Task<Status> counting = every_shard(first(), [&found](BrokerShard& shard) {
    found[shard.env().shard.value] = shard.logs().logs().size();
    return shard.nothing_to_do();
  });
  static_cast<void>(co_await counting);  // never fails
  bool there = false;
  for (const std::shared_ptr<PartitionLog>& log : first().logs().logs()) {
    if (log->id() != replication::kMetadataPartition) continue;
    there = log->log_dir_index() == wanted;
    if (there) continue;
    co_return Error(ErrorCode::kKafkaStorageError,
                    looked_for + ", and lies in " + directories_.directories[log->log_dir_index()].path +
                        ": set metadata.log.dir to that (unset, it is the first of log.dirs)");
  }
  const bool any = std::any_of(found.begin(), found.end(), [](std::size_t count) { return count > 0; });
  if (there || !any) co_return Status();
  co_return Error(ErrorCode::kKafkaStorageError,
                  looked_for + ", and is not there, although there are partitions of cluster " + common_.cluster_id +
                      ": set metadata.log.dir to where it lies (unset, it is the first of log.dirs)");
}

Task<Status> Broker::start_metadata() {
  Task<Status> checking = check_metadata_log();
  const Status checked = co_await checking;
  if (!checked.ok()) co_return checked;
  std::vector<replication::MetadataPublisher::Target> targets;
  for (BrokerShard* shard : common_.shards) targets.push_back({&shard->metadata(), &shard->calls()});
  Env& env = first().env();
  publisher_ = std::make_unique<replication::MetadataPublisher>(env, std::move(targets));
  const std::size_t metadata_dir = config_.config->storage.metadata_dir;
  metadata_log_ = std::make_unique<replication::SingleVoterLog>(
      env, first().logs(), common_.node_id, directories_.directories[metadata_dir].id, metadata_dir);
  controller_ = std::make_unique<replication::Controller>(
      env, replication::ControllerOptions{.node_id = common_.node_id, .cluster_id = common_.cluster_id}, *metadata_log_,
      rules_, *publisher_);
  common_.controller = controller_.get();
  Task<Status> preparing = every_shard(first(), [](BrokerShard& shard) { return shard.start_services(); });
  const Status prepared = co_await preparing;
  if (!prepared.ok()) co_return prepared.error();
  Task<Status> starting = controller_->start();
  const Status started = co_await starting;
  controller_started_ = started.ok();
  co_return started;
}

std::vector<replication::Endpoint> Broker::endpoints() const {
  std::vector<replication::Endpoint> endpoints;
  for (const config::Listener& listener : config_.config->network.advertised_listeners) {
    replication::Endpoint& endpoint = endpoints.emplace_back();
    endpoint.listener = listener.name;
    endpoint.host = listener.host.empty() ? host_name_ : listener.host;
    const auto bound = ports_.find(listener.name);
    endpoint.port = static_cast<std::uint16_t>(listener.port);
    if (listener.port == 0 && bound != ports_.end()) endpoint.port = bound->second;
    endpoint.security_protocol = static_cast<replication::SecurityProtocol>(listener.protocol);
  }
  return endpoints;
}

// Binds on every shard. A port of 0 is chosen by the first shard; the others follow.
Task<Status> Broker::open_listeners() {
  for (const config::Listener& listener : config_.config->network.listeners) {
    Listener::Options options;
    const config::NetworkConfig& network = config_.config->network;
    options.name = listener.name;
    options.host = listener.host;
    options.controller = network.is_controller_listener(listener.name);
    options.backlog = network.socket_listen_backlog_size;
    options.send_buffer_bytes = network.socket_send_buffer_bytes;
    options.receive_buffer_bytes = network.socket_receive_buffer_bytes;
    options.limits.request_size_max = static_cast<std::size_t>(network.socket_request_max_bytes);
    options.limits.idle_timeout_ns =
        network.connections_max_idle_ms < 0 ? kNever / 2 : network.connections_max_idle_ms * kNsPerMs;
    options.port = static_cast<std::uint16_t>(listener.port);
    Result<std::uint16_t> port = first().open_listener(options);
    if (!port.ok()) co_return port.error();
    options.port = *port;
    ports_[listener.name] = *port;
    Task<Status> opening = every_shard(first(), [&options, this](BrokerShard& shard) {
      return &shard == &first() ? shard.nothing_to_do() : shard.open_listener_task(options);
    });
    const Status opened = co_await opening;
    if (!opened.ok()) co_return opened.error();
  }
  co_return Status();
}

Task<Status> Broker::register_broker() {
  replication::RegisterBrokerCommand command;
  command.id = common_.node_id;
  command.cluster_id = common_.cluster_id;
  command.incarnation_id = common_.incarnation_id;
  command.endpoints = endpoints();
  for (const replication::FeatureLevel& feature : replication::kFeatures) {
    command.features[std::string(feature.name)] = {feature.min, feature.founded};
  }
  command.rack = config_.config->rack;
  for (std::size_t i = 0; i < directories_.directories.size(); ++i) {
    const LogDirectory& directory = directories_.directories[i];
    const bool counts = !directory.failure.has_value() && !config_.config->storage.metadata_only(i);
    if (counts) command.log_dirs.push_back(directory.id);
  }
  Task<Result<replication::RegisterBrokerResult>> registering = controller_->register_broker(std::move(command));
  Result<replication::RegisterBrokerResult> registered = co_await registering;
  if (!registered.ok()) co_return registered.error();
  if (!registered->error.ok()) {
    co_return Error(registered->error.code,
                    registered->error.message.value_or("the broker was refused by the controller"));
  }
  const std::int64_t epoch = registered->broker_epoch;
  Task<Status> telling = every_shard(first(), [epoch](BrokerShard& shard) {
    shard.set_broker_epoch(epoch);
    return shard.nothing_to_do();
  });
  static_cast<void>(co_await telling);  // never fails
  Task<void> cordoning = first().tell_cordoned();
  co_await cordoning;
  co_return Status();
}

Task<Status> Broker::start() {
  const MonotonicNs started = first().env().now();
  Status status;
  {
    Task<Status> step = open_directories();
    status = co_await step;
  }
  if (status.ok()) {
    Task<Status> step = open_logs();
    status = co_await step;
  }
  if (status.ok()) {
    Task<Status> step = start_metadata();
    status = co_await step;
  }
  if (status.ok()) {
    Task<Status> step = open_listeners();
    status = co_await step;
  }
  if (status.ok()) {
    Task<Status> step = register_broker();
    status = co_await step;
  }
  if (!status.ok()) {
    state_.store(BrokerState::kFailed, std::memory_order_relaxed);
    co_return status;
  }
  Task<Status> opening = every_shard(first(), [](BrokerShard& shard) {
    shard.start_listeners();
    return shard.nothing_to_do();
  });
  const Status listening = co_await opening;
  state_.store(BrokerState::kRunning, std::memory_order_relaxed);
  log_ready(started);
  background_.spawn(recover_logs());
  co_return listening;
}

void Broker::log_ready(MonotonicNs started) {
  const replication::ImagePtr& image = first().image();
  std::string listeners;
  for (const auto& [name, port] : ports_) {
    listeners += (listeners.empty() ? "" : ",") + name + ":" + std::to_string(port);
  }
  first().env().log.module("broker").info("ready", {{"node", common_.node_id},
                                                    {"cluster", common_.cluster_id},
                                                    {"listeners", listeners},
                                                    {"topics", image->topics_by_name.size()},
                                                    {"partitions", image->partition_count},
                                                    {"shards", common_.shards.size()},
                                                    {"io", first().env().io.name()},
                                                    {"took_ms", (first().env().now() - started) / kNsPerMs}});
}

Task<void> Broker::stop(bool clean) {
  const bool was_running = state() == BrokerState::kRunning;
  state_.store(BrokerState::kStopping, std::memory_order_relaxed);
  const MonotonicNs deadline = first().env().now() + kDrainNs;
  Task<Status> draining = every_shard(first(), [deadline](BrokerShard& shard) { return shard.stop_serving(deadline); });
  const Status drained = co_await draining;
  static_cast<void>(drained);  // never fails
  // Not before: whoever was drained may have waited for what another shard recovers.
  Task<Status> ending = every_shard(first(), [](BrokerShard& shard) { return shard.stop_recovery(); });
  static_cast<void>(co_await ending);  // never fails
  co_await background_.join();
  if (controller_started_) co_await controller_->stop();
  Task<Status> closing = every_shard(first(), [clean](BrokerShard& shard) { return shard.close_logs(clean); });
  const Status closed = co_await closing;
  const Logger log = first().env().log.module("broker");
  if (!closed.ok())
    log.error("the logs were not closed cleanly; the next start recovers them", {{"error", closed.error()}});
  if (directories_open_) {
    Task<Status> unlocking = close_log_directories(first().env(), directories_);
    const Status unlocked = co_await unlocking;
    if (!unlocked.ok()) log.warn("a log directory could not be given back", {{"error", unlocked.error()}});
  }
  if (was_running) log.info("stopped", {{"clean", clean && closed.ok()}});
}

}  // namespace klamm::broker
