// klamm log verify and klamm log repair on a simulated disk: what is found, what is done about it, and that a crash
// within a repair loses nothing.
#include <fcntl.h>

#include <algorithm>

#include "storage/log/segment.h"
#include "storage/tools/repair.h"
#include "storage/tools/repair_plan.h"
#include "tests/storage/log_bench.h"

using namespace klamm;
using namespace klamm::test;

namespace {

const std::string kDirectory = std::string(kLogDir) + "/topic-0";

std::string segment_path(int base) {
  const std::string digits = std::to_string(base);
  return kDirectory + "/" + std::string(20 - digits.size(), '0') + digits;
}

// A log of 80 batches in five segments or so that a broker has closed. The tools run on the same node afterwards.
struct RepairBench : LogBench {
  explicit RepairBench(std::uint64_t seed, bool clean = true) : LogBench(seed) {
    create();
    for (int i = 0; i < 80; ++i) {
      REQUIRE(append({.value_bytes = 900, .timestamp_ms = 4'000'000'000'000 + i * 1000}).ok());
      if (i % 20 == 0) wait_durable();
    }
    wait_durable();
    for (const std::shared_ptr<Segment>& segment : log()->segments()) bases.push_back(base_of(segment));
    if (!clean) {
      world.crash_process(node);
    } else {
      stop(true);
    }
    node.start();
  }
  static int base_of(const std::shared_ptr<Segment>& segment) { return static_cast<int>(segment->base().value); }

  std::string path(std::size_t segment) const { return segment_path(bases.at(segment)); }
  std::string content(const std::string& file) { return node.disk().content(file); }
  VerifyReport verify() {
    lines.clear();
    const LineSink print = [this](std::string_view line) { lines.emplace_back(line); };
    const Result<VerifyReport> report =
        world.run(node, [&](Env& env) { return verify_log_directory(env, kLogDir, print); });
    REQUIRE(report.ok());
    return *report;
  }
  RepairReport repair(RepairOptions options) {
    lines.clear();
    const LineSink print = [this](std::string_view line) { lines.emplace_back(line); };
    const Result<RepairReport> report =
        world.run(node, [&](Env& env) { return repair_log_directory(env, kLogDir, options, print); });
    REQUIRE(report.ok());
    return *report;
  }
  bool said(std::string_view text) const {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& line) { return line.find(text) != std::string::npos; });
  }
  // Every file of the log and what is in it.
  std::map<std::string, std::string> all_files() {
    std::map<std::string, std::string> result;
    for (const std::string& name : files("")) result[name] = content(kDirectory + "/" + name);
    return result;
  }
  void broker() {
    node.stop();
    start();
  }
  // The offsets that a consumer finds.
  std::vector<std::int64_t> offsets() {
    std::vector<std::int64_t> found;
    Offset at = log()->log_start_offset();
    while (at < log()->log_end_offset()) {
      const Result<ReadResult> chunk = read(at, 3000);
      REQUIRE(chunk.ok());
      if (chunk->records.empty()) break;
      const Buffer bytes = chunk->records.flatten();
      protocol::BatchRun run(ByteView(bytes.data(), bytes.size()));
      for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) {
        found.push_back((*batch)->base_offset().value);
      }
      at = chunk->next_offset;
    }
    return found;
  }
  void append_to_file(const std::string& file, const std::string& bytes) {
    std::shared_ptr<SimFile> handle;
    REQUIRE(node.disk().open(file, O_RDWR | O_CREAT, handle) == 0);
    const std::uint64_t size = content(file).size();
    const iovec vector{const_cast<char*>(bytes.data()), bytes.size()};
    REQUIRE(node.disk().write(*handle, &vector, 1, size) == static_cast<std::int32_t>(bytes.size()));
    REQUIRE(node.disk().end_sync(*handle, node.disk().begin_sync(*handle)) == 0);
    REQUIRE(node.disk().sync_directory(kDirectory) == 0);
  }

  std::vector<int> bases;
  std::vector<std::string> lines;
};

