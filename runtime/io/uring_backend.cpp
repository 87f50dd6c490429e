#include "runtime/io/uring_backend.h"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <climits>
#include <cstring>
#include <new>
#include <system_error>

#include "runtime/base/assert.h"
#include "runtime/io/sockets.h"

namespace klamm {

namespace {

// What a completion is about, in its 64 bits of user data: a pointer to an Op, whose lowest three bits are zero, or one
// of these in the lowest three bits.
constexpr std::uint64_t kTagMask = 7;
constexpr std::uint64_t kOpTag = 0;
constexpr std::uint64_t kIgnoredTag = 1;      // of no interest
constexpr std::uint64_t kWakeReadTag = 2;     // the read of the eventfd
constexpr std::uint64_t kMessageTag = 3;      // another ring woke us
constexpr std::uint64_t kMessageSentTag = 4;  // with a pointer to the backend that was to be woken
constexpr std::uint64_t kRegisteredTag = 5;   // with the slot in the upper bits

// What Op::backend_state says.
constexpr std::uint32_t kIdle = 0;
constexpr std::uint32_t kInRing = 1;
constexpr std::uint32_t kInQueue = 2;     // of ours
constexpr std::uint32_t kInLocal = 3;     // has its result, waits for reap()
constexpr std::uint32_t kCancelling = 4;  // in the ring, and asked to end

constexpr std::uint16_t kBufferGroup = 0;
constexpr unsigned kWorkersMax = 16;  // of the kernel's own threads, for each of its two kinds of work

std::uint64_t data_of(Op& op) { return reinterpret_cast<std::uintptr_t>(&op); }

Error refused(const char* what, int os_errno) {
  return Error(ErrorCode::kUnknownServerError,
               std::string("io_uring: ") + what + ": " + std::generic_category().message(os_errno), os_errno);
}

// Kinds that io_uring does not have, or that would need several of its operations.
bool needs_thread(OpKind kind) {
  return kind == OpKind::kTruncate || kind == OpKind::kListDirectory || kind == OpKind::kSyncDirectory ||
         kind == OpKind::kSyncFileSystem || kind == OpKind::kStat || kind == OpKind::kStatFileSystem ||
         kind == OpKind::kReadFile;
}

bool uses_handle(OpKind kind) {
  return kind == OpKind::kRead || kind == OpKind::kWrite || kind == OpKind::kSync || kind == OpKind::kAllocate ||
         kind == OpKind::kAccept || kind == OpKind::kReceive || kind == OpKind::kReceiveSelect || kind == OpKind::kSend;
}

// Whether a ring can be had with these flags; the best that the kernel knows come first.
int init_ring(io_uring& ring, unsigned entries) {
  constexpr unsigned kBase = IORING_SETUP_CQSIZE | IORING_SETUP_CLAMP;
  constexpr unsigned kChoices[] = {
      kBase | IORING_SETUP_SUBMIT_ALL | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN,
      kBase | IORING_SETUP_SUBMIT_ALL | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_COOP_TASKRUN,
      kBase,
  };
  int result = -EINVAL;
  for (const unsigned flags : kChoices) {
    io_uring_params params{};
    params.flags = flags;
    params.cq_entries = entries * 8;
    result = io_uring_queue_init_params(entries, &ring, &params);
    if (result != -EINVAL) return result;
  }
  return result;
}

bool has_opcodes(io_uring& ring) {
  constexpr int kNeeded[] = {IORING_OP_NOP, IORING_OP_READ, IORING_OP_WRITE, IORING_OP_WRITEV, IORING_OP_FSYNC,
                             IORING_OP_FALLOCATE, IORING_OP_OPENAT, IORING_OP_CLOSE, IORING_OP_ACCEPT,
                             IORING_OP_CONNECT, IORING_OP_RECV, IORING_OP_SEND, IORING_OP_SENDMSG, IORING_OP_SHUTDOWN,
                             IORING_OP_ASYNC_CANCEL, IORING_OP_RENAMEAT, IORING_OP_UNLINKAT, IORING_OP_MKDIRAT,
                             // Multishot receive has no number of its own; it came with this one's kernel, 6.0.
                             IORING_OP_SEND_ZC};
  io_uring_probe* probe = io_uring_get_probe_ring(&ring);
  if (probe == nullptr) return false;
  const bool all = std::ranges::all_of(kNeeded, [&](int op) { return io_uring_opcode_supported(probe, op) != 0; });
  io_uring_free_probe(probe);
  return all;
}

}  // namespace

int UringBackend::probe() {
  io_uring ring{};
  int result = init_ring(ring, 4);
  if (result < 0) return result;
  result = has_opcodes(ring) ? 0 : -ENOTSUP;
  if (result == 0) {
    io_uring_prep_nop(io_uring_get_sqe(&ring));
    const int submitted = io_uring_submit_and_wait(&ring, 1);
    result = submitted == 1 ? 0 : (submitted < 0 ? submitted : -EIO);
  }
  io_uring_queue_exit(&ring);
  return result;
}

UringBackend::UringBackend(const BackendOptions& options)
    : options_(options), file_threads_(*options.file_threads), file_client_(*this) {}

Result<std::unique_ptr<Backend>> UringBackend::create(const BackendOptions& options) {
  KLAMM_ASSERT(options.file_threads != nullptr);
  KLAMM_ASSERT(std::has_single_bit(options.select_buffers) && options.select_buffers <= 32768);
  std::unique_ptr<UringBackend> backend(new UringBackend(options));
  int result = backend->open_ring();
  if (result < 0) return refused("cannot set up a ring", -result);
  result = backend->open_buffers();
  if (result < 0) return refused("cannot register a ring of buffers", -result);
  backend->open_registered();
  backend->wake_fd_ = ::eventfd(0, EFD_CLOEXEC);
  if (backend->wake_fd_ < 0) return refused("cannot make an eventfd", errno);
  backend->arm_wake();
  return std::unique_ptr<Backend>(std::move(backend));
}

int UringBackend::open_ring() {
  const int result = init_ring(ring_, options_.queue_entries);
  if (result < 0) return result;
  ring_open_ = true;
  // Both only make it faster or kinder; kernels without them work.
  static_cast<void>(io_uring_register_ring_fd(&ring_));
  unsigned workers[2] = {kWorkersMax, kWorkersMax};
  static_cast<void>(io_uring_register_iowq_max_workers(&ring_, workers));
  return 0;
}

int UringBackend::open_buffers() {
  const std::size_t data_bytes = std::size_t{options_.select_buffers} * options_.select_buffer_bytes;
  buffer_ring_bytes_ = options_.select_buffers * sizeof(io_uring_buf);
  void* ring = ::mmap(nullptr, buffer_ring_bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (ring == MAP_FAILED) return -errno;
  buffer_ring_ = static_cast<io_uring_buf_ring*>(ring);
  void* data = ::mmap(nullptr, data_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (data == MAP_FAILED) return -errno;
  buffers_ = static_cast<std::uint8_t*>(data);
  io_uring_buf_reg registration{};
  registration.ring_addr = reinterpret_cast<std::uintptr_t>(buffer_ring_);
  registration.ring_entries = options_.select_buffers;
  registration.bgid = kBufferGroup;
  const int result = io_uring_register_buf_ring(&ring_, &registration, 0);
  if (result < 0) return result;
  io_uring_buf_ring_init(buffer_ring_);
  const int mask = io_uring_buf_ring_mask(options_.select_buffers);
  for (std::uint32_t id = 0; id < options_.select_buffers; ++id) {
    io_uring_buf_ring_add(buffer_ring_, buffers_ + std::size_t{id} * options_.select_buffer_bytes,
                          options_.select_buffer_bytes, static_cast<std::uint16_t>(id), mask, static_cast<int>(id));
  }
  io_uring_buf_ring_advance(buffer_ring_, static_cast<int>(options_.select_buffers));
  return 0;
}

void UringBackend::open_registered() {
  rlimit limit{};
  std::uint64_t count = options_.registered_handles_max;
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) count = std::min<std::uint64_t>(count, limit.rlim_cur);
  if (count == 0 || io_uring_register_files_sparse(&ring_, static_cast<unsigned>(count)) < 0) return;
  slots_.resize(count);
  for (std::size_t slot = 0; slot < slots_.size(); ++slot) slots_[slot] = static_cast<int>(slot);
  registrations_.resize(count, Registration::kNone);
}

UringBackend::~UringBackend() {
  if (ring_open_) io_uring_queue_exit(&ring_);
  if (wake_fd_ >= 0) ::close(wake_fd_);
  if (buffer_ring_ != nullptr) ::munmap(buffer_ring_, buffer_ring_bytes_);
  if (buffers_ != nullptr) ::munmap(buffers_, std::size_t{options_.select_buffers} * options_.select_buffer_bytes);
}

// Room for one more operation; nullptr only while the kernel takes nothing.
io_uring_sqe* UringBackend::next_sqe() {
  io_uring_sqe* sqe = io_uring_get_sqe(&ring_);
  if (sqe != nullptr) return sqe;
  ++counters_.system_calls;
  ++counters_.queue_full;
  if (io_uring_submit(&ring_) < 0) return nullptr;
  return io_uring_get_sqe(&ring_);
}

void UringBackend::submit(Op& op) {
  KLAMM_ASSERT(op.on_complete != nullptr && op.backend_state == kIdle);
  ++counters_.operations;
  if (is_file_op(op.kind)) file_ops_.began(op, now());
  if (needs_thread(op.kind)) {
    file_threads_.submit(op, file_client_);
    return;
  }
  if (op.kind == OpKind::kSend) op.backend_data = 0;
  // Behind what waits already: a later operation must not overtake an earlier one.
  if (queued_head_ == nullptr && start(op)) return;
  op.backend_state = kInQueue;
  op.backend_next = nullptr;
  op.backend_previous = queued_tail_;
  (queued_tail_ == nullptr ? queued_head_ : queued_tail_->backend_next) = &op;
  queued_tail_ = &op;
}

bool UringBackend::start(Op& op) {
  // Closing a registered file takes two entries, which must not be torn apart by a full queue.
  if (op.kind == OpKind::kClose && io_uring_sq_space_left(&ring_) < 2) {
    ++counters_.system_calls;
    if (io_uring_submit(&ring_) < 0 || io_uring_sq_space_left(&ring_) < 2) return false;
  }
  io_uring_sqe* sqe = next_sqe();
  if (sqe == nullptr) return false;
  op.backend_state = kInRing;
  prepare(op, *sqe);
  return true;
}

void UringBackend::prepare(Op& op, io_uring_sqe& sqe) {
  switch (op.kind) {
    case OpKind::kNop: io_uring_prep_nop(&sqe); break;
    case OpKind::kOpen: io_uring_prep_openat(&sqe, AT_FDCWD, op.path, op.open_flags | O_CLOEXEC, op.mode); break;
    case OpKind::kClose: return prepare_close(op, sqe);
    case OpKind::kRead:
      io_uring_prep_read(&sqe, op.handle, op.bytes.data(),
                         static_cast<unsigned>(std::min<std::size_t>(op.bytes.size(), INT_MAX)), op.offset);
      break;
    case OpKind::kWrite:
      if (op.iov_count == 1 && op.iov->iov_len <= INT_MAX) {
        io_uring_prep_write(&sqe, op.handle, op.iov->iov_base, static_cast<unsigned>(op.iov->iov_len), op.offset);
      } else {
        io_uring_prep_writev(&sqe, op.handle, op.iov, static_cast<unsigned>(std::min(op.iov_count, IOV_MAX)),
                             op.offset);
      }
      break;
    case OpKind::kSync: io_uring_prep_fsync(&sqe, op.handle, IORING_FSYNC_DATASYNC); break;
    case OpKind::kAllocate:
      io_uring_prep_fallocate(&sqe, op.handle, 0, static_cast<off_t>(op.offset), static_cast<off_t>(op.length));
      break;
    case OpKind::kRename: io_uring_prep_renameat(&sqe, AT_FDCWD, op.path, AT_FDCWD, op.path_to, 0); break;
    case OpKind::kUnlink: io_uring_prep_unlinkat(&sqe, AT_FDCWD, op.path, 0); break;
    case OpKind::kMakeDirectory: io_uring_prep_mkdirat(&sqe, AT_FDCWD, op.path, op.mode); break;
    case OpKind::kRemoveDirectory: io_uring_prep_unlinkat(&sqe, AT_FDCWD, op.path, AT_REMOVEDIR); break;
    case OpKind::kAccept:
      if (op.multishot) {
        io_uring_prep_multishot_accept(&sqe, op.handle, nullptr, nullptr, SOCK_CLOEXEC);
      } else {
        io_uring_prep_accept(&sqe, op.handle, nullptr, nullptr, SOCK_CLOEXEC);
      }
      break;
    case OpKind::kConnect:
      io_uring_prep_connect(&sqe, op.handle, reinterpret_cast<const sockaddr*>(&op.address), op.address_length);
      break;
    case OpKind::kReceive: io_uring_prep_recv(&sqe, op.handle, op.bytes.data(), op.bytes.size(), 0); break;
    case OpKind::kReceiveSelect:
      if (op.multishot) {
        io_uring_prep_recv_multishot(&sqe, op.handle, nullptr, 0, 0);
      } else {
        io_uring_prep_recv(&sqe, op.handle, nullptr, options_.select_buffer_bytes, 0);
      }
      sqe.flags |= IOSQE_BUFFER_SELECT;
      sqe.buf_group = kBufferGroup;
      break;
    case OpKind::kSend: prepare_send(op, sqe); break;
    case OpKind::kShutdown: io_uring_prep_shutdown(&sqe, op.handle, SHUT_RDWR); break;
    case OpKind::kTruncate:
    case OpKind::kStat:
    case OpKind::kSyncDirectory:
    case OpKind::kSyncFileSystem:
    case OpKind::kStatFileSystem:
    case OpKind::kListDirectory:
    case OpKind::kReadFile: KLAMM_ASSERT(false);  // FileThreads has them
  }
  const auto slot = static_cast<std::size_t>(op.handle);
  if (uses_handle(op.kind) && slot < registrations_.size() && registrations_[slot] == Registration::kActive) {
    sqe.flags |= IOSQE_FIXED_FILE;
  }
  io_uring_sqe_set_data64(&sqe, data_of(op));
}

void UringBackend::prepare_close(Op& op, io_uring_sqe& sqe) {
  const auto slot = static_cast<std::size_t>(op.handle);
  io_uring_sqe* close = &sqe;
  if (slot < registrations_.size() && registrations_[slot] != Registration::kNone) {
    // The table holds the file open too.
    registrations_[slot] = Registration::kNone;
    io_uring_prep_files_update(&sqe, &no_file_, 1, op.handle);
    io_uring_sqe_set_data64(&sqe, kIgnoredTag);
    close = io_uring_get_sqe(&ring_);
    KLAMM_ASSERT(close != nullptr);  // start() saw to it
  }
  io_uring_prep_close(close, op.handle);
  io_uring_sqe_set_data64(close, data_of(op));
}

// The kernel reads the header when the entry is handed over, so it must last until then: it lives in the operation,
// where a send has no use for the address. What has been sent already is in backend_data.
void UringBackend::prepare_send(Op& op, io_uring_sqe& sqe) {
  constexpr int kFlags = MSG_NOSIGNAL | MSG_WAITALL;
  std::uint64_t skip = op.backend_data;
  int first = 0;
  while (first < op.iov_count && skip >= op.iov[first].iov_len) skip -= op.iov[first++].iov_len;
  if (first == op.iov_count) {
    io_uring_prep_nop(&sqe);  // nothing to send
  } else if (skip > 0 || first + 1 == op.iov_count) {
    const std::size_t length = std::min<std::size_t>(op.iov[first].iov_len - skip, INT_MAX);
    io_uring_prep_send(&sqe, op.handle, static_cast<std::uint8_t*>(op.iov[first].iov_base) + skip, length, kFlags);
  } else {
    static_assert(sizeof(msghdr) <= sizeof(sockaddr_storage) && alignof(msghdr) <= alignof(sockaddr_storage));
    auto* header = new (&op.address) msghdr{};
    header->msg_iov = const_cast<iovec*>(op.iov + first);
    header->msg_iovlen = static_cast<std::size_t>(std::min(op.iov_count - first, IOV_MAX));
    io_uring_prep_sendmsg(&sqe, op.handle, header, kFlags);
  }
}

void UringBackend::cancel(Op& op) {
  if (needs_thread(op.kind)) {
    if (file_threads_.cancel(op)) complete_locally(op, -ECANCELED);
    return;
  }
  if (op.backend_state == kInQueue) {
    (op.backend_previous == nullptr ? queued_head_ : op.backend_previous->backend_next) = op.backend_next;
    (op.backend_next == nullptr ? queued_tail_ : op.backend_next->backend_previous) = op.backend_previous;
    complete_locally(op, -ECANCELED);
    return;
  }
  if (op.backend_state != kInRing) return;
  op.backend_state = kCancelling;
  if (!start_cancel(op)) cancels_.push_back(&op);
}

bool UringBackend::start_cancel(Op& op) {
  io_uring_sqe* sqe = next_sqe();
  if (sqe == nullptr) return false;
  io_uring_prep_cancel64(sqe, data_of(op), 0);
  io_uring_sqe_set_data64(sqe, kIgnoredTag);
  return true;
}

void UringBackend::start_queued() {
  while (!cancels_.empty() && start_cancel(*cancels_.back())) cancels_.pop_back();
  while (queued_head_ != nullptr) {
    Op& op = *queued_head_;
    Op* next = op.backend_next;
    if (!start(op)) return;
    queued_head_ = next;
    (next == nullptr ? queued_tail_ : next->backend_previous) = nullptr;
  }
}

void UringBackend::complete_locally(Op& op, std::int32_t result) {
  op.backend_state = kInLocal;
  op.backend_next = nullptr;
  op.result = result;
  (local_tail_ == nullptr ? local_head_ : local_tail_->backend_next) = &op;
  local_tail_ = &op;
}

void UringBackend::finish(Op& op, std::int32_t result, bool more) {
  op.result = result;
  op.more = more;
  if (!more) {
    if (op.backend_state == kCancelling && !cancels_.empty()) std::erase(cancels_, &op);
    op.backend_state = kIdle;
    if (is_file_op(op.kind)) file_ops_.ended(op, now());
  }
  op.on_complete(op);
}

std::size_t UringBackend::reap_local() {
  std::size_t count = 0;
  while (local_head_ != nullptr) {
    Op& op = *local_head_;
    local_head_ = op.backend_next;
    if (local_head_ == nullptr) local_tail_ = nullptr;
    finish(op, op.result, false);
    ++count;
  }
  return count;
}

std::size_t UringBackend::reap_file_threads() {
  std::size_t count = 0;
  for (Op* op = file_client_.take(); op != nullptr; ++count) {
    Op& done = *op;
    op = op->backend_next;
    finish(done, done.result, false);
  }
  return count;
}

std::size_t UringBackend::reap() {
  std::size_t count = reap_local() + reap_file_threads();
  constexpr unsigned kBatch = 256;
  io_uring_cqe* batch[kBatch];
  for (;;) {
    const unsigned found = io_uring_peek_batch_cqe(&ring_, batch, kBatch);
    if (found == 0) break;
    for (unsigned i = 0; i < found; ++i) complete(*batch[i]);
    io_uring_cq_advance(&ring_, found);
    count += found;
  }
  if (!wake_armed_) arm_wake();
  start_queued();
  return count;
}

void UringBackend::complete(const io_uring_cqe& cqe) {
  const std::uint64_t data = cqe.user_data;
  switch (data & kTagMask) {
    case kOpTag: complete_op(*reinterpret_cast<Op*>(static_cast<std::uintptr_t>(data)), cqe); return;
    case kWakeReadTag: wake_armed_ = false; return;
    case kMessageSentTag:
      // The kernel could not carry the message: the slow way.
      if (cqe.res < 0) reinterpret_cast<UringBackend*>(static_cast<std::uintptr_t>(data & ~kTagMask))->wake();
      return;
    case kRegisteredTag: note_registration(data, cqe.res); return;
    default:  // kIgnoredTag, and kMessageTag, which has done its work by ending the wait
      return;
  }
}

void UringBackend::complete_op(Op& op, const io_uring_cqe& cqe) {
  if (op.kind == OpKind::kSend) {
    if (cqe.res > 0 && continue_send(op, cqe.res)) return;
    finish(op, cqe.res < 0 ? cqe.res : static_cast<std::int32_t>(op.backend_data), false);
    return;
  }
  if (op.kind == OpKind::kReceiveSelect) {
    op.selected = {};
    if ((cqe.flags & IORING_CQE_F_BUFFER) != 0) {
      const std::uint32_t id = cqe.flags >> IORING_CQE_BUFFER_SHIFT;
      if (cqe.res > 0) {
        op.selected = {buffers_ + std::size_t{id} * options_.select_buffer_bytes, id};
      } else {
        release_buffer(id);
      }
    }
    if (cqe.res == -ENOBUFS) ++counters_.buffers_exhausted;
  }
  finish(op, cqe.res, (cqe.flags & IORING_CQE_F_MORE) != 0);
}

bool UringBackend::continue_send(Op& op, std::int32_t sent) {
  op.backend_data += static_cast<std::uint64_t>(sent);
  std::uint64_t total = 0;
  for (int i = 0; i < op.iov_count; ++i) total += op.iov[i].iov_len;
  if (op.backend_data >= total || op.backend_state == kCancelling) return false;
  // Ahead of what is queued: it has waited its turn. Without room, behind it: a connection has one send at a time, so
  // nothing that must come later is there.
  if (start(op)) return true;
  op.backend_state = kInQueue;
  op.backend_next = nullptr;
  op.backend_previous = queued_tail_;
  (queued_tail_ == nullptr ? queued_head_ : queued_tail_->backend_next) = &op;
  queued_tail_ = &op;
  return true;
}

void UringBackend::wait(MonotonicNs deadline) {
  start_queued();
  ++counters_.system_calls;
  const bool ready = local_head_ != nullptr || io_uring_cq_ready(&ring_) > 0;
  const MonotonicNs remaining = deadline == kNever ? kNever : deadline - now();
  if (ready || remaining <= 0) {
    static_cast<void>(io_uring_submit_and_get_events(&ring_));
    return;
  }
  __kernel_timespec timeout{};
  if (deadline != kNever) {
    timeout.tv_sec = remaining / 1'000'000'000;
    timeout.tv_nsec = remaining % 1'000'000'000;
  }
  io_uring_cqe* cqe = nullptr;
  // A signal or the timeout ends it without a completion; then there is nothing to reap, and that is all.
  static_cast<void>(
      io_uring_submit_and_wait_timeout(&ring_, &cqe, 1, deadline == kNever ? nullptr : &timeout, nullptr));
}

void UringBackend::arm_wake() {
  io_uring_sqe* sqe = next_sqe();
  if (sqe == nullptr) return;  // the next reap() tries again
  io_uring_prep_read(sqe, wake_fd_, &wake_value_, sizeof wake_value_, 0);
  io_uring_sqe_set_data64(sqe, kWakeReadTag);
  wake_armed_ = true;
}

void UringBackend::wake() {
  const std::uint64_t one = 1;
  // It fails only when the counter is at its limit: then it is readable, and the ring wakes anyway.
  static_cast<void>(::write(wake_fd_, &one, sizeof one));
}

void UringBackend::wake_from(Backend& sender) {
  if (&sender == this) return;  // it is awake
  if (sender.name() != name()) return wake();
  auto& from = static_cast<UringBackend&>(sender);
  io_uring_sqe* sqe = from.next_sqe();
  if (sqe == nullptr) return wake();
  io_uring_prep_msg_ring(sqe, ring_.ring_fd, 0, kMessageTag, 0);
  // Its completion says nothing, and would only end the sender's next wait; a failure has one all the same.
  sqe->flags |= IOSQE_CQE_SKIP_SUCCESS;
  io_uring_sqe_set_data64(sqe, reinterpret_cast<std::uintptr_t>(this) | kMessageSentTag);
}

void UringBackend::release_buffer(std::uint32_t id) {
  KLAMM_ASSERT(id < options_.select_buffers);
  io_uring_buf_ring_add(buffer_ring_, buffers_ + std::size_t{id} * options_.select_buffer_bytes,
                        options_.select_buffer_bytes, static_cast<std::uint16_t>(id),
                        io_uring_buf_ring_mask(options_.select_buffers), 0);
  io_uring_buf_ring_advance(buffer_ring_, 1);
}

void UringBackend::register_handle(Handle handle) {
  const auto slot = static_cast<std::size_t>(handle);
  if (handle < 0 || slot >= registrations_.size() || registrations_[slot] != Registration::kNone) return;
  io_uring_sqe* sqe = next_sqe();
  if (sqe == nullptr) return;
  registrations_[slot] = Registration::kPending;
  io_uring_prep_files_update(sqe, &slots_[slot], 1, handle);
  io_uring_sqe_set_data64(sqe, static_cast<std::uint64_t>(slot) << 3 | kRegisteredTag);
}

void UringBackend::note_registration(std::uint64_t data, std::int32_t result) {
  Registration& registration = registrations_[data >> 3];
  if (registration != Registration::kPending) return;
  registration = result == 1 ? Registration::kActive : Registration::kNone;
}

MonotonicNs UringBackend::now() const { return monotonic_now_ns(); }
std::int64_t UringBackend::wall_ms() const { return wall_now_ms(); }

Result<Handle> UringBackend::listen(std::string_view host, std::uint16_t port, int backlog) {
  return open_listener(host, port, backlog, false);
}
Result<Handle> UringBackend::socket(const sockaddr_storage& address) { return open_socket(address, false); }
void UringBackend::tune_socket(Handle socket, int send_buffer_bytes, int receive_buffer_bytes) {
  set_socket_options(socket, send_buffer_bytes, receive_buffer_bytes);
}
std::string UringBackend::peer_address(Handle socket) const { return format_peer(socket); }
std::string UringBackend::path_of(Handle handle) const { return path_of_descriptor(handle); }
std::uint16_t UringBackend::local_port(Handle socket) const { return port_of(socket); }
Result<Handle> UringBackend::lock_file(const std::string& path) { return open_locked(path); }

}  // namespace klamm
