#include "runtime/shard/timer.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace klamm {

namespace {

constexpr std::uint64_t kNoTick = std::numeric_limits<std::uint64_t>::max();

std::uint64_t tick_at(MonotonicNs now) { return now <= 0 ? 0 : static_cast<std::uint64_t>(now / TimerWheel::kTickNs); }

// The first tick at which the deadline has certainly passed.
std::uint64_t due_tick(MonotonicNs deadline) {
  if (deadline <= 0) return 0;
  const std::uint64_t ticks = static_cast<std::uint64_t>(deadline / TimerWheel::kTickNs);
  return deadline % TimerWheel::kTickNs == 0 ? ticks : ticks + 1;
}

}  // namespace

Timer::~Timer() { cancel(); }

void Timer::cancel() {
  if (wheel_ != nullptr) wheel_->unlink(*this);
}

TimerWheel::TimerWheel(MonotonicNs now) : tick_(tick_at(now)) {}

TimerWheel::~TimerWheel() { KLAMM_ASSERT(armed_ == 0); }

void TimerWheel::set(Timer& timer, MonotonicNs deadline) {
  KLAMM_ASSERT(timer.wheel_ == nullptr || timer.wheel_ == this);
  if (timer.wheel_ != nullptr) unlink(timer);
  timer.wheel_ = this;
  timer.deadline_ = deadline;
  ++armed_;
  link(timer);
}

std::uint32_t TimerWheel::slot_of(std::uint64_t due) const {
  if (due <= tick_) return kOverdue;
  std::uint64_t delta = due - tick_;
  constexpr std::uint64_t kSpan = std::uint64_t{1} << (8 * kLevels);
  if (delta >= kSpan) {
    // Beyond the wheel: waits in the last slot that is still ahead, and is placed again when that comes around.
    delta = kSpan - 1;
    due = tick_ + delta;
  }
  std::uint32_t level = 0;
  while (delta >= std::uint64_t{1} << (8 * (level + 1))) ++level;
  return level * static_cast<std::uint32_t>(kSlots) + static_cast<std::uint32_t>(due >> (8 * level) & (kSlots - 1));
}

void TimerWheel::link(Timer& timer) { link_at(timer, slot_of(due_tick(timer.deadline_))); }

// A slot is a list whose head knows the tail as its predecessor, so that timers of one tick fire in the order in which
// they were set.
void TimerWheel::link_at(Timer& timer, std::uint32_t slot) {
  timer.slot_ = slot;
  timer.next_ = nullptr;
  Timer*& head = slots_[slot];
  if (head == nullptr) {
    head = &timer;
    timer.previous_ = &timer;
    if (slot < kLevels * kSlots) occupied_[slot / kSlots][slot % kSlots / 64] |= std::uint64_t{1} << (slot % 64);
    return;
  }
  timer.previous_ = head->previous_;
  head->previous_->next_ = &timer;
  head->previous_ = &timer;
}

void TimerWheel::unlink(Timer& timer) {
  const std::uint32_t slot = timer.slot_;
  Timer*& head = slots_[slot];
  if (head == &timer) {
    head = timer.next_;
    if (head != nullptr) head->previous_ = timer.previous_;
  } else {
    timer.previous_->next_ = timer.next_;
    (timer.next_ != nullptr ? timer.next_ : head)->previous_ = timer.previous_;
  }
  if (head == nullptr && slot < kLevels * kSlots) {
    occupied_[slot / kSlots][slot % kSlots / 64] &= ~(std::uint64_t{1} << (slot % 64));
  }
  timer.next_ = timer.previous_ = nullptr;
  timer.wheel_ = nullptr;
  --armed_;
}

