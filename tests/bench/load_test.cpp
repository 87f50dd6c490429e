// Whether the load generator measures what it says: quantiles, time stamps, sizes of batches.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "bench/load/latency_histogram.h"
#include "bench/load/payload.h"
#include "protocol/records/batch.h"
#include "protocol/records/record.h"
#include "runtime/base/random.h"

namespace klamm::bench {

namespace {

// Every quantile of what was recorded, against the sorted values themselves.
void check_quantiles(std::vector<std::int64_t> values) {
  LatencyHistogram histogram;
  for (const std::int64_t value : values) histogram.record(value);
  std::sort(values.begin(), values.end());
  REQUIRE(histogram.count() == values.size());
  REQUIRE(histogram.max_ns() == values.back());
  for (const double q : {0.0001, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1.0}) {
    const auto rank = static_cast<std::size_t>(std::max(1.0, std::ceil(q * static_cast<double>(values.size()))));
    const auto exact = static_cast<double>(values[rank - 1]);
    const auto told = static_cast<double>(histogram.quantile_ns(q));
    REQUIRE(told >= exact);
    REQUIRE(told <= exact * (1 + 1.0 / 256) + 1);
  }
}

}  // namespace

TEST_CASE("quantiles are right to 0.4 percent over the whole range") {
  Rng rng(1);
  std::vector<std::int64_t> values;
  for (int i = 0; i < 20'000; ++i) values.push_back(static_cast<std::int64_t>(rng.next() >> (1 + rng.below(62))));
  check_quantiles(values);
  check_quantiles({0});
  check_quantiles({255, 256, 257, 511, 512, 513});
  check_quantiles({INT64_MAX});
}

TEST_CASE("an empty histogram has no quantiles, and what is negative counts as zero") {
  LatencyHistogram histogram;
  REQUIRE(histogram.quantile_ns(0.99) == 0);
  REQUIRE(histogram.buckets().empty());
  histogram.record(-5);
  REQUIRE(histogram.count() == 1);
  REQUIRE(histogram.max_ns() == 0);
}

TEST_CASE("a stamped batch is whole and carries the time in its first value") {
  const Batch made = make_batch({.record_bytes = 100, .key_bytes = 16, .batch_records = 3}, 1);
  REQUIRE(made.records == 3);
  std::vector<std::uint8_t> bytes(made.bytes.data(), made.bytes.data() + made.bytes.size());
  stamp(bytes, 1'234'567'890'123);
  const Result<protocol::BatchView> batch = protocol::BatchView::parse(bytes);
  REQUIRE(batch.ok());
  REQUIRE(batch->crc_ok());
  protocol::RecordIterator records(*batch, batch->body());
  const Result<std::optional<protocol::RecordView>> first = records.next();
  REQUIRE(first.ok());
  REQUIRE((*first)->value->size() == 100);
  REQUIRE(load_be<std::int64_t>((*first)->value->data()) == 1'234'567'890'123);
}

TEST_CASE("a batch is as large as it may be and no larger") {
  const BatchShape shape{.record_bytes = 1024, .batch_bytes = 128 << 10};
  const Batch made = make_batch(shape, 1);
  REQUIRE(made.bytes.size() <= static_cast<std::size_t>(shape.batch_bytes));
  REQUIRE(made.bytes.size() > static_cast<std::size_t>(shape.batch_bytes) - 1200);
  const Batch one = make_batch({.record_bytes = 1 << 20, .batch_bytes = 1}, 1);
  REQUIRE(one.records == 1);
}

}  // namespace klamm::bench
