// The configs of one topic: what was set for it, over the broker's defaults.
//
// Plain values and pure functions. Rebuilt when an image of the metadata brings other overrides.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "broker/config/layers.h"
#include "protocol/compression/codec.h"
#include "protocol/records/batch.h"
#include "runtime/base/result.h"

namespace klamm::config {

// The effective values, in the units of their names. Names of members are Kafka's names.
struct TopicConfig {
  bool cleanup_compact = false;  // cleanup.policy
  bool cleanup_delete = true;
  std::optional<protocol::Codec> compression;  // absent: "producer", what was sent is kept
  std::int32_t compression_gzip_level = -1;
  std::int32_t compression_lz4_level = 9;
  std::int32_t compression_zstd_level = 3;
  std::int64_t delete_retention_ms = 86'400'000;
  std::int64_t file_delete_delay_ms = 60'000;
  std::int64_t flush_messages = std::numeric_limits<std::int64_t>::max();
  std::int64_t flush_ms = std::numeric_limits<std::int64_t>::max();
  std::int32_t index_interval_bytes = 4096;
  std::int64_t local_retention_bytes = -2;
  std::int64_t local_retention_ms = -2;
  std::int64_t max_compaction_lag_ms = std::numeric_limits<std::int64_t>::max();
  std::int32_t max_message_bytes = 1'048'588;
  std::int64_t message_timestamp_after_max_ms = 3'600'000;
  std::int64_t message_timestamp_before_max_ms = std::numeric_limits<std::int64_t>::max();
  protocol::TimestampType message_timestamp_type = protocol::TimestampType::kCreateTime;
  double min_cleanable_dirty_ratio = 0.5;
  std::int64_t min_compaction_lag_ms = 0;
  std::int32_t min_insync_replicas = 1;
  bool preallocate = false;
  std::int64_t retention_bytes = -1;        // -1: no limit
  std::int64_t retention_ms = 604'800'000;  // -1: no limit
  std::int32_t segment_bytes = 1 << 30;
  std::int32_t segment_index_bytes = 10 << 20;
  std::int64_t segment_jitter_ms = 0;
  std::int64_t segment_ms = 604'800'000;
  bool unclean_leader_election_enable = false;

  friend bool operator==(const TopicConfig&, const TopicConfig&) = default;
};

// An override that does not parse counts as absent, as in LayerReader.
[[nodiscard]] TopicConfig make_topic_config(const ConfigMap& overrides, const ConfigLayers& broker);

// The effective value of one topic config; nothing where it is null (internal.segment.bytes, unless set).
[[nodiscard]] std::optional<Value> topic_value(const TopicConfigDef& config, const ConfigMap& overrides,
                                               const ConfigLayers& broker);

// What Kafka checks before a topic gets these overrides, in its words: names, then values, then how they go together.
// Errors have code INVALID_CONFIG.
[[nodiscard]] Status validate_topic_overrides(const ConfigMap& overrides, const ConfigLayers& broker);

}  // namespace klamm::config
