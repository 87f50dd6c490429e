// Made by protocol/schema/generate.py from protocol/schema/34_alter_replica_log_dirs.txt. Not to be edited.
#include "protocol/generated/34_alter_replica_log_dirs.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void AlterReplicaLogDirsRequest::AlterReplicaLogDirTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void AlterReplicaLogDirsRequest::AlterReplicaLogDirTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_string(name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  if (compact) writer.write_unsigned_varint(0);
}

void AlterReplicaLogDirsRequest::AlterReplicaLogDir::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  path = reader.read_string(compact);
  topics.resize(reader.read_array(compact, version >= 2 ? 3 : 6, sizeof(AlterReplicaLogDirTopic)));
  for (AlterReplicaLogDirTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void AlterReplicaLogDirsRequest::AlterReplicaLogDir::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_string(path, compact);
  writer.write_array_count(topics.size(), compact);
  for (const AlterReplicaLogDirTopic& item : topics) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void AlterReplicaLogDirsRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  dirs.resize(reader.read_array(compact, version >= 2 ? 3 : 6, sizeof(AlterReplicaLogDir)));
  for (AlterReplicaLogDir& item : dirs) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void AlterReplicaLogDirsRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(dirs.size(), compact);
  for (const AlterReplicaLogDir& item : dirs) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void AlterReplicaLogDirsResponse::AlterReplicaLogDirPartitionResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  partition_index = reader.read_int32();
  error_code = reader.read_error_code();
  if (compact) reader.skip_tagged_fields();
}

void AlterReplicaLogDirsResponse::AlterReplicaLogDirPartitionResult::encode(Writer& writer,
    std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_int32(partition_index);
  writer.write_error_code(error_code);
  if (compact) writer.write_unsigned_varint(0);
}

void AlterReplicaLogDirsResponse::AlterReplicaLogDirTopicResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  topic_name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, version >= 2 ? 7 : 6, sizeof(AlterReplicaLogDirPartitionResult)));
  for (AlterReplicaLogDirPartitionResult& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void AlterReplicaLogDirsResponse::AlterReplicaLogDirTopicResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_string(topic_name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const AlterReplicaLogDirPartitionResult& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void AlterReplicaLogDirsResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  results.resize(reader.read_array(compact, version >= 2 ? 3 : 6, sizeof(AlterReplicaLogDirTopicResult)));
  for (AlterReplicaLogDirTopicResult& item : results) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void AlterReplicaLogDirsResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_array_count(results.size(), compact);
  for (const AlterReplicaLogDirTopicResult& item : results) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
