// The records of __consumer_offsets: as Kafka writes them, and what is no record.
//
// golden/kafka_4_3_1_consumer_offsets.log is a segment that Apache Kafka 4.3.1 wrote: group "g" is made by a member
// that only asks for an id; a static member joins, is assigned "A", comes back twice, commits t/0, and dies.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <string>

#include "coordinator/group_coordinator.h"
#include "coordinator/records.h"
#include "protocol/records/batch.h"
#include "protocol/records/record.h"
#include "tests/coordinator/script.h"

namespace klamm::coordinator::test {
namespace {

using namespace protocol;

std::vector<CoordinatorRecord> records_of_kafka() {
  std::ifstream file(std::string(KLAMM_TEST_DATA) + "/golden/kafka_4_3_1_consumer_offsets.log", std::ios::binary);
  const std::string segment((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::vector<CoordinatorRecord> all;
  BatchRun run(as_bytes(segment));
  while (true) {
    const auto batch = run.next();
    REQUIRE(batch.ok());
    if (!batch->has_value()) return all;
    RecordIterator records(**batch, (*batch)->body());
    while (true) {
      const auto record = records.next();
      REQUIRE(record.ok());
      if (!record->has_value()) break;
      std::optional<std::string> value;
      if ((*record)->value) value = as_text(*(*record)->value);
      all.push_back({std::string(as_text((*record)->key.value())), value});
    }
  }
}

std::optional<ByteView> view(const std::optional<std::string>& value) {
  if (!value) return std::nullopt;
  return as_bytes(*value);
}

}  // namespace

TEST_CASE("a log that Kafka wrote gives its groups and offsets") {
  GroupConfig config;
  CountingMemberIds ids;
  GroupPartition partition(config, ids);
  std::int16_t skipped = -1;
  const std::vector<CoordinatorRecord> records = records_of_kafka();
  for (std::size_t i = 0; i + 1 < records.size(); ++i) {
    CHECK(partition.replay(as_bytes(records[i].key), view(records[i].value), skipped).ok());
    CHECK(skipped == -1);
  }
  const ClassicGroup* group = partition.find_group("g");
  REQUIRE(group != nullptr);
  CHECK(group->state() == GroupState::kStable);
  CHECK(group->generation_id() == 1);
  CHECK(group->protocol_type() == "consumer");
  CHECK(group->is_subscribed_to("t"));
  REQUIRE(group->members().size() == 1);
  const Member& member = group->members().begin()->second;
  CHECK(member.group_instance_id == "i1");
  CHECK(member.client_host == "/127.0.0.1");
  CHECK(member.assignment == "A");
  CHECK(member.session_timeout_ms == 6'000);
  CHECK(member.rebalance_timeout_ms == 3'000);
  const CommittedOffset* offset = partition.offsets().find("g", "t", 0);
  REQUIRE(offset != nullptr);
  CHECK(offset->offset == 1);
  CHECK(offset->metadata == "aaaaaaaa\xF0\x9F\x98\x80");

  CHECK(partition.replay(as_bytes(records.back().key), view(records.back().value), skipped).ok());
  CHECK(partition.find_group("g")->state() == GroupState::kEmpty);
  CHECK(partition.find_group("g")->generation_id() == 2);
  CHECK(partition.find_group("g")->protocol_type() == "consumer");
}

TEST_CASE("what Kafka wrote is what we would have written") {
  const std::vector<CoordinatorRecord> records = records_of_kafka();
  CHECK(records.size() > 4);
  for (const CoordinatorRecord& record : records) {
    const Result<DecodedRecord> decoded = decode_record(as_bytes(record.key), view(record.value));
    REQUIRE(decoded.ok());
    if (decoded->kind == DecodedRecord::Kind::kOffset) {
      const OffsetCommitKey& key = decoded->offset_key;
      CHECK(encode_offset_key(key.group, key.topic, key.partition) == record.key);
      if (record.value) CHECK(encode_offset_value(*decoded->offset_value) == record.value);
    } else {
      CHECK(encode_group_key(decoded->group_key.group) == record.key);
      if (record.value) CHECK(encode_group_value(*decoded->group_value) == record.value);
    }
  }
}

TEST_CASE("records that are not known, or damaged") {
  GroupConfig config;
  CountingMemberIds ids;
  GroupPartition partition(config, ids);
  std::int16_t skipped = -1;
  const std::string later("\x00\x03\x00\x01g", 5);  // a group of KIP-848
  CHECK(partition.replay(as_bytes(later), as_bytes(later), skipped).ok());
  CHECK(skipped == 3);
  const std::string key = encode_offset_key("g", "t", 0);
  CHECK(!partition.replay({}, std::nullopt, skipped).ok());
  CHECK(!partition.replay(as_bytes(key).first(5), std::nullopt, skipped).ok());
  CHECK(!partition.replay(as_bytes(key), as_bytes(std::string_view("\x00\x63zzzz", 6)), skipped).ok());
  CHECK(!partition.replay(as_bytes(key), as_bytes(std::string_view("\x00\x01", 2)), skipped).ok());
  const std::string group = encode_group_key("g");
  CHECK(!partition.replay(as_bytes(group), as_bytes(std::string_view("\x00", 1)), skipped).ok());
  CHECK(partition.group_count() == 0);
  // The oldest form of an offset: key type 0, value version 0.
  const std::string old_key("\x00\x00\x00\x01g\x00\x01t\x00\x00\x00\x05", 12);
  const std::string old_value("\x00\x00\x00\x00\x00\x00\x00\x00\x00\x2a\x00\x01m\x00\x00\x00\x00\x00\x00\x00\x07", 21);
  CHECK(partition.replay(as_bytes(old_key), as_bytes(old_value), skipped).ok());
  REQUIRE(partition.offsets().find("g", "t", 5) != nullptr);
  CHECK(partition.offsets().find("g", "t", 5)->offset == 42);
  CHECK(partition.offsets().find("g", "t", 5)->metadata == "m");
}

}  // namespace klamm::coordinator::test
