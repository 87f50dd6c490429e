#include "replication/partition/partition.h"

#include <algorithm>
#include <utility>

namespace klamm::replication {

void DataWatcher::cancel() {
  if (partition_ == nullptr) return;
  if (previous_ != nullptr) previous_->next_ = next_;
  else partition_->watchers_ = next_;
  if (next_ != nullptr) next_->previous_ = previous_;
  partition_ = nullptr;
  next_ = previous_ = nullptr;
}

// Suspends until served, refused or late. Lives in the waiting coroutine's frame, linked while it is suspended.
class Partition::OffsetWait {
 public:
  OffsetWait(WaitList& list, Offset end, TimerWheel& timers, MonotonicNs deadline)
      : list_(list), end_(end), timers_(timers), deadline_(deadline), timer_(&OffsetWait::late, this) {}
  ~OffsetWait() { KLAMM_ASSERT(!linked_ || Scheduler::abandoning()); }
  OffsetWait(const OffsetWait&) = delete;
  OffsetWait& operator=(const OffsetWait&) = delete;

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> waiter) {
    waiter_ = &resume_node(waiter);
    link();
    if (deadline_ != kNever) timers_.set(timer_, deadline_);
  }
  ErrorCode await_resume() const noexcept { return outcome_; }

  [[nodiscard]] Offset end() const { return end_; }
  void finish(ErrorCode outcome) {
    outcome_ = outcome;
    timer_.cancel();
    unlink();
    Scheduler::current().push(*waiter_);
  }

 private:
  static void late(Timer& timer) { static_cast<OffsetWait*>(timer.owner)->finish(ErrorCode::kRequestTimedOut); }
  void link() {
    // Appends wait in the order of the log, so the place is nearly always the last one.
    previous_ = list_.last;
    while (previous_ != nullptr && previous_->end_ > end_) previous_ = previous_->previous_;
    next_ = previous_ == nullptr ? list_.first : previous_->next_;
    (previous_ == nullptr ? list_.first : previous_->next_) = this;
    (next_ == nullptr ? list_.last : next_->previous_) = this;
    linked_ = true;
  }
  void unlink() {
    (previous_ == nullptr ? list_.first : previous_->next_) = next_;
    (next_ == nullptr ? list_.last : next_->previous_) = previous_;
    linked_ = false;
  }

  WaitList& list_;
  const Offset end_;
  TimerWheel& timers_;
  const MonotonicNs deadline_;
  Timer timer_;
  ReadyNode* waiter_ = nullptr;
  OffsetWait* next_ = nullptr;
  OffsetWait* previous_ = nullptr;
  bool linked_ = false;
  ErrorCode outcome_ = ErrorCode::kNone;
};

Partition::Partition(Env& env, TopicIdPartition id, std::string topic, Voter self, std::shared_ptr<PartitionLog> log,
                     Status open_error, LogManager* logs)
    : env_(env),
      id_(id),
      topic_(std::move(topic)),
      logs_(logs),
      open_error_(open_error.ok() ? nullptr : std::make_unique<const Error>(open_error.error())),
      config_(std::make_shared<const PartitionConfig>()),
      core_(self) {
  KLAMM_ASSERT((log != nullptr) == (open_error_ == nullptr));
  if (log == nullptr) return;
  if (!log->recovering() || !log->usable().ok()) {
    take_log(std::move(log));
    return;
  }
  KLAMM_ASSERT(logs_ != nullptr);
  attaching_ = std::make_unique<Attaching>(std::move(log));
}

void Partition::take_log(std::shared_ptr<PartitionLog> log) {
  log_ = std::move(log);
  // How far the cluster had committed is learnt again from the voters; until then nobody is shown more than the start.
  core_.restore(log_->latest_epoch(), log_->latest_epoch(), log_->log_end_offset(), log_->log_start_offset());
  log_->set_observer(this);
}

void Partition::attach(const PartitionImage& image, bool registered) {
  if (closed_ || !recovering()) return;
  const std::unique_ptr<Attaching> attaching = std::move(attaching_);
  take_log(std::move(attaching->log));
  share_log_config();
  partition_epoch_ = -1;
  apply(image, registered);
  attaching->done.notify_all();
}

