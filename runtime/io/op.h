// The seam between Klamm and the machine: one operation on a file, a socket or the calendar. Production code and the
// simulator meet here and nowhere else, so partial results, reordering, cancellation and full queues are exercised
// alike.
#pragma once

#include <netinet/in.h>

#include <cstdint>

#include "runtime/base/bytes.h"

struct iovec;

namespace klamm {

// A file descriptor, or the simulator's stand-in for one. -1: none.
using Handle = int;

enum class OpKind : std::uint8_t {
  kNop,
  // Files. Offsets are absolute; nothing has a file position.
  kOpen,      // path, open_flags, mode → handle
  kClose,     // handle; also for sockets
  kRead,      // handle, bytes, offset → count, less than asked only at the end of the file or when it was a short read
  kWrite,     // handle, vector (iov, iov_count), offset → count, may be short
  kSync,      // handle; fdatasync: the data and the size
  kAllocate,  // handle, offset, length: reserves blocks and grows the size
  kTruncate,  // handle, length
  kStat,      // path → 0; `length` becomes the size, `mode` the kind (S_IFREG, S_IFDIR)
  kRename,    // path → path_to, replaces
  kUnlink,    // path
  kMakeDirectory,    // path, mode
  kRemoveDirectory,  // path; must be empty
  kSyncDirectory,    // path; makes creations, renames and removals in it durable
  kSyncFileSystem,   // handle of any file or directory on it; syncfs: all that was written to it, and all names
  kStatFileSystem,   // path → 0; `offset` becomes the bytes that the file system has, `length` those that we may still
                     // use
  kListDirectory,    // path; `listing` receives the names, sorted, without "." and ".."
  kReadFile,         // path, bytes → count of the file's first bytes, as many as fit: opens, reads and closes in one
  // Sockets.
  kAccept,         // handle (listening) → handle of the connection; multishot: until cancelled
  kConnect,        // handle, address
  kReceive,        // handle, bytes → count, 0 at the end of the stream
  kReceiveSelect,  // handle; the backend picks one of its buffers → count and `selected`; multishot possible
  kSend,           // handle, vector (iov, iov_count) → count; less than asked only when the connection failed
  kShutdown,       // handle: both directions; pending operations of the socket complete
};

// What a kListDirectory fills. Owned by whoever submits.
struct DirectoryListing;

// A buffer of the backend's pool that a kReceiveSelect was given. Must be handed back with Backend::release_buffer()
// when its bytes have been used, soon: buffers are few, and all connections of the shard share them.
struct SelectedBuffer {
  const std::uint8_t* data = nullptr;
  std::uint32_t id = 0;
};

// One operation. Owned by whoever submits it, and neither moved nor destroyed, nor the memory it points to, from
// Backend::submit() until its last completion: the kernel may write there.
//
// Completion: the backend sets `result` (>= 0, or -errno) and calls `on_complete`, from Backend::reap() and never from
// submit(). `on_complete` only notes it (pushes a ReadyNode); it submits nothing. A multishot operation completes many
// times; `more` says whether it is still armed. It ends (more == false) with -ECANCELED, with an error, or with
// -ENOBUFS when the pool of buffers ran dry: then it is submitted again after buffers have been released.
struct Op {
  OpKind kind = OpKind::kNop;
  bool multishot = false;
  Handle handle = -1;
  int open_flags = 0;      // O_* as for open(2)
  std::uint32_t mode = 0;  // permissions, or what kStat found
  std::uint64_t offset = 0;
  std::uint64_t length = 0;  // for kAllocate, kTruncate, kStat, kStatFileSystem
  MutableByteView bytes;     // for kRead, kReadFile, kReceive
  const iovec* iov = nullptr;
  int iov_count = 0;
  const char* path = nullptr;
  const char* path_to = nullptr;
  DirectoryListing* listing = nullptr;
  sockaddr_storage address{};  // kConnect: the peer, with address_length. kAccept: unused, ask with peer_address()
  socklen_t address_length = 0;

  std::int32_t result = 0;
  bool more = false;
  SelectedBuffer selected;

  void (*on_complete)(Op&) = nullptr;
  void* owner = nullptr;  // for on_complete

  // The backend's own while the operation is under way.
  Op* backend_next = nullptr;
  Op* backend_previous = nullptr;
  std::uint64_t backend_data = 0;
  std::uint32_t backend_state = 0;
  // FileOps'.
  std::uint32_t report = 0;  // by which DiskWatchdog knows it; 0: none
  Op* file_next = nullptr;
  Op* file_previous = nullptr;
  std::int64_t submitted_ns = 0;
};

}  // namespace klamm
