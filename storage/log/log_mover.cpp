#include "storage/log/log_mover.h"

#include <algorithm>
#include <utility>

#include "runtime/io/io.h"
#include "storage/compaction/cleaner.h"
#include "storage/directory/files.h"
#include "storage/log/store.h"

namespace klamm {

namespace {

constexpr std::size_t kMoveChunkSize = 1U << 20;
// So little is left that the log may stand still for it.
constexpr std::uint64_t kMoveRestMax = 4U << 20;
constexpr int kMoveRoundsMax = 8;
constexpr MonotonicNs kMoveLookNs = 20 * kNsPerMs;
constexpr MonotonicNs kMovePauseMinNs = 500 * kNsPerMs;
constexpr MonotonicNs kMovePauseMaxNs = 30'000 * kNsPerMs;
constexpr MonotonicNs kMoveStopNs = 5'000 * kNsPerMs;
constexpr MonotonicNs kMoveBurstNs = 50 * kNsPerMs;

}  // namespace

LogMover::LogMover(Env& env, const StorageConfig& config, const Stores& stores)
    : env_(env),
      config_(config),
      stores_(stores),
      log_(env.log.module("storage")),
      bytes_per_second_(config.move_max_bytes_per_second) {
  moved_ = env.metrics.counter("klamm_storage_moved_logs_total", "Logs that were moved to another log directory");
  copied_bytes_ =
      env.metrics.counter("klamm_storage_move_copied_bytes_total", "Bytes copied from one log directory to another");
  pending_ = env.metrics.gauge("klamm_storage_moves", "Logs that are on their way to another log directory");
}

Store* home_of(const LogMover::Stores& stores, const TopicIdPartition& id) {
  for (const auto& store : stores) {
    const auto found = store->logs().find(id);
    if (found == store->logs().end()) continue;
    if (found->second->usable().code() != ErrorCode::kUnknownTopicOrPartition) return store.get();
  }
  return nullptr;
}

bool LogMover::all_online() const {
  return std::all_of(stores_.begin(), stores_.end(), [](const auto& store) { return store->online(); });
}

bool LogMover::over(const Move& move) const {
  if (stopping_ || !move.to->online()) return true;
  return !move.done && (move.called_off || (move.from != nullptr && !move.from->online()));
}

// --- What is asked.

void LogMover::resume() {
  for (const auto& store : stores_) {
    for (FoundFuture& found : store->take_found_futures()) fibers_.spawn(adopt(std::move(found), *store));
  }
}

Task<void> LogMover::adopt(FoundFuture found, Store& to) {
  const TopicIdPartition id = found.partition.id;
  auto move = std::make_shared<Move>();
  move->at = found.partition;
  move->to = &to;
  if (!moves_.try_emplace(id, move).second) {
    // Two copies: another one is gone on with.
    if (found.mark.has_value() && home_of(stores_, id) == nullptr) co_return;
    const auto spare = spares_.insert(id);
    Task<Status> removing = to.remove_future(found.partition);
    static_cast<void>(co_await removing);
    spares_.erase(spare);
    wake_.notify_all();
    co_return;
  }
  pending_->add(1);
  // What the old journals say of either directory may still be wanted by the next start.
  while (!over(*move) && !to.finished()) co_await wake_.wait_until(env_.timers, env_.now() + kMoveLookNs);
  const Store* const home = home_of(stores_, id);
  if (home == nullptr && !stopping_ && (found.mark.has_value() || !all_online())) {
    // It may be all that there is of the log.
    log_.error("a copy of a log is left alone: the log's own directory is not there",
               {{"directory", to.directory().path + "/" + found.partition.directory_name}});
    pending_->add(-1);
    moves_.erase(id);
    wake_.notify_all();
    co_return;
  }
  // Its topic was deleted meanwhile, or it has come another way.
  if (home == nullptr || home == &to) move->called_off = true;
  co_await run(move);
}

Task<Status> LogMover::move(TopicIdPartition id, Store& to) {
  const AsyncMutex::Guard guard = co_await requests_.lock();
  const auto found = moves_.find(id);
  if (found != moves_.end() && found->second->to == &to && !found->second->called_off) co_return Status();
  co_await call_off(id);
  Store* const home = home_of(stores_, id);
  if (home == nullptr || stopping_) co_return ErrorCode::kUnknownTopicOrPartition;
  if (home == &to) co_return Status();
  if (!all_online()) co_return Error(ErrorCode::kKafkaStorageError, "a log directory is offline");
  const std::shared_ptr<PartitionLog> log = home->logs().at(id);
  if (!log->usable().ok()) co_return log->usable();
  Task<Result<FoundPartition>> making = to.make_future(id, log->topic());
  Result<FoundPartition> made = co_await making;
  if (!made.ok()) co_return made.error();
  auto move = std::make_shared<Move>();
  move->at = std::move(*made);
  move->to = &to;
  moves_[id] = move;
  pending_->add(1);
  log_.info("a log begins to move", {{"log", log->directory()}, {"to", to.directory().path}});
  fibers_.spawn(run(move));
  co_return Status();
}

Task<void> LogMover::call_off(TopicIdPartition id) {
  while (true) {
    const auto found = moves_.find(id);
    if (found == moves_.end() && !spares_.contains(id)) co_return;
    if (found != moves_.end()) found->second->called_off = true;
    wake_.notify_all();
    co_await wake_.wait();
  }
}

std::vector<LogManager::FutureInfo> LogMover::futures() const {
  std::vector<LogManager::FutureInfo> all;
  for (const auto& [id, move] : moves_) {
    if (move->arrived || !move->to->online()) continue;
    LogManager::FutureInfo info;
    info.id = id;
    info.topic = move->at.topic;
    info.log_dir_index = move->to->index();
    if (move->copy != nullptr) {
      info.size_bytes = move->copy->size_bytes();
      info.log_end_offset = move->copy->log_end_offset();
    }
    all.push_back(std::move(info));
  }
  return all;
}

Task<void> LogMover::stop() {
  stopping_ = true;
  wake_.notify_all();
  const MonotonicNs deadline = env_.now() + kMoveStopNs;
  while (running_ > 0 && env_.now() < deadline) co_await wake_.wait_until(env_.timers, deadline);
  closed_ = true;
}

Task<void> LogMover::join() { co_await fibers_.join(); }

// --- One move.

Task<void> LogMover::run(std::shared_ptr<Move> move) {
  ++running_;
  while (!over(*move) && busy_.contains(move->to)) co_await wake_.wait();
  const bool turn = !over(*move);
  if (turn) busy_.insert(move->to);
  MonotonicNs wait = kMovePauseMinNs;
  while (!over(*move)) {
    Task<Status> trying = attempt(*move);
    const Status tried = co_await trying;
    if (move->source != nullptr) move->source->copied_ = false;
    if (move->done || move->in_doubt || over(*move)) break;
    if (tried.code() == ErrorCode::kUnknownTopicOrPartition) move->called_off = true;
    if (tried.ok() || move->called_off) continue;
    log_.warn("a move of a log begins again", {{"log", move->at.directory_name}, {"error", tried.error()}});
    // It may be what the directory has no space for.
    if (std::exchange(move->copy, nullptr) != nullptr) {
      const LogConfig config;
      Task<Result<std::shared_ptr<PartitionLog>>> emptying = move->to->empty_future(move->at, Offset(0), config);
      static_cast<void>(co_await emptying);
    }
    co_await pause(*move, wait);
    wait = std::min(wait * 2, kMovePauseMaxNs);
  }
  if (turn) busy_.erase(move->to);
  const bool dropped = !move->done && !move->in_doubt && move->called_off && move->to->online() && !stopping_;
  if (!move->done && !stopping_) move->to->leave_future(move->at.id);
  if (dropped) {
    Task<Status> removing = move->to->remove_future(move->at);
    static_cast<void>(co_await removing);
  }
  if (!move->done && !stopping_ && move->source != nullptr && move->from->online()) {
    move->from->cleaner().log_changed();
  }
  --running_;
  pending_->add(-1);
  moves_.erase(move->at.id);
  wake_.notify_all();
}

Task<Status> LogMover::attempt(Move& move) {
  Status status = co_await await_ready(move);
  if (status.ok()) status = co_await await_space(move);
  if (!status.ok() || over(move)) co_return status;
  move.layout = move.source->layout();
  move.source->copied_ = true;
  status = co_await begin_copy(move);
  int rounds = 0;
  while (status.ok() && !over(move) && !move.done) {
    status = co_await copy_up_to_end(move);
    if (status.ok() && !over(move)) status = co_await describe(move);
    if (status.ok() && !over(move)) status = co_await sync_copy(move);
    if (!status.ok() || over(move)) break;
    // What came in meanwhile is little, unless more comes in than the disk takes.
    if (move.copied_bytes > kMoveRestMax && ++rounds < kMoveRoundsMax) continue;
    // The log would stand still for as long as a journal waits for space.
    if (move.from->journal().starved() || move.to->journal().starved()) {
      co_await pause(move, kMovePauseMinNs);
      continue;
    }
    status = co_await change_places(move);
  }
  co_return status;
}

// Until old journals are retired, what they say of either directory counts.
Task<Status> LogMover::await_ready(Move& move) {
  while (!over(move)) {
    move.from = home_of(stores_, move.at.id);
    MonotonicNs wait = kMovePauseMinNs;
    if (move.from == nullptr) {
      // Perhaps in a directory that is offline.
      if (all_online()) co_return ErrorCode::kUnknownTopicOrPartition;
    } else {
      move.source = move.from->logs().at(move.at.id);
      const bool starting = !move.from->finished() || !move.to->finished() || move.source->recovering();
      if (starting) wait = kMoveLookNs;
      if (!starting && move.source->usable().ok()) co_return Status();
    }
    co_await pause(move, wait);
  }
  co_return Status();
}

// A copy that finds no space would take it from everybody else on the way.
Task<Status> LogMover::await_space(Move& move) {
  const std::string path = move.to->directory().path;
  bool said = false;
  while (!over(move)) {
    const FileSystemSpace space = co_await file_system_space(env_.io, path);
    if (over(move)) break;
    const std::int64_t needed = static_cast<std::int64_t>(move.source->size_bytes()) + move.to->space().reserve_bytes();
    if (!move.to->space().full() && (space.usable_bytes < 0 || space.usable_bytes > needed)) break;
    if (!std::exchange(said, true)) {
      log_.warn("a move waits for space", {{"directory", path}, {"needed_bytes", needed}});
    }
    co_await pause(move, kMovePauseMaxNs);
  }
  co_return Status();
}

Status LogMover::check(const Move& move) const {
  if (over(move)) return {};
  if (move.source->layout() != move.layout) return Error(ErrorCode::kOffsetOutOfRange, "the log was cut");
  const Status usable = move.source->usable();
  if (!usable.ok()) return usable;
  if (move.to->space().full()) return Error(ErrorCode::kKafkaStorageError, "no space in " + move.to->directory().path);
  return {};
}

Task<Status> LogMover::begin_copy(Move& move) {
  if (!move.said) {
    const Status said = co_await move.to->say_arriving(move.at.id);
    if (!said.ok()) co_return said;
    move.said = true;
  }
  const Result<Offset> start = co_await move.source->first_batch_offset();
  if (!start.ok()) co_return start.error();
  const LogConfig config = move.source->config();
  Task<Result<std::shared_ptr<PartitionLog>>> emptying = move.to->empty_future(move.at, *start, config);
  Result<std::shared_ptr<PartitionLog>> emptied = co_await emptying;
  if (!emptied.ok()) co_return emptied.error();
  move.copy = std::move(*emptied);
  move.described = *start;
  co_return Status();
}

// Everything that is there now, without the journal: nobody needs the copy before it is complete.
Task<Status> LogMover::copy_up_to_end(Move& move) {
  move.copied_bytes = 0;
  while (!over(move)) {
    const Status sound = check(move);
    if (!sound.ok()) co_return sound;
    const Offset end = move.source->log_end_offset();
    if (move.copy->log_end_offset() >= end) break;
    const Result<std::uint64_t> copied = co_await move.copy->copy_some(move.source, kMoveChunkSize);
    if (over(move)) break;
    if (!copied.ok()) co_return copied.error();
    copied_bytes_->add(*copied);
    move.copied_bytes += *copied;
    // The rest must not take longer to copy than it takes to come in.
    if (!move.source->leaving()) co_await spend(move, *copied);
    if (move.copy->log_end_offset() >= end && *copied < kMoveChunkSize / 2) break;
  }
  co_return Status();
}

// What the copy's batches do not say of themselves.
Task<Status> LogMover::describe(Move& move) {
  const Status transactions = co_await move.copy->copy_transactions(move.source, move.described);
  if (!transactions.ok() || over(move)) co_return transactions;
  move.described = move.copy->log_end_offset();
  if (move.source->leaving()) {
    move.copy->copy_state(*move.source);
  } else {
    // Of producers the log knows more: a snapshot is made when the copy is complete.
    move.copy->producers_unsaved_ = false;
    co_return co_await move.copy->copy_clean_end(move.source);
  }
  co_return Status();
}

Task<Status> LogMover::sync_copy(Move& move) {
  const Status synced = co_await move.copy->sync_copy();
  if (!synced.ok() && !stopping_ && move.to->online()) move.to->write_failed(synced.error());
  co_return synced;
}

// --- The log stands still.

Task<Status> LogMover::change_places(Move& move) {
  PartitionLog& source = *move.source;
  source.leaving_ = move.copy->leaving_ = true;
  ++leaving_;
  Status status = co_await complete(move);
  if (status.ok() && !over(move)) status = co_await leave(move);
  --leaving_;
  // Where it is not known which of them is the log, neither is, until the next start.
  if (!move.in_doubt) source.leaving_ = false;
  if (!move.done && !move.in_doubt) move.copy->leaving_ = false;
  source.durable_changed_.notify_all();
  co_return status;
}

// All of the log is in the copy when this returns, and durably said to be.
Task<Status> LogMover::complete(Move& move) {
  PartitionLog& source = *move.source;
  {
    // Whoever was changing its files has ended; who comes now sees that it is leaving.
    const AsyncMutex::Guard guard = co_await source.files_.lock();
  }
  // Also of what says where it begins: nothing of the log is under way any more.
  Status status = co_await source.make_durable();
  if (status.ok()) status = co_await copy_up_to_end(move);
  if (status.ok() && !over(move) && move.copy->log_end_offset() < source.log_end_offset()) {
    status = Error(ErrorCode::kOffsetOutOfRange, "the copy does not end where the log does");
  }
  if (status.ok() && !over(move)) status = co_await describe(move);
  if (status.ok() && !over(move)) status = co_await sync_copy(move);
  if (!status.ok() || over(move) || config_.mutants.leave_unmarked) co_return status;
  status = co_await move.copy->mark_complete(move.from->directory().id);
  if (!status.ok() && !stopping_ && move.to->online()) move.to->write_failed(status.error());
  if (status.ok()) status = check(move);
  co_return status;
}

// From the moment on in which it is durable that the log is not where it was, the copy is the log.
Task<Status> LogMover::leave(Move& move) {
  const Journal::Place left = move.from->announce_removal(move.at.id);
  const Status durable = co_await move.from->journal().wait_durable(left.end, Journal::Patience::kUntilStopped);
  if (!durable.ok() || closed_) {
    move.in_doubt = true;
    co_return durable;
  }
  move.done = true;
  const Status named = co_await move.to->name_future(move.copy);
  if (closed_) {
    move.in_doubt = true;
    co_return named;
  }
  arrive(move);
  Task<Status> clearing = clear_up(move, left);
  co_return co_await clearing;
}

void LogMover::arrive(Move& move) {
  PartitionLog& source = *move.source;
  move.arrived = true;
  move.to->adopt_future(move.copy);
  if (on_moved_) on_moved_(move.source, move.copy);
  source.removed_ = true;
  source.finish_removal();
  if (!move.to->online()) move.copy->fail(*move.to->failure());
  moved_->add();
  log_.info("a log has moved", {{"from", source.directory()}, {"to", move.copy->directory()}});
}

Task<Status> LogMover::clear_up(Move& move, Journal::Place left) {
  const std::string mark = arrival_mark_path(move.copy->directory());
  if (move.to->online()) static_cast<void>(co_await unlink_file(env_.io, mark));
  if (!move.from->online() || closed_) co_return Status();  // the next start that finds it knows
  Task<Status> removing = move.from->finish_removal(move.source, left);
  static_cast<void>(co_await removing);
  co_return Status();
}

// --- Yielding to others.

Task<void> LogMover::pause(const Move& move, MonotonicNs for_ns) {
  const MonotonicNs until = env_.now() + for_ns;
  while (!over(move) && env_.now() < until) co_await wake_.wait_until(env_.timers, until);
}

Task<void> LogMover::spend(const Move& move, std::uint64_t bytes) {
  // Producers come first: while they wait for the disk, nothing is added to its work.
  while (!over(move) && (!move.to->has_room() || !move.from->has_room())) {
    if (move.to->space().full() || move.from->space().full()) break;
    co_await pause(move, kMoveLookNs / 2);
  }
  const double took_ns = static_cast<double>(bytes) / std::max(bytes_per_second_, 1.0) * 1e9;
  paid_until_ = std::max(paid_until_, env_.now() - kMoveBurstNs) + static_cast<MonotonicNs>(std::min(took_ns, 1e15));
  while (!over(move) && paid_until_ > env_.now()) {
    const MonotonicNs until = paid_until_;
    co_await wake_.wait_until(env_.timers, until);
  }
}

}  // namespace klamm
