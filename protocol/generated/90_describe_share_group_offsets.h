// Made by protocol/schema/generate.py from protocol/schema/90_describe_share_group_offsets.txt. Not to be edited.
// Where share groups' partitions start.
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

struct DescribeShareGroupOffsetsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeShareGroupOffsets;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct DescribeShareGroupOffsetsRequestTopic {
    std::string_view topic_name;
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribeShareGroupOffsetsRequestTopic& other) const = default;
  };

  struct DescribeShareGroupOffsetsRequestGroup {
    std::string_view group_id;
    // Null: all.
    std::optional<std::vector<DescribeShareGroupOffsetsRequestTopic>> topics{std::in_place};

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribeShareGroupOffsetsRequestGroup& other) const = default;
  };

  std::vector<DescribeShareGroupOffsetsRequestGroup> groups;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeShareGroupOffsetsRequest& other) const = default;
};

struct DescribeShareGroupOffsetsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeShareGroupOffsets;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct DescribeShareGroupOffsetsResponsePartition {
    std::int32_t partition_index = 0;
    std::int64_t start_offset = 0;
    std::int32_t leader_epoch = 0;
    std::int64_t lag = -1;  // versions 1+
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribeShareGroupOffsetsResponsePartition& other) const = default;
  };

  struct DescribeShareGroupOffsetsResponseTopic {
    std::string_view topic_name;
    Uuid topic_id;
    std::vector<DescribeShareGroupOffsetsResponsePartition> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribeShareGroupOffsetsResponseTopic& other) const = default;
  };

  struct DescribeShareGroupOffsetsResponseGroup {
    std::string_view group_id;
    std::vector<DescribeShareGroupOffsetsResponseTopic> topics;
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribeShareGroupOffsetsResponseGroup& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  std::vector<DescribeShareGroupOffsetsResponseGroup> groups;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeShareGroupOffsetsResponse& other) const = default;
};

}  // namespace klamm::protocol
