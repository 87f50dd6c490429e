// The replicated log of the controller's decisions, as the controller sees it: it appends, and learns what is
// committed. One voter's implementation is single_voter_log.h; Raft takes its place later and the controller does not
// notice.
#pragma once

#include <cstdint>
#include <functional>

#include "replication/controller/committed_batch.h"
#include "runtime/base/ids.h"
#include "runtime/base/result.h"
#include "runtime/task/task.h"

namespace klamm::replication {

class MetadataLog {
 public:
  virtual ~MetadataLog() = default;

  // Reads the whole log, calls `replay` for every committed batch in order, and becomes its leader in a new epoch,
  // which a LeaderChange control batch begins. Called once, first. When this returns, what was replayed is durable
  // and epoch() may append. An error is final: the broker does not start (its message says which file).
  virtual Task<Status> open(std::function<Status(const CommittedBatch&)> replay) = 0;

  [[nodiscard]] virtual LeaderEpoch epoch() const = 0;
  [[nodiscard]] virtual Offset end() const = 0;
  // The time that the next batch is stamped with.
  [[nodiscard]] virtual std::int64_t now_ms() const = 0;

  // Appends one batch, which the next call of committed_end() may or may not include. Returns the batch's end offset.
  // Does not suspend. KAFKA_STORAGE_ERROR once the log is broken (then for ever); NOT_CONTROLLER when it no longer
  // leads.
  virtual Result<Offset> append(const EncodedRecords& records) = 0;

  // Everything before this is durable on a majority of the voters.
  [[nodiscard]] virtual Offset committed_end() const = 0;
  // Waits until committed_end() >= end. An error if that will never be: what was appended may or may not have survived.
  virtual Task<Status> wait_committed(Offset end) = 0;

  // No call may follow, and none may be under way.
  virtual Task<Status> close() = 0;
};

}  // namespace klamm::replication
