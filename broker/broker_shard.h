// Everything that the broker has on one shard. Handlers reach their services through it.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/api_table.h"
#include "broker/config/broker_config.h"
#include "broker/config/rules.h"
#include "broker/fetch/fetch_part.h"
#include "broker/fetch/fetch_session.h"
#include "broker/groups/group_services.h"
#include "broker/net/connection_quota.h"
#include "broker/net/listener.h"
#include "broker/request_metrics.h"
#include "protocol/compression/codec.h"
#include "protocol/records/validate.h"
#include "replication/controller/controller.h"
#include "replication/controller/producer_ids.h"
#include "replication/controller/publisher.h"
#include "replication/partition/partition_manager.h"
#include "runtime/shard/disk_watchdog.h"
#include "runtime/shard/env.h"
#include "runtime/task/sync.h"
#include "storage/log/log_manager.h"

namespace klamm::broker {

// What all shards share: set before the first one starts, read-only afterwards (or thread-safe, where it says so).
struct BrokerCommon {
  config::ConfigMap static_values;  // of files, environment and flags
  BrokerId node_id;
  std::string cluster_id;
  Uuid incarnation_id;
  const config::Rules* rules = nullptr;      // immutable
  LogSink* log_sink = nullptr;               // thread-safe; null where levels do not change (tests)
  ConnectionQuota* quota = nullptr;          // thread-safe
  std::int64_t connections_max = INT32_MAX;  // what the process has room for, whatever is configured
  std::int64_t segment_files_max = 4000;     // open files that the segments of all logs may take
  // For tests: what no configuration can say. May be empty.
  std::function<void(StorageConfig&)> adjust_storage;
  HostAddresses override_hosts;            // the names in max.connections.per.ip.overrides
  std::vector<class BrokerShard*> shards;  // by ShardId
  std::atomic<bool> recovering{false};     // some logs may still be
  // Of the broker, on shard 0: a log directory has failed.
  std::function<Task<Status>(std::size_t log_dir_index, Error error)> directory_failed;
  std::function<void()> on_fatal;                 // the broker cannot go on: ends the program; may be empty
  replication::Controller* controller = nullptr;  // lives on replication::kControllerShard
};

// Lives on its shard, from the process's start to its end. The parts appear in the order of broker.cpp's start; a
// handler runs only when all of them are there.
class BrokerShard {
 public:
  BrokerShard(Env& env, BrokerCommon& common);
  ~BrokerShard();
  BrokerShard(const BrokerShard&) = delete;
  BrokerShard& operator=(const BrokerShard&) = delete;

  [[nodiscard]] Env& env() { return env_; }
  [[nodiscard]] BrokerCommon& common() { return common_; }
  // As dynamic configs have it now. Changes between suspensions: who needs one state keeps the values.
  [[nodiscard]] const config::BrokerConfig& settings() const { return *settings_; }
  [[nodiscard]] BrokerId node_id() const { return common_.node_id; }
  [[nodiscard]] BrokerShard& peer(ShardId shard) { return *common_.shards[shard.value]; }
  // Owns what handlers on other shards ask of this one.
  [[nodiscard]] TaskScope& calls() { return calls_; }
  // Owns the steps of starting and stopping, which outlive the calls.
  [[nodiscard]] TaskScope& lifecycle() { return lifecycle_; }

  // The metadata that this shard shows.
  [[nodiscard]] const replication::ImagePtr& image() const { return metadata_.image(); }
  [[nodiscard]] replication::ShardMetadata& metadata() { return metadata_; }
  [[nodiscard]] replication::ControllerClient& controller() { return *controller_; }
  [[nodiscard]] replication::ProducerIdManager& producer_ids() { return *producer_ids_; }
  [[nodiscard]] replication::PartitionManager& partitions() { return *partitions_; }
  [[nodiscard]] LogManager& logs() { return *logs_; }
  [[nodiscard]] GroupServices& groups() { return *groups_; }
  [[nodiscard]] FetchSessionCache& fetch_sessions() { return fetch_sessions_; }
  [[nodiscard]] protocol::RecordValidator& validator() { return validator_; }
  [[nodiscard]] protocol::Compressor& compressor() { return compressor_; }
  [[nodiscard]] protocol::Decompressor& decompressor() { return decompressor_; }
  // Appends that found no room wait here in the order of their arrival, and newcomers behind them.
  [[nodiscard]] AsyncMutex& append_gate() { return append_gate_; }

