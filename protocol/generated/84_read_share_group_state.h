// Made by protocol/schema/generate.py from protocol/schema/84_read_share_group_state.txt. Not to be edited.
// Reads the state of a share group's partitions.
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

struct ReadShareGroupStateRequest {
  static constexpr ApiKey kApiKey = ApiKey::kReadShareGroupState;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct PartitionData {
    std::int32_t partition = 0;
    std::int32_t leader_epoch = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionData& other) const = default;
  };

  struct ReadStateData {
    Uuid topic_id;
    std::vector<PartitionData> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ReadStateData& other) const = default;
  };

  std::string_view group_id;
  std::vector<ReadStateData> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ReadShareGroupStateRequest& other) const = default;
};

struct ReadShareGroupStateResponse {
  static constexpr ApiKey kApiKey = ApiKey::kReadShareGroupState;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct StateBatch {
    std::int64_t first_offset = 0;
    std::int64_t last_offset = 0;
    // 0 available, 2 acknowledged, 4 archived.
    std::int8_t delivery_state = 0;
    std::int16_t delivery_count = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const StateBatch& other) const = default;
  };

  struct PartitionResult {
    std::int32_t partition = 0;
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message;
    std::int32_t state_epoch = 0;
    std::int64_t start_offset = 0;
    std::vector<StateBatch> state_batches;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionResult& other) const = default;
  };

  struct ReadStateResult {
    Uuid topic_id;
    std::vector<PartitionResult> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ReadStateResult& other) const = default;
  };

  std::vector<ReadStateResult> results;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ReadShareGroupStateResponse& other) const = default;
};

}  // namespace klamm::protocol
