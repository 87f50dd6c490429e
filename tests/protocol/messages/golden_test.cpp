// Against bytes that Kafka's own classes wrote (tests/protocol/golden): every message at every version.
#include <catch2/catch.hpp>

#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "protocol/generated/00_produce.h"
#include "protocol/generated/all_messages.h"
#include "protocol/generated/consumer_offsets.h"
#include "protocol/generated/headers.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {
namespace {

struct Golden {
  std::string name;
  std::int16_t version = 0;
  std::string kind;
  Buffer bytes;
};

Buffer from_hex(const std::string& hex) {
  if (hex == "-") return Buffer();
  const auto nibble = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  const Buffer bytes = Buffer::allocate(hex.size() / 2);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes.data()[i] = static_cast<std::uint8_t>(nibble(hex[2 * i]) << 4 | nibble(hex[2 * i + 1]));
  }
  return bytes;
}

std::string to_hex(const Buffer& bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    hex += kDigits[bytes.data()[i] >> 4];
    hex += kDigits[bytes.data()[i] & 15];
  }
  return hex;
}

std::vector<Golden> read_golden() {
  std::vector<Golden> all;
  for (const char* file : {"messages-4.3.1.txt", "messages-3.9.1.txt"}) {
    std::ifstream in(std::string(KLAMM_TEST_DATA "/golden/") + file);
    REQUIRE(in.good());
    for (std::string line; std::getline(in, line);) {
      std::istringstream words(line);
      Golden golden;
      std::string hex;
      words >> golden.name >> golden.version >> golden.kind >> hex;
      golden.bytes = from_hex(hex);
      all.push_back(std::move(golden));
    }
  }
  return all;
}

std::map<std::string_view, MessageInfo> messages_by_name() {
  std::map<std::string_view, MessageInfo> found;
  for (const MessageInfo& info : all_messages()) found.emplace(info.name, info);
  return found;
}

TEST_CASE("what Kafka's classes wrote is understood and written again byte for byte") {
  const auto messages = messages_by_name();
  for (const Golden& golden : read_golden()) {
    INFO(golden.name << " version " << golden.version << " " << golden.kind);
    REQUIRE(messages.contains(golden.name));
    Reader reader{Slice(golden.bytes)};
    Writer writer;
    const bool taken = messages.at(golden.name).recode(reader, golden.version, writer);
    CAPTURE(read_error_name(reader.error()));
    REQUIRE(taken);
    REQUIRE(reader.remaining() == 0);
    REQUIRE(to_hex(writer.finish().flatten()) == to_hex(golden.bytes));
  }
}

TEST_CASE("there are golden bytes of every message at every version") {
  std::set<std::pair<std::string, std::int16_t>> seen;
  for (const Golden& golden : read_golden()) seen.emplace(golden.name, golden.version);
  for (const MessageInfo& info : all_messages()) {
    for (std::int16_t version = info.version_min; version <= info.version_max; ++version) {
      INFO(info.name << " version " << version);
      CHECK(seen.contains({std::string(info.name), version}));
    }
  }
}

// What it gives are views of `bytes`.
template <class M>
M decoded(const Buffer& bytes, std::int16_t version) {
  M message;
  Reader reader{Slice(bytes)};
  message.decode(reader, version);
  REQUIRE(reader.ok());
  REQUIRE(reader.remaining() == 0);
  return message;
}

// Values written out by hand: that the names mean the fields which Kafka means by them.
TEST_CASE("fields stand where the protocol's documentation has them") {
  const Buffer header_bytes = from_hex("0012"
                                       "0003"
                                       "00000007"
                                       "0004"
                                       "74657374"
                                       "00");
  const auto header = decoded<RequestHeader>(header_bytes, 2);
  CHECK(header.request_api_key == 18);
  CHECK(header.request_api_version == 3);
  CHECK(header.correlation_id == 7);
  CHECK(header.client_id == "test");

  const Buffer produce_bytes = from_hex("ffff"
                                        "ffff"
                                        "00007530"
                                        "00000001"
                                        "0001"
                                        "61"
                                        "00000001"
                                        "00000002"
                                        "00000001"
                                        "2a");
  const auto produce = decoded<ProduceRequest>(produce_bytes, 3);
  CHECK_FALSE(produce.transactional_id.has_value());
  CHECK(produce.acks == -1);
  CHECK(produce.timeout_ms == 30000);
  CHECK(produce.topic_data.at(0).name == "a");
  CHECK(produce.topic_data[0].partition_data.at(0).index == 2);
  CHECK(produce.topic_data[0].partition_data[0].records->size() == 1);

  const Buffer key_bytes = from_hex("0002"
                                    "6731"
                                    "0001"
                                    "74"
                                    "00000005");
  const auto key = decoded<OffsetCommitKey>(key_bytes, 0);
  CHECK(key.group == "g1");
  CHECK(key.topic == "t");
  CHECK(key.partition == 5);
  CHECK(OffsetCommitKey::kRecordType == 1);
  const Buffer value_bytes = from_hex("000000000000002a"
                                      "00000003"
                                      "00026d64"
                                      "0000000000000064");
  const auto value = decoded<OffsetCommitValue>(value_bytes, 3);
  CHECK(value.offset == 42);
  CHECK(value.leader_epoch == 3);
  CHECK(value.metadata == "md");
  CHECK(value.commit_timestamp == 100);
}

}  // namespace
}  // namespace klamm::protocol
