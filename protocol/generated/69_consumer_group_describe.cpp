// Made by protocol/schema/generate.py from protocol/schema/69_consumer_group_describe.txt. Not to be edited.
#include "protocol/generated/69_consumer_group_describe.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void ConsumerGroupDescribeRequest::decode(Reader& reader, std::int16_t version) {
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

void ConsumerGroupDescribeRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(group_ids.size(), compact);
  for (const std::string_view item : group_ids) writer.write_string(item, compact);
  writer.write_bool(include_authorized_operations);
  writer.write_unsigned_varint(0);
}

void ConsumerGroupDescribeResponse::TopicPartitions::decode(Reader& reader, std::int16_t) {
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

void ConsumerGroupDescribeResponse::TopicPartitions::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_uuid(topic_id);
  writer.write_string(topic_name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void ConsumerGroupDescribeResponse::Assignment::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  topic_partitions.resize(reader.read_array(compact, 19, sizeof(TopicPartitions)));
  for (TopicPartitions& item : topic_partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ConsumerGroupDescribeResponse::Assignment::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_array_count(topic_partitions.size(), compact);
  for (const TopicPartitions& item : topic_partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ConsumerGroupDescribeResponse::Member::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  member_id = reader.read_string(compact);
  instance_id = reader.read_nullable_string(compact);
  rack_id = reader.read_nullable_string(compact);
  member_epoch = reader.read_int32();
  client_id = reader.read_string(compact);
  client_host = reader.read_string(compact);
  subscribed_topic_names.resize(reader.read_array(compact, 1, sizeof(std::string_view)));
  for (std::string_view& item : subscribed_topic_names) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
  subscribed_topic_regex = reader.read_nullable_string(compact);
  assignment.decode(reader, version);
  target_assignment.decode(reader, version);
  if (version >= 1) {
    member_type = reader.read_int8();
  }
  reader.skip_tagged_fields();
}

void ConsumerGroupDescribeResponse::Member::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(member_id, compact);
  writer.write_nullable_string(instance_id, compact);
  writer.write_nullable_string(rack_id, compact);
  writer.write_int32(member_epoch);
  writer.write_string(client_id, compact);
  writer.write_string(client_host, compact);
  writer.write_array_count(subscribed_topic_names.size(), compact);
  for (const std::string_view item : subscribed_topic_names) writer.write_string(item, compact);
  writer.write_nullable_string(subscribed_topic_regex, compact);
  assignment.encode(writer, version);
  target_assignment.encode(writer, version);
  if (version >= 1) {
    writer.write_int8(member_type);
  }
  writer.write_unsigned_varint(0);
}

void ConsumerGroupDescribeResponse::DescribedGroup::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  group_id = reader.read_string(compact);
  group_state = reader.read_string(compact);
  group_epoch = reader.read_int32();
  assignment_epoch = reader.read_int32();
  assignor_name = reader.read_string(compact);
  members.resize(reader.read_array(compact, version >= 1 ? 17 : 16, sizeof(Member)));
  for (Member& item : members) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  authorized_operations = reader.read_int32();
  reader.skip_tagged_fields();
}

void ConsumerGroupDescribeResponse::DescribedGroup::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_string(group_id, compact);
  writer.write_string(group_state, compact);
  writer.write_int32(group_epoch);
  writer.write_int32(assignment_epoch);
  writer.write_string(assignor_name, compact);
  writer.write_array_count(members.size(), compact);
  for (const Member& item : members) item.encode(writer, version);
  writer.write_int32(authorized_operations);
  writer.write_unsigned_varint(0);
}

void ConsumerGroupDescribeResponse::decode(Reader& reader, std::int16_t version) {
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

void ConsumerGroupDescribeResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_array_count(groups.size(), compact);
  for (const DescribedGroup& item : groups) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
