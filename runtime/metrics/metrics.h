// Numbers for /metrics. An instrument is one relaxed atomic that its shard adds to; the registry knows them all by name
// and labels and sums those of equal name and labels when somebody scrapes.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace klamm {

using MetricLabels = std::vector<std::pair<std::string, std::string>>;

class Counter {
 public:
  void add(std::uint64_t n = 1) { value_.fetch_add(n, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

class Gauge {
 public:
  void set(std::int64_t v) { value_.store(v, std::memory_order_relaxed); }
  void add(std::int64_t n) { value_.fetch_add(n, std::memory_order_relaxed); }
  [[nodiscard]] std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_{0};
};

// Latencies and sizes: buckets of powers of two with four steps each (a quarter wide at most), 1 to 2^40.
class Histogram {
 public:
  void record(std::uint64_t v);
  [[nodiscard]] std::uint64_t count() const { return count_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t sum() const { return sum_.load(std::memory_order_relaxed); }

  static constexpr std::size_t kBuckets = 4 * 41;
  static std::size_t bucket_of(std::uint64_t v);
  static std::uint64_t bucket_upper(std::size_t bucket);
  std::array<std::atomic<std::uint64_t>, kBuckets> buckets{};

 private:
  std::atomic<std::uint64_t> count_{0};
  std::atomic<std::uint64_t> sum_{0};
};

// Thread-safe. Instruments are shared: the registry drops one when its last other owner is gone, so that the metrics of
// a deleted topic go with it.
class MetricsRegistry {
 public:
  MetricsRegistry();
  ~MetricsRegistry();
  MetricsRegistry(const MetricsRegistry&) = delete;
  MetricsRegistry& operator=(const MetricsRegistry&) = delete;

  // Each call makes an instrument of its own, even for a name and labels that exist. A name has one kind for good.
  // `scale` divides what was recorded for printing: 1e9 for nanoseconds shown as seconds.
  std::shared_ptr<Counter> counter(std::string name, std::string help, MetricLabels labels = {});
  std::shared_ptr<Gauge> gauge(std::string name, std::string help, MetricLabels labels = {});
  std::shared_ptr<Histogram> histogram(std::string name, std::string help, MetricLabels labels = {}, double scale = 1);
  // A value asked for at scrape time, on the scraping thread, which holds the registry: `value` must not call it. Lives
  // as long as the returned handle.
  std::shared_ptr<void> callback(std::string name, std::string help, MetricLabels labels, bool is_counter,
                                 std::function<double()> value);

  // Prometheus text format 0.0.4; histograms as summaries (quantile 0.5, 0.95, 0.99, 0.999, _sum, _count). Names
  // sorted.
  [[nodiscard]] std::string scrape();

 private:
  struct Entry;
  struct Family;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Family>> families_;
  Family& family(const std::string& name, const std::string& help, std::string_view type);
  static void print(const std::string& name, const Family& family, std::string& out);
};

}  // namespace klamm
