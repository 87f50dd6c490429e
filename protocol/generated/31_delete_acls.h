// Made by protocol/schema/generate.py from protocol/schema/31_delete_acls.txt. Not to be edited.
// Deletes the ACLs that match filters. The numbers are those of DescribeAcls.
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

struct DeleteAclsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kDeleteAcls;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 3;
  static constexpr std::int16_t kFlexibleMin = 2;

  struct DeleteAclsFilter {
    std::int8_t resource_type_filter = 0;
    std::optional<std::string_view> resource_name_filter{std::in_place};
    std::int8_t pattern_type_filter = 3;  // versions 1+
    std::optional<std::string_view> principal_filter{std::in_place};
    std::optional<std::string_view> host_filter{std::in_place};
    std::int8_t operation = 0;
    std::int8_t permission_type = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DeleteAclsFilter& other) const = default;
  };

  std::vector<DeleteAclsFilter> filters;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DeleteAclsRequest& other) const = default;
};

struct DeleteAclsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kDeleteAcls;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 3;
  static constexpr std::int16_t kFlexibleMin = 2;

  struct DeleteAclsMatchingAcl {
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message{std::in_place};
    std::int8_t resource_type = 0;
    std::string_view resource_name;
    std::int8_t pattern_type = 3;  // versions 1+
    std::string_view principal;
    std::string_view host;
    std::int8_t operation = 0;
    std::int8_t permission_type = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DeleteAclsMatchingAcl& other) const = default;
  };

  struct DeleteAclsFilterResult {
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message{std::in_place};
    std::vector<DeleteAclsMatchingAcl> matching_acls;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DeleteAclsFilterResult& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  std::vector<DeleteAclsFilterResult> filter_results;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DeleteAclsResponse& other) const = default;
};

}  // namespace klamm::protocol
