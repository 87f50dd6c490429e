// Made by protocol/schema/generate.py from protocol/schema/consumer_offsets.txt. Not to be edited.
#include "protocol/generated/consumer_offsets.h"

#include <utility>

#include "protocol/wire/equal.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void LegacyOffsetCommitKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group = reader.read_string(compact);
  topic = reader.read_string(compact);
  partition = reader.read_int32();
}

void LegacyOffsetCommitKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group, compact);
  writer.write_string(topic, compact);
  writer.write_int32(partition);
}

void LegacyOffsetCommitValue::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  offset = reader.read_int64();
  metadata = reader.read_string(compact);
  commit_timestamp = reader.read_int64();
}

void LegacyOffsetCommitValue::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int64(offset);
  writer.write_string(metadata, compact);
  writer.write_int64(commit_timestamp);
}

void OffsetCommitKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group = reader.read_string(compact);
  topic = reader.read_string(compact);
  partition = reader.read_int32();
}

void OffsetCommitKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group, compact);
  writer.write_string(topic, compact);
  writer.write_int32(partition);
}

void OffsetCommitValue::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  offset = reader.read_int64();
  if (version >= 3) {
    leader_epoch = reader.read_int32();
  }
  metadata = reader.read_string(compact);
  commit_timestamp = reader.read_int64();
  if (version >= 1 && version <= 1) {
    expire_timestamp = reader.read_int64();
  }
  if (!compact) return;
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      topic_id = reader.read_uuid();
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void OffsetCommitValue::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int64(offset);
  if (version >= 3) {
    writer.write_int32(leader_epoch);
  }
  writer.write_string(metadata, compact);
  writer.write_int64(commit_timestamp);
  if (version >= 1 && version <= 1) {
    writer.write_int64(expire_timestamp);
  }
  if (!compact) return;
  const bool has_topic_id = !topic_id.is_zero();
  std::uint32_t tagged_count = 0;
  if (has_topic_id) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_topic_id) {
    Writer field;
    field.write_uuid(topic_id);
    writer.write_tagged(0, std::move(field));
  }
}

void GroupMetadataKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group = reader.read_string(compact);
}

void GroupMetadataKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group, compact);
}

void GroupMetadataValue::MemberMetadata::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  member_id = reader.read_string(compact);
  if (version >= 3) {
    group_instance_id = reader.read_nullable_string(compact);
  }
  client_id = reader.read_string(compact);
  client_host = reader.read_string(compact);
  if (version >= 1) {
    rebalance_timeout = reader.read_int32();
  }
  session_timeout = reader.read_int32();
  subscription = reader.read_bytes(compact);
  assignment = reader.read_bytes(compact);
  if (compact) reader.skip_tagged_fields();
}

void GroupMetadataValue::MemberMetadata::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  writer.write_string(member_id, compact);
  if (version >= 3) {
    writer.write_nullable_string(group_instance_id, compact);
  }
  writer.write_string(client_id, compact);
  writer.write_string(client_host, compact);
  if (version >= 1) {
    writer.write_int32(rebalance_timeout);
  }
  writer.write_int32(session_timeout);
  writer.write_bytes(subscription, compact);
  writer.write_bytes(assignment, compact);
  if (compact) writer.write_unsigned_varint(0);
}

bool GroupMetadataValue::MemberMetadata::operator==(const MemberMetadata& other) const {
  return member_id == other.member_id &&
         group_instance_id == other.group_instance_id &&
         client_id == other.client_id &&
         client_host == other.client_host &&
         rebalance_timeout == other.rebalance_timeout &&
         session_timeout == other.session_timeout &&
         same_bytes(subscription, other.subscription) &&
         same_bytes(assignment, other.assignment);
}

