// Made by protocol/schema/generate.py from protocol/schema/73_assign_replicas_to_dirs.txt. Not to be edited.
#include "protocol/generated/73_assign_replicas_to_dirs.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void AssignReplicasToDirsRequest::PartitionData::decode(Reader& reader, std::int16_t) {
  partition_index = reader.read_int32();
  reader.skip_tagged_fields();
}

void AssignReplicasToDirsRequest::PartitionData::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(partition_index);
  writer.write_unsigned_varint(0);
}

void AssignReplicasToDirsRequest::TopicData::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, 5, sizeof(PartitionData)));
  for (PartitionData& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AssignReplicasToDirsRequest::TopicData::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionData& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void AssignReplicasToDirsRequest::DirectoryData::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  id = reader.read_uuid();
  topics.resize(reader.read_array(compact, 18, sizeof(TopicData)));
  for (TopicData& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AssignReplicasToDirsRequest::DirectoryData::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_uuid(id);
  writer.write_array_count(topics.size(), compact);
  for (const TopicData& item : topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void AssignReplicasToDirsRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  broker_id = reader.read_int32();
  broker_epoch = reader.read_int64();
  directories.resize(reader.read_array(compact, 18, sizeof(DirectoryData)));
  for (DirectoryData& item : directories) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AssignReplicasToDirsRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(broker_id);
  writer.write_int64(broker_epoch);
  writer.write_array_count(directories.size(), compact);
  for (const DirectoryData& item : directories) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void AssignReplicasToDirsResponse::PartitionData::decode(Reader& reader, std::int16_t) {
  partition_index = reader.read_int32();
  error_code = reader.read_error_code();
  reader.skip_tagged_fields();
}

void AssignReplicasToDirsResponse::PartitionData::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(partition_index);
  writer.write_error_code(error_code);
  writer.write_unsigned_varint(0);
}

void AssignReplicasToDirsResponse::TopicData::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, 7, sizeof(PartitionData)));
  for (PartitionData& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AssignReplicasToDirsResponse::TopicData::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionData& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void AssignReplicasToDirsResponse::DirectoryData::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  id = reader.read_uuid();
  topics.resize(reader.read_array(compact, 18, sizeof(TopicData)));
  for (TopicData& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AssignReplicasToDirsResponse::DirectoryData::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_uuid(id);
  writer.write_array_count(topics.size(), compact);
  for (const TopicData& item : topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void AssignReplicasToDirsResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  directories.resize(reader.read_array(compact, 18, sizeof(DirectoryData)));
  for (DirectoryData& item : directories) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AssignReplicasToDirsResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_array_count(directories.size(), compact);
  for (const DirectoryData& item : directories) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
