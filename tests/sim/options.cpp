#include "tests/sim/options.h"

#include <array>

namespace klamm::test {

namespace {

constexpr std::array<const char*, kFaults> kFaultNames = {"writes", "syncs",      "gone",     "gone-at-start",
                                                          "full",   "bad-sector", "bit-flip", "slow"};

// Each of these is a limit of its own; in small runs all are near what still works.
void draw_storage(Rng& rng, StorageConfig& storage) {
  storage.journal_file_size_bytes = 64U << 10;
  storage.journal_size_bytes_max = 128U << (10 + rng.below(3));
  storage.journal_frame_size_bytes_max = 8U << (10 + rng.below(3));
  storage.journal_writes_in_flight_max = 1 + static_cast<std::uint32_t>(rng.below(4));
  storage.journal_overlap_size_bytes_min = rng.chance(1, 2) ? 0 : 32U << 10;
  storage.pending_bytes_max = 16U << (10 + rng.below(3));
  storage.tail_memory_bytes_max = rng.chance(1, 3) ? 1 : rng.below(256U << 10);
  storage.read_ahead_bytes_max = rng.chance(1, 3) ? 0 : rng.below(256U << 10);
  storage.flush_size_bytes = rng.chance(1, 3) ? 1 : 1024U << rng.below(6);
  storage.direct_write_size_min = rng.chance(1, 4) ? 1U << 30 : 4096U << rng.below(3);
  storage.flushes_in_flight_max = 1 + static_cast<std::uint32_t>(rng.below(4));
  storage.syncs_together_min = rng.chance(1, 2) ? 2 : 1000;
  storage.open_files_max = 1 + static_cast<std::uint32_t>(rng.below(8));
  storage.space_retry_ms = 1 + static_cast<std::int64_t>(rng.below(50));
  Rng bypass = rng.fork("bypass");
  storage.bypass_append_size_min = bypass.chance(1, 3) ? 0 : 1U << bypass.below(12);
  storage.bypass_begin_bytes = bypass.below(8U << 10);
  storage.bypass_runs_in_flight_max = 1 + static_cast<std::uint32_t>(bypass.below(4));
  storage.bypass_unindexed_bytes_max = 1U << (10 + bypass.below(10));
  storage.bypass_preallocate_bytes_max = bypass.chance(1, 4) ? 0 : 1U << (10 + bypass.below(10));
}

void draw_network(Rng& rng, SimOptions& options) {
  if (rng.chance(1, 3)) options.reset = 200;
  options.chop = !rng.chance(1, 4);
}

}  // namespace

SimOptions draw_options(std::uint64_t seed) {
  Rng seeded(seed);
  Rng rng = seeded.fork("options");
  SimOptions options;
  options.seed = seed;
  options.shards = 1 + static_cast<std::uint32_t>(rng.below(3));
  options.directories = 1 + static_cast<std::uint32_t>(rng.below(4));
  options.counted = rng.chance(1, 5) ? 12 : 1 + static_cast<std::int32_t>(rng.below(4));
  if (rng.chance(1, 2)) options.compacted = 1 + static_cast<std::int32_t>(rng.below(2));
  if (rng.chance(1, 2)) options.trimmed = 1 + static_cast<std::int32_t>(rng.below(2));
  if (options.trimmed > 0 && rng.chance(1, 3)) options.retention_bytes = 8192;
  if (options.trimmed > 0 && rng.chance(1, 3)) options.retention_ms = 200;
  if (rng.chance(3, 4)) options.segment_bytes = 4096 << rng.below(5);
  if (rng.chance(2, 3)) options.index_interval_bytes = rng.chance(1, 2) ? 1 : 200;
  if (rng.chance(1, 4)) options.memory_bytes = 2 << 20;
  options.small_storage = rng.chance(2, 3);
  draw_storage(rng, options.storage);
  draw_network(rng, options);
  options.disk.latency_max_ns = rng.chance(1, 4) ? 2'000'000 : 200'000;
  if (rng.chance(1, 2)) options.disk.short_write = 10'000;
  if (rng.chance(1, 2)) options.disk.short_read = 10'000;
  options.moves = options.directories > 1 && rng.chance(1, 2);
  const bool sound = rng.chance(1, 4);
  for (int i = 0; i < kFaults; ++i) {
    if (rng.chance(1, 2) && !sound) options.faults.insert(static_cast<Fault>(i));
  }
  return options;
}

std::string SimOptions::text() const {
  std::string out = "seed=" + std::to_string(seed);
  const auto add = [&out](const char* name, auto value) {
    out += " " + std::string(name) + "=" + std::to_string(value);
  };
  add("shards", shards);
  add("directories", directories);
  add("counted", counted);
  add("compacted", compacted);
  add("trimmed", trimmed);
  if (retention_bytes >= 0) add("retention-bytes", retention_bytes);
  if (retention_ms >= 0) add("retention-ms", retention_ms);
  if (moves) add("moves", 1);
  add("segment", segment_bytes);
  add("index-interval", index_interval_bytes);
  add("memory", memory_bytes);
  if (small_storage) {
    add("journal", storage.journal_size_bytes_max);
    add("frame", storage.journal_frame_size_bytes_max);
    add("writes", storage.journal_writes_in_flight_max);
    add("overlap", storage.journal_overlap_size_bytes_min);
    add("pending", storage.pending_bytes_max);
    add("tail", storage.tail_memory_bytes_max);
    add("read-ahead", storage.read_ahead_bytes_max);
    add("flush", storage.flush_size_bytes);
    add("direct", storage.direct_write_size_min);
    add("flushes", storage.flushes_in_flight_max);
    add("bypass", storage.bypass_append_size_min);
    add("bypass-begin", storage.bypass_begin_bytes);
    add("bypass-runs", storage.bypass_runs_in_flight_max);
    add("bypass-unindexed", storage.bypass_unindexed_bytes_max);
    add("bypass-preallocate", storage.bypass_preallocate_bytes_max);
    add("syncs-together", storage.syncs_together_min);
    add("open-files", storage.open_files_max);
  }
  add("reset", reset);
  add("chop", static_cast<int>(chop));
  add("latency", disk.latency_max_ns);
  add("short-write", disk.short_write);
  add("short-read", disk.short_read);
  out += " faults=";
  for (const Fault fault : faults) {
    if (out.back() != '=') out += ',';
    out += kFaultNames[static_cast<std::size_t>(fault)];
  }
  return out;
}

std::vector<std::string> SimOptions::assignments() const {
  std::string dirs = "log.dirs=";
  for (std::uint32_t i = 0; i < directories; ++i) dirs += (i == 0 ? "" : ",") + directory(i);
  return {std::move(dirs),
          "log.retention.check.interval.ms=50",
          "log.initial.task.delay.ms=20",
          "log.cleaner.backoff.ms=20",
          "log.cleaner.dedupe.buffer.size=4194304",
          "offsets.topic.segment.bytes=1048576",
          "auto.create.topics.enable=false"};
}

void SimOptions::adjust(StorageConfig& config) const {
  config.mutants = storage.mutants;
  if (!small_storage) return;
  config.journal_file_size_bytes = storage.journal_file_size_bytes;
  config.journal_size_bytes_max = storage.journal_size_bytes_max;
  config.journal_frame_size_bytes_max = storage.journal_frame_size_bytes_max;
  config.journal_writes_in_flight_max = storage.journal_writes_in_flight_max;
  config.journal_overlap_size_bytes_min = storage.journal_overlap_size_bytes_min;
  config.pending_bytes_max = storage.pending_bytes_max;
  config.tail_memory_bytes_max = storage.tail_memory_bytes_max;
  config.read_ahead_bytes_max = storage.read_ahead_bytes_max;
  config.flush_size_bytes = storage.flush_size_bytes;
  config.direct_write_size_min = storage.direct_write_size_min;
  config.flushes_in_flight_max = storage.flushes_in_flight_max;
  config.syncs_together_min = storage.syncs_together_min;
  config.open_files_max = storage.open_files_max;
  config.space_retry_ms = storage.space_retry_ms;
  config.bypass_append_size_min = storage.bypass_append_size_min;
  config.bypass_begin_bytes = storage.bypass_begin_bytes;
  config.bypass_runs_in_flight_max = storage.bypass_runs_in_flight_max;
  config.bypass_unindexed_bytes_max = storage.bypass_unindexed_bytes_max;
  config.bypass_preallocate_bytes_max = storage.bypass_preallocate_bytes_max;
}

}  // namespace klamm::test
