// Made by protocol/schema/generate.py from protocol/schema/58_envelope.txt. Not to be edited.
// A broker forwards a client's request to the controller, with the client's identity (KIP-590).
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

  // The request with its header, as it came.
  ByteView request_data;
  // Who sent it: DefaultPrincipalData behind its version.
  std::optional<ByteView> request_principal{std::in_place};
  // 4 or 16 bytes.
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
