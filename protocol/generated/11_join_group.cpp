// Made by protocol/schema/generate.py from protocol/schema/11_join_group.txt. Not to be edited.
#include "protocol/generated/11_join_group.h"

#include <utility>

#include "protocol/wire/equal.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void JoinGroupRequest::JoinGroupRequestProtocol::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 6;
  name = reader.read_string(compact);
  metadata = reader.read_bytes(compact);
  if (compact) reader.skip_tagged_fields();
}

void JoinGroupRequest::JoinGroupRequestProtocol::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 6;
  writer.write_string(name, compact);
  writer.write_bytes(metadata, compact);
  if (compact) writer.write_unsigned_varint(0);
}

bool JoinGroupRequest::JoinGroupRequestProtocol::operator==(const JoinGroupRequestProtocol& other) const {
  return name == other.name &&
         same_bytes(metadata, other.metadata);
}

void JoinGroupRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 6;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  session_timeout_ms = reader.read_int32();
  if (version >= 1) {
    rebalance_timeout_ms = reader.read_int32();
  }
  member_id = reader.read_string(compact);
  if (version >= 5) {
    group_instance_id = reader.read_nullable_string(compact);
  }
  protocol_type = reader.read_string(compact);
  protocols.resize(reader.read_array(compact, version >= 6 ? 3 : 6, sizeof(JoinGroupRequestProtocol)));
  for (JoinGroupRequestProtocol& item : protocols) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (version >= 8) {
    reason = reader.read_nullable_string(compact);
  }
  if (compact) reader.skip_tagged_fields();
}

void JoinGroupRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 6;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_int32(session_timeout_ms);
  if (version >= 1) {
    writer.write_int32(rebalance_timeout_ms);
  }
  writer.write_string(member_id, compact);
  if (version >= 5) {
    writer.write_nullable_string(group_instance_id, compact);
  }
  writer.write_string(protocol_type, compact);
  writer.write_array_count(protocols.size(), compact);
  for (const JoinGroupRequestProtocol& item : protocols) item.encode(writer, version);
  if (version >= 8) {
    writer.write_nullable_string(reason, compact);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void JoinGroupResponse::JoinGroupResponseMember::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 6;
  member_id = reader.read_string(compact);
  if (version >= 5) {
    group_instance_id = reader.read_nullable_string(compact);
  }
  metadata = reader.read_bytes(compact);
  if (compact) reader.skip_tagged_fields();
}

void JoinGroupResponse::JoinGroupResponseMember::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 6;
  writer.write_string(member_id, compact);
  if (version >= 5) {
    writer.write_nullable_string(group_instance_id, compact);
  }
  writer.write_bytes(metadata, compact);
  if (compact) writer.write_unsigned_varint(0);
}

bool JoinGroupResponse::JoinGroupResponseMember::operator==(const JoinGroupResponseMember& other) const {
  return member_id == other.member_id &&
         group_instance_id == other.group_instance_id &&
         same_bytes(metadata, other.metadata);
}

void JoinGroupResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 6;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 2) {
    throttle_time_ms = reader.read_int32();
  }
  error_code = reader.read_error_code();
  generation_id = reader.read_int32();
  if (version >= 7) {
    protocol_type = reader.read_nullable_string(compact);
  }
  protocol_name = reader.read_nullable_string(compact, version >= 7);
  leader = reader.read_string(compact);
  if (version >= 9) {
    skip_assignment = reader.read_bool();
  }
  member_id = reader.read_string(compact);
  members.resize(reader.read_array(compact, version >= 6 ? 4 : version >= 5 ? 8 : 6, sizeof(JoinGroupResponseMember)));
  for (JoinGroupResponseMember& item : members) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void JoinGroupResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 6;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 2) {
    writer.write_int32(throttle_time_ms);
  }
  writer.write_error_code(error_code);
  writer.write_int32(generation_id);
  if (version >= 7) {
    writer.write_nullable_string(protocol_type, compact);
  }
  writer.write_nullable_string(protocol_name, compact, version >= 7);
  writer.write_string(leader, compact);
  if (version >= 9) {
    writer.write_bool(skip_assignment);
  }
  writer.write_string(member_id, compact);
  writer.write_array_count(members.size(), compact);
  for (const JoinGroupResponseMember& item : members) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
