// Made by protocol/schema/generate.py from protocol/schema/remote_log_metadata.txt. Not to be edited.
#include "protocol/generated/remote_log_metadata.h"

#include <utility>

#include "protocol/wire/equal.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void RemoteLogSegmentMetadataRecord::TopicIdPartitionEntry::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  id = reader.read_uuid();
  partition = reader.read_int32();
  reader.skip_tagged_fields();
}

void RemoteLogSegmentMetadataRecord::TopicIdPartitionEntry::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_uuid(id);
  writer.write_int32(partition);
  writer.write_unsigned_varint(0);
}

void RemoteLogSegmentMetadataRecord::RemoteLogSegmentIdEntry::decode(Reader& reader, std::int16_t version) {
  topic_id_partition.decode(reader, version);
  id = reader.read_uuid();
  reader.skip_tagged_fields();
}

void RemoteLogSegmentMetadataRecord::RemoteLogSegmentIdEntry::encode(Writer& writer, std::int16_t version) const {
  topic_id_partition.encode(writer, version);
  writer.write_uuid(id);
  writer.write_unsigned_varint(0);
}

void RemoteLogSegmentMetadataRecord::SegmentLeaderEpochEntry::decode(Reader& reader, std::int16_t) {
  leader_epoch = reader.read_int32();
  offset = reader.read_int64();
  reader.skip_tagged_fields();
}

void RemoteLogSegmentMetadataRecord::SegmentLeaderEpochEntry::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(leader_epoch);
  writer.write_int64(offset);
  writer.write_unsigned_varint(0);
}

void RemoteLogSegmentMetadataRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  remote_log_segment_id.decode(reader, version);
  start_offset = reader.read_int64();
  end_offset = reader.read_int64();
  broker_id = reader.read_int32();
  max_timestamp_ms = reader.read_int64();
  event_timestamp_ms = reader.read_int64();
  segment_leader_epochs.resize(reader.read_array(compact, 13, sizeof(SegmentLeaderEpochEntry)));
  for (SegmentLeaderEpochEntry& item : segment_leader_epochs) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  segment_size_in_bytes = reader.read_int32();
  custom_metadata = reader.read_nullable_bytes(compact);
  remote_log_segment_state = reader.read_int8();
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      txn_index_empty = reader.read_bool();
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void RemoteLogSegmentMetadataRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  remote_log_segment_id.encode(writer, version);
  writer.write_int64(start_offset);
  writer.write_int64(end_offset);
  writer.write_int32(broker_id);
  writer.write_int64(max_timestamp_ms);
  writer.write_int64(event_timestamp_ms);
  writer.write_array_count(segment_leader_epochs.size(), compact);
  for (const SegmentLeaderEpochEntry& item : segment_leader_epochs) item.encode(writer, version);
  writer.write_int32(segment_size_in_bytes);
  writer.write_nullable_bytes(custom_metadata, compact);
  writer.write_int8(remote_log_segment_state);
  const bool has_txn_index_empty = txn_index_empty;
  std::uint32_t tagged_count = 0;
  if (has_txn_index_empty) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_txn_index_empty) {
    Writer field;
    field.write_bool(txn_index_empty);
    writer.write_tagged(0, std::move(field));
  }
}

bool RemoteLogSegmentMetadataRecord::operator==(const RemoteLogSegmentMetadataRecord& other) const {
  return remote_log_segment_id == other.remote_log_segment_id &&
         start_offset == other.start_offset &&
         end_offset == other.end_offset &&
         broker_id == other.broker_id &&
         max_timestamp_ms == other.max_timestamp_ms &&
         event_timestamp_ms == other.event_timestamp_ms &&
         segment_leader_epochs == other.segment_leader_epochs &&
         segment_size_in_bytes == other.segment_size_in_bytes &&
         same_bytes(custom_metadata, other.custom_metadata) &&
         remote_log_segment_state == other.remote_log_segment_state &&
         txn_index_empty == other.txn_index_empty;
}

void RemoteLogSegmentMetadataUpdateRecord::TopicIdPartitionEntry::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  id = reader.read_uuid();
  partition = reader.read_int32();
  reader.skip_tagged_fields();
}

void RemoteLogSegmentMetadataUpdateRecord::TopicIdPartitionEntry::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_uuid(id);
  writer.write_int32(partition);
  writer.write_unsigned_varint(0);
}

void RemoteLogSegmentMetadataUpdateRecord::RemoteLogSegmentIdEntry::decode(Reader& reader, std::int16_t version) {
  topic_id_partition.decode(reader, version);
  id = reader.read_uuid();
  reader.skip_tagged_fields();
}

void RemoteLogSegmentMetadataUpdateRecord::RemoteLogSegmentIdEntry::encode(Writer& writer, std::int16_t version) const {
  topic_id_partition.encode(writer, version);
  writer.write_uuid(id);
  writer.write_unsigned_varint(0);
}

void RemoteLogSegmentMetadataUpdateRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  remote_log_segment_id.decode(reader, version);
  broker_id = reader.read_int32();
  event_timestamp_ms = reader.read_int64();
  custom_metadata = reader.read_nullable_bytes(compact);
  remote_log_segment_state = reader.read_int8();
  reader.skip_tagged_fields();
}

void RemoteLogSegmentMetadataUpdateRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  remote_log_segment_id.encode(writer, version);
  writer.write_int32(broker_id);
  writer.write_int64(event_timestamp_ms);
  writer.write_nullable_bytes(custom_metadata, compact);
  writer.write_int8(remote_log_segment_state);
  writer.write_unsigned_varint(0);
}

bool RemoteLogSegmentMetadataUpdateRecord::operator==(const RemoteLogSegmentMetadataUpdateRecord& other) const {
  return remote_log_segment_id == other.remote_log_segment_id &&
         broker_id == other.broker_id &&
         event_timestamp_ms == other.event_timestamp_ms &&
         same_bytes(custom_metadata, other.custom_metadata) &&
         remote_log_segment_state == other.remote_log_segment_state;
}

void RemotePartitionDeleteMetadataRecord::TopicIdPartitionEntry::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  id = reader.read_uuid();
  partition = reader.read_int32();
  reader.skip_tagged_fields();
}

void RemotePartitionDeleteMetadataRecord::TopicIdPartitionEntry::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_uuid(id);
  writer.write_int32(partition);
  writer.write_unsigned_varint(0);
}

void RemotePartitionDeleteMetadataRecord::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  topic_id_partition.decode(reader, version);
  broker_id = reader.read_int32();
  event_timestamp_ms = reader.read_int64();
  remote_partition_delete_state = reader.read_int8();
  reader.skip_tagged_fields();
}

void RemotePartitionDeleteMetadataRecord::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  topic_id_partition.encode(writer, version);
  writer.write_int32(broker_id);
  writer.write_int64(event_timestamp_ms);
  writer.write_int8(remote_partition_delete_state);
  writer.write_unsigned_varint(0);
}

void RemoteLogSegmentMetadataSnapshotRecord::SegmentLeaderEpochEntry::decode(Reader& reader, std::int16_t) {
  leader_epoch = reader.read_int32();
  offset = reader.read_int64();
  reader.skip_tagged_fields();
}

void RemoteLogSegmentMetadataSnapshotRecord::SegmentLeaderEpochEntry::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(leader_epoch);
  writer.write_int64(offset);
  writer.write_unsigned_varint(0);
}

void RemoteLogSegmentMetadataSnapshotRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  segment_id = reader.read_uuid();
  start_offset = reader.read_int64();
  end_offset = reader.read_int64();
  broker_id = reader.read_int32();
  max_timestamp_ms = reader.read_int64();
  event_timestamp_ms = reader.read_int64();
  segment_leader_epochs.resize(reader.read_array(compact, 13, sizeof(SegmentLeaderEpochEntry)));
  for (SegmentLeaderEpochEntry& item : segment_leader_epochs) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  segment_size_in_bytes = reader.read_int32();
  custom_metadata = reader.read_nullable_bytes(compact);
  remote_log_segment_state = reader.read_int8();
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      txn_index_empty = reader.read_bool();
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void RemoteLogSegmentMetadataSnapshotRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_uuid(segment_id);
  writer.write_int64(start_offset);
  writer.write_int64(end_offset);
  writer.write_int32(broker_id);
  writer.write_int64(max_timestamp_ms);
  writer.write_int64(event_timestamp_ms);
  writer.write_array_count(segment_leader_epochs.size(), compact);
  for (const SegmentLeaderEpochEntry& item : segment_leader_epochs) item.encode(writer, version);
  writer.write_int32(segment_size_in_bytes);
  writer.write_nullable_bytes(custom_metadata, compact);
  writer.write_int8(remote_log_segment_state);
  const bool has_txn_index_empty = txn_index_empty;
  std::uint32_t tagged_count = 0;
  if (has_txn_index_empty) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_txn_index_empty) {
    Writer field;
    field.write_bool(txn_index_empty);
    writer.write_tagged(0, std::move(field));
  }
}

bool RemoteLogSegmentMetadataSnapshotRecord::operator==(const RemoteLogSegmentMetadataSnapshotRecord& other) const {
  return segment_id == other.segment_id &&
         start_offset == other.start_offset &&
         end_offset == other.end_offset &&
         broker_id == other.broker_id &&
         max_timestamp_ms == other.max_timestamp_ms &&
         event_timestamp_ms == other.event_timestamp_ms &&
         segment_leader_epochs == other.segment_leader_epochs &&
         segment_size_in_bytes == other.segment_size_in_bytes &&
         same_bytes(custom_metadata, other.custom_metadata) &&
         remote_log_segment_state == other.remote_log_segment_state &&
         txn_index_empty == other.txn_index_empty;
}

}  // namespace klamm::protocol
