// One shard on one backend, whichever it is, driven by the test's own thread.
#pragma once

#include <stdlib.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "runtime/io/io.h"
#include "runtime/io/probe.h"
#include "runtime/io/sockets.h"
#include "runtime/shard/shard.h"
#include "runtime/sim/world.h"

// g++ 12 awaits an operand of Catch's macros twice, for they name it twice: the result is named first.
#define CHECK_AWAIT(awaitable, expected)     \
  do {                                       \
    const auto awaited = co_await awaitable; \
    CHECK(awaited == (expected));            \
  } while (false)
#define REQUIRE_AWAIT(awaitable, expected)   \
  do {                                       \
    const auto awaited = co_await awaitable; \
    REQUIRE(awaited == (expected));          \
  } while (false)

namespace klamm::test {

class Rig {
 public:
  virtual ~Rig() = default;
  virtual Env& env() = 0;
  virtual TaskScope& scope() = 0;
  virtual Scheduler& scheduler() = 0;
  // Turns the loop until `done`, or fails the test after a generous time.
  virtual void turn_until(const std::function<bool()>& done) = 0;
  [[nodiscard]] virtual std::string directory() const = 0;
  [[nodiscard]] virtual bool simulated() const { return false; }

  template <class Function>
  auto run(Function function) {
    using T = typename detail::TaskResult<std::invoke_result_t<Function&>>::Type;
    const Scheduler::Running running(scheduler());
    Task<T> task = function();
    turn_until([&] { return task.done(); });
    return task.take();
  }
};

struct RigOptions {
  std::string backend;  // "uring", "epoll", "sim"
  std::uint32_t queue_entries = 64;
  std::uint32_t select_buffers = 32;
};

class RealRig final : public Rig {
 public:
  explicit RealRig(const RigOptions& options) {
    BackendOptions backend_options;
    backend_options.file_threads = &threads_;
    backend_options.queue_entries = options.queue_entries;
    backend_options.select_buffers = options.select_buffers;
    const BackendKind kind = options.backend == "uring" ? BackendKind::kUring : BackendKind::kEpoll;
    Result<std::unique_ptr<Backend>> backend = make_backend(kind, backend_options);
    REQUIRE(backend.ok());
    shard_ = std::make_unique<Shard>(ShardOptions{}, std::move(backend).value(), log_, metrics_, memory_);
    shard_->connect({shard_->as_peer()});
    std::string pattern = (std::filesystem::temp_directory_path() / "klamm-test-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    directory_ = pattern;
  }
  ~RealRig() override { std::filesystem::remove_all(directory_); }
  Env& env() override { return shard_->env(); }
  TaskScope& scope() override { return shard_->scope(); }
  Scheduler& scheduler() override { return shard_->scheduler(); }
  [[nodiscard]] std::string directory() const override { return directory_; }
  void turn_until(const std::function<bool()>& done) override {
    constexpr MonotonicNs kPatienceNs = 60'000'000'000;
    const Scheduler::Running running(shard_->scheduler());
    const MonotonicNs deadline = monotonic_now_ns() + kPatienceNs;
    while (!done()) {
      if (monotonic_now_ns() > deadline) FAIL("nothing happens any more");
      shard_->turn();
      if (!shard_->idle()) {
        shard_->backend().wait(0);
      } else if (!done()) {
        shard_->backend().wait(std::min(deadline, shard_->next_deadline()));
      }
    }
  }

 private:
  MemorySink log_;
  MetricsRegistry metrics_;
  MemoryPool memory_{std::size_t{1} << 30};
  FileThreads threads_{2};
  std::unique_ptr<Shard> shard_;
  std::string directory_;
};

class SimRig final : public Rig {
 public:
  explicit SimRig(const RigOptions& options, std::uint64_t seed = 1, SimDiskOptions disk = {}) : world_(seed) {
    SimNodeOptions node;
    node.disk = disk;
    node.backend.queue_depth = options.queue_entries;
    node.backend.select_buffers = options.select_buffers;
    node_ = &world_.add_node(node);
    node_->start();
  }
  Env& env() override { return node_->env(); }
  TaskScope& scope() override { return node_->shard().scope(); }
  Scheduler& scheduler() override { return node_->shard().scheduler(); }
  [[nodiscard]] std::string directory() const override { return ""; }
  [[nodiscard]] bool simulated() const override { return true; }
  void turn_until(const std::function<bool()>& done) override {
    // An hour of virtual time.
    REQUIRE(world_.run_until(done, world_.now() + 3'600'000'000'000));
  }
  SimWorld& world() { return world_; }
  SimNode& node() { return *node_; }

 private:
  SimWorld world_;
  SimNode* node_;
};

inline std::unique_ptr<Rig> make_rig(const RigOptions& options) {
  if (options.backend == "sim") return std::make_unique<SimRig>(options);
  return std::make_unique<RealRig>(options);
}

// Whether this machine lets the backend run; says so where not.
inline bool available(const std::string& backend) {
  if (backend != "uring") return true;
  const Result<BackendChoice> choice = choose_backend("uring");
  if (!choice.ok()) WARN("skipped for uring: " << choice.error().message);
  return choice.ok();
}

}  // namespace klamm::test
