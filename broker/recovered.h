// A request that comes soon after a start may ask for partitions whose logs are still being recovered. It waits for
// them a little: they are recovered ahead of all others, which takes milliseconds. What takes longer, because very many
// are asked for, is answered with NOT_LEADER_OR_FOLLOWER, and clients ask again.
#pragma once

#include <atomic>
#include <vector>

#include "broker/broker_shard.h"
#include "runtime/task/task.h"

namespace klamm::broker {

struct RecoveredItem {
  ShardId shard;
  TopicIdPartition id;
};

// Whether any log of the broker may still be. Asked for every request: where it is false, nothing else is done.
[[nodiscard]] inline bool recovering(BrokerShard& from) {
  return from.common().recovering.load(std::memory_order_relaxed);
}

// The logs that the items of a scatter() are about.
template <class Item>
std::vector<RecoveredItem> logs_of(const std::vector<Item>& items) {
  std::vector<RecoveredItem> logs;
  logs.reserve(items.size());
  for (const Item& item : items) logs.push_back({item.shard, item.id});
  return logs;
}

// To be awaited before anything of the request is sent to a shard, so that requests of a connection keep their order.
Task<void> await_recovered(BrokerShard& from, std::vector<RecoveredItem> logs);

}  // namespace klamm::broker
