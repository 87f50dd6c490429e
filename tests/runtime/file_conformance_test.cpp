// What every backend does with files. One test, three backends.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>
#include <deque>
#include <memory>
#include <numeric>

#include "tests/runtime/rig.h"

using namespace klamm;
using namespace klamm::test;

namespace {

Task<Handle> create(Env& env, std::string path) {
  co_return co_await open_file(env.io, path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
}

std::string pattern(std::size_t size) {
  std::string text(size, '\0');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i % 23);
  return text;
}

MutableByteView writable(std::string& text) { return {reinterpret_cast<std::uint8_t*>(text.data()), text.size()}; }

Task<void> write_and_read(Env& env, std::string directory) {
  const Handle file = co_await create(env, directory + "/data");
  REQUIRE(file >= 0);
  env.io.register_handle(file);
  const std::string text = pattern(100'000);
  REQUIRE_AWAIT(write_all(env.io, file, as_bytes(text), 0), 0);
  REQUIRE_AWAIT(sync_file(env.io, file), 0);
  std::string back(text.size() + 100, '\0');
  CHECK_AWAIT(read_all(env.io, file, writable(back), 0), static_cast<std::int64_t>(text.size()));
  CHECK(back.substr(0, text.size()) == text);
  std::string middle(1000, '\0');
  CHECK_AWAIT(read_all(env.io, file, writable(middle), 50'000), 1000);
  CHECK(middle == text.substr(50'000, 1000));
  CHECK_AWAIT(read_all(env.io, file, writable(middle), 200'000), 0);
  CHECK_AWAIT(close_handle(env.io, file), 0);
  CHECK_AWAIT(read_all(env.io, file, writable(middle), 0), -EBADF);
}

Task<void> write_vectors(Env& env, std::string directory) {
  const Handle file = co_await create(env, directory + "/vectors");
  // More pieces than one system call takes: the write is short, and says so.
  constexpr int kPieces = 3000;
  const std::string text = pattern(kPieces * 3);
  std::vector<iovec> iov;
  for (int i = 0; i < kPieces; ++i) iov.push_back({const_cast<char*>(text.data()) + i * 3, 3});
  int done = 0;
  while (done < kPieces) {
    OpAwaiter write(env.io, OpKind::kWrite, file);
    write.op().iov = iov.data() + done;
    write.op().iov_count = kPieces - done;
    write.op().offset = static_cast<std::uint64_t>(done) * 3;
    const std::int32_t count = co_await write;
    REQUIRE(count > 0);
    REQUIRE(count % 3 == 0);
    done += count / 3;
  }
  std::string back(text.size(), '\0');
  CHECK_AWAIT(read_all(env.io, file, writable(back), 0), static_cast<std::int64_t>(text.size()));
  CHECK(back == text);
  CHECK_AWAIT(close_handle(env.io, file), 0);
}

Task<void> change_sizes(Env& env, std::string directory) {
  const std::string path = directory + "/sized";
  const Handle file = co_await create(env, path);
  CHECK_AWAIT(allocate_file(env.io, file, 0, 65'536), 0);
  CHECK_AWAIT(file_size(env.io, path), 65'536);
  std::string zeros(65'536, 'x');
  CHECK_AWAIT(read_all(env.io, file, writable(zeros), 0), 65'536);
  CHECK(zeros == std::string(65'536, '\0'));
  CHECK_AWAIT(truncate_file(env.io, file, 100), 0);
  CHECK_AWAIT(file_size(env.io, path), 100);
  CHECK_AWAIT(truncate_file(env.io, file, 1000), 0);
  CHECK_AWAIT(file_size(env.io, path), 1000);
  CHECK_AWAIT(close_handle(env.io, file), 0);
}

Task<void> change_names(Env& env, std::string directory) {
  const std::string folder = directory + "/folder";
  CHECK_AWAIT(make_directory(env.io, folder), 0);
  CHECK_AWAIT(make_directory(env.io, folder), -EEXIST);
  for (const char* name : {"/b", "/a", "/c"}) {
    const std::string path = folder + name;
    const Handle file = co_await create(env, path);
    REQUIRE(file >= 0);
    CHECK_AWAIT(close_handle(env.io, file), 0);
  }
  Result<std::vector<std::string>> names = co_await list_directory(env.io, folder);
  REQUIRE(names.ok());
  CHECK(*names == std::vector<std::string>{"a", "b", "c"});
  CHECK_AWAIT(rename_file(env.io, folder + "/a", folder + "/b"), 0);
  CHECK_AWAIT(unlink_file(env.io, folder + "/c"), 0);
  CHECK_AWAIT(unlink_file(env.io, folder + "/c"), -ENOENT);
  CHECK_AWAIT(sync_directory(env.io, folder), 0);
  const Handle opened = co_await open_file(env.io, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  REQUIRE(opened >= 0);
  CHECK_AWAIT(sync_file_system(env.io, opened), 0);
  CHECK_AWAIT(close_handle(env.io, opened), 0);
  CHECK_AWAIT(sync_file_system(env.io, opened), -EBADF);
  names = co_await list_directory(env.io, folder);
  CHECK(*names == std::vector<std::string>{"b"});
  CHECK_AWAIT(remove_directory(env.io, folder), -ENOTEMPTY);
  CHECK_AWAIT(unlink_file(env.io, folder + "/b"), 0);
  CHECK_AWAIT(remove_directory(env.io, folder), 0);
  CHECK_AWAIT(rename_file(env.io, folder + "/x", folder + "/y"), -ENOENT);
  CHECK_AWAIT(sync_directory(env.io, folder), -ENOENT);
  names = co_await list_directory(env.io, folder);
  REQUIRE(!names.ok());
  CHECK(names.error().os_errno == ENOENT);
}

Task<void> stat_kinds(Env& env, std::string directory) {
  const Handle file = co_await create(env, directory + "/plain");
  CHECK_AWAIT(close_handle(env.io, file), 0);
  const std::string plain = directory + "/plain";
  const std::string root = directory + "/.";
  OpAwaiter stat(env.io, OpKind::kStat);
  stat.op().path = plain.c_str();
  CHECK_AWAIT(stat, 0);
  CHECK((stat.op().mode & S_IFMT) == S_IFREG);
  OpAwaiter stat_directory(env.io, OpKind::kStat);
  stat_directory.op().path = root.c_str();
  CHECK_AWAIT(stat_directory, 0);
  CHECK((stat_directory.op().mode & S_IFMT) == S_IFDIR);
  CHECK_AWAIT(file_size(env.io, directory + "/missing"), -ENOENT);
}

Task<void> whole_files(Env& env, std::string directory) {
  const std::string path = directory + "/whole";
  const std::string first = pattern(200'000);
  Status replaced = co_await replace_file(env.io, path, first);
  CHECK(replaced.ok());
  Result<std::string> read = co_await read_file(env.io, path, 1'000'000);
  REQUIRE(read.ok());
  CHECK(*read == first);
  replaced = co_await replace_file(env.io, path, "short");
  CHECK(replaced.ok());
  read = co_await read_file(env.io, path, 5);
  REQUIRE(read.ok());
  CHECK(*read == "short");
  read = co_await read_file(env.io, path, 4);
  REQUIRE(!read.ok());
  CHECK(read.error().os_errno == EFBIG);
  read = co_await read_file(env.io, directory + "/missing", 4);
  REQUIRE(!read.ok());
  CHECK(read.error().os_errno == ENOENT);
  // Just what one operation reads, and around it.
  for (const std::size_t size : {4095, 4096, 4097}) {
    const std::string text = pattern(size);
    replaced = co_await replace_file(env.io, path, text);
    CHECK(replaced.ok());
    read = co_await read_file(env.io, path, size);
    REQUIRE(read.ok());
    CHECK(*read == text);
    read = co_await read_file(env.io, path, size - 1);
    CHECK(!read.ok());
  }
  OpAwaiter read_at_once(env.io, OpKind::kReadFile);
  std::string start(100, '\0');
  read_at_once.op().path = path.c_str();
  read_at_once.op().bytes = writable(start);
  CHECK_AWAIT(read_at_once, 100);
  CHECK(start == pattern(100));
  replaced = co_await replace_file(env.io, directory + "/no/such/folder", "text");
  CHECK(!replaced.ok());
}

Task<void> fail_as_told(Env& env, std::string directory) {
  CHECK_AWAIT(open_file(env.io, directory + "/missing", O_RDONLY, 0), -ENOENT);
  CHECK_AWAIT(open_file(env.io, directory + "/no/such", O_RDWR | O_CREAT, 0644), -ENOENT);
  const Handle file = co_await create(env, directory + "/exclusive");
  CHECK_AWAIT(open_file(env.io, directory + "/exclusive", O_RDWR | O_CREAT | O_EXCL, 0644), -EEXIST);
  CHECK_AWAIT(close_handle(env.io, file), 0);
  constexpr Handle kNoSuchHandle = 9'999;
  CHECK_AWAIT(close_handle(env.io, kNoSuchHandle), -EBADF);
  CHECK_AWAIT(sync_file(env.io, kNoSuchHandle), -EBADF);
  CHECK_AWAIT(truncate_file(env.io, kNoSuchHandle, 0), -EBADF);
  CHECK_AWAIT(allocate_file(env.io, kNoSuchHandle, 0, 10), -EBADF);
  const Handle reader = co_await open_file(env.io, directory + "/exclusive", O_RDONLY, 0);
  CHECK_AWAIT(write_all(env.io, reader, as_bytes(std::string_view("x")), 0), -EBADF);
  CHECK_AWAIT(close_handle(env.io, reader), 0);
}

// An operation that a test submits itself, to have many at once.
struct Pending {
  Op op;
  std::array<std::uint8_t, 512> bytes{};
  iovec iov{};
  bool done = false;
  static void completed(Op& op) { static_cast<Pending*>(op.owner)->done = true; }
  void arm() {
    op.owner = this;
    op.on_complete = &completed;
  }
};

}  // namespace

TEST_CASE("files, on every backend", "[io]") {
  const auto backend = GENERATE(as<std::string>(), "uring", "epoll", "sim");
  CAPTURE(backend);
  if (!available(backend)) return;
  const std::unique_ptr<Rig> rig = make_rig({.backend = backend});
  Env& env = rig->env();
  CHECK(env.io.name() == backend);
  const std::string directory = rig->directory();

  rig->run([&] { return write_and_read(env, directory); });
  rig->run([&] { return write_vectors(env, directory); });
  rig->run([&] { return change_sizes(env, directory); });
  rig->run([&] { return change_names(env, directory); });
  rig->run([&] { return stat_kinds(env, directory); });
  rig->run([&] { return whole_files(env, directory); });
  rig->run([&] { return fail_as_told(env, directory); });
}

TEST_CASE("more operations than any queue takes, on every backend", "[io]") {
  const auto backend = GENERATE(as<std::string>(), "uring", "epoll", "sim");
  CAPTURE(backend);
  if (!available(backend)) return;
  // Four entries to submit with and 32 to complete with, for io_uring.
  const std::unique_ptr<Rig> rig = make_rig({.backend = backend, .queue_entries = 4});
  Env& env = rig->env();
  const std::string path = rig->directory() + "/many";
  const Handle file = rig->run([&] { return create(env, path); });
  constexpr std::size_t kCount = 1000;
  std::deque<Pending> writes(kCount);
  for (std::size_t i = 0; i < kCount; ++i) {
    Pending& write = writes[i];
    write.bytes.fill(static_cast<std::uint8_t>(i % 251));
    write.iov = {write.bytes.data(), write.bytes.size()};
    write.op.kind = OpKind::kWrite;
    write.op.handle = file;
    write.op.iov = &write.iov;
    write.op.iov_count = 1;
    write.op.offset = i * 512;
    write.arm();
    env.io.submit(write.op);
    CHECK(!write.done);  // never inline
  }
  rig->turn_until(
      [&] { return std::all_of(writes.begin(), writes.end(), [](const Pending& write) { return write.done; }); });
  for (const Pending& write : writes) CHECK(write.op.result == 512);
  std::string back(kCount * 512, '\0');
  CHECK(rig->run([&] { return read_all(env.io, file, writable(back), 0); }) == static_cast<std::int64_t>(back.size()));
  bool equal = true;
  for (std::size_t i = 0; i < back.size(); ++i) equal = equal && static_cast<std::uint8_t>(back[i]) == i / 512 % 251;
  CHECK(equal);
  CHECK(env.io.counters().operations >= kCount);
  CHECK(rig->run([&] { return close_handle(env.io, file); }) == 0);
}

TEST_CASE("file operations can be given up, on every backend", "[io]") {
  const auto backend = GENERATE(as<std::string>(), "uring", "epoll", "sim");
  CAPTURE(backend);
  if (!available(backend)) return;
  const std::unique_ptr<Rig> rig = make_rig({.backend = backend, .queue_entries = 4});
  Env& env = rig->env();
  const std::string path = rig->directory() + "/many";
  const Handle file = rig->run([&] { return create(env, path); });
  std::deque<Pending> syncs(200);
  for (Pending& sync : syncs) {
    // On a ring, the first is the kernel's and the others are the threads'.
    sync.op.kind = &sync == &syncs.front() ? OpKind::kSync : OpKind::kTruncate;
    sync.op.handle = file;
    sync.arm();
    env.io.submit(sync.op);
  }
  for (Pending& sync : syncs) env.io.cancel(sync.op);
  rig->turn_until(
      [&] { return std::all_of(syncs.begin(), syncs.end(), [](const Pending& sync) { return sync.done; }); });
  for (const Pending& sync : syncs) CHECK((sync.op.result == 0 || sync.op.result == -ECANCELED));
  // Cancelling what is done does nothing.
  env.io.cancel(syncs.front().op);
  CHECK(rig->run([&] { return close_handle(env.io, file); }) == 0);
}

TEST_CASE("the lock of a data directory, on every backend", "[io]") {
  const auto backend = GENERATE(as<std::string>(), "uring", "epoll", "sim");
  CAPTURE(backend);
  if (!available(backend)) return;
  const std::unique_ptr<Rig> rig = make_rig({.backend = backend});
  Env& env = rig->env();
  const std::string path = rig->directory() + "/.lock";
  const Result<Handle> first = env.io.lock_file(path);
  REQUIRE(first.ok());
  const Result<Handle> second = env.io.lock_file(path);
  REQUIRE(!second.ok());
  CHECK(second.error().os_errno == EWOULDBLOCK);
  CHECK(rig->run([&] { return close_handle(env.io, *first); }) == 0);
  const Result<Handle> third = env.io.lock_file(path);
  REQUIRE(third.ok());
  CHECK(rig->run([&] { return close_handle(env.io, *third); }) == 0);
}

TEST_CASE("short reads, short writes and reordering are survived", "[io][sim]") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SimDiskOptions disk;
    disk.short_read = disk.short_write = 500'000;
    SimRig rig({.backend = "sim"}, seed, disk);
    rig.run([&] { return write_and_read(rig.env(), ""); });
    rig.run([&] { return whole_files(rig.env(), ""); });
  }
}
