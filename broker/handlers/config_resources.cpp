#include "broker/handlers/config_resources.h"

#include "broker/handlers/topic_answers.h"

namespace klamm::broker {

using replication::ConfigResource;
using replication::ConfigResourceType;
using replication::ItemError;

ItemError check_resource(const RequestContext& context, const ConfigResource& resource) {
  switch (resource.type) {
    case ConfigResourceType::kTopic:
      if (resource.name.empty())
        return ItemError(ErrorCode::kInvalidRequest, "Default topic resources are not allowed.");
      if (const std::string problem = replication::topic_name_problem(resource.name); !problem.empty()) {
        return ItemError(ErrorCode::kInvalidTopicException, "Topic name is invalid: " + problem);
      }
      if (context.image->topic(resource.name) == nullptr) {
        return ItemError(ErrorCode::kUnknownTopicOrPartition, "The topic '" + resource.name + "' does not exist.");
      }
      return ItemError();
    case ConfigResourceType::kBroker:
      if (resource.name.empty() || resource.name == std::to_string(context.shard.node_id().value)) return ItemError();
      return ItemError(ErrorCode::kInvalidRequest, "Unexpected broker id, expected " +
                                                       std::to_string(context.shard.node_id().value) +
                                                       " or empty string, but received " + resource.name);
    case ConfigResourceType::kBrokerLogger:
    case ConfigResourceType::kClientMetrics:
    case ConfigResourceType::kGroup:
    case ConfigResourceType::kUnknown:
      return ItemError(ErrorCode::kInvalidRequest,
                       "Unsupported config resource type " + std::to_string(static_cast<int>(resource.type)));
  }
  return ItemError(ErrorCode::kInvalidRequest,
                   "Unsupported config resource type " + std::to_string(static_cast<int>(resource.type)));
}

Task<std::vector<ItemError>> alter_resources(RequestContext& context, replication::AlterConfigsCommand command) {
  std::vector<ItemError> errors(command.resources.size());
  std::map<ConfigResource, int> times;
  for (const auto& resource : command.resources) ++times[resource.resource];
  std::vector<replication::AlterConfigsCommand::Resource> good;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < command.resources.size(); ++i) {
    replication::AlterConfigsCommand::Resource& resource = command.resources[i];
    errors[i] = times[resource.resource] > 1
                    ? ItemError(ErrorCode::kInvalidRequest, "Each resource must appear at most once.")
                    : check_resource(context, resource.resource);
    if (!errors[i].ok()) continue;
    good.push_back(std::move(resource));
    places.push_back(i);
  }
  if (good.empty()) co_return errors;
  command.resources = std::move(good);
  Task<Result<replication::AlterConfigsResult>> altering = context.shard.controller().alter_configs(std::move(command));
  Result<replication::AlterConfigsResult> altered = co_await altering;
  for (std::size_t i = 0; i < places.size(); ++i) {
    errors[places[i]] =
        altered.ok() ? std::move(altered->resources[i].error) : ItemError(altered.code(), altered.error().message);
  }
  co_return errors;
}

}  // namespace klamm::broker
