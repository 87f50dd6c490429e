// What the program is told, typed: the configuration of this broker with everything checked and worked out.
//
// Made once at start (load.h) and again when dynamic configs change; immutable, shared by all shards. Members carry
// Kafka's names with the unit last. What only exists for a feature to come is not here.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "broker/config/layers.h"
#include "broker/config/listener.h"
#include "broker/config/topic_config.h"
#include "runtime/base/ids.h"
#include "storage/log/config.h"

namespace klamm::config {

enum class IoBackend : std::uint8_t { kAuto, kUring, kEpoll };

struct NetworkConfig {
  // Of this node, the metadata quorum's among them; in the order of the configuration.
  std::vector<Listener> listeners;
  // What Metadata tells the clients of each listener that is not the quorum's. A host may be empty, where listeners
  // is the source: whoever registers the broker fills in the name of the machine.
  std::vector<Listener> advertised_listeners;
  std::vector<std::string> controller_listener_names;  // empty: a single node without a quorum to listen for
  std::string inter_broker_listener_name;
  std::vector<HttpListener> http_listeners;

  std::int32_t socket_request_max_bytes = 0;
  std::int32_t socket_send_buffer_bytes = 0;     // -1: the kernel decides
  std::int32_t socket_receive_buffer_bytes = 0;  // -1: the kernel decides
  std::int32_t socket_listen_backlog_size = 0;
  std::int64_t connections_max_idle_ms = 0;  // below 0: for ever
  std::int32_t max_connections = 0;
  std::int32_t max_connections_per_ip = 0;
  std::map<std::string, std::int32_t> max_connections_per_ip_overrides;  // by canonical_address(), or a host's name

  [[nodiscard]] bool is_controller_listener(std::string_view name) const;
};

struct GroupsConfig {
  std::int32_t min_session_timeout_ms = 0;
  std::int32_t max_session_timeout_ms = 0;
  std::int32_t initial_rebalance_delay_ms = 0;
  std::int32_t max_size = 0;

  std::int32_t offsets_topic_num_partitions = 0;
  std::int16_t offsets_topic_replication_factor = 0;
  std::int32_t offsets_topic_segment_bytes = 0;
  protocol::Codec offsets_topic_compression_codec = protocol::Codec::kNone;
  std::int64_t offsets_retention_ms = 0;
  std::int64_t offsets_retention_check_interval_ms = 0;
  std::int32_t offset_metadata_max_bytes = 0;
  std::int32_t offsets_commit_timeout_ms = 0;
};

struct BrokerConfig {
  BrokerId node_id{1};
  std::optional<std::string> cluster_id;  // for the founding only
  std::optional<std::string> rack;
  NetworkConfig network;
  GroupsConfig groups;
  StorageConfig storage;
  TopicConfig topic_defaults;

  std::int32_t num_partitions = 0;
  std::int16_t default_replication_factor = 0;
  bool auto_create_topics_enable = true;
  bool delete_topic_enable = true;
  std::int32_t fetch_max_bytes = 0;
  std::int32_t max_incremental_fetch_session_cache_slots = 0;
  std::int32_t max_request_partition_size_limit = 0;
  std::int64_t producer_id_expiration_check_interval_ms = 0;
  std::int64_t log_initial_task_delay_ms = 0;
  std::int64_t log_retention_check_interval_ms = 0;

  IoBackend io_backend = IoBackend::kAuto;
  std::int32_t num_shards = 0;            // 0: one per processor
  std::uint64_t memory_budget_bytes = 0;  // 0: the program decides
  std::int32_t loop_stall_threshold_ms = 0;
  std::int32_t disk_stall_threshold_ms = 0;
  std::string logging_levels;  // as LogSink::configure() takes it
};

// REQUIRES: the static values passed load(). Dynamic values that do not fit are passed over.
[[nodiscard]] BrokerConfig make_broker_config(const ConfigLayers& layers);

// The parts of it that take more than reading a value; load() uses them too, for their errors.
[[nodiscard]] Result<ProtocolMap> effective_protocol_map(const LayerReader& reader);
[[nodiscard]] Result<std::map<std::string, std::int32_t>> parse_connection_overrides(std::string_view text);
// Whether none of the settings of a KRaft node was given: then the node is a cluster of its own.
[[nodiscard]] bool is_standalone(const LayerReader& reader);

}  // namespace klamm::config
