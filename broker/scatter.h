// One request, many partitions, several shards: asks each shard once, all at the same time, and puts the answers back
// into the order of the questions.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "broker/broker_shard.h"
#include "runtime/shard/mailbox.h"
#include "runtime/task/task.h"

namespace klamm::broker {

// What a shard does with its part: runs on that shard, answers each item, in order. Views in the items stay valid until
// it is done.
template <class Item, class Answer>
using ShardHandler = Task<std::vector<Answer>> (*)(BrokerShard& on, std::vector<Item> items);

namespace detail {

template <class Item, class Answer>
Task<std::vector<Answer>> ask_shard(BrokerShard& from, BrokerShard& target, std::vector<Item> items,
                                    ShardHandler<Item, Answer> handle) {
  if (&from == &target) {
    Task<std::vector<Answer>> local = handle(target, std::move(items));
    co_return co_await local;
  }
  auto call = [&target, &items, handle] { return handle(target, std::move(items)); };
  CallOn remote(from.env().mailboxes, from.env().shard, target.env().shard, target.calls(), std::move(call));
  co_return co_await remote;
}

}  // namespace detail

// Each item says by `item.shard` where it belongs. By the first suspension every shard has been sent its part: what is
// appended on the way is in order with what the same connection sends next.
template <class Item, class Answer>
Task<std::vector<Answer>> scatter(BrokerShard& from, std::vector<Item> items, ShardHandler<Item, Answer> handle) {
  const auto elsewhere = [&](const Item& item) { return item.shard != items.front().shard; };
  if (!items.empty() && std::none_of(items.begin(), items.end(), elsewhere)) {  // as most small requests are
    BrokerShard& target = from.peer(items.front().shard);
    Task<std::vector<Answer>> asking = detail::ask_shard<Item, Answer>(from, target, std::move(items), handle);
    co_return co_await asking;
  }
  std::map<ShardId, std::vector<std::size_t>> places;
  for (std::size_t i = 0; i < items.size(); ++i) places[items[i].shard].push_back(i);
  std::vector<Answer> answers(items.size());
  std::vector<std::pair<const std::vector<std::size_t>*, Task<std::vector<Answer>>>> asked;
  asked.reserve(places.size());
  for (const auto& [shard, indexes] : places) {
    std::vector<Item> part;
    part.reserve(indexes.size());
    for (const std::size_t index : indexes) part.push_back(std::move(items[index]));
    asked.emplace_back(&indexes, detail::ask_shard<Item, Answer>(from, from.peer(shard), std::move(part), handle));
  }
  for (auto& [indexes, task] : asked) {
    std::vector<Answer> part = co_await task;
    KLAMM_ASSERT(part.size() == indexes->size());
    for (std::size_t i = 0; i < part.size(); ++i) answers[(*indexes)[i]] = std::move(part[i]);
  }
  co_return answers;
}

}  // namespace klamm::broker
