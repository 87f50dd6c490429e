// The way of a group's request to its coordinator: the shard that leads the group's partition of __consumer_offsets.
#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "broker/broker_shard.h"
#include "broker/request_context.h"
#include "coordinator/group_service.h"
#include "runtime/shard/mailbox.h"

namespace klamm::broker {

// Nothing as long as there is no __consumer_offsets.
[[nodiscard]] std::optional<ShardId> coordinator_shard(const RequestContext& context, std::string_view group_id);

template <class Response>
using GroupAnswer = std::optional<coordinator::Reply<Response>>;

namespace detail {

template <class Response, class Call>
Task<GroupAnswer<Response>> call_here(BrokerShard& on, Call& call) {
  coordinator::GroupService* service = on.groups().service();
  if (service == nullptr || on.stopping()) co_return GroupAnswer<Response>();
  Task<coordinator::Reply<Response>> calling = call(*service);
  co_return co_await calling;
}

}  // namespace detail

// Asks the service of one shard. `call` gives a Task<Reply<Response>> for a GroupService, is no coroutine, and what it
// captures is kept until the answer is here. Nothing where the shard has no service.
template <class Response, class Call>
Task<GroupAnswer<Response>> call_groups_of(BrokerShard& from, BrokerShard& target, Call call) {
  if (&from == &target) {
    Task<GroupAnswer<Response>> local = detail::call_here<Response>(target, call);
    co_return co_await local;
  }
  auto remote_call = [&target, &call] { return detail::call_here<Response>(target, call); };
  CallOn remote(from.env().mailboxes, from.env().shard, target.env().shard, target.calls(), std::move(remote_call));
  co_return co_await remote;
}

// Asks the coordinator of a group. What the response consists of views of is kept by the context. Nothing (to be
// answered with NOT_COORDINATOR) where there is none.
template <class Response, class Call>
Task<std::optional<Response>> call_group(RequestContext& context, std::string_view group_id, Call call) {
  const std::optional<ShardId> shard = coordinator_shard(context, group_id);
  if (!shard.has_value()) co_return std::nullopt;
  Task<GroupAnswer<Response>> calling =
      call_groups_of<Response>(context.shard, context.shard.peer(*shard), std::move(call));
  GroupAnswer<Response> answer = co_await calling;
  if (!answer.has_value()) co_return std::nullopt;
  context.kept.push_front(std::move(answer->arena));
  co_return std::move(answer->message);
}

}  // namespace klamm::broker
