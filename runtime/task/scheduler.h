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

namespace detail {
struct PromiseBase;
}

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

  // Makes a scheduler the current one while it lives: the thread of a shard holds one for good, the simulator one a
  // step.
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
  void push_once(ReadyNode& node) {
    if (!node.queued) push(node);
  }

  [[nodiscard]] bool idle() const { return size_ == 0; }
  [[nodiscard]] std::size_t size() const { return size_; }

  // Runs what is queued now; what that pushes runs in the next call. Returns how many ran.
  std::size_t run_ready();
  // Runs one node; in a shuffled scheduler, any of the queued ones. False if there was none.
  bool run_one();

  // From now on run_one() and run_ready() take the nodes in an order drawn from `rng`. For simulation.
  void shuffle(Rng rng);

  FramePool& frames() { return frames_; }

  // --- What the simulator needs to kill a process. ---

  // True while the objects of a killed process are being destroyed on this thread. Nothing runs then: coroutines are
  // destroyed where they are suspended, and destructors meet operations in flight, linked waiters and unfinished
  // tasks. A destructor that asserts that its object is idle asserts `idle || Scheduler::abandoning()`.
  static bool abandoning() { return abandoning_; }
  class Abandoning {
   public:
    Abandoning() { abandoning_ = true; }
    ~Abandoning() { abandoning_ = false; }
    Abandoning(const Abandoning&) = delete;
    Abandoning& operator=(const Abandoning&) = delete;
  };
  // Forgets what is queued, and from now on ignores what is pushed: destructors may still notify.
  void abandon();
  // Destroys the coroutine of a TaskScope that was created last, without running it. Coroutines use what was there
  // before them, so the last one goes first, as objects on a stack do. REQUIRES: abandoning(), current() is this one.
  // False if there is none.
  bool abandon_last();
  // When the coroutine that abandon_last() would destroy was created, counted over the thread; 0: there is none.
  [[nodiscard]] std::uint64_t last_created() const;

 private:
  friend class TaskScope;
  friend struct detail::PromiseBase;
  ReadyNode* pop();

  static thread_local Scheduler* current_;
  static thread_local bool abandoning_;
  static thread_local std::uint64_t created_;

  // The coroutines that TaskScopes own, in the order of their creation.
  detail::PromiseBase* spawned_last_ = nullptr;

  ReadyNode* head_ = nullptr;
  ReadyNode* tail_ = nullptr;
  std::size_t size_ = 0;
  bool shuffled_ = false;
  bool abandoned_ = false;
  Rng rng_{0};
  FramePool frames_;
};

// What is to run once at the end of the present turn of the shard's loop, when everything that was ready has run: the
// journal commits there all that the turn appended. Owned by the shard; used on the shard's thread only.
class TurnEnd {
 public:
  // Does nothing when the node is queued already, here or anywhere.
  void push_once(ReadyNode& node);
  // Runs what is queued now; what that pushes runs at the end of the next turn. Returns how many ran.
  std::size_t run();
  [[nodiscard]] bool empty() const { return head_ == nullptr; }
  // Forgets what is queued and ignores what is pushed from now on: see Scheduler::abandon().
  void abandon();

 private:
  ReadyNode* head_ = nullptr;
  ReadyNode* tail_ = nullptr;
  bool abandoned_ = false;
};

}  // namespace klamm
