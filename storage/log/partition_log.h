// The log of one partition replica: appends, reads, truncates; durable through the journal of its shard.
//
// Lives on one shard and is used there only. Handed out as shared_ptr by the LogManager: whoever holds one may go on
// calling it after the partition was removed, and gets kUnknownTopicOrPartition. When the log directory failed, every
// call answers kKafkaStorageError, for good.
//
// Three ends of the log matter:  segments end <= durable_end_offset() <= log_end_offset(). An append moves the last one
// at once and readers see the batch from then on (they stop at the high watermark, which replication keeps); the middle
// one follows when the journal's write is on stable storage, and nothing is acknowledged before; the first one follows
// in large runs later and is nobody's business outside of storage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/buffer.h"
#include "runtime/base/flat_map.h"
#include "runtime/base/ids.h"
#include "runtime/base/result.h"
#include "runtime/task/sync.h"
#include "runtime/task/task.h"
#include "storage/log/config.h"
#include "storage/log/epoch_cache.h"
#include "storage/producer/producer_state.h"

namespace klamm {

namespace journal {
struct Record;
}

class Bypass;
class LogMover;
class Store;
class Segment;
struct HeldRun;
struct LogBypass;
struct SegmentIndexes;
class Syncing;
class Tail;

struct AppendResult {
  Offset base_offset;  // of the first batch; of the original one where it is a duplicate
  Offset last_offset;
  std::int64_t duplicate_timestamp_ms = -1;  // the largest timestamp of the original batch
  bool duplicate = false;                    // nothing was appended; the original batch may not be durable yet
  // Acknowledge when durable_end_offset() has reached this: last_offset + 1.
  [[nodiscard]] Offset end_offset() const { return last_offset + 1; }
};

// Whole batches, the first of which holds the offset asked for. They share the memory of the log's tail or own what was
// read from a file; both stay valid whatever happens to the log.
struct ReadResult {
  BufferChain records;
  Offset next_offset;                 // where to go on: behind the last batch, or the offset asked for if there is none
  std::vector<AbortedTxn> aborted{};  // of read_committed(): what a reader of these records is to leave out
};

struct TimestampOffset {
  std::int64_t timestamp_ms = -1;
  Offset offset{-1};
  LeaderEpoch leader_epoch = kNoLeaderEpoch;
};

// What replication wants to be told. Called from the shard's loop, never from within a call into the log; may call the
// log.
class LogObserver {
 public:
  virtual ~LogObserver() = default;
  // durable_end_offset() has grown to `end`.
  virtual void on_durable(Offset end) = 0;
  // The log's directory failed, once. Nothing that was not durable by now will be.
  virtual void on_offline(const Error& error) = 0;
  // Up to where records are committed: nothing above is deleted for its age, or compacted.
  [[nodiscard]] virtual Offset high_watermark() const = 0;
};

class PartitionLog {
 public:
  // For Store, which makes them.
  PartitionLog(Store& store, TopicIdPartition id, std::string topic, std::string directory_name,
               std::shared_ptr<const LogConfig> config);
  ~PartitionLog();
  PartitionLog(const PartitionLog&) = delete;
  PartitionLog& operator=(const PartitionLog&) = delete;

  [[nodiscard]] const TopicIdPartition& id() const { return id_; }
  [[nodiscard]] const std::string& topic() const { return topic_; }
  // The index of its log directory in StorageConfig::log_dirs.
  [[nodiscard]] std::size_t log_dir_index() const;

  // --- Appending. Neither call suspends: the order of calls is the order of the log.

  // Appends batches of a client (or of a service of ours) as their leader. Base offsets and the leader epoch are
  // written into the batches in place, so their memory must not be read by anybody else yet, and must not change
  // afterwards. REQUIRES: `batches` is one or more whole batches of magic 2 that were validated
  // (protocol/records/validate.h); `epoch` is not below latest_epoch(). Producer ids and sequences are checked here,
  // all batches or none are appended. Errors: those of ProducerState::check(), kRecordListTooLarge (above
  // segment.bytes), kKafkaStorageError; with os_errno ENOSPC the disk is full, and it may be tried again later.
  Result<AppendResult> append_as_leader(Slice batches, LeaderEpoch epoch);

