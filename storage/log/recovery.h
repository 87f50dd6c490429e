// Brings the logs of one store to where they were acknowledged.
//
// Every byte of a log's segments that no live journal record covers was synced before the journal file that covered it
// was retired. So the lowest place that the live records of a log tell of is where its segments are not to be believed
// any more: they are cut there, and the journal's batches are written again, from the last record of that place on. (It
// is the first record's, unless the log was truncated below it later.) A log that no live record mentions is complete.
//
// A start waits for none of that. The journals are read once (journal_survey.h), to find out which logs there are and
// where the records of each lie; then the store opens. run() recovers all of them in the background, in the order in
// which the journals speak of them; one that somebody wants now (hurry) is fetched ahead of its turn, record by record.
// A log is used when it is recovered, while others are not. Until all are, on every shard, and synced, the old journals
// stay and the new one keeps all its files: the next start reads both as if they were one.
#pragma once

#include <deque>
#include <list>
#include <map>
#include <memory>
#include <memory_resource>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "storage/journal/replay.h"
#include "storage/log/journal_survey.h"
#include "storage/log/log_manager.h"
#include "storage/log/partition_log.h"

namespace klamm {

class Store;

class LogRecovery {
 public:
  LogRecovery(Store& store, LogManager::Owner owner, LogManager::ConfigOf config_of);

  // When it returns, the store has its logs, each of which is still recovering(). Removed partitions are gone,
  // creations are completed. Errors: kKafkaStorageError, kUnsupportedVersion (a journal of a later version).
  // `arrived`: futures that are the log; they still have their names.
  // `surveys`: what the shards have found in the journals, all parts of it.
  Task<Status> begin(std::vector<std::shared_ptr<const JournalSurvey>> surveys, std::vector<FoundFuture> arrived);
  // Recovers all logs. When it returns, everything that was recovered is on stable storage, and what the old journals
  // say is in the segments or in the new journal. A log whose files contradict the journal is marked as failed and
  // logged; that is no error here. Errors: kKafkaStorageError; any, after stop(). REQUIRES: the store's journal goes.
  Task<Status> run();
  // Recovers a log before all others. REQUIRES: the store's journal goes.
  void hurry(const TopicIdPartition& id);
  // What found no space is to be tried again.
  void retry();
  // The store failed.
  void give_up();
  // Ends what runs. Logs that are not recovered stay as they are. Who waits for one is told by the store.
  Task<void> stop();
  [[nodiscard]] bool stopped() const { return stopping_; }

 private:
  // A record that waits for its turn, with bytes of its own.
  struct Item {
    journal::RecordKind kind = journal::RecordKind::kAppend;
    Offset segment_base;
    std::uint64_t position = 0;
    std::string prefix;
    Slice batches;
    Offset offset;
    std::uint64_t run_end = 0;
    std::uint32_t run_checksum = 0;
    std::string run_rest;

    static Item of(const journal::Record& record);
  };
  // What is known of one log while it is being recovered.
  struct Progress {
    std::shared_ptr<PartitionLog> log;          // until it is done
    std::uint64_t skipped = 0;                  // records that do not count come first, so many
    std::vector<journal::RecordPlace> records;  // those that do
    std::size_t taken = 0;                      // of them, in `items` or applied
    std::uint64_t passed = 0;                   // that the replay has come by, with the skipped ones
    std::list<Item> items;                      // to be applied, one after the other; for most logs none
    bool ahead = false;                         // its records are fetched: the replay leaves the rest of it alone
    bool no_space = false;                      // it begins again when there is some
    bool busy = false;                          // somebody is at it, or is about to be
    bool done = false;
    Signal idle;  // it is not busy any more

    bool loaded = false;
    bool touched = false;    // the journal changed it
    bool searching = false;  // its segment is gone: it goes on where a later record begins one
    bool truncated = false;
    Offset indexed_end;             // what indexes say from there on does not count
    Offset first_live;              // of what no snapshot of producers tells of
    std::optional<Error> unsealed;  // the segment that begins there cannot be read
    Offset unsealed_base;
  };
  struct Replay final : JournalVisitor {
    explicit Replay(LogRecovery& owner) : recovery(owner) {}
    Status on_record(const journal::Record& record, const journal::RecordPlace& place) override;
    Task<Status> after_frame() override { return recovery.keep_up(); }
    LogRecovery& recovery;
  };

