#include "broker/config/topic_config.h"

#include <algorithm>

namespace klamm::config {
namespace {

Error invalid(std::string text) { return {ErrorCode::kInvalidConfig, std::move(text)}; }

class TopicReader {
 public:
  TopicReader(const ConfigMap& overrides, const ConfigLayers& broker) : overrides_(overrides), broker_(broker) {}

  [[nodiscard]] std::optional<Value> value(std::string_view name) const {
    const TopicConfigDef* config = find_topic_config(name);
    KLAMM_ASSERT(config != nullptr);
    return topic_value(*config, overrides_, broker_);
  }
  [[nodiscard]] std::int64_t number(std::string_view name) const { return std::get<std::int64_t>(value(name).value()); }
  [[nodiscard]] std::int32_t int32(std::string_view name) const { return static_cast<std::int32_t>(number(name)); }
  [[nodiscard]] bool boolean(std::string_view name) const { return std::get<bool>(value(name).value()); }
  [[nodiscard]] std::string string(std::string_view name) const { return std::get<std::string>(value(name).value()); }
  [[nodiscard]] List list(std::string_view name) const { return std::get<List>(value(name).value()); }

 private:
  const ConfigMap& overrides_;
  const ConfigLayers& broker_;
};

std::optional<protocol::Codec> codec_of(std::string_view name) {
  if (name == "uncompressed") return protocol::Codec::kNone;
  if (name == "gzip") return protocol::Codec::kGzip;
  if (name == "snappy") return protocol::Codec::kSnappy;
  if (name == "lz4") return protocol::Codec::kLz4;
  if (name == "zstd") return protocol::Codec::kZstd;
  KLAMM_ASSERT(name == "producer");
  return {};
}

void read_cleaning(const TopicReader& reader, TopicConfig& config) {
  List policies = reader.list("cleanup.policy");
  config.cleanup_compact = std::ranges::find(policies, "compact") != policies.end();
  config.cleanup_delete = std::ranges::find(policies, "delete") != policies.end();
  config.delete_retention_ms = reader.number("delete.retention.ms");
  config.file_delete_delay_ms = reader.number("file.delete.delay.ms");
  config.max_compaction_lag_ms = reader.number("max.compaction.lag.ms");
  config.min_cleanable_dirty_ratio = std::get<double>(reader.value("min.cleanable.dirty.ratio").value());
  config.min_compaction_lag_ms = reader.number("min.compaction.lag.ms");
  config.local_retention_bytes = reader.number("local.retention.bytes");
  config.local_retention_ms = reader.number("local.retention.ms");
  config.retention_bytes = reader.number("retention.bytes");
  config.retention_ms = reader.number("retention.ms");
}

void read_messages(const TopicReader& reader, TopicConfig& config) {
  config.compression = codec_of(reader.string("compression.type"));
  config.compression_gzip_level = reader.int32("compression.gzip.level");
  config.compression_lz4_level = reader.int32("compression.lz4.level");
  config.compression_zstd_level = reader.int32("compression.zstd.level");
  config.max_message_bytes = reader.int32("max.message.bytes");
  config.message_timestamp_after_max_ms = reader.number("message.timestamp.after.max.ms");
  config.message_timestamp_before_max_ms = reader.number("message.timestamp.before.max.ms");
  config.message_timestamp_type = reader.string("message.timestamp.type") == "LogAppendTime"
                                      ? protocol::TimestampType::kLogAppendTime
                                      : protocol::TimestampType::kCreateTime;
}

void read_segments(const TopicReader& reader, TopicConfig& config) {
  config.flush_messages = reader.number("flush.messages");
  config.flush_ms = reader.number("flush.ms");
  config.index_interval_bytes = reader.int32("index.interval.bytes");
  config.preallocate = reader.boolean("preallocate");
  config.segment_bytes = reader.int32("segment.bytes");
  if (std::optional<Value> internal = reader.value("internal.segment.bytes")) {
    config.segment_bytes = static_cast<std::int32_t>(std::get<std::int64_t>(*internal));
  }
  config.segment_index_bytes = reader.int32("segment.index.bytes");
  config.segment_jitter_ms = reader.number("segment.jitter.ms");
  config.segment_ms = reader.number("segment.ms");
}

Status validate_together(const ConfigMap& overrides, const ConfigLayers& broker) {
  TopicReader reader(overrides, broker);
  std::int64_t min_lag_ms = reader.number("min.compaction.lag.ms");
  std::int64_t max_lag_ms = reader.number("max.compaction.lag.ms");
  if (min_lag_ms > max_lag_ms) {
    return invalid("conflict topic config setting min.compaction.lag.ms (" + std::to_string(min_lag_ms) +
                   ") > max.compaction.lag.ms (" + std::to_string(max_lag_ms) + ")");
  }
  if (reader.boolean("remote.storage.enable")) {
    return invalid("Tiered Storage functionality is disabled in the broker. Topic cannot be configured with remote log "
                   "storage.");
  }
  return {};
}

}  // namespace

std::optional<Value> topic_value(const TopicConfigDef& config, const ConfigMap& overrides, const ConfigLayers& broker) {
  auto own = overrides.find(config.def.name);
  if (own != overrides.end()) {
    Result<Value> parsed = parse_value(config.def, own->second);
    if (parsed.ok()) return *std::move(parsed);
  }
  if (config.broker_name.empty()) {
    if (!config.def.default_value) return {};
    Result<Value> parsed = parse_value(config.def, *config.def.default_value);
    KLAMM_ASSERT(parsed.ok());
    return *std::move(parsed);
  }
  std::optional<Value> inherited = LayerReader(broker).first_of_synonyms(config.broker_name);
  KLAMM_ASSERT(inherited.has_value());
  // Any negative retention of the broker means none; for a topic that is -1.
  if (config.def.name == "retention.ms" && std::get<std::int64_t>(*inherited) < 0) return Value(std::int64_t{-1});
  return inherited;
}

TopicConfig make_topic_config(const ConfigMap& overrides, const ConfigLayers& broker) {
  TopicReader reader(overrides, broker);
  TopicConfig config;
  read_cleaning(reader, config);
  read_messages(reader, config);
  read_segments(reader, config);
  config.min_insync_replicas = reader.int32("min.insync.replicas");
  config.unclean_leader_election_enable = reader.boolean("unclean.leader.election.enable");
  return config;
}

Status validate_topic_overrides(const ConfigMap& overrides, const ConfigLayers& broker) {
  for (const auto& [name, value] : overrides) {
    if (find_topic_config(name) == nullptr) return invalid("Unknown topic config name: " + name);
  }
  for (const auto& [name, value] : overrides) {
    Result<Value> parsed = parse_value(find_topic_config(name)->def, value);
    if (!parsed.ok()) return std::move(parsed).error();
  }
  return validate_together(overrides, broker);
}

}  // namespace klamm::config
