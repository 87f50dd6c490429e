// A client's connection for load: requests that are made once and sent many times, several in flight, no copies.
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
  std::vector<std::uint8_t> rest;
};
using RequestPtr = std::shared_ptr<const Request>;

template <class Message>
RequestPtr make_request(const Message& message, std::int16_t version) {
  protocol::Writer writer;
  writer.write_nullable_string("broker_bench", false);
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

// Non-blocking; whoever owns it polls. Dies when the broker closes it or answers out of order.
class Connection {
 public:
  // Called with what stands behind the correlation id, which is gone when it returns, and with what enqueue() was
  // given.
  using OnResponse = std::function<void(ByteView body, double stamp)>;

  explicit Connection(std::uint16_t port);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  [[nodiscard]] int socket() const { return socket_; }
  [[nodiscard]] bool wants_to_send() const { return !outgoing_.empty(); }
  [[nodiscard]] std::size_t in_flight() const { return expected_.size(); }

  void enqueue(RequestPtr request, double stamp);
  // Sends and receives what is possible without waiting.
  void send_some();
  void receive_some(const OnResponse& on_response);
  // Sends and waits for the one answer. REQUIRES: nothing in flight. The bytes live until the next call.
  ByteView exchange(const RequestPtr& request);

 private:
  struct Expected {
    std::int32_t correlation_id = 0;
    double stamp = 0;
  };
  static constexpr std::size_t kPrefixBytes = 12;  // size, API key, version, correlation id

  void begin_first();
  bool complete(const OnResponse& on_response);
  std::size_t receive_into(std::uint8_t* to, std::size_t size);

  int socket_ = -1;
  std::int32_t next_correlation_id_ = 0;
  std::deque<RequestPtr> outgoing_;
  std::deque<Expected> expected_;
  std::int32_t next_to_send_ = 0;
  std::uint8_t prefix_[kPrefixBytes] = {};  // of the first of outgoing_
  std::size_t sent_ = 0;                    // of the first of outgoing_, prefix included
  std::vector<std::uint8_t> received_;      // grows to the largest response; [0, filled_) holds bytes
  std::size_t filled_ = 0;
};

// Polls all connections once, for at most `wait_seconds`, and lets them send and receive.
void poll_connections(const std::vector<std::unique_ptr<Connection>>& connections,
                      const std::function<void(std::size_t connection, ByteView body, double stamp)>& on_response,
                      double wait_seconds);

}  // namespace klamm::bench
