// The group coordinator of one shard: drives the state machines of the partitions of __consumer_offsets that this shard
// leads, writes their records, and answers when that is allowed.
//
//   const std::int32_t partition = partition_for(group_id, offsets_partition_count);   // → its shard
//   Reply<JoinGroupResponse> reply = co_await service.join_group(caller, request, version);   // on that shard
//
// Requests are taken in the order of the calls. What an event writes is queued; everything queued goes into the log as
// one batch, one batch at a time, so that a thousand commits that come while the disk works cost one write. An answer
// that depends on a record is given when that record is committed; offsets are seen from then on and not before.
//
// A partition is loading (COORDINATOR_LOAD_IN_PROGRESS), active, or not here (NOT_COORDINATOR).
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "coordinator/config.h"
#include "coordinator/coordinator_log.h"
#include "coordinator/group_coordinator.h"
#include "runtime/base/arena.h"
#include "runtime/shard/env.h"
#include "runtime/task/sync.h"
#include "runtime/task/task.h"

namespace klamm::coordinator {

// A response, and the bytes that it consists of views of. May be moved to another shard.
template <class Response>
struct Reply {
  Response message;
  Arena arena;
};

struct HostedPartition;  // group_service.cpp: one partition that this shard leads, or loads
struct WriteWaiter;

class GroupService {
 public:
  // `offsets_partition_count`: of __consumer_offsets; never changes while the topic exists.
  GroupService(Env& env, const GroupConfig& config, std::int32_t offsets_partition_count);
  // REQUIRES: stop() has ended.
  ~GroupService();
  GroupService(const GroupService&) = delete;
  GroupService& operator=(const GroupService&) = delete;

  // --- Which partitions are here. Follows the metadata image. ---

  // This broker leads the partition in this epoch: it is loaded in the background. Known epochs and older ones:
  // nothing.
  void lead(PartitionId partition, LeaderEpoch epoch, std::shared_ptr<CoordinatorLog> log);
  // No longer. Everybody who waits is told NOT_COORDINATOR.
  void resign(PartitionId partition);
  // A topic was deleted: its offsets go from every partition here.
  void topic_deleted(std::string_view topic, const TopicId& topic_id);
  // Resigns everything and waits until nothing is under way.
  Task<void> stop();
  [[nodiscard]] bool loading() const;
  [[nodiscard]] std::int32_t offsets_partition_count() const { return offsets_partition_count_; }
  // Changes take effect from the next event on.
  [[nodiscard]] GroupConfig& config() { return config_; }

  // --- Requests. What they are views of, and `caller`, is kept alive by whoever awaits. `version` is the request's.
  // `caller.client_host` is the bare address: "10.1.2.3". Authorisation is done; topics have names at every version.
  // ---

  // Waits for the other members.
  Task<Reply<protocol::JoinGroupResponse>> join_group(Caller caller, protocol::JoinGroupRequest message,
                                                      std::int16_t version);
  // Waits for the leader's assignment.
  Task<Reply<protocol::SyncGroupResponse>> sync_group(protocol::SyncGroupRequest message, std::int16_t version);
  Task<Reply<protocol::HeartbeatResponse>> heartbeat(protocol::HeartbeatRequest message);
  Task<Reply<protocol::LeaveGroupResponse>> leave_group(protocol::LeaveGroupRequest message, std::int16_t version);
  Task<Reply<protocol::OffsetCommitResponse>> commit_offsets(protocol::OffsetCommitRequest message,
                                                             std::int16_t version);
  // One group; offsets/fetch_shapes.h makes the versions' responses of it. With `require_stable` it waits for what is
  // being written now (KIP-447).
  Task<Reply<protocol::OffsetFetchResponse::OffsetFetchResponseGroup>> fetch_offsets(
      protocol::OffsetFetchRequest::OffsetFetchRequestGroup message, bool require_stable);
  Task<Reply<protocol::OffsetDeleteResponse>> delete_offsets(protocol::OffsetDeleteRequest message);
  // The groups of the partitions here; whoever asks merges the shards' answers.
  Task<Reply<protocol::ListGroupsResponse>> list_groups(protocol::ListGroupsRequest message);
  // Groups that are not of a partition here: NOT_COORDINATOR.
  Task<Reply<protocol::DescribeGroupsResponse>> describe_groups(protocol::DescribeGroupsRequest message,
                                                                std::int16_t version);
  Task<Reply<protocol::DeleteGroupsResponse>> delete_groups(protocol::DeleteGroupsRequest message);

 private:
  struct JoinWaiter;
  struct SyncWaiter;
  class MemberIds;
  struct Metrics;
  using HostedPtr = std::shared_ptr<HostedPartition>;
  friend struct HostedPartition;

  [[nodiscard]] Now now() const;
  // The partition that owns the group, if it is here and loaded.
  Result<HostedPtr> active(std::string_view group_id);
  // Gives answers to whoever waits for them and queues the writes, for which `waiter` (may be null) will be told.
  void carry_out(HostedPartition& hosted, Effects& effects, WriteWaiter* waiter);
  void tell_joined(Effects::JoinAnswer& answer);
  void tell_synced(Effects::SyncAnswer& answer);

  Task<void> run(HostedPtr hosted);
  Task<Status> load(HostedPtr hosted);
  Status replay(HostedPartition& hosted, ByteView batches, Offset& next);
  Task<void> flush(HostedPtr hosted);
  void batch_ended(HostedPartition& hosted, const Status& status);
  void unload(HostedPartition& hosted);
  void set_timer(HostedPartition& hosted);
  void on_time(HostedPartition& hosted);
  void expire(HostedPartition& hosted);
  void update_metrics(HostedPartition& hosted);

  Env& env_;
  Logger log_;
  GroupConfig config_;
  const std::int32_t offsets_partition_count_;
  std::unique_ptr<MemberIds> member_ids_;
  std::unique_ptr<Metrics> metrics_;
  std::map<PartitionId, HostedPtr> hosted_;
  std::map<RequestId, JoinWaiter*> joining_;
  std::map<RequestId, SyncWaiter*> syncing_;
  std::uint64_t last_request_ = 0;
  TaskScope scope_;
};

}  // namespace klamm::coordinator
