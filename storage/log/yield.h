// Lets everything else that is ready on this shard run, and looks at the disk and the sockets in between: for loops
// over many things in the background, which must not hold the shard's loop.
#pragma once

#include <coroutine>

#include "runtime/shard/env.h"
#include "runtime/task/task.h"

namespace klamm {

// co_await Yield(): resumes in the next turn of the loop.
struct Yield {
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> waiter) const {
    Scheduler::current().push(resume_node(waiter));
  }
  void await_resume() const noexcept {}
};

// Says when a loop has run long enough. Time alone would do on a machine; the simulator's clock stands still within a
// turn, so steps are counted too.
class Slice1ms {
 public:
  explicit Slice1ms(Env& env, std::uint32_t steps_max = 256) : env_(env), steps_max_(steps_max), started_(env.now()) {}
  // One step was done: true if it is time to yield, after which a new slice begins.
  bool used_up() {
    if (++steps_ < steps_max_ && env_.now() - started_ < kNsPerMs) return false;
    return true;
  }
  void restart() {
    steps_ = 0;
    started_ = env_.now();
  }
  [[nodiscard]] MonotonicNs ran() const { return env_.now() - started_; }

 private:
  Env& env_;
  const std::uint32_t steps_max_;
  std::uint32_t steps_ = 0;
  MonotonicNs started_;
};

}  // namespace klamm
