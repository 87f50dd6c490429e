// Made by protocol/schema/generate.py from protocol/schema/53_begin_quorum_epoch.txt. Not to be edited.
// A new leader of the metadata quorum makes itself known to the voters.
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

struct BeginQuorumEpochRequest {
  static constexpr ApiKey kApiKey = ApiKey::kBeginQuorumEpoch;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 1;

  struct PartitionData {
    std::int32_t partition_index = 0;
    Uuid voter_directory_id;  // versions 1+
    std::int32_t leader_id = 0;
    std::int32_t leader_epoch = 0;

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

  struct LeaderEndpoint {
    std::string_view name;
    std::string_view host;
    std::uint16_t port = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const LeaderEndpoint& other) const = default;
  };

  std::optional<std::string_view> cluster_id;
  std::int32_t voter_id = -1;  // versions 1+
  std::vector<TopicData> topics;
  std::vector<LeaderEndpoint> leader_endpoints;  // versions 1+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const BeginQuorumEpochRequest& other) const = default;
};

struct BeginQuorumEpochResponse {
  static constexpr ApiKey kApiKey = ApiKey::kBeginQuorumEpoch;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 1;

  struct PartitionData {
    std::int32_t partition_index = 0;
    ErrorCode error_code = ErrorCode::kNone;
    std::int32_t leader_id = 0;
    std::int32_t leader_epoch = 0;

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
  bool operator==(const BeginQuorumEpochResponse& other) const = default;
};

}  // namespace klamm::protocol
