// Made by protocol/schema/generate.py from protocol/schema/share_group_state.txt. Not to be edited.
#include "protocol/generated/share_group_state.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void ShareSnapshotKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  topic_id = reader.read_uuid();
  partition = reader.read_int32();
}

void ShareSnapshotKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_uuid(topic_id);
  writer.write_int32(partition);
}

void ShareSnapshotValue::StateBatch::decode(Reader& reader, std::int16_t) {
  first_offset = reader.read_int64();
  last_offset = reader.read_int64();
  delivery_state = reader.read_int8();
  delivery_count = reader.read_int16();
  reader.skip_tagged_fields();
}

void ShareSnapshotValue::StateBatch::encode(Writer& writer, std::int16_t) const {
  writer.write_int64(first_offset);
  writer.write_int64(last_offset);
  writer.write_int8(delivery_state);
  writer.write_int16(delivery_count);
  writer.write_unsigned_varint(0);
}

void ShareSnapshotValue::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  snapshot_epoch = reader.read_int32();
  state_epoch = reader.read_int32();
  leader_epoch = reader.read_int32();
  start_offset = reader.read_int64();
  create_timestamp = reader.read_int64();
  write_timestamp = reader.read_int64();
  state_batches.resize(reader.read_array(compact, 20, sizeof(StateBatch)));
  for (StateBatch& item : state_batches) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      delivery_complete_count = reader.read_int32();
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void ShareSnapshotValue::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(snapshot_epoch);
  writer.write_int32(state_epoch);
  writer.write_int32(leader_epoch);
  writer.write_int64(start_offset);
  writer.write_int64(create_timestamp);
  writer.write_int64(write_timestamp);
  writer.write_array_count(state_batches.size(), compact);
  for (const StateBatch& item : state_batches) item.encode(writer, version);
  const bool has_delivery_complete_count = delivery_complete_count != -1;
  std::uint32_t tagged_count = 0;
  if (has_delivery_complete_count) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_delivery_complete_count) {
    Writer field;
    field.write_int32(delivery_complete_count);
    writer.write_tagged(0, std::move(field));
  }
}

void ShareUpdateKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  group_id = reader.read_string(compact);
  topic_id = reader.read_uuid();
  partition = reader.read_int32();
}

void ShareUpdateKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(group_id, compact);
  writer.write_uuid(topic_id);
  writer.write_int32(partition);
}

void ShareUpdateValue::StateBatch::decode(Reader& reader, std::int16_t) {
  first_offset = reader.read_int64();
  last_offset = reader.read_int64();
  delivery_state = reader.read_int8();
  delivery_count = reader.read_int16();
  reader.skip_tagged_fields();
}

void ShareUpdateValue::StateBatch::encode(Writer& writer, std::int16_t) const {
  writer.write_int64(first_offset);
  writer.write_int64(last_offset);
  writer.write_int8(delivery_state);
  writer.write_int16(delivery_count);
  writer.write_unsigned_varint(0);
}

void ShareUpdateValue::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  snapshot_epoch = reader.read_int32();
  leader_epoch = reader.read_int32();
  start_offset = reader.read_int64();
  state_batches.resize(reader.read_array(compact, 20, sizeof(StateBatch)));
  for (StateBatch& item : state_batches) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      delivery_complete_count = reader.read_int32();
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void ShareUpdateValue::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(snapshot_epoch);
  writer.write_int32(leader_epoch);
  writer.write_int64(start_offset);
  writer.write_array_count(state_batches.size(), compact);
  for (const StateBatch& item : state_batches) item.encode(writer, version);
  const bool has_delivery_complete_count = delivery_complete_count != -1;
  std::uint32_t tagged_count = 0;
  if (has_delivery_complete_count) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_delivery_complete_count) {
    Writer field;
    field.write_int32(delivery_complete_count);
    writer.write_tagged(0, std::move(field));
  }
}

}  // namespace klamm::protocol
