// Made by protocol/schema/generate.py from protocol/schema/28_txn_offset_commit.txt. Not to be edited.
// Stores a group's offsets within a transaction.
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

struct TxnOffsetCommitRequest {
  static constexpr ApiKey kApiKey = ApiKey::kTxnOffsetCommit;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 5;
  static constexpr std::int16_t kFlexibleMin = 3;

  struct TxnOffsetCommitRequestPartition {
    std::int32_t partition_index = 0;
    std::int64_t committed_offset = 0;
    std::int32_t committed_leader_epoch = -1;  // versions 2+
    std::optional<std::string_view> committed_metadata{std::in_place};

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TxnOffsetCommitRequestPartition& other) const = default;
  };

  struct TxnOffsetCommitRequestTopic {
    std::string_view name;
    std::vector<TxnOffsetCommitRequestPartition> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TxnOffsetCommitRequestTopic& other) const = default;
  };

  std::string_view transactional_id;
  std::string_view group_id;
  std::int64_t producer_id = 0;
  std::int16_t producer_epoch = 0;
  // With MemberId: the producer's consumer, so that zombies are fenced (KIP-447).
  std::int32_t generation_id = -1;  // versions 3+
  std::string_view member_id;  // versions 3+
  std::optional<std::string_view> group_instance_id;  // versions 3+
  std::vector<TxnOffsetCommitRequestTopic> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const TxnOffsetCommitRequest& other) const = default;
};

struct TxnOffsetCommitResponse {
  static constexpr ApiKey kApiKey = ApiKey::kTxnOffsetCommit;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 5;
  static constexpr std::int16_t kFlexibleMin = 3;

  struct TxnOffsetCommitResponsePartition {
    std::int32_t partition_index = 0;
    ErrorCode error_code = ErrorCode::kNone;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TxnOffsetCommitResponsePartition& other) const = default;
  };

  struct TxnOffsetCommitResponseTopic {
    std::string_view name;
    std::vector<TxnOffsetCommitResponsePartition> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TxnOffsetCommitResponseTopic& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  std::vector<TxnOffsetCommitResponseTopic> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const TxnOffsetCommitResponse& other) const = default;
};

}  // namespace klamm::protocol
