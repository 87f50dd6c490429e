// A broker's replication floor in the simulator: storage, controller and partitions on every shard of one node,
// opened and stopped in the order that the broker does it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "replication/controller/controller.h"
#include "replication/controller/producer_ids.h"
#include "replication/controller/single_voter_log.h"
#include "replication/partition/partition_manager.h"
#include "runtime/sim/world.h"
#include "storage/log/log_manager.h"
#include "tests/replication/support/fake_rules.h"

namespace klamm::replication {

inline StorageConfig small_storage() {
  StorageConfig config;
  config.log_dirs = {"/data"};
  config.journal_file_size_bytes = 64U << 10;
  config.journal_size_bytes_max = 512U << 10;
  config.journal_frame_size_bytes_max = 16U << 10;
  config.flush_size_bytes = 8U << 10;
  return config;
}

class FakeConfigs final : public PartitionConfigSource {
 public:
  PartitionConfig config_of(const MetadataImage& image, const TopicImage& topic) const override {
    PartitionConfig config;
    const ConfigMap& overrides = image.config(ConfigResourceType::kTopic, topic.name);
    const auto segment = overrides.find("segment.bytes");
    config.log.segment_size_bytes = segment == overrides.end() ? 16 << 10 : std::stoi(segment->second);
    config.log.file_delete_delay_ms = 10;
    return config;
  }
};

struct ShardPart {
  std::unique_ptr<LogManager> logs;
  ShardMetadata metadata;
  std::unique_ptr<PartitionManager> partitions;
};

// Owned by its node; pointers into it are dead after a kill.
class Process {
 public:
  static constexpr BrokerId kNode{1};

  // Boots the node and everything on it, up to the registration of the broker. A failure is an assertion: the disks
  // of these tests lose only what was not synced.
  static Process* start(SimWorld& world, SimNode& node) {
    node.start();
    auto process = std::make_shared<Process>();
    node.own(process);
    process->open_storage(world, node);
    process->open_controller(world, node);
    process->recover(world, node);
    return process.get();
  }

  // Stops in order; the process is gone afterwards.
  void stop(SimWorld& world, SimNode& node) {
    world.run(node, [this](Env&) { return controller->stop(); });
    for (std::uint32_t i = 0; i < shards.size(); ++i) {
      world.run(node, [this, i](Env&) { return shards[i]->partitions->stop(); }, i);
      const Status closed = world.run(node, [this, i](Env&) { return shards[i]->logs->close(true); }, i);
      KLAMM_ASSERT(closed.ok());
      shards[i]->partitions.reset();
      shards[i]->logs.reset();
    }
    const Status unlocked = world.run(node, [this](Env& env) { return close_log_directories(env, directories); });
    KLAMM_ASSERT(unlocked.ok());
    node.stop();
  }

  [[nodiscard]] const MetadataImage& image(std::uint32_t shard = 0) const { return *shards[shard]->metadata.image(); }
  [[nodiscard]] std::shared_ptr<Partition> partition(SimNode& node, const TopicIdPartition& id) const {
    return shards[owner_shard(id, node.shard_count()).value]->partitions->find(id);
  }

  FakeRules rules;
  FakeConfigs configs;
  LogDirectories directories;
  std::vector<std::unique_ptr<ShardPart>> shards;
  std::unique_ptr<MetadataPublisher> publisher;
  std::unique_ptr<SingleVoterLog> log;
  std::unique_ptr<Controller> controller;
  std::int64_t broker_epoch = -1;

