// Made by protocol/schema/generate.py from protocol/schema/32_describe_configs.txt. Not to be edited.
// Configs of topics, brokers, loggers, groups and client metrics.
// Resource types: 2 topic, 4 broker, 8 broker logger, 16 client metrics, 32 group.
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

struct DescribeConfigsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeConfigs;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 4;
  static constexpr std::int16_t kFlexibleMin = 4;

  struct DescribeConfigsResource {
    std::int8_t resource_type = 0;
    // A broker's id as text; empty for the default of all brokers.
    std::string_view resource_name;
    // Null: all.
    std::optional<std::vector<std::string_view>> configuration_keys{std::in_place};

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribeConfigsResource& other) const = default;
  };

  std::vector<DescribeConfigsResource> resources;
  bool include_synonyms = false;  // versions 1+
  bool include_documentation = false;  // versions 3+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeConfigsRequest& other) const = default;
};

struct DescribeConfigsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeConfigs;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 4;
  static constexpr std::int16_t kFlexibleMin = 4;

  struct DescribeConfigsSynonym {
    std::string_view name;
    std::optional<std::string_view> value{std::in_place};
    std::int8_t source = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribeConfigsSynonym& other) const = default;
  };

  struct DescribeConfigsResourceResult {
    std::string_view name;
    // Null where it is sensitive.
    std::optional<std::string_view> value{std::in_place};
    bool read_only = false;
    bool is_default = false;  // versions 0
    // 1 topic, 2 broker changed while running, 3 all brokers changed while running, 4 the broker's file, 5
    // default, 6 logger, 7 client metrics, 8 group.
    std::int8_t config_source = -1;  // versions 1+
    bool is_sensitive = false;
    // Where the value comes from, the winner first.
    std::vector<DescribeConfigsSynonym> synonyms;  // versions 1+
    // 1 boolean, 2 string, 3 int, 4 short, 5 long, 6 double, 7 list, 8 class, 9 password.
    std::int8_t config_type = 0;  // versions 3+
    std::optional<std::string_view> documentation{std::in_place};  // versions 3+

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribeConfigsResourceResult& other) const = default;
  };

  struct DescribeConfigsResult {
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message{std::in_place};
    std::int8_t resource_type = 0;
    std::string_view resource_name;
    std::vector<DescribeConfigsResourceResult> configs;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribeConfigsResult& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  std::vector<DescribeConfigsResult> results;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeConfigsResponse& other) const = default;
};

}  // namespace klamm::protocol
