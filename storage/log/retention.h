// Deletes old segments of all logs of a store, in the background: every log now and then, and a log whose settings
// changed at once. What is to go is PartitionLog::apply_retention()'s to say.
//
// Looking at 100,000 logs is done in slices of about a millisecond. Owned by Store, used on its shard.
#pragma once

#include <memory>
#include <set>
#include <vector>

#include "runtime/base/ids.h"
#include "runtime/metrics/metrics.h"
#include "runtime/task/sync.h"
#include "runtime/task/task.h"

namespace klamm {

class PartitionLog;
class Store;

class Retention {
 public:
  explicit Retention(Store& store);
  Retention(const Retention&) = delete;
  Retention& operator=(const Retention&) = delete;

  // A look at every log is due. Does nothing if one is due already.
  void check_all();
  // A look at one log is.
  void check_soon(const TopicIdPartition& id);
  // For PartitionLog: so much was deleted.
  void note_deleted(std::size_t segments, std::uint64_t bytes);

  // The fiber; ends after stop().
  Task<void> run();
  void stop();

 private:
  // Logs whose segments are deleted at a time: most of it is waiting for the journal.
  static constexpr std::size_t kLogsAtATime = 8;

  using Logs = std::vector<std::shared_ptr<PartitionLog>>;
  Task<Logs> find_due();
  Task<void> delete_from(Logs due);
  Task<void> worker(Logs& due, std::size_t& next);

  Store& store_;
  bool all_due_ = false;
  std::set<TopicIdPartition> changed_;
  bool stopping_ = false;
  Signal work_;

  std::shared_ptr<Counter> runs_;
  std::shared_ptr<Counter> segments_;
  std::shared_ptr<Counter> bytes_;
};

}  // namespace klamm
