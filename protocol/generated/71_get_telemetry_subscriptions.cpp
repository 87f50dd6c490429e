// Made by protocol/schema/generate.py from protocol/schema/71_get_telemetry_subscriptions.txt. Not to be edited.
#include "protocol/generated/71_get_telemetry_subscriptions.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void GetTelemetrySubscriptionsRequest::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  client_instance_id = reader.read_uuid();
  reader.skip_tagged_fields();
}

void GetTelemetrySubscriptionsRequest::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_uuid(client_instance_id);
  writer.write_unsigned_varint(0);
}

void GetTelemetrySubscriptionsResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  client_instance_id = reader.read_uuid();
  subscription_id = reader.read_int32();
  accepted_compression_types.resize(reader.read_array(compact, 1, sizeof(std::int8_t)));
  for (std::int8_t& item : accepted_compression_types) {
    item = reader.read_int8();
    if (!reader.ok()) return;
  }
  push_interval_ms = reader.read_int32();
  telemetry_max_bytes = reader.read_int32();
  delta_temporality = reader.read_bool();
  requested_metrics.resize(reader.read_array(compact, 1, sizeof(std::string_view)));
  for (std::string_view& item : requested_metrics) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void GetTelemetrySubscriptionsResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_uuid(client_instance_id);
  writer.write_int32(subscription_id);
  writer.write_array_count(accepted_compression_types.size(), compact);
  for (const std::int8_t item : accepted_compression_types) writer.write_int8(item);
  writer.write_int32(push_interval_ms);
  writer.write_int32(telemetry_max_bytes);
  writer.write_bool(delta_temporality);
  writer.write_array_count(requested_metrics.size(), compact);
  for (const std::string_view item : requested_metrics) writer.write_string(item, compact);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