Task<void> repair_alone(Env& env, RepairOptions options, LineSink print) {
  Task<Result<RepairReport>> repairing = repair_log_directory(env, kLogDir, options, std::move(print));
  static_cast<void>(co_await repairing);
}

}  // namespace

TEST_CASE("nothing is wrong after a clean stop, and a repair has nothing to do") {
  RepairBench bench(1);
  REQUIRE(bench.bases.size() > 4);
  const VerifyReport report = bench.verify();
  CHECK(report.findings == 0);
  CHECK(report.leftovers == 0);
  CHECK(report.batches == 80);
  const std::map<std::string, std::string> before = bench.all_files();
  const RepairReport repair = bench.repair({.apply = true, .drop_damaged = true});
  CHECK(repair.repairs == 0);
  CHECK(repair.left == 0);
  CHECK(bench.all_files() == before);
  bench.broker();
  CHECK(bench.walk() == 80);
  bench.stop(true);
}

TEST_CASE("nothing is wrong after a crash, whatever the segments hold that the journal tells of") {
  RepairBench bench(GENERATE(1, 2, 3), false);
  CHECK(bench.verify().findings == 0);
  CHECK(bench.repair({.apply = true, .drop_damaged = true}).repairs == 0);
  bench.broker();
  CHECK(bench.walk() == 80);
  bench.stop(true);
}

TEST_CASE("without being told to, a repair changes nothing and says what it would do") {
  RepairBench bench(2);
  bench.node.disk().corrupt(bench.path(1) + ".log", 3000, 3);
  bench.node.disk().corrupt(bench.path(2) + ".index", 5, 3);
  bench.append_to_file(bench.path(0) + ".log.cleaned", "half");
  const std::map<std::string, std::string> before = bench.all_files();
  const RepairReport report = bench.repair({.drop_damaged = true});
  CHECK(report.before.findings == 2);
  CHECK(report.before.leftovers == 1);
  CHECK(report.repairs == 3);
  CHECK(report.left == 0);
  CHECK(bench.said("would repair " + bench.path(0) + ".log.cleaned: remove it"));
  CHECK(bench.said("would repair " + bench.path(1) + ".log: write it anew without 1 damaged ranges"));
  CHECK(bench.said("would repair " + bench.path(2) + ".log: make its indexes anew"));
  CHECK(bench.all_files() == before);
  // Damaged batches are taken out by name only.
  const RepairReport careful = bench.repair({});
  CHECK(careful.repairs == 2);
  CHECK(careful.left == 1);
  CHECK(bench.said("--drop-damaged"));
  CHECK(bench.all_files() == before);
}

TEST_CASE("indexes that are damaged or missing are made anew") {
  RepairBench bench(3);
  const std::string suffix = GENERATE(".index", ".timeindex");
  const bool missing = GENERATE(false, true);
  const std::size_t segment = GENERATE(0U, 1U);
  const std::string file = bench.path(segment) + suffix;
  if (missing) REQUIRE(bench.node.disk().unlink(file) == 0);
  if (!missing) bench.node.disk().corrupt(file, 3, 2);
  CHECK(bench.verify().findings == 1);
  const RepairReport report = bench.repair({.apply = true});
  CHECK(report.repairs == 1);
  CHECK(report.after.findings == 0);
  CHECK(bench.verify().findings == 0);
  bench.broker();
  CHECK(bench.walk() == 80);
  const int base = bench.bases[segment];
  const Result<TimestampOffset> found = bench.world.run(bench.node, [&](Env&) {
    return bench.log()->offset_for_timestamp(4'000'000'000'000 + (base + 5) * 1000, Offset(80));
  });
  REQUIRE(found.ok());
  CHECK(found->offset == Offset(base + 5));
  bench.stop(true);
}

