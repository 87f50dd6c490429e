// What a shard lends to everything that lives on it: the machine, the clock, chance, the log, the numbers, the memory.
// Handed down by constructor; there are no globals. Outlives all that was given it.
#pragma once

#include <cstdint>

#include "runtime/base/ids.h"
#include "runtime/base/random.h"
#include "runtime/io/backend.h"
#include "runtime/logging/logger.h"
#include "runtime/memory/budget.h"
#include "runtime/metrics/metrics.h"
#include "runtime/shard/mailbox.h"
#include "runtime/shard/timer.h"
#include "runtime/task/scheduler.h"

namespace klamm {

struct Env {
  ShardId shard;
  Scheduler& scheduler;
  TurnEnd& turn_end;  // what is to run once at the end of this turn
  Backend& io;
  TimerWheel& timers;
  Rng& rng;
  Logger log;                // the shard's root; modules take log.module("journal")
  MetricsRegistry& metrics;  // of the process
  MemoryBudget& memory;      // of this shard, lent by the process's
  Mailboxes& mailboxes;      // to the other shards

  [[nodiscard]] MonotonicNs now() const { return io.now(); }
  [[nodiscard]] std::int64_t wall_ms() const { return io.wall_ms(); }
  [[nodiscard]] std::uint32_t shard_count() const { return mailboxes.count(); }
};

inline constexpr MonotonicNs kNsPerMs = 1'000'000;

}  // namespace klamm
