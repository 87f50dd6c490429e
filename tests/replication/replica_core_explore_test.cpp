// The rules of ReplicaCore against every schedule of small bounds, breadth first, and against random ones further
// out. A few replicas, a controller that is one atomic actor (it is replicated by Raft), messages that come late,
// twice or never. What must hold in every state: one history is committed, and every new leader has all of it.
// Leaving out any one rule is noticed.
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "replication/partition/replica_core.h"
#include "runtime/base/assert.h"
#include "runtime/base/random.h"

namespace klamm::replication {

namespace {

using Log = std::vector<int>;  // the epoch of each record
using Set = std::set<int>;     // of replicas

struct Bounds {
  int replicas = 3;
  int epochs = 3;
  std::size_t records = 1;
};

// Rules of the controller's part that can be left out.
struct Mutants {
  ReplicaMutants core;
  bool election_shrinks_voters = false;
  bool one_answer_elects = false;
  bool longest_log_wins = false;
};

Voter voter(int id) { return {BrokerId(id), Uuid()}; }
Voters voters_of(const Set& ids) {
  Voters voters;
  for (const int id : ids) voters.push_back(voter(id));
  return voters;
}
Set ids_of(const Voters& voters) {
  Set ids;
  for (const Voter& one : voters) ids.insert(one.broker.value);
  return ids;
}
Offset end_of(const Log& log) { return Offset(static_cast<std::int64_t>(log.size())); }
bool agree(const Log& a, const Log& b, std::size_t end) {
  return std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(end), b.begin());
}

struct State {
  int epoch = 1;
  Set voters;
  std::vector<ReplicaCore> cores;
  std::vector<Log> logs;
  // History, by epoch: the longest log its leader had, where that began, and what was acknowledged to it by whom.
  std::vector<Log> sent;
  std::vector<int> start;
  std::vector<std::vector<int>> acknowledged;
  Log committed;
  std::string violation;

  [[nodiscard]] std::string key() const {
    std::string key;
    const auto put = [&key](std::int64_t n) { key.push_back(static_cast<char>(n + 2)); };
    const auto put_all = [&put](const auto& numbers) {
      put(static_cast<std::int64_t>(numbers.size()));
      for (const auto n : numbers) put(n);
    };
    put(epoch);
    put_all(voters);
    for (std::size_t i = 0; i < cores.size(); ++i) {
      const ReplicaCore& core = cores[i];
      put(static_cast<int>(core.role()));
      put(core.promised_epoch().value);
      put(core.accepted_epoch().value);
      put(core.durable_end().value);
      put(core.high_watermark().value);
      put_all(ids_of(core.voters()));
      put_all(core.proposed() ? ids_of(*core.proposed()) : Set{-1});
      for (std::size_t j = 0; j < cores.size(); ++j) put(core.match(voter(static_cast<int>(j))).value);
      put_all(logs[i]);
    }
    for (std::size_t e = 0; e < sent.size(); ++e) {
      put_all(sent[e]);
      put(start[e]);
      put_all(acknowledged[e]);
    }
    put_all(committed);
    return key;
  }
};

class Model {
 public:
  Model(Bounds bounds, Mutants mutants) : bounds_(bounds), mutants_(mutants) {}
  // What kind of step led to the state, so that random walks can give every kind its share.
  using Emit = std::function<void(const char* kind, State)>;

  [[nodiscard]] State initial() const {
    State s;
    const auto epochs = static_cast<std::size_t>(bounds_.epochs) + 1;
    s.sent.resize(epochs);
    s.start.assign(epochs, -1);
    s.start[1] = 0;
    s.acknowledged.assign(epochs, std::vector<int>(static_cast<std::size_t>(bounds_.replicas), 0));
    for (int i = 0; i < bounds_.replicas; ++i) {
      s.voters.insert(i);
      s.cores.emplace_back(voter(i), mutants_.core);
      s.cores.back().restore(LeaderEpoch(1), LeaderEpoch(1), Offset(0), Offset(0));
    }
    s.logs.resize(s.cores.size());
    s.cores[0].lead(LeaderEpoch(1), voters_of(s.voters), 1);
    return s;
  }

  void successors(const State& s, const Emit& emit) const {
    for (int i = 0; i < bounds_.replicas; ++i) {
      const ReplicaCore& core = s.cores[static_cast<std::size_t>(i)];
      if (core.role() == ReplicaCore::Role::kLeader) lead(s, i, emit);
      for (int e = core.promised_epoch().value; e <= s.epoch; ++e) {
        const bool own = core.role() == ReplicaCore::Role::kLeader && core.promised_epoch().value == e;
        if (!own && s.start[static_cast<std::size_t>(e)] >= 0) deliver(s, i, e, emit);
      }
    }
    if (s.epoch < bounds_.epochs) elections(s, emit);
  }

