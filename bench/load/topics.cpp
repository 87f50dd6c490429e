#include "bench/load/topics.h"

#include <poll.h>

#include <algorithm>

#include "bench/load/machine.h"
#include "protocol/generated/02_list_offsets.h"
#include "protocol/generated/19_create_topics.h"
#include "protocol/generated/20_delete_topics.h"
#include "protocol/generated/37_create_partitions.h"

namespace klamm::bench {

namespace {

constexpr std::int16_t kDeleteTopicsVersion = 5;
constexpr std::int16_t kCreatePartitionsVersion = 3;
constexpr std::int32_t kTimeoutMs = 60'000;
// A broker that is still busy with what it was sent before makes no topics meanwhile.
constexpr double kLeadersSecondsMax = 300;
constexpr int kPollMs = 5;
// Kafka refuses requests that make more than 10,000 records of metadata at once; larger topics are made in steps.
constexpr std::int64_t kPartitionsPerStep = 9'000;

void grow_topic(Connection& connection, const std::string& name, std::int64_t partitions) {
  protocol::CreatePartitionsRequest request;
  request.timeout_ms = kTimeoutMs;
  request.topics.push_back({.name = name, .count = static_cast<std::int32_t>(partitions), .assignments = std::nullopt});
  protocol::CreatePartitionsResponse response;
  const ByteView answer = connection.exchange(make_request(request, kCreatePartitionsVersion));
  if (!decode_response(answer, kCreatePartitionsVersion, response) || response.results.size() != 1) {
    die("the answer to CreatePartitions makes no sense");
  }
  const ErrorCode error = response.results.front().error_code;
  if (error == ErrorCode::kNone) return;
  die("the topic " + name + " could not get more partitions: " + std::string(error_name(error)));
}

}  // namespace

void create_topic(Connection& connection, const TopicSpec& topic) {
  protocol::CreateTopicsRequest request;
  request.timeout_ms = kTimeoutMs;
  request.topics.push_back({.name = topic.name,
                            .num_partitions = static_cast<std::int32_t>(std::min(topic.partitions, kPartitionsPerStep)),
                            .replication_factor = -1});
  for (const std::string& config : topic.configs) {
    const std::size_t equals = config.find('=');
    if (equals == std::string::npos) die(config + " is not NAME=VALUE");
    request.topics.front().configs.push_back(
        {.name = std::string_view(config).substr(0, equals), .value = std::string_view(config).substr(equals + 1)});
  }
  protocol::CreateTopicsResponse response;
  const ByteView answer = connection.exchange(make_request(request, kCreateTopicsVersion));
  if (!decode_response(answer, kCreateTopicsVersion, response) || response.topics.size() != 1) {
    die("the answer to CreateTopics makes no sense");
  }
  const ErrorCode error = response.topics.front().error_code;
  if (error == ErrorCode::kTopicAlreadyExists) return;
  if (error != ErrorCode::kNone) {
    die("the topic " + topic.name + " could not be created: " + std::string(error_name(error)));
  }
  for (std::int64_t made = kPartitionsPerStep; made < topic.partitions;) {
    made = std::min(topic.partitions, made + kPartitionsPerStep);
    grow_topic(connection, topic.name, made);
  }
}

void wait_for_leaders(Connection& connection, const TopicSpec& topic) {
  const std::int64_t deadline = now_ns() + static_cast<std::int64_t>(kLeadersSecondsMax * kNsPerSecond);
  while (now_ns() < deadline) {
    const std::vector<std::int64_t> ends = list_offsets(connection, topic.name, topic.partitions, kLatest);
    if (std::all_of(ends.begin(), ends.end(), [](std::int64_t end) { return end >= 0; })) return;
    ::poll(nullptr, 0, kPollMs);
  }
  die("the topic " + topic.name + " got no leaders");
}

void delete_topic(Connection& connection, const std::string& name) {
  protocol::DeleteTopicsRequest request;
  request.topic_names = {name};
  request.timeout_ms = kTimeoutMs;
  protocol::DeleteTopicsResponse response;
  const ByteView answer = connection.exchange(make_request(request, kDeleteTopicsVersion));
  if (!decode_response(answer, kDeleteTopicsVersion, response)) die("the answer to DeleteTopics makes no sense");
}

std::vector<std::int64_t> list_offsets(Connection& connection, const std::string& topic, std::int64_t partitions,
                                       std::int64_t timestamp) {
  protocol::ListOffsetsRequest request;
  request.replica_id = -1;
  request.topics.push_back({.name = topic});
  for (std::int64_t i = 0; i < partitions; ++i) {
    request.topics.front().partitions.push_back(
        {.partition_index = static_cast<std::int32_t>(i), .timestamp = timestamp});
  }
  std::vector<std::int64_t> offsets(static_cast<std::size_t>(partitions), -1);
  protocol::ListOffsetsResponse response;
  const ByteView answer = connection.exchange(make_request(request, kListOffsetsVersion));
  if (!decode_response(answer, kListOffsetsVersion, response)) die("the answer to ListOffsets makes no sense");
  for (const auto& answered : response.topics) {
    for (const auto& partition : answered.partitions) {
      const auto index = static_cast<std::size_t>(partition.partition_index);
      if (index < offsets.size() && partition.error_code == ErrorCode::kNone) offsets[index] = partition.offset;
    }
  }
  return offsets;
}

}  // namespace klamm::bench
