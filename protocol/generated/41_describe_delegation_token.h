// Made by protocol/schema/generate.py from protocol/schema/41_describe_delegation_token.txt. Not to be edited.
// Lists tokens.
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

struct DescribeDelegationTokenRequest {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeDelegationToken;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 3;
  static constexpr std::int16_t kFlexibleMin = 2;

  struct DescribeDelegationTokenOwner {
    std::string_view principal_type;
    std::string_view principal_name;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribeDelegationTokenOwner& other) const = default;
  };

  // Null: all that the requester may see.
  std::optional<std::vector<DescribeDelegationTokenOwner>> owners{std::in_place};

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeDelegationTokenRequest& other) const = default;
};

struct DescribeDelegationTokenResponse {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeDelegationToken;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 3;
  static constexpr std::int16_t kFlexibleMin = 2;

  struct DescribedDelegationTokenRenewer {
    std::string_view principal_type;
    std::string_view principal_name;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribedDelegationTokenRenewer& other) const = default;
  };

  struct DescribedDelegationToken {
    std::string_view principal_type;
    std::string_view principal_name;
    std::string_view token_requester_principal_type;  // versions 3+
    std::string_view token_requester_principal_name;  // versions 3+
    std::int64_t issue_timestamp = 0;
    std::int64_t expiry_timestamp = 0;
    std::int64_t max_timestamp = 0;
    std::string_view token_id;
    ByteView hmac;
    std::vector<DescribedDelegationTokenRenewer> renewers;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribedDelegationToken& other) const;
  };

  ErrorCode error_code = ErrorCode::kNone;
  std::vector<DescribedDelegationToken> tokens;
  std::int32_t throttle_time_ms = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeDelegationTokenResponse& other) const = default;
};

}  // namespace klamm::protocol