 private:
  static void note_commit(State& s, std::size_t i) {
    const auto end = static_cast<std::size_t>(s.cores[i].high_watermark().value);
    if (!agree(s.logs[i], s.committed, std::min(end, s.committed.size()))) s.violation = "two histories are committed";
    if (end > s.committed.size())
      s.committed.assign(s.logs[i].begin(), s.logs[i].begin() + static_cast<std::ptrdiff_t>(end));
  }

  void lead(const State& s, int id, const Emit& emit) const {
    const auto i = static_cast<std::size_t>(id);
    const ReplicaCore& leader = s.cores[i];
    const auto e = static_cast<std::size_t>(leader.promised_epoch().value);
    if (s.logs[i].size() < bounds_.records) {
      State t = s;
      t.logs[i].push_back(static_cast<int>(e));
      t.sent[e] = t.logs[i];
      t.cores[i].appended(end_of(t.logs[i]));
      emit("append", std::move(t));
    }
    if (leader.durable_end() < leader.log_end()) {
      State t = s;
      t.cores[i].durable(leader.log_end());
      note_commit(t, i);
      emit("durable", std::move(t));
    }
    for (int f = 0; f < bounds_.replicas; ++f) {
      const Offset acknowledged(s.acknowledged[e][static_cast<std::size_t>(f)]);
      if (f == id || leader.match(voter(f)) >= acknowledged) continue;
      State t = s;
      t.cores[i].acknowledged(voter(f), LeaderEpoch(static_cast<int>(e)), acknowledged);
      note_commit(t, i);
      emit("acknowledged", std::move(t));
    }
    change_voters(s, i, emit);
    // A crash: what was not durable is lost, and so is the leadership.
    State t = s;
    t.logs[i].resize(static_cast<std::size_t>(leader.durable_end().value));
    ReplicaCore restarted(voter(id), mutants_.core);
    restarted.restore(leader.promised_epoch(), leader.accepted_epoch(), end_of(t.logs[i]), Offset(0));
    t.cores[i] = restarted;
    emit("crash", std::move(t));
  }

  void change_voters(const State& s, std::size_t i, const Emit& emit) const {
    const ReplicaCore& leader = s.cores[i];
    const bool current = s.epoch == leader.promised_epoch().value;
    if (!leader.proposed()) {
      for (int bits = 1; bits < 1 << bounds_.replicas; ++bits) {
        const Set set = set_of(bits);
        if (!leader.may_propose(voters_of(set))) continue;
        State t = s;
        t.cores[i].propose(voters_of(set));
        emit("propose", std::move(t));
      }
      return;
    }
    const Set proposed = ids_of(*leader.proposed());
    if (current && s.voters == ids_of(leader.voters())) {
      State t = s;
      t.voters = proposed;
      emit("decide", std::move(t));
    }
    if (current && s.voters == proposed) {
      State t = s;
      t.cores[i].voters_committed(voters_of(proposed));
      note_commit(t, i);
      emit("learn", std::move(t));
    }
  }

  // Replica `id` receives some or all of a log that the leader of epoch `e` had at some time.
  void deliver(const State& s, int id, int epoch, const Emit& emit) const {
    const auto i = static_cast<std::size_t>(id);
    const auto e = static_cast<std::size_t>(epoch);
    for (auto snapshot = static_cast<std::size_t>(s.start[e]); snapshot <= s.sent[e].size(); ++snapshot) {
      for (std::size_t end = 0; end <= snapshot; ++end) {
        State t = s;
        Log& log = t.logs[i];
        std::size_t common = 0;
        while (common < log.size() && common < snapshot && log[common] == s.sent[e][common]) ++common;
        const bool late = t.cores[i].accepted(LeaderEpoch(epoch)) && common == snapshot;
        if (!late) log.resize(common);
        while (log.size() < end) log.push_back(s.sent[e][log.size()]);
        if (!t.cores[i].followed(LeaderEpoch(epoch), Offset(s.start[e]), end_of(log), Offset(0))) continue;
        int& acknowledged = t.acknowledged[e][i];
        if (t.cores[i].accepted(LeaderEpoch(epoch)))
          acknowledged = std::max(acknowledged, static_cast<int>(log.size()));
        emit("deliver", std::move(t));
      }
    }
  }

