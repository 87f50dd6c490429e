// Reads the segments of a store through, slowly, to find what rotted on the disk before a consumer does.
//
// One pass after the other goes through all logs, in the order of their ids, and through the segments of each that are
// at rest: PartitionLog::settled_segment(). Every batch is checked (segment_check.h), then the indexes against them
// (index_check.h). What is damaged is logged, counted and remembered, and left as it is; only an index of a segment
// that is whole is made anew. A read that fails is damage too, and takes nothing offline.
//
// It yields to everybody: works in slices of about a millisecond, keeps to log.scrub.io.max.bytes.per.second, stands
// still while logs are recovered, while the disk is full, and while producers wait for room. It holds no lock while it
// reads; a segment that goes away meanwhile is passed over. Owned by Store, used on its shard.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "runtime/metrics/metrics.h"
#include "runtime/shard/env.h"
#include "runtime/task/sync.h"
#include "runtime/task/task.h"
#include "storage/log/config.h"
#include "storage/log/file.h"
#include "storage/log/partition_log.h"
#include "storage/scrub/index_check.h"
#include "storage/scrub/progress.h"
#include "storage/scrub/segment_check.h"

namespace klamm {

class Scrubber {
 public:
  Scrubber(Store& store, const ScrubConfig& config);
  Scrubber(const Scrubber&) = delete;
  Scrubber& operator=(const Scrubber&) = delete;

  void reconfigure(const ScrubConfig& config);
  // What it stood still for may be over.
  void wake() { work_.notify_all(); }
  // The fiber; ends after stop().
  Task<void> run();
  void stop();

 private:
  // The segment at hand.
  struct Work {
    std::shared_ptr<PartitionLog> log;
    std::shared_ptr<Segment> segment;
    std::uint64_t layout = 0;
    FilePtr file;
    std::unique_ptr<IndexMaker> maker;
    std::unique_ptr<IndexCheck> indexes;  // nullptr: too large to be looked at
    std::string unreadable_index;         // the name of one that could not be read
    std::string unreadable_why;
    std::uint64_t damages = 0;  // that were found
  };

  [[nodiscard]] bool may_work() const;
  [[nodiscard]] std::int64_t rest_ms() const;
  Task<void> rest();
  Task<void> load();
  Task<void> save();
  Task<void> step();
  void begin_pass();
  Task<void> end_pass();
  Task<void> scrub(std::shared_ptr<PartitionLog> log, std::shared_ptr<Segment> segment);
  Task<bool> walk(Work& work, SegmentCheck& check);
  Task<bool> read_piece(Work& work, SegmentCheck& check);
  Task<void> check_piece(Slice piece, SegmentCheck& check);
  Task<void> read_indexes(Work& work);
  Task<std::optional<std::string>> read_index(Work& work, std::string path);
  static void note_unreadable(Work& work, const std::string& path, std::string why);
  Task<Result<FilePtr>> open(std::string path);
  Task<void> judge_indexes(Work& work);
  Task<void> rebuild_indexes(Work& work, const std::string& name, const std::string& what);
  void report(Work& work, SegmentCheck& check);
  void report_missing(Work& work, const Error& error);
  void note_damaged(const Work& work);
  void forget_gone();
  void show_damaged();
  [[nodiscard]] bool gone(const Work& work) const;
  [[nodiscard]] std::string path() const;
  // Returns when so many more bytes may be read.
  Task<void> spend(std::uint64_t bytes);

  Store& store_;
  ScrubConfig config_;
  ScrubProgress progress_;
  Signal work_;
  bool stopping_ = false;
  MonotonicNs paid_until_ = 0;  // the rate limit allows nothing before
  MonotonicNs saved_at_ = 0;
  std::uint64_t pass_bytes_ = 0;
  std::uint64_t pass_segments_ = 0;
  std::uint64_t pass_damages_ = 0;

  std::shared_ptr<Counter> bytes_;
  std::shared_ptr<Counter> passes_;
  std::shared_ptr<Counter> damages_;
  std::shared_ptr<Counter> rebuilt_;
  std::shared_ptr<Gauge> damaged_segments_;
};

}  // namespace klamm
