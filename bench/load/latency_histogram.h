// Latencies in nanoseconds, counted in buckets whose width is at most 1/256 of their value: every quantile is right to
// 0.4 %, over the whole range of 64 bits, in 120 KiB and without allocating while it records. The layout is the one of
// HdrHistogram (a power of two, cut into equal steps), whose C library Debian does not have.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace klamm::bench {

class LatencyHistogram {
 public:
  LatencyHistogram();

  // What is negative counts as zero.
  void record(std::int64_t ns);

  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] std::int64_t max_ns() const { return max_ns_; }
  [[nodiscard]] double mean_ns() const;
  // The value below or at which a share `q` of what was recorded lies, to the upper bound of its bucket; 0 for none.
  [[nodiscard]] std::int64_t quantile_ns(double q) const;
  // Upper bound and count of every bucket that holds anything, ascending: histograms of several runs can be added up.
  [[nodiscard]] std::vector<std::pair<std::int64_t, std::uint64_t>> buckets() const;

 private:
  static constexpr int kStepBits = 8;
  static constexpr std::uint64_t kSteps = std::uint64_t{1} << kStepBits;

  [[nodiscard]] static std::size_t bucket_of(std::uint64_t ns);
  [[nodiscard]] static std::int64_t upper_of(std::size_t bucket);

  std::vector<std::uint64_t> buckets_;
  std::uint64_t count_ = 0;
  std::int64_t max_ns_ = 0;
  double sum_ns_ = 0;
};

}  // namespace klamm::bench
