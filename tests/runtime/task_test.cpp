// Coroutines: eager start, results, scopes, mutexes, signals, frames.
#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "runtime/task/sync.h"
#include "runtime/task/task.h"

using namespace klamm;

namespace {

struct Loop {
  Scheduler scheduler;
  Scheduler::Running running{scheduler};
  void drain() {
    while (scheduler.run_ready() > 0) {}
  }
};

Task<int> immediate(int value) { co_return value; }

Task<int> add_many(int count) {
  int sum = 0;
  for (int i = 0; i < count; ++i) sum += co_await immediate(1);
  co_return sum;
}

// Completes only through the ready queue.
struct Yield {
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> waiter) {
    Scheduler::current().push(resume_node(waiter));
  }
  void await_resume() const noexcept {}
};

Task<int> yielding(int value) {
  co_await Yield();
  co_return value;
}

Task<int> add_yielding(int count) {
  int sum = 0;
  for (int i = 0; i < count; ++i) sum += co_await yielding(1);
  co_return sum;
}

Task<void> wait_for(Signal& signal, int& resumed) {
  co_await signal.wait();
  ++resumed;
}

Task<void> critical(AsyncMutex& mutex, std::vector<int>& order, int name) {
  AsyncMutex::Guard guard = co_await mutex.lock();
  order.push_back(name);
  co_await Yield();
  order.push_back(name);
}

Task<std::unique_ptr<std::string>> boxed(std::string text) { co_return std::make_unique<std::string>(std::move(text)); }

Task<std::string> unboxed() {
  std::unique_ptr<std::string> box = co_await boxed("text");
  co_return *box;
}

Task<void> joined(TaskScope& scope, bool& done) {
  co_await scope.join();
  done = true;
}

Task<void> deep(int depth, Signal& signal) {
  if (depth == 0) {
    co_await signal.wait();
    co_return;
  }
  co_await deep(depth - 1, signal);
}

}  // namespace

TEST_CASE("a task starts at once and runs to its first suspension", "[task]") {
  Loop loop;
  Signal signal;
  int resumed = 0;
  Task<int> done = immediate(7);
  CHECK(done.done());
  CHECK(done.take() == 7);
  Task<void> waiting = wait_for(signal, resumed);
  CHECK(!waiting.done());
  CHECK(signal.has_waiters());
  signal.notify_all();
  CHECK(resumed == 0);  // nothing is resumed inline
  loop.drain();
  CHECK(resumed == 1);
  CHECK(waiting.done());
}

TEST_CASE("a million awaits take no stack", "[task]") {
  Loop loop;
  Task<int> immediate_sum = add_many(1'000'000);
  CHECK(immediate_sum.done());
  CHECK(immediate_sum.take() == 1'000'000);
  Task<int> sum = add_yielding(1'000'000);
  loop.drain();
  CHECK(sum.take() == 1'000'000);
}

TEST_CASE("a chain of a hundred thousand tasks unwinds through the queue", "[task]") {
  // A chain is destroyed by one recursion as deep as itself only where each frame holds the next: they are done by
  // then.
  Loop loop;
  Signal signal;
  Task<void> outer = deep(10'000, signal);
  signal.notify_all();
  loop.drain();
  CHECK(outer.done());
}

TEST_CASE("results move", "[task]") {
  Loop loop;
  Task<std::string> task = unboxed();
  CHECK(task.take() == "text");
}

TEST_CASE("frames come from the pool and go back", "[task]") {
  Scheduler scheduler;
  {
    const Scheduler::Running running(scheduler);
    Signal signal;
    int resumed = 0;
    TaskScope scope;
    for (int i = 0; i < 5000; ++i) scope.spawn(wait_for(signal, resumed));
    CHECK(scheduler.frames().live() == 5000);
    CHECK(scope.count() == 5000);
    bool done = false;
    Task<void> join = joined(scope, done);
    signal.notify_all();
    while (scheduler.run_ready() > 0) {}
    CHECK(done);
    CHECK(scope.count() == 0);
    CHECK(resumed == 5000);
  }
  CHECK(scheduler.frames().live() == 0);
}

TEST_CASE("a mutex admits one at a time, in the order of asking", "[task]") {
  Loop loop;
  AsyncMutex mutex;
  std::vector<int> order;
  TaskScope scope;
  for (int name = 1; name <= 4; ++name) scope.spawn(critical(mutex, order, name));
  loop.drain();
  CHECK(order == std::vector<int>{1, 1, 2, 2, 3, 3, 4, 4});
  CHECK(!mutex.locked());
}

TEST_CASE("a shuffled scheduler runs everything, in an order that the seed gives", "[task]") {
  const auto run = [](std::uint64_t seed) {
    Scheduler scheduler;
    const Scheduler::Running running(scheduler);
    scheduler.shuffle(Rng(seed));
    struct Node : ReadyNode {
      int name = 0;
      std::vector<int>* order = nullptr;
    };
    std::vector<int> order;
    std::vector<Node> nodes(20);
    for (int i = 0; i < 20; ++i) {
      Node& node = nodes[static_cast<std::size_t>(i)];
      node.name = i;
      node.order = &order;
      node.run = [](ReadyNode& ready) {
        auto& self = static_cast<Node&>(ready);
        self.order->push_back(self.name);
      };
      scheduler.push(node);
    }
    scheduler.run_ready();
    return order;
  };
  CHECK(run(1) == run(1));
  CHECK(run(1) != run(2));
  std::vector<int> sorted = run(1);
  std::ranges::sort(sorted);
  for (int i = 0; i < 20; ++i) CHECK(sorted[static_cast<std::size_t>(i)] == i);
}

TEST_CASE("abandoned coroutines are destroyed where they are, the youngest first", "[task]") {
  struct Traced {
    std::vector<int>* order;
    int name;
    Traced(std::vector<int>* trace, int number) : order(trace), name(number) {}
    Traced(const Traced&) = delete;
    Traced& operator=(const Traced&) = delete;
    ~Traced() { order->push_back(name); }
  };
  struct Fiber {
    static Task<void> inner(Signal& signal, std::vector<int>& order, int name) {
      const Traced traced(&order, name);
      co_await signal.wait();
    }
    static Task<void> outer(TaskScope& scope, Signal& signal, std::vector<int>& order) {
      const Traced traced(&order, 1);
      // Spawned before this coroutine itself is, and younger all the same.
      scope.spawn(inner(signal, order, 2));
      co_await inner(signal, order, 3);
    }
  };
  std::vector<int> order;
  Scheduler scheduler;
  {
    const Scheduler::Running running(scheduler);
    Signal signal;
    TaskScope scope;
    scope.spawn(Fiber::outer(scope, signal, order));
    scope.spawn(Fiber::inner(signal, order, 4));
    const Scheduler::Abandoning abandoning;
    scheduler.abandon();
    signal.notify_one();  // ignored: nothing runs any more
    while (scheduler.abandon_last()) {}
    CHECK(scope.count() == 0);
    CHECK(!signal.has_waiters());
  }
  CHECK(order == std::vector<int>{4, 2, 3, 1});
  CHECK(scheduler.frames().live() == 0);
}
