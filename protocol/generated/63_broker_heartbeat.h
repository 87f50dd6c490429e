// Made by protocol/schema/generate.py from protocol/schema/63_broker_heartbeat.txt. Not to be edited.
// A broker says that it is alive and how far it has read the metadata.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"
#include "runtime/base/ids.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct BrokerHeartbeatRequest {
  static constexpr ApiKey kApiKey = ApiKey::kBrokerHeartbeat;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t broker_id = 0;
  std::int64_t broker_epoch = -1;
  std::int64_t current_metadata_offset = 0;
  // It asks to lead nothing.
  bool want_fence = false;
  // It asks for its leaderships to be moved away.
  bool want_shut_down = false;
  std::vector<Uuid> offline_log_dirs;  // versions 1+, tag 0
  // Directories that get no new replicas; null where unchanged.
  std::optional<std::vector<Uuid>> cordoned_log_dirs;  // versions 2+, tag 1

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const BrokerHeartbeatRequest& other) const = default;
};

struct BrokerHeartbeatResponse {
  static constexpr ApiKey kApiKey = ApiKey::kBrokerHeartbeat;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  bool is_caught_up = false;
  bool is_fenced = true;
  // Everything was moved away.
  bool should_shut_down = false;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const BrokerHeartbeatResponse& other) const = default;
};

}  // namespace klamm::protocol
