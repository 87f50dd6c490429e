#include "runtime/io/io.h"

#include <fcntl.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace klamm {

namespace {

// One operation moves at most this much: the count of a result is 32 bits, and the kernel cuts at 2 GiB anyway.
constexpr std::size_t kTransferMax = std::size_t{1} << 30;

constexpr std::uint32_t kFileMode = 0644;
constexpr std::uint32_t kDirectoryMode = 0755;

Error storage_error(const char* what, const std::string& path, int os_errno) {
  return Error(ErrorCode::kKafkaStorageError,
               std::string("cannot ") + what + " " + path + ": " + std::generic_category().message(os_errno), os_errno);
}

}  // namespace

Task<std::int32_t> open_file(Backend& backend, std::string path, int open_flags, std::uint32_t mode) {
  OpAwaiter open(backend, OpKind::kOpen);
  open.op().path = path.c_str();
  open.op().open_flags = open_flags;
  open.op().mode = mode;
  co_return co_await open;
}

Task<std::int32_t> close_handle(Backend& backend, Handle handle) {
  OpAwaiter close(backend, OpKind::kClose, handle);
  co_return co_await close;
}

Task<std::int32_t> sync_file(Backend& backend, Handle handle) {
  OpAwaiter sync(backend, OpKind::kSync, handle);
  co_return co_await sync;
}

Task<std::int32_t> allocate_file(Backend& backend, Handle handle, std::uint64_t offset, std::uint64_t length) {
  OpAwaiter allocate(backend, OpKind::kAllocate, handle);
  allocate.op().offset = offset;
  allocate.op().length = length;
  co_return co_await allocate;
}

Task<std::int32_t> truncate_file(Backend& backend, Handle handle, std::uint64_t length) {
  OpAwaiter truncate(backend, OpKind::kTruncate, handle);
  truncate.op().length = length;
  co_return co_await truncate;
}

Task<std::int64_t> file_size(Backend& backend, std::string path) {
  OpAwaiter stat(backend, OpKind::kStat);
  stat.op().path = path.c_str();
  const std::int32_t result = co_await stat;
  if (result < 0) co_return result;
  co_return static_cast<std::int64_t>(stat.op().length);
}

Task<std::int32_t> rename_file(Backend& backend, std::string from, std::string to) {
  OpAwaiter rename(backend, OpKind::kRename);
  rename.op().path = from.c_str();
  rename.op().path_to = to.c_str();
  co_return co_await rename;
}

Task<std::int32_t> unlink_file(Backend& backend, std::string path) {
  OpAwaiter unlink(backend, OpKind::kUnlink);
  unlink.op().path = path.c_str();
  co_return co_await unlink;
}

Task<std::int32_t> make_directory(Backend& backend, std::string path) {
  OpAwaiter make(backend, OpKind::kMakeDirectory);
  make.op().path = path.c_str();
  make.op().mode = kDirectoryMode;
  co_return co_await make;
}

Task<std::int32_t> remove_directory(Backend& backend, std::string path) {
  OpAwaiter remove(backend, OpKind::kRemoveDirectory);
  remove.op().path = path.c_str();
  co_return co_await remove;
}

Task<std::int32_t> sync_directory(Backend& backend, std::string path) {
  OpAwaiter sync(backend, OpKind::kSyncDirectory);
  sync.op().path = path.c_str();
  co_return co_await sync;
}

Task<std::int32_t> sync_file_system(Backend& backend, Handle handle) {
  OpAwaiter sync(backend, OpKind::kSyncFileSystem, handle);
  co_return co_await sync;
}

Task<FileSystemSpace> file_system_space(Backend& backend, std::string path) {
  OpAwaiter stat(backend, OpKind::kStatFileSystem);
  stat.op().path = path.c_str();
  const std::int32_t result = co_await stat;
  if (result < 0) co_return FileSystemSpace();
  FileSystemSpace space;
  space.total_bytes = static_cast<std::int64_t>(std::min<std::uint64_t>(stat.op().offset, INT64_MAX));
  space.usable_bytes = static_cast<std::int64_t>(std::min<std::uint64_t>(stat.op().length, INT64_MAX));
  co_return space;
}

Task<Result<std::vector<std::string>>> list_directory(Backend& backend, std::string path) {
  DirectoryListing listing;
  OpAwaiter list(backend, OpKind::kListDirectory);
  list.op().path = path.c_str();
  list.op().listing = &listing;
  const std::int32_t result = co_await list;
  if (result < 0) co_return storage_error("list", path, -result);
  co_return std::move(listing.names);
}

