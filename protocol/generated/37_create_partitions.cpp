// Made by protocol/schema/generate.py from protocol/schema/37_create_partitions.txt. Not to be edited.
#include "protocol/generated/37_create_partitions.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void CreatePartitionsRequest::CreatePartitionsAssignment::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  broker_ids.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : broker_ids) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void CreatePartitionsRequest::CreatePartitionsAssignment::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_array_count(broker_ids.size(), compact);
  for (const std::int32_t item : broker_ids) writer.write_int32(item);
  if (compact) writer.write_unsigned_varint(0);
}

void CreatePartitionsRequest::CreatePartitionsTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  name = reader.read_string(compact);
  count = reader.read_int32();
  if (const std::int32_t elements = reader.read_nullable_array(compact, version >= 2 ? 2 : 4,
      sizeof(CreatePartitionsAssignment)); elements < 0) {
    assignments.reset();
  } else {
    assignments.emplace(static_cast<std::size_t>(elements));
    for (CreatePartitionsAssignment& item : *assignments) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (compact) reader.skip_tagged_fields();
}

void CreatePartitionsRequest::CreatePartitionsTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_string(name, compact);
  writer.write_int32(count);
  if (!assignments.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(assignments->size(), compact);
    for (const CreatePartitionsAssignment& item : *assignments) item.encode(writer, version);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void CreatePartitionsRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  topics.resize(reader.read_array(compact, version >= 2 ? 7 : 10, sizeof(CreatePartitionsTopic)));
  for (CreatePartitionsTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  timeout_ms = reader.read_int32();
  validate_only = reader.read_bool();
  if (compact) reader.skip_tagged_fields();
}

void CreatePartitionsRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(topics.size(), compact);
  for (const CreatePartitionsTopic& item : topics) item.encode(writer, version);
  writer.write_int32(timeout_ms);
  writer.write_bool(validate_only);
  if (compact) writer.write_unsigned_varint(0);
}

void CreatePartitionsResponse::CreatePartitionsTopicResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  name = reader.read_string(compact);
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  if (compact) reader.skip_tagged_fields();
}

void CreatePartitionsResponse::CreatePartitionsTopicResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_string(name, compact);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  if (compact) writer.write_unsigned_varint(0);
}

void CreatePartitionsResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  results.resize(reader.read_array(compact, version >= 2 ? 5 : 6, sizeof(CreatePartitionsTopicResult)));
  for (CreatePartitionsTopicResult& item : results) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void CreatePartitionsResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_array_count(results.size(), compact);
  for (const CreatePartitionsTopicResult& item : results) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
