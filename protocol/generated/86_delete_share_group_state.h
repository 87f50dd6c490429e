// Made by protocol/schema/generate.py from protocol/schema/86_delete_share_group_state.txt. Not to be edited.
// Deletes the state of a share group's partitions.
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

struct DeleteShareGroupStateRequest {
  static constexpr ApiKey kApiKey = ApiKey::kDeleteShareGroupState;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct PartitionData {
    std::int32_t partition = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionData& other) const = default;
  };

  struct DeleteStateData {
    Uuid topic_id;
    std::vector<PartitionData> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DeleteStateData& other) const = default;
  };

  std::string_view group_id;
  std::vector<DeleteStateData> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DeleteShareGroupStateRequest& other) const = default;
};

struct DeleteShareGroupStateResponse {
  static constexpr ApiKey kApiKey = ApiKey::kDeleteShareGroupState;
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

  struct DeleteStateResult {
    Uuid topic_id;
    std::vector<PartitionResult> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DeleteStateResult& other) const = default;
  };

  std::vector<DeleteStateResult> results;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DeleteShareGroupStateResponse& other) const = default;
};

}  // namespace klamm::protocol
