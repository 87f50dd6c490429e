// Made by protocol/schema/generate.py from protocol/schema/16_list_groups.txt. Not to be edited.
#include "protocol/generated/16_list_groups.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void ListGroupsRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 4) {
    states_filter.resize(reader.read_array(compact, 1, sizeof(std::string_view)));
    for (std::string_view& item : states_filter) {
      item = reader.read_string(compact);
      if (!reader.ok()) return;
    }
  }
  if (version >= 5) {
    types_filter.resize(reader.read_array(compact, 1, sizeof(std::string_view)));
    for (std::string_view& item : types_filter) {
      item = reader.read_string(compact);
      if (!reader.ok()) return;
    }
  }
  if (compact) reader.skip_tagged_fields();
}

void ListGroupsRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 4) {
    writer.write_array_count(states_filter.size(), compact);
    for (const std::string_view item : states_filter) writer.write_string(item, compact);
  }
  if (version >= 5) {
    writer.write_array_count(types_filter.size(), compact);
    for (const std::string_view item : types_filter) writer.write_string(item, compact);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void ListGroupsResponse::ListedGroup::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  group_id = reader.read_string(compact);
  protocol_type = reader.read_string(compact);
  if (version >= 4) {
    group_state = reader.read_string(compact);
  }
  if (version >= 5) {
    group_type = reader.read_string(compact);
  }
  if (compact) reader.skip_tagged_fields();
}

void ListGroupsResponse::ListedGroup::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  writer.write_string(group_id, compact);
  writer.write_string(protocol_type, compact);
  if (version >= 4) {
    writer.write_string(group_state, compact);
  }
  if (version >= 5) {
    writer.write_string(group_type, compact);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void ListGroupsResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 1) {
    throttle_time_ms = reader.read_int32();
  }
  error_code = reader.read_error_code();
  groups.resize(reader.read_array(compact, version >= 5 ? 5 : version >= 4 ? 4 : version >= 3 ? 3 : 4,
      sizeof(ListedGroup)));
  for (ListedGroup& item : groups) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void ListGroupsResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 1) {
    writer.write_int32(throttle_time_ms);
  }
  writer.write_error_code(error_code);
  writer.write_array_count(groups.size(), compact);
  for (const ListedGroup& item : groups) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
