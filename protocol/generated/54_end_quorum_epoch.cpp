// Made by protocol/schema/generate.py from protocol/schema/54_end_quorum_epoch.txt. Not to be edited.
#include "protocol/generated/54_end_quorum_epoch.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void EndQuorumEpochRequest::ReplicaInfo::decode(Reader& reader, std::int16_t) {
  candidate_id = reader.read_int32();
  candidate_directory_id = reader.read_uuid();
  reader.skip_tagged_fields();
}

void EndQuorumEpochRequest::ReplicaInfo::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(candidate_id);
  writer.write_uuid(candidate_directory_id);
  writer.write_unsigned_varint(0);
}

void EndQuorumEpochRequest::PartitionData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  partition_index = reader.read_int32();
  leader_id = reader.read_int32();
  leader_epoch = reader.read_int32();
  if (version <= 0) {
    preferred_successors.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
    for (std::int32_t& item : preferred_successors) {
      item = reader.read_int32();
      if (!reader.ok()) return;
    }
  }
  if (version >= 1) {
    preferred_candidates.resize(reader.read_array(compact, 21, sizeof(ReplicaInfo)));
    for (ReplicaInfo& item : preferred_candidates) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (compact) reader.skip_tagged_fields();
}

void EndQuorumEpochRequest::PartitionData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_int32(partition_index);
  writer.write_int32(leader_id);
  writer.write_int32(leader_epoch);
  if (version <= 0) {
    writer.write_array_count(preferred_successors.size(), compact);
    for (const std::int32_t item : preferred_successors) writer.write_int32(item);
  }
  if (version >= 1) {
    writer.write_array_count(preferred_candidates.size(), compact);
    for (const ReplicaInfo& item : preferred_candidates) item.encode(writer, version);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void EndQuorumEpochRequest::TopicData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  topic_name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, version >= 1 ? 14 : 16, sizeof(PartitionData)));
  for (PartitionData& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void EndQuorumEpochRequest::TopicData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_string(topic_name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionData& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void EndQuorumEpochRequest::LeaderEndpoint::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  host = reader.read_string(compact);
  port = reader.read_uint16();
  reader.skip_tagged_fields();
}

void EndQuorumEpochRequest::LeaderEndpoint::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_string(host, compact);
  writer.write_uint16(port);
  writer.write_unsigned_varint(0);
}

void EndQuorumEpochRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  cluster_id = reader.read_nullable_string(compact);
  topics.resize(reader.read_array(compact, version >= 1 ? 3 : 6, sizeof(TopicData)));
  for (TopicData& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (version >= 1) {
    leader_endpoints.resize(reader.read_array(compact, 5, sizeof(LeaderEndpoint)));
    for (LeaderEndpoint& item : leader_endpoints) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (compact) reader.skip_tagged_fields();
}

void EndQuorumEpochRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_nullable_string(cluster_id, compact);
  writer.write_array_count(topics.size(), compact);
  for (const TopicData& item : topics) item.encode(writer, version);
  if (version >= 1) {
    writer.write_array_count(leader_endpoints.size(), compact);
    for (const LeaderEndpoint& item : leader_endpoints) item.encode(writer, version);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void EndQuorumEpochResponse::PartitionData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  partition_index = reader.read_int32();
  error_code = reader.read_error_code();
  leader_id = reader.read_int32();
  leader_epoch = reader.read_int32();
  if (compact) reader.skip_tagged_fields();
}

void EndQuorumEpochResponse::PartitionData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_int32(partition_index);
  writer.write_error_code(error_code);
  writer.write_int32(leader_id);
  writer.write_int32(leader_epoch);
  if (compact) writer.write_unsigned_varint(0);
}

void EndQuorumEpochResponse::TopicData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  topic_name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, version >= 1 ? 15 : 14, sizeof(PartitionData)));
  for (PartitionData& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void EndQuorumEpochResponse::TopicData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_string(topic_name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionData& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void EndQuorumEpochResponse::NodeEndpoint::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  node_id = reader.read_int32();
  host = reader.read_string(compact);
  port = reader.read_uint16();
  reader.skip_tagged_fields();
}

void EndQuorumEpochResponse::NodeEndpoint::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_int32(node_id);
  writer.write_string(host, compact);
  writer.write_uint16(port);
  writer.write_unsigned_varint(0);
}

void EndQuorumEpochResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  error_code = reader.read_error_code();
  topics.resize(reader.read_array(compact, version >= 1 ? 3 : 6, sizeof(TopicData)));
  for (TopicData& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (!compact) return;
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      node_endpoints.clear();
      node_endpoints.resize(reader.read_array(compact, 8, sizeof(NodeEndpoint)));
      for (NodeEndpoint& item : node_endpoints) {
        item.decode(reader, version);
        if (!reader.ok()) return;
      }
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void EndQuorumEpochResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_error_code(error_code);
  writer.write_array_count(topics.size(), compact);
  for (const TopicData& item : topics) item.encode(writer, version);
  if (!compact) return;
  const bool has_node_endpoints = !node_endpoints.empty();
  std::uint32_t tagged_count = 0;
  if (has_node_endpoints) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_node_endpoints) {
    Writer field;
    field.write_array_count(node_endpoints.size(), compact);
    for (const NodeEndpoint& item : node_endpoints) item.encode(field, version);
    writer.write_tagged(0, std::move(field));
  }
}

}  // namespace klamm::protocol
