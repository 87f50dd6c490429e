// klamm bench idle: connections that said hello, as clients do, and nothing more.
#include <sys/resource.h>

#include "bench/commands/command.h"
#include "bench/load/machine.h"
#include "protocol/generated/18_api_versions.h"

namespace klamm::bench {

namespace {

constexpr std::int16_t kApiVersionsVersion = 3;

void check_file_limit(std::int64_t connections) {
  rlimit limit{};
  constexpr rlim_t kOthers = 64;
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  if (limit.rlim_cur < static_cast<rlim_t>(connections) + kOthers) {
    die("the limit of open files is too low for so many connections: ulimit -Hn");
  }
}

}  // namespace

int run_idle(int argc, char** argv) {
  CommonOptions common;
  std::int64_t count = 10'000;
  double seconds = 2;
  Options options("idle", "Opens connections, says hello on each, and keeps them; then each says hello once more.");
  common.declare(options);
  options.add("connections", count, "as many");
  options.add("seconds", seconds, "for which nothing happens");
  options.parse(argc, argv);
  check_file_limit(count);

  const Endpoint endpoint(common.bootstrap);
  const RequestPtr hello =
      make_request(protocol::ApiVersionsRequest{.client_software_name = "bench", .client_software_version = "1"},
                   kApiVersionsVersion);
  Report report("idle", common, options);
  BrokerWatch opening = common.watch();
  opening.begin();
  std::vector<std::unique_ptr<Connection>> connections;
  LatencyHistogram first;
  const std::int64_t begun = now_ns();
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t now = now_ns();
    connections.push_back(std::make_unique<Connection>(endpoint));
    connections.back()->exchange(hello);
    first.record(now_ns() - now);
  }
  const double open_seconds = static_cast<double>(now_ns() - begun) / kNsPerSecond;
  report.number("open_seconds", open_seconds, "s");
  report.latency("open_ms", first);
  Loop nobody;
  run_until(nobody, nullptr, now_ns() + static_cast<std::int64_t>(seconds * kNsPerSecond));
  LatencyHistogram again;
  for (const auto& connection : connections) {
    const std::int64_t now = now_ns();
    connection->exchange(hello);
    again.record(now_ns() - now);
  }
  report.latency("again_ms", again);
  report.generator(open_seconds, 0);
  opening.end();
  report.broker(opening, {.requests = static_cast<double>(2 * count)});
  report.print();
  return 0;
}

}  // namespace klamm::bench
