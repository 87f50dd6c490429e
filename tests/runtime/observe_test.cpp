// What people and scrapers see: the log, the metrics. And the memory budget.
#include <catch2/catch.hpp>
#include <cerrno>
#include <cmath>
#include <thread>

#include "runtime/logging/logger.h"
#include "runtime/memory/budget.h"
#include "runtime/metrics/metrics.h"
#include "tests/runtime/rig.h"

using namespace klamm;
using namespace klamm::test;

namespace {

std::int64_t fixed_time(const void*) { return 1'769'860'800'123; }

Task<void> hold(Env& env, std::size_t bytes, std::vector<std::size_t>& order, Signal& release) {
  MemoryGrant grant = co_await env.memory.admit(bytes);
  order.push_back(bytes);
  co_await release.wait();
}

Task<void> notify(Signal& signal) {
  signal.notify_all();
  co_return;
}

}  // namespace

TEST_CASE("log lines are logfmt", "[logging]") {
  MemorySink sink;
  const Logger log = Logger(sink, 3, &fixed_time, nullptr).module("journal");
  log.info("file recycled", {{"file", "/data/j/3.wal"}, {"bytes", 33'554'432}, {"ratio", 0.5}, {"clean", true}});
  CHECK(sink.lines()[0] ==
        "time=2026-01-31T12:00:00.123Z level=info module=journal shard=3 msg=\"file recycled\" file=/data/j/3.wal "
        "bytes=33554432 ratio=0.5 clean=true");
  log.warn("a=b", {{"empty", ""},
                   {"quoted", "say \"hi\"\n\tback\\slash"},
                   {"control", std::string("\x01", 1)},
                   {"utf8", "Grüße"},
                   {"id", Offset(7)},
                   {"negative", -1}});
  CHECK(
      sink.lines()[1].substr(41) ==
      "module=journal shard=3 msg=\"a=b\" empty=\"\" quoted=\"say \\\"hi\\\"\\n\\tback\\\\slash\" control=\"\\u0001\" "
      "utf8=Grüße id=7 negative=-1");
  log.error("failed", {{"error", Error(ErrorCode::kKafkaStorageError, "cannot open x", ENOENT)}});
  CHECK(sink.contains("error=\"KAFKA_STORAGE_ERROR: cannot open x (No such file or directory)\""));
  Logger(sink, -1, &fixed_time, nullptr).info("no shard");
  CHECK(sink.lines().back() == "time=2026-01-31T12:00:00.123Z level=info msg=\"no shard\"");
}

TEST_CASE("levels are per module, inherited, and change while running", "[logging]") {
  MemorySink sink;
  const Logger root(sink, -1, &fixed_time, nullptr);
  const Logger storage = root.module("storage");
  const Logger journal = root.module("storage.journal");
  CHECK(journal.enabled(LogLevel::kInfo));
  CHECK(!journal.enabled(LogLevel::kDebug));
  CHECK(sink.configure("warn,storage=debug,storage.journal=off"));
  CHECK(!root.enabled(LogLevel::kInfo));
  CHECK(storage.enabled(LogLevel::kDebug));
  CHECK(root.module("storage.log").enabled(LogLevel::kDebug));
  CHECK(!journal.enabled(LogLevel::kError));
  journal.error("not seen");
  CHECK(sink.lines().empty());
  CHECK(!root.module("storagex").enabled(LogLevel::kInfo));
  for (const char* wrong : {"loud", "info,storage=loud", "=info", "info,,warn"}) CHECK(!sink.configure(wrong));
  CHECK(storage.enabled(LogLevel::kDebug));  // unchanged
  CHECK(sink.configure("info"));
  CHECK(journal.enabled(LogLevel::kInfo));
}

TEST_CASE("metrics are printed as Prometheus reads them", "[metrics]") {
  MetricsRegistry registry;
  const auto first = registry.counter("requests_total", "Requests.", {{"api", "Fetch"}});
  const auto second = registry.counter("requests_total", "Requests.", {{"api", "Fetch"}});
  const auto other = registry.counter("requests_total", "Requests.", {{"api", "a\"b\\c\nd"}});
  const auto gauge = registry.gauge("depth", "How deep.\nVery.");
  const auto callback = registry.callback("asked", "Asked.", {}, false, [] { return 2.5; });
  first->add(2);
  second->add(3);
  gauge->set(-4);
  CHECK(registry.scrape() == "# HELP asked Asked.\n# TYPE asked gauge\nasked 2.5\n"
                             "# HELP depth How deep.\\nVery.\n# TYPE depth gauge\ndepth -4\n"
                             "# HELP requests_total Requests.\n# TYPE requests_total counter\n"
                             "requests_total{api=\"Fetch\"} 5\n"
                             "requests_total{api=\"a\\\"b\\\\c\\nd\"} 0\n");
}