// Takes what a slot holds and puts it where it belongs as seen from the present tick.
void TimerWheel::cascade(std::size_t level) {
  const std::uint32_t slot =
      static_cast<std::uint32_t>(level * kSlots) + static_cast<std::uint32_t>(tick_ >> (8 * level) & (kSlots - 1));
  Timer* timer = slots_[slot];
  slots_[slot] = nullptr;
  occupied_[level][slot % kSlots / 64] &= ~(std::uint64_t{1} << (slot % 64));
  while (timer != nullptr) {
    Timer& moved = *timer;
    timer = timer->next_;
    const std::uint64_t due = due_tick(moved.deadline_);
    link_at(moved, due <= tick_ ? static_cast<std::uint32_t>(tick_ & (kSlots - 1)) : slot_of(due));
  }
}

std::size_t TimerWheel::fire(std::uint32_t slot) {
  // Moved to a list of its own first: what fires may set timers into this slot again, and may cancel its neighbours.
  while (Timer* timer = slots_[slot]) {
    unlink(*timer);
    timer->wheel_ = this;
    ++armed_;
    link_at(*timer, kFiring);
  }
  std::size_t fired = 0;
  while (Timer* timer = slots_[kFiring]) {
    unlink(*timer);
    ++fired;
    timer->on_fire_(*timer);
  }
  return fired;
}

std::size_t TimerWheel::advance(MonotonicNs now) {
  const std::uint64_t target = tick_at(now);
  std::size_t fired = slots_[kOverdue] != nullptr ? fire(kOverdue) : 0;
  while (tick_ < target) {
    const std::uint64_t next = next_tick();
    if (next > target) {
      tick_ = target;
      break;
    }
    tick_ = next;
    for (std::size_t level = kLevels - 1; level >= 1; --level) {
      if ((tick_ & ((std::uint64_t{1} << (8 * level)) - 1)) == 0) cascade(level);
    }
    fired += fire(static_cast<std::uint32_t>(tick_ & (kSlots - 1)));
  }
  return fired;
}

// The first tick after the present one at which a slot is to be fired or cascaded.
std::uint64_t TimerWheel::next_tick() const {
  std::uint64_t next = kNoTick;
  if (armed_ == 0) return next;
  for (std::size_t level = 0; level < kLevels; ++level) {
    const std::uint64_t base = tick_ >> (8 * level);
    const std::size_t steps = steps_to_occupied(level, static_cast<std::size_t>(base & (kSlots - 1)));
    if (steps != 0) next = std::min(next, (base + steps) << (8 * level));
  }
  return next;
}

// How many slots after `from` the next occupied one is, 1 to 256 (once around); 0 if the level is empty.
std::size_t TimerWheel::steps_to_occupied(std::size_t level, std::size_t from) const {
  const auto& words = occupied_[level];
  constexpr std::size_t kWords = kSlots / 64;
  const std::size_t start = (from + 1) & (kSlots - 1);
  for (std::size_t i = 0; i <= kWords; ++i) {
    const std::size_t index = (start / 64 + i) % kWords;
    std::uint64_t word = words[index];
    if (i == 0) word &= ~std::uint64_t{0} << (start % 64);
    if (i == kWords) word &= start % 64 == 0 ? 0 : (std::uint64_t{1} << (start % 64)) - 1;
    if (word == 0) continue;
    const std::size_t slot = index * 64 + static_cast<std::size_t>(std::countr_zero(word));
    return ((slot - start) & (kSlots - 1)) + 1;
  }
  return 0;
}

MonotonicNs TimerWheel::next_deadline() const {
  if (slots_[kOverdue] != nullptr) return static_cast<MonotonicNs>(tick_) * kTickNs;
  const std::uint64_t next = next_tick();
  constexpr std::uint64_t kTickMax = static_cast<std::uint64_t>(kNever / kTickNs);
  return next >= kTickMax ? kNever : static_cast<MonotonicNs>(next) * kTickNs;
}

void TimerWheel::abandon() {
  for (Timer*& head : slots_) {
    while (head != nullptr) unlink(*head);
  }
}

}  // namespace klamm
