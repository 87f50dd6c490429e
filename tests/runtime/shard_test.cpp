// Shards on real threads: start, calls between them, messages under load, the ends of turns, stalls.
#include <atomic>
#include <deque>
#include <set>
#include <thread>

#include "runtime/shard/shard_group.h"
#include "tests/runtime/rig.h"

using namespace klamm;
using namespace klamm::test;

namespace {

BackendKind kind_of(const std::string& backend) {
  return backend == "uring" ? BackendKind::kUring : BackendKind::kEpoll;
}

struct Account {
  TaskScope scope;
  std::int64_t sum = 0;
  Task<std::int64_t> add(Env& env, std::int64_t value) {
    co_await SleepUntil(env.timers, env.now());
    sum += value;
    co_return sum;
  }
};

// Each shard calls every shard many times, itself included.
Task<void> call_all(Env& env, std::deque<Account>& accounts, std::deque<Env*>& envs) {
  for (std::int64_t round = 0; round < 200; ++round) {
    for (std::uint32_t target = 0; target < env.shard_count(); ++target) {
      Account& account = accounts[target];
      Env& there = *envs[target];
      const std::int64_t sum = co_await CallOn(env.mailboxes, env.shard, ShardId(target), account.scope,
                                               [&account, &there] { return account.add(there, 1); });
      KLAMM_ASSERT(sum > round);
    }
  }
}

Task<void> note_env(Env& env, std::deque<Env*>& envs) {
  envs[env.shard.value] = &env;
  co_return;
}

Task<void> start_calls(Env& env, TaskScope& scope, std::deque<Account>& accounts, std::deque<Env*>& envs) {
  scope.spawn(call_all(env, accounts, envs));
  co_await scope.join();
}

Task<std::int64_t> sum_of(Account& account) {
  co_await account.scope.join();
  co_return account.sum;
}

}  // namespace

TEST_CASE("shards call each other", "[shard]") {
  const auto backend = GENERATE(as<std::string>(), "uring", "epoll");
  CAPTURE(backend);
  if (!available(backend)) return;
  constexpr std::uint32_t kShards = 4;
  MemorySink log;
  MetricsRegistry metrics;
  ShardGroup group({.shards = kShards, .backend = kind_of(backend)}, log, metrics);
  REQUIRE(group.start().ok());
  std::deque<Account> accounts(kShards);
  std::deque<Env*> envs(kShards);
  for (std::uint32_t i = 0; i < kShards; ++i) {
    group.run_on(ShardId(i), [&](Env& env) { return note_env(env, envs); });
  }
  // All at once, each started by a thread of its own.
  std::deque<TaskScope> scopes(kShards);
  std::vector<std::thread> callers;
  for (std::uint32_t i = 0; i < kShards; ++i) {
    callers.emplace_back(
        [&, i] { group.run_on(ShardId(i), [&](Env& env) { return start_calls(env, scopes[i], accounts, envs); }); });
  }
  for (std::thread& caller : callers) caller.join();
  for (std::uint32_t i = 0; i < kShards; ++i) {
    CHECK(group.run_on(ShardId(i), [&](Env&) { return sum_of(accounts[i]); }) == 200 * kShards);
  }
  group.stop();
  CHECK(metrics.scrape().empty());  // the shards took their instruments with them
}

TEST_CASE("a group that stops at once, and one that cannot start", "[shard]") {
  MemorySink log;
  MetricsRegistry metrics;
  for (int round = 0; round < 20; ++round) {
    ShardGroup group({.shards = 3}, log, metrics);
    REQUIRE(group.start().ok());
    group.stop();
    ShardGroup unused({.shards = 3}, log, metrics);
  }
  CHECK(available_cores() >= 1);
}

