// One log on a simulated disk: appends, reads, restarts, truncation, times, removal.
#include "storage/log/index.h"
#include "storage/log/segment.h"
#include "tests/storage/log_bench.h"

using namespace klamm;
using namespace klamm::test;

namespace {

using Bench = LogBench;

}  // namespace

TEST_CASE("an appended batch is stamped, readable at once, and durable soon") {
  Bench bench;
  bench.create();
  const Result<AppendResult> first = bench.append({.records = 3}, LeaderEpoch(7));
  REQUIRE(first.ok());
  CHECK(first->base_offset == Offset(0));
  CHECK(first->last_offset == Offset(2));
  CHECK(bench.log()->durable_end_offset() == Offset(0));
  const Result<ReadResult> read = bench.read(Offset(1));
  REQUIRE(read.ok());
  CHECK(read->next_offset == Offset(3));
  const Buffer bytes = read->records.flatten();
  const auto batch = protocol::BatchView::parse(ByteView(bytes.data(), bytes.size()));
  REQUIRE(batch.ok());
  CHECK(batch->base_offset() == Offset(0));
  CHECK(batch->partition_leader_epoch() == LeaderEpoch(7));
  CHECK(batch->crc_ok());
  bench.wait_durable();
  CHECK(bench.log()->durable_end_offset() == Offset(3));
  CHECK(bench.read(Offset(3))->records.empty());
  CHECK(bench.read(Offset(4)).code() == ErrorCode::kOffsetOutOfRange);
  bench.stop(true);
}

