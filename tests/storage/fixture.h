// A node with one disk in the simulator, and storage on it: what the tests of this folder share.
#pragma once

#include <fcntl.h>
#include <sys/uio.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "protocol/records/builder.h"
#include "runtime/sim/world.h"
#include "storage/log/log_manager.h"
#include "storage/log/partition_log.h"

namespace klamm::test {

inline constexpr const char* kLogDir = "/data";

// Small enough that a test of a few hundred batches sees every file roll, fill up and come round again.
inline StorageConfig small_storage() {
  StorageConfig config;
  config.log_dirs = {kLogDir};
  config.journal_file_size_bytes = 64U << 10;
  config.journal_size_bytes_max = 256U << 10;
  config.journal_frame_size_bytes_max = 16U << 10;
  config.pending_bytes_max = 64U << 10;
  config.flush_size_bytes = 8U << 10;
  config.direct_write_size_min = 4U << 10;
  config.tail_memory_bytes_max = 64U << 10;
  config.scrub.enable = false;  // who tests it turns it on
  return config;
}

inline LogConfig small_log() {
  LogConfig config;
  config.segment_size_bytes = 16 << 10;
  config.index_interval_bytes = 256;
  config.file_delete_delay_ms = 10;
  return config;
}

// A file as somebody else would have left it.
inline void put_file(SimDisk& disk, const std::string& path, std::string content) {
  std::shared_ptr<SimFile> file;
  KLAMM_ASSERT(disk.open(path, O_RDWR | O_CREAT | O_TRUNC, file) == 0);
  const iovec all{content.data(), content.size()};
  KLAMM_ASSERT(disk.write(*file, &all, 1, 0) == static_cast<std::int32_t>(content.size()));
}

// The value of a metric without labels, as /metrics shows it.
inline std::int64_t metric(SimNode& node, const std::string& name) {
  const std::string text = "\n" + node.metrics().scrape();
  const std::size_t at = text.find("\n" + name + " ");
  KLAMM_ASSERT(at != std::string::npos);
  std::int64_t value = -1;
  std::from_chars(text.data() + at + name.size() + 2, text.data() + text.size(), value);
  return value;
}

// The managers of all shards of one process.
struct Storage {
  LogDirectories directories;
  std::vector<std::unique_ptr<LogManager>> managers;
  std::vector<Status> opened;
  bool ready = false;
};

// For a person who runs one seed (KLAMM_SEED): what the node said.
struct SeedTrace {
  SimNode& node;
  ~SeedTrace() {
    if (std::getenv("KLAMM_SEED") == nullptr) return;
    for (const std::string& line : node.log().lines()) std::fprintf(stderr, "%s\n", line.c_str());
  }
};

// `step` does not suspend.
template <class Step>
void on_every_shard(SimNode& node, Storage& storage, Step step) {
  for (std::uint32_t shard = 0; shard < storage.managers.size(); ++shard) {
    Scheduler::Running running(node.shard(shard).scheduler());
    step(*storage.managers[shard]);
  }
}

inline Status finish_directory(SimWorld& world, SimNode& node, Storage& storage, std::size_t index) {
  LogDirectories one;
  one.directories.push_back(storage.directories.directories[index]);
  if (one.directories.front().failure.has_value()) return {};
  const Status finished = world.run(node, [&](Env& env) { return finish_recovery(env, one, node.shard_count()); });
  if (!finished.ok()) return finished;
  on_every_shard(node, storage, [index](LogManager& manager) { manager.end_recovery(index); });
  return {};
}

// Opens storage on every shard of a node, step by step, as a broker does; its logs are still to be recovered. `owners`:
// how many of the shards own partitions. What it returns belongs to the process and dies with it.
inline Result<Storage*> begin_storage(SimWorld& world, SimNode& node, StorageConfig config, LogConfig log_config,
                                      std::uint32_t owners = 1) {
  auto owned = std::make_shared<Storage>();
  Storage* const storage = owned.get();
  node.own(std::move(owned));
  storage->managers.resize(node.shard_count());
  const Result<LogDirectories> directories =
      world.run(node, [&](Env& env) { return open_log_directories(env, config.log_dirs); });
  if (!directories.ok()) return directories.error();
  storage->directories = *directories;
  const LogManager::Owner owner = [owners](const TopicIdPartition& id) {
    return ShardId(static_cast<std::uint32_t>(id.partition.value) % owners);
  };
  const LogManager::ConfigOf config_of = [log_config](const std::string&, const TopicIdPartition&) {
    return log_config;
  };
  const std::uint32_t shards = node.shard_count();
  std::vector<JournalSurveys> surveys;
  for (std::uint32_t shard = 0; shard < shards; ++shard) {
    surveys.push_back(world.run(
        node, [&](Env& env) { return survey_directories(env, *directories, shard, shards, config.mutants); }, shard));
  }
  for (std::uint32_t shard = 0; shard < shards; ++shard) {
    Result<std::unique_ptr<LogManager>> manager = world.run(
        node, [&](Env& env) { return LogManager::open(env, config, *directories, owner, config_of, surveys); }, shard);
    if (!manager.ok()) return manager.error();
    storage->managers[shard] = std::move(*manager);
  }
  for (const std::unique_ptr<LogManager>& manager : storage->managers) {
    const std::vector<LogManager::DirectoryInfo> infos = manager->log_dirs();
    for (std::size_t i = 0; i < infos.size(); ++i) {
      if (!infos[i].online) storage->directories.directories[i].failure = infos[i].failure;
    }
  }
  for (const LogDirectory& directory : storage->directories.directories) {
    if (!directory.founded || directory.failure.has_value()) continue;
    MetaProperties meta = directory.meta;
    meta.node_id = BrokerId(1);
    meta.cluster_id = directory.id;
    const Status written = world.run(node, [&](Env& env) { return write_meta_properties(env, directory.path, meta); });
    if (!written.ok()) return written.error();
  }
  for (std::size_t i = 0; i < storage->directories.directories.size(); ++i) {
    if (storage->directories.directories[i].needs_recovery()) continue;
    const Status finished = finish_directory(world, node, *storage, i);
    if (!finished.ok()) return finished.error();
  }
  storage->ready = true;
  return storage;
}

// Recovers all logs and retires the old journals.
inline Status recover_storage(SimWorld& world, SimNode& node, Storage& storage) {
  on_every_shard(node, storage, [](LogManager& manager) { manager.start_recovery(); });
  for (std::size_t i = 0; i < storage.directories.directories.size(); ++i) {
    LogDirectory& directory = storage.directories.directories[i];
    for (std::uint32_t shard = 0; shard < node.shard_count() && !directory.failure.has_value(); ++shard) {
      const Status recovered = world.run(node, [&](Env&) { return storage.managers[shard]->all_recovered(i); }, shard);
      if (!recovered.ok()) directory.failure = recovered.error();
    }
    if (!directory.needs_recovery()) continue;
    const Status finished = finish_directory(world, node, storage, i);
    if (!finished.ok()) return finished;
  }
  return {};
}

// Recovers each log by itself, in any order; the old journals stay. Perhaps while all are being recovered.
inline Status recover_logs_singly(SimWorld& world, SimNode& node, Storage& storage, Rng& rng) {
  if (rng.chance(1, 2)) {
    on_every_shard(node, storage, [](LogManager& manager) { manager.start_recovery(); });
    if (rng.chance(1, 2)) world.run_for(static_cast<MonotonicNs>(rng.below(5'000'000)));
  }
  for (std::uint32_t shard = 0; shard < storage.managers.size(); ++shard) {
    LogManager& manager = *storage.managers[shard];
    std::vector<std::shared_ptr<PartitionLog>> logs = manager.logs();
    for (std::size_t left = logs.size(); left > 0; --left) {
      std::swap(logs[left - 1], logs[rng.below(left)]);
      const TopicIdPartition id = logs[left - 1]->id();
      if (rng.chance(1, 3)) {
        Scheduler::Running running(node.shard(shard).scheduler());
        manager.hurry(logs[rng.below(left)]->id());
      }
      const Status recovered = world.run(node, [&](Env&) { return manager.recovered(id); }, shard);
      if (!recovered.ok()) return recovered;
    }
  }
  return {};
}

inline Status recover(SimWorld& world, SimNode& node, Storage& storage, Rng& rng, bool singly) {
  return singly ? recover_logs_singly(world, node, storage, rng) : recover_storage(world, node, storage);
}

// begin_storage() and recover_storage().
inline Result<Storage*> open_storage(SimWorld& world, SimNode& node, StorageConfig config, LogConfig log_config,
                                     std::uint32_t owners = 1) {
  const Result<Storage*> storage = begin_storage(world, node, std::move(config), log_config, owners);
  if (!storage.ok()) return storage.error();
  const Status recovered = recover_storage(world, node, **storage);
  if (!recovered.ok()) return recovered.error();
  return *storage;
}

inline Status close_storage(SimWorld& world, SimNode& node, Storage& storage, bool clean) {
  Status result;
  for (std::uint32_t shard = 0; shard < storage.managers.size(); ++shard) {
    if (storage.managers[shard] == nullptr) continue;
    const Status closed = world.run(node, [&](Env&) { return storage.managers[shard]->close(clean); }, shard);
    if (!closed.ok()) result = closed;
    storage.managers[shard].reset();
  }
  const Status unlocked = world.run(node, [&](Env& env) { return close_log_directories(env, storage.directories); });
  return result.ok() ? unlocked : result;
}

struct BatchSpec {
  int records = 1;
  std::size_t value_bytes = 100;
  std::int64_t timestamp_ms = 4'000'000'000'000;  // later than any clock of a test: no producer expires
  ProducerId producer = kNoProducerId;
  ProducerEpoch producer_epoch = kNoProducerEpoch;
  std::int32_t sequence = -1;
  bool transactional = false;
  std::uint8_t fill = 'x';
};

inline Slice make_batch(const BatchSpec& spec) {
  protocol::BatchOptions options;
  options.producer_id = spec.producer;
  options.producer_epoch = spec.producer_epoch;
  options.base_sequence = spec.sequence;
  options.transactional = spec.transactional;
  protocol::BatchBuilder builder(options);
  const std::vector<std::uint8_t> value(spec.value_bytes, spec.fill);
  for (int i = 0; i < spec.records; ++i) builder.add(spec.timestamp_ms + i, std::nullopt, ByteView(value));
  return Slice(builder.build());
}

inline TopicIdPartition partition_id(std::uint8_t topic, std::int32_t partition) {
  TopicIdPartition id;
  id.topic.bytes[0] = 0x40;
  id.topic.bytes[15] = topic;
  id.partition = PartitionId(partition);
  return id;
}

}  // namespace klamm::test
