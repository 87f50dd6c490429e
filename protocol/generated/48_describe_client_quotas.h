// Made by protocol/schema/generate.py from protocol/schema/48_describe_client_quotas.txt. Not to be edited.
// Quotas of users, client ids and addresses (KIP-546).
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

struct DescribeClientQuotasRequest {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeClientQuotas;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 1;

  struct ComponentData {
    // "user", "client-id" or "ip".
    std::string_view entity_type;
    // 0 exactly Match, 1 the default, 2 any that is named.
    std::int8_t match_type = 0;
    std::optional<std::string_view> match{std::in_place};

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ComponentData& other) const = default;
  };

  std::vector<ComponentData> components;
  // Only entities with these types and no other.
  bool strict = false;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeClientQuotasRequest& other) const = default;
};

struct DescribeClientQuotasResponse {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeClientQuotas;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 1;

  struct EntityData {
    std::string_view entity_type;
    // Null: the default of the type.
    std::optional<std::string_view> entity_name{std::in_place};

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const EntityData& other) const = default;
  };

  struct ValueData {
    std::string_view key;
    double value = 0.0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ValueData& other) const = default;
  };

  struct EntryData {
    std::vector<EntityData> entity;
    std::vector<ValueData> values;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const EntryData& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  std::optional<std::string_view> error_message{std::in_place};
  std::optional<std::vector<EntryData>> entries{std::in_place};

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeClientQuotasResponse& other) const = default;
};

}  // namespace klamm::protocol
