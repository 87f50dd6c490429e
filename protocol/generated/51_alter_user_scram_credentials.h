// Made by protocol/schema/generate.py from protocol/schema/51_alter_user_scram_credentials.txt. Not to be edited.
// Sets and deletes SCRAM credentials. The mechanisms are those of DescribeUserScramCredentials.
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

struct AlterUserScramCredentialsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kAlterUserScramCredentials;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct ScramCredentialDeletion {
    std::string_view name;
    std::int8_t mechanism = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ScramCredentialDeletion& other) const = default;
  };

  struct ScramCredentialUpsertion {
    std::string_view name;
    std::int8_t mechanism = 0;
    std::int32_t iterations = 0;
    ByteView salt;
    // The client salts, so that the password never travels.
    ByteView salted_password;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ScramCredentialUpsertion& other) const;
  };

  std::vector<ScramCredentialDeletion> deletions;
  std::vector<ScramCredentialUpsertion> upsertions;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AlterUserScramCredentialsRequest& other) const = default;
};

struct AlterUserScramCredentialsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kAlterUserScramCredentials;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct AlterUserScramCredentialsResult {
    std::string_view user;
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message{std::in_place};

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AlterUserScramCredentialsResult& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  std::vector<AlterUserScramCredentialsResult> results;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AlterUserScramCredentialsResponse& other) const = default;
};

}  // namespace klamm::protocol
