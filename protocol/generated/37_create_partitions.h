// Made by protocol/schema/generate.py from protocol/schema/37_create_partitions.txt. Not to be edited.
// Raises the number of partitions of topics.
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

struct CreatePartitionsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kCreatePartitions;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 3;
  static constexpr std::int16_t kFlexibleMin = 2;

  struct CreatePartitionsAssignment {
    std::vector<std::int32_t> broker_ids;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const CreatePartitionsAssignment& other) const = default;
  };

  struct CreatePartitionsTopic {
    std::string_view name;
    // The new total.
    std::int32_t count = 0;
    // Brokers of each partition that is new; null: the controller's choice.
    std::optional<std::vector<CreatePartitionsAssignment>> assignments{std::in_place};

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const CreatePartitionsTopic& other) const = default;
  };

  std::vector<CreatePartitionsTopic> topics;
  std::int32_t timeout_ms = 0;
  bool validate_only = false;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const CreatePartitionsRequest& other) const = default;
};

struct CreatePartitionsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kCreatePartitions;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 3;
  static constexpr std::int16_t kFlexibleMin = 2;

  struct CreatePartitionsTopicResult {
    std::string_view name;
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const CreatePartitionsTopicResult& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  std::vector<CreatePartitionsTopicResult> results;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const CreatePartitionsResponse& other) const = default;
};

}  // namespace klamm::protocol
