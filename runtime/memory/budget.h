// One memory budget for the process, lent to the shards in pieces. What can grow with what clients send is admitted
// here *before* it is allocated; who does not get it waits, or is told no. Nothing aborts.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "runtime/task/sync.h"

namespace klamm {

// The process's part: thread-safe.
class MemoryPool {
 public:
  explicit MemoryPool(std::size_t limit_bytes) : limit_(limit_bytes) {}
  [[nodiscard]] std::size_t limit() const { return limit_; }
  [[nodiscard]] std::size_t used() const { return used_.load(std::memory_order_relaxed); }
  // Takes all of it or nothing. What is taken is given back exactly once.
  [[nodiscard]] bool try_take(std::size_t bytes);
  void give_back(std::size_t bytes) { used_.fetch_sub(bytes, std::memory_order_relaxed); }

 private:
  const std::size_t limit_;
  std::atomic<std::size_t> used_{0};
};

class MemoryBudget;

// Memory that was admitted; given back when this goes. May travel to another shard with what it pays for and be given
// back there.
class [[nodiscard]] MemoryGrant {
 public:
  MemoryGrant() = default;
  MemoryGrant(MemoryPool* pool, std::size_t bytes) : pool_(pool), bytes_(bytes) {}
  MemoryGrant(MemoryGrant&& other) noexcept
      : pool_(std::exchange(other.pool_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}
  MemoryGrant& operator=(MemoryGrant&& other) noexcept {
    std::swap(pool_, other.pool_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~MemoryGrant() {
    if (pool_ != nullptr) pool_->give_back(bytes_);
  }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  MemoryPool* pool_ = nullptr;
  std::size_t bytes_ = 0;
};

// A shard's view. Waiters are served in order; a large request is not starved by small ones behind it.
class MemoryBudget {
 public:
  // `clock` is the shard's backend.
  MemoryBudget(MemoryPool& pool, TimerWheel& timers, const Backend& clock)
      : pool_(pool), timers_(timers), clock_(clock) {}

  [[nodiscard]] MemoryPool& pool() { return pool_; }
  // Granted at once, or an empty optional.
  [[nodiscard]] bool try_admit(std::size_t bytes, MemoryGrant& grant);
  // Waits until it can be granted. REQUIRES: bytes <= pool().limit().
  Task<MemoryGrant> admit(std::size_t bytes);
  [[nodiscard]] std::size_t waiting() const { return waiting_; }

 private:
  MemoryPool& pool_;
  TimerWheel& timers_;
  const Backend& clock_;
  AsyncMutex turn_;
  std::size_t waiting_ = 0;
};

}  // namespace klamm
