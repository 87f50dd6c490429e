// Made by protocol/schema/generate.py from protocol/schema/42_delete_groups.txt. Not to be edited.
// Deletes groups that have no members, with their offsets.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct DeleteGroupsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kDeleteGroups;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 2;

  std::vector<std::string_view> groups_names;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DeleteGroupsRequest& other) const = default;
};

struct DeleteGroupsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kDeleteGroups;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 2;

  struct DeletableGroupResult {
    std::string_view group_id;
    ErrorCode error_code = ErrorCode::kNone;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DeletableGroupResult& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  std::vector<DeletableGroupResult> results;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DeleteGroupsResponse& other) const = default;
};

}  // namespace klamm::protocol
