// The timer wheel: timeouts that are set and cancelled, as nearly all are, and some that fire.
#include <benchmark/benchmark.h>

#include <memory>
#include <vector>

#include "runtime/base/random.h"
#include "runtime/shard/timer.h"

namespace klamm {

namespace {

constexpr MonotonicNs kSecondNs = 1'000'000'000;

std::vector<std::unique_ptr<Timer>> make_timers(std::size_t count) {
  std::vector<std::unique_ptr<Timer>> timers;
  for (std::size_t i = 0; i < count; ++i) timers.push_back(std::make_unique<Timer>([](Timer&) {}, nullptr));
  return timers;
}

// One timeout of 30 s for each request, cancelled when it is answered, among others that are armed.
void bench_set_and_cancel(benchmark::State& state) {
  TimerWheel wheel(0);
  Rng rng(1);
  const auto others = make_timers(static_cast<std::size_t>(state.range(0)));
  for (const auto& timer : others) wheel.set(*timer, static_cast<MonotonicNs>(rng.below(60 * kSecondNs)));
  const auto timers = make_timers(1);
  for (auto _ : state) {
    wheel.set(*timers.front(), 30 * kSecondNs);
    timers.front()->cancel();
  }
  wheel.abandon();
}
BENCHMARK(bench_set_and_cancel)->Arg(0)->Arg(10'000);

// Every timer fires, spread over ten seconds, in turns of the loop of a millisecond.
void bench_fire(benchmark::State& state) {
  const auto timers = make_timers(static_cast<std::size_t>(state.range(0)));
  Rng rng(1);
  MonotonicNs now = 0;
  TimerWheel wheel(now);
  for (auto _ : state) {
    for (const auto& timer : timers) wheel.set(*timer, now + static_cast<MonotonicNs>(rng.below(10 * kSecondNs)));
    while (wheel.armed() > 0) {
      now += TimerWheel::kTickNs;
      benchmark::DoNotOptimize(wheel.advance(now));
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * state.range(0));
}
BENCHMARK(bench_fire)->Arg(10'000);

// What every turn of the loop asks.
void bench_next_deadline(benchmark::State& state) {
  TimerWheel wheel(0);
  const auto timers = make_timers(static_cast<std::size_t>(state.range(0)));
  for (std::size_t i = 0; i < timers.size(); ++i) wheel.set(*timers[i], 5 * kSecondNs + static_cast<MonotonicNs>(i));
  for (auto _ : state) benchmark::DoNotOptimize(wheel.next_deadline());
  wheel.abandon();
}
BENCHMARK(bench_next_deadline)->Arg(1)->Arg(10'000);

}  // namespace

}  // namespace klamm

BENCHMARK_MAIN();
