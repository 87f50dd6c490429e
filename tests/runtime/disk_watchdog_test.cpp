// A disk that does not answer is named, once, and again when it does.
#include "runtime/shard/disk_watchdog.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "tests/runtime/rig.h"

using namespace klamm;
using namespace klamm::test;

namespace {

constexpr MonotonicNs kStallNs = 5'000 * kNsPerMs;

bool has(std::string_view text, std::string_view piece) { return text.find(piece) != std::string_view::npos; }

std::size_t count(const std::vector<std::string>& lines, std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(lines.begin(), lines.end(), [&](const std::string& line) { return has(line, text); }));
}

Task<void> open_and_close(Env& env, std::string path, int flags, bool& done) {
  const Handle file = co_await open_file(env.io, path, flags, 0644);
  CHECK(file >= 0);
  CHECK_AWAIT(close_handle(env.io, file), 0);
  done = true;
}

Task<void> read_one_byte(Env& env, std::string path, bool& done) {
  const Handle file = co_await open_file(env.io, path, O_RDWR | O_CLOEXEC, 0644);
  CHECK(file >= 0);
  std::uint8_t byte = 0;
  OpAwaiter read(env.io, OpKind::kRead, file);
  read.op().bytes = MutableByteView(&byte, 1);
  CHECK_AWAIT(read, 1);
  CHECK_AWAIT(close_handle(env.io, file), 0);
  done = true;
}

Task<void> write_and_read(Env& env, Handle file, std::string text) {
  CHECK_AWAIT(write_all(env.io, file, as_bytes(text), 4096), 0);
  MutableByteView into(reinterpret_cast<std::uint8_t*>(text.data()), text.size());
  CHECK_AWAIT(read_all(env.io, file, into, 4096), static_cast<std::int64_t>(text.size()));
}

template <class Function>
void spawn(Rig& rig, Function function) {
  const Scheduler::Running running(rig.scheduler());
  rig.scope().spawn(function());
}

}  // namespace

TEST_CASE("a disk that does not answer is logged with file and position, and when it answers again", "[io]") {
  SimRig rig({.backend = "sim"});
  Env& env = rig.env();
  rig.run([&] { return make_directory(env.io, "/data"); });
  const Handle file = rig.run([&] { return open_file(env.io, "/data/log", O_RDWR | O_CREAT | O_CLOEXEC, 0644); });
  REQUIRE(file >= 0);
  {
    DiskWatchdog watchdog(env, kStallNs, {"/dat", "/data"});
    // Nothing is said of what takes its time and no more.
    rig.node().disk().options().latency_min_ns = rig.node().disk().options().latency_max_ns = kStallNs / 2;
    rig.run([&] { return write_and_read(env, file, "short"); });
    CHECK(count(rig.node().log().lines(), "io.disk") == 0);

    rig.node().disk().options().latency_min_ns = rig.node().disk().options().latency_max_ns = 3 * kStallNs;
    for (int i = 0; i < 2; ++i) spawn(rig, [&] { return write_and_read(env, file, "0123456789"); });
    rig.turn_until([&] { return watchdog.stalled() == 2; });
    CHECK(count(rig.node().log().lines(), "the disk does not answer") == 1);
    CHECK(count(rig.node().log().lines(),
                "directory=/data operation=write file=/data/log position=4096 bytes=10 under_way_ms=") == 1);
    CHECK(has(env.metrics.scrape(), "klamm_disk_operations_stalled{directory=\"/data\"} 2\n"));
    CHECK(has(env.metrics.scrape(), "klamm_disk_operations_stalled{directory=\"/dat\"} 0\n"));

    rig.node().disk().options().latency_min_ns = rig.node().disk().options().latency_max_ns = kNsPerMs;
    rig.turn_until([&] { return env.io.file_ops().oldest() == nullptr && watchdog.stalled() == 0; });
    CHECK(count(rig.node().log().lines(), "the disk answers again") == 1);
    CHECK(count(rig.node().log().lines(), "longest_ms=15000") == 1);
    CHECK(has(env.metrics.scrape(), "klamm_disk_operations_stalled{directory=\"/data\"} 0\n"));
    CHECK(has(env.metrics.scrape(), "klamm_disk_operations_stalled_total{directory=\"/data\"} 2\n"));
  }
  rig.run([&] { return close_handle(env.io, file); });
}

TEST_CASE("an operation that the kernel holds is seen, on every backend", "[io]") {
  const auto backend = GENERATE(as<std::string>(), "uring", "epoll");
  CAPTURE(backend);
  if (!available(backend)) return;
  const std::unique_ptr<Rig> rig = make_rig({.backend = backend});
  Env& env = rig->env();
  const std::string path = rig->directory() + "/pipe";
  REQUIRE(::mkfifo(path.c_str(), 0644) == 0);
  DiskWatchdog watchdog(env, kNsPerMs, {rig->directory()});
  bool done = false;
  if (backend == "epoll") {
    // Opening one end of a pipe waits for somebody at the other.
    spawn(*rig, [&] { return open_and_close(env, path, O_RDONLY | O_CLOEXEC, done); });
  } else {
    // A ring does not wait for that, but for a byte.
    spawn(*rig, [&] { return read_one_byte(env, path, done); });
  }
  rig->turn_until([&] { return watchdog.stalled() == 1; });
  REQUIRE(env.io.file_ops().oldest() != nullptr);
  CHECK(!done);
  const int other_end = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  REQUIRE(other_end >= 0);
  REQUIRE(::write(other_end, "x", 1) == 1);
  rig->turn_until([&] { return done && watchdog.stalled() == 0; });
  ::close(other_end);
  CHECK(env.io.file_ops().oldest() == nullptr);
  // By the handle alone, too.
  const Handle file = rig->run([&] { return open_file(env.io, rig->directory() + "/file", O_RDWR | O_CREAT, 0644); });
  CHECK(env.io.path_of(file) == rig->directory() + "/file");
  rig->run([&] { return close_handle(env.io, file); });
  CHECK(env.io.path_of(-1) == "?");
}
