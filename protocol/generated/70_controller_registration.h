// Made by protocol/schema/generate.py from protocol/schema/70_controller_registration.txt. Not to be edited.
// A controller says where it listens and which features it knows.
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

struct ControllerRegistrationRequest {
  static constexpr ApiKey kApiKey = ApiKey::kControllerRegistration;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
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

  std::int32_t controller_id = 0;
  Uuid incarnation_id;
  bool zk_migration_ready = false;
  std::vector<Listener> listeners;
  std::vector<Feature> features;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ControllerRegistrationRequest& other) const = default;
};

struct ControllerRegistrationResponse {
  static constexpr ApiKey kApiKey = ApiKey::kControllerRegistration;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  std::optional<std::string_view> error_message{std::in_place};

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ControllerRegistrationResponse& other) const = default;
};

}  // namespace klamm::protocol
