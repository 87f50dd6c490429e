// Made by protocol/schema/generate.py from protocol/schema/13_leave_group.txt. Not to be edited.
#include "protocol/generated/13_leave_group.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void LeaveGroupRequest::MemberIdentity::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  member_id = reader.read_string(compact);
  group_instance_id = reader.read_nullable_string(compact);
  if (version >= 5) {
    reason = reader.read_nullable_string(compact);
  }
  if (compact) reader.skip_tagged_fields();
}

void LeaveGroupRequest::MemberIdentity::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  writer.write_string(member_id, compact);
  writer.write_nullable_string(group_instance_id, compact);
  if (version >= 5) {
    writer.write_nullable_string(reason, compact);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void LeaveGroupRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  if (version <= 2) {
    member_id = reader.read_string(compact);
  }
  if (version >= 3) {
    members.resize(reader.read_array(compact, version >= 5 ? 4 : version >= 4 ? 3 : 4, sizeof(MemberIdentity)));
    for (MemberIdentity& item : members) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (compact) reader.skip_tagged_fields();
}

void LeaveGroupRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  if (version <= 2) {
    writer.write_string(member_id, compact);
  }
  if (version >= 3) {
    writer.write_array_count(members.size(), compact);
    for (const MemberIdentity& item : members) item.encode(writer, version);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void LeaveGroupResponse::MemberResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  member_id = reader.read_string(compact);
  group_instance_id = reader.read_nullable_string(compact);
  error_code = reader.read_error_code();
  if (compact) reader.skip_tagged_fields();
}

void LeaveGroupResponse::MemberResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  writer.write_string(member_id, compact);
  writer.write_nullable_string(group_instance_id, compact);
  writer.write_error_code(error_code);
  if (compact) writer.write_unsigned_varint(0);
}

void LeaveGroupResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 1) {
    throttle_time_ms = reader.read_int32();
  }
  error_code = reader.read_error_code();
  if (version >= 3) {
    members.resize(reader.read_array(compact, version >= 4 ? 5 : 6, sizeof(MemberResponse)));
    for (MemberResponse& item : members) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (compact) reader.skip_tagged_fields();
}

void LeaveGroupResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 1) {
    writer.write_int32(throttle_time_ms);
  }
  writer.write_error_code(error_code);
  if (version >= 3) {
    writer.write_array_count(members.size(), compact);
    for (const MemberResponse& item : members) item.encode(writer, version);
  }
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
