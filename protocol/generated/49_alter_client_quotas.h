// Made by protocol/schema/generate.py from protocol/schema/49_alter_client_quotas.txt. Not to be edited.
// Sets and removes quotas.
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

struct AlterClientQuotasRequest {
  static constexpr ApiKey kApiKey = ApiKey::kAlterClientQuotas;
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

  struct OpData {
    // producer_byte_rate, consumer_byte_rate, request_percentage, controller_mutation_rate or
    // connection_creation_rate.
    std::string_view key;
    double value = 0.0;
    bool remove = false;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OpData& other) const = default;
  };

  struct EntryData {
    std::vector<EntityData> entity;
    std::vector<OpData> ops;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const EntryData& other) const = default;
  };

  std::vector<EntryData> entries;
  bool validate_only = false;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AlterClientQuotasRequest& other) const = default;
};

struct AlterClientQuotasResponse {
  static constexpr ApiKey kApiKey = ApiKey::kAlterClientQuotas;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 1;

  struct EntityData {
    std::string_view entity_type;
    std::optional<std::string_view> entity_name{std::in_place};

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const EntityData& other) const = default;
  };

  struct EntryData {
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message{std::in_place};
    std::vector<EntityData> entity;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const EntryData& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  std::vector<EntryData> entries;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AlterClientQuotasResponse& other) const = default;
};

}  // namespace klamm::protocol
