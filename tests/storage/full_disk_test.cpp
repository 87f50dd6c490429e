// A disk without space: producers are refused, what the cluster needs goes on, nothing that was acknowledged is lost,
// and all is well again when there is space.
#include <catch2/catch.hpp>

#include <algorithm>

#include "storage/log/segment.h"
#include "storage/log/space_guard.h"
#include "tests/storage/log_bench.h"

using namespace klamm;
using namespace klamm::test;

namespace {

constexpr std::uint64_t kReserve = 512U << 10;

struct FullDiskBench {
  FullDiskBench() {
    bench.stop(true);
    bench.storage_config.reserve_bytes = kReserve;
    bench.storage_config.space_retry_ms = 20;
    bench.start();
    bench.create(clients_id);
    LogConfig config = small_log();
    config.from_reserve = true;
    const auto made =
        bench.world.run(bench.node, [&](Env&) { return bench.manager().create(cluster_id, "offsets", config); });
    REQUIRE(made.ok());
  }
  // So much is free from now on.
  void leave_free(std::uint64_t bytes) {
    bench.node.disk().options().capacity_bytes = bench.node.disk().used_bytes() + bytes;
  }
  void free_all() { bench.node.disk().options().capacity_bytes = UINT64_MAX; }
  Result<AppendResult> append(TopicIdPartition id, std::size_t bytes = 3000) {
    Result<AppendResult> appended = bench.on_shard(
        [&] { return bench.log(id)->append_as_leader(make_batch({.value_bytes = bytes}), LeaderEpoch(0)); });
    // Time passes, as with a client that waits for its answer or tries again.
    bench.world.run_for(2 * kNsPerMs);
    return appended;
  }
  // Appends until an append is refused; how many there were.
  int fill(TopicIdPartition id, int limit = 5000) {
    for (int i = 0; i < limit; ++i) {
      const Result<AppendResult> appended = append(id);
      if (appended.ok()) continue;
      CHECK(appended.code() == ErrorCode::kKafkaStorageError);
      CHECK(appended.error().os_errno == ENOSPC);
      return i;
    }
    return limit;
  }
  [[nodiscard]] std::size_t lines(std::string_view text) const {
    const auto& all = bench.node.log().lines();
    return static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [&](const std::string& line) { return line.find(text) != std::string::npos; }));
  }
  int walk(TopicIdPartition id) {
    int count = 0;
    Offset at(0);
    while (at < bench.log(id)->log_end_offset()) {
      const Result<ReadResult> read = bench.world.run(
          bench.node, [&](Env&) { return bench.log(id)->read(at, 64U << 10, true, Offset(INT64_MAX)); });
      REQUIRE(read.ok());
      REQUIRE(read->next_offset > at);
      count += static_cast<int>(read->next_offset - at);
      at = read->next_offset;
    }
    return count;
  }

  LogBench bench;
  TopicIdPartition clients_id = partition_id(1, 0);
  TopicIdPartition cluster_id = partition_id(2, 0);
};

Task<void> close_unclean(LogManager* manager, bool* closed) {
  Task<Status> closing = manager->close(true);
  const Status status = co_await closing;
  CHECK_FALSE(status.ok());
  *closed = true;
}

struct Waiting {
  std::optional<Status> ended;
};

Task<void> wait_durable(std::shared_ptr<PartitionLog> log, Offset end, Waiting* waiting) {
  Task<Status> durable = log->wait_durable(end);
  waiting->ended = co_await durable;
}

Task<void> delete_first(std::shared_ptr<PartitionLog> log, Waiting* waiting) {
  Task<Status> moving = log->set_log_start_offset(Offset(1));
  waiting->ended = co_await moving;
}

}  // namespace

