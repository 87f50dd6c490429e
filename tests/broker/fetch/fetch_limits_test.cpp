// KIP-74 over several shards: limits are kept but for one batch, the first one.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "protocol/generated/01_fetch.h"
#include "tests/broker/rig.h"

using namespace klamm;
using namespace klamm::protocol;
using namespace klamm::test;

namespace {

constexpr std::int32_t kPartitions = 8;
constexpr std::int32_t kBatchSize = 10'000;

// Eight partitions on two shards, three batches in each.
class FetchRig : public Rig {
 public:
  FetchRig() {
    create_topic("t", kPartitions);
    Client& client = connected();
    for (std::int32_t i = 0; i < 3 * kPartitions; ++i) {
      const ProduceRequest request = produce("t", i % kPartitions, std::string(kBatchSize, 'x'));
      const auto answer = call<ProduceRequest, ProduceResponse>(client, request, 7);
      REQUIRE(answer.has_value());
      REQUIRE(answer->body.responses.at(0).partition_responses.at(0).error_code == ErrorCode::kNone);
    }
  }

  // Bytes of each partition, beginning with `first` and asked for in that order.
  std::vector<std::size_t> fetch(std::int32_t first, std::int32_t bytes_max, std::int32_t partition_bytes_max) {
    FetchRequest request;
    request.max_wait_ms = 0;
    request.max_bytes = bytes_max;
    request.session_epoch = -1;
    auto& topic = request.topics.emplace_back();
    topic.topic = "t";
    for (std::int32_t i = 0; i < kPartitions; ++i) {
      auto& partition = topic.partitions.emplace_back();
      partition.partition = (first + i) % kPartitions;
      partition.partition_max_bytes = partition_bytes_max;
    }
    const auto answer = call<FetchRequest, FetchResponse>(client(), request, 11);
    REQUIRE(answer.has_value());
    std::vector<std::size_t> sizes;
    for (const auto& partition : answer->body.responses.at(0).partitions) {
      CHECK(partition.partition_index == (first + static_cast<std::int32_t>(sizes.size())) % kPartitions);
      CHECK(partition.error_code == ErrorCode::kNone);
      sizes.push_back(partition.records.has_value() ? partition.records->size() : 0);
    }
    REQUIRE(sizes.size() == kPartitions);
    return sizes;
  }
};

std::size_t sum_of(const std::vector<std::size_t>& sizes) {
  std::size_t sum = 0;
  for (const std::size_t size : sizes) sum += size;
  return sum;
}

constexpr std::size_t kOneBatchMin = kBatchSize;
constexpr std::size_t kOneBatchMax = kBatchSize + 200;

}  // namespace

TEST_CASE("one batch is larger than max_bytes, whatever the number of shards", "[fetch]") {
  FetchRig rig;
  for (std::int32_t first = 0; first < kPartitions; ++first) {
    for (const std::int32_t partition_bytes_max : {1, 5'000, 1 << 20}) {
      INFO(first << " " << partition_bytes_max);
      const std::vector<std::size_t> sizes = rig.fetch(first, 5'000, partition_bytes_max);
      CHECK(sum_of(sizes) >= kOneBatchMin);
      CHECK(sum_of(sizes) <= kOneBatchMax);
      CHECK(sizes[0] == sum_of(sizes));
    }
  }
}

TEST_CASE("one batch is larger than its partition's limit, and the sum keeps to max_bytes", "[fetch]") {
  FetchRig rig;
  for (std::int32_t first = 0; first < kPartitions; ++first) {
    INFO(first);
    const std::vector<std::size_t> sizes = rig.fetch(first, 1 << 20, 5'000);
    CHECK(sizes[0] >= kOneBatchMin);
    CHECK(sum_of(sizes) == sizes[0]);
  }
  for (const std::int32_t bytes_max : {15'000, 25'000, 45'000, 100'000}) {
    INFO(bytes_max);
    const std::size_t sum = sum_of(rig.fetch(0, bytes_max, 1 << 20));
    CHECK(sum <= static_cast<std::size_t>(bytes_max));
    CHECK(sum + kOneBatchMax > static_cast<std::size_t>(bytes_max));
  }
}

TEST_CASE("what fits is returned whole, of all shards", "[fetch]") {
  FetchRig rig;
  CHECK(sum_of(rig.fetch(0, 1 << 20, 1 << 20)) >= 3 * kPartitions * kOneBatchMin);
  // Two batches of each partition.
  for (const std::size_t size : rig.fetch(3, 1 << 20, 25'000)) {
    CHECK(size >= 2 * kOneBatchMin);
    CHECK(size <= 2 * kOneBatchMax);
  }
}
