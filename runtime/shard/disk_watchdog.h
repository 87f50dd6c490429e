// Says when a disk does not answer. An operation that hangs in the kernel can neither be given up nor made again, and
// who waits for it waits: so that somebody learns which disk it is, what has been under way for too long is logged with
// its file and position, once for a directory until all of it has ended, and counted.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/shard/env.h"

namespace klamm {

// In lower case, for log lines: "read", "sync".
[[nodiscard]] std::string_view op_kind_name(OpKind kind);

// One per shard, on its thread.
class DiskWatchdog {
 public:
  // `directories`: whose operations are counted apart. All others are counted together, as of directory "".
  DiskWatchdog(Env& env, MonotonicNs stall_ns, std::vector<std::string> directories);
  DiskWatchdog(const DiskWatchdog&) = delete;
  DiskWatchdog& operator=(const DiskWatchdog&) = delete;

  // Looks no more. For a shard that is to come to rest.
  void stop() { timer_.cancel(); }

  // Operations that have been under way for too long, as of the last look.
  [[nodiscard]] std::int64_t stalled() const;

 private:
  struct Directory {
    std::string path;
    std::int64_t stalled = 0;
    MonotonicNs longest_ns = 0;  // of those that have ended, since one was stalled
    std::shared_ptr<Gauge> stalled_gauge;
    std::shared_ptr<Counter> stalled_total;
  };
  static void on_timer(Timer& timer);
  void look();
  void look_at_ended();
  void report(Op& op, MonotonicNs under_way_ns);
  [[nodiscard]] std::size_t directory_of(std::string_view path) const;

  Env& env_;
  const MonotonicNs stall_ns_;
  Logger log_;
  std::vector<Directory> directories_;  // Op::report is an index into it, plus one
  Timer timer_;
};

}  // namespace klamm
