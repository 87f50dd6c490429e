// The high watermark rule, epochs, elections and voter changes of one replica, one rule at a time. That they hold
// together is shown by replica_core_explore_test.cpp.
#include <catch2/catch.hpp>

#include "replication/partition/replica_core.h"

namespace klamm::replication {

namespace {

Voter voter(int id) { return {BrokerId(id), Uuid()}; }
Voters voters(std::initializer_list<int> ids) {
  Voters set;
  for (const int id : ids) set.push_back(voter(id));
  return set;
}

ReplicaCore leader_of(Voters set, std::size_t insync_min, int epoch = 1) {
  ReplicaCore core(voter(1));
  core.lead(LeaderEpoch(epoch), std::move(set), insync_min);
  return core;
}

}  // namespace

TEST_CASE("a single voter commits what is durable, and nothing before") {
  ReplicaCore core = leader_of(voters({1}), 1);
  core.appended(Offset(5));
  CHECK(core.high_watermark() == Offset(0));
  core.durable(Offset(3));
  CHECK(core.high_watermark() == Offset(3));
  core.durable(Offset(5));
  CHECK(core.high_watermark() == Offset(5));
}

TEST_CASE("a commit needs a majority of the voters, the leader's own disk counting as one") {
  ReplicaCore core = leader_of(voters({1, 2, 3}), 1);
  core.appended(Offset(10));
  core.acknowledged(voter(2), LeaderEpoch(1), Offset(7));
  CHECK(core.high_watermark() == Offset(0));
  core.acknowledged(voter(3), LeaderEpoch(1), Offset(4));
  CHECK(core.high_watermark() == Offset(4));
  core.durable(Offset(6));
  CHECK(core.high_watermark() == Offset(6));
  core.acknowledged(voter(2), LeaderEpoch(1), Offset(5));
  core.acknowledged(voter(2), LeaderEpoch(0), Offset(9));
  core.acknowledged(voter(4), LeaderEpoch(1), Offset(9));
  core.acknowledged(voter(3), LeaderEpoch(1), Offset(11));
  CHECK(core.high_watermark() == Offset(6));
}

TEST_CASE("min.insync.replicas may ask for more than a majority, and stops commits when voters are missing") {
  ReplicaCore core = leader_of(voters({1, 2, 3}), 3);
  core.appended(Offset(10));
  core.durable(Offset(10));
  core.acknowledged(voter(2), LeaderEpoch(1), Offset(10));
  CHECK(core.high_watermark() == Offset(0));
  core.set_insync_min(2);
  CHECK(core.high_watermark() == Offset(10));

  ReplicaCore alone = leader_of(voters({1}), 2);
  alone.appended(Offset(1));
  alone.durable(Offset(1));
  CHECK(alone.high_watermark() == Offset(0));
}

TEST_CASE("while a voter change is under way both sets must agree") {
  ReplicaCore core = leader_of(voters({1, 2, 3}), 1);
  core.appended(Offset(4));
  core.durable(Offset(4));
  core.acknowledged(voter(2), LeaderEpoch(1), Offset(4));
  CHECK(core.high_watermark() == Offset(4));
  CHECK(!core.may_propose(voters({2, 3})));
  CHECK(!core.may_propose(voters({1, 3, 4})));
  REQUIRE(core.may_propose(voters({1, 2})));
  core.propose(voters({1, 2}));
  CHECK(!core.may_propose(voters({1})));
  core.appended(Offset(6));
  core.durable(Offset(6));
  core.acknowledged(voter(3), LeaderEpoch(1), Offset(6));
  CHECK(core.high_watermark() == Offset(4));
  core.acknowledged(voter(2), LeaderEpoch(1), Offset(5));
  CHECK(core.high_watermark() == Offset(5));
  core.voters_committed(voters({1, 2}));
  core.acknowledged(voter(2), LeaderEpoch(1), Offset(6));
  CHECK(core.high_watermark() == Offset(6));
}

TEST_CASE("voters may not change before they hold the log that the epoch began with") {
  ReplicaCore core(voter(1));
  core.restore(LeaderEpoch(1), LeaderEpoch(1), Offset(8), Offset(2));
  core.lead(LeaderEpoch(2), voters({1, 2, 3}), 1);
  CHECK(core.epoch_start() == Offset(8));
  CHECK(!core.may_propose(voters({1, 2})));
  core.acknowledged(voter(2), LeaderEpoch(2), Offset(8));
  CHECK(core.may_propose(voters({1, 2})));
}

TEST_CASE("a promise ends an earlier leadership, and an earlier epoch is not answered") {
  ReplicaCore core = leader_of(voters({1, 2}), 1, 3);
  CHECK(!core.promise(LeaderEpoch(2)));
  CHECK(core.role() == ReplicaCore::Role::kLeader);
  CHECK(core.promise(LeaderEpoch(4)));
  CHECK(core.role() == ReplicaCore::Role::kNone);
  CHECK(!core.followed(LeaderEpoch(3), Offset(0), Offset(1), Offset(0)));
  CHECK(core.followed(LeaderEpoch(4), Offset(5), Offset(3), Offset(3)));
  CHECK(!core.accepted(LeaderEpoch(4)));
  CHECK(core.followed(LeaderEpoch(4), Offset(5), Offset(5), Offset(3)));
  CHECK(core.accepted(LeaderEpoch(4)));
  CHECK(core.high_watermark() == Offset(3));
}

TEST_CASE("an election waits for enough promises and prefers the later accepted epoch to the longer log") {
  const Voters three = voters({1, 2, 3});
  std::vector<Promise> promises = {{voter(1), LeaderEpoch(1), Offset(90)}};
  CHECK(!elect(three, promises, {}).has_value());
  promises.push_back({voter(9), LeaderEpoch(7), Offset(99)});
  CHECK(!elect(three, promises, {}).has_value());
  promises.push_back({voter(2), LeaderEpoch(2), Offset(10)});
  CHECK(elect(three, promises, {}) == std::size_t{2});
  promises.push_back({voter(3), LeaderEpoch(2), Offset(10)});
  CHECK(elect(three, promises, {BrokerId(3), BrokerId(2)}) == std::size_t{3});
  CHECK(elect(three, promises, {BrokerId(2), BrokerId(3)}) == std::size_t{2});
}

}  // namespace klamm::replication
