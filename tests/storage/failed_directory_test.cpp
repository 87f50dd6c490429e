// Several log directories, of which one fails: its partitions are offline and all others go on (KIP-112).
#include <catch2/catch.hpp>

#include <algorithm>

#include "storage/tools/verify.h"
#include "tests/storage/fixture.h"

using namespace klamm;
using namespace klamm::test;

namespace {

const std::vector<std::string> kDirs = {"/disk1", "/disk2", "/disk3"};

struct DirectoriesBench {
  DirectoriesBench() { config.log_dirs = kDirs; }
  Status start() {
    node.start();
    const Result<Storage*> opened = open_storage(world, node, config, small_log());
    if (!opened.ok()) return opened.error();
    storage = *opened;
    return {};
  }
  void stop(bool clean) {
    static_cast<void>(close_storage(world, node, *storage, clean));
    node.stop();
  }
  LogManager& manager() { return *storage->managers[0]; }
  std::shared_ptr<PartitionLog> create(std::uint8_t topic) {
    const std::string name = "t" + std::to_string(topic);
    auto made = world.run(node, [&](Env&) { return manager().create(partition_id(topic, 0), name, small_log()); });
    REQUIRE(made.ok());
    return *made;
  }
  std::shared_ptr<PartitionLog> log(std::uint8_t topic) { return manager().find(partition_id(topic, 0)); }
  // Appends and waits for the disk.
  Status append(std::uint8_t topic, int count = 1) {
    for (int i = 0; i < count; ++i) {
      Scheduler::Running running(node.shard().scheduler());
      const auto appended = log(topic)->append_as_leader(make_batch({.value_bytes = 2000}), LeaderEpoch(0));
      if (!appended.ok()) return appended.error();
    }
    return world.run(node, [&](Env&) { return log(topic)->wait_durable(log(topic)->log_end_offset()); });
  }
  // All of a log is there after the next start.
  void check_back(std::uint8_t topic, Offset end) {
    REQUIRE(start().ok());
    REQUIRE(log(topic) != nullptr);
    CHECK(log(topic)->log_end_offset() == end);
    stop(true);
  }
  [[nodiscard]] std::size_t lines(std::string_view text) {
    const auto& all = node.log().lines();
    return static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [&](const std::string& line) { return line.find(text) != std::string::npos; }));
  }

  SimWorld world{7};
  SimNode& node = world.add_node({});
  StorageConfig config = small_storage();
  Storage* storage = nullptr;
};

}  // namespace

TEST_CASE("kip_112 a directory that fails takes its partitions with it, and no others") {
  DirectoriesBench bench;
  REQUIRE(bench.start().ok());
  for (std::uint8_t topic = 0; topic < 6; ++topic) {
    // Each goes where the fewest are.
    CHECK(bench.create(topic)->log_dir_index() == topic % 3U);
    REQUIRE(bench.append(topic, 20).ok());
  }
  std::vector<std::size_t> told;
  bench.manager().set_on_failure([&](std::size_t index, const Error& error) {
    CHECK(error.code == ErrorCode::kKafkaStorageError);
    told.push_back(index);
  });
  bench.node.disk().fail_under("/disk2");
  CHECK(bench.append(1).code() == ErrorCode::kKafkaStorageError);
  for (std::uint8_t topic = 0; topic < 6; ++topic) {
    const ErrorCode expected = topic % 3 == 1 ? ErrorCode::kKafkaStorageError : ErrorCode::kNone;
    CHECK(bench.append(topic).code() == expected);
    const std::shared_ptr<PartitionLog> log = bench.log(topic);
    const auto read =
        bench.world.run(bench.node, [&](Env&) { return log->read(Offset(0), 1000, true, Offset(INT64_MAX)); });
    CHECK(read.code() == expected);
  }
  CHECK(told == std::vector<std::size_t>{1});
  const std::vector<LogManager::DirectoryInfo> infos = bench.manager().log_dirs();
  CHECK(infos[0].online);
  CHECK_FALSE(infos[1].online);
  CHECK(infos[2].online);
  CHECK(bench.lines("log directory offline") == 1);
  // New ones go where it is good.
  for (std::uint8_t topic = 10; topic < 14; ++topic) CHECK(bench.create(topic)->log_dir_index() != 1);
  // It stays offline although the disk is back, until the next start.
  bench.node.disk().fail_under("");
  CHECK(bench.append(4).code() == ErrorCode::kKafkaStorageError);
  bench.stop(true);
  REQUIRE(bench.start().ok());
  for (std::uint8_t topic = 0; topic < 6; ++topic) {
    CHECK(bench.log(topic)->log_end_offset() >= Offset(20));
    CHECK(bench.append(topic).ok());
  }
  bench.stop(true);
}

