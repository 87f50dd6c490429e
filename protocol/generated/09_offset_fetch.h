// Made by protocol/schema/generate.py from protocol/schema/09_offset_fetch.txt. Not to be edited.
// Reads how far groups have read. One group up to version 7, several from 8 on (KIP-709).
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

struct OffsetFetchRequest {
  static constexpr ApiKey kApiKey = ApiKey::kOffsetFetch;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 10;
  static constexpr std::int16_t kFlexibleMin = 6;

  struct OffsetFetchRequestTopic {
    std::string_view name;
    std::vector<std::int32_t> partition_indexes;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OffsetFetchRequestTopic& other) const = default;
  };

  struct OffsetFetchRequestTopics {
    std::string_view name;  // versions 8-9
    Uuid topic_id;  // versions 10+
    std::vector<std::int32_t> partition_indexes;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OffsetFetchRequestTopics& other) const = default;
  };

  struct OffsetFetchRequestGroup {
    std::string_view group_id;
    std::optional<std::string_view> member_id;  // versions 9+
    // Of the consumer protocol (KIP-848); -1 to have it not checked.
    std::int32_t member_epoch = -1;  // versions 9+
    // Null: all partitions that have an offset.
    std::optional<std::vector<OffsetFetchRequestTopics>> topics{std::in_place};

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OffsetFetchRequestGroup& other) const = default;
  };

  std::string_view group_id;  // versions 0-7
  // Null: all partitions that have an offset.
  std::optional<std::vector<OffsetFetchRequestTopic>> topics{std::in_place};  // versions 0-7, null in 2+
  std::vector<OffsetFetchRequestGroup> groups;  // versions 8+
  // Whether to refuse partitions with a commit in an open transaction (UNSTABLE_OFFSET_COMMIT).
  bool require_stable = false;  // versions 7+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const OffsetFetchRequest& other) const = default;
};

struct OffsetFetchResponse {
  static constexpr ApiKey kApiKey = ApiKey::kOffsetFetch;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 10;
  static constexpr std::int16_t kFlexibleMin = 6;

  struct OffsetFetchResponsePartition {
    std::int32_t partition_index = 0;
    // -1 where nothing is committed.
    std::int64_t committed_offset = 0;
    std::int32_t committed_leader_epoch = -1;  // versions 5+
    std::optional<std::string_view> metadata{std::in_place};
    ErrorCode error_code = ErrorCode::kNone;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OffsetFetchResponsePartition& other) const = default;
  };

  struct OffsetFetchResponseTopic {
    std::string_view name;
    std::vector<OffsetFetchResponsePartition> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OffsetFetchResponseTopic& other) const = default;
  };

  struct OffsetFetchResponsePartitions {
    std::int32_t partition_index = 0;
    // -1 where nothing is committed.
    std::int64_t committed_offset = 0;
    std::int32_t committed_leader_epoch = -1;
    std::optional<std::string_view> metadata{std::in_place};
    ErrorCode error_code = ErrorCode::kNone;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OffsetFetchResponsePartitions& other) const = default;
  };

  struct OffsetFetchResponseTopics {
    std::string_view name;  // versions 8-9
    Uuid topic_id;  // versions 10+
    std::vector<OffsetFetchResponsePartitions> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OffsetFetchResponseTopics& other) const = default;
  };

  struct OffsetFetchResponseGroup {
    std::string_view group_id;
    std::vector<OffsetFetchResponseTopics> topics;
    ErrorCode error_code = ErrorCode::kNone;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const OffsetFetchResponseGroup& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;  // versions 3+
  std::vector<OffsetFetchResponseTopic> topics;  // versions 0-7
  ErrorCode error_code = ErrorCode::kNone;  // versions 2-7
  std::vector<OffsetFetchResponseGroup> groups;  // versions 8+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const OffsetFetchResponse& other) const = default;
};

}  // namespace klamm::protocol
