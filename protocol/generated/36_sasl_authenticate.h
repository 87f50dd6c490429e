// Made by protocol/schema/generate.py from protocol/schema/36_sasl_authenticate.txt. Not to be edited.
// One step of the exchange that the mechanism prescribes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "protocol/generated/api_key.h"
#include "runtime/base/bytes.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct SaslAuthenticateRequest {
  static constexpr ApiKey kApiKey = ApiKey::kSaslAuthenticate;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 2;

  ByteView auth_bytes;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const SaslAuthenticateRequest& other) const;
};

struct SaslAuthenticateResponse {
  static constexpr ApiKey kApiKey = ApiKey::kSaslAuthenticate;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 2;

  ErrorCode error_code = ErrorCode::kNone;
  std::optional<std::string_view> error_message{std::in_place};
  ByteView auth_bytes;
  // After so long the client must authenticate again (KIP-368); 0: never.
  std::int64_t session_lifetime_ms = 0;  // versions 1+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const SaslAuthenticateResponse& other) const;
};

}  // namespace klamm::protocol
