// Made by protocol/schema/generate.py from protocol/schema/11_join_group.txt. Not to be edited.
// Enters a rebalance of a classic group. Answered when the members have gathered.
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
  // After so long without a heartbeat the member is out.
  std::int32_t session_timeout_ms = 0;
  // How long the others are waited for; -1 (version 0): the session timeout.
  std::int32_t rebalance_timeout_ms = -1;  // versions 1+
  // Empty the first time. From version 4 on the answer then is MEMBER_ID_REQUIRED with an id to come back with
  // (KIP-394).
  std::string_view member_id;
  // Of a static member, who keeps its place over a restart (KIP-345).
  std::optional<std::string_view> group_instance_id;  // versions 5+
  // "consumer" or "connect"; one per group.
  std::string_view protocol_type;
  // Assignors in the order of preference, each with what it wants the leader to know.
  std::vector<JoinGroupRequestProtocol> protocols;
  // Why the member joins, for the broker's log (KIP-800).
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
  // The assignor that all members know.
  std::optional<std::string_view> protocol_name{std::in_place};  // null in 7+
  // The member that computes the assignment.
  std::string_view leader;
  // The leader need not compute: a static member came back (KIP-814).
  bool skip_assignment = false;  // versions 9+
  std::string_view member_id;
  // For the leader only; others get none.
  std::vector<JoinGroupResponseMember> members;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const JoinGroupResponse& other) const = default;
};

}  // namespace klamm::protocol
