// A led partition of __consumer_offsets, as its coordinator sees it.
#pragma once

#include <memory>

#include "coordinator/coordinator_log.h"
#include "replication/partition/partition.h"
#include "runtime/shard/env.h"

namespace klamm::broker {

class PartitionCoordinatorLog final : public coordinator::CoordinatorLog {
 public:
  // `commit_timeout_ms`: offsets.commit.timeout.ms, after which a commit is answered as timed out.
  PartitionCoordinatorLog(Env& env, std::shared_ptr<replication::Partition> partition, std::int64_t commit_timeout_ms);

  [[nodiscard]] std::size_t batch_bytes_max() const override;
  Task<Status> append(Slice batch) override;
  Task<Result<BufferChain>> read(Offset from) override;

 private:
  Env& env_;
  const std::shared_ptr<replication::Partition> partition_;
  const MonotonicNs commit_timeout_ns_;
};

}  // namespace klamm::broker
