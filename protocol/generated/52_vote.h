// Made by protocol/schema/generate.py from protocol/schema/52_vote.txt. Not to be edited.
// A candidate of the metadata quorum asks for a vote (KIP-595; pre-vote with version 2, KIP-996).
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

struct VoteRequest {
  static constexpr ApiKey kApiKey = ApiKey::kVote;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct PartitionData {
    std::int32_t partition_index = 0;
    std::int32_t replica_epoch = 0;
    std::int32_t replica_id = 0;
    Uuid replica_directory_id;  // versions 1+
    Uuid voter_directory_id;  // versions 1+
    // Of the end of the candidate's log: who has less must not lead.
    std::int32_t last_offset_epoch = 0;
    std::int64_t last_offset = 0;
    // Only whether a vote would be granted; nobody's epoch rises.
    bool pre_vote = false;  // versions 2+

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionData& other) const = default;
  };

  struct TopicData {
    std::string_view topic_name;
    std::vector<PartitionData> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicData& other) const = default;
  };

  std::optional<std::string_view> cluster_id;
  std::int32_t voter_id = -1;  // versions 1+
  std::vector<TopicData> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const VoteRequest& other) const = default;
};

struct VoteResponse {
  static constexpr ApiKey kApiKey = ApiKey::kVote;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct PartitionData {
    std::int32_t partition_index = 0;
    ErrorCode error_code = ErrorCode::kNone;
    std::int32_t leader_id = 0;
    std::int32_t leader_epoch = 0;
    bool vote_granted = false;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionData& other) const = default;
  };

  struct TopicData {
    std::string_view topic_name;
    std::vector<PartitionData> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicData& other) const = default;
  };

  struct NodeEndpoint {
    std::int32_t node_id = 0;
    std::string_view host;
    std::uint16_t port = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const NodeEndpoint& other) const = default;
  };

  ErrorCode error_code = ErrorCode::kNone;
  std::vector<TopicData> topics;
  std::vector<NodeEndpoint> node_endpoints;  // versions 1+, tag 0

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const VoteResponse& other) const = default;
};

}  // namespace klamm::protocol
