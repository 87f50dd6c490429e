// AlterReplicaLogDirs and what DescribeLogDirs says of it, asked of a whole broker.
#include <algorithm>

#include "protocol/generated/01_fetch.h"
#include "protocol/generated/34_alter_replica_log_dirs.h"
#include "protocol/generated/35_describe_log_dirs.h"
#include "tests/broker/rig.h"

using namespace klamm;
using namespace klamm::test;

namespace {

using protocol::AlterReplicaLogDirsRequest;
using protocol::AlterReplicaLogDirsResponse;
using protocol::DescribeLogDirsRequest;
using protocol::DescribeLogDirsResponse;

struct Wish {
  const char* path;
  const char* topic;
  std::int32_t partition = 0;
};

std::vector<ErrorCode> alter(Rig& rig, const std::vector<Wish>& wishes, std::int16_t version = 2) {
  AlterReplicaLogDirsRequest request;
  for (const Wish& wish : wishes) {
    auto& directory = request.dirs.emplace_back();
    directory.path = wish.path;
    auto& topic = directory.topics.emplace_back();
    topic.name = wish.topic;
    topic.partitions.push_back(wish.partition);
  }
  Client& client = rig.connected();
  const auto answer = rig.call<AlterReplicaLogDirsRequest, AlterReplicaLogDirsResponse>(client, request, version);
  REQUIRE(answer.has_value());
  std::vector<ErrorCode> errors;
  for (const auto& topic : answer->body.results) {
    for (const auto& partition : topic.partitions) errors.push_back(partition.error_code);
  }
  return errors;
}

// Where partition 0 of the topic lies, and where it is about to.
struct Lies {
  std::vector<std::string> current;
  std::vector<std::string> future;
  std::int64_t future_lag = -1;
};

Lies where_is(Rig& rig, const std::string& topic) {
  DescribeLogDirsRequest request;
  request.topics = std::nullopt;
  Client& client = rig.connected();
  const auto answer = rig.call<DescribeLogDirsRequest, DescribeLogDirsResponse>(client, request, 4);
  REQUIRE(answer.has_value());
  Lies lies;
  for (const auto& directory : answer->body.results) {
    for (const auto& found : directory.topics) {
      if (std::string(found.name) != topic) continue;
      for (const auto& partition : found.partitions) {
        (partition.is_future_key ? lies.future : lies.current).emplace_back(directory.log_dir);
        if (partition.is_future_key) lies.future_lag = partition.offset_lag;
      }
    }
  }
  return lies;
}

bool produced(Rig& rig, Client& client, const char* topic, const std::string& value) {
  const auto answer =
      rig.call<protocol::ProduceRequest, protocol::ProduceResponse>(client, produce(topic, 0, value), 9);
  return answer.has_value() && answer->body.responses.at(0).partition_responses.at(0).error_code == ErrorCode::kNone;
}

const char* other_of(const Lies& lies) { return lies.current.at(0) == "/data" ? "/more" : "/data"; }

}  // namespace

TEST_CASE("kip_113 a partition moves to another log directory while it is produced to") {
  Rig rig({"log.dirs=/data,/more"});
  rig.create_topic("t", 1);
  Client& producer = rig.connected();
  for (int i = 0; i < 20; ++i) REQUIRE(produced(rig, producer, "t", std::string(5000, 'a')));
  const Lies before = where_is(rig, "t");
  REQUIRE(before.current.size() == 1);
  CHECK(before.future.empty());
  const char* const to = other_of(before);
  CHECK(alter(rig, {{to, "t"}}) == std::vector{ErrorCode::kNone});
  Lies after = where_is(rig, "t");
  int count = 20;
  for (; after.current != std::vector<std::string>{to} && count < 2000; ++count) {
    REQUIRE(produced(rig, producer, "t", "while it moves"));
    after = where_is(rig, "t");
  }
  CHECK(after.current == std::vector<std::string>{to});
  CHECK(after.future.empty());
  REQUIRE(produced(rig, producer, "t", "there"));
  protocol::FetchRequest fetch;
  fetch.max_bytes = 1 << 20;
  fetch.session_epoch = -1;
  auto& topic = fetch.topics.emplace_back();
  topic.topic = "t";
  auto& partition = topic.partitions.emplace_back();
  partition.fetch_offset = count;
  partition.partition_max_bytes = 1 << 20;
  const auto fetched = rig.call<protocol::FetchRequest, protocol::FetchResponse>(producer, fetch, 11);
  REQUIRE(fetched.has_value());
  const auto& got = fetched->body.responses.at(0).partitions.at(0);
  CHECK(got.error_code == ErrorCode::kNone);
  CHECK(got.high_watermark == count + 1);
}

