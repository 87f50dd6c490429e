// The index of aborted transactions: byte for byte what genuine Kafka wrote of the same batches (golden/transactions,
// made by golden/make_transactions.py), whatever happened to it; and what read_committed is told.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "storage/log/segment.h"
#include "storage/log/transaction_index.h"
#include "storage/tools/dump.h"
#include "storage/tools/repair.h"
#include "storage/tools/verify.h"
#include "tests/storage/log_bench.h"

using namespace klamm;
using namespace klamm::test;

namespace {

constexpr const char* kDirectory = "/data/topic-0/";

// The files of the golden partition, by name.
std::map<std::string, std::string> golden(std::string_view suffix) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(KLAMM_TEST_DATA "/golden/transactions")) {
    const std::string name = entry.path().filename();
    if (!name.ends_with(suffix)) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    files[name] = std::string(std::istreambuf_iterator<char>(file), {});
  }
  REQUIRE_FALSE(files.empty());
  return files;
}

LogConfig golden_config() {
  LogConfig config = small_log();
  config.segment_size_bytes = 2500;
  config.index_interval_bytes = 300;
  return config;
}

std::vector<Slice> golden_batches() {
  std::vector<Slice> batches;
  for (const auto& [name, bytes] : golden(".log")) {
    protocol::BatchRun run(as_bytes(bytes));
    for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) {
      batches.push_back(Slice(Buffer::copy_of((*batch)->bytes())));
    }
    REQUIRE(run.unread().empty());
  }
  return batches;
}

void follow(LogBench& bench, const Slice& batch) {
  const Result<AppendResult> appended = bench.on_shard([&] { return bench.log()->append_as_follower(batch); });
  REQUIRE(appended.ok());
}

// A log that holds the golden batches, durably. The batches.
std::vector<Slice> follow_golden(LogBench& bench) {
  bench.create();
  std::vector<Slice> batches = golden_batches();
  for (const Slice& batch : batches) follow(bench, batch);
  bench.wait_durable();
  return batches;
}

// The log's segments and their indexes are Kafka's.
void check_files(LogBench& bench) {
  CHECK(bench.files(".log").size() == golden(".log").size());
  CHECK(bench.files(".txnindex").size() == golden(".txnindex").size());
  for (const std::string_view suffix : {".log", ".txnindex"}) {
    for (const auto& [name, bytes] : golden(suffix)) {
      INFO(name);
      REQUIRE(bench.node.disk().exists(kDirectory + name));
      CHECK((bench.node.disk().content(kDirectory + name) == bytes));
    }
  }
}

std::vector<AbortedTxn> aborted(LogBench& bench, Offset from, Offset end) {
  const auto found = bench.world.run(bench.node, [&](Env&) { return bench.log()->aborted_transactions(from, end); });
  REQUIRE(found.ok());
  return *found;
}

std::vector<AbortedTxn> golden_entries() {
  std::vector<AbortedTxn> all;
  for (const auto& [name, bytes] : golden(".txnindex")) {
    const Offset base = *parse_segment_file_name(name, ".txnindex");
    const auto entries = TransactionIndex::parse(as_bytes(bytes), base, Offset(INT64_MAX));
    REQUIRE(entries.has_value());
    CHECK((TransactionIndex::encode(*entries) == std::vector<std::uint8_t>(bytes.begin(), bytes.end())));
    all.insert(all.end(), entries->begin(), entries->end());
  }
  return all;
}

// What Kafka's search finds: in the segments from that of `from` on, up to the first entry behind which nothing
// unstable is left below `end`.
std::vector<AbortedTxn> expected(const std::vector<AbortedTxn>& all, Offset from, Offset end) {
  Offset first{0};
  for (const auto& [name, bytes] : golden(".log")) {
    const Offset base = *parse_segment_file_name(name, ".log");
    if (base <= from) first = base;
  }
  std::vector<AbortedTxn> found;
  for (const AbortedTxn& entry : all) {
    if (entry.last_offset < first) continue;
    if (entry.last_offset >= from && entry.first_offset < end) found.push_back(entry);
    if (entry.last_stable_offset >= end) break;
  }
  return found;
}

