// Retention by time and by size, on a simulated disk: what goes, when, and what a crash leaves of it.
#include <fcntl.h>

#include <set>

#include "runtime/io/io.h"
#include "storage/log/remover.h"
#include "storage/log/segment.h"
#include "tests/storage/log_bench.h"

using namespace klamm;
using namespace klamm::test;

namespace {

constexpr std::int64_t kSecond = 1000;  // in milliseconds

LogConfig deleting() {
  LogConfig config = small_log();
  config.cleanup_delete = true;
  return config;
}

// About 16 batches a segment, a second apart.
void fill(LogBench& bench, int batches, std::int64_t first_ms) {
  for (int i = 0; i < batches; ++i) {
    REQUIRE(bench.append({.value_bytes = 900, .timestamp_ms = first_ms + i * kSecond}).ok());
  }
  bench.wait_durable();
}

// Batches of one idempotent producer; its next one.
BatchSpec fill_by_producer(LogBench& bench, int batches) {
  BatchSpec spec{.value_bytes = 900, .producer = ProducerId(5), .producer_epoch = ProducerEpoch(0)};
  for (spec.sequence = 0; spec.sequence < batches; ++spec.sequence) REQUIRE(bench.append(spec).ok());
  bench.wait_durable();
  return spec;
}

std::int64_t now_ms(LogBench& bench) { return bench.node.env().wall_ms(); }

// A run of retention, to its end.
void check_retention(LogBench& bench) {
  bench.on_shard([&] { bench.manager().check_retention(); });
  bench.world.run_for(5 * kNsPerMs);
}

// To be spawned beside something else.
Task<void> raise_start_beside(std::shared_ptr<PartitionLog> log, Offset offset, std::vector<Status>* results) {
  Task<Status> raising = log->set_log_start_offset(offset);
  Status result = co_await raising;
  results->push_back(std::move(result));
}

Task<void> make_file(Env& env, std::string directory, std::string file) {
  co_await make_directory(env.io, directory);
  const Handle handle = co_await open_file(env.io, file, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  co_await allocate_file(env.io, handle, 0, 64U << 20);
  co_await close_handle(env.io, handle);
}

}  // namespace

TEST_CASE("retention.ms deletes segments whose newest record is older, oldest first") {
  LogConfig config = deleting();
  config.retention_ms = 100 * kSecond;
  LogBench bench(1, config);
  bench.create();
  // The first two segments are older than that, the third one is in part.
  fill(bench, 64, now_ms(bench) - 145 * kSecond);
  const bool on_disk = GENERATE(false, true);
  if (on_disk) bench.checkpoint();
  const std::size_t before = bench.log()->size_bytes();
  check_retention(bench);
  const Offset start = bench.log()->log_start_offset();
  CHECK(start > Offset(20));
  CHECK(start < Offset(46));
  CHECK(bench.log()->size_bytes() < before);
  CHECK(bench.read(start - 1).code() == ErrorCode::kOffsetOutOfRange);
  CHECK(bench.read(start).ok());
  // Nothing more is due.
  check_retention(bench);
  CHECK(bench.log()->log_start_offset() == start);
  const bool clean = GENERATE(false, true);
  bench.stop(clean);
  bench.start();
  CHECK(bench.log()->log_start_offset() == start);
  CHECK(bench.log()->log_end_offset() == Offset(64));
  bench.stop(true);
}

TEST_CASE("retention.ms rolls and deletes the active segment too, and offsets go on") {
  LogConfig config = deleting();
  config.retention_ms = 10 * kSecond;
  LogBench bench(2, config);
  bench.create();
  fill(bench, 40, now_ms(bench) - 1000 * kSecond);
  check_retention(bench);
  CHECK(bench.log()->log_start_offset() == Offset(40));
  CHECK(bench.log()->log_end_offset() == Offset(40));
  CHECK(bench.log()->size_bytes() == 0);
  // An empty active segment is never deleted.
  check_retention(bench);
  const bool append = GENERATE(false, true);
  if (append) {
    REQUIRE(bench.append({.timestamp_ms = now_ms(bench)})->base_offset == Offset(40));
    bench.wait_durable();
  }
  const int end = GENERATE(0, 1, 2);
  if (end == 0) bench.world.power_loss(bench.node);
  if (end == 1) bench.world.crash_process(bench.node);
  if (end == 2) bench.stop(true);
  bench.start();
  CHECK(bench.log()->log_start_offset() == Offset(40));
  CHECK(bench.log()->log_end_offset() == Offset(append ? 41 : 40));
  CHECK(bench.append({})->base_offset == Offset(append ? 41 : 40));
  bench.stop(true);
}

TEST_CASE("retention.bytes keeps at least so much, and 0 keeps nothing") {
  LogConfig config = deleting();
  config.retention_bytes = GENERATE(0, 20'000, 40'000, 1'000'000);
  LogBench bench(3, config);
  bench.create();
  fill(bench, 80, now_ms(bench) - 1000 * kSecond);
  const std::uint64_t before = bench.log()->size_bytes();
  check_retention(bench);
  const auto limit = static_cast<std::uint64_t>(config.retention_bytes);
  const std::uint64_t after = bench.log()->size_bytes();
  if (limit >= before) {
    CHECK(after == before);
  } else {
    CHECK(after >= limit);
    CHECK(after < limit + static_cast<std::uint64_t>(config.segment_size_bytes));
  }
  if (limit == 0) CHECK(bench.log()->log_start_offset() == Offset(80));
  bench.stop(true);
}

TEST_CASE("kip_98 producers outlive the segments that retention deletes") {
  LogConfig config = deleting();
  config.retention_bytes = 0;
  LogBench bench(1, config);
  bench.create();
  BatchSpec spec = fill_by_producer(bench, 20);
  check_retention(bench);
  bench.world.run_for(kNsPerMs * 100);  // the snapshot is synced first
  const Offset end(20);
  CHECK(bench.log()->log_start_offset() == end);
  const bool clean = GENERATE(false, true);
  bench.stop(clean);
  bench.start();
  const Result<AppendResult> next = bench.append(spec);
  REQUIRE(next.ok());
  CHECK(next->base_offset == end);
  spec.sequence = 19;
  CHECK(bench.append(spec)->duplicate);
  bench.stop(true);
}

TEST_CASE("kip_98 producers outlive deleted segments of which a power loss gives the first one back") {
  LogConfig config = deleting();
  config.retention_bytes = 0;
  LogBench bench(1, config);
  bench.create();
  BatchSpec spec = fill_by_producer(bench, 40);
  // The journal holds nothing of the records any more.
  bench.stop(true);
  bench.start();
  SimDisk& disk = bench.node.disk();
  const std::string first = std::string(kLogDir) + "/topic-0/" + bench.files(".log").front();
  const std::string content = disk.content(first);
  check_retention(bench);
  bench.world.run_for(kNsPerMs * 100);
  const Offset end(40);
  REQUIRE(bench.log()->log_start_offset() == end);
  bench.world.crash_process(bench.node);
  for (const std::string& name : bench.files(".log")) {
    REQUIRE(disk.unlink(std::string(kLogDir) + "/topic-0/" + name) == 0);
  }
  put_file(disk, first, content);
  bench.start();
  CHECK(bench.log()->log_start_offset() == end);
  CHECK(bench.log()->log_end_offset() == end);
  spec.sequence = 39;
  const Result<AppendResult> again = bench.append(spec);
  REQUIRE(again.ok());
  CHECK(again->duplicate);
  bench.stop(true);
}

TEST_CASE("records count as deleted when that is durable, whoever deleted them") {
  LogBench bench(1, deleting());
  bench.create();
  for (int i = 0; i < 20; ++i) REQUIRE(bench.append({.value_bytes = 900}).ok());
  bench.wait_durable();
  bench.checkpoint();
  std::vector<Status> raised;
  bench.world.spawn(bench.node, 0, [&](Env&) { return raise_start_beside(bench.log(), Offset(10), &raised); });
  REQUIRE(bench.world.run_until([&] { return bench.log()->log_start_offset() == Offset(10); },
                                bench.world.now() + kSecond * kNsPerMs));
  REQUIRE(raised.empty());
  // This much is not there any more, to whoever asks; but it would be after a loss of power.
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->set_log_start_offset(Offset(5)); }).ok());
  bench.world.power_loss(bench.node);
  bench.start();
  CHECK(bench.log()->log_start_offset() >= Offset(5));
  bench.stop(true);
}

