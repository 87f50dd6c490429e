#include "storage/log/retention.h"

#include <algorithm>

#include "storage/compaction/cleaner.h"
#include "storage/log/partition_log.h"
#include "storage/log/segment.h"
#include "storage/log/store.h"
#include "storage/log/yield.h"

namespace klamm {

// --- One log.

void PartitionLog::draw_jitter() {
  segment_jitter_ms_ = 0;
  const std::int64_t limit = std::min(config_->segment_jitter_ms, config_->segment_age_ms);
  if (limit <= 0) return;
  segment_jitter_ms_ = static_cast<std::int64_t>(store_.env().rng.below(static_cast<std::uint64_t>(limit)));
}

void PartitionLog::reconfigure(std::shared_ptr<const LogConfig> shared) {
  const std::shared_ptr<const LogConfig> replaced = std::exchange(config_, std::move(shared));
  const LogConfig& before = *replaced;
  const LogConfig& config = *config_;
  if (removed_) return;
  if (config.segment_jitter_ms != before.segment_jitter_ms) draw_jitter();
  const bool retention_changed = config.cleanup_delete != before.cleanup_delete ||
                                 config.retention_ms != before.retention_ms ||
                                 config.retention_bytes != before.retention_bytes;
  if (retention_changed && config.cleanup_delete) store_.retention().check_soon(id_);
  const bool compaction_changed = config.cleanup_compact != before.cleanup_compact ||
                                  config.min_cleanable_dirty_ratio != before.min_cleanable_dirty_ratio ||
                                  config.min_compaction_lag_ms != before.min_compaction_lag_ms ||
                                  config.max_compaction_lag_ms != before.max_compaction_lag_ms;
  if (compaction_changed && config.cleanup_compact) store_.cleaner().log_changed();
}

Offset PartitionLog::high_watermark() const {
  if (observer_ == nullptr) return durable_end_offset_;
  return std::min(observer_->high_watermark(), durable_end_offset_);
}

bool PartitionLog::retention_due(std::int64_t now_ms) const {
  const RetentionVerdict verdict = judge_retention(now_ms);
  return verdict.segments > 0 || verdict.unknown != nullptr;
}

PartitionLog::RetentionVerdict PartitionLog::judge_retention(std::int64_t now_ms) const {
  RetentionVerdict verdict;
  verdict.new_start = log_start_offset_;
  if (!config_->cleanup_delete || !changeable().ok()) return verdict;
  if (config_->retention_ms < 0 && config_->retention_bytes < 0) return verdict;
  const Offset committed = high_watermark();
  const auto limit = static_cast<std::uint64_t>(std::max<std::int64_t>(config_->retention_bytes, 0));
  const std::uint64_t size = config_->retention_bytes < 0 ? 0 : size_bytes();
  std::uint64_t excess = size > limit ? size - limit : 0;
  for (auto at = segments_.begin(); at != segments_.end(); ++at) {
    const std::shared_ptr<Segment>& segment = at->second;
    const auto next = std::next(at);
    const Offset end = next == segments_.end() ? log_end_offset_ : next->first;
    if (end > committed || (next == segments_.end() && segment->size_bytes() == 0)) break;
    const bool too_much = excess > 0 && excess >= segment->size_bytes();
    if (too_much) excess -= segment->size_bytes();
    // Once the size is right, only age deletes.
    if (!too_much) excess = 0;
    if (!too_much && config_->retention_ms < 0) break;
    const bool empty = segment->size_bytes() == 0;  // compaction left nothing of it
    if (!too_much && !empty && !segment->timestamps_known()) {
      verdict.unknown = segment;
      break;
    }
    const bool young = !empty && now_ms - segment->retention_timestamp_ms(now_ms) <= config_->retention_ms;
    if (!too_much && young) break;
    verdict.new_start = end;
    verdict.bytes += segment->size_bytes();
    ++verdict.segments;
  }
  return verdict;
}

Task<Status> PartitionLog::apply_retention(std::int64_t now_ms) {
  RetentionVerdict verdict = judge_retention(now_ms);
  while (verdict.unknown != nullptr || would_forget_producers(verdict.new_start)) {
    if (verdict.unknown != nullptr) {
      const std::shared_ptr<Segment> segment = verdict.unknown;
      const Status loaded = co_await segment->load_indexes();
      if (!loaded.ok()) co_return loaded;
    } else {
      const Status saved = co_await save_producers();
      if (!saved.ok()) co_return saved;
    }
    verdict = judge_retention(now_ms);
  }
  const Status useful = usable();
  if (!useful.ok() || verdict.segments == 0) co_return useful;
  // From here to the new start nothing suspends: what was judged still holds.
  if (verdict.segments == segments_.size()) roll(log_end_offset_);
  store_.retention().note_deleted(verdict.segments, verdict.bytes);
  store_.log().info("segments deleted by retention", {{"log", directory_name_},
                                                      {"segments", verdict.segments},
                                                      {"bytes", verdict.bytes},
                                                      {"log_start_offset", verdict.new_start}});
  if (verdict.new_start > log_start_offset_) {
    const Offset start = verdict.new_start;
    co_return co_await set_log_start_offset(start);
  }
  // The start lies above them already, and only waited for a segment to follow. Whoever moved it just now may still
  // wait for its record.
  const Status durable = co_await make_durable();
  if (!durable.ok()) co_return durable;
  AsyncMutex::Guard guard = co_await files_.lock();
  co_return co_await delete_below_start();
}

// Where everything goes, the empty segment that follows gets its file first. Without it the last segment that a start
// finds could be a deleted one whose new name a power loss took back: nobody syncs what is in no log any more, so its
// bytes may be anything, and the last segment's are believed.
Task<Status> PartitionLog::delete_below_start() {
  const Status written = co_await flush_tail(Flush::kAll);
  // On a full disk deleting is what helps: segments that are written whole may go.
  if (!written.ok() && !is_out_of_space(written.error())) co_return written;
  if (segments_.size() < 2 || std::next(segments_.begin())->first > log_start_offset_) co_return Status();
  const std::shared_ptr<Segment> last = active();
  const Result<FilePtr> anchored = co_await last->open_log();
  if (!anchored.ok()) {
    store_.write_failed(anchored.error());
    co_return anchored.error();
  }
  if (!removed_) delete_segments_below_start();
  co_return written;
}

// --- All logs.

Retention::Retention(Store& store) : store_(store) {
  MetricsRegistry& metrics = store.env().metrics;
  runs_ = metrics.counter("klamm_storage_retention_runs_total", "Looks at all logs for segments to delete");
  segments_ = metrics.counter("klamm_storage_retention_segments_total", "Segments that retention deleted");
  bytes_ = metrics.counter("klamm_storage_retention_bytes_total", "Bytes of segments that retention deleted");
}

void Retention::check_all() {
  all_due_ = true;
  work_.notify_all();
}

void Retention::check_soon(const TopicIdPartition& id) {
  changed_.insert(id);
  work_.notify_all();
}

void Retention::note_deleted(std::size_t segments, std::uint64_t bytes) {
  segments_->add(segments);
  bytes_->add(bytes);
}

void Retention::stop() {
  stopping_ = true;
  work_.notify_all();
}

Task<void> Retention::run() {
  while (!stopping_) {
    if (!all_due_ && changed_.empty()) {
      co_await work_.wait();
      continue;
    }
    Task<Logs> finding = find_due();
    Logs due = co_await finding;
    co_await delete_from(std::move(due));
  }
}

Task<Retention::Logs> Retention::find_due() {
  const std::int64_t now_ms = store_.env().wall_ms();
  Logs due;
  Slice1ms slice(store_.env());
  const bool all = all_due_;
  all_due_ = false;
  if (all) runs_->add();
  // The last one that was looked at: the map changes while others run.
  TopicIdPartition last;
  bool first = true;
  std::uint64_t looked_at = 0;
  MonotonicNs ran = 0;
  MonotonicNs longest = 0;
  while (!stopping_ && (all || !changed_.empty())) {
    if (all) {
      const auto next = first ? store_.logs().begin() : store_.logs().upper_bound(last);
      if (next == store_.logs().end()) break;
      last = next->first;
      first = false;
    } else {
      last = *changed_.begin();
      changed_.erase(changed_.begin());
    }
    ++looked_at;
    const auto found = store_.logs().find(last);
    if (found != store_.logs().end() && !found->second->recovering() && found->second->retention_due(now_ms)) {
      due.push_back(found->second);
    }
    if (!slice.used_up()) continue;
    ran += slice.ran();
    longest = std::max(longest, slice.ran());
    co_await Yield();
    slice.restart();
  }
  if (all) {
    ran += slice.ran();
    longest = std::max(longest, slice.ran());
    store_.log().debug("looked for segments to delete", {{"directory", store_.directory().path},
                                                         {"logs", looked_at},
                                                         {"due", due.size()},
                                                         {"loop_us", ran / 1000},
                                                         {"longest_slice_us", longest / 1000}});
  }
  co_return due;
}

Task<void> Retention::delete_from(Logs due) {
  std::size_t next = 0;
  TaskScope workers;
  for (std::size_t i = 0; i < std::min(kLogsAtATime, due.size()); ++i) workers.spawn(worker(due, next));
  co_await workers.join();
}

Task<void> Retention::worker(Logs& due, std::size_t& next) {
  while (next < due.size() && !stopping_) {
    const std::shared_ptr<PartitionLog> log = due[next++];
    const std::int64_t now_ms = store_.env().wall_ms();
    const Status applied = co_await log->apply_retention(now_ms);
    const bool gone = applied.code() == ErrorCode::kUnknownTopicOrPartition || !store_.online() || stopping_;
    if (applied.ok() || gone) continue;
    store_.log().warn("retention failed",
                      {{"topic", log->topic()}, {"partition", log->id().partition}, {"error", applied.error()}});
  }
}

}  // namespace klamm
