// Large batches that go past the journal: what that saves, and what must not come of it.
#include <catch2/catch.hpp>

#include <algorithm>
#include <optional>
#include <string>

#include "storage/log/segment.h"
#include "storage/tools/verify.h"
#include "tests/storage/log_bench.h"

using namespace klamm;
using namespace klamm::test;

namespace {

constexpr std::size_t kLarge = 8000;

LogConfig roomy_log() {
  LogConfig config = small_log();
  config.segment_size_bytes = 1 << 20;
  return config;
}

// One log, from its second large batch on past the journal.
struct Bench : LogBench {
  explicit Bench(std::uint64_t seed = 1, JournalMutants mutants = {}) : LogBench(seed, roomy_log()) {
    stop(true);
    storage_config.bypass_append_size_min = 4000;
    storage_config.bypass_begin_bytes = 0;
    // No file of it is wanted back, for which logs would be synced.
    storage_config.journal_file_size_bytes = 1U << 20;
    storage_config.journal_size_bytes_max = 8U << 20;
    storage_config.mutants = mutants;
    start();
    create();
    // Its file has its name, and the journal tells nothing of it.
    REQUIRE(append({}).ok());
    stop(true);
    start();
  }
  void append_large(int count, bool wait = true, std::size_t size_bytes = kLarge) {
    for (int i = 0; i < count; ++i) {
      REQUIRE(append({.value_bytes = size_bytes}).ok());
      if (wait) wait_durable();
    }
  }
  void crash(bool power_loss) {
    power_loss ? world.power_loss(node) : world.crash_process(node);
    storage = nullptr;
  }
  // How long the file is that the log ends in, and how long it is to be.
  std::uint64_t file_bytes() {
    Op op;
    REQUIRE(node.disk().stat(std::string(kLogDir) + "/topic-0/" + files(".log").back(), op) == 0);
    return op.length;
  }
  std::uint64_t log_bytes() { return static_cast<std::uint64_t>(log()->size_bytes()); }
  std::int64_t bypassed() { return metric(node, "klamm_storage_bypass_bytes_total"); }
};

}  // namespace

TEST_CASE("large batches are written once") {
  Bench bench;
  const std::int64_t journalled = metric(bench.node, "klamm_journal_written_bytes_total");
  bench.append_large(40, true, 20'000);
  CHECK(bench.bypassed() > 35 * 20'000);
  // What fills no block, before a run and at its end.
  CHECK(metric(bench.node, "klamm_journal_written_bytes_total") - journalled < 40 * 12'288);
  CHECK(bench.walk() == 41);
  const int end = GENERATE(0, 1, 2);
  end == 0 ? bench.stop(true) : bench.crash(end == 1);
  bench.node.start();
  const LineSink print = [](std::string_view line) { UNSCOPED_INFO(line); };
  const auto report = bench.world.run(bench.node, [&](Env& env) { return verify_log_directory(env, kLogDir, print); });
  REQUIRE(report.ok());
  CHECK(report->findings == 0);
  bench.node.stop();
  bench.start();
  CHECK(bench.log()->log_end_offset() == Offset(41));
  CHECK(bench.walk() == 41);
  bench.append_large(3);
  CHECK(bench.walk() == 44);
  bench.stop(true);
}

TEST_CASE("small batches are not, and come behind the large ones") {
  Bench bench;
  for (int i = 0; i < 10; ++i) {
    bench.append_large(2, false);
    REQUIRE(bench.append({.value_bytes = 50}).ok());
    if (i % 3 == 0) bench.wait_durable();
  }
  bench.wait_durable();
  const std::int64_t bypassed = bench.bypassed();
  for (int i = 0; i < 10; ++i) REQUIRE(bench.append({.value_bytes = 50}).ok());
  bench.wait_durable();
  CHECK(bench.bypassed() == bypassed);
  bench.crash(GENERATE(true, false));
  bench.start();
  CHECK(bench.walk() == 41);
  bench.stop(true);
}

TEST_CASE("a log that rolls goes past the journal again when the segment before is synced") {
  Bench bench;
  bench.append_large(300);
  CHECK(bench.files(".log").size() == 3);
  CHECK(bench.bypassed() > 200 * 8000);
  bench.crash(true);
  bench.start();
  CHECK(bench.walk() == 301);
  bench.stop(true);
}

TEST_CASE("a file is as long as its log when the journal may forget it") {
  Bench bench;
  bench.append_large(20);
  CHECK(bench.file_bytes() > bench.log_bytes());
  bench.checkpoint();
  CHECK(bench.file_bytes() == bench.log_bytes());
  bench.append_large(20);
  CHECK(bench.file_bytes() > bench.log_bytes());
  const int end = GENERATE(0, 1, 2);
  end == 0 ? bench.stop(true) : bench.crash(end == 1);
  bench.start();
  CHECK(bench.walk() == 41);
  CHECK(bench.file_bytes() == bench.log_bytes());
  bench.stop(true);
}

TEST_CASE("without space for more than a run the file grows") {
  Bench bench;
  bench.stop(true);
  bench.storage_config.reserve_bytes = 0;
  bench.storage_config.journal_file_size_bytes = 8U << 20;  // one is enough
  bench.start();
  bench.append_large(40);
  // As much is wanted next as the log has by now.
  bench.node.disk().options().capacity_bytes = bench.node.disk().used_bytes() + 250'000;
  int count = 40;
  while (bench.file_bytes() > bench.log_bytes() && count < 200) bench.append_large(1), ++count;
  const std::int64_t bypassed = bench.bypassed();
  bench.append_large(20);
  CHECK(bench.bypassed() > bypassed + 15 * 8000);
  CHECK(bench.file_bytes() <= bench.log_bytes());
  bench.node.disk().options().capacity_bytes = UINT64_MAX;
  bench.crash(GENERATE(true, false));
  bench.start();
  CHECK(bench.walk() == 1 + count + 20);
  bench.stop(true);
}

TEST_CASE("what was written past the journal is cut like all else") {
  const int keep = GENERATE(5, 17, 20);
  const bool more = GENERATE(false, true);
  Bench bench;
  bench.append_large(20, false);
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->truncate_to(Offset(keep)); }).ok());
  if (more) bench.append_large(6);
  bench.crash(GENERATE(true, false));
  bench.start();
  CHECK(bench.walk() == keep + (more ? 6 : 0));
  bench.stop(true);
}