  // --- recovery.cpp: all logs.

  [[nodiscard]] bool owned(const TopicIdPartition& id) const;
  [[nodiscard]] std::map<std::string, TopicIdPartition> created_names() const;
  Task<Status> clear_away();
  Task<Status> make_logs();
  Status take_over(const std::vector<std::shared_ptr<const JournalSurvey>>& surveys);
  void divide_records();
  Progress& add_log(const TopicIdPartition& id, const std::string& topic, std::string directory_name = {});
  void take_in_futures(const std::vector<FoundFuture>& arrived);
  [[nodiscard]] bool over() const;
  Task<void> recover_all();
  Task<Status> replay();
  Task<Status> keep_up();
  void start_workers();
  Task<void> replay_worker();
  Task<void> rest_worker(std::vector<Progress*>& rest, std::size_t& next);
  Task<void> ahead_worker();
  void end(Progress& progress);
  void fetch_ahead(Progress& progress);
  void report();
  Task<Status> sync_all();

  // --- log_recovery.cpp: one log.

  Task<void> apply_items(Progress& progress);
  // Recovers a log by itself, or what the replay has left of it.
  Task<void> fetch(Progress& progress);
  Task<void> apply_fetched(Progress& progress);
  void begin_again(Progress& progress);
  Task<Status> apply(Progress& progress, Item item);
  Task<Status> apply_batches(Progress& progress, Item item);
  Task<Result<bool>> run_is_whole(PartitionLog& log, Item item);
  Task<Status> end_run(Progress& progress, Item& item);
  Task<Status> seal_before(Progress& progress, Offset segment_base);
  Task<Status> load(Progress& progress, bool to_be_cut);
  Task<Status> load_segments(PartitionLog& log, bool to_be_cut);
  Task<Status> load_epochs(PartitionLog& log);
  Task<void> complete(Progress& progress);
  Task<Status> finish(Progress& progress);
  // What became of one step: where there was no space it is repeated, any other error of the disk ends the recovery,
  // all else takes the log offline.
  void judge(Progress& progress, const Status& status);
  // storage/compaction/swap_recovery.cpp: removes what compaction and deletion left half done, or completes it. `names`
  // are the files of the log's directory, and are listed again if that changed them.
  Task<Status> clear_log_directory(PartitionLog& log, std::vector<std::string>& names);
  Task<Result<Offset>> prepare_swap(PartitionLog& log, Offset base, const std::vector<std::string>& names);
  Task<Status> find_swap_transactions(PartitionLog& log, Segment& swap, const std::vector<std::string>& names);
  Task<Status> complete_swap(PartitionLog& log, Offset base, const std::vector<std::string>& names);

  Store& store_;
  const LogManager::Owner owner_;
  const LogManager::ConfigOf config_of_;
  std::shared_ptr<const LogConfig> shared_config_;  // of the log that was made last: most have the same
  JournalRecords journal_records_;
  std::map<TopicIdPartition, std::string> created_;  // with the topic; of all shards, as removed_
  std::set<TopicIdPartition> removed_;
  std::set<TopicIdPartition> arriving_;
  std::map<TopicIdPartition, LiveRecords> live_;  // of owned logs; empty after begin()
  std::vector<FoundJournal> journals_;            // that have records of owned logs
  std::uint64_t journal_bytes_ = 0;
  // One after the other, apart from the logs that are made between them: all of it is given back at once.
  std::pmr::monotonic_buffer_resource progress_memory_{1U << 20};
  std::pmr::map<TopicIdPartition, Progress> progress_{&progress_memory_};
  std::size_t left_ = 0;       // logs that are not recovered
  std::deque<Progress*> due_;  // have items
  std::deque<Progress*> wanted_;
  std::size_t ahead_workers_ = 0;
  bool running_ = false;
  std::size_t waiting_bytes_ = 0;  // of items
  Signal applied_;                 // one of these numbers changed, or it is over
  std::uint64_t retries_ = 0;
  Signal retry_;  // retries_ has changed, or it is over
  TaskScope workers_;
  bool stopping_ = false;
  Status result_;
  std::uint64_t replayed_bytes_ = 0;
  MonotonicNs started_ = 0;
  MonotonicNs report_due_ = 0;
};

}  // namespace klamm
