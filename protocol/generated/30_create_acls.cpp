// Made by protocol/schema/generate.py from protocol/schema/30_create_acls.txt. Not to be edited.
#include "protocol/generated/30_create_acls.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void CreateAclsRequest::AclCreation::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  resource_type = reader.read_int8();
  resource_name = reader.read_string(compact);
  if (version >= 1) {
    resource_pattern_type = reader.read_int8();
  }
  principal = reader.read_string(compact);
  host = reader.read_string(compact);
  operation = reader.read_int8();
  permission_type = reader.read_int8();
  if (compact) reader.skip_tagged_fields();
}

void CreateAclsRequest::AclCreation::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_int8(resource_type);
  writer.write_string(resource_name, compact);
  if (version >= 1) {
    writer.write_int8(resource_pattern_type);
  }
  writer.write_string(principal, compact);
  writer.write_string(host, compact);
  writer.write_int8(operation);
  writer.write_int8(permission_type);
  if (compact) writer.write_unsigned_varint(0);
}

void CreateAclsRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  creations.resize(reader.read_array(compact, version >= 2 ? 8 : version >= 1 ? 10 : 9, sizeof(AclCreation)));
  for (AclCreation& item : creations) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void CreateAclsRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(creations.size(), compact);
  for (const AclCreation& item : creations) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void CreateAclsResponse::AclCreationResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  if (compact) reader.skip_tagged_fields();
}

void CreateAclsResponse::AclCreationResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  if (compact) writer.write_unsigned_varint(0);
}

void CreateAclsResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  results.resize(reader.read_array(compact, 4, sizeof(AclCreationResult)));
  for (AclCreationResult& item : results) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void CreateAclsResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_array_count(results.size(), compact);
  for (const AclCreationResult& item : results) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