TEST_CASE("an instrument goes when its owner goes", "[metrics]") {
  MetricsRegistry registry;
  {
    const auto counter = registry.counter("gone_total", "Gone.");
    CHECK(!registry.scrape().empty());
  }
  CHECK(registry.scrape().empty());
  for (int i = 0; i < 100'000; ++i) registry.counter("churn_total", "Made and dropped, never scraped.");
  const auto gauge = registry.gauge("gone_total", "A name may change its kind once nobody has it.");
  CHECK(registry.scrape().find("# TYPE gone_total gauge") != std::string::npos);
}

TEST_CASE("histograms are precise to an eighth", "[metrics]") {
  for (std::uint64_t v = 0; v < (std::uint64_t{1} << 40); v = v * 9 / 8 + 1) {
    const std::size_t bucket = Histogram::bucket_of(v);
    REQUIRE(bucket < Histogram::kBuckets);
    const std::uint64_t upper = Histogram::bucket_upper(bucket);
    REQUIRE(upper >= v);
    REQUIRE(static_cast<double>(upper) <= static_cast<double>(v) * 1.25);
    REQUIRE(Histogram::bucket_of(upper) == bucket);
    REQUIRE(Histogram::bucket_of(upper + 1) == bucket + 1);
  }
  CHECK(Histogram::bucket_of(UINT64_MAX) == Histogram::kBuckets - 1);
  MetricsRegistry registry;
  const auto histogram = registry.histogram("latency_seconds", "Latency.", {}, 1e9);
  for (std::uint64_t i = 1; i <= 1000; ++i) histogram->record(i * 1'000'000);
  const std::string text = registry.scrape();
  CHECK(text.find("# TYPE latency_seconds summary") != std::string::npos);
  CHECK(text.find("latency_seconds_count 1000\n") != std::string::npos);
  CHECK(text.find("latency_seconds_sum 500.5\n") != std::string::npos);
  const std::size_t median = text.find("latency_seconds{quantile=\"0.5\"} ");
  REQUIRE(median != std::string::npos);
  const double value = std::stod(text.substr(median + 32));
  CHECK(value >= 0.5);
  CHECK(value <= 0.625);
}

TEST_CASE("memory is admitted in order and given back, from any thread", "[memory]") {
  MemoryPool pool(100);
  CHECK(pool.try_take(60));
  CHECK(!pool.try_take(41));
  CHECK(pool.try_take(40));
  CHECK(!pool.try_take(101));
  pool.give_back(100);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 20'000; ++round) {
        if (!pool.try_take(30)) continue;
        const MemoryGrant grant(&pool, 30);
        if (pool.used() > pool.limit()) std::abort();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(pool.used() == 0);
}

TEST_CASE("a large request for memory is not starved by small ones behind it", "[memory]") {
  SimWorld world(1);
  SimNodeOptions options;
  options.memory_bytes = 100;
  SimNode& node = world.add_node(options);
  node.start();
  Env& env = node.env();
  std::vector<std::size_t> order;
  Signal first;
  Signal others;
  world.spawn(node, 0, [&](Env& lent) { return hold(lent, 60, order, first); });
  world.spawn(node, 0, [&](Env& lent) { return hold(lent, 90, order, others); });
  world.spawn(node, 0, [&](Env& lent) { return hold(lent, 10, order, others); });
  MemoryGrant grant;
  CHECK(!env.memory.try_admit(1, grant));  // somebody waits
  world.run_for(50'000'000);
  CHECK(order == std::vector<std::size_t>{60});
  CHECK(env.memory.waiting() == 2);
  world.run(node, [&](Env&) { return notify(first); });
  world.run_for(50'000'000);
  CHECK(order == std::vector<std::size_t>{60, 90, 10});
  CHECK(env.memory.pool().used() == 100);
  world.run(node, [&](Env&) { return notify(others); });
  world.run_for(50'000'000);
  CHECK(env.memory.pool().used() == 0);
  CHECK(env.memory.try_admit(100, grant));
}
