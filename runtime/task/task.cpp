#include "runtime/task/task.h"

namespace klamm {

void detail::PromiseBase::finish(PromiseBase& promise, std::coroutine_handle<> handle) noexcept {
  promise.done = true;
  if (promise.scope != nullptr) {
    promise.scope->remove(promise);
    handle.destroy();  // suspended at its end: nothing of the frame is touched after this
    return;
  }
  if (promise.waiter != nullptr) Scheduler::current().push(*promise.waiter);
}

void TaskScope::spawn(Task<void> task) {
  if (task.done()) return;
  detail::PromiseBase& promise = task.handle_.promise();
  task.handle_ = nullptr;
  promise.scope = this;
  promise.scope_next = head_;
  if (head_ != nullptr) head_->scope_previous = &promise;
  head_ = &promise;
  ++count_;
  // By creation, not by spawning: a coroutine that has started runs to its first suspension before it is spawned, and
  // what it spawned meanwhile is younger than itself. The place is near the end.
  promise.scheduler = &Scheduler::current();
  detail::PromiseBase* after = nullptr;
  detail::PromiseBase* before = promise.scheduler->spawned_last_;
  while (before != nullptr && before->created > promise.created) {
    after = before;
    before = before->spawned_before;
  }
  promise.spawned_before = before;
  promise.spawned_after = after;
  if (before != nullptr) before->spawned_after = &promise;
  (after == nullptr ? promise.scheduler->spawned_last_ : after->spawned_before) = &promise;
}

TaskScope::~TaskScope() {
  KLAMM_ASSERT(count_ == 0 || Scheduler::abandoning());
  while (head_ != nullptr) {
    detail::PromiseBase& promise = *head_;
    forget(promise);
    promise.resume.handle.destroy();
  }
}

void TaskScope::remove(detail::PromiseBase& promise) {
  forget(promise);
  if (count_ == 0 && joiner_ != nullptr) Scheduler::current().push(*std::exchange(joiner_, nullptr));
}

void TaskScope::forget(detail::PromiseBase& promise) {
  (promise.scope_previous == nullptr ? head_ : promise.scope_previous->scope_next) = promise.scope_next;
  if (promise.scope_next != nullptr) promise.scope_next->scope_previous = promise.scope_previous;
  --count_;
  detail::PromiseBase* before = promise.spawned_before;
  detail::PromiseBase* after = promise.spawned_after;
  if (before != nullptr) before->spawned_after = after;
  (after == nullptr ? promise.scheduler->spawned_last_ : after->spawned_before) = before;
}

}  // namespace klamm
