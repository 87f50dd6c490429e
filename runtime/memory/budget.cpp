#include "runtime/memory/budget.h"

#include "runtime/shard/timer.h"

namespace klamm {

namespace {

// How often a shard that waits for memory asks again. Memory is given back on any shard, without telling anybody: that
// keeps the common case at one atomic addition, and a wait is rare and long.
constexpr MonotonicNs kRetryNs = 2'000'000;

}  // namespace

bool MemoryPool::try_take(std::size_t bytes) {
  if (bytes > limit_) return false;
  std::size_t used = used_.load(std::memory_order_relaxed);
  do {
    if (used > limit_ - bytes) return false;
  } while (!used_.compare_exchange_weak(used, used + bytes, std::memory_order_relaxed));
  return true;
}

bool MemoryBudget::try_admit(std::size_t bytes, MemoryGrant& grant) {
  // Who comes while others wait waits behind them, or a large request would starve.
  if (waiting_ > 0 || !pool_.try_take(bytes)) return false;
  grant = MemoryGrant(&pool_, bytes);
  return true;
}

Task<MemoryGrant> MemoryBudget::admit(std::size_t bytes) {
  KLAMM_ASSERT(bytes <= pool_.limit());
  MemoryGrant grant;
  if (try_admit(bytes, grant)) co_return grant;
  ++waiting_;
  {
    AsyncMutex::Guard turn = co_await turn_.lock();
    while (!pool_.try_take(bytes)) co_await SleepUntil(timers_, clock_.now() + kRetryNs);
  }
  --waiting_;
  co_return MemoryGrant(&pool_, bytes);
}

}  // namespace klamm
