// Random schedules of everything that can happen to a partition's groups, against what must always hold:
// every request is answered exactly once; generations only grow; a group that is not rebalancing keeps its size limit;
// one generation has one assignment; and replaying what is durable gives the same offsets and groups.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

#include "coordinator/group_coordinator.h"
#include "runtime/base/random.h"
#include "tests/coordinator/script.h"

namespace klamm::coordinator::test {
namespace {

using namespace protocol;

constexpr std::int32_t kMaxSize = 4;
constexpr std::size_t kClients = 7;

class Schedule {
 public:
  explicit Schedule(std::uint64_t seed) : rng_(seed) {
    config_.max_size = kMaxSize;
    config_.initial_rebalance_delay_ms = 200;
    config_.new_member_join_timeout_ms = 20'000;
    config_.offsets_retention_ms = 40'000;
    fail_one_in_ = rng_.chance(1, 2) ? 0 : 4;  // half of the runs see no failure of the log
    partition_ = std::make_unique<GroupPartition>(config_, ids_);
  }

  void run(int steps) {
    for (int i = 0; i < steps; ++i) {
      step();
      partition_->check_invariants();
      check_groups();
    }
    while (!writes_.empty()) end_write(ErrorCode::kNone);
    check_replay();
    rebalances_ += partition_->counts().completed_rebalances;
    Effects effects;
    partition_->unload(ErrorCode::kNotCoordinator, effects);
    carry_out(effects);
    CHECK(parked_.empty());
  }

  [[nodiscard]] std::uint64_t rebalances() const { return rebalances_; }

 private:
  struct Client {
    std::string name;
    std::optional<std::string> instance;
    std::string member;
    std::int32_t generation = -1;
    std::string leader;
    std::vector<std::string> members;  // the leader's list
    bool waits = false;
  };
  struct Parked {
    std::string group;
    std::size_t client = 0;
    bool is_join = false;
    std::int32_t generation = -1;  // of a SyncGroup
  };

  static std::string group_of(std::size_t client) { return client < 5 ? "g" : "h"; }

