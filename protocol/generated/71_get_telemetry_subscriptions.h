// Made by protocol/schema/generate.py from protocol/schema/71_get_telemetry_subscriptions.txt. Not to be edited.
// Which metrics a client shall push, and how often (KIP-714).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"
#include "runtime/base/ids.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct GetTelemetrySubscriptionsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kGetTelemetrySubscriptions;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  // Zero the first time: then the broker draws one.
  Uuid client_instance_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const GetTelemetrySubscriptionsRequest& other) const = default;
};

struct GetTelemetrySubscriptionsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kGetTelemetrySubscriptions;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  Uuid client_instance_id;
  std::int32_t subscription_id = 0;
  std::vector<std::int8_t> accepted_compression_types;
  std::int32_t push_interval_ms = 0;
  std::int32_t telemetry_max_bytes = 0;
  bool delta_temporality = false;
  // Prefixes of names; one empty name: all metrics.
  std::vector<std::string_view> requested_metrics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const GetTelemetrySubscriptionsResponse& other) const = default;
};

}  // namespace klamm::protocol
