// Made by protocol/schema/generate.py from protocol/schema/49_alter_client_quotas.txt. Not to be edited.
#include "protocol/generated/49_alter_client_quotas.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void AlterClientQuotasRequest::EntityData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  entity_type = reader.read_string(compact);
  entity_name = reader.read_nullable_string(compact);
  if (compact) reader.skip_tagged_fields();
}

void AlterClientQuotasRequest::EntityData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_string(entity_type, compact);
  writer.write_nullable_string(entity_name, compact);
  if (compact) writer.write_unsigned_varint(0);
}

void AlterClientQuotasRequest::OpData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  key = reader.read_string(compact);
  value = reader.read_float64();
  remove = reader.read_bool();
  if (compact) reader.skip_tagged_fields();
}

void AlterClientQuotasRequest::OpData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_string(key, compact);
  writer.write_float64(value);
  writer.write_bool(remove);
  if (compact) writer.write_unsigned_varint(0);
}

void AlterClientQuotasRequest::EntryData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  entity.resize(reader.read_array(compact, version >= 1 ? 3 : 4, sizeof(EntityData)));
  for (EntityData& item : entity) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  ops.resize(reader.read_array(compact, 11, sizeof(OpData)));
  for (OpData& item : ops) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void AlterClientQuotasRequest::EntryData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_array_count(entity.size(), compact);
  for (const EntityData& item : entity) item.encode(writer, version);
  writer.write_array_count(ops.size(), compact);
  for (const OpData& item : ops) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void AlterClientQuotasRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  entries.resize(reader.read_array(compact, version >= 1 ? 3 : 8, sizeof(EntryData)));
  for (EntryData& item : entries) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  validate_only = reader.read_bool();
  if (compact) reader.skip_tagged_fields();
}

void AlterClientQuotasRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(entries.size(), compact);
  for (const EntryData& item : entries) item.encode(writer, version);
  writer.write_bool(validate_only);
  if (compact) writer.write_unsigned_varint(0);
}

void AlterClientQuotasResponse::EntityData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  entity_type = reader.read_string(compact);
  entity_name = reader.read_nullable_string(compact);
  if (compact) reader.skip_tagged_fields();
}

void AlterClientQuotasResponse::EntityData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_string(entity_type, compact);
  writer.write_nullable_string(entity_name, compact);
  if (compact) writer.write_unsigned_varint(0);
}

void AlterClientQuotasResponse::EntryData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  entity.resize(reader.read_array(compact, version >= 1 ? 3 : 4, sizeof(EntityData)));
  for (EntityData& item : entity) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void AlterClientQuotasResponse::EntryData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_array_count(entity.size(), compact);
  for (const EntityData& item : entity) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void AlterClientQuotasResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  entries.resize(reader.read_array(compact, version >= 1 ? 5 : 8, sizeof(EntryData)));
  for (EntryData& item : entries) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void AlterClientQuotasResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_array_count(entries.size(), compact);
  for (const EntryData& item : entries) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
