// Headers of requests in all their versions, frames of responses, and the count of connections.
#include <catch2/catch.hpp>
#include <string>

#include "broker/net/connection_quota.h"
#include "broker/net/framing.h"
#include "protocol/wire/writer.h"

using namespace klamm;
using namespace klamm::broker;

namespace {

Slice header_of(std::int16_t key, std::int16_t version, const std::optional<std::string_view>& client_id, bool tags) {
  protocol::Writer writer;
  writer.write_int16(key);
  writer.write_int16(version);
  writer.write_int32(77);
  writer.write_nullable_string(client_id, false);
  if (tags) writer.write_unsigned_varint(0);
  writer.write_raw(as_bytes("body"));
  return Slice(writer.finish().flatten());
}

}  // namespace

TEST_CASE("request headers of all versions", "[framing]") {
  RequestHeaderView header;
  for (const bool flexible : {false, true}) {
    // Metadata is flexible from version 9 on.
    const Slice frame = header_of(3, flexible ? 9 : 8, "me", flexible);
    REQUIRE(parse_request_header(frame, header));
    CHECK(header.api_key == 3);
    CHECK(header.correlation_id == 77);
    CHECK(header.client_id == "me");
    CHECK(frame.size() - header.body_offset == 4);
  }
  REQUIRE(parse_request_header(header_of(3, 8, std::nullopt, false), header));
  CHECK_FALSE(header.client_id.has_value());
  // An API that nobody knows still has a header.
  for (const int key : {-1, 4, 93, 999, 32767, -32768}) {
    REQUIRE(parse_request_header(header_of(static_cast<std::int16_t>(key), 0, "me", false), header));
    CHECK(header.api_key == key);
  }
}

TEST_CASE("every truncated header is refused", "[framing]") {
  const Slice frame = header_of(3, 9, "me", true);
  RequestHeaderView header;
  for (std::size_t length = 0; length < frame.size() - 4; ++length) {
    CHECK_FALSE(parse_request_header(frame.sub(0, length), header));
  }
}

TEST_CASE("response frames carry their size, and tags where the version has them", "[framing]") {
  const auto frame = [](protocol::ApiKey key, std::int16_t version) {
    return frame_response(key, version, 5, BufferChain(Slice(Buffer::copy_of(as_bytes("abc"))))).flatten();
  };
  const Buffer plain = frame(protocol::ApiKey::kMetadata, 8);
  CHECK(plain.size() == 4 + 4 + 3);
  CHECK(load_be<std::int32_t>(plain.data()) == 7);
  CHECK(load_be<std::int32_t>(plain.data() + 4) == 5);
  const Buffer flexible = frame(protocol::ApiKey::kMetadata, 9);
  CHECK(flexible.size() == 4 + 4 + 1 + 3);
  CHECK(load_be<std::int32_t>(flexible.data()) == 8);
  // KIP-511: a client reads the answer before it knows what the broker speaks.
  CHECK(frame(protocol::ApiKey::kApiVersions, 3).size() == 4 + 4 + 3);
}

TEST_CASE("the quota counts in all and by address", "[quota]") {
  ConnectionQuota quota;
  CHECK_FALSE(quota.admit("10.0.0.1"));
  quota.set_limits({.total_max = 3, .per_ip_max = 2, .per_ip_overrides = {}});
  CHECK(quota.admit("a"));
  CHECK(quota.admit("a"));
  CHECK_FALSE(quota.admit("a"));
  CHECK(quota.admit("b"));
  CHECK_FALSE(quota.admit("c"));
  quota.release("a");
  CHECK(quota.admit("c"));
  CHECK(quota.count() == 3);
  ConnectionQuota none;
  none.set_limits({.total_max = 10, .per_ip_max = 0, .per_ip_overrides = {}});
  CHECK_FALSE(none.admit("a"));
  CHECK(none.count() == 0);
}

TEST_CASE("an override counts for its address, a name for all of the host's, and what is there stays") {
  config::NetworkConfig network;
  network.max_connections = 100;
  network.max_connections_per_ip = 1;
  network.max_connections_per_ip_overrides = {{"10.0.0.2", 2}, {"host.example", 3}, {"unknown.example", 9}};
  const HostAddresses hosts{{"host.example", {"10.0.0.3", "2001:db8::3"}}};
  ConnectionQuota quota;
  quota.set_limits(quota_limits(network, 50, hosts));
  const auto admitted = [&quota](const char* ip) {
    int count = 0;
    while (quota.admit(ip)) ++count;
    return count;
  };
  CHECK(admitted("10.0.0.1") == 1);
  CHECK(admitted("10.0.0.2") == 2);
  CHECK(admitted("10.0.0.3") == 3);
  CHECK(admitted("2001:db8::3") == 3);
  network.max_connections_per_ip_overrides = {{"10.0.0.1", 4}};
  quota.set_limits(quota_limits(network, 50, hosts));
  CHECK(admitted("10.0.0.1") == 3);
  CHECK(admitted("10.0.0.3") == 0);
  CHECK(quota.count() == 12);
  // What the process has room for is above all that is configured.
  network.max_connections_per_ip = 1000;
  quota.set_limits(quota_limits(network, 20, hosts));
  CHECK(admitted("10.0.0.9") == 8);
}
