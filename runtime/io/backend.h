// What drives operations: io_uring, epoll with a few file threads, or the simulator. One per shard, used on the shard's
// thread only (but for wake()).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/io/file_ops.h"
#include "runtime/io/op.h"

namespace klamm {

struct DirectoryListing {
  std::vector<std::string> names;
};

// Nanoseconds of a clock that only goes forward and has no meaning beyond differences.
using MonotonicNs = std::int64_t;
inline constexpr MonotonicNs kNever = INT64_MAX;

class Backend {
 public:
  virtual ~Backend() = default;

  // "uring", "epoll", "sim".
  [[nodiscard]] virtual std::string_view name() const = 0;

  // Starts an operation. Never completes it inline. Never fails: what cannot be started completes with its error; what
  // exceeds the queue of the kernel waits inside of the backend, in order.
  virtual void submit(Op& op) = 0;

  // Asks for an operation to end early. It completes as always: with -ECANCELED, or with its result if that came first.
  // Does nothing if it has completed. The caller keeps waiting for the completion.
  virtual void cancel(Op& op) = 0;

  // Calls on_complete for what has completed, without blocking. Returns how many did.
  virtual std::size_t reap() = 0;

  // Hands submitted operations to the kernel and blocks until something completes, wake() is called, or the clock
  // reaches `deadline` (in the past: does not block; kNever: no deadline).
  virtual void wait(MonotonicNs deadline) = 0;

  // Makes a wait() that is under way, or else the next one, return. From any thread.
  virtual void wake() = 0;
  // The same from the thread of another shard, whose backend `sender` is: may go out with the sender's next batch of
  // operations instead of by a system call of its own.
  virtual void wake_from(Backend& sender) {
    static_cast<void>(sender);
    wake();
  }

  // Gives a buffer of kReceiveSelect back.
  virtual void release_buffer(std::uint32_t id) = 0;

  [[nodiscard]] virtual MonotonicNs now() const = 0;
  // Milliseconds since 1970, for record timestamps. May jump.
  [[nodiscard]] virtual std::int64_t wall_ms() const = 0;

  // A listening TCP socket with SO_REUSEPORT, so that each shard has its own; port 0 takes a free one (ask with
  // local_address). `host` is an address or a name; empty for all addresses, IPv6 included.
  virtual Result<Handle> listen(std::string_view host, std::uint16_t port, int backlog) = 0;
  // An unconnected TCP socket for kConnect to `address`.
  virtual Result<Handle> socket(const sockaddr_storage& address) = 0;
  // Options of an accepted or connected socket that every connection of ours has: TCP_NODELAY, keep-alive; and buffer
  // sizes, where not -1.
  virtual void tune_socket(Handle socket, int send_buffer_bytes, int receive_buffer_bytes) = 0;
  // "127.0.0.1:52000"; "?" if the socket is gone.
  [[nodiscard]] virtual std::string peer_address(Handle socket) const = 0;
  [[nodiscard]] virtual std::uint16_t local_port(Handle socket) const = 0;

  // Takes the exclusive lock of a data directory, creating the file `path`; the lock goes with the handle, or with the
  // process. An Error with os_errno EWOULDBLOCK means that somebody else has it.
  virtual Result<Handle> lock_file(const std::string& path) = 0;

  // Says that many operations will use this handle, so that the backend may register it with the kernel. Undone by
  // closing it.
  virtual void register_handle(Handle handle) { static_cast<void>(handle); }

  // Numbers for the metrics: system calls entered, operations submitted, operations that waited for room in a queue.
  struct Counters {
    std::uint64_t system_calls = 0;
    std::uint64_t operations = 0;
    std::uint64_t queue_full = 0;
    std::uint64_t buffers_exhausted = 0;
  };
  [[nodiscard]] virtual Counters counters() const = 0;

  // What is asked of the disk and not answered.
  [[nodiscard]] FileOps& file_ops() { return file_ops_; }
  // The file that a handle stands for, as far as it can be told; for log lines.
  [[nodiscard]] virtual std::string path_of(Handle handle) const = 0;

 protected:
  FileOps file_ops_;
};

}  // namespace klamm
