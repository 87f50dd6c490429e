// Writes a log to real files, for Kafka's own tools to read: dump_with_kafka.sh beside this file runs them. Without
// KLAMM_DUMP_DIR there is nothing to do.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "runtime/io/io.h"
#include "runtime/sim/world.h"
#include "tests/storage/fixture.h"

using namespace klamm;
using namespace klamm::test;

TEST_CASE("a log for Kafka's tools", "[.dump]") {
  const char* target = std::getenv("KLAMM_DUMP_DIR");
  if (target == nullptr) return;
  SimWorld world(11);
  SimNode& node = world.add_node({});
  const TopicIdPartition id = partition_id(1, 0);
  LogConfig config = small_log();
  config.index_interval_bytes = 1000;
  for (int run = 0; run < 3; ++run) {
    node.start();
    const Result<Storage*> storage = open_storage(world, node, small_storage(), config);
    REQUIRE(storage.ok());
    LogManager& manager = *(*storage)->managers[0];
    if (run == 0) REQUIRE(world.run(node, [&](Env&) { return manager.create(id, "topic", config); }).ok());
    for (int i = 0; i < 60; ++i) {
      BatchSpec spec;
      spec.records = 1 + i % 4;
      spec.value_bytes = static_cast<std::size_t>(20 + i * 37 % 300);
      spec.timestamp_ms = 1'700'000'000'000 + run * 60'000 + (i * 7919) % 50'000;
      if (i % 3 == 0) {
        spec.producer = ProducerId(1000);
        spec.producer_epoch = ProducerEpoch(0);
        spec.records = 1;
        spec.sequence = run * 20 + i / 3;
      }
      const Result<AppendResult> appended = [&] {
        Scheduler::Running running(node.shard().scheduler());
        return manager.find(id)->append_as_leader(make_batch(spec), LeaderEpoch(run));
      }();
      REQUIRE(appended.ok());
      const Offset end = appended->end_offset();
      if (i % 7 == 0) REQUIRE(world.run(node, [&](Env&) { return manager.find(id)->wait_durable(end); }).ok());
    }
    const Offset end = manager.find(id)->log_end_offset();
    REQUIRE(world.run(node, [&](Env&) { return manager.find(id)->wait_durable(end); }).ok());
    if (run == 0) {
      // The files are then partly what recovery made of them.
      world.power_loss(node);
      continue;
    }
    REQUIRE(close_storage(world, node, **storage, true).ok());
    node.stop();
  }
  node.start();
  const std::string directory = std::string(kLogDir) + "/topic-0";
  const Result<std::vector<std::string>> names =
      world.run(node, [&](Env& env) { return list_directory(env.io, directory); });
  REQUIRE(names.ok());
  const std::filesystem::path out = std::filesystem::path(target) / "topic-0";
  std::filesystem::create_directories(out);
  for (const std::string& name : *names) {
    std::ofstream file(out / name, std::ios::binary);
    file << node.disk().content(directory + "/" + name);
  }
  node.stop();
}