void Partition::log_moved(const std::shared_ptr<PartitionLog>& from, const std::shared_ptr<PartitionLog>& to) {
  if (recovering() && attaching_->log == from) attaching_->log = to;
  if (log_ != from) return;
  log_->set_observer(nullptr);
  log_ = to;
  if (closed_) return;  // the old one is nobody's any more: the store that it was in may end
  log_->set_observer(this);
  share_log_config();
}

Task<void> Partition::wait_attached(MonotonicNs deadline) {
  while (recovering()) {
    const bool notified = co_await attaching_->done.wait_until(env_.timers, deadline);
    if (!notified) co_return;
  }
}

Partition::~Partition() {
  // In a killed process nobody is told anything, and the waits and watchers may be gone already.
  if (!Scheduler::abandoning()) close();
}

void Partition::close() {
  if (closed_) return;
  closed_ = true;
  core_.step_down();
  fail_waits(ErrorCode::kNotLeaderOrFollower);
  notify_watchers(true);
  if (recovering()) attaching_->done.notify_all();
  attaching_.reset();
  if (log_ != nullptr) log_->set_observer(nullptr);
}

Voters Partition::voters_of(const PartitionImage& image) const {
  Voters voters;
  for (const BrokerId broker : image.isr) {
    if (broker == core_.self().broker) {
      voters.push_back(core_.self());  // the image learns later in which of several log directories the replica lies
      continue;
    }
    const auto replica = std::find(image.replicas.begin(), image.replicas.end(), broker);
    const auto index = static_cast<std::size_t>(replica - image.replicas.begin());
    voters.push_back({broker, index < image.directories.size() ? image.directories[index] : Uuid()});
  }
  return voters;
}

void Partition::lead(const PartitionImage& image) {
  if (log_ == nullptr) {
    core_.step_down();  // why it was not opened has been said
    return;
  }
  const bool voter = std::find(image.isr.begin(), image.isr.end(), core_.self().broker) != image.isr.end();
  if (!voter || image.leader_epoch < core_.promised_epoch()) {
    // The log holds records of a later epoch than the metadata knows: the two are not of one cluster's history.
    env_.log.module("partition")
        .error("cannot lead", {{"topic", topic_},
                               {"partition", id_.partition},
                               {"epoch", image.leader_epoch},
                               {"log_epoch", core_.promised_epoch()}});
    core_.step_down();
    return;
  }
  if (is_leader() && image.leader_epoch == core_.promised_epoch()) {
    core_.voters_committed(voters_of(image));
    return;
  }
  core_.lead(image.leader_epoch, voters_of(image), static_cast<std::size_t>(effective_min_insync_replicas()));
}

void Partition::apply(const PartitionImage& image, bool registered) {
  if (closed_ || image.partition_epoch <= partition_epoch_) return;
  const bool new_leader = image.leader != leader_ || image.leader_epoch != leader_epoch_;
  partition_epoch_ = image.partition_epoch;
  leader_ = image.leader;
  leader_epoch_ = image.leader_epoch;
  replica_count_ = static_cast<std::int32_t>(image.replicas.size());
  if (recovering()) return notify_watchers(new_leader);
  if (image.leader == core_.self().broker && registered) lead(image);
  else if (core_.role() != ReplicaCore::Role::kNone) core_.step_down();
  if (!is_leader()) fail_waits(ErrorCode::kNotLeaderOrFollower);
  serve_waits();
  notify_watchers(new_leader);
}

void Partition::share_log_config() { log_->reconfigure(std::shared_ptr<const LogConfig>(config_, &config_->log)); }

void Partition::reconfigure(std::shared_ptr<const PartitionConfig> config) {
  config_ = std::move(config);
  if (log_ != nullptr) share_log_config();
  if (!is_leader()) return;
  core_.set_insync_min(static_cast<std::size_t>(effective_min_insync_replicas()));
  serve_waits();
  notify_watchers(false);
}

