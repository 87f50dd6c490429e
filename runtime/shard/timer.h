// Timers of a shard: a hierarchical wheel, so that the tens of thousands of timeouts that are set and never fire cost a
// few instructions each.
#pragma once

#include <array>
#include <coroutine>
#include <cstdint>

#include "runtime/io/backend.h"
#include "runtime/task/task.h"

namespace klamm {

// Embedded in its owner. Cancelled by its destructor. Fires once, at or up to one tick after its deadline, from the
// shard's loop; `on_fire` may set it again.
class Timer {
 public:
  using Callback = void (*)(Timer&);
  Timer(Callback on_fire, void* context) : owner(context), on_fire_(on_fire) {}
  ~Timer();
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  [[nodiscard]] bool armed() const { return wheel_ != nullptr; }
  [[nodiscard]] MonotonicNs deadline() const { return deadline_; }
  void cancel();

  void* const owner;  // for on_fire

 private:
  friend class TimerWheel;
  Callback on_fire_;
  class TimerWheel* wheel_ = nullptr;
  Timer* next_ = nullptr;
  Timer* previous_ = nullptr;
  std::uint32_t slot_ = 0;
  MonotonicNs deadline_ = 0;
};

// Four levels of 256 slots over ticks of a millisecond: 49 days, later deadlines wait in the last slot and are put
// back.
class TimerWheel {
 public:
  static constexpr MonotonicNs kTickNs = 1'000'000;

  explicit TimerWheel(MonotonicNs now);
  // REQUIRES: no timer is armed.
  ~TimerWheel();

  // Arms (or moves) a timer. A deadline in the past fires in the next advance().
  void set(Timer& timer, MonotonicNs deadline);
  // Fires everything that is due. Returns how many.
  std::size_t advance(MonotonicNs now);
  // When advance() is next of use, never later than the earliest deadline plus one tick; kNever when nothing is armed.
  [[nodiscard]] MonotonicNs next_deadline() const;
  [[nodiscard]] std::size_t armed() const { return armed_; }
  // Disarms everything, firing nothing: the process of a simulated node has died.
  void abandon();

 private:
  friend class Timer;
  static constexpr std::size_t kLevels = 4;
  static constexpr std::size_t kSlots = 256;
  // Two lists beside the wheel: set with a deadline that had passed, and about to be fired by advance().
  static constexpr std::uint32_t kOverdue = kLevels * kSlots;
  static constexpr std::uint32_t kFiring = kOverdue + 1;

  [[nodiscard]] std::uint32_t slot_of(std::uint64_t due) const;
  void link(Timer& timer);
  void link_at(Timer& timer, std::uint32_t slot);
  void unlink(Timer& timer);
  void cascade(std::size_t level);
  std::size_t fire(std::uint32_t slot);
  [[nodiscard]] std::uint64_t next_tick() const;
  [[nodiscard]] std::size_t steps_to_occupied(std::size_t level, std::size_t from) const;

  std::array<Timer*, kFiring + 1> slots_{};
  std::array<std::array<std::uint64_t, kSlots / 64>, kLevels> occupied_{};
  std::uint64_t tick_;
  std::size_t armed_ = 0;
};

// co_await SleepUntil(env.timers, deadline).
class SleepUntil {
 public:
  SleepUntil(TimerWheel& wheel, MonotonicNs deadline)
      : wheel_(wheel), deadline_(deadline), timer_(&SleepUntil::fire, this) {}
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> waiter) {
    waiter_ = &resume_node(waiter);
    wheel_.set(timer_, deadline_);
  }
  void await_resume() const noexcept {}

 private:
  static void fire(Timer& timer) { Scheduler::current().push(*static_cast<SleepUntil*>(timer.owner)->waiter_); }
  TimerWheel& wheel_;
  MonotonicNs deadline_;
  Timer timer_;
  ReadyNode* waiter_ = nullptr;
};

}  // namespace klamm
