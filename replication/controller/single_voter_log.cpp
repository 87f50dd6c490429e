#include "replication/controller/single_voter_log.h"

#include <utility>

#include "protocol/records/batch.h"
#include "protocol/records/builder.h"
#include "protocol/records/record.h"
#include "replication/controller/leader_change.h"

namespace klamm::replication {

namespace {

Error broken(Offset at, const std::string& why) {
  return {ErrorCode::kCorruptMessage,
          "metadata log " + std::string(kMetadataTopicName) + "-0 at offset " + std::to_string(at.value) + ": " + why};
}

// Who leads from a LeaderChange control record on; kNoBroker where the record is something else.
BrokerId leader_named_by(const protocol::RecordView& record) {
  const std::optional<protocol::ControlKey> key = protocol::parse_control_key(record.key);
  if (!key || key->type != static_cast<std::int16_t>(protocol::ControlRecordType::kLeaderChange) || !record.value) {
    return kNoBroker;
  }
  return parse_leader_change(*record.value);
}

Status replay_batch(const protocol::BatchView& view, const std::function<Status(const CommittedBatch&)>& replay) {
  if (!view.crc_ok()) return broken(view.base_offset(), "a batch fails its checksum");
  if (view.codec() != protocol::Codec::kNone) return broken(view.base_offset(), "a compressed batch");
  CommittedBatch batch;
  batch.base = view.base_offset();
  batch.end = view.next_offset();
  batch.epoch = view.partition_leader_epoch();
  batch.timestamp_ms = view.max_timestamp();
  protocol::RecordIterator records(view, view.body());
  while (true) {
    Result<std::optional<protocol::RecordView>> record = records.next();
    if (!record) return broken(view.base_offset(), record.error().message);
    if (!record->has_value()) break;
    if (view.is_control()) {
      const BrokerId leader = leader_named_by(**record);
      if (leader != kNoBroker) batch.leader = leader;
    } else if ((*record)->value) {
      batch.records.push_back(*(*record)->value);
    }
  }
  return replay(batch);
}

}  // namespace

SingleVoterLog::SingleVoterLog(Env& env, LogManager& logs, BrokerId node_id, Uuid directory_id,
                               std::size_t log_dir_index)
    : env_(env), logs_(logs), node_id_(node_id), directory_id_(directory_id), log_dir_index_(log_dir_index) {
  // Without metadata nothing goes, and a record that was refused would leave the controller ahead of its log.
  config_.from_reserve = true;
}

Offset SingleVoterLog::end() const { return log_->log_end_offset(); }
Offset SingleVoterLog::committed_end() const { return log_->durable_end_offset(); }

Task<Status> SingleVoterLog::open(std::function<Status(const CommittedBatch&)> replay_one) {
  log_ = logs_.find(kMetadataPartition);
  if (log_ == nullptr) {
    std::string topic(kMetadataTopicName);
    Task<Result<std::shared_ptr<PartitionLog>>> creating =
        logs_.create_in(log_dir_index_, kMetadataPartition, std::move(topic), config_);
    Result<std::shared_ptr<PartitionLog>> created = co_await creating;
    if (!created) co_return created.error();
    log_ = std::move(*created);
  }
  Task<Status> recovering = logs_.recovered(kMetadataPartition);
  const Status recovered = co_await recovering;
  if (!recovered) co_return recovered.error();
  log_->reconfigure(config_);
  Task<Status> replaying = replay(replay_one);
  Status replayed = co_await replaying;
  if (!replayed) co_return replayed;
  Task<Status> beginning = begin_epoch(std::move(replay_one));
  Status begun = co_await beginning;
  co_return begun;
}

Task<Status> SingleVoterLog::replay(std::function<Status(const CommittedBatch&)> replay_one) {
  Offset at = log_->log_start_offset();
  while (at < log_->log_end_offset()) {
    Task<Result<ReadResult>> reading = log_->read(at, kReadBytes, true, log_->log_end_offset());
    Result<ReadResult> read = co_await reading;
    if (!read) co_return read.error();
    if (read->records.empty()) co_return broken(at, "nothing can be read");
    const Buffer bytes = read->records.flatten();
    protocol::BatchRun run(ByteView(bytes.data(), bytes.size()));
    while (true) {
      Result<std::optional<protocol::BatchView>> batch = run.next();
      if (!batch) co_return broken(at, batch.error().message);
      if (!batch->has_value()) break;
      Status replayed = replay_batch(**batch, replay_one);
      if (!replayed) co_return replayed;
      at = (*batch)->next_offset();
    }
  }
  co_return Status();
}

Task<Status> SingleVoterLog::begin_epoch(std::function<Status(const CommittedBatch&)> replay_one) {
  const LeaderEpoch last = log_->latest_epoch();
  epoch_ = LeaderEpoch(last == kNoLeaderEpoch ? 1 : last.value + 1);
  const Buffer value = encode_leader_change(node_id_, directory_id_);
  protocol::BatchOptions options;
  options.partition_leader_epoch = epoch_;
  options.control = true;
  protocol::BatchBuilder builder(options);
  const std::int64_t now = now_ms();
  builder.add_control(now, protocol::ControlRecordType::kLeaderChange, ByteView(value.data(), value.size()));
  Result<AppendResult> appended = log_->append_as_leader(Slice(builder.build()), epoch_);
  if (!appended) co_return appended.error();
  const Offset end = appended->end_offset();
  Task<Status> committing = wait_committed(end);
  Status committed = co_await committing;
  if (!committed) co_return committed;

  CommittedBatch batch;
  batch.base = appended->base_offset;
  batch.end = end;
  batch.epoch = epoch_;
  batch.timestamp_ms = now;
  batch.leader = node_id_;
  co_return replay_one(batch);
}

Result<Offset> SingleVoterLog::append(const EncodedRecords& records) {
  KLAMM_ASSERT(!records.empty());
  protocol::BatchOptions options;
  options.partition_leader_epoch = epoch_;
  protocol::BatchBuilder builder(options);
  const std::int64_t now = now_ms();
  for (const std::string& record : records) builder.add(now, std::nullopt, as_bytes(record));
  const Result<AppendResult> appended = log_->append_as_leader(Slice(builder.build()), epoch_);
  if (!appended) return appended.error();
  return appended->end_offset();
}

Task<Status> SingleVoterLog::wait_committed(Offset end) { return log_->wait_durable(end); }

Task<Status> SingleVoterLog::close() {
  // The log manager writes and syncs the log with all others when it closes.
  log_.reset();
  co_return Status();
}

}  // namespace klamm::replication
