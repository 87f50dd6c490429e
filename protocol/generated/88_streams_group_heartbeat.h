// Made by protocol/schema/generate.py from protocol/schema/88_streams_group_heartbeat.txt. Not to be edited.
// Joins, keeps alive, reconciles and leaves a group of Kafka Streams (KIP-1071).
// What is null has not changed since the last heartbeat.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct StreamsGroupHeartbeatRequest {
  static constexpr ApiKey kApiKey = ApiKey::kStreamsGroupHeartbeat;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct KeyValue {
    std::string_view key;
    std::string_view value;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const KeyValue& other) const = default;
  };

  struct TopicInfo {
    std::string_view name;
    std::int32_t partitions = 0;
    std::int16_t replication_factor = 0;
    std::vector<KeyValue> topic_configs;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicInfo& other) const = default;
  };

  struct CopartitionGroup {
    // Positions in the arrays of the subtopology.
    std::vector<std::int16_t> source_topics;
    std::vector<std::int16_t> source_topic_regex;
    std::vector<std::int16_t> repartition_source_topics;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const CopartitionGroup& other) const = default;
  };

  struct Subtopology {
    std::string_view subtopology_id;
    std::vector<std::string_view> source_topics;
    std::vector<std::string_view> source_topic_regex;
    std::vector<TopicInfo> state_changelog_topics;
    std::vector<std::string_view> repartition_sink_topics;
    std::vector<TopicInfo> repartition_source_topics;
    std::vector<CopartitionGroup> copartition_groups;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Subtopology& other) const = default;
  };

  struct Topology {
    std::int32_t epoch = 0;
    std::vector<Subtopology> subtopologies;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Topology& other) const = default;
  };

  struct TaskIds {
    std::string_view subtopology_id;
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TaskIds& other) const = default;
  };

  struct Endpoint {
    std::string_view host;
    std::uint16_t port = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Endpoint& other) const = default;
  };

  struct TaskOffset {
    std::string_view subtopology_id;
    std::int32_t partition = 0;
    std::int64_t offset = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TaskOffset& other) const = default;
  };

  std::string_view group_id;
  std::string_view member_id;
  std::int32_t member_epoch = 0;
  std::int32_t endpoint_information_epoch = 0;
  std::optional<std::string_view> instance_id;
  std::optional<std::string_view> rack_id;
  std::int32_t rebalance_timeout_ms = -1;
  // Sent when joining; the broker makes the internal topics after it.
  std::optional<Topology> topology;
  std::optional<std::vector<TaskIds>> active_tasks;
  std::optional<std::vector<TaskIds>> standby_tasks;
  std::optional<std::vector<TaskIds>> warmup_tasks;
  std::optional<std::string_view> process_id;
  std::optional<Endpoint> user_endpoint;
  std::optional<std::vector<KeyValue>> client_tags;
  std::optional<std::vector<TaskOffset>> task_offsets;
  std::optional<std::vector<TaskOffset>> task_end_offsets;
  // Ask all members to end.
  bool shutdown_application = false;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const StreamsGroupHeartbeatRequest& other) const = default;
};

struct StreamsGroupHeartbeatResponse {
  static constexpr ApiKey kApiKey = ApiKey::kStreamsGroupHeartbeat;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct Status {
    // 0 stale topology, 1 missing source topics, 2 topics that are not co-partitioned, 3 missing internal topics,
    // 4 shut down, 5 assignment delayed.
    std::int8_t status_code = 0;
    std::string_view status_detail;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Status& other) const = default;
  };

  struct TaskIds {
    std::string_view subtopology_id;
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TaskIds& other) const = default;
  };

  struct Endpoint {
    std::string_view host;
    std::uint16_t port = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Endpoint& other) const = default;
  };

  struct TopicPartition {
    std::string_view topic;
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicPartition& other) const = default;
  };

  struct EndpointToPartitions {
    Endpoint user_endpoint;
    std::vector<TopicPartition> active_partitions;
    std::vector<TopicPartition> standby_partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const EndpointToPartitions& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  std::optional<std::string_view> error_message;
  std::string_view member_id;
  std::int32_t member_epoch = 0;
  std::int32_t heartbeat_interval_ms = 0;
  std::int32_t acceptable_recovery_lag = 0;
  std::int32_t task_offset_interval_ms = 0;
  std::optional<std::vector<Status>> status{std::in_place};
  std::optional<std::vector<TaskIds>> active_tasks;
  std::optional<std::vector<TaskIds>> standby_tasks;
  std::optional<std::vector<TaskIds>> warmup_tasks;
  std::int32_t endpoint_information_epoch = 0;
  std::optional<std::vector<EndpointToPartitions>> partitions_by_user_endpoint;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const StreamsGroupHeartbeatResponse& other) const = default;
};

}  // namespace klamm::protocol