void GroupMetadataValue::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  protocol_type = reader.read_string(compact);
  generation = reader.read_int32();
  protocol = reader.read_nullable_string(compact);
  leader = reader.read_nullable_string(compact);
  if (version >= 2) {
    current_state_timestamp = reader.read_int64();
  }
  members.resize(reader.read_array(compact, version >= 4 ? 15 : version >= 3 ? 24 : version >= 1 ? 22 : 18,
      sizeof(MemberMetadata)));
  for (MemberMetadata& item : members) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void GroupMetadataValue::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(protocol_type, compact);
  writer.write_int32(generation);
  writer.write_nullable_string(protocol, compact);
  writer.write_nullable_string(leader, compact);
  if (version >= 2) {
    writer.write_int64(current_state_timestamp);
  }
  writer.write_array_count(members.size(), compact);
  for (const MemberMetadata& item : members) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void ConsumerGroupMetadataKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
}

void ConsumerGroupMetadataKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
}

void ConsumerGroupMetadataValue::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  epoch = reader.read_int32();
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      metadata_hash = reader.read_int64();
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void ConsumerGroupMetadataValue::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(epoch);
  const bool has_metadata_hash = metadata_hash != 0;
  std::uint32_t tagged_count = 0;
  if (has_metadata_hash) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_metadata_hash) {
    Writer field;
    field.write_int64(metadata_hash);
    writer.write_tagged(0, std::move(field));
  }
}

void ConsumerGroupPartitionMetadataKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
}

void ConsumerGroupPartitionMetadataKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
}

void ConsumerGroupPartitionMetadataValue::PartitionMetadata::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  partition = reader.read_int32();
  racks.resize(reader.read_array(compact, 1, sizeof(std::string_view)));
  for (std::string_view& item : racks) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ConsumerGroupPartitionMetadataValue::PartitionMetadata::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_int32(partition);
  writer.write_array_count(racks.size(), compact);
  for (const std::string_view item : racks) writer.write_string(item, compact);
  writer.write_unsigned_varint(0);
}

void ConsumerGroupPartitionMetadataValue::TopicMetadata::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  topic_name = reader.read_string(compact);
  num_partitions = reader.read_int32();
  partition_metadata.resize(reader.read_array(compact, 6, sizeof(PartitionMetadata)));
  for (PartitionMetadata& item : partition_metadata) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ConsumerGroupPartitionMetadataValue::TopicMetadata::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_string(topic_name, compact);
  writer.write_int32(num_partitions);
  writer.write_array_count(partition_metadata.size(), compact);
  for (const PartitionMetadata& item : partition_metadata) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ConsumerGroupPartitionMetadataValue::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  topics.resize(reader.read_array(compact, 23, sizeof(TopicMetadata)));
  for (TopicMetadata& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ConsumerGroupPartitionMetadataValue::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(topics.size(), compact);
  for (const TopicMetadata& item : topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ConsumerGroupMemberMetadataKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  member_id = reader.read_string(compact);
}

void ConsumerGroupMemberMetadataKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_string(member_id, compact);
}

void ConsumerGroupMemberMetadataValue::ClassicProtocol::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  metadata = reader.read_bytes(compact);
  reader.skip_tagged_fields();
}

void ConsumerGroupMemberMetadataValue::ClassicProtocol::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_bytes(metadata, compact);
  writer.write_unsigned_varint(0);
}

bool ConsumerGroupMemberMetadataValue::ClassicProtocol::operator==(const ClassicProtocol& other) const {
  return name == other.name &&
         same_bytes(metadata, other.metadata);
}

