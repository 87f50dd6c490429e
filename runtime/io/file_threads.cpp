#include "runtime/io/file_threads.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <utility>

#include "runtime/base/assert.h"

namespace klamm {

namespace {

// What Op::backend_state says while a FileThreads has the operation.
constexpr std::uint32_t kQueued = 0x100;
constexpr std::uint32_t kRunning = 0x101;

std::int32_t result_of(ssize_t returned) { return returned < 0 ? -errno : static_cast<std::int32_t>(returned); }

template <class Call>
std::int32_t repeat(Call call) {
  for (;;) {
    const std::int32_t result = result_of(call());
    if (result != -EINTR) return result;
  }
}

std::int32_t sync_directory_at(const char* path) {
  const int directory = ::open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return -errno;
  const std::int32_t result = repeat([&] { return ::fsync(directory); });
  ::close(directory);
  return result;
}

std::int32_t list_directory_at(Op& op) {
  DIR* directory = ::opendir(op.path);
  if (directory == nullptr) return -errno;
  std::vector<std::string>& names = op.listing->names;
  names.clear();
  errno = 0;
  while (const dirent* entry = ::readdir(directory)) {
    const std::string_view name(entry->d_name);
    if (name != "." && name != "..") names.emplace_back(name);
    errno = 0;
  }
  const std::int32_t result = -errno;
  ::closedir(directory);
  std::ranges::sort(names);
  return result;
}

std::int32_t read_file_at(Op& op) {
  const int file = ::open(op.path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -errno;
  std::size_t filled = 0;
  std::int32_t count = 1;
  while (count > 0 && filled < op.bytes.size()) {
    const MutableByteView into = op.bytes.subspan(filled);
    count = repeat([&] { return ::pread(file, into.data(), into.size(), static_cast<off_t>(filled)); });
    if (count > 0) filled += static_cast<std::size_t>(count);
  }
  ::close(file);
  return count < 0 ? count : static_cast<std::int32_t>(filled);
}

std::int32_t stat_at(Op& op) {
  struct stat found{};
  if (::stat(op.path, &found) < 0) return -errno;
  op.length = static_cast<std::uint64_t>(found.st_size);
  op.mode = found.st_mode & S_IFMT;
  return 0;
}

std::int32_t stat_file_system_at(Op& op) {
  struct statvfs found{};
  if (::statvfs(op.path, &found) < 0) return -errno;
  op.offset = static_cast<std::uint64_t>(found.f_blocks) * found.f_frsize;
  op.length = static_cast<std::uint64_t>(found.f_bavail) * found.f_frsize;
  return 0;
}

}  // namespace

std::int32_t perform_blocking(Op& op) {
  switch (op.kind) {
    case OpKind::kNop: return 0;
    case OpKind::kOpen: return repeat([&] { return ::open(op.path, op.open_flags | O_CLOEXEC, op.mode); });
    case OpKind::kClose: return result_of(::close(op.handle));
    case OpKind::kRead:
      return repeat(
          [&] { return ::pread(op.handle, op.bytes.data(), op.bytes.size(), static_cast<off_t>(op.offset)); });
    case OpKind::kWrite:
      return repeat(
          [&] { return ::pwritev(op.handle, op.iov, std::min(op.iov_count, IOV_MAX), static_cast<off_t>(op.offset)); });
    case OpKind::kSync: return repeat([&] { return ::fdatasync(op.handle); });
    case OpKind::kAllocate:
      return repeat(
          [&] { return ::fallocate(op.handle, 0, static_cast<off_t>(op.offset), static_cast<off_t>(op.length)); });
    case OpKind::kTruncate: return repeat([&] { return ::ftruncate(op.handle, static_cast<off_t>(op.length)); });
    case OpKind::kStat: return stat_at(op);
    case OpKind::kRename: return result_of(::rename(op.path, op.path_to));
    case OpKind::kUnlink: return result_of(::unlink(op.path));
    case OpKind::kMakeDirectory: return result_of(::mkdir(op.path, op.mode));
    case OpKind::kRemoveDirectory: return result_of(::rmdir(op.path));
    case OpKind::kSyncDirectory: return sync_directory_at(op.path);
    case OpKind::kSyncFileSystem: return repeat([&] { return ::syncfs(op.handle); });
    case OpKind::kStatFileSystem: return stat_file_system_at(op);
    case OpKind::kListDirectory: return list_directory_at(op);
    case OpKind::kReadFile: return read_file_at(op);
    case OpKind::kAccept:
    case OpKind::kConnect:
    case OpKind::kReceive:
    case OpKind::kReceiveSelect:
    case OpKind::kSend:
    case OpKind::kShutdown: break;
  }
  KLAMM_ASSERT(false);  // sockets do not come here
  return -EINVAL;
}

Op* FileThreads::Client::take() {
  const std::lock_guard lock(mutex_);
  tail_ = nullptr;
  return std::exchange(head_, nullptr);
}

void FileThreads::Client::add(Op& op) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    op.backend_next = nullptr;
    first = head_ == nullptr;
    (first ? head_ : tail_->backend_next) = &op;
    tail_ = &op;
    // Woken under the lock: once it is let go, the backend may take the last operation and be gone.
    if (first) backend_.wake();
  }
}

FileThreads::FileThreads(unsigned threads_max) : threads_max_(std::max(threads_max, 1U)) {}

FileThreads::~FileThreads() {
  {
    const std::lock_guard lock(mutex_);
    KLAMM_ASSERT(head_ == nullptr);
    stopping_ = true;
  }
  wanted_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void FileThreads::submit(Op& op, Client& client) {
  const std::lock_guard lock(mutex_);
  op.backend_data = reinterpret_cast<std::uintptr_t>(&client);
  op.backend_state = kQueued;
  op.backend_next = nullptr;
  op.backend_previous = tail_;
  (tail_ == nullptr ? head_ : tail_->backend_next) = &op;
  tail_ = &op;
  if (idle_ == 0 && threads_.size() < threads_max_) {
    threads_.emplace_back([this] { work(); });
  } else {
    wanted_.notify_one();
  }
}

bool FileThreads::cancel(Op& op) {
  const std::lock_guard lock(mutex_);
  if (op.backend_state != kQueued) return false;
  unlink(op);
  return true;
}

void FileThreads::unlink(Op& op) {
  (op.backend_previous == nullptr ? head_ : op.backend_previous->backend_next) = op.backend_next;
  (op.backend_next == nullptr ? tail_ : op.backend_next->backend_previous) = op.backend_previous;
  op.backend_next = op.backend_previous = nullptr;
}

void FileThreads::work() {
  ::pthread_setname_np(::pthread_self(), "klamm-file");
  std::unique_lock lock(mutex_);
  for (;;) {
    while (head_ == nullptr) {
      if (stopping_) return;
      ++idle_;
      wanted_.wait(lock);
      --idle_;
    }
    Op& op = *head_;
    unlink(op);
    op.backend_state = kRunning;
    lock.unlock();
    op.result = perform_blocking(op);
    reinterpret_cast<Client*>(static_cast<std::uintptr_t>(op.backend_data))->add(op);
    lock.lock();
  }
}

}  // namespace klamm
