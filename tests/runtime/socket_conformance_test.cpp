// What every backend does with sockets. One test, three backends; the real ones over the loopback.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>
#include <deque>
#include <memory>
#include <numeric>
#include <optional>

#include "tests/runtime/rig.h"

using namespace klamm;
using namespace klamm::test;

namespace {

sockaddr_storage loopback(std::uint16_t port) {
  sockaddr_storage storage{};
  auto* address = reinterpret_cast<sockaddr_in*>(&storage);
  address->sin_family = AF_INET;
  address->sin_port = htons(port);
  address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return storage;
}

// An operation whose completions are collected, as multishot ones need it.
struct Shots {
  struct Shot {
    std::int32_t result;
    bool more;
    SelectedBuffer selected;
  };
  Op op;
  std::vector<Shot> shots;
  bool ended = false;

  Shots(OpKind kind, Handle handle, bool multishot) {
    op.kind = kind;
    op.handle = handle;
    op.multishot = multishot;
    op.owner = this;
    op.on_complete = [](Op& done) {
      auto* self = static_cast<Shots*>(done.owner);
      self->shots.push_back({done.result, done.more, done.selected});
      self->ended = !done.more;
    };
  }
  void submit(Env& env) {
    ended = false;
    env.io.submit(op);
  }
};

struct Pair {
  Handle client = -1;
  Handle server = -1;
};

class Network {
 public:
  explicit Network(const std::string& backend, std::uint32_t select_buffers = 32)
      : rig_(make_rig({.backend = backend, .select_buffers = select_buffers})) {
    const Result<Handle> listener = env().io.listen("127.0.0.1", 0, 64);
    REQUIRE(listener.ok());
    listener_ = *listener;
    port_ = env().io.local_port(listener_);
    REQUIRE(port_ != 0);
  }
  ~Network() {
    if (listener_ >= 0) close(listener_);
  }
  Rig& rig() { return *rig_; }
  Env& env() { return rig_->env(); }
  Handle listener() const { return listener_; }
  std::uint16_t port() const { return port_; }

  Pair connect() {
    Shots accept(OpKind::kAccept, listener_, false);
    accept.submit(env());
    Pair pair;
    pair.client = connect_client();
    rig_->turn_until([&] { return accept.ended; });
    REQUIRE(accept.shots[0].result >= 0);
    pair.server = accept.shots[0].result;
    return pair;
  }
  Handle connect_client() {
    const sockaddr_storage address = loopback(port_);
    const Result<Handle> client = env().io.socket(address);
    REQUIRE(client.ok());
    Shots connect(OpKind::kConnect, *client, false);
    connect.op.address = address;
    connect.op.address_length = sizeof(sockaddr_in);
    connect.submit(env());
    rig_->turn_until([&] { return connect.ended; });
    REQUIRE(connect.shots[0].result == 0);
    return *client;
  }
  std::int32_t close(Handle handle) {
    Env& lent = env();
    return rig_->run([&] { return close_handle(lent.io, handle); });
  }
  void forget_listener() { listener_ = -1; }
  std::int32_t send(Handle handle, std::string_view text) {
    Shots send(OpKind::kSend, handle, false);
    const iovec iov{const_cast<char*>(text.data()), text.size()};
    send.op.iov = &iov;
    send.op.iov_count = 1;
    send.submit(env());
    rig_->turn_until([&] { return send.ended; });
    return send.shots[0].result;
  }
  // One receive of at most `room` bytes: the bytes, or the negative result in `error`.
  std::string receive(Handle handle, std::size_t room, std::int32_t* error = nullptr) {
    std::string text(room, '\0');
    Shots receive(OpKind::kReceive, handle, false);
    receive.op.bytes = {reinterpret_cast<std::uint8_t*>(text.data()), text.size()};
    receive.submit(env());
    rig_->turn_until([&] { return receive.ended; });
    const std::int32_t result = receive.shots[0].result;
    if (error != nullptr) *error = result;
    text.resize(static_cast<std::size_t>(std::max(result, 0)));
    return text;
  }
  std::string receive_exactly(Handle handle, std::size_t size) {
    std::string text;
    while (text.size() < size) {
      const std::string piece = receive(handle, size - text.size());
      REQUIRE(!piece.empty());
      text += piece;
    }
    return text;
  }

