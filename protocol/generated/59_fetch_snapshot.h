// Made by protocol/schema/generate.py from protocol/schema/59_fetch_snapshot.txt. Not to be edited.
// Reads a piece of a snapshot of the metadata log (KIP-630).
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

struct FetchSnapshotRequest {
  static constexpr ApiKey kApiKey = ApiKey::kFetchSnapshot;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct SnapshotId {
    std::int64_t end_offset = 0;
    std::int32_t epoch = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const SnapshotId& other) const = default;
  };

  struct PartitionSnapshot {
    std::int32_t partition = 0;
    std::int32_t current_leader_epoch = 0;
    SnapshotId snapshot_id;
    // The first byte wanted.
    std::int64_t position = 0;
    Uuid replica_directory_id;  // versions 1+, tag 0

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionSnapshot& other) const = default;
  };

  struct TopicSnapshot {
    std::string_view name;
    std::vector<PartitionSnapshot> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicSnapshot& other) const = default;
  };

  std::optional<std::string_view> cluster_id;  // tag 0
  std::int32_t replica_id = -1;
  std::int32_t max_bytes = 2147483647;
  std::vector<TopicSnapshot> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const FetchSnapshotRequest& other) const = default;
};

struct FetchSnapshotResponse {
  static constexpr ApiKey kApiKey = ApiKey::kFetchSnapshot;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct SnapshotId {
    std::int64_t end_offset = 0;
    std::int32_t epoch = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const SnapshotId& other) const = default;
  };

  struct LeaderIdAndEpoch {
    std::int32_t leader_id = 0;
    std::int32_t leader_epoch = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const LeaderIdAndEpoch& other) const = default;
  };

  struct PartitionSnapshot {
    std::int32_t index = 0;
    ErrorCode error_code = ErrorCode::kNone;
    SnapshotId snapshot_id;
    LeaderIdAndEpoch current_leader;  // tag 0
    std::int64_t size = 0;
    std::int64_t position = 0;
    // Bytes of the file: they need not begin or end with a batch.
    std::optional<BufferChain> unaligned_records;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionSnapshot& other) const;
  };

  struct TopicSnapshot {
    std::string_view name;
    std::vector<PartitionSnapshot> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicSnapshot& other) const = default;
  };

  struct NodeEndpoint {
    std::int32_t node_id = 0;
    std::string_view host;
    std::uint16_t port = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const NodeEndpoint& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  std::vector<TopicSnapshot> topics;
  std::vector<NodeEndpoint> node_endpoints;  // versions 1+, tag 0

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const FetchSnapshotResponse& other) const = default;
};

}  // namespace klamm::protocol
