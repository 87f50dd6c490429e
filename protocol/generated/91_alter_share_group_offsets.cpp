// Made by protocol/schema/generate.py from protocol/schema/91_alter_share_group_offsets.txt. Not to be edited.
#include "protocol/generated/91_alter_share_group_offsets.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void AlterShareGroupOffsetsRequest::AlterShareGroupOffsetsRequestPartition::decode(Reader& reader, std::int16_t) {
  partition_index = reader.read_int32();
  start_offset = reader.read_int64();
  reader.skip_tagged_fields();
}

void AlterShareGroupOffsetsRequest::AlterShareGroupOffsetsRequestPartition::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(partition_index);
  writer.write_int64(start_offset);
  writer.write_unsigned_varint(0);
}

void AlterShareGroupOffsetsRequest::AlterShareGroupOffsetsRequestTopic::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 13, sizeof(AlterShareGroupOffsetsRequestPartition)));
  for (AlterShareGroupOffsetsRequestPartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AlterShareGroupOffsetsRequest::AlterShareGroupOffsetsRequestTopic::encode(Writer& writer,
    std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(topic_name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const AlterShareGroupOffsetsRequestPartition& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void AlterShareGroupOffsetsRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  topics.resize(reader.read_array(compact, 3, sizeof(AlterShareGroupOffsetsRequestTopic)));
  for (AlterShareGroupOffsetsRequestTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AlterShareGroupOffsetsRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_array_count(topics.size(), compact);
  for (const AlterShareGroupOffsetsRequestTopic& item : topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void AlterShareGroupOffsetsResponse::AlterShareGroupOffsetsResponsePartition::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  partition_index = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  reader.skip_tagged_fields();
}

void AlterShareGroupOffsetsResponse::AlterShareGroupOffsetsResponsePartition::encode(Writer& writer,
    std::int16_t) const {
  constexpr bool compact = true;
  writer.write_int32(partition_index);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_unsigned_varint(0);
}

void AlterShareGroupOffsetsResponse::AlterShareGroupOffsetsResponseTopic::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_name = reader.read_string(compact);
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, 8, sizeof(AlterShareGroupOffsetsResponsePartition)));
  for (AlterShareGroupOffsetsResponsePartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AlterShareGroupOffsetsResponse::AlterShareGroupOffsetsResponseTopic::encode(Writer& writer,
    std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(topic_name, compact);
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const AlterShareGroupOffsetsResponsePartition& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void AlterShareGroupOffsetsResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  responses.resize(reader.read_array(compact, 19, sizeof(AlterShareGroupOffsetsResponseTopic)));
  for (AlterShareGroupOffsetsResponseTopic& item : responses) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AlterShareGroupOffsetsResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_array_count(responses.size(), compact);
  for (const AlterShareGroupOffsetsResponseTopic& item : responses) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
