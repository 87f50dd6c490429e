#include "bench/load/latency_histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace klamm::bench {

LatencyHistogram::LatencyHistogram() : buckets_((64 - kStepBits) * kSteps + kSteps) {}

std::size_t LatencyHistogram::bucket_of(std::uint64_t ns) {
  if (ns < kSteps) return ns;
  const int shift = static_cast<int>(std::bit_width(ns)) - 1 - kStepBits;
  // The highest bit says which power of two, the kStepBits behind it which step.
  return static_cast<std::size_t>(shift + 1) * kSteps + ((ns >> shift) - kSteps);
}

std::int64_t LatencyHistogram::upper_of(std::size_t bucket) {
  if (bucket < kSteps) return static_cast<std::int64_t>(bucket);
  const std::size_t shift = bucket / kSteps - 1;
  return static_cast<std::int64_t>(((bucket % kSteps + kSteps + 1) << shift) - 1);
}

void LatencyHistogram::record(std::int64_t ns) {
  const std::int64_t value = std::max<std::int64_t>(ns, 0);
  ++buckets_[bucket_of(static_cast<std::uint64_t>(value))];
  ++count_;
  max_ns_ = std::max(max_ns_, value);
  sum_ns_ += static_cast<double>(value);
}

double LatencyHistogram::mean_ns() const { return count_ == 0 ? 0 : sum_ns_ / static_cast<double>(count_); }

std::int64_t LatencyHistogram::quantile_ns(double q) const {
  const auto wanted =
      std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(q * static_cast<double>(count_))));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    seen += buckets_[i];
    if (seen >= wanted && buckets_[i] > 0) return std::min(upper_of(i), max_ns_);
  }
  return max_ns_;
}

std::vector<std::pair<std::int64_t, std::uint64_t>> LatencyHistogram::buckets() const {
  std::vector<std::pair<std::int64_t, std::uint64_t>> filled;
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    if (buckets_[i] > 0) filled.emplace_back(upper_of(i), buckets_[i]);
  }
  return filled;
}

}  // namespace klamm::bench
