// Made by protocol/schema/generate.py from protocol/schema/27_write_txn_markers.txt. Not to be edited.
// The coordinator tells leaders how transactions ended; they append a marker to each partition.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct WriteTxnMarkersRequest {
  static constexpr ApiKey kApiKey = ApiKey::kWriteTxnMarkers;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 1;

  struct WritableTxnMarkerTopic {
    std::string_view name;
    std::vector<std::int32_t> partition_indexes;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const WritableTxnMarkerTopic& other) const = default;
  };

  struct WritableTxnMarker {
    std::int64_t producer_id = 0;
    std::int16_t producer_epoch = 0;
    // True: committed.
    bool transaction_result = false;
    std::vector<WritableTxnMarkerTopic> topics;
    // Fences coordinators of former times.
    std::int32_t coordinator_epoch = 0;
    // From 2 on every transaction has an epoch of its own.
    std::int8_t transaction_version = 0;  // versions 2+

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const WritableTxnMarker& other) const = default;
  };

  std::vector<WritableTxnMarker> markers;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const WriteTxnMarkersRequest& other) const = default;
};

struct WriteTxnMarkersResponse {
  static constexpr ApiKey kApiKey = ApiKey::kWriteTxnMarkers;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 1;

  struct WritableTxnMarkerPartitionResult {
    std::int32_t partition_index = 0;
    ErrorCode error_code = ErrorCode::kNone;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const WritableTxnMarkerPartitionResult& other) const = default;
  };

  struct WritableTxnMarkerTopicResult {
    std::string_view name;
    std::vector<WritableTxnMarkerPartitionResult> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const WritableTxnMarkerTopicResult& other) const = default;
  };

  struct WritableTxnMarkerResult {
    std::int64_t producer_id = 0;
    std::vector<WritableTxnMarkerTopicResult> topics;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const WritableTxnMarkerResult& other) const = default;
  };

  std::vector<WritableTxnMarkerResult> markers;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const WriteTxnMarkersResponse& other) const = default;
};

}  // namespace klamm::protocol
