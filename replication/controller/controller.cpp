#include "replication/controller/controller.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "runtime/shard/mailbox.h"

namespace klamm::replication {

Controller::Controller(Env& env, ControllerOptions options, MetadataLog& log, const ConfigRules& rules,
                       MetadataPublisher& publisher)
    : options_(std::move(options)),
      log_(log),
      publisher_(publisher),
      logger_(env.log.module("controller")),
      rng_(env.rng.fork("controller")),
      state_(options_.node_id, options_.cluster_id, rules) {
  KLAMM_ASSERT(env.shard == kControllerShard);
}

Controller::~Controller() {
  KLAMM_ASSERT(Scheduler::abandoning() || (scope_.count() == 0 && commands_in_flight_ == 0));
}

Task<Status> Controller::start() {
  Task<Status> opening = log_.open([this](const CommittedBatch& batch) { return state_.replay(batch); });
  Status opened = co_await opening;
  if (!opened) co_return opened;

  const bool founding = state_.latest()->features.empty();
  if (founding) {
    Decision<Status> founded = state_.found();
    Status appended = append(founded);
    if (!appended) co_return appended;
    Task<Status> committing = log_.wait_committed(log_.end());
    Status committed = co_await committing;
    if (!committed) co_return committed;
    decided_.reset();
  }
  MetadataUpdate first;
  first.image = state_.latest();
  first.everything = true;
  first.topics = state_.replayed_deletions();
  Task<void> publishing = publisher_.publish(first);
  co_await publishing;
  published_end_ = decided_end_ = log_.end();
  logger_.info(founding ? "cluster founded" : "metadata replayed", {{"cluster_id", options_.cluster_id},
                                                                    {"epoch", log_.epoch()},
                                                                    {"offset", log_.end()},
                                                                    {"topics", first.image->topics_by_id.size()},
                                                                    {"partitions", first.image->partition_count}});
  scope_.spawn(publish_loop());
  co_return Status();
}

Task<void> Controller::stop() {
  stopping_ = true;
  decided_signal_.notify_all();
  co_await scope_.join();
  // Who waited for a commit has it; who waited for room is told that there will be none.
  while (commands_in_flight_ > 0 || commands_waiting_ > 0) {
    published_signal_.notify_all();
    co_await idle_signal_.wait();
  }
  Task<Status> closing = log_.close();
  const Status closed = co_await closing;
  if (!closed) logger_.error("metadata log not closed", {{"error", closed.error()}});
}

Task<Status> Controller::admit() {
  ++commands_waiting_;
  while (failure_.ok() && !stopping_ && commands_in_flight_ >= options_.commands_in_flight_max) {
    co_await published_signal_.wait();
  }
  --commands_waiting_;
  if (stopping_) idle_signal_.notify_all();
  if (!failure_) co_return failure_;
  if (stopping_) co_return Error(ErrorCode::kBrokerNotAvailable, "the controller is stopping");
  co_return Status();
}

template <class Answer>
Status Controller::append(Decision<Answer>& decision) {
  if (decision.records.empty()) return {};
  // Only a registration makes more records than a batch should hold, and its records need not stand together.
  Offset end{0};
  for (std::size_t from = 0; from < decision.records.size(); from += kRecordsPerCommandMax) {
    const std::size_t to = std::min(decision.records.size(), from + kRecordsPerCommandMax);
    const EncodedRecords batch(std::make_move_iterator(decision.records.begin() + static_cast<std::ptrdiff_t>(from)),
                               std::make_move_iterator(decision.records.begin() + static_cast<std::ptrdiff_t>(to)));
    Result<Offset> appended = log_.append(batch);
    if (!appended) {
      // The state machine is ahead of its log now, for good: nothing may be decided on top of that.
      failure_ = appended.error();
      logger_.error("metadata log failed", {{"error", appended.error()}});
      decided_signal_.notify_all();
      return failure_;
    }
    end = *appended;
  }
  state_.appended(decision.update, end, log_.epoch(), log_.now_ms());
  if (decided_) decided_->merge(decision.update);
  else decided_ = std::move(decision.update);
  decided_end_ = end;
  decided_signal_.notify_all();
  return {};
}

Task<Status> Controller::wait_published(Offset end) {
  while (published_end_ < end && failure_.ok()) co_await published_signal_.wait();
  if (published_end_ >= end) co_return Status();
  co_return failure_;
}

Task<void> Controller::publish_loop() {
  while (true) {
    while (!decided_ && !stopping_ && failure_.ok()) co_await decided_signal_.wait();
    if (!decided_ || !failure_.ok()) break;
    // All that was decided until now shares one commit and one publication; what comes meanwhile shares the next.
    MetadataUpdate update = std::move(*decided_);
    decided_.reset();
    const Offset end = decided_end_;
    Task<Status> committing = log_.wait_committed(end);
    const Status committed = co_await committing;
    if (!committed) {
      failure_ = committed;
      logger_.error("metadata log failed", {{"error", committed.error()}});
      break;
    }
    Task<void> publishing = publisher_.publish(std::move(update));
    co_await publishing;
    published_end_ = end;
    published_signal_.notify_all();
  }
  published_signal_.notify_all();
}

template <class Answer, class Command>
Task<Result<Answer>> Controller::execute(Decision<Answer> (Controller::*decide_command)(const Command&),
                                         Command command) {
  Task<Status> admission = admit();
  const Status admitted = co_await admission;
  if (!admitted) co_return admitted.error();
  ++commands_in_flight_;
  Decision<Answer> decision = (this->*decide_command)(command);
  Status done = append(decision);
  if (done) {
    // A decision that changes nothing waits too: it may rest on one that is not committed yet.
    Task<Status> publication = wait_published(decided_end_);
    done = co_await publication;
  }
  --commands_in_flight_;
  if (stopping_) idle_signal_.notify_all();
  if (!done) co_return done.error();
  co_return std::move(decision.answer);
}

Decision<CreateTopicsResult> Controller::decide(const CreateTopicsCommand& command) {
  return state_.create_topics(command, rng_);
}
Decision<DeleteTopicsResult> Controller::decide(const DeleteTopicsCommand& command) {
  return state_.delete_topics(command);
}
Decision<CreatePartitionsResult> Controller::decide(const CreatePartitionsCommand& command) {
  return state_.create_partitions(command, rng_);
}
Decision<ReassignPartitionsResult> Controller::decide(const ReassignPartitionsCommand& command) {
  return state_.reassign_partitions(command);
}
Decision<AlterConfigsResult> Controller::decide(const AlterConfigsCommand& command) {
  return state_.alter_configs(command);
}
Decision<RegisterBrokerResult> Controller::decide(const RegisterBrokerCommand& command) {
  return state_.register_broker(command, log_.end());
}
Decision<CordonLogDirsResult> Controller::decide(const CordonLogDirsCommand& command) {
  return state_.cordon_log_dirs(command);
}
Decision<AllocateProducerIdsResult> Controller::decide(const AllocateProducerIdsCommand& command) {
  return state_.allocate_producer_ids(command);
}

Task<Result<CreateTopicsResult>> Controller::create_topics(CreateTopicsCommand command) {
  return execute<CreateTopicsResult>(&Controller::decide, std::move(command));
}
Task<Result<DeleteTopicsResult>> Controller::delete_topics(DeleteTopicsCommand command) {
  return execute<DeleteTopicsResult>(&Controller::decide, std::move(command));
}
Task<Result<CreatePartitionsResult>> Controller::create_partitions(CreatePartitionsCommand command) {
  return execute<CreatePartitionsResult>(&Controller::decide, std::move(command));
}
Task<Result<ReassignPartitionsResult>> Controller::reassign_partitions(ReassignPartitionsCommand command) {
  return execute<ReassignPartitionsResult>(&Controller::decide, std::move(command));
}
Task<Result<AlterConfigsResult>> Controller::alter_configs(AlterConfigsCommand command) {
  return execute<AlterConfigsResult>(&Controller::decide, std::move(command));
}
Task<Result<RegisterBrokerResult>> Controller::register_broker(RegisterBrokerCommand command) {
  return execute<RegisterBrokerResult>(&Controller::decide, std::move(command));
}
Task<Result<CordonLogDirsResult>> Controller::cordon_log_dirs(CordonLogDirsCommand command) {
  return execute<CordonLogDirsResult>(&Controller::decide, std::move(command));
}
Task<Result<AllocateProducerIdsResult>> Controller::allocate_producer_ids(AllocateProducerIdsCommand command) {
  return execute<AllocateProducerIdsResult>(&Controller::decide, std::move(command));
}

// A client is copied freely and may go while its call is under way, so the call uses only what it copied at its start.
template <class Answer, class Command>
Task<Result<Answer>> ControllerClient::send(Task<Result<Answer>> (Controller::*method)(Command), Command command) {
  Controller* controller = controller_;
  if (env_->shard == kControllerShard) {
    Task<Result<Answer>> here = (controller->*method)(std::move(command));
    co_return co_await here;
  }
  CallOn call(env_->mailboxes, env_->shard, kControllerShard, *scope_,
              [controller, method, &command] { return (controller->*method)(std::move(command)); });
  co_return co_await call;
}

Task<Result<CreateTopicsResult>> ControllerClient::create_topics(CreateTopicsCommand command) {
  return send(&Controller::create_topics, std::move(command));
}
Task<Result<DeleteTopicsResult>> ControllerClient::delete_topics(DeleteTopicsCommand command) {
  return send(&Controller::delete_topics, std::move(command));
}
Task<Result<CreatePartitionsResult>> ControllerClient::create_partitions(CreatePartitionsCommand command) {
  return send(&Controller::create_partitions, std::move(command));
}
Task<Result<ReassignPartitionsResult>> ControllerClient::reassign_partitions(ReassignPartitionsCommand command) {
  return send(&Controller::reassign_partitions, std::move(command));
}
Task<Result<AlterConfigsResult>> ControllerClient::alter_configs(AlterConfigsCommand command) {
  return send(&Controller::alter_configs, std::move(command));
}
Task<Result<RegisterBrokerResult>> ControllerClient::register_broker(RegisterBrokerCommand command) {
  return send(&Controller::register_broker, std::move(command));
}
Task<Result<CordonLogDirsResult>> ControllerClient::cordon_log_dirs(CordonLogDirsCommand command) {
  return send(&Controller::cordon_log_dirs, std::move(command));
}
Task<Result<AllocateProducerIdsResult>> ControllerClient::allocate_producer_ids(AllocateProducerIdsCommand command) {
  return send(&Controller::allocate_producer_ids, std::move(command));
}

}  // namespace klamm::replication