Slice transactional(std::int64_t producer, std::int32_t sequence, std::size_t bytes = 100) {
  return make_batch({.value_bytes = bytes,
                     .producer = ProducerId(producer),
                     .producer_epoch = ProducerEpoch(0),
                     .sequence = sequence,
                     .transactional = true});
}

Slice marker(std::int64_t producer, bool commit) {
  return Slice(protocol::build_end_txn_marker(
      {.producer_id = ProducerId(producer), .producer_epoch = ProducerEpoch(0), .commit = commit}, 4'000'000'000'000));
}

Offset append(LogBench& bench, const Slice& batch) {
  const Result<AppendResult> appended =
      bench.on_shard([&] { return bench.log()->append_as_leader(batch, LeaderEpoch(0)); });
  REQUIRE(appended.ok());
  return appended->base_offset;
}

Task<void> checkpoint(LogManager* manager, bool* done) {
  const Status saved = co_await manager->checkpoint();
  *done = saved.ok();
}

}  // namespace

TEST_CASE("the index of aborted transactions is Kafka's, byte for byte") {
  LogBench bench(1, golden_config());
  bench.create();
  for (const Slice& batch : golden_batches()) follow(bench, batch);
  CHECK((aborted(bench, Offset(0), Offset(INT64_MAX)) == golden_entries()));
  bench.wait_durable();
  bench.stop(true);
  check_files(bench);
}

TEST_CASE("every range of offsets is told of the transactions that Kafka finds") {
  const std::vector<AbortedTxn> all = golden_entries();
  LogBench bench(1, golden_config());
  follow_golden(bench);
  bench.stop(true);
  bench.start();  // from the files
  const Offset end = bench.log()->log_end_offset();
  for (Offset from{0}; from < end; from = from + 3) {
    for (Offset to = from + 1; to <= end; to = to + 7) {
      INFO(from.value << " to " << to.value);
      REQUIRE((aborted(bench, from, to) == expected(all, from, to)));
    }
  }
  bench.stop(true);
}

TEST_CASE("recovery finds aborted transactions again") {
  const std::vector<Slice> batches = golden_batches();
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    INFO("seed " << seed);
    Rng rng(seed);
    LogBench bench(seed, golden_config());
    bench.create();
    for (const Slice& batch : batches) {
      follow(bench, batch);
      if (rng.chance(1, 60)) bench.checkpoint();
      if (!rng.chance(1, 40)) continue;
      bench.wait_durable();
      rng.chance(1, 2) ? bench.world.power_loss(bench.node) : bench.world.crash_process(bench.node);
      bench.start();
    }
    CHECK((aborted(bench, Offset(0), Offset(INT64_MAX)) == golden_entries()));
    bench.wait_durable();
    bench.stop(true);
    check_files(bench);
  }
}

TEST_CASE("a damaged index of aborted transactions is made again from the log when it is wanted") {
  LogBench bench(1, golden_config());
  follow_golden(bench);
  bench.stop(true);
  bench.node.start();
  // In turn: a version that there is not, a marker outside of the segment.
  std::uint64_t place = 1;
  for (const std::string& name : bench.files(".txnindex")) {
    bench.node.disk().corrupt(kDirectory + name, place, 6);
    place = place == 1 ? 18 : 1;
  }
  bench.node.stop();
  bench.start();
  CHECK((aborted(bench, Offset(0), Offset(INT64_MAX)) == golden_entries()));
  bench.checkpoint();
  bench.stop(true);
  check_files(bench);
}