TEST_CASE("small appends wait for the write under way, larger ones are written beside it") {
  SimNodeOptions options;
  options.disk.latency_min_ns = options.disk.latency_max_ns = 200'000;
  Bench bench(1, small_log(), options);
  bench.stop(true);
  bench.storage_config.journal_overlap_size_bytes_min = 8U << 10;
  bench.start();
  bench.create();
  REQUIRE(bench.append({}).ok());
  bench.wait_durable();
  const auto in_flight_after = [&](std::size_t value_bytes) {
    REQUIRE(bench.append({.value_bytes = value_bytes}).ok());
    bench.world.run_for(20'000);
    return metric(bench.node, "klamm_journal_writes_in_flight");
  };
  const std::int64_t before = metric(bench.node, "klamm_journal_writes_total");
  CHECK(in_flight_after(100) == 1);
  CHECK(in_flight_after(100) == 1);
  CHECK(in_flight_after(100) == 1);
  bench.wait_durable();
  CHECK(metric(bench.node, "klamm_journal_writes_total") == before + 2);
  CHECK(in_flight_after(100) == 1);
  CHECK(in_flight_after(9000) == 2);
  bench.wait_durable();
  bench.stop(true);
}

TEST_CASE("a log is the same after a clean stop and after an unclean one") {
  const bool clean = GENERATE(true, false);
  Bench bench;
  bench.create();
  for (int i = 0; i < 300; ++i) {
    REQUIRE(bench
                .append({.records = 1 + i % 3,
                         .value_bytes = static_cast<std::size_t>(50 + i * 7 % 400),
                         .timestamp_ms = 1000 + i},
                        LeaderEpoch(i / 100))
                .ok());
    if (i % 10 == 0) bench.wait_durable();
  }
  bench.wait_durable();
  const Offset end = bench.log()->log_end_offset();
  const auto epochs = bench.log()->epochs().entries();
  CHECK(bench.walk() == 300);
  bench.stop(clean);
  bench.start();
  REQUIRE(bench.log() != nullptr);
  CHECK(bench.log()->log_end_offset() == end);
  CHECK(bench.log()->durable_end_offset() == end);
  CHECK(bench.log()->epochs().entries() == epochs);
  CHECK(bench.walk() == 300);
  REQUIRE(bench.append({}, LeaderEpoch(3)).ok());
  bench.wait_durable();
  CHECK(bench.walk() == 301);
  bench.stop(true);
}

TEST_CASE("kip_98 a batch sent twice is stored once, and sequences have no gaps") {
  Bench bench;
  bench.create();
  BatchSpec spec{.records = 2, .producer = ProducerId(5), .producer_epoch = ProducerEpoch(0), .sequence = 0};
  REQUIRE(bench.append(spec).ok());
  const Result<AppendResult> again = bench.append(spec);
  REQUIRE(again.ok());
  CHECK(again->duplicate);
  CHECK(again->base_offset == Offset(0));
  spec.sequence = 3;
  CHECK(bench.append(spec).code() == ErrorCode::kOutOfOrderSequenceNumber);
  spec.sequence = 2;
  CHECK(bench.append(spec).ok());
  spec.producer_epoch = ProducerEpoch(1);
  CHECK(bench.append(spec).code() == ErrorCode::kOutOfOrderSequenceNumber);
  spec.sequence = 0;
  CHECK(bench.append(spec).ok());
  spec.producer_epoch = ProducerEpoch(0);
  CHECK(bench.append(spec).code() == ErrorCode::kInvalidProducerEpoch);
  bench.wait_durable();
  const bool clean = GENERATE(true, false);
  bench.stop(clean);
  bench.start();
  spec.producer_epoch = ProducerEpoch(1);
  const Result<AppendResult> after = bench.append(spec);
  REQUIRE(after.ok());
  CHECK(after->duplicate);
  CHECK(after->base_offset == Offset(4));
  bench.stop(true);
}

// What a producer wrote below the log's start is known after a restart: of a batch that is sent again, and of the one
// that comes next.
TEST_CASE("kip_98 producers outlive the records that DeleteRecords took") {
  Bench bench;
  bench.create();
  BatchSpec spec{.value_bytes = 500, .producer = ProducerId(5), .producer_epoch = ProducerEpoch(0), .sequence = 0};
  const bool snapshot_before = GENERATE(true, false);
  const int batches = GENERATE(5, 100);  // within a segment; over several
  for (int i = 0; i < batches; ++i) {
    spec.sequence = i;
    REQUIRE(bench.append(spec).ok());
    if (snapshot_before && i == 2) bench.checkpoint();
  }
  const Offset end = bench.log()->log_end_offset();
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->set_log_start_offset(end); }).ok());
  const bool clean = GENERATE(true, false);
  for (int starts = 0; starts < 2; ++starts) {
    bench.stop(clean);
    bench.start();
    CHECK(bench.log()->log_start_offset() == end);
    const Result<AppendResult> again = bench.append(spec);
    REQUIRE(again.ok());
    CHECK(again->duplicate);
    CHECK(again->base_offset == end - 1);
  }
  spec.sequence = batches;
  const Result<AppendResult> next = bench.append(spec);
  REQUIRE(next.ok());
  CHECK(next->base_offset == end);
  bench.stop(true);
}

// Five batches may be under way when the process is killed, and a checkpoint may lie between them.
TEST_CASE("kip_98 every batch that was under way is recognised after a restart") {
  Bench bench;
  bench.create();
  BatchSpec spec{.producer = ProducerId(5), .producer_epoch = ProducerEpoch(0)};
  const int checkpoint_at = GENERATE(0, 3, 6);
  for (int i = 0; i < 7; ++i) {
    spec.sequence = i;
    REQUIRE(bench.append(spec).ok());
    if (i == checkpoint_at) bench.checkpoint();
  }
  bench.wait_durable();
  const bool clean = GENERATE(true, false);
  for (int starts = 0; starts < 2; ++starts) {
    bench.stop(clean);
    bench.start();
    for (int i = 2; i < 7; ++i) {
      spec.sequence = i;
      const Result<AppendResult> again = bench.append(spec);
      REQUIRE(again.ok());
      CHECK(again->duplicate);
      CHECK(again->base_offset == Offset(i));
    }
  }
  bench.stop(true);
}

