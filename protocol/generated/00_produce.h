// Made by protocol/schema/generate.py from protocol/schema/00_produce.txt. Not to be edited.
// Produce.
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

  std::optional<std::string_view> transactional_id;  // versions 3+
  std::int16_t acks = 0;
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
    std::int64_t base_offset = 0;
    std::int64_t log_append_time_ms = -1;  // versions 2+
    std::int64_t log_start_offset = -1;  // versions 5+
    std::vector<BatchIndexAndErrorMessage> record_errors;  // versions 8+
    std::optional<std::string_view> error_message;  // versions 8+
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
  std::vector<NodeEndpoint> node_endpoints;  // versions 10+, tag 0

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ProduceResponse& other) const = default;
};

}  // namespace klamm::protocol
