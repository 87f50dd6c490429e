// Made by protocol/schema/generate.py from protocol/schema/87_read_share_group_state_summary.txt. Not to be edited.
#include "protocol/generated/87_read_share_group_state_summary.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void ReadShareGroupStateSummaryRequest::PartitionData::decode(Reader& reader, std::int16_t) {
  partition = reader.read_int32();
  leader_epoch = reader.read_int32();
  reader.skip_tagged_fields();
}

void ReadShareGroupStateSummaryRequest::PartitionData::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(partition);
  writer.write_int32(leader_epoch);
  writer.write_unsigned_varint(0);
}

void ReadShareGroupStateSummaryRequest::ReadStateSummaryData::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, 9, sizeof(PartitionData)));
  for (PartitionData& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ReadShareGroupStateSummaryRequest::ReadStateSummaryData::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionData& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ReadShareGroupStateSummaryRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  topics.resize(reader.read_array(compact, 18, sizeof(ReadStateSummaryData)));
  for (ReadStateSummaryData& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ReadShareGroupStateSummaryRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_array_count(topics.size(), compact);
  for (const ReadStateSummaryData& item : topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ReadShareGroupStateSummaryResponse::PartitionResult::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  partition = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  state_epoch = reader.read_int32();
  leader_epoch = reader.read_int32();
  start_offset = reader.read_int64();
  if (version >= 1) {
    delivery_complete_count = reader.read_int32();
  }
  reader.skip_tagged_fields();
}

void ReadShareGroupStateSummaryResponse::PartitionResult::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_int32(partition);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_int32(state_epoch);
  writer.write_int32(leader_epoch);
  writer.write_int64(start_offset);
  if (version >= 1) {
    writer.write_int32(delivery_complete_count);
  }
  writer.write_unsigned_varint(0);
}

void ReadShareGroupStateSummaryResponse::ReadStateSummaryResult::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, version >= 1 ? 28 : 24, sizeof(PartitionResult)));
  for (PartitionResult& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ReadShareGroupStateSummaryResponse::ReadStateSummaryResult::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionResult& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ReadShareGroupStateSummaryResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  results.resize(reader.read_array(compact, 18, sizeof(ReadStateSummaryResult)));
  for (ReadStateSummaryResult& item : results) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ReadShareGroupStateSummaryResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(results.size(), compact);
  for (const ReadStateSummaryResult& item : results) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
