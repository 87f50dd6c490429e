#include "storage/compaction/plan.h"

#include <algorithm>
#include <limits>

namespace klamm {

double CleanPlan::dirty_ratio() const {
  const double total = static_cast<double>(clean_bytes) + static_cast<double>(dirty_bytes);
  return total > 0 ? static_cast<double>(dirty_bytes) / total : 0;
}

bool CleanPlan::worth_it(double min_cleanable_dirty_ratio) const {
  return dirty_bytes > 0 && (due || dirty_ratio() > min_cleanable_dirty_ratio);
}

CleanPlan plan_cleaning(const PlannedLog& log, const LogConfig& config, std::int64_t now_ms) {
  CleanPlan plan;
  const bool outside = log.first_dirty < log.log_start || log.first_dirty > log.log_end;
  plan.first_dirty = outside ? log.log_start : log.first_dirty;
  plan.first_uncleanable = plan.first_dirty;
  if (log.segments.empty()) return plan;
  Offset limit = log.segments.back().base;
  std::int64_t oldest_ms = std::numeric_limits<std::int64_t>::max();
  for (std::size_t i = 0; i < log.segments.size(); ++i) {
    const PlannedSegment& segment = log.segments[i];
    const bool active = i + 1 == log.segments.size();
    const Offset end = active ? log.log_end : log.segments[i + 1].base;
    // A segment is cleaned whole or not at all.
    if (!active && end > log.stable_end) limit = std::min(limit, segment.base);
    if (active || end <= plan.first_dirty) continue;
    const bool young =
        config.min_compaction_lag_ms > 0 && segment.max_timestamp_ms > now_ms - config.min_compaction_lag_ms;
    if (young) limit = std::min(limit, segment.base);
    if (segment.first_timestamp_ms > 0) oldest_ms = std::min(oldest_ms, segment.first_timestamp_ms);
  }
  plan.due = config.max_compaction_lag_ms != std::numeric_limits<std::int64_t>::max() &&
             oldest_ms < now_ms - config.max_compaction_lag_ms;
  if (plan.due) plan.overdue_ms = now_ms - config.max_compaction_lag_ms - oldest_ms;
  for (std::size_t i = 0; i + 1 < log.segments.size(); ++i) {
    const PlannedSegment& segment = log.segments[i];
    if (segment.base >= limit) break;
    const bool dirty = log.segments[i + 1].base > plan.first_dirty;
    (dirty ? plan.dirty_bytes : plan.clean_bytes) += segment.size_bytes;
  }
  plan.first_uncleanable = std::max(limit, plan.first_dirty);
  if (limit <= plan.first_dirty) plan.dirty_bytes = 0;
  return plan;
}

std::vector<std::vector<std::size_t>> group_segments(const std::vector<PlannedSegment>& segments,
                                                     const LogConfig& config, Offset first_uncleanable) {
  const auto size_max = static_cast<std::uint64_t>(config.segment_size_bytes);
  const auto index_max = static_cast<std::uint64_t>(config.segment_index_size_bytes);
  std::vector<std::vector<std::size_t>> groups;
  std::size_t i = 0;
  while (i < segments.size()) {
    std::vector<std::size_t> group{i};
    const Offset base = segments[i].base;
    PlannedSegment sum = segments[i];
    for (++i; i < segments.size(); ++i) {
      const PlannedSegment& next = segments[i];
      const Offset end = i + 1 < segments.size() ? segments[i + 1].base : first_uncleanable;
      // An index entry says how far its offset lies from the segment's base, in 32 bits.
      const bool near = next.size_bytes == 0 || (end - 1) - base <= std::numeric_limits<std::int32_t>::max();
      sum.size_bytes += next.size_bytes;
      sum.offset_index_bytes += next.offset_index_bytes;
      sum.time_index_bytes += next.time_index_bytes;
      const bool fits =
          sum.size_bytes <= size_max && sum.offset_index_bytes <= index_max && sum.time_index_bytes <= index_max;
      if (!near || !fits) break;
      group.push_back(i);
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace klamm