  // Appends what the leader sent: offsets and epochs are the leader's and must continue this log.
  // Errors: kCorruptMessage (bytes that are no batches, or a bad CRC), kOffsetOutOfRange (starts below
  // log_end_offset(), or too far above it: holes are what compaction leaves), kKafkaStorageError.
  Result<AppendResult> append_as_follower(Slice batches);

  // Whether the shard's storage has room for more. Producers are to ask before they append; an append without room is
  // accepted all the same (a batch that is here is better in the journal than in a queue).
  [[nodiscard]] bool has_room() const;
  // Returns when there is room. Errors: kKafkaStorageError.
  Task<Status> wait_for_room();
  // Returns when durable_end_offset() >= end. Errors: kKafkaStorageError; kUnknownTopicOrPartition if removed
  // meanwhile; kOffsetOutOfRange if truncated below it meanwhile.
  Task<Status> wait_durable(Offset end);

  // --- Offsets.

  [[nodiscard]] Offset log_start_offset() const { return log_start_offset_; }
  [[nodiscard]] Offset log_end_offset() const { return log_end_offset_; }
  [[nodiscard]] Offset durable_end_offset() const { return durable_end_offset_; }
  [[nodiscard]] LeaderEpoch latest_epoch() const { return epochs_.latest(); }
  [[nodiscard]] const EpochCache& epochs() const { return epochs_; }
  [[nodiscard]] EpochEnd end_offset_for_epoch(LeaderEpoch epoch) const {
    return epochs_.end_offset_for(epoch, log_end_offset_);
  }
  // The first offset of the oldest open transaction, if there is one.
  [[nodiscard]] std::optional<Offset> first_unstable_offset() const { return producers_.first_unstable_offset(); }
  [[nodiscard]] std::vector<ProducerInfo> describe_producers() const { return producers_.describe(); }
  // Bytes of all segments, those included that are not written yet.
  [[nodiscard]] std::uint64_t size_bytes() const;

  // --- Reading. Both wait for files only where the data is in no memory of ours.

  // Batches from the one that contains `from` on, whole ones, up to `size_bytes_max` in sum, none that begins at or
  // above `upper_bound`. The first batch is returned whatever its size if `at_least_one_batch`. Empty at the end.
  // Errors: kOffsetOutOfRange (below log_start_offset() or above log_end_offset()), kCorruptMessage (a batch on disk
  // fails its CRC: nothing of it is returned), kKafkaStorageError.
  Task<Result<ReadResult>> read(Offset from, std::size_t size_bytes_max, bool at_least_one_batch, Offset upper_bound);
  // The same with what is to be known of transactions that were aborted.
  Task<Result<ReadResult>> read_committed(Offset from, std::size_t size_bytes_max, bool at_least_one_batch,
                                          Offset upper_bound);
  // Aborted transactions with records in [fetch_offset, upper_bound), in the order of their markers. There may be one
  // more where a marker lies right behind. Errors: kKafkaStorageError.
  Task<Result<std::vector<AbortedTxn>>> aborted_transactions(Offset fetch_offset, Offset upper_bound);
  // The first record with a timestamp >= `timestamp_ms` below `upper_bound`; offset -1 where there is none.
  Task<Result<TimestampOffset>> offset_for_timestamp(std::int64_t timestamp_ms, Offset upper_bound);
  // The first record of those with the largest timestamp below `upper_bound`; offset -1 in an empty log.
  Task<Result<TimestampOffset>> offset_of_max_timestamp(Offset upper_bound);

  // --- Shortening. Durable when they return.

  // Drops everything at and above `offset`. A batch that contains it goes as a whole. No append may be made meanwhile.
  Task<Status> truncate_to(Offset offset);
  // Drops everything and goes on at `offset`: for a follower whose leader has deleted what it would need next.
  Task<Status> truncate_fully_and_start_at(Offset offset);
  // DeleteRecords: readers see nothing below `offset` any more; segments wholly below it are deleted. Never moves back.
  // Errors: kOffsetOutOfRange above log_end_offset().
  Task<Status> set_log_start_offset(Offset offset);

  // Replication's own durable words about this partition (promised and accepted epochs), opaque here, at most 64 bytes.
  Task<Status> set_replica_state(std::string state);
  [[nodiscard]] const std::string& replica_state() const { return replica_state_; }