TEST_CASE("producers are known by what was written past the journal") {
  Bench bench;
  BatchSpec spec{.value_bytes = kLarge, .producer = ProducerId(7), .producer_epoch = ProducerEpoch(0)};
  for (spec.sequence = 0; spec.sequence < 12; ++spec.sequence) {
    REQUIRE(bench.append(spec).ok());
    bench.wait_durable();
  }
  CHECK(bench.bypassed() > 10 * 8000);
  CHECK(bench.files(".snapshot").empty());
  bench.crash(GENERATE(true, false));
  bench.start();
  spec.sequence = 11;
  const Result<AppendResult> again = bench.append(spec);
  REQUIRE(again.ok());
  CHECK(again->duplicate);
  spec.sequence = 12;
  CHECK(bench.append(spec).ok());
  bench.stop(true);
}

TEST_CASE("indexes and snapshots come along now and then") {
  Bench bench;
  bench.stop(true);
  bench.storage_config.bypass_unindexed_bytes_max = 50'000;
  bench.start();
  BatchSpec spec{.value_bytes = kLarge, .producer = ProducerId(7), .producer_epoch = ProducerEpoch(0)};
  for (spec.sequence = 0; spec.sequence < 40; ++spec.sequence) {
    REQUIRE(bench.append(spec).ok());
    bench.wait_durable();
  }
  CHECK(bench.bypassed() > 10 * 8000);
  CHECK(bench.world.run_until([&] { return !bench.files(".snapshot").empty(); }));
  bench.stop(true);
}

