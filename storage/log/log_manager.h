// All logs of one shard. One LogManager per shard; a shard's part of each log directory is a Store (journal, segments).
//
// Opening takes three steps, because the journals of the last run were perhaps written by another number of shards:
//   1. open_log_directories() once, on any shard: locks them, finds their identity, partitions and journals.
//   2. LogManager::open() on every shard: brings the shard's own partitions to where they were acknowledged, starts the
//      shard's new journals. Nothing may be appended yet.
//   3. finish_recovery() once, when 2. has succeeded on every shard: retires the old journals. Now everything goes.
// A crash anywhere in between is recovered from by the next start.
//
// Stopping: LogManager::close() on every shard (writes and syncs everything, so that the next start scans nothing),
// then close_log_directories() once.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/base/ids.h"
#include "runtime/base/result.h"
#include "runtime/shard/env.h"
#include "runtime/task/task.h"
#include "storage/log/config.h"
#include "storage/log/partition_log.h"

namespace klamm {

class Store;

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

struct LogDirectory {
  std::string path;
  Uuid id;                                  // directory.id; random and new for a directory that had no meta.properties
  bool founded = false;                     // had no meta.properties: the caller writes it (write_meta_properties)
  MetaProperties meta;                      // what the file says, where !founded
  std::uint32_t run = 1;                    // of this start
  std::uint32_t live_run = 0;               // journals of earlier runs than this one say nothing any more
  bool clean = false;                       // the last run wrote everything to the segments before it stopped
  std::vector<CleanLog> clean_logs;         // then, ordered by name
  std::vector<FoundJournal> journals;       // of live runs, in the order of (run, shard, sequence)
  std::vector<std::string> spare_journals;  // files that may be overwritten once finish_recovery() is done
  std::vector<FoundPartition> partitions;
  std::vector<std::string> unknown_directories;   // look like a partition's, but have no readable partition.metadata
  std::vector<std::string> leftover_directories;  // of removed partitions
  Handle lock = -1;                               // belongs to the shard that opened
  std::optional<Error> failure;                   // it cannot be used: offline from the start, all else says nothing
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
// Writes meta.properties of a founded directory, durably.
Task<Status> write_meta_properties(Env& env, std::string path, MetaProperties meta);
// Step 3. REQUIRES: a directory that failed on some shard in step 2 has its `failure`: what its journals hold is still
// needed by the next start. Nothing is done to it.
Task<Status> finish_recovery(Env& env, LogDirectories directories, std::uint32_t shard_count);
// Gives the locks back.
Task<Status> close_log_directories(Env& env, LogDirectories directories);

class LogManager {
 public:
  // Which shard owns a partition. Must give the same answer on every shard, for as long as the process runs.
  using Owner = std::function<ShardId(const TopicIdPartition&)>;
  // The settings of a partition that was found on disk, by the name of its topic.
  using ConfigOf = std::function<LogConfig(const std::string& topic, const TopicIdPartition&)>;

  // Step 2. A directory that cannot be read is left offline and logged, its partitions answer kKafkaStorageError; with
  // no directory left this is an error.
  static Task<Result<std::unique_ptr<LogManager>>> open(Env& env, StorageConfig config, LogDirectories directories,
                                                        Owner owner, ConfigOf config_of);
  // REQUIRES: close() has returned.
  ~LogManager();

  // nullptr if there is none. A pointer stays good until remove() or close(); holders keep the shared_ptr.
  [[nodiscard]] std::shared_ptr<PartitionLog> find(const TopicIdPartition& id) const;
  // In the order of their ids.
  [[nodiscard]] std::vector<std::shared_ptr<PartitionLog>> logs() const;

  // Makes an empty log, durably, in the directory with the fewest partitions of this shard, or in that of the given
  // index. Errors: kTopicAlreadyExists if it is there already, kKafkaStorageError (no directory is online, or it
  // failed), kLogDirNotFound for an index that does not exist.
  Task<Result<std::shared_ptr<PartitionLog>>> create(TopicIdPartition id, std::string topic, LogConfig config);
  Task<Result<std::shared_ptr<PartitionLog>>> create_in(std::size_t log_dir_index, TopicIdPartition id,
                                                        std::string topic, LogConfig config);
  // Removes a log, durably. Its files go in the background after file.delete.delay.ms. Errors:
  // kUnknownTopicOrPartition, kKafkaStorageError.
  Task<Status> remove(TopicIdPartition id);

  // A directory failed on another shard: it is offline here too.
  void fail_directory(std::size_t log_dir_index, const Error& error);
  // Called once for each directory that fails from now on, on this shard; only takes note.
  void set_on_failure(std::function<void(std::size_t log_dir_index, const Error& error)> on_failure);
  // cordoned.log.dirs: new partitions go elsewhere, unless there is nowhere else (KIP-1066).
  void set_cordoned(std::vector<std::string> paths) { config_.cordoned_log_dirs = std::move(paths); }

  // Writes and syncs everything to the segments. For tests and for operators; the journal does it in time by itself.
  Task<Status> checkpoint();
  // Writes and syncs everything, leaves the marks of a clean stop, ends all background work. Call before the
  // destructor, also after errors. With `clean` false nothing is written, as if the process had been killed.
  Task<Status> close(bool clean);

  // Forgets expired producers, and other things that are due now and then. The caller calls it every minute or so.
  void housekeep();
  // Deletes what retention no longer keeps, in the background. The caller calls it every
  // log.retention.check.interval.ms.
  void check_retention();
  void reconfigure_cleaner(const CleanerConfig& config);
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
    std::size_t partitions = 0;
    std::optional<Error> failure;  // why it is not online
  };
  [[nodiscard]] std::vector<DirectoryInfo> log_dirs() const;

 private:
  explicit LogManager(StorageConfig config);
  [[nodiscard]] bool cordoned(const Store& store) const;

  StorageConfig config_;
  std::vector<std::unique_ptr<Store>> stores_;
};

}  // namespace klamm
