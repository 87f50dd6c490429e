// What the checks of a produced batch cost: the checksum alone, and validation with each codec.
#include <benchmark/benchmark.h>

#include <string>

#include "protocol/records/builder.h"
#include "protocol/records/validate.h"
#include "runtime/base/assert.h"
#include "runtime/base/crc32c.h"
#include "runtime/base/random.h"

namespace klamm::protocol {

namespace {

std::vector<std::uint8_t> random_bytes(std::size_t size) {
  Rng rng(1);
  std::vector<std::uint8_t> bytes(size);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(rng.next());
  return bytes;
}

void count_bytes(benchmark::State& state, std::size_t size) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(size));
}

void bench_crc32c(benchmark::State& state) {
  const std::vector<std::uint8_t> bytes = random_bytes(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(crc32c(bytes));
  count_bytes(state, bytes.size());
  state.SetLabel(std::string(crc32c_implementation()));
}
BENCHMARK(bench_crc32c)->Arg(64)->Arg(1024)->Arg(16384)->Arg(1 << 20);

void bench_crc32c_portable(benchmark::State& state) {
  const std::vector<std::uint8_t> bytes = random_bytes(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(crc32c_extend_portable(0, bytes));
  count_bytes(state, bytes.size());
}
BENCHMARK(bench_crc32c_portable)->Arg(16384);

// A batch of 1 KiB values that compress to about half.
Buffer make_batch(Codec codec, std::int64_t records) {
  Rng rng(2);
  BatchOptions options;
  options.codec = codec;
  BatchBuilder builder(options);
  for (std::int64_t i = 0; i < records; ++i) {
    std::string value(1024, ' ');
    for (char& letter : value) letter = static_cast<char>('a' + rng.below(16));
    builder.add(1700000000000 + i, as_bytes("key-" + std::to_string(i)), as_bytes(value));
  }
  Compressor compressor;
  Result<Buffer> batch = builder.build(&compressor);
  KLAMM_ASSERT(batch.ok());
  return *std::move(batch);
}

void bench_validate(benchmark::State& state) {
  const Codec codec = *codec_from_id(static_cast<int>(state.range(0)));
  const Slice records(make_batch(codec, state.range(1)));
  ValidateOptions options;
  options.topic_partition = "bench-0";
  options.produce_version = 9;
  options.now_ms = 1700000000000;
  RecordValidator validator;
  std::size_t uncompressed = 0;
  for (auto _ : state) {
    const ValidateResult result = validator.validate(records, options);
    KLAMM_ASSERT(std::holds_alternative<ValidatedBatch>(result));
    uncompressed = std::get<ValidatedBatch>(result).decompressed_size;
  }
  count_bytes(state, uncompressed);
  state.SetLabel(std::string(codec_name(codec)) + ", " + std::to_string(records.size()) + " bytes");
}
BENCHMARK(bench_validate)->ArgsProduct({{0, 1, 2, 3, 4}, {1, 16, 900}});

}  // namespace

}  // namespace klamm::protocol

BENCHMARK_MAIN();
