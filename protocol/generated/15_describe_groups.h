// Made by protocol/schema/generate.py from protocol/schema/15_describe_groups.txt. Not to be edited.
// State and members of classic groups.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/bytes.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct DescribeGroupsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeGroups;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 6;
  static constexpr std::int16_t kFlexibleMin = 5;

  std::vector<std::string_view> groups;
  bool include_authorized_operations = false;  // versions 3+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeGroupsRequest& other) const = default;
};

struct DescribeGroupsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeGroups;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 6;
  static constexpr std::int16_t kFlexibleMin = 5;

  struct DescribedGroupMember {
    std::string_view member_id;
    std::optional<std::string_view> group_instance_id;  // versions 4+
    std::string_view client_id;
    std::string_view client_host;
    // What the member said of itself, in the terms of the assignor.
    ByteView member_metadata;
    ByteView member_assignment;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribedGroupMember& other) const;
  };

  struct DescribedGroup {
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message;  // versions 6+
    std::string_view group_id;
    // Dead, Empty, PreparingRebalance, CompletingRebalance or Stable.
    std::string_view group_state;
    std::string_view protocol_type;
    // The assignor that is in use.
    std::string_view protocol_data;
    std::vector<DescribedGroupMember> members;
    std::int32_t authorized_operations = std::numeric_limits<std::int32_t>::min();  // versions 3+

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribedGroup& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;  // versions 1+
  std::vector<DescribedGroup> groups;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeGroupsResponse& other) const = default;
};

}  // namespace klamm::protocol
