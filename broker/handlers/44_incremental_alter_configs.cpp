// IncrementalAlterConfigs, versions 0 and 1.
//
// Sets, deletes, appends to and subtracts from overrides of topics and brokers (KIP-339). They are in effect, here and
// on every shard, when this answers.
#include <algorithm>

#include "broker/handlers/config_resources.h"
#include "broker/handlers/handlers.h"

namespace klamm::broker {

namespace {

bool is_operation(std::int8_t operation) {
  return operation >= static_cast<std::int8_t>(replication::ConfigOpType::kSet) &&
         operation <= static_cast<std::int8_t>(replication::ConfigOpType::kSubtract);
}

bool has_known_operations(const protocol::IncrementalAlterConfigsRequest::AlterConfigsResource& resource) {
  return std::ranges::all_of(resource.configs,
                             [](const auto& config) { return is_operation(config.config_operation); });
}

}  // namespace

Task<protocol::IncrementalAlterConfigsResponse> handle_incremental_alter_configs(
    RequestContext& context, protocol::IncrementalAlterConfigsRequest request) {
  replication::AlterConfigsCommand command;
  command.incremental = true;
  command.validate_only = request.validate_only;
  for (const auto& resource : request.resources) {
    auto& out = command.resources.emplace_back();
    out.resource = {static_cast<replication::ConfigResourceType>(resource.resource_type),
                    std::string(resource.resource_name)};
    for (const auto& config : resource.configs) {
      auto& op = out.ops.emplace_back();
      op.name = config.name;
      if (is_operation(config.config_operation)) {
        op.type = static_cast<replication::ConfigOpType>(config.config_operation);
      }
      if (config.value.has_value()) op.value = *config.value;
    }
  }
  std::vector<replication::ItemError> errors(request.resources.size());
  if (std::ranges::all_of(request.resources, has_known_operations)) {
    Task<std::vector<replication::ItemError>> altering = alter_resources(context, std::move(command));
    errors = co_await altering;
  } else {
    std::ranges::fill(errors, replication::ItemError(ErrorCode::kUnknownServerError));  // so Kafka, for the whole
  }
  protocol::IncrementalAlterConfigsResponse response;
  for (std::size_t i = 0; i < errors.size(); ++i) {
    auto& out = response.responses.emplace_back();
    out.error_code = errors[i].code;
    out.error_message.reset();
    if (errors[i].message.has_value()) out.error_message = context.arena.store(std::move(*errors[i].message));
    out.resource_type = request.resources[i].resource_type;
    out.resource_name = request.resources[i].resource_name;
  }
  co_return response;
}

}  // namespace klamm::broker
