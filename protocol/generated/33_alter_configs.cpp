// Made by protocol/schema/generate.py from protocol/schema/33_alter_configs.txt. Not to be edited.
#include "protocol/generated/33_alter_configs.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void AlterConfigsRequest::AlterableConfig::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  name = reader.read_string(compact);
  value = reader.read_nullable_string(compact);
  if (compact) reader.skip_tagged_fields();
}

void AlterConfigsRequest::AlterableConfig::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_string(name, compact);
  writer.write_nullable_string(value, compact);
  if (compact) writer.write_unsigned_varint(0);
}

void AlterConfigsRequest::AlterConfigsResource::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  resource_type = reader.read_int8();
  resource_name = reader.read_string(compact);
  configs.resize(reader.read_array(compact, version >= 2 ? 3 : 4, sizeof(AlterableConfig)));
  for (AlterableConfig& item : configs) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void AlterConfigsRequest::AlterConfigsResource::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_int8(resource_type);
  writer.write_string(resource_name, compact);
  writer.write_array_count(configs.size(), compact);
  for (const AlterableConfig& item : configs) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void AlterConfigsRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  resources.resize(reader.read_array(compact, version >= 2 ? 4 : 7, sizeof(AlterConfigsResource)));
  for (AlterConfigsResource& item : resources) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  validate_only = reader.read_bool();
  if (compact) reader.skip_tagged_fields();
}

void AlterConfigsRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(resources.size(), compact);
  for (const AlterConfigsResource& item : resources) item.encode(writer, version);
  writer.write_bool(validate_only);
  if (compact) writer.write_unsigned_varint(0);
}

void AlterConfigsResponse::AlterConfigsResourceResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  resource_type = reader.read_int8();
  resource_name = reader.read_string(compact);
  if (compact) reader.skip_tagged_fields();
}

void AlterConfigsResponse::AlterConfigsResourceResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_int8(resource_type);
  writer.write_string(resource_name, compact);
  if (compact) writer.write_unsigned_varint(0);
}

void AlterConfigsResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  responses.resize(reader.read_array(compact, version >= 2 ? 6 : 7, sizeof(AlterConfigsResourceResponse)));
  for (AlterConfigsResourceResponse& item : responses) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void AlterConfigsResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_array_count(responses.size(), compact);
  for (const AlterConfigsResourceResponse& item : responses) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
