// Operations through epoll and a few file threads, for machines that refuse io_uring. Containers do that by default, so
// this is a backend of the first class.
#pragma once

#include <memory>
#include <vector>

#include "runtime/io/backend.h"
#include "runtime/io/file_threads.h"
#include "runtime/io/probe.h"

namespace klamm {

// Sockets do not block and are watched for edges: an operation is tried first, and waits for an edge only if the socket
// is not ready. Nothing is tried in submit(); reap() does it, so that completions come from there alone.
class EpollBackend final : public Backend {
 public:
  static Result<std::unique_ptr<Backend>> create(const BackendOptions& options);
  ~EpollBackend() override;

  [[nodiscard]] std::string_view name() const override { return "epoll"; }
  void submit(Op& op) override;
  void cancel(Op& op) override;
  std::size_t reap() override;
  void wait(MonotonicNs deadline) override;
  void wake() override;
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
  [[nodiscard]] Counters counters() const override { return counters_; }

 private:
  // Operations in order, linked both ways.
  struct Queue {
    Op* head = nullptr;
    Op* tail = nullptr;
    void push(Op& op);
    void remove(Op& op);
    Op* pop();
  };
  // A socket that epoll knows, by descriptor.
  struct Watch {
    bool watched = false;
    Queue readers;
    Queue writers;
  };
  enum class Outcome : std::uint8_t { kDone, kNotReady, kAgain };

  explicit EpollBackend(const BackendOptions& options);
  int watch(Handle handle);
  Watch& watch_of(Handle handle);
  void note_event(Handle handle, std::uint32_t events);
  void unwatch(Handle handle);
  void complete_locally(Op& op, std::int32_t result);
  void finish(Op& op, std::int32_t result, bool more);
  std::size_t attempt_all();
  std::size_t attempt(Op& op);
  void park(Op& op);
  // One try each; fills `result` when kDone. kAgain: multishot, and there may be more.
  Outcome try_op(Op& op, std::int32_t& result);
  static Outcome try_accept(Op& op, std::int32_t& result);
  static Outcome try_connect(Op& op, std::int32_t& result);
  Outcome try_receive(Op& op, std::int32_t& result);
  static Outcome try_send(Op& op, std::int32_t& result);

  const BackendOptions options_;
  FileThreads& file_threads_;
  FileThreads::Client file_client_;
  int epoll_fd_ = -1;
  int wake_fd_ = -1;
  std::vector<Watch> watches_;
  Queue attempts_;  // to be tried in the next reap()
  Queue local_;     // ended without a try
  std::vector<std::uint8_t> buffers_;
  std::vector<std::uint32_t> free_buffers_;
  Counters counters_;
};

}  // namespace klamm
