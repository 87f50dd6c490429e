// The group service's requests: each finds its partition, gives the event to the state machine, waits for what it must.
#include <string>
#include <utility>

#include "coordinator/group_service.h"
#include "coordinator/group_service_metrics.h"
#include "coordinator/hosted_partition.h"
#include "coordinator/java_string.h"

namespace klamm::coordinator {

using namespace protocol;

namespace {

constexpr std::int16_t kProtocolToldSinceSyncVersion = 5;

std::optional<std::string_view> copy(Arena& arena, const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  return arena.copy(*text);
}

void fill(JoinResult result, Reply<JoinGroupResponse>& reply) {
  JoinGroupResponse& message = reply.message;
  message.error_code = result.error_code;
  message.generation_id = result.generation_id;
  message.protocol_type = copy(reply.arena, result.protocol_type);
  message.protocol_name = copy(reply.arena, result.protocol_name);
  message.leader = reply.arena.store(std::move(result.leader));
  message.skip_assignment = result.skip_assignment;
  message.member_id = reply.arena.store(std::move(result.member_id));
  for (JoinMember& member : result.members) {
    JoinGroupResponse::JoinGroupResponseMember& to = message.members.emplace_back();
    to.member_id = reply.arena.store(std::move(member.member_id));
    to.group_instance_id = copy(reply.arena, member.group_instance_id);
    to.metadata = as_bytes(reply.arena.store(std::move(member.metadata)));
  }
}

OffsetCommitResponse commit_error(const OffsetCommitRequest& message, ErrorCode code, Arena& arena) {
  OffsetCommitResponse response;
  for (const OffsetCommitRequest::OffsetCommitRequestTopic& topic : message.topics) {
    OffsetCommitResponse::OffsetCommitResponseTopic& answer = response.topics.emplace_back();
    answer.name = arena.copy(topic.name);
    answer.topic_id = topic.topic_id;
    for (const OffsetCommitRequest::OffsetCommitRequestPartition& partition : topic.partitions) {
      OffsetCommitResponse::OffsetCommitResponsePartition& part = answer.partitions.emplace_back();
      part.partition_index = partition.partition_index;
      part.error_code = code;
    }
  }
  return response;
}

// Kafka checks the id before it looks for the coordinator; offsets alone may be committed, fetched and deleted without.
ErrorCode group_id_error(std::string_view group_id) {
  return group_id.empty() ? ErrorCode::kInvalidGroupId : ErrorCode::kNone;
}

}  // namespace

Result<GroupService::HostedPtr> GroupService::active(std::string_view group_id) {
  const auto found = hosted_.find(PartitionId(partition_for(group_id, offsets_partition_count_)));
  if (found == hosted_.end()) return ErrorCode::kNotCoordinator;
  switch (found->second->phase) {
    case HostedPartition::Phase::kLoading: return ErrorCode::kCoordinatorLoadInProgress;
    case HostedPartition::Phase::kFailed: return ErrorCode::kNotCoordinator;
    case HostedPartition::Phase::kActive: return found->second;
  }
  return ErrorCode::kNotCoordinator;
}

Task<Reply<JoinGroupResponse>> GroupService::join_group(Caller caller, JoinGroupRequest message, std::int16_t version) {
  Reply<JoinGroupResponse> reply;
  JoinWaiter waiter;
  const ErrorCode id_error = group_id_error(message.group_id);
  Result<HostedPtr> hosted = id_error == ErrorCode::kNone ? active(message.group_id) : Result<HostedPtr>(id_error);
  if (!hosted.ok()) {
    waiter.result.emplace();
    waiter.result->error_code = hosted.code();
    waiter.result->member_id = message.member_id;
  } else {
    const RequestId request(++last_request_);
    joining_[request] = &waiter;
    const std::string host = "/" + std::string(caller.client_host);
    Effects effects;
    (*hosted)->state->join_group({caller.client_id, host}, message, version, request, now(), effects);
    carry_out(**hosted, effects, nullptr);
    while (!waiter.result) co_await waiter.ready.wait();
  }
  fill(std::move(*waiter.result), reply);
  co_return reply;
}

Task<Reply<SyncGroupResponse>> GroupService::sync_group(SyncGroupRequest message, std::int16_t version) {
  Reply<SyncGroupResponse> reply;
  SyncWaiter waiter;
  ErrorCode id_error = group_id_error(message.group_id);
  // KIP-559: whoever can tell the protocol must.
  const bool untold = !message.protocol_type || !message.protocol_name;
  if (version >= kProtocolToldSinceSyncVersion && untold) id_error = ErrorCode::kInconsistentGroupProtocol;
  Result<HostedPtr> hosted = id_error == ErrorCode::kNone ? active(message.group_id) : Result<HostedPtr>(id_error);
  if (!hosted.ok()) {
    waiter.result.emplace();
    waiter.result->error_code = hosted.code();
  } else {
    const RequestId request(++last_request_);
    syncing_[request] = &waiter;
    Effects effects;
    (*hosted)->state->sync_group(message, request, effects);
    carry_out(**hosted, effects, nullptr);
    while (!waiter.result) co_await waiter.ready.wait();
  }
  SyncResult& result = *waiter.result;
  reply.message.error_code = result.error_code;
  reply.message.protocol_type = copy(reply.arena, result.protocol_type);
  reply.message.protocol_name = copy(reply.arena, result.protocol_name);
  reply.message.assignment = as_bytes(reply.arena.store(std::move(result.assignment)));
  co_return reply;
}

Task<Reply<HeartbeatResponse>> GroupService::heartbeat(HeartbeatRequest message) {
  Reply<HeartbeatResponse> reply;
  const ErrorCode id_error = group_id_error(message.group_id);
  Result<HostedPtr> hosted = id_error == ErrorCode::kNone ? active(message.group_id) : Result<HostedPtr>(id_error);
  if (hosted.ok()) {
    Effects effects;
    reply.message.error_code = (*hosted)->state->heartbeat(message, now());
    carry_out(**hosted, effects, nullptr);
  } else if (hosted.code() != ErrorCode::kCoordinatorLoadInProgress) {
    reply.message.error_code = hosted.code();
  }
  // While the partition loads a heartbeat is answered as if all were well: the session starts afresh afterwards anyhow.
  co_return reply;
}

Task<Reply<LeaveGroupResponse>> GroupService::leave_group(LeaveGroupRequest message, std::int16_t version) {
  Reply<LeaveGroupResponse> reply;
  const ErrorCode id_error = group_id_error(message.group_id);
  Result<HostedPtr> hosted = id_error == ErrorCode::kNone ? active(message.group_id) : Result<HostedPtr>(id_error);
  if (!hosted.ok()) {
    reply.message.error_code = hosted.code();
    co_return reply;
  }
  Effects effects;
  WriteWaiter waiter;
  reply.message = (*hosted)->state->leave_group(message, version, now(), reply.arena, effects);
  carry_out(**hosted, effects, &waiter);
  while (waiter.remaining > 0) co_await waiter.ready.wait();
  if (waiter.error != ErrorCode::kNone) {
    reply.message = LeaveGroupResponse();
    reply.message.error_code = waiter.error;
  }
  co_return reply;
}

Task<Reply<OffsetCommitResponse>> GroupService::commit_offsets(OffsetCommitRequest message, std::int16_t version) {
  Reply<OffsetCommitResponse> reply;
  Result<HostedPtr> hosted = active(message.group_id);
  ErrorCode error = hosted.code();
  if (hosted.ok()) {
    Effects effects;
    WriteWaiter waiter;
    reply.message = (*hosted)->state->commit_offsets(message, version, now(), reply.arena, effects);
    for (const Write& write : effects.writes) metrics_->offset_commits->add(write.records.size());
    carry_out(**hosted, effects, &waiter);
    while (waiter.remaining > 0) co_await waiter.ready.wait();
    error = waiter.error;
  }
  if (error != ErrorCode::kNone) reply.message = commit_error(message, error, reply.arena);
  co_return reply;
}

Task<Reply<OffsetFetchResponse::OffsetFetchResponseGroup>> GroupService::fetch_offsets(
    OffsetFetchRequest::OffsetFetchRequestGroup message, bool require_stable) {
  Reply<OffsetFetchResponse::OffsetFetchResponseGroup> reply;
  Result<HostedPtr> hosted = active(message.group_id);
  if (hosted.ok() && require_stable) {
    const HostedPtr kept = *hosted;
    const std::uint64_t queued = kept->writes_queued;
    while (kept->writes_ended < queued) co_await kept->progress.wait();
    hosted = active(message.group_id);
  }
  if (hosted.ok()) {
    reply.message = (*hosted)->state->fetch_offsets(message, reply.arena);
  } else {
    reply.message.group_id = reply.arena.copy(message.group_id);
    reply.message.error_code = hosted.code();
  }
  co_return reply;
}

Task<Reply<OffsetDeleteResponse>> GroupService::delete_offsets(OffsetDeleteRequest message) {
  Reply<OffsetDeleteResponse> reply;
  const ErrorCode id_error = group_id_error(message.group_id);
  Result<HostedPtr> hosted = id_error == ErrorCode::kNone ? active(message.group_id) : Result<HostedPtr>(id_error);
  ErrorCode error = hosted.code();
  if (hosted.ok()) {
    Effects effects;
    WriteWaiter waiter;
    reply.message = (*hosted)->state->delete_offsets(message, reply.arena, effects);
    for (const Write& write : effects.writes) metrics_->offset_deletions->add(write.records.size());
    carry_out(**hosted, effects, &waiter);
    while (waiter.remaining > 0) co_await waiter.ready.wait();
    error = waiter.error;
  }
  if (error != ErrorCode::kNone) {
    reply.message = OffsetDeleteResponse();
    reply.message.error_code = error;
  }
  co_return reply;
}

Task<Reply<ListGroupsResponse>> GroupService::list_groups(ListGroupsRequest message) {
  Reply<ListGroupsResponse> reply;
  for (const auto& [id, hosted] : hosted_) {
    if (hosted->phase == HostedPartition::Phase::kLoading) {
      // A list that lacks some groups looks like one that says they are gone.
      reply.message.groups.clear();
      reply.message.error_code = ErrorCode::kCoordinatorLoadInProgress;
      break;
    }
    if (hosted->phase != HostedPartition::Phase::kActive) continue;
    hosted->state->list_groups(message.states_filter, message.types_filter, reply.message.groups, reply.arena);
  }
  co_return reply;
}

Task<Reply<DescribeGroupsResponse>> GroupService::describe_groups(DescribeGroupsRequest message, std::int16_t version) {
  Reply<DescribeGroupsResponse> reply;
  for (const std::string_view group_id : message.groups) {
    Result<HostedPtr> hosted = active(group_id);
    if (hosted.ok()) {
      reply.message.groups.push_back((*hosted)->state->describe_group(group_id, version, reply.arena));
      continue;
    }
    DescribeGroupsResponse::DescribedGroup& described = reply.message.groups.emplace_back();
    described.group_id = reply.arena.copy(group_id);
    described.error_code = hosted.code();
  }
  co_return reply;
}

Task<Reply<DeleteGroupsResponse>> GroupService::delete_groups(DeleteGroupsRequest message) {
  Reply<DeleteGroupsResponse> reply;
  std::deque<WriteWaiter> waiters;
  for (const std::string_view group_id : message.groups_names) {
    DeleteGroupsResponse::DeletableGroupResult& result = reply.message.results.emplace_back();
    WriteWaiter& waiter = waiters.emplace_back();
    result.group_id = reply.arena.copy(group_id);
    Result<HostedPtr> hosted = active(group_id);
    result.error_code = hosted.code();
    if (!hosted.ok()) continue;
    Effects effects;
    result.error_code = (*hosted)->state->delete_group(group_id, effects);
    for (const Write& write : effects.writes) metrics_->offset_deletions->add(write.records.size() - 1);
    carry_out(**hosted, effects, &waiter);
  }
  for (std::size_t i = 0; i < waiters.size(); ++i) {
    WriteWaiter& waiter = waiters[i];
    while (waiter.remaining > 0) co_await waiter.ready.wait();
    if (waiter.error != ErrorCode::kNone) reply.message.results[i].error_code = waiter.error;
  }
  co_return reply;
}

}  // namespace klamm::coordinator
