// Made by protocol/schema/generate.py from protocol/schema/57_update_features.txt. Not to be edited.
#include "protocol/generated/57_update_features.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void UpdateFeaturesRequest::FeatureUpdateKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  feature = reader.read_string(compact);
  max_version_level = reader.read_int16();
  if (version <= 0) {
    allow_downgrade = reader.read_bool();
  }
  if (version >= 1) {
    upgrade_type = reader.read_int8();
  }
  reader.skip_tagged_fields();
}

void UpdateFeaturesRequest::FeatureUpdateKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(feature, compact);
  writer.write_int16(max_version_level);
  if (version <= 0) {
    writer.write_bool(allow_downgrade);
  }
  if (version >= 1) {
    writer.write_int8(upgrade_type);
  }
  writer.write_unsigned_varint(0);
}

void UpdateFeaturesRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  timeout_ms = reader.read_int32();
  feature_updates.resize(reader.read_array(compact, 5, sizeof(FeatureUpdateKey)));
  for (FeatureUpdateKey& item : feature_updates) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (version >= 1) {
    validate_only = reader.read_bool();
  }
  reader.skip_tagged_fields();
}

void UpdateFeaturesRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(timeout_ms);
  writer.write_array_count(feature_updates.size(), compact);
  for (const FeatureUpdateKey& item : feature_updates) item.encode(writer, version);
  if (version >= 1) {
    writer.write_bool(validate_only);
  }
  writer.write_unsigned_varint(0);
}

void UpdateFeaturesResponse::UpdatableFeatureResult::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  feature = reader.read_string(compact);
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  reader.skip_tagged_fields();
}

void UpdateFeaturesResponse::UpdatableFeatureResult::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(feature, compact);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_unsigned_varint(0);
}

void UpdateFeaturesResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  if (version <= 1) {
    results.resize(reader.read_array(compact, 5, sizeof(UpdatableFeatureResult)));
    for (UpdatableFeatureResult& item : results) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  reader.skip_tagged_fields();
}

void UpdateFeaturesResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  if (version <= 1) {
    writer.write_array_count(results.size(), compact);
    for (const UpdatableFeatureResult& item : results) item.encode(writer, version);
  }
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
