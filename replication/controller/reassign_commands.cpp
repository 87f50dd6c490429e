// AlterPartitionReassignments. The order of the checks, the codes and the sentences are what Apache Kafka 4.3.1 was
// seen to answer.
#include "replication/controller/controller_state.h"

namespace klamm::replication {

ItemError ControllerState::check_reassignment(const std::string& topic_name,
                                              const ReassignPartitionsCommand::Partition& asked,
                                              bool replication_factor_may_change) const {
  const TopicImage* topic = latest_->topic(topic_name);
  if (topic == nullptr) {
    return {ErrorCode::kUnknownTopicOrPartition, "Unable to find a topic named " + topic_name + "."};
  }
  if (asked.index < 0 || static_cast<std::size_t>(asked.index) >= topic->partitions.size()) {
    return {ErrorCode::kUnknownTopicOrPartition,
            "Unable to find partition " + topic_name + ":" + std::to_string(asked.index) + "."};
  }
  if (!asked.replicas.has_value()) return ItemError(ErrorCode::kNoReassignmentInProgress);
  ItemError problem = check_replicas(*asked.replicas, 0);
  if (!problem.ok()) return problem;
  // Replicas that are registered and differ need a second broker, and a broker's metadata log admits one: Kafka was not
  // seen to answer what follows.
  const std::vector<BrokerId>& now = topic->partitions[static_cast<std::size_t>(asked.index)]->replicas;
  const bool factor_changes = asked.replicas->size() != now.size();
  if (factor_changes && !replication_factor_may_change) return ItemError(ErrorCode::kInvalidReplicationFactor);
  if (*asked.replicas != now) return ItemError(ErrorCode::kInvalidReplicaAssignment);
  return {};
}

Decision<ReassignPartitionsResult> ControllerState::reassign_partitions(const ReassignPartitionsCommand& command) {
  ReassignPartitionsResult result;
  for (const auto& topic : command.topics) {
    std::vector<ItemError>& errors = result.topics.emplace_back();
    for (const auto& partition : topic.partitions) {
      errors.push_back(check_reassignment(topic.name, partition, command.replication_factor_may_change));
    }
  }
  return {.answer = std::move(result), .records = {}, .update = {}};
}

}  // namespace klamm::replication