  void step() {
    const std::size_t c = rng_.below(kClients);
    switch (rng_.below(14)) {
      case 0:
      case 1:
      case 2: return join(c);
      case 3:
      case 4:
      case 5: return sync(c);
      case 6: return heartbeat(c);
      case 7: return rng_.chance(1, 3) ? leave(c) : heartbeat(c);
      case 8: return commit(c);
      case 9:
      case 10: return advance(static_cast<std::int64_t>(rng_.below(rng_.chance(1, 10) ? 9'000 : 400)));
      case 11:
      case 12: return end_some_writes();
      default: return rarely(c);
    }
  }

  void rarely(std::size_t c) {
    Effects effects;
    switch (rng_.below(8)) {
      case 0: partition_->expire(now_, effects); break;
      case 1: static_cast<void>(partition_->delete_group(group_of(c), effects)); break;
      case 2: partition_->delete_topic_offsets("t", Uuid(), effects); break;
      case 3:
        if (rng_.chance(1, 4)) return reload();
        break;
      case 4:
        clients_[c].member.clear();
        clients_[c].waits = false;
        break;  // the client forgets itself
      default: break;
    }
    carry_out(effects);
  }

  void join(std::size_t c) {
    Client& client = clients_[c];
    if (client.waits && !rng_.chance(1, 10)) return;
    if (client.name.empty()) {
      client.name = std::string(1, static_cast<char>('a' + c));
      if (c % 3 == 0) client.instance = "i" + client.name;
    }
    const std::string group = group_of(c);
    const std::string metadata = subscription({rng_.chance(1, 5) ? "u" : "t"});
    JoinGroupRequest request;
    request.group_id = group;
    request.member_id = client.member;
    if (client.instance) request.group_instance_id = *client.instance;
    request.session_timeout_ms = 6'000;
    request.rebalance_timeout_ms = 3'000;
    request.protocol_type = "consumer";
    request.protocols.push_back({"range", as_bytes(metadata)});
    if (rng_.chance(1, 2)) request.protocols.push_back({"sticky", as_bytes(metadata)});
    const auto version = static_cast<std::int16_t>(rng_.chance(1, 2) ? 3 : 9);
    client.waits = true;
    Effects effects;
    partition_->join_group({client.name, "/h"}, request, version, park({group, c, true}), now_, effects);
    carry_out(effects);
  }

  void sync(std::size_t c) {
    Client& client = clients_[c];
    if (client.waits || client.generation < 0) return;
    const std::string group = group_of(c);
    SyncGroupRequest request;
    request.group_id = group;
    request.member_id = client.member;
    request.generation_id = client.generation;
    if (client.instance) request.group_instance_id = *client.instance;
    const std::string assignment = std::to_string(++last_assignment_);
    if (client.leader == client.member) {
      for (const std::string& member : client.members) request.assignments.push_back({member, as_bytes(assignment)});
    }
    client.waits = true;
    Effects effects;
    partition_->sync_group(request, park({group, c, false, client.generation}), effects);
    carry_out(effects);
  }

  void heartbeat(std::size_t c) {
    Client& client = clients_[c];
    const std::string group = group_of(c);
    HeartbeatRequest request;
    request.group_id = group;
    request.member_id = client.member;
    request.generation_id = client.generation;
    const ErrorCode code = partition_->heartbeat(request, now_);
    if (code == ErrorCode::kUnknownMemberId) client.member.clear();
  }

  void leave(std::size_t c) {
    const std::string group = group_of(c);
    LeaveGroupRequest request;
    request.group_id = group;
    request.members.emplace_back().member_id = clients_[c].member;
    Effects effects;
    Arena arena;
    static_cast<void>(partition_->leave_group(request, 5, now_, arena, effects));
    carry_out(effects);
  }

  void commit(std::size_t c) {
    const bool simple = rng_.chance(1, 3);
    const std::string group = simple ? "offsets" : group_of(c);
    OffsetCommitRequest request;
    request.group_id = group;
    if (!simple) {
      request.member_id = clients_[c].member;
      request.generation_id_or_member_epoch = clients_[c].generation;
    }
    OffsetCommitRequest::OffsetCommitRequestTopic& topic = request.topics.emplace_back();
    topic.name = rng_.chance(1, 2) ? "t" : "u";
    OffsetCommitRequest::OffsetCommitRequestPartition& partition = topic.partitions.emplace_back();
    partition.partition_index = static_cast<std::int32_t>(rng_.below(3));
    partition.committed_offset = static_cast<std::int64_t>(rng_.below(1'000));
    Effects effects;
    Arena arena;
    static_cast<void>(partition_->commit_offsets(request, 8, now_, arena, effects));
    carry_out(effects);
  }

  void advance(std::int64_t ms) {
    now_.monotonic_ms += ms;
    now_.wall_ms += ms;
    Effects effects;
    partition_->on_time(now_, effects);
    CHECK(partition_->next_deadline() > now_.monotonic_ms);
    carry_out(effects);
  }

  void end_some_writes() {
    for (std::uint64_t n = rng_.below(4); n > 0 && !writes_.empty(); --n) {
      const bool fails = fail_one_in_ != 0 && rng_.chance(1, fail_one_in_);
      end_write(fails ? ErrorCode::kNotEnoughReplicas : ErrorCode::kNone);
    }
  }

  void end_write(ErrorCode error) {
    const Write write = std::move(writes_.front());
    writes_.erase(writes_.begin());
    const bool durable = error == ErrorCode::kNone;
    if (durable) log_.insert(log_.end(), write.records.begin(), write.records.end());
    // A group whose last word was not stored need not look in memory as it does in the log.
    if (durable) unstored_.erase(write.group_id);
    else unstored_.insert(write.group_id);
    partition_->settle(write.records, durable);
    Effects effects;
    partition_->finished(write.id, write.group_id, error, now_, effects);
    carry_out(effects);
  }

  // The coordinator dies with what was on its way, and another one reads the log.
  void reload() {
    rebalances_ += partition_->counts().completed_rebalances;
    Effects effects;
    partition_->unload(ErrorCode::kNotCoordinator, effects);
    writes_.clear();
    unstored_.clear();
    carry_out(effects);
    CHECK(parked_.empty());
    partition_ = replayed();
    Effects loaded;
    partition_->loaded(now_, loaded);
    carry_out(loaded);
    generations_.clear();
    assignments_.clear();
  }

  std::unique_ptr<GroupPartition> replayed() {
    auto fresh = std::make_unique<GroupPartition>(config_, ids_);
    for (const CoordinatorRecord& record : log_) {
      std::optional<ByteView> value;
      if (record.value) value = as_bytes(*record.value);
      std::int16_t skipped = -1;
      CHECK(fresh->replay(as_bytes(record.key), value, skipped).ok());
      CHECK(skipped == -1);
    }
    return fresh;
  }

  RequestId park(Parked parked) {
    parked_[++last_request_] = std::move(parked);
    return RequestId(last_request_);
  }

  Parked answered(RequestId request) {
    const auto found = parked_.find(request.value);
    REQUIRE(found != parked_.end());
    const Parked parked = found->second;
    parked_.erase(found);
    return parked;
  }

  void carry_out(Effects& effects) {
    for (const Effects::JoinAnswer& answer : effects.joins) {
      const Parked parked = answered(answer.request);
      CHECK(parked.is_join);
      Client& client = clients_[parked.client];
      client.waits = false;
      const JoinResult& result = answer.result;
      if (result.error_code == ErrorCode::kMemberIdRequired) client.member = result.member_id;
      if (result.error_code == ErrorCode::kUnknownMemberId || result.error_code == ErrorCode::kFencedInstanceId) {
        client.member.clear();
      }
      if (result.error_code != ErrorCode::kNone) continue;
      client.member = result.member_id;
      client.generation = result.generation_id;
      client.leader = result.leader;
      client.members.clear();
      for (const JoinMember& member : result.members) client.members.push_back(member.member_id);
    }
    for (const Effects::SyncAnswer& answer : effects.syncs) {
      const Parked parked = answered(answer.request);
      CHECK(!parked.is_join);
      clients_[parked.client].waits = false;
      if (answer.result.error_code != ErrorCode::kNone || answer.result.assignment.empty()) continue;
      // One generation, one leader's word.
      const auto key = std::make_pair(parked.group, parked.generation);
      const auto known = assignments_.try_emplace(key, answer.result.assignment).first;
      CHECK(known->second == answer.result.assignment);
    }
    for (Write& write : effects.writes) writes_.push_back(std::move(write));
    effects = Effects{};
  }

  void check_groups() {
    for (const char* id : {"g", "h"}) {
      const ClassicGroup* group = partition_->find_group(id);
      if (group == nullptr) {
        generations_.erase(id);
        std::erase_if(assignments_, [&](const auto& entry) { return entry.first.first == id; });
        continue;
      }
      std::int32_t& last = generations_[id];
      CHECK(group->generation_id() >= last);
      last = group->generation_id();
      if (group->state() == GroupState::kStable || group->state() == GroupState::kCompletingRebalance) {
        // As in Kafka, static members that are away keep their place beside those that came.
        const auto dynamic = std::count_if(group->members().begin(), group->members().end(),
                                           [](const auto& entry) { return !entry.second.group_instance_id; });
        CHECK(dynamic <= kMaxSize);
      }
    }
  }

  void check_replay() {
    const std::unique_ptr<GroupPartition> fresh = replayed();
    CHECK(fresh->offsets().groups() == partition_->offsets().groups());
    for (const char* id : {"g", "h", "offsets"}) {
      const ClassicGroup* group = partition_->find_group(id);
      const ClassicGroup* loaded = fresh->find_group(id);
      if (unstored_.contains(id)) continue;
      if (group == nullptr) {
        CHECK(loaded == nullptr);
        continue;
      }
      const bool rests = group->state() == GroupState::kStable || group->state() == GroupState::kEmpty;
      if (!rests || loaded == nullptr) continue;
      CHECK(loaded->generation_id() == group->generation_id());
      CHECK(loaded->state() == group->state());
      REQUIRE(loaded->members().size() == group->members().size());
      for (const auto& [member_id, member] : group->members()) {
        REQUIRE(loaded->members().contains(member_id));
        CHECK(loaded->members().at(member_id).assignment == member.assignment);
      }
    }
  }

  Rng rng_;
  GroupConfig config_;
  CountingMemberIds ids_;
  std::unique_ptr<GroupPartition> partition_;
  Now now_{1'000, 1'700'000'000'000};
  std::uint64_t fail_one_in_ = 0;
  std::array<Client, kClients> clients_;
  std::vector<Write> writes_;
  std::vector<CoordinatorRecord> log_;
  std::set<std::string> unstored_;
  std::map<std::uint64_t, Parked> parked_;
  std::uint64_t last_request_ = 0;
  std::uint64_t last_assignment_ = 0;
  std::uint64_t rebalances_ = 0;
  std::map<std::string, std::int32_t> generations_;
  std::map<std::pair<std::string, std::int32_t>, std::string> assignments_;
};

}  // namespace

TEST_CASE("random schedules keep the invariants of groups") {
  std::uint64_t rebalances = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    Schedule schedule(seed);
    schedule.run(600);
    rebalances += schedule.rebalances();
  }
  // Schedules in which nothing ever comes to rest would check nothing.
  CHECK(rebalances > 1'000);
}

}  // namespace klamm::coordinator::test
