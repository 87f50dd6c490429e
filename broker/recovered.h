// A request that comes soon after a start may ask for partitions whose logs are still being recovered. It waits for
// them a little: they are recovered ahead of all others, which takes milliseconds. What takes longer, because very many
// are asked for, is answered with NOT_LEADER_OR_FOLLOWER, and clients ask again.
#pragma once

#include <vector>

#include "broker/broker_shard.h"
#include "runtime/task/task.h"

namespace klamm::broker {

struct RecoveredItem {
  ShardId shard;
  TopicIdPartition id;
};

// Costs nothing when the broker has recovered everything. To be awaited before anything of the request is sent to a
// shard, so that requests of a connection keep their order.
Task<void> await_recovered(BrokerShard& from, std::vector<RecoveredItem> items);

// The same for the items of a scatter().
template <class Item>
Task<void> await_recovered_items(BrokerShard& from, const std::vector<Item>& items) {
  if (!from.common().recovering.load(std::memory_order_relaxed)) co_return;
  std::vector<RecoveredItem> wanted;
  wanted.reserve(items.size());
  for (const Item& item : items) wanted.push_back({item.shard, item.id});
  Task<void> waiting = await_recovered(from, std::move(wanted));
  co_await waiting;
}

}  // namespace klamm::broker
