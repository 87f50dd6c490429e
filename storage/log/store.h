// One shard's part of one log directory: a journal and the logs whose durability it carries.
//
// Here is what ties them together: which append the journal has made durable, which logs want their tails written, when
// the journal is to be shortened, and what happens when the disk fails: the store goes offline, once and for good, its
// logs answer kKafkaStorageError, and nothing is retried. A full disk is no failure: see space_guard.h. Owned by
// LogManager; used on its shard.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "runtime/shard/env.h"
#include "storage/journal/journal.h"
#include "storage/log/bypass.h"
#include "storage/log/file.h"
#include "storage/log/log_manager.h"
#include "storage/log/partition_log.h"
#include "storage/log/read_ahead.h"
#include "storage/log/remover.h"
#include "storage/log/retention.h"
#include "storage/log/space_guard.h"

namespace klamm {

class Cleaner;
class LogMover;
class LogRecovery;
class Scrubber;
class Syncing;

class Store final : private Journal::Listener {
 public:
  using Logs = std::map<TopicIdPartition, std::shared_ptr<PartitionLog>>;

  Store(Env& env, const StorageConfig& config, LogDirectory directory, std::size_t index);
  // REQUIRES: close() has returned.
  ~Store();

  // Finds the owned partitions, then starts the journal. Their logs are still to be recovered. On an error the store is
  // offline.
  // `arrived`: the futures here that are the log. The others are left to take_found_futures().
  Task<Status> open(LogManager::Owner owner, LogManager::ConfigOf config_of, JournalSurveys surveys,
                    std::vector<FoundFuture> arrived);
  // See LogManager.
  void start_recovery();
  Task<Status> recovered(TopicIdPartition id);
  Task<Status> all_recovered();
  void end_recovery();
  Task<void> stop_recovery();
  // Whether the journals of the last run are gone, and the new one counts by itself: before that no log moves.
  [[nodiscard]] bool finished() const { return finished_; }
  // Whether the journals of the last run are still needed.
  [[nodiscard]] bool recovering() const { return old_journals_; }
  // Whether every log can be used, and the journals of the last run are gone.
  [[nodiscard]] bool settled() const { return !old_journals_ && recovery_result_.has_value(); }
  void hurry(const TopicIdPartition& id);
  void set_on_recovered(LogManager::OnRecovered on_recovered) { on_recovered_ = std::move(on_recovered); }
  Task<Result<std::shared_ptr<PartitionLog>>> create(TopicIdPartition id, std::string topic, LogConfig config);
  Task<Status> remove(TopicIdPartition id);
  // An error where a start found segments under this name, but not whose they are: they may be all that there is.
  Task<Status> check_unknown(std::string topic, PartitionId partition);

  // --- For LogMover (store_moves.cpp). A copy is in none of the lists until it is the log.

  // Makes the directory of a copy, durably. Errors: as create().
  Task<Result<FoundPartition>> make_future(TopicIdPartition id, std::string topic);
  // Of this shard, those that a start has found and that are not the log, once.
  [[nodiscard]] std::vector<FoundFuture> take_found_futures() { return std::exchange(found_futures_, {}); }
  // What the journal says of an earlier log of this id is void, durably.
  Task<Status> say_arriving(TopicIdPartition id);
  // An empty copy; what the directory held is gone. One for each id.
  Task<Result<std::shared_ptr<PartitionLog>>> empty_future(FoundPartition at, Offset start, LogConfig config);
  // Gives a copy up, durably.
  Task<Status> remove_future(FoundPartition at);
  // Forgets the copy, of which the directory stays as it is.
  void leave_future(const TopicIdPartition& id);
  // A complete copy gets the log's name, durably.
  Task<Status> name_future(std::shared_ptr<PartitionLog> copy);
  // From now on it is the log.
  void adopt_future(const std::shared_ptr<PartitionLog>& copy);
  // Writes the record that the log is removed, which may be durable soon. Until finish_removal() the journal keeps it.
  Journal::Place announce_removal(const TopicIdPartition& id);
  // Makes a log's directory go whose removal was announced, durably so.
  Task<Status> finish_removal(std::shared_ptr<PartitionLog> log, Journal::Place announced);

