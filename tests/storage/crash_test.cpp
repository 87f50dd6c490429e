// Storage against crashes: a random workload on a simulated disk, killed at random moments, opened again and compared
// with what was acknowledged. And mutants of the journal, each of which this test must catch.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>

#include "runtime/sim/world.h"
#include "storage/log/index.h"
#include "storage/log/segment.h"
#include "tests/storage/fixture.h"

using namespace klamm;
using namespace klamm::test;

namespace {

constexpr std::int32_t kPartitions = 6;
// Of those tests that move logs between directories.
constexpr const char* kOtherLogDir = "/data2";

// What the workload knows of one batch.
struct ModelBatch {
  Offset base;
  Offset next;
  std::string bytes;
  std::int32_t sequence = -1;
  // Of transactions.
  ProducerId writer = kNoProducerId;
  std::int32_t writer_sequence = -1;  // -1: a marker
};

struct ModelLog {
  enum class State { kAbsent, kCreating, kExists, kRemoving };
  State state = State::kAbsent;
  TopicIdPartition id;
  std::vector<ModelBatch> batches;  // all that were appended and may still be there
  Offset base{0};                   // where the log began
  Offset acked_end{0};
  Offset start_acked{0};
  Offset start_asked{0};
  std::string replica_state_acked;
  std::string replica_state_asked;
  std::uint64_t incarnation = 0;  // truncations and restarts: an acknowledgement from before says nothing

  [[nodiscard]] Offset end() const { return batches.empty() ? base : batches.back().next; }
  [[nodiscard]] std::int32_t next_sequence() const {
    for (auto at = batches.rbegin(); at != batches.rend(); ++at) {
      if (at->sequence >= 0) return at->sequence + 1;
    }
    return 0;
  }
  // The last batch or marker of a transactional producer.
  [[nodiscard]] const ModelBatch* last_of(ProducerId writer) const {
    const auto last =
        std::find_if(batches.rbegin(), batches.rend(), [&](const ModelBatch& batch) { return batch.writer == writer; });
    return last == batches.rend() ? nullptr : &*last;
  }
  [[nodiscard]] std::int32_t next_sequence_of(ProducerId writer) const {
    for (auto at = batches.rbegin(); at != batches.rend(); ++at) {
      if (at->writer == writer && at->writer_sequence >= 0) return at->writer_sequence + 1;
    }
    return 0;
  }
};

// The workload of one shard. Outlives nothing of the process but the model.
struct Workload {
  Workload(std::map<std::int32_t, ModelLog>& m, Storage& s, Rng r, std::uint64_t& t)
      : model(m), storage(s), rng(r), topics(t) {}
  std::map<std::int32_t, ModelLog>& model;
  Storage& storage;
  Rng rng;
  std::uint64_t& topics;
  LogConfig config = small_log();
  bool moves = false;
  TaskScope beside{};  // what goes on while the next things are done
  bool stop = false;
  std::size_t running = 0;

