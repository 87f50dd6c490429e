// Made by protocol/schema/generate.py from protocol/schema/88_streams_group_heartbeat.txt. Not to be edited.
#include "protocol/generated/88_streams_group_heartbeat.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void StreamsGroupHeartbeatRequest::KeyValue::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  key = reader.read_string(compact);
  value = reader.read_string(compact);
  reader.skip_tagged_fields();
}

void StreamsGroupHeartbeatRequest::KeyValue::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(key, compact);
  writer.write_string(value, compact);
  writer.write_unsigned_varint(0);
}

void StreamsGroupHeartbeatRequest::TopicInfo::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  partitions = reader.read_int32();
  replication_factor = reader.read_int16();
  topic_configs.resize(reader.read_array(compact, 3, sizeof(KeyValue)));
  for (KeyValue& item : topic_configs) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void StreamsGroupHeartbeatRequest::TopicInfo::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_int32(partitions);
  writer.write_int16(replication_factor);
  writer.write_array_count(topic_configs.size(), compact);
  for (const KeyValue& item : topic_configs) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void StreamsGroupHeartbeatRequest::CopartitionGroup::decode(Reader& reader, std::int16_t) {
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

void StreamsGroupHeartbeatRequest::CopartitionGroup::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_array_count(source_topics.size(), compact);
  for (const std::int16_t item : source_topics) writer.write_int16(item);
  writer.write_array_count(source_topic_regex.size(), compact);
  for (const std::int16_t item : source_topic_regex) writer.write_int16(item);
  writer.write_array_count(repartition_source_topics.size(), compact);
  for (const std::int16_t item : repartition_source_topics) writer.write_int16(item);
  writer.write_unsigned_varint(0);
}

void StreamsGroupHeartbeatRequest::Subtopology::decode(Reader& reader, std::int16_t version) {
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

void StreamsGroupHeartbeatRequest::Subtopology::encode(Writer& writer, std::int16_t version) const {
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

void StreamsGroupHeartbeatRequest::Topology::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  epoch = reader.read_int32();
  subtopologies.resize(reader.read_array(compact, 8, sizeof(Subtopology)));
  for (Subtopology& item : subtopologies) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void StreamsGroupHeartbeatRequest::Topology::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_int32(epoch);
  writer.write_array_count(subtopologies.size(), compact);
  for (const Subtopology& item : subtopologies) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void StreamsGroupHeartbeatRequest::TaskIds::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  subtopology_id = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void StreamsGroupHeartbeatRequest::TaskIds::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(subtopology_id, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void StreamsGroupHeartbeatRequest::Endpoint::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  host = reader.read_string(compact);
  port = reader.read_uint16();
  reader.skip_tagged_fields();
}

void StreamsGroupHeartbeatRequest::Endpoint::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(host, compact);
  writer.write_uint16(port);
  writer.write_unsigned_varint(0);
}

void StreamsGroupHeartbeatRequest::TaskOffset::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  subtopology_id = reader.read_string(compact);
  partition = reader.read_int32();
  offset = reader.read_int64();
  reader.skip_tagged_fields();
}

void StreamsGroupHeartbeatRequest::TaskOffset::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(subtopology_id, compact);
  writer.write_int32(partition);
  writer.write_int64(offset);
  writer.write_unsigned_varint(0);
}

void StreamsGroupHeartbeatRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  member_id = reader.read_string(compact);
  member_epoch = reader.read_int32();
  endpoint_information_epoch = reader.read_int32();
  instance_id = reader.read_nullable_string(compact);
  rack_id = reader.read_nullable_string(compact);
  rebalance_timeout_ms = reader.read_int32();
  if (reader.read_present()) {
    topology = Topology{};
    topology->decode(reader, version);
  } else {
    topology.reset();
  }
  if (const std::int32_t elements = reader.read_nullable_array(compact, 3, sizeof(TaskIds)); elements < 0) {
    active_tasks.reset();
  } else {
    active_tasks.emplace(static_cast<std::size_t>(elements));
    for (TaskIds& item : *active_tasks) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (const std::int32_t elements = reader.read_nullable_array(compact, 3, sizeof(TaskIds)); elements < 0) {
    standby_tasks.reset();
  } else {
    standby_tasks.emplace(static_cast<std::size_t>(elements));
    for (TaskIds& item : *standby_tasks) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (const std::int32_t elements = reader.read_nullable_array(compact, 3, sizeof(TaskIds)); elements < 0) {
    warmup_tasks.reset();
  } else {
    warmup_tasks.emplace(static_cast<std::size_t>(elements));
    for (TaskIds& item : *warmup_tasks) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  process_id = reader.read_nullable_string(compact);
  if (reader.read_present()) {
    user_endpoint = Endpoint{};
    user_endpoint->decode(reader, version);
  } else {
    user_endpoint.reset();
  }
  if (const std::int32_t elements = reader.read_nullable_array(compact, 3, sizeof(KeyValue)); elements < 0) {
    client_tags.reset();
  } else {
    client_tags.emplace(static_cast<std::size_t>(elements));
    for (KeyValue& item : *client_tags) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (const std::int32_t elements = reader.read_nullable_array(compact, 14, sizeof(TaskOffset)); elements < 0) {
    task_offsets.reset();
  } else {
    task_offsets.emplace(static_cast<std::size_t>(elements));
    for (TaskOffset& item : *task_offsets) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (const std::int32_t elements = reader.read_nullable_array(compact, 14, sizeof(TaskOffset)); elements < 0) {
    task_end_offsets.reset();
  } else {
    task_end_offsets.emplace(static_cast<std::size_t>(elements));
    for (TaskOffset& item : *task_end_offsets) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  shutdown_application = reader.read_bool();
  reader.skip_tagged_fields();
}

void StreamsGroupHeartbeatRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_string(member_id, compact);
  writer.write_int32(member_epoch);
  writer.write_int32(endpoint_information_epoch);
  writer.write_nullable_string(instance_id, compact);
  writer.write_nullable_string(rack_id, compact);
  writer.write_int32(rebalance_timeout_ms);
  writer.write_present(topology.has_value());
  if (topology.has_value()) topology->encode(writer, version);
  if (!active_tasks.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(active_tasks->size(), compact);
    for (const TaskIds& item : *active_tasks) item.encode(writer, version);
  }
  if (!standby_tasks.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(standby_tasks->size(), compact);
    for (const TaskIds& item : *standby_tasks) item.encode(writer, version);
  }
  if (!warmup_tasks.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(warmup_tasks->size(), compact);
    for (const TaskIds& item : *warmup_tasks) item.encode(writer, version);
  }
  writer.write_nullable_string(process_id, compact);
  writer.write_present(user_endpoint.has_value());
  if (user_endpoint.has_value()) user_endpoint->encode(writer, version);
  if (!client_tags.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(client_tags->size(), compact);
    for (const KeyValue& item : *client_tags) item.encode(writer, version);
  }
  if (!task_offsets.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(task_offsets->size(), compact);
    for (const TaskOffset& item : *task_offsets) item.encode(writer, version);
  }
  if (!task_end_offsets.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(task_end_offsets->size(), compact);
    for (const TaskOffset& item : *task_end_offsets) item.encode(writer, version);
  }
  writer.write_bool(shutdown_application);
  writer.write_unsigned_varint(0);
}

void StreamsGroupHeartbeatResponse::Status::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  status_code = reader.read_int8();
  status_detail = reader.read_string(compact);
  reader.skip_tagged_fields();
}

void StreamsGroupHeartbeatResponse::Status::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_int8(status_code);
  writer.write_string(status_detail, compact);
  writer.write_unsigned_varint(0);
}

void StreamsGroupHeartbeatResponse::TaskIds::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  subtopology_id = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void StreamsGroupHeartbeatResponse::TaskIds::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(subtopology_id, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void StreamsGroupHeartbeatResponse::Endpoint::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  host = reader.read_string(compact);
  port = reader.read_uint16();
  reader.skip_tagged_fields();
}

void StreamsGroupHeartbeatResponse::Endpoint::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(host, compact);
  writer.write_uint16(port);
  writer.write_unsigned_varint(0);
}

void StreamsGroupHeartbeatResponse::TopicPartition::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  topic = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void StreamsGroupHeartbeatResponse::TopicPartition::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(topic, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void StreamsGroupHeartbeatResponse::EndpointToPartitions::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  user_endpoint.decode(reader, version);
  active_partitions.resize(reader.read_array(compact, 3, sizeof(TopicPartition)));
  for (TopicPartition& item : active_partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  standby_partitions.resize(reader.read_array(compact, 3, sizeof(TopicPartition)));
  for (TopicPartition& item : standby_partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void StreamsGroupHeartbeatResponse::EndpointToPartitions::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  user_endpoint.encode(writer, version);
  writer.write_array_count(active_partitions.size(), compact);
  for (const TopicPartition& item : active_partitions) item.encode(writer, version);
  writer.write_array_count(standby_partitions.size(), compact);
  for (const TopicPartition& item : standby_partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void StreamsGroupHeartbeatResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  member_id = reader.read_string(compact);
  member_epoch = reader.read_int32();
  heartbeat_interval_ms = reader.read_int32();
  acceptable_recovery_lag = reader.read_int32();
  task_offset_interval_ms = reader.read_int32();
  if (const std::int32_t elements = reader.read_nullable_array(compact, 3, sizeof(Status)); elements < 0) {
    status.reset();
  } else {
    status.emplace(static_cast<std::size_t>(elements));
    for (Status& item : *status) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (const std::int32_t elements = reader.read_nullable_array(compact, 3, sizeof(TaskIds)); elements < 0) {
    active_tasks.reset();
  } else {
    active_tasks.emplace(static_cast<std::size_t>(elements));
    for (TaskIds& item : *active_tasks) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (const std::int32_t elements = reader.read_nullable_array(compact, 3, sizeof(TaskIds)); elements < 0) {
    standby_tasks.reset();
  } else {
    standby_tasks.emplace(static_cast<std::size_t>(elements));
    for (TaskIds& item : *standby_tasks) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (const std::int32_t elements = reader.read_nullable_array(compact, 3, sizeof(TaskIds)); elements < 0) {
    warmup_tasks.reset();
  } else {
    warmup_tasks.emplace(static_cast<std::size_t>(elements));
    for (TaskIds& item : *warmup_tasks) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  endpoint_information_epoch = reader.read_int32();
  if (const std::int32_t elements = reader.read_nullable_array(compact, 7,
      sizeof(EndpointToPartitions)); elements < 0) {
    partitions_by_user_endpoint.reset();
  } else {
    partitions_by_user_endpoint.emplace(static_cast<std::size_t>(elements));
    for (EndpointToPartitions& item : *partitions_by_user_endpoint) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  reader.skip_tagged_fields();
}

void StreamsGroupHeartbeatResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_string(member_id, compact);
  writer.write_int32(member_epoch);
  writer.write_int32(heartbeat_interval_ms);
  writer.write_int32(acceptable_recovery_lag);
  writer.write_int32(task_offset_interval_ms);
  if (!status.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(status->size(), compact);
    for (const Status& item : *status) item.encode(writer, version);
  }
  if (!active_tasks.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(active_tasks->size(), compact);
    for (const TaskIds& item : *active_tasks) item.encode(writer, version);
  }
  if (!standby_tasks.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(standby_tasks->size(), compact);
    for (const TaskIds& item : *standby_tasks) item.encode(writer, version);
  }
  if (!warmup_tasks.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(warmup_tasks->size(), compact);
    for (const TaskIds& item : *warmup_tasks) item.encode(writer, version);
  }
  writer.write_int32(endpoint_information_epoch);
  if (!partitions_by_user_endpoint.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(partitions_by_user_endpoint->size(), compact);
    for (const EndpointToPartitions& item : *partitions_by_user_endpoint) item.encode(writer, version);
  }
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
