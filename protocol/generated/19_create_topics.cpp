// Made by protocol/schema/generate.py from protocol/schema/19_create_topics.txt. Not to be edited.
#include "protocol/generated/19_create_topics.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void CreateTopicsRequest::CreatableReplicaAssignment::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 5;
  partition_index = reader.read_int32();
  broker_ids.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : broker_ids) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void CreateTopicsRequest::CreatableReplicaAssignment::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 5;
  writer.write_int32(partition_index);
  writer.write_array_count(broker_ids.size(), compact);
  for (const std::int32_t item : broker_ids) writer.write_int32(item);
  if (compact) writer.write_unsigned_varint(0);
}

void CreateTopicsRequest::CreatableTopicConfig::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 5;
  name = reader.read_string(compact);
  value = reader.read_nullable_string(compact);
  if (compact) reader.skip_tagged_fields();
}

void CreateTopicsRequest::CreatableTopicConfig::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 5;
  writer.write_string(name, compact);
  writer.write_nullable_string(value, compact);
  if (compact) writer.write_unsigned_varint(0);
}

void CreateTopicsRequest::CreatableTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 5;
  name = reader.read_string(compact);
  num_partitions = reader.read_int32();
  replication_factor = reader.read_int16();
  assignments.resize(reader.read_array(compact, version >= 5 ? 6 : 8, sizeof(CreatableReplicaAssignment)));
  for (CreatableReplicaAssignment& item : assignments) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  configs.resize(reader.read_array(compact, version >= 5 ? 3 : 4, sizeof(CreatableTopicConfig)));
  for (CreatableTopicConfig& item : configs) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void CreateTopicsRequest::CreatableTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 5;
  writer.write_string(name, compact);
  writer.write_int32(num_partitions);
  writer.write_int16(replication_factor);
  writer.write_array_count(assignments.size(), compact);
  for (const CreatableReplicaAssignment& item : assignments) item.encode(writer, version);
  writer.write_array_count(configs.size(), compact);
  for (const CreatableTopicConfig& item : configs) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void CreateTopicsRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 5;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  topics.resize(reader.read_array(compact, version >= 5 ? 10 : 16, sizeof(CreatableTopic)));
  for (CreatableTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  timeout_ms = reader.read_int32();
  if (version >= 1) {
    validate_only = reader.read_bool();
  }
  if (compact) reader.skip_tagged_fields();
}

void CreateTopicsRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 5;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(topics.size(), compact);
  for (const CreatableTopic& item : topics) item.encode(writer, version);
  writer.write_int32(timeout_ms);
  if (version >= 1) {
    writer.write_bool(validate_only);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void CreateTopicsResponse::CreatableTopicConfigs::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  value = reader.read_nullable_string(compact);
  read_only = reader.read_bool();
  config_source = reader.read_int8();
  is_sensitive = reader.read_bool();
  reader.skip_tagged_fields();
}

void CreateTopicsResponse::CreatableTopicConfigs::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_nullable_string(value, compact);
  writer.write_bool(read_only);
  writer.write_int8(config_source);
  writer.write_bool(is_sensitive);
  writer.write_unsigned_varint(0);
}

void CreateTopicsResponse::CreatableTopicResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 5;
  name = reader.read_string(compact);
  if (version >= 7) {
    topic_id = reader.read_uuid();
  }
  error_code = reader.read_error_code();
  if (version >= 1) {
    error_message = reader.read_nullable_string(compact);
  }
  if (version >= 5) {
    num_partitions = reader.read_int32();
    replication_factor = reader.read_int16();
    if (const std::int32_t elements = reader.read_nullable_array(compact, 6,
        sizeof(CreatableTopicConfigs)); elements < 0) {
      configs.reset();
    } else {
      configs.emplace(static_cast<std::size_t>(elements));
      for (CreatableTopicConfigs& item : *configs) {
        item.decode(reader, version);
        if (!reader.ok()) return;
      }
    }
  }
  if (!compact) return;
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      topic_config_error_code = reader.read_error_code();
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void CreateTopicsResponse::CreatableTopicResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 5;
  writer.write_string(name, compact);
  if (version >= 7) {
    writer.write_uuid(topic_id);
  }
  writer.write_error_code(error_code);
  if (version >= 1) {
    writer.write_nullable_string(error_message, compact);
  }
  if (version >= 5) {
    writer.write_int32(num_partitions);
    writer.write_int16(replication_factor);
    if (!configs.has_value()) {
      writer.write_null_array(compact);
    } else {
      writer.write_array_count(configs->size(), compact);
      for (const CreatableTopicConfigs& item : *configs) item.encode(writer, version);
    }
  }
  if (!compact) return;
  const bool has_topic_config_error_code = topic_config_error_code != ErrorCode::kNone;
  std::uint32_t tagged_count = 0;
  if (has_topic_config_error_code) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_topic_config_error_code) {
    Writer field;
    field.write_error_code(topic_config_error_code);
    writer.write_tagged(0, std::move(field));
  }
}

void CreateTopicsResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 5;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 2) {
    throttle_time_ms = reader.read_int32();
  }
  topics.resize(reader.read_array(compact, version >= 7 ? 28 : version >= 5 ? 12 : version >= 1 ? 6 : 4,
      sizeof(CreatableTopicResult)));
  for (CreatableTopicResult& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void CreateTopicsResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 5;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 2) {
    writer.write_int32(throttle_time_ms);
  }
  writer.write_array_count(topics.size(), compact);
  for (const CreatableTopicResult& item : topics) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
