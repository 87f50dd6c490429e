// Made by protocol/schema/generate.py from protocol/schema/64_unregister_broker.txt. Not to be edited.
// Makes the cluster forget a broker that will not come back.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct UnregisterBrokerRequest {
  static constexpr ApiKey kApiKey = ApiKey::kUnregisterBroker;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t broker_id = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const UnregisterBrokerRequest& other) const = default;
};

struct UnregisterBrokerResponse {
  static constexpr ApiKey kApiKey = ApiKey::kUnregisterBroker;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  std::optional<std::string_view> error_message{std::in_place};

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const UnregisterBrokerResponse& other) const = default;
};

}  // namespace klamm::protocol
