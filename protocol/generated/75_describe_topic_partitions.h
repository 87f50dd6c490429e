// Made by protocol/schema/generate.py from protocol/schema/75_describe_topic_partitions.txt. Not to be edited.
// Describes topics page by page, with the replicas that are eligible to lead (KIP-966).
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"
#include "runtime/base/ids.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct DescribeTopicPartitionsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeTopicPartitions;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct TopicRequest {
    std::string_view name;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicRequest& other) const = default;
  };

  struct Cursor {
    std::string_view topic_name;
    std::int32_t partition_index = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Cursor& other) const = default;
  };

  // Empty: all. Answered in the order of names.
  std::vector<TopicRequest> topics;
  std::int32_t response_partition_limit = 2000;
  // Where this page begins; null: at the beginning.
  std::optional<Cursor> cursor;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeTopicPartitionsRequest& other) const = default;
};

struct DescribeTopicPartitionsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeTopicPartitions;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct DescribeTopicPartitionsResponsePartition {
    ErrorCode error_code = ErrorCode::kNone;
    std::int32_t partition_index = 0;
    std::int32_t leader_id = 0;
    std::int32_t leader_epoch = -1;
    std::vector<std::int32_t> replica_nodes;
    std::vector<std::int32_t> isr_nodes;
    std::optional<std::vector<std::int32_t>> eligible_leader_replicas;
    std::optional<std::vector<std::int32_t>> last_known_elr;
    std::vector<std::int32_t> offline_replicas;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribeTopicPartitionsResponsePartition& other) const = default;
  };

  struct DescribeTopicPartitionsResponseTopic {
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> name{std::in_place};
    Uuid topic_id;
    bool is_internal = false;
    std::vector<DescribeTopicPartitionsResponsePartition> partitions;
    std::int32_t topic_authorized_operations = std::numeric_limits<std::int32_t>::min();

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribeTopicPartitionsResponseTopic& other) const = default;
  };

  struct Cursor {
    std::string_view topic_name;
    std::int32_t partition_index = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Cursor& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  std::vector<DescribeTopicPartitionsResponseTopic> topics;
  // Null: this was the last page.
  std::optional<Cursor> next_cursor;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeTopicPartitionsResponse& other) const = default;
};

}  // namespace klamm::protocol
