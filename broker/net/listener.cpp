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
    : shard_(shard),
      env_(shard.env()),
      quota_(quota),
      options_(std::move(options)),
      retry_timer_(&Listener::on_retry, this) {
  accept_node_.listener = this;
  accept_node_.run = [](ReadyNode& node) { static_cast<AcceptNode&>(node).listener->begin_accepted(); };
}

Listener::~Listener() { KLAMM_ASSERT((connections_.empty() && !armed_) || Scheduler::abandoning()); }

Result<std::uint16_t> Listener::open() {
  Result<Handle> socket = env_.io.listen(options_.host, options_.port, options_.backlog);
  if (!socket.ok()) return socket.error();
  socket_ = *socket;
  return env_.io.local_port(socket_);
}

void Listener::start() { arm(); }

void Listener::arm() {
  accept_op_ = Op{};
  accept_op_.kind = OpKind::kAccept;
  accept_op_.multishot = true;
  accept_op_.handle = socket_;
  accept_op_.owner = this;
  accept_op_.on_complete = &Listener::on_accept;
  armed_ = true;
  env_.io.submit(accept_op_);
}

void Listener::on_accept(Op& op) {
  Listener& listener = *static_cast<Listener*>(op.owner);
  listener.accepted_.push_back(op.result);
  if (!op.more) listener.armed_ = false;
  Scheduler::current().push_once(listener.accept_node_);
}

void Listener::begin_accepted() {
  bool pause = false;
  std::vector<std::int32_t> accepted;
  accepted.swap(accepted_);
  for (const std::int32_t socket : accepted) {
    if (socket >= 0) {
      starved_ = false;
      begin(socket);
    } else if (socket == -EMFILE || socket == -ENFILE || socket == -ENOBUFS || socket == -ENOMEM) {
      // Once, not at every attempt.
      if (!starved_) {
        shard_.connection_log().error("cannot accept connections for the moment",
                                      {{"listener", options_.name}, {"error", std::strerror(-socket)}});
      }
      starved_ = true;
      pause = true;
    }
  }
  if (stopping_) {
    changed_.notify_all();
    return;
  }
  if (armed_) return;
  if (pause) {
    env_.timers.set(retry_timer_, env_.now() + kAcceptPauseNs);
  } else {
    arm();
  }
}

void Listener::on_retry(Timer& timer) {
  Listener& listener = *static_cast<Listener*>(timer.owner);
  if (!listener.stopping_ && !listener.armed_) listener.arm();
}

void Listener::begin(Handle socket) {
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
    scope_.spawn([](Env& env, Handle refused) -> Task<void> {
      const std::int32_t closed = co_await close_handle(env.io, refused);
      static_cast<void>(closed);
    }(env_, socket));
    return;
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
  retry_timer_.cancel();
  if (armed_) env_.io.cancel(accept_op_);
  while (armed_) co_await changed_.wait();
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
