// Made by protocol/schema/generate.py from protocol/schema/29_describe_acls.txt. Not to be edited.
// Lists the ACLs that match a filter.
// Resource types: 1 any, 2 topic, 3 group, 4 cluster, 5 transactional id, 6 delegation token, 7 user. Pattern
// types: 1 any, 2 match, 3 literal, 4 prefixed. Permission: 1 any, 2 deny, 3 allow.
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

struct DescribeAclsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeAcls;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 3;
  static constexpr std::int16_t kFlexibleMin = 2;

  std::int8_t resource_type_filter = 0;
  // Null: any.
  std::optional<std::string_view> resource_name_filter{std::in_place};
  std::int8_t pattern_type_filter = 3;  // versions 1+
  std::optional<std::string_view> principal_filter{std::in_place};
  std::optional<std::string_view> host_filter{std::in_place};
  std::int8_t operation = 0;
  std::int8_t permission_type = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeAclsRequest& other) const = default;
};

struct DescribeAclsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeAcls;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 3;
  static constexpr std::int16_t kFlexibleMin = 2;

  struct AclDescription {
    std::string_view principal;
    std::string_view host;
    std::int8_t operation = 0;
    std::int8_t permission_type = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AclDescription& other) const = default;
  };

  struct DescribeAclsResource {
    std::int8_t resource_type = 0;
    std::string_view resource_name;
    std::int8_t pattern_type = 3;  // versions 1+
    std::vector<AclDescription> acls;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribeAclsResource& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  std::optional<std::string_view> error_message{std::in_place};
  std::vector<DescribeAclsResource> resources;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeAclsResponse& other) const = default;
};

}  // namespace klamm::protocol
