// Made by protocol/schema/generate.py from protocol/schema/34_alter_replica_log_dirs.txt. Not to be edited.
// Moves replicas between the log directories of this broker.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct AlterReplicaLogDirsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kAlterReplicaLogDirs;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 2;

  struct AlterReplicaLogDirTopic {
    std::string_view name;
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AlterReplicaLogDirTopic& other) const = default;
  };

  struct AlterReplicaLogDir {
    std::string_view path;
    std::vector<AlterReplicaLogDirTopic> topics;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AlterReplicaLogDir& other) const = default;
  };

  std::vector<AlterReplicaLogDir> dirs;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AlterReplicaLogDirsRequest& other) const = default;
};

struct AlterReplicaLogDirsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kAlterReplicaLogDirs;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 2;

  struct AlterReplicaLogDirPartitionResult {
    std::int32_t partition_index = 0;
    ErrorCode error_code = ErrorCode::kNone;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AlterReplicaLogDirPartitionResult& other) const = default;
  };

  struct AlterReplicaLogDirTopicResult {
    std::string_view topic_name;
    std::vector<AlterReplicaLogDirPartitionResult> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const AlterReplicaLogDirTopicResult& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  std::vector<AlterReplicaLogDirTopicResult> results;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AlterReplicaLogDirsResponse& other) const = default;
};

}  // namespace klamm::protocol
