// Made by protocol/schema/generate.py from protocol/schema/55_describe_quorum.txt. Not to be edited.
#include "protocol/generated/55_describe_quorum.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void DescribeQuorumRequest::PartitionData::decode(Reader& reader, std::int16_t) {
  partition_index = reader.read_int32();
  reader.skip_tagged_fields();
}

void DescribeQuorumRequest::PartitionData::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(partition_index);
  writer.write_unsigned_varint(0);
}

void DescribeQuorumRequest::TopicData::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 5, sizeof(PartitionData)));
  for (PartitionData& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeQuorumRequest::TopicData::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(topic_name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionData& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void DescribeQuorumRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  topics.resize(reader.read_array(compact, 3, sizeof(TopicData)));
  for (TopicData& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeQuorumRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(topics.size(), compact);
  for (const TopicData& item : topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void DescribeQuorumResponse::ReplicaState::decode(Reader& reader, std::int16_t version) {
  replica_id = reader.read_int32();
  if (version >= 2) {
    replica_directory_id = reader.read_uuid();
  }
  log_end_offset = reader.read_int64();
  if (version >= 1) {
    last_fetch_timestamp = reader.read_int64();
    last_caught_up_timestamp = reader.read_int64();
  }
  reader.skip_tagged_fields();
}

void DescribeQuorumResponse::ReplicaState::encode(Writer& writer, std::int16_t version) const {
  writer.write_int32(replica_id);
  if (version >= 2) {
    writer.write_uuid(replica_directory_id);
  }
  writer.write_int64(log_end_offset);
  if (version >= 1) {
    writer.write_int64(last_fetch_timestamp);
    writer.write_int64(last_caught_up_timestamp);
  }
  writer.write_unsigned_varint(0);
}

void DescribeQuorumResponse::PartitionData::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  partition_index = reader.read_int32();
  error_code = reader.read_error_code();
  if (version >= 2) {
    error_message = reader.read_nullable_string(compact);
  }
  leader_id = reader.read_int32();
  leader_epoch = reader.read_int32();
  high_watermark = reader.read_int64();
  current_voters.resize(reader.read_array(compact, version >= 2 ? 45 : version >= 1 ? 29 : 13, sizeof(ReplicaState)));
  for (ReplicaState& item : current_voters) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  observers.resize(reader.read_array(compact, version >= 2 ? 45 : version >= 1 ? 29 : 13, sizeof(ReplicaState)));
  for (ReplicaState& item : observers) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeQuorumResponse::PartitionData::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_int32(partition_index);
  writer.write_error_code(error_code);
  if (version >= 2) {
    writer.write_nullable_string(error_message, compact);
  }
  writer.write_int32(leader_id);
  writer.write_int32(leader_epoch);
  writer.write_int64(high_watermark);
  writer.write_array_count(current_voters.size(), compact);
  for (const ReplicaState& item : current_voters) item.encode(writer, version);
  writer.write_array_count(observers.size(), compact);
  for (const ReplicaState& item : observers) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void DescribeQuorumResponse::TopicData::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, version >= 2 ? 26 : 25, sizeof(PartitionData)));
  for (PartitionData& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeQuorumResponse::TopicData::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(topic_name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionData& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void DescribeQuorumResponse::Listener::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  host = reader.read_string(compact);
  port = reader.read_uint16();
  reader.skip_tagged_fields();
}

void DescribeQuorumResponse::Listener::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_string(host, compact);
  writer.write_uint16(port);
  writer.write_unsigned_varint(0);
}

void DescribeQuorumResponse::Node::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  node_id = reader.read_int32();
  listeners.resize(reader.read_array(compact, 5, sizeof(Listener)));
  for (Listener& item : listeners) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeQuorumResponse::Node::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_int32(node_id);
  writer.write_array_count(listeners.size(), compact);
  for (const Listener& item : listeners) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void DescribeQuorumResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  error_code = reader.read_error_code();
  if (version >= 2) {
    error_message = reader.read_nullable_string(compact);
  }
  topics.resize(reader.read_array(compact, 3, sizeof(TopicData)));
  for (TopicData& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (version >= 2) {
    nodes.resize(reader.read_array(compact, 6, sizeof(Node)));
    for (Node& item : nodes) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  reader.skip_tagged_fields();
}

void DescribeQuorumResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_error_code(error_code);
  if (version >= 2) {
    writer.write_nullable_string(error_message, compact);
  }
  writer.write_array_count(topics.size(), compact);
  for (const TopicData& item : topics) item.encode(writer, version);
  if (version >= 2) {
    writer.write_array_count(nodes.size(), compact);
    for (const Node& item : nodes) item.encode(writer, version);
  }
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
