#include "runtime/io/epoll_backend.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <system_error>

#include "runtime/base/assert.h"
#include "runtime/io/sockets.h"

namespace klamm {

namespace {

// What Op::backend_state says.
constexpr std::uint32_t kIdle = 0;
constexpr std::uint32_t kAttempt = 1;     // to be tried
constexpr std::uint32_t kParked = 2;      // waits for an edge
constexpr std::uint32_t kInLocal = 3;     // has its result, waits for reap()
constexpr std::uint32_t kConnecting = 4;  // as kAttempt and kParked, of a connect that has begun: a bit beside them

// How many times one multishot operation completes before others have their turn.
constexpr int kShotsPerTurn = 16;
constexpr int kEventsMax = 256;

bool is_socket_op(OpKind kind) {
  return kind == OpKind::kAccept || kind == OpKind::kConnect || kind == OpKind::kReceive ||
         kind == OpKind::kReceiveSelect || kind == OpKind::kSend || kind == OpKind::kShutdown;
}

bool is_writer(OpKind kind) { return kind == OpKind::kConnect || kind == OpKind::kSend; }

bool not_ready(int os_errno) { return os_errno == EAGAIN || os_errno == EWOULDBLOCK; }

Error failed(const char* what, int os_errno) {
  return Error(ErrorCode::kUnknownServerError,
               std::string("epoll: ") + what + ": " + std::generic_category().message(os_errno), os_errno);
}

}  // namespace

void EpollBackend::Queue::push(Op& op) {
  op.backend_next = nullptr;
  op.backend_previous = tail;
  (tail == nullptr ? head : tail->backend_next) = &op;
  tail = &op;
}

void EpollBackend::Queue::remove(Op& op) {
  (op.backend_previous == nullptr ? head : op.backend_previous->backend_next) = op.backend_next;
  (op.backend_next == nullptr ? tail : op.backend_next->backend_previous) = op.backend_previous;
  op.backend_next = op.backend_previous = nullptr;
}

Op* EpollBackend::Queue::pop() {
  Op* op = head;
  if (op != nullptr) remove(*op);
  return op;
}

EpollBackend::EpollBackend(const BackendOptions& options)
    : options_(options), file_threads_(*options.file_threads), file_client_(*this) {
  buffers_.resize(std::size_t{options_.select_buffers} * options_.select_buffer_bytes);
  for (std::uint32_t id = options_.select_buffers; id > 0; --id) free_buffers_.push_back(id - 1);
}

Result<std::unique_ptr<Backend>> EpollBackend::create(const BackendOptions& options) {
  KLAMM_ASSERT(options.file_threads != nullptr);
  std::unique_ptr<EpollBackend> backend(new EpollBackend(options));
  backend->epoll_fd_ = ::epoll_create1(EPOLL_CLOEXEC);
  if (backend->epoll_fd_ < 0) return failed("cannot make an epoll instance", errno);
  backend->wake_fd_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (backend->wake_fd_ < 0) return failed("cannot make an eventfd", errno);
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = backend->wake_fd_;
  if (::epoll_ctl(backend->epoll_fd_, EPOLL_CTL_ADD, backend->wake_fd_, &event) < 0) {
    return failed("cannot watch an eventfd", errno);
  }
  return std::unique_ptr<Backend>(std::move(backend));
}

EpollBackend::~EpollBackend() {
  if (epoll_fd_ >= 0) ::close(epoll_fd_);
  if (wake_fd_ >= 0) ::close(wake_fd_);
}

EpollBackend::Watch& EpollBackend::watch_of(Handle handle) {
  const auto index = static_cast<std::size_t>(handle);
  if (index >= watches_.size()) watches_.resize(index + 1);
  return watches_[index];
}

int EpollBackend::watch(Handle handle) {
  if (handle < 0) return -EBADF;
  if (watch_of(handle).watched) return 0;
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  event.data.fd = handle;
  ++counters_.system_calls;
  if (::epoll_ctl(epoll_fd_, EPOLL_CTL_ADD, handle, &event) < 0) return errno == EPERM ? -ENOTSOCK : -errno;
  watch_of(handle).watched = true;
  return 0;
}

void EpollBackend::submit(Op& op) {
  KLAMM_ASSERT(op.on_complete != nullptr && op.backend_state == kIdle);
  ++counters_.operations;
  if (is_file_op(op.kind)) file_ops_.began(op, now());
  if (is_socket_op(op.kind)) {
    const int watched = op.kind == OpKind::kShutdown ? 0 : watch(op.handle);
    if (watched < 0) return complete_locally(op, watched);
    op.backend_data = 0;
    op.backend_state = kAttempt;
    attempts_.push(op);
    return;
  }
  if (op.kind == OpKind::kNop) return complete_locally(op, 0);
  const auto index = static_cast<std::size_t>(op.handle);
  if (op.kind == OpKind::kClose && index < watches_.size() && watches_[index].watched) {
    unwatch(op.handle);
    ++counters_.system_calls;
    return complete_locally(op, ::close(op.handle) < 0 ? -errno : 0);
  }
  file_threads_.submit(op, file_client_);
}

// The descriptor is about to be closed: what waits on it will see no edge any more.
void EpollBackend::unwatch(Handle handle) {
  Watch& watch = watch_of(handle);
  watch.watched = false;
  for (Queue* queue : {&watch.readers, &watch.writers}) {
    while (Op* op = queue->pop()) complete_locally(*op, -ECANCELED);
  }
  for (Op* op = attempts_.head; op != nullptr;) {
    Op& waiting = *op;
    op = op->backend_next;
    if (waiting.handle != handle) continue;
    attempts_.remove(waiting);
    complete_locally(waiting, -ECANCELED);
  }
}

void EpollBackend::complete_locally(Op& op, std::int32_t result) {
  op.result = result;
  op.backend_state = kInLocal;
  local_.push(op);
}

void EpollBackend::cancel(Op& op) {
  if (!is_socket_op(op.kind)) {
    if (op.kind != OpKind::kNop && file_threads_.cancel(op)) complete_locally(op, -ECANCELED);
    return;
  }
  const std::uint32_t state = op.backend_state & ~kConnecting;
  if (state == kAttempt) {
    attempts_.remove(op);
  } else if (state == kParked) {
    Watch& watch = watch_of(op.handle);
    (is_writer(op.kind) ? watch.writers : watch.readers).remove(op);
  } else {
    return;
  }
  complete_locally(op, -ECANCELED);
}

void EpollBackend::finish(Op& op, std::int32_t result, bool more) {
  op.result = result;
  op.more = more;
  if (!more) {
    op.backend_state = kIdle;
    if (is_file_op(op.kind)) file_ops_.ended(op, now());
  }
  op.on_complete(op);
}

std::size_t EpollBackend::reap() {
  std::size_t count = 0;
  for (Op* op = file_client_.take(); op != nullptr; ++count) {
    Op& done = *op;
    op = op->backend_next;
    finish(done, done.result, false);
  }
  count += attempt_all();
  while (Op* op = local_.pop()) {
    finish(*op, op->result, false);
    ++count;
  }
  return count;
}

std::size_t EpollBackend::attempt_all() {
  std::size_t count = 0;
  // Those that want another turn go behind the ones that are here now.
  Op* const last = attempts_.tail;
  while (Op* op = attempts_.pop()) {
    count += attempt(*op);
    if (op == last) break;
  }
  return count;
}

std::size_t EpollBackend::attempt(Op& op) {
  std::size_t count = 0;
  for (int shot = 0; shot < kShotsPerTurn; ++shot) {
    std::int32_t result = 0;
    ++counters_.system_calls;
    const Outcome outcome = try_op(op, result);
    if (outcome == Outcome::kNotReady) {
      park(op);
      return count;
    }
    finish(op, result, outcome == Outcome::kAgain);
    ++count;
    if (outcome == Outcome::kDone) return count;
  }
  op.backend_state = kAttempt;
  attempts_.push(op);
  return count;
}

void EpollBackend::park(Op& op) {
  op.backend_state = (op.backend_state & kConnecting) | kParked;
  Watch& watch = watch_of(op.handle);
  (is_writer(op.kind) ? watch.writers : watch.readers).push(op);
}

EpollBackend::Outcome EpollBackend::try_op(Op& op, std::int32_t& result) {
  switch (op.kind) {
    case OpKind::kAccept: return try_accept(op, result);
    case OpKind::kConnect: return try_connect(op, result);
    case OpKind::kReceive:
    case OpKind::kReceiveSelect: return try_receive(op, result);
    case OpKind::kSend: return try_send(op, result);
    case OpKind::kShutdown: result = ::shutdown(op.handle, SHUT_RDWR) < 0 ? -errno : 0; return Outcome::kDone;
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
    case OpKind::kReadFile: break;
  }
  KLAMM_ASSERT(false);  // FileThreads has them
  return Outcome::kDone;
}

EpollBackend::Outcome EpollBackend::try_accept(Op& op, std::int32_t& result) {
  for (;;) {
    const int accepted = ::accept4(op.handle, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (accepted >= 0) {
      result = accepted;
      return op.multishot ? Outcome::kAgain : Outcome::kDone;
    }
    if (not_ready(errno)) return Outcome::kNotReady;
    // A peer that was gone before it was accepted is nobody's error.
    if (errno == EINTR || errno == ECONNABORTED) continue;
    result = -errno;
    return Outcome::kDone;
  }
}

EpollBackend::Outcome EpollBackend::try_connect(Op& op, std::int32_t& result) {
  if ((op.backend_state & kConnecting) != 0) {
    int error = 0;
    socklen_t length = sizeof error;
    if (::getsockopt(op.handle, SOL_SOCKET, SO_ERROR, &error, &length) < 0) error = errno;
    if (error == 0) {
      // No error and no peer: an edge from before the connect began.
      sockaddr_storage peer{};
      socklen_t peer_length = sizeof peer;
      const bool connected = ::getpeername(op.handle, reinterpret_cast<sockaddr*>(&peer), &peer_length) == 0;
      if (!connected && errno == ENOTCONN) return Outcome::kNotReady;
    }
    result = -error;
    return Outcome::kDone;
  }
  if (::connect(op.handle, reinterpret_cast<const sockaddr*>(&op.address), op.address_length) == 0) {
    result = 0;
    return Outcome::kDone;
  }
  if (errno == EINPROGRESS || errno == EINTR) {
    op.backend_state |= kConnecting;
    return Outcome::kNotReady;
  }
  result = -errno;
  return Outcome::kDone;
}

EpollBackend::Outcome EpollBackend::try_receive(Op& op, std::int32_t& result) {
  const bool select = op.kind == OpKind::kReceiveSelect;
  std::uint8_t* target = op.bytes.data();
  std::size_t room = op.bytes.size();
  std::uint32_t id = 0;
  if (select) {
    op.selected = {};
    if (free_buffers_.empty()) {
      ++counters_.buffers_exhausted;
      result = -ENOBUFS;
      return Outcome::kDone;
    }
    id = free_buffers_.back();
    target = buffers_.data() + std::size_t{id} * options_.select_buffer_bytes;
    room = options_.select_buffer_bytes;
  }
  for (;;) {
    const ssize_t count = ::recv(op.handle, target, std::min<std::size_t>(room, INT_MAX), 0);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && not_ready(errno)) return Outcome::kNotReady;
    result = count < 0 ? -errno : static_cast<std::int32_t>(count);
    if (!select || count <= 0) return Outcome::kDone;
    free_buffers_.pop_back();
    op.selected = {target, id};
    return op.multishot ? Outcome::kAgain : Outcome::kDone;
  }
}

EpollBackend::Outcome EpollBackend::try_send(Op& op, std::int32_t& result) {
  // What has been sent already is in backend_data.
  for (;;) {
    std::uint64_t skip = op.backend_data;
    int first = 0;
    while (first < op.iov_count && skip >= op.iov[first].iov_len) skip -= op.iov[first++].iov_len;
    if (first == op.iov_count) {
      result = static_cast<std::int32_t>(op.backend_data);
      return Outcome::kDone;
    }
    ssize_t count = 0;
    if (skip > 0) {
      count = ::send(op.handle, static_cast<std::uint8_t*>(op.iov[first].iov_base) + skip, op.iov[first].iov_len - skip,
                     MSG_NOSIGNAL);
    } else {
      msghdr header{};
      header.msg_iov = const_cast<iovec*>(op.iov + first);
      header.msg_iovlen = static_cast<std::size_t>(std::min(op.iov_count - first, IOV_MAX));
      count = ::sendmsg(op.handle, &header, MSG_NOSIGNAL);
    }
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && not_ready(errno)) return Outcome::kNotReady;
    if (count < 0) {
      result = -errno;
      return Outcome::kDone;
    }
    op.backend_data += static_cast<std::uint64_t>(count);
  }
}

