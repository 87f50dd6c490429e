// Made by protocol/schema/generate.py from protocol/schema/75_describe_topic_partitions.txt. Not to be edited.
#include "protocol/generated/75_describe_topic_partitions.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void DescribeTopicPartitionsRequest::TopicRequest::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  reader.skip_tagged_fields();
}

void DescribeTopicPartitionsRequest::TopicRequest::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_unsigned_varint(0);
}

void DescribeTopicPartitionsRequest::Cursor::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  topic_name = reader.read_string(compact);
  partition_index = reader.read_int32();
  reader.skip_tagged_fields();
}

void DescribeTopicPartitionsRequest::Cursor::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(topic_name, compact);
  writer.write_int32(partition_index);
  writer.write_unsigned_varint(0);
}

void DescribeTopicPartitionsRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  topics.resize(reader.read_array(compact, 2, sizeof(TopicRequest)));
  for (TopicRequest& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  response_partition_limit = reader.read_int32();
  if (reader.read_present()) {
    cursor = Cursor{};
    cursor->decode(reader, version);
  } else {
    cursor.reset();
  }
  reader.skip_tagged_fields();
}

void DescribeTopicPartitionsRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(topics.size(), compact);
  for (const TopicRequest& item : topics) item.encode(writer, version);
  writer.write_int32(response_partition_limit);
  writer.write_present(cursor.has_value());
  if (cursor.has_value()) cursor->encode(writer, version);
  writer.write_unsigned_varint(0);
}

void DescribeTopicPartitionsResponse::DescribeTopicPartitionsResponsePartition::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  error_code = reader.read_error_code();
  partition_index = reader.read_int32();
  leader_id = reader.read_int32();
  leader_epoch = reader.read_int32();
  replica_nodes.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : replica_nodes) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  isr_nodes.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : isr_nodes) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  if (const std::int32_t elements = reader.read_nullable_array(compact, 4, sizeof(std::int32_t)); elements < 0) {
    eligible_leader_replicas.reset();
  } else {
    eligible_leader_replicas.emplace(static_cast<std::size_t>(elements));
    for (std::int32_t& item : *eligible_leader_replicas) {
      item = reader.read_int32();
      if (!reader.ok()) return;
    }
  }
  if (const std::int32_t elements = reader.read_nullable_array(compact, 4, sizeof(std::int32_t)); elements < 0) {
    last_known_elr.reset();
  } else {
    last_known_elr.emplace(static_cast<std::size_t>(elements));
    for (std::int32_t& item : *last_known_elr) {
      item = reader.read_int32();
      if (!reader.ok()) return;
    }
  }
  offline_replicas.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : offline_replicas) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeTopicPartitionsResponse::DescribeTopicPartitionsResponsePartition::encode(Writer& writer,
    std::int16_t) const {
  constexpr bool compact = true;
  writer.write_error_code(error_code);
  writer.write_int32(partition_index);
  writer.write_int32(leader_id);
  writer.write_int32(leader_epoch);
  writer.write_array_count(replica_nodes.size(), compact);
  for (const std::int32_t item : replica_nodes) writer.write_int32(item);
  writer.write_array_count(isr_nodes.size(), compact);
  for (const std::int32_t item : isr_nodes) writer.write_int32(item);
  if (!eligible_leader_replicas.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(eligible_leader_replicas->size(), compact);
    for (const std::int32_t item : *eligible_leader_replicas) writer.write_int32(item);
  }
  if (!last_known_elr.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(last_known_elr->size(), compact);
    for (const std::int32_t item : *last_known_elr) writer.write_int32(item);
  }
  writer.write_array_count(offline_replicas.size(), compact);
  for (const std::int32_t item : offline_replicas) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void DescribeTopicPartitionsResponse::DescribeTopicPartitionsResponseTopic::decode(Reader& reader,
    std::int16_t version) {
  constexpr bool compact = true;
  error_code = reader.read_error_code();
  name = reader.read_nullable_string(compact);
  topic_id = reader.read_uuid();
  is_internal = reader.read_bool();
  partitions.resize(reader.read_array(compact, 20, sizeof(DescribeTopicPartitionsResponsePartition)));
  for (DescribeTopicPartitionsResponsePartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  topic_authorized_operations = reader.read_int32();
  reader.skip_tagged_fields();
}

void DescribeTopicPartitionsResponse::DescribeTopicPartitionsResponseTopic::encode(Writer& writer,
    std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_error_code(error_code);
  writer.write_nullable_string(name, compact);
  writer.write_uuid(topic_id);
  writer.write_bool(is_internal);
  writer.write_array_count(partitions.size(), compact);
  for (const DescribeTopicPartitionsResponsePartition& item : partitions) item.encode(writer, version);
  writer.write_int32(topic_authorized_operations);
  writer.write_unsigned_varint(0);
}

void DescribeTopicPartitionsResponse::Cursor::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  topic_name = reader.read_string(compact);
  partition_index = reader.read_int32();
  reader.skip_tagged_fields();
}

void DescribeTopicPartitionsResponse::Cursor::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(topic_name, compact);
  writer.write_int32(partition_index);
  writer.write_unsigned_varint(0);
}

void DescribeTopicPartitionsResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  topics.resize(reader.read_array(compact, 26, sizeof(DescribeTopicPartitionsResponseTopic)));
  for (DescribeTopicPartitionsResponseTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (reader.read_present()) {
    next_cursor = Cursor{};
    next_cursor->decode(reader, version);
  } else {
    next_cursor.reset();
  }
  reader.skip_tagged_fields();
}

void DescribeTopicPartitionsResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_array_count(topics.size(), compact);
  for (const DescribeTopicPartitionsResponseTopic& item : topics) item.encode(writer, version);
  writer.write_present(next_cursor.has_value());
  if (next_cursor.has_value()) next_cursor->encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
