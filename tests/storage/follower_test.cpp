// What a follower does to its log: batches with holes between them, and truncation above a start that has moved.
#include <catch2/catch.hpp>

#include "storage/producer/snapshot_below.h"
#include "tests/storage/log_bench.h"

using namespace klamm;
using namespace klamm::test;

namespace {

Slice batch_at(Offset base, const BatchSpec& spec = {}) {
  Slice batch = make_batch(spec);
  protocol::set_base_offset(protocol::mutable_bytes(batch), base);
  protocol::set_partition_leader_epoch(protocol::mutable_bytes(batch), LeaderEpoch(0));
  return batch;
}

Result<AppendResult> append_at(LogBench& bench, Offset base, const BatchSpec& spec = {}) {
  return bench.on_shard([&] { return bench.log()->append_as_follower(batch_at(base, spec)); });
}

// The offsets at which batches begin, in order.
std::vector<std::int64_t> bases(LogBench& bench) {
  std::vector<std::int64_t> found;
  Offset at = bench.log()->log_start_offset();
  while (at < bench.log()->log_end_offset()) {
    const Result<ReadResult> chunk = bench.read(at, 3000);
    REQUIRE(chunk.ok());
    REQUIRE(chunk->next_offset > at);
    const Buffer bytes = chunk->records.flatten();
    protocol::BatchRun run(ByteView(bytes.data(), bytes.size()));
    for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) {
      found.push_back((*batch)->base_offset().value);
    }
    at = chunk->next_offset;
  }
  return found;
}

Task<void> truncate_once(std::shared_ptr<PartitionLog> log, Offset to, bool* done) {
  Task<Status> cutting = log->truncate_to(to);
  const Status status = co_await cutting;
  CHECK(status.ok());
  *done = true;
}

BatchSpec of_producer(std::int64_t id, std::int32_t sequence) {
  return {.producer = ProducerId(id), .producer_epoch = ProducerEpoch(0), .sequence = sequence};
}

}  // namespace

TEST_CASE("a follower takes the holes that compaction left in its leader's log") {
  LogBench bench;
  bench.create();
  std::vector<std::int64_t> expected;
  // The first batch is not the first of the log, either. Enough for several segments.
  for (std::int64_t base = 3; base < 900; base += 1 + base % 5) {
    REQUIRE(append_at(bench, Offset(base), {.value_bytes = 300}).ok());
    expected.push_back(base);
  }
  const Offset end = bench.log()->log_end_offset();
  CHECK(end == Offset(expected.back() + 1));
  // Never back, and nothing was done by trying.
  for (const Offset base : {Offset(0), end - 1}) {
    CHECK(append_at(bench, base).code() == ErrorCode::kOffsetOutOfRange);
  }
  CHECK(bench.log()->log_end_offset() == end);
  CHECK(bases(bench) == expected);
  // From within a hole the next batch is read.
  CHECK(bench.read(Offset(0), 1)->next_offset == Offset(4));
  CHECK(bench.read(Offset(1), 1)->next_offset == Offset(4));
  bench.wait_durable();

  const int how = GENERATE(0, 1, 2);
  CAPTURE(how);
  if (how == 0) bench.stop(true);
  if (how == 1) bench.world.crash_process(bench.node);
  if (how == 2) bench.world.power_loss(bench.node);
  bench.start();
  CHECK(bench.log()->log_end_offset() == end);
  CHECK(bases(bench) == expected);
  bench.stop(true);
}

TEST_CASE("a hole that no segment can span is refused") {
  LogBench bench;
  bench.create();
  CHECK(append_at(bench, Offset(1LL << 40)).code() == ErrorCode::kOffsetOutOfRange);
  REQUIRE(append_at(bench, Offset(7)).ok());
  // A log that has something begins a new segment.
  REQUIRE(append_at(bench, Offset(1LL << 40)).ok());
  CHECK(bases(bench) == std::vector<std::int64_t>{7, 1LL << 40});
  bench.stop(true);
}

