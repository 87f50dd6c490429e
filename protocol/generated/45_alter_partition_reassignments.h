// Made by protocol/schema/generate.py from protocol/schema/45_alter_partition_reassignments.txt. Not to be edited.
// Gives partitions other replicas (KIP-455).
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

struct AlterPartitionReassignmentsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kAlterPartitionReassignments;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct ReassignablePartition {
    std::int32_t partition_index = 0;
    // Null: cancel what is going on.
    std::optional<std::vector<std::int32_t>> replicas;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ReassignablePartition& other) const = default;
  };

  struct ReassignableTopic {
    std::string_view name;
    std::vector<ReassignablePartition> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ReassignableTopic& other) const = default;
  };

  std::int32_t timeout_ms = 60000;
  bool allow_replication_factor_change = true;  // versions 1+
  std::vector<ReassignableTopic> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AlterPartitionReassignmentsRequest& other) const = default;
};

struct AlterPartitionReassignmentsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kAlterPartitionReassignments;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct ReassignablePartitionResponse {
    std::int32_t partition_index = 0;
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message{std::in_place};

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ReassignablePartitionResponse& other) const = default;
  };

  struct ReassignableTopicResponse {
    std::string_view name;
    std::vector<ReassignablePartitionResponse> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ReassignableTopicResponse& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  bool allow_replication_factor_change = true;  // versions 1+
  ErrorCode error_code = ErrorCode::kNone;
  std::optional<std::string_view> error_message{std::in_place};
  std::vector<ReassignableTopicResponse> responses;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AlterPartitionReassignmentsResponse& other) const = default;
};

}  // namespace klamm::protocol
