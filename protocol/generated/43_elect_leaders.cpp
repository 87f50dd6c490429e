// Made by protocol/schema/generate.py from protocol/schema/43_elect_leaders.txt. Not to be edited.
#include "protocol/generated/43_elect_leaders.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void ElectLeadersRequest::TopicPartitions::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  topic = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void ElectLeadersRequest::TopicPartitions::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_string(topic, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  if (compact) writer.write_unsigned_varint(0);
}

void ElectLeadersRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 1) {
    election_type = reader.read_int8();
  }
  if (const std::int32_t elements = reader.read_nullable_array(compact, version >= 2 ? 3 : 6,
      sizeof(TopicPartitions)); elements < 0) {
    topic_partitions.reset();
  } else {
    topic_partitions.emplace(static_cast<std::size_t>(elements));
    for (TopicPartitions& item : *topic_partitions) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  timeout_ms = reader.read_int32();
  if (compact) reader.skip_tagged_fields();
}

void ElectLeadersRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 1) {
    writer.write_int8(election_type);
  }
  if (!topic_partitions.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(topic_partitions->size(), compact);
    for (const TopicPartitions& item : *topic_partitions) item.encode(writer, version);
  }
  writer.write_int32(timeout_ms);
  if (compact) writer.write_unsigned_varint(0);
}

void ElectLeadersResponse::PartitionResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  partition_id = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  if (compact) reader.skip_tagged_fields();
}

void ElectLeadersResponse::PartitionResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_int32(partition_id);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  if (compact) writer.write_unsigned_varint(0);
}

void ElectLeadersResponse::ReplicaElectionResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  topic = reader.read_string(compact);
  partition_result.resize(reader.read_array(compact, 8, sizeof(PartitionResult)));
  for (PartitionResult& item : partition_result) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void ElectLeadersResponse::ReplicaElectionResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_string(topic, compact);
  writer.write_array_count(partition_result.size(), compact);
  for (const PartitionResult& item : partition_result) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void ElectLeadersResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  if (version >= 1) {
    error_code = reader.read_error_code();
  }
  replica_election_results.resize(reader.read_array(compact, version >= 2 ? 3 : 6, sizeof(ReplicaElectionResult)));
  for (ReplicaElectionResult& item : replica_election_results) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void ElectLeadersResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  if (version >= 1) {
    writer.write_error_code(error_code);
  }
  writer.write_array_count(replica_election_results.size(), compact);
  for (const ReplicaElectionResult& item : replica_election_results) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
