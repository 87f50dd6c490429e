// Made by protocol/schema/generate.py from protocol/schema/44_incremental_alter_configs.txt. Not to be edited.
// Changes single configs of a resource (KIP-339).
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

struct IncrementalAlterConfigsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kIncrementalAlterConfigs;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 1;

  struct AlterableConfig {
    std::string_view name;
    // 0 set, 1 delete, 2 append to a list, 3 take from a list.
    std::int8_t config_operation = 0;
    std::optional<std::string_view> value{std::in_place};

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AlterableConfig& other) const = default;
  };

  struct AlterConfigsResource {
    std::int8_t resource_type = 0;
    std::string_view resource_name;
    std::vector<AlterableConfig> configs;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AlterConfigsResource& other) const = default;
  };

  std::vector<AlterConfigsResource> resources;
  bool validate_only = false;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const IncrementalAlterConfigsRequest& other) const = default;
};

struct IncrementalAlterConfigsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kIncrementalAlterConfigs;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 1;

  struct AlterConfigsResourceResponse {
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message{std::in_place};
    std::int8_t resource_type = 0;
    std::string_view resource_name;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AlterConfigsResourceResponse& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  std::vector<AlterConfigsResourceResponse> responses;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const IncrementalAlterConfigsResponse& other) const = default;
};

}  // namespace klamm::protocol
