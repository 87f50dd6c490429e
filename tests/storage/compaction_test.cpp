// Compaction of a whole log on a simulated disk: which records survive, that readers see them, and that nothing is lost
// by restarts, small maps, deletions in between and disks without space.
#include <map>
#include <set>

#include "protocol/records/record.h"
#include "storage/compaction/cleaner.h"
#include "storage/log/segment.h"
#include "tests/storage/keyed_log.h"

using namespace klamm;
using namespace klamm::test;

namespace {

LogConfig compacted() {
  LogConfig config = small_log();
  config.cleanup_compact = true;
  config.min_cleanable_dirty_ratio = 0.01;
  config.delete_retention_ms = 1000;
  return config;
}

void clean(LogBench& bench) {
  bench.on_shard([&] { bench.manager().check_compaction(); });
  REQUIRE(
      bench.world.run_until([&] { return bench.manager().compaction_idle(); }, bench.world.now() + 60'000 * kNsPerMs));
}

// Appends `batches` with keys of a small set, and says what the last value of each is.
void fill(LogBench& bench, KeyedModel& model, int batches, int keys = 20) {
  for (int i = 0; i < batches; ++i) {
    const Slice batch = model.make(keys);
    const Result<AppendResult> appended =
        bench.on_shard([&] { return bench.log()->append_as_leader(batch, LeaderEpoch(0)); });
    REQUIRE(appended.ok());
    model.appended(appended->base_offset);
    if (i % 10 == 0) bench.wait_durable();
  }
  bench.wait_durable();
}

// A transaction of one record that is committed at once.
void append_transaction(LogBench& bench, ProducerId producer) {
  protocol::BatchOptions options;
  options.producer_id = producer;
  options.producer_epoch = ProducerEpoch(0);
  options.base_sequence = 0;
  options.transactional = true;
  protocol::BatchBuilder builder(options);
  const std::string key = "k0";
  builder.add(4'000'000'000'000, as_bytes(key), as_bytes(key));
  const protocol::TransactionMarker commit{
      .producer_id = producer, .producer_epoch = ProducerEpoch(0), .coordinator_epoch = 0, .commit = true};
  const Slice marker(protocol::build_end_txn_marker(commit, 4'000'000'000'000));
  for (const Slice& batch : {Slice(builder.build()), marker}) {
    REQUIRE(bench.on_shard([&] { return bench.log()->append_as_leader(batch, LeaderEpoch(0)); }).ok());
  }
}

// A gauge of the one shard and directory, as /metrics shows it.
std::string shown(LogBench& bench, const std::string& name) {
  const std::string all = bench.node.metrics().scrape();
  const std::size_t at = all.find("\n" + name + "{");
  if (at == std::string::npos) return "nothing";
  const std::size_t value = all.find("} ", at) + 2;
  return all.substr(value, all.find('\n', value) - value);
}

std::uint64_t records(const std::map<Offset, KeyedRecord>& found) { return found.size(); }

}  // namespace

TEST_CASE("compaction keeps the last record of each key, at its offset") {
  LogBench bench(1, compacted());
  bench.create();
  KeyedModel model(1);
  fill(bench, model, 300);
  const std::uint64_t before = bench.log()->size_bytes();
  const Offset end = bench.log()->log_end_offset();
  clean(bench);
  CHECK(bench.log()->size_bytes() < before / 2);
  CHECK(bench.log()->log_end_offset() == end);
  const std::map<Offset, KeyedRecord> found = read_all_records(bench);
  CHECK(model.wrong(found, bench.log()->segments().back()->base()) == "");
  CHECK(records(found) < 200);
  // A reader may begin at any offset, and gets what is next.
  for (Offset at = Offset(0); at < end; at = at + 7) {
    const Result<ReadResult> read = bench.read(at, 3000);
    REQUIRE(read.ok());
    const auto next = found.lower_bound(at);
    if (next != found.end()) CHECK(read->next_offset > at);
  }
  const bool clean_stop = GENERATE(true, false);
  bench.stop(clean_stop);
  bench.start();
  CHECK(bench.log()->log_end_offset() == end);
  CHECK(read_all_records(bench) == found);
  fill(bench, model, 100);
  CHECK(model.wrong(read_all_records(bench), bench.log()->segments().back()->base(), false) == "");
  bench.stop(true);
}

TEST_CASE("a map that is too small takes several rounds, and ends the same") {
  LogBench bench(2, compacted());
  bench.create();
  KeyedModel model(2);
  fill(bench, model, 300, 150);
  CleanerConfig config = bench.storage_config.cleaner;
  config.dedupe_buffer_size_bytes = KeyMap::kBytesPerSlot * 40;
  bench.on_shard([&] { bench.manager().reconfigure_cleaner(config); });
  for (int i = 0; i < 100; ++i) clean(bench);
  const Offset active = bench.log()->segments().back()->base();
  CHECK(model.wrong(read_all_records(bench), active) == "");
  const std::string checkpoint = bench.node.disk().content(std::string(kLogDir) + "/topic-0/cleaner-offset-checkpoint");
  CHECK(checkpoint == "0\n1\ntopic 0 " + std::to_string(active.value) + "\n");
  bench.stop(true);
}

TEST_CASE("tombstones stay for delete.retention.ms after they were cleaned, then go") {
  LogBench bench(3, compacted());
  bench.create();
  KeyedModel model(3);
  model.tombstones = true;
  fill(bench, model, 300);
  clean(bench);
  CHECK(model.wrong(read_all_records(bench), bench.log()->segments().back()->base()) == "");
  bench.world.run_for(2000 * kNsPerMs);
  fill(bench, model, 100);
  clean(bench);
  model.tombstones_may_be_gone = true;
  const std::map<Offset, KeyedRecord> found = read_all_records(bench);
  CHECK(model.wrong(found, bench.log()->segments().back()->base()) == "");
  bench.stop(true);
}

TEST_CASE("a producer's last sequence outlives the compaction of its records") {
  LogBench bench(4, compacted());
  bench.create();
  KeyedModel model(4);
  protocol::BatchOptions options;
  options.producer_id = ProducerId(77);
  options.producer_epoch = ProducerEpoch(0);
  options.base_sequence = 0;
  protocol::BatchBuilder builder(options);
  const std::string key = "k0";
  builder.add(4'000'000'000'000, as_bytes(key), as_bytes(key));
  const Slice batch(builder.build());
  REQUIRE(bench.on_shard([&] { return bench.log()->append_as_leader(batch, LeaderEpoch(0)); }).ok());
  model.skip(Offset(1));
  fill(bench, model, 300, 5);
  clean(bench);
  const bool clean_stop = GENERATE(true, false);
  bench.stop(clean_stop);
  bench.start();
  const Slice again(builder.build());
  const Result<AppendResult> repeated =
      bench.on_shard([&] { return bench.log()->append_as_leader(again, LeaderEpoch(0)); });
  REQUIRE(repeated.ok());
  CHECK(repeated->duplicate);
  CHECK(repeated->base_offset == Offset(0));
  bench.stop(true);
}

TEST_CASE("batches may lie across what is read and written at a time, and be larger") {
  LogConfig config = compacted();
  config.segment_size_bytes = 5 << 20;
  LogBench bench(12, config);
  bench.create();
  KeyedModel model(12);
  model.value_size_max = 700'000;
  fill(bench, model, 60, 30);
  clean(bench);
  const Offset active = bench.log()->segments().back()->base();
  const std::map<Offset, KeyedRecord> found = read_all_records(bench);
  CHECK(model.wrong(found, active) == "");
  bench.stop(GENERATE(true, false));
  bench.start();
  CHECK(read_all_records(bench) == found);
  bench.stop(true);
}

TEST_CASE("segments that become small are joined") {
  LogBench bench(5, compacted());
  bench.create();
  KeyedModel model(5);
  fill(bench, model, 400, 5);
  const std::size_t before = bench.log()->segments().size();
  clean(bench);
  fill(bench, model, 50, 5);
  clean(bench);
  CHECK(bench.log()->segments().size() < before / 3);
  CHECK(model.wrong(read_all_records(bench), bench.log()->segments().back()->base()) == "");
  // Times are found where they are now.
  const auto last = bench.world.run(
      bench.node, [&](Env&) { return bench.log()->offset_of_max_timestamp(bench.log()->log_end_offset()); });
  REQUIRE(last.ok());
  CHECK(last->offset == model.last_offset());
  bench.stop(true);
}

TEST_CASE("DeleteRecords and truncation during compaction win") {
  LogBench bench(6, compacted());
  bench.create();
  KeyedModel model(6);
  fill(bench, model, 200);
  const Offset end = bench.log()->log_end_offset();
  const bool truncate = GENERATE(false, true);
  bench.on_shard([&] { bench.manager().check_compaction(); });
  bench.world.run_for(GENERATE(0, 100'000, 500'000, 2'000'000, 5'000'000));
  const Offset cut(end.value / 2);
  if (truncate) {
    REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->truncate_to(cut); }).ok());
    model.truncated(bench.log()->log_end_offset());
  } else {
    REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->set_log_start_offset(cut); }).ok());
    model.started(cut);
  }
  clean(bench);
  fill(bench, model, 100);
  clean(bench);
  CHECK(model.wrong(read_all_records(bench), bench.log()->segments().back()->base()) == "");
  bench.stop(false);
  bench.start();
  CHECK(model.wrong(read_all_records(bench), bench.log()->segments().back()->base()) == "");
  bench.stop(true);
}

