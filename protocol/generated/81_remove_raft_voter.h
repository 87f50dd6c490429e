// Made by protocol/schema/generate.py from protocol/schema/81_remove_raft_voter.txt. Not to be edited.
// Takes a voter out of the metadata quorum.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"
#include "runtime/base/ids.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct RemoveRaftVoterRequest {
  static constexpr ApiKey kApiKey = ApiKey::kRemoveRaftVoter;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::optional<std::string_view> cluster_id{std::in_place};
  std::int32_t voter_id = 0;
  Uuid voter_directory_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const RemoveRaftVoterRequest& other) const = default;
};

struct RemoveRaftVoterResponse {
  static constexpr ApiKey kApiKey = ApiKey::kRemoveRaftVoter;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  std::optional<std::string_view> error_message{std::in_place};

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const RemoveRaftVoterResponse& other) const = default;
};

}  // namespace klamm::protocol
