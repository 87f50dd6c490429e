#include "coordinator/classic/classic_group.h"

#include <utility>

#include "coordinator/records.h"
#include "runtime/base/assert.h"

namespace klamm::coordinator {
namespace {

bool may_follow(GroupState from, GroupState to) {
  switch (to) {
    case GroupState::kEmpty:
    case GroupState::kCompletingRebalance: return from == GroupState::kPreparingRebalance;
    case GroupState::kPreparingRebalance:
      return from == GroupState::kEmpty || from == GroupState::kStable || from == GroupState::kCompletingRebalance;
    case GroupState::kStable: return from == GroupState::kCompletingRebalance;
    case GroupState::kDead: return true;
  }
  return false;
}

std::int64_t& count_of(GroupContext& context, GroupState state) {
  return context.counts.by_state.at(static_cast<std::size_t>(state));
}

}  // namespace

std::string_view group_state_name(GroupState state) {
  switch (state) {
    case GroupState::kEmpty: return "Empty";
    case GroupState::kPreparingRebalance: return "PreparingRebalance";
    case GroupState::kCompletingRebalance: return "CompletingRebalance";
    case GroupState::kStable: return "Stable";
    case GroupState::kDead: return "Dead";
  }
  return "";
}

ClassicGroup::ClassicGroup(std::string group_id, GroupContext& context, Now now)
    : group_id_(std::move(group_id)), context_(context), state_timestamp_ms_(now.wall_ms) {
  ++count_of(context_, state_);
}

ClassicGroup::ClassicGroup(std::string group_id, GroupContext& context, const protocol::GroupMetadataValue& stored)
    : group_id_(std::move(group_id)),
      context_(context),
      state_(stored.members.empty() ? GroupState::kEmpty : GroupState::kStable),
      state_timestamp_ms_(stored.current_state_timestamp),
      generation_id_(stored.generation),
      protocol_name_(stored.protocol),
      leader_(stored.leader),
      never_stored_(false) {
  if (!stored.protocol_type.empty()) protocol_type_ = stored.protocol_type;
  for (const protocol::GroupMetadataValue::MemberMetadata& from : stored.members) {
    Member member;
    member.member_id = from.member_id;
    member.group_instance_id = from.group_instance_id;
    member.client_id = from.client_id;
    member.client_host = from.client_host;
    member.session_timeout_ms = from.session_timeout;
    member.rebalance_timeout_ms = from.rebalance_timeout == -1 ? from.session_timeout : from.rebalance_timeout;
    // Only the protocol that was chosen is stored; the others come back with the member's next JoinGroup.
    member.protocols.push_back({protocol_name_.value_or(""), std::string(as_text(from.subscription))});
    member.assignment = as_text(from.assignment);
    count_protocols(member, +1);
    if (member.group_instance_id) static_members_[*member.group_instance_id] = member.member_id;
    members_[member.member_id] = std::move(member);
  }
  if (state_ == GroupState::kStable && !protocol_name_) protocol_name_ = "";
  if (!leader_ || !members_.contains(*leader_)) leader_.reset();
  if (!leader_ && !members_.empty()) leader_ = members_.begin()->first;
  compute_topics();
  ++count_of(context_, state_);
}

ClassicGroup::~ClassicGroup() { --count_of(context_, state_); }

void ClassicGroup::loaded(Now now, Effects& effects) {
  for (auto& [id, member] : members_) start_session(member, member.session_timeout_ms, now);
  if (std::cmp_greater(members_.size(), context_.config.max_size)) prepare_rebalance(now, effects);
}

void ClassicGroup::sync(SyncEvent event, RequestId request, Effects& effects) {
  const auto reject = [&](ErrorCode code) {
    SyncResult result;
    result.error_code = code;
    effects.syncs.push_back({request, std::move(result)});
  };
  if (state_ == GroupState::kEmpty) return reject(ErrorCode::kUnknownMemberId);
  if (state_ == GroupState::kDead) return reject(ErrorCode::kCoordinatorNotAvailable);
  const ErrorCode invalid = validate_member(event.member_id, event.group_instance_id);
  if (invalid != ErrorCode::kNone) return reject(invalid);
  if (event.generation_id != generation_id_) return reject(ErrorCode::kIllegalGeneration);
  const auto differs = [](const std::optional<std::string_view>& told, const std::optional<std::string>& ours) {
    return told && ours && *told != *ours;
  };
  if (differs(event.protocol_type, protocol_type_) || differs(event.protocol_name, protocol_name_)) {
    return reject(ErrorCode::kInconsistentGroupProtocol);
  }
  if (state_ == GroupState::kPreparingRebalance) return reject(ErrorCode::kRebalanceInProgress);

  Member& member = *find(event.member_id);
  pending_sync_members_.erase(member.member_id);
  if (pending_sync_members_.empty()) sync_deadline_ms_ = kNoDeadline;
  SyncResult result;
  if (state_ == GroupState::kStable) {
    result.protocol_type = protocol_type_;
    result.protocol_name = protocol_name_;
    result.assignment = member.assignment;
    effects.syncs.push_back({request, std::move(result)});
    return;
  }
  // The client asks again although it waits: the first request was lost with its connection.
  result.error_code = ErrorCode::kRebalanceInProgress;
  answer_sync(member, std::move(result), effects);
  member.parked_sync = request;
  if (!is_leader(member.member_id)) return;
  AssignmentWrite pending{generation_id_, std::move(event.assignments)};
  for (const auto& [id, other] : members_) pending.assignments.try_emplace(id);
  CoordinatorRecord stored = record(&pending.assignments);
  write(std::move(pending), std::move(stored), effects);
}

ErrorCode ClassicGroup::heartbeat(std::string_view member_id, std::optional<std::string_view> group_instance_id,
                                  std::int32_t generation_id, Now now) {
  if (state_ == GroupState::kDead) return ErrorCode::kCoordinatorNotAvailable;
  const ErrorCode invalid = validate_member(member_id, group_instance_id);
  if (invalid != ErrorCode::kNone) return invalid;
  if (generation_id != generation_id_) return ErrorCode::kIllegalGeneration;
  Member& member = *find(member_id);
  start_session(member, member.session_timeout_ms, now);
  return state_ == GroupState::kPreparingRebalance ? ErrorCode::kRebalanceInProgress : ErrorCode::kNone;
}

std::vector<ErrorCode> ClassicGroup::leave(const std::vector<LeavingMember>& leaving, Now now, Effects& effects) {
  std::vector<ErrorCode> codes;
  bool anybody_left = false;
  for (const LeavingMember& who : leaving) {
    ErrorCode code = ErrorCode::kNone;
    std::string member_id(who.member_id);
    if (member_id.empty()) {
      const auto found = who.group_instance_id ? static_members_.find(*who.group_instance_id) : static_members_.end();
      if (found == static_members_.end()) code = ErrorCode::kUnknownMemberId;
      else member_id = found->second;
    } else if (!pending_members_.contains(member_id)) {
      code = validate_member(member_id, who.group_instance_id);
    }
    if (code == ErrorCode::kNone) {
      remove_member(member_id, effects);
      anybody_left = true;
    }
    codes.push_back(code);
  }
  if (!anybody_left) return codes;
  switch (state_) {
    case GroupState::kStable:
    case GroupState::kCompletingRebalance: prepare_rebalance(now, effects); break;
    case GroupState::kPreparingRebalance: maybe_complete_join(now, effects); break;
    case GroupState::kEmpty:
    case GroupState::kDead: break;
  }
  return codes;
}

ErrorCode ClassicGroup::validate_commit(const CommitterId& committer, bool transactional, Now now) {
  if (state_ == GroupState::kDead) return ErrorCode::kCoordinatorNotAvailable;
  // Nobody is here whom a consumer outside of the group could disturb.
  if (committer.generation_id < 0 && state_ == GroupState::kEmpty) return ErrorCode::kNone;
  if (committer.generation_id >= 0 || !committer.member_id.empty() || committer.group_instance_id) {
    const ErrorCode invalid = validate_member(committer.member_id, committer.group_instance_id);
    if (invalid != ErrorCode::kNone) return invalid;
    if (committer.generation_id != generation_id_) return ErrorCode::kIllegalGeneration;
  } else if (!transactional && state_ != GroupState::kEmpty) {
    return ErrorCode::kUnknownMemberId;
  }
  if (!transactional && state_ == GroupState::kCompletingRebalance) return ErrorCode::kRebalanceInProgress;
  if (!transactional) {
    Member* member = find(committer.member_id);
    if (member != nullptr) start_session(*member, member->session_timeout_ms, now);
  }
  return ErrorCode::kNone;
}

ErrorCode ClassicGroup::validate_offset_delete() const {
  if (state_ == GroupState::kDead) return ErrorCode::kGroupIdNotFound;
  if (state_ == GroupState::kEmpty || protocol_type_ == kConsumerProtocolType) return ErrorCode::kNone;
  return ErrorCode::kNonEmptyGroup;
}

ErrorCode ClassicGroup::validate_delete() const {
  if (state_ == GroupState::kDead) return ErrorCode::kGroupIdNotFound;
  return state_ == GroupState::kEmpty ? ErrorCode::kNone : ErrorCode::kNonEmptyGroup;
}

void ClassicGroup::written(WriteId id, ErrorCode error, Now now, Effects& effects) {
  const auto found = pending_writes_.find(id);
  if (found == pending_writes_.end()) return;
  PendingWrite pending = std::move(found->second);
  pending_writes_.erase(found);
  if (state_ == GroupState::kDead) return;
  if (std::holds_alternative<CreatedWrite>(pending)) {
    written_created(error, effects);
  } else if (auto* assignment = std::get_if<AssignmentWrite>(&pending)) {
    written_assignment(*assignment, error, now, effects);
  } else if (auto* replaced = std::get_if<StaticWrite>(&pending)) {
    written_static(*replaced, error, now, effects);
  }
  // An empty generation that could not be stored is no loss: after a restart its members are back, and time out.
}

void ClassicGroup::written_created(ErrorCode error, Effects& effects) {
  if (error != ErrorCode::kNone) kill(coordinator_error(error), effects);
}

void ClassicGroup::written_assignment(AssignmentWrite& pending, ErrorCode error, Now now, Effects& effects) {
  // The group may have moved on while the record was on its way; then the assignment is one of the past.
  if (state_ != GroupState::kCompletingRebalance || pending.generation_id != generation_id_) return;
  if (error != ErrorCode::kNone) {
    for (auto& [id, member] : members_) member.assignment.clear();
    answer_all_syncs(coordinator_error(error), now, effects);
    prepare_rebalance(now, effects);
    return;
  }
  for (auto& [id, member] : members_) {
    const auto found = pending.assignments.find(id);
    member.assignment = found == pending.assignments.end() ? std::string() : std::move(found->second);
  }
  answer_all_syncs(ErrorCode::kNone, now, effects);
  transition_to(GroupState::kStable, now);
  ++context_.counts.completed_rebalances;
}

void ClassicGroup::written_static(StaticWrite& pending, ErrorCode error, Now now, Effects& effects) {
  Member* member = find(pending.new_member_id);
  // Answered by a rebalance meanwhile, or replaced once more: then there is nothing to answer and nothing to undo.
  if (member == nullptr || member->parked_join != pending.request) return;
  if (error == ErrorCode::kNone) {
    if (state_ != GroupState::kStable) return;  // a rebalance began meanwhile and will answer
    const bool skip = pending.may_skip_assignment && is_leader(member->member_id);
    JoinResult result = join_result(*member, skip);
    if (!pending.may_skip_assignment) {
      // An older client that hears it leads would assign, and rebalance for nothing: it is told the leader of before.
      result.members.clear();
      result.leader = pending.old_leader.value_or("");
    }
    answer_join(*member, std::move(result), effects);
    return;
  }
  JoinResult result;
  result.error_code = coordinator_error(error);
  result.generation_id = generation_id_;
  result.protocol_type = protocol_type_;
  result.protocol_name = protocol_name_;
  result.leader = pending.old_leader.value_or("");
  answer_join(*member, std::move(result), effects);
  update_member(*member, std::move(pending.old_protocols), pending.old_rebalance_timeout_ms,
                pending.old_session_timeout_ms);
  Member& reverted = replace_static_member(pending.instance_id, pending.new_member_id, pending.old_member_id, effects);
  start_session(reverted, reverted.session_timeout_ms, now);
  // It counted as joined while it waited, and others may now wait for it in turn.
  if (state_ == GroupState::kPreparingRebalance) maybe_complete_join(now, effects);
}

void ClassicGroup::kill(ErrorCode error, Effects& effects) {
  for (auto& [id, member] : members_) {
    JoinResult join;
    join.error_code = error;
    join.member_id = id;
    answer_join(member, std::move(join), effects);
    SyncResult sync;
    sync.error_code = error;
    answer_sync(member, std::move(sync), effects);
  }
  --count_of(context_, state_);
  previous_state_ = state_;
  state_ = GroupState::kDead;
  ++count_of(context_, state_);
  wake_at_ms_ = kNoDeadline;
  pending_writes_.clear();
}

bool ClassicGroup::is_subscribed_to(std::string_view topic) const {
  return topics_ ? topics_->contains(topic) : protocol_type_ == kConsumerProtocolType;
}

std::optional<std::int64_t> ClassicGroup::retention_starts_ms(std::int64_t commit_ms) const {
  if (!protocol_type_) return commit_ms;  // only consumers outside of groups: what counts is their last commit
  if (state_ == GroupState::kEmpty) return state_timestamp_ms_ == -1 ? commit_ms : state_timestamp_ms_;
  // Members are here, and it is known what they read: what nobody subscribes to any longer expires.
  if (state_ == GroupState::kStable && protocol_type_ == kConsumerProtocolType && topics_) return commit_ms;
  return std::nullopt;
}

CoordinatorRecord ClassicGroup::record(const Assignments* assignments) const {
  protocol::GroupMetadataValue value;
  value.protocol_type = protocol_type_ ? std::string_view(*protocol_type_) : std::string_view();
  value.generation = generation_id_;
  value.protocol = protocol_name_;
  value.leader = leader_;
  value.current_state_timestamp = state_timestamp_ms_;
  for (const auto& [id, member] : members_) {
    protocol::GroupMetadataValue::MemberMetadata& to = value.members.emplace_back();
    to.member_id = member.member_id;
    to.group_instance_id = member.group_instance_id;
    to.client_id = member.client_id;
    to.client_host = member.client_host;
    to.rebalance_timeout = member.rebalance_timeout_ms;
    to.session_timeout = member.session_timeout_ms;
    KLAMM_ASSERT(protocol_name_.has_value());
    const std::string* metadata = member.metadata(*protocol_name_);
    KLAMM_ASSERT(metadata != nullptr);
    to.subscription = as_bytes(*metadata);
    to.assignment = as_bytes(member.assignment);
    if (assignments == nullptr) continue;
    const auto assigned = assignments->find(id);
    KLAMM_ASSERT(assigned != assignments->end());
    to.assignment = as_bytes(assigned->second);
  }
  return {encode_group_key(group_id_), encode_group_value(value)};
}

bool ClassicGroup::can_rebalance() const { return may_follow(state_, GroupState::kPreparingRebalance); }

void ClassicGroup::transition_to(GroupState state, Now now) {
  KLAMM_ASSERT(may_follow(state_, state));
  --count_of(context_, state_);
  previous_state_ = state_;
  state_ = state;
  ++count_of(context_, state_);
  state_timestamp_ms_ = now.wall_ms;
}

ErrorCode ClassicGroup::validate_member(std::string_view member_id,
                                        std::optional<std::string_view> group_instance_id) const {
  if (group_instance_id) {
    const auto found = static_members_.find(*group_instance_id);
    if (found == static_members_.end()) return ErrorCode::kUnknownMemberId;
    if (found->second != member_id) return ErrorCode::kFencedInstanceId;
  }
  return members_.contains(member_id) ? ErrorCode::kNone : ErrorCode::kUnknownMemberId;
}

Member* ClassicGroup::find(std::string_view member_id) {
  const auto found = members_.find(member_id);
  return found == members_.end() ? nullptr : &found->second;
}

void ClassicGroup::remove_member(std::string_view member_id, Effects& effects) {
  const auto pending = pending_members_.find(member_id);
  if (pending != pending_members_.end()) pending_members_.erase(pending);
  const auto found = members_.find(member_id);
  if (found == members_.end()) return;
  Member& member = found->second;
  JoinResult join;
  join.error_code = ErrorCode::kUnknownMemberId;
  answer_join(member, std::move(join), effects);
  SyncResult sync;
  sync.error_code = ErrorCode::kUnknownMemberId;
  answer_sync(member, std::move(sync), effects);
  count_protocols(member, -1);
  if (member.group_instance_id) static_members_.erase(*member.group_instance_id);
  pending_sync_members_.erase(member.member_id);
  const bool led = is_leader(member.member_id);
  members_.erase(found);
  if (!led) return;
  if (members_.empty()) leader_.reset();
  else leader_ = members_.begin()->first;
}

void ClassicGroup::count_protocols(const Member& member, int by) {
  for (const std::string& name : member.protocol_names()) {
    const auto entry = supported_protocols_.try_emplace(name, 0).first;
    if (by > 0) ++entry->second;
    else --entry->second;
    if (entry->second == 0) supported_protocols_.erase(entry);
  }
}

void ClassicGroup::answer_join(Member& member, JoinResult result, Effects& effects) {
  if (!member.parked_join) return;
  effects.joins.push_back({*member.parked_join, std::move(result)});
  member.parked_join.reset();
  --parked_joins_;
}

void ClassicGroup::answer_sync(Member& member, SyncResult result, Effects& effects) {
  if (!member.parked_sync) return;
  effects.syncs.push_back({*member.parked_sync, std::move(result)});
  member.parked_sync.reset();
}

void ClassicGroup::answer_all_syncs(ErrorCode error, Now now, Effects& effects) {
  for (auto& [id, member] : members_) {
    if (!member.parked_sync) continue;
    SyncResult result;
    result.error_code = error;
    result.assignment = member.assignment;
    if (error == ErrorCode::kNone) {
      result.protocol_type = protocol_type_;
      result.protocol_name = protocol_name_;
    }
    answer_sync(member, std::move(result), effects);
    // Its session may have ended unnoticed while it waited and needed no heartbeat.
    start_session(member, member.session_timeout_ms, now);
  }
}

void ClassicGroup::start_session(Member& member, std::int64_t timeout_ms, Now now) {
  member.session_deadline_ms = now.monotonic_ms + timeout_ms;
  wake_by(member.session_deadline_ms);
}

void ClassicGroup::write(PendingWrite pending, CoordinatorRecord record, Effects& effects) {
  const WriteId id = context_.next_write_id();
  never_stored_ = false;
  pending_writes_.emplace(id, std::move(pending));
  effects.writes.push_back({id, group_id_, {std::move(record)}, true});
}

void ClassicGroup::check_invariants() const {
  std::size_t parked = 0;
  for (const auto& [id, member] : members_) {
    KLAMM_ASSERT(id == member.member_id);
    KLAMM_ASSERT(!pending_members_.contains(id));
    if (member.parked_join) ++parked;
    if (member.parked_sync) KLAMM_ASSERT(state_ == GroupState::kCompletingRebalance);
    if (member.group_instance_id) KLAMM_ASSERT(static_members_.at(*member.group_instance_id) == id);
    // Whoever is neither waiting nor watched would stay for ever.
    KLAMM_ASSERT(member.session_deadline_ms != kNoDeadline || member.parked_join || member.parked_sync);
    KLAMM_ASSERT(member.session_deadline_ms >= wake_at_ms_);
  }
  KLAMM_ASSERT(parked == parked_joins_);
  for (const auto& [instance, id] : static_members_) KLAMM_ASSERT(members_.contains(id));
  for (const std::string& id : pending_sync_members_) KLAMM_ASSERT(members_.contains(id));
  for (const auto& [id, deadline] : pending_members_) KLAMM_ASSERT(deadline >= wake_at_ms_);
  KLAMM_ASSERT(join_deadline_ms_ >= wake_at_ms_ && sync_deadline_ms_ >= wake_at_ms_);
  KLAMM_ASSERT((join_timer_ != JoinTimer::kNone) == (state_ == GroupState::kPreparingRebalance));
  KLAMM_ASSERT(state_ != GroupState::kEmpty || members_.empty());
  if (state_ == GroupState::kStable || state_ == GroupState::kCompletingRebalance) {
    KLAMM_ASSERT(!members_.empty() && protocol_name_);
    KLAMM_ASSERT(supported_protocols_.at(*protocol_name_) == members_.size());
  }
  KLAMM_ASSERT(members_.empty() ? !leader_ : leader_ && members_.contains(*leader_));
}

}  // namespace klamm::coordinator
