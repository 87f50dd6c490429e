// A broker that stops while others wait for its journal: the disk has no space left for it, or it is full.
#include "protocol/generated/08_offset_commit.h"
#include "protocol/generated/21_delete_records.h"
#include "tests/broker/rig.h"

using namespace klamm;
using namespace klamm::test;

namespace {

std::string delete_records(const char* topic, std::int32_t partition) {
  protocol::DeleteRecordsRequest request;
  request.timeout_ms = 1000;
  auto& from = request.topics.emplace_back();
  from.name = topic;
  auto& part = from.partitions.emplace_back();
  part.partition_index = partition;
  part.offset = -1;
  return request_frame(request, 2, 1);
}

std::string create_topics(const char* name) {
  protocol::CreateTopicsRequest request;
  request.timeout_ms = 1000;
  auto& topic = request.topics.emplace_back();
  topic.name = name;
  topic.num_partitions = 1;
  topic.replication_factor = 1;
  return request_frame(request, 5, 1);
}

std::string commit_offset(const char* topic) {
  protocol::OffsetCommitRequest request;
  request.group_id = "group";
  request.generation_id_or_member_epoch = -1;
  auto& of = request.topics.emplace_back();
  of.name = topic;
  auto& partition = of.partitions.emplace_back();
  partition.partition_index = 0;
  partition.committed_offset = 1;
  return request_frame(request, 7, 1);
}

}  // namespace

TEST_CASE("a broker stops on a disk that stays full, whoever waits for it") {
  const bool producers = GENERATE(false, true);
  const bool delete_them = GENERATE(false, true);
  const bool create = GENERATE(false, true);
  const bool commit = GENERATE(false, true);
  CAPTURE(producers, delete_them, create, commit);
  Rig rig;
  rig.create_topic("t", 4);
  const auto send = [&rig](const std::string& frame) { REQUIRE(rig.send(rig.connected(), frame)); };
  for (std::int32_t partition = 0; partition < 4; ++partition) {
    send(request_frame(produce("t", partition, "first"), 9, 1));
  }
  rig.world().run_for(100 * kNsPerMs);
  rig.server().disk().options().capacity_bytes = rig.server().disk().used_bytes();
  // The journal is slow to find that there is no space for its next file: what is appended until then stays in memory.
  rig.server().disk().options().slow_operation = 1'000'000;
  rig.server().disk().options().slow_ns = 200 * kNsPerMs;
  for (std::int32_t i = 0; i < 8; ++i) {
    const std::int16_t acks = !producers ? 0 : i < 4 ? -1 : 1;
    send(request_frame(produce("t", i % 4, std::string(900'000, 'a'), acks), 9, 1));
  }
  rig.server().disk().options().slow_operation = 0;
  rig.world().run_for(1'000 * kNsPerMs);
  for (std::int32_t partition = 0; delete_them && partition < 4; ++partition) send(delete_records("t", partition));
  if (create) send(create_topics("another"));
  if (commit) send(commit_offset("t"));
  rig.world().run_for(3'000 * kNsPerMs);
  CHECK(rig.stop());
}

// What the old journals tell of must be in the logs before the new one has room again.
TEST_CASE("a broker stops while it recovers, whoever waits for room in its journal") {
  for (int moment = 0; moment < 40; ++moment) {
    CAPTURE(moment);
    Rig rig({"log.dirs=/data,/more"});
    rig.create_topic("t", 4);
    const auto send = [&rig](std::int32_t partition) {
      const protocol::ProduceRequest request = produce("t", partition, std::string(900'000, 'a'));
      REQUIRE(rig.send(rig.connected(), request_frame(request, 9, 1)));
    };
    for (std::int32_t i = 0; i < 8; ++i) send(i % 4);
    rig.world().run_for(500 * kNsPerMs);
    rig.kill_and_start();
    rig.server().disk().options().slow_operation = 1'000'000;
    rig.server().disk().options().slow_ns = 20 * kNsPerMs;
    for (std::int32_t i = 0; i < 24; ++i) send(i % 4);
    rig.world().run_for(moment * 50 * kNsPerMs);
    CHECK(rig.stop());
  }
}
