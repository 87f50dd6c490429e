// Logs that move from one log directory to another while they are used.
#include <catch2/catch.hpp>

#include <algorithm>

#include "runtime/io/io.h"
#include "storage/directory/files.h"
#include "tests/storage/fixture.h"

using namespace klamm;
using namespace klamm::test;

namespace {

const std::vector<std::string> kDirs = {"/disk1", "/disk2", "/disk3"};
constexpr MonotonicNs kLongNs = 60'000 * kNsPerMs;

Task<void> wait_for_room(std::shared_ptr<PartitionLog> log, bool* told) {
  Task<Status> waiting = log->wait_for_room();
  const Status room = co_await waiting;
  *told = room.ok();
}

Task<void> move_once(LogManager* manager, TopicIdPartition id) {
  Task<Status> moving = manager->move(id, 1);
  static_cast<void>(co_await moving);
}

struct MoveBench {
  explicit MoveBench(std::uint64_t seed = 7) : world(seed) { config.log_dirs = kDirs; }
  void start() {
    node.start();
    const Result<Storage*> opened = open_storage(world, node, config, small_log());
    INFO((opened.ok() ? std::string() : opened.error().message));
    REQUIRE(opened.ok());
    storage = *opened;
    manager().set_on_moved([this](const auto& from, const auto& to) {
      CHECK(from->log_end_offset() == to->log_end_offset());
      CHECK(to->durable_end_offset() == to->log_end_offset());
      moved.push_back(to->log_dir_index());
    });
  }
  void stop(bool clean) {
    static_cast<void>(close_storage(world, node, *storage, clean));
    node.stop();
  }
  void restart(bool clean) {
    stop(clean);
    start();
  }
  void lose_power() {
    world.power_loss(node);
    start();
  }
  LogManager& manager() { return *storage->managers[0]; }
  TopicIdPartition id(std::uint8_t topic = 1) { return partition_id(topic, 0); }
  std::shared_ptr<PartitionLog> log(std::uint8_t topic = 1) { return manager().find(id(topic)); }
  void create(std::size_t directory, std::uint8_t topic = 1, const LogConfig& settings = small_log()) {
    const std::string name = "t" + std::to_string(topic);
    auto made = world.run(node, [&](Env&) { return manager().create_in(directory, id(topic), name, settings); });
    REQUIRE(made.ok());
  }
  Status append(int count = 1, std::uint8_t topic = 1, BatchSpec spec = {.value_bytes = 2000}) {
    for (int i = 0; i < count; ++i) {
      Scheduler::Running running(node.shard().scheduler());
      spec.fill = static_cast<std::uint8_t>(appended.size());
      Slice batch = make_batch(spec);
      const auto result = log(topic)->append_as_leader(batch, LeaderEpoch(0));
      if (!result.ok()) return result.error();
      appended.push_back(std::string(as_text(batch.bytes)));
    }
    std::shared_ptr<PartitionLog> written = log(topic);
    const Status durable = world.run(node, [&](Env&) { return written->wait_durable(written->log_end_offset()); });
    Scheduler::Running running(node.shard().scheduler());
    written.reset();  // it may have moved, and nobody else have it
    return durable;
  }
  Status move(std::size_t to, std::uint8_t topic = 1) {
    return world.run(node, [&](Env&) { return manager().move(id(topic), to); });
  }
  // A log of so many batches in the first directory, on its way to the second one.
  void begin_move(double bytes_per_second, int batches) {
    config.move_max_bytes_per_second = bytes_per_second;
    start();
    create(0);
    REQUIRE(append(batches).ok());
    REQUIRE(move(1).ok());
  }
  // Until nothing is under way.
  bool settle() {
    return world.run_until([&] { return manager().futures().empty(); }, world.now() + kLongNs);
  }
  // What a reader gets from the start of the log on.
  std::string content(std::uint8_t topic = 1) {
    std::string all;
    const std::shared_ptr<PartitionLog> read_from = log(topic);
    Offset at = read_from->log_start_offset();
    while (at < read_from->log_end_offset()) {
      const auto read = world.run(node, [&](Env&) { return read_from->read(at, 9000, true, Offset(INT64_MAX)); });
      INFO((read.ok() ? std::string() : read.error().message));
      REQUIRE(read.ok());
      if (read->next_offset == at) break;
      const Buffer bytes = read->records.flatten();
      all += as_text(ByteView(bytes.data(), bytes.size()));
      at = read->next_offset;
    }
    return all;
  }
  std::string all_appended(std::size_t from = 0) {
    std::string all;
    for (std::size_t i = from; i < appended.size(); ++i) all += appended[i];
    return all;
  }
  std::string all_of(std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += appended[i];
    return all;
  }
  [[nodiscard]] std::size_t lines(std::string_view text) {
    const auto& all = node.log().lines();
    return static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [&](const std::string& line) { return line.find(text) != std::string::npos; }));
  }
  // The directories of partitions there, of whatever kind.
  std::vector<std::string> names(std::size_t directory) {
    std::vector<std::string> found;
    const auto listed = world.run(node, [&](Env& env) { return list_directory(env.io, kDirs[directory]); });
    REQUIRE(listed.ok());
    for (const std::string& name : *listed) {
      if (name.starts_with("t1-0")) found.push_back(name);
    }
    return found;
  }
  bool removed_files() {
    return world.run_until([&] { return names(0).empty() || names(1).empty(); }, world.now() + kLongNs);
  }

  SimWorld world;
  SimNode& node = world.add_node({});
  StorageConfig config = small_storage();
  Storage* storage = nullptr;
  std::vector<std::string> appended;
  std::vector<std::size_t> moved;
};