void EpollBackend::wait(MonotonicNs deadline) {
  int timeout_ms = -1;
  if (attempts_.head != nullptr || local_.head != nullptr) {
    timeout_ms = 0;
  } else if (deadline != kNever) {
    // Rounded up: waking before the deadline would mean turning in vain until it comes.
    const MonotonicNs remaining = std::max<MonotonicNs>(deadline - now(), 0);
    timeout_ms = static_cast<int>(std::min<MonotonicNs>((remaining + 999'999) / 1'000'000, INT_MAX));
  }
  epoll_event events[kEventsMax];
  ++counters_.system_calls;
  const int count = ::epoll_wait(epoll_fd_, events, kEventsMax, timeout_ms);
  for (int i = 0; i < count; ++i) {
    if (events[i].data.fd == wake_fd_) {
      std::uint64_t value = 0;
      static_cast<void>(::read(wake_fd_, &value, sizeof value));
    } else {
      note_event(events[i].data.fd, events[i].events);
    }
  }
}

// An edge: what is parked is tried again.
void EpollBackend::note_event(Handle handle, std::uint32_t events) {
  Watch& watch = watch_of(handle);
  constexpr std::uint32_t kBroken = EPOLLERR | EPOLLHUP;
  const auto retry = [this](Queue& queue) {
    while (Op* op = queue.pop()) {
      op->backend_state = (op->backend_state & kConnecting) | kAttempt;
      attempts_.push(*op);
    }
  };
  if ((events & (EPOLLIN | EPOLLRDHUP | kBroken)) != 0) retry(watch.readers);
  if ((events & (EPOLLOUT | kBroken)) != 0) retry(watch.writers);
}

void EpollBackend::wake() {
  const std::uint64_t one = 1;
  // It fails only when the counter is at its limit, and then the descriptor is readable.
  static_cast<void>(::write(wake_fd_, &one, sizeof one));
}

void EpollBackend::release_buffer(std::uint32_t id) {
  KLAMM_ASSERT(id < options_.select_buffers && free_buffers_.size() < options_.select_buffers);
  free_buffers_.push_back(id);
}

MonotonicNs EpollBackend::now() const { return monotonic_now_ns(); }
std::int64_t EpollBackend::wall_ms() const { return wall_now_ms(); }

Result<Handle> EpollBackend::listen(std::string_view host, std::uint16_t port, int backlog) {
  return open_listener(host, port, backlog, true);
}
Result<Handle> EpollBackend::socket(const sockaddr_storage& address) { return open_socket(address, true); }
void EpollBackend::tune_socket(Handle socket, int send_buffer_bytes, int receive_buffer_bytes) {
  set_socket_options(socket, send_buffer_bytes, receive_buffer_bytes);
}
std::string EpollBackend::peer_address(Handle socket) const { return format_peer(socket); }
std::string EpollBackend::path_of(Handle handle) const { return path_of_descriptor(handle); }
std::uint16_t EpollBackend::local_port(Handle socket) const { return port_of(socket); }
Result<Handle> EpollBackend::lock_file(const std::string& path) { return open_locked(path); }

}  // namespace klamm
