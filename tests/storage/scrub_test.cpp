// The scrubber over logs on a simulated disk: what it finds, what it leaves alone, when it stands still.
#include <algorithm>
#include <charconv>

#include "tests/storage/keyed_log.h"

using namespace klamm;
using namespace klamm::test;

namespace {

constexpr MonotonicNs kSecond = 1'000 * kNsPerMs;
const std::string kDirectory = std::string(kLogDir) + "/topic-0";
const std::string kFirst = kDirectory + "/00000000000000000000";

ScrubConfig often() { return ScrubConfig{.enable = true, .interval_ms = 1000, .bytes_per_second = 1 << 30}; }

struct ScrubBench : LogBench {
  explicit ScrubBench(std::uint64_t seed, LogConfig log_config = small_log()) : LogBench(seed, log_config) {}

  // About 16 batches a segment, all but the last one at rest.
  void fill(int batches) {
    for (int i = 0; i < batches; ++i) {
      REQUIRE(append({.value_bytes = 900, .timestamp_ms = 4'000'000'000'000 + i * 1000}).ok());
      if (i % 20 == 0) wait_durable();
    }
    wait_durable();
  }
  void fill_and_restart(int batches) {
    create();
    fill(batches);
    stop(true);
    start();
  }
  void scrub(const ScrubConfig& scrubbing) {
    on_shard([&] { manager().reconfigure_scrub(scrubbing); });
  }
  std::int64_t passes() { return metric(node, "klamm_scrub_passes_total"); }
  std::int64_t damages() { return metric(node, "klamm_scrub_damages_total"); }
  std::int64_t damaged_segments() { return metric(node, "klamm_scrub_damaged_segments"); }
  // Until one more pass has begun and ended.
  void pass() {
    const std::int64_t before = passes();
    REQUIRE(world.run_until([&] { return passes() >= before + 2; }, world.now() + 600 * kSecond));
  }
  std::size_t lines(std::string_view text) {
    const auto& all = node.log().lines();
    return static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [&](const std::string& line) { return line.find(text) != std::string::npos; }));
  }
};

}  // namespace

TEST_CASE("a bit that flips in an old segment is found, said and counted, and nothing is changed") {
  ScrubBench bench(1);
  bench.fill_and_restart(80);
  bench.node.disk().corrupt(kFirst + ".log", 3000, 3);
  const std::string before = bench.node.disk().content(kFirst + ".log");
  bench.scrub(often());
  bench.pass();
  CHECK(bench.damages() >= 1);
  CHECK(bench.damaged_segments() == 1);
  CHECK(bench.lines("a batch on disk is damaged") >= 1);
  CHECK(bench.lines("directory=/data log=topic-0 file=00000000000000000000.log") >= 1);
  CHECK(bench.lines("offset=3 error=\"the batch fails its checksum\"") >= 1);
  CHECK(bench.node.disk().content(kFirst + ".log") == before);
  CHECK(metric(bench.node, "klamm_storage_corrupt_reads_total") == 0);
  CHECK(metric(bench.node, "klamm_scrub_bytes_total") >= 4 * 15'000);
  CHECK(bench.manager().log_dirs()[0].online);
  // It is known at once after a restart, and no more when the segment is deleted.
  bench.stop(true);
  bench.storage_config.scrub = {.enable = true, .interval_ms = 1'000'000'000};
  bench.start();
  bench.world.run_for(10 * kNsPerMs);
  CHECK(bench.damaged_segments() == 1);
  CHECK(bench.passes() == 0);
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->set_log_start_offset(Offset(40)); }).ok());
  bench.scrub(often());
  bench.pass();
  CHECK(bench.damaged_segments() == 0);
  CHECK(bench.damages() == 0);
  bench.stop(true);
}

TEST_CASE("a damaged index of a segment that is whole is made anew, and is what it was") {
  ScrubBench bench(2);
  bench.fill_and_restart(80);
  const std::string suffix = GENERATE(".index", ".timeindex");
  const std::string file = kFirst + suffix;
  const std::string before = bench.node.disk().content(file);
  const int how = GENERATE(0, 1, 2);
  const bool loaded = GENERATE(false, true);
  const auto find_time = [&] {
    const Result<TimestampOffset> found = bench.world.run(bench.node, [&](Env&) {
      return bench.log()->offset_for_timestamp(4'000'000'000'000 + 7000, bench.log()->log_end_offset());
    });
    REQUIRE(found.ok());
    return found->offset;
  };
  if (loaded) CHECK(find_time() == Offset(7));
  if (how == 0) bench.node.disk().corrupt(file, 5, 4);
  if (how == 1) bench.node.disk().corrupt(file, before.size() - 1, 0);
  if (how == 2) REQUIRE(bench.node.disk().unlink(file) == 0);
  bench.scrub(often());
  bench.pass();
  CHECK(bench.damages() == 1);
  CHECK(metric(bench.node, "klamm_scrub_rebuilt_indexes_total") == 1);
  CHECK(bench.damaged_segments() == 0);
  CHECK(bench.lines("an index on disk is damaged") == 1);
  CHECK(bench.node.disk().content(file) == before);
  CHECK(bench.files(".tmp").empty());
  CHECK(find_time() == Offset(7));
  CHECK(bench.walk() == 80);
  bench.world.power_loss(bench.node);
  bench.start();
  CHECK(bench.node.disk().content(file) == before);
  CHECK(bench.walk() == 80);
  bench.stop(true);
}