  Task<Status> checkpoint();
  // See LogManager::wait_no_more().
  void wait_no_more();
  Task<Status> close(bool clean);
  // After close(), and when nobody has anything of a log any more: a move that waited for its disk ends that late.
  Task<void> join_closers();
  void housekeep();

  [[nodiscard]] const Logs& logs() const { return logs_; }
  [[nodiscard]] const LogDirectory& directory() const { return directory_; }
  [[nodiscard]] std::size_t index() const { return index_; }
  [[nodiscard]] bool online() const { return !failure_.has_value(); }
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

  // Called once, when the store fails after this; may be from within any call into storage, so it only takes note.
  void set_on_failure(std::function<void(const Error&)> on_failure) { on_failure_ = std::move(on_failure); }

  // --- For logs.

  [[nodiscard]] Env& env() { return env_; }
  [[nodiscard]] const StorageConfig& config() const { return config_; }
  [[nodiscard]] FileContext& files() { return files_; }
  [[nodiscard]] Journal& journal() { return *journal_; }
  [[nodiscard]] const Logger& log() const { return log_; }
  // The log's end is durable when the journal is at `lsn`: the log is told then, perhaps at once.
  void await_durable(Lsn lsn, PartitionLog& log, Offset end, std::uint64_t generation);
  void add_pending(std::uint64_t bytes);
  void remove_pending(std::uint64_t bytes);
  void note_flushed(std::uint64_t bytes);
  void count_corrupt_read() { corrupt_reads_->add(); }
  // Memory of tails, written and unwritten. When there is more than allowed, the oldest that is in segments goes.
  void add_tail_memory(PartitionLog& log, std::size_t bytes);
  void remove_tail_memory(std::size_t bytes);
  [[nodiscard]] bool tail_memory_scarce() const { return tail_memory_ > config_.tail_memory_bytes_max / 2; }
  void schedule_flush(PartitionLog& log);
  // Brings logs to stable storage. Errors: that of the store, or that there was no space for one of them.
  Task<Status> sync_logs(std::vector<std::shared_ptr<PartitionLog>> logs);
  // Runs until the store stops.
  void spawn(Task<void> fiber) { fibers_.spawn(std::move(fiber)); }
  [[nodiscard]] bool has_room() const;
  // Whether logs are to be written to their segments so that there is room again.
  [[nodiscard]] bool wants_room() const;
  [[nodiscard]] bool stopping() const { return stopping_; }
  // What is not durable may never be, and nobody waits for it any more: the disk is full, and this is a stop.
  [[nodiscard]] bool hopeless() const { return waits_no_more_ && journal_->starved(); }
  // Whether an append to a log is refused, for want of space. See LogConfig::from_reserve.
  [[nodiscard]] bool refuses(bool from_reserve) const;
  Task<Status> wait_for_room(bool from_reserve);
  // `said`: somebody else has logged it.
  void fail(const Error& error, bool said = false);
  // A write to a segment failed: it is made again where only space was missing, and else the store fails.
  void write_failed(const Error& error);
  [[nodiscard]] SpaceGuard& space() { return space_; }
  [[nodiscard]] const SpaceGuard& space() const { return space_; }
  // For SpaceGuard. Appends will be refused: whoever waits for room is told. What found no space is written again.
  void on_full() { room_.notify_all(); }
  void retry_writes();
  [[nodiscard]] Bypass& bypass() { return bypass_; }
  [[nodiscard]] Remover& remover() { return remover_; }
  [[nodiscard]] ReadAhead& read_ahead() { return read_ahead_; }
  [[nodiscard]] Retention& retention() { return retention_; }
  [[nodiscard]] Cleaner& cleaner() { return *cleaner_; }
  [[nodiscard]] const Cleaner& cleaner() const { return *cleaner_; }
  [[nodiscard]] Scrubber& scrubber() { return *scrubber_; }

 private:
  friend class LogMover;
  friend class LogRecovery;

