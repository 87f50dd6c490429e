// The timer wheel against the obvious implementation.
#include <catch2/catch.hpp>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "runtime/base/random.h"
#include "runtime/shard/timer.h"

using namespace klamm;

namespace {

constexpr MonotonicNs kTick = TimerWheel::kTickNs;

struct Probe {
  explicit Probe(std::set<Probe*>& log) : fired(log), timer(&Probe::fire, this) {}
  static void fire(Timer& timer) {
    auto* probe = static_cast<Probe*>(timer.owner);
    probe->fired.insert(probe);
  }
  std::set<Probe*>& fired;
  Timer timer;
};

MonotonicNs draw_delay(Rng& rng) {
  // Every level of the wheel, and the past.
  switch (rng.below(6)) {
    case 0: return -static_cast<MonotonicNs>(rng.below(1000)) * kTick;
    case 1: return static_cast<MonotonicNs>(rng.below(300 * kTick));
    case 2: return static_cast<MonotonicNs>(rng.below(70'000)) * kTick;
    case 3: return static_cast<MonotonicNs>(rng.below(20'000'000)) * kTick;
    case 4: return static_cast<MonotonicNs>(rng.below(6'000'000'000)) * kTick;
    default: return static_cast<MonotonicNs>(rng.below(10)) * 256 * kTick;
  }
}

}  // namespace

TEST_CASE("the wheel fires what a sorted list would", "[timer]") {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    Rng rng(seed);
    MonotonicNs now = static_cast<MonotonicNs>(rng.below(1'000'000'000'000));
    TimerWheel wheel(now);
    std::set<Probe*> fired;
    std::deque<Probe> probes;
    for (int i = 0; i < 200; ++i) probes.emplace_back(fired);
    std::map<Probe*, MonotonicNs> model;
    for (int step = 0; step < 2000; ++step) {
      Probe& probe = probes[rng.below(probes.size())];
      const std::uint64_t action = rng.below(4);
      if (action <= 1) {
        const MonotonicNs deadline = now + draw_delay(rng);
        wheel.set(probe.timer, deadline);
        model[&probe] = deadline;
      } else if (action == 2) {
        probe.timer.cancel();
        model.erase(&probe);
      } else {
        const MonotonicNs next = wheel.next_deadline();
        // Now and then exactly when the wheel wants to be asked again, else at random.
        MonotonicNs to = now + std::max<MonotonicNs>(draw_delay(rng) / 50, 0);
        if (next != kNever && next > now && rng.chance(1, 2)) to = next;
        now = to;
        fired.clear();
        const std::size_t count = wheel.advance(now);
        CHECK(count == fired.size());
        for (auto entry = model.begin(); entry != model.end();) {
          const bool due = entry->second + kTick <= now;
          const bool early = entry->second > now;
          const bool has = fired.contains(entry->first);
          if (due) REQUIRE(has);
          if (early) REQUIRE(!has);
          entry = has ? model.erase(entry) : std::next(entry);
        }
      }
      REQUIRE(wheel.armed() == model.size());
      MonotonicNs earliest = kNever;
      for (const auto& [armed, deadline] : model) earliest = std::min(earliest, deadline);
      const MonotonicNs next = wheel.next_deadline();
      REQUIRE((next == kNever) == model.empty());
      if (earliest != kNever) REQUIRE(next <= std::max(earliest, now) + kTick);
    }
    for (Probe& probe : probes) probe.timer.cancel();
  }
}

TEST_CASE("a loop that sleeps until next_deadline() is never late by more than a tick", "[timer]") {
  Rng rng(5);
  MonotonicNs now = 123'456'789;
  TimerWheel wheel(now);
  std::set<Probe*> fired;
  for (int round = 0; round < 200; ++round) {
    Probe probe(fired);
    const MonotonicNs deadline = now + static_cast<MonotonicNs>(rng.below(400'000'000'000));
    wheel.set(probe.timer, deadline);
    int turns = 0;
    while (probe.timer.armed()) {
      now = std::max(now, wheel.next_deadline());
      wheel.advance(now);
      REQUIRE(++turns < 10);
    }
    CHECK(now >= deadline);
    CHECK(now < deadline + kTick);
  }
}

TEST_CASE("what fires may set, move and cancel timers", "[timer]") {
  TimerWheel wheel(0);
  struct Chain {
    TimerWheel& wheel;
    int fired = 0;
    Timer timer;
    Timer victim;
    explicit Chain(TimerWheel& lent)
        : wheel(lent),
          timer(
              [](Timer& t) {
                auto* chain = static_cast<Chain*>(t.owner);
                ++chain->fired;
                chain->victim.cancel();
                chain->wheel.set(t, 0);  // the past: in the next advance, not in this one
              },
              this),
          victim([](Timer&) { FAIL("cancelled timers do not fire"); }, this) {}
  } chain(wheel);
  wheel.set(chain.timer, 5 * kTick);
  wheel.set(chain.victim, 5 * kTick);
  CHECK(wheel.advance(10 * kTick) == 1);
  CHECK(chain.fired == 1);
  CHECK(wheel.advance(10 * kTick) == 1);
  CHECK(wheel.armed() == 1);
  chain.timer.cancel();
  CHECK(wheel.next_deadline() == kNever);
}

TEST_CASE("timers of one tick fire in the order in which they were set", "[timer]") {
  TimerWheel wheel(0);
  struct Ordered {
    std::vector<int>* order;
    int name;
    Timer timer{[](Timer& t) {
                  auto* self = static_cast<Ordered*>(t.owner);
                  self->order->push_back(self->name);
                },
                this};
  };
  std::vector<int> order;
  std::deque<Ordered> timers;
  for (int i = 0; i < 5; ++i) {
    timers.emplace_back(&order, i);
    wheel.set(timers.back().timer, 3 * kTick);
  }
  wheel.advance(3 * kTick);
  CHECK(order == std::vector<int>{0, 1, 2, 3, 4});
}
