// A client's connection for load: requests that are made once and sent many times, several in flight, no copies; and
// the loop that serves many of them on one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "protocol/generated/api_key.h"
#include "protocol/generated/headers.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"
#include "runtime/base/bytes.h"

namespace klamm::bench {

// A request without what differs from sending to sending: its length and the correlation id stand in front of `rest`.
struct Request {
  std::int16_t api_key = 0;
  std::int16_t api_version = 0;
  bool answered = true;  // Produce with acks=0 is not
  std::vector<std::uint8_t> rest;
};
using RequestPtr = std::shared_ptr<const Request>;

template <class Message>
std::shared_ptr<Request> make_request(const Message& message, std::int16_t version) {
  protocol::Writer writer;
  writer.write_nullable_string("klamm-bench", false);
  if (protocol::request_header_version(Message::kApiKey, version) >= 2) writer.write_unsigned_varint(0);
  message.encode(writer, version);
  const Buffer bytes = writer.finish().flatten();
  auto request = std::make_shared<Request>();
  request->api_key = static_cast<std::int16_t>(Message::kApiKey);
  request->api_version = version;
  request->rest.assign(bytes.data(), bytes.data() + bytes.size());
  return request;
}

// False where the bytes behind the correlation id are no such response.
template <class Message>
bool decode_response(ByteView bytes, std::int16_t version, Message& message) {
  protocol::Reader reader(bytes);
  if (protocol::response_header_version(Message::kApiKey, version) >= 1) reader.skip_tagged_fields();
  message.decode(reader, version);
  return reader.ok() && reader.remaining() == 0;
}

// Where the broker listens: "HOST:PORT", resolved once.
class Endpoint {
 public:
  // Dies where nobody has that name.
  explicit Endpoint(const std::string& bootstrap);

  // A connected socket; dies where nobody listens.
  [[nodiscard]] int connect() const;

 private:
  std::string text_;
  std::vector<std::uint8_t> address_;
  int family_ = 0;
};

// Whoever owns it polls. Dies when the broker closes it or answers out of order.
class Connection {
 public:
  // Called with what stands behind the correlation id, which is gone when it returns, and with the moment that
  // enqueue() was given.
  using OnResponse = std::function<void(ByteView body, std::int64_t due_ns)>;

  explicit Connection(const Endpoint& endpoint);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  [[nodiscard]] int socket() const { return socket_; }
  [[nodiscard]] bool wants_to_send() const { return !outgoing_.empty(); }
  // Sent or waiting to be sent, and not answered.
  [[nodiscard]] std::size_t in_flight() const { return expected_.size(); }
  // The moments at which the requests in flight were due.
  [[nodiscard]] std::vector<std::int64_t> unanswered() const;

  void enqueue(RequestPtr request, std::int64_t due_ns);
  // Sends and receives what is possible without waiting.
  void send_some();
  void receive_some(const OnResponse& on_response);
  // Sends and waits for the one answer. REQUIRES: nothing in flight. The bytes live until the next call.
  ByteView exchange(const RequestPtr& request);

 private:
  struct Expected {
    std::int32_t correlation_id = 0;
    std::int64_t due_ns = 0;
  };
  struct Outgoing {
    std::int32_t correlation_id = 0;
    RequestPtr request;
  };
  static constexpr std::size_t kPrefixBytes = 12;  // size, API key, version, correlation id

  void begin_first();
  bool complete(const OnResponse& on_response);
  std::size_t receive_into(std::uint8_t* to, std::size_t size);

  int socket_ = -1;
  std::int32_t next_correlation_id_ = 0;
  std::deque<Outgoing> outgoing_;
  std::deque<Expected> expected_;
  std::uint8_t prefix_[kPrefixBytes] = {};  // of the first of outgoing_
  std::size_t sent_ = 0;                    // of the first of outgoing_, prefix included
  std::vector<std::uint8_t> received_;      // grows to the largest response; [0, filled_) holds bytes
  std::size_t filled_ = 0;
};

// Many connections on one thread. Connections outlive the loop or are never touched again.
class Loop {
 public:
  Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  ~Loop();

  void add(Connection& connection, Connection::OnResponse on_response);
  // Enqueues and sends what the socket takes at once.
  void send(Connection& connection, RequestPtr request, std::int64_t due_ns);
  // Waits until something can be received or sent, at most until `until_ns`, and does it.
  void wait(std::int64_t until_ns);

 private:
  struct Member {
    Connection* connection = nullptr;
    Connection::OnResponse on_response;
    bool awaits_room = false;
  };
  void update(std::size_t index);

  int epoll_ = -1;
  std::vector<Member> members_;
  std::vector<std::size_t> index_of_socket_;
};

}  // namespace klamm::bench
