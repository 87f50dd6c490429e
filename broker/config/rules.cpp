#include "broker/config/rules.h"

#include <algorithm>

#include "broker/config/alter.h"

namespace klamm::config {

using replication::MetadataImage;

ConfigLayers layers_of(const MetadataImage& image, BrokerId broker, const ConfigMap& static_values) {
  return {image.config(ConfigResourceType::kBroker, std::to_string(broker.value)),
          image.config(ConfigResourceType::kBroker, ""), static_values};
}

replication::PartitionConfig make_partition_config(const TopicConfig& config) {
  replication::PartitionConfig made;
  made.log.segment_size_bytes = config.segment_bytes;
  made.log.segment_age_ms = config.segment_ms;
  made.log.segment_jitter_ms = config.segment_jitter_ms;
  made.log.segment_index_size_bytes = config.segment_index_bytes;
  made.log.index_interval_bytes = config.index_interval_bytes;
  made.log.file_delete_delay_ms = config.file_delete_delay_ms;
  made.log.cleanup_delete = config.cleanup_delete;
  made.log.retention_ms = config.retention_ms;
  made.log.retention_bytes = config.retention_bytes;
  made.log.cleanup_compact = config.cleanup_compact;
  made.log.min_cleanable_dirty_ratio = config.min_cleanable_dirty_ratio;
  made.log.min_compaction_lag_ms = config.min_compaction_lag_ms;
  made.log.max_compaction_lag_ms = config.max_compaction_lag_ms;
  made.log.delete_retention_ms = config.delete_retention_ms;
  // The active segment is not compacted: it must end in time (KIP-354).
  if (config.cleanup_compact) made.log.segment_age_ms = std::min(config.segment_ms, config.max_compaction_lag_ms);
  made.min_insync_replicas = config.min_insync_replicas;
  made.validation.timestamp_type = config.message_timestamp_type;
  made.validation.timestamp_before_max_ms = config.message_timestamp_before_max_ms;
  made.validation.timestamp_after_max_ms = config.message_timestamp_after_max_ms;
  made.validation.message_bytes_max = config.max_message_bytes;
  made.validation.compacted = config.cleanup_compact;
  made.validation.target_codec = config.compression;
  if (config.compression == protocol::Codec::kGzip) made.validation.target_level = config.compression_gzip_level;
  if (config.compression == protocol::Codec::kLz4) made.validation.target_level = config.compression_lz4_level;
  if (config.compression == protocol::Codec::kZstd) made.validation.target_level = config.compression_zstd_level;
  return made;
}

Rules::Rules(BrokerId broker, ConfigMap static_values) : broker_(broker), static_values_(std::move(static_values)) {}

Result<ConfigMap> Rules::apply(const ConfigResource& resource, const ConfigMap& current,
                               const std::vector<ConfigOp>& ops, bool creating) const {
  if (creating) {
    // CreateTopics has words of its own for a config without a value.
    List nulls;
    for (const ConfigOp& op : ops) {
      if (!op.value) nulls.push_back(op.name);
    }
    if (!nulls.empty()) {
      return Error(ErrorCode::kInvalidConfig, "Null value not supported for topic configs: " + join(nulls, ","));
    }
  }
  Result<ConfigMap> changed = apply_ops(resource.type, current, ops);
  if (!changed.ok()) return changed;
  Status status = validate(resource, *changed);
  if (!status.ok()) return std::move(status).error();
  return changed;
}

Status Rules::validate(const ConfigResource& resource, const ConfigMap& overrides) const {
  ConfigLayers layers{{}, {}, static_values_};
  switch (resource.type) {
    case ConfigResourceType::kTopic: return validate_topic_overrides(overrides, layers);
    case ConfigResourceType::kBroker: return validate_broker_overrides(overrides, resource.name.empty(), layers);
    case ConfigResourceType::kUnknown:
    case ConfigResourceType::kBrokerLogger:
    case ConfigResourceType::kClientMetrics:
    case ConfigResourceType::kGroup: break;
  }
  return Error(ErrorCode::kInvalidRequest,
               "Unexpected resource type " + std::to_string(static_cast<int>(resource.type)) + ".");
}

std::int32_t Rules::default_partitions(const MetadataImage& image) const {
  ConfigLayers layers = layers_of(image, broker_, static_values_);
  return LayerReader(layers).int32("num.partitions");
}

std::int16_t Rules::default_replication_factor(const MetadataImage& image) const {
  ConfigLayers layers = layers_of(image, broker_, static_values_);
  return static_cast<std::int16_t>(LayerReader(layers).number("default.replication.factor"));
}

replication::PartitionConfig Rules::config_of(const MetadataImage& image, const replication::TopicImage& topic) const {
  ConfigLayers layers = layers_of(image, broker_, static_values_);
  replication::PartitionConfig made =
      make_partition_config(make_topic_config(image.config(ConfigResourceType::kTopic, topic.name), layers));
  made.log.from_reserve = replication::is_internal_topic(topic.name);
  return made;
}

}  // namespace klamm::config
