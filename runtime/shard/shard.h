// One thread's world: its loop, its backend, its timers, its mailbox. The same class runs on real threads (ShardGroup)
// and in the simulator, which calls turn() itself.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/shard/env.h"

namespace klamm {

struct ShardOptions {
  ShardId id;
  std::uint64_t seed = 0;
  // A turn longer than this is a stall: it is counted and, at most once a second, logged.
  MonotonicNs stall_ns = 50'000'000;
  // How many ready nodes one turn runs before it looks at the kernel, the timers and the mailbox again.
  std::size_t ready_per_turn_max = 4096;
};

// Owned by its thread (or the simulator) and used on it only, but for stop() and the mailbox. Everything that Env lends
// belongs to it and outlives the coroutines of scope().
class Shard {
 public:
  // Makes itself Scheduler::current() for nothing: who runs it does (ShardGroup, the simulator).
  Shard(const ShardOptions& options, std::unique_ptr<Backend> backend, LogSink& sink, MetricsRegistry& metrics,
        MemoryPool& memory);
  // REQUIRES: scope() is empty, no timer is armed; or the shard was abandoned.
  ~Shard();
  Shard(const Shard&) = delete;
  Shard& operator=(const Shard&) = delete;

  [[nodiscard]] Env& env() { return env_; }
  [[nodiscard]] Scheduler& scheduler() { return scheduler_; }
  [[nodiscard]] Backend& backend() { return *backend_; }
  [[nodiscard]] Mailbox& mailbox() { return mailbox_; }
  // For what nobody else owns: the fibers that the start function spawns.
  [[nodiscard]] TaskScope& scope() { return scope_; }

  // Tells the shard its peers, itself included, by ShardId. Before the first turn.
  void connect(std::vector<Mailboxes::Peer> peers);
  [[nodiscard]] Mailboxes::Peer as_peer() { return {&mailbox_, backend_.get(), &mailboxes_}; }

  // One turn, in this order: mailbox, timers, completions, what is ready, the ends of the turn. Never blocks. Returns
  // how many things ran. REQUIRES: Scheduler::current() is this shard's.
  std::size_t turn();
  // Nothing is ready and nothing waits in the mailbox: the next turn would only find what the machine has done
  // meanwhile.
  [[nodiscard]] bool idle() const { return scheduler_.idle() && turn_end_.empty() && mailbox_.empty(); }
  // When turn() is of use even if nothing completes; kNever.
  [[nodiscard]] MonotonicNs next_deadline() const { return timers_.next_deadline(); }

  // Turns until stop(); blocks in the backend whenever there is nothing to do.
  void run();
  // Ends run() after the present turn, whatever is still under way: the owner has ended it before. From any thread.
  void stop();

  // Kills: destroys every coroutine that a scope of this shard owns without running it, and forgets timers and
  // messages. For the simulator. REQUIRES: Scheduler::abandoning().
  void abandon();

 private:
  void note_turn(MonotonicNs started, MonotonicNs ended);
  void note_backend();

  const ShardOptions options_;
  std::unique_ptr<Backend> backend_;
  Scheduler scheduler_;
  TurnEnd turn_end_;
  TimerWheel timers_;
  Rng rng_;
  MemoryBudget memory_;
  Mailbox mailbox_;
  Mailboxes mailboxes_;
  Env env_;
  Logger log_;
  TaskScope scope_;
  std::atomic<bool> stopping_{false};

  MonotonicNs stall_logged_at_ = 0;
  std::uint64_t stalls_unlogged_ = 0;
  std::shared_ptr<Counter> turns_;
  std::shared_ptr<Counter> busy_;
  std::shared_ptr<Counter> stalls_;
  std::shared_ptr<Gauge> ready_;
  // The backend's numbers as they were when they were last added to the instruments.
  Backend::Counters noted_;
  std::shared_ptr<Counter> system_calls_;
  std::shared_ptr<Counter> operations_;
  std::shared_ptr<Counter> queue_full_;
  std::shared_ptr<Counter> buffers_exhausted_;
};

}  // namespace klamm
