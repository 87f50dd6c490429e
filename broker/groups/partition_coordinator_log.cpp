#include "broker/groups/partition_coordinator_log.h"

#include <algorithm>

namespace klamm::broker {

namespace {

// What loading reads at a time; one batch may be larger.
constexpr std::size_t kLoadBytes = std::size_t{1} << 20;
// How long loading waits for what was in the log to be committed. On one node that is a matter of the disk.
constexpr MonotonicNs kLoadTimeoutNs = 60'000 * kNsPerMs;

}  // namespace

PartitionCoordinatorLog::PartitionCoordinatorLog(Env& env, std::shared_ptr<replication::Partition> partition,
                                                 std::int64_t commit_timeout_ms)
    : env_(env), partition_(std::move(partition)), commit_timeout_ns_(commit_timeout_ms * kNsPerMs) {}

std::size_t PartitionCoordinatorLog::batch_bytes_max() const {
  return static_cast<std::size_t>(std::max(partition_->config().validation.message_bytes_max, 0));
}

Task<Status> PartitionCoordinatorLog::append(Slice batch) {
  const std::shared_ptr<replication::Partition> partition = partition_;
  if (partition->moving()) {
    Task<void> moving = partition->wait_moved();
    co_await moving;
  }
  const Result<AppendResult> appended = partition->append(std::move(batch), replication::Partition::Acks::kAll);
  if (!appended.ok()) co_return appended.error();
  Task<Status> committing = partition->wait_committed(appended->end_offset(), env_.now() + commit_timeout_ns_);
  co_return co_await committing;
}

Task<Result<BufferChain>> PartitionCoordinatorLog::read(Offset from) {
  const std::shared_ptr<replication::Partition> partition = partition_;
  const Offset end = partition->log_end_offset();
  if (partition->high_watermark() < end) {
    Task<Status> committing = partition->wait_committed(end, env_.now() + kLoadTimeoutNs);
    const Status committed = co_await committing;
    if (!committed.ok()) co_return committed.error();
  }
  const Offset start = std::max(from, partition->log_start_offset());
  // Also at the end: a log that went offline before it was recovered looks empty, and only says so when it is read.
  Task<Result<ReadResult>> reading = partition->read(start, kLoadBytes, true, replication::Isolation::kReadUncommitted);
  Result<ReadResult> read = co_await reading;
  if (!read.ok()) co_return read.error();
  co_return std::move(read->records);
}

}  // namespace klamm::broker