  // Whether many batches are.
  [[nodiscard]] bool large() const { return config.segment_size_bytes > small_log().segment_size_bytes; }
};

Task<void> note_ack(Workload& work, std::shared_ptr<PartitionLog> log, std::int32_t partition, Offset end,
                    std::uint64_t incarnation) {
  const Status done = co_await log->wait_durable(end);
  ModelLog& model = work.model.at(partition);
  if (done.ok() && model.incarnation == incarnation) model.acked_end = std::max(model.acked_end, end);
}

Task<void> append_some(Env& env, Workload& work, std::shared_ptr<PartitionLog> log, std::int32_t partition) {
  ModelLog& model = work.model.at(partition);
  BatchSpec spec;
  spec.records = 1 + static_cast<int>(work.rng.below(3));
  spec.value_bytes = work.rng.chance(1, work.large() ? 2 : 20) ? work.rng.below(9000) : work.rng.below(900);
  spec.timestamp_ms = 4'000'000'000'000 + static_cast<std::int64_t>(work.rng.below(5000));
  spec.fill = static_cast<std::uint8_t>(work.rng.below(256));
  const bool idempotent = work.rng.chance(1, 3);
  if (idempotent) {
    spec.records = 1;
    spec.producer = ProducerId(100 + partition);
    spec.producer_epoch = ProducerEpoch(0);
    spec.sequence = model.next_sequence();
  }
  ProducerId writer = kNoProducerId;
  bool marks = false;
  if (!idempotent && work.rng.chance(1, 3)) {
    writer = ProducerId(1000 + partition * 10 + static_cast<std::int32_t>(work.rng.below(3)));
    const ModelBatch* last = model.last_of(writer);
    marks = last != nullptr && last->writer_sequence >= 0 && work.rng.chance(1, 3);
    spec.records = 1;
    spec.producer = writer;
    spec.producer_epoch = ProducerEpoch(0);
    spec.sequence = model.next_sequence_of(writer);
    spec.transactional = true;
  }
  Slice batch = make_batch(spec);
  if (marks) {
    const protocol::TransactionMarker marker{
        .producer_id = writer, .producer_epoch = ProducerEpoch(0), .commit = work.rng.chance(1, 3)};
    batch = Slice(protocol::build_end_txn_marker(marker, spec.timestamp_ms));
  }
  const LeaderEpoch epoch(std::max(log->latest_epoch().value, 0) + (work.rng.chance(1, 30) ? 1 : 0));
  const Result<AppendResult> appended = log->append_as_leader(batch, epoch);
  if (!appended.ok()) {
    // A full disk refuses at once, and only time may help.
    const MonotonicNs soon = env.now() + 200'000;
    co_await SleepUntil(env.timers, soon);
    co_return;
  }
  ModelBatch noted;
  noted.base = appended->base_offset;
  noted.next = appended->end_offset();
  noted.bytes = as_text(batch.bytes);
  noted.sequence = idempotent ? spec.sequence : -1;
  noted.writer = writer;
  noted.writer_sequence = marks || writer == kNoProducerId ? -1 : spec.sequence;
  model.batches.push_back(std::move(noted));
  const std::uint64_t incarnation = model.incarnation;
  const Offset end = appended->end_offset();
  if (work.rng.chance(1, 4)) {
    co_await note_ack(work, log, partition, end, incarnation);
  } else {
    work.beside.spawn(note_ack(work, log, partition, end, incarnation));
  }
}

Task<void> truncate_some(Workload& work, std::shared_ptr<PartitionLog> log, ModelLog& model) {
  if (model.batches.empty()) co_return;
  const std::size_t keep = model.batches.size() - 1 - work.rng.below(std::min<std::size_t>(model.batches.size(), 20));
  const Offset cut = model.batches[keep].base;
  if (cut <= model.start_asked) co_return;
  ++model.incarnation;
  model.acked_end = std::min(model.acked_end, cut);
  const Status done = co_await log->truncate_to(cut);
  if (!done.ok()) co_return;
  model.batches.resize(keep);
  model.acked_end = std::max(model.acked_end, cut);
}

Task<void> move_start(Workload& work, std::shared_ptr<PartitionLog> log, ModelLog& model) {
  const std::int64_t range = model.end() - model.start_asked;
  if (range <= 0) co_return;
  const Offset start =
      model.start_asked + static_cast<std::int64_t>(work.rng.below(static_cast<std::uint64_t>(range) + 1));
  model.start_asked = start;
  const Status done = co_await log->set_log_start_offset(start);
  if (!done.ok()) co_return;
  // The record that says so is behind all appends that it stands on.
  model.start_acked = std::max(model.start_acked, start);
  model.acked_end = std::max(model.acked_end, start);
}

// Deletes what is beyond a size, or everything. Changing the settings has the store look at the log too, in between.
Task<void> retain_some(Workload& work, LogManager& manager, ModelLog& model, std::int64_t now_ms) {
  std::shared_ptr<PartitionLog> log = manager.find(model.id);
  LogConfig config = work.config;
  config.cleanup_delete = true;
  config.retention_bytes = work.rng.chance(1, 3) ? 0 : static_cast<std::int64_t>(work.rng.below(60'000));
  model.start_asked = model.end();
  log->reconfigure(config);
  const Status done = co_await log->apply_retention(now_ms);
  log = manager.find(model.id);  // it may have moved
  if (log == nullptr) co_return;
  log->reconfigure(work.config);
  if (!done.ok()) co_return;
  // Whoever moved the start, this waits for it to be durable.
  const Status durable = co_await log->set_replica_state(model.replica_state_asked);
  if (!durable.ok()) co_return;
  model.replica_state_acked = model.replica_state_asked;
  model.start_asked = model.start_acked = log->log_start_offset();
  model.acked_end = std::max(model.acked_end, model.start_acked);
}

Task<void> create_or_remove(Workload& work, LogManager& manager, ModelLog& model, std::int32_t partition) {
  if (model.state == ModelLog::State::kAbsent) {
    ++work.topics;
    model = ModelLog{.state = ModelLog::State::kCreating, .incarnation = model.incarnation + 1};
    model.id = partition_id(0, partition);
    store_be(model.id.topic.bytes.data() + 8, work.topics);
    const Result<std::shared_ptr<PartitionLog>> created = co_await manager.create(model.id, "t", work.config);
    if (created.ok()) model.state = ModelLog::State::kExists;
    // Its directory found no space: nothing says that it was to be.
    if (!created.ok() && created.error().os_errno == ENOSPC) model.state = ModelLog::State::kAbsent;
    co_return;
  }
  model.state = ModelLog::State::kRemoving;
  const Status removed = co_await manager.remove(model.id);
  if (removed.ok()) model.state = ModelLog::State::kAbsent;
}

Task<void> write_everything(LogManager& manager) { static_cast<void>(co_await manager.checkpoint()); }

Task<void> move_log(LogManager& manager, TopicIdPartition id, std::size_t to) {
  static_cast<void>(co_await manager.move(id, to));
}

// Beside what is done next, or before it.
Task<void> now_or_beside(Workload& work, Task<void> task) {
  if (work.rng.chance(1, 2)) {
    co_await task;
  } else {
    work.beside.spawn(std::move(task));
  }
}

Task<void> run_workload(Env& env, Workload* shared, std::uint32_t owners) {
  Workload& work = *shared;
  ++work.running;
  LogManager& manager = *work.storage.managers[env.shard.value];
  while (!work.stop) {
    const auto partition = static_cast<std::int32_t>(work.rng.below(kPartitions));
    if (static_cast<std::uint32_t>(partition) % owners != env.shard.value) {
      const MonotonicNs soon = env.now() + static_cast<MonotonicNs>(work.rng.below(200'000));
      co_await SleepUntil(env.timers, soon);
      continue;
    }
    ModelLog& model = work.model[partition];
    if (model.state == ModelLog::State::kAbsent ||
        (model.state == ModelLog::State::kExists && work.rng.chance(1, 150))) {
      co_await create_or_remove(work, manager, model, partition);
      continue;
    }
    const std::shared_ptr<PartitionLog> log = manager.find(model.id);
    if (log == nullptr || !log->usable().ok()) break;
    if (work.moves && work.rng.chance(1, 40)) {
      const auto to = static_cast<std::size_t>(work.rng.below(2));
      Task<void> moving = now_or_beside(work, move_log(manager, model.id, to));
      co_await moving;
      continue;
    }
    const std::uint64_t what = work.rng.below(100);
    if (what < 2) {
      co_await truncate_some(work, log, model);
    } else if (what < 4) {
      co_await move_start(work, log, model);
    } else if (what < 6) {
      model.replica_state_asked = std::to_string(work.rng.next());
      std::string state = model.replica_state_asked;
      const Status done = co_await log->set_replica_state(state);
      if (done.ok()) model.replica_state_acked = state;
    } else if (what < 8) {
      Task<void> writing = now_or_beside(work, write_everything(manager));
      co_await writing;
    } else if (what < 10) {
      const std::int64_t now_ms = env.wall_ms();
      co_await retain_some(work, manager, model, now_ms);
    } else if (what < 20 && model.end() > model.start_asked) {
      const Result<ReadResult> read = co_await log->read(model.start_asked, 4000, true, model.end());
      static_cast<void>(read);
    } else {
      if (!log->has_room()) static_cast<void>(co_await log->wait_for_room());
      co_await append_some(env, work, log, partition);
    }
  }
  co_await work.beside.join();
  --work.running;
}

// --- Looking at what is left.

struct Checker {
  SimWorld& world;
  SimNode& node;
  Storage& storage;

  std::optional<std::string> check(std::map<std::int32_t, ModelLog>& model, std::uint32_t owners) {
    for (auto& [partition, log] : model) {
      const std::uint32_t shard = static_cast<std::uint32_t>(partition) % owners;
      // It may move just now, and be gone from where it was looked at.
      std::shared_ptr<PartitionLog> looked_at;
      std::optional<std::string> wrong;
      do {
        let_go(looked_at, shard);
        looked_at = storage.managers[shard]->find(log.id);
        const auto stays = [&] { return looked_at == nullptr || !looked_at->leaving(); };
        if (!world.run_until(stays)) return "partition " + std::to_string(partition) + " does not stop leaving";
        wrong = check_log(log, shard);
      } while (wrong.has_value() && looked_at != nullptr &&
               (looked_at->leaving() || looked_at != storage.managers[shard]->find(log.id)));
      let_go(looked_at, shard);
      if (wrong.has_value()) return "partition " + std::to_string(partition) + ": " + *wrong;
    }
    return std::nullopt;
  }

  // The last one to hold a log closes its files, which is its shard's to do.
  void let_go(std::shared_ptr<PartitionLog>& log, std::uint32_t shard) {
    Scheduler::Running running(node.shard(shard).scheduler());
    log.reset();
  }

  std::optional<std::string> check_log(ModelLog& model, std::uint32_t shard) {
    const std::shared_ptr<PartitionLog> log = storage.managers[shard]->find(model.id);
    if (log == nullptr) {
      if (model.state == ModelLog::State::kExists) return "an acknowledged log is missing";
      model.state = ModelLog::State::kAbsent;
      return std::nullopt;
    }
    if (model.state == ModelLog::State::kAbsent) return "a removed log is back";
    if (!log->usable().ok()) return "the log is unusable";
    const Offset start = log->log_start_offset();
    const Offset end = log->log_end_offset();
    if (end < model.acked_end)
      return "ends at " + std::to_string(end.value) + ", acknowledged " + std::to_string(model.acked_end.value);
    if (end > model.end()) return "ends above all that was appended";
    if (start < model.start_acked || start > model.start_asked) return "begins at a wrong offset";
    if (log->replica_state() != model.replica_state_acked && log->replica_state() != model.replica_state_asked) {
      return "the state of replication is lost";
    }
    if (auto wrong = check_batches(*log, model, shard)) return wrong;
    if (auto wrong = check_aborted(*log, model, shard)) return wrong;
    if (auto wrong = check_producer(*log, model, shard)) return wrong;
    // What is there now was synced by recovery.
    std::erase_if(model.batches, [end](const ModelBatch& batch) { return batch.base >= end; });
    if (model.batches.empty()) model.base = end;
    ++model.incarnation;
    model.state = ModelLog::State::kExists;
    model.acked_end = end;
    model.start_acked = model.start_asked = start;
    model.replica_state_acked = model.replica_state_asked = log->replica_state();
    return std::nullopt;
  }

  std::optional<std::string> check_batches(PartitionLog& log, const ModelLog& model, std::uint32_t shard) {
    Offset at = log.log_start_offset();
    while (at < log.log_end_offset()) {
      const Result<ReadResult> read =
          world.run(node, [&](Env&) { return log.read(at, 5000, true, Offset(INT64_MAX)); }, shard);
      if (!read.ok()) return "cannot be read at " + std::to_string(at.value) + ": " + read.error().message;
      const Buffer bytes = read->records.flatten();
      protocol::BatchRun run(ByteView(bytes.data(), bytes.size()));
      for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) {
        const auto found = std::find_if(model.batches.begin(), model.batches.end(),
                                        [&](const ModelBatch& b) { return b.base == (*batch)->base_offset(); });
        if (found == model.batches.end()) return "holds a batch that nobody appended";
        if (found->bytes != as_text((*batch)->bytes()))
          return "a batch differs at " + std::to_string(found->base.value);
        if (found->base > at) return "has a hole at " + std::to_string(at.value);
        at = found->next;
      }
      if (at != read->next_offset || read->records.empty()) return "a read ends at a wrong offset";
    }
    return std::nullopt;
  }

  static std::string said(const AbortedTxn& entry) {
    return "producer " + std::to_string(entry.producer.value) + " from " + std::to_string(entry.first_offset.value) +
           " to " + std::to_string(entry.last_offset.value) + ", stable " +
           std::to_string(entry.last_stable_offset.value);
  }

  // What was aborted is known as it was when it was appended. Of a transaction that began below the log's start not
  // even that may be left.
  std::optional<std::string> check_aborted(PartitionLog& log, const ModelLog& model, std::uint32_t shard) {
    const Offset start = log.log_start_offset();
    const Offset end = log.log_end_offset();
    const Result<std::vector<AbortedTxn>> found =
        world.run(node, [&](Env&) { return log.aborted_transactions(start, end); }, shard);
    if (!found.ok()) return "aborted transactions cannot be read: " + found.error().message;
    std::map<Offset, AbortedTxn> left;
    for (const AbortedTxn& entry : *found) left[entry.last_offset] = entry;
    ProducerState producers;
    std::map<ProducerId, Offset> first_left;  // of the open transaction, its first batch above the start
    for (const ModelBatch& batch : model.batches) {
      if (batch.writer == kNoProducerId || batch.base >= end) continue;
      const std::optional<AbortedTxn> aborted = producers.apply(*protocol::BatchView::parse(as_bytes(batch.bytes)));
      if (batch.writer_sequence >= 0 && batch.base >= start) first_left.try_emplace(batch.writer, batch.base);
      if (batch.writer_sequence >= 0) continue;
      const auto first = first_left.find(batch.writer);
      const bool visible = first != first_left.end();
      const Offset visible_from = visible ? first->second : Offset(0);
      if (visible) first_left.erase(first);
      if (!aborted.has_value() || aborted->last_offset < start) continue;
      const auto entry = left.find(aborted->last_offset);
      const std::string where = " the transaction aborted at " + std::to_string(aborted->last_offset.value);
      if (entry == left.end() && !visible) continue;
      if (entry == left.end()) return "forgot" + where;
      const AbortedTxn known = entry->second;
      left.erase(entry);
      const bool began = known.first_offset == aborted->first_offset ||
                         (aborted->first_offset < start && (!visible || known.first_offset <= visible_from));
      const bool stable =
          known.last_stable_offset == aborted->last_stable_offset || aborted->last_stable_offset < start;
      if (!began || !stable || known.producer != aborted->producer) {
        return "knows wrong things of" + where + ": " + said(known) + " instead of " + said(*aborted) +
               ", the log is " + std::to_string(start.value) + " to " + std::to_string(end.value);
      }
    }
    if (!left.empty()) {
      return "made up a transaction: " + said(left.begin()->second) + ", the log is " + std::to_string(start.value) +
             " to " + std::to_string(end.value);
    }
    return std::nullopt;
  }

  // The last batch of the idempotent producer is known, so that it is not stored twice.
  std::optional<std::string> check_producer(PartitionLog& log, const ModelLog& model, std::uint32_t shard) {
    for (auto batch = model.batches.rbegin(); batch != model.batches.rend(); ++batch) {
      if (batch->sequence < 0 || batch->base >= log.log_end_offset()) continue;
      if (batch->base < log.log_start_offset()) return std::nullopt;
      Slice again(Buffer::copy_of(as_bytes(batch->bytes)));
      Scheduler::Running running(node.shard(shard).scheduler());
      const Result<AppendResult> result = log.append_as_leader(again, log.latest_epoch());
      if (!result.ok()) return "the last sequence of a producer is lost: " + result.error().message;
      if (!result->duplicate || result->base_offset != batch->base) {
        return "the batch at " + std::to_string(batch->base.value) + " is stored twice, now at " +
               std::to_string(result->base_offset.value);
      }
      return std::nullopt;
    }
    return std::nullopt;
  }

  // What a creation left that found no space has another id, or none.
  bool has(const std::string& directory, const TopicIdPartition& id) {
    const std::string metadata = directory + "/t-" + std::to_string(id.partition.value) + "/partition.metadata";
    if (!node.disk().exists(metadata)) return false;
    return node.disk().content(metadata).find(id.topic.to_string()) != std::string::npos;
  }

  // Index entries point at batches. After a clean stop, when files hold everything.
  std::optional<std::string> check_index_files(const std::map<std::int32_t, ModelLog>& model) {
    for (const auto& [partition, log] : model) {
      if (log.state != ModelLog::State::kExists) continue;
      const bool here = has(kLogDir, log.id);
      if (here && has(kOtherLogDir, log.id)) return "two directories have t-" + std::to_string(partition);
      const std::string directory =
          std::string(here ? kLogDir : kOtherLogDir) + "/t-" + std::to_string(partition) + "/";
      for (const ModelBatch& batch : log.batches) {
        const std::string name = directory + segment_file_name(batch.base);
        // A stop does not wait for files to go that hold nothing above the log's start.
        if (batch.base < log.start_asked || !node.disk().exists(name + ".log")) continue;
        if (auto wrong = check_indexes_of(name, batch.base)) return wrong;
      }
    }
    return std::nullopt;
  }

  std::optional<std::string> check_indexes_of(const std::string& name, Offset base) {
    const std::string log = node.disk().content(name + ".log");
    std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> by_position;  // → last offset, max timestamp so far
    std::int64_t max_timestamp = -1;
    protocol::BatchRun run(as_bytes(log));
    std::int64_t position = 0;
    for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) {
      max_timestamp = std::max(max_timestamp, (*batch)->max_timestamp());
      by_position[position] = {(*batch)->last_offset().value, max_timestamp};
      position += static_cast<std::int64_t>((*batch)->size());
    }
    if (!run.unread().empty()) return name + ".log does not end with a batch";
    const std::string index = node.disk().exists(name + ".index") ? node.disk().content(name + ".index") : "";
    if (sound_entries<OffsetEntry>(as_bytes(index)) * OffsetEntry::kSize != index.size())
      return name + ".index is unsound";
    for (std::size_t at = 0; at < index.size(); at += OffsetEntry::kSize) {
      const OffsetEntry entry = OffsetEntry::decode(as_bytes(index).data() + at);
      const auto found = by_position.find(entry.position);
      if (found == by_position.end() || found->second.first != base.value + entry.relative_offset) {
        return name + ".index points beside a batch, at " + std::to_string(entry.position);
      }
    }
    if (index.size() / OffsetEntry::kSize < log.size() / 60'000) return name + ".index has too few entries";
    const std::string times = node.disk().exists(name + ".timeindex") ? node.disk().content(name + ".timeindex") : "";
    if (sound_entries<TimeEntry>(as_bytes(times)) * TimeEntry::kSize != times.size())
      return name + ".timeindex is unsound";
    if (!log.empty() && times.empty()) return name + ".timeindex is empty";
    for (std::size_t at = 0; at < times.size(); at += TimeEntry::kSize) {
      const TimeEntry entry = TimeEntry::decode(as_bytes(times).data() + at);
      const auto found = std::find_if(by_position.begin(), by_position.end(), [&](const auto& batch) {
        return batch.second.first == base.value + entry.relative_offset;
      });
      if (found == by_position.end() || found->second.second != entry.timestamp_ms) return name + ".timeindex lies";
    }
    return std::nullopt;
  }
};

// --- One run.

struct RunOptions {
  JournalMutants mutants;
  std::uint32_t short_write = 20'000;
  std::uint32_t no_space = 0;  // chance of a write, out of a million; while the workload runs
  bool moves = false;          // two directories, between which logs move
};

SimNodeOptions draw_node(Rng& rng, const RunOptions& options) {
  SimNodeOptions node;
  node.shards = 1 + static_cast<std::uint32_t>(rng.below(3));
  node.disk.short_write = options.short_write;
  node.disk.short_read = 10'000;
  node.disk.latency_max_ns = 200'000;
  return node;
}

StorageConfig draw_storage(Rng& rng, const RunOptions& options) {
  StorageConfig config = small_storage();
  config.mutants = options.mutants;
  if (options.moves) config.log_dirs.push_back(kOtherLogDir);
  if (options.moves && rng.chance(1, 3)) config.move_max_bytes_per_second = 1e6;
  config.journal_writes_in_flight_max = 1 + static_cast<std::uint32_t>(rng.below(4));
  config.journal_overlap_size_bytes_min = rng.chance(1, 2) ? 0 : 32U << 10;
  config.flush_size_bytes = 1024U << rng.below(5);
  config.direct_write_size_min = rng.chance(1, 4) ? 1U << 30 : 4096U << rng.below(3);
  config.tail_memory_bytes_max = rng.below(256U << 10);
  config.syncs_together_min = rng.chance(1, 2) ? 2 : 1000;
  config.reserve_bytes = 0;
  config.space_retry_ms = 1 + static_cast<std::int64_t>(rng.below(10));
  config.read_ahead_bytes_max = rng.below(256U << 10);
  config.open_files_max = 1 + static_cast<std::uint32_t>(rng.below(8));
  config.scrub.interval_ms = 1;
  config.scrub.bytes_per_second = INT64_MAX;
  Rng bypass = rng.fork("bypass");
  config.bypass_append_size_min = bypass.chance(1, 4) ? 0 : 1U + static_cast<std::uint32_t>(bypass.below(1500));
  config.bypass_begin_bytes = bypass.below(4000);
  config.bypass_runs_in_flight_max = 1 + static_cast<std::uint32_t>(bypass.below(4));
  config.bypass_unindexed_bytes_max = bypass.below(200'000);
  config.bypass_preallocate_bytes_max = bypass.chance(1, 4) ? 0 : bypass.below(300'000);
  return config;
}

// Segments that are seldom rolled get more that goes past the journal.
LogConfig draw_log(Rng& rng) {
  LogConfig config = small_log();
  if (rng.fork("large").chance(1, 2)) config.segment_size_bytes = 256 << 10;
  return config;
}

// Opens as far as it gets.
Task<void> begin_recovery(Env& env, Storage* storage, StorageConfig config, LogConfig log_config,
                          std::uint32_t owners) {
  Result<LogDirectories> directories = co_await open_log_directories(env, config.log_dirs);
  if (!directories.ok()) co_return;
  const LogManager::Owner owner = [owners](const TopicIdPartition& id) {
    return ShardId(static_cast<std::uint32_t>(id.partition.value) % owners);
  };
  const LogManager::ConfigOf config_of = [log_config](const std::string&, const TopicIdPartition&) {
    return log_config;
  };
  auto manager = co_await LogManager::open(env, config, *directories, owner, config_of);
  if (!manager.ok()) co_return;
  storage->managers.push_back(std::move(*manager));
  storage->managers.back()->start_recovery();
}

void die_while_recovering(SimWorld& world, SimNode& node, const StorageConfig& config, const LogConfig& log_config,
                          std::uint32_t owners, Rng& rng) {
  auto owned = std::make_shared<Storage>();
  Storage* const storage = owned.get();
  node.own(std::move(owned));
  world.spawn(node, 0, [&](Env& env) { return begin_recovery(env, storage, config, log_config, owners); });
  world.run_for(static_cast<MonotonicNs>(rng.below(40'000'000)));
  rng.chance(1, 2) ? world.power_loss(node) : world.crash_process(node);
  node.start();
}

// What went wrong; nothing if all is as it should be.
std::optional<std::string> run_seed(std::uint64_t seed, const RunOptions& options) {
  SimWorld world(seed);
  Rng rng(seed * 7919 + 17);
  const SimNodeOptions node_options = draw_node(rng, options);
  SimNode& node = world.add_node(node_options);
  StorageConfig config = draw_storage(rng, options);
  // Whatever happens, what is at rest is whole.
  config.scrub.enable = seed % 2 == 0;
  const LogConfig log_config = draw_log(rng);
  std::map<std::int32_t, ModelLog> model;
  std::uint64_t topics = 0;
  const SeedTrace trace{node};
  const int rounds = 3 + static_cast<int>(rng.below(3));
  for (int round = 0; round <= rounds; ++round) {
    node.start();
    const std::uint32_t owners = 1 + static_cast<std::uint32_t>(rng.below(node_options.shards));
    if (rng.chance(1, 3)) die_while_recovering(world, node, config, log_config, owners, rng);
    const Result<Storage*> opened = begin_storage(world, node, config, log_config, owners);
    if (!opened.ok()) return "does not open: " + opened.error().message;
    // Logs are used, and perhaps lost again, while the journals of the run before are still needed.
    if (node.log().contains("on disk is damaged")) return "the scrubber found damage";
    const bool singly = rng.chance(1, 2);
    const Status recovered = recover(world, node, **opened, rng, singly);
    if (!recovered.ok()) return "is not recovered: " + recovered.error().message;
    Checker checker{world, node, **opened};
    if (auto wrong = checker.check(model, owners)) return "round " + std::to_string(round) + ": " + *wrong;
    if (singly && rng.chance(1, 6)) {
      const Status closed = close_storage(world, node, **opened, true);
      if (!closed.ok()) return "does not close unrecovered: " + closed.error().message;
      node.stop();
      continue;
    }
    std::vector<Workload*> works;
    for (std::uint32_t shard = 0; shard < owners; ++shard) {
      auto owned_work = std::make_shared<Workload>(model, **opened, rng.fork("work"), topics);
      Workload* const work = owned_work.get();
      work->moves = options.moves;
      work->config = log_config;
      works.push_back(work);
      node.own(std::move(owned_work));
      world.spawn(node, shard, [&](Env& env) { return run_workload(env, work, owners); });
    }
    node.disk().options().no_space = options.no_space;
    world.run_for(static_cast<MonotonicNs>(rng.below(120'000'000)));
    node.disk().options().no_space = 0;
    const std::uint64_t end = rng.below(10);
    // A journal that is full stays so until the old ones are gone.
    if (singly && (end < 2 || rng.chance(1, 2))) {
      const Status rest = recover_storage(world, node, **opened);
      if (!rest.ok()) return "is not recovered while it is used: " + rest.error().message;
      world.run_for(static_cast<MonotonicNs>(rng.below(60'000'000)));
    }
    if (end >= 2) {
      end < 7 ? world.power_loss(node) : world.crash_process(node);
      continue;
    }
    for (Workload* work : works) work->stop = true;
    const auto done = [&works] {
      return std::all_of(works.begin(), works.end(), [](Workload* w) { return w->running == 0; });
    };
    if (!world.run_until(done)) return "the workload hangs";
    const Status closed = close_storage(world, node, **opened, true);
    if (!closed.ok()) return "does not close: " + closed.error().message;
    for (auto& [partition, log] : model) log.acked_end = log.end();
    if (auto wrong = checker.check_index_files(model)) return wrong;
    node.stop();
  }
  return std::nullopt;
}

#ifdef NDEBUG
constexpr std::uint64_t kSeeds = 400;
#else
constexpr std::uint64_t kSeeds = 80;
#endif

std::uint64_t seeds(std::uint64_t otherwise) {
  const char* text = std::getenv("KLAMM_SEEDS");
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

std::optional<std::uint64_t> caught_at(const RunOptions& options, std::uint64_t limit) {
  for (std::uint64_t seed = 1; seed <= limit; ++seed) {
    if (run_seed(seed, options).has_value()) return seed;
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("what was acknowledged survives every crash", "[crash]") {
  const char* only = std::getenv("KLAMM_SEED");
  const std::uint64_t first = only == nullptr ? 1 : std::strtoull(only, nullptr, 10);
  const std::uint64_t last = only == nullptr ? seeds(kSeeds) : first;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    const std::optional<std::string> wrong = run_seed(seed, {});
    INFO("KLAMM_SEED=" << seed);
    if (wrong.has_value()) FAIL_CHECK(*wrong);
  }
}

TEST_CASE("what was acknowledged survives a disk that is full now and then", "[crash][full]") {
  const char* only = std::getenv("KLAMM_SEED");
  const std::uint64_t first = only == nullptr ? 1 : std::strtoull(only, nullptr, 10);
  const std::uint64_t last = only == nullptr ? seeds(kSeeds) : first;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    const std::optional<std::string> wrong = run_seed(seed, {.no_space = seed % 2 == 0 ? 20'000U : 200'000U});
    INFO("KLAMM_SEED=" << seed);
    if (wrong.has_value()) FAIL_CHECK(*wrong);
  }
}

TEST_CASE("what was acknowledged survives every crash of logs that move between directories", "[crash][moves]") {
  const char* only = std::getenv("KLAMM_SEED");
  const std::uint64_t first = only == nullptr ? 1 : std::strtoull(only, nullptr, 10);
  const std::uint64_t last = only == nullptr ? seeds(kSeeds) : first;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    const std::optional<std::string> wrong = run_seed(seed, {.no_space = seed % 5 == 0 ? 20'000U : 0U, .moves = true});
    INFO("KLAMM_SEED=" << seed);
    if (wrong.has_value()) FAIL_CHECK(*wrong);
  }
}

TEST_CASE("mutant: a copy that is not synced before it takes its log's place is caught", "[crash][moves]") {
  CHECK(caught_at({.mutants = {.move_unsynced = true}, .moves = true}, 100).has_value());
}

TEST_CASE("mutant: a log that comes back to what the journal says of it from before is caught", "[crash][moves]") {
  CHECK(caught_at({.mutants = {.arrive_unsaid = true}, .moves = true}, 200).has_value());
}

TEST_CASE("mutant: acknowledging before the write is durable is caught", "[crash]") {
  CHECK(caught_at({.mutants = {.acknowledge_before_durable = true}}, 100).has_value());
}

TEST_CASE("mutant: not syncing what is written past the journal is caught", "[crash]") {
  CHECK(caught_at({.mutants = {.bypass_unsynced = true}}, 60).has_value());
}

TEST_CASE("mutant: believing indexes about what was written past the journal is caught", "[crash]") {
  CHECK(caught_at({.mutants = {.bypass_unindexed = true}}, 200).has_value());
}

TEST_CASE("mutant: leaving files longer than what was written past the journal is caught", "[crash]") {
  CHECK(caught_at({.mutants = {.bypass_untrimmed = true}}, 60).has_value());
}

TEST_CASE("mutant: ignoring a short write is caught", "[crash]") {
  CHECK(caught_at({.mutants = {.ignore_short_write = true}, .short_write = 50'000}, 30).has_value());
}

TEST_CASE("mutant: not syncing the logs that are synced together is caught", "[crash]") {
  CHECK(caught_at({.mutants = {.skip_sync_together = true}}, 60).has_value());
}

TEST_CASE("mutant: skipping the checksum of the last frame is caught", "[crash]") {
  CHECK(caught_at({.mutants = {.skip_crc_of_last_frame = true}}, 100).has_value());
}