ErrorCode Partition::check_leader() const {
  if (closed_) return ErrorCode::kNotLeaderOrFollower;
  if (recovering()) {
    logs_->hurry(id_);
    return ErrorCode::kNotLeaderOrFollower;
  }
  if (open_error_ != nullptr) return open_error_->code;
  const Status usable = log_->usable();
  if (!usable) return usable.code();
  return is_leader() ? ErrorCode::kNone : ErrorCode::kNotLeaderOrFollower;
}

ErrorCode Partition::check_leader(LeaderEpoch clients_epoch) const {
  if (clients_epoch != kNoLeaderEpoch) {
    if (clients_epoch < leader_epoch_) return ErrorCode::kFencedLeaderEpoch;
    if (clients_epoch > leader_epoch_) return ErrorCode::kUnknownLeaderEpoch;
  }
  return check_leader();
}

std::int32_t Partition::effective_min_insync_replicas() const {
  return std::clamp(config_->min_insync_replicas, 1, std::max(replica_count_, 1));
}

Offset Partition::log_start_offset() const { return log_ == nullptr ? Offset(0) : log_->log_start_offset(); }
Offset Partition::log_end_offset() const { return log_ == nullptr ? Offset(0) : log_->log_end_offset(); }

Offset Partition::high_watermark() const {
  // DeleteRecords may be ahead of a high watermark that a restarted replica still has to learn.
  return std::max(core_.high_watermark(), log_start_offset());
}

Offset Partition::last_stable_offset() const {
  if (log_ == nullptr) return Offset(0);
  const std::optional<Offset> unstable = log_->first_unstable_offset();
  return unstable ? std::min(*unstable, high_watermark()) : high_watermark();
}

Offset Partition::read_bound(Isolation isolation) const {
  switch (isolation) {
    case Isolation::kReadUncommitted: return high_watermark();
    case Isolation::kReadCommitted: return last_stable_offset();
    case Isolation::kReplica: return log_end_offset();
  }
  return high_watermark();
}

Offset Partition::bound_of(DataWatcher::Bound bound) const {
  switch (bound) {
    case DataWatcher::Bound::kHighWatermark: return high_watermark();
    case DataWatcher::Bound::kLastStableOffset: return last_stable_offset();
    case DataWatcher::Bound::kLogEnd: return log_end_offset();
  }
  return high_watermark();
}

Result<AppendResult> Partition::append(Slice batches, Acks acks) {
  const ErrorCode problem = check_leader();
  if (problem != ErrorCode::kNone) return problem;
  const auto voters = static_cast<std::int32_t>(core_.voters().size());
  if (acks == Acks::kAll && voters < effective_min_insync_replicas()) return ErrorCode::kNotEnoughReplicas;
  Result<AppendResult> appended = log_->append_as_leader(std::move(batches), leader_epoch_);
  if (!appended || appended->duplicate) return appended;
  core_.appended(log_->log_end_offset());
  notify_watchers(false);
  return appended;
}

Task<Status> Partition::wait_for_room() {
  Status waited;
  while (log_ != nullptr && !closed_ && !log_->has_room()) {
    const std::shared_ptr<PartitionLog> log = log_;
    Task<Status> waiting = log->wait_for_room();
    waited = co_await waiting;
    if (log == log_) break;
  }
  co_return waited;
}

Task<void> Partition::wait_moved() {
  if (!moving()) co_return;
  const std::shared_ptr<PartitionLog> log = log_;
  Task<void> waiting = log->wait_moved();
  co_await waiting;
}

Task<Status> Partition::wait_for(WaitList& list, Offset end, MonotonicNs deadline) {
  OffsetWait wait(list, end, env_.timers, deadline);
  const ErrorCode outcome = co_await wait;
  if (outcome == ErrorCode::kNone) co_return Status();
  co_return outcome;
}

Task<Status> Partition::wait_committed(Offset end, MonotonicNs deadline) {
  if (core_.high_watermark() >= end) co_return Status();
  const ErrorCode problem = check_leader();
  if (problem != ErrorCode::kNone) co_return problem;
  Task<Status> waiting = wait_for(commit_waits_, end, deadline);
  Status committed = co_await waiting;
  const bool late = committed.code() == ErrorCode::kRequestTimedOut;
  if (late && static_cast<std::int32_t>(core_.voters().size()) < effective_min_insync_replicas()) {
    co_return ErrorCode::kNotEnoughReplicasAfterAppend;
  }
  co_return committed;
}

