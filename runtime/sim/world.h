// The simulator: a few nodes, each a process with shards, a disk and an address, on one thread and one virtual clock. A
// seed decides everything, so a run can be had again.
//
//   SimWorld world(seed);
//   SimNode& node = world.add_node({});
//   node.start([&](Env& env) { return serve(env); });   // a coroutine on every shard, owned by the node
//   world.run_until([&] { return model.done(); });
//   world.power_loss(node);                               // then node.start(...) again, on the same disk
//
// Killing. crash_process() and power_loss() stop a node between two turns of its shards. What its programs had under
// way never completes; writes are torn; then its coroutines are destroyed where they are suspended, the youngest first,
// and whatever lives in their frames with them. Nothing of the program runs, but destructors do: see
// Scheduler::abandoning(). So a program under test keeps all that it has in the frame of the coroutine that start()
// returned, or hands it to SimNode::own(). Pointers that a test took into it are dead after the kill.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/shard/shard.h"
#include "runtime/sim/backend.h"
#include "runtime/sim/disk.h"
#include "runtime/sim/events.h"
#include "runtime/sim/network.h"

namespace klamm {

struct SimNodeOptions {
  std::uint32_t shards = 1;
  std::size_t memory_bytes = std::size_t{1} << 30;
  SimDiskOptions disk;
  SimBackendOptions backend;
};

class SimWorld;

class SimNode {
 public:
  using Start = std::function<Task<void>(Env&)>;

  ~SimNode();
  SimNode(const SimNode&) = delete;
  SimNode& operator=(const SimNode&) = delete;

  // Boots a process: fresh shards, and `start` on each of them. REQUIRES: !alive().
  void start(Start start = nullptr);
  // Ends the process as a program ends that has nothing under way. REQUIRES: all its coroutines are done. Asserts that
  // no operation is under way, no timer armed, nobody waits for anything, and all memory was given back.
  void stop();
  [[nodiscard]] bool alive() const { return !shards_.empty(); }

  [[nodiscard]] std::uint32_t id() const { return id_; }
  [[nodiscard]] std::string address() const { return SimNetwork::address_of(id_); }
  [[nodiscard]] SimDisk& disk() { return disk_; }
  // Options of the backend for the next start().
  [[nodiscard]] SimBackendOptions& backend_options() { return options_.backend; }
  // The lines that all processes of this node have logged.
  [[nodiscard]] MemorySink& log() { return log_; }
  // REQUIRES: alive().
  [[nodiscard]] Env& env(std::uint32_t shard = 0) { return shards_.at(shard)->env(); }
  [[nodiscard]] Shard& shard(std::uint32_t index = 0) { return *shards_.at(index); }
  [[nodiscard]] std::uint32_t shard_count() const { return options_.shards; }
  [[nodiscard]] MetricsRegistry& metrics() { return *metrics_; }

  // Something that the process has and no coroutine's frame holds. Destroyed with the process, the newest first.
  void own(std::shared_ptr<void> object) { owned_.push_back(std::move(object)); }
  // What the simulator has seen that no program may do, the first of it; "" if there was nothing: two writes to one
  // place of a file at a time, more memory lent than there is.
  [[nodiscard]] const std::string& violation() const { return violation_.empty() ? disk_.violation() : violation_; }
  // The process does nothing until then, as if it were stopped by a signal or starved.
  void pause_until(MonotonicNs when) { paused_until_ = when; }

 private:
  friend class SimWorld;
  SimNode(SimWorld& world, std::uint32_t id, SimNodeOptions options, Rng rng);
  void kill(bool power_loss);
  void release(bool silently);
  SimBackend& backend(std::size_t shard) { return *backends_[shard]; }

