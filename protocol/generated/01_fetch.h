// Made by protocol/schema/generate.py from protocol/schema/01_fetch.txt. Not to be edited.
// Fetch.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/buffer.h"
#include "runtime/base/error_code.h"
#include "runtime/base/ids.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct FetchRequest {
  static constexpr ApiKey kApiKey = ApiKey::kFetch;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 18;
  static constexpr std::int16_t kFlexibleMin = 12;

  struct ReplicaState {
    std::int32_t replica_id = -1;
    std::int64_t replica_epoch = -1;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ReplicaState& other) const = default;
  };

  struct FetchPartition {
    std::int32_t partition = 0;
    std::int32_t current_leader_epoch = -1;  // versions 9+
    std::int64_t fetch_offset = 0;
    std::int32_t last_fetched_epoch = -1;  // versions 12+
    std::int64_t log_start_offset = -1;  // versions 5+
    std::int32_t partition_max_bytes = 0;
    Uuid replica_directory_id;  // versions 17+, tag 0
    std::int64_t high_watermark = INT64_C(9223372036854775807);  // versions 18+, tag 1

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const FetchPartition& other) const = default;
  };

  struct FetchTopic {
    std::string_view topic;  // versions 0-12
    Uuid topic_id;  // versions 13+
    std::vector<FetchPartition> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const FetchTopic& other) const = default;
  };

  struct ForgottenTopic {
    std::string_view topic;  // versions 7-12
    Uuid topic_id;  // versions 13+
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ForgottenTopic& other) const = default;
  };

  std::optional<std::string_view> cluster_id;  // versions 12+, tag 0
  std::int32_t replica_id = -1;  // versions 0-14
  ReplicaState replica_state;  // versions 15+, tag 1
  std::int32_t max_wait_ms = 0;
  std::int32_t min_bytes = 0;
  std::int32_t max_bytes = 2147483647;  // versions 3+
  std::int8_t isolation_level = 0;  // versions 4+
  std::int32_t session_id = 0;  // versions 7+
  std::int32_t session_epoch = -1;  // versions 7+
  std::vector<FetchTopic> topics;
  std::vector<ForgottenTopic> forgotten_topics_data;  // versions 7+
  std::string_view rack_id;  // versions 11+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const FetchRequest& other) const = default;
};

struct FetchResponse {
  static constexpr ApiKey kApiKey = ApiKey::kFetch;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 18;
  static constexpr std::int16_t kFlexibleMin = 12;

  struct EpochEndOffset {
    std::int32_t epoch = -1;
    std::int64_t end_offset = -1;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const EpochEndOffset& other) const = default;
  };

  struct LeaderIdAndEpoch {
    std::int32_t leader_id = -1;
    std::int32_t leader_epoch = -1;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const LeaderIdAndEpoch& other) const = default;
  };

  struct SnapshotId {
    std::int64_t end_offset = -1;
    std::int32_t epoch = -1;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const SnapshotId& other) const = default;
  };

  struct AbortedTransaction {
    std::int64_t producer_id = 0;
    std::int64_t first_offset = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AbortedTransaction& other) const = default;
  };

  struct PartitionData {
    std::int32_t partition_index = 0;
    ErrorCode error_code = ErrorCode::kNone;
    std::int64_t high_watermark = 0;
    std::int64_t last_stable_offset = -1;  // versions 4+
    std::int64_t log_start_offset = -1;  // versions 5+
    EpochEndOffset diverging_epoch;  // versions 12+, tag 0
    LeaderIdAndEpoch current_leader;  // versions 12+, tag 1
    SnapshotId snapshot_id;  // versions 12+, tag 2
    std::optional<std::vector<AbortedTransaction>> aborted_transactions{std::in_place};  // versions 4+
    std::int32_t preferred_read_replica = -1;  // versions 11+
    std::optional<BufferChain> records;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionData& other) const;
  };

  struct FetchableTopicResponse {
    std::string_view topic;  // versions 0-12
    Uuid topic_id;  // versions 13+
    std::vector<PartitionData> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const FetchableTopicResponse& other) const = default;
  };

  struct NodeEndpoint {
    std::int32_t node_id = 0;
    std::string_view host;
    std::int32_t port = 0;
    std::optional<std::string_view> rack;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const NodeEndpoint& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;  // versions 1+
  ErrorCode error_code = ErrorCode::kNone;  // versions 7+
  std::int32_t session_id = 0;  // versions 7+
  std::vector<FetchableTopicResponse> responses;
  std::vector<NodeEndpoint> node_endpoints;  // versions 16+, tag 0

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const FetchResponse& other) const = default;
};

}  // namespace klamm::protocol