// What became of a log where the power went at one moment after the other of the same move.
struct Swept {
  std::size_t stayed = 0;
  std::size_t arrived = 0;  // only the mark told that the copy was the log
  std::size_t lost = 0;
};

Swept sweep(JournalMutants mutants) {
  constexpr MonotonicNs kStepNs = 20'000;
  Swept swept;
  for (MonotonicNs after = 0;; after += kStepNs) {
    MoveBench bench;
    bench.config.mutants = mutants;
    bench.start();
    bench.create(0);
    REQUIRE(bench.append(10).ok());
    REQUIRE(bench.move(1).ok());
    bench.world.run_for(after);
    const bool moved = !bench.moved.empty();
    bench.lose_power();
    swept.arrived += bench.lines("a log has arrived from another directory");
    if (bench.log() == nullptr || bench.content() != bench.all_appended()) {
      ++swept.lost;
    } else if (bench.log()->log_dir_index() == 0) {
      ++swept.stayed;
    }
    if (moved) return swept;
  }
}

}  // namespace

TEST_CASE("the power may go at any moment of a move") {
  const Swept swept = sweep({});
  CHECK(swept.stayed > 10);
  CHECK(swept.arrived > 0);
  CHECK(swept.lost == 0);
}

TEST_CASE("mutant: a log that leaves before its copy is marked as complete is caught") {
  CHECK(sweep({.leave_unmarked = true}).lost > 0);
}

