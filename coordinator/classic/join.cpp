// JoinGroup: who is let in, under which id, and whether that starts a rebalance.
#include <utility>

#include "coordinator/classic/classic_group.h"
#include "coordinator/records.h"
#include "runtime/base/assert.h"

namespace klamm::coordinator {
namespace {

void reject(RequestId request, ErrorCode code, std::string_view member_id, Effects& effects) {
  JoinResult result;
  result.error_code = code;
  result.member_id = member_id;
  effects.joins.push_back({request, std::move(result)});
}

}  // namespace

void ClassicGroup::join(const JoinEvent& event, RequestId request, bool created, Now now, Effects& effects) {
  if (state_ == GroupState::kDead) {
    reject(request, ErrorCode::kCoordinatorNotAvailable, event.member_id, effects);
  } else if (!accepts(event.member_id)) {
    remove_member(event.member_id, effects);
    reject(request, ErrorCode::kGroupMaxSizeReached, "", effects);
    maybe_complete_join(now, effects);  // it may have been the last one that was waited for
  } else if (!supports(event.protocol_type, event.protocols)) {
    reject(request, ErrorCode::kInconsistentGroupProtocol, event.member_id, effects);
  } else if (event.member_id.empty()) {
    join_new_member(event, request, now, effects);
  } else {
    join_known_member(event, request, now, effects);
  }
  if (!created) return;
  // A group of no generation, so that after a restart its clients find it again, however far the first one came.
  protocol::GroupMetadataValue value;
  value.protocol.reset();
  value.leader.reset();
  value.current_state_timestamp = state_timestamp_ms_;
  write(CreatedWrite{}, {encode_group_key(group_id_), encode_group_value(value)}, effects);
}

bool ClassicGroup::accepts(std::string_view member_id) const {
  const std::size_t limit = static_cast<std::size_t>(context_.config.max_size);
  const auto found = members_.find(member_id);
  switch (state_) {
    case GroupState::kEmpty:
    case GroupState::kDead: return true;
    case GroupState::kPreparingRebalance:
      // Whoever waits is counted, not whoever is a member: after the limit was lowered, the last to come back are out.
      return (found != members_.end() && found->second.parked_join) || parked_joins_ < limit;
    case GroupState::kCompletingRebalance:
    case GroupState::kStable: return found != members_.end() || members_.size() < limit;
  }
  return false;
}

bool ClassicGroup::supports(std::string_view protocol_type, const std::vector<MemberProtocol>& protocols) const {
  if (state_ == GroupState::kEmpty) return !protocol_type.empty() && !protocols.empty();
  if (protocol_type_ != protocol_type) return false;
  for (const MemberProtocol& protocol : protocols) {
    const auto found = supported_protocols_.find(protocol.name);
    if ((found == supported_protocols_.end() ? 0 : found->second) == members_.size()) return true;
  }
  return false;
}

void ClassicGroup::join_new_member(const JoinEvent& event, RequestId request, Now now, Effects& effects) {
  std::string member_id = context_.member_ids.next(event.group_instance_id.value_or(event.client_id));
  if (event.group_instance_id) {
    const auto found = static_members_.find(*event.group_instance_id);
    if (found != static_members_.end()) {
      rejoin_as_static_member(event, found->second, member_id, request, now, effects);
      return;
    }
  } else if (event.require_known_member_id) {
    // KIP-394: a client that gives up and asks again would otherwise leave a member behind each time.
    if (pending_members_.size() >= context_.config.pending_members_max) {
      reject(request, ErrorCode::kGroupMaxSizeReached, "", effects);
      return;
    }
    const std::int64_t deadline_ms = now.monotonic_ms + event.session_timeout_ms;
    pending_members_[member_id] = deadline_ms;
    wake_by(deadline_ms);
    reject(request, ErrorCode::kMemberIdRequired, member_id, effects);
    return;
  }
  add_member(event, std::move(member_id), request, now, effects);
}

void ClassicGroup::join_known_member(const JoinEvent& event, RequestId request, Now now, Effects& effects) {
  if (pending_members_.contains(event.member_id)) {
    // Ids that wait to be used are never given to static members, so nobody can have got this one with an instance id.
    if (event.group_instance_id) return reject(request, ErrorCode::kUnknownServerError, "", effects);
    return add_member(event, std::string(event.member_id), request, now, effects);
  }
  const ErrorCode invalid = validate_member(event.member_id, event.group_instance_id);
  if (invalid != ErrorCode::kNone) return reject(request, invalid, event.member_id, effects);
  Member& member = *find(event.member_id);
  switch (state_) {
    case GroupState::kPreparingRebalance: rejoin(event, member, request, now, effects); return;
    case GroupState::kStable:
      // The leader rebalances by joining again: it may have seen more partitions, which no metadata of a member shows.
      if (is_leader(member.member_id)) return rejoin(event, member, request, now, effects);
      [[fallthrough]];
    case GroupState::kCompletingRebalance:
      if (member.protocols != event.protocols) return rejoin(event, member, request, now, effects);
      // The answer of this generation was lost; it is given once more.
      effects.joins.push_back({request, join_result(member, false)});
      return;
    case GroupState::kEmpty:
    case GroupState::kDead: reject(request, ErrorCode::kUnknownMemberId, event.member_id, effects); return;
  }
}

void ClassicGroup::rejoin(const JoinEvent& event, Member& member, RequestId request, Now now, Effects& effects) {
  update_member(member, event.protocols, event.rebalance_timeout_ms, event.session_timeout_ms);
  park_join(member, request, effects);
  rebalance_or_complete(now, effects);
}

void ClassicGroup::rejoin_as_static_member(const JoinEvent& event, std::string old_member_id,
                                           const std::string& member_id, RequestId request, Now now, Effects& effects) {
  const std::optional<std::string> old_leader = leader_;
  Member& member = replace_static_member(*event.group_instance_id, old_member_id, member_id, effects);
  start_session(member, member.session_timeout_ms, now);
  StaticWrite pending;
  pending.instance_id = *event.group_instance_id;
  pending.old_member_id = std::move(old_member_id);
  pending.new_member_id = member_id;
  pending.old_leader = old_leader;
  pending.old_rebalance_timeout_ms = member.rebalance_timeout_ms;
  pending.old_session_timeout_ms = member.session_timeout_ms;
  pending.old_protocols = member.protocols;
  pending.may_skip_assignment = event.may_skip_assignment;
  pending.request = request;
  update_member(member, event.protocols, event.rebalance_timeout_ms, event.session_timeout_ms);
  park_join(member, request, effects);
  switch (state_) {
    case GroupState::kStable:
      if (protocol_name_ == select_protocol()) store_static_member(std::move(pending), effects);
      else rebalance_or_complete(now, effects);
      return;
    case GroupState::kCompletingRebalance:
      // The leader may be assigning to the old id right now, which nobody has any longer.
      prepare_rebalance(now, effects);
      return;
    case GroupState::kPreparingRebalance: maybe_complete_join(now, effects); return;
    case GroupState::kEmpty:
    case GroupState::kDead: KLAMM_ASSERT(false && "a group without members has a static one");
  }
}

// KIP-345: the group goes on under the new id, without a rebalance, once that is durable.
void ClassicGroup::store_static_member(StaticWrite pending, Effects& effects) {
  write(std::move(pending), record(nullptr), effects);
}

void ClassicGroup::add_member(const JoinEvent& event, std::string member_id, RequestId request, Now now,
                              Effects& effects) {
  if (members_.empty()) protocol_type_ = event.protocol_type;
  if (state_ == GroupState::kPreparingRebalance && previous_state_ == GroupState::kEmpty) new_member_added_ = true;
  pending_members_.erase(member_id);
  Member& member = members_[member_id];
  member.member_id = member_id;
  member.group_instance_id = event.group_instance_id;
  member.client_id = event.client_id;
  member.client_host = event.client_host;
  member.rebalance_timeout_ms = event.rebalance_timeout_ms;
  member.session_timeout_ms = event.session_timeout_ms;
  member.protocols = event.protocols;
  member.is_new = true;
  count_protocols(member, +1);
  if (member.group_instance_id) static_members_[*member.group_instance_id] = member_id;
  if (!leader_) leader_ = member_id;
  park_join(member, request, effects);
  // It has no id to send heartbeats with, and if its client is gone nobody sees that: it waits so long and no longer.
  start_session(member, context_.config.new_member_join_timeout_ms, now);
  rebalance_or_complete(now, effects);
}

void ClassicGroup::update_member(Member& member, std::vector<MemberProtocol> protocols,
                                 std::int32_t rebalance_timeout_ms, std::int32_t session_timeout_ms) {
  count_protocols(member, -1);
  member.protocols = std::move(protocols);
  count_protocols(member, +1);
  member.rebalance_timeout_ms = rebalance_timeout_ms;
  member.session_timeout_ms = session_timeout_ms;
}

void ClassicGroup::park_join(Member& member, RequestId request, Effects& effects) {
  // The client asks again although it waits: the first request was lost with its connection.
  JoinResult result;
  result.error_code = ErrorCode::kRebalanceInProgress;
  result.member_id = member.member_id;
  answer_join(member, std::move(result), effects);
  member.parked_join = request;
  ++parked_joins_;
}

Member& ClassicGroup::replace_static_member(std::string_view instance_id, const std::string& old_member_id,
                                            const std::string& new_member_id, Effects& effects) {
  Member& old = *find(old_member_id);
  JoinResult join;
  join.error_code = ErrorCode::kFencedInstanceId;
  join.member_id = old_member_id;
  answer_join(old, std::move(join), effects);
  SyncResult sync;
  sync.error_code = ErrorCode::kFencedInstanceId;
  answer_sync(old, std::move(sync), effects);

  auto node = members_.extract(old_member_id);
  node.key() = new_member_id;
  Member& member = members_.insert(std::move(node)).position->second;
  member.member_id = new_member_id;
  member.is_new = false;
  if (is_leader(old_member_id)) leader_ = new_member_id;
  const auto found = static_members_.find(instance_id);
  KLAMM_ASSERT(found != static_members_.end());
  found->second = new_member_id;
  if (pending_sync_members_.erase(old_member_id) > 0) pending_sync_members_.insert(new_member_id);
  return member;
}

JoinResult ClassicGroup::join_result(const Member& member, bool skip_assignment) const {
  JoinResult result;
  result.generation_id = generation_id_;
  result.protocol_type = protocol_type_;
  result.protocol_name = protocol_name_;
  result.leader = leader_.value_or("");
  result.skip_assignment = skip_assignment;
  result.member_id = member.member_id;
  if (is_leader(member.member_id)) result.members = members_for_leader();
  return result;
}

std::vector<JoinMember> ClassicGroup::members_for_leader() const {
  std::vector<JoinMember> all;
  for (const auto& [id, member] : members_) {
    const std::string* metadata = member.metadata(protocol_name_.value_or(""));
    KLAMM_ASSERT(metadata != nullptr);
    all.push_back({id, member.group_instance_id, *metadata});
  }
  return all;
}

}  // namespace klamm::coordinator
