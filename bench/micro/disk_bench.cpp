// What a disk gives to each way in which a broker could make large batches durable:
//
//   disk_bench [DIRECTORY] [megabytes=1000] [backend=auto]
//
// Without a directory, in a fresh one among the temporary files, removed at the end.
// Prints bytes of payload a second, how long a durable write took (p50, p99), and the processor time per gigabyte: of
// this process, and of the whole machine, with the kernel's threads that complete what a process began.
// Nothing but the disk and the kernel is measured: no batch is looked at and no byte is copied.
#include <fcntl.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "bench/load/machine.h"
#include "bench/micro/on_disk.h"
#include "runtime/io/io.h"
#include "runtime/memory/pages.h"
#include "runtime/task/sync.h"
#include "storage/log/config.h"

namespace {

using namespace klamm;

constexpr std::size_t kSegments = 16;
// As a shard of the broker does it.
const StorageConfig kStorage;
// Between flush_size_bytes and what has gathered while other segments were written.
constexpr std::size_t kSegmentWriteSize = 1U << 20;

enum class Way : std::uint8_t {
  kJournal,       // one file that was written before, in turn
  kBoth,          // and the same bytes once more to segments, not durably
  kGrowing,       // to segments alone, files that grow
  kPreallocated,  // to segments alone, files that were given their blocks
  kTogether,      // to files that grow, all that is in flight; then one sync of the file system
};

struct Layout {
  const char* what;
  Way way;
  std::size_t write_size;
  int in_flight;

