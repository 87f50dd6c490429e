// The simulator itself: the same seed is the same run, and a process can be killed anywhere.
#include <fcntl.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "runtime/io/io.h"
#include "runtime/sim/world.h"

using namespace klamm;

namespace {

// A program with fibers, a mutex, timers, signals, files and calls between shards: something to kill.
struct Program {
  explicit Program(Env& lent) : env(lent) {}
  Env& env;
  AsyncMutex mutex;
  Signal changed;
  TaskScope fibers;
  std::uint64_t turns = 0;

  static Task<int> answer(Env& env, int value) {
    co_await SleepUntil(env.timers, env.now() + 10'000'000);
    co_return value;
  }
  Task<void> writer(std::string path) {
    const Handle file = co_await open_file(env.io, path, O_RDWR | O_CREAT, 0644);
    for (std::uint64_t i = 0;; ++i) {
      AsyncMutex::Guard guard = co_await mutex.lock();
      const std::string text = std::to_string(i);
      co_await write_all(env.io, file, as_bytes(text), i * 16);
      co_await sync_file(env.io, file);
      ++turns;
      changed.notify_all();
    }
  }
  Task<void> watcher() {
    for (;;) co_await changed.wait_until(env.timers, env.now() + 3'000'000);
  }
  Task<void> caller() {
    const ShardId other((env.shard.value + 1) % env.shard_count());
    for (int i = 0;; ++i) {
      const int got =
          co_await CallOn(env.mailboxes, env.shard, other, callee_scope, [this, i] { return answer(*peer, i); });
      KLAMM_ASSERT(got == i);
    }
  }
  TaskScope callee_scope;  // used by the other shard; both are on one thread here
  Env* peer = nullptr;
};

Task<void> program_main(Env& env, std::vector<Program*>& programs) {
  Program program(env);
  programs[env.shard.value] = &program;
  for (int i = 0; i < 3; ++i) program.fibers.spawn(program.writer("/file" + std::to_string(env.shard.value)));
  program.fibers.spawn(program.watcher());
  Signal never;
  co_await never.wait();
}

std::uint64_t run_once(std::uint64_t seed) {
  SimWorld world(seed);
  SimNode& node = world.add_node({.shards = 2});
  for (int round = 0; round < 3; ++round) {
    std::vector<Program*> programs(2);
    node.start([&](Env& env) { return program_main(env, programs); });
    for (std::uint32_t shard = 0; shard < 2; ++shard) {
      programs[shard]->peer = &node.env(1 - shard);
      world.spawn(node, shard, [&](Env&) { return programs[shard]->caller(); });
    }
    world.run_for(static_cast<MonotonicNs>(world.rng().below(100)) * 1'000'000);
    if (world.rng().chance(1, 2)) {
      world.crash_process(node);
    } else {
      world.power_loss(node);
    }
  }
  return world.hash();
}

}  // namespace

TEST_CASE("a process can be killed at any time, and the same seed is the same run", "[sim]") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const std::uint64_t hash = run_once(seed);
    CHECK(run_once(seed) == hash);
    CHECK(run_once(seed + 1000) != hash);
  }
}

TEST_CASE("time passes only when nobody can run", "[sim]") {
  SimWorld world(3);
  SimNode& node = world.add_node({});
  node.start();
  const MonotonicNs before = world.now();
  world.run(node, [](Env& env) -> Task<void> { co_await SleepUntil(env.timers, env.now() + 3'600'000'000'000); });
  const MonotonicNs slept = world.now() - before;
  CHECK(slept >= 3'600'000'000'000);
  CHECK(slept < 3'600'002'000'000 + 1'000'000);
  node.stop();
  CHECK(!world.step());
}

TEST_CASE("the log carries the simulated time", "[sim]") {
  SimWorld world(3);
  SimNode& node = world.add_node({});
  node.start();
  node.env().log.module("test").info("hello", {{"answer", 42}});
  CHECK(node.log().lines().back() ==
        "time=2026-01-01T00:00:01.000Z level=info module=test shard=0 msg=hello answer=42");
}
