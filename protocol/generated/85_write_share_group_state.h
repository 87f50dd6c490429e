// Made by protocol/schema/generate.py from protocol/schema/85_write_share_group_state.txt. Not to be edited.
// Stores the state of a share group's partitions.
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

struct WriteShareGroupStateRequest {
  static constexpr ApiKey kApiKey = ApiKey::kWriteShareGroupState;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct StateBatch {
    std::int64_t first_offset = 0;
    std::int64_t last_offset = 0;
    std::int8_t delivery_state = 0;
    std::int16_t delivery_count = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const StateBatch& other) const = default;
  };

  struct PartitionData {
    std::int32_t partition = 0;
    std::int32_t state_epoch = 0;
    std::int32_t leader_epoch = 0;
    // -1: leave it as it is.
    std::int64_t start_offset = 0;
    std::int32_t delivery_complete_count = -1;  // versions 1+
    std::vector<StateBatch> state_batches;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionData& other) const = default;
  };

  struct WriteStateData {
    Uuid topic_id;
    std::vector<PartitionData> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const WriteStateData& other) const = default;
  };

  std::string_view group_id;
  std::vector<WriteStateData> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const WriteShareGroupStateRequest& other) const = default;
};

struct WriteShareGroupStateResponse {
  static constexpr ApiKey kApiKey = ApiKey::kWriteShareGroupState;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct PartitionResult {
    std::int32_t partition = 0;
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionResult& other) const = default;
  };

  struct WriteStateResult {
    Uuid topic_id;
    std::vector<PartitionResult> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const WriteStateResult& other) const = default;
  };

  std::vector<WriteStateResult> results;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const WriteShareGroupStateResponse& other) const = default;
};

}  // namespace klamm::protocol
