// Brings the logs of one store to where they were acknowledged. Used once, by Store::open(), before the journal is
// started.
//
// Every byte of a log's segments that no live journal record covers was synced before the journal file that covered it
// was retired. So the lowest place that the live records of a log tell of is where its segments are not to be believed
// any more: they are cut there, and the journal's batches are written again, from the last record of that place on. (It
// is the first record's, unless the log was truncated below it later.) A log that no live record mentions is complete.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "storage/journal/replay.h"
#include "storage/log/log_manager.h"
#include "storage/log/partition_log.h"

namespace klamm {

class Store;
class Syncing;

class LogRecovery {
 public:
  LogRecovery(Store& store, LogManager::Owner owner, LogManager::ConfigOf config_of);
  // When it returns, the store's logs are there, and everything in them is on stable storage.
  // Errors: kKafkaStorageError, kUnsupportedVersion (a journal of a later version). A log whose files contradict the
  // journal is marked as failed and logged; that is no error here.
  Task<Status> run();

 private:
  // A record that waits for its turn, with bytes of its own.
  struct Item {
    journal::RecordKind kind = journal::RecordKind::kAppend;
    Offset segment_base;
    std::uint64_t position = 0;
    std::string prefix;
    Slice batches;
    Offset offset;
    std::string replica_state;
  };
  // What is known of one log while it is being recovered.
  struct Progress {
    std::shared_ptr<PartitionLog> log;
    bool loaded = false;
    bool touched = false;  // the journal changed it
    bool unsynced = false;
    bool searching = false;  // its segment is gone: it goes on where a later record begins one
    bool truncated = false;
    Offset first_live;              // of the journal's batches
    std::uint64_t records = 0;      // of batches and truncations that the replay has seen
    std::optional<Error> unsealed;  // the segment that begins there cannot be read
    Offset unsealed_base;
    std::deque<Item> items;  // to be applied, one after the other
    bool due = false;        // has some, or is at it
  };
  // The places in the segments that live records tell of.
  struct Live {
    struct Place {
      std::uint32_t position = 0;
      std::uint64_t number = 0;  // of the last record that tells of it
    };
    std::map<Offset, Place> lowest;  // of each segment
    std::uint64_t records = 0;
    Offset log_start_offset;

    void note(const journal::Record& record);
    // Segments below the log's start are deleted, and what they held was not synced first: a power loss may give their
    // names back, without the bytes.
    void forget_below_start();
    // The number of the first record that counts: the last one of the lowest place.
    [[nodiscard]] std::uint64_t first() const { return lowest.empty() ? records : lowest.begin()->second.number; }
  };
  // Which partitions came and went, before anything is changed.
  struct Census final : JournalVisitor {
    explicit Census(LogRecovery& owner) : recovery(owner) {}
    Status on_record(const journal::Record& record) override;
    Task<Status> after_frame() override { co_return Status(); }
    LogRecovery& recovery;
  };
  struct Replay final : JournalVisitor {
    explicit Replay(LogRecovery& owner) : recovery(owner) {}
    Status on_record(const journal::Record& record) override;
    Task<Status> after_frame() override { return recovery.keep_up(); }
    LogRecovery& recovery;
  };

  [[nodiscard]] bool owned(const TopicIdPartition& id) const;
  [[nodiscard]] std::map<std::string, TopicIdPartition> created_names() const;
  Task<Status> clear_away();
  Task<Status> make_logs();
  Task<Status> replay();
  void start_workers();
  Task<Status> keep_up();
  Task<void> replay_worker();
  Task<void> apply_all(Progress& progress);
  Task<Status> apply(Progress& progress, Item item);
  Task<Status> apply_batches(Progress& progress, Item item);
  Task<Status> seal_before(Progress& progress, Offset segment_base);
  Task<Status> load(Progress& progress, bool to_be_cut);
  Task<Status> load_segments(PartitionLog& log, bool to_be_cut);
  // storage/compaction/swap_recovery.cpp: removes what compaction and deletion left half done, or completes it. `names`
  // are the files of the log's directory, and are listed again if that changed them.
  Task<Status> clear_log_directory(PartitionLog& log, std::vector<std::string>& names);
  Task<Result<Offset>> prepare_swap(PartitionLog& log, Offset base);
  Task<Status> complete_swap(PartitionLog& log, Offset base, const std::vector<std::string>& names);
  Task<Status> load_epochs(PartitionLog& log);
  Task<Status> finish(Progress& progress);
  Task<Status> sync_all();
  static Task<void> sync(Progress& progress, Syncing& syncing, Status& result);
  Task<void> finish_worker(std::vector<Progress*>& all, std::size_t& next, Status& result);
  void give_up(Progress& progress, const Error& error);
  Progress& add_log(const TopicIdPartition& id, const std::string& topic);

  Store& store_;
  const LogManager::Owner owner_;
  const LogManager::ConfigOf config_of_;
  std::map<TopicIdPartition, std::string> created_;  // with the topic; of all shards, as removed_
  std::set<TopicIdPartition> removed_;
  std::map<TopicIdPartition, Live> live_;
  std::map<TopicIdPartition, Progress> progress_;
  std::deque<Progress*> due_;
  std::size_t waiting_bytes_ = 0;  // of items
  Signal applied_;
  TaskScope workers_;
  Status replay_result_;
  std::uint64_t replayed_bytes_ = 0;
};

}  // namespace klamm
