// Made by protocol/schema/generate.py from protocol/schema/28_txn_offset_commit.txt. Not to be edited.
#include "protocol/generated/28_txn_offset_commit.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void TxnOffsetCommitRequest::TxnOffsetCommitRequestPartition::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  partition_index = reader.read_int32();
  committed_offset = reader.read_int64();
  if (version >= 2) {
    committed_leader_epoch = reader.read_int32();
  }
  committed_metadata = reader.read_nullable_string(compact);
  if (compact) reader.skip_tagged_fields();
}

void TxnOffsetCommitRequest::TxnOffsetCommitRequestPartition::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  writer.write_int32(partition_index);
  writer.write_int64(committed_offset);
  if (version >= 2) {
    writer.write_int32(committed_leader_epoch);
  }
  writer.write_nullable_string(committed_metadata, compact);
  if (compact) writer.write_unsigned_varint(0);
}

void TxnOffsetCommitRequest::TxnOffsetCommitRequestTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, version >= 2 ? 18 : 14, sizeof(TxnOffsetCommitRequestPartition)));
  for (TxnOffsetCommitRequestPartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void TxnOffsetCommitRequest::TxnOffsetCommitRequestTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  writer.write_string(name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const TxnOffsetCommitRequestPartition& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void TxnOffsetCommitRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  transactional_id = reader.read_string(compact);
  group_id = reader.read_string(compact);
  producer_id = reader.read_int64();
  producer_epoch = reader.read_int16();
  if (version >= 3) {
    generation_id = reader.read_int32();
    member_id = reader.read_string(compact);
    group_instance_id = reader.read_nullable_string(compact);
  }
  topics.resize(reader.read_array(compact, version >= 3 ? 3 : 6, sizeof(TxnOffsetCommitRequestTopic)));
  for (TxnOffsetCommitRequestTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void TxnOffsetCommitRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(transactional_id, compact);
  writer.write_string(group_id, compact);
  writer.write_int64(producer_id);
  writer.write_int16(producer_epoch);
  if (version >= 3) {
    writer.write_int32(generation_id);
    writer.write_string(member_id, compact);
    writer.write_nullable_string(group_instance_id, compact);
  }
  writer.write_array_count(topics.size(), compact);
  for (const TxnOffsetCommitRequestTopic& item : topics) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void TxnOffsetCommitResponse::TxnOffsetCommitResponsePartition::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  partition_index = reader.read_int32();
  error_code = reader.read_error_code();
  if (compact) reader.skip_tagged_fields();
}

void TxnOffsetCommitResponse::TxnOffsetCommitResponsePartition::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  writer.write_int32(partition_index);
  writer.write_error_code(error_code);
  if (compact) writer.write_unsigned_varint(0);
}

void TxnOffsetCommitResponse::TxnOffsetCommitResponseTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, version >= 3 ? 7 : 6, sizeof(TxnOffsetCommitResponsePartition)));
  for (TxnOffsetCommitResponsePartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void TxnOffsetCommitResponse::TxnOffsetCommitResponseTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  writer.write_string(name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const TxnOffsetCommitResponsePartition& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void TxnOffsetCommitResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  topics.resize(reader.read_array(compact, version >= 3 ? 3 : 6, sizeof(TxnOffsetCommitResponseTopic)));
  for (TxnOffsetCommitResponseTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void TxnOffsetCommitResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_array_count(topics.size(), compact);
  for (const TxnOffsetCommitResponseTopic& item : topics) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
