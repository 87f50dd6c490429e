#include "runtime/metrics/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <variant>

#include "runtime/base/assert.h"

namespace klamm {

namespace {

struct Callback {
  std::function<double()> value;
};

using Instrument =
    std::variant<std::weak_ptr<Counter>, std::weak_ptr<Gauge>, std::weak_ptr<Histogram>, std::weak_ptr<Callback>>;

// What instruments of equal labels amount to.
struct Sample {
  double value = 0;
  std::uint64_t count = 0;
  std::array<std::uint64_t, Histogram::kBuckets> buckets{};
};

constexpr double kQuantiles[] = {0.5, 0.95, 0.99, 0.999};

void append_escaped(std::string& out, std::string_view text, bool quotes) {
  for (const char c : text) {
    if (c == '\\' || (quotes && c == '"')) out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
}

// `{a="b",c="d"}`, with one more label where `extra` names it; nothing where there is none.
std::string format_labels(const MetricLabels& labels, std::string_view extra_name = {}, std::string_view extra = {}) {
  if (labels.empty() && extra_name.empty()) return {};
  std::string out = "{";
  for (const auto& [name, value] : labels) {
    if (out.size() > 1) out += ',';
    out += name + "=\"";
    append_escaped(out, value, true);
    out += '"';
  }
  if (!extra_name.empty()) {
    if (out.size() > 1) out += ',';
    fmt::format_to(std::back_inserter(out), "{}=\"{}\"", extra_name, extra);
  }
  return out + '}';
}

std::string format_number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  // The shortest text that reads back as the same number.
  return fmt::format("{}", value);
}

// Of the recorded values, one that `quantile` of them do not exceed, to the precision of the buckets.
double quantile_of(const Sample& sample, double quantile) {
  if (sample.count == 0) return std::nan("");
  const auto rank = static_cast<std::uint64_t>(std::ceil(quantile * static_cast<double>(sample.count)));
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < Histogram::kBuckets; ++bucket) {
    seen += sample.buckets[bucket];
    if (seen >= rank) return static_cast<double>(Histogram::bucket_upper(bucket));
  }
  return static_cast<double>(Histogram::bucket_upper(Histogram::kBuckets - 1));
}

void add_histogram(Sample& sample, const Histogram& histogram) {
  for (std::size_t bucket = 0; bucket < Histogram::kBuckets; ++bucket) {
    const std::uint64_t n = histogram.buckets[bucket].load(std::memory_order_relaxed);
    sample.buckets[bucket] += n;
    sample.count += n;
  }
  sample.value += static_cast<double>(histogram.sum());
}

}  // namespace

std::size_t Histogram::bucket_of(std::uint64_t v) {
  if (v < 4) return v;
  const auto exponent = static_cast<std::size_t>(std::bit_width(v)) - 1;
  const std::size_t bucket = (exponent - 1) * 4 + (v >> (exponent - 2) & 3);
  return std::min(bucket, kBuckets - 1);
}

std::uint64_t Histogram::bucket_upper(std::size_t bucket) {
  if (bucket < 4) return bucket;
  return ((bucket % 4 + 5) << (bucket / 4 - 1)) - 1;
}

void Histogram::record(std::uint64_t v) {
  buckets[bucket_of(v)].fetch_add(1, std::memory_order_relaxed);
  count_.fetch_add(1, std::memory_order_relaxed);
  sum_.fetch_add(v, std::memory_order_relaxed);
}

struct MetricsRegistry::Entry {
  MetricLabels labels;
  Instrument instrument;
};

struct MetricsRegistry::Family {
  std::string help;
  std::string_view type;
  double scale = 1;
  std::vector<Entry> entries;

  static bool expired(const Entry& entry) {
    return std::visit([](const auto& weak) { return weak.expired(); }, entry.instrument);
  }
  void add(MetricLabels labels, Instrument instrument) {
    // Swept whenever the family would grow, so that instruments that come and go are not kept for want of a scrape.
    if (entries.size() == entries.capacity()) std::erase_if(entries, expired);
    entries.push_back(Entry{std::move(labels), std::move(instrument)});
  }
};

MetricsRegistry::MetricsRegistry() = default;
MetricsRegistry::~MetricsRegistry() = default;