Task<Status> Partition::wait_durable(Offset end, MonotonicNs deadline) {
  if (core_.durable_end() >= end) co_return Status();
  const ErrorCode problem = check_leader();
  if (problem != ErrorCode::kNone) co_return problem;
  Task<Status> waiting = wait_for(durable_waits_, end, deadline);
  co_return co_await waiting;
}

void Partition::on_durable(Offset end) {
  core_.durable(end);
  serve_waits();
  notify_watchers(false);
}

void Partition::on_offline(const Error& error) {
  core_.step_down();
  fail_waits(error.code);
  notify_watchers(true);
}

void Partition::serve_waits() {
  while (commit_waits_.first != nullptr && commit_waits_.first->end() <= core_.high_watermark()) {
    commit_waits_.first->finish(ErrorCode::kNone);
  }
  while (durable_waits_.first != nullptr && durable_waits_.first->end() <= core_.durable_end()) {
    durable_waits_.first->finish(ErrorCode::kNone);
  }
}

void Partition::fail_waits(ErrorCode why) {
  while (commit_waits_.first != nullptr) commit_waits_.first->finish(why);
  while (durable_waits_.first != nullptr) durable_waits_.first->finish(why);
}

void Partition::watch(DataWatcher& watcher, DataWatcher::Bound bound, Offset seen) {
  KLAMM_ASSERT(!watcher.watching());
  if (closed_ || bound_of(bound) > seen) {
    watcher.on_notify_(watcher, closed_ ? DataWatcher::Why::kChange : DataWatcher::Why::kData);
    return;
  }
  watcher.partition_ = this;
  watcher.bound_ = bound;
  watcher.seen_ = seen;
  watcher.previous_ = nullptr;
  watcher.next_ = watchers_;
  if (watchers_ != nullptr) watchers_->previous_ = &watcher;
  watchers_ = &watcher;
}

void Partition::notify_watchers(bool change) {
  DataWatcher* watcher = watchers_;
  while (watcher != nullptr) {
    DataWatcher* const next = watcher->next_;
    if (change || bound_of(watcher->bound_) > watcher->seen_) {
      watcher->cancel();
      watcher->on_notify_(*watcher, change ? DataWatcher::Why::kChange : DataWatcher::Why::kData);
    }
    watcher = next;
  }
}

Task<Result<ReadResult>> Partition::read(Offset from, std::size_t size_bytes_max, bool at_least_one_batch,
                                         Isolation isolation) {
  while (true) {
    if (closed_ || recovering()) co_return ErrorCode::kNotLeaderOrFollower;
    if (log_ == nullptr) co_return *open_error_;
    const std::shared_ptr<PartitionLog> log = log_;
    const Offset bound = read_bound(isolation);
    Task<Result<ReadResult>> reading = isolation == Isolation::kReadCommitted
                                           ? log->read_committed(from, size_bytes_max, at_least_one_batch, bound)
                                           : log->read(from, size_bytes_max, at_least_one_batch, bound);
    Result<ReadResult> read = co_await reading;
    // It may have moved to another directory meanwhile, and what was to be read be gone.
    if (read.ok() || log == log_) co_return read;
  }
}

Task<Result<Offset>> Partition::delete_records(Offset offset) {
  const ErrorCode problem = check_leader();
  if (problem != ErrorCode::kNone) co_return problem;
  const Offset target = offset == Offset(-1) ? high_watermark() : offset;
  if (target < Offset(0) || target > high_watermark()) co_return ErrorCode::kOffsetOutOfRange;
  while (true) {
    const std::shared_ptr<PartitionLog> log = log_;
    Task<Status> raising = log->set_log_start_offset(target);
    const Status moved = co_await raising;
    const bool left = moving() || log != log_;
    if (!moved && !left) co_return moved.error();
    if (moved || closed_) break;
    Task<void> settling = wait_moved();
    co_await settling;
    const ErrorCode lost = check_leader();
    if (lost != ErrorCode::kNone) co_return lost;
  }
  co_return log_->log_start_offset();
}

}  // namespace klamm::replication
