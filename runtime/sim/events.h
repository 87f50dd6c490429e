// Virtual time: what is to happen, in the order of (time, sequence), and a hash of what has happened.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string_view>
#include <utility>

#include "runtime/base/assert.h"
#include "runtime/io/backend.h"

namespace klamm {

// Owned by the SimWorld; everything in it runs on one thread.
class SimEvents {
 public:
  [[nodiscard]] MonotonicNs now() const { return now_; }

  // Runs `action` when the clock reaches `when` (now, if that has passed), after what was scheduled for then before.
  void schedule(MonotonicNs when, std::function<void()> action) {
    queue_.emplace(std::pair(when > now_ ? when : now_, ++sequence_), std::move(action));
  }
  void advance_to(MonotonicNs when) {
    KLAMM_ASSERT(when >= now_);
    now_ = when;
  }
  // When the next event is due; kNever.
  [[nodiscard]] MonotonicNs next() const { return queue_.empty() ? kNever : queue_.begin()->first.first; }
  // Runs the first event if it is due.
  bool run_due() {
    if (queue_.empty() || queue_.begin()->first.first > now_) return false;
    auto node = queue_.extract(queue_.begin());
    note(static_cast<std::uint64_t>(node.key().first));
    node.mapped()();
    return true;
  }

  // Two runs are the same run exactly if their hashes are equal.
  void note(std::uint64_t value) {
    hash_ = (hash_ ^ value) * 0x9e3779b97f4a7c15ULL;
    hash_ ^= hash_ >> 29;
  }
  void note(std::string_view text) {
    for (const char c : text) note(static_cast<std::uint64_t>(static_cast<unsigned char>(c)));
  }
  [[nodiscard]] std::uint64_t hash() const { return hash_; }

 private:
  // Starts away from zero, so that a program that mistakes zero for "unset" is seen.
  MonotonicNs now_ = 1'000'000'000;
  std::uint64_t sequence_ = 0;
  std::uint64_t hash_ = 0x243f6a8885a308d3ULL;
  std::map<std::pair<MonotonicNs, std::uint64_t>, std::function<void()>> queue_;
};

}  // namespace klamm
