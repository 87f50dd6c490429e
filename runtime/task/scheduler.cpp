#include "runtime/task/scheduler.h"

#include <utility>

namespace klamm {

thread_local Scheduler* Scheduler::current_ = nullptr;

void Scheduler::push(ReadyNode& node) {
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

}  // namespace klamm
