// Made by protocol/schema/generate.py from protocol/schema/62_broker_registration.txt. Not to be edited.
#include "protocol/generated/62_broker_registration.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void BrokerRegistrationRequest::Listener::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  host = reader.read_string(compact);
  port = reader.read_uint16();
  security_protocol = reader.read_int16();
  reader.skip_tagged_fields();
}

void BrokerRegistrationRequest::Listener::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_string(host, compact);
  writer.write_uint16(port);
  writer.write_int16(security_protocol);
  writer.write_unsigned_varint(0);
}

void BrokerRegistrationRequest::Feature::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  min_supported_version = reader.read_int16();
  max_supported_version = reader.read_int16();
  reader.skip_tagged_fields();
}

void BrokerRegistrationRequest::Feature::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_int16(min_supported_version);
  writer.write_int16(max_supported_version);
  writer.write_unsigned_varint(0);
}

void BrokerRegistrationRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  broker_id = reader.read_int32();
  cluster_id = reader.read_string(compact);
  incarnation_id = reader.read_uuid();
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
  rack = reader.read_nullable_string(compact);
  if (version >= 1) {
    is_migrating_zk_broker = reader.read_bool();
  }
  if (version >= 2) {
    log_dirs.resize(reader.read_array(compact, 16, sizeof(Uuid)));
    for (Uuid& item : log_dirs) {
      item = reader.read_uuid();
      if (!reader.ok()) return;
    }
  }
  if (version >= 3) {
    previous_broker_epoch = reader.read_int64();
  }
  reader.skip_tagged_fields();
}

void BrokerRegistrationRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(broker_id);
  writer.write_string(cluster_id, compact);
  writer.write_uuid(incarnation_id);
  writer.write_array_count(listeners.size(), compact);
  for (const Listener& item : listeners) item.encode(writer, version);
  writer.write_array_count(features.size(), compact);
  for (const Feature& item : features) item.encode(writer, version);
  writer.write_nullable_string(rack, compact);
  if (version >= 1) {
    writer.write_bool(is_migrating_zk_broker);
  }
  if (version >= 2) {
    writer.write_array_count(log_dirs.size(), compact);
    for (const Uuid& item : log_dirs) writer.write_uuid(item);
  }
  if (version >= 3) {
    writer.write_int64(previous_broker_epoch);
  }
  writer.write_unsigned_varint(0);
}

void BrokerRegistrationResponse::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  broker_epoch = reader.read_int64();
  reader.skip_tagged_fields();
}

void BrokerRegistrationResponse::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_int64(broker_epoch);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
