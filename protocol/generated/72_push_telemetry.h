// Made by protocol/schema/generate.py from protocol/schema/72_push_telemetry.txt. Not to be edited.
// A client's metrics, in the format of OpenTelemetry.
#pragma once

#include <cstdint>

#include "protocol/generated/api_key.h"
#include "runtime/base/bytes.h"
#include "runtime/base/error_code.h"
#include "runtime/base/ids.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct PushTelemetryRequest {
  static constexpr ApiKey kApiKey = ApiKey::kPushTelemetry;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  Uuid client_instance_id;
  std::int32_t subscription_id = 0;
  bool terminating = false;
  std::int8_t compression_type = 0;
  ByteView metrics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const PushTelemetryRequest& other) const;
};

struct PushTelemetryResponse {
  static constexpr ApiKey kApiKey = ApiKey::kPushTelemetry;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const PushTelemetryResponse& other) const = default;
};

}  // namespace klamm::protocol
