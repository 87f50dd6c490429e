// AlterPartitionReassignments (KIP-455), versions 0 and 1.
//
// Gives partitions other replicas; the controller decides. 1: says whether their number may change.
#include "broker/broker_shard.h"
#include "broker/handlers/handlers.h"

namespace klamm::broker {

namespace {

replication::ReassignPartitionsCommand::Topic to_command(
    const protocol::AlterPartitionReassignmentsRequest::ReassignableTopic& topic) {
  replication::ReassignPartitionsCommand::Topic out;
  out.name = topic.name;
  for (const auto& partition : topic.partitions) {
    auto& asked = out.partitions.emplace_back();
    asked.index = partition.partition_index;
    if (!partition.replicas.has_value()) continue;
    asked.replicas.emplace();
    for (const std::int32_t broker : *partition.replicas) asked.replicas->emplace_back(broker);
  }
  return out;
}

}  // namespace

Task<protocol::AlterPartitionReassignmentsResponse> handle_alter_partition_reassignments(
    RequestContext& context, protocol::AlterPartitionReassignmentsRequest request) {
  protocol::AlterPartitionReassignmentsResponse response;
  if (request.topics.empty()) co_return response;  // Kafka's defaults, whatever else was asked
  response.error_message.reset();
  response.allow_replication_factor_change = request.allow_replication_factor_change;
  replication::ReassignPartitionsCommand command;
  command.replication_factor_may_change = request.allow_replication_factor_change;
  for (const auto& topic : request.topics) command.topics.push_back(to_command(topic));
  Task<Result<replication::ReassignPartitionsResult>> reassigning =
      context.shard.controller().reassign_partitions(std::move(command));
  Result<replication::ReassignPartitionsResult> decided = co_await reassigning;
  if (!decided.ok()) {
    response.error_code = decided.code();
    response.error_message = context.arena.copy(decided.error().message);
    co_return response;
  }
  for (std::size_t i = 0; i < request.topics.size(); ++i) {
    auto& topic = response.responses.emplace_back();
    topic.name = request.topics[i].name;
    for (std::size_t k = 0; k < request.topics[i].partitions.size(); ++k) {
      replication::ItemError& error = decided->topics[i][k];
      auto& out = topic.partitions.emplace_back();
      out.partition_index = request.topics[i].partitions[k].partition_index;
      out.error_code = error.code;
      out.error_message.reset();
      if (error.message.has_value()) out.error_message = context.arena.store(std::move(*error.message));
    }
  }
  co_return response;
}

}  // namespace klamm::broker
