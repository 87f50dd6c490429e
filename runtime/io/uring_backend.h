// Operations through io_uring: one ring per shard, used by its thread only, so that the kernel needs no locks and does
// its work when we ask. Submission and waiting are one system call a turn.
#pragma once

#include <liburing.h>

#include <atomic>
#include <memory>
#include <vector>

#include "runtime/io/backend.h"
#include "runtime/io/file_threads.h"
#include "runtime/io/probe.h"

namespace klamm {

class UringBackend final : public Backend {
 public:
  // An Error carries the errno of the refusal. REQUIRES: on the thread that will use it.
  static Result<std::unique_ptr<Backend>> create(const BackendOptions& options);
  // 0 if the kernel offers all that this backend needs; else -errno.
  static int probe();
  ~UringBackend() override;

  [[nodiscard]] std::string_view name() const override { return "uring"; }
  void submit(Op& op) override;
  void cancel(Op& op) override;
  std::size_t reap() override;
  void wait(MonotonicNs deadline) override;
  void wake() override;
  // Through the sender's ring, in the batch of its turn.
  void wake_from(Backend& sender) override;
  void release_buffer(std::uint32_t id) override;
  [[nodiscard]] MonotonicNs now() const override;
  [[nodiscard]] std::int64_t wall_ms() const override;
  Result<Handle> listen(std::string_view host, std::uint16_t port, int backlog) override;
  Result<Handle> socket(const sockaddr_storage& address) override;
  void tune_socket(Handle socket, int send_buffer_bytes, int receive_buffer_bytes) override;
  [[nodiscard]] std::string peer_address(Handle socket) const override;
  [[nodiscard]] std::string path_of(Handle handle) const override;
  [[nodiscard]] std::uint16_t local_port(Handle socket) const override;
  Result<Handle> lock_file(const std::string& path) override;
  void register_handle(Handle handle) override;
  [[nodiscard]] Counters counters() const override { return counters_; }

 private:
  enum class Registration : std::uint8_t { kNone, kPending, kActive };

  explicit UringBackend(const BackendOptions& options);
  int open_ring();
  int open_buffers();
  void open_registered();

  io_uring_sqe* next_sqe();
  // Puts the operation into the submission queue. False if there is no room.
  bool start(Op& op);
  void prepare(Op& op, io_uring_sqe& sqe);
  void prepare_close(Op& op, io_uring_sqe& sqe);
  void prepare_send(Op& op, io_uring_sqe& sqe);
  bool start_cancel(Op& op);
  void start_queued();
  void complete_locally(Op& op, std::int32_t result);
  void complete(const io_uring_cqe& cqe);
  void complete_op(Op& op, const io_uring_cqe& cqe);
  // True if the send goes on: the kernel took a part of it.
  bool continue_send(Op& op, std::int32_t sent);
  void note_registration(std::uint64_t data, std::int32_t result);
  std::size_t reap_local();
  std::size_t reap_file_threads();
  void arm_wake();
  void finish(Op& op, std::int32_t result, bool more);

  const BackendOptions options_;
  FileThreads& file_threads_;
  FileThreads::Client file_client_;
  io_uring ring_{};
  bool ring_open_ = false;

  // Operations that found no room in the ring, in order; and those that end without the kernel.
  Op* queued_head_ = nullptr;
  Op* queued_tail_ = nullptr;
  Op* local_head_ = nullptr;
  Op* local_tail_ = nullptr;
  std::vector<Op*> cancels_;  // that found no room

  // wake(): an eventfd that the ring reads.
  int wake_fd_ = -1;
  std::uint64_t wake_value_ = 0;
  bool wake_armed_ = false;

  // The pool of kReceiveSelect, shared with the kernel.
  io_uring_buf_ring* buffer_ring_ = nullptr;
  std::size_t buffer_ring_bytes_ = 0;
  std::uint8_t* buffers_ = nullptr;

  // The table of registered files: slot n holds descriptor n. The kernel reads the numbers after we return.
  std::vector<int> slots_;
  std::vector<Registration> registrations_;
  int no_file_ = -1;

  Counters counters_;
};

}  // namespace klamm