TEST_CASE("kip_74 limits of a read") {
  Bench bench;
  bench.create();
  for (int i = 0; i < 10; ++i) REQUIRE(bench.append({.value_bytes = 1000}).ok());
  bench.wait_durable();
  const bool on_disk = GENERATE(false, true);
  if (on_disk) bench.checkpoint();
  CHECK(bench.read(Offset(2), 10, true)->next_offset == Offset(3));
  CHECK(bench.read(Offset(2), 10, false)->records.empty());
  CHECK(bench.read(Offset(2), 2500, false)->next_offset == Offset(4));
  CHECK(bench.read(Offset(2), 100'000, true, Offset(5))->next_offset == Offset(5));
  CHECK(bench.read(Offset(0))->next_offset == Offset(10));
  bench.stop(true);
}

TEST_CASE("offsets by time, and the first record with the largest timestamp") {
  Bench bench;
  bench.create();
  for (int i = 0; i < 200; ++i)
    REQUIRE(bench.append({.records = 2, .value_bytes = 200, .timestamp_ms = 1000 + 10 * (i % 150)}).ok());
  bench.wait_durable();
  bench.checkpoint();
  const Offset all(INT64_MAX);
  const auto at = [&](std::int64_t timestamp) {
    const auto found =
        bench.world.run(bench.node, [&](Env&) { return bench.log()->offset_for_timestamp(timestamp, all); });
    REQUIRE(found.ok());
    return *found;
  };
  CHECK(at(0).offset == Offset(0));
  CHECK(at(1000).offset == Offset(0));
  CHECK(at(1001).offset == Offset(1));
  CHECK(at(1002).offset == Offset(2));
  CHECK(at(1002).timestamp_ms == 1010);
  CHECK(at(2490).offset == Offset(298));
  CHECK(at(2491).offset == Offset(299));
  CHECK(at(2492).offset == Offset(-1));
  const auto max = bench.world.run(bench.node, [&](Env&) { return bench.log()->offset_of_max_timestamp(all); });
  REQUIRE(max.ok());
  CHECK(max->timestamp_ms == 2491);
  CHECK(max->offset == Offset(299));
  const auto below =
      bench.world.run(bench.node, [&](Env&) { return bench.log()->offset_of_max_timestamp(Offset(100)); });
  REQUIRE(below.ok());
  CHECK(below->offset == Offset(99));
  bench.stop(true);
}

TEST_CASE("the largest timestamp of what is left of a batch") {
  Bench bench;
  bench.create();
  protocol::BatchBuilder builder(protocol::BatchOptions{});
  for (const std::int64_t timestamp_ms : {3000, 1000, 2000, 2500}) builder.add(timestamp_ms, std::nullopt, ByteView());
  const Slice batch(builder.build());
  REQUIRE(bench.on_shard([&] { return bench.log()->append_as_leader(batch, LeaderEpoch(0)); }).ok());
  bench.wait_durable();
  const auto max_below = [&](Offset bound) {
    const auto max = bench.world.run(bench.node, [&](Env&) { return bench.log()->offset_of_max_timestamp(bound); });
    REQUIRE(max.ok());
    return *max;
  };
  CHECK(max_below(Offset(4)).offset == Offset(0));
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->set_log_start_offset(Offset(1)); }).ok());
  CHECK(max_below(Offset(4)).offset == Offset(3));
  CHECK(max_below(Offset(4)).timestamp_ms == 2500);
  CHECK(max_below(Offset(3)).offset == Offset(2));
  CHECK(max_below(Offset(2)).offset == Offset(1));
  bench.stop(true);
}

