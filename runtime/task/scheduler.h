// The ready queue of one shard: everything that is to run next, in order. Nothing is ever resumed inline, neither a
// waiting coroutine nor a completed operation: it is pushed here and runs in its turn. That keeps stacks flat on every
// compiler (g++ 12 has no safe symmetric transfer) and gives the simulator one place to choose an order by seed.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/base/assert.h"
#include "runtime/base/random.h"
#include "runtime/task/frame_pool.h"

namespace klamm {

// Something that can run once. Embedded in its owner (a coroutine's promise, a state machine), which keeps it alive
// while it is queued. Queued at most once at a time.
struct ReadyNode {
  void (*run)(ReadyNode&) = nullptr;
  ReadyNode* next = nullptr;
  bool queued = false;
};

// Owned by the shard; used on the shard's thread only.
class Scheduler {
 public:
  Scheduler() = default;
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  // The scheduler whose shard is running on this thread. Coroutines find their ready queue and their frames' memory
  // through it, since a promise can be given neither. REQUIRES: inside of a Scheduler::Running.
  static Scheduler& current() {
    KLAMM_ASSERT(current_ != nullptr);
    return *current_;
  }

  // Makes a scheduler the current one while it lives: the thread of a shard holds one for good, the simulator one a step.
  class Running {
   public:
    explicit Running(Scheduler& scheduler) : previous_(current_) { current_ = &scheduler; }
    ~Running() { current_ = previous_; }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

   private:
    Scheduler* previous_;
  };

  // REQUIRES: !node.queued.
  void push(ReadyNode& node);
  // Like push(), but does nothing when the node is queued already: for state machines that are stepped once a turn.
  void push_once(ReadyNode& node) { if (!node.queued) push(node); }

  [[nodiscard]] bool idle() const { return size_ == 0; }
  [[nodiscard]] std::size_t size() const { return size_; }

  // Runs what is queued now; what that pushes runs in the next call. Returns how many ran.
  std::size_t run_ready();
  // Runs one node; in a shuffled scheduler, any of the queued ones. False if there was none.
  bool run_one();

  // From now on run_one() and run_ready() take the nodes in an order drawn from `rng`. For simulation.
  void shuffle(Rng rng);

  FramePool& frames() { return frames_; }

 private:
  ReadyNode* pop();

  static thread_local Scheduler* current_;

  ReadyNode* head_ = nullptr;
  ReadyNode* tail_ = nullptr;
  std::size_t size_ = 0;
  bool shuffled_ = false;
  Rng rng_{0};
  FramePool frames_;
};

}  // namespace klamm
