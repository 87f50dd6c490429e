// klamm bench group: members of one classic consumer group, from the first JoinGroup until all have their assignment.
#include <unistd.h>

#include <algorithm>

#include "bench/commands/command.h"
#include "bench/load/machine.h"
#include "protocol/generated/10_find_coordinator.h"
#include "protocol/generated/11_join_group.h"
#include "protocol/generated/12_heartbeat.h"
#include "protocol/generated/13_leave_group.h"
#include "protocol/generated/14_sync_group.h"

namespace klamm::bench {

namespace {

constexpr std::int16_t kFindCoordinatorVersion = 3;
constexpr std::int16_t kJoinGroupVersion = 5;
constexpr std::int16_t kSyncGroupVersion = 3;
constexpr std::int16_t kHeartbeatVersion = 3;
constexpr std::int16_t kLeaveGroupVersion = 3;
constexpr std::int32_t kSessionTimeoutMs = 45'000;
constexpr std::int32_t kRebalanceTimeoutMs = 60'000;
constexpr double kGroupSecondsMax = 120;
constexpr std::int64_t kHeartbeatNs = 50'000'000;

// What a consumer writes into its subscription: version 0, one topic, no user data but the number of the round, so that
// joining again is a change and not a repetition.
std::vector<std::uint8_t> subscription(std::int32_t round) {
  std::vector<std::uint8_t> bytes = {0, 0, 0, 0, 0, 1, 0, 5, 'b', 'e', 'n', 'c', 'h', 0, 0, 0, 4, 0, 0, 0, 0};
  store_be(bytes.data() + bytes.size() - 4, round);
  return bytes;
}

// Drives all members over one loop. A member joins, syncs, and sends heartbeats, which tell it when to join again.
class GroupLoad {
 public:
  GroupLoad(Loop& loop, const Endpoint& endpoint, std::string group, std::int64_t count)
      : loop_(loop), group_(std::move(group)) {
    for (std::int64_t i = 0; i < count; ++i) {
      members_.push_back(std::make_unique<Member>());
      members_.back()->connection = std::make_unique<Connection>(endpoint);
    }
    for (const auto& member : members_) {
      loop.add(*member->connection,
               [this, &member = *member](ByteView body, std::int64_t) { on_response(member, body); });
    }
  }

  // All members join at once; returns the seconds until each is in the same generation with all others.
  double join_all(std::int32_t round) {
    subscription_ = subscription(round);
    const std::int64_t begun = now_ns();
    for (const auto& member : members_) join(*member);
    const std::int64_t deadline = begun + static_cast<std::int64_t>(kGroupSecondsMax * kNsPerSecond);
    while (!stable()) {
      if (now_ns() > deadline) die("the group did not become stable");
      step(loop_, nullptr);
      for (const auto& member : members_) beat(*member);
    }
    const double seconds = static_cast<double>(now_ns() - begun) / kNsPerSecond;
    while (!quiet()) step(loop_, nullptr);
    return seconds;
  }

  void leave_all() {
    for (const auto& member : members_) {
      protocol::LeaveGroupRequest request;
      request.group_id = group_;
      request.members.push_back({.member_id = member->id});
      static_cast<void>(member->connection->exchange(make_request(request, kLeaveGroupVersion)));
    }
  }

  [[nodiscard]] std::uint64_t requests() const { return requests_; }

 private:
  enum class Asked { kNothing, kJoin, kSync, kHeartbeat };
  struct Member {
    std::unique_ptr<Connection> connection;
    std::string id;
    Asked asked = Asked::kNothing;
    std::int32_t generation = -1;
    bool synced = false;
    std::int64_t beat_at_ns = 0;
  };

  template <class Message>
  void ask(Member& member, Asked asked, const Message& message, std::int16_t version) {
    member.asked = asked;
    ++requests_;
    loop_.send(*member.connection, make_request(message, version), 0);
  }

  void join(Member& member) {
    protocol::JoinGroupRequest request;
    request.group_id = group_;
    request.session_timeout_ms = kSessionTimeoutMs;
    request.rebalance_timeout_ms = kRebalanceTimeoutMs;
    request.member_id = member.id;
    request.protocol_type = "consumer";
    request.protocols.push_back({.name = "range", .metadata = subscription_});
    member.synced = false;
    ask(member, Asked::kJoin, request, kJoinGroupVersion);
  }

  void beat(Member& member) {
    if (member.asked != Asked::kNothing || now_ns() < member.beat_at_ns) return;
    if (!member.synced) {
      join(member);  // refused for a moment, while the coordinator loads
      return;
    }
    protocol::HeartbeatRequest request;
    request.group_id = group_;
    request.generation_id = member.generation;
    request.member_id = member.id;
    ask(member, Asked::kHeartbeat, request, kHeartbeatVersion);
  }

