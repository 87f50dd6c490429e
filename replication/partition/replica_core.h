// The rules by which one replica of a partition follows, leads and commits (DESIGN: partitions replicate by majority
// under epochs that the metadata quorum grants). Pure: it is told what happened and says what holds; it does no I/O,
// has no clock, and never sees a record. tests/replication explores it exhaustively in small bounds.
//
// Terms. The *voters* are what clients see as the ISR; a voter is a broker with its log directory. *Promised*: this
// replica answers no leader of an earlier epoch. *Accepted*: it holds all that the leader held when the epoch began;
// only then do its acknowledgements count. Both are durable before anybody is told.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/base/flat_map.h"
#include "runtime/base/ids.h"

namespace klamm::replication {

struct Voter {
  BrokerId broker;
  Uuid directory;
  friend auto operator<=>(const Voter&, const Voter&) = default;
};
using Voters = std::vector<Voter>;  // sorted, each once

// More than half.
[[nodiscard]] constexpr std::size_t majority_of(std::size_t voters) { return voters / 2 + 1; }
// How many voters must answer before an election may be decided: as many as meet every majority.
[[nodiscard]] constexpr std::size_t answers_for_election(std::size_t voters) {
  return voters - majority_of(voters) + 1;
}

// What a voter answers when it is asked to promise an epoch: its claim to lead.
struct Promise {
  Voter voter;
  LeaderEpoch accepted_epoch;
  Offset log_end;
};
// Whether `a` must be preferred to `b`: the later accepted epoch, then the longer log. Where neither is better, the
// controller takes the preferred leader.
[[nodiscard]] bool better_claim(const Promise& a, const Promise& b);
// The index of the one that leads: the best claim, and of equal ones the first in `preference` (brokers, best first).
// Nothing as long as too few of `voters` have answered.
[[nodiscard]] std::optional<std::size_t> elect(const Voters& voters, const std::vector<Promise>& promises,
                                               const std::vector<BrokerId>& preference);

// Rules that can be left out, so that the exploration proves that it would notice. Never set outside of tests.
struct ReplicaMutants {
  bool propose_unchecked = false;      // voters change without asking what the new ones hold
  bool propose_ignores_start = false;  // … or without the log that the epoch began with
  bool accept_early = false;           // a follower accepts an epoch before it holds the leader's initial log
  bool old_voters_only = false;        // while a change is under way, only the old voters count
};

class ReplicaCore {
 public:
  explicit ReplicaCore(Voter self, ReplicaMutants mutants = {}) : self_(self), mutants_(mutants) {}

  enum class Role : std::uint8_t { kNone, kFollower, kLeader };

  [[nodiscard]] const Voter& self() const { return self_; }
  [[nodiscard]] Role role() const { return role_; }
  [[nodiscard]] LeaderEpoch promised_epoch() const { return promised_; }
  [[nodiscard]] LeaderEpoch accepted_epoch() const { return accepted_; }
  [[nodiscard]] Offset high_watermark() const { return high_watermark_; }
  [[nodiscard]] Offset log_end() const { return log_end_; }
  [[nodiscard]] Offset durable_end() const { return durable_end_; }
  [[nodiscard]] Offset epoch_start() const { return epoch_start_; }
  [[nodiscard]] const Voters& voters() const { return voters_; }

  // After a start: what the disk says. `high_watermark` is a hint that may be low, never high.
  void restore(LeaderEpoch promised, LeaderEpoch accepted, Offset log_end, Offset high_watermark);

  // Takes a promise. False if it has promised a later epoch already. A leader of an earlier epoch leads no longer.
  [[nodiscard]] bool promise(LeaderEpoch epoch);

  // The controller's log says that this replica leads `epoch`, with these voters. Its log is the epoch's initial log.
  // REQUIRES: epoch >= promised_epoch(), and it did not lead this epoch before it was restarted; self is a voter.
  void lead(LeaderEpoch epoch, Voters voters, std::size_t insync_min);
  // Leads no longer, or nobody does.
  void step_down();

  // Leader: how many voters must hold a record beside the majority (min.insync.replicas, at most the number of
  // replicas).
  void set_insync_min(std::size_t insync_min);
  // Leader: the log grew. Any role: it was truncated (a follower), or is durable to `end`.
  void appended(Offset log_end);
  void durable(Offset end);
  // Leader: `from` has accepted this epoch and holds everything before `end` durably. Old and repeated news are
  // ignored.
  void acknowledged(Voter from, LeaderEpoch epoch, Offset end);
  // Leader: what `voter` is known to hold.
  [[nodiscard]] Offset match(const Voter& voter) const;

  // Leader: whether it may ask the controller for these voters now: a majority of them holds everything up to the high
  // watermark and up to the start of the epoch, none is being asked for, and it is one of them.
  [[nodiscard]] bool may_propose(const Voters& voters) const;
  // Leader: it asks. From now on a commit needs a majority of both sets. REQUIRES: may_propose(voters).
  void propose(Voters voters);
  [[nodiscard]] const std::optional<Voters>& proposed() const { return proposed_; }
  // Leader: the controller's log says that these are the voters now: its own proposal, or a change by the controller.
  void voters_committed(Voters voters);
  // Leader: the controller refused the proposal for good (it is in its log that the answer is no).
  void proposal_refused();

  // Follower: it was given part of the log of the leader of `epoch`, has cut its own to the common prefix and appended;
  // all of this is durable. `initial_end` is where the leader's log ended when the epoch began.
  // False, and nothing changed, if it has promised a later epoch. REQUIRES: log_end <= what the leader sent.
  [[nodiscard]] bool followed(LeaderEpoch epoch, Offset initial_end, Offset log_end, Offset leader_high_watermark);
  // Follower: whether its acknowledgements count.
  [[nodiscard]] bool accepted(LeaderEpoch epoch) const { return accepted_ == epoch; }

 private:
  [[nodiscard]] Offset held_by_majority(const Voters& voters, std::size_t needed_min) const;
  void advance();

  Voter self_;
  ReplicaMutants mutants_;
  Role role_ = Role::kNone;
  LeaderEpoch promised_{-1};
  LeaderEpoch accepted_{-1};
  Offset log_end_{0};
  Offset durable_end_{0};
  Offset epoch_start_{0};
  Offset high_watermark_{0};
  std::size_t insync_min_ = 1;
  Voters voters_;
  std::optional<Voters> proposed_;
  FlatMap<Voter, Offset> match_;
};

}  // namespace klamm::replication