MetricsRegistry::Family& MetricsRegistry::family(const std::string& name, const std::string& help,
                                                 std::string_view type) {
  std::shared_ptr<Family>& family = families_[name];
  if (family == nullptr) {
    family = std::make_shared<Family>();
    family->help = help;
    family->type = type;
  }
  KLAMM_ASSERT(family->type == type);  // one name, one kind
  return *family;
}

std::shared_ptr<Counter> MetricsRegistry::counter(std::string name, std::string help, MetricLabels labels) {
  auto instrument = std::make_shared<Counter>();
  const std::lock_guard lock(mutex_);
  family(name, help, "counter").add(std::move(labels), std::weak_ptr<Counter>(instrument));
  return instrument;
}

std::shared_ptr<Gauge> MetricsRegistry::gauge(std::string name, std::string help, MetricLabels labels) {
  auto instrument = std::make_shared<Gauge>();
  const std::lock_guard lock(mutex_);
  family(name, help, "gauge").add(std::move(labels), std::weak_ptr<Gauge>(instrument));
  return instrument;
}

std::shared_ptr<Histogram> MetricsRegistry::histogram(std::string name, std::string help, MetricLabels labels,
                                                      double scale) {
  auto instrument = std::make_shared<Histogram>();
  const std::lock_guard lock(mutex_);
  Family& entry = family(name, help, "summary");
  entry.scale = scale;
  entry.add(std::move(labels), std::weak_ptr<Histogram>(instrument));
  return instrument;
}

std::shared_ptr<void> MetricsRegistry::callback(std::string name, std::string help, MetricLabels labels,
                                                bool is_counter, std::function<double()> value) {
  auto instrument = std::make_shared<Callback>(Callback{std::move(value)});
  const std::lock_guard lock(mutex_);
  family(name, help, is_counter ? "counter" : "gauge").add(std::move(labels), std::weak_ptr<Callback>(instrument));
  return instrument;
}

std::string MetricsRegistry::scrape() {
  std::string out;
  const std::lock_guard lock(mutex_);
  for (auto iterator = families_.begin(); iterator != families_.end();) {
    Family& family = *iterator->second;
    std::erase_if(family.entries, Family::expired);
    if (family.entries.empty()) {
      iterator = families_.erase(iterator);
      continue;
    }
    print(iterator->first, family, out);
    ++iterator;
  }
  return out;
}

void MetricsRegistry::print(const std::string& name, const Family& family, std::string& out) {
  std::map<MetricLabels, Sample> samples;
  for (const Entry& entry : family.entries) {
    Sample& sample = samples[entry.labels];
    if (const auto* weak = std::get_if<std::weak_ptr<Counter>>(&entry.instrument)) {
      if (const auto counter = weak->lock()) sample.value += static_cast<double>(counter->value());
    } else if (const auto* weak_gauge = std::get_if<std::weak_ptr<Gauge>>(&entry.instrument)) {
      if (const auto gauge = weak_gauge->lock()) sample.value += static_cast<double>(gauge->value());
    } else if (const auto* weak_histogram = std::get_if<std::weak_ptr<Histogram>>(&entry.instrument)) {
      if (const auto histogram = weak_histogram->lock()) add_histogram(sample, *histogram);
    } else if (const auto callback = std::get<std::weak_ptr<Callback>>(entry.instrument).lock()) {
      sample.value += callback->value();
    }
  }
  out += "# HELP " + name + ' ';
  append_escaped(out, family.help, false);
  fmt::format_to(std::back_inserter(out), "\n# TYPE {} {}\n", name, family.type);
  for (const auto& [labels, sample] : samples) {
    if (family.type != "summary") {
      out += name + format_labels(labels) + ' ' + format_number(sample.value) + '\n';
      continue;
    }
    for (const double quantile : kQuantiles) {
      out += name + format_labels(labels, "quantile", fmt::format("{}", quantile)) + ' ' +
             format_number(quantile_of(sample, quantile) / family.scale) + '\n';
    }
    out += name + "_sum" + format_labels(labels) + ' ' + format_number(sample.value / family.scale) + '\n';
    out += name + "_count" + format_labels(labels) + ' ' + fmt::format("{}\n", sample.count);
  }
}

}  // namespace klamm
