// Made by protocol/schema/generate.py from protocol/schema/90_describe_share_group_offsets.txt. Not to be edited.
#include "protocol/generated/90_describe_share_group_offsets.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void DescribeShareGroupOffsetsRequest::DescribeShareGroupOffsetsRequestTopic::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  topic_name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeShareGroupOffsetsRequest::DescribeShareGroupOffsetsRequestTopic::encode(Writer& writer,
    std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(topic_name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void DescribeShareGroupOffsetsRequest::DescribeShareGroupOffsetsRequestGroup::decode(Reader& reader,
    std::int16_t version) {
  constexpr bool compact = true;
  group_id = reader.read_string(compact);
  if (const std::int32_t elements = reader.read_nullable_array(compact, 3,
      sizeof(DescribeShareGroupOffsetsRequestTopic)); elements < 0) {
    topics.reset();
  } else {
    topics.emplace(static_cast<std::size_t>(elements));
    for (DescribeShareGroupOffsetsRequestTopic& item : *topics) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  reader.skip_tagged_fields();
}

void DescribeShareGroupOffsetsRequest::DescribeShareGroupOffsetsRequestGroup::encode(Writer& writer,
    std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(group_id, compact);
  if (!topics.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(topics->size(), compact);
    for (const DescribeShareGroupOffsetsRequestTopic& item : *topics) item.encode(writer, version);
  }
  writer.write_unsigned_varint(0);
}

void DescribeShareGroupOffsetsRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  groups.resize(reader.read_array(compact, 3, sizeof(DescribeShareGroupOffsetsRequestGroup)));
  for (DescribeShareGroupOffsetsRequestGroup& item : groups) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeShareGroupOffsetsRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(groups.size(), compact);
  for (const DescribeShareGroupOffsetsRequestGroup& item : groups) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void DescribeShareGroupOffsetsResponse::DescribeShareGroupOffsetsResponsePartition::decode(Reader& reader,
    std::int16_t version) {
  constexpr bool compact = true;
  partition_index = reader.read_int32();
  start_offset = reader.read_int64();
  leader_epoch = reader.read_int32();
  if (version >= 1) {
    lag = reader.read_int64();
  }
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  reader.skip_tagged_fields();
}

void DescribeShareGroupOffsetsResponse::DescribeShareGroupOffsetsResponsePartition::encode(Writer& writer,
    std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_int32(partition_index);
  writer.write_int64(start_offset);
  writer.write_int32(leader_epoch);
  if (version >= 1) {
    writer.write_int64(lag);
  }
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_unsigned_varint(0);
}

void DescribeShareGroupOffsetsResponse::DescribeShareGroupOffsetsResponseTopic::decode(Reader& reader,
    std::int16_t version) {
  constexpr bool compact = true;
  topic_name = reader.read_string(compact);
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, version >= 1 ? 28 : 20,
      sizeof(DescribeShareGroupOffsetsResponsePartition)));
  for (DescribeShareGroupOffsetsResponsePartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeShareGroupOffsetsResponse::DescribeShareGroupOffsetsResponseTopic::encode(Writer& writer,
    std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(topic_name, compact);
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const DescribeShareGroupOffsetsResponsePartition& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void DescribeShareGroupOffsetsResponse::DescribeShareGroupOffsetsResponseGroup::decode(Reader& reader,
    std::int16_t version) {
  constexpr bool compact = true;
  group_id = reader.read_string(compact);
  topics.resize(reader.read_array(compact, 19, sizeof(DescribeShareGroupOffsetsResponseTopic)));
  for (DescribeShareGroupOffsetsResponseTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  reader.skip_tagged_fields();
}

void DescribeShareGroupOffsetsResponse::DescribeShareGroupOffsetsResponseGroup::encode(Writer& writer,
    std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(group_id, compact);
  writer.write_array_count(topics.size(), compact);
  for (const DescribeShareGroupOffsetsResponseTopic& item : topics) item.encode(writer, version);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_unsigned_varint(0);
}

void DescribeShareGroupOffsetsResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  groups.resize(reader.read_array(compact, 6, sizeof(DescribeShareGroupOffsetsResponseGroup)));
  for (DescribeShareGroupOffsetsResponseGroup& item : groups) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeShareGroupOffsetsResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_array_count(groups.size(), compact);
  for (const DescribeShareGroupOffsetsResponseGroup& item : groups) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
