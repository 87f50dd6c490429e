// All logs of one shard. One LogManager per shard; a shard's part of each log directory is a Store (journal, segments).
//
// Opening takes some steps, because the journals of the last run were perhaps written by another number of shards:
//   1. open_log_directories() once, on any shard: locks them, finds their identity, partitions and journals.
//   2. survey_directories() on every shard, each a part; then, with what all of them found, LogManager::open() on every
//      shard: finds the shard's own partitions, starts the shard's new journals. Each log is then recovering(), and can
//      be used when it is no longer: recovered() makes it the next one.
//   3. start_recovery() on every shard: all logs are brought to where they were acknowledged, in the background.
//   4. finish_recovery() once for each directory, when all_recovered() has returned on every shard: retires the old
//      journals. A directory without any (needs_recovery()) is finished right after 2., before anything is appended.
//   5. end_recovery() on every shard.
// A crash anywhere in between is recovered from by the next start.
//
// Stopping: LogManager::close() on every shard (writes and syncs everything, so that the next start scans nothing),
// then close_log_directories() once.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/base/ids.h"
#include "runtime/base/result.h"
#include "runtime/shard/env.h"
#include "runtime/task/task.h"
#include "storage/log/config.h"
#include "storage/log/partition_log.h"

namespace klamm {

class LogMover;
class Store;
struct JournalSurvey;

// Kafka's meta.properties: whose directory this is.
struct MetaProperties {
  Uuid cluster_id;  // as text in the file; Kafka's are uuids
  BrokerId node_id{-1};
  Uuid directory_id;
};

// A partition's directory as found on disk, before the journals are asked.
struct FoundPartition {
  std::string directory_name;  // "topic-0"
  std::string topic;
  TopicIdPartition id;
};

// What a complete copy of a log in another directory says of it.
struct ArrivalMark {
  Uuid from;  // directory.id of where the log was; zero: the mark cannot be read
  Offset log_start_offset;
  Offset log_end_offset;
  std::string replica_state;
};

// The directory of a copy that is being made of a log in another directory, or that was complete when the process
// ended.
struct FoundFuture {
  FoundPartition partition;
  std::optional<ArrivalMark> mark;  // complete
};

// What a clean stop wrote down about a log.
struct CleanLog {
  std::string directory_name;
  Offset log_start_offset;
  Offset log_end_offset;
  std::string replica_state;
};

struct FoundJournal {
  std::string file_name;
  std::uint32_t run = 0;  // counts the starts of this directory
  std::uint32_t shard = 0;
  std::uint32_t sequence = 0;
};

// Large where partitions are many, so the copies of a LogDirectory share it; whoever has made logs of it lets it go.
struct FoundLogs {
  std::vector<FoundPartition> partitions;
  std::vector<CleanLog> clean;  // where LogDirectory::clean, ordered by name
};

struct LogDirectory {
  std::string path;
  Uuid id;                                  // directory.id; random and new for a directory that had no meta.properties
  bool founded = false;                     // had no meta.properties: the caller writes it (write_meta_properties)
  MetaProperties meta;                      // what the file says, where !founded
  std::uint32_t run = 1;                    // of this start
  std::uint32_t live_run = 0;               // journals of earlier runs than this one say nothing any more
  bool clean = false;                       // the last run wrote everything to the segments before it stopped
  std::vector<FoundJournal> journals;       // of live runs, in the order of (run, shard, sequence)
  std::vector<std::string> spare_journals;  // files that may be overwritten once finish_recovery() is done
  std::shared_ptr<const FoundLogs> logs = std::make_shared<const FoundLogs>();
  std::vector<FoundFuture> futures;
  std::vector<std::string> unknown_directories;   // look like a partition's, but have no readable partition.metadata
  std::vector<std::string> leftover_directories;  // of removed partitions
  Handle lock = -1;                               // belongs to the shard that opened
  // How many shards refuse clients' appends because it is full: the first and the last one say so in the log.
  std::shared_ptr<std::atomic<std::uint32_t>> full_shards = std::make_shared<std::atomic<std::uint32_t>>(0);