TEST_CASE("a removed log does not keep the others from being indexed") {
  Bench bench;
  bench.stop(true);
  bench.storage_config.bypass_unindexed_bytes_max = 50'000;
  bench.start();
  // Not enough to be synced for it, but the first in the row.
  bench.append_large(5);
  CHECK(bench.bypassed() > 3 * 8000);
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.manager().remove(partition_id(1, 0)); }).ok());
  const TopicIdPartition other = partition_id(2, 1);
  bench.create(other);
  BatchSpec spec{.value_bytes = kLarge, .producer = ProducerId(7), .producer_epoch = ProducerEpoch(0)};
  const auto snapshot_above = [&](Offset offset) {
    std::vector<std::string> names;
    REQUIRE(bench.node.disk().list_directory(std::string(kLogDir) + "/topic-1", names) == 0);
    return std::any_of(names.begin(), names.end(), [offset](const std::string& name) {
      return parse_segment_file_name(name, ".snapshot").value_or(Offset(0)) > offset;
    });
  };
  const auto soon = [&] { return bench.world.now() + 1000 * kNsPerMs; };
  const auto append = [&] {
    REQUIRE(bench.on_shard([&] { return bench.log(other)->append_as_leader(make_batch(spec), LeaderEpoch(0)); }).ok());
    const Offset end = bench.log(other)->log_end_offset();
    REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log(other)->wait_durable(end); }).ok());
    ++spec.sequence;
  };
  // One comes with the first sync, before which no run begins.
  spec.sequence = 0;
  append();
  REQUIRE(bench.world.run_until([&] { return snapshot_above(Offset(0)); }, soon()));
  for (int i = 0; i < 20; ++i) append();
  CHECK(bench.world.run_until([&] { return snapshot_above(Offset(1)); }, soon()));
  bench.stop(true);
}

// A kill at some moment after two large batches. What is wrong then: whole batches are left, none that was durable is
// not.
std::optional<std::string> kill(std::uint64_t seed, JournalMutants mutants) {
  Bench bench(seed, mutants);
  bench.append_large(2, false);
  bench.world.run_for(static_cast<MonotonicNs>(seed % 50) * 20'000);
  const Offset durable = bench.log()->durable_end_offset();
  bench.crash(false);
  bench.start();
  std::optional<std::string> wrong;
  if (!bench.log()->usable().ok()) {
    wrong = "the log is unusable";
  } else if (bench.log()->log_end_offset() < durable) {
    wrong = "what was acknowledged is lost";
  } else if (Offset(bench.walk()) != bench.log()->log_end_offset()) {
    wrong = "batches are missing";
  }
  bench.crash(false);
  return wrong;
}

// A crash at some moment while a run is written, which the journal may tell of already; then the log is cut or goes on,
// and is crashed again. What is wrong then.
std::optional<std::string> crash_twice(std::uint64_t seed, JournalMutants mutants) {
  Bench bench(seed, mutants);
  bench.append_large(4);
  bench.append_large(2, false);
  bench.world.run_for(static_cast<MonotonicNs>(seed % 50) * 20'000);
  std::optional<std::string> wrong;
  for (int crash = 0; crash < 2 && !wrong.has_value(); ++crash) {
    const Offset durable = bench.log()->durable_end_offset();
    bench.crash((seed + static_cast<std::uint64_t>(crash)) % 3 > 0);
    bench.start();
    const Offset end = bench.log()->log_end_offset();
    if (!bench.log()->usable().ok()) {
      wrong = "the log is unusable";
    } else if (end < durable) {
      wrong = "what was acknowledged is lost";
    } else if (Offset(bench.walk()) != end) {
      wrong = "batches are missing";
    } else if (seed % 4 == 0) {
      REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->truncate_to(end - 1); }).ok());
    } else {
      REQUIRE(bench.append({.value_bytes = seed % 4 == 1 ? 50U : kLarge}).ok());
      if (seed % 4 == 2) bench.wait_durable();
    }
  }
  bench.crash(false);
  return wrong;
}

using Trial = std::optional<std::string> (*)(std::uint64_t seed, JournalMutants mutants);

void check_sound(Trial trial, std::uint64_t seeds) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    INFO("seed " << seed);
    const std::optional<std::string> wrong = trial(seed, {});
    if (wrong.has_value()) FAIL_CHECK(*wrong);
  }
}

bool caught(Trial trial, std::uint64_t seeds, JournalMutants mutants) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    if (trial(seed, mutants).has_value()) return true;
  }
  return false;
}

TEST_CASE("a start takes a run for written only if all of it is there") { check_sound(crash_twice, 400); }

TEST_CASE("mutant: not looking whether a run was written is caught") {
  CHECK(caught(crash_twice, 400, {.bypass_unchecked = true}));
}

TEST_CASE("a kill while the first large batches are written leaves whole ones") { check_sound(kill, 200); }

TEST_CASE("mutant: writing past the journal before a record ends the log is caught") {
  CHECK(caught(kill, 200, {.bypass_unguarded = true}));
}