 private:
  std::unique_ptr<Rig> rig_;
  Handle listener_ = -1;
  std::uint16_t port_ = 0;
};

std::string pattern(std::size_t size) {
  std::string text(size, '\0');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i * 7 / 5 % 26);
  return text;
}

std::optional<std::string> pick() {
  const auto backend = GENERATE(as<std::string>(), "uring", "epoll", "sim");
  return available(backend) ? std::optional(backend) : std::nullopt;
}

}  // namespace

TEST_CASE("bytes go both ways and the end is seen, on every backend", "[io][net]") {
  const std::optional<std::string> backend = pick();
  if (!backend) return;
  CAPTURE(*backend);
  Network network(*backend);
  const Pair pair = network.connect();
  network.env().io.tune_socket(pair.server, -1, -1);
  network.env().io.register_handle(pair.server);
  CHECK(network.env().io.peer_address(pair.client).ends_with(":" + std::to_string(network.port())));
  CHECK(network.env()
            .io.peer_address(pair.server)
            .ends_with(":" + std::to_string(network.env().io.local_port(pair.client))));
  for (int round = 0; round < 3; ++round) {
    CHECK(network.send(pair.client, "a question") == 10);
    CHECK(network.receive_exactly(pair.server, 10) == "a question");
    CHECK(network.send(pair.server, "an answer") == 9);
    CHECK(network.receive_exactly(pair.client, 9) == "an answer");
  }
  CHECK(network.close(pair.client) == 0);
  std::int32_t result = -1;
  CHECK(network.receive(pair.server, 10, &result).empty());
  CHECK(result == 0);
  CHECK(network.close(pair.server) == 0);
  CHECK(network.close(pair.server) == -EBADF);
}

