// DeleteTopics, versions 0 to 6.
//
// By name, or from 6 on also by id. With delete.topic.enable=false everything is TOPIC_DELETION_DISABLED
// (INVALID_REQUEST before 3). 5: messages.
#include <map>
#include <set>

#include "broker/broker_shard.h"
#include "broker/handlers/handlers.h"

namespace klamm::broker {

namespace {

using protocol::DeleteTopicsRequest;
using protocol::DeleteTopicsResponse;

constexpr std::int16_t kStatesVersion = 6;
constexpr std::int16_t kDeletionDisabledVersion = 3;

DeleteTopicsResponse::DeletableTopicResult failed(std::optional<std::string_view> name, Uuid id, ErrorCode code,
                                                  std::optional<std::string_view> message = std::nullopt) {
  DeleteTopicsResponse::DeletableTopicResult result;
  result.name = name;
  result.topic_id = id;
  result.error_code = code;
  result.error_message = message;
  return result;
}

// What the request names, each topic once; what is wrong with the naming itself is answered here.
std::vector<DeleteTopicsRequest::DeleteTopicState> asked(const DeleteTopicsRequest& request, std::int16_t version,
                                                         DeleteTopicsResponse& response) {
  std::vector<DeleteTopicsRequest::DeleteTopicState> states = request.topics;
  if (version < kStatesVersion) {
    states.clear();
    for (const std::string_view name : request.topic_names) states.push_back({.name = name});
  }
  std::map<std::string_view, int> names;
  std::map<Uuid, int> ids;
  for (const auto& state : states) {
    if (state.name.has_value()) ++names[*state.name];
    if (!state.topic_id.is_zero()) ++ids[state.topic_id];
  }
  std::vector<DeleteTopicsRequest::DeleteTopicState> good;
  std::set<std::string_view> refused_names;
  std::set<Uuid> refused_ids;
  for (const auto& state : states) {
    if (state.name.has_value() && !state.topic_id.is_zero()) {
      response.responses.push_back(failed(state.name, state.topic_id, ErrorCode::kInvalidRequest,
                                          "You may not specify both topic name and topic id."));
    } else if (!state.name.has_value() && state.topic_id.is_zero()) {
      response.responses.push_back(
          failed(std::nullopt, Uuid(), ErrorCode::kInvalidRequest, "Neither topic name nor id were specified."));
    } else if (state.name.has_value() && names[*state.name] > 1) {
      if (refused_names.insert(*state.name).second) {
        response.responses.push_back(failed(state.name, Uuid(), ErrorCode::kInvalidRequest, "Duplicate topic name."));
      }
    } else if (!state.topic_id.is_zero() && ids[state.topic_id] > 1) {
      if (refused_ids.insert(state.topic_id).second) {
        response.responses.push_back(
            failed(std::nullopt, state.topic_id, ErrorCode::kInvalidRequest, "Duplicate topic id."));
      }
    } else {
      good.push_back(state);
    }
  }
  return good;
}

}  // namespace

Task<DeleteTopicsResponse> handle_delete_topics(RequestContext& context, DeleteTopicsRequest request) {
  DeleteTopicsResponse response;
  const std::vector<DeleteTopicsRequest::DeleteTopicState> states = asked(request, context.api_version, response);
  if (!context.shard.settings().delete_topic_enable) {
    response.responses.clear();
    const ErrorCode disabled =
        context.api_version < kDeletionDisabledVersion ? ErrorCode::kInvalidRequest : ErrorCode::kTopicDeletionDisabled;
    for (const auto& state : states) response.responses.push_back(failed(state.name, state.topic_id, disabled));
    co_return response;
  }
  replication::DeleteTopicsCommand command;
  for (const auto& state : states) {
    auto& topic = command.topics.emplace_back();
    if (state.name.has_value()) topic.name = *state.name;
    topic.id = state.topic_id;
  }
  if (command.topics.empty()) co_return response;
  Task<Result<replication::DeleteTopicsResult>> deleting = context.shard.controller().delete_topics(std::move(command));
  Result<replication::DeleteTopicsResult> deleted = co_await deleting;
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (!deleted.ok()) {
      response.responses.push_back(
          failed(states[i].name, states[i].topic_id, deleted.code(), context.arena.copy(deleted.error().message)));
      continue;
    }
    replication::DeleteTopicsResult::Topic& topic = deleted->topics[i];
    std::optional<std::string_view> name = states[i].name;
    if (topic.name.has_value()) name = context.arena.store(std::move(*topic.name));
    auto& out = response.responses.emplace_back(failed(name, topic.id, topic.error.code));
    if (topic.error.message.has_value()) out.error_message = context.arena.store(std::move(*topic.error.message));
  }
  co_return response;
}

}  // namespace klamm::broker
