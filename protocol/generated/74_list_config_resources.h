// Made by protocol/schema/generate.py from protocol/schema/74_list_config_resources.txt. Not to be edited.
// Names of the resources that have configs (KIP-1142). Only client metrics in version 0.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct ListConfigResourcesRequest {
  static constexpr ApiKey kApiKey = ApiKey::kListConfigResources;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 0;

  // As in DescribeConfigs; empty: all.
  std::vector<std::int8_t> resource_types;  // versions 1+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ListConfigResourcesRequest& other) const = default;
};

struct ListConfigResourcesResponse {
  static constexpr ApiKey kApiKey = ApiKey::kListConfigResources;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct ConfigResource {
    std::string_view resource_name;
    std::int8_t resource_type = 16;  // versions 1+

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ConfigResource& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  std::vector<ConfigResource> config_resources;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ListConfigResourcesResponse& other) const = default;
};

}  // namespace klamm::protocol