TEST_CASE("truncation cuts files, epochs and producers, and lasts") {
  Bench bench;
  bench.create();
  for (int i = 0; i < 150; ++i) {
    REQUIRE(
        bench
            .append({.value_bytes = 500, .producer = ProducerId(9), .producer_epoch = ProducerEpoch(0), .sequence = i},
                    LeaderEpoch(i / 50))
            .ok());
  }
  const Offset cut(GENERATE(149, 75, 32, 1));
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->truncate_to(cut); }).ok());
  CHECK(bench.log()->log_end_offset() == cut);
  CHECK(bench.log()->durable_end_offset() == cut);
  CHECK(bench.walk() == cut.value);
  const int sequence = static_cast<int>(cut.value);
  BatchSpec spec{
      .value_bytes = 500, .producer = ProducerId(9), .producer_epoch = ProducerEpoch(0), .sequence = sequence + 1};
  CHECK(bench.append(spec, LeaderEpoch(3)).code() == ErrorCode::kOutOfOrderSequenceNumber);
  spec.sequence = sequence;
  CHECK(bench.append(spec, LeaderEpoch(3)).ok());
  CHECK(bench.log()->epochs().entries().back().start_offset == cut);
  bench.wait_durable();
  const bool clean = GENERATE(true, false);
  bench.stop(clean);
  bench.start();
  CHECK(bench.log()->log_end_offset() == cut + 1);
  CHECK(bench.walk() == cut.value + 1);
  CHECK(bench.append(spec, LeaderEpoch(3))->duplicate);
  bench.stop(true);
}

// The two indexes of a segment are saved one after the other: a start may find one that is newer.
TEST_CASE("a crash within a checkpoint and a truncation of the next segment forget no timestamp") {
  constexpr std::int64_t kTime = 4'000'000'000'000;
  const TopicIdPartition other = partition_id(2, 0);
  const BatchSpec filler{.value_bytes = 3000};
  for (MonotonicNs when = 0; when < 4 * kNsPerMs; when += 100'000) {
    Bench bench(static_cast<std::uint64_t>(when) + 1);
    bench.create();
    REQUIRE(
        bench.world.run(bench.node, [&](Env&) { return bench.manager().create(other, "other", bench.config); }).ok());
    for (int i = 0; i < 6; ++i) REQUIRE(bench.append({.value_bytes = 500, .timestamp_ms = kTime + i}).ok());
    bench.checkpoint();
    // The journal comes round: what it tells of the log begins in the middle of a segment.
    for (int i = 0; i < 100; ++i) {
      REQUIRE(
          bench.on_shard([&] { return bench.log(other)->append_as_leader(make_batch(filler), LeaderEpoch(0)).ok(); }));
      bench.world.run_for(2 * kNsPerMs);
    }
    const Offset newest = bench.log()->log_end_offset();
    REQUIRE(bench.append({.value_bytes = 500, .timestamp_ms = kTime + 1000}).ok());
    while (bench.log()->segments().size() < 2) {
      REQUIRE(bench.append({.value_bytes = 500, .timestamp_ms = kTime}).ok());
    }
    for (int i = 0; i < 4; ++i) REQUIRE(bench.append({.value_bytes = 500, .timestamp_ms = kTime}).ok());
    const Offset cut = bench.log()->log_end_offset() - 2;
    REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->truncate_to(cut); }).ok());
    LogManager* const manager = &bench.manager();
    std::vector<Status> ended;
    bench.world.spawn(bench.node, 0, [manager, &ended](Env&) { return checkpoint_beside(manager, &ended); });
    bench.world.run_for(when);
    bench.world.crash_process(bench.node);
    bench.start();
    CAPTURE(when);
    REQUIRE(bench.log()->log_end_offset() == cut);
    const Result<TimestampOffset> found = bench.world.run(
        bench.node, [&](Env&) { return bench.log()->offset_for_timestamp(kTime + 500, Offset(INT64_MAX)); });
    REQUIRE(found.ok());
    CHECK(found->offset == newest);
    bench.stop(true);
  }
}

namespace {

Task<void> truncate_beside(std::shared_ptr<PartitionLog> log, Offset offset, bool* done) {
  Task<Status> truncating = log->truncate_to(offset);
  const Status truncated = co_await truncating;
  CHECK(truncated.ok());
  *done = true;
}

}  // namespace