TEST_CASE("a log moves to another directory with all that it holds") {
  MoveBench bench;
  bench.start();
  bench.create(0);
  REQUIRE(bench.append(60).ok());
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->set_log_start_offset(Offset(5)); }).ok());
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->set_replica_state("state"); }).ok());
  std::shared_ptr<PartitionLog> old = bench.log();
  REQUIRE(bench.move(1).ok());
  REQUIRE(bench.settle());
  CHECK(bench.moved == std::vector<std::size_t>{1});
  const auto check = [&](std::size_t directory) {
    REQUIRE(bench.log() != nullptr);
    CHECK(bench.log()->log_dir_index() == directory);
    CHECK(bench.log()->log_start_offset() == Offset(5));
    CHECK(bench.log()->replica_state() == "state");
    CHECK(bench.log()->latest_epoch() == LeaderEpoch(0));
    CHECK(bench.content() == bench.all_appended(5));
  };
  check(1);
  CHECK(old->usable().code() == ErrorCode::kUnknownTopicOrPartition);
  {
    Scheduler::Running running(bench.node.shard().scheduler());
    old.reset();
  }
  REQUIRE(bench.append(10).ok());
  check(1);
  REQUIRE(bench.removed_files());
  CHECK(bench.names(1) == std::vector<std::string>{"t1-0"});
  for (const bool clean : {false, true}) {
    bench.restart(clean);
    check(1);
    REQUIRE(bench.append(3).ok());
  }
  // And back, to where the journal knows of another log of the same id.
  REQUIRE(bench.move(2).ok());
  REQUIRE(bench.settle());
  REQUIRE(bench.append(3).ok());
  REQUIRE(bench.move(1).ok());
  REQUIRE(bench.settle());
  REQUIRE(bench.append(3).ok());
  check(1);
  bench.lose_power();
  check(1);
}

