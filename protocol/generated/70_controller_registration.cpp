// Made by protocol/schema/generate.py from protocol/schema/70_controller_registration.txt. Not to be edited.
#include "protocol/generated/70_controller_registration.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void ControllerRegistrationRequest::Listener::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  host = reader.read_string(compact);
  port = reader.read_uint16();
  security_protocol = reader.read_int16();
  reader.skip_tagged_fields();
}

void ControllerRegistrationRequest::Listener::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_string(host, compact);
  writer.write_uint16(port);
  writer.write_int16(security_protocol);
  writer.write_unsigned_varint(0);
}

void ControllerRegistrationRequest::Feature::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  min_supported_version = reader.read_int16();
  max_supported_version = reader.read_int16();
  reader.skip_tagged_fields();
}

void ControllerRegistrationRequest::Feature::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_int16(min_supported_version);
  writer.write_int16(max_supported_version);
  writer.write_unsigned_varint(0);
}

void ControllerRegistrationRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  controller_id = reader.read_int32();
  incarnation_id = reader.read_uuid();
  zk_migration_ready = reader.read_bool();
  listeners.resize(reader.read_array(compact, 7, sizeof(Listener)));
  for (Listener& item : listeners) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  features.resize(reader.read_array(compact, 6, sizeof(Feature)));
  for (Feature& item : features) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ControllerRegistrationRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(controller_id);
  writer.write_uuid(incarnation_id);
  writer.write_bool(zk_migration_ready);
  writer.write_array_count(listeners.size(), compact);
  for (const Listener& item : listeners) item.encode(writer, version);
  writer.write_array_count(features.size(), compact);
  for (const Feature& item : features) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ControllerRegistrationResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  reader.skip_tagged_fields();
}

void ControllerRegistrationResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
