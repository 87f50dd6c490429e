// Made by protocol/schema/generate.py from protocol/schema/12_heartbeat.txt. Not to be edited.
#include "protocol/generated/12_heartbeat.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void HeartbeatRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  generation_id = reader.read_int32();
  member_id = reader.read_string(compact);
  if (version >= 3) {
    group_instance_id = reader.read_nullable_string(compact);
  }
  if (compact) reader.skip_tagged_fields();
}

void HeartbeatRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_int32(generation_id);
  writer.write_string(member_id, compact);
  if (version >= 3) {
    writer.write_nullable_string(group_instance_id, compact);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void HeartbeatResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 1) {
    throttle_time_ms = reader.read_int32();
  }
  error_code = reader.read_error_code();
  if (compact) reader.skip_tagged_fields();
}

void HeartbeatResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 1) {
    writer.write_int32(throttle_time_ms);
  }
  writer.write_error_code(error_code);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
