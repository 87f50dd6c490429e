// Made by protocol/schema/generate.py from protocol/schema/23_offset_for_leader_epoch.txt. Not to be edited.
// Where an epoch ends in the leader's log, by which readers find out that theirs was truncated (KIP-101, KIP-320).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct OffsetForLeaderEpochRequest {
  static constexpr ApiKey kApiKey = ApiKey::kOffsetForLeaderEpoch;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 4;
  static constexpr std::int16_t kFlexibleMin = 4;

  struct OffsetForLeaderPartition {
    std::int32_t partition = 0;
    std::int32_t current_leader_epoch = -1;  // versions 2+
    std::int32_t leader_epoch = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OffsetForLeaderPartition& other) const = default;
  };

  struct OffsetForLeaderTopic {
    std::string_view topic;
    std::vector<OffsetForLeaderPartition> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OffsetForLeaderTopic& other) const = default;
  };

  std::int32_t replica_id = -2;  // versions 3+
  std::vector<OffsetForLeaderTopic> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const OffsetForLeaderEpochRequest& other) const = default;
};

struct OffsetForLeaderEpochResponse {
  static constexpr ApiKey kApiKey = ApiKey::kOffsetForLeaderEpoch;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 4;
  static constexpr std::int16_t kFlexibleMin = 4;

  struct EpochEndOffset {
    ErrorCode error_code = ErrorCode::kNone;
    std::int32_t partition = 0;
    // The largest epoch that is not above the wanted one; -1 for none.
    std::int32_t leader_epoch = -1;  // versions 1+
    // One behind the last record of that epoch; -1 for none.
    std::int64_t end_offset = -1;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const EpochEndOffset& other) const = default;
  };

  struct OffsetForLeaderTopicResult {
    std::string_view topic;
    std::vector<EpochEndOffset> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OffsetForLeaderTopicResult& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;  // versions 2+
  std::vector<OffsetForLeaderTopicResult> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const OffsetForLeaderEpochResponse& other) const = default;
};

}  // namespace klamm::protocol
