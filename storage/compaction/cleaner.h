// Compacts the logs of a store, one after the other, in the background: always the one with the largest share of dirty
// bytes of those that are worth it, then it waits for log.cleaner.backoff.ms.
//
// It yields to everybody: reads in chunks, works in slices of about a millisecond, keeps to its shard's share of
// log.cleaner.io.max.bytes.per.second (reads and writes together, as Kafka counts), and stands still while producers
// wait for room in the journal. Owned by Store, used on its shard.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>

#include "runtime/base/ids.h"
#include "runtime/metrics/metrics.h"
#include "runtime/shard/env.h"
#include "runtime/task/sync.h"
#include "runtime/task/task.h"
#include "storage/compaction/key_hash.h"
#include "storage/compaction/log_cleaning.h"
#include "storage/compaction/plan.h"
#include "storage/log/config.h"

namespace klamm {

class Cleaner final : private CleaningPace {
 public:
  Cleaner(Store& store, const CleanerConfig& config);
  Cleaner(const Cleaner&) = delete;
  Cleaner& operator=(const Cleaner&) = delete;

  void reconfigure(const CleanerConfig& config);
  // A log is to be compacted now that was not, or otherwise than before: looks at once.
  void log_changed();
  // The fiber; ends after stop().
  Task<void> run();
  void stop();
  // Whether the last look found nothing to do.
  [[nodiscard]] bool idle() const { return idle_; }

 private:
  struct Chosen {
    std::shared_ptr<PartitionLog> log;
    CleanPlan plan;
  };
  Task<std::optional<Chosen>> choose();
  Task<Result<CleanPlan>> plan_of(std::shared_ptr<PartitionLog> log);
  // What a look at all logs found, for the metrics.
  struct Look {
    double dirtiest = 0;
    std::int64_t uncleanable = 0;
    std::uint64_t uncleanable_bytes = 0;
  };
  void note_look(const Look& look);
  Task<void> clean(Chosen chosen);
  void note_failure(PartitionLog& log, const Error& error);
  void note_success(PartitionLog& log, const CleanPlan& plan, const CleaningResult& result, MonotonicNs started);

  Task<void> spend(std::uint64_t bytes) override;
  [[nodiscard]] bool stopping() const override { return stopping_ || !config_.enable; }

  Store& store_;
  CleanerConfig config_;
  const KeyHasher hasher_;
  Signal work_;
  bool stopping_ = false;
  bool look_ = true;
  bool idle_ = false;
  bool any_compacted_ = false;
  MonotonicNs paid_until_ = 0;                          // the rate limit allows nothing before
  std::map<TopicIdPartition, MonotonicNs> not_before_;  // logs whose cleaning found no space

  std::shared_ptr<Counter> runs_;
  std::shared_ptr<Counter> voided_;
  std::shared_ptr<Counter> read_bytes_;
  std::shared_ptr<Counter> written_bytes_;
  std::shared_ptr<Counter> records_read_;
  std::shared_ptr<Counter> records_kept_;
  std::shared_ptr<Histogram> seconds_;
  // Under the names of Kafka's cleaner, of this shard and directory. What Kafka gives as the largest of its threads is
  // to be had by max() over them.
  std::shared_ptr<Gauge> uncleanable_;
  std::shared_ptr<Gauge> uncleanable_bytes_;
  std::shared_ptr<Gauge> dirty_percent_;
  std::shared_ptr<Gauge> clean_seconds_;
  std::shared_ptr<Gauge> recopy_percent_;
  std::shared_ptr<Gauge> buffer_percent_;
  std::shared_ptr<Gauge> delay_seconds_;
  std::shared_ptr<Gauge> dead_;
};

}  // namespace klamm
