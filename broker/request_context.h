// What a handler is given: one request, who sent it, and the shard that it arrived on.
#pragma once

#include <cstdint>
#include <forward_list>
#include <memory>
#include <string>
#include <string_view>

#include "protocol/generated/api_key.h"
#include "replication/metadata/image.h"
#include "runtime/base/arena.h"
#include "runtime/base/buffer.h"
#include "runtime/memory/budget.h"
#include "runtime/task/sync.h"
#include "runtime/task/task.h"

namespace klamm::broker {

class BrokerShard;

// Who is on the other end. Authentication fills this in; a plaintext listener says User:ANONYMOUS.
struct Principal {
  std::string type = "User";
  std::string name = "ANONYMOUS";
};

// One connection, as its requests see it. Lives as long as the connection and all its requests.
struct ConnectionInfo {
  std::string listener;      // the listener's name, which decides the endpoints that Metadata answers
  std::string peer_address;  // "127.0.0.1:52000"
  std::string peer_host;     // "127.0.0.1", what DescribeGroups shows
  Principal principal;
  std::string client_software_name = "unknown";  // from ApiVersions (KIP-511)
  std::string client_software_version = "unknown";
  bool controller_listener = false;
};

// How a request ends.
struct Reply {
  enum class Kind : std::uint8_t {
    kSend,   // `body` follows the response header
    kNone,   // nothing is sent: Produce with acks=0
    kClose,  // the connection is closed, and `reason` logged
  };
  Kind kind = Kind::kSend;
  BufferChain body;
  std::string reason;

  static Reply send(BufferChain chain) { return Reply(Kind::kSend, std::move(chain), {}); }
  static Reply none() { return Reply(Kind::kNone, {}, {}); }
  static Reply close(std::string why) { return Reply(Kind::kClose, {}, std::move(why)); }

  Reply() = default;
  Reply(Kind k, BufferChain chain, std::string why) : kind(k), body(std::move(chain)), reason(std::move(why)) {}
};

// Lives on the connection's shard until the reply has been encoded. Every view in a response may point into `body`,
// `arena` or `image`.
struct RequestContext {
  BrokerShard& shard;
  ConnectionInfo& connection;
  protocol::ApiKey api_key{};
  std::int16_t api_version = 0;
  std::int32_t correlation_id = 0;
  std::string_view client_id;  // empty where the client gave null
  Slice body;                  // the request after its header
  MemoryGrant memory;          // pays for the request; given back with it
  Arena arena;
  std::forward_list<Arena> kept;  // of services whose responses are passed on
  replication::ImagePtr image;    // the metadata as they were when the request was taken up
  bool version_supported = true;  // false only for ApiVersions, which answers even then (KIP-511)

  RequestContext(BrokerShard& on_shard, ConnectionInfo& of) : shard(on_shard), connection(of) {}
  RequestContext(const RequestContext&) = delete;
  RequestContext& operator=(const RequestContext&) = delete;

  // Says that the order of this request among its connection's is fixed (its batches have been appended): the next one
  // may be taken up while this one still waits for durability. Responses go out in request order all the same.
  void mark_dispatched() {
    dispatched = true;
    if (on_dispatched != nullptr) on_dispatched->notify_all();
  }
  bool dispatched = false;
  Signal* on_dispatched = nullptr;  // the connection's, which outlives its requests
};

}  // namespace klamm::broker
