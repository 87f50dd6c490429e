// Made by protocol/schema/generate.py from protocol/schema/56_alter_partition.txt. Not to be edited.
// A leader tells the controller who its in-sync replicas are now.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"
#include "runtime/base/ids.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct AlterPartitionRequest {
  static constexpr ApiKey kApiKey = ApiKey::kAlterPartition;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 3;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct BrokerState {
    std::int32_t broker_id = 0;
    std::int64_t broker_epoch = -1;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const BrokerState& other) const = default;
  };

  struct PartitionData {
    std::int32_t partition_index = 0;
    std::int32_t leader_epoch = 0;
    std::vector<std::int32_t> new_isr;  // versions 0-2
    std::vector<BrokerState> new_isr_with_epochs;  // versions 3+
    // 1: elected unclean and still recovering.
    std::int8_t leader_recovery_state = 0;  // versions 1+
    // The version of the partition's state that the change starts from; the controller refuses an old one.
    std::int32_t partition_epoch = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionData& other) const = default;
  };

  struct TopicData {
    std::string_view topic_name;  // versions 0-1
    Uuid topic_id;  // versions 2+
    std::vector<PartitionData> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicData& other) const = default;
  };

  std::int32_t broker_id = 0;
  std::int64_t broker_epoch = -1;
  std::vector<TopicData> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AlterPartitionRequest& other) const = default;
};

struct AlterPartitionResponse {
  static constexpr ApiKey kApiKey = ApiKey::kAlterPartition;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 3;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct PartitionData {
    std::int32_t partition_index = 0;
    ErrorCode error_code = ErrorCode::kNone;
    std::int32_t leader_id = 0;
    std::int32_t leader_epoch = 0;
    std::vector<std::int32_t> isr;
    std::int8_t leader_recovery_state = 0;  // versions 1+
    std::int32_t partition_epoch = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionData& other) const = default;
  };

  struct TopicData {
    std::string_view topic_name;  // versions 0-1
    Uuid topic_id;  // versions 2+
    std::vector<PartitionData> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicData& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  std::vector<TopicData> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AlterPartitionResponse& other) const = default;
};

}  // namespace klamm::protocol
