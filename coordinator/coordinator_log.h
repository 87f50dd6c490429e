// What a coordinator needs of the partition that keeps its records. The floor above implements it over a replicated
// partition, the tests in memory.
#pragma once

#include <cstddef>

#include "runtime/base/buffer.h"
#include "runtime/base/ids.h"
#include "runtime/base/result.h"
#include "runtime/task/task.h"

namespace klamm::coordinator {

// One partition of __consumer_offsets, led by this broker in one leader epoch. Used on its shard only. Its calls may
// come to their end after the coordinator has let go of the partition.
class CoordinatorLog {
 public:
  virtual ~CoordinatorLog() = default;

  // The largest batch that append() takes, in bytes: the topic's max.message.bytes.
  [[nodiscard]] virtual std::size_t batch_bytes_max() const = 0;

  // Appends one record batch (magic 2, base offset 0) and ends when it is committed: on stable storage, and of enough
  // replicas. Called one at a time.
  // Errors, by what they say about the batch:
  //   it is not in the log:      NOT_ENOUGH_REPLICAS, MESSAGE_TOO_LARGE, RECORD_LIST_TOO_LARGE, and whatever is not
  //   below; nobody knows:              REQUEST_TIMED_OUT, NOT_ENOUGH_REPLICAS_AFTER_APPEND; nobody knows, and this
  //   broker no longer leads: NOT_LEADER_OR_FOLLOWER, FENCED_LEADER_EPOCH, KAFKA_STORAGE_ERROR.
  virtual Task<Status> append(Slice batch) = 0;

  // Whole record batches from `from` on (or from the log's beginning, where that is later), at least one, and nothing
  // behind the last. All that was in the log when this broker began to lead must be committed before it says so, and it
  // waits for that. An early batch may begin below `from`. Errors: any; the partition cannot be loaded then.
  virtual Task<Result<BufferChain>> read(Offset from) = 0;
};

}  // namespace klamm::coordinator
