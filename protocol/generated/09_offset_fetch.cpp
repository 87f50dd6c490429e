// Made by protocol/schema/generate.py from protocol/schema/09_offset_fetch.txt. Not to be edited.
#include "protocol/generated/09_offset_fetch.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void OffsetFetchRequest::OffsetFetchRequestTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 6;
  name = reader.read_string(compact);
  partition_indexes.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partition_indexes) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void OffsetFetchRequest::OffsetFetchRequestTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 6;
  writer.write_string(name, compact);
  writer.write_array_count(partition_indexes.size(), compact);
  for (const std::int32_t item : partition_indexes) writer.write_int32(item);
  if (compact) writer.write_unsigned_varint(0);
}

void OffsetFetchRequest::OffsetFetchRequestTopics::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version <= 9) {
    name = reader.read_string(compact);
  }
  if (version >= 10) {
    topic_id = reader.read_uuid();
  }
  partition_indexes.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partition_indexes) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void OffsetFetchRequest::OffsetFetchRequestTopics::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  if (version <= 9) {
    writer.write_string(name, compact);
  }
  if (version >= 10) {
    writer.write_uuid(topic_id);
  }
  writer.write_array_count(partition_indexes.size(), compact);
  for (const std::int32_t item : partition_indexes) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void OffsetFetchRequest::OffsetFetchRequestGroup::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  group_id = reader.read_string(compact);
  if (version >= 9) {
    member_id = reader.read_nullable_string(compact);
    member_epoch = reader.read_int32();
  }
  if (const std::int32_t elements = reader.read_nullable_array(compact, version >= 10 ? 18 : 3,
      sizeof(OffsetFetchRequestTopics)); elements < 0) {
    topics.reset();
  } else {
    topics.emplace(static_cast<std::size_t>(elements));
    for (OffsetFetchRequestTopics& item : *topics) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  reader.skip_tagged_fields();
}

void OffsetFetchRequest::OffsetFetchRequestGroup::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(group_id, compact);
  if (version >= 9) {
    writer.write_nullable_string(member_id, compact);
    writer.write_int32(member_epoch);
  }
  if (!topics.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(topics->size(), compact);
    for (const OffsetFetchRequestTopics& item : *topics) item.encode(writer, version);
  }
  writer.write_unsigned_varint(0);
}

void OffsetFetchRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 6;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version <= 7) {
    group_id = reader.read_string(compact);
    if (const std::int32_t elements = reader.read_nullable_array(compact, version >= 6 ? 3 : 6,
        sizeof(OffsetFetchRequestTopic), version >= 2); elements < 0) {
      topics.reset();
    } else {
      topics.emplace(static_cast<std::size_t>(elements));
      for (OffsetFetchRequestTopic& item : *topics) {
        item.decode(reader, version);
        if (!reader.ok()) return;
      }
    }
  }
  if (version >= 8) {
    groups.resize(reader.read_array(compact, version >= 9 ? 8 : 3, sizeof(OffsetFetchRequestGroup)));
    for (OffsetFetchRequestGroup& item : groups) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (version >= 7) {
    require_stable = reader.read_bool();
  }
  if (compact) reader.skip_tagged_fields();
}

void OffsetFetchRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 6;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version <= 7) {
    writer.write_string(group_id, compact);
    if (!topics.has_value()) {
      writer.write_null_array(compact, version >= 2);
    } else {
      writer.write_array_count(topics->size(), compact);
      for (const OffsetFetchRequestTopic& item : *topics) item.encode(writer, version);
    }
  }
  if (version >= 8) {
    writer.write_array_count(groups.size(), compact);
    for (const OffsetFetchRequestGroup& item : groups) item.encode(writer, version);
  }
  if (version >= 7) {
    writer.write_bool(require_stable);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void OffsetFetchResponse::OffsetFetchResponsePartition::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 6;
  partition_index = reader.read_int32();
  committed_offset = reader.read_int64();
  if (version >= 5) {
    committed_leader_epoch = reader.read_int32();
  }
  metadata = reader.read_nullable_string(compact);
  error_code = reader.read_error_code();
  if (compact) reader.skip_tagged_fields();
}

