// Connections of a whole broker in the simulator: what good clients get in which order, and what becomes of bad ones.
#include <catch2/catch.hpp>
#include <functional>
#include <string>
#include <vector>

#include "protocol/generated/03_metadata.h"
#include "protocol/generated/18_api_versions.h"
#include "protocol/generated/44_incremental_alter_configs.h"
#include "tests/broker/rig.h"

using namespace klamm;
using namespace klamm::protocol;
using namespace klamm::test;

namespace {

std::string be32(std::int32_t value) {
  std::string bytes(4, '\0');
  store_be(reinterpret_cast<std::uint8_t*>(bytes.data()), value);
  return bytes;
}

// The broker stops reading before it has everything.
Task<void> send_in_vain(Client& client, std::string bytes) {
  const bool sent = co_await client.send(std::move(bytes));
  static_cast<void>(sent);
}

}  // namespace

TEST_CASE("pipelined produce requests are stored and answered in their order", "[net]") {
  Rig rig;
  rig.create_topic("t");
  Client& client = rig.connected();
  constexpr int kRequests = 100;
  std::string bytes;
  for (int i = 0; i < kRequests; ++i) bytes += request_frame(produce("t", 0, std::to_string(i)), 7, i);
  REQUIRE(rig.send(client, bytes));
  for (int i = 0; i < kRequests; ++i) {
    std::optional<Slice> frame = rig.receive(client);
    REQUIRE(frame.has_value());
    const auto answer = Client::decode<ProduceResponse>(*std::move(frame), 7);
    REQUIRE(answer.has_value());
    REQUIRE(answer->correlation_id == i);
    CHECK(answer->body.responses.at(0).partition_responses.at(0).base_offset == i);
  }
}

TEST_CASE("a fast answer waits for the slow one before it, and acks=0 gets none", "[net]") {
  Rig rig;
  rig.create_topic("t");
  Client& client = rig.connected();
  std::string bytes = request_frame(produce("t", 0, "durable"), 7, 1);
  bytes += request_frame(produce("t", 1, "fire and forget", 0), 7, 2);
  bytes += request_frame(ApiVersionsRequest(), 0, 3);
  bytes += request_frame(produce("t", 0, "durable"), 7, 4);
  REQUIRE(rig.send(client, bytes));
  for (const std::int32_t expected : {1, 3, 4}) {
    const std::optional<Slice> frame = rig.receive(client);
    REQUIRE(frame.has_value());
    CHECK(load_be<std::int32_t>(frame->bytes.data()) == expected);
  }
}

