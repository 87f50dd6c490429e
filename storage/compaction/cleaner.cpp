#include "storage/compaction/cleaner.h"

#include <algorithm>
#include <cerrno>

#include "storage/log/segment.h"
#include "storage/log/store.h"
#include "storage/log/yield.h"

namespace klamm {

namespace {

constexpr std::int64_t kBackoffMsMax = 1'000'000'000'000;
constexpr MonotonicNs kCleanerBusyNs = 10 * kNsPerMs;
// A log for whose copy there was no space is left alone for so long.
constexpr MonotonicNs kNoSpaceNs = 60'000 * kNsPerMs;
// Work that the rate limit may be ahead by, so that it does not wait for every chunk.
constexpr MonotonicNs kBurstNs = 50 * kNsPerMs;

KeyHasher draw_hasher(Env& env) {
  Rng rng = env.rng.fork("cleaner");
  const std::uint64_t low = rng.next();
  const std::uint64_t high = rng.next();
  return {low, high};
}

}  // namespace

Cleaner::Cleaner(Store& store, const CleanerConfig& config)
    : store_(store), config_(config), hasher_(draw_hasher(store.env())) {
  MetricsRegistry& metrics = store.env().metrics;
  runs_ = metrics.counter("klamm_cleaner_runs_total", "Logs that were compacted");
  voided_ = metrics.counter("klamm_cleaner_voided_total", "Rounds of compaction that a change of the log made void");
  read_bytes_ = metrics.counter("klamm_cleaner_read_bytes_total", "Bytes that compaction read");
  written_bytes_ = metrics.counter("klamm_cleaner_written_bytes_total", "Bytes that compaction wrote");
  records_read_ = metrics.counter("klamm_cleaner_records_read_total", "Records that compaction looked at");
  records_kept_ = metrics.counter("klamm_cleaner_records_kept_total", "Records that compaction kept");
  seconds_ = metrics.histogram("klamm_cleaner_seconds", "Time to compact a log", {}, 1e9);
  const MetricLabels labels{{"logdirectory", store.directory().path},
                            {"shard", std::to_string(store.env().shard.value)}};
  const auto gauge = [&](const char* name, const char* help) { return metrics.gauge(name, help, labels); };
  uncleanable_ = gauge("kafka_log_logcleanermanager_uncleanable_partitions_count",
                       "Partitions that cannot be compacted, because a batch of theirs cannot be read");
  uncleanable_bytes_ = gauge("kafka_log_logcleanermanager_uncleanable_bytes", "Bytes of these partitions");
  dirty_percent_ = gauge("kafka_log_logcleanermanager_max_dirty_percent", "Of the dirtiest log at the last look");
  clean_seconds_ = gauge("kafka_log_logcleaner_max_clean_time_secs", "Time that the last compaction took");
  recopy_percent_ = gauge("kafka_log_logcleaner_cleaner_recopy_percent", "Of what the last compaction read, written");
  buffer_percent_ = gauge("kafka_log_logcleaner_max_buffer_utilization_percent",
                          "Of the slots of the map of keys, filled by the last compaction");
  delay_seconds_ = gauge("kafka_log_logcleaner_max_compaction_delay_secs",
                         "How long max.compaction.lag.ms had passed when the last compaction began");
  dead_ = gauge("kafka_log_logcleaner_deadthreadcount", "Cleaners that ended before their time: none ever does");
}

void Cleaner::reconfigure(const CleanerConfig& config) {
  config_ = config;
  log_changed();
}

void Cleaner::log_changed() {
  look_ = any_compacted_ = true;
  idle_ = false;
  work_.notify_all();
}

void Cleaner::stop() {
  stopping_ = true;
  work_.notify_all();
}

Task<void> Cleaner::run() {
  while (!stopping_) {
    if (!config_.enable || (!look_ && !any_compacted_)) {
      idle_ = true;
      co_await work_.wait();
      continue;
    }
    look_ = false;
    Task<std::optional<Chosen>> choosing = choose();
    std::optional<Chosen> chosen = co_await choosing;
    if (chosen.has_value()) {
      Task<void> cleaning = clean(std::move(*chosen));
      co_await cleaning;
      continue;
    }
    if (look_ || stopping_ || !any_compacted_) continue;
    idle_ = true;
    const MonotonicNs until = store_.env().now() + std::min(config_.backoff_ms, kBackoffMsMax) * kNsPerMs;
    co_await work_.wait_until(store_.env().timers, until);
    idle_ = false;
  }
}

// --- Choosing.

Task<std::optional<Cleaner::Chosen>> Cleaner::choose() {
  std::optional<Chosen> best;
  any_compacted_ = false;
  Look look;
  Slice1ms slice(store_.env());
  TopicIdPartition last;
  for (auto at = store_.logs().begin(); at != store_.logs().end() && !stopping();
       at = store_.logs().upper_bound(last)) {
    last = at->first;
    const std::shared_ptr<PartitionLog> log = at->second;
    const bool compacted = log->config().cleanup_compact && !log->uncleanable() && log->usable().ok();
    if (log->uncleanable() && log->usable().ok()) {
      ++look.uncleanable;
      look.uncleanable_bytes += log->size_bytes();
    }
    any_compacted_ = any_compacted_ || compacted;
    // What old journals tell of would be written once more, over what compaction made of it.
    if (store_.recovering() || log->recovering()) continue;
    const auto wait = not_before_.find(last);
    const bool waits = wait != not_before_.end() && wait->second > store_.env().now();
    if (compacted && !waits && log->segments().size() > 1) {
      const Result<CleanPlan> plan = co_await plan_of(log);
      if (!plan.ok() && log->usable().ok()) note_failure(*log, plan.error());
      if (plan.ok()) look.dirtiest = std::max(look.dirtiest, plan->dirty_ratio());
      const bool wanted = plan.ok() && plan->worth_it(log->config().min_cleanable_dirty_ratio);
      if (wanted && (!best.has_value() || plan->dirty_ratio() > best->plan.dirty_ratio())) {
        best = Chosen{.log = log, .plan = *plan};
      }
    }
    if (!slice.used_up()) continue;
    co_await Yield();
    slice.restart();
  }
  note_look(look);
  co_return best;
}

void Cleaner::note_look(const Look& look) {
  uncleanable_->set(look.uncleanable);
  uncleanable_bytes_->set(static_cast<std::int64_t>(look.uncleanable_bytes));
  dirty_percent_->set(static_cast<std::int64_t>(100 * look.dirtiest));
}

Task<Result<CleanPlan>> Cleaner::plan_of(std::shared_ptr<PartitionLog> log) {
  const Result<Offset> first_dirty = co_await log->first_dirty_offset();
  if (!first_dirty.ok()) co_return first_dirty.error();
  const LogConfig config = log->config();
  const std::vector<std::shared_ptr<Segment>> segments = log->segments();
  for (std::size_t i = 0; i + 1 < segments.size(); ++i) {
    if (segments[i + 1]->base() <= *first_dirty) continue;
    if (config.min_compaction_lag_ms > 0) {
      const Status loaded = co_await segments[i]->load_indexes();
      if (!loaded.ok()) co_return loaded.error();
    }
    if (config.max_compaction_lag_ms != INT64_MAX) {
      const Status loaded = co_await segments[i]->load_first_timestamp();
      if (!loaded.ok()) co_return loaded.error();
    }
  }
  PlannedLog planned;
  for (const std::shared_ptr<Segment>& segment : segments) {
    PlannedSegment& each = planned.segments.emplace_back();
    each.base = segment->base();
    each.size_bytes = segment->size_bytes();
    each.max_timestamp_ms = segment->max_timestamp_ms();
    each.first_timestamp_ms = segment->first_timestamp_ms();
  }
  planned.log_start = log->log_start_offset();
  planned.log_end = log->log_end_offset();
  planned.first_dirty = *first_dirty;
  planned.stable_end = log->cleanable_end();
  co_return plan_cleaning(planned, config, store_.env().wall_ms());
}

// --- Cleaning.

Task<void> Cleaner::clean(Chosen chosen) {
  const MonotonicNs started = store_.env().now();
  const std::size_t map_bytes = config_.dedupe_buffer_size_bytes / std::max(store_.env().shard_count(), 1U);
  const std::shared_ptr<PartitionLog> log = chosen.log;
  Result<CleaningResult> result = CleaningResult();
  {
    LogCleaning cleaning(store_, *this, log, chosen.plan);
    result = co_await cleaning.run(map_bytes, config_.io_buffer_load_factor, hasher_);
  }
  if (!result.ok()) {
    note_failure(*log, result.error());
    co_return;
  }
  if (result->void_) {
    voided_->add();
    co_return;
  }
  const Status saved = co_await log->set_first_dirty_offset(result->end);
  if (!saved.ok() && saved.code() == ErrorCode::kKafkaStorageError && store_.online()) {
    note_failure(*log, saved.error());
    co_return;
  }
  note_success(*log, chosen.plan, *result, started);
}

void Cleaner::note_failure(PartitionLog& log, const Error& error) {
  const std::string name = log.topic() + "-" + std::to_string(log.id().partition.value);
  if (stopping_ || !log.usable().ok()) return;
  if (error.os_errno == ENOSPC) {
    // Compaction would make room, and needs some first.
    not_before_[log.id()] = store_.env().now() + kNoSpaceNs;
    store_.log().warn("no space to compact a log", {{"log", name}, {"error", error}});
    return;
  }
  if (error.code == ErrorCode::kCorruptMessage) {
    log.set_uncleanable();
    look_ = true;  // and counted
    store_.log().error("a log cannot be compacted, and stays as it is", {{"log", name}, {"error", error}});
    return;
  }
  store_.fail(error);
}

void Cleaner::note_success(PartitionLog& log, const CleanPlan& plan, const CleaningResult& result,
                           MonotonicNs started) {
  const MonotonicNs took = store_.env().now() - started;
  not_before_.erase(log.id());
  runs_->add();
  read_bytes_->add(result.bytes_read);
  written_bytes_->add(result.bytes_written);
  records_read_->add(result.records_read);
  records_kept_->add(result.records_kept);
  seconds_->record(static_cast<std::uint64_t>(std::max<MonotonicNs>(took, 0)));
  clean_seconds_->set(took / (1000 * kNsPerMs));
  const std::uint64_t read = std::max<std::uint64_t>(result.bytes_read, 1);
  recopy_percent_->set(static_cast<std::int64_t>(100 * result.bytes_written / read));
  buffer_percent_->set(static_cast<std::int64_t>(100 * result.keys / std::max<std::size_t>(result.map_slots, 1)));
  delay_seconds_->set(plan.overdue_ms / 1000);
  store_.log().info("log compacted", {{"log", log.topic() + "-" + std::to_string(log.id().partition.value)},
                                      {"first_dirty", plan.first_dirty},
                                      {"end", result.end},
                                      {"segments_before", result.segments_before},
                                      {"segments_after", result.segments_after},
                                      {"records_read", result.records_read},
                                      {"records_kept", result.records_kept},
                                      {"bytes_read", result.bytes_read},
                                      {"bytes_written", result.bytes_written},
                                      {"keys", result.keys},
                                      {"ms", took / kNsPerMs}});
}

Task<void> Cleaner::spend(std::uint64_t bytes) {
  Env& env = store_.env();
  // Producers come first: while they wait for the disk, nothing is added to its work.
  while (!stopping() && !store_.has_room()) {
    const MonotonicNs later = env.now() + kCleanerBusyNs;
    co_await work_.wait_until(env.timers, later);
  }
  const double share = config_.io_max_bytes_per_second / std::max(env.shard_count(), 1U);
  const double took_ns = static_cast<double>(bytes) / std::max(share, 1.0) * 1e9;
  paid_until_ = std::max(paid_until_, env.now() - kBurstNs) + static_cast<MonotonicNs>(std::min(took_ns, 1e15));
  while (!stopping() && paid_until_ > env.now()) {
    const MonotonicNs later = paid_until_;
    co_await work_.wait_until(env.timers, later);
  }
}

}  // namespace klamm