  [[nodiscard]] const LogConfig& config() const { return *config_; }
  // Takes effect at once, on the files that are there too: a lower retention.ms deletes soon.
  void reconfigure(const LogConfig& config) { reconfigure(std::make_shared<const LogConfig>(config)); }
  // The logs of a topic share one.
  void reconfigure(std::shared_ptr<const LogConfig> config);

  // --- Retention (retention.cpp). Source: Kafka's rules for retention.ms, retention.bytes and log start offset.

  // Whether apply_retention() may find something to delete. Looks at memory only.
  [[nodiscard]] bool retention_due(std::int64_t now_ms) const;
  // Deletes the segments that cleanup.policy=delete no longer keeps, oldest first: by size, then by the largest
  // timestamp. The active segment is rolled if it is to go too. The log start offset has moved durably before files go;
  // nothing at or above the high watermark is deleted. Errors: those of usable().
  Task<Status> apply_retention(std::int64_t now_ms);

  // --- Compaction (storage/compaction/log_swap.cpp). For the Cleaner.

  [[nodiscard]] std::string directory() const;  // the path of its files
  // For a segment of it, which is not one of them yet.
  [[nodiscard]] std::shared_ptr<Segment> make_segment(Offset base) const;
  // In order; the last one is the active one. A copy that stays good, as far as it goes.
  [[nodiscard]] std::vector<std::shared_ptr<Segment>> segments() const;
  [[nodiscard]] std::map<ProducerId, LastRecord> last_records() const { return producers_.last_records(); }
  // Nothing at or above it is compacted.
  [[nodiscard]] Offset cleanable_end() const;
  // Makes the segment know all its aborted transactions, from its file or from the log where the file is damaged. They
  // may be forgotten again: see Segment::load_transactions().
  Task<Status> load_transactions(std::shared_ptr<Segment> segment);
  // Up to where the log is clean, as the checkpoint has it; 0 without one.
  Task<Result<Offset>> first_dirty_offset();
  Task<Status> set_first_dirty_offset(Offset offset);
  // Everything below the segment that begins at `segment_base` is in its files for good when this returns, and no start
  // will write it again from the journal. Errors: those of usable(), kOffsetOutOfRange if the log was truncated
  // meanwhile.
  Task<Status> settle_below(Offset segment_base);
  // Puts a written and synced segment with the suffix ".cleaned" into the place of `old`, which are neighbours and
  // begin where it begins. False if they are not the log's any more: then nothing happened. REQUIRES:
  // settle_below(their end). Errors: kKafkaStorageError; the caller takes the store offline.
  Task<Result<bool>> swap_segments(std::shared_ptr<Segment> cleaned, std::vector<std::shared_ptr<Segment>> old);
  // Set where a batch cannot be read: the log is left as it is from then on.
  // A copy that is being made must not miss a deletion that this log has forgotten, so it waits, too.
  [[nodiscard]] bool uncleanable() const { return uncleanable_ || copied_; }
  void set_uncleanable() { uncleanable_ = true; }

  // --- Scrubbing (storage/scrub/log_scrub.cpp). For the Scrubber.

  // The first segment that begins at or above `base` and whose files nobody will write to any more: another one follows
  // it, all of it is on stable storage, and the journal has no record of it. nullptr if there is none.
  [[nodiscard]] std::shared_ptr<Segment> settled_segment(Offset base) const;
  // Where the segment behind one of those begins; nothing if it is none any more.
  [[nodiscard]] std::optional<Offset> end_of_settled(const Segment& segment) const;
  // New indexes for a settled segment, durably. False if the log has another layout() than it had; then nothing
  // happened. Errors: kKafkaStorageError.
  Task<Result<bool>> replace_indexes(std::shared_ptr<Segment> segment, std::uint64_t layout_before,
                                     std::shared_ptr<const SegmentIndexes> indexes);
  // Changes whenever segments do under a reader's feet: what it found out before an await is void if it differs. A
  // segment that is deleted changes nothing: who has it may read on.
  [[nodiscard]] std::uint64_t layout() const { return generation_ + swaps_; }

  // At most one; nullptr to take leave. Not owned.
  void set_observer(LogObserver* observer) { observer_ = observer; }

  // Whether the partition was removed, or its directory failed.
  [[nodiscard]] Status usable() const;

  // --- Moving between directories (log_move.cpp, log_mover.h).

