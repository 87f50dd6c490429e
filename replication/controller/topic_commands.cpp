// CreateTopics, DeleteTopics and CreatePartitions. The order of the checks, the codes and the sentences are what
// Apache Kafka 4.3.1 was seen to answer.
#include <algorithm>
#include <set>

#include "protocol/generated/cluster_metadata.h"
#include "replication/controller/draft.h"
#include "replication/controller/placement.h"

namespace klamm::replication {

namespace {

// The names that occur more than once.
template <class Items, class NameOf>
std::set<std::string> repeated(const Items& items, NameOf name_of) {
  std::set<std::string> seen;
  std::set<std::string> twice;
  for (const auto& item : items) {
    const std::string name = name_of(item);
    if (!seen.insert(name).second) twice.insert(name);
  }
  return twice;
}

ItemError item_error(const Error& error) {
  ItemError item(error.code);
  if (!error.message.empty()) item.message = error.message;
  return item;
}

std::int64_t partitions_asked_for(const CreateTopicsCommand& command, std::int32_t default_partitions) {
  std::int64_t sum = 0;
  for (const auto& topic : command.topics) {
    if (!topic.assignments.empty()) sum += static_cast<std::int64_t>(topic.assignments.size());
    else if (topic.partitions > 0) sum += topic.partitions;
    else if (topic.partitions == -1) sum += default_partitions;
  }
  return sum;
}

}  // namespace

ItemError ControllerState::check_new_name(const std::string& name) const {
  if (name == kMetadataTopicName) {
    return {ErrorCode::kInvalidRequest, "Creation of internal topic __cluster_metadata is prohibited."};
  }
  const std::string problem = topic_name_problem(name);
  if (!problem.empty()) return {ErrorCode::kInvalidTopicException, "Topic name is invalid: " + problem};
  const std::string* other = latest_->colliding_topic(name);
  if (other != nullptr) {
    return {ErrorCode::kInvalidTopicException, "Topic '" + name + "' collides with existing topic: " + *other};
  }
  if (latest_->topic(name) != nullptr) {
    return {ErrorCode::kTopicAlreadyExists, "Topic '" + name + "' already exists."};
  }
  return {};
}

Result<ConfigMap> ControllerState::configs_of(const CreateTopicsCommand::Topic& topic) const {
  std::string without_value;
  std::vector<ConfigOp> ops;
  for (const auto& [name, value] : topic.configs) {
    if (!value) without_value += (without_value.empty() ? "" : ",") + name;
    // Kafka lets the last of several values of one config stand.
    std::erase_if(ops, [&config = name](const ConfigOp& op) { return op.name == config; });
    ops.push_back({name, ConfigOpType::kSet, value});
  }
  if (!without_value.empty()) {
    return Error(ErrorCode::kInvalidConfig, "Null value not supported for topic configs: " + without_value);
  }
  const ConfigResource resource{ConfigResourceType::kTopic, topic.name};
  return rules_.apply(resource, {}, ops, true);
}

ItemError ControllerState::check_replicas(const std::vector<BrokerId>& replicas, std::size_t replicas_expected) const {
  constexpr auto kCode = ErrorCode::kInvalidReplicaAssignment;
  const std::string subject = "The manual partition assignment includes ";
  if (replicas.empty()) return {kCode, subject + "an empty replica list."};
  std::vector<BrokerId> sorted = replicas;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const std::string id = std::to_string(sorted[i].value);
    if (latest_->broker(sorted[i]) == nullptr) {
      return {kCode, subject + "broker " + id + ", but no such broker is registered."};
    }
    if (i > 0 && sorted[i] == sorted[i - 1]) return {kCode, subject + "the broker " + id + " more than once."};
  }
  if (replicas_expected != 0 && replicas.size() != replicas_expected) {
    return {kCode, subject + "a partition with " + std::to_string(replicas.size()) +
                       " replica(s), but this is not consistent with previous partitions, which have " +
                       std::to_string(replicas_expected) + " replica(s)."};
  }
  return {};
}