TEST_CASE("sectors that cannot be read are damage, take nothing offline, and are forgotten when they can") {
  ScrubBench bench(3);
  bench.fill_and_restart(80);
  bench.node.disk().options().read_error = 1'000'000;
  bench.scrub(often());
  bench.pass();
  CHECK(bench.damaged_segments() == 4);
  CHECK(bench.lines("Input/output error") >= 1);
  CHECK(bench.manager().log_dirs()[0].online);
  bench.node.disk().options().read_error = 0;
  bench.pass();
  CHECK(bench.damaged_segments() == 0);
  CHECK(bench.walk() == 80);
  bench.stop(true);
}

TEST_CASE("many damaged batches of one segment are counted, and not all listed") {
  ScrubBench bench(4);
  LogConfig config = small_log();
  config.segment_size_bytes = 64 << 10;
  bench.config = config;
  bench.fill_and_restart(150);
  for (std::uint64_t at = 500; at < 60'000; at += 970) bench.node.disk().corrupt(kFirst + ".log", at, 1);
  bench.scrub(ScrubConfig{.enable = true, .interval_ms = 1'000'000, .bytes_per_second = 1 << 30});
  REQUIRE(bench.world.run_until([&] { return bench.passes() == 1; }, bench.world.now() + 60 * kSecond));
  CHECK(bench.damages() > 50);
  CHECK(bench.lines("a batch on disk is damaged") == 20);
  CHECK(bench.lines("more of a segment is damaged than is listed here") == 1);
  CHECK(bench.damaged_segments() == 1);
  bench.stop(true);
}

TEST_CASE("nothing is found in logs that are whole: compacted, with holes, and used meanwhile") {
  LogConfig config = small_log();
  config.cleanup_compact = true;
  config.min_cleanable_dirty_ratio = 0.01;
  config.delete_retention_ms = 1000;
  ScrubBench bench(GENERATE(5, 6, 7), config);
  bench.create();
  bench.scrub(ScrubConfig{.enable = true, .interval_ms = 1, .bytes_per_second = 1 << 24});
  KeyedModel model(5);
  for (int round = 0; round < 6; ++round) {
    for (int i = 0; i < 100; ++i) {
      const Slice batch = model.make(20);
      const auto appended = bench.on_shard([&] { return bench.log()->append_as_leader(batch, LeaderEpoch(0)); });
      REQUIRE(appended.ok());
      model.appended(appended->base_offset);
      if (i % 10 == 0) bench.wait_durable();
    }
    bench.wait_durable();
    bench.on_shard([&] { bench.manager().check_compaction(); });
    bench.world.run_for(20 * kNsPerMs);
  }
  bench.checkpoint();
  bench.pass();
  CHECK(metric(bench.node, "klamm_scrub_bytes_total") > 0);
  CHECK(metric(bench.node, "klamm_cleaner_runs_total") > 0);
  CHECK(bench.damages() == 0);
  bench.stop(true);
}

TEST_CASE("segments that are truncated or deleted while they are read are passed over") {
  ScrubBench bench(8);
  bench.fill_and_restart(120);
  const bool truncate = GENERATE(false, true);
  // A run of 16 KiB takes a second: it is waited for, then read.
  const MonotonicNs when = GENERATE(0, 100, 900, 1000, 1001, 2500, 4000) * kNsPerMs;
  bench.scrub(ScrubConfig{.enable = true, .interval_ms = 1000, .bytes_per_second = 16 << 10});
  bench.world.run_for(when);
  if (truncate) {
    REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->truncate_to(Offset(20)); }).ok());
  } else {
    REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->set_log_start_offset(Offset(100)); }).ok());
  }
  bench.fill(60);
  bench.pass();
  CHECK(bench.damages() == 0);
  CHECK(bench.damaged_segments() == 0);
  // And a whole log that goes.
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.manager().remove(partition_id(1, 0)); }).ok());
  bench.pass();
  CHECK(bench.damages() == 0);
  bench.stop(true);
}

