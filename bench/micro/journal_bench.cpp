// How fast one shard makes appends durable on a real disk:
//
//   journal_bench [DIRECTORY] [partitions=16] [record_bytes=1024] [producers=256] [seconds=5] [backend=auto]
//
// Without a directory, in a fresh one among the temporary files, removed at the end.
// Each producer appends a record to one of the partitions, waits until it is durable, and goes on. Prints records and
// bytes a second, the time that an append waited (p50, p99), and the processor time per gigabyte.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "bench/load/machine.h"
#include "bench/micro/on_disk.h"
#include "protocol/records/builder.h"
#include "storage/log/log_manager.h"

namespace {

using namespace klamm;

struct Settings {
  int partitions = 16;
  std::size_t record_bytes = 1024;
  int producers = 256;
  int seconds = 5;
};

struct Run {
  std::vector<std::shared_ptr<PartitionLog>> logs;
  std::vector<std::int64_t> waits_ns;
  MonotonicNs deadline = 0;
  std::size_t record_bytes = 0;
};

Task<void> produce(Env& env, Run& run, std::size_t number) {
  const std::vector<std::uint8_t> value(run.record_bytes, 'v');
  PartitionLog& log = *run.logs[number % run.logs.size()];
  while (env.now() < run.deadline) {
    if (!log.has_room()) {
      const Status room = co_await log.wait_for_room();
      if (!room.ok()) co_return;
    }
    protocol::BatchBuilder builder{protocol::BatchOptions{}};
    builder.add(env.wall_ms(), std::nullopt, ByteView(value));
    const MonotonicNs started = env.now();
    const Result<AppendResult> appended = log.append_as_leader(Slice(builder.build()), LeaderEpoch(0));
    if (!appended.ok()) co_return;
    const Status durable = co_await log.wait_durable(appended->end_offset());
    if (!durable.ok()) co_return;
    run.waits_ns.push_back(env.now() - started);
  }
}

Task<int> measure(Env& env, std::string directory, Settings settings) {
  StorageConfig config;
  config.log_dirs = {std::move(directory)};
  const Result<LogDirectories> directories = co_await open_log_directories(env, config.log_dirs);
  if (!directories.ok()) {
    std::fprintf(stderr, "%s\n", directories.error().message.c_str());
    co_return 1;
  }
  const LogManager::Owner owner = [](const TopicIdPartition&) { return ShardId(0); };
  const LogManager::ConfigOf config_of = [](const std::string&, const TopicIdPartition&) { return LogConfig{}; };
  Result<std::unique_ptr<LogManager>> manager = co_await LogManager::open(env, config, *directories, owner, config_of);
  if (!manager.ok()) co_return 1;
  const Status finished = co_await finish_recovery(env, *directories, 1);
  (*manager)->end_recovery(0);
  if (!finished.ok()) co_return 1;
  Run run;
  run.record_bytes = settings.record_bytes;
  const TopicId topic = env.rng.uuid();
  const std::string name = "bench." + topic.to_string();
  const LogConfig log_config;
  for (int i = 0; i < settings.partitions; ++i) {
    TopicIdPartition id;
    id.topic = topic;
    id.partition = PartitionId(i);
    Result<std::shared_ptr<PartitionLog>> log = co_await (*manager)->create(id, name, log_config);
    if (!log.ok()) co_return 1;
    run.logs.push_back(*log);
  }
  const MonotonicNs started = env.now();
  const double cpu_before = bench::own_cpu_seconds();
  run.deadline = started + settings.seconds * 1000 * kNsPerMs;
  TaskScope producers;
  for (int i = 0; i < settings.producers; ++i) producers.spawn(produce(env, run, static_cast<std::size_t>(i)));
  co_await producers.join();
  const double elapsed = static_cast<double>(env.now() - started) / 1e9;
  const double cpu = bench::own_cpu_seconds() - cpu_before;
  std::sort(run.waits_ns.begin(), run.waits_ns.end());
  const auto count = static_cast<double>(run.waits_ns.size());
  const double bytes = count * static_cast<double>(settings.record_bytes);
  const auto percentile = [&run](std::size_t of_thousand) {
    return run.waits_ns.empty() ? 0.0
                                : static_cast<double>(run.waits_ns[run.waits_ns.size() * of_thousand / 1000]) / 1e6;
  };
  std::printf("backend=%s partitions=%d record_bytes=%zu producers=%d records_per_s=%.0f mb_per_s=%.1f p50_ms=%.2f "
              "p99_ms=%.2f cpu_s_per_gb=%.2f\n",
              std::string(env.io.name()).c_str(), settings.partitions, settings.record_bytes, settings.producers,
              count / elapsed, bytes / elapsed / 1e6, percentile(500), percentile(990), cpu / (bytes / 1e9));
  for (const std::shared_ptr<PartitionLog>& log : run.logs) {
    const Status removed = co_await (*manager)->remove(log->id());
    if (!removed.ok()) co_return 1;
  }
  run.logs.clear();
  const Status closed = co_await (*manager)->close(true);
  (*manager).reset();
  const Status unlocked = co_await close_log_directories(env, *directories);
  co_return closed.ok() && unlocked.ok() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  if (argc > 2) settings.partitions = std::atoi(argv[2]);
  if (argc > 3) settings.record_bytes = static_cast<std::size_t>(std::atol(argv[3]));
  if (argc > 4) settings.producers = std::atoi(argv[4]);
  if (argc > 5) settings.seconds = std::atoi(argv[5]);
  return bench::run_on_disk(
      argc > 1 ? argv[1] : nullptr, argc > 6 ? argv[6] : "auto",
      [settings](Env& env, const std::string& directory) { return measure(env, directory, settings); });
}