  void elections(const State& s, const Emit& emit) const {
    for (int bits = 1; bits < 1 << bounds_.replicas; ++bits) {
      const Set answering = set_of(bits);
      if (!std::includes(s.voters.begin(), s.voters.end(), answering.begin(), answering.end())) continue;
      State t = s;
      const LeaderEpoch next(++t.epoch);
      std::vector<Promise> promises;
      for (const int id : answering) {
        ReplicaCore& core = t.cores[static_cast<std::size_t>(id)];
        KLAMM_ASSERT(core.promise(next));
        core.durable(core.log_end());  // a promise is answered when the log is durable
        promises.push_back(
            {voter(id), mutants_.longest_log_wins ? LeaderEpoch(0) : core.accepted_epoch(), core.log_end()});
      }
      const Set electorate = mutants_.one_answer_elects ? answering : s.voters;
      const std::optional<std::size_t> winner = elect(voters_of(electorate), promises, {});
      if (!winner) continue;
      if (mutants_.election_shrinks_voters) t.voters = answering;
      const auto i = static_cast<std::size_t>(promises[*winner].voter.broker.value);
      t.cores[i].lead(next, voters_of(t.voters), 1);
      const auto e = static_cast<std::size_t>(next.value);
      t.sent[e] = t.logs[i];
      t.start[e] = static_cast<int>(t.logs[i].size());
      if (t.committed.size() > t.logs[i].size() || !agree(t.committed, t.logs[i], t.committed.size())) {
        t.violation = "a new leader lacks committed records";
      }
      note_commit(t, i);
      emit("elect", std::move(t));
    }
  }

  static Set set_of(int bits) {
    Set set;
    for (int i = 0; bits >> i != 0; ++i) {
      if ((bits >> i & 1) != 0) set.insert(i);
    }
    return set;
  }

  const Bounds bounds_;
  const Mutants mutants_;
};

// The first violation within so many states, breadth first; empty if there is none.
std::string explore(const Model& model, std::size_t states_max) {
  std::set<std::string> seen;
  std::vector<State> queue = {model.initial()};
  seen.insert(queue[0].key());
  for (std::size_t at = 0; at < queue.size() && at < states_max; ++at) {
    std::string violation;
    const State state = std::move(queue[at]);
    model.successors(state, [&](const char*, State next) {
      if (!next.violation.empty()) violation = next.violation;
      if (queue.size() < states_max && seen.insert(next.key()).second) queue.push_back(std::move(next));
    });
    if (!violation.empty()) return violation;
  }
  return {};
}

std::string walk(const Model& model, int walks, int depth, std::uint64_t seed) {
  Rng rng(seed);
  for (int w = 0; w < walks; ++w) {
    State state = model.initial();
    for (int step = 0; step < depth; ++step) {
      std::map<std::string, std::vector<State>> by_kind;
      std::string violation;
      model.successors(state, [&](const char* kind, State next) {
        if (!next.violation.empty()) violation = next.violation;
        by_kind[kind].push_back(std::move(next));
      });
      if (!violation.empty()) return violation;
      // Elections are held back, so that an epoch gets to do something.
      if (by_kind.size() > 1 && rng.chance(2, 3)) by_kind.erase("elect");
      if (by_kind.empty()) break;
      auto kind = by_kind.begin();
      std::advance(kind, static_cast<std::ptrdiff_t>(rng.below(by_kind.size())));
      state = std::move(kind->second[static_cast<std::size_t>(rng.below(kind->second.size()))]);
    }
  }
  return {};
}

std::string search(Mutants mutants) {
  std::string violation = walk(Model({3, 4, 2}, mutants), 800, 40, 1);
  if (violation.empty()) violation = walk(Model({3, 5, 2}, mutants), 3000, 60, 2);
  return violation;
}

}  // namespace

TEST_CASE("one history is committed and every leader has it, in all schedules within the bounds") {
  CHECK(explore(Model({3, 3, 1}, {}), 6000).empty());
  CHECK(explore(Model({2, 3, 2}, {}), 6000).empty());
  CHECK(walk(Model({3, 4, 2}, {}), 300, 40, 1).empty());
  CHECK(walk(Model({4, 4, 3}, {}), 30, 40, 2).empty());
}

TEST_CASE("leaving out any one rule of replication is noticed") {
  Mutants mutants;
  SECTION("voters change unchecked") { mutants.core.propose_unchecked = true; }
  SECTION("voters change without the log that the epoch began with") { mutants.core.propose_ignores_start = true; }
  SECTION("an epoch is accepted too early") { mutants.core.accept_early = true; }
  SECTION("only the old voters count during a change") { mutants.core.old_voters_only = true; }
  SECTION("an election shrinks the voters to those who answered") { mutants.election_shrinks_voters = true; }
  SECTION("one answer is enough for an election") { mutants.one_answer_elects = true; }
  SECTION("the longest log wins whatever epoch it accepted") { mutants.longest_log_wins = true; }
  CHECK_FALSE(search(mutants).empty());
}

}  // namespace klamm::replication
