// Made by protocol/schema/generate.py from protocol/schema/83_initialize_share_group_state.txt. Not to be edited.
// Begins the state of a share group for partitions, with a start offset.
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

struct InitializeShareGroupStateRequest {
  static constexpr ApiKey kApiKey = ApiKey::kInitializeShareGroupState;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct PartitionData {
    std::int32_t partition = 0;
    std::int32_t state_epoch = 0;
    std::int64_t start_offset = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionData& other) const = default;
  };

  struct InitializeStateData {
    Uuid topic_id;
    std::vector<PartitionData> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const InitializeStateData& other) const = default;
  };

  std::string_view group_id;
  std::vector<InitializeStateData> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const InitializeShareGroupStateRequest& other) const = default;
};

struct InitializeShareGroupStateResponse {
  static constexpr ApiKey kApiKey = ApiKey::kInitializeShareGroupState;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct PartitionResult {
    std::int32_t partition = 0;
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionResult& other) const = default;
  };

  struct InitializeStateResult {
    Uuid topic_id;
    std::vector<PartitionResult> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const InitializeStateResult& other) const = default;
  };

  std::vector<InitializeStateResult> results;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const InitializeShareGroupStateResponse& other) const = default;
};

}  // namespace klamm::protocol
