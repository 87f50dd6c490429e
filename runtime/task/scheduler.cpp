#include "runtime/task/scheduler.h"

#include <utility>

#include "runtime/task/task.h"

namespace klamm {

thread_local Scheduler* Scheduler::current_ = nullptr;
thread_local bool Scheduler::abandoning_ = false;
thread_local std::uint64_t Scheduler::created_ = 0;

void Scheduler::push(ReadyNode& node) {
  if (abandoned_) [[unlikely]]
    return;
  KLAMM_ASSERT(!node.queued && node.run != nullptr);
  node.queued = true;
  node.next = nullptr;
  if (tail_ == nullptr) {
    head_ = &node;
  } else {
    tail_->next = &node;
  }
  tail_ = &node;
  ++size_;
}

ReadyNode* Scheduler::pop() {
  if (size_ == 0) return nullptr;
  ReadyNode* before = nullptr;
  ReadyNode* node = head_;
  if (shuffled_) {
    for (std::uint64_t skip = rng_.below(size_); skip > 0; --skip) before = std::exchange(node, node->next);
  }
  (before == nullptr ? head_ : before->next) = node->next;
  if (tail_ == node) tail_ = before;
  --size_;
  node->queued = false;
  node->next = nullptr;
  return node;
}

bool Scheduler::run_one() {
  ReadyNode* node = pop();
  if (node == nullptr) return false;
  node->run(*node);
  return true;
}

std::size_t Scheduler::run_ready() {
  const std::size_t count = size_;
  for (std::size_t i = 0; i < count; ++i) {
    if (!run_one()) return i;
  }
  return count;
}

void Scheduler::shuffle(Rng rng) {
  shuffled_ = true;
  rng_ = rng;
}

void Scheduler::abandon() {
  abandoned_ = true;
  head_ = tail_ = nullptr;
  size_ = 0;
}

std::uint64_t Scheduler::last_created() const { return spawned_last_ == nullptr ? 0 : spawned_last_->created; }

bool Scheduler::abandon_last() {
  KLAMM_ASSERT(abandoning_ && current_ == this);
  if (spawned_last_ == nullptr) return false;
  detail::PromiseBase& promise = *spawned_last_;
  promise.scope->forget(promise);
  promise.resume.handle.destroy();
  return true;
}

void TurnEnd::push_once(ReadyNode& node) {
  KLAMM_ASSERT(node.run != nullptr);
  if (node.queued || abandoned_) return;
  node.queued = true;
  node.next = nullptr;
  (tail_ == nullptr ? head_ : tail_->next) = &node;
  tail_ = &node;
}

std::size_t TurnEnd::run() {
  ReadyNode* node = std::exchange(head_, nullptr);
  tail_ = nullptr;
  std::size_t count = 0;
  while (node != nullptr) {
    ReadyNode& running = *node;
    node = std::exchange(running.next, nullptr);
    running.queued = false;
    running.run(running);
    ++count;
  }
  return count;
}

void TurnEnd::abandon() {
  abandoned_ = true;
  head_ = tail_ = nullptr;
}

}  // namespace klamm
