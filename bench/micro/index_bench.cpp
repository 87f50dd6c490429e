// Lookups in the indexes of a segment: what a fetch of an offset, and a search for a time, does before it reads
// anything.
#include <benchmark/benchmark.h>

#include "runtime/base/assert.h"
#include "runtime/base/random.h"
#include "storage/log/index.h"

namespace klamm {

namespace {

// As a segment of 1 GiB has at most, one entry every 4 KiB.
constexpr std::int32_t kEntriesMax = 262'144;
constexpr std::int32_t kOffsetsPerEntry = 4;

Index<OffsetEntry> make_index(std::int32_t entries) {
  Index<OffsetEntry> index;
  for (std::int32_t i = 0; i < entries; ++i) index.append({i * kOffsetsPerEntry, i * 4096});
  return index;
}

void bench_lookup(benchmark::State& state) {
  const auto entries = static_cast<std::int32_t>(state.range(0));
  const Index<OffsetEntry> index = make_index(entries);
  Rng rng(1);
  for (auto _ : state) {
    const auto key = static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(entries * kOffsetsPerEntry)));
    const auto found = index.lookup(key);
    KLAMM_ASSERT(found.known && found.entry.has_value());
    benchmark::DoNotOptimize(found);
  }
}
BENCHMARK(bench_lookup)->Arg(16)->Arg(512)->Arg(kEntriesMax);

void bench_append_and_save(benchmark::State& state) {
  const auto entries = static_cast<std::int32_t>(state.range(0));
  for (auto _ : state) {
    Index<OffsetEntry> index = make_index(entries);
    benchmark::DoNotOptimize(index.encode_unsaved());
    index.mark_saved(index.count());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * entries);
}
BENCHMARK(bench_append_and_save)->Arg(512);

void bench_sound_entries(benchmark::State& state) {
  const std::vector<std::uint8_t> file = make_index(kEntriesMax).encode_unsaved();
  for (auto _ : state) benchmark::DoNotOptimize(sound_entries<OffsetEntry>(file));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(file.size()));
}
BENCHMARK(bench_sound_entries);

}  // namespace

}  // namespace klamm

BENCHMARK_MAIN();