TEST_CASE("what is appended while a log moves is in the copy") {
  MoveBench bench;
  bench.begin_move(200'000, 40);
  std::size_t futures = 0;
  std::int64_t lag_max = 0;
  while (bench.moved.empty() && bench.appended.size() < 2000) {
    if (!bench.log()->leaving()) REQUIRE(bench.append(1).ok());
    bench.world.run_for(20 * kNsPerMs);
    for (const auto& future : bench.manager().futures()) {
      ++futures;
      CHECK(future.log_dir_index == 1);
      CHECK(future.topic == "t1");
      lag_max = std::max(lag_max, bench.log()->log_end_offset() - future.log_end_offset);
    }
  }
  CHECK(futures > 3);
  CHECK(lag_max > 10);
  CHECK(bench.log()->log_dir_index() == 1);
  CHECK(bench.content() == bench.all_appended());
  bench.lose_power();
  CHECK(bench.content() == bench.all_appended());
}

TEST_CASE("a copy does not wait for room that it takes itself") {
  MoveBench bench;
  bench.config.pending_bytes_max = 16U << 10;
  bench.config.direct_write_size_min = 1U << 30;  // nothing fills a block
  bench.start();
  LogConfig settings = small_log();
  settings.segment_size_bytes = 1U << 20;
  bench.create(0, 1, settings);
  REQUIRE(bench.append(20).ok());
  REQUIRE(bench.move(1).ok());
  REQUIRE(bench.settle());
  CHECK(bench.log()->log_dir_index() == 1);
  CHECK(bench.content() == bench.all_appended());
}

TEST_CASE("who waits for room that a copy takes is told when it gives it back") {
  MoveBench bench;
  bench.config.pending_bytes_max = 16U << 10;
  bench.config.tail_memory_bytes_max = 1;
  bench.start();
  LogConfig settings = small_log();
  settings.segment_size_bytes = 1U << 20;
  bench.create(0, 1, settings);
  bench.create(1, 2);
  REQUIRE(bench.append(20).ok());
  REQUIRE(bench.move(1).ok());
  const auto no_room = [&] { return !bench.log(2)->has_room(); };
  REQUIRE(bench.world.run_until(no_room, bench.world.now() + kLongNs));
  bool told = false;
  bench.world.spawn(bench.node, 0, [&](Env&) { return wait_for_room(bench.log(2), &told); });
  CHECK(bench.world.run_until([&] { return told; }, bench.world.now() + kLongNs));
  CHECK(bench.settle());
}

TEST_CASE("what logs bring along in memory may be taken from them where they come to") {
  MoveBench bench;
  bench.config.tail_memory_bytes_max = 1;
  bench.start();
  constexpr std::uint8_t kLogs = 12;
  for (std::uint8_t topic = 1; topic <= kLogs; ++topic) {
    bench.create(0, topic);
    REQUIRE(bench.append(1, topic).ok());
  }
  for (std::uint8_t topic = 1; topic <= kLogs; ++topic) {
    REQUIRE(bench.move(1, topic).ok());
    REQUIRE(bench.settle());
  }
  REQUIRE(bench.log(kLogs)->log_dir_index() == 1);
  CHECK(metric(bench.node, "klamm_storage_tail_memory_bytes") == 0);
}

TEST_CASE("a limit holds for what is copied, and may change while a log moves") {
  MoveBench bench;
  bench.begin_move(10'000, 100);
  bench.world.run_for(5'000 * kNsPerMs);
  REQUIRE(bench.manager().futures().size() == 1);
  CHECK(bench.moved.empty());
  bench.manager().set_move_rate(1e9);
  REQUIRE(bench.settle());
  CHECK(bench.moved.size() == 1);
}

TEST_CASE("a move to where the log is calls off what was begun, and one to a third directory replaces it") {
  MoveBench bench;
  bench.begin_move(10'000, 60);
  bench.world.run_for(1'000 * kNsPerMs);
  REQUIRE(bench.move(2).ok());
  REQUIRE(bench.manager().futures().size() == 1);
  CHECK(bench.manager().futures()[0].log_dir_index == 2);
  REQUIRE(bench.move(2).ok());
  REQUIRE(bench.move(0).ok());
  CHECK(bench.manager().futures().empty());
  CHECK(bench.moved.empty());
  REQUIRE(bench.world.run_until([&] { return bench.names(1).empty() && bench.names(2).empty(); },
                                bench.world.now() + kLongNs));
  bench.lose_power();
  bench.world.run_for(2'000 * kNsPerMs);
  CHECK(bench.moved.empty());
  CHECK(bench.log()->log_dir_index() == 0);
  CHECK(bench.content() == bench.all_appended());
}

TEST_CASE("a start goes on with a move, whatever the stop was") {
  for (const int how : {0, 1, 2}) {
    MoveBench bench;
    bench.begin_move(20'000, 60);
    bench.world.run_for(1'000 * kNsPerMs);
    CHECK(bench.moved.empty());
    how == 2 ? bench.lose_power() : bench.restart(how == 1);
    REQUIRE(bench.manager().futures().size() == 1);
    CHECK(bench.log()->log_dir_index() == 0);
    bench.manager().set_move_rate(1e9);
    REQUIRE(bench.settle());
    CHECK(bench.moved == std::vector<std::size_t>{1});
    CHECK(bench.content() == bench.all_appended());
  }
}

TEST_CASE("a future directory that a kill left unsynced is made durable before its log moves there") {
  for (MonotonicNs when = 0; when < 3 * kNsPerMs; when += 100'000) {
    MoveBench bench(static_cast<std::uint64_t>(when) + 1);
    bench.start();
    bench.create(0);
    REQUIRE(bench.append(3).ok());
    LogManager* const manager = &bench.manager();
    bench.world.spawn(bench.node, 0, [&, manager](Env&) { return move_once(manager, bench.id()); });
    bench.world.run_for(when);
    bench.world.crash_process(bench.node);
    bench.start();
    REQUIRE(bench.settle());
    bench.lose_power();
    CAPTURE(when);
    REQUIRE(bench.log() != nullptr);
    CHECK(bench.content() == bench.all_appended());
    bench.stop(true);
  }
}

TEST_CASE("a future directory that could not be synced is written again before its log moves there") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    MoveBench bench(seed);
    bench.start();
    bench.create(0);
    REQUIRE(bench.append(3).ok());
    bench.node.disk().limit_errors_to("/disk2");
    bench.node.disk().options().sync_error = 1'000'000;
    CHECK_FALSE(bench.move(1).ok());
    bench.node.disk().options().sync_error = 0;
    bench.restart(true);
    REQUIRE(bench.settle());
    CHECK(bench.log()->log_dir_index() == 1);
    bench.lose_power();
    CAPTURE(seed);
    REQUIRE(bench.log() != nullptr);
    CHECK(bench.content() == bench.all_appended());
    bench.stop(true);
  }
}

TEST_CASE("a stop leaves nothing of a move behind that waits for a slow disk, whatever it waits for") {
  for (int moment = 0; moment < 40; ++moment) {
    CAPTURE(moment);
    MoveBench bench;
    bench.begin_move(1e9, 20);
    bench.world.run_for(moment * 200'000);
    // Longer than a stop waits for moves.
    bench.node.disk().options().slow_operation = 1'000'000;
    bench.node.disk().options().slow_ns = 8'000 * kNsPerMs;
    bench.stop(false);
    bench.node.disk().options().slow_operation = 0;
    bench.start();
    REQUIRE(bench.settle());
    CHECK(bench.log()->log_dir_index() == 1);
    CHECK(bench.content() == bench.all_appended());
  }
}

TEST_CASE("a log that is removed while it moves leaves nothing") {
  MoveBench bench;
  bench.begin_move(10'000, 60);
  bench.world.run_for(1'000 * kNsPerMs);
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.manager().remove(bench.id()); }).ok());
  CHECK(bench.log() == nullptr);
  bench.lose_power();
  bench.world.run_for(5'000 * kNsPerMs);
  CHECK(bench.log() == nullptr);
  for (const std::size_t directory : {0U, 1U}) CHECK(bench.names(directory).empty());
}

TEST_CASE("a log that is cut, or shortened, while it moves arrives as it is") {
  MoveBench bench;
  bench.begin_move(40'000, 60);
  bench.world.run_for(1'000 * kNsPerMs);
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->truncate_to(Offset(50)); }).ok());
  bench.appended.resize(50);
  bench.world.run_for(1'000 * kNsPerMs);
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->set_log_start_offset(Offset(40)); }).ok());
  bench.manager().set_move_rate(1e9);
  REQUIRE(bench.settle());
  CHECK(bench.moved == std::vector<std::size_t>{1});
  CHECK(bench.log()->log_start_offset() == Offset(40));
  CHECK(bench.content() == bench.all_appended(40));
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->truncate_to(Offset(45)); }).ok());
  bench.appended.resize(45);
  bench.lose_power();
  CHECK(bench.content() == bench.all_appended(40));
}

TEST_CASE("an empty log that begins above zero moves") {
  MoveBench bench;
  bench.start();
  bench.create(0);
  REQUIRE(bench.append(10).ok());
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->truncate_fully_and_start_at(Offset(77)); }).ok());
  bench.appended.clear();
  REQUIRE(bench.move(1).ok());
  REQUIRE(bench.settle());
  bench.lose_power();
  CHECK(bench.log()->log_dir_index() == 1);
  CHECK(bench.log()->log_start_offset() == Offset(77));
  CHECK(bench.log()->log_end_offset() == Offset(77));
  REQUIRE(bench.append(5).ok());
  CHECK(bench.content() == bench.all_appended());
}

