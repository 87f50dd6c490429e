// Made by protocol/schema/generate.py from protocol/schema/92_delete_share_group_offsets.txt. Not to be edited.
#include "protocol/generated/92_delete_share_group_offsets.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void DeleteShareGroupOffsetsRequest::DeleteShareGroupOffsetsRequestTopic::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  topic_name = reader.read_string(compact);
  reader.skip_tagged_fields();
}

void DeleteShareGroupOffsetsRequest::DeleteShareGroupOffsetsRequestTopic::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(topic_name, compact);
  writer.write_unsigned_varint(0);
}

void DeleteShareGroupOffsetsRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  topics.resize(reader.read_array(compact, 2, sizeof(DeleteShareGroupOffsetsRequestTopic)));
  for (DeleteShareGroupOffsetsRequestTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DeleteShareGroupOffsetsRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_array_count(topics.size(), compact);
  for (const DeleteShareGroupOffsetsRequestTopic& item : topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void DeleteShareGroupOffsetsResponse::DeleteShareGroupOffsetsResponseTopic::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  topic_name = reader.read_string(compact);
  topic_id = reader.read_uuid();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  reader.skip_tagged_fields();
}

void DeleteShareGroupOffsetsResponse::DeleteShareGroupOffsetsResponseTopic::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(topic_name, compact);
  writer.write_uuid(topic_id);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_unsigned_varint(0);
}

void DeleteShareGroupOffsetsResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  responses.resize(reader.read_array(compact, 21, sizeof(DeleteShareGroupOffsetsResponseTopic)));
  for (DeleteShareGroupOffsetsResponseTopic& item : responses) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DeleteShareGroupOffsetsResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_array_count(responses.size(), compact);
  for (const DeleteShareGroupOffsetsResponseTopic& item : responses) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
