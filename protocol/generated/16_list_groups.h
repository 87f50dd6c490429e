// Made by protocol/schema/generate.py from protocol/schema/16_list_groups.txt. Not to be edited.
// All groups that this broker coordinates.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct ListGroupsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kListGroups;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 5;
  static constexpr std::int16_t kFlexibleMin = 3;

  // Empty: all.
  std::vector<std::string_view> states_filter;  // versions 4+
  // "classic", "consumer", "share", "streams"; empty: all.
  std::vector<std::string_view> types_filter;  // versions 5+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ListGroupsRequest& other) const = default;
};

struct ListGroupsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kListGroups;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 5;
  static constexpr std::int16_t kFlexibleMin = 3;

  struct ListedGroup {
    std::string_view group_id;
    std::string_view protocol_type;
    std::string_view group_state;  // versions 4+
    std::string_view group_type;  // versions 5+

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ListedGroup& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;  // versions 1+
  ErrorCode error_code = ErrorCode::kNone;
  std::vector<ListedGroup> groups;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ListGroupsResponse& other) const = default;
};

}  // namespace klamm::protocol
