// Made by protocol/schema/generate.py from protocol/schema/48_describe_client_quotas.txt. Not to be edited.
#include "protocol/generated/48_describe_client_quotas.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void DescribeClientQuotasRequest::ComponentData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  entity_type = reader.read_string(compact);
  match_type = reader.read_int8();
  match = reader.read_nullable_string(compact);
  if (compact) reader.skip_tagged_fields();
}

void DescribeClientQuotasRequest::ComponentData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_string(entity_type, compact);
  writer.write_int8(match_type);
  writer.write_nullable_string(match, compact);
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeClientQuotasRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  components.resize(reader.read_array(compact, version >= 1 ? 4 : 5, sizeof(ComponentData)));
  for (ComponentData& item : components) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  strict = reader.read_bool();
  if (compact) reader.skip_tagged_fields();
}

void DescribeClientQuotasRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(components.size(), compact);
  for (const ComponentData& item : components) item.encode(writer, version);
  writer.write_bool(strict);
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeClientQuotasResponse::EntityData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  entity_type = reader.read_string(compact);
  entity_name = reader.read_nullable_string(compact);
  if (compact) reader.skip_tagged_fields();
}

void DescribeClientQuotasResponse::EntityData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_string(entity_type, compact);
  writer.write_nullable_string(entity_name, compact);
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeClientQuotasResponse::ValueData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  key = reader.read_string(compact);
  value = reader.read_float64();
  if (compact) reader.skip_tagged_fields();
}

void DescribeClientQuotasResponse::ValueData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_string(key, compact);
  writer.write_float64(value);
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeClientQuotasResponse::EntryData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  entity.resize(reader.read_array(compact, version >= 1 ? 3 : 4, sizeof(EntityData)));
  for (EntityData& item : entity) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  values.resize(reader.read_array(compact, 10, sizeof(ValueData)));
  for (ValueData& item : values) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void DescribeClientQuotasResponse::EntryData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_array_count(entity.size(), compact);
  for (const EntityData& item : entity) item.encode(writer, version);
  writer.write_array_count(values.size(), compact);
  for (const ValueData& item : values) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeClientQuotasResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  if (const std::int32_t elements = reader.read_nullable_array(compact, version >= 1 ? 3 : 8,
      sizeof(EntryData)); elements < 0) {
    entries.reset();
  } else {
    entries.emplace(static_cast<std::size_t>(elements));
    for (EntryData& item : *entries) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (compact) reader.skip_tagged_fields();
}

void DescribeClientQuotasResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  if (!entries.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(entries->size(), compact);
    for (const EntryData& item : *entries) item.encode(writer, version);
  }
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