TEST_CASE("a disk that is full but for the reserve refuses producers and serves the cluster") {
  FullDiskBench full;
  full.leave_free(kReserve + (1U << 20));
  const int clients = full.fill(full.clients_id);
  CHECK(clients > 50);
  CHECK(clients < 1000);
  CHECK(full.lines("disk full") == 1);
  // Of the reserve there is most left.
  CHECK(full.bench.node.disk().used_bytes() + kReserve / 2 < full.bench.node.disk().options().capacity_bytes);
  for (int i = 0; i < 40; ++i) {
    REQUIRE(full.append(full.cluster_id, 1000).ok());
    CHECK(full.append(full.clients_id).code() == ErrorCode::kKafkaStorageError);
    CHECK(full.bench.log(full.clients_id)->has_room());  // nobody waits only to be refused
  }
  full.bench.world.run_for(50 * kNsPerMs);
  CHECK(full.bench.log(full.cluster_id)->durable_end_offset() == Offset(40));
  CHECK(full.walk(full.clients_id) == clients);
  CHECK(full.lines("disk full") == 1);
  CHECK(full.lines("offline") == 0);

  full.free_all();
  full.bench.world.run_for(100 * kNsPerMs);
  CHECK(full.lines("space again") == 1);
  REQUIRE(full.append(full.clients_id).ok());
  full.bench.stop(true);
  full.bench.start();
  CHECK(full.walk(full.clients_id) == clients + 1);
  CHECK(full.walk(full.cluster_id) == 40);
  full.bench.stop(true);
}

TEST_CASE("what finds no space at all stays in memory and the journal, and is written when there is some") {
  const bool crash = GENERATE(false, true);
  const bool power_loss = GENERATE(false, true);
  FullDiskBench full;
  for (int i = 0; i < 20; ++i) REQUIRE(full.append(full.clients_id).ok());
  // Somebody else took everything, the reserve too.
  full.leave_free(8U << 10);
  const int clients = 20 + full.fill(full.clients_id);
  int cluster = 0;
  for (int i = 0; i < 20; ++i) cluster += full.append(full.cluster_id, 1000).ok() ? 1 : 0;
  CHECK(cluster == 20);
  full.bench.world.run_for(100 * kNsPerMs);
  CHECK(full.lines("disk full") == 1);
  CHECK(full.lines("offline") == 0);
  CHECK(full.bench.log(full.clients_id)->durable_end_offset() == Offset(clients));
  CHECK(full.bench.log(full.cluster_id)->durable_end_offset() == Offset(cluster));
  CHECK(full.walk(full.clients_id) == clients);
  CHECK_FALSE(full.bench.world.run(full.bench.node, [&](Env&) { return full.bench.manager().checkpoint(); }).ok());

  full.free_all();
  if (crash) {
    power_loss ? full.bench.world.power_loss(full.bench.node) : full.bench.world.crash_process(full.bench.node);
  } else {
    full.bench.world.run_for(200 * kNsPerMs);
    CHECK(full.lines("space again") == 1);
    REQUIRE(full.append(full.clients_id).ok());
    full.bench.stop(true);
  }
  full.bench.start();
  CHECK(full.walk(full.clients_id) == clients + (crash ? 0 : 1));
  CHECK(full.walk(full.cluster_id) == cluster);
  full.bench.stop(true);
}

TEST_CASE("a journal that finds no space for a file goes on when there is some") {
  FullDiskBench full;
  // The journal's files are not all made yet; the cluster's log fills them up.
  full.leave_free(0);
  int cluster = 0;
  for (int i = 0; i < 400; ++i) {
    if (!full.append(full.cluster_id).ok()) break;
    ++cluster;
  }
  // What waits in memory is bounded.
  CHECK(cluster < 400);
  const Offset durable = full.bench.log(full.cluster_id)->durable_end_offset();
  CHECK(durable < Offset(cluster));
  CHECK(full.lines("offline") == 0);
  full.free_all();
  full.bench.world.run_for(200 * kNsPerMs);
  CHECK(full.bench.log(full.cluster_id)->durable_end_offset() == Offset(cluster));
  REQUIRE(full.append(full.cluster_id).ok());
  REQUIRE(full.append(full.clients_id).ok());
  full.bench.stop(true);
  full.bench.start();
  CHECK(full.walk(full.cluster_id) == cluster + 1);
  full.bench.stop(true);
}

