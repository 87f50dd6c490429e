// Made by protocol/schema/generate.py from protocol/schema/consumer_protocol.txt. Not to be edited.
// What consumers and their leader say to each other through JoinGroup and SyncGroup, behind an int16 of the
// version. Brokers need it for OffsetDelete, for descriptions, and to move a classic group to the consumer
// protocol.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "runtime/base/bytes.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct ConsumerProtocolAssignment {
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 3;
  static constexpr std::int16_t kFlexibleMin = 32767;

  struct TopicPartition {
    std::string_view topic;
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicPartition& other) const = default;
  };

  std::vector<TopicPartition> assigned_partitions;
  std::optional<ByteView> user_data;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ConsumerProtocolAssignment& other) const;
};

struct ConsumerProtocolSubscription {
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 3;
  static constexpr std::int16_t kFlexibleMin = 32767;

  struct TopicPartition {
    std::string_view topic;
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicPartition& other) const = default;
  };

  std::vector<std::string_view> topics;
  std::optional<ByteView> user_data;
  // For cooperative rebalancing (KIP-429).
  std::vector<TopicPartition> owned_partitions;  // versions 1+
  // In which OwnedPartitions were owned; -1 where not known.
  std::int32_t generation_id = -1;  // versions 2+
  std::optional<std::string_view> rack_id;  // versions 3+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ConsumerProtocolSubscription& other) const;
};

}  // namespace klamm::protocol
