// Made by protocol/schema/generate.py from protocol/schema/89_streams_group_describe.txt. Not to be edited.
#include "protocol/generated/89_streams_group_describe.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void StreamsGroupDescribeRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_ids.resize(reader.read_array(compact, 1, sizeof(std::string_view)));
  for (std::string_view& item : group_ids) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
  include_authorized_operations = reader.read_bool();
  reader.skip_tagged_fields();
}

void StreamsGroupDescribeRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(group_ids.size(), compact);
  for (const std::string_view item : group_ids) writer.write_string(item, compact);
  writer.write_bool(include_authorized_operations);
  writer.write_unsigned_varint(0);
}

void StreamsGroupDescribeResponse::KeyValue::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  key = reader.read_string(compact);
  value = reader.read_string(compact);
  reader.skip_tagged_fields();
}

void StreamsGroupDescribeResponse::KeyValue::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(key, compact);
  writer.write_string(value, compact);
  writer.write_unsigned_varint(0);
}

void StreamsGroupDescribeResponse::TopicInfo::decode(Reader& reader, std::int16_t version) {
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

void StreamsGroupDescribeResponse::TopicInfo::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_int32(partitions);
  writer.write_int16(replication_factor);
  writer.write_array_count(topic_configs.size(), compact);
  for (const KeyValue& item : topic_configs) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void StreamsGroupDescribeResponse::Subtopology::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  subtopology_id = reader.read_string(compact);
  source_topics.resize(reader.read_array(compact, 1, sizeof(std::string_view)));
  for (std::string_view& item : source_topics) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
  repartition_sink_topics.resize(reader.read_array(compact, 1, sizeof(std::string_view)));
  for (std::string_view& item : repartition_sink_topics) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
  state_changelog_topics.resize(reader.read_array(compact, 9, sizeof(TopicInfo)));
  for (TopicInfo& item : state_changelog_topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  repartition_source_topics.resize(reader.read_array(compact, 9, sizeof(TopicInfo)));
  for (TopicInfo& item : repartition_source_topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void StreamsGroupDescribeResponse::Subtopology::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(subtopology_id, compact);
  writer.write_array_count(source_topics.size(), compact);
  for (const std::string_view item : source_topics) writer.write_string(item, compact);
  writer.write_array_count(repartition_sink_topics.size(), compact);
  for (const std::string_view item : repartition_sink_topics) writer.write_string(item, compact);
  writer.write_array_count(state_changelog_topics.size(), compact);
  for (const TopicInfo& item : state_changelog_topics) item.encode(writer, version);
  writer.write_array_count(repartition_source_topics.size(), compact);
  for (const TopicInfo& item : repartition_source_topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void StreamsGroupDescribeResponse::Topology::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  epoch = reader.read_int32();
  if (const std::int32_t elements = reader.read_nullable_array(compact, 6, sizeof(Subtopology)); elements < 0) {
    subtopologies.reset();
  } else {
    subtopologies.emplace(static_cast<std::size_t>(elements));
    for (Subtopology& item : *subtopologies) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  reader.skip_tagged_fields();
}

void StreamsGroupDescribeResponse::Topology::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_int32(epoch);
  if (!subtopologies.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(subtopologies->size(), compact);
    for (const Subtopology& item : *subtopologies) item.encode(writer, version);
  }
  writer.write_unsigned_varint(0);
}

void StreamsGroupDescribeResponse::Endpoint::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  host = reader.read_string(compact);
  port = reader.read_uint16();
  reader.skip_tagged_fields();
}

void StreamsGroupDescribeResponse::Endpoint::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(host, compact);
  writer.write_uint16(port);
  writer.write_unsigned_varint(0);
}

void StreamsGroupDescribeResponse::TaskOffset::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  subtopology_id = reader.read_string(compact);
  partition = reader.read_int32();
  offset = reader.read_int64();
  reader.skip_tagged_fields();
}

