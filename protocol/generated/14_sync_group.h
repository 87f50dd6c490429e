// Made by protocol/schema/generate.py from protocol/schema/14_sync_group.txt. Not to be edited.
// Hands the leader's assignment to all members of a generation. Answered when the leader has spoken.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/bytes.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct SyncGroupRequest {
  static constexpr ApiKey kApiKey = ApiKey::kSyncGroup;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 5;
  static constexpr std::int16_t kFlexibleMin = 4;

  struct SyncGroupRequestAssignment {
    std::string_view member_id;
    ByteView assignment;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const SyncGroupRequestAssignment& other) const;
  };

  std::string_view group_id;
  std::int32_t generation_id = 0;
  std::string_view member_id;
  std::optional<std::string_view> group_instance_id;  // versions 3+
  // If given, must be what JoinGroup answered.
  std::optional<std::string_view> protocol_type;  // versions 5+
  std::optional<std::string_view> protocol_name;  // versions 5+
  // From the leader; empty from others.
  std::vector<SyncGroupRequestAssignment> assignments;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const SyncGroupRequest& other) const = default;
};

struct SyncGroupResponse {
  static constexpr ApiKey kApiKey = ApiKey::kSyncGroup;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 5;
  static constexpr std::int16_t kFlexibleMin = 4;

  std::int32_t throttle_time_ms = 0;  // versions 1+
  ErrorCode error_code = ErrorCode::kNone;
  std::optional<std::string_view> protocol_type;  // versions 5+
  std::optional<std::string_view> protocol_name;  // versions 5+
  ByteView assignment;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const SyncGroupResponse& other) const;
};

}  // namespace klamm::protocol
