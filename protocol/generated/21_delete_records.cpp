// Made by protocol/schema/generate.py from protocol/schema/21_delete_records.txt. Not to be edited.
#include "protocol/generated/21_delete_records.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void DeleteRecordsRequest::DeleteRecordsPartition::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  partition_index = reader.read_int32();
  offset = reader.read_int64();
  if (compact) reader.skip_tagged_fields();
}

void DeleteRecordsRequest::DeleteRecordsPartition::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_int32(partition_index);
  writer.write_int64(offset);
  if (compact) writer.write_unsigned_varint(0);
}

void DeleteRecordsRequest::DeleteRecordsTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, version >= 2 ? 13 : 12, sizeof(DeleteRecordsPartition)));
  for (DeleteRecordsPartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void DeleteRecordsRequest::DeleteRecordsTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_string(name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const DeleteRecordsPartition& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void DeleteRecordsRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  topics.resize(reader.read_array(compact, version >= 2 ? 3 : 6, sizeof(DeleteRecordsTopic)));
  for (DeleteRecordsTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  timeout_ms = reader.read_int32();
  if (compact) reader.skip_tagged_fields();
}

void DeleteRecordsRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(topics.size(), compact);
  for (const DeleteRecordsTopic& item : topics) item.encode(writer, version);
  writer.write_int32(timeout_ms);
  if (compact) writer.write_unsigned_varint(0);
}

void DeleteRecordsResponse::DeleteRecordsPartitionResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  partition_index = reader.read_int32();
  low_watermark = reader.read_int64();
  error_code = reader.read_error_code();
  if (compact) reader.skip_tagged_fields();
}

void DeleteRecordsResponse::DeleteRecordsPartitionResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_int32(partition_index);
  writer.write_int64(low_watermark);
  writer.write_error_code(error_code);
  if (compact) writer.write_unsigned_varint(0);
}

void DeleteRecordsResponse::DeleteRecordsTopicResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, version >= 2 ? 15 : 14, sizeof(DeleteRecordsPartitionResult)));
  for (DeleteRecordsPartitionResult& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void DeleteRecordsResponse::DeleteRecordsTopicResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_string(name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const DeleteRecordsPartitionResult& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void DeleteRecordsResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  topics.resize(reader.read_array(compact, version >= 2 ? 3 : 6, sizeof(DeleteRecordsTopicResult)));
  for (DeleteRecordsTopicResult& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void DeleteRecordsResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_array_count(topics.size(), compact);
  for (const DeleteRecordsTopicResult& item : topics) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
