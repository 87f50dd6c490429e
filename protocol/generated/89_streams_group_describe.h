// Made by protocol/schema/generate.py from protocol/schema/89_streams_group_describe.txt. Not to be edited.
// State, topology and members of groups of Kafka Streams.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct StreamsGroupDescribeRequest {
  static constexpr ApiKey kApiKey = ApiKey::kStreamsGroupDescribe;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::vector<std::string_view> group_ids;
  bool include_authorized_operations = false;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const StreamsGroupDescribeRequest& other) const = default;
};

struct StreamsGroupDescribeResponse {
  static constexpr ApiKey kApiKey = ApiKey::kStreamsGroupDescribe;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct KeyValue {
    std::string_view key;
    std::string_view value;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const KeyValue& other) const = default;
  };

  struct TopicInfo {
    std::string_view name;
    std::int32_t partitions = 0;
    std::int16_t replication_factor = 0;
    std::vector<KeyValue> topic_configs;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicInfo& other) const = default;
  };

  struct Subtopology {
    std::string_view subtopology_id;
    std::vector<std::string_view> source_topics;
    std::vector<std::string_view> repartition_sink_topics;
    std::vector<TopicInfo> state_changelog_topics;
    std::vector<TopicInfo> repartition_source_topics;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Subtopology& other) const = default;
  };

  struct Topology {
    std::int32_t epoch = 0;
    std::optional<std::vector<Subtopology>> subtopologies;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Topology& other) const = default;
  };

  struct Endpoint {
    std::string_view host;
    std::uint16_t port = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Endpoint& other) const = default;
  };

  struct TaskOffset {
    std::string_view subtopology_id;
    std::int32_t partition = 0;
    std::int64_t offset = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TaskOffset& other) const = default;
  };

  struct TaskIds {
    std::string_view subtopology_id;
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TaskIds& other) const = default;
  };

  struct Assignment {
    std::vector<TaskIds> active_tasks;
    std::vector<TaskIds> standby_tasks;
    std::vector<TaskIds> warmup_tasks;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Assignment& other) const = default;
  };

  struct Member {
    std::string_view member_id;
    std::int32_t member_epoch = 0;
    std::optional<std::string_view> instance_id;
    std::optional<std::string_view> rack_id;
    std::string_view client_id;
    std::string_view client_host;
    std::int32_t topology_epoch = 0;
    std::string_view process_id;
    std::optional<Endpoint> user_endpoint;
    std::vector<KeyValue> client_tags;
    std::vector<TaskOffset> task_offsets;
    std::vector<TaskOffset> task_end_offsets;
    Assignment assignment;
    Assignment target_assignment;
    bool is_classic = false;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Member& other) const = default;
  };

  struct DescribedGroup {
    ErrorCode error_code = ErrorCode::kNone;
    std::optional<std::string_view> error_message;
    std::string_view group_id;
    std::string_view group_state;
    std::int32_t group_epoch = 0;
    std::int32_t assignment_epoch = 0;
    std::optional<Topology> topology;
    std::vector<Member> members;
    std::int32_t authorized_operations = std::numeric_limits<std::int32_t>::min();

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const DescribedGroup& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  std::vector<DescribedGroup> groups;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const StreamsGroupDescribeResponse& other) const = default;
};

}  // namespace klamm::protocol
