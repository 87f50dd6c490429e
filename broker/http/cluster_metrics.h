// The numbers that dashboards read about partitions, groups and the cluster, taken from the shards when somebody
// scrapes: under the names of Strimzi's and Confluent's exporters, and of kafka_exporter for group lag.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "broker/broker_shard.h"
#include "runtime/task/task.h"

namespace klamm::broker {

struct PartitionSample {
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t log_start = 0;
  std::int64_t high_watermark = 0;
  std::int64_t log_end = 0;
  std::int64_t size_bytes = 0;
  std::int32_t replicas = 0;
  std::int32_t in_sync = 0;
  std::int32_t min_in_sync = 1;
  bool leads = false;
  bool leader_is_preferred = false;
};

struct GroupOffsetSample {
  std::string group;
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t offset = 0;
};

struct LogDirSample {
  std::string path;
  bool offline = false;   // it has failed
  bool cordoned = false;  // KIP-1066
};

struct ClusterSample {
  std::vector<PartitionSample> partitions;  // of this broker
  std::vector<GroupOffsetSample> offsets;   // of the groups that it coordinates
  std::int64_t brokers_active = 0;
  std::int64_t brokers_fenced = 0;
  std::int64_t topics = 0;
  std::int64_t partitions_of_cluster = 0;
  std::int64_t partitions_without_leader = 0;
  bool controller = false;             // this broker is it
  std::vector<LogDirSample> log_dirs;  // of this broker
};

// On `first`'s shard, while the broker serves. Asks every shard once for its partitions and its groups.
Task<ClusterSample> collect_cluster_sample(BrokerShard& first);

// In Prometheus' text format.
[[nodiscard]] std::string print_cluster_metrics(const ClusterSample& sample);

// The same counters under Confluent's names (…_total is …persec there, which is no rate either), behind what `text`
// has.
void add_confluent_names(std::string& text);

}  // namespace klamm::broker