TEST_CASE("a cut while the ends of transactions are looked for makes a round void, and no more") {
  // Each moment of a round; the last ones come after it.
  for (int moment = 0; moment < 100; ++moment) {
    INFO("moment " << moment);
    LogBench bench(13, compacted());
    bench.create();
    KeyedModel model(13);
    append_transaction(bench, ProducerId(7));
    model.skip(bench.log()->log_end_offset());
    fill(bench, model, 150);
    bench.on_shard([&] { bench.manager().check_compaction(); });
    bench.world.run_for(moment * 100'000);
    const Offset cut(bench.log()->log_end_offset().value / 2);
    REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->truncate_to(cut); }).ok());
    model.truncated(bench.log()->log_end_offset());
    clean(bench);
    REQUIRE(bench.manager().log_dirs().front().online);
    fill(bench, model, 50);
    clean(bench);
    CHECK(model.wrong(read_all_records(bench), bench.log()->segments().back()->base()) == "");
    bench.stop(true);
  }
}

TEST_CASE("compact,delete does both") {
  LogConfig config = compacted();
  config.cleanup_delete = true;
  config.retention_bytes = 3000;
  LogBench bench(7, config);
  bench.create();
  KeyedModel model(7);
  fill(bench, model, 300, 100);
  clean(bench);
  bench.on_shard([&] { bench.manager().check_retention(); });
  bench.world.run_for(50 * kNsPerMs);
  CHECK(bench.log()->log_start_offset() > Offset(0));
  model.started(bench.log()->log_start_offset());
  CHECK(model.wrong(read_all_records(bench), bench.log()->segments().back()->base()) == "");
  bench.stop(true);
}

