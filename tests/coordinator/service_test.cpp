// The group service over a log in memory, on a simulated shard.
#include <catch2/catch.hpp>
#include <string>

#include "coordinator/group_service.h"
#include "coordinator/java_string.h"
#include "coordinator/offsets/fetch_shapes.h"
#include "runtime/sim/world.h"
#include "tests/coordinator/memory_log.h"
#include "tests/coordinator/script.h"

namespace klamm::coordinator::test {
namespace {

using namespace protocol;

constexpr std::int32_t kPartitions = 1;

// One shard with a service; partition 0 over `log`. The frames of the coroutines hold what they use by pointer: the
// fixture outlives the world's steps.
struct Fixture {
  SimWorld world{7};
  SimNode& node = world.add_node({});
  std::shared_ptr<MemoryLog> log;
  std::unique_ptr<GroupService> service;

  explicit Fixture(GroupConfig config = {}) {
    node.start();
    log = std::make_shared<MemoryLog>(node.env());
    service = std::make_unique<GroupService>(node.env(), config, kPartitions);
  }
  ~Fixture() {
    GroupService* s = service.get();
    release();
    world.run(node, [s](Env&) { return s->stop(); });
    service.reset();
    log.reset();
    node.stop();
  }
  void lead(std::int32_t epoch = 0) {
    world.run(node, [this, epoch](Env&) { return lead_now(service.get(), epoch, log); });
  }
  static Task<void> lead_now(GroupService* service, std::int32_t epoch, std::shared_ptr<MemoryLog> log) {
    service->lead(PartitionId(0), LeaderEpoch(epoch), std::move(log));
    co_return;
  }
  static Task<void> resign_now(GroupService* service) {
    service->resign(PartitionId(0));
    co_return;
  }
  static Task<void> release_now(MemoryLog* log) {
    log->release();
    co_return;
  }
  // Signals resume through a shard's queue, so they are given on the shard.
  void release() {
    world.run(node, [this](Env&) { return release_now(log.get()); });
  }
  void resign() {
    world.run(node, [this](Env&) { return resign_now(service.get()); });
  }
  void settle() { world.run_for(10'000'000); }
  void advance_ms(std::int64_t ms) { world.run_for(ms * 1'000'000); }