TEST_CASE("kip_113 what a move cannot be is answered as in Kafka") {
  Rig rig({"log.dirs=/data,/more,/closed", "cordoned.log.dirs=/closed"});
  rig.create_topic("t", 1);
  const std::string long_name(214, 'x');
  for (const std::int16_t version : {std::int16_t{1}, std::int16_t{2}}) {
    CHECK(alter(rig, {{"/data", long_name.c_str()}}, version) == std::vector{ErrorCode::kInvalidTopicException});
    CHECK(alter(rig, {{"/nowhere", long_name.c_str()}}, version) == std::vector{ErrorCode::kInvalidTopicException});
    CHECK(alter(rig, {{"/nowhere", "t"}}, version) == std::vector{ErrorCode::kLogDirNotFound});
    CHECK(alter(rig, {{"/closed", "t"}}, version) == std::vector{ErrorCode::kInvalidReplicaAssignment});
    CHECK(alter(rig, {{"/closed", "unknown"}}, version) == std::vector{ErrorCode::kInvalidReplicaAssignment});
    CHECK(alter(rig, {{"/data", "unknown"}}, version) == std::vector{ErrorCode::kUnknownTopicOrPartition});
    CHECK(alter(rig, {{"/data", "t", 7}}, version) == std::vector{ErrorCode::kUnknownTopicOrPartition});
  }
  CHECK(alter(rig, {}).empty());
  const Lies lies = where_is(rig, "t");
  CHECK(alter(rig, {{lies.current.at(0).c_str(), "t"}}) == std::vector{ErrorCode::kNone});
  CHECK(where_is(rig, "t").future.empty());
}

TEST_CASE("kip_113 a partition is made in the directory that was asked for before it was there") {
  Rig rig({"log.dirs=/data,/more"});
  for (const char* directory : {"/data", "/more", "/more", "/data"}) {
    const std::string topic = "later" + std::to_string(rig.world().now());
    CHECK(alter(rig, {{directory, topic.c_str()}}) == std::vector{ErrorCode::kUnknownTopicOrPartition});
    rig.create_topic(topic.c_str(), 1);
    CHECK(where_is(rig, topic).current == std::vector<std::string>{directory});
  }
}

TEST_CASE("kip_113 a limit slows a move down until it is lifted, and what moves is shown as a future replica") {
  Rig rig({"log.dirs=/data,/more", "replica.alter.log.dirs.io.max.bytes.per.second=2000"});
  rig.create_topic("t", 1);
  Client& producer = rig.connected();
  for (int i = 0; i < 40; ++i) REQUIRE(produced(rig, producer, "t", std::string(100'000, 'a')));
  const char* const to = other_of(where_is(rig, "t"));
  CHECK(alter(rig, {{to, "t"}}) == std::vector{ErrorCode::kNone});
  rig.world().run_for(5'000 * kNsPerMs);
  Lies lies = where_is(rig, "t");
  CHECK(lies.current != std::vector<std::string>{to});
  CHECK(lies.future == std::vector<std::string>{to});
  CHECK(lies.future_lag > 0);
  CHECK(lies.future_lag <= 40);
  // Back to where it is: nothing moves any more.
  const std::string here = lies.current.at(0);
  CHECK(alter(rig, {{here.c_str(), "t"}}) == std::vector{ErrorCode::kNone});
  CHECK(where_is(rig, "t").future.empty());
}

TEST_CASE("kip_113 a broker stops at any moment of a move") {
  for (int moment = 0; moment < 40; ++moment) {
    CAPTURE(moment);
    Rig rig({"log.dirs=/data,/more"});
    rig.create_topic("t", 1);
    Client& producer = rig.connected();
    // So much that files are open.
    for (int i = 0; i < 8; ++i) REQUIRE(produced(rig, producer, "t", std::string(100'000, 'a')));
    REQUIRE(alter(rig, {{other_of(where_is(rig, "t")), "t"}}) == std::vector{ErrorCode::kNone});
    rig.server().disk().options().slow_operation = 1'000'000;
    rig.server().disk().options().slow_ns = 5 * kNsPerMs;
    rig.world().run_for(moment * 5 * kNsPerMs);
    CHECK(rig.stop());
  }
}

TEST_CASE("kip_113 producers are refused when the directory that a log is just leaving fails") {
  Rig rig({"log.dirs=/data,/more"});
  rig.create_topic("t", 1);
  rig.create_topic("others", 16);
  Client& producer = rig.connected(60'000 * kNsPerMs);
  REQUIRE(produced(rig, producer, "t", "before"));
  const std::string from = where_is(rig, "t").current.at(0);
  REQUIRE(alter(rig, {{from == "/data" ? "/more" : "/data", "t"}}) == std::vector{ErrorCode::kNone});
  const auto leaving = [&] {
    return std::any_of(rig.process().shards.begin(), rig.process().shards.end(),
                       [](const auto& shard) { return shard->logs().leaving() > 0; });
  };
  REQUIRE(rig.world().run_until(leaving, rig.patience()));
  // What the copy still has to do takes long; that the directory has failed is found meanwhile.
  rig.server().disk().options().slow_operation = 1'000'000;
  rig.server().disk().options().slow_ns = 2'000 * kNsPerMs;
  rig.server().disk().fail_under(from);
  for (std::int32_t partition = 0; partition < 16; ++partition) {
    Client& other = rig.connected();
    REQUIRE(rig.send(other, request_frame(produce("others", partition, "value"), 9, 1)));
  }
  REQUIRE(leaving());
  CHECK_FALSE(produced(rig, producer, "t", "while it fails"));
  CHECK(rig.logged("log directory offline"));
  rig.server().disk().options().slow_operation = 0;
}