TEST_CASE("a large send waits for its slow reader and arrives whole, on every backend", "[io][net]") {
  const std::optional<std::string> backend = pick();
  if (!backend) return;
  CAPTURE(*backend);
  Network network(*backend);
  const Pair pair = network.connect();
  network.env().io.tune_socket(pair.client, 16'384, -1);
  network.env().io.tune_socket(pair.server, -1, 16'384);
  // In more pieces than one system call takes, and of all sizes.
  const std::string text = pattern(8'000'000);
  std::vector<iovec> iov;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = std::min<std::size_t>(at < 30'000 ? 11 : 123'457, text.size() - at);
    iov.push_back({const_cast<char*>(text.data()) + at, size});
    at += size;
  }
  Shots send(OpKind::kSend, pair.client, false);
  send.op.iov = iov.data();
  send.op.iov_count = static_cast<int>(iov.size());
  send.submit(network.env());
  std::string got = network.receive_exactly(pair.server, 1'000'000);
  // Far more is under way than the buffers between the two hold.
  CHECK(!send.ended);
  got += network.receive_exactly(pair.server, text.size() - got.size());
  CHECK(got == text);
  network.rig().turn_until([&] { return send.ended; });
  REQUIRE(send.shots.size() == 1);
  CHECK(send.shots[0].result == static_cast<std::int32_t>(text.size()));
  network.close(pair.client);
  network.close(pair.server);
}

TEST_CASE("multishot accept, on every backend", "[io][net]") {
  const std::optional<std::string> backend = pick();
  if (!backend) return;
  CAPTURE(*backend);
  Network network(*backend);
  Shots accept(OpKind::kAccept, network.listener(), true);
  accept.submit(network.env());
  constexpr std::size_t kClients = 40;
  std::vector<Handle> clients;
  for (std::size_t i = 0; i < kClients; ++i) clients.push_back(network.connect_client());
  network.rig().turn_until([&] { return accept.shots.size() == kClients; });
  CHECK(!accept.ended);
  network.env().io.cancel(accept.op);
  network.rig().turn_until([&] { return accept.ended; });
  CHECK(accept.shots.back().result == -ECANCELED);
  std::vector<Handle> servers;
  for (std::size_t i = 0; i < kClients; ++i) {
    CHECK(accept.shots[i].more);
    REQUIRE(accept.shots[i].result >= 0);
    servers.push_back(accept.shots[i].result);
  }
  for (const Handle handle : clients) network.close(handle);
  for (const Handle handle : servers) network.close(handle);
}

TEST_CASE("multishot receive takes buffers until they are gone, and goes on, on every backend", "[io][net]") {
  const std::optional<std::string> backend = pick();
  if (!backend) return;
  CAPTURE(*backend);
  constexpr std::uint32_t kBuffers = 4;
  Network network(*backend, kBuffers);
  const Pair pair = network.connect();
  const std::string text = pattern(600'000);
  Shots send(OpKind::kSend, pair.client, false);
  const iovec iov{const_cast<char*>(text.data()), text.size()};
  send.op.iov = &iov;
  send.op.iov_count = 1;
  send.submit(network.env());
  Shots receive(OpKind::kReceiveSelect, pair.server, true);
  std::string got;
  std::size_t dry = 0;
  while (got.size() < text.size()) {
    receive.shots.clear();
    receive.submit(network.env());
    // Nobody gives a buffer back, so the pool runs dry unless the text ends.
    const auto all_here = [&] {
      std::size_t size = got.size();
      for (const Shots::Shot& shot : receive.shots) size += static_cast<std::size_t>(std::max(shot.result, 0));
      return size == text.size();
    };
    network.rig().turn_until([&] { return receive.ended || all_here(); });
    if (!receive.ended) network.env().io.cancel(receive.op);
    network.rig().turn_until([&] { return receive.ended; });
    if (receive.shots.back().result == -ENOBUFS) ++dry;
    for (const Shots::Shot& shot : receive.shots) {
      if (shot.result <= 0) continue;
      got.append(reinterpret_cast<const char*>(shot.selected.data), static_cast<std::size_t>(shot.result));
      network.env().io.release_buffer(shot.selected.id);
    }
  }
  CHECK(got == text);
  CHECK(dry > 0);
  CHECK(network.env().io.counters().buffers_exhausted == dry);
  network.rig().turn_until([&] { return send.ended; });
  // One that is not multishot gets one buffer.
  CHECK(network.send(pair.client, "once") == 4);
  Shots once(OpKind::kReceiveSelect, pair.server, false);
  once.submit(network.env());
  network.rig().turn_until([&] { return once.ended; });
  REQUIRE(once.shots[0].result > 0);
  network.env().io.release_buffer(once.shots[0].selected.id);
  // The end of the stream takes none.
  network.close(pair.client);
  std::int32_t last = 1;
  while (last > 0) {
    once.shots.clear();
    once.submit(network.env());
    network.rig().turn_until([&] { return once.ended; });
    last = once.shots[0].result;
    if (last > 0) network.env().io.release_buffer(once.shots[0].selected.id);
  }
  CHECK(last == 0);
  network.close(pair.server);
}

TEST_CASE("what waits on a socket can be given up, on every backend", "[io][net]") {
  const std::optional<std::string> backend = pick();
  if (!backend) return;
  CAPTURE(*backend);
  Network network(*backend);
  Shots accept(OpKind::kAccept, network.listener(), false);
  accept.submit(network.env());
  network.env().io.cancel(accept.op);
  network.rig().turn_until([&] { return accept.ended; });
  CHECK(accept.shots[0].result == -ECANCELED);

  const Pair pair = network.connect();
  std::array<std::uint8_t, 10> bytes{};
  Shots receive(OpKind::kReceive, pair.server, false);
  receive.op.bytes = bytes;
  receive.submit(network.env());
  CHECK(network.send(pair.server, "x") == 1);  // the receive waits, the loop turns
  CHECK(!receive.ended);
  network.env().io.cancel(receive.op);
  network.env().io.cancel(receive.op);
  network.rig().turn_until([&] { return receive.ended; });
  CHECK(receive.shots.size() == 1);
  CHECK(receive.shots[0].result == -ECANCELED);

  Shots select(OpKind::kReceiveSelect, pair.server, true);
  select.submit(network.env());
  network.env().io.cancel(select.op);
  network.rig().turn_until([&] { return select.ended; });
  CHECK(select.shots.back().result == -ECANCELED);

  // A send that nobody reads.
  const std::string text = pattern(20'000'000);
  Shots send(OpKind::kSend, pair.server, false);
  const iovec iov{const_cast<char*>(text.data()), text.size()};
  send.op.iov = &iov;
  send.op.iov_count = 1;
  send.submit(network.env());
  CHECK(network.receive_exactly(pair.client, 100).size() == 100);
  CHECK(!send.ended);
  network.env().io.cancel(send.op);
  network.rig().turn_until([&] { return send.ended; });
  CHECK(send.shots[0].result < static_cast<std::int32_t>(text.size()));
  network.close(pair.client);
  network.close(pair.server);
}

TEST_CASE("shutting down ends what waits, on every backend", "[io][net]") {
  const std::optional<std::string> backend = pick();
  if (!backend) return;
  CAPTURE(*backend);
  Network network(*backend);
  const Pair pair = network.connect();
  std::array<std::uint8_t, 10> bytes{};
  Shots receive(OpKind::kReceive, pair.server, false);
  receive.op.bytes = bytes;
  receive.submit(network.env());
  Shots shutdown(OpKind::kShutdown, pair.server, false);
  shutdown.submit(network.env());
  network.rig().turn_until([&] { return shutdown.ended && receive.ended; });
  CHECK(shutdown.shots[0].result == 0);
  CHECK(receive.shots[0].result == 0);
  CHECK(network.send(pair.server, "x") == -EPIPE);
  std::int32_t result = -1;
  network.receive(pair.client, 10, &result);
  CHECK(result == 0);
  network.close(pair.client);
  network.close(pair.server);
}

TEST_CASE("a peer that vanishes with bytes unread breaks the connection, on every backend", "[io][net]") {
  const std::optional<std::string> backend = pick();
  if (!backend) return;
  CAPTURE(*backend);
  Network network(*backend);
  const Pair pair = network.connect();
  CHECK(network.send(pair.client, "never read") == 10);
  // Wait until the bytes are there: one of them is read.
  CHECK(network.receive(pair.server, 1).size() == 1);
  network.close(pair.server);
  std::int32_t result = 0;
  network.receive(pair.client, 10, &result);
  CHECK(result == -ECONNRESET);
  CHECK(network.send(pair.client, "x") == -EPIPE);
  network.close(pair.client);
}

TEST_CASE("connections that cannot be had, on every backend", "[io][net]") {
  const std::optional<std::string> backend = pick();
  if (!backend) return;
  CAPTURE(*backend);
  Network network(*backend);
  CHECK(network.close(network.listener()) == 0);
  network.forget_listener();
  const sockaddr_storage address = loopback(network.port());
  const Result<Handle> client = network.env().io.socket(address);
  REQUIRE(client.ok());
  Shots connect(OpKind::kConnect, *client, false);
  connect.op.address = address;
  connect.op.address_length = sizeof(sockaddr_in);
  connect.submit(network.env());
  network.rig().turn_until([&] { return connect.ended; });
  CHECK(connect.shots[0].result == -ECONNREFUSED);
  network.close(*client);
  constexpr Handle kNoSuchHandle = 9'999;
  Shots receive(OpKind::kReceiveSelect, kNoSuchHandle, true);
  receive.submit(network.env());
  network.rig().turn_until([&] { return receive.ended; });
  CHECK(receive.shots[0].result == -EBADF);
  const Result<Handle> elsewhere = network.env().io.listen("203.0.113.1", 0, 1);
  REQUIRE(!elsewhere.ok());
  CHECK(elsewhere.error().os_errno == EADDRNOTAVAIL);
}

TEST_CASE("shards share a port, on every backend", "[io][net]") {
  const std::optional<std::string> backend = pick();
  if (!backend) return;
  CAPTURE(*backend);
  Network network(*backend);
  const Result<Handle> second = network.env().io.listen("127.0.0.1", network.port(), 64);
  REQUIRE(second.ok());
  Shots first_accept(OpKind::kAccept, network.listener(), true);
  Shots second_accept(OpKind::kAccept, *second, true);
  first_accept.submit(network.env());
  second_accept.submit(network.env());
  std::vector<Handle> handles;
  // The chance that one of two listeners gets none of forty is below one in 10^11.
  for (int i = 0; i < 40; ++i) handles.push_back(network.connect_client());
  network.rig().turn_until([&] { return first_accept.shots.size() + second_accept.shots.size() == 40; });
  CHECK(!first_accept.shots.empty());
  CHECK(!second_accept.shots.empty());
  for (Shots* accept : {&first_accept, &second_accept}) {
    for (const Shots::Shot& shot : accept->shots) handles.push_back(shot.result);
    network.env().io.cancel(accept->op);
  }
  network.rig().turn_until([&] { return first_accept.ended && second_accept.ended; });
  for (const Handle handle : handles) network.close(handle);
  network.close(*second);
}
