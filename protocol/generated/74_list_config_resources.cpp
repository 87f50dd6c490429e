// Made by protocol/schema/generate.py from protocol/schema/74_list_config_resources.txt. Not to be edited.
#include "protocol/generated/74_list_config_resources.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void ListConfigResourcesRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 1) {
    resource_types.resize(reader.read_array(compact, 1, sizeof(std::int8_t)));
    for (std::int8_t& item : resource_types) {
      item = reader.read_int8();
      if (!reader.ok()) return;
    }
  }
  reader.skip_tagged_fields();
}

void ListConfigResourcesRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 1) {
    writer.write_array_count(resource_types.size(), compact);
    for (const std::int8_t item : resource_types) writer.write_int8(item);
  }
  writer.write_unsigned_varint(0);
}

void ListConfigResourcesResponse::ConfigResource::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  resource_name = reader.read_string(compact);
  if (version >= 1) {
    resource_type = reader.read_int8();
  }
  reader.skip_tagged_fields();
}

void ListConfigResourcesResponse::ConfigResource::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(resource_name, compact);
  if (version >= 1) {
    writer.write_int8(resource_type);
  }
  writer.write_unsigned_varint(0);
}

void ListConfigResourcesResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  config_resources.resize(reader.read_array(compact, version >= 1 ? 3 : 2, sizeof(ConfigResource)));
  for (ConfigResource& item : config_resources) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ListConfigResourcesResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_array_count(config_resources.size(), compact);
  for (const ConfigResource& item : config_resources) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
