// CreatePartitions, versions 0 to 3.
//
// Grows topics; the controller decides. A name that the request holds twice is INVALID_REQUEST.
#include <map>
#include <set>

#include "broker/broker_shard.h"
#include "broker/handlers/handlers.h"

namespace klamm::broker {

namespace {

replication::CreatePartitionsCommand::Topic to_command(
    const protocol::CreatePartitionsRequest::CreatePartitionsTopic& topic) {
  replication::CreatePartitionsCommand::Topic out;
  out.name = topic.name;
  out.count = topic.count;
  if (!topic.assignments.has_value()) return out;
  out.assignments.emplace();
  for (const auto& assignment : *topic.assignments) {
    auto& replicas = out.assignments->emplace_back();
    for (const std::int32_t broker : assignment.broker_ids) replicas.emplace_back(broker);
  }
  return out;
}

}  // namespace

Task<protocol::CreatePartitionsResponse> handle_create_partitions(RequestContext& context,
                                                                  protocol::CreatePartitionsRequest request) {
  protocol::CreatePartitionsResponse response;
  std::map<std::string_view, int> times;
  for (const auto& topic : request.topics) ++times[topic.name];
  replication::CreatePartitionsCommand command;
  command.validate_only = request.validate_only;
  std::vector<std::size_t> places;
  std::set<std::string_view> refused;
  for (const auto& topic : request.topics) {
    const bool twice = times[topic.name] > 1;
    if (twice && !refused.insert(topic.name).second) continue;
    auto& out = response.results.emplace_back();
    out.name = topic.name;
    if (twice) {
      out.error_code = ErrorCode::kInvalidRequest;
      out.error_message = "Duplicate topic name.";
      continue;
    }
    command.topics.push_back(to_command(topic));
    places.push_back(response.results.size() - 1);
  }
  if (places.empty()) co_return response;
  Task<Result<replication::CreatePartitionsResult>> creating =
      context.shard.controller().create_partitions(std::move(command));
  Result<replication::CreatePartitionsResult> created = co_await creating;
  for (std::size_t i = 0; i < places.size(); ++i) {
    auto& out = response.results[places[i]];
    if (!created.ok()) {
      out.error_code = created.code();
      out.error_message = context.arena.copy(created.error().message);
      continue;
    }
    replication::ItemError& error = created->topics[i].error;
    out.error_code = error.code;
    if (error.message.has_value()) out.error_message = context.arena.store(std::move(*error.message));
  }
  co_return response;
}

}  // namespace klamm::broker
