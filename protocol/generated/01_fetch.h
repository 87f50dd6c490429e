// Made by protocol/schema/generate.py from protocol/schema/01_fetch.txt. Not to be edited.
// Reads record batches, for consumers and for replicas.
// 4 brings read_committed, 7 fetch sessions (KIP-227), 11 reading from followers (KIP-392), 12 divergence
// (KIP-595), 13 topic ids.
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
    // The follower's broker epoch, so that a restarted one is told from its former self (KIP-903).
    std::int64_t replica_epoch = -1;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ReplicaState& other) const = default;
  };

  struct FetchPartition {
    std::int32_t partition = 0;
    // What the client takes for the leader's epoch; another one is fenced. -1: not checked.
    std::int32_t current_leader_epoch = -1;  // versions 9+
    std::int64_t fetch_offset = 0;
    // The epoch of the last record the replica has, by which the leader sees that the logs diverge.
    std::int32_t last_fetched_epoch = -1;  // versions 12+
    // The follower's own; -1 from consumers.
    std::int64_t log_start_offset = -1;  // versions 5+
    std::int32_t partition_max_bytes = 0;
    // Of a Raft replica (KIP-853).
    Uuid replica_directory_id;  // versions 17+, tag 0
    // What the Raft replica knows already (KIP-1166); the default says nothing.
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

  // Set by Raft replicas only; a wrong one is refused.
  std::optional<std::string_view> cluster_id;  // versions 12+, tag 0
  // The follower's broker id; -1 for consumers.
  std::int32_t replica_id = -1;  // versions 0-14
  ReplicaState replica_state;  // versions 15+, tag 1
  // How long the answer may wait for MinBytes.
  std::int32_t max_wait_ms = 0;
  std::int32_t min_bytes = 0;
  // Of record data in the whole answer; the first batch may exceed it, so that a reader always gets on (KIP-74).
  std::int32_t max_bytes = 2147483647;  // versions 3+
  // 0: read_uncommitted, up to the high watermark; 1: read_committed, up to the last stable offset.
  std::int8_t isolation_level = 0;  // versions 4+
  // 0 asks for a new session or for none.
  std::int32_t session_id = 0;  // versions 7+
  // 0 opens a session, -1 closes it or fetches without one, others count the requests of the session.
  std::int32_t session_epoch = -1;  // versions 7+
  std::vector<FetchTopic> topics;
  // Partitions that leave the session.
  std::vector<ForgottenTopic> forgotten_topics_data;  // versions 7+
  // The consumer's, for the choice of a replica nearby.
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
    // Everything below it is committed or aborted.
    std::int64_t last_stable_offset = -1;  // versions 4+
    std::int64_t log_start_offset = -1;  // versions 5+
    // Where the replica must truncate to: the largest epoch that both logs have, and its end in the leader's.
    EpochEndOffset diverging_epoch;  // versions 12+, tag 0
    LeaderIdAndEpoch current_leader;  // versions 12+, tag 1
    // The replica must fetch this snapshot first.
    SnapshotId snapshot_id;  // versions 12+, tag 2
    // With read_committed: those whose records are to be skipped. Null with read_uncommitted.
    std::optional<std::vector<AbortedTransaction>> aborted_transactions{std::in_place};  // versions 4+
    // The broker that this consumer should read from; -1: this one.
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
  // Of the request or session as a whole; then there are no topics.
  ErrorCode error_code = ErrorCode::kNone;  // versions 7+
  // 0 where there is no session.
  std::int32_t session_id = 0;  // versions 7+
  std::vector<FetchableTopicResponse> responses;
  std::vector<NodeEndpoint> node_endpoints;  // versions 16+, tag 0

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const FetchResponse& other) const = default;
};

}  // namespace klamm::protocol
