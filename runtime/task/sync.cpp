#include "runtime/task/sync.h"

namespace klamm {

Signal::~Signal() {
  KLAMM_ASSERT(head_ == nullptr || Scheduler::abandoning());
  while (head_ != nullptr) unlink(*head_);
}

Signal::Wait::~Wait() {
  KLAMM_ASSERT(!linked_ || Scheduler::abandoning());
  if (linked_) signal_.unlink(*this);
}

void Signal::link(Wait& wait) {
  wait.previous_ = tail_;
  (tail_ == nullptr ? head_ : tail_->next_) = &wait;
  tail_ = &wait;
  wait.linked_ = true;
}

void Signal::unlink(Wait& wait) {
  (wait.previous_ == nullptr ? head_ : wait.previous_->next_) = wait.next_;
  (wait.next_ == nullptr ? tail_ : wait.next_->previous_) = wait.previous_;
  wait.next_ = wait.previous_ = nullptr;
  wait.linked_ = false;
}

void Signal::resume(Wait& wait) {
  unlink(wait);
  wait.timer_.cancel();
  Scheduler::current().push(*wait.waiter_);
}

void Signal::notify_all() {
  while (head_ != nullptr) notify_one();
}

void Signal::notify_one() {
  if (head_ == nullptr) return;
  Wait& wait = *head_;
  wait.notified_ = true;
  resume(wait);
}

void Signal::Wait::late(Timer& timer) {
  Wait& wait = *static_cast<Wait*>(timer.owner);
  if (wait.linked_) wait.signal_.resume(wait);
}

Task<AsyncMutex::Guard> AsyncMutex::lock() {
  // unlock() hands the mutex to the first waiter without ever letting go of it, so a newcomer cannot slip in between.
  if (locked_) co_await released_.wait();
  locked_ = true;
  co_return Guard(this);
}

void AsyncMutex::unlock() {
  KLAMM_ASSERT(locked_);
  if (released_.has_waiters()) {
    released_.notify_one();
  } else {
    locked_ = false;
  }
}

}  // namespace klamm