TEST_CASE("producers and aborted transactions move along") {
  MoveBench bench;
  bench.start();
  bench.create(0);
  BatchSpec spec{.value_bytes = 500};
  spec.records = 1;
  spec.producer = ProducerId(9);
  spec.producer_epoch = ProducerEpoch(0);
  spec.transactional = true;
  for (std::int32_t i = 0; i < 40; ++i) {
    spec.sequence = i;
    REQUIRE(bench.append(1, 1, spec).ok());
    if (i % 4 != 3) continue;
    const protocol::TransactionMarker marker{
        .producer_id = spec.producer, .producer_epoch = ProducerEpoch(0), .commit = i % 8 == 7};
    Scheduler::Running running(bench.node.shard().scheduler());
    Slice end(protocol::build_end_txn_marker(marker, 4'000'000'000'000));
    REQUIRE(bench.log()->append_as_leader(end, LeaderEpoch(0)).ok());
    bench.appended.push_back(std::string(as_text(end.bytes)));
  }
  // The first transaction that is left begins below the start.
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->set_log_start_offset(Offset(2)); }).ok());
  const auto aborted = [&] {
    const std::shared_ptr<PartitionLog> log = bench.log();
    const auto found =
        bench.world.run(bench.node, [&](Env&) { return log->aborted_transactions(Offset(2), log->log_end_offset()); });
    REQUIRE(found.ok());
    return *found;
  };
  const std::vector<AbortedTxn> before = aborted();
  REQUIRE(before.size() == 5);
  CHECK(before[0].first_offset == Offset(0));
  REQUIRE(bench.move(1).ok());
  REQUIRE(bench.settle());
  CHECK(bench.log()->log_dir_index() == 1);
  CHECK(aborted() == before);
  for (int how = 0; how < 3; ++how) {
    if (how > 0) how == 1 ? bench.lose_power() : bench.restart(true);
    CHECK(aborted() == before);
    spec.sequence = 39;
    Scheduler::Running running(bench.node.shard().scheduler());
    const auto again = bench.log()->append_as_leader(make_batch(spec), LeaderEpoch(0));
    REQUIRE(again.ok());
    CHECK(again->duplicate);
  }
}