  // Whether there is something that step 4 must wait for.
  [[nodiscard]] bool needs_recovery() const { return !journals.empty(); }
  std::optional<Error> failure;  // it cannot be used: offline from the start, all else says nothing
};

// Copied to every shard.
struct LogDirectories {
  std::vector<LogDirectory> directories;
};

// Step 1. Creates directories that do not exist. One that cannot be used (not readable, not a directory, no permission,
// damaged) is logged and has a `failure`, the others serve (KIP-112). Errors: kKafkaStorageError with a sentence that
// names the directory and says what is wrong, where none can be used, or one must not: in use by another process, or
// the same one twice (equal directory ids).
Task<Result<LogDirectories>> open_log_directories(Env& env, std::vector<std::string> paths);
// Of one of LogDirectory::unknown_directories: whether it is what a crash leaves of a creation that was never
// acknowledged, nothing or an empty partition.metadata. Errors: kKafkaStorageError.
Task<Result<bool>> holds_no_partition(Backend& io, std::string path);
// What was found in the journals of each directory; see journal_survey.h. May be read on any shard.
using JournalSurveys = std::vector<std::shared_ptr<const JournalSurvey>>;
// Step 2, the `part`th of `parts`.
Task<JournalSurveys> survey_directories(Env& env, LogDirectories directories, std::uint32_t part, std::uint32_t parts,
                                        JournalMutants mutants = {});
// Writes meta.properties of a founded directory, durably.
Task<Status> write_meta_properties(Env& env, std::string path, MetaProperties meta);
// Step 4. REQUIRES: a directory that failed on some shard has its `failure`: what its journals hold is still needed by
// the next start. Nothing is done to it.
Task<Status> finish_recovery(Env& env, LogDirectories directories, std::uint32_t shard_count);
// Gives the locks back.
Task<Status> close_log_directories(Env& env, LogDirectories directories);

class LogManager {
 public:
  // Which shard owns a partition. Must give the same answer on every shard, for as long as the process runs.
  using Owner = std::function<ShardId(const TopicIdPartition&)>;
  // The settings of a partition that was found on disk, by the name of its topic.
  using ConfigOf = std::function<LogConfig(const std::string& topic, const TopicIdPartition&)>;
  using OnRecovered = std::function<void(const std::shared_ptr<PartitionLog>&)>;

  // Step 2. `surveys`: all parts; without any, the journals are read here. A directory that cannot be read is left
  // offline and logged, its partitions answer kKafkaStorageError; with no directory left this is an error.
  static Task<Result<std::unique_ptr<LogManager>>> open(Env& env, StorageConfig config, LogDirectories directories,
                                                        Owner owner, ConfigOf config_of,
                                                        std::vector<JournalSurveys> surveys = {});
  // REQUIRES: close() has returned.
  ~LogManager();

  // Step 3.
  void start_recovery();
  // Called for each log when it is recovered, or when its directory failed before it was.
  void set_on_recovered(OnRecovered on_recovered);
  // Recovers a log before others; nothing for one that is recovered.
  void hurry(const TopicIdPartition& id);
  // The same, and waits. Errors: those of PartitionLog::usable(); kKafkaStorageError if closed meanwhile.
  Task<Status> recovered(TopicIdPartition id);
  // Returns when all logs in the directory of this index are recovered, and durably so. Errors: kKafkaStorageError if
  // the directory fails, or recovery is stopped meanwhile.
  Task<Status> all_recovered(std::size_t log_dir_index);
  // Step 5.
  void end_recovery(std::size_t log_dir_index);
  // Gives up what is not recovered yet; the next start does it. For who waits for all_recovered() before close().
  Task<void> stop_recovery();

  // nullptr if there is none. A pointer stays good until remove() or close(); holders keep the shared_ptr.
  [[nodiscard]] std::shared_ptr<PartitionLog> find(const TopicIdPartition& id) const;
  // In the order of their ids.
  [[nodiscard]] std::vector<std::shared_ptr<PartitionLog>> logs() const;

  // Makes an empty log, durably, in the directory of the given index, or in the one with the fewest partitions of this
  // shard, of those with space if there are any. Errors: kTopicAlreadyExists, kKafkaStorageError (no directory is
  // online, or it failed), kLogDirNotFound for an index that does not exist.
  Task<Result<std::shared_ptr<PartitionLog>>> create(TopicIdPartition id, std::string topic, LogConfig config);
  Task<Result<std::shared_ptr<PartitionLog>>> create_in(std::size_t log_dir_index, TopicIdPartition id,
                                                        std::string topic, LogConfig config);
  // Removes a log, durably. Its files go in the background after file.delete.delay.ms. Errors:
  // kUnknownTopicOrPartition, kKafkaStorageError.
  Task<Status> remove(TopicIdPartition id);

