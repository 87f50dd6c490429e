// Made by protocol/schema/generate.py from protocol/schema/12_heartbeat.txt. Not to be edited.
// Keeps a member of a classic group alive, and tells it of a rebalance.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct HeartbeatRequest {
  static constexpr ApiKey kApiKey = ApiKey::kHeartbeat;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 4;
  static constexpr std::int16_t kFlexibleMin = 4;

  std::string_view group_id;
  std::int32_t generation_id = 0;
  std::string_view member_id;
  std::optional<std::string_view> group_instance_id;  // versions 3+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const HeartbeatRequest& other) const = default;
};

struct HeartbeatResponse {
  static constexpr ApiKey kApiKey = ApiKey::kHeartbeat;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 4;
  static constexpr std::int16_t kFlexibleMin = 4;

  std::int32_t throttle_time_ms = 0;  // versions 1+
  ErrorCode error_code = ErrorCode::kNone;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const HeartbeatResponse& other) const = default;
};

}  // namespace klamm::protocol
