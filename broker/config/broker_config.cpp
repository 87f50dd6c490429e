#include "broker/config/broker_config.h"

#include <algorithm>
#include <limits>

namespace klamm::config {
namespace {

bool contains(const List& list, std::string_view name) { return std::ranges::find(list, name) != list.end(); }

List upper_case_all(List names) {
  for (std::string& name : names) name = upper_case(name);
  return names;
}

// As Kafka picks it: by name, else by protocol, where a listener's name is its protocol's.
std::string inter_broker_listener(const LayerReader& reader) {
  std::string name = upper_case(reader.string("inter.broker.listener.name"));
  return name.empty() ? reader.string("security.inter.broker.protocol") : name;
}

NetworkConfig make_network(const LayerReader& reader) {
  NetworkConfig network;
  Result<ProtocolMap> protocols = effective_protocol_map(reader);
  KLAMM_ASSERT(protocols.ok());
  Result<std::vector<Listener>> listeners = parse_listeners("listeners", reader.list("listeners"), *protocols, true);
  KLAMM_ASSERT(listeners.ok());
  network.listeners = *std::move(listeners);
  network.controller_listener_names = upper_case_all(reader.list("controller.listener.names"));
  network.inter_broker_listener_name = inter_broker_listener(reader);

  List advertised = reader.list("advertised.listeners");
  if (advertised.empty()) {
    network.advertised_listeners = network.listeners;
  } else {
    Result<std::vector<Listener>> parsed = parse_listeners("advertised.listeners", advertised, *protocols, false);
    KLAMM_ASSERT(parsed.ok());
    network.advertised_listeners = *std::move(parsed);
  }
  std::erase_if(network.advertised_listeners,
                [&](const Listener& listener) { return network.is_controller_listener(listener.name); });

  for (const std::string& text : reader.list("http.listeners")) {
    Result<HttpListener> http = parse_http_listener(text);
    KLAMM_ASSERT(http.ok());
    network.http_listeners.push_back(*std::move(http));
  }
  network.socket_request_max_bytes = reader.int32("socket.request.max.bytes");
  network.socket_send_buffer_bytes = reader.int32("socket.send.buffer.bytes");
  network.socket_receive_buffer_bytes = reader.int32("socket.receive.buffer.bytes");
  network.socket_listen_backlog_size = reader.int32("socket.listen.backlog.size");
  network.connections_max_idle_ms = reader.number("connections.max.idle.ms");
  network.max_connections = reader.int32("max.connections");
  network.max_connections_per_ip = reader.int32("max.connections.per.ip");
  Result<std::map<std::string, std::int32_t>> overrides =
      parse_connection_overrides(reader.string("max.connections.per.ip.overrides"));
  if (overrides.ok()) network.max_connections_per_ip_overrides = *std::move(overrides);
  return network;
}

GroupsConfig make_groups(const LayerReader& reader) {
  GroupsConfig groups;
  groups.min_session_timeout_ms = reader.int32("group.min.session.timeout.ms");
  groups.max_session_timeout_ms = reader.int32("group.max.session.timeout.ms");
  groups.initial_rebalance_delay_ms = reader.int32("group.initial.rebalance.delay.ms");
  groups.max_size = reader.int32("group.max.size");
  groups.offsets_topic_num_partitions = reader.int32("offsets.topic.num.partitions");
  groups.offsets_topic_replication_factor =
      static_cast<std::int16_t>(reader.number("offsets.topic.replication.factor"));
  groups.offsets_topic_segment_bytes = reader.int32("offsets.topic.segment.bytes");
  groups.offsets_topic_compression_codec =
      static_cast<protocol::Codec>(reader.int32("offsets.topic.compression.codec"));
  groups.offsets_retention_ms = reader.number("offsets.retention.minutes") * 60 * 1000;
  groups.offsets_retention_check_interval_ms = reader.number("offsets.retention.check.interval.ms");
  groups.offset_metadata_max_bytes = reader.int32("offset.metadata.max.bytes");
  groups.offsets_commit_timeout_ms = reader.int32("offsets.commit.timeout.ms");
  return groups;
}

StorageConfig make_storage(const LayerReader& reader) {
  StorageConfig storage;
  storage.log_dirs = reader.list("log.dirs");
  if (storage.log_dirs.empty()) storage.log_dirs = reader.list("log.dir");
  storage.journal_file_size_bytes = static_cast<std::uint64_t>(reader.number("journal.file.bytes"));
  storage.journal_size_bytes_max = static_cast<std::uint64_t>(reader.number("journal.max.bytes"));
  storage.cordoned_log_dirs = reader.list("cordoned.log.dirs");
  if (contains(storage.cordoned_log_dirs, "*")) storage.cordoned_log_dirs = storage.log_dirs;
  const std::string metadata = reader.is_set("metadata.log.dir") ? reader.string("metadata.log.dir") : std::string();
  if (!metadata.empty()) {
    const auto found = std::ranges::find(storage.log_dirs, metadata);
    storage.metadata_dir = static_cast<std::size_t>(found - storage.log_dirs.begin());
    storage.metadata_apart = found == storage.log_dirs.end();
    if (storage.metadata_apart) storage.log_dirs.push_back(metadata);
  }
  if (reader.is_set("replica.alter.log.dirs.io.max.bytes.per.second")) {
    storage.move_max_bytes_per_second =
        static_cast<double>(reader.number("replica.alter.log.dirs.io.max.bytes.per.second"));
  }
  storage.reserve_bytes = reader.number("data.reserve.bytes");
  storage.producer_id_expiration_ms = reader.number("producer.id.expiration.ms");
  storage.cleaner.enable = reader.boolean("log.cleaner.enable");
  storage.cleaner.backoff_ms = reader.number("log.cleaner.backoff.ms");
  // Kafka does not check it either; no map at all would compact nothing.
  const std::int64_t buffer = std::max<std::int64_t>(reader.number("log.cleaner.dedupe.buffer.size"), 1 << 20);
  storage.cleaner.dedupe_buffer_size_bytes = static_cast<std::uint64_t>(buffer);
  storage.cleaner.io_buffer_load_factor = reader.real("log.cleaner.io.buffer.load.factor");
  storage.cleaner.io_max_bytes_per_second = reader.real("log.cleaner.io.max.bytes.per.second");
  storage.scrub.enable = reader.boolean("log.scrub.enable");
  storage.scrub.interval_ms = reader.number("log.scrub.interval.ms");
  storage.scrub.bytes_per_second = reader.number("log.scrub.io.max.bytes.per.second");
  return storage;
}

IoBackend io_backend_of(std::string_view name) {
  if (name == "uring") return IoBackend::kUring;
  if (name == "epoll") return IoBackend::kEpoll;
  KLAMM_ASSERT(name == "auto");
  return IoBackend::kAuto;
}

BrokerId node_id_of(const LayerReader& reader) {
  if (std::optional<Value> id = reader.value("node.id")) {
    return BrokerId(static_cast<std::int32_t>(std::get<std::int64_t>(*id)));
  }
  return BrokerId(1);  // a cluster of its own, is_standalone()
}

}  // namespace

bool NetworkConfig::is_controller_listener(std::string_view name) const {
  return contains(controller_listener_names, name);
}

Result<ProtocolMap> effective_protocol_map(const LayerReader& reader) {
  Result<ProtocolMap> map = parse_protocol_map(reader.string("listener.security.protocol.map"));
  if (!map.ok() || reader.is_set("listener.security.protocol.map")) return map;
  // Where nobody said anything about protocols, the quorum's listeners are plain ones (KIP-590).
  for (const std::string& name : reader.list("controller.listener.names")) {
    map->try_emplace(upper_case(name), SecurityProtocol::kPlaintext);
  }
  return map;
}

Result<std::map<std::string, std::int32_t>> parse_connection_overrides(std::string_view text) {
  std::map<std::string, std::int32_t> overrides;
  for (const std::string& each : split_list(text)) {
    std::size_t colon = each.rfind(':');
    std::optional<std::int64_t> count;
    if (colon != std::string::npos) {
      count =
          parse_integer(trim(std::string_view(each).substr(colon + 1)), 0, std::numeric_limits<std::int32_t>::max());
    }
    if (!count || colon == 0) {
      return Error(
          ErrorCode::kInvalidConfig,
          "Invalid value " + each + " for configuration max.connections.per.ip.overrides: Expected ADDRESS:COUNT");
    }
    const std::string host(trim(std::string_view(each).substr(0, colon)));
    overrides[canonical_address(host).value_or(host)] = static_cast<std::int32_t>(*count);
  }
  return overrides;
}

bool is_standalone(const LayerReader& reader) {
  for (std::string_view name : {"node.id", "broker.id", "process.roles", "controller.listener.names",
                                "controller.quorum.voters", "controller.quorum.bootstrap.servers"}) {
    if (reader.is_set(name)) return false;
  }
  return true;
}

BrokerConfig make_broker_config(const ConfigLayers& layers) {
  LayerReader reader(layers);
  BrokerConfig config;
  config.node_id = node_id_of(reader);
  if (std::string id = reader.string("cluster.id"); !id.empty()) config.cluster_id = std::move(id);
  if (std::string rack = reader.string("broker.rack"); !rack.empty()) config.rack = std::move(rack);
  config.network = make_network(reader);
  config.groups = make_groups(reader);
  config.storage = make_storage(reader);
  config.topic_defaults = make_topic_config({}, layers);

  config.num_partitions = reader.int32("num.partitions");
  config.default_replication_factor = static_cast<std::int16_t>(reader.number("default.replication.factor"));
  config.auto_create_topics_enable = reader.boolean("auto.create.topics.enable");
  config.delete_topic_enable = reader.boolean("delete.topic.enable");
  config.fetch_max_bytes = reader.int32("fetch.max.bytes");
  config.max_incremental_fetch_session_cache_slots = reader.int32("max.incremental.fetch.session.cache.slots");
  config.max_request_partition_size_limit = reader.int32("max.request.partition.size.limit");
  config.producer_id_expiration_check_interval_ms = reader.number("producer.id.expiration.check.interval.ms");

  config.log_initial_task_delay_ms = reader.number("log.initial.task.delay.ms");
  config.log_retention_check_interval_ms = reader.number("log.retention.check.interval.ms");

  config.io_backend = io_backend_of(reader.string("io.backend"));
  config.num_shards = reader.int32("num.shards");
  config.memory_budget_bytes = static_cast<std::uint64_t>(reader.number("memory.budget.bytes"));
  config.loop_stall_threshold_ms = reader.int32("loop.stall.threshold.ms");
  config.disk_stall_threshold_ms = reader.int32("disk.stall.threshold.ms");
  config.logging_levels = join(reader.list("logging.levels"), ",");
  return config;
}

}  // namespace klamm::config
