// How shards talk: messages into the queue of another shard, which runs them in its loop. Nothing else is shared.
#pragma once

#include <atomic>
#include <concepts>
#include <coroutine>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "runtime/base/ids.h"
#include "runtime/io/backend.h"
#include "runtime/task/task.h"

namespace klamm {

// Something to run on another shard. Embedded in its owner, which keeps it alive until `run` was called there.
struct Message {
  void (*run)(Message&) = nullptr;
  std::atomic<Message*> next{nullptr};
};

// The queue of one shard: many senders, one receiver (an intrusive list after Vyukov). Bounded by what its senders own:
// a request in flight, a timer, never more than one message each.
class Mailbox {
 public:
  Mailbox();
  // From any thread. True if the receiver may be asleep and is to be woken.
  bool push(Message& message);
  // On the receiver's thread. Runs what is there; returns how many ran.
  std::size_t run_all();
  // On the receiver's thread, before it blocks: true if it is empty and senders will wake it from now on.
  bool prepare_to_sleep();
  // On the receiver's thread, after it has blocked.
  void awake();
  // On the receiver's thread: nothing is there and nobody is about to link something.
  [[nodiscard]] bool empty() const;

 private:
  Message* pop();

  std::atomic<Message*> tail_;
  Message* head_;
  Message stub_;
  std::atomic<bool> sleeping_{false};
};

// All mailboxes of the process, as one shard sees them. Used on that shard's thread, but for of().
class Mailboxes {
 public:
  struct Peer {
    Mailbox* mailbox = nullptr;
    Backend* backend = nullptr;      // to wake it
    Mailboxes* mailboxes = nullptr;  // its own view
  };
  // `own` is the backend of the shard that posts through this; nullptr for a thread that is no shard.
  explicit Mailboxes(std::vector<Peer> peers, Backend* own = nullptr) : peers_(std::move(peers)), own_(own) {}

  [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(peers_.size()); }
  // The view that another shard has, for what runs there. From any thread.
  [[nodiscard]] Mailboxes& of(ShardId shard) const { return *peers_[shard.value].mailboxes; }
  // REQUIRES: to.value < count().
  void post(ShardId to, Message& message) {
    const Peer& peer = peers_[to.value];
    if (!peer.mailbox->push(message)) return;
    if (own_ == nullptr) {
      peer.backend->wake();
    } else {
      peer.backend->wake_from(*own_);
    }
  }

 private:
  std::vector<Peer> peers_;
  Backend* own_;
};

namespace detail {

template <class T>
struct TaskResult;
template <class T>
struct TaskResult<Task<T>> {
  using Type = T;
};

// A call under way. Lives in the caller's frame; the callee's shard fills `result` and posts it back.
template <class Function, class T>
struct RemoteCall : Message {
  Function function;
  Mailboxes& mailboxes;  // the caller's
  ShardId caller;
  ShardId target;
  TaskScope* scope = nullptr;
  ReadyNode* waiter = nullptr;
  std::optional<T> result;

  RemoteCall(Function f, Mailboxes& boxes, ShardId from, ShardId to)
      : function(std::move(f)), mailboxes(boxes), caller(from), target(to) {}

  static Task<void> execute(RemoteCall* call) {
    Task<T> task = call->function();
    call->result.emplace(co_await task);
    call->run = [](Message& message) { Scheduler::current().push(*static_cast<RemoteCall&>(message).waiter); };
    // Through the view of the shard that this runs on: a ring is used by its own thread only.
    call->mailboxes.of(call->target).post(call->caller, *call);
  }
};

}  // namespace detail

// Runs `function` on another shard and gives its result back:
//
//   const Result<Offset> end = co_await CallOn(env.mailboxes, env.shard, target, callee_scope, [log] { return
//   log->sync(); });
//
// `function` is no coroutine; it calls one (and may capture: it lives in the caller's frame until the answer is back).
// It runs, and its captures are used, on the target's thread; it is destroyed on the caller's. `callee_scope` belongs
// to the target shard and owns what runs there. The result is moved between threads: no reference into the other shard.
// T is not void.
template <class Function>
class CallOn {
 public:
  using T = typename detail::TaskResult<std::invoke_result_t<Function&>>::Type;

  CallOn(Mailboxes& mailboxes, ShardId caller, ShardId target, TaskScope& callee_scope, Function function)
      : call_(std::move(function), mailboxes, caller, target) {
    call_.scope = &callee_scope;
  }
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> waiter) {
    call_.waiter = &resume_node(waiter);
    call_.run = [](Message& message) {
      auto* call = static_cast<detail::RemoteCall<Function, T>*>(&message);
      call->scope->spawn(detail::RemoteCall<Function, T>::execute(call));
    };
    call_.mailboxes.post(call_.target, call_);
  }
  T await_resume() { return std::move(*call_.result); }

 private:
  detail::RemoteCall<Function, T> call_;
};

}  // namespace klamm
