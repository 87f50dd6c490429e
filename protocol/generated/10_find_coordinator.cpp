// Made by protocol/schema/generate.py from protocol/schema/10_find_coordinator.txt. Not to be edited.
#include "protocol/generated/10_find_coordinator.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void FindCoordinatorRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version <= 3) {
    key = reader.read_string(compact);
  }
  if (version >= 1) {
    key_type = reader.read_int8();
  }
  if (version >= 4) {
    coordinator_keys.resize(reader.read_array(compact, 1, sizeof(std::string_view)));
    for (std::string_view& item : coordinator_keys) {
      item = reader.read_string(compact);
      if (!reader.ok()) return;
    }
  }
  if (compact) reader.skip_tagged_fields();
}

void FindCoordinatorRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version <= 3) {
    writer.write_string(key, compact);
  }
  if (version >= 1) {
    writer.write_int8(key_type);
  }
  if (version >= 4) {
    writer.write_array_count(coordinator_keys.size(), compact);
    for (const std::string_view item : coordinator_keys) writer.write_string(item, compact);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void FindCoordinatorResponse::Coordinator::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  key = reader.read_string(compact);
  node_id = reader.read_int32();
  host = reader.read_string(compact);
  port = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  reader.skip_tagged_fields();
}

void FindCoordinatorResponse::Coordinator::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(key, compact);
  writer.write_int32(node_id);
  writer.write_string(host, compact);
  writer.write_int32(port);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_unsigned_varint(0);
}

void FindCoordinatorResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 1) {
    throttle_time_ms = reader.read_int32();
  }
  if (version <= 3) {
    error_code = reader.read_error_code();
  }
  if (version >= 1 && version <= 3) {
    error_message = reader.read_nullable_string(compact);
  }
  if (version <= 3) {
    node_id = reader.read_int32();
    host = reader.read_string(compact);
    port = reader.read_int32();
  }
  if (version >= 4) {
    coordinators.resize(reader.read_array(compact, 14, sizeof(Coordinator)));
    for (Coordinator& item : coordinators) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (compact) reader.skip_tagged_fields();
}

void FindCoordinatorResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 1) {
    writer.write_int32(throttle_time_ms);
  }
  if (version <= 3) {
    writer.write_error_code(error_code);
  }
  if (version >= 1 && version <= 3) {
    writer.write_nullable_string(error_message, compact);
  }
  if (version <= 3) {
    writer.write_int32(node_id);
    writer.write_string(host, compact);
    writer.write_int32(port);
  }
  if (version >= 4) {
    writer.write_array_count(coordinators.size(), compact);
    for (const Coordinator& item : coordinators) item.encode(writer, version);
  }
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