  [[nodiscard]] bool has_journal() const { return way == Way::kJournal || way == Way::kBoth; }
};

constexpr Layout kLayouts[] = {
    {"journal alone", Way::kJournal, 512U << 10, 2},
    {"journal and segments", Way::kBoth, 512U << 10, 2},
    {"journal and segments", Way::kBoth, 1U << 20, 1},
    {"segments alone", Way::kGrowing, 128U << 10, 20},
    {"segments alone", Way::kGrowing, 512U << 10, 20},
    {"segments, preallocated", Way::kPreallocated, 128U << 10, 20},
    {"segments, preallocated", Way::kPreallocated, 512U << 10, 20},
    {"segments, synced at once", Way::kTogether, 128U << 10, 20},
    {"segments, synced at once", Way::kTogether, 512U << 10, 20},
};

struct File {
  Handle handle = -1;
  std::uint64_t end = 0;
};

struct Run {
  Env& env;
  const Layout& layout;
  std::uint64_t total = 0;
  Buffer bytes;
  File journal{};
  std::vector<File> segments{};
  std::uint64_t submitted = 0;
  std::uint64_t durable = 0;
  std::uint64_t behind = 0;  // of it, what is in the segments too, or on its way
  Signal moved{};
  std::size_t turn = 0;
  std::vector<std::int64_t> waits_ns{};
  bool failed = false;
};

Task<void> write(Run& run, File& file, std::size_t size, std::uint64_t at) {
  const std::int32_t result = co_await write_all(run.env.io, file.handle, ByteView(run.bytes.data(), size), at);
  if (result == 0) co_return;
  std::fprintf(stderr, "a write failed: %s\n", std::strerror(-result));
  run.failed = true;
}

Task<void> write_durably(Run& run) {
  const std::size_t size = run.layout.write_size;
  while (run.submitted < run.total && !run.failed) {
    if (run.layout.way == Way::kBoth && run.submitted >= run.behind + kStorage.pending_bytes_max) {
      co_await run.moved.wait();
      continue;
    }
    run.submitted += size;
    File& file = run.layout.has_journal() ? run.journal : run.segments[run.turn++ % kSegments];
    const std::uint64_t at = run.layout.has_journal() ? file.end % kStorage.journal_size_bytes_max : file.end;
    file.end += size;
    const MonotonicNs started = run.env.now();
    co_await write(run, file, size, at);
    run.waits_ns.push_back(run.env.now() - started);
    run.durable += size;
    run.moved.notify_all();
  }
  run.moved.notify_all();
}

// Rounds of it: nothing is written while the file system syncs.
Task<void> write_together(Run& run) {
  const std::size_t size = run.layout.write_size;
  while (run.durable < run.total && !run.failed) {
    const MonotonicNs started = run.env.now();
    TaskScope writes;
    for (int i = 0; i < run.layout.in_flight; ++i) {
      File& file = run.segments[run.turn++ % kSegments];
      writes.spawn(write(run, file, size, file.end));
      file.end += size;
    }
    co_await writes.join();
    const std::int32_t synced = co_await sync_file_system(run.env.io, run.segments.front().handle);
    if (synced != 0) run.failed = true;
    run.waits_ns.push_back(run.env.now() - started);
    run.durable += size * static_cast<std::size_t>(run.layout.in_flight);
  }
}

Task<void> write_behind(Run& run) {
  while (run.behind + kSegmentWriteSize <= run.total && !run.failed) {
    if (run.behind + kSegmentWriteSize > run.durable) {
      co_await run.moved.wait();
      continue;
    }
    run.behind += kSegmentWriteSize;
    File& file = run.segments[run.turn++ % kSegments];
    const std::uint64_t at = file.end;
    file.end += kSegmentWriteSize;
    co_await write(run, file, kSegmentWriteSize, at);
    run.moved.notify_all();
  }
}

Task<File> make_file(Run& run, std::string path, bool durable) {
  const int flags = O_RDWR | O_CREAT | O_TRUNC | O_DIRECT | (durable ? O_DSYNC : 0);
  File file;
  file.handle = co_await open_file(run.env.io, path, flags, 0644);
  if (file.handle < 0) {
    std::fprintf(stderr, "%s: %s\n", path.c_str(), std::strerror(-file.handle));
    run.failed = true;
  }
  co_return file;
}

// Every byte was written and is durable: later writes change no metadata of the file system.
Task<void> prepare_journal(Run& run, const std::string& path) {
  run.journal = co_await make_file(run, path, false);
  for (std::uint64_t at = 0; at < kStorage.journal_size_bytes_max && !run.failed; at += kSegmentWriteSize) {
    co_await write(run, run.journal, kSegmentWriteSize, at);
  }
  static_cast<void>(co_await sync_file(run.env.io, run.journal.handle));
  static_cast<void>(co_await close_handle(run.env.io, run.journal.handle));
  run.journal.handle = co_await open_file(run.env.io, path, O_RDWR | O_DIRECT | O_DSYNC, 0);
}

void print(Run& run, double elapsed_s, double cpu_s, double machine_cpu_s) {
  const double bytes = static_cast<double>(run.durable);
  std::sort(run.waits_ns.begin(), run.waits_ns.end());
  const auto percentile_ms = [&run](std::size_t of_hundred) {
    return static_cast<double>(run.waits_ns[run.waits_ns.size() * of_hundred / 100]) / 1e6;
  };
  std::printf("%-24s %4zu KiB x %-2d  mb_per_s=%-6.0f p50_ms=%-6.2f p99_ms=%-6.2f cpu_s_per_gb=%.2f machine=%.2f\n",
              run.layout.what, run.layout.write_size >> 10, run.layout.in_flight, bytes / elapsed_s / 1e6,
              percentile_ms(50), percentile_ms(99), cpu_s / (bytes / 1e9), machine_cpu_s / (bytes / 1e9));
}

Task<bool> measure(Env& env, std::string directory, const Layout& layout, std::uint64_t total) {
  Run run{.env = env, .layout = layout, .total = total, .bytes = allocate_page_buffer(kSegmentWriteSize)};
  std::memset(run.bytes.data(), 'v', kSegmentWriteSize);
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < kSegments && !run.failed; ++i) {
    paths.push_back(directory + "/segment-" + std::to_string(i));
    const bool durable = layout.way == Way::kGrowing || layout.way == Way::kPreallocated;
    run.segments.push_back(co_await make_file(run, paths.back(), durable));
    if (layout.way != Way::kPreallocated || run.failed) continue;
    const std::uint64_t share = (total / layout.write_size / kSegments + 1) * layout.write_size;
    if (co_await allocate_file(env.io, run.segments.back().handle, 0, share) < 0) run.failed = true;
  }
  if (layout.has_journal()) {
    paths.push_back(directory + "/journal");
    if (!run.failed) co_await prepare_journal(run, paths.back());
  }
  if (!run.failed) {
    const MonotonicNs started = env.now();
    const double cpu_before = bench::own_cpu_seconds();
    const double machine_cpu_before = bench::machine_cpu_seconds();
    TaskScope writers;
    if (layout.way == Way::kTogether) writers.spawn(write_together(run));
    for (int i = 0; layout.way != Way::kTogether && i < layout.in_flight; ++i) writers.spawn(write_durably(run));
    for (std::uint32_t i = 0; layout.way == Way::kBoth && i < kStorage.flushes_in_flight_max; ++i)
      writers.spawn(write_behind(run));
    co_await writers.join();
    const double elapsed_s = static_cast<double>(env.now() - started) / 1e9;
    const double cpu_s = bench::own_cpu_seconds() - cpu_before;
    if (!run.failed) print(run, elapsed_s, cpu_s, bench::machine_cpu_seconds() - machine_cpu_before);
  }
  if (layout.has_journal()) run.segments.push_back(run.journal);
  for (const File& file : run.segments) {
    if (file.handle >= 0) static_cast<void>(co_await close_handle(env.io, file.handle));
  }
  for (const std::string& path : paths) static_cast<void>(co_await unlink_file(env.io, path));
  co_return !run.failed;
}

Task<int> measure_all(Env& env, std::string directory, std::uint64_t total) {
  for (const Layout& layout : kLayouts) {
    const bool measured = co_await measure(env, directory, layout, total);
    if (!measured) co_return 1;
  }
  co_return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t total = (argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1000) * 1'000'000;
  return bench::run_on_disk(
      argc > 1 ? argv[1] : nullptr, argc > 3 ? argv[3] : "auto",
      [total](Env& env, const std::string& directory) { return measure_all(env, directory, total); });
}