TEST_CASE("damaged batches are taken out, kept aside, and leave a hole") {
  RepairBench bench(4);
  // In the middle of one, at the beginning of another, and all over a third.
  bench.node.disk().corrupt(bench.path(1) + ".log", 3000, 3);
  bench.node.disk().corrupt(bench.path(2) + ".log", 10, 5);
  bench.node.disk().corrupt(bench.path(2) + ".log", 9000, 5);
  const std::string before = bench.content(bench.path(1) + ".log");
  const RepairReport report = bench.repair({.apply = true, .drop_damaged = true});
  CHECK(report.before.findings == 3);
  CHECK(report.repairs == 2);
  CHECK(report.after.findings == 0);
  CHECK(report.after.leftovers == 0);
  CHECK(report.after.batches == 77);
  const std::vector<std::string> kept = bench.files("");
  CHECK(std::count_if(kept.begin(), kept.end(),
                      [](const std::string& name) { return name.find(".log.damaged-") != std::string::npos; }) == 3);
  const std::string after = bench.content(bench.path(1) + ".log");
  bool found = false;
  for (const std::string& name : kept) {
    if (!name.starts_with(bench.path(1).substr(kDirectory.size() + 1)) || name.find(".damaged-") == std::string::npos)
      continue;
    const std::uint64_t position = std::stoull(name.substr(name.rfind('-') + 1));
    const std::string bytes = bench.content(kDirectory + "/" + name);
    found = true;
    CHECK(position <= 3000);
    CHECK(position + bytes.size() > 3000);
    CHECK(before == after.substr(0, position) + bytes + after.substr(position));
  }
  CHECK(found);
  bench.broker();
  const std::vector<std::int64_t> offsets = bench.offsets();
  CHECK(offsets.size() == 77);
  CHECK(std::find(offsets.begin(), offsets.end(), bench.bases[1] + 3) == offsets.end());
  CHECK(std::find(offsets.begin(), offsets.end(), bench.bases[2]) == offsets.end());
  CHECK(bench.log()->log_end_offset() == Offset(80));
  // What is kept is in nobody's way.
  bench.stop(true);
  bench.node.start();
  CHECK(bench.verify().findings == 0);
}

TEST_CASE("a segment of which nothing is sound becomes an empty one") {
  RepairBench bench(5);
  const std::size_t size = bench.content(bench.path(1) + ".log").size();
  for (std::size_t at = 100; at < size; at += 400) bench.node.disk().corrupt(bench.path(1) + ".log", at, 5);
  CHECK(bench.repair({.apply = true, .drop_damaged = true}).after.findings == 0);
  CHECK(bench.content(bench.path(1) + ".log").empty());
  bench.broker();
  CHECK(bench.offsets().size() == static_cast<std::size_t>(80 - (bench.bases[2] - bench.bases[1])));
  bench.stop(true);
}

TEST_CASE("a torn end is cut off, kept aside, and a broker starts that would not have") {
  RepairBench bench(6);
  const std::string last = bench.path(bench.bases.size() - 1);
  const std::string whole = bench.content(last + ".log");
  const std::string torn = bench.content(bench.path(0) + ".log").substr(0, 500);
  bench.append_to_file(last + ".log", torn);
  CHECK(bench.verify().findings == 1);
  const RepairReport report = bench.repair({.apply = true});
  CHECK(report.repairs == 1);
  CHECK(report.after.findings == 0);
  CHECK(bench.content(last + ".log") == whole);
  CHECK(bench.content(last + ".log.damaged-" + std::to_string(whole.size())) == torn);
  // The same again: what was kept first stays.
  bench.append_to_file(last + ".log", torn.substr(0, 100));
  CHECK(bench.repair({.apply = true}).after.findings == 0);
  CHECK(bench.content(last + ".log.damaged-" + std::to_string(whole.size())) == torn);
  CHECK(bench.content(last + ".log.damaged-" + std::to_string(whole.size()) + ".1") == torn.substr(0, 100));
  bench.broker();
  CHECK(bench.walk() == 80);
  bench.stop(true);
}

