// Made by protocol/schema/generate.py from protocol/schema/35_describe_log_dirs.txt. Not to be edited.
#include "protocol/generated/35_describe_log_dirs.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void DescribeLogDirsRequest::DescribableLogDirTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  topic = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void DescribeLogDirsRequest::DescribableLogDirTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_string(topic, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeLogDirsRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (const std::int32_t elements = reader.read_nullable_array(compact, version >= 2 ? 3 : 6,
      sizeof(DescribableLogDirTopic)); elements < 0) {
    topics.reset();
  } else {
    topics.emplace(static_cast<std::size_t>(elements));
    for (DescribableLogDirTopic& item : *topics) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (compact) reader.skip_tagged_fields();
}

void DescribeLogDirsRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (!topics.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(topics->size(), compact);
    for (const DescribableLogDirTopic& item : *topics) item.encode(writer, version);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeLogDirsResponse::DescribeLogDirsPartition::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  partition_index = reader.read_int32();
  partition_size = reader.read_int64();
  offset_lag = reader.read_int64();
  is_future_key = reader.read_bool();
  if (compact) reader.skip_tagged_fields();
}

void DescribeLogDirsResponse::DescribeLogDirsPartition::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_int32(partition_index);
  writer.write_int64(partition_size);
  writer.write_int64(offset_lag);
  writer.write_bool(is_future_key);
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeLogDirsResponse::DescribeLogDirsTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, version >= 2 ? 22 : 21, sizeof(DescribeLogDirsPartition)));
  for (DescribeLogDirsPartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void DescribeLogDirsResponse::DescribeLogDirsTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_string(name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const DescribeLogDirsPartition& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeLogDirsResponse::DescribeLogDirsResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  error_code = reader.read_error_code();
  log_dir = reader.read_string(compact);
  topics.resize(reader.read_array(compact, version >= 2 ? 3 : 6, sizeof(DescribeLogDirsTopic)));
  for (DescribeLogDirsTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (version >= 4) {
    total_bytes = reader.read_int64();
    usable_bytes = reader.read_int64();
  }
  if (version >= 5) {
    is_cordoned = reader.read_bool();
  }
  if (compact) reader.skip_tagged_fields();
}

void DescribeLogDirsResponse::DescribeLogDirsResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_error_code(error_code);
  writer.write_string(log_dir, compact);
  writer.write_array_count(topics.size(), compact);
  for (const DescribeLogDirsTopic& item : topics) item.encode(writer, version);
  if (version >= 4) {
    writer.write_int64(total_bytes);
    writer.write_int64(usable_bytes);
  }
  if (version >= 5) {
    writer.write_bool(is_cordoned);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeLogDirsResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  if (version >= 3) {
    error_code = reader.read_error_code();
  }
  results.resize(reader.read_array(compact, version >= 5 ? 22 : version >= 4 ? 21 : version >= 2 ? 5 : 8,
      sizeof(DescribeLogDirsResult)));
  for (DescribeLogDirsResult& item : results) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void DescribeLogDirsResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  if (version >= 3) {
    writer.write_error_code(error_code);
  }
  writer.write_array_count(results.size(), compact);
  for (const DescribeLogDirsResult& item : results) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
