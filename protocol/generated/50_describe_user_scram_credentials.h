// Made by protocol/schema/generate.py from protocol/schema/50_describe_user_scram_credentials.txt. Not to be edited.
// Which users have SCRAM credentials; never the secrets (KIP-554).
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

struct DescribeUserScramCredentialsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeUserScramCredentials;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct UserName {
    std::string_view name;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const UserName& other) const = default;
  };

  // Null or empty: all.
  std::optional<std::vector<UserName>> users{std::in_place};

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeUserScramCredentialsRequest& other) const = default;
};

struct DescribeUserScramCredentialsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeUserScramCredentials;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct CredentialInfo {
    // 1: SCRAM-SHA-256, 2: SCRAM-SHA-512.
    std::int8_t mechanism = 0;
    std::int32_t iterations = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const CredentialInfo& other) const = default;
  };

  struct DescribeUserScramCredentialsResult {
    std::string_view user;
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message{std::in_place};
    std::vector<CredentialInfo> credential_infos;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribeUserScramCredentialsResult& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  std::optional<std::string_view> error_message{std::in_place};
  std::vector<DescribeUserScramCredentialsResult> results;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeUserScramCredentialsResponse& other) const = default;
};

}  // namespace klamm::protocol
