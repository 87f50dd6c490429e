// Made by protocol/schema/generate.py from protocol/schema/13_leave_group.txt. Not to be edited.
// Takes members out of a classic group: oneself, or (3+) several by administration.
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

struct LeaveGroupRequest {
  static constexpr ApiKey kApiKey = ApiKey::kLeaveGroup;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 5;
  static constexpr std::int16_t kFlexibleMin = 4;

  struct MemberIdentity {
    std::string_view member_id;
    // Alone enough to name a static member.
    std::optional<std::string_view> group_instance_id;
    std::optional<std::string_view> reason;  // versions 5+

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const MemberIdentity& other) const = default;
  };

  std::string_view group_id;
  std::string_view member_id;  // versions 0-2
  std::vector<MemberIdentity> members;  // versions 3+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const LeaveGroupRequest& other) const = default;
};

struct LeaveGroupResponse {
  static constexpr ApiKey kApiKey = ApiKey::kLeaveGroup;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 5;
  static constexpr std::int16_t kFlexibleMin = 4;

  struct MemberResponse {
    std::string_view member_id;
    std::optional<std::string_view> group_instance_id{std::in_place};
    ErrorCode error_code = ErrorCode::kNone;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const MemberResponse& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;  // versions 1+
  ErrorCode error_code = ErrorCode::kNone;
  std::vector<MemberResponse> members;  // versions 3+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const LeaveGroupResponse& other) const = default;
};

}  // namespace klamm::protocol
