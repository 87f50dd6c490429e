// Made by protocol/schema/generate.py from protocol/schema/00_produce.txt. Not to be edited.
// Appends record batches to partitions that this broker leads.
// Versions 0 and 1 carry message sets of magic 0 and 1, version 2 of magic 1; from 3 on one record batch of magic
// 2 per partition (KIP-98). 7 allows zstd (KIP-110), 13 names topics by id.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/buffer.h"
#include "runtime/base/error_code.h"
#include "runtime/base/ids.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct ProduceRequest {
  static constexpr ApiKey kApiKey = ApiKey::kProduce;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 13;
  static constexpr std::int16_t kFlexibleMin = 9;

  struct PartitionProduceData {
    std::int32_t index = 0;
    // Shared with the request's buffer, not copied.
    std::optional<BufferChain> records;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionProduceData& other) const;
  };

  struct TopicProduceData {
    std::string_view name;  // versions 0-12
    Uuid topic_id;  // versions 13+
    std::vector<PartitionProduceData> partition_data;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicProduceData& other) const = default;
  };

  // Null unless the batches belong to a transaction.
  std::optional<std::string_view> transactional_id;  // versions 3+
  // 0: no answer at all; 1: the leader has it; -1: every in-sync replica has it.
  std::int16_t acks = 0;
  // How long to wait for the replicas when acks is -1.
  std::int32_t timeout_ms = 0;
  std::vector<TopicProduceData> topic_data;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ProduceRequest& other) const = default;
};

struct ProduceResponse {
  static constexpr ApiKey kApiKey = ApiKey::kProduce;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 13;
  static constexpr std::int16_t kFlexibleMin = 9;

  struct BatchIndexAndErrorMessage {
    // Counted within the batch, from 0.
    std::int32_t batch_index = 0;
    std::optional<std::string_view> batch_index_error_message;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const BatchIndexAndErrorMessage& other) const = default;
  };

  struct LeaderIdAndEpoch {
    std::int32_t leader_id = -1;
    std::int32_t leader_epoch = -1;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const LeaderIdAndEpoch& other) const = default;
  };

  struct PartitionProduceResponse {
    std::int32_t index = 0;
    ErrorCode error_code = ErrorCode::kNone;
    // The offset that the first record got; -1 after an error.
    std::int64_t base_offset = 0;
    // -1 unless the topic stamps records with the broker's clock.
    std::int64_t log_append_time_ms = -1;  // versions 2+
    // -1 where not known.
    std::int64_t log_start_offset = -1;  // versions 5+
    // The records that made the whole batch fail (KIP-467).
    std::vector<BatchIndexAndErrorMessage> record_errors;  // versions 8+
    std::optional<std::string_view> error_message;  // versions 8+
    // With NOT_LEADER_OR_FOLLOWER: whom to ask instead (KIP-951).
    LeaderIdAndEpoch current_leader;  // versions 10+, tag 0

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionProduceResponse& other) const = default;
  };

  struct TopicProduceResponse {
    std::string_view name;  // versions 0-12
    Uuid topic_id;  // versions 13+
    std::vector<PartitionProduceResponse> partition_responses;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicProduceResponse& other) const = default;
  };

  struct NodeEndpoint {
    std::int32_t node_id = 0;
    std::string_view host;
    std::int32_t port = 0;
    std::optional<std::string_view> rack;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const NodeEndpoint& other) const = default;
  };

  std::vector<TopicProduceResponse> responses;
  std::int32_t throttle_time_ms = 0;  // versions 1+
  // Where the leaders named above listen.
  std::vector<NodeEndpoint> node_endpoints;  // versions 10+, tag 0

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ProduceResponse& other) const = default;
};

}  // namespace klamm::protocol