TEST_CASE("frames that cannot be are answered by a closed connection and a line", "[net]") {
  Rig rig({"socket.request.max.bytes=100000"});
  struct Bad {
    const char* what;
    std::string bytes;
    const char* logged;
  };
  const std::string unknown_api = be32(14) + std::string("\x03\xe7\x00\x00\x00\x00\x00\x01\x00\x04quux", 14);
  const std::string unknown_version = be32(15) + std::string("\x00\x03\x00\x63\x00\x00\x00\x01\x00\x04quux\x00", 15);
  const std::string bad_utf8 = be32(12) + std::string("\x00\x12\x00\x00\x00\x00\x00\x01\x00\x02\xff\xfe", 12);
  const std::string long_client_id = be32(12) + std::string("\x00\x12\x00\x00\x00\x00\x00\x01\x7f\xff"
                                                            "ab",
                                                            12);
  // Metadata version 1 that counts a thousand million topics.
  const std::string big_array = be32(14) + std::string("\x00\x03\x00\x01\x00\x00\x00\x01\xff\xff\x3b\x9a\xca\x00", 14);
  const std::string truncated = be32(12) + std::string("\x00\x03\x00\x01\x00\x00\x00\x01\xff\xff\x00\x00", 12);
  const std::vector<Bad> cases = {
      {"oversize", be32(100'001) + std::string(8, '\0'), "frame of 100001 bytes"},
      {"huge", be32(INT32_MAX) + std::string(8, '\0'), "frame of 2147483647 bytes"},
      {"negative", be32(-1) + std::string(8, '\0'), "frame of -1 bytes"},
      {"empty", be32(0) + std::string(8, '\0'), "frame of 0 bytes"},
      {"text", "GET / HTTP/1.1\r\n\r\n", "frame of 1195725856 bytes"},
      {"unknown api", unknown_api, "unsupported api 999 version 0"},
      {"unknown version", unknown_version, "unsupported api 3 version 99"},
      {"no utf-8", bad_utf8, "header that cannot be read"},
      {"client id beyond the frame", long_client_id, "header that cannot be read"},
      {"impossible array", big_array, "cannot be read"},
      {"truncated body", truncated, "cannot be read"},
  };
  for (const Bad& bad : cases) {
    INFO(bad.what);
    Client& client = rig.connected();
    REQUIRE(rig.send(client, bad.bytes));
    CHECK(rig.closed_by_broker(client));
    CHECK(rig.logged(bad.logged));
    CHECK(rig.serves());
  }
}

TEST_CASE("an unknown version of ApiVersions is answered in version 0", "[net]") {
  Rig rig;
  Client& client = rig.connected();
  const std::string newer = be32(13) + std::string("\x00\x12\x00\x63\x00\x00\x00\x09\x00\x02me\x00", 13);
  REQUIRE(rig.send(client, newer));
  std::optional<Slice> frame = rig.receive(client);
  REQUIRE(frame.has_value());
  const auto answer = Client::decode<ApiVersionsResponse>(*std::move(frame), 0);
  REQUIRE(answer.has_value());
  CHECK(answer->correlation_id == 9);
  CHECK(answer->body.error_code == ErrorCode::kUnsupportedVersion);
}

TEST_CASE("a client that leaves in the middle of a frame costs nothing", "[net]") {
  Rig rig;
  rig.create_topic("t");
  const std::string frame = request_frame(produce("t", 0, std::string(5000, 'x')), 7, 1);
  const std::size_t used = rig.server().env().memory.pool().used();
  for (const std::size_t cut : {std::size_t{1}, std::size_t{4}, std::size_t{6}, std::size_t{20}, frame.size() - 1}) {
    Client& client = rig.connected();
    REQUIRE(rig.send(client, frame.substr(0, cut)));
    rig.close(client);
  }
  REQUIRE(rig.serves());
  const bool given_back =
      rig.world().run_until([&] { return rig.server().env().memory.pool().used() <= used; }, rig.patience());
  CHECK(given_back);
}

TEST_CASE("a request above the whole memory budget closes its connection", "[net]") {
  Rig rig({}, std::size_t{4} << 20);
  Client& client = rig.connected();
  REQUIRE(rig.send(client, be32(50'000'000) + std::string("\x00\x00\x00\x07\x00\x00\x00\x01", 8)));
  CHECK(rig.closed_by_broker(client));
  CHECK(rig.logged("more memory than the whole budget"));
  CHECK(rig.serves());
}

TEST_CASE("over the memory budget the broker stops reading, and goes on when there is room", "[net]") {
  Rig rig({}, std::size_t{4} << 20);
  rig.create_topic("t");
  // Holds most of the budget, and does not send the rest.
  Client& holder = rig.connected();
  REQUIRE(rig.send(holder, be32(4'160'000) + std::string("\x00\x00\x00\x07\x00\x00\x00\x01", 8)));
  Client& waiter = rig.connected(500 * kNsPerMs);
  REQUIRE(rig.send(waiter, request_frame(produce("t", 0, std::string(50'000, 'x')), 7, 5)));
  CHECK_FALSE(rig.receive(waiter).has_value());
  CHECK(waiter.timed_out());
  rig.close(holder);
  const std::optional<Slice> answer = rig.receive(waiter);
  REQUIRE(answer.has_value());
  CHECK(load_be<std::int32_t>(answer->bytes.data()) == 5);
}

TEST_CASE("who promises much and sends nothing loses the memory to those who wait", "[net]") {
  Rig rig({}, std::size_t{4} << 20);
  rig.create_topic("t");
  Client& holder = rig.connected(60'000 * kNsPerMs);
  REQUIRE(rig.send(holder, be32(4'160'000) + std::string("\x00\x00\x00\x07\x00\x00\x00\x01", 8)));
  Client& waiter = rig.connected(30'000 * kNsPerMs);
  REQUIRE(rig.send(waiter, request_frame(produce("t", 0, std::string(50'000, 'x')), 7, 5)));
  const std::optional<Slice> answer = rig.receive(waiter);
  REQUIRE(answer.has_value());
  CHECK(load_be<std::int32_t>(answer->bytes.data()) == 5);
  CHECK(rig.closed_by_broker(holder));
  CHECK(rig.logged("silent in the middle of a request"));
}

TEST_CASE("a connection that says nothing is closed after connections.max.idle.ms", "[net]") {
  Rig rig({"connections.max.idle.ms=2000"});
  Client& silent = rig.connected(10'000 * kNsPerMs);
  const MonotonicNs begun = rig.world().now();
  CHECK(rig.closed_by_broker(silent));
  const MonotonicNs took = rig.world().now() - begun;
  CHECK(took >= 1'900 * kNsPerMs);
  CHECK(took < 4'000 * kNsPerMs);
  CHECK(rig.logged("connections.max.idle.ms"));
}

TEST_CASE("a reader that does not read is closed after connections.max.idle.ms", "[net]") {
  Rig rig({"connections.max.idle.ms=2000"});
  for (int i = 0; i < 20; ++i) rig.create_topic(("topic-" + std::to_string(i)).c_str());
  Client& slow = rig.connected(600'000 * kNsPerMs);
  MetadataRequest request;
  request.topics = std::nullopt;
  std::string bytes;
  for (int i = 0; i < 400; ++i) bytes += request_frame(request, 8, i);
  // The answers fill the window; from then on the broker neither sends nor reads.
  rig.world().spawn(rig.clients(), 0, [&](Env&) { return send_in_vain(slow, bytes); });
  CHECK(rig.world().run_until([&] { return rig.logged("idle for connections.max.idle.ms"); }, rig.patience()));
  CHECK(rig.serves());
  CHECK(rig.world().run_until([&] { return rig.clients().shard().scope().count() == 0; }, rig.patience()));
}

TEST_CASE("max.connections and max.connections.per.ip refuse the ones above", "[net]") {
  for (const char* setting : {"max.connections=3", "max.connections.per.ip=3"}) {
    INFO(setting);
    Rig rig({setting});
    std::vector<Client*> kept;
    for (int i = 0; i < 3; ++i) {
      kept.push_back(&rig.connected());
      const auto answer = rig.call<ApiVersionsRequest, ApiVersionsResponse>(*kept.back(), ApiVersionsRequest(), 0);
      REQUIRE(answer.has_value());
    }
    Client& refused = rig.connected();
    CHECK(rig.closed_by_broker(refused));
    CHECK(rig.logged("connection refused"));
    // Room again.
    rig.close(*kept.back());
    const bool served =
        rig.world().run_until([&] { return rig.process().broker.state() == broker::BrokerState::kRunning; });
    CHECK(served);
    rig.world().run_for(10 * kNsPerMs);
    CHECK(rig.serves());
  }
}

// How many connections from here are served, up to one more than `expected`.
std::size_t served_connections(Rig& rig, std::size_t expected) {
  std::vector<Client*> kept;
  for (std::size_t i = 0; i <= expected; ++i) {
    Client& made = rig.connected();
    if (!rig.call<ApiVersionsRequest, ApiVersionsResponse>(made, ApiVersionsRequest(), 0)) break;
    kept.push_back(&made);
  }
  const std::size_t served = kept.size();
  for (Client* client : kept) rig.close(*client);
  rig.world().run_for(10 * kNsPerMs);
  return served;
}

TEST_CASE("max.connections.per.ip.overrides counts instead of max.connections.per.ip, up and down", "[net]") {
  // The address of the clients is only known when there is a world.
  std::string address;
  {
    Rig rig;
    address = rig.clients().address();
  }
  const std::string overrides = "max.connections.per.ip.overrides=";
  for (const std::string& written : {address, "::ffff:" + address, "[::ffff:" + address + "]"}) {
    INFO(written);
    Rig fewer({overrides + written + ":2", "max.connections.per.ip=4"});
    CHECK(served_connections(fewer, 2) == 2);
    Rig more({overrides + "192.0.2.1:1," + written + ":4", "max.connections.per.ip=2"});
    CHECK(served_connections(more, 4) == 4);
  }
  Rig others({overrides + "192.0.2.1:1", "max.connections.per.ip=3"});
  CHECK(served_connections(others, 3) == 3);
  // Only who is named may come.
  Rig none({overrides + "192.0.2.1:1", "max.connections.per.ip=0"});
  CHECK(served_connections(none, 0) == 0);
}

TEST_CASE("the limits of connections change while the broker runs", "[net]") {
  Rig rig({"max.connections.per.ip=5"});
  const auto set = [&rig](const char* name, const std::string& value) {
    IncrementalAlterConfigsRequest request;
    auto& resource = request.resources.emplace_back();
    resource.resource_type = static_cast<std::int8_t>(4);
    resource.resource_name = "";
    auto& config = resource.configs.emplace_back();
    config.name = name;
    config.value = value;
    Client& client = rig.client();
    const auto answer = rig.call<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse>(client, request, 1);
    REQUIRE(answer.has_value());
    rig.close(client);
    rig.world().run_for(10 * kNsPerMs);
    return answer->body.responses.at(0).error_code;
  };
  CHECK(served_connections(rig, 5) == 5);
  CHECK(set("max.connections.per.ip", "3") == ErrorCode::kNone);
  CHECK(served_connections(rig, 3) == 3);
  CHECK(set("max.connections.per.ip.overrides", rig.clients().address() + ":4") == ErrorCode::kNone);
  CHECK(served_connections(rig, 4) == 4);
  CHECK(set("max.connections.per.ip.overrides", "host.example:4") == ErrorCode::kInvalidRequest);
  CHECK(set("max.connections", "2") == ErrorCode::kNone);
  CHECK(served_connections(rig, 2) == 2);
}

TEST_CASE("a stop answers what was begun, and waits for no one who is silent", "[net]") {
  Rig rig;
  rig.create_topic("t");
  Client& silent = rig.connected();
  Client& busy = rig.connected();
  REQUIRE(rig.serves());
  constexpr int kRequests = 20;
  std::string bytes;
  for (int i = 0; i < kRequests; ++i) bytes += request_frame(produce("t", 1, std::to_string(i)), 7, i);
  REQUIRE(rig.send(busy, bytes));
  const std::optional<Slice> first = rig.receive(busy);
  REQUIRE(first.has_value());
  const MonotonicNs begun = rig.world().now();
  REQUIRE(rig.stop());
  CHECK(rig.world().now() - begun < 4'000 * kNsPerMs);
  CHECK(rig.closed_by_broker(silent));
  // Answered in order, however many; then the end.
  std::int32_t expected = 1;
  for (std::optional<Slice> frame = rig.receive(busy); frame.has_value(); frame = rig.receive(busy)) {
    CHECK(load_be<std::int32_t>(frame->bytes.data()) == expected++);
  }
  CHECK_FALSE(busy.timed_out());
}
