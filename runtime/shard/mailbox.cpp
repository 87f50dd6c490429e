#include "runtime/shard/mailbox.h"

namespace klamm {

// Senders exchange the tail and then link what was the tail to their message. Between the two steps the list is cut:
// pop() then finds nothing although the tail has moved, and the receiver, which asks the tail before it sleeps, comes
// again.

Mailbox::Mailbox() : tail_(&stub_), head_(&stub_) {}

bool Mailbox::push(Message& message) {
  message.next.store(nullptr, std::memory_order_relaxed);
  Message* previous = tail_.exchange(&message, std::memory_order_seq_cst);
  previous->next.store(&message, std::memory_order_release);
  // The exchange above and this load are ordered against the receiver's store and load in prepare_to_sleep(): one of
  // the two sees the other.
  return sleeping_.load(std::memory_order_seq_cst) && sleeping_.exchange(false, std::memory_order_seq_cst);
}

Message* Mailbox::pop() {
  Message* head = head_;
  Message* next = head->next.load(std::memory_order_acquire);
  if (head == &stub_) {
    if (next == nullptr) return nullptr;
    head_ = head = next;
    next = head->next.load(std::memory_order_acquire);
  }
  if (next != nullptr) {
    head_ = next;
    return head;
  }
  if (head != tail_.load(std::memory_order_acquire)) return nullptr;  // a sender is between its two steps
  // The last one can be taken only when something stands behind it: the stub.
  stub_.next.store(nullptr, std::memory_order_relaxed);
  Message* previous = tail_.exchange(&stub_, std::memory_order_acq_rel);
  previous->next.store(&stub_, std::memory_order_release);
  next = head->next.load(std::memory_order_acquire);
  if (next == nullptr) return nullptr;
  head_ = next;
  return head;
}

std::size_t Mailbox::run_all() {
  // What arrives while these run may be run too, but not without end: other work of the shard waits.
  constexpr std::size_t kRunMax = 1024;
  std::size_t count = 0;
  while (count < kRunMax) {
    Message* message = pop();
    if (message == nullptr) break;
    message->run(*message);
    ++count;
  }
  return count;
}

bool Mailbox::prepare_to_sleep() {
  sleeping_.store(true, std::memory_order_seq_cst);
  if (empty()) return true;
  awake();
  return false;
}

void Mailbox::awake() { sleeping_.store(false, std::memory_order_relaxed); }

// The stub alone at both ends. pop() may have put it behind messages that it could not take yet.
bool Mailbox::empty() const { return tail_.load(std::memory_order_seq_cst) == &stub_ && head_ == &stub_; }

}  // namespace klamm