ItemError ControllerState::check_any_active(const std::vector<BrokerId>& replicas, std::int32_t partition) const {
  if (!active_of(replicas).empty()) return {};
  return {ErrorCode::kInvalidReplicaAssignment,
          "All brokers specified in the manual partition assignment for partition " + std::to_string(partition) +
              " are fenced or in controlled shutdown."};
}

Result<ControllerState::Assignments> ControllerState::manual_assignments(
    const CreateTopicsCommand::Topic& topic) const {
  const std::string subject = "A manual partition assignment was specified, but ";
  if (topic.replication_factor != -1) {
    return Error(ErrorCode::kInvalidRequest, subject + "replication factor was not set to -1.");
  }
  if (topic.partitions != -1) return Error(ErrorCode::kInvalidRequest, subject + "numPartitions was not set to -1.");
  std::map<std::int32_t, std::vector<BrokerId>> by_partition;
  std::size_t expected = 0;
  for (const auto& assignment : topic.assignments) {
    const std::int32_t partition = assignment.partition;
    if (by_partition.contains(partition)) {
      return Error(ErrorCode::kInvalidReplicaAssignment,
                   "Found multiple manual partition assignments for partition " + std::to_string(partition));
    }
    ItemError problem = check_replicas(assignment.replicas, expected);
    if (problem.ok()) problem = check_any_active(assignment.replicas, partition);
    if (!problem.ok()) return Error(problem.code, *problem.message);
    expected = assignment.replicas.size();
    by_partition[partition] = assignment.replicas;
  }
  Assignments assignments;
  for (auto& [partition, replicas] : by_partition) {
    if (partition != static_cast<std::int32_t>(assignments.size())) {
      return Error(ErrorCode::kInvalidReplicaAssignment, "partitions should be a consecutive 0-based integer sequence");
    }
    assignments.push_back(std::move(replicas));
  }
  return assignments;
}

Result<ControllerState::Assignments> ControllerState::placed(std::int32_t partitions, std::int16_t replication_factor,
                                                             Rng& rng) const {
  std::vector<PlacementBroker> brokers;
  for (const auto& [id, broker] : latest_->brokers) {
    const bool usable = !broker->in_controlled_shutdown && broker->has_uncordoned_dirs();
    if (usable) brokers.push_back({id, broker->rack, broker->fenced});
  }
  return place_replicas(brokers, partitions, replication_factor, rng);
}

ItemError ControllerState::create_topic(Draft& draft, const CreateTopicsCommand::Topic& topic, Rng& rng,
                                        CreateTopicsResult::Topic& answer) const {
  Result<ConfigMap> configs = configs_of(topic);
  if (!configs) return item_error(configs.error());
  Result<Assignments> assignments = Assignments();
  if (!topic.assignments.empty()) {
    assignments = manual_assignments(topic);
  } else if (topic.replication_factor < -1 || topic.replication_factor == 0) {
    return {ErrorCode::kInvalidReplicationFactor,
            "Replication factor must be larger than 0, or -1 to use the default value."};
  } else if (topic.partitions < -1 || topic.partitions == 0) {
    return {ErrorCode::kInvalidPartitions, "Number of partitions was set to an invalid non-positive value."};
  } else {
    const std::int32_t partitions = topic.partitions == -1 ? rules_.default_partitions(*latest_) : topic.partitions;
    const std::int16_t factor =
        topic.replication_factor == -1 ? rules_.default_replication_factor(*latest_) : topic.replication_factor;
    assignments = placed(partitions, factor, rng);
    if (!assignments) {
      return {assignments.code(), "Unable to replicate the partition " + std::to_string(factor) +
                                      " time(s): " + assignments.error().message};
    }
  }
  if (!assignments) return item_error(assignments.error());

  answer.id = rng.uuid();
  answer.partitions = static_cast<std::int32_t>(assignments->size());
  answer.replication_factor = static_cast<std::int16_t>(assignments->front().size());
  answer.configs = std::move(*configs);
  if (draft.too_large_with(1 + answer.configs.size() + assignments->size())) return too_many_records();
  protocol::TopicRecord record;
  record.name = topic.name;
  record.topic_id = answer.id;
  draft.add(record);
  for (const auto& [name, value] : answer.configs) {
    protocol::ConfigRecord config;
    config.resource_type = static_cast<std::int8_t>(ConfigResourceType::kTopic);
    config.resource_name = topic.name;
    config.name = name;
    config.value = value;
    draft.add(config);
  }
  for (std::size_t i = 0; i < assignments->size(); ++i) {
    add_partition(draft, answer.id, static_cast<std::int32_t>(i), (*assignments)[i]);
  }
  return {};
}

