// Made by protocol/schema/generate.py from protocol/schema/59_fetch_snapshot.txt. Not to be edited.
#include "protocol/generated/59_fetch_snapshot.h"

#include <utility>

#include "protocol/wire/equal.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void FetchSnapshotRequest::SnapshotId::decode(Reader& reader, std::int16_t) {
  end_offset = reader.read_int64();
  epoch = reader.read_int32();
  reader.skip_tagged_fields();
}

void FetchSnapshotRequest::SnapshotId::encode(Writer& writer, std::int16_t) const {
  writer.write_int64(end_offset);
  writer.write_int32(epoch);
  writer.write_unsigned_varint(0);
}

void FetchSnapshotRequest::PartitionSnapshot::decode(Reader& reader, std::int16_t version) {
  partition = reader.read_int32();
  current_leader_epoch = reader.read_int32();
  snapshot_id.decode(reader, version);
  position = reader.read_int64();
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0 && version >= 1) {
      replica_directory_id = reader.read_uuid();
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void FetchSnapshotRequest::PartitionSnapshot::encode(Writer& writer, std::int16_t version) const {
  writer.write_int32(partition);
  writer.write_int32(current_leader_epoch);
  snapshot_id.encode(writer, version);
  writer.write_int64(position);
  const bool has_replica_directory_id = version >= 1 && !replica_directory_id.is_zero();
  std::uint32_t tagged_count = 0;
  if (has_replica_directory_id) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_replica_directory_id) {
    Writer field;
    field.write_uuid(replica_directory_id);
    writer.write_tagged(0, std::move(field));
  }
}

void FetchSnapshotRequest::TopicSnapshot::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 30, sizeof(PartitionSnapshot)));
  for (PartitionSnapshot& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void FetchSnapshotRequest::TopicSnapshot::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionSnapshot& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void FetchSnapshotRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  replica_id = reader.read_int32();
  max_bytes = reader.read_int32();
  topics.resize(reader.read_array(compact, 3, sizeof(TopicSnapshot)));
  for (TopicSnapshot& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      cluster_id = reader.read_nullable_string(compact);
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void FetchSnapshotRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(replica_id);
  writer.write_int32(max_bytes);
  writer.write_array_count(topics.size(), compact);
  for (const TopicSnapshot& item : topics) item.encode(writer, version);
  const bool has_cluster_id = cluster_id.has_value();
  std::uint32_t tagged_count = 0;
  if (has_cluster_id) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_cluster_id) {
    Writer field;
    field.write_nullable_string(cluster_id, compact);
    writer.write_tagged(0, std::move(field));
  }
}

void FetchSnapshotResponse::SnapshotId::decode(Reader& reader, std::int16_t) {
  end_offset = reader.read_int64();
  epoch = reader.read_int32();
  reader.skip_tagged_fields();
}

void FetchSnapshotResponse::SnapshotId::encode(Writer& writer, std::int16_t) const {
  writer.write_int64(end_offset);
  writer.write_int32(epoch);
  writer.write_unsigned_varint(0);
}

void FetchSnapshotResponse::LeaderIdAndEpoch::decode(Reader& reader, std::int16_t) {
  leader_id = reader.read_int32();
  leader_epoch = reader.read_int32();
  reader.skip_tagged_fields();
}

void FetchSnapshotResponse::LeaderIdAndEpoch::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(leader_id);
  writer.write_int32(leader_epoch);
  writer.write_unsigned_varint(0);
}

void FetchSnapshotResponse::PartitionSnapshot::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  index = reader.read_int32();
  error_code = reader.read_error_code();
  snapshot_id.decode(reader, version);
  size = reader.read_int64();
  position = reader.read_int64();
  unaligned_records = reader.read_records(compact);
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      current_leader = {};
      current_leader.decode(reader, version);
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void FetchSnapshotResponse::PartitionSnapshot::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_int32(index);
  writer.write_error_code(error_code);
  snapshot_id.encode(writer, version);
  writer.write_int64(size);
  writer.write_int64(position);
  writer.write_records(unaligned_records, compact);
  const bool has_current_leader = !(current_leader == LeaderIdAndEpoch{});
  std::uint32_t tagged_count = 0;
  if (has_current_leader) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_current_leader) {
    Writer field;
    current_leader.encode(field, version);
    writer.write_tagged(0, std::move(field));
  }
}

bool FetchSnapshotResponse::PartitionSnapshot::operator==(const PartitionSnapshot& other) const {
  return index == other.index &&
         error_code == other.error_code &&
         snapshot_id == other.snapshot_id &&
         current_leader == other.current_leader &&
         size == other.size &&
         position == other.position &&
         same_bytes(unaligned_records, other.unaligned_records);
}

void FetchSnapshotResponse::TopicSnapshot::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 37, sizeof(PartitionSnapshot)));
  for (PartitionSnapshot& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void FetchSnapshotResponse::TopicSnapshot::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionSnapshot& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void FetchSnapshotResponse::NodeEndpoint::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  node_id = reader.read_int32();
  host = reader.read_string(compact);
  port = reader.read_uint16();
  reader.skip_tagged_fields();
}

void FetchSnapshotResponse::NodeEndpoint::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_int32(node_id);
  writer.write_string(host, compact);
  writer.write_uint16(port);
  writer.write_unsigned_varint(0);
}

void FetchSnapshotResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  topics.resize(reader.read_array(compact, 3, sizeof(TopicSnapshot)));
  for (TopicSnapshot& item : topics) {
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

void FetchSnapshotResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_array_count(topics.size(), compact);
  for (const TopicSnapshot& item : topics) item.encode(writer, version);
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
