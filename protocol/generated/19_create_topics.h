// Made by protocol/schema/generate.py from protocol/schema/19_create_topics.txt. Not to be edited.
// Creates topics.
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

struct CreateTopicsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kCreateTopics;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 7;
  static constexpr std::int16_t kFlexibleMin = 5;

  struct CreatableReplicaAssignment {
    std::int32_t partition_index = 0;
    std::vector<std::int32_t> broker_ids;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const CreatableReplicaAssignment& other) const = default;
  };

  struct CreatableTopicConfig {
    std::string_view name;
    std::optional<std::string_view> value{std::in_place};

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const CreatableTopicConfig& other) const = default;
  };

  struct CreatableTopic {
    std::string_view name;
    // -1: the broker's default (4+), or as Assignments says.
    std::int32_t num_partitions = 0;
    // -1: the broker's default (4+), or as Assignments says.
    std::int16_t replication_factor = 0;
    // Where each partition goes, by hand.
    std::vector<CreatableReplicaAssignment> assignments;
    std::vector<CreatableTopicConfig> configs;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const CreatableTopic& other) const = default;
  };

  std::vector<CreatableTopic> topics;
  std::int32_t timeout_ms = 60000;
  // Check and answer, create nothing.
  bool validate_only = false;  // versions 1+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const CreateTopicsRequest& other) const = default;
};

struct CreateTopicsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kCreateTopics;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 7;
  static constexpr std::int16_t kFlexibleMin = 5;

  struct CreatableTopicConfigs {
    std::string_view name;
    std::optional<std::string_view> value{std::in_place};
    bool read_only = false;
    // As in DescribeConfigs.
    std::int8_t config_source = -1;
    bool is_sensitive = false;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const CreatableTopicConfigs& other) const = default;
  };

  struct CreatableTopicResult {
    std::string_view name;
    Uuid topic_id;  // versions 7+
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message{std::in_place};  // versions 1+
    // Why the configs are not shown.
    ErrorCode topic_config_error_code = ErrorCode::kNone;  // versions 5+, tag 0
    std::int32_t num_partitions = -1;  // versions 5+
    std::int16_t replication_factor = -1;  // versions 5+
    std::optional<std::vector<CreatableTopicConfigs>> configs{std::in_place};  // versions 5+

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const CreatableTopicResult& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;  // versions 2+
  std::vector<CreatableTopicResult> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const CreateTopicsResponse& other) const = default;
};

}  // namespace klamm::protocol
