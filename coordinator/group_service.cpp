// The group service: partitions that come and go, the path of the writes, time. The requests are in group_requests.cpp.
#include "coordinator/group_service.h"

#include <array>
#include <string>
#include <utility>

#include "coordinator/group_service_metrics.h"
#include "coordinator/hosted_partition.h"
#include "coordinator/java_string.h"
#include "protocol/compression/codec.h"
#include "protocol/records/batch.h"
#include "protocol/records/builder.h"
#include "protocol/records/record.h"

namespace klamm::coordinator {
namespace {

// Of one compressed batch of __consumer_offsets, which our own never are: a log that was taken over may hold some.
constexpr std::size_t kDecompressedBatchBytesMax = std::size_t{256} << 20;

// What the error of an append says about the batch; see CoordinatorLog::append().
enum class AppendOutcome : std::uint8_t { kCommitted, kRefused, kUnknown, kNotLeader };

AppendOutcome outcome_of(ErrorCode code) {
  if (code == ErrorCode::kNone) return AppendOutcome::kCommitted;
  if (code == ErrorCode::kRequestTimedOut || code == ErrorCode::kNotEnoughReplicasAfterAppend) {
    return AppendOutcome::kUnknown;
  }
  if (code == ErrorCode::kNotLeaderOrFollower || code == ErrorCode::kFencedLeaderEpoch ||
      code == ErrorCode::kKafkaStorageError) {
    return AppendOutcome::kNotLeader;
  }
  return AppendOutcome::kRefused;
}

std::size_t record_size_max(const CoordinatorRecord& record) {
  return protocol::BatchBuilder::record_size_max(record.key.size(), record.value ? record.value->size() : 0);
}

void add(protocol::BatchBuilder& builder, const CoordinatorRecord& record, std::int64_t wall_ms) {
  std::optional<ByteView> value;
  if (record.value) value = as_bytes(*record.value);
  builder.add(wall_ms, as_bytes(record.key), value);
}

// Moves the front of the queue into the batch as far as it fits. Empty where not even one record does.
std::vector<CoordinatorRecord> take_fitting(HostedPartition::Queued& queued, protocol::BatchBuilder& builder,
                                            std::size_t limit_bytes, std::int64_t wall_ms) {
  std::vector<CoordinatorRecord>& records = queued.write.records;
  std::size_t size_bytes = builder.size_bytes();
  std::size_t count = 0;
  while (count < records.size() && size_bytes + record_size_max(records[count]) <= limit_bytes) {
    size_bytes += record_size_max(records[count++]);
  }
  // All of it belongs together, so it waits for a batch of its own.
  if (queued.write.atomic && count < records.size()) return {};
  std::vector<CoordinatorRecord> taken;
  for (std::size_t i = 0; i < count; ++i) {
    add(builder, records[i], wall_ms);
    taken.push_back(std::move(records[i]));
  }
  records.erase(records.begin(), records.begin() + static_cast<std::ptrdiff_t>(count));
  return taken;
}

}  // namespace

class GroupService::MemberIds : public MemberIdSource {
 public:
  explicit MemberIds(Rng rng) : rng_(rng) {}

  std::string next(std::string_view prefix) override {
    const Uuid uuid = rng_.uuid();
    static constexpr std::string_view kHex = "0123456789abcdef";
    std::string id(prefix);
    id.push_back('-');
    for (std::size_t i = 0; i < uuid.bytes.size(); ++i) {
      if (i == 4 || i == 6 || i == 8 || i == 10) id.push_back('-');
      id.push_back(kHex[uuid.bytes[i] >> 4U]);
      id.push_back(kHex[uuid.bytes[i] & 15U]);
    }
    return id;
  }

