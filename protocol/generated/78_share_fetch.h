// Made by protocol/schema/generate.py from protocol/schema/78_share_fetch.txt. Not to be edited.
// Acquires records for a share consumer, and acknowledges earlier ones on the way.
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

struct ShareFetchRequest {
  static constexpr ApiKey kApiKey = ApiKey::kShareFetch;
  static constexpr std::int16_t kVersionMin = 1;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 1;

  struct AcknowledgementBatch {
    std::int64_t first_offset = 0;
    std::int64_t last_offset = 0;
    // One for all or one for each: 0 gap, 1 accept, 2 release, 3 reject, 4 renew.
    std::vector<std::int8_t> acknowledge_types;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AcknowledgementBatch& other) const = default;
  };

  struct FetchPartition {
    std::int32_t partition_index = 0;
    std::vector<AcknowledgementBatch> acknowledgement_batches;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const FetchPartition& other) const = default;
  };

  struct FetchTopic {
    Uuid topic_id;
    std::vector<FetchPartition> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const FetchTopic& other) const = default;
  };

  struct ForgottenTopic {
    Uuid topic_id;
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ForgottenTopic& other) const = default;
  };

  std::optional<std::string_view> group_id;
  std::optional<std::string_view> member_id{std::in_place};
  // 0 opens a session, -1 closes it.
  std::int32_t share_session_epoch = 0;
  std::int32_t max_wait_ms = 0;
  std::int32_t min_bytes = 0;
  std::int32_t max_bytes = 2147483647;
  std::int32_t max_records = 0;
  std::int32_t batch_size = 0;
  // 0: whole batches, may exceed MaxRecords; 1: at most MaxRecords (KIP-1206).
  std::int8_t share_acquire_mode = 0;  // versions 2+
  bool is_renew_ack = false;  // versions 2+
  std::vector<FetchTopic> topics;
  std::vector<ForgottenTopic> forgotten_topics_data;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ShareFetchRequest& other) const = default;
};

struct ShareFetchResponse {
  static constexpr ApiKey kApiKey = ApiKey::kShareFetch;
  static constexpr std::int16_t kVersionMin = 1;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 1;

  struct LeaderIdAndEpoch {
    std::int32_t leader_id = 0;
    std::int32_t leader_epoch = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const LeaderIdAndEpoch& other) const = default;
  };

  struct AcquiredRecords {
    std::int64_t first_offset = 0;
    std::int64_t last_offset = 0;
    // How often these were delivered, this time included.
    std::int16_t delivery_count = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AcquiredRecords& other) const = default;
  };

  struct PartitionData {
    std::int32_t partition_index = 0;
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message;
    ErrorCode acknowledge_error_code = ErrorCode::kNone;
    std::optional<std::string_view> acknowledge_error_message;
    LeaderIdAndEpoch current_leader;
    std::optional<BufferChain> records;
    std::vector<AcquiredRecords> acquired_records;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionData& other) const;
  };

  struct ShareFetchableTopicResponse {
    Uuid topic_id;
    std::vector<PartitionData> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ShareFetchableTopicResponse& other) const = default;
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

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  std::optional<std::string_view> error_message;
  // After so long what was acquired is given to somebody else.
  std::int32_t acquisition_lock_timeout_ms = 0;
  std::vector<ShareFetchableTopicResponse> responses;
  std::vector<NodeEndpoint> node_endpoints;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ShareFetchResponse& other) const = default;
};

}  // namespace klamm::protocol
