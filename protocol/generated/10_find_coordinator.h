// Made by protocol/schema/generate.py from protocol/schema/10_find_coordinator.txt. Not to be edited.
// Says which broker coordinates a group or a transactional id. Several at once from version 4 on (KIP-699).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct FindCoordinatorRequest {
  static constexpr ApiKey kApiKey = ApiKey::kFindCoordinator;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 6;
  static constexpr std::int16_t kFlexibleMin = 3;

  // The group's id, the transactional id, or "group:topic id:partition".
  std::string_view key;  // versions 0-3
  // 0: group, 1: transaction, 2: share group partition (6+).
  std::int8_t key_type = 0;  // versions 1+
  std::vector<std::string_view> coordinator_keys;  // versions 4+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const FindCoordinatorRequest& other) const = default;
};

struct FindCoordinatorResponse {
  static constexpr ApiKey kApiKey = ApiKey::kFindCoordinator;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 6;
  static constexpr std::int16_t kFlexibleMin = 3;

  struct Coordinator {
    std::string_view key;
    std::int32_t node_id = 0;
    std::string_view host;
    std::int32_t port = 0;
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message{std::in_place};

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Coordinator& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;  // versions 1+
  ErrorCode error_code = ErrorCode::kNone;  // versions 0-3
  std::optional<std::string_view> error_message{std::in_place};  // versions 1-3
  std::int32_t node_id = 0;  // versions 0-3
  std::string_view host;  // versions 0-3
  std::int32_t port = 0;  // versions 0-3
  std::vector<Coordinator> coordinators;  // versions 4+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const FindCoordinatorResponse& other) const = default;
};

}  // namespace klamm::protocol
