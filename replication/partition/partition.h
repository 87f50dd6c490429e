// One replica of one partition on this broker: its log, the rules it replicates by, and everybody who waits for it.
//
// Lives on the shard that owns the partition (owner_shard()) and is used there only; requests from other shards come
// by CallOn. Handed out as shared_ptr: a holder that suspended may find the partition closed afterwards, and every
// call says so (NOT_LEADER_OR_FOLLOWER, or KAFKA_STORAGE_ERROR where the disk is the reason).
//
// Offsets, always log_start <= last_stable <= high_watermark <= log_end. Clients read below the high watermark (below
// the last stable offset with read_committed). A record is committed, and below the high watermark, when a majority
// of the voters and at least min.insync.replicas of them hold it on stable storage.
#pragma once

#include <coroutine>
#include <cstdint>
#include <memory>
#include <string>

#include "replication/metadata/image.h"
#include "replication/partition/partition_config.h"
#include "replication/partition/replica_core.h"
#include "runtime/base/result.h"
#include "runtime/io/backend.h"
#include "runtime/shard/env.h"
#include "runtime/shard/timer.h"
#include "runtime/task/sync.h"
#include "runtime/task/task.h"
#include "storage/log/log_manager.h"
#include "storage/log/partition_log.h"

namespace klamm::replication {

class Partition;

// Tells somebody, once, that there may be more to read. Embedded in its owner (a parked Fetch); lives on the
// partition's shard. Unlinked by notification and by its destructor.
class DataWatcher {
 public:
  // `what` the watcher reads up to.
  enum class Bound : std::uint8_t { kHighWatermark, kLastStableOffset, kLogEnd };
  enum class Why : std::uint8_t {
    kData,    // the bound is above `seen` now
    kChange,  // the leader or its epoch changed, the partition closed, its disk failed: ask again and get the error
  };
  // Runs inside of the partition's step: it only notes what happened (pushes a ReadyNode, notifies a Signal).
  using Callback = void (*)(DataWatcher& watcher, Why why);

  DataWatcher(Callback on_notify, void* context) : owner(context), on_notify_(on_notify) {}
  ~DataWatcher() {
    if (!Scheduler::abandoning()) cancel();
  }
  DataWatcher(const DataWatcher&) = delete;
  DataWatcher& operator=(const DataWatcher&) = delete;

  [[nodiscard]] bool watching() const { return partition_ != nullptr; }
  void cancel();

  void* const owner;  // for on_notify

 private:
  friend class Partition;
  Callback on_notify_;
  Partition* partition_ = nullptr;
  DataWatcher* next_ = nullptr;
  DataWatcher* previous_ = nullptr;
  Bound bound_ = Bound::kHighWatermark;
  Offset seen_{0};
};

// Where a read must stop, by isolation level.
enum class Isolation : std::uint8_t { kReadUncommitted = 0, kReadCommitted = 1, kReplica = 2 };

class Partition final : private LogObserver {
 public:
  // `log` null: it could not be opened, `open_error` says why, and the partition answers that. A log that is still
  // recovering() is not used before attach(): until then the partition answers NOT_LEADER_OR_FOLLOWER, and asks for it.
  Partition(Env& env, TopicIdPartition id, std::string topic, Voter self, std::shared_ptr<PartitionLog> log,
            Status open_error, LogManager* logs = nullptr);
  ~Partition() override;
  Partition(const Partition&) = delete;
  Partition& operator=(const Partition&) = delete;

  [[nodiscard]] const TopicIdPartition& id() const { return id_; }
  [[nodiscard]] const std::string& topic() const { return topic_; }
  [[nodiscard]] const PartitionConfig& config() const { return *config_; }

  // --- What the controller says.

  // The partition of a newer image: leads, follows or stops accordingly. Ignores what it knows already. `registered`:
  // the image knows this process of the broker; what it says of an earlier process is not for this one to continue.
  void apply(const PartitionImage& image, bool registered);
  // Its log was recovered. `image` is the newest one, as for apply().
  void attach(const PartitionImage& image, bool registered);
  [[nodiscard]] bool recovering() const { return attaching_ != nullptr; }
  // Its log has moved to another directory: `to` goes on where `from` is. Who waits goes on waiting.
  void log_moved(const std::shared_ptr<PartitionLog>& from, const std::shared_ptr<PartitionLog>& to);
  // Returns then, or when it is late or closed. The partition must be kept alive by the caller.
  Task<void> wait_attached(MonotonicNs deadline);
  // The partitions of a topic share one.
  void reconfigure(std::shared_ptr<const PartitionConfig> config);
  // It is gone from this shard (deleted, moved away, shut down). Everybody who waits is told.
  void close();
  [[nodiscard]] bool closed() const { return closed_; }

  // --- Whether this replica answers at all.

  // kNone if it leads; NOT_LEADER_OR_FOLLOWER, KAFKA_STORAGE_ERROR.
  [[nodiscard]] ErrorCode check_leader() const;
  // The same, and the epoch that the client believes in (-1: it has no opinion) is the current one: else
  // FENCED_LEADER_EPOCH (its is older) or UNKNOWN_LEADER_EPOCH (its is newer). Source: KIP-320.
  [[nodiscard]] ErrorCode check_leader(LeaderEpoch clients_epoch) const;
  [[nodiscard]] bool is_leader() const { return core_.role() == ReplicaCore::Role::kLeader; }
  [[nodiscard]] LeaderEpoch leader_epoch() const { return leader_epoch_; }
  [[nodiscard]] BrokerId leader() const { return leader_; }
  // For DescribeLogDirs, ListOffsets, OffsetForLeaderEpoch, DescribeProducers. Null only where the
  // log could not be opened, or is still being recovered.
  [[nodiscard]] const std::shared_ptr<PartitionLog>& log() const { return log_; }