TEST_CASE("what the journal still tells of is left alone, and so is everything until logs are recovered") {
  ScrubBench bench(9);
  bench.create();
  bench.fill(80);
  bench.checkpoint();
  bench.scrub(often());
  bench.pass();
  // The journal has not come round: the newest segments are in it.
  const std::int64_t some = metric(bench.node, "klamm_scrub_bytes_total");
  bench.pass();
  CHECK(metric(bench.node, "klamm_scrub_bytes_total") - some < 5 * 17'000);
  bench.node.disk().corrupt(kDirectory + "/" + bench.files(".log").back(), 100, 1);
  bench.pass();
  CHECK(bench.damages() == 0);
  bench.world.crash_process(bench.node);
  bench.node.start();
  bench.storage_config.scrub = often();
  Result<Storage*> opened = begin_storage(bench.world, bench.node, bench.storage_config, bench.config);
  REQUIRE(opened.ok());
  bench.storage = *opened;
  bench.world.run_for(10 * kSecond);
  CHECK(bench.passes() == 0);
  REQUIRE(recover_storage(bench.world, bench.node, *bench.storage).ok());
  bench.pass();
  CHECK(bench.damages() == 0);
  CHECK(metric(bench.node, "klamm_scrub_bytes_total") > 0);
  bench.stop(true);
}

TEST_CASE("log.scrub.io.max.bytes.per.second holds it back, and a stop does not wait for it") {
  ScrubBench bench(10);
  bench.fill_and_restart(80);
  bench.scrub(ScrubConfig{.enable = true, .interval_ms = 1'000'000, .bytes_per_second = 4 << 10});
  const MonotonicNs before = bench.world.now();
  bench.world.run_for(5 * kSecond);
  CHECK(metric(bench.node, "klamm_scrub_bytes_total") <= 24 << 10);
  REQUIRE(bench.world.run_until([&] { return bench.passes() == 1; }, before + 1000 * kSecond));
  // Four segments of 16 KiB.
  CHECK(bench.world.now() - before > 14 * kSecond);
  bench.scrub(ScrubConfig{.enable = true, .interval_ms = 1, .bytes_per_second = 1});
  bench.world.run_for(5 * kSecond);
  const MonotonicNs stopping = bench.world.now();
  bench.stop(true);
  CHECK(bench.world.now() - stopping < kSecond);
}

TEST_CASE("log.scrub.enable and a full disk stop it where it is") {
  ScrubBench bench(11);
  bench.storage_config.reserve_bytes = 64 << 10;
  bench.fill_and_restart(80);
  const bool full = GENERATE(false, true);
  const std::uint64_t capacity = bench.node.disk().options().capacity_bytes;
  ScrubConfig config = often();
  if (full) {
    bench.node.disk().options().capacity_bytes = bench.node.disk().used_bytes();
    // The space is looked at when something is written.
    REQUIRE(bench.append({.value_bytes = 12'000}).ok());
    REQUIRE(
        bench.world.run_until([&] { return bench.manager().log_dirs()[0].full; }, bench.world.now() + 60 * kSecond));
  } else {
    config.enable = false;
  }
  bench.scrub(config);
  bench.world.run_for(10 * kSecond);
  CHECK(bench.passes() == 0);
  CHECK(metric(bench.node, "klamm_scrub_bytes_total") == 0);
  bench.node.disk().options().capacity_bytes = capacity;
  bench.scrub(often());
  bench.pass();
  CHECK(metric(bench.node, "klamm_scrub_bytes_total") > 60'000);
  bench.stop(true);
}

TEST_CASE("a broker that restarts often gets through, and does not begin anew each time") {
  ScrubBench bench(12);
  bench.create();
  bench.fill(320);
  // Twenty segments of 16 KiB, each of which takes some ten seconds with its indexes.
  bench.storage_config.scrub = {.enable = true, .interval_ms = 100'000'000, .bytes_per_second = 2 << 10};
  int starts = 0;
  for (; starts < 40; ++starts) {
    bench.stop(true);
    bench.start();
    bench.world.run_for(90 * kSecond);
    if (bench.passes() > 0) break;
  }
  CHECK(starts >= 1);
  CHECK(starts < 10);
  // The next one is not due yet, whoever asks.
  bench.stop(true);
  bench.start();
  bench.world.run_for(1000 * kSecond);
  CHECK(bench.passes() == 0);
  CHECK(metric(bench.node, "klamm_scrub_bytes_total") == 0);
  bench.stop(true);
}
