// Accepts the connections of one listener on one shard. Every shard listens on the same port (SO_REUSEPORT), and a
// connection stays on the shard that the kernel gave it to.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "broker/net/connection.h"
#include "broker/net/connection_quota.h"

namespace klamm::broker {

class Listener {
 public:
  struct Options {
    std::string name;
    std::string host;  // empty: all addresses
    std::uint16_t port = 0;
    bool controller = false;
    int backlog = 50;
    int send_buffer_bytes = -1;
    int receive_buffer_bytes = -1;
    ConnectionLimits limits;
  };

  Listener(BrokerShard& shard, ConnectionQuota& quota, Options options);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  // Listens; the port, which is a free one where 0 was asked for. Connections arrive from start() on.
  Result<std::uint16_t> open();
  void start();
  // Accepts no more, lets connections finish the requests that they are in, closes what is left at `deadline`. When it
  // returns, no connection is left.
  Task<void> stop(MonotonicNs deadline);

  [[nodiscard]] std::size_t connection_count() const { return connections_.size(); }

 private:
  Task<void> accept();
  Task<void> begin(Handle socket);
  Task<void> serve(std::uint64_t id);

  BrokerShard& shard_;
  Env& env_;
  ConnectionQuota& quota_;
  const Options options_;
  Handle socket_ = -1;
  Op accept_op_;
  bool accepting_ = false;
  bool stopping_ = false;
  Signal changed_;
  std::uint64_t next_id_ = 0;
  std::map<std::uint64_t, std::unique_ptr<Connection>> connections_;
  TaskScope scope_;
};

}  // namespace klamm::broker
