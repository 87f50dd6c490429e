// The shards of a process: one thread each, one per core unless told otherwise.
#pragma once

#include <cstdint>
#include <functional>
#include <latch>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/io/probe.h"
#include "runtime/shard/shard.h"

namespace klamm {

struct ShardGroupOptions {
  std::uint32_t shards = 0;  // 0: default_shards()
  BackendKind backend = BackendKind::kEpoll;
  BackendOptions backend_options;  // file_threads is set by the group
  unsigned file_threads_max = 4;   // for all shards together
  std::size_t memory_bytes = std::size_t{1} << 30;
  MonotonicNs stall_ns = ShardOptions().stall_ns;  // see ShardOptions
};

// How many cores this process may use: its affinity mask, and the processor limit of its control group, rounded up.
std::uint32_t available_cores();
// One per core but one, at least one. The last core is left to the kernel, whose share of the work is as large as ours:
// interrupts, TCP, the threads of io_uring that write files.
std::uint32_t default_shards();

// Owned by main. start(), run_on() and stop() are called by one thread that is no shard.
//
//   ShardGroup group(options, sink, metrics);
//   if (Status started = group.start(); !started.ok()) ...
//   group.run_on(ShardId(0), [&](Env& env) { return boot(env); });   // waits for the Task<T>, gives T
//   ... wait for a signal ...
//   group.run_on(ShardId(0), [&](Env& env) { return shut_down(env); });
//   group.stop();
class ShardGroup {
 public:
  ShardGroup(const ShardGroupOptions& options, LogSink& sink, MetricsRegistry& metrics);
  // Stops, if that was not done.
  ~ShardGroup();
  ShardGroup(const ShardGroup&) = delete;
  ShardGroup& operator=(const ShardGroup&) = delete;

  // Starts the threads, each with its backend. An Error if a backend cannot be had; then nothing runs.
  Status start();
  // Ends the loops and joins the threads. REQUIRES: what was started on the shards has been ended: nothing that a scope
  // of a shard owns is left.
  void stop();

  [[nodiscard]] std::uint32_t count() const { return count_; }
  [[nodiscard]] MemoryPool& memory() { return memory_; }
  // To post to the shards from a thread that is none (HTTP). REQUIRES: started.
  [[nodiscard]] Mailboxes& mailboxes() { return *mailboxes_; }

  // Runs `function(env)`, which returns a Task<T>, on a shard and waits until it is done. `function` may capture, for
  // it lives here meanwhile. REQUIRES: started, and not called on a shard.
  template <class Function>
  auto run_on(ShardId shard, Function function) {
    using T = typename detail::TaskResult<std::invoke_result_t<Function&, Env&>>::Type;
    OutsideCall<Function, T> call(std::move(function), *shards_.at(shard.value));
    mailboxes_->post(shard, call);
    call.done.wait();
    if constexpr (!std::is_void_v<T>) return std::move(*call.result);
  }

 private:
  struct NoResult {};
  template <class Function, class T>
  struct OutsideCall : Message {
    Function function;
    Shard& shard;
    std::latch done{1};
    std::optional<std::conditional_t<std::is_void_v<T>, NoResult, T>> result;

    OutsideCall(Function f, Shard& target) : function(std::move(f)), shard(target) {
      run = [](Message& message) {
        auto* call = static_cast<OutsideCall*>(&message);
        call->shard.scope().spawn(execute(call));
      };
    }
    static Task<void> execute(OutsideCall* call) {
      {
        Task<T> task = call->function(call->shard.env());
        if constexpr (std::is_void_v<T>) {
          co_await task;
        } else {
          call->result.emplace(co_await task);
        }
      }
      call->done.count_down();
    }
  };

  void run_shard(std::uint32_t index);

  const ShardGroupOptions options_;
  const std::uint32_t count_;
  const bool pinned_;
  LogSink& sink_;
  MetricsRegistry& metrics_;
  MemoryPool memory_;
  std::unique_ptr<FileThreads> file_threads_;
  std::vector<std::unique_ptr<Shard>> shards_;
  std::vector<Status> failures_;
  std::optional<Mailboxes> mailboxes_;
  std::unique_ptr<std::latch> created_;    // every thread has its shard, or could not have it
  std::unique_ptr<std::latch> connected_;  // the shards know each other, or are to end
  std::unique_ptr<std::latch> finished_;   // every loop has ended, and stop() needs none any more
  bool abandoned_start_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace klamm
