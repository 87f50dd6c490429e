// Made by protocol/schema/generate.py from protocol/schema/42_delete_groups.txt. Not to be edited.
#include "protocol/generated/42_delete_groups.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void DeleteGroupsRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  groups_names.resize(reader.read_array(compact, version >= 2 ? 1 : 2, sizeof(std::string_view)));
  for (std::string_view& item : groups_names) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void DeleteGroupsRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(groups_names.size(), compact);
  for (const std::string_view item : groups_names) writer.write_string(item, compact);
  if (compact) writer.write_unsigned_varint(0);
}

void DeleteGroupsResponse::DeletableGroupResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  group_id = reader.read_string(compact);
  error_code = reader.read_error_code();
  if (compact) reader.skip_tagged_fields();
}

void DeleteGroupsResponse::DeletableGroupResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_string(group_id, compact);
  writer.write_error_code(error_code);
  if (compact) writer.write_unsigned_varint(0);
}

void DeleteGroupsResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  results.resize(reader.read_array(compact, 4, sizeof(DeletableGroupResult)));
  for (DeletableGroupResult& item : results) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void DeleteGroupsResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_array_count(results.size(), compact);
  for (const DeletableGroupResult& item : results) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