 private:
  void open_storage(SimWorld& world, SimNode& node) {
    const StorageConfig config = small_storage();
    Result<LogDirectories> found =
        world.run(node, [&](Env& env) { return open_log_directories(env, config.log_dirs); });
    KLAMM_ASSERT(found.ok());
    directories = *found;
    const std::uint32_t count = node.shard_count();
    const LogManager::Owner owner = [count](const TopicIdPartition& id) { return owner_shard(id, count); };
    const LogManager::ConfigOf config_of = [](const std::string&, const TopicIdPartition&) { return LogConfig(); };
    for (std::uint32_t i = 0; i < count; ++i) {
      Result<std::unique_ptr<LogManager>> opened =
          world.run(node, [&](Env& env) { return LogManager::open(env, config, directories, owner, config_of); }, i);
      KLAMM_ASSERT(opened.ok());
      auto part = std::make_unique<ShardPart>();
      part->logs = std::move(*opened);
      shards.push_back(std::move(part));
    }
    for (const LogDirectory& directory : directories.directories) {
      if (!directory.founded) continue;
      MetaProperties meta = directory.meta;
      meta.node_id = kNode;
      meta.cluster_id = directory.id;
      const Status written =
          world.run(node, [&](Env& env) { return write_meta_properties(env, directory.path, meta); });
      KLAMM_ASSERT(written.ok());
    }
    if (!directories.directories.front().needs_recovery()) finish_storage(world, node);
  }

  template <class Step>
  void on_every_shard(SimNode& node, Step step) {
    for (std::uint32_t i = 0; i < shards.size(); ++i) {
      Scheduler::Running running(node.shard(i).scheduler());
      step(*shards[i]->logs);
    }
  }

  void finish_storage(SimWorld& world, SimNode& node) {
    const std::uint32_t count = node.shard_count();
    const Status finished = world.run(node, [&](Env& env) { return finish_recovery(env, directories, count); });
    KLAMM_ASSERT(finished.ok());
    on_every_shard(node, [](LogManager& logs) { logs.end_recovery(0); });
  }

  // As a broker does it, when it serves already.
  void recover(SimWorld& world, SimNode& node) {
    on_every_shard(node, [](LogManager& logs) { logs.start_recovery(); });
    for (std::uint32_t i = 0; i < shards.size(); ++i) {
      const Status recovered = world.run(node, [this, i](Env&) { return shards[i]->logs->all_recovered(0); }, i);
      KLAMM_ASSERT(recovered.ok());
    }
    if (directories.directories.front().needs_recovery()) finish_storage(world, node);
  }

  void open_controller(SimWorld& world, SimNode& node) {
    const Uuid incarnation = world.rng().uuid();
    std::vector<MetadataPublisher::Target> targets;
    for (std::uint32_t i = 0; i < node.shard_count(); ++i) {
      ShardPart& part = *shards[i];
      part.partitions = std::make_unique<PartitionManager>(node.env(i), kNode, incarnation, *part.logs, configs);
      part.metadata.listen(*part.partitions);
      targets.push_back({&part.metadata, &node.shard(i).scope()});
    }
    publisher = std::make_unique<MetadataPublisher>(node.env(0), targets);
    log = std::make_unique<SingleVoterLog>(node.env(0), *shards[0]->logs, kNode, directories.directories[0].id);
    ControllerOptions options;
    options.node_id = kNode;
    options.cluster_id = "cluster";
    options.commands_in_flight_max = 3;
    controller = std::make_unique<Controller>(node.env(0), options, *log, rules, *publisher);
    const Status started = world.run(node, [this](Env&) { return controller->start(); });
    KLAMM_ASSERT(started.ok());

    RegisterBrokerCommand command;
    command.id = kNode;
    command.cluster_id = "cluster";
    command.incarnation_id = incarnation;
    command.endpoints.push_back({"PLAINTEXT", "localhost", 9092, SecurityProtocol::kPlaintext});
    command.log_dirs.push_back(directories.directories[0].id);
    const Result<RegisterBrokerResult> registered =
        world.run(node, [&](Env&) { return controller->register_broker(command); });
    KLAMM_ASSERT(registered.ok() && registered->error.ok());
    broker_epoch = registered->broker_epoch;
  }
};

}  // namespace klamm::replication
