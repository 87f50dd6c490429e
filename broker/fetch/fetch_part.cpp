#include "broker/fetch/fetch_part.h"

#include <algorithm>

#include "broker/broker_shard.h"

namespace klamm::broker {

using replication::DataWatcher;
using replication::Isolation;
using replication::Partition;

namespace {

constexpr std::size_t kReadsAtATime = 8;

DataWatcher::Bound bound_of(Isolation isolation) {
  switch (isolation) {
    case Isolation::kReadUncommitted: return DataWatcher::Bound::kHighWatermark;
    case Isolation::kReadCommitted: return DataWatcher::Bound::kLastStableOffset;
    case Isolation::kReplica: return DataWatcher::Bound::kLogEnd;
  }
  return DataWatcher::Bound::kHighWatermark;
}

// KIP-595: a reader whose last record is of an epoch that ended earlier here must truncate. True if it must.
bool diverges(const Partition& partition, const FetchQuestion& question, FetchAnswer& answer) {
  if (question.last_fetched_epoch.value < 0) return false;
  const EpochEnd end = partition.log()->end_offset_for_epoch(question.last_fetched_epoch);
  if (end.epoch.value < 0) {
    // The log knows neither the epoch nor an earlier one.
    answer.error = ErrorCode::kOffsetOutOfRange;
    return true;
  }
  if (end.epoch < question.last_fetched_epoch || end.end_offset < question.offset) {
    answer.diverging_epoch = end.epoch;
    answer.diverging_end = end.end_offset;
    return true;
  }
  return false;
}

}  // namespace

FetchPart::FetchPart(BrokerShard& on, ShardId origin, Wake& wake, Isolation isolation,
                     std::vector<FetchQuestion> questions)
    : on_(on), origin_(origin), wake_(wake), isolation_(isolation), questions_(std::move(questions)) {
  seen_.resize(questions_.size());
  message_.part = this;
  message_.run = [](Message& message) {
    FetchPart& part = *static_cast<WakeMessage&>(message).part;
    part.message_posted_.store(false, std::memory_order_release);
    part.wake_.woken = true;
    part.wake_.signal.notify_all();
  };
}

FetchPart::~FetchPart() {
  const bool idle = watchers_.empty() && !message_posted_.load(std::memory_order_acquire);
  KLAMM_ASSERT(idle || Scheduler::abandoning());
}

void FetchPart::leave() { watchers_.clear(); }

void FetchPart::on_notify(DataWatcher& watcher, DataWatcher::Why /*why*/) {
  FetchPart& part = *static_cast<FetchPart*>(watcher.owner);
  if (part.message_posted_.exchange(true, std::memory_order_acq_rel)) return;
  part.message_.next.store(nullptr, std::memory_order_relaxed);
  part.on_.env().mailboxes.post(part.origin_, part.message_);
}

void FetchPart::start_watching() {
  for (std::size_t i = 0; i < questions_.size(); ++i) {
    const std::shared_ptr<Partition> partition = on_.partitions().find(questions_[i].id);
    if (partition == nullptr) continue;  // has been answered with an error, so nobody waits
    DataWatcher& watcher = watchers_.emplace_back(&FetchPart::on_notify, this);
    partition->watch(watcher, bound_of(isolation_), seen_[i]);
  }
}

// An upper bound of what a pass may bring into memory.
std::size_t FetchPart::expected_bytes(std::size_t bytes_max) const {
  std::size_t expected = 0;
  for (const FetchQuestion& question : questions_) {
    const std::shared_ptr<Partition> partition = on_.partitions().find(question.id);
    if (partition == nullptr || !partition->is_leader() || question.offset >= partition->read_bound(isolation_))
      continue;
    expected += std::min<std::size_t>(question.bytes_max, partition->log()->size_bytes());
  }
  return std::min(expected, bytes_max);
}

Task<FetchAnswer> FetchPart::read(FetchQuestion question, std::size_t bytes_max, bool at_least_one_batch) {
  FetchAnswer answer;
  const std::shared_ptr<Partition> partition = on_.partitions().find(question.id);
  if (partition == nullptr) {
    answer.error = ErrorCode::kNotLeaderOrFollower;
    co_return answer;
  }
  answer.error = partition->check_leader(question.current_leader_epoch);
  if (answer.error != ErrorCode::kNone) co_return answer;
  const std::optional<protocol::Codec> codec = partition->config().validation.target_codec;
  answer.zstd_topic = codec == protocol::Codec::kZstd;
  if (!diverges(*partition, question, answer)) {
    Task<Result<ReadResult>> reading = partition->read(question.offset, bytes_max, at_least_one_batch, isolation_);
    Result<ReadResult> result = co_await reading;
    if (!result.ok()) {
      answer.error = result.error().code;
      co_return answer;
    }
    answer.records = std::move(result->records);
    answer.aborted = std::move(result->aborted);
  }
  if (answer.error != ErrorCode::kNone) co_return answer;
  answer.high_watermark = partition->high_watermark();
  answer.last_stable_offset = partition->last_stable_offset();
  answer.log_start_offset = partition->log_start_offset();
  on_.request_metrics().count_fetched(partition->topic(), static_cast<std::int64_t>(answer.records.size()));
  co_return answer;
}

// What is read now is seen: what comes while this reads is not, and will wake.
void FetchPart::note_seen(std::size_t question) {
  const std::shared_ptr<Partition> partition = on_.partitions().find(questions_[question].id);
  seen_[question] = partition == nullptr ? Offset(0) : partition->read_bound(isolation_);
}

Task<FetchPass> FetchPart::pass(FetchLimits limits) {
  watchers_.clear();
  FetchPass pass;
  pass.answers.reserve(questions_.size());
  MemoryBudget& memory = on_.env().memory;
  const std::size_t expected = std::min(expected_bytes(limits.bytes_max), memory.pool().limit() / 2);
  if (expected > 0) pass.memory = co_await memory.admit(expected);
  // Several are read at once, as long as all that they may bring fits.
  std::deque<Reading> under_way;
  std::size_t reserved = 0;
  std::size_t next = 0;
  for (std::size_t i = 0; i < questions_.size(); ++i) {
    const FetchQuestion& question = questions_[i];
    const bool first = pass.bytes == 0 && !pass.withheld;
    while (next < questions_.size() && under_way.size() < kReadsAtATime) {
      const std::size_t room = limits.bytes_max - std::min(limits.bytes_max, pass.bytes + reserved);
      const std::size_t bytes_max = std::min(questions_[next].bytes_max, room);
      if (next > i && bytes_max < questions_[next].bytes_max) break;
      reserved += bytes_max;
      note_seen(next);
      const bool whole = next == i && first && limits.first_whole;
      under_way.push_back(Reading{.answer = read(questions_[next], bytes_max, whole), .bytes_max = bytes_max});
      ++next;
    }
    Task<FetchAnswer> reading = std::move(under_way.front().answer);
    const std::size_t bytes_max = under_way.front().bytes_max;
    reserved -= bytes_max;
    under_way.pop_front();
    FetchAnswer answer = co_await reading;
    const bool nothing = answer.error == ErrorCode::kNone && answer.diverging_end.value < 0 && answer.records.empty() &&
                         question.offset < seen_[i];
    if (nothing && first && limits.first_whole && i > 0) {
      // Nobody knew that it would be the first one.
      Task<FetchAnswer> again = read(question, bytes_max, true);
      answer = co_await again;
    }
    pass.bytes += answer.records.size();
    if (answer.error != ErrorCode::kNone || answer.diverging_end.value >= 0) {
      pass.immediate = true;
    } else if (first && answer.records.empty() && question.offset < seen_[i]) {
      pass.withheld = true;
    }
    pass.answers.push_back(std::move(answer));
  }
  if (limits.watch && !pass.immediate && pass.bytes < limits.bytes_wanted) {
    // The client waits; what was read is read again when there is more, so it is not kept in memory.
    start_watching();
  }
  co_return pass;
}

}  // namespace klamm::broker
