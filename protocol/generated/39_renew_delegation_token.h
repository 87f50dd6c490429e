// Made by protocol/schema/generate.py from protocol/schema/39_renew_delegation_token.txt. Not to be edited.
// Extends a token's life, within its limit.
#pragma once

#include <cstdint>

#include "protocol/generated/api_key.h"
#include "runtime/base/bytes.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct RenewDelegationTokenRequest {
  static constexpr ApiKey kApiKey = ApiKey::kRenewDelegationToken;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 2;

  ByteView hmac;
  // From now; negative: the broker's default.
  std::int64_t renew_period_ms = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const RenewDelegationTokenRequest& other) const;
};

struct RenewDelegationTokenResponse {
  static constexpr ApiKey kApiKey = ApiKey::kRenewDelegationToken;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 2;

  ErrorCode error_code = ErrorCode::kNone;
  std::int64_t expiry_timestamp_ms = 0;
  std::int32_t throttle_time_ms = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const RenewDelegationTokenResponse& other) const = default;
};

}  // namespace klamm::protocol