TEST_CASE("a truncation above a start that has moved forgets no producer") {
  const int end = GENERATE(0, 1, 2, 3);
  const bool old_snapshot = GENERATE(false, true);
  CAPTURE(end, old_snapshot);
  LogBench bench;
  bench.create();
  const auto again = [&](std::int64_t id, std::int32_t sequence) { return bench.append(of_producer(id, sequence)); };
  // One producer below what will be the start only, one there and above the cut, one on both sides of the start.
  for (std::int32_t i = 0; i < 5; ++i) REQUIRE(bench.append(of_producer(1, i)).ok());
  if (old_snapshot) bench.checkpoint();
  for (std::int32_t i = 0; i < 3; ++i) REQUIRE(bench.append(of_producer(2, i)).ok());
  for (std::int32_t i = 0; i < 3; ++i) REQUIRE(bench.append(of_producer(3, i)).ok());
  REQUIRE(bench.append(of_producer(3, 3)).ok());  // offset 11, above the start
  for (int i = 0; i < 10; ++i) REQUIRE(bench.append({}).ok());
  REQUIRE(bench.append(of_producer(2, 3)).ok());  // offset 22, above the cut
  const auto moved = bench.world.run(bench.node, [&](Env&) { return bench.log()->set_log_start_offset(Offset(11)); });
  REQUIRE(moved.ok());
  const auto cut = bench.world.run(bench.node, [&](Env&) { return bench.log()->truncate_to(Offset(20)); });
  REQUIRE(cut.ok());
  REQUIRE(bench.log()->log_end_offset() == Offset(20));
  if (end == 1) bench.stop(true);
  if (end == 2) bench.world.crash_process(bench.node);
  if (end == 3) bench.world.power_loss(bench.node);
  if (end > 0) bench.start();
  CHECK(again(1, 4)->duplicate);
  CHECK(again(3, 3)->duplicate);
  CHECK(again(2, 2)->duplicate);
  // The batch that was cut off is new.
  const Result<AppendResult> anew = again(2, 3);
  REQUIRE(anew.ok());
  CHECK_FALSE(anew->duplicate);
  CHECK(anew->base_offset == Offset(20));
  bench.wait_durable();
  bench.stop(true);
}

TEST_CASE("kip_98 a truncation forgets no batch that the log's start lies in") {
  LogBench bench;
  bench.create();
  BatchSpec spec = of_producer(1, 0);
  spec.records = 4;
  REQUIRE(bench.append(spec).ok());
  for (int i = 0; i < 10; ++i) REQUIRE(bench.append({}).ok());
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->set_log_start_offset(Offset(2)); }).ok());
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->truncate_to(Offset(8)); }).ok());
  for (int starts = 0; starts < 2; ++starts) {
    const Result<AppendResult> again = bench.append(spec);
    REQUIRE(again.ok());
    CHECK(again->duplicate);
    bench.world.crash_process(bench.node);
    bench.start();
  }
  bench.stop(true);
}

TEST_CASE("a truncation above a moved start may be killed at any moment, and forgets no producer") {
  for (MonotonicNs when = 0; when < 12 * kNsPerMs; when += 400'000) {
    LogBench bench(static_cast<std::uint64_t>(when) + 1);
    bench.create();
    for (std::int32_t i = 0; i < 5; ++i) REQUIRE(bench.append(of_producer(1, i)).ok());
    for (int i = 0; i < 15; ++i) REQUIRE(bench.append({}).ok());
    const auto moved = bench.world.run(bench.node, [&](Env&) { return bench.log()->set_log_start_offset(Offset(8)); });
    REQUIRE(moved.ok());
    struct Cut {
      static Task<void> run(std::shared_ptr<PartitionLog> of) {
        static_cast<void>(co_await of->truncate_to(Offset(12)));
      }
    };
    bench.world.spawn(bench.node, 0, [&](Env&) { return Cut::run(bench.log()); });
    bench.world.run_for(when);
    bench.world.power_loss(bench.node);
    bench.start();
    CAPTURE(when, bench.log()->log_end_offset().value);
    const Result<AppendResult> again = bench.append(of_producer(1, 4));
    REQUIRE(again.ok());
    CHECK(again->duplicate);
    bench.stop(true);
  }
}

