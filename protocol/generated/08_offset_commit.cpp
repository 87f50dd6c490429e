// Made by protocol/schema/generate.py from protocol/schema/08_offset_commit.txt. Not to be edited.
#include "protocol/generated/08_offset_commit.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void OffsetCommitRequest::OffsetCommitRequestPartition::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 8;
  partition_index = reader.read_int32();
  committed_offset = reader.read_int64();
  if (version >= 1 && version <= 1) {
    commit_timestamp = reader.read_int64();
  }
  if (version >= 6) {
    committed_leader_epoch = reader.read_int32();
  }
  committed_metadata = reader.read_nullable_string(compact);
  if (compact) reader.skip_tagged_fields();
}

void OffsetCommitRequest::OffsetCommitRequestPartition::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 8;
  writer.write_int32(partition_index);
  writer.write_int64(committed_offset);
  if (version >= 1 && version <= 1) {
    writer.write_int64(commit_timestamp);
  }
  if (version >= 6) {
    writer.write_int32(committed_leader_epoch);
  }
  writer.write_nullable_string(committed_metadata, compact);
  if (compact) writer.write_unsigned_varint(0);
}

void OffsetCommitRequest::OffsetCommitRequestTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 8;
  if (version <= 9) {
    name = reader.read_string(compact);
  }
  if (version >= 10) {
    topic_id = reader.read_uuid();
  }
  partitions.resize(reader.read_array(compact, version >= 6 ? 18 : version >= 2 ? 14 : version >= 1 ? 22 : 14,
      sizeof(OffsetCommitRequestPartition)));
  for (OffsetCommitRequestPartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void OffsetCommitRequest::OffsetCommitRequestTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 8;
  if (version <= 9) {
    writer.write_string(name, compact);
  }
  if (version >= 10) {
    writer.write_uuid(topic_id);
  }
  writer.write_array_count(partitions.size(), compact);
  for (const OffsetCommitRequestPartition& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void OffsetCommitRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 8;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  if (version >= 1) {
    generation_id_or_member_epoch = reader.read_int32();
    member_id = reader.read_string(compact);
  }
  if (version >= 7) {
    group_instance_id = reader.read_nullable_string(compact);
  }
  if (version >= 2 && version <= 4) {
    retention_time_ms = reader.read_int64();
  }
  topics.resize(reader.read_array(compact, version >= 10 ? 18 : version >= 8 ? 3 : 6,
      sizeof(OffsetCommitRequestTopic)));
  for (OffsetCommitRequestTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void OffsetCommitRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 8;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  if (version >= 1) {
    writer.write_int32(generation_id_or_member_epoch);
    writer.write_string(member_id, compact);
  }
  if (version >= 7) {
    writer.write_nullable_string(group_instance_id, compact);
  }
  if (version >= 2 && version <= 4) {
    writer.write_int64(retention_time_ms);
  }
  writer.write_array_count(topics.size(), compact);
  for (const OffsetCommitRequestTopic& item : topics) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void OffsetCommitResponse::OffsetCommitResponsePartition::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 8;
  partition_index = reader.read_int32();
  error_code = reader.read_error_code();
  if (compact) reader.skip_tagged_fields();
}

void OffsetCommitResponse::OffsetCommitResponsePartition::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 8;
  writer.write_int32(partition_index);
  writer.write_error_code(error_code);
  if (compact) writer.write_unsigned_varint(0);
}

void OffsetCommitResponse::OffsetCommitResponseTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 8;
  if (version <= 9) {
    name = reader.read_string(compact);
  }
  if (version >= 10) {
    topic_id = reader.read_uuid();
  }
  partitions.resize(reader.read_array(compact, version >= 8 ? 7 : 6, sizeof(OffsetCommitResponsePartition)));
  for (OffsetCommitResponsePartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void OffsetCommitResponse::OffsetCommitResponseTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 8;
  if (version <= 9) {
    writer.write_string(name, compact);
  }
  if (version >= 10) {
    writer.write_uuid(topic_id);
  }
  writer.write_array_count(partitions.size(), compact);
  for (const OffsetCommitResponsePartition& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void OffsetCommitResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 8;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 3) {
    throttle_time_ms = reader.read_int32();
  }
  topics.resize(reader.read_array(compact, version >= 10 ? 18 : version >= 8 ? 3 : 6,
      sizeof(OffsetCommitResponseTopic)));
  for (OffsetCommitResponseTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void OffsetCommitResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 8;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 3) {
    writer.write_int32(throttle_time_ms);
  }
  writer.write_array_count(topics.size(), compact);
  for (const OffsetCommitResponseTopic& item : topics) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
