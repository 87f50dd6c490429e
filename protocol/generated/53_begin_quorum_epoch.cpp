// Made by protocol/schema/generate.py from protocol/schema/53_begin_quorum_epoch.txt. Not to be edited.
#include "protocol/generated/53_begin_quorum_epoch.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void BeginQuorumEpochRequest::PartitionData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  partition_index = reader.read_int32();
  if (version >= 1) {
    voter_directory_id = reader.read_uuid();
  }
  leader_id = reader.read_int32();
  leader_epoch = reader.read_int32();
  if (compact) reader.skip_tagged_fields();
}

void BeginQuorumEpochRequest::PartitionData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_int32(partition_index);
  if (version >= 1) {
    writer.write_uuid(voter_directory_id);
  }
  writer.write_int32(leader_id);
  writer.write_int32(leader_epoch);
  if (compact) writer.write_unsigned_varint(0);
}

void BeginQuorumEpochRequest::TopicData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  topic_name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, version >= 1 ? 29 : 12, sizeof(PartitionData)));
  for (PartitionData& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void BeginQuorumEpochRequest::TopicData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_string(topic_name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionData& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void BeginQuorumEpochRequest::LeaderEndpoint::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  host = reader.read_string(compact);
  port = reader.read_uint16();
  reader.skip_tagged_fields();
}

void BeginQuorumEpochRequest::LeaderEndpoint::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_string(host, compact);
  writer.write_uint16(port);
  writer.write_unsigned_varint(0);
}

void BeginQuorumEpochRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  cluster_id = reader.read_nullable_string(compact);
  if (version >= 1) {
    voter_id = reader.read_int32();
  }
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

void BeginQuorumEpochRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_nullable_string(cluster_id, compact);
  if (version >= 1) {
    writer.write_int32(voter_id);
  }
  writer.write_array_count(topics.size(), compact);
  for (const TopicData& item : topics) item.encode(writer, version);
  if (version >= 1) {
    writer.write_array_count(leader_endpoints.size(), compact);
    for (const LeaderEndpoint& item : leader_endpoints) item.encode(writer, version);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void BeginQuorumEpochResponse::PartitionData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  partition_index = reader.read_int32();
  error_code = reader.read_error_code();
  leader_id = reader.read_int32();
  leader_epoch = reader.read_int32();
  if (compact) reader.skip_tagged_fields();
}

void BeginQuorumEpochResponse::PartitionData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_int32(partition_index);
  writer.write_error_code(error_code);
  writer.write_int32(leader_id);
  writer.write_int32(leader_epoch);
  if (compact) writer.write_unsigned_varint(0);
}

void BeginQuorumEpochResponse::TopicData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  topic_name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, version >= 1 ? 15 : 14, sizeof(PartitionData)));
  for (PartitionData& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void BeginQuorumEpochResponse::TopicData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_string(topic_name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionData& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void BeginQuorumEpochResponse::NodeEndpoint::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  node_id = reader.read_int32();
  host = reader.read_string(compact);
  port = reader.read_uint16();
  reader.skip_tagged_fields();
}

void BeginQuorumEpochResponse::NodeEndpoint::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_int32(node_id);
  writer.write_string(host, compact);
  writer.write_uint16(port);
  writer.write_unsigned_varint(0);
}

void BeginQuorumEpochResponse::decode(Reader& reader, std::int16_t version) {
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

void BeginQuorumEpochResponse::encode(Writer& writer, std::int16_t version) const {
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
