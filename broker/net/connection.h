// One client's connection: frames in, requests in order, responses in the same order out.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "broker/request_context.h"
#include "runtime/shard/env.h"

namespace klamm::broker {

struct ApiEntry;

// What a connection may cost. Sources: socket.request.max.bytes, connections.max.idle.ms.
struct ConnectionLimits {
  std::size_t request_size_max = 104'857'600;
  MonotonicNs idle_timeout_ns = 600'000 * kNsPerMs;
  // Requests of one connection whose responses are outstanding. Only Produce overlaps with its successors.
  std::size_t in_flight_max = 32;
};

// Lives on the shard that accepted it. run() is its one reader; each request is a coroutine in `requests_`; one flusher
// at a time sends. A frame's memory is admitted before it is read: over budget the socket is simply not read, and TCP
// makes the client wait.
class Connection {
 public:
  Connection(BrokerShard& shard, Handle socket, ConnectionInfo info, const ConnectionLimits& limits);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Serves until either side closes, then waits for its requests and closes the socket. Runs once.
  Task<void> run();

  // Makes run() end soon: for shutting down, idleness and limits. Idempotent. Responses that are not sent yet are lost.
  void close(std::string reason);
  // For a clean stop: ends as soon as no request is outstanding, now if it is idle.
  void drain();

  [[nodiscard]] const ConnectionInfo& info() const { return info_; }

 private:
  // One request from its frame to its response.
  struct Exchange {
    RequestContext context;
    const ApiEntry* entry = nullptr;
    Reply reply;
    bool done = false;
    MonotonicNs started = 0;
    Exchange(BrokerShard& shard, ConnectionInfo& info) : context(shard, info) {}
  };
  struct Frame {
    Slice bytes;
    MemoryGrant memory;
    bool complete = false;  // false: the stream ended, or `close` was called
  };

  Task<Frame> read_frame();
  // True when at least `count` unread bytes are in input_.
  Task<bool> fill(std::size_t count);
  Task<bool> receive_exactly(MutableByteView into);
  Task<bool> take_up(Frame frame);
  bool parse_header(Exchange& exchange, Slice frame);
  Task<void> process(Exchange* exchange);
  Task<void> flush();
  Task<bool> send(BufferChain chain);
  Task<void> shut_down_socket();
  BufferChain encode_response(Exchange& exchange);
  void start_flush();
  static void on_idle_timer(Timer& timer);
  static void on_stall_timer(Timer& timer);
  [[nodiscard]] std::size_t unread() const { return input_.size() - input_position_; }

  BrokerShard& shard_;
  Env& env_;
  const Handle socket_;
  ConnectionInfo info_;
  const ConnectionLimits& limits_;

  Slice input_;  // received, not taken up yet
  std::size_t input_position_ = 0;
  Op receive_op_;
  bool receiving_ = false;

  std::deque<std::unique_ptr<Exchange>> in_flight_;  // in request order
  Signal progress_;                                  // a request ended or was sent
  TaskScope requests_;
  bool flushing_ = false;
  bool closing_ = false;
  bool draining_ = false;
  std::string close_reason_;
  MonotonicNs last_activity_ = 0;
  Timer idle_timer_;
  Timer stall_timer_;  // while a frame has its memory, and not yet its bytes
};

}  // namespace klamm::broker