  // Moves a log to the directory of this index, while it is used; returns when that is begun for good: the next start
  // goes on with it. To where the log is: what was begun is called off. Another directory than was asked for before:
  // that is called off. Errors: kLogDirNotFound, kUnknownTopicOrPartition, kKafkaStorageError (a directory is offline,
  // or the copy's own directory cannot be made).
  Task<Status> move(TopicIdPartition id, std::size_t log_dir_index);
  // Told when a log has moved: `to` goes on where `from` ended, and `from` is gone. Called from the shard's loop.
  using OnMoved =
      std::function<void(const std::shared_ptr<PartitionLog>& from, const std::shared_ptr<PartitionLog>& to)>;
  void set_on_moved(OnMoved on_moved);
  // Of the copies that are being made.
  struct FutureInfo {
    TopicIdPartition id;
    std::string topic;
    std::size_t log_dir_index = 0;
    std::uint64_t size_bytes = 0;
    Offset log_end_offset;
  };
  [[nodiscard]] std::vector<FutureInfo> futures() const;
  // How many logs are leaving() just now, which is nearly never one.
  [[nodiscard]] std::size_t leaving() const;
  // replica.alter.log.dirs.io.max.bytes.per.second, of this shard.
  void set_move_rate(double bytes_per_second);
  // Where the next log of this name is made, if it can be: asked for before there was one (AlterReplicaLogDirs).
  // Forgotten when it is made, or when too many are remembered.
  void prefer(const std::string& topic, PartitionId partition, std::size_t log_dir_index);

  // A directory failed on another shard: it is offline here too.
  void fail_directory(std::size_t log_dir_index, const Error& error);
  // Called once for each directory that fails from now on, on this shard; only takes note.
  void set_on_failure(std::function<void(std::size_t log_dir_index, const Error& error)> on_failure);
  // cordoned.log.dirs: new partitions go elsewhere, unless there is nowhere else (KIP-1066).
  void set_cordoned(std::vector<std::string> paths) { config_.cordoned_log_dirs = std::move(paths); }

  // Writes and syncs everything to the segments. For tests and for operators; the journal does it in time by itself.
  Task<Status> checkpoint();
  // A stop begins: from now on nothing waits for a full disk to have space, but fails. Space that comes all the same is
  // used. To be called before waiting for anybody who may wait for a log.
  void wait_no_more();
  // Writes and syncs everything, leaves the marks of a clean stop (but of directories that are not recovered, which it
  // leaves to the journals), ends all background work. Call before the
  // destructor, also after errors. With `clean` false nothing is written, as if the process had been killed.
  Task<Status> close(bool clean);

  // Forgets expired producers, and other things that are due now and then. The caller calls it every minute or so.
  void housekeep();
  // Deletes what retention no longer keeps, in the background. The caller calls it every
  // log.retention.check.interval.ms.
  void check_retention();
  void reconfigure_cleaner(const CleanerConfig& config);
  void reconfigure_scrub(const ScrubConfig& config);
  // Looks for logs to compact without waiting for log.cleaner.backoff.ms; whether there is nothing more to do. For
  // operators and tests: otherwise it happens by itself.
  void check_compaction();
  [[nodiscard]] bool compaction_idle() const;

  struct DirectoryInfo {
    std::string path;
    Uuid id;
    bool online = true;
    bool full = false;  // clients' appends are refused
    bool cordoned = false;
    bool metadata_only = false;  // clients are not shown it
    std::size_t partitions = 0;
    std::optional<Error> failure;  // why it is not online
  };
  [[nodiscard]] std::vector<DirectoryInfo> log_dirs() const;

 private:
  explicit LogManager(StorageConfig config);
  [[nodiscard]] bool cordoned(const Store& store) const;
  [[nodiscard]] std::optional<std::size_t> place(const std::string& topic, PartitionId partition);

  StorageConfig config_;
  std::vector<std::unique_ptr<Store>> stores_;
  std::unique_ptr<LogMover> mover_;
  std::map<std::pair<std::string, PartitionId>, std::size_t> preferred_;
};

}  // namespace klamm
