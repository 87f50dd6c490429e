// A few threads that do what blocks: file operations of the epoll backend, and of io_uring those that it lacks.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include "runtime/io/backend.h"

namespace klamm {

// Performs a file operation by system calls, now. The result is a count, a handle, 0, or -errno. REQUIRES: op.kind is
// one of a file, or kNop.
std::int32_t perform_blocking(Op& op);

// Shared by the shards of a process. Threads start when there is work for them, and not more than the limit; the queue
// is bounded by what is submitted, for it links the operations themselves. Thread-safe.
class FileThreads {
 public:
  explicit FileThreads(unsigned threads_max);
  // REQUIRES: nothing is queued or running.
  ~FileThreads();
  FileThreads(const FileThreads&) = delete;
  FileThreads& operator=(const FileThreads&) = delete;

  // Where one backend finds its finished operations. Outlives what was submitted for it.
  class Client {
   public:
    explicit Client(Backend& backend) : backend_(backend) {}
    // The finished ones, oldest first, linked by Op::backend_next; `result` is set. On the backend's thread.
    Op* take();

   private:
    friend class FileThreads;
    void add(Op& op);
    Backend& backend_;  // woken when there is something to take
    std::mutex mutex_;
    Op* head_ = nullptr;
    Op* tail_ = nullptr;
  };

  // Uses op.backend_next, backend_previous, backend_data and backend_state until the client takes it.
  void submit(Op& op, Client& client);
  // Takes it out of the queue, if no thread has begun with it: then it is the caller's again, and true comes back.
  bool cancel(Op& op);

 private:
  void work();
  void unlink(Op& op);

  const unsigned threads_max_;
  std::mutex mutex_;
  std::condition_variable wanted_;
  std::vector<std::thread> threads_;
  unsigned idle_ = 0;
  bool stopping_ = false;
  Op* head_ = nullptr;
  Op* tail_ = nullptr;
};

}  // namespace klamm