  // --- Offsets. Zero where there is no log.

  [[nodiscard]] Offset log_start_offset() const;
  [[nodiscard]] Offset log_end_offset() const;
  [[nodiscard]] Offset high_watermark() const override;
  [[nodiscard]] Offset last_stable_offset() const;
  // Where a reader must stop.
  [[nodiscard]] Offset read_bound(Isolation isolation) const;

  // --- Appending, as leader.

  enum class Acks : std::int8_t { kNone = 0, kLeader = 1, kAll = -1 };
  // Appends validated batches (see PartitionLog::append_as_leader for what that requires of the bytes). Does not
  // suspend, so the order of calls is the order of the log; ask wait_for_room() before. With Acks::kAll an append is
  // refused with NOT_ENOUGH_REPLICAS where fewer voters than the effective min.insync.replicas are left. The answer
  // to a duplicate must wait for the original's commit too: wait for result.end_offset() either way.
  Result<AppendResult> append(Slice batches, Acks acks);
  // Errors: KAFKA_STORAGE_ERROR.
  Task<Status> wait_for_room();
  // Its log is about to go on in another directory, and for some syncs of the disk nothing can be appended: such an
  // append answers NOT_LEADER_OR_FOLLOWER. wait_for_room() waits for the end of that, too.
  [[nodiscard]] bool moving() const { return log_ != nullptr && !closed_ && log_->stands_still(); }
  Task<void> wait_moved();
  // Waits until the high watermark reaches `end` (committed, and so durable). Errors: REQUEST_TIMED_OUT at
  // `deadline`, NOT_LEADER_OR_FOLLOWER when this replica stops leading in the meantime (a client may send again: not
  // known whether the record survives), KAFKA_STORAGE_ERROR, NOT_ENOUGH_REPLICAS_AFTER_APPEND when at the deadline
  // too few voters are left. The partition must be kept alive by the caller (it holds the shared_ptr).
  Task<Status> wait_committed(Offset end, MonotonicNs deadline);
  // The same for Acks::kLeader: durable here.
  Task<Status> wait_durable(Offset end, MonotonicNs deadline);

  // --- Reading.

  // Calls `watcher` when its bound passes `seen`, or when things change; before this returns if it has passed already
  // or the partition is closed. REQUIRES: not watching already.
  void watch(DataWatcher& watcher, DataWatcher::Bound bound, Offset seen);
  // Records from `from` on that `isolation` may see; none where `from` lies between that bound and the end of the
  // log, as in Kafka; with kReadCommitted and what of them was aborted. Errors: those of PartitionLog::read;
  // NOT_LEADER_OR_FOLLOWER once closed. Leadership is the caller's to check. The partition must be kept alive by the
  // caller.
  Task<Result<ReadResult>> read(Offset from, std::size_t size_bytes_max, bool at_least_one_batch, Isolation isolation);

  // --- DeleteRecords: everything below `offset` (-1: the high watermark) is gone, durably. The new log start offset.
  // Errors: OFFSET_OUT_OF_RANGE above the high watermark or below -1, NOT_LEADER_OR_FOLLOWER, KAFKA_STORAGE_ERROR.
  // Whether the topic's cleanup.policy allows it is the handler's to check.
  Task<Result<Offset>> delete_records(Offset offset);

  [[nodiscard]] const ReplicaCore& core() const { return core_; }
  [[nodiscard]] std::int32_t effective_min_insync_replicas() const;

 private:
  friend class DataWatcher;
  class OffsetWait;
  // In the order of the offsets that are waited for.
  struct WaitList {
    OffsetWait* first = nullptr;
    OffsetWait* last = nullptr;
  };

  // A log that is not log_ yet, and who waits until it is or the partition is closed.
  struct Attaching {
    std::shared_ptr<PartitionLog> log;
    Signal done{};
  };

  void on_durable(Offset end) override;
  void on_offline(const Error& error) override;
  void share_log_config();
  void take_log(std::shared_ptr<PartitionLog> log);
  void lead(const PartitionImage& image);
  [[nodiscard]] Voters voters_of(const PartitionImage& image) const;
  void serve_waits();
  void fail_waits(ErrorCode why);
  void notify_watchers(bool change);
  [[nodiscard]] Offset bound_of(DataWatcher::Bound bound) const;
  Task<Status> wait_for(WaitList& list, Offset end, MonotonicNs deadline);

  Env& env_;
  const TopicIdPartition id_;
  BrokerId leader_ = kNoBroker;
  const std::string topic_;
  std::shared_ptr<PartitionLog> log_;
  std::unique_ptr<Attaching> attaching_;  // while its log is recovered
  LogManager* const logs_;
  std::unique_ptr<const Error> open_error_;  // why there is no log_, if it is not being recovered
  std::shared_ptr<const PartitionConfig> config_;
  ReplicaCore core_;
  LeaderEpoch leader_epoch_{-1};
  std::int32_t partition_epoch_ = -1;
  std::int32_t replica_count_ = 0;
  bool closed_ = false;
  DataWatcher* watchers_ = nullptr;
  WaitList commit_waits_;
  WaitList durable_waits_;
};

}  // namespace klamm::replication
