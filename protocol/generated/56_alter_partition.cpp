// Made by protocol/schema/generate.py from protocol/schema/56_alter_partition.txt. Not to be edited.
#include "protocol/generated/56_alter_partition.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void AlterPartitionRequest::BrokerState::decode(Reader& reader, std::int16_t) {
  broker_id = reader.read_int32();
  broker_epoch = reader.read_int64();
  reader.skip_tagged_fields();
}

void AlterPartitionRequest::BrokerState::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(broker_id);
  writer.write_int64(broker_epoch);
  writer.write_unsigned_varint(0);
}

void AlterPartitionRequest::PartitionData::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  partition_index = reader.read_int32();
  leader_epoch = reader.read_int32();
  if (version <= 2) {
    new_isr.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
    for (std::int32_t& item : new_isr) {
      item = reader.read_int32();
      if (!reader.ok()) return;
    }
  }
  if (version >= 3) {
    new_isr_with_epochs.resize(reader.read_array(compact, 13, sizeof(BrokerState)));
    for (BrokerState& item : new_isr_with_epochs) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (version >= 1) {
    leader_recovery_state = reader.read_int8();
  }
  partition_epoch = reader.read_int32();
  reader.skip_tagged_fields();
}

void AlterPartitionRequest::PartitionData::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_int32(partition_index);
  writer.write_int32(leader_epoch);
  if (version <= 2) {
    writer.write_array_count(new_isr.size(), compact);
    for (const std::int32_t item : new_isr) writer.write_int32(item);
  }
  if (version >= 3) {
    writer.write_array_count(new_isr_with_epochs.size(), compact);
    for (const BrokerState& item : new_isr_with_epochs) item.encode(writer, version);
  }
  if (version >= 1) {
    writer.write_int8(leader_recovery_state);
  }
  writer.write_int32(partition_epoch);
  writer.write_unsigned_varint(0);
}

void AlterPartitionRequest::TopicData::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version <= 1) {
    topic_name = reader.read_string(compact);
  }
  if (version >= 2) {
    topic_id = reader.read_uuid();
  }
  partitions.resize(reader.read_array(compact, version >= 1 ? 15 : 14, sizeof(PartitionData)));
  for (PartitionData& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AlterPartitionRequest::TopicData::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  if (version <= 1) {
    writer.write_string(topic_name, compact);
  }
  if (version >= 2) {
    writer.write_uuid(topic_id);
  }
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionData& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void AlterPartitionRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  broker_id = reader.read_int32();
  broker_epoch = reader.read_int64();
  topics.resize(reader.read_array(compact, version >= 2 ? 18 : 3, sizeof(TopicData)));
  for (TopicData& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AlterPartitionRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(broker_id);
  writer.write_int64(broker_epoch);
  writer.write_array_count(topics.size(), compact);
  for (const TopicData& item : topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void AlterPartitionResponse::PartitionData::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  partition_index = reader.read_int32();
  error_code = reader.read_error_code();
  leader_id = reader.read_int32();
  leader_epoch = reader.read_int32();
  isr.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : isr) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  if (version >= 1) {
    leader_recovery_state = reader.read_int8();
  }
  partition_epoch = reader.read_int32();
  reader.skip_tagged_fields();
}

void AlterPartitionResponse::PartitionData::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_int32(partition_index);
  writer.write_error_code(error_code);
  writer.write_int32(leader_id);
  writer.write_int32(leader_epoch);
  writer.write_array_count(isr.size(), compact);
  for (const std::int32_t item : isr) writer.write_int32(item);
  if (version >= 1) {
    writer.write_int8(leader_recovery_state);
  }
  writer.write_int32(partition_epoch);
  writer.write_unsigned_varint(0);
}

void AlterPartitionResponse::TopicData::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version <= 1) {
    topic_name = reader.read_string(compact);
  }
  if (version >= 2) {
    topic_id = reader.read_uuid();
  }
  partitions.resize(reader.read_array(compact, version >= 1 ? 21 : 20, sizeof(PartitionData)));
  for (PartitionData& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AlterPartitionResponse::TopicData::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  if (version <= 1) {
    writer.write_string(topic_name, compact);
  }
  if (version >= 2) {
    writer.write_uuid(topic_id);
  }
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionData& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void AlterPartitionResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  topics.resize(reader.read_array(compact, version >= 2 ? 18 : 3, sizeof(TopicData)));
  for (TopicData& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AlterPartitionResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_array_count(topics.size(), compact);
  for (const TopicData& item : topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