  struct Awaited {
    Lsn lsn = 0;
    std::shared_ptr<PartitionLog> log;
    Offset end;
    std::uint64_t generation = 0;
  };

  void on_journal_durable(Lsn durable) override;
  void on_journal_failed(const Error& error) override { fail(error); }
  void on_journal_no_space(const Error& error) override;
  void on_journal_file() override { work_.notify_all(); }

  Task<Status> start_journal();
  Task<void> run_recovery();
  void on_log_recovered(const std::shared_ptr<PartitionLog>& log);
  Task<void> checkpoints();
  Task<Status> retire_oldest();
  // From now on it gives memory back when there is too much.
  void list_tail(const std::shared_ptr<PartitionLog>& log);
  void trim_tails();
  // To be called wherever there may be more room than before.
  void tell_of_room();
  void tell_if_hopeless();
  void flush_for_room();
  Task<void> flush_worker();
  Task<void> sync_worker(std::vector<std::shared_ptr<PartitionLog>>& logs, std::size_t& next, Status& no_space);
  Task<void> sync_member(std::shared_ptr<PartitionLog> log, Syncing& syncing, Status& no_space);
  Task<void> remove_directory_later(std::string path, std::int64_t delay_ms);
  Task<Status> remove_files(std::string path);
  Task<Status> make_log_directory(std::string path, TopicId topic);
  // Again where a life before may have failed to sync it: the kernel takes the bytes for written then, and syncs them
  // no more. `flags` are more of those of open().
  Task<Status> write_partition_metadata(std::string directory, TopicId topic, int flags = 0);
  Task<Status> name_is_free(std::string name);
  Task<Status> name_arrived();
  Task<Status> write_clean_mark();
  Task<void> end_fibers();

  Env& env_;
  const StorageConfig config_;
  LogDirectory directory_;  // what it held at the start is forgotten when there are logs
  const std::size_t index_;
  const Logger log_;
  Handle file_system_ = -1;  // the directory, open since before anything was written
  TaskScope closers_;        // of files; joined last
  FileContext files_;
  TaskScope fibers_;
  ReadAhead read_ahead_;
  Bypass bypass_;
  Remover remover_;
  Retention retention_;
  SpaceGuard space_;
  std::unique_ptr<Cleaner> cleaner_;
  std::unique_ptr<Scrubber> scrubber_;
  std::unique_ptr<Journal> journal_;
  std::unique_ptr<LogRecovery> recovery_;  // until the store is closed
  bool old_journals_ = false;
  bool finished_ = false;
  bool recovery_started_ = false;
  std::optional<Status> recovery_result_;
  Signal recovery_ended_;
  Logs logs_;
  Logs futures_;  // copies of logs in other directories
  std::vector<FoundFuture> found_futures_;
  std::deque<Awaited> awaited_;  // in the order of the journal
  std::deque<std::shared_ptr<PartitionLog>> flush_queue_;
  std::size_t flush_workers_ = 0;
  std::uint64_t pending_bytes_ = 0;
  std::uint64_t tail_memory_ = 0;
  std::deque<std::shared_ptr<PartitionLog>> tails_;  // the logs that hold some of it, each once
  bool flushing_all_ = false;
  std::set<std::string> creating_;         // directories that are being made
  std::multiset<std::uint32_t> removals_;  // the journal files of removals whose directory is not renamed yet
  AsyncMutex sync_together_;
  Signal work_;  // something for the checkpoint fiber
  Signal room_;  // has_room() may be true, or the store failed
  bool waits_no_more_ = false;
  bool stopping_ = false;
  std::optional<Error> failure_;
  std::function<void(const Error&)> on_failure_;
  LogManager::OnRecovered on_recovered_;

  std::shared_ptr<Gauge> pending_gauge_;
  std::shared_ptr<Gauge> tail_memory_gauge_;
  std::shared_ptr<Counter> checkpoints_;
  std::shared_ptr<Counter> flushed_bytes_;
  std::shared_ptr<Gauge> offline_gauge_;
  std::shared_ptr<Gauge> logs_gauge_;
  std::shared_ptr<Counter> corrupt_reads_;
};

}  // namespace klamm
