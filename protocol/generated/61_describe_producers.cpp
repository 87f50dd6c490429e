// Made by protocol/schema/generate.py from protocol/schema/61_describe_producers.txt. Not to be edited.
#include "protocol/generated/61_describe_producers.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void DescribeProducersRequest::TopicRequest::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  partition_indexes.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partition_indexes) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeProducersRequest::TopicRequest::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_array_count(partition_indexes.size(), compact);
  for (const std::int32_t item : partition_indexes) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void DescribeProducersRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  topics.resize(reader.read_array(compact, 3, sizeof(TopicRequest)));
  for (TopicRequest& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeProducersRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(topics.size(), compact);
  for (const TopicRequest& item : topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void DescribeProducersResponse::ProducerState::decode(Reader& reader, std::int16_t) {
  producer_id = reader.read_int64();
  producer_epoch = reader.read_int32();
  last_sequence = reader.read_int32();
  last_timestamp = reader.read_int64();
  coordinator_epoch = reader.read_int32();
  current_txn_start_offset = reader.read_int64();
  reader.skip_tagged_fields();
}

void DescribeProducersResponse::ProducerState::encode(Writer& writer, std::int16_t) const {
  writer.write_int64(producer_id);
  writer.write_int32(producer_epoch);
  writer.write_int32(last_sequence);
  writer.write_int64(last_timestamp);
  writer.write_int32(coordinator_epoch);
  writer.write_int64(current_txn_start_offset);
  writer.write_unsigned_varint(0);
}

void DescribeProducersResponse::PartitionResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  partition_index = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  active_producers.resize(reader.read_array(compact, 37, sizeof(ProducerState)));
  for (ProducerState& item : active_producers) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeProducersResponse::PartitionResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_int32(partition_index);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_array_count(active_producers.size(), compact);
  for (const ProducerState& item : active_producers) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void DescribeProducersResponse::TopicResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 9, sizeof(PartitionResponse)));
  for (PartitionResponse& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeProducersResponse::TopicResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionResponse& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void DescribeProducersResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  topics.resize(reader.read_array(compact, 3, sizeof(TopicResponse)));
  for (TopicResponse& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeProducersResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_array_count(topics.size(), compact);
  for (const TopicResponse& item : topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
