// Made by protocol/schema/generate.py from protocol/schema/62_broker_registration.txt. Not to be edited.
// A broker that starts asks the controller to be let in.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"
#include "runtime/base/ids.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct BrokerRegistrationRequest {
  static constexpr ApiKey kApiKey = ApiKey::kBrokerRegistration;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 4;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct Listener {
    std::string_view name;
    std::string_view host;
    std::uint16_t port = 0;
    std::int16_t security_protocol = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Listener& other) const = default;
  };

  struct Feature {
    std::string_view name;
    std::int16_t min_supported_version = 0;
    std::int16_t max_supported_version = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Feature& other) const = default;
  };

  std::int32_t broker_id = 0;
  std::string_view cluster_id;
  // Drawn at every start.
  Uuid incarnation_id;
  std::vector<Listener> listeners;
  std::vector<Feature> features;
  std::optional<std::string_view> rack{std::in_place};
  bool is_migrating_zk_broker = false;  // versions 1+
  // Ids of the directories that are online.
  std::vector<Uuid> log_dirs;  // versions 2+
  // Of the last run, if it ended cleanly: then its replicas may be trusted (KIP-966).
  std::int64_t previous_broker_epoch = -1;  // versions 3+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const BrokerRegistrationRequest& other) const = default;
};

struct BrokerRegistrationResponse {
  static constexpr ApiKey kApiKey = ApiKey::kBrokerRegistration;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 4;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  // Larger than any epoch given before.
  std::int64_t broker_epoch = -1;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const BrokerRegistrationResponse& other) const = default;
};

}  // namespace klamm::protocol
