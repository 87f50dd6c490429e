#include "replication/partition/replica_core.h"

#include <algorithm>
#include <utility>

#include "runtime/base/assert.h"

namespace klamm::replication {

namespace {

bool contains(const Voters& voters, const Voter& voter) {
  return std::find(voters.begin(), voters.end(), voter) != voters.end();
}

Voters sorted(Voters voters) {
  std::sort(voters.begin(), voters.end());
  return voters;
}

}  // namespace

bool better_claim(const Promise& a, const Promise& b) {
  if (a.accepted_epoch != b.accepted_epoch) return a.accepted_epoch > b.accepted_epoch;
  return a.log_end > b.log_end;
}

std::optional<std::size_t> elect(const Voters& voters, const std::vector<Promise>& promises,
                                 const std::vector<BrokerId>& preference) {
  const auto rank = [&preference](const Promise& promise) {
    return std::find(preference.begin(), preference.end(), promise.voter.broker) - preference.begin();
  };
  std::vector<Voter> answered;
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < promises.size(); ++i) {
    const Promise& promise = promises[i];
    if (!contains(voters, promise.voter) || contains(answered, promise.voter)) continue;
    answered.push_back(promise.voter);
    const bool better = !best || better_claim(promise, promises[*best]) ||
                        (!better_claim(promises[*best], promise) && rank(promise) < rank(promises[*best]));
    if (better) best = i;
  }
  if (answered.size() < answers_for_election(voters.size())) return std::nullopt;
  return best;
}

void ReplicaCore::restore(LeaderEpoch promised, LeaderEpoch accepted, Offset log_end, Offset high_watermark) {
  KLAMM_ASSERT(role_ == Role::kNone);
  promised_ = promised;
  accepted_ = accepted;
  log_end_ = durable_end_ = log_end;
  high_watermark_ = std::min(high_watermark, log_end);
}

bool ReplicaCore::promise(LeaderEpoch epoch) {
  if (epoch < promised_) return false;
  if (epoch > promised_) {
    if (role_ != Role::kNone) step_down();
    promised_ = epoch;
  }
  return true;
}

void ReplicaCore::lead(LeaderEpoch epoch, Voters voters, std::size_t insync_min) {
  KLAMM_ASSERT(epoch >= promised_ && (role_ != Role::kLeader || epoch > promised_));
  KLAMM_ASSERT(contains(voters, self_));
  step_down();
  role_ = Role::kLeader;
  promised_ = accepted_ = epoch;
  epoch_start_ = log_end_;
  voters_ = sorted(std::move(voters));
  set_insync_min(insync_min);
}

void ReplicaCore::step_down() {
  role_ = Role::kNone;
  voters_.clear();
  proposed_.reset();
  match_.clear();
}

void ReplicaCore::set_insync_min(std::size_t insync_min) {
  KLAMM_ASSERT(insync_min > 0);
  insync_min_ = insync_min;
  advance();
}

void ReplicaCore::appended(Offset log_end) {
  KLAMM_ASSERT(role_ != Role::kLeader || log_end >= log_end_);
  log_end_ = log_end;
  durable_end_ = std::min(durable_end_, log_end);
}

void ReplicaCore::durable(Offset end) {
  KLAMM_ASSERT(end <= log_end_);
  durable_end_ = std::max(durable_end_, end);
  advance();
}

void ReplicaCore::acknowledged(Voter from, LeaderEpoch epoch, Offset end) {
  // A follower may have been told of this epoch's log only by this leader, so it cannot be ahead of it.
  if (role_ != Role::kLeader || epoch != promised_ || from == self_ || end > log_end_) return;
  Offset& match = match_[from];
  if (end <= match) return;
  match = end;
  advance();
}

Offset ReplicaCore::match(const Voter& voter) const {
  if (voter == self_) return durable_end_;
  const auto found = match_.find(voter);
  return found == match_.end() ? Offset(0) : found->second;
}

Offset ReplicaCore::held_by_majority(const Voters& voters, std::size_t needed_min) const {
  const std::size_t needed = std::max(majority_of(voters.size()), needed_min);
  if (needed > voters.size()) return Offset(0);
  std::vector<Offset> ends;
  ends.reserve(voters.size());
  for (const Voter& voter : voters) ends.push_back(match(voter));
  std::sort(ends.begin(), ends.end(), std::greater<>());
  return ends[needed - 1];
}

void ReplicaCore::advance() {
  if (role_ != Role::kLeader) return;
  Offset end = held_by_majority(voters_, insync_min_);
  // Until the answer is known either set may be the one that decides about the next leader.
  if (proposed_ && !mutants_.old_voters_only) end = std::min(end, held_by_majority(*proposed_, insync_min_));
  high_watermark_ = std::max(high_watermark_, end);
}

bool ReplicaCore::may_propose(const Voters& voters) const {
  if (role_ != Role::kLeader || proposed_ || !contains(voters, self_)) return false;
  if (sorted(voters) == voters_) return false;
  if (mutants_.propose_unchecked) return true;
  const Offset held = held_by_majority(voters, 1);
  return held >= high_watermark_ && (held >= epoch_start_ || mutants_.propose_ignores_start);
}

void ReplicaCore::propose(Voters voters) {
  KLAMM_ASSERT(may_propose(voters));
  proposed_ = sorted(std::move(voters));
}

void ReplicaCore::voters_committed(Voters voters) {
  KLAMM_ASSERT(role_ == Role::kLeader);
  voters_ = sorted(std::move(voters));
  proposed_.reset();
  advance();
}

void ReplicaCore::proposal_refused() {
  proposed_.reset();
  advance();
}

bool ReplicaCore::followed(LeaderEpoch epoch, Offset initial_end, Offset log_end, Offset leader_high_watermark) {
  if (epoch < promised_) return false;
  KLAMM_ASSERT(role_ != Role::kLeader || epoch > promised_);
  if (role_ != Role::kFollower || epoch > promised_) {
    step_down();
    role_ = Role::kFollower;
    promised_ = epoch;
  }
  log_end_ = durable_end_ = log_end;
  if (log_end >= initial_end || mutants_.accept_early) accepted_ = epoch;
  high_watermark_ = std::max(high_watermark_, std::min(leader_high_watermark, log_end));
  return true;
}

}  // namespace klamm::replication
