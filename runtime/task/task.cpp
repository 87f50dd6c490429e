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
}

void TaskScope::remove(detail::PromiseBase& promise) {
  (promise.scope_previous == nullptr ? head_ : promise.scope_previous->scope_next) = promise.scope_next;
  if (promise.scope_next != nullptr) promise.scope_next->scope_previous = promise.scope_previous;
  --count_;
  if (count_ == 0 && joiner_ != nullptr) Scheduler::current().push(*std::exchange(joiner_, nullptr));
}

}  // namespace klamm
