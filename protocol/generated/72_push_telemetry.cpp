// Made by protocol/schema/generate.py from protocol/schema/72_push_telemetry.txt. Not to be edited.
#include "protocol/generated/72_push_telemetry.h"

#include <utility>

#include "protocol/wire/equal.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void PushTelemetryRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  client_instance_id = reader.read_uuid();
  subscription_id = reader.read_int32();
  terminating = reader.read_bool();
  compression_type = reader.read_int8();
  metrics = reader.read_bytes(compact);
  reader.skip_tagged_fields();
}

void PushTelemetryRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_uuid(client_instance_id);
  writer.write_int32(subscription_id);
  writer.write_bool(terminating);
  writer.write_int8(compression_type);
  writer.write_bytes(metrics, compact);
  writer.write_unsigned_varint(0);
}

bool PushTelemetryRequest::operator==(const PushTelemetryRequest& other) const {
  return client_instance_id == other.client_instance_id &&
         subscription_id == other.subscription_id &&
         terminating == other.terminating &&
         compression_type == other.compression_type &&
         same_bytes(metrics, other.metrics);
}

void PushTelemetryResponse::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  reader.skip_tagged_fields();
}

void PushTelemetryResponse::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
