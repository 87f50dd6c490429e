#include "runtime/sim/network.h"

#include <arpa/inet.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>

#include "runtime/sim/backend.h"

namespace klamm {

namespace {

// How long a blocked piece waits before it tries again, as a retransmission would.
constexpr std::int64_t kRetransmitNs = 50'000'000;

constexpr std::uint32_t kNodesPerNet = 250;
constexpr std::uint32_t kNet = 10U << 24;

std::uint32_t ip_of(std::uint32_t node) { return kNet | (node / kNodesPerNet) << 8 | (node % kNodesPerNet + 1); }

std::string name_of(std::uint32_t node, std::uint16_t port) {
  return SimNetwork::address_of(node) + ':' + std::to_string(port);
}

}  // namespace

SimNetwork::SimNetwork(SimEvents& events, Rng rng, SimNetworkOptions options, const Nodes& nodes)
    : events_(events), rng_(rng), options_(options), nodes_(nodes) {}

SimNetwork::~SimNetwork() = default;

std::string SimNetwork::address_of(std::uint32_t node) {
  return "10.0." + std::to_string(node / kNodesPerNet) + '.' + std::to_string(node % kNodesPerNet + 1);
}

bool SimNetwork::resolve(const Op& op, std::uint32_t self, Address& address) {
  if (op.address.ss_family != AF_INET) return false;
  const auto* ipv4 = reinterpret_cast<const sockaddr_in*>(&op.address);
  const std::uint32_t ip = ntohl(ipv4->sin_addr.s_addr);
  address.port = ntohs(ipv4->sin_port);
  if (ip >> 24 == 127) {
    address.node = self;
    return true;
  }
  if (ip >> 24 != 10 || (ip & 0xff) == 0) return false;
  address.node = (ip >> 8 & 0xffff) * kNodesPerNet + (ip & 0xff) - 1;
  return ip_of(address.node) == ip;
}

MonotonicNs SimNetwork::draw_arrival() {
  const auto span = static_cast<std::uint64_t>(options_.latency_max_ns - options_.latency_min_ns + 1);
  return events_.now() + options_.latency_min_ns + static_cast<std::int64_t>(rng_.below(span));
}

Result<std::shared_ptr<SimSocket>> SimNetwork::listen(SimBackend& backend, std::string_view host, std::uint16_t port,
                                                      int backlog) {
  const bool local = host.empty() || host == "0.0.0.0" || host == "::" || host == "localhost" || host == "127.0.0.1" ||
                     host == address_of(backend.node());
  if (!local) {
    return Error(ErrorCode::kNetworkException, "cannot listen on " + std::string(host), EADDRNOTAVAIL);
  }
  if (port == 0) port = next_port_++;
  auto& sharing = listeners_[{backend.node(), port}];
  std::erase_if(sharing, [](const std::weak_ptr<SimSocket>& other) {
    const std::shared_ptr<SimSocket> socket = other.lock();
    return socket == nullptr || socket->backend == nullptr;
  });
  std::shared_ptr<SimSocket> listener = socket(backend);
  listener->listening = true;
  listener->port = port;
  listener->backlog_max = static_cast<std::size_t>(std::max(backlog, 1));
  sharing.push_back(listener);
  return listener;
}

std::shared_ptr<SimSocket> SimNetwork::socket(SimBackend& backend) {
  auto socket = std::make_shared<SimSocket>();
  socket->backend = &backend;
  socket->node = backend.node();
  socket->incarnation = backend.incarnation();
  return socket;
}

void SimNetwork::complete(SimSocket& socket, Op& op, std::int32_t result) { socket.backend->complete(op, result); }

void SimNetwork::start(const std::shared_ptr<SimSocket>& socket, Op& op) {
  switch (op.kind) {
    case OpKind::kAccept:
      if (!socket->listening) return complete(*socket, op, -EINVAL);
      socket->accepts.push_back(&op);
      return serve_accepts(*socket);
    case OpKind::kConnect: return start_connect(socket, op);
    case OpKind::kReceive:
    case OpKind::kReceiveSelect:
      KLAMM_ASSERT(socket->receive == nullptr);  // one receive at a time, or the bytes have no order
      if (!socket->connected) return complete(*socket, op, -ENOTCONN);
      socket->receive = &op;
      return feed(socket);
    case OpKind::kSend:
      KLAMM_ASSERT(socket->send == nullptr);
      if (!socket->connected) return complete(*socket, op, -EPIPE);
      socket->send = &op;
      socket->send_done = 0;
      return push_send(socket);
    case OpKind::kShutdown:
      if (!socket->connected && !socket->listening) return complete(*socket, op, -ENOTCONN);
      shutdown(socket);
      return complete(*socket, op, 0);
    case OpKind::kNop:
    case OpKind::kOpen:
    case OpKind::kClose:
    case OpKind::kRead:
    case OpKind::kWrite:
    case OpKind::kSync:
    case OpKind::kAllocate:
    case OpKind::kTruncate:
    case OpKind::kStat:
    case OpKind::kRename:
    case OpKind::kUnlink:
    case OpKind::kMakeDirectory:
    case OpKind::kRemoveDirectory:
    case OpKind::kSyncDirectory:
    case OpKind::kSyncFileSystem:
    case OpKind::kStatFileSystem:
    case OpKind::kListDirectory:
    case OpKind::kReadFile: KLAMM_ASSERT(false);  // files never come here
  }
}

void SimNetwork::cancel(SimSocket& socket, Op& op) {
  const auto accepting = std::ranges::find(socket.accepts, &op);
  if (accepting != socket.accepts.end()) {
    socket.accepts.erase(accepting);
  } else if (socket.receive == &op) {
    socket.receive = nullptr;
  } else if (socket.connect == &op) {
    socket.connect = nullptr;
  } else if (socket.send == &op) {
    socket.send = nullptr;
  } else {
    return;
  }
  complete(socket, op, -ECANCELED);
}

void SimNetwork::start_connect(const std::shared_ptr<SimSocket>& socket, Op& op) {
  Address address;
  if (socket->connected || socket->connect != nullptr) return complete(*socket, op, -EISCONN);
  if (!resolve(op, socket->node, address)) return complete(*socket, op, -ENETUNREACH);
  socket->connect = &op;
  socket->port = next_port_++;
  events_.schedule(draw_arrival(), [this, socket, address] { arrive(socket, address); });
}

// A request to connect reaches the other node.
void SimNetwork::arrive(const std::shared_ptr<SimSocket>& client, Address address) {
  if (client->connect == nullptr || client->backend == nullptr) return;
  const bool lost = blocked_.contains({client->node, address.node}) || blocked_.contains({address.node, client->node});
  if (lost || nodes_.incarnation(address.node) == 0) {
    events_.schedule(events_.now() + kRetransmitNs, [this, client, address] { arrive(client, address); });
    return;
  }
  Op& op = *std::exchange(client->connect, nullptr);
  std::vector<std::shared_ptr<SimSocket>> listening;
  const auto found = listeners_.find({address.node, address.port});
  if (found != listeners_.end()) {
    for (const std::weak_ptr<SimSocket>& weak : found->second) {
      std::shared_ptr<SimSocket> listener = weak.lock();
      if (listener != nullptr && listener->backend != nullptr && listener->backlog.size() < listener->backlog_max) {
        listening.push_back(std::move(listener));
      }
    }
  }
  if (listening.empty()) return complete(*client, op, -ECONNREFUSED);
  SimSocket& listener = *listening[rng_.below(listening.size())];
  std::shared_ptr<SimSocket> server = socket(*listener.backend);
  server->port = address.port;
  server->connected = client->connected = true;
  server->peer_name = name_of(client->node, client->port);
  client->peer_name = name_of(address.node, address.port);
  server->peer = client;
  client->peer = server;
  complete(*client, op, 0);
  listener.backlog.push_back(std::move(server));
  serve_accepts(listener);
}

void SimNetwork::serve_accepts(SimSocket& listener) {
  while (!listener.backlog.empty() && !listener.accepts.empty()) {
    Op& op = *listener.accepts.front();
    if (!op.multishot) listener.accepts.pop_front();
    std::shared_ptr<SimSocket> accepted = std::move(listener.backlog.front());
    listener.backlog.pop_front();
    const Handle handle = listener.backend->add_socket(std::move(accepted));
    listener.backend->complete(op, handle, op.multishot);
  }
}

// Moves as much of the pending send into the window as fits.
void SimNetwork::push_send(const std::shared_ptr<SimSocket>& socket) {
  while (socket->send != nullptr) {
    Op& op = *socket->send;
    const std::shared_ptr<SimSocket> peer = socket->peer.lock();
    const bool gone = socket->reset || socket->sent_end;
    if (gone) {
      socket->send = nullptr;
      return complete(*socket, op, socket->reset && !socket->sent_end ? -ECONNRESET : -EPIPE);
    }
    std::size_t total = 0;
    for (int i = 0; i < op.iov_count; ++i) total += op.iov[i].iov_len;
    if (socket->send_done == total) {
      socket->send = nullptr;
      return complete(*socket, op, static_cast<std::int32_t>(total));
    }
    const std::size_t used = socket->wire_bytes + (peer == nullptr ? 0 : peer->inbox.size());
    if (used >= options_.window_bytes) return;
    std::size_t count = std::min<std::size_t>(total - socket->send_done, options_.window_bytes - used);
    if (options_.chop && count > 1 && rng_.chance(1, 3)) count = 1 + rng_.below(count);
    SimSocket::Piece piece;
    std::size_t skip = socket->send_done;
    for (int i = 0; i < op.iov_count && piece.bytes.size() < count; ++i) {
      if (skip >= op.iov[i].iov_len) {
        skip -= op.iov[i].iov_len;
        continue;
      }
      const auto* from = static_cast<const std::uint8_t*>(op.iov[i].iov_base) + skip;
      const std::size_t length = std::min(op.iov[i].iov_len - skip, count - piece.bytes.size());
      piece.bytes.insert(piece.bytes.end(), from, from + length);
      skip = 0;
    }
    socket->send_done += piece.bytes.size();
    if (options_.reset > 0 && rng_.chance(options_.reset, 1'000'000)) return break_stream(socket);
    transmit(socket, std::move(piece));
  }
}

void SimNetwork::transmit(const std::shared_ptr<SimSocket>& socket, SimSocket::Piece piece) {
  const MonotonicNs earliest = socket->wire.empty() ? 0 : socket->wire.back().arrives;
  piece.arrives = std::max(draw_arrival(), earliest);
  socket->wire_bytes += piece.bytes.size();
  socket->wire.push_back(std::move(piece));
  if (!socket->pumping) {
    socket->pumping = true;
    events_.schedule(socket->wire.front().arrives, [this, socket] { pump(socket); });
  }
}

// The first piece on the wire arrives, unless the network is cut.
void SimNetwork::pump(const std::shared_ptr<SimSocket>& socket) {
  socket->pumping = false;
  if (socket->wire.empty()) return;
  const std::shared_ptr<SimSocket> peer = socket->peer.lock();
  MonotonicNs next = events_.now() + kRetransmitNs;
  if (peer == nullptr || !blocked_.contains({socket->node, peer->node})) {
    SimSocket::Piece piece = std::move(socket->wire.front());
    socket->wire.pop_front();
    socket->wire_bytes -= piece.bytes.size();
    deliver(socket, std::move(piece));
    if (socket->wire.empty()) return;
    next = socket->wire.front().arrives;
  }
  if (socket->pumping) return;
  socket->pumping = true;
  events_.schedule(next, [this, socket] { pump(socket); });
}

void SimNetwork::deliver(const std::shared_ptr<SimSocket>& socket, SimSocket::Piece piece) {
  const std::shared_ptr<SimSocket> peer = socket->peer.lock();
  const bool received = peer != nullptr && peer->backend != nullptr;
  if (!received) {
    // Nobody is there. A node that is down says nothing; one that runs says that it knows of no such connection.
    const bool node_up = peer == nullptr || nodes_.incarnation(peer->node) != 0;
    if (node_up && !piece.end && !piece.reset && socket->backend != nullptr) break_stream(socket);
    return;
  }
  if (piece.reset) {
    peer->reset = true;
    peer->inbox.clear();
    fail_pending(*peer, -ECONNRESET);
    return;
  }
  peer->inbox.insert(peer->inbox.end(), piece.bytes.begin(), piece.bytes.end());
  if (piece.end) peer->ended = true;
  feed(peer);
}

void SimNetwork::feed(const std::shared_ptr<SimSocket>& socket) {
  while (socket->receive != nullptr && serve_receive(socket)) {}
}

// Completes the pending receive once, if there is something to say. False if there is nothing more to do.
bool SimNetwork::serve_receive(const std::shared_ptr<SimSocket>& socket) {
  Op& op = *socket->receive;
  const bool over = socket->inbox.empty() && (socket->ended || socket->reset || socket->sent_end);
  if (over) {
    socket->receive = nullptr;
    complete(*socket, op, socket->reset ? -ECONNRESET : 0);
    socket->reset = false;
    socket->ended = true;
    return false;
  }
  if (socket->inbox.empty()) return false;
  SelectedBuffer selected;
  std::uint8_t* target = op.bytes.data();
  std::size_t room = op.bytes.size();
  if (op.kind == OpKind::kReceiveSelect) {
    selected = socket->backend->take_buffer();
    if (selected.data == nullptr) {
      socket->receive = nullptr;
      complete(*socket, op, -ENOBUFS);
      return false;
    }
    target = const_cast<std::uint8_t*>(selected.data);
    room = socket->backend->select_buffer_bytes();
  }
  std::size_t count = std::min(room, socket->inbox.size());
  if (options_.chop && count > 1 && rng_.chance(1, 3)) count = 1 + rng_.below(count);
  std::copy_n(socket->inbox.begin(), count, target);
  socket->inbox.erase(socket->inbox.begin(), socket->inbox.begin() + static_cast<std::ptrdiff_t>(count));
  const bool more = op.kind == OpKind::kReceiveSelect && op.multishot;
  if (!more) socket->receive = nullptr;
  socket->backend->complete(op, static_cast<std::int32_t>(count), more, selected);
  const std::shared_ptr<SimSocket> peer = socket->peer.lock();
  if (peer != nullptr && peer->backend != nullptr) push_send(peer);  // there is room in the window again
  return more;
}

void SimNetwork::fail_pending(SimSocket& socket, std::int32_t error) {
  if (socket.receive != nullptr) {
    complete(socket, *std::exchange(socket.receive, nullptr), error);
    if (error == -ECONNRESET) {
      socket.reset = false;  // told once
      socket.ended = true;
      socket.sent_end = true;
    }
  }
  if (socket.send != nullptr) complete(socket, *std::exchange(socket.send, nullptr), error);
}

// The connection breaks under way: both ends see a reset.
void SimNetwork::break_stream(const std::shared_ptr<SimSocket>& socket) {
  socket->wire.clear();
  socket->wire_bytes = 0;
  const std::shared_ptr<SimSocket> peer = socket->peer.lock();
  SimSocket::Piece piece;
  piece.reset = true;
  if (peer != nullptr && peer->backend != nullptr) transmit(socket, std::move(piece));
  if (socket->backend == nullptr) return;
  socket->reset = true;
  socket->inbox.clear();
  fail_pending(*socket, -ECONNRESET);
}

void SimNetwork::shutdown(const std::shared_ptr<SimSocket>& socket) {
  if (socket->listening) {
    socket->listening = false;
    while (!socket->accepts.empty()) {
      Op& op = *socket->accepts.front();
      socket->accepts.pop_front();
      complete(*socket, op, -EINVAL);
    }
    return;
  }
  if (!socket->sent_end && !socket->reset) {
    SimSocket::Piece piece;
    piece.end = true;
    transmit(socket, std::move(piece));
  }
  socket->sent_end = true;
  if (socket->send != nullptr) complete(*socket, *std::exchange(socket->send, nullptr), -EPIPE);
  feed(socket);
}

void SimNetwork::close(const std::shared_ptr<SimSocket>& socket) {
  for (const std::shared_ptr<SimSocket>& waiting : socket->backlog) die(waiting, false);
  socket->backlog.clear();
  while (!socket->accepts.empty()) {
    Op& op = *socket->accepts.front();
    socket->accepts.pop_front();
    complete(*socket, op, -ECANCELED);
  }
  if (socket->connect != nullptr) complete(*socket, *std::exchange(socket->connect, nullptr), -ECANCELED);
  fail_pending(*socket, -ECANCELED);
  die(socket, false);
}

void SimNetwork::die(const std::shared_ptr<SimSocket>& socket, bool silently) {
  socket->connect = socket->receive = socket->send = nullptr;
  socket->accepts.clear();
  if (!silently && socket->listening) {
    for (const std::shared_ptr<SimSocket>& waiting : socket->backlog) die(waiting, false);
  }
  socket->backlog.clear();
  const bool unread = !socket->inbox.empty();
  const bool says_goodbye = !silently && socket->connected && !socket->sent_end && !socket->reset;
  socket->backend = nullptr;
  if (silently) {
    socket->wire.clear();
    socket->wire_bytes = 0;
  }
  socket->inbox.clear();
  if (!says_goodbye) return;
  socket->sent_end = true;
  SimSocket::Piece piece;
  // Closing with bytes unread is a reset in TCP.
  (unread ? piece.reset : piece.end) = true;
  transmit(socket, std::move(piece));
}

}  // namespace klamm