  void on_response(Member& member, ByteView body) {
    const Asked asked = member.asked;
    member.asked = Asked::kNothing;
    member.beat_at_ns = now_ns() + kHeartbeatNs;
    switch (asked) {
      case Asked::kNothing: break;
      case Asked::kJoin: on_joined(member, body); break;
      case Asked::kSync: {
        protocol::SyncGroupResponse response;
        if (!decode_response(body, kSyncGroupVersion, response)) die("the answer to SyncGroup makes no sense");
        member.synced = response.error_code == ErrorCode::kNone;
        if (!member.synced) join(member);
        break;
      }
      case Asked::kHeartbeat: {
        protocol::HeartbeatResponse response;
        if (!decode_response(body, kHeartbeatVersion, response)) die("the answer to Heartbeat makes no sense");
        if (response.error_code != ErrorCode::kNone) join(member);
        break;
      }
    }
  }

  void on_joined(Member& member, ByteView body) {
    protocol::JoinGroupResponse response;
    if (!decode_response(body, kJoinGroupVersion, response)) die("the answer to JoinGroup makes no sense");
    if (response.error_code == ErrorCode::kMemberIdRequired) {
      member.id = response.member_id;
      join(member);
      return;
    }
    if (response.error_code == ErrorCode::kUnknownMemberId) member.id.clear();
    if (response.error_code != ErrorCode::kNone) return;
    member.id = response.member_id;
    member.generation = response.generation_id;
    protocol::SyncGroupRequest request;
    request.group_id = group_;
    request.generation_id = member.generation;
    request.member_id = member.id;
    static constexpr std::uint8_t kNothingAssigned[] = {0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff};
    for (const auto& other : response.members) {
      request.assignments.push_back({.member_id = other.member_id, .assignment = kNothingAssigned});
    }
    if (response.leader == response.member_id) {
      leader_generation_ = response.generation_id;
      leader_saw_ = response.members.size();
    }
    ask(member, Asked::kSync, request, kSyncGroupVersion);
  }

  [[nodiscard]] bool stable() const {
    return leader_saw_ == members_.size() && std::all_of(members_.begin(), members_.end(), [this](const auto& member) {
             return member->synced && member->generation == leader_generation_;
           });
  }
  [[nodiscard]] bool quiet() const {
    return std::all_of(members_.begin(), members_.end(),
                       [](const auto& member) { return member->asked == Asked::kNothing; });
  }

  Loop& loop_;
  const std::string group_;
  std::vector<std::unique_ptr<Member>> members_;
  std::vector<std::uint8_t> subscription_;
  std::int32_t leader_generation_ = -1;
  std::size_t leader_saw_ = 0;
  std::uint64_t requests_ = 0;
};

// The first question makes the broker create the topic of the offsets, which is not part of joining.
void wait_for_coordinator(Connection& connection, const std::string& group) {
  protocol::FindCoordinatorRequest request;
  request.key = group;
  const RequestPtr asking = make_request(request, kFindCoordinatorVersion);
  const std::int64_t deadline = now_ns() + static_cast<std::int64_t>(kGroupSecondsMax * kNsPerSecond);
  Loop nobody;
  while (now_ns() < deadline) {
    protocol::FindCoordinatorResponse response;
    if (!decode_response(connection.exchange(asking), kFindCoordinatorVersion, response)) {
      die("the answer to FindCoordinator makes no sense");
    }
    if (response.error_code == ErrorCode::kNone) return;
    nobody.wait(now_ns() + kHeartbeatNs);
  }
  die("the group got no coordinator");
}

}  // namespace

int run_group(int argc, char** argv) {
  CommonOptions common;
  std::int64_t members = 50;
  std::int64_t rounds = 10;
  std::string group = "bench-" + std::to_string(::getpid());
  Options options("group",
                  "Members join one group at once (the broker waits group.initial.rebalance.delay.ms for more), then\n"
                  "all join again with a changed subscription, several times.");
  common.declare(options);
  options.add("members", members, "as many, each with a connection of its own");
  options.add("rounds", rounds, "in which all join again");
  options.add("group", group, "its id");
  options.parse(argc, argv);

  const Endpoint endpoint(common.bootstrap);
  Connection asking(endpoint);
  wait_for_coordinator(asking, group);
  Loop loop;
  GroupLoad load(loop, endpoint, group, members);
  BrokerWatch watch = common.watch();
  watch.begin();
  Report report("group", common, options);
  const std::int64_t begun = now_ns();
  report.number("join_seconds", load.join_all(0), "s");
  LatencyHistogram again;
  for (std::int64_t round = 1; round <= rounds; ++round) {
    again.record(static_cast<std::int64_t>(load.join_all(static_cast<std::int32_t>(round)) * kNsPerSecond));
  }
  report.latency("rebalance_ms", again);
  report.generator(static_cast<double>(now_ns() - begun) / kNsPerSecond, 0);
  watch.end();
  report.broker(watch, {.requests = static_cast<double>(load.requests())});
  report.print();
  load.leave_all();
  return 0;
}

}  // namespace klamm::bench
