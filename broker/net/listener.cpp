#include "broker/net/listener.h"

#include <cerrno>
#include <cstring>

#include "broker/broker_shard.h"
#include "runtime/io/io.h"

namespace klamm::broker {

namespace {

// How long accepting pauses when the process has run out of file descriptors or memory for sockets.
constexpr MonotonicNs kAcceptPauseNs = 100 * kNsPerMs;

// "127.0.0.1:52000" and "[::1]:52000" without the port.
std::string host_of(const std::string& address) {
  const std::size_t colon = address.rfind(':');
  if (colon == std::string::npos) return address;
  std::string host = address.substr(0, colon);
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  return host;
}

}  // namespace

Listener::Listener(BrokerShard& shard, ConnectionQuota& quota, Options options)
    : shard_(shard), env_(shard.env()), quota_(quota), options_(std::move(options)) {}

Listener::~Listener() { KLAMM_ASSERT((connections_.empty() && !accepting_) || Scheduler::abandoning()); }

Result<std::uint16_t> Listener::open() {
  Result<Handle> socket = env_.io.listen(options_.host, options_.port, options_.backlog);
  if (!socket.ok()) return socket.error();
  socket_ = *socket;
  return env_.io.local_port(socket_);
}

void Listener::start() {
  accepting_ = true;
  scope_.spawn(accept());
}

// One at a time, and one that is refused is closed before the next: however many come at once, the process holds one
// file for each listener and shard beyond those that are admitted.
Task<void> Listener::accept() {
  bool starved = false;  // the last attempt failed for want of files or memory; said once
  while (!stopping_) {
    accept_op_ = Op{};
    accept_op_.kind = OpKind::kAccept;
    accept_op_.handle = socket_;
    const std::int32_t socket = co_await Submit(env_.io, accept_op_);
    if (socket >= 0) {
      starved = false;
      co_await begin(socket);
    } else if (socket == -EMFILE || socket == -ENFILE || socket == -ENOBUFS || socket == -ENOMEM) {
      if (!starved) {
        shard_.connection_log().error("cannot accept connections for the moment",
                                      {{"listener", options_.name}, {"error", std::strerror(-socket)}});
      }
      starved = true;
      const MonotonicNs resume = env_.now() + kAcceptPauseNs;
      while (!stopping_ && env_.now() < resume) {
        const bool changed = co_await changed_.wait_until(env_.timers, resume);
        static_cast<void>(changed);
      }
    }
  }
  accepting_ = false;
  changed_.notify_all();
}

Task<void> Listener::begin(Handle socket) {
  ConnectionInfo info;
  info.listener = options_.name;
  info.controller_listener = options_.controller;
  info.peer_address = env_.io.peer_address(socket);
  info.peer_host = host_of(info.peer_address);
  const bool admitted = !stopping_ && quota_.admit(info.peer_host);
  if (!admitted) {
    if (!stopping_) {
      shard_.connection_log().warn("connection refused: max.connections or max.connections.per.ip is reached",
                                   {{"listener", options_.name}, {"peer", info.peer_address}});
    }
    const std::int32_t closed = co_await close_handle(env_.io, socket);
    static_cast<void>(closed);
    co_return;
  }
  env_.io.tune_socket(socket, options_.send_buffer_bytes, options_.receive_buffer_bytes);
  const std::uint64_t id = next_id_++;
  connections_.emplace(id, std::make_unique<Connection>(shard_, socket, std::move(info), options_.limits));
  shard_.count_connection_begun();
  scope_.spawn(serve(id));
}

Task<void> Listener::serve(std::uint64_t id) {
  Connection& connection = *connections_.at(id);
  co_await connection.run();
  quota_.release(connection.info().peer_host);
  shard_.count_connection_ended();
  connections_.erase(id);
  changed_.notify_all();
}

Task<void> Listener::stop(MonotonicNs deadline) {
  stopping_ = true;
  changed_.notify_all();  // accept() may wait for files
  if (accepting_) env_.io.cancel(accept_op_);
  while (accepting_) co_await changed_.wait();
  if (socket_ >= 0) {
    const std::int32_t closed = co_await close_handle(env_.io, socket_);
    static_cast<void>(closed);
    socket_ = -1;
  }
  for (const auto& [id, connection] : connections_) connection->drain();
  while (!connections_.empty()) {
    const bool changed = co_await changed_.wait_until(env_.timers, deadline);
    if (!changed) break;
  }
  for (const auto& [id, connection] : connections_) connection->close("the broker is stopping");
  co_await scope_.join();
}

}  // namespace klamm::broker
