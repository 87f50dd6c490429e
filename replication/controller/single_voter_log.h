// The metadata log of a quorum of one: `__cluster_metadata-0` in one log directory. What is durable here is committed.
//
// The files are what KRaft writes (batches of metadata records, LeaderChange control batches), so that Kafka's
// kafka-dump-log --cluster-metadata-decoder reads them. Lives on the controller's shard.
#pragma once

#include <memory>
#include <string>

#include "replication/controller/metadata_log.h"
#include "replication/metadata/image.h"
#include "runtime/shard/env.h"
#include "storage/log/log_manager.h"

namespace klamm::replication {

class SingleVoterLog final : public MetadataLog {
 public:
  // `directory_id` and `log_dir_index` are those of the directory where the log lies, or is to. `logs` is the log
  // manager of the controller's shard and outlives this.
  SingleVoterLog(Env& env, LogManager& logs, BrokerId node_id, Uuid directory_id, std::size_t log_dir_index = 0);

  Task<Status> open(std::function<Status(const CommittedBatch&)> replay) override;
  [[nodiscard]] LeaderEpoch epoch() const override { return epoch_; }
  [[nodiscard]] Offset end() const override;
  [[nodiscard]] std::int64_t now_ms() const override { return env_.wall_ms(); }
  Result<Offset> append(const EncodedRecords& records) override;
  [[nodiscard]] Offset committed_end() const override;
  Task<Status> wait_committed(Offset end) override;
  Task<Status> close() override;

 private:
  // What is read at a time while replaying; one batch may be larger.
  static constexpr std::size_t kReadBytes = std::size_t{1} << 20;

  Task<Status> replay(std::function<Status(const CommittedBatch&)> replay);
  Task<Status> begin_epoch(std::function<Status(const CommittedBatch&)> replay);

  Env& env_;
  LogManager& logs_;
  const BrokerId node_id_;
  const Uuid directory_id_;
  const std::size_t log_dir_index_;
  LogConfig config_;
  std::shared_ptr<PartitionLog> log_;
  LeaderEpoch epoch_{0};
};

}  // namespace klamm::replication
