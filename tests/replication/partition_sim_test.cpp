// A partition over a simulated disk: appends, commits, waits, watchers, epochs.
#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

#include "protocol/records/builder.h"
#include "tests/replication/support/process.h"

namespace klamm::replication {

namespace {

Slice batch_of(int records) {
  protocol::BatchBuilder builder{protocol::BatchOptions()};
  for (int i = 0; i < records; ++i) builder.add(1000 + i, std::nullopt, as_bytes("value"));
  return Slice(builder.build());
}

struct Fixture {
  Fixture() : world(3), node(world.add_node({})), process(Process::start(world, node)) {
    CreateTopicsCommand command;
    CreateTopicsCommand::Topic& topic = command.topics.emplace_back();
    topic.name = "t";
    topic.partitions = 1;
    topic.replication_factor = 1;
    const Result<CreateTopicsResult> created =
        world.run(node, [&](Env&) { return process->controller->create_topics(command); });
    REQUIRE(created.ok());
    id = {created->topics[0].id, PartitionId(0)};
    partition = process->partition(node, id);
    REQUIRE(partition != nullptr);
  }
  ~Fixture() {
    partition.reset();
    process->stop(world, node);
  }

  Result<AppendResult> append(int records, Partition::Acks acks = Partition::Acks::kAll) {
    const auto coroutine = [](Partition* to, Slice batch, Partition::Acks how) -> Task<Result<AppendResult>> {
      co_return to->append(std::move(batch), how);
    };
    return world.run(node, [&](Env&) { return coroutine(partition.get(), batch_of(records), acks); });
  }