TEST_CASE("kip_112 a directory that cannot be opened is offline, and has lost nothing when it is back") {
  const bool crash = GENERATE(true, false);
  DirectoriesBench bench;
  REQUIRE(bench.start().ok());
  for (std::uint8_t topic = 0; topic < 3; ++topic) {
    bench.create(topic);
    REQUIRE(bench.append(topic, 15).ok());
  }
  crash ? bench.world.crash_process(bench.node) : bench.stop(true);
  bench.node.disk().fail_under("/disk2");
  REQUIRE(bench.start().ok());
  CHECK(bench.lines("log directory offline") == 1);
  CHECK(bench.log(1) == nullptr);
  CHECK_FALSE(bench.manager().log_dirs()[1].online);
  CHECK(bench.append(0).ok());
  CHECK(bench.append(2).ok());
  bench.stop(true);
  bench.node.disk().fail_under("");
  REQUIRE(bench.start().ok());
  CHECK(bench.log(0)->log_end_offset() == Offset(16));
  CHECK(bench.log(1)->log_end_offset() == Offset(15));
  CHECK(bench.append(1).ok());
  bench.stop(true);
}

TEST_CASE("kip_112 a log whose partition.metadata cannot be read is not missing: its directory is offline") {
  DirectoriesBench bench;
  REQUIRE(bench.start().ok());
  for (std::uint8_t topic = 0; topic < 3; ++topic) {
    bench.create(topic);
    REQUIRE(bench.append(topic, 15).ok());
  }
  bench.world.crash_process(bench.node);
  bench.node.disk().damage("/disk2/t1-0/partition.metadata", 0);
  REQUIRE(bench.start().ok());
  CHECK_FALSE(bench.manager().log_dirs()[1].online);
  CHECK(bench.lines("cannot read t1-0/partition.metadata") == 1);
  CHECK(bench.log(1) == nullptr);
  CHECK(bench.append(0).ok());
  bench.stop(true);
  bench.node.disk().mend();
  bench.check_back(1, Offset(15));
}

TEST_CASE("a log whose partition.metadata is damaged is not made anew in another directory") {
  DirectoriesBench bench;
  REQUIRE(bench.start().ok());
  for (std::uint8_t topic = 0; topic < 3; ++topic) bench.create(topic);
  REQUIRE(bench.append(1, 15).ok());
  bench.stop(true);
  const std::string path = "/disk2/t1-0/partition.metadata";
  const std::string metadata = bench.node.disk().content(path);
  put_file(bench.node.disk(), path, std::string(metadata.size(), 'x'));
  REQUIRE(bench.start().ok());
  CHECK(bench.log(1) == nullptr);
  CHECK(bench.lines("no readable partition.metadata") == 1);
  CHECK(bench.create(3)->log_dir_index() == 1);  // the next one would go to the first directory
  const auto made =
      bench.world.run(bench.node, [&](Env&) { return bench.manager().create(partition_id(1, 0), "t1", small_log()); });
  CHECK(made.code() == ErrorCode::kKafkaStorageError);
  bench.stop(true);
  put_file(bench.node.disk(), path, metadata);
  bench.check_back(1, Offset(15));
}