  // The shard that a partition lives on.
  [[nodiscard]] ShardId owner_of(const TopicIdPartition& partition) const;
  // auto.create.topics.enable, as it stands now.
  [[nodiscard]] bool auto_create_topics() const { return settings().auto_create_topics_enable; }
  // The broker's configs with the dynamic ones of an image, and a topic's over them.
  [[nodiscard]] config::ConfigLayers config_layers(const replication::MetadataImage& image) const;
  [[nodiscard]] config::TopicConfig topic_config(const replication::MetadataImage& image, std::string_view topic) const;

  // True once the broker is being stopped: whoever waits for something that may not come answers with what there is.
  [[nodiscard]] bool stopping() const { return stopping_; }
  // The fetches of this shard's connections that wait for data; each is woken when the broker stops.
  std::uint64_t park_fetch(FetchPart::Wake& wake) {
    parked_fetches_.emplace(++parked_, &wake);
    return parked_;
  }
  void unpark_fetch(std::uint64_t parked) { parked_fetches_.erase(parked); }

  [[nodiscard]] const Logger& connection_log() const { return connection_log_; }
  [[nodiscard]] RequestMetrics& request_metrics() { return request_metrics_; }
  void count_request(const ApiEntry& entry, MonotonicNs took) { request_metrics_.count(entry, took); }
  void count_connection_begun() { request_metrics_.connection_begun(); }
  void count_connection_ended() { request_metrics_.connection_ended(); }

  // A topic that a client asked for, or that we need, cannot be made. Clients ask again and again: one line in ten
  // seconds.
  void warn_of_creation(std::string_view topic, const replication::ItemError& error);

  // --- Starting and stopping: the steps of broker.cpp, each on this shard, in this order.
  Task<Status> nothing_to_do();
  Task<Status> survey_logs(LogDirectories directories, JournalSurveys& surveys);
  Task<Status> open_logs(LogDirectories directories, std::vector<JournalSurveys> surveys);
  Task<Status> start_services();
  // The broker is registered, with this epoch.
  void set_broker_epoch(std::int64_t epoch);
  // On the controller's shard: tells the controller what cordoned.log.dirs says, if it does not know. Returns when
  // every shard shows it.
  Task<void> tell_cordoned();
  Result<std::uint16_t> open_listener(const Listener::Options& options);
  Task<Status> open_listener_task(Listener::Options options);
  void start_listeners();
  // Nothing new is accepted; what was begun is answered, at the latest at `deadline`.
  Task<Status> stop_serving(MonotonicNs deadline);
  // What is left of it is for the next start.
  Task<Status> stop_recovery();
  Task<Status> close_logs(bool clean);

 private:
  class SettingsListener;
  [[nodiscard]] std::shared_ptr<const config::BrokerConfig> make_settings(
      const replication::MetadataImage& image) const;
  Task<void> tell_directory_failed(std::size_t log_dir_index, Error error);
  static void on_housekeeping(Timer& timer);
  static void on_retention(Timer& timer);

  Env& env_;
  BrokerCommon& common_;
  Logger connection_log_;
  RequestMetrics request_metrics_;
  TaskScope calls_;
  TaskScope lifecycle_;
  std::shared_ptr<const config::BrokerConfig> settings_;
  DiskWatchdog disk_watchdog_;
  std::unique_ptr<SettingsListener> settings_listener_;
  replication::ShardMetadata metadata_;
  std::unique_ptr<LogManager> logs_;
  std::unique_ptr<replication::PartitionManager> partitions_;
  std::unique_ptr<replication::ControllerClient> controller_;
  std::unique_ptr<replication::ProducerIdManager> producer_ids_;
  std::unique_ptr<GroupServices> groups_;
  FetchSessionCache fetch_sessions_;
  protocol::RecordValidator validator_;
  protocol::Compressor compressor_;
  protocol::Decompressor decompressor_;
  AsyncMutex append_gate_;
  std::vector<std::unique_ptr<Listener>> listeners_;
  bool stopping_ = false;
  std::int64_t broker_epoch_ = -1;
  std::optional<std::vector<Uuid>> told_cordoned_;
  bool telling_cordoned_ = false;
  MonotonicNs creation_warning_due_ = 0;
  std::uint64_t parked_ = 0;
  std::map<std::uint64_t, FetchPart::Wake*> parked_fetches_;
  Timer housekeeping_timer_;
  Timer retention_timer_;
};

}  // namespace klamm::broker