TEST_CASE("truncation takes aborted transactions along") {
  LogBench bench(1, golden_config());
  const std::vector<Slice> batches = follow_golden(bench);
  bench.checkpoint();
  const std::vector<AbortedTxn> all = golden_entries();
  // Above the last index that stays, within a segment, and where no transaction was aborted yet.
  for (const std::int64_t cut : {std::int64_t{190}, std::int64_t{95}, std::int64_t{5}}) {
    const Status truncated = bench.world.run(bench.node, [&](Env&) { return bench.log()->truncate_to(Offset(cut)); });
    REQUIRE(truncated.ok());
    const Offset end = bench.log()->log_end_offset();
    std::vector<AbortedTxn> left;
    for (const AbortedTxn& entry : all) {
      if (entry.last_offset < end) left.push_back(entry);
    }
    CHECK((aborted(bench, Offset(0), Offset(INT64_MAX)) == left));
    bench.checkpoint();
    bench.world.power_loss(bench.node);
    bench.start();
    CHECK((aborted(bench, Offset(0), Offset(INT64_MAX)) == left));
  }
  CHECK(bench.files(".txnindex").empty());
  // What comes in their place is as good.
  const Offset end = bench.log()->log_end_offset();
  for (const Slice& batch : batches) {
    if (protocol::BatchView::parse(batch.bytes)->base_offset() >= end) follow(bench, batch);
  }
  bench.wait_durable();
  bench.stop(true);
  check_files(bench);
}

TEST_CASE("read_committed is told whose records to leave out") {
  LogBench bench;
  bench.create();
  append(bench, transactional(1, 0));                    // 0
  append(bench, transactional(2, 0));                    // 1
  append(bench, make_batch({}));                         // 2
  const Offset abort = append(bench, marker(1, false));  // 3
  append(bench, transactional(1, 1));                    // 4
  append(bench, marker(2, true));                        // 5
  append(bench, marker(1, false));                       // 6
  append(bench, marker(9, false));                       // 7: of no transaction that is known
  const auto read = bench.world.run(
      bench.node, [&](Env&) { return bench.log()->read_committed(Offset(0), 1U << 20, true, Offset(100)); });
  REQUIRE(read.ok());
  const AbortedTxn first{ProducerId(1), Offset(0), abort, Offset(1)};
  const AbortedTxn second{ProducerId(1), Offset(4), Offset(6), Offset(7)};
  CHECK((read->aborted == std::vector<AbortedTxn>{first, second}));
  CHECK((aborted(bench, Offset(4), Offset(5)) == std::vector<AbortedTxn>{second}));
  CHECK((aborted(bench, Offset(0), Offset(3)) == std::vector<AbortedTxn>{first}));
  const auto nothing = bench.world.run(
      bench.node, [&](Env&) { return bench.log()->read_committed(Offset(8), 1U << 20, true, Offset(100)); });
  REQUIRE(nothing.ok());
  CHECK(nothing->aborted.empty());
  bench.stop(true);
}

