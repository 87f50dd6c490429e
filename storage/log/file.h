// An open file of a segment, shared by all who read or write it: closed when the last one is done, so that a segment
// can be deleted while somebody reads from it.
#pragma once

#include <memory>
#include <string>

#include "runtime/base/buffer.h"
#include "runtime/io/io.h"
#include "runtime/task/task.h"
#include "storage/log/open_segments.h"

namespace klamm {

// What files need of the shard. Lives as long as the store.
struct FileContext {
  Backend& io;
  std::string directory;  // the path of the log directory
  TaskScope& closers;     // joined before the shard ends
  OpenSegments open_segments;
  bool direct = true;  // O_DIRECT; false once the filesystem has refused it
};

class File {
 public:
  File(FileContext& context, Handle handle) : context_(context), handle_(handle) {}
  ~File() {
    // A killed process closes nothing: the simulator destroys its objects where they stand.
    if (!Scheduler::abandoning()) context_.closers.spawn(close_later(context_.io, handle_));
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  [[nodiscard]] Handle handle() const { return handle_; }

 private:
  static Task<void> close_later(Backend& io, Handle handle) { static_cast<void>(co_await close_handle(io, handle)); }

  FileContext& context_;
  const Handle handle_;
};

using FilePtr = std::shared_ptr<File>;

struct DirectRead {
  Slice bytes;  // fewer than asked only where the file ends
  int os_errno = 0;
};
// Reads from a file that may be opened with O_DIRECT: whole blocks into memory that is aligned.
Task<DirectRead> read_direct(Backend& io, FilePtr file, std::uint64_t position, std::size_t size_bytes);

}  // namespace klamm