TEST_CASE("a full disk is said once, not by every shard that finds it full") {
  SimWorld world(1);
  SimNode& node = world.add_node({.shards = 2});
  node.start();
  StorageConfig config = small_storage();
  config.reserve_bytes = kReserve;
  config.space_retry_ms = 20;
  const Result<Storage*> opened = open_storage(world, node, config, small_log(), 2);
  REQUIRE(opened.ok());
  std::vector<std::shared_ptr<PartitionLog>> logs;
  for (std::uint32_t shard = 0; shard < 2; ++shard) {
    const TopicIdPartition id = partition_id(1, static_cast<std::int32_t>(shard));
    LogManager& manager = *(*opened)->managers[shard];
    const auto made = world.run(node, [&](Env&) { return manager.create(id, "t", small_log()); }, shard);
    REQUIRE(made.ok());
    logs.push_back(*made);
  }
  const auto append = [&](std::uint32_t shard) {
    Scheduler::Running running(node.shard(shard).scheduler());
    return logs[shard]->append_as_leader(make_batch({}), LeaderEpoch(0)).ok();
  };
  const auto lines = [&](std::string_view text) {
    const auto& all = node.log().lines();
    return std::count_if(all.begin(), all.end(),
                         [&](const auto& line) { return line.find(text) != std::string::npos; });
  };
  // One after the other finds out; whoever is last to be told that there is space says it.
  node.disk().options().capacity_bytes = node.disk().used_bytes() + kReserve / 2;
  for (std::uint32_t shard = 0; shard < 2; ++shard) {
    int appended = 0;
    while (append(shard) && ++appended < 10) world.run_for(30 * kNsPerMs);
    CHECK(appended > 0);
    CHECK(appended < 10);
    CHECK(lines("disk full") == 1);
  }
  node.disk().options().capacity_bytes = UINT64_MAX;
  world.run_for(100 * kNsPerMs);
  CHECK(lines("space again") == 1);
  for (std::uint32_t shard = 0; shard < 2; ++shard) CHECK(append(shard));
  logs.clear();
  CHECK(close_storage(world, node, **opened, true).ok());
  node.stop();
}

