// Moves logs of one shard from one log directory to another while they are used. Owned by LogManager.
//
// A move begins with an empty future directory, which is there durably before move() returns: whatever happens, the
// move goes on until it is done or called off. The log is copied in the background. When the copy has caught up, the
// log stands still for some syncs of the disk (PartitionLog::leaving), in which the copy is completed and takes its
// place. storage/README.md, "A log that moves", says in which order and why that loses nothing. To each directory of a
// shard one log moves at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "runtime/metrics/metrics.h"
#include "runtime/shard/env.h"
#include "runtime/task/sync.h"
#include "runtime/task/task.h"
#include "storage/journal/journal.h"
#include "storage/log/config.h"
#include "storage/log/log_manager.h"
#include "storage/log/partition_log.h"

namespace klamm {

class Store;

class LogMover {
 public:
  using Stores = std::vector<std::unique_ptr<Store>>;

  LogMover(Env& env, const StorageConfig& config, const Stores& stores);
  LogMover(const LogMover&) = delete;
  LogMover& operator=(const LogMover&) = delete;

  void set_on_moved(LogManager::OnMoved on_moved) { on_moved_ = std::move(on_moved); }
  void set_rate(double bytes_per_second) { bytes_per_second_ = bytes_per_second; }
  [[nodiscard]] std::size_t leaving() const { return leaving_; }

  // Goes on with what earlier runs of the process have begun.
  void resume();
  // See LogManager::move().
  Task<Status> move(TopicIdPartition id, Store& to);
  // When it returns, the log is in one directory only, or one of the two is offline.
  Task<void> call_off(TopicIdPartition id);
  [[nodiscard]] std::vector<LogManager::FutureInfo> futures() const;
  // Nothing goes on any more; the next start resumes. Returns when nothing is under way but what a stuck disk holds up.
  Task<void> stop();
  // For what the disk held up. REQUIRES: the stores are closed.
  Task<void> join();
  // Something changed that moves may wait for.
  void wake() { wake_.notify_all(); }

 private:
  struct Move {
    FoundPartition at;      // the future directory
    Store* from = nullptr;  // null until it is known
    Store* to = nullptr;
    std::shared_ptr<PartitionLog> source;
    std::shared_ptr<PartitionLog> copy;
    std::uint64_t layout = 0;        // of the source when the copy was begun
    std::uint64_t copied_bytes = 0;  // by the last copy_up_to_end()
    Offset described;                // what was aborted below is in the copy's files
    bool said = false;               // say_arriving()
    bool called_off = false;
    bool in_doubt = false;  // whether the log has left its directory: the next start finds out
    bool done = false;      // the copy is the log,
    bool arrived = false;   // and everybody knows
  };

  Task<void> adopt(FoundFuture found, Store& to);
  Task<void> run(std::shared_ptr<Move> move);
  Task<Status> attempt(Move& move);
  Task<Status> await_ready(Move& move);
  Task<Status> await_space(Move& move);
  Task<Status> begin_copy(Move& move);
  Task<Status> copy_up_to_end(Move& move);
  Task<Status> describe(Move& move);
  Task<Status> sync_copy(Move& move);
  Task<Status> change_places(Move& move);
  Task<Status> complete(Move& move);
  Task<Status> leave(Move& move);
  void arrive(Move& move);
  Task<Status> clear_up(Move& move, Journal::Place left);
  [[nodiscard]] Status check(const Move& move) const;
  [[nodiscard]] bool all_online() const;
  [[nodiscard]] bool over(const Move& move) const;
  Task<void> spend(const Move& move, std::uint64_t bytes);
  Task<void> pause(const Move& move, MonotonicNs for_ns);

  Env& env_;
  const StorageConfig& config_;
  const Stores& stores_;
  const Logger log_;
  LogManager::OnMoved on_moved_;
  double bytes_per_second_;
  MonotonicNs paid_until_ = 0;
  std::map<TopicIdPartition, std::shared_ptr<Move>> moves_;
  std::set<const Store*> busy_;             // a log moves there
  std::multiset<TopicIdPartition> spares_;  // whose second copy is being removed
  std::size_t running_ = 0;
  std::size_t leaving_ = 0;
  AsyncMutex requests_;
  Signal wake_;
  TaskScope fibers_;
  bool stopping_ = false;
  bool closed_ = false;  // the stores are about to be

  std::shared_ptr<Counter> moved_;
  std::shared_ptr<Counter> copied_bytes_;
  std::shared_ptr<Gauge> pending_;
};

// Who has the log; nullptr if nobody has. What has moved away, or is removed, is nobody's.
Store* home_of(const LogMover::Stores& stores, const TopicIdPartition& id);

}  // namespace klamm
