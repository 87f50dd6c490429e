// Made by protocol/schema/generate.py from protocol/schema/84_read_share_group_state.txt. Not to be edited.
#include "protocol/generated/84_read_share_group_state.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void ReadShareGroupStateRequest::PartitionData::decode(Reader& reader, std::int16_t) {
  partition = reader.read_int32();
  leader_epoch = reader.read_int32();
  reader.skip_tagged_fields();
}

void ReadShareGroupStateRequest::PartitionData::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(partition);
  writer.write_int32(leader_epoch);
  writer.write_unsigned_varint(0);
}

void ReadShareGroupStateRequest::ReadStateData::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, 9, sizeof(PartitionData)));
  for (PartitionData& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ReadShareGroupStateRequest::ReadStateData::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionData& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ReadShareGroupStateRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  topics.resize(reader.read_array(compact, 18, sizeof(ReadStateData)));
  for (ReadStateData& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ReadShareGroupStateRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_array_count(topics.size(), compact);
  for (const ReadStateData& item : topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ReadShareGroupStateResponse::StateBatch::decode(Reader& reader, std::int16_t) {
  first_offset = reader.read_int64();
  last_offset = reader.read_int64();
  delivery_state = reader.read_int8();
  delivery_count = reader.read_int16();
  reader.skip_tagged_fields();
}

void ReadShareGroupStateResponse::StateBatch::encode(Writer& writer, std::int16_t) const {
  writer.write_int64(first_offset);
  writer.write_int64(last_offset);
  writer.write_int8(delivery_state);
  writer.write_int16(delivery_count);
  writer.write_unsigned_varint(0);
}

void ReadShareGroupStateResponse::PartitionResult::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  partition = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  state_epoch = reader.read_int32();
  start_offset = reader.read_int64();
  state_batches.resize(reader.read_array(compact, 20, sizeof(StateBatch)));
  for (StateBatch& item : state_batches) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ReadShareGroupStateResponse::PartitionResult::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_int32(partition);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_int32(state_epoch);
  writer.write_int64(start_offset);
  writer.write_array_count(state_batches.size(), compact);
  for (const StateBatch& item : state_batches) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ReadShareGroupStateResponse::ReadStateResult::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, 21, sizeof(PartitionResult)));
  for (PartitionResult& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ReadShareGroupStateResponse::ReadStateResult::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionResult& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ReadShareGroupStateResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  results.resize(reader.read_array(compact, 18, sizeof(ReadStateResult)));
  for (ReadStateResult& item : results) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ReadShareGroupStateResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(results.size(), compact);
  for (const ReadStateResult& item : results) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
