// DescribeConfigs, versions 0 to 4.
//
// Every config of a topic or broker: what it is, where that comes from, and what it overrides.
// - 0: only whether a value is the default. 1: sources and synonyms. 3: types and documentation. Keys in the request
//   narrow the answer; null, or none, asks for all of them.
#include <set>

#include "broker/config/describe.h"
#include "broker/handlers/config_resources.h"
#include "broker/handlers/handlers.h"

namespace klamm::broker {

namespace {

using protocol::DescribeConfigsRequest;
using protocol::DescribeConfigsResponse;
using replication::ConfigResource;
using replication::ConfigResourceType;

std::vector<config::DescribedConfig> describe(const RequestContext& context, const ConfigResource& resource) {
  const config::ConfigLayers layers = context.shard.config_layers(*context.image);
  if (resource.type == ConfigResourceType::kTopic) {
    return config::describe_topic(context.image->config(ConfigResourceType::kTopic, resource.name), layers);
  }
  return resource.name.empty() ? config::describe_broker_default(layers) : config::describe_broker(layers);
}

std::optional<std::string_view> keep(Arena& arena, std::optional<std::string>& text) {
  if (!text.has_value()) return std::nullopt;
  return arena.store(std::move(*text));
}

DescribeConfigsResponse::DescribeConfigsResourceResult to_wire(RequestContext& context, config::DescribedConfig config,
                                                               const DescribeConfigsRequest& request) {
  DescribeConfigsResponse::DescribeConfigsResourceResult out;
  out.name = context.arena.store(std::move(config.name));
  out.value = keep(context.arena, config.value);
  out.read_only = config.read_only;
  out.is_default = config.is_default();
  out.config_source = static_cast<std::int8_t>(config.source);
  out.is_sensitive = config.sensitive;
  out.config_type = static_cast<std::int8_t>(config.type);
  out.documentation.reset();
  if (request.include_documentation && !config.documentation.empty()) out.documentation = config.documentation;
  if (!request.include_synonyms) return out;
  for (config::DescribedSynonym& synonym : config.synonyms) {
    auto& entry = out.synonyms.emplace_back();
    entry.name = context.arena.store(std::move(synonym.name));
    entry.value = keep(context.arena, synonym.value);
    entry.source = static_cast<std::int8_t>(synonym.source);
  }
  return out;
}

}  // namespace

Task<DescribeConfigsResponse> handle_describe_configs(RequestContext& context, DescribeConfigsRequest request) {
  DescribeConfigsResponse response;
  for (const DescribeConfigsRequest::DescribeConfigsResource& asked : request.resources) {
    auto& result = response.results.emplace_back();
    result.resource_type = asked.resource_type;
    result.resource_name = asked.resource_name;
    result.error_message.reset();
    const ConfigResource resource{static_cast<ConfigResourceType>(asked.resource_type),
                                  std::string(asked.resource_name)};
    replication::ItemError error = check_resource(context, resource);
    if (resource.type == ConfigResourceType::kTopic && resource.name.empty()) {
      // What can be altered for no topic can be described for none either, but for another reason.
      error = replication::ItemError(ErrorCode::kInvalidTopicException,
                                     "Topic name is invalid: " + replication::topic_name_problem(resource.name));
    }
    result.error_code = error.code;
    if (error.ok() || error.code == ErrorCode::kUnknownTopicOrPartition) result.error_message = std::string_view();
    else if (error.message.has_value()) result.error_message = context.arena.copy(*error.message);
    if (!error.ok()) continue;
    std::optional<std::set<std::string_view>> keys;
    if (asked.configuration_keys.has_value() && !asked.configuration_keys->empty())
      keys.emplace(asked.configuration_keys->begin(), asked.configuration_keys->end());
    for (config::DescribedConfig& config : describe(context, resource)) {
      if (keys.has_value() && !keys->contains(config.name)) continue;
      result.configs.push_back(to_wire(context, std::move(config), request));
    }
  }
  co_return response;
}

}  // namespace klamm::broker
