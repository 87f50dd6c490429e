// Made by protocol/schema/generate.py from protocol/schema/remote_log_metadata.txt. Not to be edited.
// The records of __remote_log_metadata: which segments lie in remote storage (KIP-405).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "runtime/base/bytes.h"
#include "runtime/base/ids.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct RemoteLogSegmentMetadataRecord {
  static constexpr std::int16_t kRecordType = 0;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct TopicIdPartitionEntry {
    std::string_view name;
    Uuid id;
    std::int32_t partition = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicIdPartitionEntry& other) const = default;
  };

  struct RemoteLogSegmentIdEntry {
    TopicIdPartitionEntry topic_id_partition;
    Uuid id;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const RemoteLogSegmentIdEntry& other) const = default;
  };

  struct SegmentLeaderEpochEntry {
    std::int32_t leader_epoch = 0;
    std::int64_t offset = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const SegmentLeaderEpochEntry& other) const = default;
  };

  RemoteLogSegmentIdEntry remote_log_segment_id;
  std::int64_t start_offset = 0;
  std::int64_t end_offset = 0;
  std::int32_t broker_id = 0;
  std::int64_t max_timestamp_ms = 0;
  std::int64_t event_timestamp_ms = 0;
  std::vector<SegmentLeaderEpochEntry> segment_leader_epochs;
  std::int32_t segment_size_in_bytes = 0;
  std::optional<ByteView> custom_metadata;
  // 0 copy started, 1 copy finished, 2 delete started, 3 delete finished.
  std::int8_t remote_log_segment_state = 0;
  // Whether there is nothing to fetch for aborted transactions.
  bool txn_index_empty = false;  // tag 0

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const RemoteLogSegmentMetadataRecord& other) const;
};

struct RemoteLogSegmentMetadataUpdateRecord {
  static constexpr std::int16_t kRecordType = 1;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct TopicIdPartitionEntry {
    std::string_view name;
    Uuid id;
    std::int32_t partition = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicIdPartitionEntry& other) const = default;
  };

  struct RemoteLogSegmentIdEntry {
    TopicIdPartitionEntry topic_id_partition;
    Uuid id;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const RemoteLogSegmentIdEntry& other) const = default;
  };

  RemoteLogSegmentIdEntry remote_log_segment_id;
  std::int32_t broker_id = 0;
  std::int64_t event_timestamp_ms = 0;
  std::optional<ByteView> custom_metadata;
  std::int8_t remote_log_segment_state = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const RemoteLogSegmentMetadataUpdateRecord& other) const;
};

struct RemotePartitionDeleteMetadataRecord {
  static constexpr std::int16_t kRecordType = 2;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct TopicIdPartitionEntry {
    std::string_view name;
    Uuid id;
    std::int32_t partition = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicIdPartitionEntry& other) const = default;
  };

  TopicIdPartitionEntry topic_id_partition;
  std::int32_t broker_id = 0;
  std::int64_t event_timestamp_ms = 0;
  std::int8_t remote_partition_delete_state = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const RemotePartitionDeleteMetadataRecord& other) const = default;
};

struct RemoteLogSegmentMetadataSnapshotRecord {
  static constexpr std::int16_t kRecordType = 3;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct SegmentLeaderEpochEntry {
    std::int32_t leader_epoch = 0;
    std::int64_t offset = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const SegmentLeaderEpochEntry& other) const = default;
  };

  Uuid segment_id;
  std::int64_t start_offset = 0;
  std::int64_t end_offset = 0;
  std::int32_t broker_id = 0;
  std::int64_t max_timestamp_ms = 0;
  std::int64_t event_timestamp_ms = 0;
  std::vector<SegmentLeaderEpochEntry> segment_leader_epochs;
  std::int32_t segment_size_in_bytes = 0;
  std::optional<ByteView> custom_metadata;
  std::int8_t remote_log_segment_state = 0;
  bool txn_index_empty = false;  // tag 0

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const RemoteLogSegmentMetadataSnapshotRecord& other) const;
};

}  // namespace klamm::protocol
