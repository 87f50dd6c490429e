// The rebalance itself: waiting for the members, the next generation, and everything that ends by time.
#include <algorithm>
#include <tuple>
#include <utility>

#include "coordinator/classic/classic_group.h"
#include "coordinator/classic/subscription.h"
#include "runtime/base/assert.h"

namespace klamm::coordinator {

void ClassicGroup::rebalance_or_complete(Now now, Effects& effects) {
  if (can_rebalance()) prepare_rebalance(now, effects);
  else maybe_complete_join(now, effects);
}

void ClassicGroup::prepare_rebalance(Now now, Effects& effects) {
  if (state_ == GroupState::kCompletingRebalance) {
    for (auto& [id, member] : members_) member.assignment.clear();
    answer_all_syncs(ErrorCode::kRebalanceInProgress, now, effects);
  }
  pending_sync_members_.clear();
  sync_deadline_ms_ = kNoDeadline;

  const bool initial = state_ == GroupState::kEmpty;
  transition_to(GroupState::kPreparingRebalance, now);
  if (initial) {
    // KIP-134: more members are about to come, and each one that came alone would be a rebalance of its own.
    join_timer_ = JoinTimer::kInitialDelay;
    initial_delay_ms_ = context_.config.initial_rebalance_delay_ms;
    initial_remaining_ms_ = std::max(rebalance_timeout_ms() - initial_delay_ms_, 0);
    new_member_added_ = false;
    join_deadline_ms_ = now.monotonic_ms + initial_delay_ms_;
    wake_by(join_deadline_ms_);
    return;
  }
  join_timer_ = JoinTimer::kRebalance;
  join_deadline_ms_ = now.monotonic_ms + rebalance_timeout_ms();
  wake_by(join_deadline_ms_);
  if (all_joined()) complete_join(now, effects);
}

void ClassicGroup::maybe_complete_join(Now now, Effects& effects) {
  if (state_ != GroupState::kPreparingRebalance) return;
  if (previous_state_ == GroupState::kEmpty) return;  // the initial delay runs to its end
  if (all_joined()) complete_join(now, effects);
}

void ClassicGroup::complete_join(Now now, Effects& effects) {
  join_timer_ = JoinTimer::kNone;
  join_deadline_ms_ = kNoDeadline;
  std::vector<std::string> late;
  for (const auto& [id, member] : members_) {
    // KIP-345: a static member that is away keeps its place until its session ends.
    if (!member.parked_join && !member.group_instance_id) late.push_back(id);
  }
  for (const std::string& id : late) remove_member(id, effects);

  if (!members_.empty() && !elect_joined_leader()) {
    // Only static members are left, and none is here: their sessions decide.
    join_timer_ = JoinTimer::kRebalance;
    join_deadline_ms_ = now.monotonic_ms + rebalance_timeout_ms();
    wake_by(join_deadline_ms_);
    return;
  }
  next_generation(now);
  if (state_ == GroupState::kEmpty) {
    write(EmptyWrite{}, record(nullptr), effects);
    return;
  }
  for (auto& [id, member] : members_) {
    if (member.parked_join) answer_join(member, join_result(member, false), effects);
    start_session(member, member.session_timeout_ms, now);
    member.is_new = false;
    pending_sync_members_.insert(id);
  }
  sync_deadline_ms_ = now.monotonic_ms + rebalance_timeout_ms();
  wake_by(sync_deadline_ms_);
}

bool ClassicGroup::elect_joined_leader() {
  KLAMM_ASSERT(leader_.has_value());
  if (find(*leader_)->parked_join) return true;
  const auto found = std::find_if(members_.begin(), members_.end(),
                                  [](const auto& entry) { return entry.second.parked_join.has_value(); });
  if (found == members_.end()) return false;
  leader_ = found->first;
  return true;
}

void ClassicGroup::next_generation(Now now) {
  ++generation_id_;
  if (members_.empty()) protocol_name_.reset();
  else protocol_name_ = select_protocol();
  compute_topics();
  transition_to(members_.empty() ? GroupState::kEmpty : GroupState::kCompletingRebalance, now);
  pending_sync_members_.clear();
}

void ClassicGroup::end_initial_delay(Now now, Effects& effects) {
  if (!new_member_added_ || initial_remaining_ms_ == 0) return complete_join(now, effects);
  new_member_added_ = false;
  const std::int32_t delay_ms = std::min(context_.config.initial_rebalance_delay_ms, initial_remaining_ms_);
  initial_remaining_ms_ = std::max(initial_remaining_ms_ - initial_delay_ms_, 0);
  initial_delay_ms_ = delay_ms;
  join_deadline_ms_ = now.monotonic_ms + delay_ms;
  wake_by(join_deadline_ms_);
}

void ClassicGroup::expire_member(const std::string& member_id, Now now, Effects& effects) {
  const bool pending = pending_members_.contains(member_id);
  Member* member = find(member_id);
  if (member != nullptr && member->is_alive_without_heartbeat()) {
    member->session_deadline_ms = kNoDeadline;  // set again when its request is answered
    return;
  }
  remove_member(member_id, effects);
  if (!pending && can_rebalance()) return prepare_rebalance(now, effects);
  if (state_ == GroupState::kPreparingRebalance && all_joined()) complete_join(now, effects);
}

void ClassicGroup::expire_sync(Now now, Effects& effects) {
  sync_deadline_ms_ = kNoDeadline;
  if (pending_sync_members_.empty()) return;
  const std::set<std::string, std::less<>> late = std::move(pending_sync_members_);
  pending_sync_members_.clear();
  for (const std::string& id : late) remove_member(id, effects);
  prepare_rebalance(now, effects);
}

bool ClassicGroup::all_joined() const { return parked_joins_ == members_.size() && pending_members_.empty(); }

std::int32_t ClassicGroup::rebalance_timeout_ms() const {
  std::int32_t longest = 0;
  for (const auto& [id, member] : members_) longest = std::max(longest, member.rebalance_timeout_ms);
  return longest;
}

std::string ClassicGroup::select_protocol() const {
  std::map<std::string, std::size_t, std::less<>> votes;
  for (const auto& [id, member] : members_) {
    for (const MemberProtocol& protocol : member.protocols) {
      const auto known = supported_protocols_.find(protocol.name);
      if (known == supported_protocols_.end() || known->second != members_.size()) continue;
      ++votes[protocol.name];
      break;
    }
  }
  KLAMM_ASSERT(!votes.empty());
  const auto most =
      std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most->first;
}

void ClassicGroup::compute_topics() {
  topics_.reset();
  if (protocol_type_ != kConsumerProtocolType) return;
  std::set<std::string, std::less<>> all;
  for (const auto& [id, member] : members_) {
    const std::string* metadata = member.metadata(protocol_name_.value_or(""));
    if (metadata == nullptr || !add_subscribed_topics(as_bytes(*metadata), all)) return;
  }
  topics_ = std::move(all);
}

void ClassicGroup::update_wake_at() {
  wake_at_ms_ = std::min(join_deadline_ms_, sync_deadline_ms_);
  for (const auto& [id, member] : members_) wake_by(member.session_deadline_ms);
  for (const auto& [id, deadline] : pending_members_) wake_by(deadline);
}

void ClassicGroup::on_time(Now now, Effects& effects) {
  if (state_ == GroupState::kDead || now.monotonic_ms < wake_at_ms_) return;
  struct Due {
    std::int64_t deadline_ms;
    std::string member_id;  // empty: the group's own
    bool operator<(const Due& other) const {
      return std::tie(deadline_ms, member_id) < std::tie(other.deadline_ms, other.member_id);
    }
  };
  std::vector<Due> due;
  const auto add = [&](std::int64_t deadline_ms, const std::string& member_id) {
    if (deadline_ms <= now.monotonic_ms) due.push_back({deadline_ms, member_id});
  };
  add(join_deadline_ms_, "");
  add(sync_deadline_ms_, "");
  for (const auto& [id, member] : members_) add(member.session_deadline_ms, id);
  for (const auto& [id, deadline] : pending_members_) add(deadline, id);
  std::sort(due.begin(), due.end());
  for (const Due& event : due) {
    // What fired before may have moved or removed this one.
    if (event.member_id.empty()) {
      if (join_deadline_ms_ <= now.monotonic_ms) {
        if (join_timer_ == JoinTimer::kInitialDelay) end_initial_delay(now, effects);
        else complete_join(now, effects);
      } else if (sync_deadline_ms_ <= now.monotonic_ms) {
        expire_sync(now, effects);
      }
      continue;
    }
    const Member* member = find(event.member_id);
    const auto pending = pending_members_.find(event.member_id);
    const bool still_due = (member != nullptr && member->session_deadline_ms <= now.monotonic_ms) ||
                           (pending != pending_members_.end() && pending->second <= now.monotonic_ms);
    if (still_due) expire_member(event.member_id, now, effects);
  }
  update_wake_at();
}

}  // namespace klamm::coordinator
