// Made by protocol/schema/generate.py from protocol/schema/80_add_raft_voter.txt. Not to be edited.
// Makes a controller a voter of the metadata quorum (KIP-853).
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

struct AddRaftVoterRequest {
  static constexpr ApiKey kApiKey = ApiKey::kAddRaftVoter;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct Listener {
    std::string_view name;
    std::string_view host;
    std::uint16_t port = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Listener& other) const = default;
  };

  std::optional<std::string_view> cluster_id{std::in_place};
  std::int32_t timeout_ms = 0;
  std::int32_t voter_id = 0;
  Uuid voter_directory_id;
  std::vector<Listener> listeners;
  // False: answer already when the leader has appended it.
  bool ack_when_committed = true;  // versions 1+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AddRaftVoterRequest& other) const = default;
};

struct AddRaftVoterResponse {
  static constexpr ApiKey kApiKey = ApiKey::kAddRaftVoter;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  std::optional<std::string_view> error_message{std::in_place};

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AddRaftVoterResponse& other) const = default;
};

}  // namespace klamm::protocol
