// Made by protocol/schema/generate.py from protocol/schema/68_consumer_group_heartbeat.txt. Not to be edited.
#include "protocol/generated/68_consumer_group_heartbeat.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void ConsumerGroupHeartbeatRequest::TopicPartitions::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ConsumerGroupHeartbeatRequest::TopicPartitions::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void ConsumerGroupHeartbeatRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  member_id = reader.read_string(compact);
  member_epoch = reader.read_int32();
  instance_id = reader.read_nullable_string(compact);
  rack_id = reader.read_nullable_string(compact);
  rebalance_timeout_ms = reader.read_int32();
  if (const std::int32_t elements = reader.read_nullable_array(compact, 1, sizeof(std::string_view)); elements < 0) {
    subscribed_topic_names.reset();
  } else {
    subscribed_topic_names.emplace(static_cast<std::size_t>(elements));
    for (std::string_view& item : *subscribed_topic_names) {
      item = reader.read_string(compact);
      if (!reader.ok()) return;
    }
  }
  if (version >= 1) {
    subscribed_topic_regex = reader.read_nullable_string(compact);
  }
  server_assignor = reader.read_nullable_string(compact);
  if (const std::int32_t elements = reader.read_nullable_array(compact, 18, sizeof(TopicPartitions)); elements < 0) {
    topic_partitions.reset();
  } else {
    topic_partitions.emplace(static_cast<std::size_t>(elements));
    for (TopicPartitions& item : *topic_partitions) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  reader.skip_tagged_fields();
}

void ConsumerGroupHeartbeatRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_string(member_id, compact);
  writer.write_int32(member_epoch);
  writer.write_nullable_string(instance_id, compact);
  writer.write_nullable_string(rack_id, compact);
  writer.write_int32(rebalance_timeout_ms);
  if (!subscribed_topic_names.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(subscribed_topic_names->size(), compact);
    for (const std::string_view item : *subscribed_topic_names) writer.write_string(item, compact);
  }
  if (version >= 1) {
    writer.write_nullable_string(subscribed_topic_regex, compact);
  }
  writer.write_nullable_string(server_assignor, compact);
  if (!topic_partitions.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(topic_partitions->size(), compact);
    for (const TopicPartitions& item : *topic_partitions) item.encode(writer, version);
  }
  writer.write_unsigned_varint(0);
}

void ConsumerGroupHeartbeatResponse::TopicPartitions::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  topic_id = reader.read_uuid();
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ConsumerGroupHeartbeatResponse::TopicPartitions::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void ConsumerGroupHeartbeatResponse::Assignment::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_partitions.resize(reader.read_array(compact, 18, sizeof(TopicPartitions)));
  for (TopicPartitions& item : topic_partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ConsumerGroupHeartbeatResponse::Assignment::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_array_count(topic_partitions.size(), compact);
  for (const TopicPartitions& item : topic_partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ConsumerGroupHeartbeatResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  member_id = reader.read_nullable_string(compact);
  member_epoch = reader.read_int32();
  heartbeat_interval_ms = reader.read_int32();
  if (reader.read_present()) {
    assignment = Assignment{};
    assignment->decode(reader, version);
  } else {
    assignment.reset();
  }
  reader.skip_tagged_fields();
}

void ConsumerGroupHeartbeatResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_nullable_string(member_id, compact);
  writer.write_int32(member_epoch);
  writer.write_int32(heartbeat_interval_ms);
  writer.write_present(assignment.has_value());
  if (assignment.has_value()) assignment->encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