void OffsetFetchResponse::OffsetFetchResponsePartition::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 6;
  writer.write_int32(partition_index);
  writer.write_int64(committed_offset);
  if (version >= 5) {
    writer.write_int32(committed_leader_epoch);
  }
  writer.write_nullable_string(metadata, compact);
  writer.write_error_code(error_code);
  if (compact) writer.write_unsigned_varint(0);
}

void OffsetFetchResponse::OffsetFetchResponseTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 6;
  name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, version >= 5 ? 20 : 16, sizeof(OffsetFetchResponsePartition)));
  for (OffsetFetchResponsePartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void OffsetFetchResponse::OffsetFetchResponseTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 6;
  writer.write_string(name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const OffsetFetchResponsePartition& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void OffsetFetchResponse::OffsetFetchResponsePartitions::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  partition_index = reader.read_int32();
  committed_offset = reader.read_int64();
  committed_leader_epoch = reader.read_int32();
  metadata = reader.read_nullable_string(compact);
  error_code = reader.read_error_code();
  reader.skip_tagged_fields();
}

void OffsetFetchResponse::OffsetFetchResponsePartitions::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_int32(partition_index);
  writer.write_int64(committed_offset);
  writer.write_int32(committed_leader_epoch);
  writer.write_nullable_string(metadata, compact);
  writer.write_error_code(error_code);
  writer.write_unsigned_varint(0);
}

void OffsetFetchResponse::OffsetFetchResponseTopics::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version <= 9) {
    name = reader.read_string(compact);
  }
  if (version >= 10) {
    topic_id = reader.read_uuid();
  }
  partitions.resize(reader.read_array(compact, 20, sizeof(OffsetFetchResponsePartitions)));
  for (OffsetFetchResponsePartitions& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void OffsetFetchResponse::OffsetFetchResponseTopics::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  if (version <= 9) {
    writer.write_string(name, compact);
  }
  if (version >= 10) {
    writer.write_uuid(topic_id);
  }
  writer.write_array_count(partitions.size(), compact);
  for (const OffsetFetchResponsePartitions& item : partitions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void OffsetFetchResponse::OffsetFetchResponseGroup::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  group_id = reader.read_string(compact);
  topics.resize(reader.read_array(compact, version >= 10 ? 18 : 3, sizeof(OffsetFetchResponseTopics)));
  for (OffsetFetchResponseTopics& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  error_code = reader.read_error_code();
  reader.skip_tagged_fields();
}

void OffsetFetchResponse::OffsetFetchResponseGroup::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(group_id, compact);
  writer.write_array_count(topics.size(), compact);
  for (const OffsetFetchResponseTopics& item : topics) item.encode(writer, version);
  writer.write_error_code(error_code);
  writer.write_unsigned_varint(0);
}

void OffsetFetchResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 6;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 3) {
    throttle_time_ms = reader.read_int32();
  }
  if (version <= 7) {
    topics.resize(reader.read_array(compact, version >= 6 ? 3 : 6, sizeof(OffsetFetchResponseTopic)));
    for (OffsetFetchResponseTopic& item : topics) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (version >= 2 && version <= 7) {
    error_code = reader.read_error_code();
  }
  if (version >= 8) {
    groups.resize(reader.read_array(compact, 5, sizeof(OffsetFetchResponseGroup)));
    for (OffsetFetchResponseGroup& item : groups) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (compact) reader.skip_tagged_fields();
}

void OffsetFetchResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 6;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 3) {
    writer.write_int32(throttle_time_ms);
  }
  if (version <= 7) {
    writer.write_array_count(topics.size(), compact);
    for (const OffsetFetchResponseTopic& item : topics) item.encode(writer, version);
  }
  if (version >= 2 && version <= 7) {
    writer.write_error_code(error_code);
  }
  if (version >= 8) {
    writer.write_array_count(groups.size(), compact);
    for (const OffsetFetchResponseGroup& item : groups) item.encode(writer, version);
  }
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
