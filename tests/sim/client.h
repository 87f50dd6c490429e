// A small Kafka client for tests, on the operations of a shard: raw frames for those who send nonsense, typed calls for
// those who do not. One request at a time in call(); everything ends at its timeout.
#pragma once

#include <arpa/inet.h>
#include <sys/uio.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "protocol/generated/api_key.h"
#include "protocol/generated/headers.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"
#include "runtime/io/io.h"
#include "runtime/shard/env.h"

namespace klamm::test {

// A request of any API as it goes over the wire, with its size in front.
template <class Request>
std::string request_frame(const Request& request, std::int16_t version, std::int32_t correlation_id) {
  protocol::Writer writer;
  writer.write_int16(static_cast<std::int16_t>(Request::kApiKey));
  writer.write_int16(version);
  writer.write_int32(correlation_id);
  writer.write_nullable_string("sim", false);
  if (protocol::request_header_version(Request::kApiKey, version) >= 2) writer.write_unsigned_varint(0);
  request.encode(writer, version);
  const Buffer body = writer.finish().flatten();
  std::string frame(4, '\0');
  store_be(reinterpret_cast<std::uint8_t*>(frame.data()), static_cast<std::int32_t>(body.size()));
  frame.append(reinterpret_cast<const char*>(body.data()), body.size());
  return frame;
}

// A decoded response, and the bytes that its views point into.
template <class Response>
struct Answer {
  Slice frame;
  std::int32_t correlation_id = 0;
  Response body;
};

// Lives on one shard of the client's node, as long as its coroutines run.
class Client {
 public:
  Client(Env& env, std::string host, std::uint16_t port, MonotonicNs timeout_ns = 5'000 * kNsPerMs)
      : env_(env), host_(std::move(host)), port_(port), timeout_ns_(timeout_ns), timer_(&Client::on_timeout, this) {}
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  [[nodiscard]] Env& env() { return env_; }
  [[nodiscard]] bool connected() const { return socket_ >= 0; }
  // Whether the last operation that failed did so because its time was over.
  [[nodiscard]] bool timed_out() const { return timed_out_; }

  Task<bool> connect() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port_);
    KLAMM_ASSERT(inet_pton(AF_INET, host_.c_str(), &address.sin_addr) == 1);
    sockaddr_storage storage{};
    std::memcpy(&storage, &address, sizeof address);
    const Result<Handle> socket = env_.io.socket(storage);
    if (!socket.ok()) co_return false;
    socket_ = *socket;
    op_ = Op{};
    op_.kind = OpKind::kConnect;
    op_.handle = socket_;
    op_.address = storage;
    op_.address_length = sizeof address;
    const std::int32_t result = co_await perform();
    if (result != 0) co_await close();
    co_return result == 0;
  }

  Task<void> close() {
    if (socket_ < 0) co_return;
    const Handle socket = std::exchange(socket_, -1);
    const std::int32_t closed = co_await close_handle(env_.io, socket);
    static_cast<void>(closed);
  }

  Task<bool> send(std::string bytes) {
    const iovec vector{bytes.data(), bytes.size()};
    op_ = Op{};
    op_.kind = OpKind::kSend;
    op_.handle = socket_;
    op_.iov = &vector;
    op_.iov_count = 1;
    const std::int32_t sent = co_await perform();
    co_return sent == static_cast<std::int32_t>(bytes.size());
  }

  // One response without its size; nothing at the end of the stream, after an error, or when the time is over.
  Task<std::optional<Slice>> receive_frame() {
    std::uint8_t head[4] = {};
    const bool begun = co_await receive(MutableByteView(head, sizeof head));
    if (!begun) co_return std::nullopt;
    const auto size = load_be<std::int32_t>(head);
    if (size < 4 || size > (64 << 20)) co_return std::nullopt;
    Buffer frame = Buffer::allocate(static_cast<std::size_t>(size));
    const MutableByteView into(frame.data(), frame.size());
    const bool complete = co_await receive(into);
    if (!complete) co_return std::nullopt;
    co_return Slice(std::move(frame));
  }

  // Whether the broker closes the connection, without saying anything, before the time is over.
  Task<bool> closed_by_peer() {
    std::uint8_t byte = 0;
    const bool received = co_await receive(MutableByteView(&byte, 1));
    co_return !received && !timed_out_;
  }

  // Sends a request and waits for its response; connects where that is needed. Nothing if the connection broke, which
  // it has then. The request's views are used before the first suspension only.
  template <class Request, class Response>
  Task<std::optional<Answer<Response>>> call(const Request& request, std::int16_t version) {
    const std::int32_t correlation_id = ++correlation_id_;
    std::string frame = request_frame(request, version, correlation_id);
    if (!connected()) {
      const bool ok = co_await connect();
      if (!ok) co_return std::nullopt;
    }
    const bool sent = co_await send(std::move(frame));
    std::optional<Slice> received;
    if (sent) received = co_await receive_frame();
    if (!received.has_value()) {
      co_await close();
      co_return std::nullopt;
    }
    std::optional<Answer<Response>> answer = decode<Response>(*std::move(received), version);
    KLAMM_ASSERT(answer.has_value() && answer->correlation_id == correlation_id);
    co_return answer;
  }

  // Nothing if the bytes are no response of this kind, or more than one.
  template <class Response>
  static std::optional<Answer<Response>> decode(Slice frame, std::int16_t version) {
    Answer<Response> answer;
    answer.frame = std::move(frame);
    protocol::Reader reader(answer.frame);
    answer.correlation_id = reader.read_int32();
    if (protocol::response_header_version(Response::kApiKey, version) >= 1) reader.skip_tagged_fields();
    answer.body.decode(reader, version);
    if (!reader.ok() || reader.remaining() != 0) return std::nullopt;
    return answer;
  }

 private:
  Task<bool> receive(MutableByteView into) {
    while (!into.empty()) {
      op_ = Op{};
      op_.kind = OpKind::kReceive;
      op_.handle = socket_;
      op_.bytes = into;
      const std::int32_t received = co_await perform();
      if (received <= 0) co_return false;
      into = into.subspan(static_cast<std::size_t>(received));
    }
    co_return true;
  }

  Task<std::int32_t> perform() {
    timed_out_ = false;
    env_.timers.set(timer_, env_.now() + timeout_ns_);
    const std::int32_t result = co_await Submit(env_.io, op_);
    timer_.cancel();
    co_return result;
  }
  static void on_timeout(Timer& timer) {
    Client& client = *static_cast<Client*>(timer.owner);
    client.timed_out_ = true;
    client.env_.io.cancel(client.op_);
  }

  Env& env_;
  const std::string host_;
  const std::uint16_t port_;
  const MonotonicNs timeout_ns_;
  Timer timer_;
  Op op_;
  Handle socket_ = -1;
  bool timed_out_ = false;
  std::int32_t correlation_id_ = 0;
};

}  // namespace klamm::test
