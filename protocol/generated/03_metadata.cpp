// Made by protocol/schema/generate.py from protocol/schema/03_metadata.txt. Not to be edited.
#include "protocol/generated/03_metadata.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void MetadataRequest::MetadataRequestTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 9;
  if (version >= 10) {
    topic_id = reader.read_uuid();
  }
  name = reader.read_nullable_string(compact, version >= 10);
  if (compact) reader.skip_tagged_fields();
}

void MetadataRequest::MetadataRequestTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 9;
  if (version >= 10) {
    writer.write_uuid(topic_id);
  }
  writer.write_nullable_string(name, compact, version >= 10);
  if (compact) writer.write_unsigned_varint(0);
}

void MetadataRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 9;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (const std::int32_t elements = reader.read_nullable_array(compact, version >= 10 ? 18 : 2,
      sizeof(MetadataRequestTopic), version >= 1); elements < 0) {
    topics.reset();
  } else {
    topics.emplace(static_cast<std::size_t>(elements));
    for (MetadataRequestTopic& item : *topics) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (version >= 4) {
    allow_auto_topic_creation = reader.read_bool();
  }
  if (version >= 8 && version <= 10) {
    include_cluster_authorized_operations = reader.read_bool();
  }
  if (version >= 8) {
    include_topic_authorized_operations = reader.read_bool();
  }
  if (compact) reader.skip_tagged_fields();
}

void MetadataRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 9;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (!topics.has_value()) {
    writer.write_null_array(compact, version >= 1);
  } else {
    writer.write_array_count(topics->size(), compact);
    for (const MetadataRequestTopic& item : *topics) item.encode(writer, version);
  }
  if (version >= 4) {
    writer.write_bool(allow_auto_topic_creation);
  }
  if (version >= 8 && version <= 10) {
    writer.write_bool(include_cluster_authorized_operations);
  }
  if (version >= 8) {
    writer.write_bool(include_topic_authorized_operations);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void MetadataResponse::MetadataResponseBroker::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 9;
  node_id = reader.read_int32();
  host = reader.read_string(compact);
  port = reader.read_int32();
  if (version >= 1) {
    rack = reader.read_nullable_string(compact);
  }
  if (compact) reader.skip_tagged_fields();
}

void MetadataResponse::MetadataResponseBroker::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 9;
  writer.write_int32(node_id);
  writer.write_string(host, compact);
  writer.write_int32(port);
  if (version >= 1) {
    writer.write_nullable_string(rack, compact);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void MetadataResponse::MetadataResponsePartition::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 9;
  error_code = reader.read_error_code();
  partition_index = reader.read_int32();
  leader_id = reader.read_int32();
  if (version >= 7) {
    leader_epoch = reader.read_int32();
  }
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
  if (version >= 5) {
    offline_replicas.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
    for (std::int32_t& item : offline_replicas) {
      item = reader.read_int32();
      if (!reader.ok()) return;
    }
  }
  if (compact) reader.skip_tagged_fields();
}

void MetadataResponse::MetadataResponsePartition::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 9;
  writer.write_error_code(error_code);
  writer.write_int32(partition_index);
  writer.write_int32(leader_id);
  if (version >= 7) {
    writer.write_int32(leader_epoch);
  }
  writer.write_array_count(replica_nodes.size(), compact);
  for (const std::int32_t item : replica_nodes) writer.write_int32(item);
  writer.write_array_count(isr_nodes.size(), compact);
  for (const std::int32_t item : isr_nodes) writer.write_int32(item);
  if (version >= 5) {
    writer.write_array_count(offline_replicas.size(), compact);
    for (const std::int32_t item : offline_replicas) writer.write_int32(item);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void MetadataResponse::MetadataResponseTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 9;
  error_code = reader.read_error_code();
  name = reader.read_nullable_string(compact, version >= 12);
  if (version >= 10) {
    topic_id = reader.read_uuid();
  }
  if (version >= 1) {
    is_internal = reader.read_bool();
  }
  partitions.resize(reader.read_array(compact, version >= 9 ? 18 : version >= 7 ? 26 : version >= 5 ? 22 : 18,
      sizeof(MetadataResponsePartition)));
  for (MetadataResponsePartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (version >= 8) {
    topic_authorized_operations = reader.read_int32();
  }
  if (compact) reader.skip_tagged_fields();
}

void MetadataResponse::MetadataResponseTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 9;
  writer.write_error_code(error_code);
  writer.write_nullable_string(name, compact, version >= 12);
  if (version >= 10) {
    writer.write_uuid(topic_id);
  }
  if (version >= 1) {
    writer.write_bool(is_internal);
  }
  writer.write_array_count(partitions.size(), compact);
  for (const MetadataResponsePartition& item : partitions) item.encode(writer, version);
  if (version >= 8) {
    writer.write_int32(topic_authorized_operations);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void MetadataResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 9;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 3) {
    throttle_time_ms = reader.read_int32();
  }
  brokers.resize(reader.read_array(compact, version >= 9 ? 11 : version >= 1 ? 12 : 10,
      sizeof(MetadataResponseBroker)));
  for (MetadataResponseBroker& item : brokers) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (version >= 2) {
    cluster_id = reader.read_nullable_string(compact);
  }
  if (version >= 1) {
    controller_id = reader.read_int32();
  }
  topics.resize(reader.read_array(compact,
      version >= 10 ? 26 : version >= 9 ? 10 : version >= 8 ? 13 : version >= 1 ? 9 : 8,
          sizeof(MetadataResponseTopic)));
  for (MetadataResponseTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (version >= 8 && version <= 10) {
    cluster_authorized_operations = reader.read_int32();
  }
  if (version >= 13) {
    error_code = reader.read_error_code();
  }
  if (compact) reader.skip_tagged_fields();
}

void MetadataResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 9;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 3) {
    writer.write_int32(throttle_time_ms);
  }
  writer.write_array_count(brokers.size(), compact);
  for (const MetadataResponseBroker& item : brokers) item.encode(writer, version);
  if (version >= 2) {
    writer.write_nullable_string(cluster_id, compact);
  }
  if (version >= 1) {
    writer.write_int32(controller_id);
  }
  writer.write_array_count(topics.size(), compact);
  for (const MetadataResponseTopic& item : topics) item.encode(writer, version);
  if (version >= 8 && version <= 10) {
    writer.write_int32(cluster_authorized_operations);
  }
  if (version >= 13) {
    writer.write_error_code(error_code);
  }
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
