// The numbers of one shard's group service. Names as Kafka's exporter gives them.
#pragma once

#include <array>
#include <memory>

#include "coordinator/group_service.h"
#include "runtime/metrics/metrics.h"

namespace klamm::coordinator {

struct GroupService::Metrics {
  explicit Metrics(MetricsRegistry& registry) {
    const std::string manager = "kafka_coordinator_group_groupmetadatamanager_";
    groups = registry.gauge(manager + "numgroups", "Groups that this broker coordinates.");
    offsets = registry.gauge(manager + "numoffsets", "Committed offsets of the groups that this broker coordinates.");
    static constexpr std::array<const char*, kGroupStateCount> kStates = {"empty", "preparingrebalance",
                                                                          "completingrebalance", "stable", "dead"};
    for (std::size_t i = 0; i < kGroupStateCount; ++i) {
      groups_by_state[i] = registry.gauge(manager + "numgroups" + kStates[i], "Groups in this state.");
    }
    const std::string coordinator = "kafka_server_group_coordinator_metrics_";
    offset_commits =
        registry.counter(coordinator + "offset_commit_count", "Committed offsets, each partition counted.");
    offset_expirations = registry.counter(coordinator + "offset_expiration_count", "Offsets whose retention was over.");
    offset_deletions = registry.counter(coordinator + "offset_deletion_count", "Offsets that were deleted on request.");
    completed_rebalances = registry.counter(coordinator + "group_completed_rebalance_count", "Rebalances completed.");
  }

  std::shared_ptr<Gauge> groups;
  std::array<std::shared_ptr<Gauge>, kGroupStateCount> groups_by_state;
  std::shared_ptr<Gauge> offsets;
  std::shared_ptr<Counter> offset_commits;
  std::shared_ptr<Counter> offset_expirations;
  std::shared_ptr<Counter> offset_deletions;
  std::shared_ptr<Counter> completed_rebalances;
};

}  // namespace klamm::coordinator