Task<std::int64_t> read_all(Backend& backend, Handle file, MutableByteView into, std::uint64_t offset) {
  std::size_t filled = 0;
  while (filled < into.size()) {
    OpAwaiter read(backend, OpKind::kRead, file);
    read.op().bytes = into.subspan(filled, std::min(into.size() - filled, kTransferMax));
    read.op().offset = offset + filled;
    const std::int32_t count = co_await read;
    if (count < 0) co_return count;
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  co_return static_cast<std::int64_t>(filled);
}

Task<std::int32_t> write_all(Backend& backend, Handle file, ByteView bytes, std::uint64_t offset) {
  std::size_t written = 0;
  while (written < bytes.size()) {
    iovec piece{};
    piece.iov_base = const_cast<std::uint8_t*>(bytes.data() + written);
    piece.iov_len = std::min(bytes.size() - written, kTransferMax);
    OpAwaiter write(backend, OpKind::kWrite, file);
    write.op().iov = &piece;
    write.op().iov_count = 1;
    write.op().offset = offset + written;
    const std::int32_t count = co_await write;
    if (count < 0) co_return count;
    // A write that writes nothing and reports no error would be repeated for ever.
    if (count == 0) co_return -EIO;
    written += static_cast<std::size_t>(count);
  }
  co_return 0;
}

Task<Result<std::string>> read_file(Backend& backend, std::string path, std::size_t size_max) {
  // Most are read by one operation.
  constexpr std::size_t kFirst = 4096;
  std::string content(std::min(kFirst, size_max + 1), '\0');
  OpAwaiter read(backend, OpKind::kReadFile);
  read.op().path = path.c_str();
  read.op().bytes = MutableByteView(reinterpret_cast<std::uint8_t*>(content.data()), content.size());
  const std::int32_t first = co_await read;
  if (first < 0) co_return storage_error("read", path, -first);
  const bool whole = static_cast<std::size_t>(first) < content.size();
  content.resize(static_cast<std::size_t>(first));
  if (whole) co_return content;
  const Handle file = co_await open_file(backend, path, O_RDONLY | O_CLOEXEC, 0);
  if (file < 0) co_return storage_error("open", path, -file);
  std::int64_t count = 0;
  // Grows as bytes arrive: what the file claims to be long is not believed.
  constexpr std::size_t kStep = 64 * 1024;
  do {
    const std::size_t before = content.size();
    content.resize(before + std::min(kStep, size_max + 1 - before));
    const MutableByteView into(reinterpret_cast<std::uint8_t*>(content.data()) + before, content.size() - before);
    count = co_await read_all(backend, file, into, before);
    content.resize(before + static_cast<std::size_t>(std::max<std::int64_t>(count, 0)));
    if (count < static_cast<std::int64_t>(into.size())) break;  // the file ends
  } while (content.size() <= size_max);
  co_await close_handle(backend, file);
  if (count < 0) co_return storage_error("read", path, static_cast<int>(-count));
  if (content.size() > size_max) co_return storage_error("read", path, EFBIG);
  co_return content;
}

Task<Status> replace_file(Backend& backend, std::string path, std::string content) {
  const std::string temporary = path + ".tmp";
  const std::size_t slash = path.rfind('/');
  std::string directory = ".";
  if (slash != std::string::npos) directory = slash == 0 ? "/" : path.substr(0, slash);
  const Handle file = co_await open_file(backend, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kFileMode);
  if (file < 0) co_return storage_error("create", temporary, -file);
  std::int32_t result = co_await write_all(backend, file, as_bytes(content), 0);
  if (result == 0) result = co_await sync_file(backend, file);
  const std::int32_t closed = co_await close_handle(backend, file);
  if (result == 0) result = closed;
  if (result < 0) {
    // A full disk, mostly, which has better use for the space.
    static_cast<void>(co_await unlink_file(backend, temporary));
    co_return storage_error("write", temporary, -result);
  }
  result = co_await rename_file(backend, temporary, path);
  if (result < 0) co_return storage_error("rename to", path, -result);
  result = co_await sync_directory(backend, directory);
  if (result < 0) co_return storage_error("sync", directory, -result);
  co_return Status();
}

}  // namespace klamm
