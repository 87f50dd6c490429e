// Awaitable operations, for coroutines. Every result is a count or handle (>= 0) or -errno.
//
//   const std::int32_t count = co_await read_at(env, file, into, offset);
//
// The bytes, paths and vectors that are passed must live until the await returns; nothing here copies them. An
// operation that is under way ends with its coroutine only when it completes: use Op and Backend::cancel() where it may
// be given up.
#pragma once

#include <coroutine>
#include <string>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/io/backend.h"
#include "runtime/task/task.h"

namespace klamm {

// Submits `op` and resumes with op.result. For operations of one completion.
class OpAwaiter {
 public:
  OpAwaiter(Backend& backend, OpKind kind, Handle handle = -1) : backend_(backend) {
    op_.kind = kind;
    op_.handle = handle;
  }
  OpAwaiter(const OpAwaiter&) = delete;
  OpAwaiter& operator=(const OpAwaiter&) = delete;

  Op& op() { return op_; }

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> waiter) {
    op_.owner = &resume_node(waiter);
    op_.on_complete = [](Op& op) { Scheduler::current().push(*static_cast<ReadyNode*>(op.owner)); };
    backend_.submit(op_);
  }
  std::int32_t await_resume() const noexcept { return op_.result; }

 private:
  Backend& backend_;
  Op op_;
};

// Awaits an Op that somebody else may cancel meanwhile: co_await Submit(backend, op).
class Submit {
 public:
  Submit(Backend& backend, Op& op) : backend_(backend), op_(op) {}
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> waiter) {
    op_.owner = &resume_node(waiter);
    op_.on_complete = [](Op& op) { Scheduler::current().push(*static_cast<ReadyNode*>(op.owner)); };
    backend_.submit(op_);
  }
  std::int32_t await_resume() const noexcept { return op_.result; }

 private:
  Backend& backend_;
  Op& op_;
};

// One operation each. Short reads and writes are the caller's to continue; the *_all forms below do that.
Task<std::int32_t> open_file(Backend& backend, std::string path, int open_flags, std::uint32_t mode);
Task<std::int32_t> close_handle(Backend& backend, Handle handle);
Task<std::int32_t> sync_file(Backend& backend, Handle handle);
Task<std::int32_t> allocate_file(Backend& backend, Handle handle, std::uint64_t offset, std::uint64_t length);
Task<std::int32_t> truncate_file(Backend& backend, Handle handle, std::uint64_t length);
// The size, or -errno.
Task<std::int64_t> file_size(Backend& backend, std::string path);
Task<std::int32_t> rename_file(Backend& backend, std::string from, std::string to);
Task<std::int32_t> unlink_file(Backend& backend, std::string path);
Task<std::int32_t> make_directory(Backend& backend, std::string path);
Task<std::int32_t> remove_directory(Backend& backend, std::string path);
Task<std::int32_t> sync_directory(Backend& backend, std::string path);
// Everything on the file system that `handle` lies on. Reports an error of writing back what was written since `handle`
// was opened, once for each handle (Linux 5.8 and later).
Task<std::int32_t> sync_file_system(Backend& backend, Handle handle);
// How full the file system is that `path` lies on; -1 where it does not say.
struct FileSystemSpace {
  std::int64_t total_bytes = -1;
  std::int64_t usable_bytes = -1;  // what is free for who is not root
};
Task<FileSystemSpace> file_system_space(Backend& backend, std::string path);
Task<Result<std::vector<std::string>>> list_directory(Backend& backend, std::string path);

// Reads until `into` is full or the file ends. The count, or -errno.
Task<std::int64_t> read_all(Backend& backend, Handle file, MutableByteView into, std::uint64_t offset);
// Writes everything. 0, or -errno.
Task<std::int32_t> write_all(Backend& backend, Handle file, ByteView bytes, std::uint64_t offset);

// Small whole files: configuration, checkpoints. read_file refuses more than `size_max`.
Task<Result<std::string>> read_file(Backend& backend, std::string path, std::size_t size_max);
// Replaces a file so that a crash leaves the old or the new content: writes PATH.tmp, syncs, renames, syncs the
// directory.
Task<Status> replace_file(Backend& backend, std::string path, std::string content);

}  // namespace klamm
