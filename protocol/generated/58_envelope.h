// Made by protocol/schema/generate.py from protocol/schema/58_envelope.txt. Not to be edited.
// Envelope.
#pragma once

#include <cstdint>
#include <optional>

#include "protocol/generated/api_key.h"
#include "runtime/base/bytes.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct EnvelopeRequest {
  static constexpr ApiKey kApiKey = ApiKey::kEnvelope;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  ByteView request_data;
  std::optional<ByteView> request_principal{std::in_place};
  ByteView client_host_address;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const EnvelopeRequest& other) const;
};

struct EnvelopeResponse {
  static constexpr ApiKey kApiKey = ApiKey::kEnvelope;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::optional<ByteView> response_data;
  ErrorCode error_code = ErrorCode::kNone;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const EnvelopeResponse& other) const;
};

}  // namespace klamm::protocol
