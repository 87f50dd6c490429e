// Made by protocol/schema/generate.py from protocol/schema/55_describe_quorum.txt. Not to be edited.
// State of the metadata quorum, as its leader sees it.
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

struct DescribeQuorumRequest {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeQuorum;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct PartitionData {
    std::int32_t partition_index = 0;

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

  std::vector<TopicData> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeQuorumRequest& other) const = default;
};

struct DescribeQuorumResponse {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeQuorum;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct ReplicaState {
    std::int32_t replica_id = 0;
    Uuid replica_directory_id;  // versions 2+
    // -1 where the leader does not know it.
    std::int64_t log_end_offset = 0;
    // In ms; the leader's own is now.
    std::int64_t last_fetch_timestamp = -1;  // versions 1+
    // When the replica last had all that the leader had.
    std::int64_t last_caught_up_timestamp = -1;  // versions 1+

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ReplicaState& other) const = default;
  };

  struct PartitionData {
    std::int32_t partition_index = 0;
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message{std::in_place};  // versions 2+
    std::int32_t leader_id = 0;
    std::int32_t leader_epoch = 0;
    std::int64_t high_watermark = 0;
    std::vector<ReplicaState> current_voters;
    std::vector<ReplicaState> observers;

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

  struct Listener {
    std::string_view name;
    std::string_view host;
    std::uint16_t port = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Listener& other) const = default;
  };

  struct Node {
    std::int32_t node_id = 0;
    std::vector<Listener> listeners;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Node& other) const = default;
  };

  ErrorCode error_code = ErrorCode::kNone;
  std::optional<std::string_view> error_message{std::in_place};  // versions 2+
  std::vector<TopicData> topics;
  std::vector<Node> nodes;  // versions 2+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeQuorumResponse& other) const = default;
};

}  // namespace klamm::protocol
