// Made by protocol/schema/generate.py from protocol/schema/18_api_versions.txt. Not to be edited.
// What the broker serves, and the cluster's features. The first request on a connection.
// A version that is too new is answered in version 0 with UNSUPPORTED_VERSION and the range of ApiVersions itself
// (KIP-511).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct ApiVersionsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kApiVersions;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 4;
  static constexpr std::int16_t kFlexibleMin = 3;

  std::string_view client_software_name;  // versions 3+
  std::string_view client_software_version;  // versions 3+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ApiVersionsRequest& other) const = default;
};

struct ApiVersionsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kApiVersions;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 4;
  static constexpr std::int16_t kFlexibleMin = 3;

  struct ApiVersion {
    std::int16_t api_key = 0;
    std::int16_t min_version = 0;
    std::int16_t max_version = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ApiVersion& other) const = default;
  };

  struct SupportedFeatureKey {
    std::string_view name;
    std::int16_t min_version = 0;
    std::int16_t max_version = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const SupportedFeatureKey& other) const = default;
  };

  struct FinalizedFeatureKey {
    std::string_view name;
    std::int16_t max_version_level = 0;
    std::int16_t min_version_level = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const FinalizedFeatureKey& other) const = default;
  };

  ErrorCode error_code = ErrorCode::kNone;
  std::vector<ApiVersion> api_keys;
  std::int32_t throttle_time_ms = 0;  // versions 1+
  std::vector<SupportedFeatureKey> supported_features;  // versions 3+, tag 0
  // The metadata offset at which the features were read; -1 for unknown.
  std::int64_t finalized_features_epoch = -1;  // versions 3+, tag 1
  std::vector<FinalizedFeatureKey> finalized_features;  // versions 3+, tag 2
  // Of ZooKeeper's time; false.
  bool zk_migration_ready = false;  // versions 3+, tag 3

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ApiVersionsResponse& other) const = default;
};

}  // namespace klamm::protocol