TEST_CASE("damage in a segment that the journal has a part of is left to a start") {
  RepairBench bench(7, false);
  // As if the journal had only the end of it: nothing of this directory is settled, so nothing is judged.
  bench.node.disk().corrupt(bench.path(0) + ".log", 3000, 3);
  const RepairReport report = bench.repair({.apply = true, .drop_damaged = true});
  CHECK(report.repairs == 0);
  bench.broker();
  CHECK(bench.walk() == 80);
  bench.stop(true);
}

TEST_CASE("a directory that a broker has is left alone") {
  LogBench bench(8);
  bench.create();
  const LineSink print = [](std::string_view) {};
  const Result<RepairReport> report =
      bench.world.run(bench.node, [&](Env& env) { return repair_log_directory(env, kLogDir, {.apply = true}, print); });
  REQUIRE_FALSE(report.ok());
  CHECK(report.error().message.find("in use by another process") != std::string::npos);
  bench.stop(true);
}

TEST_CASE("a repair that a crash cuts short is done again, and loses no sound batch", "[crash]") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    RepairBench bench(seed);
    Rng rng(seed);
    bench.node.disk().corrupt(bench.path(1) + ".log", 3000, 3);
    bench.node.disk().corrupt(bench.path(2) + ".index", 5, 3);
    bench.append_to_file(bench.path(bench.bases.size() - 1) + ".log", std::string(300, 'x'));
    const RepairOptions options{.apply = true, .drop_damaged = true};
    const LineSink print = [](std::string_view) {};
    for (int crashes = 0; crashes < 3; ++crashes) {
      bench.world.spawn(bench.node, 0, [&](Env& env) { return repair_alone(env, options, print); });
      bench.world.run_for(static_cast<MonotonicNs>(rng.below(15'000'000)));
      rng.chance(1, 2) ? bench.world.power_loss(bench.node) : bench.world.crash_process(bench.node);
      if (rng.chance(1, 3)) {
        // A start in between completes a swap, or removes what was begun. The torn end keeps the log offline.
        bench.node.start();
        const Result<Storage*> opened = open_storage(bench.world, bench.node, bench.storage_config, bench.config);
        REQUIRE(opened.ok());
        static_cast<void>(close_storage(bench.world, bench.node, **opened, true));
        bench.node.stop();
      }
      bench.node.start();
    }
    bench.repair(options);
    if (bench.verify().findings > 0) bench.repair(options);
    const VerifyReport report = bench.verify();
    CHECK(report.findings == 0);
    CHECK(report.leftovers == 0);
    bench.broker();
    CHECK(bench.offsets().size() == 79);
    CHECK(bench.log()->log_end_offset() == Offset(80));
    bench.stop(true);
  }
}

TEST_CASE("what the journal has a part of is not planned, and a torn middle is no torn end") {
  Verified verified;
  Finding& finding = verified.findings.emplace_back();
  finding.kind = Finding::Kind::kDamage;
  finding.directory = kDirectory;
  finding.base = Offset(16);
  finding.damage = {.kind = Damage::Kind::kTorn, .position = 100, .end = 200, .offset = Offset(17), .what = "torn"};
  CHECK(plan_repair(verified, {}).steps.empty());
  CHECK(plan_repair(verified, {}).left.size() == 1);
  REQUIRE(plan_repair(verified, {.drop_damaged = true}).steps.size() == 1);
  CHECK(plan_repair(verified, {.drop_damaged = true}).steps[0].kind == RepairStep::Kind::kDropRanges);
  finding.last = true;
  REQUIRE(plan_repair(verified, {}).steps.size() == 1);
  CHECK(plan_repair(verified, {}).steps[0].kind == RepairStep::Kind::kCutTail);
  finding.in_journal = true;
  CHECK(plan_repair(verified, {.drop_damaged = true}).steps.empty());
  CHECK(plan_repair(verified, {.drop_damaged = true}).left.size() == 1);
}