TEST_CASE("without cleanup.policy delete, and with retention of -1, nothing goes") {
  LogConfig config = small_log();
  config.cleanup_delete = GENERATE(false, true);
  config.retention_ms = config.cleanup_delete ? -1 : 1;
  LogBench bench(4, config);
  bench.create();
  fill(bench, 64, now_ms(bench) - 1'000'000 * kSecond);
  check_retention(bench);
  CHECK(bench.log()->log_start_offset() == Offset(0));
  bench.stop(true);
}

TEST_CASE("a lower retention.ms deletes at once, without a run") {
  LogBench bench(5, deleting());
  bench.create();
  fill(bench, 64, now_ms(bench) - 1000 * kSecond);
  LogConfig config = deleting();
  config.retention_ms = 100 * kSecond;
  bench.on_shard([&] { bench.log()->reconfigure(config); });
  bench.world.run_for(5 * kNsPerMs);
  CHECK(bench.log()->log_start_offset() == Offset(64));
  bench.stop(true);
}

TEST_CASE("a record from the future keeps its segment, and those behind it") {
  LogConfig config = deleting();
  config.retention_ms = 100 * kSecond;
  LogBench bench(6, config);
  bench.create();
  REQUIRE(bench.append({.timestamp_ms = now_ms(bench) + 1000 * kSecond}).ok());
  fill(bench, 64, now_ms(bench) - 10'000 * kSecond);
  check_retention(bench);
  CHECK(bench.log()->log_start_offset() == Offset(0));
  bench.stop(true);
}

namespace {

// A replica that has committed less than it holds.
struct Committed final : LogObserver {
  explicit Committed(Offset end) : committed(end) {}
  void on_durable(Offset) override {}
  void on_offline(const Error&) override {}
  [[nodiscard]] Offset high_watermark() const override { return committed; }
  Offset committed;
};

}  // namespace

TEST_CASE("nothing above the high watermark is deleted") {
  LogConfig config = deleting();
  config.retention_ms = kSecond;
  LogBench bench(7, config);
  Committed observer(Offset(30));
  bench.create()->set_observer(&observer);
  fill(bench, 64, now_ms(bench) - 10'000 * kSecond);
  check_retention(bench);
  const Offset start = bench.log()->log_start_offset();
  CHECK(start > Offset(0));
  CHECK(start <= Offset(30));
  observer.committed = Offset(64);
  check_retention(bench);
  CHECK(bench.log()->log_start_offset() == Offset(64));
  bench.log()->set_observer(nullptr);
  bench.stop(true);
}

TEST_CASE("deleted files are renamed, go after file.delete.delay.ms, and a start clears what is left") {
  LogConfig config = deleting();
  config.retention_ms = 10 * kSecond;
  config.file_delete_delay_ms = 500;
  LogBench bench(8, config);
  bench.create();
  fill(bench, 64, now_ms(bench) - 1000 * kSecond);
  bench.checkpoint();
  const std::size_t segments = bench.files(".log").size();
  REQUIRE(segments >= 4);
  // A reader that began before goes on with what it has.
  const Result<ReadResult> before = bench.read(Offset(0), 1000);
  REQUIRE(before.ok());
  check_retention(bench);
  bench.world.run_for(50 * kNsPerMs);
  // The empty segment that follows is there before the others go.
  CHECK(bench.files(".log") == std::vector<std::string>{segment_file_name(Offset(64)) + ".log"});
  CHECK(bench.files(".log.deleted").size() == segments);
  const bool restart = GENERATE(false, true);
  if (restart) {
    bench.world.crash_process(bench.node);
    bench.start();
  }
  bench.world.run_for(600 * kNsPerMs);
  CHECK(bench.files(".deleted").empty());
  CHECK(bench.log()->log_start_offset() == Offset(64));
  bench.stop(true);
}

TEST_CASE("segments of a log that was only found on disk are judged by their time indexes") {
  LogBench bench(9, deleting());
  bench.create();
  fill(bench, 64, now_ms(bench) - 1000 * kSecond);
  bench.stop(true);
  bench.config.retention_ms = 950 * kSecond;
  bench.start();
  check_retention(bench);
  bench.world.run_for(50 * kNsPerMs);
  CHECK(bench.log()->log_start_offset() > Offset(30));
  CHECK(bench.log()->log_start_offset() < Offset(64));
  bench.stop(true);
}

TEST_CASE("segment.jitter.ms lowers segment.ms by up to so much, for the segment that is there too") {
  LogConfig config = small_log();
  config.segment_size_bytes = 1 << 20;
  config.segment_age_ms = 100 * kSecond;
  config.segment_jitter_ms = 50 * kSecond;
  LogBench bench(10, config);
  bench.create();
  for (int i = 0; i < 1000; ++i) {
    REQUIRE(bench.append({.value_bytes = 10, .timestamp_ms = 1'000'000 + i * kSecond}).ok());
    if (i % 10 == 0) bench.wait_durable();
  }
  bench.wait_durable();
  bench.checkpoint();
  const std::vector<std::string> logs = bench.files(".log");
  CHECK(logs.size() > 10);
  CHECK(logs.size() < 20);
  std::set<std::int64_t> lengths;
  for (std::size_t i = 1; i < logs.size(); ++i) {
    const std::int64_t length =
        *parse_segment_file_name(logs[i], ".log") - *parse_segment_file_name(logs[i - 1], ".log");
    CHECK(length <= 101);
    CHECK(length >= 51);
    lengths.insert(length);
  }
  CHECK(lengths.size() > 3);
  bench.stop(true);
}

TEST_CASE("a run over many partitions is cut into slices") {
  LogConfig config = deleting();
  config.retention_ms = kSecond;
  LogBench bench(11, config);
  constexpr int kMany = 1000;
  for (int i = 0; i < kMany; ++i) bench.create(partition_id(2, i));
  // One turn of the shard looks at a part of them only: somebody else's fiber gets in between.
  int turns = 0;
  bench.on_shard([&] { bench.manager().check_retention(); });
  Scheduler& scheduler = bench.node.shard().scheduler();
  while (!scheduler.idle()) {
    Scheduler::Running running(scheduler);
    scheduler.run_ready();
    ++turns;
  }
  CHECK(turns >= kMany / 256);
  bench.stop(true);
}

TEST_CASE("a large file is given back step by step") {
  SimWorld world(3);
  SimNode& node = world.add_node({});
  node.start();
  const std::string directory = "/gone";
  const std::string file = directory + "/00000000000000000000.log";
  world.run(node, [&](Env& env) { return make_file(env, directory, file); });
  Remover remover(node.env(), node.env().log);
  world.spawn(node, 0, [&](Env&) { return remover.run(); });
  {
    Scheduler::Running running(node.shard().scheduler());
    remover.remove_directory(directory);
  }
  const auto size = [&] {
    const auto found = [&](Env& env) { return file_size(env.io, file); };
    return world.run(node, found);
  };
  const MonotonicNs began = world.now();
  std::set<std::int64_t> sizes;
  while (node.disk().exists(directory)) {
    sizes.insert(size());
    REQUIRE(world.now() - began < 1000 * kNsPerMs);
  }
  CHECK(sizes.size() >= 4);
  CHECK(world.now() - began >= 60 * kNsPerMs);
  Scheduler::Running running(node.shard().scheduler());
  remover.stop();
  world.run_for(kNsPerMs);
}
