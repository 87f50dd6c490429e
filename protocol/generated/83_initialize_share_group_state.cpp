// Made by protocol/schema/generate.py from protocol/schema/83_initialize_share_group_state.txt. Not to be edited.
#include "protocol/generated/83_initialize_share_group_state.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void InitializeShareGroupStateRequest::PartitionData::decode(Reader& reader, std::int16_t) {
  partition = reader.read_int32();
  state_epoch = reader.read_int32();
  start_offset = reader.read_int64();
  reader.skip_tagged_fields();
}

void InitializeShareGroupStateRequest::PartitionData::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(partition);
  writer.write_int32(state_epoch);
  writer.write_int64(start_offset);
  writer.write_unsigned_varint(0);
}

void InitializeShareGroupStateRequest::InitializeStateData::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, 17, sizeof(PartitionData)));
  for (PartitionData& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void InitializeShareGroupStateRequest::InitializeStateData::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionData& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void InitializeShareGroupStateRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  topics.resize(reader.read_array(compact, 18, sizeof(InitializeStateData)));
  for (InitializeStateData& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void InitializeShareGroupStateRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_array_count(topics.size(), compact);
  for (const InitializeStateData& item : topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void InitializeShareGroupStateResponse::PartitionResult::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  partition = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  reader.skip_tagged_fields();
}

void InitializeShareGroupStateResponse::PartitionResult::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_int32(partition);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_unsigned_varint(0);
}

void InitializeShareGroupStateResponse::InitializeStateResult::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, 8, sizeof(PartitionResult)));
  for (PartitionResult& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void InitializeShareGroupStateResponse::InitializeStateResult::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionResult& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void InitializeShareGroupStateResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  results.resize(reader.read_array(compact, 18, sizeof(InitializeStateResult)));
  for (InitializeStateResult& item : results) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void InitializeShareGroupStateResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(results.size(), compact);
  for (const InitializeStateResult& item : results) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