  // A copy in another directory is about to take the place of this log, which takes some syncs of the disk. Reads go
  // on. Whatever would change the log answers kNotLeaderOrFollower, and there is no room: who asks first waits.
  [[nodiscard]] bool leaving() const { return leaving_ && !removed_; }
  // Whether it is worth waiting for: the log is usable and will soon stay, or be gone.
  [[nodiscard]] bool stands_still() const;
  // Returns when that is over: either the log stays, or LogManager::set_on_moved() has told which one it is now.
  Task<void> wait_moved();
  // A start has not come to it yet: nothing but where it lies is known, and nothing else may be asked. It is told to
  // LogManager::set_on_recovered() when that is over.
  [[nodiscard]] bool recovering() const { return recovering_; }

 private:
  friend class Bypass;
  friend class Store;
  friend class LogMover;
  friend class LogRecovery;

  // Where the next read of somebody who reads on begins.
  struct ReadHint {
    Offset offset;
    Offset segment_base;
    std::uint64_t position = 0;
  };
  static constexpr std::size_t kReadHints = 8;
  // What is remembered of reads from files.
  struct PastReads {
    std::vector<ReadHint> hints{};
    std::size_t next_hint = 0;
    Offset unreadable{-1};  // where a read failed last
  };

  // Whether an append is refused because the disk is full.
  [[nodiscard]] bool refuses() const;
  [[nodiscard]] Error refusal() const;
  Result<AppendResult> append_checked(Slice batches, Offset base_offset, Offset next_offset);
  [[nodiscard]] bool needs_roll(std::size_t size_bytes, Offset last_offset, std::int64_t max_timestamp_ms) const;
  void roll(Offset base_offset);
  void add_segment(Offset base_offset);
  void draw_jitter();
  // What is to go now, as far as it is known. With `unknown` set, that segment's timestamps decide and must be loaded.
  struct RetentionVerdict {
    Offset new_start;
    std::size_t segments = 0;
    std::uint64_t bytes = 0;
    std::shared_ptr<Segment> unknown;
  };
  [[nodiscard]] RetentionVerdict judge_retention(std::int64_t now_ms) const;
  [[nodiscard]] Offset high_watermark() const;
  // usable(), for whatever changes the log: kNotLeaderOrFollower while it is leaving().
  [[nodiscard]] Status changeable() const;
  // Deletes the segments below the log's start. REQUIRES: `files_` is held, the start is durable.
  Task<Status> delete_below_start();
  // The batches end at `end`.
  void journal_append(const Segment& segment, std::uint64_t position, ByteView batches, ByteView prefix, Offset end);
  // Adds to the tail and to the indexes, without the journal: what appends and recovery have in common.
  void add_to_tail(ByteView batches, Offset next_offset);
  void note_dirty(std::uint32_t journal_file);
  void advance_durable(Offset end, std::uint64_t generation);

  // For Store and LogRecovery.
  void start_empty(Offset base_offset);
  void fail(const Error& error);
  void finish_removal();
  void seal_for_stop();
  void let_go();
  void journal_state();
  // Wait for its end before the creation is acknowledged.
  std::uint64_t journal_creation();
  Task<Status> flush();
  // Makes the segments hold, on stable storage, everything that was appended before the call.
  Task<Status> sync(Syncing& syncing);
  [[nodiscard]] bool wants_sync() const;
  // The log ends at `position` of the segment `segment_base`; every file that says more is cut or removed. What the
  // journal kept of the bytes before it is written again, and what indexes say of `indexed_end` and above is void.
  // REQUIRES: `files_` is held, the tail is empty.
  Task<Status> cut(Offset segment_base, std::uint64_t position, std::string prefix,
                   Offset indexed_end = Offset(INT64_MAX));
  Task<Status> drop_snapshots_above(Offset end);
  // Rebuilds the producers' state: from the newest snapshot, or else from `without_snapshot` on.
  Task<Status> load_producers(Offset without_snapshot);
  // Recovery looks at no batch below the log's start. Whether it would miss what a producer wrote if the log began
  // there: then a snapshot is made first.
  [[nodiscard]] bool would_forget_producers(Offset start) const;
  Task<Status> save_producers();
  [[nodiscard]] Status check_log_start(Offset offset) const;