TEST_CASE("a mailbox loses nothing and keeps each sender's order", "[shard]") {
  struct Numbered : Message {
    std::uint32_t sender = 0;
    std::uint32_t number = 0;
    std::vector<std::uint32_t>* seen = nullptr;
    std::atomic<std::uint32_t>* left = nullptr;
  };
  constexpr std::uint32_t kSenders = 3;
  constexpr std::uint32_t kEach = 20'000;
  Mailbox mailbox;
  std::vector<std::vector<std::uint32_t>> seen(kSenders);
  std::atomic<std::uint32_t> left{kSenders * kEach};
  std::deque<std::deque<Numbered>> messages(kSenders);
  for (std::uint32_t sender = 0; sender < kSenders; ++sender) {
    messages[sender].resize(kEach);
    for (std::uint32_t number = 0; number < kEach; ++number) {
      Numbered& message = messages[sender][number];
      message.number = number;
      message.seen = &seen[sender];
      message.left = &left;
      message.run = [](Message& m) {
        auto& numbered = static_cast<Numbered&>(m);
        numbered.seen->push_back(numbered.number);
        numbered.left->fetch_sub(1);
      };
    }
  }
  // The receiver sleeps whenever it can: a lost wake-up would hang it for good.
  std::atomic<std::uint32_t> wakes{0};
  std::thread receiver([&] {
    while (left.load() > 0) {
      const std::uint32_t before = wakes.load();
      mailbox.run_all();
      if (left.load() == 0) break;
      if (mailbox.prepare_to_sleep()) wakes.wait(before);
      mailbox.awake();
    }
  });
  std::vector<std::thread> senders;
  for (std::uint32_t sender = 0; sender < kSenders; ++sender) {
    senders.emplace_back([&, sender] {
      for (Numbered& message : messages[sender]) {
        if (!mailbox.push(message)) continue;
        wakes.fetch_add(1);
        wakes.notify_one();
      }
    });
  }
  for (std::thread& sender : senders) sender.join();
  receiver.join();
  for (const auto& numbers : seen) {
    REQUIRE(numbers.size() == kEach);
    CHECK(std::is_sorted(numbers.begin(), numbers.end()));
  }
  CHECK(mailbox.empty());
}

TEST_CASE("what is registered for the end of a turn runs once, after everything that was ready", "[shard]") {
  SimRig rig({.backend = "sim"});
  struct Commit : ReadyNode {
    std::vector<std::string>* order = nullptr;
  };
  struct Work : Commit {
    Env* env = nullptr;
    Commit* commit = nullptr;
  };
  std::vector<std::string> order;
  Commit commit;
  commit.order = &order;
  commit.run = [](ReadyNode& node) { static_cast<Commit&>(node).order->push_back("commit"); };
  std::deque<Work> works(3);
  for (Work& work : works) {
    work.order = &order;
    work.env = &rig.env();
    work.commit = &commit;
    work.run = [](ReadyNode& node) {
      auto& self = static_cast<Work&>(node);
      self.order->push_back("work");
      self.env->turn_end.push_once(*self.commit);
    };
    rig.scheduler().push(work);
  }
  rig.turn_until([&] { return order.size() >= 4; });
  CHECK(order == std::vector<std::string>{"work", "work", "work", "commit"});
}

TEST_CASE("a turn that blocks is logged and counted", "[shard]") {
  MemorySink log;
  MetricsRegistry metrics;
  MemoryPool memory(1 << 20);
  SimWorld world(1);
  // Every turn is longer than a limit of one nanosecond, on a real clock.
  FileThreads threads(1);
  BackendOptions options;
  options.file_threads = &threads;
  Result<std::unique_ptr<Backend>> backend = make_backend(BackendKind::kEpoll, options);
  REQUIRE(backend.ok());
  ShardOptions shard_options;
  shard_options.stall_ns = 1;
  Shard shard(shard_options, std::move(backend).value(), log, metrics, memory);
  shard.connect({shard.as_peer()});
  const Scheduler::Running running(shard.scheduler());
  struct Node : ReadyNode {
    int runs = 0;
  } node;
  node.run = [](ReadyNode& ready) { ++static_cast<Node&>(ready).runs; };
  shard.scheduler().push(node);
  shard.turn();
  CHECK(node.runs == 1);
  CHECK(log.contains("module=runtime.loop shard=0 msg=\"the loop was blocked\""));
  CHECK(metrics.scrape().find("klamm_loop_stall_total{shard=\"0\"} 1") != std::string::npos);
  // A second one within the second is counted, and not logged.
  shard.scheduler().push(node);
  shard.turn();
  CHECK(log.lines().size() == 1);
}

TEST_CASE("a sleeping shard is woken from another thread", "[shard]") {
  const auto backend = GENERATE(as<std::string>(), "uring", "epoll");
  CAPTURE(backend);
  if (!available(backend)) return;
  RealRig rig({.backend = backend});
  for (int round = 0; round < 50; ++round) {
    std::thread waker([&] { rig.env().io.wake(); });
    // Without the wake this would wait for ever.
    rig.env().io.wait(kNever);
    rig.env().io.reap();
    waker.join();
  }
}