Decision<CreateTopicsResult> ControllerState::create_topics(const CreateTopicsCommand& command, Rng& rng) {
  CreateTopicsResult result;
  const std::set<std::string> twice = repeated(command.topics, [](const auto& topic) { return topic.name; });
  ItemError for_all;
  if (partitions_asked_for(command, rules_.default_partitions(*latest_)) > kPartitionsPerCommandMax) {
    for_all = ItemError(ErrorCode::kPolicyViolation, "Excessively large number of partitions per request.");
  }
  Draft draft(latest_);
  for (const auto& topic : command.topics) {
    if (twice.contains(topic.name)) continue;
    CreateTopicsResult::Topic answer;
    if (for_all.ok()) answer.error = check_new_name(topic.name);
    if (for_all.ok() && answer.error.ok()) answer.error = create_topic(draft, topic, rng, answer);
    if (answer.error == too_many_records()) for_all = answer.error;
    if (!answer.error.ok()) answer = {.name = {}, .error = answer.error, .id = {}, .configs = {}};
    answer.name = topic.name;
    result.topics.push_back(std::move(answer));
  }
  if (!for_all.ok()) {
    // The command as a whole is too large: no part of it is done.
    for (auto& topic : result.topics) topic = {.name = topic.name, .error = for_all, .id = {}, .configs = {}};
  }
  for (const std::string& name : twice) {
    CreateTopicsResult::Topic& answer = result.topics.emplace_back();
    answer.name = name;
    answer.error = ItemError(ErrorCode::kInvalidRequest, "Duplicate topic name.");
  }
  return decided(std::move(draft), std::move(result), command.validate_only || !for_all.ok());
}

void ControllerState::delete_topic(Draft& draft, const TopicImage* topic, DeleteTopicsResult::Topic answer,
                                   ErrorCode unknown, DeleteTopicsResult& result) const {
  if (topic == nullptr) {
    answer.error =
        ItemError(unknown, unknown == ErrorCode::kUnknownTopicId ? "This server does not host this topic ID."
                                                                 : "This server does not host this topic-partition.");
  } else if (draft.too_large_with(1)) {
    answer.error = too_many_records();
  } else {
    answer.name = topic->name;
    answer.id = topic->id;
    protocol::RemoveTopicRecord record;
    record.topic_id = topic->id;
    draft.add(record);
  }
  result.topics.push_back(std::move(answer));
}