void ConsumerGroupMemberMetadataValue::ClassicMemberMetadata::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  session_timeout_ms = reader.read_int32();
  supported_protocols.resize(reader.read_array(compact, 3, sizeof(ClassicProtocol)));
  for (ClassicProtocol& item : supported_protocols) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ConsumerGroupMemberMetadataValue::ClassicMemberMetadata::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_int32(session_timeout_ms);
  writer.write_array_count(supported_protocols.size(), compact);
  for (const ClassicProtocol& item : supported_protocols) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ConsumerGroupMemberMetadataValue::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  instance_id = reader.read_nullable_string(compact);
  rack_id = reader.read_nullable_string(compact);
  client_id = reader.read_string(compact);
  client_host = reader.read_string(compact);
  subscribed_topic_names.resize(reader.read_array(compact, 1, sizeof(std::string_view)));
  for (std::string_view& item : subscribed_topic_names) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
  subscribed_topic_regex = reader.read_nullable_string(compact);
  rebalance_timeout_ms = reader.read_int32();
  server_assignor = reader.read_nullable_string(compact);
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      if (reader.read_tagged_present()) {
        classic_member_metadata = ClassicMemberMetadata{};
        classic_member_metadata->decode(reader, version);
      } else {
        classic_member_metadata.reset();
      }
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void ConsumerGroupMemberMetadataValue::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_nullable_string(instance_id, compact);
  writer.write_nullable_string(rack_id, compact);
  writer.write_string(client_id, compact);
  writer.write_string(client_host, compact);
  writer.write_array_count(subscribed_topic_names.size(), compact);
  for (const std::string_view item : subscribed_topic_names) writer.write_string(item, compact);
  writer.write_nullable_string(subscribed_topic_regex, compact);
  writer.write_int32(rebalance_timeout_ms);
  writer.write_nullable_string(server_assignor, compact);
  const bool has_classic_member_metadata = !(classic_member_metadata == ClassicMemberMetadata{});
  std::uint32_t tagged_count = 0;
  if (has_classic_member_metadata) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_classic_member_metadata) {
    Writer field;
    field.write_tagged_present(classic_member_metadata.has_value());
    if (classic_member_metadata.has_value()) classic_member_metadata->encode(field, version);
    writer.write_tagged(0, std::move(field));
  }
}

void ConsumerGroupTargetAssignmentMetadataKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
}

void ConsumerGroupTargetAssignmentMetadataKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
}

void ConsumerGroupTargetAssignmentMetadataValue::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  assignment_epoch = reader.read_int32();
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      assignment_timestamp = reader.read_int64();
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void ConsumerGroupTargetAssignmentMetadataValue::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(assignment_epoch);
  const bool has_assignment_timestamp = assignment_timestamp != 0;
  std::uint32_t tagged_count = 0;
  if (has_assignment_timestamp) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_assignment_timestamp) {
    Writer field;
    field.write_int64(assignment_timestamp);
    writer.write_tagged(0, std::move(field));
  }
}

void ConsumerGroupTargetAssignmentMemberKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  member_id = reader.read_string(compact);
}

void ConsumerGroupTargetAssignmentMemberKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_string(member_id, compact);
}

void ConsumerGroupTargetAssignmentMemberValue::TopicPartition::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ConsumerGroupTargetAssignmentMemberValue::TopicPartition::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void ConsumerGroupTargetAssignmentMemberValue::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  topic_partitions.resize(reader.read_array(compact, 18, sizeof(TopicPartition)));
  for (TopicPartition& item : topic_partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ConsumerGroupTargetAssignmentMemberValue::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(topic_partitions.size(), compact);
  for (const TopicPartition& item : topic_partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ConsumerGroupCurrentMemberAssignmentKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  member_id = reader.read_string(compact);
}

void ConsumerGroupCurrentMemberAssignmentKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_string(member_id, compact);
}

void ConsumerGroupCurrentMemberAssignmentValue::TopicPartitions::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      if (const std::int32_t elements = reader.read_nullable_array(compact, 4, sizeof(std::int32_t)); elements < 0) {
        assignment_epochs.reset();
      } else {
        assignment_epochs.emplace(static_cast<std::size_t>(elements));
        for (std::int32_t& item : *assignment_epochs) {
          item = reader.read_int32();
          if (!reader.ok()) return;
        }
      }
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void ConsumerGroupCurrentMemberAssignmentValue::TopicPartitions::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  const bool has_assignment_epochs = (!assignment_epochs.has_value() || !assignment_epochs->empty());
  std::uint32_t tagged_count = 0;
  if (has_assignment_epochs) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_assignment_epochs) {
    Writer field;
    if (!assignment_epochs.has_value()) {
      field.write_null_array(compact);
    } else {
      field.write_array_count(assignment_epochs->size(), compact);
      for (const std::int32_t item : *assignment_epochs) field.write_int32(item);
    }
    writer.write_tagged(0, std::move(field));
  }
}

