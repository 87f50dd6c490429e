// Made by protocol/schema/generate.py from protocol/schema/52_vote.txt. Not to be edited.
#include "protocol/generated/52_vote.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void VoteRequest::PartitionData::decode(Reader& reader, std::int16_t version) {
  partition_index = reader.read_int32();
  replica_epoch = reader.read_int32();
  replica_id = reader.read_int32();
  if (version >= 1) {
    replica_directory_id = reader.read_uuid();
    voter_directory_id = reader.read_uuid();
  }
  last_offset_epoch = reader.read_int32();
  last_offset = reader.read_int64();
  if (version >= 2) {
    pre_vote = reader.read_bool();
  }
  reader.skip_tagged_fields();
}

void VoteRequest::PartitionData::encode(Writer& writer, std::int16_t version) const {
  writer.write_int32(partition_index);
  writer.write_int32(replica_epoch);
  writer.write_int32(replica_id);
  if (version >= 1) {
    writer.write_uuid(replica_directory_id);
    writer.write_uuid(voter_directory_id);
  }
  writer.write_int32(last_offset_epoch);
  writer.write_int64(last_offset);
  if (version >= 2) {
    writer.write_bool(pre_vote);
  }
  writer.write_unsigned_varint(0);
}

void VoteRequest::TopicData::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, version >= 2 ? 58 : version >= 1 ? 57 : 25, sizeof(PartitionData)));
  for (PartitionData& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void VoteRequest::TopicData::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(topic_name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionData& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void VoteRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  cluster_id = reader.read_nullable_string(compact);
  if (version >= 1) {
    voter_id = reader.read_int32();
  }
  topics.resize(reader.read_array(compact, 3, sizeof(TopicData)));
  for (TopicData& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void VoteRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_nullable_string(cluster_id, compact);
  if (version >= 1) {
    writer.write_int32(voter_id);
  }
  writer.write_array_count(topics.size(), compact);
  for (const TopicData& item : topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void VoteResponse::PartitionData::decode(Reader& reader, std::int16_t) {
  partition_index = reader.read_int32();
  error_code = reader.read_error_code();
  leader_id = reader.read_int32();
  leader_epoch = reader.read_int32();
  vote_granted = reader.read_bool();
  reader.skip_tagged_fields();
}

void VoteResponse::PartitionData::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(partition_index);
  writer.write_error_code(error_code);
  writer.write_int32(leader_id);
  writer.write_int32(leader_epoch);
  writer.write_bool(vote_granted);
  writer.write_unsigned_varint(0);
}

void VoteResponse::TopicData::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 16, sizeof(PartitionData)));
  for (PartitionData& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void VoteResponse::TopicData::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(topic_name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionData& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void VoteResponse::NodeEndpoint::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  node_id = reader.read_int32();
  host = reader.read_string(compact);
  port = reader.read_uint16();
  reader.skip_tagged_fields();
}

void VoteResponse::NodeEndpoint::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_int32(node_id);
  writer.write_string(host, compact);
  writer.write_uint16(port);
  writer.write_unsigned_varint(0);
}

void VoteResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  error_code = reader.read_error_code();
  topics.resize(reader.read_array(compact, 3, sizeof(TopicData)));
  for (TopicData& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0 && version >= 1) {
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

void VoteResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_error_code(error_code);
  writer.write_array_count(topics.size(), compact);
  for (const TopicData& item : topics) item.encode(writer, version);
  const bool has_node_endpoints = version >= 1 && !node_endpoints.empty();
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
