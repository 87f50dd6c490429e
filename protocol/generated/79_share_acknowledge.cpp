// Made by protocol/schema/generate.py from protocol/schema/79_share_acknowledge.txt. Not to be edited.
#include "protocol/generated/79_share_acknowledge.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void ShareAcknowledgeRequest::AcknowledgementBatch::decode(Reader& reader, std::int16_t) {
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

void ShareAcknowledgeRequest::AcknowledgementBatch::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_int64(first_offset);
  writer.write_int64(last_offset);
  writer.write_array_count(acknowledge_types.size(), compact);
  for (const std::int8_t item : acknowledge_types) writer.write_int8(item);
  writer.write_unsigned_varint(0);
}

void ShareAcknowledgeRequest::AcknowledgePartition::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  partition_index = reader.read_int32();
  acknowledgement_batches.resize(reader.read_array(compact, 18, sizeof(AcknowledgementBatch)));
  for (AcknowledgementBatch& item : acknowledgement_batches) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ShareAcknowledgeRequest::AcknowledgePartition::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_int32(partition_index);
  writer.write_array_count(acknowledgement_batches.size(), compact);
  for (const AcknowledgementBatch& item : acknowledgement_batches) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ShareAcknowledgeRequest::AcknowledgeTopic::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, 6, sizeof(AcknowledgePartition)));
  for (AcknowledgePartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ShareAcknowledgeRequest::AcknowledgeTopic::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const AcknowledgePartition& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ShareAcknowledgeRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_nullable_string(compact);
  member_id = reader.read_nullable_string(compact);
  share_session_epoch = reader.read_int32();
  if (version >= 2) {
    is_renew_ack = reader.read_bool();
  }
  topics.resize(reader.read_array(compact, 18, sizeof(AcknowledgeTopic)));
  for (AcknowledgeTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ShareAcknowledgeRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_nullable_string(group_id, compact);
  writer.write_nullable_string(member_id, compact);
  writer.write_int32(share_session_epoch);
  if (version >= 2) {
    writer.write_bool(is_renew_ack);
  }
  writer.write_array_count(topics.size(), compact);
  for (const AcknowledgeTopic& item : topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ShareAcknowledgeResponse::LeaderIdAndEpoch::decode(Reader& reader, std::int16_t) {
  leader_id = reader.read_int32();
  leader_epoch = reader.read_int32();
  reader.skip_tagged_fields();
}

void ShareAcknowledgeResponse::LeaderIdAndEpoch::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(leader_id);
  writer.write_int32(leader_epoch);
  writer.write_unsigned_varint(0);
}

void ShareAcknowledgeResponse::PartitionData::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  partition_index = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  current_leader.decode(reader, version);
  reader.skip_tagged_fields();
}

void ShareAcknowledgeResponse::PartitionData::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_int32(partition_index);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  current_leader.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ShareAcknowledgeResponse::ShareAcknowledgeTopicResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, 17, sizeof(PartitionData)));
  for (PartitionData& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ShareAcknowledgeResponse::ShareAcknowledgeTopicResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionData& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ShareAcknowledgeResponse::NodeEndpoint::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  node_id = reader.read_int32();
  host = reader.read_string(compact);
  port = reader.read_int32();
  rack = reader.read_nullable_string(compact);
  reader.skip_tagged_fields();
}

void ShareAcknowledgeResponse::NodeEndpoint::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_int32(node_id);
  writer.write_string(host, compact);
  writer.write_int32(port);
  writer.write_nullable_string(rack, compact);
  writer.write_unsigned_varint(0);
}

void ShareAcknowledgeResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  if (version >= 2) {
    acquisition_lock_timeout_ms = reader.read_int32();
  }
  responses.resize(reader.read_array(compact, 18, sizeof(ShareAcknowledgeTopicResponse)));
  for (ShareAcknowledgeTopicResponse& item : responses) {
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

void ShareAcknowledgeResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  if (version >= 2) {
    writer.write_int32(acquisition_lock_timeout_ms);
  }
  writer.write_array_count(responses.size(), compact);
  for (const ShareAcknowledgeTopicResponse& item : responses) item.encode(writer, version);
  writer.write_array_count(node_endpoints.size(), compact);
  for (const NodeEndpoint& item : node_endpoints) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
