#include "broker/handlers/topic_answers.h"

#include <algorithm>

#include "broker/broker_shard.h"

namespace klamm::broker {

namespace {

constexpr std::size_t kTopicNameLengthMax = 249;
constexpr std::int16_t kListenerNotFoundVersion = 6;

// The configs with which the broker makes its own topics.
void add_internal_configs(const BrokerShard& shard, replication::CreateTopicsCommand::Topic& topic) {
  if (topic.name != replication::kGroupOffsetsTopicName) return;
  const config::GroupsConfig& groups = shard.settings().groups;
  topic.partitions = groups.offsets_topic_num_partitions;
  topic.replication_factor = groups.offsets_topic_replication_factor;
  topic.configs = {{"cleanup.policy", "compact"},
                   {"compression.type", "producer"},
                   {"segment.bytes", std::to_string(groups.offsets_topic_segment_bytes)}};
}

// What Metadata says while a topic that it was asked for is not there.
replication::ItemError error_to_client(const replication::ItemError& error) {
  switch (error.code) {
    case ErrorCode::kInvalidTopicException:
    case ErrorCode::kInvalidReplicationFactor: return error;
    default:
      // Whatever stood in the way, asking again may find the topic: that is the error that makes clients do so.
      return replication::ItemError(ErrorCode::kUnknownTopicOrPartition);
  }
}

}  // namespace

bool is_topic_name(std::string_view name) {
  if (name.empty() || name.size() > kTopicNameLengthMax || name == "." || name == "..") return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
  });
}

ErrorCode missing_topic_error(std::string_view name) {
  return is_topic_name(name) ? ErrorCode::kUnknownTopicOrPartition : ErrorCode::kInvalidTopicException;
}

std::vector<std::int32_t> broker_numbers(const std::vector<BrokerId>& brokers) {
  std::vector<std::int32_t> numbers;
  numbers.reserve(brokers.size());
  for (const BrokerId broker : brokers) numbers.push_back(broker.value);
  return numbers;
}

ErrorCode leader_error(const replication::MetadataImage& image, const replication::PartitionImage& partition,
                       std::string_view listener, std::int16_t metadata_version) {
  const replication::BrokerImage* leader = image.broker(partition.leader);
  if (leader == nullptr || leader->fenced) return ErrorCode::kLeaderNotAvailable;
  if (leader->endpoint(listener) != nullptr) return ErrorCode::kNone;
  return metadata_version >= kListenerNotFoundVersion ? ErrorCode::kListenerNotFound : ErrorCode::kLeaderNotAvailable;
}

std::vector<std::int32_t> offline_replicas(const replication::MetadataImage& image,
                                           const replication::PartitionImage& partition, std::string_view listener) {
  std::vector<std::int32_t> offline;
  for (const BrokerId id : partition.replicas) {
    const replication::BrokerImage* broker = image.broker(id);
    if (broker == nullptr || broker->fenced || broker->endpoint(listener) == nullptr) offline.push_back(id.value);
  }
  return offline;
}

Task<std::map<std::string_view, replication::ItemError>> create_missing_topics(RequestContext& context,
                                                                               std::vector<std::string_view> names) {
  replication::CreateTopicsCommand command;
  std::vector<std::string_view> missing;
  std::map<std::string_view, replication::ItemError> failed;
  for (const std::string_view name : names) {
    if (context.image->topic(name) != nullptr) continue;
    if (!is_topic_name(name)) {
      failed.emplace(name, replication::ItemError(ErrorCode::kInvalidTopicException));
      continue;
    }
    replication::CreateTopicsCommand::Topic& topic = command.topics.emplace_back();
    topic.name = name;
    add_internal_configs(context.shard, topic);
    missing.push_back(name);
  }
  if (missing.empty()) co_return failed;
  Task<Result<replication::CreateTopicsResult>> creating = context.shard.controller().create_topics(std::move(command));
  Result<replication::CreateTopicsResult> created = co_await creating;
  for (std::size_t i = 0; i < missing.size(); ++i) {
    const replication::ItemError error =
        created.ok() ? created->topics[i].error : replication::ItemError(created.error().code);
    // Somebody else was faster: then it is there all the same.
    if (error.ok() || error.code == ErrorCode::kTopicAlreadyExists) continue;
    context.shard.warn_of_creation(missing[i], error);
    failed.emplace(missing[i], error_to_client(error));
  }
  context.image = context.shard.image();
  co_return failed;
}

}  // namespace klamm::broker