// A sync that began while the log was cut knows nothing that a snapshot could tell, so it must not take for needless
// what the journal tells.
TEST_CASE("kip_98 a checkpoint that meets a truncation forgets no producer, wherever the journal's files end") {
  const TopicIdPartition other = partition_id(2, 0);
  for (int after = 0; after < 120; after += 4) {
    LogBench bench(static_cast<std::uint64_t>(after) + 1);
    bench.create();
    REQUIRE(
        bench.world.run(bench.node, [&](Env&) { return bench.manager().create(other, "other", bench.config); }).ok());
    const auto append_other = [&] {
      const Result<AppendResult> appended = bench.on_shard(
          [&] { return bench.log(other)->append_as_leader(make_batch({.value_bytes = 3000}), LeaderEpoch(0)); });
      REQUIRE(appended.ok());
    };
    REQUIRE(bench.append(of_producer(1, 0)).ok());
    for (int i = 0; i < 10; ++i) REQUIRE(bench.append({}).ok());
    bench.wait_durable();
    bool cut = false;
    std::vector<Status> synced;
    bench.world.spawn(bench.node, 0, [&](Env&) { return truncate_once(bench.log(), Offset(5), &cut); });
    REQUIRE(bench.world.run_until([&] { return bench.log()->log_end_offset() == Offset(5); }));
    // The journal goes on in its next file.
    for (int i = 0; i < 25; ++i) append_other();
    REQUIRE_FALSE(cut);
    bench.world.spawn(bench.node, 0, [&](Env&) { return checkpoint_beside(&bench.manager(), &synced); });
    REQUIRE(bench.world.run_until([&] { return cut && !synced.empty(); }));
    REQUIRE(synced.front().ok());
    for (int i = 0; i < after; ++i) {
      append_other();
      bench.world.run_for(2 * kNsPerMs);
    }
    bench.world.crash_process(bench.node);
    bench.start();
    CAPTURE(after);
    REQUIRE(bench.log()->log_end_offset() == Offset(5));
    const Result<AppendResult> again = bench.append(of_producer(1, 0));
    REQUIRE(again.ok());
    CHECK(again->duplicate);
    bench.stop(true);
  }
}

TEST_CASE("a snapshot of what lies below an offset") {
  ProducerState state;
  const auto apply = [&](std::int64_t id, std::int32_t sequence, std::int64_t base) {
    const Slice batch = batch_at(Offset(base), of_producer(id, sequence));
    state.apply(*protocol::BatchView::parse(batch.bytes));
  };
  for (std::int32_t i = 0; i < 3; ++i) apply(1, i, i);
  apply(2, 0, 3);
  apply(1, 3, 4);
  apply(3, 0, 5);
  const std::string all = state.to_snapshot();
  const Result<std::string> below = snapshot_below(as_bytes(all), Offset(4));
  REQUIRE(below.ok());
  const Result<ProducerState> left = ProducerState::from_snapshot(as_bytes(*below));
  REQUIRE(left.ok());
  const std::map<ProducerId, LastRecord> last = left->last_records();
  REQUIRE(last.size() == 2);
  CHECK(last.at(ProducerId(1)).last_data_offset == Offset(2));
  CHECK(last.at(ProducerId(2)).last_data_offset == Offset(3));
  CHECK(*snapshot_below(as_bytes(all), Offset(6)) == all);
  CHECK(snapshot_below(as_bytes(all.substr(1)), Offset(6)).code() == ErrorCode::kCorruptMessage);
}
