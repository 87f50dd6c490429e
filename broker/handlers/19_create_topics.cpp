// CreateTopics, versions 0 to 7.
//
// The controller decides (replication/controller/topic_commands.cpp); here requests become commands, and answers get
// the configs that the new topic has.
// - 1: validate_only and messages. 4: -1 for the broker's defaults. 5: partitions, factor and configs in the answer.
//   7: the topic's id.
// - A name that the request holds twice is INVALID_REQUEST. When this answers, every shard knows the topic.
#include <map>

#include "broker/broker_shard.h"
#include "broker/config/describe.h"
#include "broker/config/rules.h"
#include "broker/handlers/handlers.h"

namespace klamm::broker {

namespace {

using protocol::CreateTopicsRequest;
using protocol::CreateTopicsResponse;

replication::CreateTopicsCommand::Topic to_command(const CreateTopicsRequest::CreatableTopic& topic) {
  replication::CreateTopicsCommand::Topic out;
  out.name = topic.name;
  out.partitions = topic.num_partitions;
  out.replication_factor = topic.replication_factor;
  for (const auto& assignment : topic.assignments) {
    auto& placed = out.assignments.emplace_back();
    placed.partition = assignment.partition_index;
    for (const std::int32_t broker : assignment.broker_ids) placed.replicas.emplace_back(broker);
  }
  for (const auto& config : topic.configs) {
    out.configs.emplace_back(config.name,
                             config.value.has_value() ? std::optional<std::string>(*config.value) : std::nullopt);
  }
  return out;
}

void describe(RequestContext& context, const replication::CreateTopicsResult::Topic& created,
              CreateTopicsResponse::CreatableTopicResult& out) {
  out.topic_id = created.id;
  out.num_partitions = created.partitions;
  out.replication_factor = created.replication_factor;
  constexpr std::int16_t kConfigsVersion = 5;
  if (context.api_version < kConfigsVersion) return;
  std::vector<config::DescribedConfig> configs =
      config::describe_topic(created.configs, context.shard.config_layers(*context.image));
  for (config::DescribedConfig& config : configs) {
    auto& entry = out.configs->emplace_back();
    entry.name = context.arena.store(std::move(config.name));
    entry.value.reset();
    if (config.value.has_value()) entry.value = context.arena.store(std::move(*config.value));
    entry.read_only = config.read_only;
    entry.config_source = static_cast<std::int8_t>(config.source);
    entry.is_sensitive = config.sensitive;
  }
}

void fail(CreateTopicsResponse::CreatableTopicResult& out, ErrorCode code, std::optional<std::string_view> message) {
  out.error_code = code;
  out.error_message = message;
}

}  // namespace

Task<CreateTopicsResponse> handle_create_topics(RequestContext& context, CreateTopicsRequest request) {
  CreateTopicsResponse response;
  std::map<std::string_view, int> times;
  for (const auto& topic : request.topics) ++times[topic.name];
  replication::CreateTopicsCommand command;
  command.validate_only = request.validate_only;
  std::vector<std::size_t> places;
  std::map<std::string_view, bool> answered;
  for (const auto& topic : request.topics) {
    if (answered[topic.name]) continue;
    answered[topic.name] = true;
    auto& out = response.topics.emplace_back();
    out.name = topic.name;
    out.error_message.reset();
    if (times[topic.name] > 1) {
      fail(out, ErrorCode::kInvalidRequest, "Duplicate topic name.");
    } else if (topic.name == replication::kMetadataTopicName) {
      fail(out, ErrorCode::kTopicAuthorizationFailed, std::nullopt);
    } else {
      command.topics.push_back(to_command(topic));
      places.push_back(response.topics.size() - 1);
    }
  }
  if (places.empty()) co_return response;
  Task<Result<replication::CreateTopicsResult>> creating = context.shard.controller().create_topics(std::move(command));
  Result<replication::CreateTopicsResult> created = co_await creating;
  context.image = context.shard.image();
  for (std::size_t i = 0; i < places.size(); ++i) {
    auto& out = response.topics[places[i]];
    if (!created.ok()) {
      fail(out, created.code(), context.arena.copy(created.error().message));
      continue;
    }
    replication::CreateTopicsResult::Topic& topic = created->topics[i];
    if (topic.error.ok()) {
      describe(context, topic, out);
    } else {
      fail(out, topic.error.code, std::nullopt);
      if (topic.error.message.has_value()) out.error_message = context.arena.store(std::move(*topic.error.message));
    }
  }
  co_return response;
}

}  // namespace klamm::broker
