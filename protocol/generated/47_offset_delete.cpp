// Made by protocol/schema/generate.py from protocol/schema/47_offset_delete.txt. Not to be edited.
#include "protocol/generated/47_offset_delete.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void OffsetDeleteRequest::OffsetDeleteRequestPartition::decode(Reader& reader, std::int16_t) {
  partition_index = reader.read_int32();
}

void OffsetDeleteRequest::OffsetDeleteRequestPartition::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(partition_index);
}

void OffsetDeleteRequest::OffsetDeleteRequestTopic::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 4, sizeof(OffsetDeleteRequestPartition)));
  for (OffsetDeleteRequestPartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
}

void OffsetDeleteRequest::OffsetDeleteRequestTopic::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  writer.write_string(name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const OffsetDeleteRequestPartition& item : partitions) item.encode(writer, version);
}

void OffsetDeleteRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  topics.resize(reader.read_array(compact, 6, sizeof(OffsetDeleteRequestTopic)));
  for (OffsetDeleteRequestTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
}

void OffsetDeleteRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_array_count(topics.size(), compact);
  for (const OffsetDeleteRequestTopic& item : topics) item.encode(writer, version);
}

void OffsetDeleteResponse::OffsetDeleteResponsePartition::decode(Reader& reader, std::int16_t) {
  partition_index = reader.read_int32();
  error_code = reader.read_error_code();
}

void OffsetDeleteResponse::OffsetDeleteResponsePartition::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(partition_index);
  writer.write_error_code(error_code);
}

void OffsetDeleteResponse::OffsetDeleteResponseTopic::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 6, sizeof(OffsetDeleteResponsePartition)));
  for (OffsetDeleteResponsePartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
}

void OffsetDeleteResponse::OffsetDeleteResponseTopic::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  writer.write_string(name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const OffsetDeleteResponsePartition& item : partitions) item.encode(writer, version);
}

void OffsetDeleteResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  error_code = reader.read_error_code();
  throttle_time_ms = reader.read_int32();
  topics.resize(reader.read_array(compact, 6, sizeof(OffsetDeleteResponseTopic)));
  for (OffsetDeleteResponseTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
}

void OffsetDeleteResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_error_code(error_code);
  writer.write_int32(throttle_time_ms);
  writer.write_array_count(topics.size(), compact);
  for (const OffsetDeleteResponseTopic& item : topics) item.encode(writer, version);
}

}  // namespace klamm::protocol
