// Made by protocol/schema/generate.py from protocol/schema/92_delete_share_group_offsets.txt. Not to be edited.
// Forgets a share group's topics.
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

struct DeleteShareGroupOffsetsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kDeleteShareGroupOffsets;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct DeleteShareGroupOffsetsRequestTopic {
    std::string_view topic_name;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DeleteShareGroupOffsetsRequestTopic& other) const = default;
  };

  std::string_view group_id;
  std::vector<DeleteShareGroupOffsetsRequestTopic> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DeleteShareGroupOffsetsRequest& other) const = default;
};

struct DeleteShareGroupOffsetsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kDeleteShareGroupOffsets;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct DeleteShareGroupOffsetsResponseTopic {
    std::string_view topic_name;
    Uuid topic_id;
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DeleteShareGroupOffsetsResponseTopic& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  std::optional<std::string_view> error_message;
  std::vector<DeleteShareGroupOffsetsResponseTopic> responses;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DeleteShareGroupOffsetsResponse& other) const = default;
};

}  // namespace klamm::protocol