void StreamsGroupDescribeResponse::TaskOffset::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(subtopology_id, compact);
  writer.write_int32(partition);
  writer.write_int64(offset);
  writer.write_unsigned_varint(0);
}

void StreamsGroupDescribeResponse::TaskIds::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  subtopology_id = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void StreamsGroupDescribeResponse::TaskIds::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(subtopology_id, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void StreamsGroupDescribeResponse::Assignment::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
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

void StreamsGroupDescribeResponse::Assignment::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_array_count(active_tasks.size(), compact);
  for (const TaskIds& item : active_tasks) item.encode(writer, version);
  writer.write_array_count(standby_tasks.size(), compact);
  for (const TaskIds& item : standby_tasks) item.encode(writer, version);
  writer.write_array_count(warmup_tasks.size(), compact);
  for (const TaskIds& item : warmup_tasks) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void StreamsGroupDescribeResponse::Member::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  member_id = reader.read_string(compact);
  member_epoch = reader.read_int32();
  instance_id = reader.read_nullable_string(compact);
  rack_id = reader.read_nullable_string(compact);
  client_id = reader.read_string(compact);
  client_host = reader.read_string(compact);
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
  task_offsets.resize(reader.read_array(compact, 14, sizeof(TaskOffset)));
  for (TaskOffset& item : task_offsets) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  task_end_offsets.resize(reader.read_array(compact, 14, sizeof(TaskOffset)));
  for (TaskOffset& item : task_end_offsets) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  assignment.decode(reader, version);
  target_assignment.decode(reader, version);
  is_classic = reader.read_bool();
  reader.skip_tagged_fields();
}

void StreamsGroupDescribeResponse::Member::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(member_id, compact);
  writer.write_int32(member_epoch);
  writer.write_nullable_string(instance_id, compact);
  writer.write_nullable_string(rack_id, compact);
  writer.write_string(client_id, compact);
  writer.write_string(client_host, compact);
  writer.write_int32(topology_epoch);
  writer.write_string(process_id, compact);
  writer.write_present(user_endpoint.has_value());
  if (user_endpoint.has_value()) user_endpoint->encode(writer, version);
  writer.write_array_count(client_tags.size(), compact);
  for (const KeyValue& item : client_tags) item.encode(writer, version);
  writer.write_array_count(task_offsets.size(), compact);
  for (const TaskOffset& item : task_offsets) item.encode(writer, version);
  writer.write_array_count(task_end_offsets.size(), compact);
  for (const TaskOffset& item : task_end_offsets) item.encode(writer, version);
  assignment.encode(writer, version);
  target_assignment.encode(writer, version);
  writer.write_bool(is_classic);
  writer.write_unsigned_varint(0);
}

void StreamsGroupDescribeResponse::DescribedGroup::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  group_id = reader.read_string(compact);
  group_state = reader.read_string(compact);
  group_epoch = reader.read_int32();
  assignment_epoch = reader.read_int32();
  if (reader.read_present()) {
    topology = Topology{};
    topology->decode(reader, version);
  } else {
    topology.reset();
  }
  members.resize(reader.read_array(compact, 28, sizeof(Member)));
  for (Member& item : members) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  authorized_operations = reader.read_int32();
  reader.skip_tagged_fields();
}

void StreamsGroupDescribeResponse::DescribedGroup::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_string(group_id, compact);
  writer.write_string(group_state, compact);
  writer.write_int32(group_epoch);
  writer.write_int32(assignment_epoch);
  writer.write_present(topology.has_value());
  if (topology.has_value()) topology->encode(writer, version);
  writer.write_array_count(members.size(), compact);
  for (const Member& item : members) item.encode(writer, version);
  writer.write_int32(authorized_operations);
  writer.write_unsigned_varint(0);
}

void StreamsGroupDescribeResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  groups.resize(reader.read_array(compact, 20, sizeof(DescribedGroup)));
  for (DescribedGroup& item : groups) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void StreamsGroupDescribeResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_array_count(groups.size(), compact);
  for (const DescribedGroup& item : groups) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