TEST_CASE("who reads while the log is cut waits for what is left of it") {
  // Each moment of the truncation; the last ones come after it.
  int beside = 0;
  for (int moment = 0; moment < 200; ++moment) {
    Bench bench;
    bench.create();
    for (int i = 0; i < 12; ++i) REQUIRE(bench.append({.value_bytes = 300}).ok());
    bench.wait_durable();
    bool done = false;
    bench.world.spawn(bench.node, 0, [&](Env&) { return truncate_beside(bench.log(), Offset(10), &done); });
    bench.world.run_for(moment * 50'000);
    beside += done ? 0 : 1;
    const Result<ReadResult> kept = bench.read(Offset(9));
    CHECK(kept.ok());
    const Result<ReadResult> cut = bench.read(Offset(11));
    CHECK((cut.ok() || cut.code() == ErrorCode::kOffsetOutOfRange));
    REQUIRE(bench.world.run_until([&] { return done; }, bench.world.now() + 1000 * kNsPerMs));
    CHECK(bench.read(Offset(11)).code() == ErrorCode::kOffsetOutOfRange);
    bench.stop(true);
  }
  CHECK(beside > 0);
  CHECK(beside < 200);
}

TEST_CASE("the log start moves, segments below it go, and it lasts") {
  Bench bench;
  bench.create();
  for (int i = 0; i < 200; ++i) REQUIRE(bench.append({.value_bytes = 500}).ok());
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->set_log_start_offset(Offset(120)); }).ok());
  CHECK(bench.world.run(bench.node, [&](Env&) { return bench.log()->set_log_start_offset(Offset(201)); }).code() ==
        ErrorCode::kOffsetOutOfRange);
  CHECK(bench.read(Offset(119)).code() == ErrorCode::kOffsetOutOfRange);
  CHECK(bench.walk() == 80);
  CHECK(bench.log()->size_bytes() < 80 * 600 + 16384);
  const bool clean = GENERATE(true, false);
  bench.stop(clean);
  bench.start();
  CHECK(bench.log()->log_start_offset() == Offset(120));
  CHECK(bench.walk() == 80);
  REQUIRE(
      bench.world.run(bench.node, [&](Env&) { return bench.log()->truncate_fully_and_start_at(Offset(500)); }).ok());
  CHECK(bench.log()->log_start_offset() == Offset(500));
  REQUIRE(bench.append({}).ok());
  bench.wait_durable();
  bench.stop(clean);
  bench.start();
  CHECK(bench.log()->log_start_offset() == Offset(500));
  CHECK(bench.log()->log_end_offset() == Offset(501));
  bench.stop(true);
}

TEST_CASE("a removed log answers so, and its name can be used again") {
  Bench bench;
  const std::shared_ptr<PartitionLog> old = bench.create();
  REQUIRE(bench.append({}).ok());
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.manager().remove(old->id()); }).ok());
  CHECK(bench.log() == nullptr);
  CHECK(old->usable().code() == ErrorCode::kUnknownTopicOrPartition);
  const TopicIdPartition again = partition_id(2, 0);
  bench.create(again);
  bench.world.run_for(100 * kNsPerMs);
  const bool clean = GENERATE(true, false);
  bench.stop(clean);
  bench.start();
  CHECK(bench.log() == nullptr);
  REQUIRE(bench.log(again) != nullptr);
  CHECK(bench.log(again)->log_end_offset() == Offset(0));
  bench.stop(true);
}

TEST_CASE("a log's name is nobody else's") {
  Bench bench;
  bench.create();
  const auto other = bench.world.run(
      bench.node, [&](Env&) { return bench.manager().create(partition_id(2, 0), "topic", small_log()); });
  CHECK(other.code() == ErrorCode::kKafkaStorageError);
  CHECK(bench.log(partition_id(2, 0)) == nullptr);
  REQUIRE(bench.append({.records = 1}).ok());
  bench.stop(true);
  bench.start();
  CHECK(bench.log()->log_end_offset() == Offset(1));
  bench.stop(true);
}

