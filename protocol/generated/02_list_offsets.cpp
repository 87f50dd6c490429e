// Made by protocol/schema/generate.py from protocol/schema/02_list_offsets.txt. Not to be edited.
#include "protocol/generated/02_list_offsets.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void ListOffsetsRequest::ListOffsetsPartition::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 6;
  partition_index = reader.read_int32();
  if (version >= 4) {
    current_leader_epoch = reader.read_int32();
  }
  timestamp = reader.read_int64();
  if (version <= 0) {
    max_num_offsets = reader.read_int32();
  }
  if (compact) reader.skip_tagged_fields();
}

void ListOffsetsRequest::ListOffsetsPartition::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 6;
  writer.write_int32(partition_index);
  if (version >= 4) {
    writer.write_int32(current_leader_epoch);
  }
  writer.write_int64(timestamp);
  if (version <= 0) {
    writer.write_int32(max_num_offsets);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void ListOffsetsRequest::ListOffsetsTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 6;
  name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, version >= 6 ? 17 : version >= 4 ? 16 : version >= 1 ? 12 : 16,
      sizeof(ListOffsetsPartition)));
  for (ListOffsetsPartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void ListOffsetsRequest::ListOffsetsTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 6;
  writer.write_string(name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const ListOffsetsPartition& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void ListOffsetsRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 6;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  replica_id = reader.read_int32();
  if (version >= 2) {
    isolation_level = reader.read_int8();
  }
  topics.resize(reader.read_array(compact, version >= 6 ? 3 : 6, sizeof(ListOffsetsTopic)));
  for (ListOffsetsTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (version >= 10) {
    timeout_ms = reader.read_int32();
  }
  if (compact) reader.skip_tagged_fields();
}

void ListOffsetsRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 6;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(replica_id);
  if (version >= 2) {
    writer.write_int8(isolation_level);
  }
  writer.write_array_count(topics.size(), compact);
  for (const ListOffsetsTopic& item : topics) item.encode(writer, version);
  if (version >= 10) {
    writer.write_int32(timeout_ms);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void ListOffsetsResponse::ListOffsetsPartitionResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 6;
  partition_index = reader.read_int32();
  error_code = reader.read_error_code();
  if (version <= 0) {
    old_style_offsets.resize(reader.read_array(compact, 8, sizeof(std::int64_t)));
    for (std::int64_t& item : old_style_offsets) {
      item = reader.read_int64();
      if (!reader.ok()) return;
    }
  }
  if (version >= 1) {
    timestamp = reader.read_int64();
    offset = reader.read_int64();
  }
  if (version >= 4) {
    leader_epoch = reader.read_int32();
  }
  if (compact) reader.skip_tagged_fields();
}

void ListOffsetsResponse::ListOffsetsPartitionResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 6;
  writer.write_int32(partition_index);
  writer.write_error_code(error_code);
  if (version <= 0) {
    writer.write_array_count(old_style_offsets.size(), compact);
    for (const std::int64_t item : old_style_offsets) writer.write_int64(item);
  }
  if (version >= 1) {
    writer.write_int64(timestamp);
    writer.write_int64(offset);
  }
  if (version >= 4) {
    writer.write_int32(leader_epoch);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void ListOffsetsResponse::ListOffsetsTopicResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 6;
  name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, version >= 6 ? 27 : version >= 4 ? 26 : version >= 1 ? 22 : 10,
      sizeof(ListOffsetsPartitionResponse)));
  for (ListOffsetsPartitionResponse& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void ListOffsetsResponse::ListOffsetsTopicResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 6;
  writer.write_string(name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const ListOffsetsPartitionResponse& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void ListOffsetsResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 6;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 2) {
    throttle_time_ms = reader.read_int32();
  }
  topics.resize(reader.read_array(compact, version >= 6 ? 3 : 6, sizeof(ListOffsetsTopicResponse)));
  for (ListOffsetsTopicResponse& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void ListOffsetsResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 6;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 2) {
    writer.write_int32(throttle_time_ms);
  }
  writer.write_array_count(topics.size(), compact);
  for (const ListOffsetsTopicResponse& item : topics) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
