// Made by protocol/schema/generate.py from protocol/schema/91_alter_share_group_offsets.txt. Not to be edited.
// Sets where an empty share group starts.
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

struct AlterShareGroupOffsetsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kAlterShareGroupOffsets;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct AlterShareGroupOffsetsRequestPartition {
    std::int32_t partition_index = 0;
    std::int64_t start_offset = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AlterShareGroupOffsetsRequestPartition& other) const = default;
  };

  struct AlterShareGroupOffsetsRequestTopic {
    std::string_view topic_name;
    std::vector<AlterShareGroupOffsetsRequestPartition> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AlterShareGroupOffsetsRequestTopic& other) const = default;
  };

  std::string_view group_id;
  std::vector<AlterShareGroupOffsetsRequestTopic> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AlterShareGroupOffsetsRequest& other) const = default;
};

struct AlterShareGroupOffsetsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kAlterShareGroupOffsets;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct AlterShareGroupOffsetsResponsePartition {
    std::int32_t partition_index = 0;
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AlterShareGroupOffsetsResponsePartition& other) const = default;
  };

  struct AlterShareGroupOffsetsResponseTopic {
    std::string_view topic_name;
    Uuid topic_id;
    std::vector<AlterShareGroupOffsetsResponsePartition> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AlterShareGroupOffsetsResponseTopic& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  std::optional<std::string_view> error_message;
  std::vector<AlterShareGroupOffsetsResponseTopic> responses;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AlterShareGroupOffsetsResponse& other) const = default;
};

}  // namespace klamm::protocol
