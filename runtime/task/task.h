// Coroutines. A Task<T> starts at once, runs to its first suspension on the caller's stack, and from then on is resumed
// only through the ready queue of its shard. It belongs to whoever holds it: to be awaited (once), or to be given to a
// TaskScope. A Task that is destroyed before it is done is a bug, and asserts, but when a simulated process is killed.
//
//   Task<Result<Offset>> append(Log& log, Slice batch);
//   const Result<Offset> base = co_await append(log, batch);
//
// Rules that the compilers force on us (g++ 12.2): one co_await a statement; arguments of awaited calls are named first
// (aggregate temporaries in a co_await expression are destroyed twice); no capturing lambda is a coroutine (its
// captures die with the lambda); parameters are taken by value, or by reference to something that lives as long as the
// shard.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

#include "runtime/base/assert.h"
#include "runtime/task/scheduler.h"

namespace klamm {

class TaskScope;

namespace detail {

struct PromiseBase {
  // A coroutine is suspended at one place at a time, so one node is enough for all its waits.
  struct Resume : ReadyNode {
    std::coroutine_handle<> handle;
  };

  Resume resume;
  ReadyNode* waiter = nullptr;  // resumed when this coroutine is done
  TaskScope* scope = nullptr;   // destroys the frame when it is done; then nobody waits
  PromiseBase* scope_next = nullptr;
  PromiseBase* scope_previous = nullptr;
  Scheduler* scheduler = nullptr;  // with these three: the scheduler's list of what scopes own, by creation
  PromiseBase* spawned_before = nullptr;
  PromiseBase* spawned_after = nullptr;
  std::uint64_t created = ++Scheduler::created_;
  bool done = false;

  static void* operator new(std::size_t size) { return Scheduler::current().frames().allocate(size); }
  static void operator delete(void* block, std::size_t size) { Scheduler::current().frames().free(block, size); }

  struct FinalAwaiter {
    bool await_ready() noexcept { return false; }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> handle) noexcept {
      finish(handle.promise(), handle);
    }
    void await_resume() noexcept {}
  };

  std::suspend_never initial_suspend() noexcept { return {}; }
  FinalAwaiter final_suspend() noexcept { return {}; }
  [[noreturn]] void unhandled_exception() noexcept { std::terminate(); }

  static void finish(PromiseBase& promise, std::coroutine_handle<> handle) noexcept;
  static void run_resume(ReadyNode& node) { static_cast<Resume&>(node).handle.resume(); }

 protected:
  explicit PromiseBase(std::coroutine_handle<> handle) {
    resume.run = &run_resume;
    resume.handle = handle;
  }
};

template <class T>
struct PromiseValue : PromiseBase {
  using PromiseBase::PromiseBase;
  std::optional<T> value;
  template <class U>
  void return_value(U&& result) {
    value.emplace(std::forward<U>(result));
  }
  T take() { return std::move(*value); }
};

template <>
struct PromiseValue<void> : PromiseBase {
  using PromiseBase::PromiseBase;
  void return_void() {}
  void take() {}
};

}  // namespace detail

// The node by which an awaiter has the coroutine resumed: Scheduler::push(resume_node(handle)).
template <class Promise>
ReadyNode& resume_node(std::coroutine_handle<Promise> handle) {
  return handle.promise().resume;
}

template <class T = void>
class [[nodiscard]] Task {
 public:
  struct promise_type : detail::PromiseValue<T> {
    promise_type() : detail::PromiseValue<T>(std::coroutine_handle<promise_type>::from_promise(*this)) {}
    Task get_return_object() { return Task(std::coroutine_handle<promise_type>::from_promise(*this)); }
  };

  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    Task old(std::move(*this));
    handle_ = std::exchange(other.handle_, nullptr);
    return *this;
  }
  ~Task() {
    if (!handle_) return;
    KLAMM_ASSERT(handle_.promise().done || Scheduler::abandoning());
    handle_.destroy();
  }

  [[nodiscard]] bool done() const { return handle_.promise().done; }
  // The result. REQUIRES: done(), and not taken before. For tests and drivers; coroutines use co_await.
  T take() { return handle_.promise().take(); }

  // Awaiting takes the result. At most one coroutine awaits a task.
  bool await_ready() const noexcept { return done(); }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> waiter) noexcept {
    KLAMM_ASSERT(handle_.promise().waiter == nullptr);
    handle_.promise().waiter = &resume_node(waiter);
  }
  T await_resume() { return handle_.promise().take(); }

 private:
  friend class TaskScope;
  explicit Task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}

  std::coroutine_handle<promise_type> handle_;
};

// Owns coroutines that nobody awaits: background fibers of a connection, of a log, of a shard. The owner stops them in
// its own way (a flag, a cancelled operation) and awaits join(); a scope that is destroyed with one still alive
// asserts. Used on one shard.
class TaskScope {
 public:
  TaskScope() = default;
  TaskScope(const TaskScope&) = delete;
  TaskScope& operator=(const TaskScope&) = delete;
  ~TaskScope();

  void spawn(Task<void> task);
  [[nodiscard]] std::size_t count() const { return count_; }

  struct Join {
    TaskScope& scope;
    explicit Join(TaskScope& joined) : scope(joined) {}
    bool await_ready() const noexcept { return scope.count_ == 0; }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> waiter) noexcept {
      KLAMM_ASSERT(scope.joiner_ == nullptr);
      scope.joiner_ = &resume_node(waiter);
    }
    void await_resume() const noexcept {}
  };
  // Completes when the scope is empty. At most one coroutine joins at a time.
  Join join() { return Join(*this); }

 private:
  friend class Scheduler;
  friend struct detail::PromiseBase;
  void remove(detail::PromiseBase& promise);
  void forget(detail::PromiseBase& promise);

  detail::PromiseBase* head_ = nullptr;
  std::size_t count_ = 0;
  ReadyNode* joiner_ = nullptr;
};

}  // namespace klamm
