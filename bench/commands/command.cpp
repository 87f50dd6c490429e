#include "bench/commands/command.h"

#include <cstdio>
#include <cstring>

#include "bench/load/machine.h"

namespace klamm::bench {

namespace {

struct Entry {
  const char* name;
  const char* about;
  int (*run)(int argc, char** argv);
};

constexpr Entry kEntries[] = {
    {"produce", "record batches, at a rate or as fast as it goes", &run_produce},
    {"consume", "reads a topic to its end, or its tail for some time", &run_consume},
    {"stream", "produces and consumes at once: end-to-end latency, tail, fan-out", &run_stream},
    {"idle", "many connections that do nothing", &run_idle},
    {"group", "members that join one consumer group", &run_group},
    {"create", "a topic of many partitions, until each accepts a write", &run_create},
};

constexpr double kQuantiles[] = {0.5, 0.9, 0.95, 0.99, 0.999, 0.9999};
constexpr const char* kQuantileNames[] = {"p50", "p90", "p95", "p99", "p99.9", "p99.99"};
constexpr std::int64_t kStepNsMax = 100'000'000;

double to_ms(std::int64_t ns) { return static_cast<double>(ns) / kNsPerMillisecond; }

int print_commands() {
  std::fputs("usage: klamm bench COMMAND [--NAME=VALUE]...\n\n", stderr);
  for (const Entry& entry : kEntries) std::fprintf(stderr, "  %-10s %s\n", entry.name, entry.about);
  std::fputs("\n  klamm bench COMMAND --help says what it can be told\n", stderr);
  return 2;
}

}  // namespace

int run_bench(int argc, char** argv) {
  prepare_process();
  for (const Entry& entry : kEntries) {
    if (argc > 1 && std::strcmp(argv[1], entry.name) == 0) return entry.run(argc - 1, argv + 1);
  }
  return print_commands();
}

void CommonOptions::declare(Options& options) {
  options.add("bootstrap", bootstrap, "HOST:PORT of the broker; one broker only");
  options.add("json", json, "prints one line of JSON instead of a text");
  options.add("broker-pid", broker_pid, "the broker's process on this machine, whose CPU, memory and disk are watched");
  options.add("metrics", metrics, "http://HOST:PORT/metrics of a Klamm, whose counters are shown per request");
}

Report::Report(std::string command, const CommonOptions& common, const Options& options)
    : json_(common.json), cpu_before_(own_cpu_seconds()) {
  object_.add("command", command).add("settings", options.json());
}

void Report::number(const std::string& name, double value, const std::string& unit) {
  object_.add(name, value);
  if (!json_) std::printf("%-28s %12.2f %s\n", name.c_str(), value, unit.c_str());
}

void Report::latency(const std::string& name, const LatencyHistogram& histogram) {
  JsonObject object;
  object.add("count", histogram.count()).add("mean", histogram.mean_ns() / kNsPerMillisecond);
  for (std::size_t i = 0; i < std::size(kQuantiles); ++i) {
    object.add(kQuantileNames[i], to_ms(histogram.quantile_ns(kQuantiles[i])));
  }
  object.add("max", to_ms(histogram.max_ns()));
  JsonList buckets;
  for (const auto& [upper_ns, count] : histogram.buckets()) {
    JsonList bucket;
    bucket.add(static_cast<double>(upper_ns));
    bucket.add(static_cast<double>(count));
    buckets.add(bucket);
  }
  object.add("buckets_ns", buckets);
  object_.add(name, object);
  if (json_ || histogram.count() == 0) return;
  std::printf("%-28s", (name + " (ms)").c_str());
  for (std::size_t i = 0; i < std::size(kQuantiles); ++i) {
    std::printf(" %s %.3f", kQuantileNames[i], to_ms(histogram.quantile_ns(kQuantiles[i])));
  }
  std::printf(" max %.3f\n", to_ms(histogram.max_ns()));
}

void Report::produced(const ProduceResult& result) {
  const double seconds = result.seconds > 0 ? result.seconds : 1;
  number("seconds", result.seconds, "s");
  number("requests", static_cast<double>(result.requests), "");
  number("records", static_cast<double>(result.records), "");
  number("bytes", static_cast<double>(result.bytes), "of values");
  number("records_per_s", static_cast<double>(result.records) / seconds, "");
  number("mb_per_s", static_cast<double>(result.bytes) / seconds / 1e6, "MB/s");
  number("unanswered", static_cast<double>(result.unanswered), "requests");
  latency("latency_ms", result.latency);
  JsonObject errors;
  for (const auto& [name, count] : result.errors) {
    errors.add(name, count);
    if (!json_) std::printf("error %s: %llu partitions\n", name.c_str(), static_cast<unsigned long long>(count));
  }
  object_.add("errors", errors);
}

void Report::consumed(const ConsumeResult& result) {
  const double seconds = result.seconds > 0 ? result.seconds : 1;
  JsonObject object;
  object.add("seconds", result.seconds).add("requests", result.requests).add("records", result.records);
  object.add("bytes", result.bytes).add("mb_per_s", static_cast<double>(result.bytes) / seconds / 1e6);
  object_.add("consumed", object);
  if (!json_) {
    std::printf("consumed: %llu records, %.1f MB in %llu fetches, %.1f MB/s\n",
                static_cast<unsigned long long>(result.records), static_cast<double>(result.bytes) / 1e6,
                static_cast<unsigned long long>(result.requests), static_cast<double>(result.bytes) / seconds / 1e6);
  }
  latency("end_to_end_ms", result.latency);
}

void Report::generator(double seconds, double late_ms_max) {
  const double cpu = own_cpu_seconds() - cpu_before_;
  const double share = seconds > 0 ? cpu / seconds : 0;
  object_.add("generator", JsonObject().add("cpu_s", cpu).add("cpu_share", share).add("late_ms_max", late_ms_max));
  if (!json_)
    std::printf("generator: %.2f CPU s, %.0f %% of a core, at most %.2f ms late\n", cpu, share * 100, late_ms_max);
}

void Report::broker(const BrokerWatch& watch, const Work& work) {
  const JsonObject seen = watch.json(work);
  if (seen.empty()) return;
  object_.add("broker", seen);
  if (!json_) watch.print(work);
}

void Report::print() const {
  if (json_) std::printf("%s\n", object_.text().c_str());
  std::fflush(stdout);
}

void step(Loop& loop, ProduceLoad* produce) {
  const std::int64_t now = now_ns();
  const std::int64_t next = produce == nullptr ? INT64_MAX : produce->fire(now);
  loop.wait(std::min(next, now + kStepNsMax));
}

std::int64_t run_until(Loop& loop, ProduceLoad* produce, std::int64_t until_ns) {
  while (now_ns() < until_ns) {
    const std::int64_t now = now_ns();
    const std::int64_t next = produce == nullptr ? INT64_MAX : produce->fire(now);
    loop.wait(std::min({next, now + kStepNsMax, until_ns}));
  }
  return now_ns();
}

void run_to_end(Loop& loop, ProduceLoad& produce) {
  constexpr double kDrainSecondsMax = 30;
  while (!produce.ended(now_ns())) step(loop, &produce);
  const std::int64_t deadline = now_ns() + static_cast<std::int64_t>(kDrainSecondsMax * kNsPerSecond);
  while (!produce.answered() && now_ns() < deadline) loop.wait(now_ns() + kStepNsMax);
}

}  // namespace klamm::bench
