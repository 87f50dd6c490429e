// The same step on all shards at once, at start and at stop.
#pragma once

#include <utility>
#include <vector>

#include "broker/broker_shard.h"
#include "runtime/shard/mailbox.h"

namespace klamm::broker {

namespace detail {

template <class Step>
Task<Status> step_on(BrokerShard& from, BrokerShard& target, Step step) {
  if (&from == &target) {
    Task<Status> local = step(target);
    co_return co_await local;
  }
  auto call = [&target, &step] { return step(target); };
  CallOn remote(from.env().mailboxes, from.env().shard, target.env().shard, target.lifecycle(), std::move(call));
  co_return co_await remote;
}

}  // namespace detail

// `step` is no coroutine: it gives a Task<Status> for a shard, and is called on that shard's thread. What it captures
// is read by all of them. The first error in the order of the shards; all of them are waited for.
template <class Step>
Task<Status> every_shard(BrokerShard& from, Step step) {
  std::vector<Task<Status>> steps;
  for (BrokerShard* shard : from.common().shards) steps.push_back(detail::step_on(from, *shard, step));
  Status first;
  for (Task<Status>& running : steps) {
    Status status = co_await running;
    if (first.ok() && !status.ok()) first = std::move(status);
  }
  co_return first;
}

}  // namespace klamm::broker
