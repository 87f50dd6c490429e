// Made by protocol/schema/generate.py from protocol/schema/08_offset_commit.txt. Not to be edited.
// Stores how far a group has read.
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

struct OffsetCommitRequest {
  static constexpr ApiKey kApiKey = ApiKey::kOffsetCommit;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 10;
  static constexpr std::int16_t kFlexibleMin = 8;

  struct OffsetCommitRequestPartition {
    std::int32_t partition_index = 0;
    std::int64_t committed_offset = 0;
    // -1: the broker's clock.
    std::int64_t commit_timestamp = -1;  // versions 1
    // Of the last record consumed, -1 where not known (KIP-320).
    std::int32_t committed_leader_epoch = -1;  // versions 6+
    // Free text, at most offset.metadata.max.bytes.
    std::optional<std::string_view> committed_metadata{std::in_place};

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OffsetCommitRequestPartition& other) const = default;
  };

  struct OffsetCommitRequestTopic {
    std::string_view name;  // versions 0-9
    Uuid topic_id;  // versions 10+
    std::vector<OffsetCommitRequestPartition> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OffsetCommitRequestTopic& other) const = default;
  };

  std::string_view group_id;
  // -1 together with an empty member: a commit from outside of the group's membership.
  std::int32_t generation_id_or_member_epoch = -1;  // versions 1+
  std::string_view member_id;  // versions 1+
  std::optional<std::string_view> group_instance_id;  // versions 7+
  // -1: the broker's offsets.retention.minutes.
  std::int64_t retention_time_ms = -1;  // versions 2-4
  std::vector<OffsetCommitRequestTopic> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const OffsetCommitRequest& other) const = default;
};

struct OffsetCommitResponse {
  static constexpr ApiKey kApiKey = ApiKey::kOffsetCommit;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 10;
  static constexpr std::int16_t kFlexibleMin = 8;

  struct OffsetCommitResponsePartition {
    std::int32_t partition_index = 0;
    ErrorCode error_code = ErrorCode::kNone;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OffsetCommitResponsePartition& other) const = default;
  };

  struct OffsetCommitResponseTopic {
    std::string_view name;  // versions 0-9
    Uuid topic_id;  // versions 10+
    std::vector<OffsetCommitResponsePartition> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OffsetCommitResponseTopic& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;  // versions 3+
  std::vector<OffsetCommitResponseTopic> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const OffsetCommitResponse& other) const = default;
};

}  // namespace klamm::protocol