void ConsumerGroupCurrentMemberAssignmentValue::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  member_epoch = reader.read_int32();
  previous_member_epoch = reader.read_int32();
  state = reader.read_int8();
  assigned_partitions.resize(reader.read_array(compact, 18, sizeof(TopicPartitions)));
  for (TopicPartitions& item : assigned_partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  partitions_pending_revocation.resize(reader.read_array(compact, 18, sizeof(TopicPartitions)));
  for (TopicPartitions& item : partitions_pending_revocation) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ConsumerGroupCurrentMemberAssignmentValue::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(member_epoch);
  writer.write_int32(previous_member_epoch);
  writer.write_int8(state);
  writer.write_array_count(assigned_partitions.size(), compact);
  for (const TopicPartitions& item : assigned_partitions) item.encode(writer, version);
  writer.write_array_count(partitions_pending_revocation.size(), compact);
  for (const TopicPartitions& item : partitions_pending_revocation) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ShareGroupMemberMetadataKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  member_id = reader.read_string(compact);
}

void ShareGroupMemberMetadataKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_string(member_id, compact);
}

void ShareGroupMemberMetadataValue::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  rack_id = reader.read_nullable_string(compact);
  client_id = reader.read_string(compact);
  client_host = reader.read_string(compact);
  subscribed_topic_names.resize(reader.read_array(compact, 1, sizeof(std::string_view)));
  for (std::string_view& item : subscribed_topic_names) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ShareGroupMemberMetadataValue::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_nullable_string(rack_id, compact);
  writer.write_string(client_id, compact);
  writer.write_string(client_host, compact);
  writer.write_array_count(subscribed_topic_names.size(), compact);
  for (const std::string_view item : subscribed_topic_names) writer.write_string(item, compact);
  writer.write_unsigned_varint(0);
}

void ShareGroupMetadataKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
}

void ShareGroupMetadataKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
}

void ShareGroupMetadataValue::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  epoch = reader.read_int32();
  metadata_hash = reader.read_int64();
  reader.skip_tagged_fields();
}

void ShareGroupMetadataValue::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(epoch);
  writer.write_int64(metadata_hash);
  writer.write_unsigned_varint(0);
}

void ShareGroupTargetAssignmentMetadataKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
}

void ShareGroupTargetAssignmentMetadataKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
}

void ShareGroupTargetAssignmentMetadataValue::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  assignment_epoch = reader.read_int32();
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      assignment_timestamp = reader.read_int64();
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void ShareGroupTargetAssignmentMetadataValue::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(assignment_epoch);
  const bool has_assignment_timestamp = assignment_timestamp != 0;
  std::uint32_t tagged_count = 0;
  if (has_assignment_timestamp) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_assignment_timestamp) {
    Writer field;
    field.write_int64(assignment_timestamp);
    writer.write_tagged(0, std::move(field));
  }
}

void ShareGroupTargetAssignmentMemberKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  member_id = reader.read_string(compact);
}

void ShareGroupTargetAssignmentMemberKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_string(member_id, compact);
}

void ShareGroupTargetAssignmentMemberValue::TopicPartition::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ShareGroupTargetAssignmentMemberValue::TopicPartition::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void ShareGroupTargetAssignmentMemberValue::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  topic_partitions.resize(reader.read_array(compact, 18, sizeof(TopicPartition)));
  for (TopicPartition& item : topic_partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ShareGroupTargetAssignmentMemberValue::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(topic_partitions.size(), compact);
  for (const TopicPartition& item : topic_partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ShareGroupCurrentMemberAssignmentKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  member_id = reader.read_string(compact);
}

void ShareGroupCurrentMemberAssignmentKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_string(member_id, compact);
}

void ShareGroupCurrentMemberAssignmentValue::TopicPartitions::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ShareGroupCurrentMemberAssignmentValue::TopicPartitions::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void ShareGroupCurrentMemberAssignmentValue::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  member_epoch = reader.read_int32();
  previous_member_epoch = reader.read_int32();
  state = reader.read_int8();
  assigned_partitions.resize(reader.read_array(compact, 18, sizeof(TopicPartitions)));
  for (TopicPartitions& item : assigned_partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ShareGroupCurrentMemberAssignmentValue::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(member_epoch);
  writer.write_int32(previous_member_epoch);
  writer.write_int8(state);
  writer.write_array_count(assigned_partitions.size(), compact);
  for (const TopicPartitions& item : assigned_partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ShareGroupStatePartitionMetadataKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
}

void ShareGroupStatePartitionMetadataKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
}