  SimWorld world;
  SimNode& node;
  Process* process;
  TopicIdPartition id;
  std::shared_ptr<Partition> partition;
};

struct Noted {
  std::vector<DataWatcher::Why> whys;
  DataWatcher watcher{
      [](DataWatcher& self, DataWatcher::Why why) { static_cast<Noted*>(self.owner)->whys.push_back(why); }, this};
};

}  // namespace

TEST_CASE("an append is committed when it is durable, and readers see it then") {
  Fixture fixture;
  Partition& partition = *fixture.partition;
  const Result<AppendResult> appended = fixture.append(3);
  REQUIRE(appended.ok());
  CHECK(appended->base_offset == Offset(0));
  const Status committed =
      fixture.world.run(fixture.node, [&](Env&) { return partition.wait_committed(appended->end_offset(), kNever); });
  CHECK(committed.ok());
  CHECK(partition.high_watermark() == Offset(3));
  CHECK(partition.last_stable_offset() == Offset(3));
  const Result<ReadResult> read = fixture.world.run(
      fixture.node, [&](Env&) { return partition.read(Offset(0), 1000, true, Isolation::kReadUncommitted); });
  REQUIRE(read.ok());
  CHECK(read->next_offset == Offset(3));
  const Result<ReadResult> beyond = fixture.world.run(
      fixture.node, [&](Env&) { return partition.read(Offset(4), 1000, true, Isolation::kReadUncommitted); });
  CHECK(beyond.code() == ErrorCode::kOffsetOutOfRange);
}

TEST_CASE("a wait for a commit ends at its deadline, or when the partition goes") {
  Fixture fixture;
  Partition& partition = *fixture.partition;
  const MonotonicNs deadline = fixture.world.now() + 50 * kNsPerMs;
  const Status late =
      fixture.world.run(fixture.node, [&](Env&) { return partition.wait_committed(Offset(9), deadline); });
  CHECK(late.code() == ErrorCode::kRequestTimedOut);
  CHECK(fixture.world.now() >= deadline);

  Noted noted;
  partition.watch(noted.watcher, DataWatcher::Bound::kHighWatermark, Offset(0));
  Status gone;
  bool done = false;
  const auto waiting = [](Partition* of, Status* into, bool* ended) -> Task<void> {
    Task<Status> wait = of->wait_committed(Offset(9), kNever);
    *into = co_await wait;
    *ended = true;
  };
  fixture.world.spawn(fixture.node, 0, [&](Env&) { return waiting(&partition, &gone, &done); });
  DeleteTopicsCommand command;
  command.topics.emplace_back().name = "t";
  const Result<DeleteTopicsResult> deleted =
      fixture.world.run(fixture.node, [&](Env&) { return fixture.process->controller->delete_topics(command); });
  REQUIRE(deleted.ok());
  REQUIRE(fixture.world.run_until([&] { return done; }));
  CHECK(gone.code() == ErrorCode::kNotLeaderOrFollower);
  CHECK(noted.whys == std::vector{DataWatcher::Why::kChange});
  CHECK(partition.closed());
  CHECK(partition.check_leader() == ErrorCode::kNotLeaderOrFollower);
  CHECK(fixture.append(1).code() == ErrorCode::kNotLeaderOrFollower);
  CHECK(fixture.process->partition(fixture.node, fixture.id) == nullptr);
}

TEST_CASE("watchers are told once, when their bound passes what they have seen") {
  Fixture fixture;
  Partition& partition = *fixture.partition;
  Noted at_end;
  Noted at_high_watermark;
  Noted further;
  Noted cancelled;
  partition.watch(at_end.watcher, DataWatcher::Bound::kLogEnd, Offset(0));
  partition.watch(at_high_watermark.watcher, DataWatcher::Bound::kHighWatermark, Offset(0));
  partition.watch(further.watcher, DataWatcher::Bound::kLastStableOffset, Offset(2));
  partition.watch(cancelled.watcher, DataWatcher::Bound::kLogEnd, Offset(0));
  cancelled.watcher.cancel();
  REQUIRE(fixture.append(2).ok());
  CHECK(at_end.whys.size() == 1);
  REQUIRE(fixture.world.run_until([&] { return partition.high_watermark() == Offset(2); }));
  CHECK(at_high_watermark.whys.size() == 1);
  CHECK(further.whys.empty());
  REQUIRE(fixture.append(1).ok());
  REQUIRE(fixture.world.run_until([&] { return partition.high_watermark() == Offset(3); }));
  CHECK(further.whys == std::vector{DataWatcher::Why::kData});
  CHECK(at_end.whys.size() == 1);
  CHECK(cancelled.whys.empty());
  Noted late;
  partition.watch(late.watcher, DataWatcher::Bound::kLogEnd, Offset(1));
  CHECK(late.whys.size() == 1);
}

TEST_CASE("kip_320_the_leader_epoch_of_a_client_is_checked") {
  Fixture fixture;
  const LeaderEpoch now = fixture.partition->leader_epoch();
  CHECK(fixture.partition->check_leader(kNoLeaderEpoch) == ErrorCode::kNone);
  CHECK(fixture.partition->check_leader(now) == ErrorCode::kNone);
  CHECK(fixture.partition->check_leader(LeaderEpoch(now.value + 1)) == ErrorCode::kUnknownLeaderEpoch);
  PartitionImage next = *fixture.process->image().partition(fixture.id);
  next.leader_epoch = LeaderEpoch(now.value + 1);
  ++next.partition_epoch;
  fixture.partition->apply(next, true);
  CHECK(fixture.partition->check_leader(now) == ErrorCode::kFencedLeaderEpoch);
  next.leader = BrokerId(2);
  ++next.partition_epoch;
  fixture.partition->apply(next, true);
  CHECK(fixture.partition->check_leader(kNoLeaderEpoch) == ErrorCode::kNotLeaderOrFollower);
}

TEST_CASE("DeleteRecords moves the start of the log up to the high watermark, and no further") {
  Fixture fixture;
  Partition& partition = *fixture.partition;
  REQUIRE(fixture.append(5).ok());
  REQUIRE(fixture.world.run_until([&] { return partition.high_watermark() == Offset(5); }));
  const auto to = [&](std::int64_t offset) {
    return fixture.world.run(fixture.node, [&](Env&) { return partition.delete_records(Offset(offset)); });
  };
  CHECK(to(6).code() == ErrorCode::kOffsetOutOfRange);
  CHECK(to(-2).code() == ErrorCode::kOffsetOutOfRange);
  CHECK(*to(2) == Offset(2));
  CHECK(*to(1) == Offset(2));
  CHECK(*to(-1) == Offset(5));
  CHECK(partition.log_start_offset() == Offset(5));
}

TEST_CASE("a partition whose log found no space is opened when there is some") {
  Fixture fixture;
  SimDisk& disk = fixture.node.disk();
  const auto lines = [&](std::string_view text) {
    const auto& all = fixture.node.log().lines();
    return std::count_if(all.begin(), all.end(),
                         [&](const auto& line) { return line.find(text) != std::string::npos; });
  };
  const auto create = [&](const char* name) {
    CreateTopicsCommand command;
    CreateTopicsCommand::Topic& topic = command.topics.emplace_back();
    topic.name = name;
    topic.partitions = topic.replication_factor = 1;
    const Result<CreateTopicsResult> created =
        fixture.world.run(fixture.node, [&](Env&) { return fixture.process->controller->create_topics(command); });
    REQUIRE(created.ok());
    REQUIRE(created->topics[0].error.ok());
    return TopicIdPartition{created->topics[0].id, PartitionId(0)};
  };
  disk.options().capacity_bytes = disk.used_bytes();
  const TopicIdPartition later = create("later");
  const TopicIdPartition removed = create("removed");
  fixture.partition = fixture.process->partition(fixture.node, later);
  REQUIRE(fixture.partition != nullptr);
  CHECK(fixture.partition->check_leader() == ErrorCode::kKafkaStorageError);
  // Kept from trying too often, and from saying it each time.
  fixture.world.run_for(30'000 * kNsPerMs);
  CHECK(fixture.partition->check_leader() == ErrorCode::kKafkaStorageError);
  CHECK(lines("partition not opened") == 2);

  DeleteTopicsCommand command;
  command.topics.emplace_back().name = "removed";
  const Result<DeleteTopicsResult> deleted =
      fixture.world.run(fixture.node, [&](Env&) { return fixture.process->controller->delete_topics(command); });
  REQUIRE(deleted.ok());
  const bool stopped_before = GENERATE(false, true);
  Noted noted;
  fixture.partition->watch(noted.watcher, DataWatcher::Bound::kHighWatermark, Offset(0));
  disk.options().capacity_bytes = UINT64_MAX;
  if (stopped_before) return;
  fixture.world.run_for(61'000 * kNsPerMs);
  // Who waits there is sent to the partition that has a log.
  CHECK(noted.whys == std::vector{DataWatcher::Why::kChange});
  CHECK(fixture.partition->check_leader() == ErrorCode::kNotLeaderOrFollower);
  fixture.partition = fixture.process->partition(fixture.node, later);
  REQUIRE(fixture.append(3).ok());
  CHECK(lines("partition not opened") == 2);
  CHECK(lines("partition opened, at last") == 1);
  CHECK(fixture.process->partition(fixture.node, removed) == nullptr);
}

}  // namespace klamm::replication
