// Made by protocol/schema/generate.py from protocol/schema/14_sync_group.txt. Not to be edited.
#include "protocol/generated/14_sync_group.h"

#include <utility>

#include "protocol/wire/equal.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void SyncGroupRequest::SyncGroupRequestAssignment::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  member_id = reader.read_string(compact);
  assignment = reader.read_bytes(compact);
  if (compact) reader.skip_tagged_fields();
}

void SyncGroupRequest::SyncGroupRequestAssignment::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  writer.write_string(member_id, compact);
  writer.write_bytes(assignment, compact);
  if (compact) writer.write_unsigned_varint(0);
}

bool SyncGroupRequest::SyncGroupRequestAssignment::operator==(const SyncGroupRequestAssignment& other) const {
  return member_id == other.member_id &&
         same_bytes(assignment, other.assignment);
}

void SyncGroupRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  generation_id = reader.read_int32();
  member_id = reader.read_string(compact);
  if (version >= 3) {
    group_instance_id = reader.read_nullable_string(compact);
  }
  if (version >= 5) {
    protocol_type = reader.read_nullable_string(compact);
    protocol_name = reader.read_nullable_string(compact);
  }
  assignments.resize(reader.read_array(compact, version >= 4 ? 3 : 6, sizeof(SyncGroupRequestAssignment)));
  for (SyncGroupRequestAssignment& item : assignments) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void SyncGroupRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_int32(generation_id);
  writer.write_string(member_id, compact);
  if (version >= 3) {
    writer.write_nullable_string(group_instance_id, compact);
  }
  if (version >= 5) {
    writer.write_nullable_string(protocol_type, compact);
    writer.write_nullable_string(protocol_name, compact);
  }
  writer.write_array_count(assignments.size(), compact);
  for (const SyncGroupRequestAssignment& item : assignments) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void SyncGroupResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 1) {
    throttle_time_ms = reader.read_int32();
  }
  error_code = reader.read_error_code();
  if (version >= 5) {
    protocol_type = reader.read_nullable_string(compact);
    protocol_name = reader.read_nullable_string(compact);
  }
  assignment = reader.read_bytes(compact);
  if (compact) reader.skip_tagged_fields();
}

void SyncGroupResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 1) {
    writer.write_int32(throttle_time_ms);
  }
  writer.write_error_code(error_code);
  if (version >= 5) {
    writer.write_nullable_string(protocol_type, compact);
    writer.write_nullable_string(protocol_name, compact);
  }
  writer.write_bytes(assignment, compact);
  if (compact) writer.write_unsigned_varint(0);
}

bool SyncGroupResponse::operator==(const SyncGroupResponse& other) const {
  return throttle_time_ms == other.throttle_time_ms &&
         error_code == other.error_code &&
         protocol_type == other.protocol_type &&
         protocol_name == other.protocol_name &&
         same_bytes(assignment, other.assignment);
}

}  // namespace klamm::protocol