  // How far the tail goes to the segments: whole blocks are enough to make room, a sync wants every byte.
  // kWholeBlocks are these, too, however few they are.
  enum class Flush { kBlocks, kWholeBlocks, kAll };
  Task<Status> flush_tail(Flush how);
  Task<Result<bool>> flush_run(Flush how, Offset end);
  void drop_tail();
  [[nodiscard]] bool has_durable_tail() const;
  // For Store: forgets the oldest part of the tail that is in a segment; false if there is none.
  bool drop_oldest_chunk();
  [[nodiscard]] const Tail& tail() const;
  void forget_tail_below(Offset end);
  // What is written is brought to stable storage, together with the small files. REQUIRES: `files_` is held, or nobody
  // else has the log yet.
  Task<Status> sync_files(Syncing& syncing, std::string snapshot, Offset snapshot_offset);
  Task<Status> sync_names(Syncing& syncing);
  Task<Status> sync_by_name(Syncing& syncing, std::string path);
  Task<Status> write_beside(Syncing& syncing, std::string path, std::string content);
  void note_snapshot(Offset offset);
  Task<Status> truncate_locked(Offset offset);
  Task<Status> replay_producers(Offset from);
  // What segments say of transactions that were aborted at or above `offset` is void.
  Task<Status> drop_transactions_from(Offset offset);
  Task<Status> rebuild_transactions(std::shared_ptr<Segment> segment);
  void keep_cut_transactions(Offset base);
  // Of segments that recovery cut off and did not make again.
  Task<Status> remove_cut_transactions();
  void delete_segments_below_start();
  Task<Status> make_durable();

  // --- log_bypass.cpp: past the journal.

  // An append of this size went to the journal, up to `lsn`: perhaps the next ones need not.
  void consider_bypass(std::uint64_t size_bytes, std::uint64_t lsn);
  [[nodiscard]] bool bypassing() const;
  // A batch was appended that is not to go to the journal now.
  void hold(Offset base_offset, std::uint64_t position, std::string prefix, ByteView batches);
  // Whether nothing but the end of the active segment is in memory only.
  [[nodiscard]] bool bypass_fits() const;
  // What is held goes to the segment if it is worth it, else to the journal. To be called whenever that may have
  // changed.
  void go_on_past_journal();
  void end_bypass();
  // The journal's last record of the log tells of no run that may have been written or not. To be called before a
  // record of another kind, when no run is being written.
  void confirm_run();
  // `record`, but for its id: kWritten or kWriting. The Lsn behind it.
  std::uint64_t journal_written(Segment& segment, journal::Record record);
  void journal_held();
  Task<void> close_bypass();
  // For Bypass: writes what is held to the segment.
  Task<void> run_past_journal();
  Task<Status> write_run(HeldRun run, Offset end);
  [[nodiscard]] std::string in_block_before(const Segment& segment, std::uint64_t position) const;
  Task<void> preallocate_for_runs(std::shared_ptr<Segment> segment, std::uint64_t run_end);

  // The log ends at `end` now: a checkpoint that says more is removed.
  Task<Status> forget_clean_above(Offset end);
  [[nodiscard]] bool holds(const std::vector<std::shared_ptr<Segment>>& neighbours) const;
  Task<Status> finish_swap(std::shared_ptr<Segment> cleaned, std::vector<std::shared_ptr<Segment>> old);
  Task<Status> sync_own_directory();

  // For LogMover: what is done to a copy, which nobody else knows.
  // Where the first batch begins, which the log's start may be in.
  Task<Result<Offset>> first_batch_offset();
  // Adds what follows in `source`, about `size_bytes_max` of it. How many bytes there were. Errors: those of reading;
  // kOffsetOutOfRange where the source does not have any more what follows.
  Task<Result<std::uint64_t>> copy_some(std::shared_ptr<PartitionLog> source, std::size_t size_bytes_max);
  // What was aborted at or above `from` is what the source says. Errors: those of reading either.
  Task<Status> copy_transactions(std::shared_ptr<PartitionLog> source, Offset from);
  Task<Status> copy_clean_end(std::shared_ptr<PartitionLog> source);
  // All that is known of the log besides its batches. REQUIRES: the copy ends where it does.
  void copy_state(const PartitionLog& source);
  Task<Status> sync_copy();
  // Says durably that this is a complete copy of the log in the directory of this id.
  Task<Status> mark_complete(Uuid from);
  // The directory gets the log's name, durably. REQUIRES: nobody reads.
  Task<Status> take_name();

