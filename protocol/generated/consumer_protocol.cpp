// Made by protocol/schema/generate.py from protocol/schema/consumer_protocol.txt. Not to be edited.
#include "protocol/generated/consumer_protocol.h"

#include <utility>

#include "protocol/wire/equal.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void ConsumerProtocolAssignment::TopicPartition::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = false;
  topic = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
}

void ConsumerProtocolAssignment::TopicPartition::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = false;
  writer.write_string(topic, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
}

void ConsumerProtocolAssignment::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  assigned_partitions.resize(reader.read_array(compact, 6, sizeof(TopicPartition)));
  for (TopicPartition& item : assigned_partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  user_data = reader.read_nullable_bytes(compact);
}

void ConsumerProtocolAssignment::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(assigned_partitions.size(), compact);
  for (const TopicPartition& item : assigned_partitions) item.encode(writer, version);
  writer.write_nullable_bytes(user_data, compact);
}

bool ConsumerProtocolAssignment::operator==(const ConsumerProtocolAssignment& other) const {
  return assigned_partitions == other.assigned_partitions &&
         same_bytes(user_data, other.user_data);
}

void ConsumerProtocolSubscription::TopicPartition::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = false;
  topic = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
}

void ConsumerProtocolSubscription::TopicPartition::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = false;
  writer.write_string(topic, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
}

void ConsumerProtocolSubscription::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  topics.resize(reader.read_array(compact, 2, sizeof(std::string_view)));
  for (std::string_view& item : topics) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
  user_data = reader.read_nullable_bytes(compact);
  if (version >= 1) {
    owned_partitions.resize(reader.read_array(compact, 6, sizeof(TopicPartition)));
    for (TopicPartition& item : owned_partitions) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (version >= 2) {
    generation_id = reader.read_int32();
  }
  if (version >= 3) {
    rack_id = reader.read_nullable_string(compact);
  }
}

void ConsumerProtocolSubscription::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(topics.size(), compact);
  for (const std::string_view item : topics) writer.write_string(item, compact);
  writer.write_nullable_bytes(user_data, compact);
  if (version >= 1) {
    writer.write_array_count(owned_partitions.size(), compact);
    for (const TopicPartition& item : owned_partitions) item.encode(writer, version);
  }
  if (version >= 2) {
    writer.write_int32(generation_id);
  }
  if (version >= 3) {
    writer.write_nullable_string(rack_id, compact);
  }
}

bool ConsumerProtocolSubscription::operator==(const ConsumerProtocolSubscription& other) const {
  return topics == other.topics &&
         same_bytes(user_data, other.user_data) &&
         owned_partitions == other.owned_partitions &&
         generation_id == other.generation_id &&
         rack_id == other.rack_id;
}

}  // namespace klamm::protocol
