#include "bench/load/connection.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "bench/load/broker_process.h"

namespace klamm::bench {

namespace {

// Small, because there may be ten thousand connections; one that receives more grows.
constexpr std::size_t kReceiveBytes = std::size_t{4} << 10;
constexpr std::size_t kResponseBytesMax = std::size_t{128} << 20;
constexpr std::size_t kSizeBytes = 4;
constexpr std::size_t kHeadBytes = 8;  // size, correlation id

bool would_block() { return errno == EAGAIN || errno == EINTR; }

}  // namespace

Connection::Connection(std::uint16_t port) : received_(kHeadBytes) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (socket_ < 0) die(std::string("cannot make a socket: ") + std::strerror(errno));
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    die(std::string("cannot connect: ") + std::strerror(errno));
  }
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Connection::~Connection() { ::close(socket_); }

void Connection::enqueue(RequestPtr request, double stamp) {
  expected_.push_back({next_correlation_id_++, stamp});
  outgoing_.push_back(std::move(request));
  if (outgoing_.size() == 1) begin_first();
}

void Connection::begin_first() {
  const Request& request = *outgoing_.front();
  store_be(prefix_, static_cast<std::int32_t>(kPrefixBytes - kSizeBytes + request.rest.size()));
  store_be(prefix_ + 4, request.api_key);
  store_be(prefix_ + 6, request.api_version);
  store_be(prefix_ + 8, next_to_send_++);
  sent_ = 0;
}

void Connection::send_some() {
  while (!outgoing_.empty()) {
    const Request& request = *outgoing_.front();
    const std::size_t prefix_sent = std::min(sent_, kPrefixBytes);
    const std::size_t rest_sent = sent_ - prefix_sent;
    iovec pieces[2] = {{prefix_ + prefix_sent, kPrefixBytes - prefix_sent},
                       {const_cast<std::uint8_t*>(request.rest.data()) + rest_sent, request.rest.size() - rest_sent}};
    msghdr message{};
    message.msg_iov = pieces;
    message.msg_iovlen = 2;
    const ssize_t sent = ::sendmsg(socket_, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0 && would_block()) return;
    if (sent < 0) die(std::string("cannot send: ") + std::strerror(errno));
    sent_ += static_cast<std::size_t>(sent);
    if (sent_ < kPrefixBytes + request.rest.size()) continue;
    outgoing_.pop_front();
    if (!outgoing_.empty()) begin_first();
  }
}

std::size_t Connection::receive_into(std::uint8_t* to, std::size_t size) {
  const ssize_t received = ::recv(socket_, to, size, MSG_DONTWAIT);
  if (received < 0 && would_block()) return 0;
  if (received < 0) die(std::string("cannot receive: ") + std::strerror(errno));
  if (received == 0) die("the broker closed a connection");
  return static_cast<std::size_t>(received);
}

void Connection::receive_some(const OnResponse& on_response) {
  while (true) {
    // What is known of the first response says how much room is needed; small responses come several at a time.
    std::size_t wanted = kReceiveBytes;
    if (filled_ >= kSizeBytes) {
      wanted = std::max(wanted, kSizeBytes + static_cast<std::size_t>(load_be<std::int32_t>(received_.data())));
    }
    if (wanted > kResponseBytesMax) die("a response of " + std::to_string(wanted) + " bytes");
    if (received_.size() < wanted) received_.resize(wanted);
    const std::size_t room = received_.size() - filled_;
    const std::size_t received = receive_into(received_.data() + filled_, room);
    filled_ += received;
    while (complete(on_response)) {}
    if (received < room) return;
  }
}

bool Connection::complete(const OnResponse& on_response) {
  if (filled_ < kHeadBytes) return false;
  const std::size_t size = kSizeBytes + static_cast<std::size_t>(load_be<std::int32_t>(received_.data()));
  if (filled_ < size) return false;
  if (size < kHeadBytes || expected_.empty()) die("a response that nobody asked for");
  const Expected expected = expected_.front();
  expected_.pop_front();
  const auto correlation_id = load_be<std::int32_t>(received_.data() + kSizeBytes);
  if (correlation_id != expected.correlation_id) die("responses out of order");
  on_response({received_.data() + kHeadBytes, size - kHeadBytes}, expected.stamp);
  std::memmove(received_.data(), received_.data() + size, filled_ - size);
  filled_ -= size;
  return true;
}

ByteView Connection::exchange(const RequestPtr& request) {
  ByteView answer;
  bool answered = false;
  enqueue(request, 0);
  while (!answered) {
    pollfd waiting{socket_, static_cast<short>(wants_to_send() ? POLLIN | POLLOUT : POLLIN), 0};
    ::poll(&waiting, 1, -1);
    if (wants_to_send()) send_some();
    if ((waiting.revents & ~POLLOUT) == 0) continue;
    receive_some([&](ByteView body, double) {
      answer = body;  // nothing else is in flight, so that the bytes stay where they are
      answered = true;
    });
  }
  return answer;
}

void poll_connections(const std::vector<std::unique_ptr<Connection>>& connections,
                      const std::function<void(std::size_t connection, ByteView body, double stamp)>& on_response,
                      double wait_seconds) {
  std::vector<pollfd> waiting;
  for (const auto& connection : connections) {
    if (connection->wants_to_send()) connection->send_some();
    const int events = connection->wants_to_send() ? POLLIN | POLLOUT : POLLIN;
    waiting.push_back({connection->socket(), static_cast<short>(events), 0});
  }
  timespec wait{};
  wait.tv_nsec = static_cast<long>(std::clamp(wait_seconds, 0.0, 0.5) * 1e9);
  if (::ppoll(waiting.data(), waiting.size(), &wait, nullptr) <= 0) return;
  for (std::size_t i = 0; i < connections.size(); ++i) {
    if ((waiting[i].revents & ~POLLOUT) != 0) {
      connections[i]->receive_some([&](ByteView body, double stamp) { on_response(i, body, stamp); });
    }
    if (connections[i]->wants_to_send()) connections[i]->send_some();
  }
}

}  // namespace klamm::bench
