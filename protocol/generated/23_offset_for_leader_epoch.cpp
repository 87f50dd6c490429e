// Made by protocol/schema/generate.py from protocol/schema/23_offset_for_leader_epoch.txt. Not to be edited.
#include "protocol/generated/23_offset_for_leader_epoch.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void OffsetForLeaderEpochRequest::OffsetForLeaderPartition::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  partition = reader.read_int32();
  if (version >= 2) {
    current_leader_epoch = reader.read_int32();
  }
  leader_epoch = reader.read_int32();
  if (compact) reader.skip_tagged_fields();
}

void OffsetForLeaderEpochRequest::OffsetForLeaderPartition::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  writer.write_int32(partition);
  if (version >= 2) {
    writer.write_int32(current_leader_epoch);
  }
  writer.write_int32(leader_epoch);
  if (compact) writer.write_unsigned_varint(0);
}

void OffsetForLeaderEpochRequest::OffsetForLeaderTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  topic = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, version >= 4 ? 13 : version >= 2 ? 12 : 8,
      sizeof(OffsetForLeaderPartition)));
  for (OffsetForLeaderPartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void OffsetForLeaderEpochRequest::OffsetForLeaderTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  writer.write_string(topic, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const OffsetForLeaderPartition& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void OffsetForLeaderEpochRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 3) {
    replica_id = reader.read_int32();
  }
  topics.resize(reader.read_array(compact, version >= 4 ? 3 : 6, sizeof(OffsetForLeaderTopic)));
  for (OffsetForLeaderTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void OffsetForLeaderEpochRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 3) {
    writer.write_int32(replica_id);
  }
  writer.write_array_count(topics.size(), compact);
  for (const OffsetForLeaderTopic& item : topics) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void OffsetForLeaderEpochResponse::EpochEndOffset::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  error_code = reader.read_error_code();
  partition = reader.read_int32();
  if (version >= 1) {
    leader_epoch = reader.read_int32();
  }
  end_offset = reader.read_int64();
  if (compact) reader.skip_tagged_fields();
}

void OffsetForLeaderEpochResponse::EpochEndOffset::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  writer.write_error_code(error_code);
  writer.write_int32(partition);
  if (version >= 1) {
    writer.write_int32(leader_epoch);
  }
  writer.write_int64(end_offset);
  if (compact) writer.write_unsigned_varint(0);
}

void OffsetForLeaderEpochResponse::OffsetForLeaderTopicResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  topic = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, version >= 4 ? 19 : version >= 1 ? 18 : 14, sizeof(EpochEndOffset)));
  for (EpochEndOffset& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void OffsetForLeaderEpochResponse::OffsetForLeaderTopicResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  writer.write_string(topic, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const EpochEndOffset& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void OffsetForLeaderEpochResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 2) {
    throttle_time_ms = reader.read_int32();
  }
  topics.resize(reader.read_array(compact, version >= 4 ? 3 : 6, sizeof(OffsetForLeaderTopicResult)));
  for (OffsetForLeaderTopicResult& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void OffsetForLeaderEpochResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 2) {
    writer.write_int32(throttle_time_ms);
  }
  writer.write_array_count(topics.size(), compact);
  for (const OffsetForLeaderTopicResult& item : topics) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
