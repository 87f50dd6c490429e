// Compaction against crashes: records with keys on a simulated disk, a cleaner that never rests, killed at random
// moments and opened again. The last record of each key must be there, nothing that nobody wrote, and offsets never go
// back.
#include <catch2/catch.hpp>

#include <cstdio>
#include <cstdlib>

#include "storage/compaction/key_map.h"
#include "tests/storage/keyed_log.h"

using namespace klamm;
using namespace klamm::test;

namespace {

constexpr std::int32_t kPartitions = 3;

LogConfig compacted() {
  LogConfig config = small_log();
  config.segment_size_bytes = 4 << 10;
  config.cleanup_compact = true;
  config.min_cleanable_dirty_ratio = 0.05;
  config.delete_retention_ms = 5;
  return config;
}

struct ModelLog {
  TopicIdPartition id;
  bool exists = false;
  std::map<Offset, KeyedRecord> records;  // all that were appended and may still be there
  Offset end{0};
  Offset acked_end{0};
  Offset start_acked{0};
  Offset start_asked{0};
  std::uint64_t incarnation = 0;
};

using Model = std::map<std::int32_t, ModelLog>;

struct Workload {
  Model& model;
  LogManager& manager;
  Rng rng;
  TaskScope acks{};
  bool stop = false;
  bool running = false;
};

Task<void> note_ack(Workload& work, std::shared_ptr<PartitionLog> log, std::int32_t partition, Offset end,
                    std::uint64_t incarnation) {
  const Status done = co_await log->wait_durable(end);
  ModelLog& model = work.model.at(partition);
  if (done.ok() && model.incarnation == incarnation) model.acked_end = std::max(model.acked_end, end);
}

void append_some(Workload& work, std::shared_ptr<PartitionLog> log, std::int32_t partition) {
  ModelLog& model = work.model.at(partition);
  protocol::BatchBuilder builder(protocol::BatchOptions{});
  std::vector<KeyedRecord> made;
  const std::uint64_t count = 1 + work.rng.below(4);
  for (std::uint64_t i = 0; i < count; ++i) {
    KeyedRecord& record = made.emplace_back();
    record.key = "k" + std::to_string(work.rng.below(12));
    if (!work.rng.chance(1, 8))
      record.value = std::string(work.rng.below(200), static_cast<char>('a' + work.rng.below(26)));
    std::optional<ByteView> value;
    if (record.value.has_value()) value = as_bytes(*record.value);
    builder.add(1'000'000 + static_cast<std::int64_t>(work.rng.below(1000)), as_bytes(record.key), value);
  }
  const Result<AppendResult> appended = log->append_as_leader(Slice(builder.build()), LeaderEpoch(0));
  if (!appended.ok()) return;
  Offset at = appended->base_offset;
  for (KeyedRecord& record : made) {
    model.records[at] = std::move(record);
    at = at + 1;
  }
  model.end = at;
  work.acks.spawn(note_ack(work, log, partition, at, model.incarnation));
}

// A transaction that is aborted at once: nobody may see its records, and no key be lost to them.
void append_aborted(Workload& work, std::shared_ptr<PartitionLog> log, std::int32_t partition) {
  ModelLog& model = work.model.at(partition);
  protocol::BatchOptions options;
  // A sequence of its own each time: which of them are still in the log is of no matter.
  options.producer_id = ProducerId(10'000 + model.end.value);
  options.producer_epoch = ProducerEpoch(0);
  options.base_sequence = 0;
  options.transactional = true;
  protocol::BatchBuilder builder(options);
  const std::string key = "k" + std::to_string(work.rng.below(12));
  builder.add(4'000'000'000'000, as_bytes(key), as_bytes(std::string_view("aborted")));
  const Buffer marker = protocol::build_end_txn_marker(
      {.producer_id = options.producer_id, .producer_epoch = ProducerEpoch(0)}, 4'000'000'000'000);
  for (const Slice& batch : {Slice(builder.build()), Slice(marker)}) {
    const Result<AppendResult> appended = log->append_as_leader(batch, LeaderEpoch(0));
    if (!appended.ok()) return;
    model.end = appended->end_offset();
    work.acks.spawn(note_ack(work, log, partition, model.end, model.incarnation));
  }
}

Task<void> shorten(Workload& work, std::shared_ptr<PartitionLog> log, ModelLog& model, bool truncate) {
  const std::int64_t range = model.end - model.start_asked;
  if (range <= 1) co_return;
  if (!truncate) {
    const Offset start =
        model.start_asked + static_cast<std::int64_t>(work.rng.below(static_cast<std::uint64_t>(range)));
    model.start_asked = start;
    const Status done = co_await log->set_log_start_offset(start);
    if (!done.ok()) co_return;
    model.start_acked = std::max(model.start_acked, start);
    model.acked_end = std::max(model.acked_end, start);
    co_return;
  }
  // What was committed is never truncated; without replicas only what was not acknowledged could be.
  const Offset cut = model.end - static_cast<std::int64_t>(
                                     work.rng.below(std::min<std::uint64_t>(8, static_cast<std::uint64_t>(range))));
  if (cut <= model.start_asked || cut < model.acked_end) co_return;
  ++model.incarnation;
  const Status done = co_await log->truncate_to(cut);
  if (!done.ok()) co_return;
  // A batch goes as a whole.
  model.end = log->log_end_offset();
  model.records.erase(model.records.lower_bound(model.end), model.records.end());
  model.acked_end = std::min(model.acked_end, model.end);
}

Task<void> run_workload(Env& env, Workload* shared) {
  Workload& work = *shared;
  work.running = true;
  while (!work.stop) {
    const auto partition = static_cast<std::int32_t>(work.rng.below(kPartitions));
    ModelLog& model = work.model[partition];
    if (!model.exists) {
      model.id = partition_id(1, partition);
      const LogConfig config = compacted();
      const Result<std::shared_ptr<PartitionLog>> created = co_await work.manager.create(model.id, "t", config);
      if (created.ok() || created.code() == ErrorCode::kTopicAlreadyExists) model.exists = true;
      continue;
    }
    const std::shared_ptr<PartitionLog> log = work.manager.find(model.id);
    if (log == nullptr || !log->usable().ok()) break;
    const std::uint64_t what = work.rng.below(100);
    if (what < 2) {
      co_await shorten(work, log, model, what == 0);
    } else if (what < 4) {
      const Status done = co_await work.manager.checkpoint();
      static_cast<void>(done);
    } else if (what < 14) {
      const Offset from =
          model.start_asked +
          static_cast<std::int64_t>(work.rng.below(static_cast<std::uint64_t>(model.end - model.start_asked) + 1));
      const Result<ReadResult> read = co_await log->read(from, 2000, true, model.end);
      KLAMM_ASSERT(read.ok() || !log->usable().ok() || read.code() == ErrorCode::kOffsetOutOfRange);
    } else if (what < 24) {
      const MonotonicNs soon = env.now() + static_cast<MonotonicNs>(work.rng.below(500'000));
      co_await SleepUntil(env.timers, soon);
    } else {
      if (!log->has_room()) static_cast<void>(co_await log->wait_for_room());
      work.rng.chance(1, 6) ? append_aborted(work, log, partition) : append_some(work, log, partition);
    }
  }
  co_await work.acks.join();
  work.running = false;
}

struct RunOptions {
  JournalMutants mutants;
};

struct Checker {
  SimWorld& world;
  SimNode& node;
  LogManager& manager;

  std::string check(Model& model) {
    for (auto& [partition, log] : model) {
      if (const std::string wrong = check_log(log); !wrong.empty())
        return "partition " + std::to_string(partition) + ": " + wrong;
    }
    return {};
  }

  std::string check_log(ModelLog& model) {
    const std::shared_ptr<PartitionLog> log = manager.find(model.id);
    if (log == nullptr) return model.exists ? "an acknowledged log is missing" : "";
    model.exists = true;
    if (!log->usable().ok()) return "the log is unusable";
    const Offset start = log->log_start_offset();
    const Offset end = log->log_end_offset();
    if (end < model.acked_end || end > model.end) {
      return "ends at " + std::to_string(end.value) + ", acknowledged " + std::to_string(model.acked_end.value) +
             ", appended " + std::to_string(model.end.value);
    }
    if (start < model.start_acked || start > model.start_asked) return "begins at a wrong offset";
    if (const std::string wrong = check_records(*log, model); !wrong.empty()) return wrong;
    model.records.erase(model.records.lower_bound(end), model.records.end());
    model.end = model.acked_end = end;
    model.start_acked = model.start_asked = start;
    ++model.incarnation;
    return {};
  }

  std::string check_records(PartitionLog& log, const ModelLog& model) {
    std::map<Offset, KeyedRecord> found;
    // A crash may have come between a transaction and its marker.
    std::vector<AbortedTxn> open;
    for (const ProducerInfo& producer : log.describe_producers()) {
      if (producer.current_txn_start_offset.value < 0) continue;
      open.push_back({producer.id, producer.current_txn_start_offset, Offset(INT64_MAX), Offset(0)});
    }
    Offset at = log.log_start_offset();
    while (at < log.log_end_offset()) {
      const Result<ReadResult> read =
          world.run(node, [&](Env&) { return log.read_committed(at, 3000, true, Offset(INT64_MAX)); });
      if (!read.ok()) return "cannot be read at " + std::to_string(at.value) + ": " + read.error().message;
      if (read->records.empty()) break;
      if (read->next_offset <= at) return "a read does not go on";
      const Buffer bytes = read->records.flatten();
      std::vector<AbortedTxn> left_out = read->aborted;
      left_out.insert(left_out.end(), open.begin(), open.end());
      collect_records(ByteView(bytes.data(), bytes.size()), found, left_out);
      at = read->next_offset;
    }
    std::map<std::string, Offset> last;
    for (const auto& [offset, record] : model.records) {
      if (offset < log.log_end_offset()) last[record.key] = offset;
    }
    for (const auto& [offset, record] : found) {
      const auto original = model.records.find(offset);
      if (original == model.records.end()) return "nobody wrote a record at " + std::to_string(offset.value);
      if (!(original->second == record)) return "another record at " + std::to_string(offset.value);
    }
    for (const auto& [key, offset] : last) {
      if (offset < log.log_start_offset() || found.contains(offset)) continue;
      if (!model.records.at(offset).value.has_value()) continue;
      return "lost: the last record of " + key + " at " + std::to_string(offset.value);
    }
    return {};
  }
};

// What went wrong; empty if all is as it should be. Counts the rounds of compaction.
std::string run_seed(std::uint64_t seed, const RunOptions& options, std::uint64_t& compacted_logs) {
  SimWorld world(seed);
  Rng rng(seed * 104729 + 5);
  SimNodeOptions node_options;
  node_options.disk.short_write = 20'000;
  node_options.disk.short_read = 10'000;
  node_options.disk.latency_max_ns = 150'000;
  SimNode& node = world.add_node(node_options);
  StorageConfig config = small_storage();
  config.syncs_together_min = rng.chance(1, 2) ? 2 : 1000;
  config.read_ahead_bytes_max = rng.below(256U << 10);
  config.open_files_max = 1 + static_cast<std::uint32_t>(rng.below(8));
  config.mutants = options.mutants;
  config.flush_size_bytes = 512U << rng.below(5);
  Rng bypass = rng.fork("bypass");
  config.bypass_append_size_min = bypass.chance(1, 3) ? 0 : 1U + static_cast<std::uint32_t>(bypass.below(200));
  config.bypass_begin_bytes = bypass.below(1000);
  config.bypass_unindexed_bytes_max = bypass.below(20'000);
  config.bypass_preallocate_bytes_max = bypass.chance(1, 4) ? 0 : bypass.below(30'000);
  config.cleaner.backoff_ms = 1 + static_cast<std::int64_t>(rng.below(10));
  if (rng.chance(1, 3)) config.cleaner.dedupe_buffer_size_bytes = KeyMap::kBytesPerSlot * (6 + rng.below(20));
  Model model;
  const SeedTrace trace{node};
  const int rounds = 4 + static_cast<int>(rng.below(4));
  for (int round = 0; round <= rounds; ++round) {
    node.start();
    const Result<Storage*> opened = begin_storage(world, node, config, compacted());
    if (!opened.ok()) return "does not open: " + opened.error().message;
    const bool singly = rng.chance(1, 3);
    const Status recovered = recover(world, node, **opened, rng, singly);
    if (!recovered.ok()) return "is not recovered: " + recovered.error().message;
    LogManager& manager = *(*opened)->managers[0];
    Checker checker{world, node, manager};
    if (const std::string wrong = checker.check(model); !wrong.empty())
      return "round " + std::to_string(round) + ": " + wrong;
    auto owned = std::shared_ptr<Workload>(new Workload{.model = model, .manager = manager, .rng = rng.fork("work")});
    Workload* const work = owned.get();
    node.own(std::move(owned));
    world.spawn(node, 0, [&](Env& env) { return run_workload(env, work); });
    world.run_for(static_cast<MonotonicNs>(20'000'000 + rng.below(150'000'000)));
    const std::uint64_t end = rng.below(10);
    if (singly && (end < 2 || rng.chance(2, 3))) {
      const Status rest = recover_storage(world, node, **opened);
      if (!rest.ok()) return "is not recovered while it is used: " + rest.error().message;
      world.run_for(static_cast<MonotonicNs>(20'000'000 + rng.below(100'000'000)));
    }
    if (end >= 2) {
      end < 7 ? world.power_loss(node) : world.crash_process(node);
      continue;
    }
    work->stop = true;
    if (!world.run_until([&] { return !work->running; }, world.now() + 60'000 * kNsPerMs)) return "the workload hangs";
    const Status closed = close_storage(world, node, **opened, true);
    if (!closed.ok()) return "does not close: " + closed.error().message;
    for (auto& [partition, log] : model) log.acked_end = log.end;
    node.stop();
  }
  for (const std::string& line : node.log().lines()) {
    if (line.find("log compacted") != std::string::npos) ++compacted_logs;
  }
  return {};
}

#ifdef NDEBUG
constexpr std::uint64_t kSeeds = 200;
#else
constexpr std::uint64_t kSeeds = 40;
#endif

std::uint64_t number(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

bool caught(const RunOptions& options, std::uint64_t limit) {
  std::uint64_t rounds = 0;
  for (std::uint64_t seed = 1; seed <= limit; ++seed) {
    if (!run_seed(seed, options, rounds).empty()) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("compaction loses nothing in any crash", "[crash][compaction]") {
  const std::uint64_t only = number("KLAMM_SEED", 0);
  const std::uint64_t last = only > 0 ? only : number("KLAMM_SEEDS", kSeeds);
  std::uint64_t rounds = 0;
  for (std::uint64_t seed = only > 0 ? only : 1; seed <= last; ++seed) {
    const std::string wrong = run_seed(seed, {}, rounds);
    INFO("KLAMM_SEED=" << seed);
    if (!wrong.empty()) FAIL_CHECK(wrong);
  }
  if (only == 0) CHECK(rounds > last);
}

TEST_CASE("mutant: compacting what the journal still tells of is caught", "[crash][compaction]") {
  CHECK(caught({.mutants = {.skip_settling = true}}, 60));
}

TEST_CASE("mutant: swapping in a segment that is not synced is caught", "[crash][compaction]") {
  CHECK(caught({.mutants = {.swap_unsynced = true}}, 60));
}
