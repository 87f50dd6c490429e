// Made by protocol/schema/generate.py from protocol/schema/21_delete_records.txt. Not to be edited.
// Moves the start of partitions forward, which deletes the records before.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct DeleteRecordsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kDeleteRecords;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 2;

  struct DeleteRecordsPartition {
    std::int32_t partition_index = 0;
    // The new start; -1: the high watermark.
    std::int64_t offset = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DeleteRecordsPartition& other) const = default;
  };

  struct DeleteRecordsTopic {
    std::string_view name;
    std::vector<DeleteRecordsPartition> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DeleteRecordsTopic& other) const = default;
  };

  std::vector<DeleteRecordsTopic> topics;
  std::int32_t timeout_ms = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DeleteRecordsRequest& other) const = default;
};

struct DeleteRecordsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kDeleteRecords;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 2;

  struct DeleteRecordsPartitionResult {
    std::int32_t partition_index = 0;
    // The smallest start among the live replicas.
    std::int64_t low_watermark = 0;
    ErrorCode error_code = ErrorCode::kNone;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DeleteRecordsPartitionResult& other) const = default;
  };

  struct DeleteRecordsTopicResult {
    std::string_view name;
    std::vector<DeleteRecordsPartitionResult> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DeleteRecordsTopicResult& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  std::vector<DeleteRecordsTopicResult> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DeleteRecordsResponse& other) const = default;
};

}  // namespace klamm::protocol
