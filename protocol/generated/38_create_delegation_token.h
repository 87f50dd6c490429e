// Made by protocol/schema/generate.py from protocol/schema/38_create_delegation_token.txt. Not to be edited.
// Issues a token by which its owner can be authenticated without the owner's credentials (KIP-48).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/bytes.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct CreateDelegationTokenRequest {
  static constexpr ApiKey kApiKey = ApiKey::kCreateDelegationToken;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 3;
  static constexpr std::int16_t kFlexibleMin = 2;

  struct CreatableRenewers {
    std::string_view principal_type;
    std::string_view principal_name;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const CreatableRenewers& other) const = default;
  };

  // Null: the requester is the owner.
  std::optional<std::string_view> owner_principal_type{std::in_place};  // versions 3+
  std::optional<std::string_view> owner_principal_name{std::in_place};  // versions 3+
  std::vector<CreatableRenewers> renewers;
  // Negative: the broker's limit.
  std::int64_t max_lifetime_ms = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const CreateDelegationTokenRequest& other) const = default;
};

struct CreateDelegationTokenResponse {
  static constexpr ApiKey kApiKey = ApiKey::kCreateDelegationToken;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 3;
  static constexpr std::int16_t kFlexibleMin = 2;

  ErrorCode error_code = ErrorCode::kNone;
  std::string_view principal_type;
  std::string_view principal_name;
  std::string_view token_requester_principal_type;  // versions 3+
  std::string_view token_requester_principal_name;  // versions 3+
  std::int64_t issue_timestamp_ms = 0;
  std::int64_t expiry_timestamp_ms = 0;
  std::int64_t max_timestamp_ms = 0;
  std::string_view token_id;
  ByteView hmac;
  std::int32_t throttle_time_ms = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const CreateDelegationTokenResponse& other) const;
};

}  // namespace klamm::protocol
