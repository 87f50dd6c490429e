// Made by protocol/schema/generate.py from protocol/schema/57_update_features.txt. Not to be edited.
// Raises or lowers the level of features of the cluster (KIP-584).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct UpdateFeaturesRequest {
  static constexpr ApiKey kApiKey = ApiKey::kUpdateFeatures;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct FeatureUpdateKey {
    std::string_view feature;
    // 0 removes the feature.
    std::int16_t max_version_level = 0;
    bool allow_downgrade = false;  // versions 0
    // 1 upgrade, 2 safe downgrade, 3 downgrade that may lose metadata.
    std::int8_t upgrade_type = 1;  // versions 1+

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const FeatureUpdateKey& other) const = default;
  };

  std::int32_t timeout_ms = 60000;
  std::vector<FeatureUpdateKey> feature_updates;
  bool validate_only = false;  // versions 1+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const UpdateFeaturesRequest& other) const = default;
};

struct UpdateFeaturesResponse {
  static constexpr ApiKey kApiKey = ApiKey::kUpdateFeatures;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct UpdatableFeatureResult {
    std::string_view feature;
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message{std::in_place};

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const UpdatableFeatureResult& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  std::optional<std::string_view> error_message{std::in_place};
  std::vector<UpdatableFeatureResult> results;  // versions 0-1

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const UpdateFeaturesResponse& other) const = default;
};

}  // namespace klamm::protocol
