// Made by protocol/schema/generate.py from protocol/schema/32_describe_configs.txt. Not to be edited.
#include "protocol/generated/32_describe_configs.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void DescribeConfigsRequest::DescribeConfigsResource::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  resource_type = reader.read_int8();
  resource_name = reader.read_string(compact);
  if (const std::int32_t elements = reader.read_nullable_array(compact, version >= 4 ? 1 : 2,
      sizeof(std::string_view)); elements < 0) {
    configuration_keys.reset();
  } else {
    configuration_keys.emplace(static_cast<std::size_t>(elements));
    for (std::string_view& item : *configuration_keys) {
      item = reader.read_string(compact);
      if (!reader.ok()) return;
    }
  }
  if (compact) reader.skip_tagged_fields();
}

void DescribeConfigsRequest::DescribeConfigsResource::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  writer.write_int8(resource_type);
  writer.write_string(resource_name, compact);
  if (!configuration_keys.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(configuration_keys->size(), compact);
    for (const std::string_view item : *configuration_keys) writer.write_string(item, compact);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeConfigsRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  resources.resize(reader.read_array(compact, version >= 4 ? 4 : 7, sizeof(DescribeConfigsResource)));
  for (DescribeConfigsResource& item : resources) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (version >= 1) {
    include_synonyms = reader.read_bool();
  }
  if (version >= 3) {
    include_documentation = reader.read_bool();
  }
  if (compact) reader.skip_tagged_fields();
}

void DescribeConfigsRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(resources.size(), compact);
  for (const DescribeConfigsResource& item : resources) item.encode(writer, version);
  if (version >= 1) {
    writer.write_bool(include_synonyms);
  }
  if (version >= 3) {
    writer.write_bool(include_documentation);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeConfigsResponse::DescribeConfigsSynonym::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  name = reader.read_string(compact);
  value = reader.read_nullable_string(compact);
  source = reader.read_int8();
  if (compact) reader.skip_tagged_fields();
}

void DescribeConfigsResponse::DescribeConfigsSynonym::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  writer.write_string(name, compact);
  writer.write_nullable_string(value, compact);
  writer.write_int8(source);
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeConfigsResponse::DescribeConfigsResourceResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  name = reader.read_string(compact);
  value = reader.read_nullable_string(compact);
  read_only = reader.read_bool();
  if (version <= 0) {
    is_default = reader.read_bool();
  }
  if (version >= 1) {
    config_source = reader.read_int8();
  }
  is_sensitive = reader.read_bool();
  if (version >= 1) {
    synonyms.resize(reader.read_array(compact, version >= 4 ? 4 : 5, sizeof(DescribeConfigsSynonym)));
    for (DescribeConfigsSynonym& item : synonyms) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (version >= 3) {
    config_type = reader.read_int8();
    documentation = reader.read_nullable_string(compact);
  }
  if (compact) reader.skip_tagged_fields();
}

void DescribeConfigsResponse::DescribeConfigsResourceResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  writer.write_string(name, compact);
  writer.write_nullable_string(value, compact);
  writer.write_bool(read_only);
  if (version <= 0) {
    writer.write_bool(is_default);
  }
  if (version >= 1) {
    writer.write_int8(config_source);
  }
  writer.write_bool(is_sensitive);
  if (version >= 1) {
    writer.write_array_count(synonyms.size(), compact);
    for (const DescribeConfigsSynonym& item : synonyms) item.encode(writer, version);
  }
  if (version >= 3) {
    writer.write_int8(config_type);
    writer.write_nullable_string(documentation, compact);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeConfigsResponse::DescribeConfigsResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  resource_type = reader.read_int8();
  resource_name = reader.read_string(compact);
  configs.resize(reader.read_array(compact, version >= 4 ? 9 : version >= 3 ? 14 : version >= 1 ? 11 : 7,
      sizeof(DescribeConfigsResourceResult)));
  for (DescribeConfigsResourceResult& item : configs) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void DescribeConfigsResponse::DescribeConfigsResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_int8(resource_type);
  writer.write_string(resource_name, compact);
  writer.write_array_count(configs.size(), compact);
  for (const DescribeConfigsResourceResult& item : configs) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeConfigsResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  results.resize(reader.read_array(compact, version >= 4 ? 7 : 11, sizeof(DescribeConfigsResult)));
  for (DescribeConfigsResult& item : results) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void DescribeConfigsResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_array_count(results.size(), compact);
  for (const DescribeConfigsResult& item : results) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