  SimWorld& world_;
  const std::uint32_t id_;
  SimNodeOptions options_;
  Rng rng_;
  SimDisk disk_;
  MemorySink log_;
  std::uint64_t incarnation_ = 0;
  MonotonicNs paused_until_ = 0;
  std::string violation_;
  std::unique_ptr<MetricsRegistry> metrics_;
  std::unique_ptr<MemoryPool> memory_;
  std::shared_ptr<SimHandles> handles_;
  std::vector<std::unique_ptr<Shard>> shards_;
  std::vector<SimBackend*> backends_;  // of the shards
  std::vector<std::shared_ptr<void>> owned_;
};

class SimWorld : private SimNetwork::Nodes {
 public:
  explicit SimWorld(std::uint64_t seed, SimNetworkOptions network = {});
  // Kills what still runs.
  ~SimWorld() override;

  // The node lives as long as the world. REQUIRES: called before step().
  SimNode& add_node(SimNodeOptions options);
  [[nodiscard]] SimNode& node(std::uint32_t id) { return *nodes_.at(id); }
  [[nodiscard]] SimNetwork& network() { return network_; }
  // For the test's own choices; separate from the world's.
  [[nodiscard]] Rng& rng() { return rng_; }
  [[nodiscard]] MonotonicNs now() const { return events_.now(); }
  [[nodiscard]] SimEvents& events() { return events_; }

  // Runs `action` outside of every shard when the clock reaches `when`: the place for crashes at a given time.
  void at(MonotonicNs when, std::function<void()> action) { events_.schedule(when, std::move(action)); }

  // One event, one turn of one shard, or one step of the clock. False if nothing will ever happen again.
  bool step();
  // Steps until `done()`. False if that did not come by `deadline`, or nothing more can happen.
  bool run_until(const std::function<bool()>& done, MonotonicNs deadline = kNever);
  void run_for(MonotonicNs duration);

  // Runs `function(env)`, which returns a Task<T>, on a shard of a node, steps until it is done, and gives its result.
  // For tests. REQUIRES: the node is not killed meanwhile, and the task ends.
  template <class Function>
  auto run(SimNode& node, Function function, std::uint32_t shard = 0) {
    using T = typename detail::TaskResult<std::invoke_result_t<Function&, Env&>>::Type;
    auto state = std::make_shared<RunState<T>>();
    spawn(node, shard, [&](Env& env) { return execute<T>(function(env), state); });
    const bool finished = run_until([&] { return state->done; });
    KLAMM_ASSERT(finished);
    if constexpr (!std::is_void_v<T>) return std::move(*state->result);
  }
  // Starts a fiber on a shard of a node, owned by the node.
  void spawn(SimNode& node, std::uint32_t shard, const std::function<Task<void>(Env&)>& function);

  // The process dies; what it had written is in the page cache and stays.
  void crash_process(SimNode& node) { node.kill(false); }
  // The machine loses its power: what was not synced is at the disk's mercy, and peers hear nothing.
  void power_loss(SimNode& node) { node.kill(true); }

  // What has happened so far. Equal seeds and programs give equal hashes.
  [[nodiscard]] std::uint64_t hash() const { return events_.hash(); }

 private:
  friend class SimNode;
  template <class T>
  struct RunState {
    std::optional<T> result;
    bool done = false;
  };
  template <class T>
  static Task<void> execute(Task<T> task, std::shared_ptr<RunState<T>> state) {
    if constexpr (std::is_void_v<T>) {
      co_await task;
    } else {
      state->result.emplace(co_await task);
    }
    state->done = true;
  }
  [[nodiscard]] std::uint64_t incarnation(std::uint32_t node) const override;
  bool turn_of_somebody();
  [[nodiscard]] bool runnable(SimNode& node, std::size_t shard) const;

  Rng rng_;
  Rng choices_;
  SimEvents events_;
  SimNetwork network_;
  std::vector<std::unique_ptr<SimNode>> nodes_;
  std::uint64_t incarnations_ = 0;
};

template <>
struct SimWorld::RunState<void> {
  bool done = false;
};

}  // namespace klamm
