// Made by protocol/schema/generate.py from protocol/schema/11_join_group.txt. Not to be edited.
// JoinGroup.
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

struct JoinGroupRequest {
  static constexpr ApiKey kApiKey = ApiKey::kJoinGroup;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 9;
  static constexpr std::int16_t kFlexibleMin = 6;

  struct JoinGroupRequestProtocol {
    std::string_view name;
    ByteView metadata;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const JoinGroupRequestProtocol& other) const;
  };

  std::string_view group_id;
  std::int32_t session_timeout_ms = 0;
  std::int32_t rebalance_timeout_ms = -1;  // versions 1+
  std::string_view member_id;
  std::optional<std::string_view> group_instance_id;  // versions 5+
  std::string_view protocol_type;
  std::vector<JoinGroupRequestProtocol> protocols;
  std::optional<std::string_view> reason;  // versions 8+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const JoinGroupRequest& other) const = default;
};

struct JoinGroupResponse {
  static constexpr ApiKey kApiKey = ApiKey::kJoinGroup;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 9;
  static constexpr std::int16_t kFlexibleMin = 6;

  struct JoinGroupResponseMember {
    std::string_view member_id;
    std::optional<std::string_view> group_instance_id;  // versions 5+
    ByteView metadata;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const JoinGroupResponseMember& other) const;
  };

  std::int32_t throttle_time_ms = 0;  // versions 2+
  ErrorCode error_code = ErrorCode::kNone;
  std::int32_t generation_id = -1;
  std::optional<std::string_view> protocol_type;  // versions 7+
  std::optional<std::string_view> protocol_name{std::in_place};  // null in 7+
  std::string_view leader;
  bool skip_assignment = false;  // versions 9+
  std::string_view member_id;
  std::vector<JoinGroupResponseMember> members;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const JoinGroupResponse& other) const = default;
};

}  // namespace klamm::protocol