TEST_CASE("an abort that comes while its segment is synced takes no other one's place") {
  LogConfig config = small_log();
  config.index_interval_bytes = 1;  // so that there are indexes to be written before
  LogBench bench(1, config);
  bench.create();
  std::vector<AbortedTxn> all;
  const auto abort = [&](std::int64_t producer) {
    const Offset first = append(bench, transactional(producer, 0));
    const Offset end = append(bench, marker(producer, false));
    all.push_back({ProducerId(producer), first, end, end + 1});
  };
  abort(1);
  for (int step = 0; step < 60; ++step) {
    INFO("step " << step);
    bench.checkpoint();
    // What is saved may be forgotten at any time.
    bench.on_shard([&] {
      bench.log()->segments().back()->close_files();
      return true;
    });
    append(bench, make_batch({}));
    bool done = false;
    bench.world.spawn(bench.node, 0, [&](Env&) { return checkpoint(&bench.manager(), &done); });
    bench.world.run_for(static_cast<MonotonicNs>(step) * 10'000);
    abort(step + 2);
    REQUIRE(bench.world.run_until([&] { return done; }, bench.world.now() + 60'000 * kNsPerMs));
    CHECK((aborted(bench, Offset(0), Offset(INT64_MAX)) == all));
  }
  bench.wait_durable();
  bench.stop(true);
}

TEST_CASE("an index that cannot be is none") {
  const std::string good = golden(".txnindex").rbegin()->second;
  const Offset base = *parse_segment_file_name(golden(".txnindex").rbegin()->first, ".txnindex");
  const auto sound = [&](const std::string& bytes, Offset end) {
    return TransactionIndex::parse(as_bytes(bytes), base, end).has_value();
  };
  CHECK(sound(good, Offset(INT64_MAX)));
  CHECK_FALSE(sound(good, base + 1));
  CHECK_FALSE(sound(good.substr(1), Offset(INT64_MAX)));
  CHECK_FALSE(sound(good.substr(0, 33), Offset(INT64_MAX)));
  CHECK_FALSE(sound(good + good, Offset(INT64_MAX)));
  CHECK_FALSE(sound(std::string(34, '\0'), Offset(INT64_MAX)));
  CHECK(sound("", Offset(INT64_MAX)));
}

TEST_CASE("tools show and check the index of aborted transactions") {
  LogBench bench(1, golden_config());
  follow_golden(bench);
  bench.stop(true);
  bench.node.start();
  std::vector<std::string> lines;
  const LineSink print = [&lines](std::string_view line) { lines.emplace_back(line); };
  const std::string name = bench.files(".txnindex").front();
  const Result<bool> dumped =
      bench.world.run(bench.node, [&](Env& env) { return dump_file(env, kDirectory + name, DumpOptions{}, print); });
  REQUIRE(dumped.ok());
  CHECK(*dumped);
  const AbortedTxn first = golden_entries().front();
  REQUIRE(lines.size() == 2);
  CHECK(lines[1] == "version: 0 producerId: " + std::to_string(first.producer.value) +
                        " firstOffset: " + std::to_string(first.first_offset.value) +
                        " lastOffset: " + std::to_string(first.last_offset.value) +
                        " lastStableOffset: " + std::to_string(first.last_stable_offset.value));
  const auto findings = [&] {
    lines.clear();
    const Result<VerifyReport> report =
        bench.world.run(bench.node, [&](Env& env) { return verify_log_directory(env, kLogDir, print); });
    REQUIRE(report.ok());
    return report->findings;
  };
  CHECK(findings() == 0);
  bench.node.disk().corrupt(kDirectory + name, 33, 0);  // the last stable offset
  CHECK(findings() > 0);
  bench.node.disk().corrupt(kDirectory + name, 33, 0);
  CHECK(findings() == 0);
  REQUIRE(bench.node.disk().unlink(kDirectory + name) == 0);
  CHECK(findings() > 0);
  bench.node.stop();
}

TEST_CASE("a repair that takes batches out keeps what is known of aborted transactions") {
  LogBench bench(1, golden_config());
  follow_golden(bench);
  bench.stop(true);
  bench.node.start();
  const std::string name = bench.files(".txnindex").front();
  const std::string before = bench.node.disk().content(kDirectory + name);
  const std::string log = kDirectory + name.substr(0, 20) + ".log";
  std::optional<std::uint64_t> damaged;
  const std::string bytes = bench.node.disk().content(log);
  protocol::BatchRun run(as_bytes(bytes));
  std::uint64_t position = 0;
  for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) {
    if (!(*batch)->is_control()) damaged = position + protocol::kBatchHeaderSize;
    position += (*batch)->size();
  }
  REQUIRE(damaged.has_value());
  bench.node.disk().corrupt(log, *damaged, 0);
  const LineSink print = [](std::string_view) {};
  RepairOptions options;
  options.apply = options.drop_damaged = true;
  const Result<RepairReport> report =
      bench.world.run(bench.node, [&](Env& env) { return repair_log_directory(env, kLogDir, options, print); });
  REQUIRE(report.ok());
  CHECK(report->repairs == 1);
  CHECK(report->after.findings == 0);
  CHECK(bench.node.disk().content(log).size() < bytes.size());
  CHECK((bench.node.disk().content(kDirectory + name) == before));
  bench.node.stop();
}
