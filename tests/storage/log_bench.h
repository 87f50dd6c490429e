// One log on a simulated disk, with what tests do to it.
#pragma once

#include <catch2/catch.hpp>

#include <memory>
#include <utility>
#include <vector>

#include "runtime/sim/world.h"
#include "tests/storage/fixture.h"

namespace klamm::test {

// To be spawned beside something else. What it writes to outlives it, or the process dies first.
inline Task<void> checkpoint_beside(LogManager* manager, std::vector<Status>* results) {
  Task<Status> checkpointing = manager->checkpoint();
  Status result = co_await checkpointing;
  results->push_back(std::move(result));
}

struct LogBench {
  explicit LogBench(std::uint64_t seed = 1, LogConfig log_config = small_log(), SimNodeOptions options = {})
      : world(seed), node(world.add_node(options)), config(log_config) {
    start();
  }
  void start() {
    node.start();
    Result<Storage*> opened = open_storage(world, node, storage_config, config);
    REQUIRE(opened.ok());
    storage = *opened;
  }
  LogManager& manager() { return *storage->managers[0]; }
  void stop(bool clean) {
    const Status closed = close_storage(world, node, *storage, clean);
    CHECK(closed.ok());
    storage = nullptr;
    node.stop();
  }
  std::shared_ptr<PartitionLog> create(TopicIdPartition id = partition_id(1, 0)) {
    auto created = world.run(node, [&](Env&) { return manager().create(id, "topic", config); });
    REQUIRE(created.ok());
    return *created;
  }
  std::shared_ptr<PartitionLog> log(TopicIdPartition id = partition_id(1, 0)) { return manager().find(id); }
  // Runs something synchronous on the shard.
  template <class F>
  auto on_shard(F f) {
    Scheduler::Running running(node.shard().scheduler());
    return f();
  }
  Result<AppendResult> append(const BatchSpec& spec, LeaderEpoch epoch = LeaderEpoch(0)) {
    return on_shard([&] { return log()->append_as_leader(make_batch(spec), epoch); });
  }
  void wait_durable() {
    const Offset end = log()->log_end_offset();
    const Status done = world.run(node, [&](Env&) { return log()->wait_durable(end); });
    REQUIRE(done.ok());
  }
  Result<ReadResult> read(Offset from, std::size_t size = 1U << 20, bool at_least_one = true,
                          Offset bound = Offset(INT64_MAX)) {
    return world.run(node, [&](Env&) { return log()->read(from, size, at_least_one, bound); });
  }
  void checkpoint() {
    REQUIRE(world.run(node, [&](Env&) { return manager().checkpoint(); }).ok());
  }
  // Every batch from the log's start to its end follows the one before; returns how many there are.
  int walk() {
    int count = 0;
    Offset at = log()->log_start_offset();
    while (at < log()->log_end_offset()) {
      const Result<ReadResult> chunk = read(at, 3000);
      REQUIRE(chunk.ok());
      REQUIRE(chunk->next_offset > at);
      const Buffer bytes = chunk->records.flatten();
      protocol::BatchRun run(ByteView(bytes.data(), bytes.size()));
      for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) {
        CHECK((*batch)->crc_ok());
        CHECK((*batch)->base_offset() <= at);
        at = (*batch)->next_offset();
        ++count;
      }
      CHECK(run.unread().empty());
      CHECK(at == chunk->next_offset);
    }
    return count;
  }
  // Names in the log's directory that end so.
  std::vector<std::string> files(std::string_view suffix) {
    std::vector<std::string> names;
    REQUIRE(node.disk().list_directory(std::string(kLogDir) + "/topic-0", names) == 0);
    std::erase_if(names, [&](const std::string& name) { return !name.ends_with(suffix); });
    return names;
  }

  SimWorld world;
  SimNode& node;
  StorageConfig storage_config = small_storage();
  LogConfig config;
  Storage* storage = nullptr;
};

}  // namespace klamm::test