  std::int64_t metric(const std::string& name) {
    const std::string text = node.metrics().scrape();
    const std::size_t at = text.find("\n" + name + " ");
    return at == std::string::npos ? -1 : std::stoll(text.substr(at + name.size() + 2));
  }
};

// A request under way; done() when its answer is there.
template <class Response>
struct Pending {
  std::shared_ptr<std::optional<Reply<Response>>> reply = std::make_shared<std::optional<Reply<Response>>>();
  [[nodiscard]] bool done() const { return reply->has_value(); }
  [[nodiscard]] const Response& message() const { return (*reply)->message; }
};

template <class Response>
Task<void> wait_for(Task<Reply<Response>> task, std::shared_ptr<std::optional<Reply<Response>>> into) {
  into->emplace(co_await task);
}

template <class Response, class Function>
Pending<Response> start(Fixture& f, Function call) {
  Pending<Response> pending;
  auto into = pending.reply;
  f.world.spawn(f.node, 0, [call, into](Env&) { return wait_for<Response>(call(), into); });
  f.settle();
  return pending;
}

OffsetCommitRequest commit_of(std::string_view group, std::string_view topic, std::int32_t partition,
                              std::int64_t offset) {
  OffsetCommitRequest request;
  request.group_id = group;
  OffsetCommitRequest::OffsetCommitRequestTopic& to = request.topics.emplace_back();
  to.name = topic;
  OffsetCommitRequest::OffsetCommitRequestPartition& part = to.partitions.emplace_back();
  part.partition_index = partition;
  part.committed_offset = offset;
  return request;
}

Pending<OffsetCommitResponse> commit(Fixture& f, std::string_view group, std::string_view topic, std::int32_t partition,
                                     std::int64_t offset) {
  GroupService* s = f.service.get();
  const OffsetCommitRequest request = commit_of(group, topic, partition, offset);
  return start<OffsetCommitResponse>(f, [=] { return s->commit_offsets(request, 9); });
}

ErrorCode code_of(const Pending<OffsetCommitResponse>& pending) {
  REQUIRE(pending.done());
  return pending.message().topics.at(0).partitions.at(0).error_code;
}

// -2: an error for the group; -3: no answer yet.
std::int64_t fetch(Fixture& f, std::string_view group, std::string_view topic, std::int32_t partition,
                   bool require_stable = false) {
  OffsetFetchRequest::OffsetFetchRequestGroup request;
  request.group_id = group;
  request.topics->push_back({topic, {}, {partition}});
  GroupService* s = f.service.get();
  const auto pending = start<OffsetFetchResponse::OffsetFetchResponseGroup>(
      f, [=] { return s->fetch_offsets(request, require_stable); });
  if (!pending.done()) return -3;
  if (pending.message().error_code != ErrorCode::kNone) return -2;
  return pending.message().topics.at(0).partitions.at(0).committed_offset;
}

Pending<JoinGroupResponse> join(Fixture& f, std::string_view group, std::string_view member, std::int16_t version = 3) {
  JoinGroupRequest request;
  request.group_id = group;
  request.member_id = member;
  request.session_timeout_ms = 10'000;
  request.rebalance_timeout_ms = 20'000;
  request.protocol_type = "consumer";
  request.protocols.push_back({"range", {}});
  GroupService* s = f.service.get();
  return start<JoinGroupResponse>(f, [=] { return s->join_group({"client", "10.0.0.9"}, request, version); });
}

Pending<SyncGroupResponse> sync(Fixture& f, std::string_view group, std::string_view member, std::int32_t generation,
                                std::string_view assignment) {
  SyncGroupRequest request;
  request.group_id = group;
  request.member_id = member;
  request.generation_id = generation;
  request.assignments.push_back({member, as_bytes(assignment)});
  GroupService* s = f.service.get();
  return start<SyncGroupResponse>(f, [=] { return s->sync_group(request, 4); });
}

ErrorCode heartbeat(Fixture& f, std::string_view group, std::string_view member, std::int32_t generation) {
  HeartbeatRequest request;
  request.group_id = group;
  request.member_id = member;
  request.generation_id = generation;
  GroupService* s = f.service.get();
  return start<HeartbeatResponse>(f, [=] { return s->heartbeat(request); }).message().error_code;
}

Pending<DeleteGroupsResponse> delete_group(Fixture& f, std::string_view group) {
  DeleteGroupsRequest request;
  request.groups_names.push_back(group);
  GroupService* s = f.service.get();
  return start<DeleteGroupsResponse>(f, [=] { return s->delete_groups(request); });
}

}  // namespace

TEST_CASE("the partition of a group is that of Java's hash") {
  CHECK(java_hash_code("") == 0);
  CHECK(java_hash_code("hello") == 99162322);
  CHECK(java_hash_code("polygenelubricants") == INT32_MIN);
  CHECK(java_hash_code("grüße") == 98768023);
  CHECK(java_hash_code("a\xF0\x9F\x98\x80") == 97 * 31 * 31 + 0xD83D * 31 + 0xDE00);
  CHECK(utf16_length("a\xF0\x9F\x98\x80\xC3\xBC") == 4);
  CHECK(partition_for("polygenelubricants", 50) == 0);
  CHECK(partition_for("hello", 50) == 22);
}

TEST_CASE("a member joins, syncs, lives and dies") {
  GroupConfig config;
  config.initial_rebalance_delay_ms = 100;
  Fixture f(config);
  f.lead();
  f.settle();
  const auto first = join(f, "g", "", 4);
  REQUIRE(first.done());
  CHECK(first.message().error_code == ErrorCode::kMemberIdRequired);
  const std::string member(first.message().member_id);
  CHECK(member.starts_with("client-"));
  CHECK(member.size() == std::string("client-").size() + 36);

  const auto joined = join(f, "g", member, 4);
  CHECK(!joined.done());
  f.advance_ms(200);
  REQUIRE(joined.done());
  CHECK(joined.message().generation_id == 1);
  CHECK(joined.message().leader == member);
  CHECK(joined.message().members.size() == 1);
  f.log->held = true;
  const auto synced = sync(f, "g", member, 1, "mine");
  CHECK(!synced.done());
  f.release();
  f.settle();
  REQUIRE(synced.done());
  CHECK(as_text(synced.message().assignment) == "mine");
  CHECK(heartbeat(f, "g", member, 1) == ErrorCode::kNone);
  CHECK(f.metric("kafka_coordinator_group_groupmetadatamanager_numgroupsstable") == 1);
  CHECK(f.metric("kafka_coordinator_group_groupmetadatamanager_numgroups") == 1);

  DescribeGroupsRequest describe;
  describe.groups = {"g", "none"};
  GroupService* s = f.service.get();
  const auto described = start<DescribeGroupsResponse>(f, [=] { return s->describe_groups(describe, 5); });
  CHECK(described.message().groups.at(0).members.at(0).client_host == "/10.0.0.9");
  CHECK(described.message().groups.at(1).group_state == "Dead");

  f.advance_ms(11'000);
  CHECK(heartbeat(f, "g", member, 1) == ErrorCode::kUnknownMemberId);
  CHECK(f.metric("kafka_coordinator_group_groupmetadatamanager_numgroupsempty") == 1);
  CHECK(f.metric("kafka_server_group_coordinator_metrics_group_completed_rebalance_count") == 1);
}

TEST_CASE("kip_559: SyncGroup tells the protocol since version 5") {
  Fixture f;
  SyncGroupRequest request;
  request.group_id = "g";
  GroupService* s = f.service.get();
  const auto code = [&](std::int16_t version) {
    return start<SyncGroupResponse>(f, [=] { return s->sync_group(request, version); }).message().error_code;
  };
  CHECK(code(5) == ErrorCode::kInconsistentGroupProtocol);
  CHECK(code(4) == ErrorCode::kNotCoordinator);
  request.protocol_type = "consumer";
  CHECK(code(5) == ErrorCode::kInconsistentGroupProtocol);
  request.protocol_name = "range";
  CHECK(code(5) == ErrorCode::kNotCoordinator);
}

TEST_CASE("a partition that is not here, or not yet") {
  Fixture f;
  CHECK(code_of(commit(f, "g", "t", 0, 1)) == ErrorCode::kNotCoordinator);
  CHECK(heartbeat(f, "g", "m", 1) == ErrorCode::kNotCoordinator);
  f.log->read_held = true;
  f.lead();
  CHECK(f.service->loading());
  CHECK(code_of(commit(f, "g", "t", 0, 1)) == ErrorCode::kCoordinatorLoadInProgress);
  CHECK(join(f, "g", "").message().error_code == ErrorCode::kCoordinatorLoadInProgress);
  CHECK(heartbeat(f, "g", "m", 1) == ErrorCode::kNone);
  CHECK(fetch(f, "g", "t", 0) == -2);
  GroupService* s = f.service.get();
  const auto listed = start<ListGroupsResponse>(f, [=] { return s->list_groups({}); });
  CHECK(listed.message().error_code == ErrorCode::kCoordinatorLoadInProgress);
  f.release();
  f.settle();
  CHECK(!f.service->loading());
  CHECK(code_of(commit(f, "g", "t", 0, 1)) == ErrorCode::kNone);
  // Resigned while it loads.
  f.log->read_held = true;
  f.lead(1);
  f.resign();
  f.release();
  f.settle();
  CHECK(code_of(commit(f, "g", "t", 0, 1)) == ErrorCode::kNotCoordinator);
}

TEST_CASE("a log that cannot be read leaves the partition without a coordinator until the next epoch") {
  Fixture f;
  f.log->read_error = ErrorCode::kKafkaStorageError;
  f.lead();
  f.settle();
  CHECK(!f.service->loading());
  CHECK(code_of(commit(f, "g", "t", 0, 1)) == ErrorCode::kNotCoordinator);
  f.log->read_error = ErrorCode::kNone;
  f.lead(1);
  f.settle();
  CHECK(code_of(commit(f, "g", "t", 0, 1)) == ErrorCode::kNone);
}

TEST_CASE("everything that waits goes into the log as one batch") {
  Fixture f;
  f.lead();
  f.settle();
  f.log->append_ns = 1'000'000;
  std::vector<Pending<OffsetCommitResponse>> commits(100);
  GroupService* s = f.service.get();
  for (std::int32_t i = 0; i < 100; ++i) {
    const OffsetCommitRequest request = commit_of("g", "t", i, i);
    auto into = commits[static_cast<std::size_t>(i)].reply;
    f.world.spawn(f.node, 0, [=](Env&) { return wait_for<OffsetCommitResponse>(s->commit_offsets(request, 9), into); });
  }
  f.settle();
  for (const auto& pending : commits) CHECK(code_of(pending) == ErrorCode::kNone);
  CHECK(f.log->appends <= 3);
  CHECK(f.log->end == 100);
  CHECK(f.metric("kafka_coordinator_group_groupmetadatamanager_numoffsets") == 100);
}

TEST_CASE("an offset is seen when it is durable, and a stable fetch waits for it") {
  Fixture f;
  f.lead();
  f.settle();
  f.log->held = true;
  const auto pending = commit(f, "g", "t", 0, 5);
  CHECK(!pending.done());
  CHECK(fetch(f, "g", "t", 0) == -1);
  CHECK(fetch(f, "g", "t", 0, true) == -3);
  f.release();
  f.settle();
  CHECK(code_of(pending) == ErrorCode::kNone);
  CHECK(fetch(f, "g", "t", 0, true) == 5);
}

TEST_CASE("a refused batch is rolled back and the next one goes in") {
  Fixture f;
  f.lead();
  f.settle();
  f.log->failures = {{ErrorCode::kNotEnoughReplicas, false}};
  CHECK(code_of(commit(f, "g", "t", 0, 5)) == ErrorCode::kCoordinatorNotAvailable);
  CHECK(fetch(f, "g", "t", 0) == -1);
  CHECK(f.metric("kafka_coordinator_group_groupmetadatamanager_numgroups") == 0);
  CHECK(code_of(commit(f, "g", "t", 0, 6)) == ErrorCode::kNone);
  CHECK(fetch(f, "g", "t", 0) == 6);
}

TEST_CASE("after an append of which nobody knows the end the log is read again") {
  Fixture f;
  f.lead();
  f.settle();
  const bool in_the_log = GENERATE(true, false);
  CHECK(code_of(commit(f, "g", "t", 0, 1)) == ErrorCode::kNone);
  const auto joined = join(f, "other", "");
  f.log->failures = {{ErrorCode::kRequestTimedOut, in_the_log}};
  CHECK(code_of(commit(f, "g", "t", 0, 2)) == ErrorCode::kCoordinatorNotAvailable);
  REQUIRE(joined.done());
  CHECK(joined.message().error_code == ErrorCode::kNotCoordinator);
  f.settle();
  CHECK(fetch(f, "g", "t", 0) == (in_the_log ? 2 : 1));
  CHECK(code_of(commit(f, "g", "t", 0, 3)) == ErrorCode::kNone);
}

TEST_CASE("whoever waits hears when the partition moves away") {
  Fixture f;
  f.lead();
  f.settle();
  const auto joined = join(f, "g", "");
  CHECK(!joined.done());
  f.log->held = true;
  const auto committed = commit(f, "h", "t", 0, 1);
  const auto waits = commit(f, "h", "t", 0, 2);
  SECTION("by a new leader") { f.resign(); }
  SECTION("by the log's refusal") {
    f.log->failures = {{ErrorCode::kNotLeaderOrFollower, false}};
    f.release();
  }
  f.settle();
  CHECK(joined.message().error_code == ErrorCode::kNotCoordinator);
  CHECK(code_of(committed) == ErrorCode::kNotCoordinator);
  CHECK(code_of(waits) == ErrorCode::kNotCoordinator);
  CHECK(code_of(commit(f, "h", "t", 0, 3)) == ErrorCode::kNotCoordinator);
  CHECK(f.metric("kafka_coordinator_group_groupmetadatamanager_numgroups") == 0);
}

TEST_CASE("what a service wrote another one loads") {
  GroupConfig config;
  config.initial_rebalance_delay_ms = 0;
  Fixture f(config);
  f.lead();
  f.settle();
  for (std::int32_t i = 0; i < 20; ++i) CHECK(code_of(commit(f, "offsets", "t", i, 100 + i)) == ErrorCode::kNone);
  const auto joined = join(f, "g", "");
  const std::string member(joined.message().member_id);
  CHECK(sync(f, "g", member, 1, "mine").done());
  f.lead(1);
  f.settle();
  for (std::int32_t i = 0; i < 20; ++i) CHECK(fetch(f, "offsets", "t", i) == 100 + i);
  CHECK(heartbeat(f, "g", member, 1) == ErrorCode::kNone);
  CHECK(as_text(sync(f, "g", member, 1, "").message().assignment) == "mine");
}

TEST_CASE("a record that no batch can hold fails alone") {
  Fixture f;
  f.log->batch_bytes_max_ = 1000;
  f.lead();
  f.settle();
  f.log->held = true;
  const std::string topic(2000, 't');
  const auto before = commit(f, "g", "t", 0, 1);
  const auto large = commit(f, "g", topic, 0, 2);
  const auto after = commit(f, "g", "t", 1, 3);
  f.release();
  f.settle();
  CHECK(code_of(before) == ErrorCode::kNone);
  CHECK(code_of(large) == ErrorCode::kUnknownServerError);
  CHECK(code_of(after) == ErrorCode::kNone);
}

TEST_CASE("a deletion of many offsets is cut into batches, the group's end last") {
  Fixture f;
  f.lead();
  f.settle();
  for (std::int32_t i = 0; i < 50; ++i) static_cast<void>(commit(f, "g", "topic", i, i));
  f.log->batch_bytes_max_ = 400;
  SECTION("which all go in") {
    const auto deleted = delete_group(f, "g");
    CHECK(deleted.message().results.at(0).error_code == ErrorCode::kNone);
    CHECK(fetch(f, "g", "topic", 49) == -1);
    f.lead(1);
    f.settle();
    CHECK(f.metric("kafka_coordinator_group_groupmetadatamanager_numgroups") == 0);
    CHECK(f.metric("kafka_coordinator_group_groupmetadatamanager_numoffsets") == 0);
  }
  SECTION("or not") {
    f.log->failures = {{ErrorCode::kNone, true}, {ErrorCode::kNotEnoughReplicas, false}};
    const auto deleted = delete_group(f, "g");
    CHECK(deleted.message().results.at(0).error_code == ErrorCode::kCoordinatorNotAvailable);
    CHECK(fetch(f, "g", "topic", 0) == -1);
    CHECK(fetch(f, "g", "topic", 49) == 49);
    CHECK(f.metric("kafka_coordinator_group_groupmetadatamanager_numgroups") == 1);
    CHECK(delete_group(f, "g").message().results.at(0).error_code == ErrorCode::kNone);
  }
  SECTION("or nobody knows") {
    f.log->failures = {{ErrorCode::kRequestTimedOut, true}};
    const auto deleted = delete_group(f, "g");
    REQUIRE(deleted.done());
    CHECK(deleted.message().results.at(0).error_code != ErrorCode::kNone);
    f.settle();
    CHECK(fetch(f, "g", "topic", 0) == -1);
    CHECK(fetch(f, "g", "topic", 49) == 49);
  }
}

TEST_CASE("offsets expire while nobody asks") {
  GroupConfig config;
  config.offsets_retention_ms = 5'000;
  config.retention_check_interval_ms = 1'000;
  Fixture f(config);
  f.lead();
  f.settle();
  static_cast<void>(commit(f, "g", "t", 0, 1));
  f.advance_ms(4'000);
  CHECK(fetch(f, "g", "t", 0) == 1);
  f.advance_ms(3'000);
  CHECK(fetch(f, "g", "t", 0) == -1);
  CHECK(f.metric("kafka_coordinator_group_groupmetadatamanager_numgroups") == 0);
}

TEST_CASE("the versions' shapes of OffsetFetch") {
  OffsetFetchRequest request;
  request.group_id = "g";
  request.topics->push_back({"t", {3, 4}});
  const OffsetFetchRequest::OffsetFetchRequestGroup asked = only_group(request);
  CHECK(asked.group_id == "g");
  REQUIRE(asked.topics);
  CHECK(asked.topics->at(0).partition_indexes == std::vector<std::int32_t>{3, 4});
  OffsetFetchResponse::OffsetFetchResponseGroup error;
  error.error_code = ErrorCode::kNotCoordinator;
  OffsetFetchResponse v1;
  add_group(asked, error, 1, v1);
  CHECK(v1.topics.at(0).partitions.at(1).error_code == ErrorCode::kNotCoordinator);
  OffsetFetchResponse v2;
  add_group(asked, error, 2, v2);
  CHECK(v2.error_code == ErrorCode::kNotCoordinator);
  CHECK(v2.topics.empty());
  OffsetFetchResponse v8;
  add_group(asked, error, 8, v8);
  CHECK(v8.groups.at(0).error_code == ErrorCode::kNotCoordinator);
  request.topics.reset();
  CHECK(!only_group(request).topics);
}

}  // namespace klamm::coordinator::test
