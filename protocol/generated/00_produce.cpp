// Made by protocol/schema/generate.py from protocol/schema/00_produce.txt. Not to be edited.
#include "protocol/generated/00_produce.h"

#include <utility>

#include "protocol/wire/equal.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void ProduceRequest::PartitionProduceData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 9;
  index = reader.read_int32();
  records = reader.read_records(compact);
  if (compact) reader.skip_tagged_fields();
}

void ProduceRequest::PartitionProduceData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 9;
  writer.write_int32(index);
  writer.write_records(records, compact);
  if (compact) writer.write_unsigned_varint(0);
}

bool ProduceRequest::PartitionProduceData::operator==(const PartitionProduceData& other) const {
  return index == other.index &&
         same_bytes(records, other.records);
}

void ProduceRequest::TopicProduceData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 9;
  if (version <= 12) {
    name = reader.read_string(compact);
  }
  if (version >= 13) {
    topic_id = reader.read_uuid();
  }
  partition_data.resize(reader.read_array(compact, version >= 9 ? 6 : 8, sizeof(PartitionProduceData)));
  for (PartitionProduceData& item : partition_data) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void ProduceRequest::TopicProduceData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 9;
  if (version <= 12) {
    writer.write_string(name, compact);
  }
  if (version >= 13) {
    writer.write_uuid(topic_id);
  }
  writer.write_array_count(partition_data.size(), compact);
  for (const PartitionProduceData& item : partition_data) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void ProduceRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 9;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 3) {
    transactional_id = reader.read_nullable_string(compact);
  }
  acks = reader.read_int16();
  timeout_ms = reader.read_int32();
  topic_data.resize(reader.read_array(compact, version >= 13 ? 18 : version >= 9 ? 3 : 6, sizeof(TopicProduceData)));
  for (TopicProduceData& item : topic_data) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void ProduceRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 9;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 3) {
    writer.write_nullable_string(transactional_id, compact);
  }
  writer.write_int16(acks);
  writer.write_int32(timeout_ms);
  writer.write_array_count(topic_data.size(), compact);
  for (const TopicProduceData& item : topic_data) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void ProduceResponse::BatchIndexAndErrorMessage::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 9;
  batch_index = reader.read_int32();
  batch_index_error_message = reader.read_nullable_string(compact);
  if (compact) reader.skip_tagged_fields();
}

void ProduceResponse::BatchIndexAndErrorMessage::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 9;
  writer.write_int32(batch_index);
  writer.write_nullable_string(batch_index_error_message, compact);
  if (compact) writer.write_unsigned_varint(0);
}

void ProduceResponse::LeaderIdAndEpoch::decode(Reader& reader, std::int16_t) {
  leader_id = reader.read_int32();
  leader_epoch = reader.read_int32();
  reader.skip_tagged_fields();
}

void ProduceResponse::LeaderIdAndEpoch::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(leader_id);
  writer.write_int32(leader_epoch);
  writer.write_unsigned_varint(0);
}

void ProduceResponse::PartitionProduceResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 9;
  index = reader.read_int32();
  error_code = reader.read_error_code();
  base_offset = reader.read_int64();
  if (version >= 2) {
    log_append_time_ms = reader.read_int64();
  }
  if (version >= 5) {
    log_start_offset = reader.read_int64();
  }
  if (version >= 8) {
    record_errors.resize(reader.read_array(compact, 6, sizeof(BatchIndexAndErrorMessage)));
    for (BatchIndexAndErrorMessage& item : record_errors) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
    error_message = reader.read_nullable_string(compact);
  }
  if (!compact) return;
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0 && version >= 10) {
      current_leader = {};
      current_leader.decode(reader, version);
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void ProduceResponse::PartitionProduceResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 9;
  writer.write_int32(index);
  writer.write_error_code(error_code);
  writer.write_int64(base_offset);
  if (version >= 2) {
    writer.write_int64(log_append_time_ms);
  }
  if (version >= 5) {
    writer.write_int64(log_start_offset);
  }
  if (version >= 8) {
    writer.write_array_count(record_errors.size(), compact);
    for (const BatchIndexAndErrorMessage& item : record_errors) item.encode(writer, version);
    writer.write_nullable_string(error_message, compact);
  }
  if (!compact) return;
  const bool has_current_leader = version >= 10 && !(current_leader == LeaderIdAndEpoch{});
  std::uint32_t tagged_count = 0;
  if (has_current_leader) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_current_leader) {
    Writer field;
    current_leader.encode(field, version);
    writer.write_tagged(0, std::move(field));
  }
}

void ProduceResponse::TopicProduceResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 9;
  if (version <= 12) {
    name = reader.read_string(compact);
  }
  if (version >= 13) {
    topic_id = reader.read_uuid();
  }
  partition_responses.resize(reader.read_array(compact,
      version >= 9 ? 33 : version >= 8 ? 36 : version >= 5 ? 30 : version >= 2 ? 22 : 14,
          sizeof(PartitionProduceResponse)));
  for (PartitionProduceResponse& item : partition_responses) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void ProduceResponse::TopicProduceResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 9;
  if (version <= 12) {
    writer.write_string(name, compact);
  }
  if (version >= 13) {
    writer.write_uuid(topic_id);
  }
  writer.write_array_count(partition_responses.size(), compact);
  for (const PartitionProduceResponse& item : partition_responses) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void ProduceResponse::NodeEndpoint::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  node_id = reader.read_int32();
  host = reader.read_string(compact);
  port = reader.read_int32();
  rack = reader.read_nullable_string(compact);
  reader.skip_tagged_fields();
}

void ProduceResponse::NodeEndpoint::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_int32(node_id);
  writer.write_string(host, compact);
  writer.write_int32(port);
  writer.write_nullable_string(rack, compact);
  writer.write_unsigned_varint(0);
}

void ProduceResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 9;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  responses.resize(reader.read_array(compact, version >= 13 ? 18 : version >= 9 ? 3 : 6, sizeof(TopicProduceResponse)));
  for (TopicProduceResponse& item : responses) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (version >= 1) {
    throttle_time_ms = reader.read_int32();
  }
  if (!compact) return;
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0 && version >= 10) {
      node_endpoints.clear();
      node_endpoints.resize(reader.read_array(compact, 11, sizeof(NodeEndpoint)));
      for (NodeEndpoint& item : node_endpoints) {
        item.decode(reader, version);
        if (!reader.ok()) return;
      }
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void ProduceResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 9;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(responses.size(), compact);
  for (const TopicProduceResponse& item : responses) item.encode(writer, version);
  if (version >= 1) {
    writer.write_int32(throttle_time_ms);
  }
  if (!compact) return;
  const bool has_node_endpoints = version >= 10 && !node_endpoints.empty();
  std::uint32_t tagged_count = 0;
  if (has_node_endpoints) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_node_endpoints) {
    Writer field;
    field.write_array_count(node_endpoints.size(), compact);
    for (const NodeEndpoint& item : node_endpoints) item.encode(field, version);
    writer.write_tagged(0, std::move(field));
  }
}

}  // namespace klamm::protocol
