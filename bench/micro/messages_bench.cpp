// What reading a request and writing its answer costs, without what happens in between: Produce, Fetch, and their
// headers.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "protocol/generated/00_produce.h"
#include "protocol/generated/01_fetch.h"
#include "protocol/generated/headers.h"
#include "protocol/records/builder.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"
#include "runtime/base/assert.h"

namespace klamm::protocol {

namespace {

constexpr std::int16_t kProduceVersion = 12;
constexpr std::int16_t kFetchVersion = 17;
constexpr const char* kTopic = "a-topic-with-a-usual-name";

Buffer make_batch(std::size_t value_bytes) {
  const std::vector<std::uint8_t> value(value_bytes, 'v');
  BatchBuilder builder({});
  builder.add(1700000000000, std::nullopt, ByteView(value));
  return builder.build();
}

template <class Message>
Buffer encoded(const Message& message, std::int16_t version) {
  Writer writer;
  message.encode(writer, version);
  return writer.finish().flatten();
}

template <class Message>
void decode(benchmark::State& state, const Message& message, std::int16_t version) {
  const Slice bytes(encoded(message, version));
  for (auto _ : state) {
    Reader reader(bytes);
    Message decoded;
    decoded.decode(reader, version);
    KLAMM_ASSERT(reader.ok() && reader.remaining() == 0);
    benchmark::DoNotOptimize(decoded);
  }
  state.SetLabel(std::to_string(bytes.size()) + " bytes");
}

template <class Message>
void encode(benchmark::State& state, const Message& message, std::int16_t version) {
  std::size_t size = 0;
  for (auto _ : state) {
    Writer writer;
    const Writer::Reserved length = writer.reserve_int32();
    message.encode(writer, version);
    writer.fill(length, static_cast<std::int32_t>(writer.size() - 4));
    BufferChain chain = writer.finish();
    size = chain.size();
    benchmark::DoNotOptimize(chain);
  }
  state.SetLabel(std::to_string(size) + " bytes");
}

void bench_decode_request_header(benchmark::State& state) {
  RequestHeader header;
  header.request_api_key = 0;
  header.request_api_version = kProduceVersion;
  header.correlation_id = 7;
  header.client_id = "a-client-of-some-name";
  decode(state, header, 2);
}
BENCHMARK(bench_decode_request_header);

void bench_decode_produce(benchmark::State& state) {
  const Buffer batch = make_batch(static_cast<std::size_t>(state.range(1)));
  ProduceRequest request;
  request.acks = -1;
  request.timeout_ms = 30'000;
  request.topic_data.push_back({.name = kTopic});
  for (std::int32_t i = 0; i < state.range(0); ++i) {
    request.topic_data.front().partition_data.push_back({.index = i, .records = BufferChain(Slice(batch))});
  }
  decode(state, request, kProduceVersion);
}
BENCHMARK(bench_decode_produce)->Args({1, 100})->Args({1, 128 << 10})->Args({16, 1024})->Args({1000, 100});

void bench_encode_produce_response(benchmark::State& state) {
  ProduceResponse response;
  response.responses.push_back({.name = kTopic});
  for (std::int32_t i = 0; i < state.range(0); ++i) {
    response.responses.front().partition_responses.push_back({.index = i, .base_offset = 1'000'000 + i});
  }
  encode(state, response, kProduceVersion);
}
BENCHMARK(bench_encode_produce_response)->Arg(1)->Arg(16)->Arg(1000);

void bench_decode_fetch(benchmark::State& state) {
  FetchRequest request;
  request.max_wait_ms = 500;
  request.min_bytes = 1;
  request.topics.push_back({.topic_id = Uuid{1, 2}});
  for (std::int32_t i = 0; i < state.range(0); ++i) {
    request.topics.front().partitions.push_back(
        {.partition = i, .fetch_offset = 1'000'000 + i, .partition_max_bytes = 1 << 20});
  }
  decode(state, request, kFetchVersion);
}
// With a session a request names few partitions or none; without, all of them.
BENCHMARK(bench_decode_fetch)->Arg(0)->Arg(1)->Arg(16)->Arg(1000);

void bench_encode_fetch_response(benchmark::State& state) {
  const Buffer batch = make_batch(static_cast<std::size_t>(state.range(1)));
  FetchResponse response;
  response.session_id = 7;
  response.responses.push_back({.topic_id = Uuid{1, 2}});
  for (std::int32_t i = 0; i < state.range(0); ++i) {
    response.responses.front().partitions.push_back({.partition_index = i,
                                                     .high_watermark = 1'000'000,
                                                     .last_stable_offset = 1'000'000,
                                                     .log_start_offset = 0,
                                                     .records = BufferChain(Slice(batch))});
  }
  encode(state, response, kFetchVersion);
}
BENCHMARK(bench_encode_fetch_response)->Args({1, 100})->Args({1, 1 << 20})->Args({16, 64 << 10})->Args({1000, 100});

}  // namespace

}  // namespace klamm::protocol

BENCHMARK_MAIN();
