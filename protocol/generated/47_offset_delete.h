// Made by protocol/schema/generate.py from protocol/schema/47_offset_delete.txt. Not to be edited.
// Deletes a group's offsets of topics that it is not subscribed to.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct OffsetDeleteRequest {
  static constexpr ApiKey kApiKey = ApiKey::kOffsetDelete;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  struct OffsetDeleteRequestPartition {
    std::int32_t partition_index = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OffsetDeleteRequestPartition& other) const = default;
  };

  struct OffsetDeleteRequestTopic {
    std::string_view name;
    std::vector<OffsetDeleteRequestPartition> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OffsetDeleteRequestTopic& other) const = default;
  };

  std::string_view group_id;
  std::vector<OffsetDeleteRequestTopic> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const OffsetDeleteRequest& other) const = default;
};

struct OffsetDeleteResponse {
  static constexpr ApiKey kApiKey = ApiKey::kOffsetDelete;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  struct OffsetDeleteResponsePartition {
    std::int32_t partition_index = 0;
    ErrorCode error_code = ErrorCode::kNone;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OffsetDeleteResponsePartition& other) const = default;
  };

  struct OffsetDeleteResponseTopic {
    std::string_view name;
    std::vector<OffsetDeleteResponsePartition> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OffsetDeleteResponseTopic& other) const = default;
  };

  ErrorCode error_code = ErrorCode::kNone;
  std::int32_t throttle_time_ms = 0;
  std::vector<OffsetDeleteResponseTopic> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const OffsetDeleteResponse& other) const = default;
};

}  // namespace klamm::protocol
