// Made by protocol/schema/generate.py from protocol/schema/03_metadata.txt. Not to be edited.
// Describes the cluster: brokers, controller, and the wanted topics with their partitions and leaders.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"
#include "runtime/base/ids.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct MetadataRequest {
  static constexpr ApiKey kApiKey = ApiKey::kMetadata;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 13;
  static constexpr std::int16_t kFlexibleMin = 9;

  struct MetadataRequestTopic {
    Uuid topic_id;  // versions 10+
    // Null where the topic id says it.
    std::optional<std::string_view> name{std::in_place};  // null in 10+

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const MetadataRequestTopic& other) const = default;
  };

  // Null asks for all topics; so does an empty array in version 0, while it asks for none from 1 on.
  std::optional<std::vector<MetadataRequestTopic>> topics{std::in_place};  // null in 1+
  // Whether a missing topic may be created, if the broker allows it as well.
  bool allow_auto_topic_creation = true;  // versions 4+
  bool include_cluster_authorized_operations = false;  // versions 8-10
  bool include_topic_authorized_operations = false;  // versions 8+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const MetadataRequest& other) const = default;
};

struct MetadataResponse {
  static constexpr ApiKey kApiKey = ApiKey::kMetadata;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 13;
  static constexpr std::int16_t kFlexibleMin = 9;

  struct MetadataResponseBroker {
    std::int32_t node_id = 0;
    std::string_view host;
    std::int32_t port = 0;
    std::optional<std::string_view> rack;  // versions 1+

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const MetadataResponseBroker& other) const = default;
  };

  struct MetadataResponsePartition {
    ErrorCode error_code = ErrorCode::kNone;
    std::int32_t partition_index = 0;
    // -1 where there is none.
    std::int32_t leader_id = 0;
    std::int32_t leader_epoch = -1;  // versions 7+
    std::vector<std::int32_t> replica_nodes;
    std::vector<std::int32_t> isr_nodes;
    // Those whose broker or log directory is down.
    std::vector<std::int32_t> offline_replicas;  // versions 5+

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const MetadataResponsePartition& other) const = default;
  };

  struct MetadataResponseTopic {
    ErrorCode error_code = ErrorCode::kNone;
    // Null where the topic id is not known.
    std::optional<std::string_view> name{std::in_place};  // null in 12+
    Uuid topic_id;  // versions 10+
    // __consumer_offsets, __transaction_state, __share_group_state.
    bool is_internal = false;  // versions 1+
    std::vector<MetadataResponsePartition> partitions;
    // Bit n is set where ACL operation n is allowed; the smallest int32 where nobody asked.
    std::int32_t topic_authorized_operations = std::numeric_limits<std::int32_t>::min();  // versions 8+

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const MetadataResponseTopic& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;  // versions 3+
  std::vector<MetadataResponseBroker> brokers;
  std::optional<std::string_view> cluster_id;  // versions 2+
  std::int32_t controller_id = -1;  // versions 1+
  std::vector<MetadataResponseTopic> topics;
  std::int32_t cluster_authorized_operations = std::numeric_limits<std::int32_t>::min();  // versions 8-10
  // REBOOTSTRAP_REQUIRED and the like (KIP-1102).
  ErrorCode error_code = ErrorCode::kNone;  // versions 13+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const MetadataResponse& other) const = default;
};

}  // namespace klamm::protocol
