// Fetch sessions (KIP-227): epochs, what counts as news, forgotten partitions, and who makes room for whom.
#include <catch2/catch.hpp>

#include "broker/fetch/fetch_session.h"

using namespace klamm;
using namespace klamm::broker;
using protocol::FetchRequest;
using protocol::FetchResponse;

namespace {

constexpr std::int16_t kVersion = 12;

FetchRequest request(std::int32_t session, std::int32_t epoch, std::vector<std::int32_t> partitions = {}) {
  FetchRequest made;
  made.session_id = session;
  made.session_epoch = epoch;
  if (partitions.empty()) return made;
  auto& topic = made.topics.emplace_back();
  topic.topic = "t";
  for (const std::int32_t partition : partitions) {
    auto& part = topic.partitions.emplace_back();
    part.partition = partition;
    part.partition_max_bytes = 1000;
  }
  return made;
}

std::vector<std::int32_t> partitions_of(FetchPlan& plan) {
  std::vector<std::int32_t> found;
  for (const FetchEntry& entry : plan.all()) found.push_back(entry.key.partition);
  return found;
}

FetchResponse::PartitionData answer(std::int64_t high_watermark) {
  FetchResponse::PartitionData data;
  data.high_watermark = high_watermark;
  data.log_start_offset = 0;
  return data;
}

}  // namespace

TEST_CASE("a session remembers partitions and counts its requests", "[fetch session]") {
  FetchSessionCache cache(10, Rng(1));
  FetchPlan full = cache.plan(request(0, 0, {0, 1, 2}), kVersion, 0);
  REQUIRE(full.error == ErrorCode::kNone);
  REQUIRE(full.session != nullptr);
  CHECK_FALSE(full.incremental);
  const std::int32_t id = full.session->id();
  CHECK(id != 0);
  FetchPlan next = cache.plan(request(id, 1), kVersion, 1);
  REQUIRE(next.error == ErrorCode::kNone);
  CHECK(next.incremental);
  CHECK(partitions_of(next) == std::vector<std::int32_t>{0, 1, 2});
  FetchPlan wrong = cache.plan(request(id, 1), kVersion, 2);
  CHECK(wrong.error == ErrorCode::kInvalidFetchSessionEpoch);
  FetchPlan unknown = cache.plan(request(id + 1, 1), kVersion, 3);
  CHECK(unknown.error == ErrorCode::kFetchSessionIdNotFound);
}

TEST_CASE("partitions join and leave a session", "[fetch session]") {
  FetchSessionCache cache(10, Rng(1));
  FetchPlan full = cache.plan(request(0, 0, {0, 1}), kVersion, 0);
  const std::int32_t id = full.session->id();
  FetchRequest change = request(id, 1, {5});
  auto& forgotten = change.forgotten_topics_data.emplace_back();
  forgotten.topic = "t";
  forgotten.partitions = {0, 77};
  FetchPlan next = cache.plan(change, kVersion, 1);
  CHECK(partitions_of(next) == std::vector<std::int32_t>{1, 5});
}

TEST_CASE("only news is answered, and who got records goes to the end", "[fetch session]") {
  FetchSessionCache cache(10, Rng(1));
  FetchPlan plan = cache.plan(request(0, 0, {0, 1}), kVersion, 0);
  FetchSession& session = *plan.session;
  CHECK(session.take_answer(session.entries().begin(), answer(10)));
  CHECK_FALSE(session.take_answer(session.entries().begin(), answer(10)));
  CHECK(session.take_answer(session.entries().begin(), answer(11)));
  FetchResponse::PartitionData failed = answer(11);
  failed.error_code = ErrorCode::kUnknownTopicOrPartition;
  CHECK(session.take_answer(session.entries().begin(), failed));
  FetchResponse::PartitionData full = answer(11);
  full.records = BufferChain(Slice(Buffer::copy_of(as_bytes("records"))));
  CHECK(session.take_answer(session.entries().begin(), full));
  CHECK(session.entries().back().key.partition == 0);
}

TEST_CASE("a closed session is gone, and a full request replaces one", "[fetch session]") {
  FetchSessionCache cache(10, Rng(1));
  FetchPlan first = cache.plan(request(0, 0, {0}), kVersion, 0);
  const std::int32_t id = first.session->id();
  FetchPlan closed = cache.plan(request(id, -1, {0}), kVersion, 1);
  CHECK(closed.error == ErrorCode::kNone);
  CHECK(closed.session == nullptr);
  CHECK(cache.size() == 0);
  FetchPlan second = cache.plan(request(0, 0, {0}), kVersion, 2);
  FetchPlan third = cache.plan(request(second.session->id(), 0, {1}), kVersion, 3);
  REQUIRE(third.session != nullptr);
  CHECK(cache.size() == 1);
  CHECK(partitions_of(third) == std::vector<std::int32_t>{1});
}

TEST_CASE("the cache has a limit, and old sessions make room", "[fetch session]") {
  FetchSessionCache cache(2, Rng(1));
  for (int i = 0; i < 2; ++i) {
    FetchPlan plan = cache.plan(request(0, 0, {0}), kVersion, i);
    REQUIRE(plan.session != nullptr);
  }
  FetchPlan refused = cache.plan(request(0, 0, {0}), kVersion, 10);
  CHECK(refused.error == ErrorCode::kNone);
  CHECK(refused.session == nullptr);
  CHECK(partitions_of(refused) == std::vector<std::int32_t>{0});
  FetchPlan later = cache.plan(request(0, 0, {0}), kVersion, FetchSessionCache::kEvictionAgeNs * 2);
  CHECK(later.session != nullptr);
  CHECK(cache.size() == 2);
  CHECK(cache.evictions() == 1);
  FetchSessionCache none(0, Rng(1));
  FetchPlan never = none.plan(request(0, 0, {0}), kVersion, 0);
  CHECK(never.session == nullptr);
}