TEST_CASE("what a kill leaves of a creation goes without a word") {
  const bool with_file = GENERATE(false, true);
  DirectoriesBench bench;
  REQUIRE(bench.start().ok());
  bench.create(0);
  bench.world.crash_process(bench.node);
  REQUIRE(bench.node.disk().make_directory("/disk2/t1-0") == 0);
  if (with_file) put_file(bench.node.disk(), "/disk2/t1-0/partition.metadata", "");
  bench.node.start();
  const LineSink print = [](std::string_view line) { UNSCOPED_INFO(line); };
  const auto report = bench.world.run(bench.node, [&](Env& env) { return verify_log_directory(env, "/disk2", print); });
  REQUIRE(report.ok());
  CHECK(report->findings == 0);
  bench.node.stop();
  REQUIRE(bench.start().ok());
  CHECK(bench.lines("no readable partition.metadata") == 0);
  std::vector<std::string> names;
  CHECK(bench.node.disk().list_directory("/disk2/t1-0", names) == -ENOENT);
  bench.create(1);
  CHECK(bench.append(1, 5).ok());
  bench.stop(true);
}

// A start that took them for lost would find something like them, and write that over the good ones.
TEST_CASE("kip_112 a log whose producers or epochs cannot be read is offline, and knows them when it is back") {
  DirectoriesBench bench;
  REQUIRE(bench.start().ok());
  for (std::uint8_t topic = 0; topic < 3; ++topic) bench.create(topic);
  BatchSpec spec{.producer = ProducerId(5), .producer_epoch = ProducerEpoch(0)};
  const auto append = [&](int sequence, int epoch) {
    Scheduler::Running running(bench.node.shard().scheduler());
    spec.sequence = sequence;
    return bench.log(1)->append_as_leader(make_batch(spec), LeaderEpoch(epoch));
  };
  for (int i = 0; i < 6; ++i) REQUIRE(append(i, i / 3).ok());
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log(1)->set_log_start_offset(Offset(6)); }).ok());
  REQUIRE(append(6, 2).ok());
  bench.stop(true);
  const std::string file = GENERATE("00000000000000000007.snapshot", "leader-epoch-checkpoint");
  const std::string path = "/disk2/t1-0/" + file;
  REQUIRE(bench.node.disk().exists(path));
  bench.node.disk().damage(path, 0);
  REQUIRE(bench.start().ok());
  CHECK_FALSE(bench.manager().log_dirs()[1].online);
  CHECK(bench.append(0).ok());
  bench.stop(true);
  bench.node.disk().mend();
  REQUIRE(bench.start().ok());
  CHECK(bench.log(1)->latest_epoch() == LeaderEpoch(2));
  for (int i = 3; i < 7; ++i) CHECK(append(i, 2)->base_offset == Offset(i));
  CHECK(bench.log(1)->log_end_offset() == Offset(7));
  bench.stop(true);
}

TEST_CASE("kip_112 what a journal holds outlives a start at which its directory failed halfway") {
  // Broken for a moment, at any step: if its logs were not recovered, its journals must not be retired at the last one.
  for (MonotonicNs when = 0; when < 30 * kNsPerMs; when += 500'000) {
    DirectoriesBench bench;
    REQUIRE(bench.start().ok());
    for (std::uint8_t topic = 0; topic < 3; ++topic) {
      bench.create(topic);
      REQUIRE(bench.append(topic, 15).ok());
    }
    bench.world.crash_process(bench.node);
    bench.world.at(bench.world.now() + when, [&] { bench.node.disk().fail_under("/disk2"); });
    bench.world.at(bench.world.now() + when + 2 * kNsPerMs, [&] { bench.node.disk().fail_under(""); });
    const Status started = bench.start();
    if (started.ok()) bench.stop(false);
    if (!started.ok()) bench.world.crash_process(bench.node);
    bench.world.run_for(50 * kNsPerMs);
    REQUIRE(bench.start().ok());
    for (std::uint8_t topic = 0; topic < 3; ++topic) {
      REQUIRE(bench.log(topic) != nullptr);
      CHECK(bench.log(topic)->log_end_offset() == Offset(15));
    }
    bench.stop(true);
  }
}

