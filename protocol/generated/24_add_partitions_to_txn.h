// Made by protocol/schema/generate.py from protocol/schema/24_add_partitions_to_txn.txt. Not to be edited.
// Makes partitions part of a transaction before the producer writes to them.
// 0 to 3 come from clients; 4 and 5 from brokers, for several transactions, also only to ask (KIP-890).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct AddPartitionsToTxnRequest {
  static constexpr ApiKey kApiKey = ApiKey::kAddPartitionsToTxn;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 5;
  static constexpr std::int16_t kFlexibleMin = 3;

  struct AddPartitionsToTxnTopic {
    std::string_view name;
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AddPartitionsToTxnTopic& other) const = default;
  };

  struct AddPartitionsToTxnTransaction {
    std::string_view transactional_id;
    std::int64_t producer_id = 0;
    std::int16_t producer_epoch = 0;
    // Add nothing, say whether they are part of it.
    bool verify_only = false;
    std::vector<AddPartitionsToTxnTopic> topics;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AddPartitionsToTxnTransaction& other) const = default;
  };

  std::vector<AddPartitionsToTxnTransaction> transactions;  // versions 4+
  std::string_view v3_and_below_transactional_id;  // versions 0-3
  std::int64_t v3_and_below_producer_id = 0;  // versions 0-3
  std::int16_t v3_and_below_producer_epoch = 0;  // versions 0-3
  std::vector<AddPartitionsToTxnTopic> v3_and_below_topics;  // versions 0-3

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AddPartitionsToTxnRequest& other) const = default;
};

struct AddPartitionsToTxnResponse {
  static constexpr ApiKey kApiKey = ApiKey::kAddPartitionsToTxn;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 5;
  static constexpr std::int16_t kFlexibleMin = 3;

  struct AddPartitionsToTxnPartitionResult {
    std::int32_t partition_index = 0;
    ErrorCode partition_error_code = ErrorCode::kNone;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AddPartitionsToTxnPartitionResult& other) const = default;
  };

  struct AddPartitionsToTxnTopicResult {
    std::string_view name;
    std::vector<AddPartitionsToTxnPartitionResult> results_by_partition;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AddPartitionsToTxnTopicResult& other) const = default;
  };

  struct AddPartitionsToTxnResult {
    std::string_view transactional_id;
    std::vector<AddPartitionsToTxnTopicResult> topic_results;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AddPartitionsToTxnResult& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;  // versions 4+
  std::vector<AddPartitionsToTxnResult> results_by_transaction;  // versions 4+
  std::vector<AddPartitionsToTxnTopicResult> results_by_topic_v3_and_below;  // versions 0-3

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AddPartitionsToTxnResponse& other) const = default;
};

}  // namespace klamm::protocol
