#include "broker/recovered.h"

#include <memory>
#include <utility>

#include "broker/scatter.h"

namespace klamm::broker {

namespace {

constexpr MonotonicNs kPatienceNs = 1'000 * kNsPerMs;

Task<std::vector<char>> recovered_on_shard(BrokerShard& on, std::vector<RecoveredItem> items) {
  const MonotonicNs deadline = on.env().now() + kPatienceNs;
  std::vector<std::shared_ptr<replication::Partition>> waited;
  for (const RecoveredItem& item : items) {
    std::shared_ptr<replication::Partition> partition = on.partitions().find(item.id);
    if (partition == nullptr || !partition->recovering()) continue;
    on.logs().hurry(item.id);
    waited.push_back(std::move(partition));
  }
  for (const std::shared_ptr<replication::Partition>& partition : waited) {
    Task<void> waiting = partition->wait_attached(deadline);
    co_await waiting;
  }
  co_return std::vector<char>(items.size());
}

}  // namespace

Task<void> await_recovered(BrokerShard& from, std::vector<RecoveredItem> logs) {
  Task<std::vector<char>> waiting = scatter(from, std::move(logs), &recovered_on_shard);
  co_await waiting;
}

}  // namespace klamm::broker
