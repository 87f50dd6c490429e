// A simulated network of byte streams between the nodes of a world: TCP as programs see it.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/random.h"
#include "runtime/base/result.h"
#include "runtime/sim/events.h"

namespace klamm {

class SimBackend;

// Chances are out of a million, 0: never.
struct SimNetworkOptions {
  std::int64_t latency_min_ns = 20'000;
  std::int64_t latency_max_ns = 300'000;
  bool chop = true;                     // data arrives and is sent in pieces of any size
  std::uint32_t reset = 0;              // per piece: the connection breaks
  std::uint64_t window_bytes = 65'536;  // sent and not yet received; a sender waits for room
};

// A listening, unconnected or connected socket. Shared by the handle table and, while connected, by its peer.
struct SimSocket {
  SimBackend* backend = nullptr;  // whose operations it completes; nullptr once closed, or its process has died
  std::uint32_t node = 0;
  std::uint64_t incarnation = 0;  // of the process that opened it
  std::uint16_t port = 0;

  bool listening = false;
  std::size_t backlog_max = 0;
  std::deque<std::shared_ptr<SimSocket>> backlog;
  std::deque<Op*> accepts;

  bool connected = false;
  bool reset = false;     // ECONNRESET, once, then as closed
  bool ended = false;     // the peer sends no more
  bool sent_end = false;  // we send no more
  std::string peer_name = "?";
  std::weak_ptr<SimSocket> peer;
  std::deque<std::uint8_t> inbox;
  Op* connect = nullptr;
  Op* receive = nullptr;
  Op* send = nullptr;
  std::size_t send_done = 0;

  // Towards the peer, in order. One event at a time carries the first piece.
  struct Piece {
    MonotonicNs arrives = 0;
    std::vector<std::uint8_t> bytes;
    bool end = false;
    bool reset = false;
  };
  std::deque<Piece> wire;
  std::size_t wire_bytes = 0;
  bool pumping = false;
};

// Owned by the SimWorld. Node n has the address 10.0.(n / 250).(n % 250 + 1); "localhost" is the node itself.
class SimNetwork {
 public:
  // Tells whether the process that had this incarnation is alive, and whether the node runs at all.
  class Nodes {
   public:
    virtual ~Nodes() = default;
    [[nodiscard]] virtual std::uint64_t incarnation(std::uint32_t node) const = 0;  // 0: not running
  };

  SimNetwork(SimEvents& events, Rng rng, SimNetworkOptions options, const Nodes& nodes);
  ~SimNetwork();

  [[nodiscard]] SimNetworkOptions& options() { return options_; }
  static std::string address_of(std::uint32_t node);

  // From now on nothing that `from` sends reaches `to`: streams stall, as TCP's do, and go on when it is healed.
  void block(std::uint32_t from, std::uint32_t to) { blocked_.insert({from, to}); }
  void unblock(std::uint32_t from, std::uint32_t to) { blocked_.erase({from, to}); }
  void heal() { blocked_.clear(); }

  // For SimBackend.
  Result<std::shared_ptr<SimSocket>> listen(SimBackend& backend, std::string_view host, std::uint16_t port,
                                            int backlog);
  std::shared_ptr<SimSocket> socket(SimBackend& backend);
  void start(const std::shared_ptr<SimSocket>& socket, Op& op);
  void cancel(SimSocket& socket, Op& op);
  // Ends the stream in both directions and completes what is pending.
  void shutdown(const std::shared_ptr<SimSocket>& socket);
  void close(const std::shared_ptr<SimSocket>& socket);
  // The process has died. Its kernel says good-bye to the peers, unless the power went.
  void die(const std::shared_ptr<SimSocket>& socket, bool silently);
  // Completes a receive that was submitted, or waits for buffers, if there is something.
  void feed(const std::shared_ptr<SimSocket>& socket);

 private:
  struct Address {
    std::uint32_t node = 0;
    std::uint16_t port = 0;
  };
  static bool resolve(const Op& op, std::uint32_t self, Address& address);
  [[nodiscard]] MonotonicNs draw_arrival();
  void complete(SimSocket& socket, Op& op, std::int32_t result);
  void start_connect(const std::shared_ptr<SimSocket>& socket, Op& op);
  void arrive(const std::shared_ptr<SimSocket>& client, Address address);
  void serve_accepts(SimSocket& listener);
  void push_send(const std::shared_ptr<SimSocket>& socket);
  void transmit(const std::shared_ptr<SimSocket>& socket, SimSocket::Piece piece);
  void pump(const std::shared_ptr<SimSocket>& socket);
  void deliver(const std::shared_ptr<SimSocket>& socket, SimSocket::Piece piece);
  void break_stream(const std::shared_ptr<SimSocket>& socket);
  void fail_pending(SimSocket& socket, std::int32_t error);
  bool serve_receive(const std::shared_ptr<SimSocket>& socket);

  SimEvents& events_;
  Rng rng_;
  SimNetworkOptions options_;
  const Nodes& nodes_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> blocked_;
  std::map<std::pair<std::uint32_t, std::uint16_t>, std::vector<std::weak_ptr<SimSocket>>> listeners_;
  std::uint16_t next_port_ = 40'000;
};

}  // namespace klamm
