// A whole broker as a simulated process: what main.cpp does with threads, done with the shards of a SimNode.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "broker/broker.h"
#include "broker/config/embedded.h"
#include "runtime/sim/world.h"

namespace klamm::test {

// Belongs to the process (SimNode::own) and dies with it, wherever it is.
struct BrokerProcess {
  BrokerProcess(config::LoadedConfig config, std::string host) : broker(std::move(config), std::move(host)) {}
  broker::Broker broker;
  std::vector<std::unique_ptr<broker::BrokerShard>> shards;
  std::optional<Status> started;  // what start() gave, as soon as it has
  bool stopped = false;

  static Task<void> run_start(BrokerProcess* process) {
    Status status = co_await process->broker.start();
    process->started = std::move(status);
  }
  static Task<void> run_stop(BrokerProcess* process) {
    co_await process->broker.stop(true);
    process->stopped = true;
  }
};

inline constexpr std::uint16_t kBrokerPort = 9092;

// The configuration of a broker without a file, small enough for many of them, with `assignments` ("name=value") over
// it.
inline config::LoadedConfig simulated_config(const std::vector<std::string>& assignments) {
  config::Settings settings;
  settings.add_file(config::kEmbeddedConfig, "embedded");
  for (const char* assignment : {"log.dirs=/data", "num.shards=1", "journal.file.bytes=1048576",
                                 "journal.max.bytes=4194304", "offsets.topic.num.partitions=4"}) {
    settings.add_flag(assignment);
  }
  for (const std::string& assignment : assignments) settings.add_flag(assignment);
  config::LoadedConfig loaded = config::load(settings);
  KLAMM_ASSERT(loaded.errors.empty());
  return loaded;
}

// Boots the node and begins to start a broker on it. The broker is ready when `started` holds an ok status.
inline BrokerProcess* boot_broker(SimWorld& world, SimNode& node, const std::vector<std::string>& assignments = {}) {
  node.start();
  auto owned = std::make_shared<BrokerProcess>(simulated_config(assignments), node.address());
  BrokerProcess* const process = owned.get();
  node.own(std::move(owned));
  process->broker.common().shards.resize(node.shard_count());
  for (std::uint32_t shard = 0; shard < node.shard_count(); ++shard) {
    const Scheduler::Running running(node.shard(shard).scheduler());
    process->shards.push_back(std::make_unique<broker::BrokerShard>(node.env(shard), process->broker.common()));
    process->broker.common().shards[shard] = process->shards.back().get();
  }
  world.spawn(node, 0, [process](Env&) { return BrokerProcess::run_start(process); });
  return process;
}

// Stops the broker as SIGTERM does, and ends the process, which asserts that nothing is left of it. False if the stop
// does not end within `patience_ns`.
inline bool stop_broker(SimWorld& world, SimNode& node, BrokerProcess* process,
                        MonotonicNs patience_ns = 60'000 * kNsPerMs) {
  world.spawn(node, 0, [process](Env&) { return BrokerProcess::run_stop(process); });
  const MonotonicNs deadline = world.now() + patience_ns;
  if (!world.run_until([process] { return process->stopped; }, deadline)) return false;
  node.stop();
  return true;
}

}  // namespace klamm::test