 private:
  Rng rng_;
};

GroupService::GroupService(Env& env, const GroupConfig& config, std::int32_t offsets_partition_count)
    : env_(env),
      log_(env.log.module("coordinator")),
      config_(config),
      offsets_partition_count_(offsets_partition_count),
      member_ids_(std::make_unique<MemberIds>(env.rng.fork("group member ids"))),
      metrics_(std::make_unique<Metrics>(env.metrics)) {}

GroupService::~GroupService() { KLAMM_ASSERT(hosted_.empty() || Scheduler::abandoning()); }

Now GroupService::now() const { return {env_.now() / kNsPerMs, env_.wall_ms()}; }

void GroupService::lead(PartitionId partition, LeaderEpoch epoch, std::shared_ptr<CoordinatorLog> log) {
  const auto found = hosted_.find(partition);
  if (found != hosted_.end()) {
    if (found->second->epoch >= epoch) return;
    resign(partition);
  }
  HostedPtr hosted = std::make_shared<HostedPartition>(*this, partition, epoch, std::move(log));
  hosted_[partition] = hosted;
  scope_.spawn(run(std::move(hosted)));
}

void GroupService::resign(PartitionId partition) {
  const auto found = hosted_.find(partition);
  if (found == hosted_.end()) return;
  const HostedPtr hosted = found->second;
  hosted_.erase(found);
  hosted->gone = true;
  unload(*hosted);
}

void GroupService::topic_deleted(std::string_view topic, const TopicId& topic_id) {
  for (const auto& [id, hosted] : hosted_) {
    if (hosted->phase != HostedPartition::Phase::kActive) continue;
    Effects effects;
    hosted->state->delete_topic_offsets(topic, topic_id, effects);
    for (const Write& write : effects.writes) metrics_->offset_deletions->add(write.records.size());
    carry_out(*hosted, effects, nullptr);
  }
}

Task<void> GroupService::stop() {
  while (!hosted_.empty()) resign(hosted_.begin()->first);
  co_await scope_.join();
}

bool GroupService::loading() const {
  for (const auto& [id, hosted] : hosted_) {
    if (hosted->phase == HostedPartition::Phase::kLoading) return true;
  }
  return false;
}

Task<void> GroupService::run(HostedPtr hosted) {
  while (!hosted->gone) {
    const MonotonicNs began = env_.now();
    const Status loaded = co_await load(hosted);
    if (hosted->gone) co_return;
    if (!loaded.ok()) {
      log_.error("cannot load a partition of the group coordinator",
                 {{"partition", hosted->id}, {"error", loaded.error()}});
      hosted->phase = HostedPartition::Phase::kFailed;
      hosted->state.reset();
      co_return;
    }
    hosted->phase = HostedPartition::Phase::kActive;
    // Fifty partitions start with a broker, and most of them hold nothing.
    const bool holds_something = hosted->state->group_count() > 0 || hosted->state->offsets().count() > 0;
    const LogLevel level = holds_something ? LogLevel::kInfo : LogLevel::kDebug;
    log_.write(level, "partition of the group coordinator loaded",
               {{"partition", hosted->id},
                {"leader_epoch", hosted->epoch},
                {"groups", hosted->state->group_count()},
                {"offsets", hosted->state->offsets().count()},
                {"ms", (env_.now() - began) / kNsPerMs}});
    Effects effects;
    hosted->state->loaded(now(), effects);
    carry_out(*hosted, effects, nullptr);
    env_.timers.set(hosted->expiry_timer, env_.now() + config_.retention_check_interval_ms * kNsPerMs);
    co_await flush(hosted);
    if (hosted->phase == HostedPartition::Phase::kFailed) co_return;
  }
}

Task<Status> GroupService::load(HostedPtr hosted) {
  hosted->state = std::make_unique<GroupPartition>(config_, *member_ids_);
  Offset next(0);
  while (true) {
    Result<BufferChain> read = co_await hosted->log->read(next);
    if (hosted->gone) co_return Status();
    if (!read.ok()) co_return read.error();
    if (read->empty()) co_return Status();
    const Buffer bytes = read->slices().size() == 1 ? Buffer() : read->flatten();
    const ByteView batches = bytes ? ByteView(bytes.data(), bytes.size()) : read->slices().front().bytes;
    const Offset before = next;
    const Status status = replay(*hosted, batches, next);
    if (!status.ok()) co_return status.error();
    if (next.value <= before.value) {
      co_return Error(ErrorCode::kCorruptMessage,
                      "the log gave no batch behind offset " + std::to_string(before.value));
    }
  }
}

// A record that does not decode is skipped: it may come from a later version. A batch that does not is damage.
Status GroupService::replay(HostedPartition& hosted, ByteView batches, Offset& next) {
  protocol::BatchRun run(batches);
  protocol::Decompressor decompressor;
  while (true) {
    Result<std::optional<protocol::BatchView>> step = run.next();
    if (!step.ok()) return step.error();
    if (!step->has_value()) return {};
    const protocol::BatchView& batch = **step;
    if (batch.next_offset().value <= next.value) continue;
    next = batch.next_offset();
    if (batch.is_control()) continue;
    if (batch.is_transactional()) {
      log_.warn("offsets of a transaction were skipped", {{"partition", hosted.id}, {"offset", batch.base_offset()}});
      continue;
    }
    std::vector<std::uint8_t> body;
    if (!batch.codec()) return Error(ErrorCode::kCorruptMessage, "unknown codec");
    if (*batch.codec() != protocol::Codec::kNone) {
      Status status = decompress_all(decompressor, *batch.codec(), batch.body(), kDecompressedBatchBytesMax, body);
      if (!status.ok()) return status.error();
    }
    protocol::RecordIterator records(batch, *batch.codec() == protocol::Codec::kNone ? batch.body() : ByteView(body));
    while (true) {
      Result<std::optional<protocol::RecordView>> record = records.next();
      if (!record.ok()) return record.error();
      if (!record->has_value()) break;
      const protocol::RecordView& view = **record;
      std::int16_t skipped_type = -1;
      const Status status = hosted.state->replay(view.key.value_or(ByteView()), view.value, skipped_type);
      if (!status.ok()) {
        log_.warn("a record of the group coordinator was skipped",
                  {{"partition", hosted.id}, {"offset", view.offset}, {"error", status.error()}});
      } else if (skipped_type != -1) {
        log_.debug("a record of a later version was skipped",
                   {{"partition", hosted.id}, {"offset", view.offset}, {"type", skipped_type}});
      }
    }
  }
}

Task<void> GroupService::flush(HostedPtr hosted) {
  while (true) {
    while (hosted->queue.empty() && !hosted->gone && hosted->phase == HostedPartition::Phase::kActive) {
      co_await hosted->work.wait();
    }
    if (hosted->gone || hosted->phase != HostedPartition::Phase::kActive) co_return;
    protocol::BatchBuilder builder(protocol::BatchOptions{});
    const std::size_t limit_bytes = hosted->log->batch_bytes_max();
    bool too_large = false;
    while (!hosted->queue.empty()) {
      HostedPartition::Queued& front = hosted->queue.front();
      std::vector<CoordinatorRecord> records = take_fitting(front, builder, limit_bytes, env_.wall_ms());
      if (records.empty()) {
        too_large = builder.empty();
        break;
      }
      const bool last = front.write.records.empty();
      hosted->in_flight.push_back({front.write.id, front.write.group_id, std::move(records), front.waiter, last});
      if (!last) break;
      hosted->queue.pop_front();
    }
    if (too_large) {
      HostedPartition::Queued front = std::move(hosted->queue.front());
      hosted->queue.pop_front();
      hosted->in_flight.push_back(
          {front.write.id, front.write.group_id, std::move(front.write.records), front.waiter, true});
      batch_ended(*hosted, ErrorCode::kMessageTooLarge);
      continue;
    }
    Slice batch(builder.build());
    const Status status = co_await hosted->log->append(std::move(batch));
    if (hosted->gone) co_return;
    batch_ended(*hosted, status);
  }
}

void GroupService::batch_ended(HostedPartition& hosted, const Status& status) {
  const AppendOutcome outcome = outcome_of(status.code());
  if (outcome != AppendOutcome::kCommitted) {
    log_.warn("the group coordinator's records were not written",
              {{"partition", hosted.id}, {"error", status.error()}});
  }
  if (outcome == AppendOutcome::kUnknown || outcome == AppendOutcome::kNotLeader) {
    // What is in the log is known to the log only: it is read again, or whoever leads now reads it.
    hosted.phase =
        outcome == AppendOutcome::kUnknown ? HostedPartition::Phase::kLoading : HostedPartition::Phase::kFailed;
    for (HostedPartition::Part& part : hosted.in_flight) {
      if (part.waiter != nullptr && part.last) part.waiter->ended(coordinator_error(status.code()));
      part.waiter = nullptr;
    }
    unload(hosted);
    return;
  }
  const bool durable = outcome == AppendOutcome::kCommitted;
  std::vector<HostedPartition::Part> parts = std::exchange(hosted.in_flight, {});
  for (HostedPartition::Part& part : parts) {
    hosted.state->settle(part.records, durable);
    if (!part.last && durable) continue;
    if (!part.last) {
      // The rest of it is in front of the queue, and must not come into the log without its beginning.
      hosted.state->settle(hosted.queue.front().write.records, false);
      hosted.queue.pop_front();
    }
    Effects effects;
    hosted.state->finished(part.id, part.group_id, status.code(), now(), effects);
    ++hosted.writes_ended;
    if (part.waiter != nullptr) part.waiter->ended(coordinator_error(status.code()));
    carry_out(hosted, effects, nullptr);
  }
  hosted.progress.notify_all();
}

void GroupService::unload(HostedPartition& hosted) {
  hosted.timer.cancel();
  hosted.expiry_timer.cancel();
  Effects effects;
  if (hosted.state != nullptr) hosted.state->unload(ErrorCode::kNotCoordinator, effects);
  for (Effects::JoinAnswer& answer : effects.joins) tell_joined(answer);
  for (Effects::SyncAnswer& answer : effects.syncs) tell_synced(answer);
  for (const HostedPartition::Part& part : hosted.in_flight) {
    // The waiter of a write that was cut hangs on its rest, too.
    if (part.waiter != nullptr && part.last) part.waiter->ended(ErrorCode::kNotCoordinator);
  }
  for (const HostedPartition::Queued& queued : hosted.queue) {
    if (queued.waiter != nullptr) queued.waiter->ended(ErrorCode::kNotCoordinator);
  }
  hosted.in_flight.clear();
  hosted.queue.clear();
  hosted.writes_ended = hosted.writes_queued;
  hosted.state.reset();
  update_metrics(hosted);
  hosted.work.notify_all();
  hosted.progress.notify_all();
}

void GroupService::carry_out(HostedPartition& hosted, Effects& effects, WriteWaiter* waiter) {
  for (Effects::JoinAnswer& answer : effects.joins) tell_joined(answer);
  for (Effects::SyncAnswer& answer : effects.syncs) tell_synced(answer);
  for (Write& write : effects.writes) {
    ++hosted.writes_queued;
    if (waiter != nullptr) ++waiter->remaining;
    hosted.queue.push_back({std::move(write), waiter});
  }
  if (!hosted.queue.empty()) hosted.work.notify_all();
  effects = Effects{};
  set_timer(hosted);
  update_metrics(hosted);
}

void GroupService::tell_joined(Effects::JoinAnswer& answer) {
  const auto found = joining_.find(answer.request);
  KLAMM_ASSERT(found != joining_.end());
  JoinWaiter& waiter = *found->second;
  joining_.erase(found);
  waiter.result = std::move(answer.result);
  waiter.ready.notify_all();
}

void GroupService::tell_synced(Effects::SyncAnswer& answer) {
  const auto found = syncing_.find(answer.request);
  KLAMM_ASSERT(found != syncing_.end());
  SyncWaiter& waiter = *found->second;
  syncing_.erase(found);
  waiter.result = std::move(answer.result);
  waiter.ready.notify_all();
}

void GroupService::set_timer(HostedPartition& hosted) {
  const std::int64_t deadline_ms = hosted.state->next_deadline();
  if (deadline_ms == kNoDeadline) {
    hosted.timer.cancel();
    return;
  }
  const MonotonicNs deadline = deadline_ms * kNsPerMs;
  if (!hosted.timer.armed() || hosted.timer.deadline() != deadline) env_.timers.set(hosted.timer, deadline);
}

void HostedPartition::timer_fired(Timer& fired) {
  auto& hosted = *static_cast<HostedPartition*>(fired.owner);
  hosted.service.on_time(hosted);
}

void HostedPartition::expiry_fired(Timer& fired) {
  auto& hosted = *static_cast<HostedPartition*>(fired.owner);
  hosted.service.expire(hosted);
}

void GroupService::on_time(HostedPartition& hosted) {
  Effects effects;
  hosted.state->on_time(now(), effects);
  carry_out(hosted, effects, nullptr);
}

void GroupService::expire(HostedPartition& hosted) {
  env_.timers.set(hosted.expiry_timer, env_.now() + config_.retention_check_interval_ms * kNsPerMs);
  if (hosted.expiry.remaining > 0) return;  // the log is slower than time: what was found before is enough for now
  Effects effects;
  hosted.state->expire(now(), effects);
  for (const Write& write : effects.writes) metrics_->offset_expirations->add(write.records.size());
  carry_out(hosted, effects, &hosted.expiry);
}

void GroupService::update_metrics(HostedPartition& hosted) {
  const GroupCounts counts = hosted.state == nullptr ? GroupCounts{} : hosted.state->counts();
  const auto offsets = hosted.state == nullptr ? 0 : static_cast<std::int64_t>(hosted.state->offsets().count());
  for (std::size_t i = 0; i < kGroupStateCount; ++i) {
    const std::int64_t change = counts.by_state[i] - hosted.reported.by_state[i];
    if (change == 0) continue;
    metrics_->groups_by_state[i]->add(change);
    metrics_->groups->add(change);
  }
  if (counts.completed_rebalances > hosted.reported.completed_rebalances) {
    metrics_->completed_rebalances->add(counts.completed_rebalances - hosted.reported.completed_rebalances);
  }
  if (offsets != hosted.reported_offsets) metrics_->offsets->add(offsets - hosted.reported_offsets);
  hosted.reported = counts;
  hosted.reported_offsets = offsets;
}

}  // namespace klamm::coordinator