void ShareGroupStatePartitionMetadataValue::TopicPartitionsInfo::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  topic_name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ShareGroupStatePartitionMetadataValue::TopicPartitionsInfo::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_string(topic_name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void ShareGroupStatePartitionMetadataValue::TopicInfo::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  topic_name = reader.read_string(compact);
  reader.skip_tagged_fields();
}

void ShareGroupStatePartitionMetadataValue::TopicInfo::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_string(topic_name, compact);
  writer.write_unsigned_varint(0);
}

void ShareGroupStatePartitionMetadataValue::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  initializing_topics.resize(reader.read_array(compact, 19, sizeof(TopicPartitionsInfo)));
  for (TopicPartitionsInfo& item : initializing_topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  initialized_topics.resize(reader.read_array(compact, 19, sizeof(TopicPartitionsInfo)));
  for (TopicPartitionsInfo& item : initialized_topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  deleting_topics.resize(reader.read_array(compact, 18, sizeof(TopicInfo)));
  for (TopicInfo& item : deleting_topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ShareGroupStatePartitionMetadataValue::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(initializing_topics.size(), compact);
  for (const TopicPartitionsInfo& item : initializing_topics) item.encode(writer, version);
  writer.write_array_count(initialized_topics.size(), compact);
  for (const TopicPartitionsInfo& item : initialized_topics) item.encode(writer, version);
  writer.write_array_count(deleting_topics.size(), compact);
  for (const TopicInfo& item : deleting_topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ConsumerGroupRegularExpressionKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  regular_expression = reader.read_string(compact);
}

void ConsumerGroupRegularExpressionKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_string(regular_expression, compact);
}

void ConsumerGroupRegularExpressionValue::decode(Reader& reader, std::int16_t at_version) {
  constexpr bool compact = true;
  if (at_version < kVersionMin || at_version > kVersionMax) return reader.fail(ReadError::kVersion);
  topics.resize(reader.read_array(compact, 1, sizeof(std::string_view)));
  for (std::string_view& item : topics) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
  version = reader.read_int64();
  timestamp = reader.read_int64();
  reader.skip_tagged_fields();
}

void ConsumerGroupRegularExpressionValue::encode(Writer& writer, std::int16_t at_version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(at_version >= kVersionMin && at_version <= kVersionMax);
  writer.write_array_count(topics.size(), compact);
  for (const std::string_view item : topics) writer.write_string(item, compact);
  writer.write_int64(version);
  writer.write_int64(timestamp);
  writer.write_unsigned_varint(0);
}

void StreamsGroupMetadataKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
}

void StreamsGroupMetadataKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
}

void StreamsGroupMetadataValue::LastAssignmentConfig::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  key = reader.read_string(compact);
  value = reader.read_string(compact);
  reader.skip_tagged_fields();
}

void StreamsGroupMetadataValue::LastAssignmentConfig::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(key, compact);
  writer.write_string(value, compact);
  writer.write_unsigned_varint(0);
}

void StreamsGroupMetadataValue::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  epoch = reader.read_int32();
  metadata_hash = reader.read_int64();
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      validated_topology_epoch = reader.read_int32();
      reader.end_tagged(tagged);
    } else if (tagged.tag == 1) {
      if (const std::int32_t elements = reader.read_nullable_array(compact, 3,
          sizeof(LastAssignmentConfig)); elements < 0) {
        last_assignment_configs.reset();
      } else {
        last_assignment_configs.emplace(static_cast<std::size_t>(elements));
        for (LastAssignmentConfig& item : *last_assignment_configs) {
          item.decode(reader, version);
          if (!reader.ok()) return;
        }
      }
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void StreamsGroupMetadataValue::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(epoch);
  writer.write_int64(metadata_hash);
  const bool has_validated_topology_epoch = validated_topology_epoch != -1;
  const bool has_last_assignment_configs = (!last_assignment_configs.has_value() || !last_assignment_configs->empty());
  std::uint32_t tagged_count = 0;
  if (has_validated_topology_epoch) ++tagged_count;
  if (has_last_assignment_configs) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_validated_topology_epoch) {
    Writer field;
    field.write_int32(validated_topology_epoch);
    writer.write_tagged(0, std::move(field));
  }
  if (has_last_assignment_configs) {
    Writer field;
    if (!last_assignment_configs.has_value()) {
      field.write_null_array(compact);
    } else {
      field.write_array_count(last_assignment_configs->size(), compact);
      for (const LastAssignmentConfig& item : *last_assignment_configs) item.encode(field, version);
    }
    writer.write_tagged(1, std::move(field));
  }
}

void StreamsGroupMemberMetadataKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  member_id = reader.read_string(compact);
}

void StreamsGroupMemberMetadataKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_string(member_id, compact);
}

void StreamsGroupMemberMetadataValue::Endpoint::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  host = reader.read_string(compact);
  port = reader.read_uint16();
  reader.skip_tagged_fields();
}

void StreamsGroupMemberMetadataValue::Endpoint::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(host, compact);
  writer.write_uint16(port);
  writer.write_unsigned_varint(0);
}

void StreamsGroupMemberMetadataValue::KeyValue::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  key = reader.read_string(compact);
  value = reader.read_string(compact);
  reader.skip_tagged_fields();
}

void StreamsGroupMemberMetadataValue::KeyValue::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(key, compact);
  writer.write_string(value, compact);
  writer.write_unsigned_varint(0);
}

void StreamsGroupMemberMetadataValue::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  instance_id = reader.read_nullable_string(compact);
  rack_id = reader.read_nullable_string(compact);
  client_id = reader.read_string(compact);
  client_host = reader.read_string(compact);
  rebalance_timeout_ms = reader.read_int32();
  topology_epoch = reader.read_int32();
  process_id = reader.read_string(compact);
  if (reader.read_present()) {
    user_endpoint = Endpoint{};
    user_endpoint->decode(reader, version);
  } else {
    user_endpoint.reset();
  }
  client_tags.resize(reader.read_array(compact, 3, sizeof(KeyValue)));
  for (KeyValue& item : client_tags) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void StreamsGroupMemberMetadataValue::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_nullable_string(instance_id, compact);
  writer.write_nullable_string(rack_id, compact);
  writer.write_string(client_id, compact);
  writer.write_string(client_host, compact);
  writer.write_int32(rebalance_timeout_ms);
  writer.write_int32(topology_epoch);
  writer.write_string(process_id, compact);
  writer.write_present(user_endpoint.has_value());
  if (user_endpoint.has_value()) user_endpoint->encode(writer, version);
  writer.write_array_count(client_tags.size(), compact);
  for (const KeyValue& item : client_tags) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void StreamsGroupTargetAssignmentMetadataKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
}

void StreamsGroupTargetAssignmentMetadataKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
}

void StreamsGroupTargetAssignmentMetadataValue::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  assignment_epoch = reader.read_int32();
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      assignment_timestamp = reader.read_int64();
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void StreamsGroupTargetAssignmentMetadataValue::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(assignment_epoch);
  const bool has_assignment_timestamp = assignment_timestamp != 0;
  std::uint32_t tagged_count = 0;
  if (has_assignment_timestamp) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_assignment_timestamp) {
    Writer field;
    field.write_int64(assignment_timestamp);
    writer.write_tagged(0, std::move(field));
  }
}

void StreamsGroupTargetAssignmentMemberKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  member_id = reader.read_string(compact);
}

void StreamsGroupTargetAssignmentMemberKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_string(member_id, compact);
}

void StreamsGroupTargetAssignmentMemberValue::TaskIds::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  subtopology_id = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void StreamsGroupTargetAssignmentMemberValue::TaskIds::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(subtopology_id, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void StreamsGroupTargetAssignmentMemberValue::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  active_tasks.resize(reader.read_array(compact, 3, sizeof(TaskIds)));
  for (TaskIds& item : active_tasks) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  standby_tasks.resize(reader.read_array(compact, 3, sizeof(TaskIds)));
  for (TaskIds& item : standby_tasks) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  warmup_tasks.resize(reader.read_array(compact, 3, sizeof(TaskIds)));
  for (TaskIds& item : warmup_tasks) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void StreamsGroupTargetAssignmentMemberValue::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(active_tasks.size(), compact);
  for (const TaskIds& item : active_tasks) item.encode(writer, version);
  writer.write_array_count(standby_tasks.size(), compact);
  for (const TaskIds& item : standby_tasks) item.encode(writer, version);
  writer.write_array_count(warmup_tasks.size(), compact);
  for (const TaskIds& item : warmup_tasks) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void StreamsGroupCurrentMemberAssignmentKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  member_id = reader.read_string(compact);
}

void StreamsGroupCurrentMemberAssignmentKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_string(member_id, compact);
}

void StreamsGroupCurrentMemberAssignmentValue::TaskIds::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  subtopology_id = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      if (const std::int32_t elements = reader.read_nullable_array(compact, 4, sizeof(std::int32_t)); elements < 0) {
        assignment_epochs.reset();
      } else {
        assignment_epochs.emplace(static_cast<std::size_t>(elements));
        for (std::int32_t& item : *assignment_epochs) {
          item = reader.read_int32();
          if (!reader.ok()) return;
        }
      }
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void StreamsGroupCurrentMemberAssignmentValue::TaskIds::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(subtopology_id, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  const bool has_assignment_epochs = (!assignment_epochs.has_value() || !assignment_epochs->empty());
  std::uint32_t tagged_count = 0;
  if (has_assignment_epochs) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_assignment_epochs) {
    Writer field;
    if (!assignment_epochs.has_value()) {
      field.write_null_array(compact);
    } else {
      field.write_array_count(assignment_epochs->size(), compact);
      for (const std::int32_t item : *assignment_epochs) field.write_int32(item);
    }
    writer.write_tagged(0, std::move(field));
  }
}

void StreamsGroupCurrentMemberAssignmentValue::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  member_epoch = reader.read_int32();
  previous_member_epoch = reader.read_int32();
  state = reader.read_int8();
  active_tasks.resize(reader.read_array(compact, 3, sizeof(TaskIds)));
  for (TaskIds& item : active_tasks) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  standby_tasks.resize(reader.read_array(compact, 3, sizeof(TaskIds)));
  for (TaskIds& item : standby_tasks) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  warmup_tasks.resize(reader.read_array(compact, 3, sizeof(TaskIds)));
  for (TaskIds& item : warmup_tasks) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  active_tasks_pending_revocation.resize(reader.read_array(compact, 3, sizeof(TaskIds)));
  for (TaskIds& item : active_tasks_pending_revocation) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  standby_tasks_pending_revocation.resize(reader.read_array(compact, 3, sizeof(TaskIds)));
  for (TaskIds& item : standby_tasks_pending_revocation) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  warmup_tasks_pending_revocation.resize(reader.read_array(compact, 3, sizeof(TaskIds)));
  for (TaskIds& item : warmup_tasks_pending_revocation) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void StreamsGroupCurrentMemberAssignmentValue::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(member_epoch);
  writer.write_int32(previous_member_epoch);
  writer.write_int8(state);
  writer.write_array_count(active_tasks.size(), compact);
  for (const TaskIds& item : active_tasks) item.encode(writer, version);
  writer.write_array_count(standby_tasks.size(), compact);
  for (const TaskIds& item : standby_tasks) item.encode(writer, version);
  writer.write_array_count(warmup_tasks.size(), compact);
  for (const TaskIds& item : warmup_tasks) item.encode(writer, version);
  writer.write_array_count(active_tasks_pending_revocation.size(), compact);
  for (const TaskIds& item : active_tasks_pending_revocation) item.encode(writer, version);
  writer.write_array_count(standby_tasks_pending_revocation.size(), compact);
  for (const TaskIds& item : standby_tasks_pending_revocation) item.encode(writer, version);
  writer.write_array_count(warmup_tasks_pending_revocation.size(), compact);
  for (const TaskIds& item : warmup_tasks_pending_revocation) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void StreamsGroupTopologyKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
}

void StreamsGroupTopologyKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
}

void StreamsGroupTopologyValue::TopicConfig::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  key = reader.read_string(compact);
  value = reader.read_string(compact);
  reader.skip_tagged_fields();
}

