// Made by protocol/schema/generate.py from protocol/schema/40_expire_delegation_token.txt. Not to be edited.
// Shortens a token's life.
#pragma once

#include <cstdint>

#include "protocol/generated/api_key.h"
#include "runtime/base/bytes.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct ExpireDelegationTokenRequest {
  static constexpr ApiKey kApiKey = ApiKey::kExpireDelegationToken;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 2;

  ByteView hmac;
  // From now; negative: at once.
  std::int64_t expiry_time_period_ms = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ExpireDelegationTokenRequest& other) const;
};

struct ExpireDelegationTokenResponse {
  static constexpr ApiKey kApiKey = ApiKey::kExpireDelegationToken;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 2;

  ErrorCode error_code = ErrorCode::kNone;
  std::int64_t expiry_timestamp_ms = 0;
  std::int32_t throttle_time_ms = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ExpireDelegationTokenResponse& other) const = default;
};

}  // namespace klamm::protocol
