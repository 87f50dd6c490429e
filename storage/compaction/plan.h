// Decides what is cleaned: up to where, how much of it is dirty, which segments become one. Pure: works on numbers.
// Source: KIP-354 (max.compaction.lag.ms), KIP-58 (min.compaction.lag.ms); the rules are those of Kafka's cleaner.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/base/ids.h"
#include "storage/log/config.h"

namespace klamm {

struct PlannedSegment {
  Offset base;
  std::uint64_t size_bytes = 0;
  std::uint64_t offset_index_bytes = 0;
  std::uint64_t time_index_bytes = 0;
  std::int64_t max_timestamp_ms = -1;    // wanted if min.compaction.lag.ms is above 0
  std::int64_t first_timestamp_ms = -1;  // wanted if max.compaction.lag.ms has a limit
};

// A log as the planner sees it.
struct PlannedLog {
  std::vector<PlannedSegment> segments;  // in order; the last one is the active one
  Offset log_start;
  Offset log_end;
  Offset first_dirty;    // of the checkpoint; anything outside of the log counts as its start
  Offset stable_end;     // nothing at or above it is cleaned: the last stable offset
  bool deletes = false;  // cleanup.policy has "delete" too
};

struct CleanPlan {
  Offset first_dirty;
  Offset first_uncleanable;  // the base of a segment
  std::uint64_t clean_bytes = 0;
  std::uint64_t dirty_bytes = 0;
  bool due = false;             // max.compaction.lag.ms has passed
  std::int64_t overdue_ms = 0;  // since when
  [[nodiscard]] double dirty_ratio() const;
  // Whether this log is to be cleaned now.
  [[nodiscard]] bool worth_it(double min_cleanable_dirty_ratio) const;
};

[[nodiscard]] CleanPlan plan_cleaning(const PlannedLog& log, const LogConfig& config, std::int64_t now_ms);

// Groups of neighbours, by their places in `segments`, that fit into one segment and its indexes.
// `first_uncleanable` is where what follows the last one begins.
[[nodiscard]] std::vector<std::vector<std::size_t>> group_segments(const std::vector<PlannedSegment>& segments,
                                                                   const LogConfig& config, Offset first_uncleanable);

}  // namespace klamm