void StreamsGroupTopologyValue::TopicConfig::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(key, compact);
  writer.write_string(value, compact);
  writer.write_unsigned_varint(0);
}

void StreamsGroupTopologyValue::TopicInfo::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  partitions = reader.read_int32();
  replication_factor = reader.read_int16();
  topic_configs.resize(reader.read_array(compact, 3, sizeof(TopicConfig)));
  for (TopicConfig& item : topic_configs) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void StreamsGroupTopologyValue::TopicInfo::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_int32(partitions);
  writer.write_int16(replication_factor);
  writer.write_array_count(topic_configs.size(), compact);
  for (const TopicConfig& item : topic_configs) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void StreamsGroupTopologyValue::CopartitionGroup::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  source_topics.resize(reader.read_array(compact, 2, sizeof(std::int16_t)));
  for (std::int16_t& item : source_topics) {
    item = reader.read_int16();
    if (!reader.ok()) return;
  }
  source_topic_regex.resize(reader.read_array(compact, 2, sizeof(std::int16_t)));
  for (std::int16_t& item : source_topic_regex) {
    item = reader.read_int16();
    if (!reader.ok()) return;
  }
  repartition_source_topics.resize(reader.read_array(compact, 2, sizeof(std::int16_t)));
  for (std::int16_t& item : repartition_source_topics) {
    item = reader.read_int16();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void StreamsGroupTopologyValue::CopartitionGroup::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_array_count(source_topics.size(), compact);
  for (const std::int16_t item : source_topics) writer.write_int16(item);
  writer.write_array_count(source_topic_regex.size(), compact);
  for (const std::int16_t item : source_topic_regex) writer.write_int16(item);
  writer.write_array_count(repartition_source_topics.size(), compact);
  for (const std::int16_t item : repartition_source_topics) writer.write_int16(item);
  writer.write_unsigned_varint(0);
}

void StreamsGroupTopologyValue::Subtopology::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  subtopology_id = reader.read_string(compact);
  source_topics.resize(reader.read_array(compact, 1, sizeof(std::string_view)));
  for (std::string_view& item : source_topics) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
  source_topic_regex.resize(reader.read_array(compact, 1, sizeof(std::string_view)));
  for (std::string_view& item : source_topic_regex) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
  state_changelog_topics.resize(reader.read_array(compact, 9, sizeof(TopicInfo)));
  for (TopicInfo& item : state_changelog_topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  repartition_sink_topics.resize(reader.read_array(compact, 1, sizeof(std::string_view)));
  for (std::string_view& item : repartition_sink_topics) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
  repartition_source_topics.resize(reader.read_array(compact, 9, sizeof(TopicInfo)));
  for (TopicInfo& item : repartition_source_topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  copartition_groups.resize(reader.read_array(compact, 4, sizeof(CopartitionGroup)));
  for (CopartitionGroup& item : copartition_groups) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void StreamsGroupTopologyValue::Subtopology::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(subtopology_id, compact);
  writer.write_array_count(source_topics.size(), compact);
  for (const std::string_view item : source_topics) writer.write_string(item, compact);
  writer.write_array_count(source_topic_regex.size(), compact);
  for (const std::string_view item : source_topic_regex) writer.write_string(item, compact);
  writer.write_array_count(state_changelog_topics.size(), compact);
  for (const TopicInfo& item : state_changelog_topics) item.encode(writer, version);
  writer.write_array_count(repartition_sink_topics.size(), compact);
  for (const std::string_view item : repartition_sink_topics) writer.write_string(item, compact);
  writer.write_array_count(repartition_source_topics.size(), compact);
  for (const TopicInfo& item : repartition_source_topics) item.encode(writer, version);
  writer.write_array_count(copartition_groups.size(), compact);
  for (const CopartitionGroup& item : copartition_groups) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void StreamsGroupTopologyValue::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  epoch = reader.read_int32();
  subtopologies.resize(reader.read_array(compact, 8, sizeof(Subtopology)));
  for (Subtopology& item : subtopologies) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void StreamsGroupTopologyValue::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(epoch);
  writer.write_array_count(subtopologies.size(), compact);
  for (const Subtopology& item : subtopologies) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
