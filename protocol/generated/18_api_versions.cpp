// Made by protocol/schema/generate.py from protocol/schema/18_api_versions.txt. Not to be edited.
#include "protocol/generated/18_api_versions.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void ApiVersionsRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 3) {
    client_software_name = reader.read_string(compact);
    client_software_version = reader.read_string(compact);
  }
  if (compact) reader.skip_tagged_fields();
}

void ApiVersionsRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 3) {
    writer.write_string(client_software_name, compact);
    writer.write_string(client_software_version, compact);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void ApiVersionsResponse::ApiVersion::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  api_key = reader.read_int16();
  min_version = reader.read_int16();
  max_version = reader.read_int16();
  if (compact) reader.skip_tagged_fields();
}

void ApiVersionsResponse::ApiVersion::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  writer.write_int16(api_key);
  writer.write_int16(min_version);
  writer.write_int16(max_version);
  if (compact) writer.write_unsigned_varint(0);
}

void ApiVersionsResponse::SupportedFeatureKey::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  min_version = reader.read_int16();
  max_version = reader.read_int16();
  reader.skip_tagged_fields();
}

void ApiVersionsResponse::SupportedFeatureKey::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_int16(min_version);
  writer.write_int16(max_version);
  writer.write_unsigned_varint(0);
}

void ApiVersionsResponse::FinalizedFeatureKey::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  max_version_level = reader.read_int16();
  min_version_level = reader.read_int16();
  reader.skip_tagged_fields();
}

void ApiVersionsResponse::FinalizedFeatureKey::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_int16(max_version_level);
  writer.write_int16(min_version_level);
  writer.write_unsigned_varint(0);
}

void ApiVersionsResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  error_code = reader.read_error_code();
  api_keys.resize(reader.read_array(compact, version >= 3 ? 7 : 6, sizeof(ApiVersion)));
  for (ApiVersion& item : api_keys) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (version >= 1) {
    throttle_time_ms = reader.read_int32();
  }
  if (!compact) return;
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      supported_features.clear();
      supported_features.resize(reader.read_array(compact, 6, sizeof(SupportedFeatureKey)));
      for (SupportedFeatureKey& item : supported_features) {
        item.decode(reader, version);
        if (!reader.ok()) return;
      }
      reader.end_tagged(tagged);
    } else if (tagged.tag == 1) {
      finalized_features_epoch = reader.read_int64();
      reader.end_tagged(tagged);
    } else if (tagged.tag == 2) {
      finalized_features.clear();
      finalized_features.resize(reader.read_array(compact, 6, sizeof(FinalizedFeatureKey)));
      for (FinalizedFeatureKey& item : finalized_features) {
        item.decode(reader, version);
        if (!reader.ok()) return;
      }
      reader.end_tagged(tagged);
    } else if (tagged.tag == 3) {
      zk_migration_ready = reader.read_bool();
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void ApiVersionsResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_error_code(error_code);
  writer.write_array_count(api_keys.size(), compact);
  for (const ApiVersion& item : api_keys) item.encode(writer, version);
  if (version >= 1) {
    writer.write_int32(throttle_time_ms);
  }
  if (!compact) return;
  const bool has_supported_features = !supported_features.empty();
  const bool has_finalized_features_epoch = finalized_features_epoch != -1;
  const bool has_finalized_features = !finalized_features.empty();
  const bool has_zk_migration_ready = zk_migration_ready;
  std::uint32_t tagged_count = 0;
  if (has_supported_features) ++tagged_count;
  if (has_finalized_features_epoch) ++tagged_count;
  if (has_finalized_features) ++tagged_count;
  if (has_zk_migration_ready) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_supported_features) {
    Writer field;
    field.write_array_count(supported_features.size(), compact);
    for (const SupportedFeatureKey& item : supported_features) item.encode(field, version);
    writer.write_tagged(0, std::move(field));
  }
  if (has_finalized_features_epoch) {
    Writer field;
    field.write_int64(finalized_features_epoch);
    writer.write_tagged(1, std::move(field));
  }
  if (has_finalized_features) {
    Writer field;
    field.write_array_count(finalized_features.size(), compact);
    for (const FinalizedFeatureKey& item : finalized_features) item.encode(field, version);
    writer.write_tagged(2, std::move(field));
  }
  if (has_zk_migration_ready) {
    Writer field;
    field.write_bool(zk_migration_ready);
    writer.write_tagged(3, std::move(field));
  }
}

}  // namespace klamm::protocol
