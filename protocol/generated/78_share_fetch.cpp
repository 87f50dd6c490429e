// Made by protocol/schema/generate.py from protocol/schema/78_share_fetch.txt. Not to be edited.
#include "protocol/generated/78_share_fetch.h"

#include <utility>

#include "protocol/wire/equal.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void ShareFetchRequest::AcknowledgementBatch::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  first_offset = reader.read_int64();
  last_offset = reader.read_int64();
  acknowledge_types.resize(reader.read_array(compact, 1, sizeof(std::int8_t)));
  for (std::int8_t& item : acknowledge_types) {
    item = reader.read_int8();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ShareFetchRequest::AcknowledgementBatch::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_int64(first_offset);
  writer.write_int64(last_offset);
  writer.write_array_count(acknowledge_types.size(), compact);
  for (const std::int8_t item : acknowledge_types) writer.write_int8(item);
  writer.write_unsigned_varint(0);
}

void ShareFetchRequest::FetchPartition::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  partition_index = reader.read_int32();
  acknowledgement_batches.resize(reader.read_array(compact, 18, sizeof(AcknowledgementBatch)));
  for (AcknowledgementBatch& item : acknowledgement_batches) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ShareFetchRequest::FetchPartition::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_int32(partition_index);
  writer.write_array_count(acknowledgement_batches.size(), compact);
  for (const AcknowledgementBatch& item : acknowledgement_batches) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ShareFetchRequest::FetchTopic::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, 6, sizeof(FetchPartition)));
  for (FetchPartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ShareFetchRequest::FetchTopic::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const FetchPartition& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ShareFetchRequest::ForgottenTopic::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ShareFetchRequest::ForgottenTopic::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void ShareFetchRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_nullable_string(compact);
  member_id = reader.read_nullable_string(compact);
  share_session_epoch = reader.read_int32();
  max_wait_ms = reader.read_int32();
  min_bytes = reader.read_int32();
  max_bytes = reader.read_int32();
  max_records = reader.read_int32();
  batch_size = reader.read_int32();
  if (version >= 2) {
    share_acquire_mode = reader.read_int8();
    is_renew_ack = reader.read_bool();
  }
  topics.resize(reader.read_array(compact, 18, sizeof(FetchTopic)));
  for (FetchTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  forgotten_topics_data.resize(reader.read_array(compact, 18, sizeof(ForgottenTopic)));
  for (ForgottenTopic& item : forgotten_topics_data) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ShareFetchRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_nullable_string(group_id, compact);
  writer.write_nullable_string(member_id, compact);
  writer.write_int32(share_session_epoch);
  writer.write_int32(max_wait_ms);
  writer.write_int32(min_bytes);
  writer.write_int32(max_bytes);
  writer.write_int32(max_records);
  writer.write_int32(batch_size);
  if (version >= 2) {
    writer.write_int8(share_acquire_mode);
    writer.write_bool(is_renew_ack);
  }
  writer.write_array_count(topics.size(), compact);
  for (const FetchTopic& item : topics) item.encode(writer, version);
  writer.write_array_count(forgotten_topics_data.size(), compact);
  for (const ForgottenTopic& item : forgotten_topics_data) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ShareFetchResponse::LeaderIdAndEpoch::decode(Reader& reader, std::int16_t) {
  leader_id = reader.read_int32();
  leader_epoch = reader.read_int32();
  reader.skip_tagged_fields();
}

void ShareFetchResponse::LeaderIdAndEpoch::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(leader_id);
  writer.write_int32(leader_epoch);
  writer.write_unsigned_varint(0);
}

void ShareFetchResponse::AcquiredRecords::decode(Reader& reader, std::int16_t) {
  first_offset = reader.read_int64();
  last_offset = reader.read_int64();
  delivery_count = reader.read_int16();
  reader.skip_tagged_fields();
}

void ShareFetchResponse::AcquiredRecords::encode(Writer& writer, std::int16_t) const {
  writer.write_int64(first_offset);
  writer.write_int64(last_offset);
  writer.write_int16(delivery_count);
  writer.write_unsigned_varint(0);
}

void ShareFetchResponse::PartitionData::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  partition_index = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  acknowledge_error_code = reader.read_error_code();
  acknowledge_error_message = reader.read_nullable_string(compact);
  current_leader.decode(reader, version);
  records = reader.read_records(compact);
  acquired_records.resize(reader.read_array(compact, 19, sizeof(AcquiredRecords)));
  for (AcquiredRecords& item : acquired_records) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ShareFetchResponse::PartitionData::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_int32(partition_index);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_error_code(acknowledge_error_code);
  writer.write_nullable_string(acknowledge_error_message, compact);
  current_leader.encode(writer, version);
  writer.write_records(records, compact);
  writer.write_array_count(acquired_records.size(), compact);
  for (const AcquiredRecords& item : acquired_records) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

bool ShareFetchResponse::PartitionData::operator==(const PartitionData& other) const {
  return partition_index == other.partition_index &&
         error_code == other.error_code &&
         error_message == other.error_message &&
         acknowledge_error_code == other.acknowledge_error_code &&
         acknowledge_error_message == other.acknowledge_error_message &&
         current_leader == other.current_leader &&
         same_bytes(records, other.records) &&
         acquired_records == other.acquired_records;
}

void ShareFetchResponse::ShareFetchableTopicResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, 22, sizeof(PartitionData)));
  for (PartitionData& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ShareFetchResponse::ShareFetchableTopicResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionData& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ShareFetchResponse::NodeEndpoint::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  node_id = reader.read_int32();
  host = reader.read_string(compact);
  port = reader.read_int32();
  rack = reader.read_nullable_string(compact);
  reader.skip_tagged_fields();
}

void ShareFetchResponse::NodeEndpoint::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_int32(node_id);
  writer.write_string(host, compact);
  writer.write_int32(port);
  writer.write_nullable_string(rack, compact);
  writer.write_unsigned_varint(0);
}

void ShareFetchResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  acquisition_lock_timeout_ms = reader.read_int32();
  responses.resize(reader.read_array(compact, 18, sizeof(ShareFetchableTopicResponse)));
  for (ShareFetchableTopicResponse& item : responses) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  node_endpoints.resize(reader.read_array(compact, 11, sizeof(NodeEndpoint)));
  for (NodeEndpoint& item : node_endpoints) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ShareFetchResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_int32(acquisition_lock_timeout_ms);
  writer.write_array_count(responses.size(), compact);
  for (const ShareFetchableTopicResponse& item : responses) item.encode(writer, version);
  writer.write_array_count(node_endpoints.size(), compact);
  for (const NodeEndpoint& item : node_endpoints) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
