// Made by protocol/schema/generate.py from protocol/schema/68_consumer_group_heartbeat.txt. Not to be edited.
// Joins, keeps alive, reconciles and leaves a consumer group (KIP-848).
// What is null has not changed since the last heartbeat.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"
#include "runtime/base/ids.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct ConsumerGroupHeartbeatRequest {
  static constexpr ApiKey kApiKey = ApiKey::kConsumerGroupHeartbeat;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct TopicPartitions {
    Uuid topic_id;
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicPartitions& other) const = default;
  };

  std::string_view group_id;
  // Made by the client from version 1 on.
  std::string_view member_id;
  // 0 joins, -1 leaves, -2 leaves for a while (static members).
  std::int32_t member_epoch = 0;
  std::optional<std::string_view> instance_id;
  std::optional<std::string_view> rack_id;
  std::int32_t rebalance_timeout_ms = -1;
  std::optional<std::vector<std::string_view>> subscribed_topic_names;
  std::optional<std::string_view> subscribed_topic_regex;  // versions 1+
  std::optional<std::string_view> server_assignor;
  // What the member owns.
  std::optional<std::vector<TopicPartitions>> topic_partitions;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ConsumerGroupHeartbeatRequest& other) const = default;
};

struct ConsumerGroupHeartbeatResponse {
  static constexpr ApiKey kApiKey = ApiKey::kConsumerGroupHeartbeat;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct TopicPartitions {
    Uuid topic_id;
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicPartitions& other) const = default;
  };

  struct Assignment {
    std::vector<TopicPartitions> topic_partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Assignment& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  std::optional<std::string_view> error_message;
  std::optional<std::string_view> member_id;
  std::int32_t member_epoch = 0;
  std::int32_t heartbeat_interval_ms = 0;
  // Null where it has not changed.
  std::optional<Assignment> assignment;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ConsumerGroupHeartbeatResponse& other) const = default;
};

}  // namespace klamm::protocol