TEST_CASE("the state of replication is kept, however often the journal comes round") {
  Bench bench;
  bench.create();
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->set_replica_state("epoch 5"); }).ok());
  for (int i = 0; i < 1000; ++i) {
    REQUIRE(bench.append({.value_bytes = 1000}).ok());
    if (i % 5 == 0) bench.wait_durable();
  }
  bench.wait_durable();
  const bool clean = GENERATE(true, false);
  bench.stop(clean);
  bench.start();
  CHECK(bench.log()->replica_state() == "epoch 5");
  CHECK(bench.walk() == 1000);
  bench.stop(true);
}

TEST_CASE("a second process is told that the directory is in use") {
  Bench bench;
  const auto second = bench.world.run(bench.node, [&](Env& env) {
    std::vector<std::string> paths{kLogDir};
    return open_log_directories(env, paths);
  });
  REQUIRE(!second.ok());
  CHECK(second.error().message.find("in use by another process") != std::string::npos);
  bench.stop(true);
}

TEST_CASE("a failing disk takes the directory offline, and nothing is acknowledged") {
  Bench bench;
  bench.create();
  REQUIRE(bench.append({}).ok());
  bench.wait_durable();
  bench.node.disk().options().write_error = 1'000'000;
  REQUIRE(bench.append({}).ok());
  const Status durable = bench.world.run(bench.node, [&](Env&) { return bench.log()->wait_durable(Offset(2)); });
  CHECK(durable.code() == ErrorCode::kKafkaStorageError);
  CHECK(bench.append({}).code() == ErrorCode::kKafkaStorageError);
  CHECK(bench.read(Offset(0)).code() == ErrorCode::kKafkaStorageError);
  CHECK(!bench.manager().log_dirs()[0].online);
  bench.node.disk().options().write_error = 0;
  bench.stop(false);
  bench.start();
  CHECK(bench.log()->log_end_offset() >= Offset(1));
  bench.stop(true);
}

TEST_CASE("a batch that rots on disk is reported and not served") {
  Bench bench;
  bench.create();
  for (int i = 0; i < 5; ++i) REQUIRE(bench.append({.value_bytes = 500}).ok());
  bench.stop(true);
  bench.start();  // what was appended just now would be read from memory
  bench.node.disk().corrupt(std::string(kLogDir) + "/topic-0/" + segment_file_name(Offset(0)) + ".log", 1500, 3);
  CHECK(bench.read(Offset(0))->next_offset == Offset(2));
  CHECK(bench.read(Offset(2)).code() == ErrorCode::kCorruptMessage);
  bench.stop(true);
}

TEST_CASE("who reads on is given what was read ahead, and nothing that was cut off since") {
  LogConfig config;
  config.index_interval_bytes = 4096;
  Bench bench(1, config);
  bench.stop(true);
  bench.storage_config.tail_memory_bytes_max = 0;
  bench.storage_config.flush_size_bytes = 64U << 10;
  bench.start();
  bench.create();
  constexpr std::size_t kRead = 200'000;
  for (int i = 0; i < 40; ++i) REQUIRE(bench.append({.value_bytes = 50'000}).ok());
  bench.checkpoint();
  bench.stop(true);
  bench.start();
  const auto next_of = [&](Offset from) {
    const Result<ReadResult> read = bench.read(from, kRead);
    REQUIRE(read.ok());
    REQUIRE(read->next_offset > from);
    return read->next_offset;
  };
  Offset at = next_of(next_of(Offset(0)));  // the second read goes on where the first one ended
  bench.world.run_for(1000 * kNsPerMs);
  const MonotonicNs before = bench.world.now();
  const Offset end = next_of(at);
  CHECK(bench.world.now() == before);  // no disk was asked
  bench.world.run_for(1000 * kNsPerMs);
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->truncate_to(end); }).ok());
  REQUIRE(bench.append({.value_bytes = 49'000, .timestamp_ms = 77}).ok());
  bench.checkpoint();
  const Result<ReadResult> read = bench.read(end, kRead);
  REQUIRE(read.ok());
  const Buffer bytes = read->records.flatten();
  const auto batch = protocol::BatchView::parse(ByteView(bytes.data(), bytes.size()));
  REQUIRE(batch.ok());
  CHECK(batch->max_timestamp() == 77);
  bench.stop(true);
}
