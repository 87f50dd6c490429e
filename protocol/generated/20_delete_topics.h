// Made by protocol/schema/generate.py from protocol/schema/20_delete_topics.txt. Not to be edited.
// Deletes topics by name, or by id (6+).
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

struct DeleteTopicsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kDeleteTopics;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 6;
  static constexpr std::int16_t kFlexibleMin = 4;

  struct DeleteTopicState {
    // Null where the id says it.
    std::optional<std::string_view> name;
    Uuid topic_id;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DeleteTopicState& other) const = default;
  };

  std::vector<DeleteTopicState> topics;  // versions 6+
  std::vector<std::string_view> topic_names;  // versions 0-5
  std::int32_t timeout_ms = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DeleteTopicsRequest& other) const = default;
};

struct DeleteTopicsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kDeleteTopics;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 6;
  static constexpr std::int16_t kFlexibleMin = 4;

  struct DeletableTopicResult {
    std::optional<std::string_view> name{std::in_place};  // null in 6+
    Uuid topic_id;  // versions 6+
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message;  // versions 5+

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DeletableTopicResult& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;  // versions 1+
  std::vector<DeletableTopicResult> responses;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DeleteTopicsResponse& other) const = default;
};

}  // namespace klamm::protocol