TEST_CASE("who waits for a full disk is told when a stop begins, and space that comes then is used all the same") {
  FullDiskBench full;
  full.leave_free(0);
  while (full.append(full.cluster_id).ok()) continue;
  std::shared_ptr<PartitionLog> log = full.bench.log(full.cluster_id);
  const Offset end = log->log_end_offset();
  REQUIRE(log->durable_end_offset() < end);
  Waiting appended;
  Waiting deleted;
  full.bench.world.spawn(full.bench.node, 0, [&](Env&) { return wait_durable(log, end, &appended); });
  full.bench.world.spawn(full.bench.node, 0, [&](Env&) { return delete_first(log, &deleted); });
  full.bench.world.run_for(1'000 * kNsPerMs);
  REQUIRE_FALSE((appended.ended.has_value() || deleted.ended.has_value()));
  full.bench.on_shard([&] { full.bench.manager().wait_no_more(); });
  const auto told = [&] { return appended.ended.has_value() && deleted.ended.has_value(); };
  REQUIRE(full.bench.world.run_until(told, full.bench.world.now() + 1'000 * kNsPerMs));
  CHECK(is_out_of_space(appended.ended->error()));
  CHECK(is_out_of_space(deleted.ended->error()));
  CHECK(full.lines("offline") == 0);
  full.free_all();
  full.bench.world.run_for(200 * kNsPerMs);
  CHECK(log->durable_end_offset() == end);
  log.reset();
  full.bench.stop(true);
}

TEST_CASE("a stop comes to an end on a disk that stays full, and loses nothing that was durable") {
  FullDiskBench full;
  full.leave_free(0);
  while (full.append(full.cluster_id).ok()) continue;
  const Offset durable = full.bench.log(full.cluster_id)->durable_end_offset();
  REQUIRE(durable < full.bench.log(full.cluster_id)->log_end_offset());
  bool closed = false;
  LogManager* const manager = &full.bench.manager();
  full.bench.world.spawn(full.bench.node, 0, [manager, &closed](Env&) { return close_unclean(manager, &closed); });
  REQUIRE(full.bench.world.run_until([&] { return closed; }, full.bench.world.now() + 10'000 * kNsPerMs));
  CHECK(full.lines("no clean stop") == 1);
  full.bench.world.crash_process(full.bench.node);
  full.free_all();
  full.bench.start();
  CHECK(Offset(full.walk(full.cluster_id)) >= durable);
  REQUIRE(full.append(full.cluster_id).ok());
  full.bench.stop(true);
}

TEST_CASE("retention makes room on a full disk") {
  FullDiskBench full;
  for (int i = 0; i < 200; ++i) REQUIRE(full.append(full.clients_id).ok());
  full.bench.checkpoint();
  full.leave_free(0);
  full.fill(full.clients_id);
  REQUIRE(full.lines("disk full") == 1);
  const Offset end = full.bench.log(full.clients_id)->durable_end_offset();
  const Status moved = full.bench.world.run(
      full.bench.node, [&](Env&) { return full.bench.log(full.clients_id)->set_log_start_offset(end); });
  full.bench.world.run_for(1000 * kNsPerMs);
  // What found no space could not be deleted with the rest, and the caller is told.
  CHECK(is_out_of_space(moved.error()));
  CHECK(full.bench.files(".log").size() == 1);
  CHECK(full.bench.files(".deleted").empty());
  full.free_all();
  full.bench.world.run_for(100 * kNsPerMs);
  REQUIRE(full.append(full.clients_id).ok());
  full.bench.stop(true);
}

TEST_CASE("a truncation forgets no timestamp whose index entry found no space") {
  constexpr std::uint64_t kPage = SimDisk::kPageSize;
  constexpr std::size_t kTimesInPage = kPage / TimeEntry::kSize;
  FullDiskBench full;
  LogBench& bench = full.bench;
  const TopicIdPartition id = partition_id(3, 0);
  LogConfig config = small_log();
  config.segment_size_bytes = 1 << 20;
  config.from_reserve = true;
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.manager().create(id, "large", config); }).ok());
  const auto append = [&](std::int64_t timestamp_ms) {
    const Result<AppendResult> appended = bench.on_shard(
        [&] { return bench.log(id)->append_as_leader(make_batch({.timestamp_ms = timestamp_ms}), LeaderEpoch(0)); });
    REQUIRE(appended.ok());
    bench.world.run_for(kNsPerMs);
    return appended->base_offset;
  };
  // The time index fills its first page nearly; the offset index, whose entries are smaller, has room in its own.
  const auto times = [&] { return bench.log(id)->segments().front()->time_index().count(); };
  std::int64_t time_ms = 1000;
  while (times() < kTimesInPage - 1) append(++time_ms);
  bench.checkpoint();
  const std::uint64_t pages = (bench.log(id)->size_bytes() + kPage - 1) / kPage;
  const Offset newest = append(time_ms + 1000);
  while (times() < kTimesInPage + 1) append(++time_ms + 1000);
  // The offset index goes on without the time index: nothing is newer.
  for (int i = 0; i < 4; ++i) append(time_ms);
  const Offset cut = append(time_ms);
  // There is space for the log and the offset index.
  full.leave_free(((bench.log(id)->size_bytes() + kPage - 1) / kPage - pages) * kPage);
  const std::string time_index = std::string(kLogDir) + "/large-0/" + segment_file_name(Offset(0)) + ".timeindex";
  const auto torn = [&] { return bench.node.disk().content(time_index).size() % TimeEntry::kSize > 0; };
  bench.node.disk().options().short_write = 1'000'000;
  for (int i = 0; i < 30 && (i == 0 || !torn()); ++i) {
    CHECK_FALSE(bench.world.run(bench.node, [&](Env&) { return bench.manager().checkpoint(); }).ok());
  }
  bench.node.disk().options().short_write = 0;
  bench.on_shard([&] {
    const Segment& segment = *bench.log(id)->segments().front();
    CHECK(segment.offset_index().saved() == segment.offset_index().count());
    CHECK(segment.time_index().saved() < segment.time_index().count());
  });
  if (GENERATE(false, true)) {
    // What the file has of the entry that did not fit goes, too.
    REQUIRE(torn());
    REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log(id)->truncate_to(newest); }).ok());
    full.free_all();
    bench.stop(true);
    CHECK(bench.node.disk().content(time_index).size() == (kTimesInPage - 1) * TimeEntry::kSize);
    return;
  }
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log(id)->truncate_to(cut); }).ok());
  full.free_all();
  bench.world.run_for(100 * kNsPerMs);
  for (int i = 0; i < 6; ++i) append(time_ms + 500);
  bench.checkpoint();
  const auto found = bench.world.run(
      bench.node, [&](Env&) { return bench.log(id)->offset_for_timestamp(time_ms + 600, Offset(INT64_MAX)); });
  REQUIRE(found.ok());
  CHECK(found->offset == newest);
  bench.stop(true);
}

