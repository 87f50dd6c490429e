// Made by protocol/schema/generate.py from protocol/schema/45_alter_partition_reassignments.txt. Not to be edited.
#include "protocol/generated/45_alter_partition_reassignments.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void AlterPartitionReassignmentsRequest::ReassignablePartition::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  partition_index = reader.read_int32();
  if (const std::int32_t elements = reader.read_nullable_array(compact, 4, sizeof(std::int32_t)); elements < 0) {
    replicas.reset();
  } else {
    replicas.emplace(static_cast<std::size_t>(elements));
    for (std::int32_t& item : *replicas) {
      item = reader.read_int32();
      if (!reader.ok()) return;
    }
  }
  reader.skip_tagged_fields();
}

void AlterPartitionReassignmentsRequest::ReassignablePartition::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_int32(partition_index);
  if (!replicas.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(replicas->size(), compact);
    for (const std::int32_t item : *replicas) writer.write_int32(item);
  }
  writer.write_unsigned_varint(0);
}

void AlterPartitionReassignmentsRequest::ReassignableTopic::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 6, sizeof(ReassignablePartition)));
  for (ReassignablePartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AlterPartitionReassignmentsRequest::ReassignableTopic::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const ReassignablePartition& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void AlterPartitionReassignmentsRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  timeout_ms = reader.read_int32();
  if (version >= 1) {
    allow_replication_factor_change = reader.read_bool();
  }
  topics.resize(reader.read_array(compact, 3, sizeof(ReassignableTopic)));
  for (ReassignableTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AlterPartitionReassignmentsRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(timeout_ms);
  if (version >= 1) {
    writer.write_bool(allow_replication_factor_change);
  }
  writer.write_array_count(topics.size(), compact);
  for (const ReassignableTopic& item : topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void AlterPartitionReassignmentsResponse::ReassignablePartitionResponse::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  partition_index = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  reader.skip_tagged_fields();
}

void AlterPartitionReassignmentsResponse::ReassignablePartitionResponse::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_int32(partition_index);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_unsigned_varint(0);
}

void AlterPartitionReassignmentsResponse::ReassignableTopicResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 8, sizeof(ReassignablePartitionResponse)));
  for (ReassignablePartitionResponse& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AlterPartitionReassignmentsResponse::ReassignableTopicResponse::encode(Writer& writer,
    std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const ReassignablePartitionResponse& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void AlterPartitionReassignmentsResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  if (version >= 1) {
    allow_replication_factor_change = reader.read_bool();
  }
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  responses.resize(reader.read_array(compact, 3, sizeof(ReassignableTopicResponse)));
  for (ReassignableTopicResponse& item : responses) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AlterPartitionReassignmentsResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  if (version >= 1) {
    writer.write_bool(allow_replication_factor_change);
  }
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_array_count(responses.size(), compact);
  for (const ReassignableTopicResponse& item : responses) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