  // Reading.
  // The first batches of the tail, where no segment holds all of the one that `from` is in.
  [[nodiscard]] ReadResult read_tail(Offset from, std::size_t size_bytes_max, bool at_least_one_batch,
                                     Offset upper_bound) const;
  Task<Result<std::optional<ReadResult>>> read_segment(Offset from, std::size_t size_bytes_max, bool at_least_one_batch,
                                                       Offset upper_bound);
  Task<Result<Slice>> read_run(const std::shared_ptr<Segment>& segment, std::uint64_t position, std::size_t size_bytes);
  void note_read(const std::shared_ptr<Segment>& segment, Offset next, std::uint64_t position, std::size_t size_bytes);
  void note_unreadable(Offset offset, const Error& error);
  Task<Result<TimestampOffset>> find_in_batches(Offset from, std::int64_t timestamp_ms, Offset upper_bound);
  Task<Result<std::int64_t>> max_timestamp_between(Offset from, Offset upper_bound);
  void keep_hint(Offset offset, Offset segment_base, std::uint64_t position);
  [[nodiscard]] PastReads& past_reads();
  [[nodiscard]] std::optional<std::uint64_t> hint_for(Offset offset, Offset segment_base) const;
  [[nodiscard]] std::shared_ptr<Segment> segment_of(Offset offset) const;

  [[nodiscard]] const std::shared_ptr<Segment>& active() const { return segments_.back().second; }

  // A broker has a hundred thousand of these: what few logs need is behind a pointer, and small members stand together.
  Store& store_;
  const TopicIdPartition id_;
  std::uint32_t last_record_file_ = 0;  // the journal file of the latest append or truncation
  const std::string topic_;
  std::string directory_name_;
  std::shared_ptr<const LogConfig> config_;
  LogObserver* observer_ = nullptr;

  FlatMap<Offset, std::shared_ptr<Segment>> segments_;  // by base offset; at least one
  std::unique_ptr<Tail> tail_;                          // nullptr: it is empty
  std::uint64_t tail_bytes_ = 0;                        // of the tail, what segments do not hold yet
  Offset log_start_offset_;
  Offset log_end_offset_;
  Offset durable_end_offset_;
  EpochCache epochs_;
  ProducerState producers_;
  std::string replica_state_;

  // Counts truncations. What was found out before an await is void if it differs afterwards.
  std::uint64_t generation_ = 0;
  std::uint64_t swaps_ = 0;                                // counts segments that compaction put in the place of others
  Offset settled_;                                         // see settle_below()
  std::optional<Offset> first_dirty_;                      // of the checkpoint, once it was read
  std::unique_ptr<std::vector<Offset>> cut_transactions_;  // what recovery has cut off and left its .txnindex
  Offset producers_end_;                                   // no batch of a producer lies behind it
  std::vector<Offset> snapshots_;                          // producer snapshots on disk, ascending
  std::int64_t segment_jitter_ms_ = 0;                     // of the active segment
  std::uint32_t dirty_since_ = 0;  // the journal file of the oldest record that segments do not hold durably; 0: none
  std::uint32_t state_file_ = 0;   // the journal file of the latest record of log start and replica state; 0: none
  std::uint32_t syncs_under_way_ = 0;
  Offset checkpointed_end_;  // up to where the indexes on disk are complete, and snapshots tell of producers

  bool tail_listed_ = false;  // among those whose memory the store may ask back
  bool uncleanable_ = false;
  bool copied_ = false;   // to another directory
  bool leaving_ = false;  // see leaving(); of a copy: it is about to be the log
  bool removed_ = false;
  bool failed_ = false;  // this log alone: its files contradict the journal
  bool recovering_ = false;
  bool flush_queued_ = false;
  bool directory_unsynced_ = false;  // files were created in it
  bool parent_unsynced_ = false;     // the directory itself was created
  bool epochs_unsaved_ = false;
  bool producers_unsaved_ = false;
  // Names of .txnindex have changed. A producer snapshot says that those of its time are right, so they come first.
  bool transactions_unsynced_ = false;

  std::unique_ptr<LogBypass> bypass_;      // nullptr: there were no large appends
  std::unique_ptr<PastReads> past_reads_;  // nullptr: there were none, or the segments are others since
  AsyncMutex files_;                       // held by whoever changes the segments' files: flush, sync, truncation
  Signal durable_changed_;                 // or the log was recovered, or it is no longer usable
};

}  // namespace klamm
