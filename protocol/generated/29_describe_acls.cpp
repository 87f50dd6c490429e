// Made by protocol/schema/generate.py from protocol/schema/29_describe_acls.txt. Not to be edited.
#include "protocol/generated/29_describe_acls.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void DescribeAclsRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  resource_type_filter = reader.read_int8();
  resource_name_filter = reader.read_nullable_string(compact);
  if (version >= 1) {
    pattern_type_filter = reader.read_int8();
  }
  principal_filter = reader.read_nullable_string(compact);
  host_filter = reader.read_nullable_string(compact);
  operation = reader.read_int8();
  permission_type = reader.read_int8();
  if (compact) reader.skip_tagged_fields();
}

void DescribeAclsRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int8(resource_type_filter);
  writer.write_nullable_string(resource_name_filter, compact);
  if (version >= 1) {
    writer.write_int8(pattern_type_filter);
  }
  writer.write_nullable_string(principal_filter, compact);
  writer.write_nullable_string(host_filter, compact);
  writer.write_int8(operation);
  writer.write_int8(permission_type);
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeAclsResponse::AclDescription::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  principal = reader.read_string(compact);
  host = reader.read_string(compact);
  operation = reader.read_int8();
  permission_type = reader.read_int8();
  if (compact) reader.skip_tagged_fields();
}

void DescribeAclsResponse::AclDescription::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_string(principal, compact);
  writer.write_string(host, compact);
  writer.write_int8(operation);
  writer.write_int8(permission_type);
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeAclsResponse::DescribeAclsResource::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  resource_type = reader.read_int8();
  resource_name = reader.read_string(compact);
  if (version >= 1) {
    pattern_type = reader.read_int8();
  }
  acls.resize(reader.read_array(compact, version >= 2 ? 5 : 6, sizeof(AclDescription)));
  for (AclDescription& item : acls) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void DescribeAclsResponse::DescribeAclsResource::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_int8(resource_type);
  writer.write_string(resource_name, compact);
  if (version >= 1) {
    writer.write_int8(pattern_type);
  }
  writer.write_array_count(acls.size(), compact);
  for (const AclDescription& item : acls) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeAclsResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  resources.resize(reader.read_array(compact, version >= 2 ? 5 : version >= 1 ? 8 : 7, sizeof(DescribeAclsResource)));
  for (DescribeAclsResource& item : resources) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void DescribeAclsResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_array_count(resources.size(), compact);
  for (const DescribeAclsResource& item : resources) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
