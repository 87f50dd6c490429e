// Made by protocol/schema/generate.py from protocol/schema/35_describe_log_dirs.txt. Not to be edited.
// What lies in the log directories of this broker, and how full they are.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct DescribeLogDirsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeLogDirs;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 5;
  static constexpr std::int16_t kFlexibleMin = 2;

  struct DescribableLogDirTopic {
    std::string_view topic;
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribableLogDirTopic& other) const = default;
  };

  // Null: all.
  std::optional<std::vector<DescribableLogDirTopic>> topics{std::in_place};

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeLogDirsRequest& other) const = default;
};

struct DescribeLogDirsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kDescribeLogDirs;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 5;
  static constexpr std::int16_t kFlexibleMin = 2;

  struct DescribeLogDirsPartition {
    std::int32_t partition_index = 0;
    std::int64_t partition_size = 0;
    // How far a moving replica is behind the current one, else behind the high watermark.
    std::int64_t offset_lag = 0;
    // The replica moves here and will take over.
    bool is_future_key = false;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribeLogDirsPartition& other) const = default;
  };

  struct DescribeLogDirsTopic {
    std::string_view name;
    std::vector<DescribeLogDirsPartition> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribeLogDirsTopic& other) const = default;
  };

  struct DescribeLogDirsResult {
    ErrorCode error_code = ErrorCode::kNone;
    std::string_view log_dir;
    std::vector<DescribeLogDirsTopic> topics;
    // Of the file system; -1 where not known.
    std::int64_t total_bytes = -1;  // versions 4+
    std::int64_t usable_bytes = -1;  // versions 4+
    // Gets no new replicas (KIP-1066).
    bool is_cordoned = false;  // versions 5+

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribeLogDirsResult& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;  // versions 3+
  std::vector<DescribeLogDirsResult> results;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DescribeLogDirsResponse& other) const = default;
};

}  // namespace klamm::protocol
