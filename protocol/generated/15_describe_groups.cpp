// Made by protocol/schema/generate.py from protocol/schema/15_describe_groups.txt. Not to be edited.
#include "protocol/generated/15_describe_groups.h"

#include <utility>

#include "protocol/wire/equal.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void DescribeGroupsRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 5;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  groups.resize(reader.read_array(compact, version >= 5 ? 1 : 2, sizeof(std::string_view)));
  for (std::string_view& item : groups) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
  if (version >= 3) {
    include_authorized_operations = reader.read_bool();
  }
  if (compact) reader.skip_tagged_fields();
}

void DescribeGroupsRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 5;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(groups.size(), compact);
  for (const std::string_view item : groups) writer.write_string(item, compact);
  if (version >= 3) {
    writer.write_bool(include_authorized_operations);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeGroupsResponse::DescribedGroupMember::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 5;
  member_id = reader.read_string(compact);
  if (version >= 4) {
    group_instance_id = reader.read_nullable_string(compact);
  }
  client_id = reader.read_string(compact);
  client_host = reader.read_string(compact);
  member_metadata = reader.read_bytes(compact);
  member_assignment = reader.read_bytes(compact);
  if (compact) reader.skip_tagged_fields();
}

void DescribeGroupsResponse::DescribedGroupMember::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 5;
  writer.write_string(member_id, compact);
  if (version >= 4) {
    writer.write_nullable_string(group_instance_id, compact);
  }
  writer.write_string(client_id, compact);
  writer.write_string(client_host, compact);
  writer.write_bytes(member_metadata, compact);
  writer.write_bytes(member_assignment, compact);
  if (compact) writer.write_unsigned_varint(0);
}

bool DescribeGroupsResponse::DescribedGroupMember::operator==(const DescribedGroupMember& other) const {
  return member_id == other.member_id &&
         group_instance_id == other.group_instance_id &&
         client_id == other.client_id &&
         client_host == other.client_host &&
         same_bytes(member_metadata, other.member_metadata) &&
         same_bytes(member_assignment, other.member_assignment);
}

void DescribeGroupsResponse::DescribedGroup::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 5;
  error_code = reader.read_error_code();
  if (version >= 6) {
    error_message = reader.read_nullable_string(compact);
  }
  group_id = reader.read_string(compact);
  group_state = reader.read_string(compact);
  protocol_type = reader.read_string(compact);
  protocol_data = reader.read_string(compact);
  members.resize(reader.read_array(compact, version >= 5 ? 7 : version >= 4 ? 16 : 14, sizeof(DescribedGroupMember)));
  for (DescribedGroupMember& item : members) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (version >= 3) {
    authorized_operations = reader.read_int32();
  }
  if (compact) reader.skip_tagged_fields();
}

void DescribeGroupsResponse::DescribedGroup::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 5;
  writer.write_error_code(error_code);
  if (version >= 6) {
    writer.write_nullable_string(error_message, compact);
  }
  writer.write_string(group_id, compact);
  writer.write_string(group_state, compact);
  writer.write_string(protocol_type, compact);
  writer.write_string(protocol_data, compact);
  writer.write_array_count(members.size(), compact);
  for (const DescribedGroupMember& item : members) item.encode(writer, version);
  if (version >= 3) {
    writer.write_int32(authorized_operations);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeGroupsResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 5;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 1) {
    throttle_time_ms = reader.read_int32();
  }
  groups.resize(reader.read_array(compact, version >= 6 ? 13 : version >= 5 ? 12 : version >= 3 ? 18 : 14,
      sizeof(DescribedGroup)));
  for (DescribedGroup& item : groups) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void DescribeGroupsResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 5;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 1) {
    writer.write_int32(throttle_time_ms);
  }
  writer.write_array_count(groups.size(), compact);
  for (const DescribedGroup& item : groups) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