Decision<DeleteTopicsResult> ControllerState::delete_topics(const DeleteTopicsCommand& command) {
  DeleteTopicsResult result;
  const auto refuse = [&result](std::optional<std::string> name, TopicId id, const char* why) {
    DeleteTopicsResult::Topic answer;
    answer.name = std::move(name);
    answer.id = id;
    answer.error = ItemError(ErrorCode::kInvalidRequest, why);
    result.topics.push_back(std::move(answer));
  };
  std::map<std::string, int> names;
  std::map<TopicId, int> ids;
  for (const auto& topic : command.topics) {
    if (topic.name) ++names[*topic.name];
    if (!topic.id.is_zero()) ++ids[topic.id];
    if (!topic.name && topic.id.is_zero()) refuse({}, {}, "Neither topic name nor id were specified.");
  }
  std::set<TopicId> refused_ids;
  for (const auto& [name, count] : names) {
    const TopicImage* topic = latest_->topic(name);
    if (count > 1) {
      refuse(name, {}, "Duplicate topic name.");
    } else if (topic != nullptr && ids.contains(topic->id)) {
      refuse(name, topic->id, "The provided topic name maps to an ID that was already supplied.");
      refused_ids.insert(topic->id);
    }
  }
  for (const auto& [id, count] : ids) {
    if (count > 1 && !refused_ids.contains(id)) refuse({}, id, "Duplicate topic id.");
  }
  Draft draft(latest_);
  for (const auto& asked : command.topics) {
    if (asked.name && names[*asked.name] == 1) {
      const TopicImage* topic = latest_->topic(*asked.name);
      if (topic == nullptr || !ids.contains(topic->id)) {
        delete_topic(draft, topic, {.name = asked.name, .id = {}, .error = {}}, ErrorCode::kUnknownTopicOrPartition,
                     result);
      }
    }
    if (!asked.id.is_zero() && ids[asked.id] == 1 && !refused_ids.contains(asked.id)) {
      delete_topic(draft, latest_->topic(asked.id), {.name = {}, .id = asked.id, .error = {}},
                   ErrorCode::kUnknownTopicId, result);
    }
  }
  return decided(std::move(draft), std::move(result), false);
}

ItemError ControllerState::add_partitions(Draft& draft, const CreatePartitionsCommand::Topic& asked, Rng& rng) const {
  const TopicImage* topic = latest_->topic(asked.name);
  if (topic == nullptr) return ItemError(ErrorCode::kUnknownTopicOrPartition);
  const auto present = static_cast<std::int32_t>(topic->partitions.size());
  if (asked.count == present) {
    return {ErrorCode::kInvalidPartitions, "Topic already has " + std::to_string(present) + " partition(s)."};
  }
  if (asked.count < present) {
    return {ErrorCode::kInvalidPartitions, "The topic " + asked.name + " currently has " + std::to_string(present) +
                                               " partition(s); " + std::to_string(asked.count) +
                                               " would not be an increase."};
  }
  const std::int32_t added = asked.count - present;
  if (asked.assignments && asked.assignments->size() != static_cast<std::size_t>(added)) {
    return {ErrorCode::kInvalidReplicaAssignment,
            "Attempted to add " + std::to_string(added) + " additional partition(s), but only " +
                std::to_string(asked.assignments->size()) + " assignment(s) were specified."};
  }
  if (draft.too_large_with(static_cast<std::size_t>(added))) return too_many_records();
  const std::size_t factor = topic->partitions.front()->replicas.size();
  Result<Assignments> assignments = Assignments();
  if (asked.assignments) {
    for (std::size_t i = 0; i < asked.assignments->size(); ++i) {
      const std::vector<BrokerId>& replicas = (*asked.assignments)[i];
      ItemError problem = check_replicas(replicas, factor);
      if (problem.ok()) problem = check_any_active(replicas, present + static_cast<std::int32_t>(i));
      if (!problem.ok()) return problem;
    }
    assignments = *asked.assignments;
  } else {
    assignments = placed(added, static_cast<std::int16_t>(factor), rng);
  }
  if (!assignments) return item_error(assignments.error());
  for (std::size_t i = 0; i < assignments->size(); ++i) {
    add_partition(draft, topic->id, present + static_cast<std::int32_t>(i), (*assignments)[i]);
  }
  return {};
}

Decision<CreatePartitionsResult> ControllerState::create_partitions(const CreatePartitionsCommand& command, Rng& rng) {
  CreatePartitionsResult result;
  const std::set<std::string> twice = repeated(command.topics, [](const auto& topic) { return topic.name; });
  Draft draft(latest_);
  for (const auto& topic : command.topics) {
    if (twice.contains(topic.name)) continue;
    result.topics.push_back({topic.name, add_partitions(draft, topic, rng)});
  }
  for (const std::string& name : twice) {
    result.topics.push_back({name, ItemError(ErrorCode::kInvalidRequest, "Duplicate topic name.")});
  }
  return decided(std::move(draft), std::move(result), command.validate_only);
}

}  // namespace klamm::replication
