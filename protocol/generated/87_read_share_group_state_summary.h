// Made by protocol/schema/generate.py from protocol/schema/87_read_share_group_state_summary.txt. Not to be edited.
// Reads where share groups' partitions start, without the batches.
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

struct ReadShareGroupStateSummaryRequest {
  static constexpr ApiKey kApiKey = ApiKey::kReadShareGroupStateSummary;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct PartitionData {
    std::int32_t partition = 0;
    std::int32_t leader_epoch = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionData& other) const = default;
  };

  struct ReadStateSummaryData {
    Uuid topic_id;
    std::vector<PartitionData> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ReadStateSummaryData& other) const = default;
  };

  std::string_view group_id;
  std::vector<ReadStateSummaryData> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ReadShareGroupStateSummaryRequest& other) const = default;
};

struct ReadShareGroupStateSummaryResponse {
  static constexpr ApiKey kApiKey = ApiKey::kReadShareGroupStateSummary;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct PartitionResult {
    std::int32_t partition = 0;
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message;
    std::int32_t state_epoch = 0;
    std::int32_t leader_epoch = 0;
    std::int64_t start_offset = 0;
    std::int32_t delivery_complete_count = -1;  // versions 1+

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionResult& other) const = default;
  };

  struct ReadStateSummaryResult {
    Uuid topic_id;
    std::vector<PartitionResult> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ReadStateSummaryResult& other) const = default;
  };

  std::vector<ReadStateSummaryResult> results;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ReadShareGroupStateSummaryResponse& other) const = default;
};

}  // namespace klamm::protocol