TEST_CASE("a log with a damaged batch is left as it is, and others are compacted") {
  LogBench bench(8, compacted());
  bench.create();
  KeyedModel model(8);
  fill(bench, model, 200);
  bench.checkpoint();
  bench.node.disk().corrupt(std::string(kLogDir) + "/topic-0/00000000000000000000.log", 100, 3);
  const std::uint64_t before = bench.log()->size_bytes();
  clean(bench);
  CHECK(bench.log()->uncleanable());
  CHECK(bench.log()->size_bytes() == before);
  clean(bench);
  CHECK(shown(bench, "kafka_log_logcleanermanager_uncleanable_partitions_count") == "1");
  CHECK(shown(bench, "kafka_log_logcleanermanager_uncleanable_bytes") == std::to_string(before));
  // What is gone is not counted.
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.manager().remove(bench.log()->id()); }).ok());
  clean(bench);
  CHECK(shown(bench, "kafka_log_logcleanermanager_uncleanable_partitions_count") == "0");
  CHECK(bench.manager().log_dirs()[0].online);
  bench.stop(true);
}

TEST_CASE("without space compaction waits, and the log stays whole") {
  LogBench bench(9, compacted());
  bench.create();
  KeyedModel model(9);
  fill(bench, model, 200, 2000);
  bench.checkpoint();
  bench.node.disk().options().capacity_bytes = bench.node.disk().used_bytes() + 8192;
  clean(bench);
  CHECK(bench.manager().log_dirs()[0].online);
  CHECK(model.wrong(read_all_records(bench), bench.log()->segments().back()->base(), false) == "");
  bench.node.disk().options().capacity_bytes = UINT64_MAX;
  bench.world.run_for(61'000 * kNsPerMs);
  clean(bench);
  CHECK(model.wrong(read_all_records(bench), bench.log()->segments().back()->base()) == "");
  bench.stop(true);
}

// A killed process leaves names that can be seen and would not last. A start that finds the one of a swap goes on from
// there, and a power loss may then keep what it removed and lose what it found.
TEST_CASE("a start removes what a swap replaces only when the swap's name lasts") {
  for (std::uint64_t seed = 1; seed <= 24; ++seed) {
    CAPTURE(seed);
    LogBench bench(seed, compacted());
    bench.create();
    KeyedModel model(seed);
    fill(bench, model, 150);
    const Offset active = bench.log()->segments().back()->base();
    bench.on_shard([&] { bench.manager().check_compaction(); });
    const auto swapping = [&] { return !bench.files(".log.swap").empty(); };
    REQUIRE(bench.world.run_until(swapping, bench.world.now() + 60'000 * kNsPerMs));
    const std::string replaced = bench.files(".log").front();
    bench.world.crash_process(bench.node);
    bench.node.start();
    const Result<Storage*> opened = begin_storage(bench.world, bench.node, bench.storage_config, bench.config);
    REQUIRE(opened.ok());
    on_every_shard(bench.node, **opened, [](LogManager& manager) { manager.start_recovery(); });
    const auto removed = [&] { return !bench.node.disk().exists(std::string(kLogDir) + "/topic-0/" + replaced); };
    REQUIRE(bench.world.run_until(removed, bench.world.now() + 60'000 * kNsPerMs));
    bench.world.power_loss(bench.node);
    bench.start();
    CHECK(bench.log()->log_start_offset() == Offset(0));
    CHECK(model.wrong(read_all_records(bench), active, false) == "");
    bench.stop(true);
  }
}

TEST_CASE("a reader that holds an old segment reads on from it") {
  LogBench bench(10, compacted());
  bench.create();
  KeyedModel model(10);
  fill(bench, model, 200);
  bench.checkpoint();
  std::shared_ptr<Segment> old = bench.log()->segments().front();
  clean(bench);
  bench.world.run_for(100 * kNsPerMs);
  CHECK(bench.files(".deleted").empty());
  const Result<Buffer> bytes = bench.world.run(bench.node, [&](Env&) { return old->read(0, 200); });
  REQUIRE(bytes.ok());
  CHECK(bytes->size() == 200);
  // The files are closed on the shard.
  bench.on_shard([&] { old.reset(); });
  bench.stop(true);
}

TEST_CASE("what dashboards ask of Kafka's cleaner is there") {
  LogBench bench(13, compacted());
  bench.create();
  KeyedModel model(13);
  CHECK(shown(bench, "kafka_log_logcleaner_deadthreadcount") == "0");
  fill(bench, model, 300, 100);
  const Offset end = bench.log()->log_end_offset();
  clean(bench);
  // The last look found a log with nothing but clean bytes.
  CHECK(shown(bench, "kafka_log_logcleanermanager_max_dirty_percent") == "0");
  const int recopied = std::stoi(shown(bench, "kafka_log_logcleaner_cleaner_recopy_percent"));
  CHECK(recopied > 0);
  CHECK(recopied < 50);
  // A hundred keys in a map for as many offsets as there were.
  const int used = std::stoi(shown(bench, "kafka_log_logcleaner_max_buffer_utilization_percent"));
  CHECK(used == 100 * 100 * 9 / 10 / static_cast<int>(end.value));
  CHECK(shown(bench, "kafka_log_logcleaner_max_clean_time_secs") != "nothing");
  CHECK(shown(bench, "kafka_log_logcleaner_max_compaction_delay_secs") == "0");
  LogConfig never = compacted();
  never.min_cleanable_dirty_ratio = 1;
  bench.on_shard([&] { bench.log()->reconfigure(never); });
  fill(bench, model, 100, 100);
  clean(bench);
  CHECK(std::stoi(shown(bench, "kafka_log_logcleanermanager_max_dirty_percent")) > 10);
  bench.stop(true);
}

TEST_CASE("log.cleaner.io.max.bytes.per.second holds compaction back") {
  LogBench bench(11, compacted());
  bench.create();
  KeyedModel model(11);
  fill(bench, model, 300, 1000);
  const std::uint64_t bytes = bench.log()->size_bytes();
  CleanerConfig config = bench.storage_config.cleaner;
  config.io_max_bytes_per_second = static_cast<double>(bytes) / 10;
  const MonotonicNs before = bench.world.now();
  bench.on_shard([&] { bench.manager().reconfigure_cleaner(config); });
  clean(bench);
  // It is read twice and written once, less what the active segment has.
  CHECK(bench.world.now() - before > 15'000 * kNsPerMs);
  bench.stop(true);
}
