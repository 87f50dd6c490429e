// Made by protocol/schema/generate.py from protocol/schema/76_share_group_heartbeat.txt. Not to be edited.
// Joins, keeps alive and leaves a share group (KIP-932).
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

struct ShareGroupHeartbeatRequest {
  static constexpr ApiKey kApiKey = ApiKey::kShareGroupHeartbeat;
  static constexpr std::int16_t kVersionMin = 1;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 1;

  std::string_view group_id;
  std::string_view member_id;
  // 0 joins, -1 leaves.
  std::int32_t member_epoch = 0;
  std::optional<std::string_view> rack_id;
  std::optional<std::vector<std::string_view>> subscribed_topic_names;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ShareGroupHeartbeatRequest& other) const = default;
};

struct ShareGroupHeartbeatResponse {
  static constexpr ApiKey kApiKey = ApiKey::kShareGroupHeartbeat;
  static constexpr std::int16_t kVersionMin = 1;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 1;

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
  bool operator==(const ShareGroupHeartbeatResponse& other) const = default;
};

}  // namespace klamm::protocol
