// Made by protocol/schema/generate.py from protocol/schema/17_sasl_handshake.txt. Not to be edited.
// Chooses the SASL mechanism. After version 0 raw tokens follow on the connection, after version 1
// SaslAuthenticate.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct SaslHandshakeRequest {
  static constexpr ApiKey kApiKey = ApiKey::kSaslHandshake;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view mechanism;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const SaslHandshakeRequest& other) const = default;
};

struct SaslHandshakeResponse {
  static constexpr ApiKey kApiKey = ApiKey::kSaslHandshake;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 32767;

  ErrorCode error_code = ErrorCode::kNone;
  // What this listener offers.
  std::vector<std::string_view> mechanisms;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const SaslHandshakeResponse& other) const = default;
};

}  // namespace klamm::protocol
