// Made by protocol/schema/generate.py from protocol/schema/02_list_offsets.txt. Not to be edited.
// Finds offsets by time, or one of the special positions that Timestamp names.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct ListOffsetsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kListOffsets;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 11;
  static constexpr std::int16_t kFlexibleMin = 6;

  struct ListOffsetsPartition {
    std::int32_t partition_index = 0;
    std::int32_t current_leader_epoch = -1;  // versions 4+
    // In ms; -1 latest, -2 earliest, -3 record with the largest timestamp (7+), -4 earliest local (8+), -5 last
    // tiered (9+), -6 earliest not yet uploaded (11+).
    std::int64_t timestamp = 0;
    // How many segment boundaries version 0 wants.
    std::int32_t max_num_offsets = 1;  // versions 0

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ListOffsetsPartition& other) const = default;
  };

  struct ListOffsetsTopic {
    std::string_view name;
    std::vector<ListOffsetsPartition> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ListOffsetsTopic& other) const = default;
  };

  // -1 for consumers, -2 for debugging consumers.
  std::int32_t replica_id = 0;
  // With 1 (read_committed) "latest" means the last stable offset.
  std::int8_t isolation_level = 0;  // versions 2+
  std::vector<ListOffsetsTopic> topics;
  // How long to wait for remote storage.
  std::int32_t timeout_ms = 0;  // versions 10+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ListOffsetsRequest& other) const = default;
};

struct ListOffsetsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kListOffsets;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 11;
  static constexpr std::int16_t kFlexibleMin = 6;

  struct ListOffsetsPartitionResponse {
    std::int32_t partition_index = 0;
    ErrorCode error_code = ErrorCode::kNone;
    // Boundaries of segments, newest first.
    std::vector<std::int64_t> old_style_offsets;  // versions 0
    // Of the record found; -1 for none and for most special positions.
    std::int64_t timestamp = -1;  // versions 1+
    // -1 where no record matches.
    std::int64_t offset = -1;  // versions 1+
    std::int32_t leader_epoch = -1;  // versions 4+

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ListOffsetsPartitionResponse& other) const = default;
  };

  struct ListOffsetsTopicResponse {
    std::string_view name;
    std::vector<ListOffsetsPartitionResponse> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ListOffsetsTopicResponse& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;  // versions 2+
  std::vector<ListOffsetsTopicResponse> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ListOffsetsResponse& other) const = default;
};

}  // namespace klamm::protocol
