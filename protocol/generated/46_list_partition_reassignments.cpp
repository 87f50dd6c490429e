// Made by protocol/schema/generate.py from protocol/schema/46_list_partition_reassignments.txt. Not to be edited.
#include "protocol/generated/46_list_partition_reassignments.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void ListPartitionReassignmentsRequest::ListPartitionReassignmentsTopics::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  partition_indexes.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partition_indexes) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ListPartitionReassignmentsRequest::ListPartitionReassignmentsTopics::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_array_count(partition_indexes.size(), compact);
  for (const std::int32_t item : partition_indexes) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void ListPartitionReassignmentsRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  timeout_ms = reader.read_int32();
  if (const std::int32_t elements = reader.read_nullable_array(compact, 3,
      sizeof(ListPartitionReassignmentsTopics)); elements < 0) {
    topics.reset();
  } else {
    topics.emplace(static_cast<std::size_t>(elements));
    for (ListPartitionReassignmentsTopics& item : *topics) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  reader.skip_tagged_fields();
}

void ListPartitionReassignmentsRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(timeout_ms);
  if (!topics.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(topics->size(), compact);
    for (const ListPartitionReassignmentsTopics& item : *topics) item.encode(writer, version);
  }
  writer.write_unsigned_varint(0);
}

void ListPartitionReassignmentsResponse::OngoingPartitionReassignment::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  partition_index = reader.read_int32();
  replicas.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : replicas) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  adding_replicas.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : adding_replicas) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  removing_replicas.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : removing_replicas) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ListPartitionReassignmentsResponse::OngoingPartitionReassignment::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_int32(partition_index);
  writer.write_array_count(replicas.size(), compact);
  for (const std::int32_t item : replicas) writer.write_int32(item);
  writer.write_array_count(adding_replicas.size(), compact);
  for (const std::int32_t item : adding_replicas) writer.write_int32(item);
  writer.write_array_count(removing_replicas.size(), compact);
  for (const std::int32_t item : removing_replicas) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void ListPartitionReassignmentsResponse::OngoingTopicReassignment::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 8, sizeof(OngoingPartitionReassignment)));
  for (OngoingPartitionReassignment& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ListPartitionReassignmentsResponse::OngoingTopicReassignment::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const OngoingPartitionReassignment& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ListPartitionReassignmentsResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  topics.resize(reader.read_array(compact, 3, sizeof(OngoingTopicReassignment)));
  for (OngoingTopicReassignment& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ListPartitionReassignmentsResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_array_count(topics.size(), compact);
  for (const OngoingTopicReassignment& item : topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
