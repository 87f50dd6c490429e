// The basic types of the ground floor.
#include <catch2/catch.hpp>
#include <cerrno>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "runtime/base/buffer.h"
#include "runtime/base/bytes.h"
#include "runtime/base/error_code.h"
#include "runtime/base/ids.h"
#include "runtime/base/random.h"
#include "runtime/base/result.h"

using namespace klamm;

TEST_CASE("big-endian numbers", "[base]") {
  std::uint8_t bytes[9] = {};
  store_be<std::int32_t>(bytes + 1, 0x01020304);  // unaligned on purpose
  CHECK(bytes[1] == 1);
  CHECK(bytes[4] == 4);
  CHECK(load_be<std::int32_t>(bytes + 1) == 0x01020304);
  store_be<std::int64_t>(bytes + 1, -2);
  CHECK(load_be<std::int64_t>(bytes + 1) == -2);
  CHECK(load_be<std::uint64_t>(bytes + 1) == 0xfffffffffffffffe);
  store_be<std::int16_t>(bytes, -300);
  CHECK(load_be<std::int16_t>(bytes) == -300);
  store_be<std::uint8_t>(bytes, 200);
  CHECK(load_be<std::uint8_t>(bytes) == 200);
}

TEST_CASE("a result is a value or an error", "[base]") {
  Result<std::string> good("text");
  CHECK(good.ok());
  CHECK(good.code() == ErrorCode::kNone);
  CHECK(good->size() == 4);
  CHECK(std::move(good).value() == "text");
  const Result<std::string> bad(Error(ErrorCode::kKafkaStorageError, "no room", ENOSPC));
  CHECK(!bad);
  CHECK(bad.code() == ErrorCode::kKafkaStorageError);
  CHECK(bad.error().os_errno == ENOSPC);
  CHECK(Status().ok());
  const Status failed = ErrorCode::kUnknownMemberId;
  CHECK(failed.code() == ErrorCode::kUnknownMemberId);
}

TEST_CASE("error codes have Kafka's names", "[base]") {
  CHECK(error_name(ErrorCode::kNone) == "NONE");
  CHECK(error_name(ErrorCode::kUnknownTopicOrPartition) == "UNKNOWN_TOPIC_OR_PARTITION");
  CHECK(error_name(static_cast<ErrorCode>(12'345)) == "UNKNOWN_SERVER_ERROR");
  std::set<std::string_view> names;
  for (std::int16_t code = -1; code <= 136; ++code) names.insert(error_name(static_cast<ErrorCode>(code)));
  CHECK(names.size() == 138);
  CHECK(is_retriable(ErrorCode::kNotLeaderOrFollower));
  CHECK(!is_retriable(ErrorCode::kMessageTooLarge));
}

TEST_CASE("uuids are printed as Kafka prints them", "[base]") {
  Uuid uuid;
  CHECK(uuid.is_zero());
  CHECK(uuid.to_string() == "AAAAAAAAAAAAAAAAAAAAAA");
  uuid.bytes.fill(0xff);
  CHECK(uuid.to_string() == "_____________________w");
  Rng rng(1);
  for (int i = 0; i < 1000; ++i) {
    const Uuid drawn = rng.uuid();
    const std::string text = drawn.to_string();
    CHECK(text.size() == 22);
    CHECK(text[0] != '-');
    Uuid parsed;
    REQUIRE(Uuid::parse(text, parsed));
    CHECK(parsed == drawn);
  }
  Uuid untouched;
  // Too short, too long, a digit that is none, bits beyond the last byte.
  for (const char* wrong :
       {"", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAAB"}) {
    CHECK(!Uuid::parse(wrong, untouched));
  }
  CHECK(untouched.is_zero());
}

TEST_CASE("ids compare and offsets count", "[base]") {
  CHECK(BrokerId(1) < BrokerId(2));
  CHECK(Offset(5) + 3 == Offset(8));
  CHECK(Offset(5) - Offset(3) == 2);
  CHECK(Offset(5) - 3 == Offset(2));
  CHECK(TopicIdPartition{{}, PartitionId(1)} < TopicIdPartition{{}, PartitionId(2)});
}

TEST_CASE("random numbers depend on the seed alone", "[base]") {
  Rng first(42);
  Rng second(42);
  for (int i = 0; i < 100; ++i) CHECK(first.next() == second.next());
  // Neighbouring seeds are different streams, also shifted ones.
  std::set<std::uint64_t> seen;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Rng rng(seed);
    for (int i = 0; i < 10; ++i) seen.insert(rng.next());
  }
  CHECK(seen.size() == 1000);
  Rng forked = first.fork("disk");
  Rng other = second.fork("network");
  CHECK(forked.next() != other.next());
  std::map<std::uint64_t, int> counts;
  Rng rng(7);
  for (int i = 0; i < 60'000; ++i) ++counts[rng.below(6)];
  CHECK(counts.size() == 6);
  for (const auto& [value, count] : counts) CHECK(std::abs(count - 10'000) < 600);
  int heads = 0;
  for (int i = 0; i < 10'000; ++i) heads += rng.chance(1, 4) ? 1 : 0;
  CHECK(std::abs(heads - 2'500) < 300);
  CHECK(!rng.chance(0, 10));
  CHECK(rng.chance(10, 10));
}

TEST_CASE("slices keep their buffer alive, chains keep their order", "[base]") {
  Slice slice;
  {
    const Buffer buffer = Buffer::copy_of(as_bytes("hello, world"));
    slice = Slice(buffer).sub(7, 5);
  }
  CHECK(as_text(slice.bytes) == "world");
  BufferChain chain(slice);
  chain.append(Slice());  // nothing is not kept
  chain.append(Slice(Buffer(), as_bytes("!")));
  BufferChain other(Slice(Buffer::copy_of(as_bytes("?"))));
  chain.append(std::move(other));
  CHECK(chain.size() == 7);
  CHECK(chain.slices().size() == 3);
  const Buffer flat = chain.flatten();
  CHECK(as_text({flat.data(), flat.size()}) == "world!?");
  CHECK(BufferChain().empty());
  CHECK(!Buffer());
  CHECK(Buffer::copy_of({}).size() == 0);
}

TEST_CASE("a buffer may be let go on any thread", "[base]") {
  for (int round = 0; round < 50; ++round) {
    const Buffer buffer = Buffer::allocate(100);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([copy = buffer] {
        for (int j = 0; j < 100; ++j) const Buffer another = copy;
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
}
