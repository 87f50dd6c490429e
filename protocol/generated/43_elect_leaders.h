// Made by protocol/schema/generate.py from protocol/schema/43_elect_leaders.txt. Not to be edited.
// Makes the preferred replica leader, or any replica that is alive.
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

struct ElectLeadersRequest {
  static constexpr ApiKey kApiKey = ApiKey::kElectLeaders;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 2;

  struct TopicPartitions {
    std::string_view topic;
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicPartitions& other) const = default;
  };

  // 0: preferred; 1: unclean, at the cost of records.
  std::int8_t election_type = 0;  // versions 1+
  // Null: all.
  std::optional<std::vector<TopicPartitions>> topic_partitions{std::in_place};
  std::int32_t timeout_ms = 60000;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ElectLeadersRequest& other) const = default;
};

struct ElectLeadersResponse {
  static constexpr ApiKey kApiKey = ApiKey::kElectLeaders;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 2;

  struct PartitionResult {
    std::int32_t partition_id = 0;
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message{std::in_place};

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionResult& other) const = default;
  };

  struct ReplicaElectionResult {
    std::string_view topic;
    std::vector<PartitionResult> partition_result;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ReplicaElectionResult& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;  // versions 1+
  std::vector<ReplicaElectionResult> replica_election_results;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ElectLeadersResponse& other) const = default;
};

}  // namespace klamm::protocol