TEST_CASE("kip_1066 a cordoned directory gets no new partitions") {
  DirectoriesBench bench;
  bench.config.cordoned_log_dirs = {"/disk1"};
  REQUIRE(bench.start().ok());
  for (std::uint8_t topic = 0; topic < 4; ++topic) CHECK(bench.create(topic)->log_dir_index() != 0);
  CHECK(bench.manager().log_dirs()[0].cordoned);
  bench.manager().set_cordoned({"/disk2", "/disk3"});
  CHECK(bench.create(8)->log_dir_index() == 0);
  CHECK(bench.append(8).ok());
  bench.stop(true);
}

TEST_CASE("a damaged batch is never served, and said once with its place") {
  DirectoriesBench bench;
  REQUIRE(bench.start().ok());
  const std::shared_ptr<PartitionLog> log = bench.create(0);
  REQUIRE(bench.append(0, 40).ok());
  bench.stop(true);
  REQUIRE(bench.start().ok());
  bench.node.disk().corrupt("/disk1/t0-0/00000000000000000000.log", 3000, 3);
  const auto read = [&](Offset from) {
    return bench.world.run(bench.node, [&](Env&) { return bench.log(0)->read(from, 1U << 20, true, Offset(1000)); });
  };
  const Result<ReadResult> before = read(Offset(0));
  REQUIRE(before.ok());
  CHECK(before->next_offset == Offset(1));
  for (int i = 0; i < 3; ++i) CHECK(read(Offset(1)).code() == ErrorCode::kCorruptMessage);
  CHECK(read(Offset(2)).ok());
  CHECK(bench.lines("cannot read a log") == 1);
  CHECK(bench.lines("directory=/disk1 log=t0-0 offset=1") == 1);
  CHECK(bench.node.metrics().scrape().find("klamm_storage_corrupt_reads_total 3") != std::string::npos);
  bench.stop(false);
}

TEST_CASE("a damaged batch that claims more offsets than it has hides none of those behind it") {
  DirectoriesBench bench;
  REQUIRE(bench.start().ok());
  // Found by reading from an earlier batch on, not by the index.
  LogConfig sparse = small_log();
  sparse.index_interval_bytes = 1 << 20;
  bench.create(0)->reconfigure(sparse);
  REQUIRE(bench.append(0, 40).ok());
  bench.stop(true);
  REQUIRE(bench.start().ok());
  const auto read = [&](Offset from, std::size_t size) {
    return bench.world.run(bench.node, [&](Env&) { return bench.log(0)->read(from, size, true, Offset(1000)); });
  };
  const Result<ReadResult> first = read(Offset(0), 1);
  REQUIRE(first.ok());
  const std::size_t position = first->records.size() + protocol::kLastOffsetDeltaAt + 3;
  bench.node.disk().corrupt("/disk1/t0-0/00000000000000000000.log", position, 3);
  for (const std::size_t size : {std::size_t{1}, std::size_t{1} << 20}) {
    CHECK(read(Offset(1), size).code() == ErrorCode::kCorruptMessage);
    for (int offset = 6; offset > 1; --offset) {
      const Result<ReadResult> behind = read(Offset(offset), size);
      REQUIRE(behind.ok());
      REQUIRE(!behind->records.empty());
      CHECK(protocol::BatchView::parse(behind->records.slices().front().bytes)->base_offset() == Offset(offset));
    }
  }
  bench.stop(false);
}