TEST_CASE("a directory that fails during a move ends it: the log stays where it is") {
  for (const std::size_t failing : {0U, 1U}) {
    MoveBench bench;
    bench.begin_move(10'000, 60);
    bench.world.run_for(1'000 * kNsPerMs);
    {
      Scheduler::Running running(bench.node.shard().scheduler());
      bench.manager().fail_directory(failing, Error(ErrorCode::kKafkaStorageError, "broken"));
    }
    bench.world.run_for(1'000 * kNsPerMs);
    CHECK(bench.manager().futures().empty());
    CHECK(bench.moved.empty());
    CHECK(bench.append(1).ok() == (failing == 1));
    CHECK(bench.move(1).code() == ErrorCode::kKafkaStorageError);
    // When both are there again, it goes on.
    bench.config.move_max_bytes_per_second = 1e9;
    bench.lose_power();
    REQUIRE(bench.settle());
    CHECK(bench.moved == std::vector<std::size_t>{1});
    CHECK(bench.content() == bench.all_appended());
  }
}

TEST_CASE("a directory that fails at any moment of a move loses nothing, and shows nothing that is old") {
  for (std::uint64_t seed = 1; seed <= 80; ++seed) {
    INFO("seed " << seed);
    MoveBench bench(seed);
    Rng rng(seed);
    bench.start();
    bench.create(0);
    REQUIRE(bench.append(10).ok());
    REQUIRE(bench.move(1).ok());
    std::size_t acknowledged = bench.appended.size();
    bench.world.at(bench.world.now() + static_cast<MonotonicNs>(rng.below(12'000'000)),
                   [&] { bench.node.disk().fail_under(kDirs[rng.below(2)]); });
    for (int i = 0; i < 60; ++i) {
      bench.world.run_for(static_cast<MonotonicNs>(rng.below(500'000)));
      if (bench.log() == nullptr || (!bench.log()->leaving() && !bench.append(1).ok())) break;
      acknowledged = bench.appended.size();
    }
    // Whoever starts without the directory shows all that was acknowledged, or nothing.
    bench.lose_power();
    bench.world.run_for(100 * kNsPerMs);
    if (bench.log() != nullptr && bench.log()->usable().ok()) {
      CHECK(bench.content().starts_with(bench.all_of(acknowledged)));
    }
    bench.node.disk().fail_under("");
    bench.lose_power();
    REQUIRE(bench.settle());
    REQUIRE(bench.log() != nullptr);
    const std::string found = bench.content();
    CHECK(found.starts_with(bench.all_of(acknowledged)));
    CHECK(bench.all_appended().starts_with(found));
    bench.restart(true);
    CHECK(bench.log()->log_dir_index() == 1);
    CHECK(bench.content() == found);
    const auto here = [&](std::size_t directory) {
      const std::vector<std::string> names = bench.names(directory);
      return std::count(names.begin(), names.end(), "t1-0");
    };
    CHECK(here(0) + here(1) == 1);
  }
}

TEST_CASE("a copy that finds no space is begun again when there is some, and nobody is refused for it") {
  MoveBench bench;
  bench.start();
  bench.create(0);
  bench.create(1, 2);
  REQUIRE(bench.append(60).ok());
  bench.node.disk().options().no_space = 1'000'000;
  REQUIRE(bench.move(1).code() == ErrorCode::kKafkaStorageError);
  bench.node.disk().options().no_space = 0;
  REQUIRE(bench.move(1).ok());
  bench.node.disk().options().no_space = 300'000;
  bench.world.run_for(2'000 * kNsPerMs);
  bench.node.disk().options().no_space = 0;
  REQUIRE(bench.settle());
  CHECK(bench.moved == std::vector<std::size_t>{1});
  CHECK(bench.content() == bench.all_appended());
}

TEST_CASE("a log is made where it was asked for before it was there") {
  MoveBench bench;
  bench.start();
  for (const std::size_t directory : {2U, 1U}) {
    bench.manager().prefer("t9", PartitionId(0), directory);
    bench.manager().prefer("t9", PartitionId(0), 7);  // there is none
    const auto made =
        bench.world.run(bench.node, [&](Env&) { return bench.manager().create(bench.id(9), "t9", small_log()); });
    REQUIRE(made.ok());
    CHECK((*made)->log_dir_index() == directory);
    REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.manager().remove(bench.id(9)); }).ok());
  }
}

TEST_CASE("a log moves that is compacted, and is compacted where it comes to") {
  MoveBench bench;
  LogConfig settings = small_log();
  settings.cleanup_delete = false;
  settings.cleanup_compact = true;
  bench.start();
  bench.create(0, 1, settings);
  REQUIRE(bench.append(40).ok());
  REQUIRE(bench.move(1).ok());
  REQUIRE(bench.settle());
  CHECK(bench.log()->config().cleanup_compact);
  CHECK_FALSE(bench.log()->uncleanable());
}

TEST_CASE("the mark of a complete copy says what it said, and no byte of it may be wrong") {
  ArrivalMark mark;
  mark.from.bytes[3] = 9;
  mark.log_start_offset = Offset(12);
  mark.log_end_offset = Offset(345);
  mark.replica_state = std::string("a\0b", 3);
  const std::string text = arrival_mark_text(mark);
  const auto read = parse_arrival_mark(text);
  REQUIRE(read.has_value());
  CHECK(read->from == mark.from);
  CHECK(read->log_start_offset == mark.log_start_offset);
  CHECK(read->log_end_offset == mark.log_end_offset);
  CHECK(read->replica_state == mark.replica_state);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string wrong = text;
    wrong[i] = static_cast<char>(wrong[i] ^ 1);
    CHECK_FALSE(parse_arrival_mark(wrong).has_value());
    CHECK_FALSE(parse_arrival_mark(text.substr(0, i)).has_value());
  }
}

TEST_CASE("future directories have Kafka's name") {
  Uuid unique;
  unique.bytes[0] = 1;
  const std::string name = future_directory_name("a-b.c", PartitionId(12), unique);
  CHECK(name.ends_with("-future"));
  const auto parsed = parse_future_directory(name);
  REQUIRE(parsed.has_value());
  CHECK(parsed->first == "a-b.c");
  CHECK(parsed->second == PartitionId(12));
  CHECK_FALSE(parse_future_directory("a-0.x-delete").has_value());
  CHECK_FALSE(parse_future_directory("a.x-future").has_value());
}