TEST_CASE("kip_98 a producer is remembered whose snapshot found no space while another sync waited") {
  FullDiskBench full;
  LogBench& bench = full.bench;
  // The pages of all other files are there.
  for (int i = 0; i < 3; ++i) REQUIRE(full.append(full.cluster_id, 300).ok());
  bench.checkpoint();
  const BatchSpec spec{.producer = ProducerId(7), .producer_epoch = ProducerEpoch(0), .sequence = 0};
  const auto append = [&] {
    return bench.on_shard(
        [&] { return bench.log(full.cluster_id)->append_as_leader(make_batch(spec), LeaderEpoch(0)); });
  };
  REQUIRE(append().ok());
  full.leave_free(0);
  std::vector<Status> results;
  LogManager* const manager = &bench.manager();
  for (int i = 0; i < 2; ++i) {
    bench.world.spawn(bench.node, 0, [manager, &results](Env&) { return checkpoint_beside(manager, &results); });
  }
  REQUIRE(bench.world.run_until([&] { return results.size() == 1; }));
  CHECK(is_out_of_space(results.front().error()));
  full.free_all();
  REQUIRE(bench.world.run_until([&] { return results.size() == 2; }));
  CHECK(results.back().ok());
  bench.world.run_for(100 * kNsPerMs);
  // The journal comes round, and its records of the producer are gone.
  for (int i = 0; i < 200; ++i) REQUIRE(full.append(full.clients_id).ok());
  bench.world.crash_process(bench.node);
  bench.start();
  const Result<AppendResult> again = append();
  REQUIRE(again.ok());
  CHECK(again->duplicate);
  CHECK(again->base_offset == Offset(3));
  bench.stop(true);
}

TEST_CASE("kip_98 a truncation above a moved start forgets no producer on a disk that stays full") {
  const bool power_loss = GENERATE(false, true);
  FullDiskBench full;
  LogBench& bench = full.bench;
  const BatchSpec spec{.producer = ProducerId(7), .producer_epoch = ProducerEpoch(0), .sequence = 0};
  const auto append = [&] {
    return bench.on_shard(
        [&] { return bench.log(full.cluster_id)->append_as_leader(make_batch(spec), LeaderEpoch(0)); });
  };
  REQUIRE(append().ok());
  for (int i = 0; i < 20; ++i) REQUIRE(full.append(full.cluster_id, 300).ok());
  const auto run = [&](auto step) {
    return bench.world.run(bench.node, [&](Env&) { return step(*bench.log(full.cluster_id)); });
  };
  // Nothing but the snapshot knows of what is deleted.
  REQUIRE(run([](PartitionLog& log) { return log.set_log_start_offset(Offset(8)); }).ok());
  bench.checkpoint();
  full.leave_free(0);
  REQUIRE(run([](PartitionLog& log) { return log.truncate_to(Offset(12)); }).ok());
  power_loss ? bench.world.power_loss(bench.node) : bench.world.crash_process(bench.node);
  full.free_all();
  bench.start();
  REQUIRE(bench.log(full.cluster_id)->log_start_offset() == Offset(8));
  REQUIRE(bench.log(full.cluster_id)->log_end_offset() == Offset(12));
  const Result<AppendResult> again = append();
  REQUIRE(again.ok());
  CHECK(again->duplicate);
  bench.stop(true);
}

TEST_CASE("a sync that says ENOSPC is final") {
  FullDiskBench full;
  REQUIRE(full.append(full.clients_id).ok());
  full.bench.node.disk().options().sync_error = 1'000'000;
  CHECK_FALSE(full.bench.world.run(full.bench.node, [&](Env&) { return full.bench.manager().checkpoint(); }).ok());
  full.bench.node.disk().options().sync_error = 0;
  CHECK(full.append(full.clients_id).code() == ErrorCode::kKafkaStorageError);
  CHECK(full.lines("offline") == 1);
  full.bench.stop(false);
}
