#include "bench/load/connection.h"

#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "bench/load/machine.h"

namespace klamm::bench {

namespace {

// Small, because there may be ten thousand connections; one that receives more grows.
constexpr std::size_t kReceiveBytes = std::size_t{4} << 10;
constexpr std::size_t kResponseBytesMax = std::size_t{128} << 20;
constexpr std::size_t kSizeBytes = 4;
constexpr std::size_t kHeadBytes = 8;  // size, correlation id

bool would_block() { return errno == EAGAIN || errno == EINTR; }

[[noreturn]] void die_of_errno(const std::string& what) { die(what + ": " + std::strerror(errno)); }

}  // namespace

Endpoint::Endpoint(const std::string& bootstrap) : text_(bootstrap) {
  const std::size_t colon = bootstrap.rfind(':');
  if (colon == std::string::npos) die(bootstrap + " is not HOST:PORT");
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int failed =
      ::getaddrinfo(bootstrap.substr(0, colon).c_str(), bootstrap.substr(colon + 1).c_str(), &hints, &found);
  if (failed != 0 || found == nullptr) die("cannot resolve " + bootstrap + ": " + ::gai_strerror(failed));
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(found->ai_addr);
  address_.assign(bytes, bytes + found->ai_addrlen);
  family_ = found->ai_family;
  ::freeaddrinfo(found);
}

int Endpoint::connect() const {
  const int made = ::socket(family_, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (made < 0) die_of_errno("cannot make a socket");
  const auto* address = reinterpret_cast<const sockaddr*>(address_.data());
  if (::connect(made, address, static_cast<socklen_t>(address_.size())) != 0) {
    die_of_errno("cannot connect to " + text_);
  }
  const int on = 1;
  ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return made;
}

Connection::Connection(const Endpoint& endpoint) : socket_(endpoint.connect()), received_(kHeadBytes) {}

Connection::~Connection() { ::close(socket_); }

std::vector<std::int64_t> Connection::unanswered() const {
  std::vector<std::int64_t> due;
  due.reserve(expected_.size());
  for (const Expected& expected : expected_) due.push_back(expected.due_ns);
  return due;
}

void Connection::enqueue(RequestPtr request, std::int64_t due_ns) {
  const std::int32_t correlation_id = next_correlation_id_++;
  if (request->answered) expected_.push_back({correlation_id, due_ns});
  outgoing_.push_back({correlation_id, std::move(request)});
  if (outgoing_.size() == 1) begin_first();
}

void Connection::begin_first() {
  const Request& request = *outgoing_.front().request;
  store_be(prefix_, static_cast<std::int32_t>(kPrefixBytes - kSizeBytes + request.rest.size()));
  store_be(prefix_ + 4, request.api_key);
  store_be(prefix_ + 6, request.api_version);
  store_be(prefix_ + 8, outgoing_.front().correlation_id);
  sent_ = 0;
}

void Connection::send_some() {
  while (!outgoing_.empty()) {
    const Request& request = *outgoing_.front().request;
    const std::size_t prefix_sent = std::min(sent_, kPrefixBytes);
    const std::size_t rest_sent = sent_ - prefix_sent;
    iovec pieces[2] = {{prefix_ + prefix_sent, kPrefixBytes - prefix_sent},
                       {const_cast<std::uint8_t*>(request.rest.data()) + rest_sent, request.rest.size() - rest_sent}};
    msghdr message{};
    message.msg_iov = pieces;
    message.msg_iovlen = 2;
    const ssize_t sent = ::sendmsg(socket_, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0 && would_block()) return;
    if (sent < 0) die_of_errno("cannot send");
    sent_ += static_cast<std::size_t>(sent);
    if (sent_ < kPrefixBytes + request.rest.size()) continue;
    outgoing_.pop_front();
    if (!outgoing_.empty()) begin_first();
  }
}

std::size_t Connection::receive_into(std::uint8_t* to, std::size_t size) {
  const ssize_t received = ::recv(socket_, to, size, MSG_DONTWAIT);
  if (received < 0 && would_block()) return 0;
  if (received < 0) die_of_errno("cannot receive");
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
  on_response({received_.data() + kHeadBytes, size - kHeadBytes}, expected.due_ns);
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
    receive_some([&](ByteView body, std::int64_t) {
      answer = body;  // nothing else is in flight, so that the bytes stay where they are
      answered = true;
    });
  }
  return answer;
}

Loop::Loop() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  if (epoll_ < 0) die_of_errno("cannot make an epoll");
}

Loop::~Loop() { ::close(epoll_); }

void Loop::add(Connection& connection, Connection::OnResponse on_response) {
  const auto socket = static_cast<std::size_t>(connection.socket());
  if (index_of_socket_.size() <= socket) index_of_socket_.resize(socket + 1);
  index_of_socket_[socket] = members_.size();
  epoll_event event{.events = EPOLLIN, .data = {.u64 = members_.size()}};
  if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, connection.socket(), &event) != 0) die_of_errno("cannot poll a connection");
  members_.push_back({.connection = &connection, .on_response = std::move(on_response)});
}

void Loop::send(Connection& connection, RequestPtr request, std::int64_t due_ns) {
  const bool first = !connection.wants_to_send();
  connection.enqueue(std::move(request), due_ns);
  if (!first) return;  // the socket is full already
  connection.send_some();
  update(index_of_socket_[static_cast<std::size_t>(connection.socket())]);
}

void Loop::update(std::size_t index) {
  Member& member = members_[index];
  if (member.awaits_room == member.connection->wants_to_send()) return;
  member.awaits_room = !member.awaits_room;
  epoll_event event{.events = member.awaits_room ? EPOLLIN | EPOLLOUT : EPOLLIN, .data = {.u64 = index}};
  ::epoll_ctl(epoll_, EPOLL_CTL_MOD, member.connection->socket(), &event);
}

void Loop::wait(std::int64_t until_ns) {
  constexpr int kEventsMax = 256;
  epoll_event events[kEventsMax];
  const std::int64_t left_ns = std::max<std::int64_t>(0, until_ns - now_ns());
  timespec timeout{.tv_sec = left_ns / 1'000'000'000, .tv_nsec = left_ns % 1'000'000'000};
  const int count = ::epoll_pwait2(epoll_, events, kEventsMax, &timeout, nullptr);
  for (int i = 0; i < count; ++i) {
    const std::size_t index = events[i].data.u64;
    Connection& connection = *members_[index].connection;
    if ((events[i].events & EPOLLOUT) != 0) connection.send_some();
    if ((events[i].events & ~EPOLLOUT) != 0) {
      connection.receive_some(
          [this, index](ByteView body, std::int64_t due_ns) { members_[index].on_response(body, due_ns); });
    }
    update(index);
  }
}

}  // namespace klamm::bench
