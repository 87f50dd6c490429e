#include "broker/net/connection.h"

#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>

#include "broker/api_table.h"
#include "broker/broker_shard.h"
#include "broker/net/framing.h"
#include "runtime/io/io.h"
#include "runtime/memory/pages.h"

namespace klamm::broker {

namespace {

constexpr std::size_t kSizeBytes = 4;
// The smallest request there is: api key, version and correlation id.
constexpr std::size_t kFrameSizeMin = 8;
// Charged for each request beside its bytes: context, decoded structures, a small response.
constexpr std::size_t kRequestOverheadBytes = 4096;
// From so many bytes on a frame gets pages of its own: the next one finds them where malloc would have cut them up.
constexpr std::size_t kPagedFrameMin = std::size_t{64} << 10;
constexpr std::size_t kIovMax = 256;
// How long a client may be silent in the middle of a request whose memory others could use.
constexpr MonotonicNs kStallNs = 10'000 * kNsPerMs;

}  // namespace

Connection::Connection(BrokerShard& shard, Handle socket, ConnectionInfo info, const ConnectionLimits& limits)
    : shard_(shard),
      env_(shard.env()),
      socket_(socket),
      info_(std::move(info)),
      limits_(limits),
      last_activity_(env_.now()),
      idle_timer_(&Connection::on_idle_timer, this),
      stall_timer_(&Connection::on_stall_timer, this) {}

Connection::~Connection() { KLAMM_ASSERT(in_flight_.empty() || Scheduler::abandoning()); }

Task<void> Connection::run() {
  env_.timers.set(idle_timer_, last_activity_ + limits_.idle_timeout_ns);
  while (!closing_) {
    Frame frame = co_await read_frame();
    if (!frame.complete) break;
    const bool proceed = co_await take_up(std::move(frame));
    if (!proceed) break;
    if (draining_ && in_flight_.empty()) break;
  }
  closing_ = true;
  // What was begun is finished: an append that is under way may not lose its owner. Nothing more is sent once closing.
  co_await requests_.join();
  in_flight_.clear();
  idle_timer_.cancel();
  if (!close_reason_.empty()) {
    shard_.connection_log().info("connection closed", {{"peer", info_.peer_address}, {"reason", close_reason_}});
  }
  const std::int32_t closed = co_await close_handle(env_.io, socket_);
  static_cast<void>(closed);
}

void Connection::close(std::string reason) {
  if (closing_) return;
  closing_ = true;
  close_reason_ = std::move(reason);
  if (receiving_) env_.io.cancel(receive_op_);
  // Ends a send() that waits for a peer which does not read.
  requests_.spawn(shut_down_socket());
  progress_.notify_all();
}

Task<void> Connection::shut_down_socket() {
  const std::int32_t result = co_await OpAwaiter(env_.io, OpKind::kShutdown, socket_);
  static_cast<void>(result);  // the peer may have been faster
}

void Connection::drain() {
  draining_ = true;
  if (in_flight_.empty()) close({});
}

void Connection::on_idle_timer(Timer& timer) {
  Connection& connection = *static_cast<Connection*>(timer.owner);
  const MonotonicNs deadline = connection.last_activity_ + connection.limits_.idle_timeout_ns;
  if (connection.env_.now() < deadline) {
    connection.env_.timers.set(connection.idle_timer_, deadline);
    return;
  }
  // A request that is being answered is no idleness, unless the peer does not read the answer.
  if (!connection.in_flight_.empty() && !connection.flushing_) {
    connection.env_.timers.set(connection.idle_timer_, connection.env_.now() + connection.limits_.idle_timeout_ns);
    return;
  }
  connection.close("idle for connections.max.idle.ms");
}

// Memory is admitted by the size that a frame begins with. Without this, a few clients that promise much and send
// nothing would keep everybody else waiting until they count as idle.
void Connection::on_stall_timer(Timer& timer) {
  Connection& connection = *static_cast<Connection*>(timer.owner);
  const MonotonicNs now = connection.env_.now();
  const MemoryPool& pool = connection.env_.memory.pool();
  const bool scarce = pool.used() > pool.limit() / 2;
  if (scarce && now >= connection.last_activity_ + kStallNs) {
    connection.close("silent in the middle of a request while memory is scarce");
    return;
  }
  connection.env_.timers.set(connection.stall_timer_,
                             std::max(connection.last_activity_, now - kStallNs / 2) + kStallNs);
}

Task<bool> Connection::fill(std::size_t count) {
  while (unread() < count) {
    if (closing_) co_return false;
    receive_op_ = Op{};
    receive_op_.kind = OpKind::kReceiveSelect;
    receive_op_.handle = socket_;
    receiving_ = true;
    const std::int32_t received = co_await Submit(env_.io, receive_op_);
    receiving_ = false;
    if (received == -ENOBUFS) {
      // All of the shard's receive buffers are in use; they are handed back within this turn of the loop.
      co_await SleepUntil(env_.timers, env_.now() + kNsPerMs);
      continue;
    }
    if (received <= 0) co_return false;
    // The selected buffer is shared by all connections and goes back at once; what is kept is as small as what arrived.
    const std::size_t left_over = unread();
    Buffer joined = Buffer::allocate(left_over + static_cast<std::size_t>(received));
    if (left_over > 0) std::memcpy(joined.data(), input_.bytes.data() + input_position_, left_over);
    std::memcpy(joined.data() + left_over, receive_op_.selected.data, static_cast<std::size_t>(received));
    env_.io.release_buffer(receive_op_.selected.id);
    input_ = Slice(std::move(joined));
    input_position_ = 0;
    last_activity_ = env_.now();
  }
  co_return true;
}

Task<bool> Connection::receive_exactly(MutableByteView into) {
  while (!into.empty()) {
    if (closing_) co_return false;
    receive_op_ = Op{};
    receive_op_.kind = OpKind::kReceive;
    receive_op_.handle = socket_;
    receive_op_.bytes = into;
    receiving_ = true;
    const std::int32_t received = co_await Submit(env_.io, receive_op_);
    receiving_ = false;
    if (received <= 0) co_return false;
    into = into.subspan(static_cast<std::size_t>(received));
    last_activity_ = env_.now();
  }
  co_return true;
}

Task<Connection::Frame> Connection::read_frame() {
  Frame frame;
  if (unread() == 0) {  // nothing is held for an idle connection
    input_ = Slice();
    input_position_ = 0;
  }
  const bool started = co_await fill(kSizeBytes);
  if (!started) co_return frame;
  const auto size = load_be<std::int32_t>(input_.bytes.data() + input_position_);
  if (size < static_cast<std::int32_t>(kFrameSizeMin) || static_cast<std::size_t>(size) > limits_.request_size_max) {
    close("a frame of " + std::to_string(size) + " bytes; socket.request.max.bytes is " +
          std::to_string(limits_.request_size_max));
    co_return frame;
  }
  // The API key tells how much memory decoding takes.
  const bool keyed = co_await fill(kSizeBytes + sizeof(std::int16_t));
  if (!keyed) co_return frame;
  const auto api_key = load_be<std::int16_t>(input_.bytes.data() + input_position_ + kSizeBytes);
  const auto frame_size = static_cast<std::size_t>(size);
  const std::size_t cost = kRequestOverheadBytes + frame_size * api_memory_factor(api_key);
  if (cost > env_.memory.pool().limit()) {
    close("a request needs more memory than the whole budget");
    co_return frame;
  }
  frame.memory = co_await env_.memory.admit(cost);
  input_position_ += kSizeBytes;
  if (unread() >= frame_size) {
    frame.bytes = input_.sub(input_position_, frame_size);
    input_position_ += frame_size;
    frame.complete = !closing_;
    co_return frame;
  }
  Buffer buffer = frame_size < kPagedFrameMin ? Buffer::allocate(frame_size) : allocate_page_buffer(frame_size);
  const std::size_t have = unread();
  std::memcpy(buffer.data(), input_.bytes.data() + input_position_, have);
  input_ = Slice();
  input_position_ = 0;
  const MutableByteView rest(buffer.data() + have, frame_size - have);
  env_.timers.set(stall_timer_, env_.now() + kStallNs);
  const bool received = co_await receive_exactly(rest);
  stall_timer_.cancel();
  frame.complete = received && !closing_;
  frame.bytes = Slice(std::move(buffer));
  co_return frame;
}

bool Connection::parse_header(Exchange& exchange, Slice frame) {
  RequestContext& context = exchange.context;
  RequestHeaderView header;
  if (!parse_request_header(frame, header)) {
    close("a request header that cannot be read");
    return false;
  }
  context.api_key = static_cast<protocol::ApiKey>(header.api_key);
  context.api_version = header.api_version;
  context.correlation_id = header.correlation_id;
  context.client_id = header.client_id.value_or(std::string_view());
  context.body = frame.sub(header.body_offset, frame.size() - header.body_offset);
  exchange.entry = find_api(header.api_key, info_.controller_listener);
  const bool known = exchange.entry != nullptr;
  context.version_supported = known && exchange.entry->serves(header.api_version);
  if (context.version_supported) return true;
  if (known && context.api_key == protocol::ApiKey::kApiVersions) return true;
  close("unsupported api " + std::to_string(header.api_key) + " version " + std::to_string(header.api_version));
  return false;
}

Task<bool> Connection::take_up(Frame frame) {
  auto owned = std::make_unique<Exchange>(shard_, info_);
  Exchange& exchange = *owned;
  exchange.started = env_.now();
  exchange.context.on_dispatched = &progress_;
  exchange.context.memory = std::move(frame.memory);
  if (!parse_header(exchange, std::move(frame.bytes))) co_return false;

  // Requests are taken up one after the other, as Kafka does; only Produce lets the next Produce begin once it is
  // appended.
  const bool pipelined = exchange.entry->pipelined;
  while (!closing_ && !in_flight_.empty()) {
    const bool may_overlap =
        pipelined && in_flight_.back()->entry->pipelined && in_flight_.size() < limits_.in_flight_max;
    if (may_overlap) break;
    co_await progress_.wait();
  }
  if (closing_) co_return false;
  exchange.context.image = shard_.image();
  in_flight_.push_back(std::move(owned));
  requests_.spawn(process(&exchange));
  if (pipelined) {
    // `exchange` may be gone only after it was dispatched, so this looks at the queue, not at the request.
    while (!closing_ && !in_flight_.empty() && in_flight_.back().get() == &exchange && !exchange.context.dispatched) {
      co_await progress_.wait();
    }
  } else {
    while (!closing_ && !in_flight_.empty()) co_await progress_.wait();
  }
  co_return !closing_;
}

Task<void> Connection::process(Exchange* exchange) {
  Reply reply = co_await exchange->entry->serve(exchange->context);
  exchange->reply = std::move(reply);
  exchange->done = true;
  exchange->context.dispatched = true;
  shard_.count_request(*exchange->entry, env_.now() - exchange->started);
  if (exchange->reply.kind == Reply::Kind::kClose) close(exchange->reply.reason);
  progress_.notify_all();
  start_flush();
}

void Connection::start_flush() {
  if (flushing_ || in_flight_.empty() || !in_flight_.front()->done) return;
  flushing_ = true;
  requests_.spawn(flush());
}

BufferChain Connection::encode_response(Exchange& exchange) {
  const RequestContext& context = exchange.context;
  // Who asks for ApiVersions in a version that nobody knows understands version 0, and is told by it which ones there
  // are.
  const std::int16_t version = context.version_supported ? context.api_version : std::int16_t{0};
  return frame_response(context.api_key, version, context.correlation_id, std::move(exchange.reply.body));
}

Task<void> Connection::flush() {
  while (!in_flight_.empty() && in_flight_.front()->done) {
    // Whatever is ready goes out in one send.
    BufferChain ready;
    std::vector<std::unique_ptr<Exchange>> sent;
    while (!in_flight_.empty() && in_flight_.front()->done) {
      std::unique_ptr<Exchange> exchange = std::move(in_flight_.front());
      in_flight_.pop_front();
      if (exchange->reply.kind == Reply::Kind::kSend) ready.append(encode_response(*exchange));
      sent.push_back(std::move(exchange));
    }
    if (!closing_ && !ready.empty()) {
      const bool ok = co_await send(std::move(ready));
      if (!ok) close({});
    }
    last_activity_ = env_.now();
    progress_.notify_all();
  }
  flushing_ = false;
  if (draining_ && in_flight_.empty()) close({});
}

Task<bool> Connection::send(BufferChain chain) {
  const std::vector<Slice>& slices = chain.slices();
  std::vector<iovec> vectors(std::min(slices.size(), kIovMax));
  for (std::size_t first = 0; first < slices.size();) {
    const std::size_t count = std::min(slices.size() - first, vectors.size());
    std::size_t expected = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const ByteView bytes = slices[first + i].bytes;
      vectors[i] = {.iov_base = const_cast<std::uint8_t*>(bytes.data()), .iov_len = bytes.size()};
      expected += bytes.size();
    }
    OpAwaiter awaiter(env_.io, OpKind::kSend, socket_);
    awaiter.op().iov = vectors.data();
    awaiter.op().iov_count = static_cast<int>(count);
    const std::int32_t sent = co_await awaiter;
    if (sent < 0 || static_cast<std::size_t>(sent) != expected) co_return false;
    first += count;
  }
  co_return true;
}

}  // namespace klamm::broker
