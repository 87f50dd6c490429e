// Made by protocol/schema/generate.py from protocol/schema/31_delete_acls.txt. Not to be edited.
#include "protocol/generated/31_delete_acls.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void DeleteAclsRequest::DeleteAclsFilter::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
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

void DeleteAclsRequest::DeleteAclsFilter::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
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

void DeleteAclsRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  filters.resize(reader.read_array(compact, version >= 2 ? 8 : version >= 1 ? 10 : 9, sizeof(DeleteAclsFilter)));
  for (DeleteAclsFilter& item : filters) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void DeleteAclsRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(filters.size(), compact);
  for (const DeleteAclsFilter& item : filters) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void DeleteAclsResponse::DeleteAclsMatchingAcl::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  resource_type = reader.read_int8();
  resource_name = reader.read_string(compact);
  if (version >= 1) {
    pattern_type = reader.read_int8();
  }
  principal = reader.read_string(compact);
  host = reader.read_string(compact);
  operation = reader.read_int8();
  permission_type = reader.read_int8();
  if (compact) reader.skip_tagged_fields();
}

void DeleteAclsResponse::DeleteAclsMatchingAcl::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_int8(resource_type);
  writer.write_string(resource_name, compact);
  if (version >= 1) {
    writer.write_int8(pattern_type);
  }
  writer.write_string(principal, compact);
  writer.write_string(host, compact);
  writer.write_int8(operation);
  writer.write_int8(permission_type);
  if (compact) writer.write_unsigned_varint(0);
}

void DeleteAclsResponse::DeleteAclsFilterResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  matching_acls.resize(reader.read_array(compact, version >= 2 ? 11 : version >= 1 ? 14 : 13,
      sizeof(DeleteAclsMatchingAcl)));
  for (DeleteAclsMatchingAcl& item : matching_acls) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void DeleteAclsResponse::DeleteAclsFilterResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_array_count(matching_acls.size(), compact);
  for (const DeleteAclsMatchingAcl& item : matching_acls) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void DeleteAclsResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  filter_results.resize(reader.read_array(compact, version >= 2 ? 5 : 8, sizeof(DeleteAclsFilterResult)));
  for (DeleteAclsFilterResult& item : filter_results) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void DeleteAclsResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_array_count(filter_results.size(), compact);
  for (const DeleteAclsFilterResult& item : filter_results) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
