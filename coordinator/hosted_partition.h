// Inside of the group service: one partition that this shard leads, its queue of writes, and who waits for them.
// Private to group_service*.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "coordinator/group_service.h"

namespace klamm::coordinator {

// Lives in the frame of a request, and knows how the writes that the request caused have ended.
struct WriteWaiter {
  std::size_t remaining = 0;
  ErrorCode error = ErrorCode::kNone;  // the first one
  Signal ready;

  void ended(ErrorCode code) {
    KLAMM_ASSERT(remaining > 0);
    if (error == ErrorCode::kNone) error = code;
    if (--remaining == 0) ready.notify_all();
  }
};

struct GroupService::JoinWaiter {
  std::optional<JoinResult> result;
  Signal ready;
};

struct GroupService::SyncWaiter {
  std::optional<SyncResult> result;
  Signal ready;
};

// Held by the service while the partition is led here, and by the fiber that runs it. After unload() the state is gone.
struct HostedPartition {
  enum class Phase : std::uint8_t { kLoading, kActive, kFailed };

  // A write, or what is left of one that did not fit into a batch.
  struct Queued {
    Write write;
    WriteWaiter* waiter = nullptr;
  };
  // What of a write is in the batch that is being appended.
  struct Part {
    WriteId id;
    std::string group_id;
    std::vector<CoordinatorRecord> records;
    WriteWaiter* waiter = nullptr;
    bool last = true;
  };

  HostedPartition(GroupService& owner, PartitionId partition, LeaderEpoch leader_epoch,
                  std::shared_ptr<CoordinatorLog> partition_log)
      : service(owner),
        id(partition),
        epoch(leader_epoch),
        log(std::move(partition_log)),
        timer(&HostedPartition::timer_fired, this),
        expiry_timer(&HostedPartition::expiry_fired, this) {}

  static void timer_fired(Timer& fired);
  static void expiry_fired(Timer& fired);

  GroupService& service;
  const PartitionId id;
  const LeaderEpoch epoch;
  const std::shared_ptr<CoordinatorLog> log;

  Phase phase = Phase::kLoading;
  bool gone = false;  // resigned: the fiber ends
  std::unique_ptr<GroupPartition> state;
  std::deque<Queued> queue;
  std::vector<Part> in_flight;
  std::uint64_t writes_queued = 0;  // ever; with writes_ended: who came before whom
  std::uint64_t writes_ended = 0;
  Signal work;      // the queue is not empty, or the fiber is to end
  Signal progress;  // writes_ended has grown, or the partition is unloaded
  Timer timer;
  Timer expiry_timer;
  WriteWaiter expiry;  // the last expiry's tombstones
  GroupCounts reported;
  std::int64_t reported_offsets = 0;
};

}  // namespace klamm::coordinator
