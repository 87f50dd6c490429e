// Waiting for each other on one shard. No locks: a shard is one thread; these order coroutines.
#pragma once

#include <coroutine>
#include <utility>

#include "runtime/shard/timer.h"
#include "runtime/task/task.h"

namespace klamm {

// Something happened. Coroutines wait; notify_all() resumes those that wait now (through the ready queue). Waiters
// check their condition again, as with a condition variable.
class Signal {
 public:
  Signal() = default;
  Signal(const Signal&) = delete;
  Signal& operator=(const Signal&) = delete;
  // REQUIRES: nobody waits.
  ~Signal();

  void notify_all();
  void notify_one();
  [[nodiscard]] bool has_waiters() const { return head_ != nullptr; }

  // co_await signal.wait(): until notified. co_await signal.wait_until(timers, deadline): true if notified, false if
  // late.
  class Wait {
   public:
    Wait(Signal& signal, TimerWheel* wheel, MonotonicNs deadline)
        : signal_(signal), wheel_(wheel), deadline_(deadline), timer_(&Wait::late, this) {}
    ~Wait();
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> waiter) {
      waiter_ = &resume_node(waiter);
      signal_.link(*this);
      if (wheel_ != nullptr && deadline_ != kNever) wheel_->set(timer_, deadline_);
    }
    bool await_resume() const noexcept { return notified_; }

   private:
    friend class Signal;
    static void late(Timer& timer);
    Signal& signal_;
    TimerWheel* wheel_;
    MonotonicNs deadline_;
    Timer timer_;
    ReadyNode* waiter_ = nullptr;
    Wait* next_ = nullptr;
    Wait* previous_ = nullptr;
    bool linked_ = false;
    bool notified_ = false;
  };
  Wait wait() { return Wait(*this, nullptr, kNever); }
  Wait wait_until(TimerWheel& wheel, MonotonicNs deadline) { return Wait(*this, &wheel, deadline); }

 private:
  friend class Wait;
  void link(Wait& wait);
  void unlink(Wait& wait);
  void resume(Wait& wait);

  Wait* head_ = nullptr;
  Wait* tail_ = nullptr;
};

// One coroutine at a time, in the order of asking.
//
//   AsyncMutex::Guard guard = co_await mutex.lock();
class AsyncMutex {
 public:
  class [[nodiscard]] Guard {
   public:
    explicit Guard(AsyncMutex* mutex) : mutex_(mutex) {}
    Guard(Guard&& other) noexcept : mutex_(std::exchange(other.mutex_, nullptr)) {}
    Guard& operator=(Guard&&) = delete;
    ~Guard() {
      if (mutex_ != nullptr) mutex_->unlock();
    }

   private:
    AsyncMutex* mutex_;
  };
  Task<Guard> lock();
  [[nodiscard]] bool locked() const { return locked_; }

 private:
  void unlock();
  bool locked_ = false;
  Signal released_;
};

}  // namespace klamm
