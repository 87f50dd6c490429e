// The controller: decides every change of the cluster's metadata, in the place of ZooKeeper and KRaft's controller.
//
// A command is decided at once by the pure state machine (controller_state.h) against the image that includes
// decisions still on their way to the disk; its records are appended to `__cluster_metadata-0` as one batch; once
// they are committed, the image is brought to all shards; then the command is answered. So a client that was told
// "created" can produce at once on any shard, and nothing is visible anywhere before it is durable. Commands that
// come in the same turn share one write.
//
// Controller lives on shard 0. Handlers use the ControllerClient of their own shard.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "replication/controller/commands.h"
#include "replication/controller/config_rules.h"
#include "replication/controller/controller_state.h"
#include "replication/controller/metadata_log.h"
#include "replication/controller/publisher.h"
#include "runtime/base/result.h"
#include "runtime/shard/env.h"
#include "runtime/task/sync.h"
#include "runtime/task/task.h"

namespace klamm::replication {

inline constexpr ShardId kControllerShard{0};

struct ControllerOptions {
  BrokerId node_id;
  std::string cluster_id;
  // Decided but not yet published commands; more wait before they are decided.
  std::size_t commands_in_flight_max = 1024;
};

class Controller {
 public:
  // Everything given must outlive stop(). `log` is opened by start().
  Controller(Env& env, ControllerOptions options, MetadataLog& log, const ConfigRules& rules,
             MetadataPublisher& publisher);
  Controller(const Controller&) = delete;
  Controller& operator=(const Controller&) = delete;
  ~Controller();

  // Replays the log, founds the cluster if it is empty (feature levels), and publishes the first image. The broker
  // registers itself next. After an error there is nothing to stop.
  Task<Status> start();
  // Answers what was decided, refuses what comes (BROKER_NOT_AVAILABLE), closes the log.
  Task<void> stop();

  // Each returns when its records are committed and every shard shows them; at once when it decided nothing. An Error
  // (KAFKA_STORAGE_ERROR, NOT_CONTROLLER, BROKER_NOT_AVAILABLE) means: not known whether it took effect.
  // On the controller's shard only.
  Task<Result<CreateTopicsResult>> create_topics(CreateTopicsCommand command);
  Task<Result<DeleteTopicsResult>> delete_topics(DeleteTopicsCommand command);
  Task<Result<CreatePartitionsResult>> create_partitions(CreatePartitionsCommand command);
  Task<Result<ReassignPartitionsResult>> reassign_partitions(ReassignPartitionsCommand command);
  Task<Result<AlterConfigsResult>> alter_configs(AlterConfigsCommand command);
  Task<Result<RegisterBrokerResult>> register_broker(RegisterBrokerCommand command);
  Task<Result<CordonLogDirsResult>> cordon_log_dirs(CordonLogDirsCommand command);
  Task<Result<AllocateProducerIdsResult>> allocate_producer_ids(AllocateProducerIdsCommand command);

  // The epoch in which this node leads the metadata quorum, and the log's ends: for DescribeQuorum and metrics.
  [[nodiscard]] LeaderEpoch epoch() const { return log_.epoch(); }
  [[nodiscard]] Offset log_end() const { return log_.end(); }
  [[nodiscard]] Offset committed_end() const { return log_.committed_end(); }

 private:
  template <class Answer, class Command>
  Task<Result<Answer>> execute(Decision<Answer> (Controller::*decide)(const Command&), Command command);
  // Appends what was decided. Does not suspend: the order of decisions is the order of the log.
  template <class Answer>
  Status append(Decision<Answer>& decision);
  Task<Status> admit();
  Task<Status> wait_published(Offset end);
  Task<void> publish_loop();

  Decision<CreateTopicsResult> decide(const CreateTopicsCommand& command);
  Decision<DeleteTopicsResult> decide(const DeleteTopicsCommand& command);
  Decision<CreatePartitionsResult> decide(const CreatePartitionsCommand& command);
  Decision<ReassignPartitionsResult> decide(const ReassignPartitionsCommand& command);
  Decision<AlterConfigsResult> decide(const AlterConfigsCommand& command);
  Decision<RegisterBrokerResult> decide(const RegisterBrokerCommand& command);
  Decision<CordonLogDirsResult> decide(const CordonLogDirsCommand& command);
  Decision<AllocateProducerIdsResult> decide(const AllocateProducerIdsCommand& command);

  const ControllerOptions options_;
  MetadataLog& log_;
  MetadataPublisher& publisher_;
  Logger logger_;
  Rng rng_;
  ControllerState state_;
  std::optional<MetadataUpdate> decided_;  // appended, not yet on its way to the shards: all of it, merged
  Offset decided_end_{0};
  Offset published_end_{0};
  std::size_t commands_in_flight_ = 0;
  std::size_t commands_waiting_ = 0;
  Status failure_;
  bool stopping_ = false;
  Signal decided_signal_;
  Signal published_signal_;
  Signal idle_signal_;  // a command was answered while the controller stops
  TaskScope scope_;
};

// The controller, from any shard. Copies of it are free. Its calls suspend, and cross shards once each way.
class ControllerClient {
 public:
  // `controller_scope` belongs to shard 0 and owns what runs there.
  ControllerClient(Env& env, Controller& controller, TaskScope& controller_scope)
      : env_(&env), controller_(&controller), scope_(&controller_scope) {}

  Task<Result<CreateTopicsResult>> create_topics(CreateTopicsCommand command);
  Task<Result<DeleteTopicsResult>> delete_topics(DeleteTopicsCommand command);
  Task<Result<CreatePartitionsResult>> create_partitions(CreatePartitionsCommand command);
  Task<Result<ReassignPartitionsResult>> reassign_partitions(ReassignPartitionsCommand command);
  Task<Result<AlterConfigsResult>> alter_configs(AlterConfigsCommand command);
  Task<Result<RegisterBrokerResult>> register_broker(RegisterBrokerCommand command);
  Task<Result<CordonLogDirsResult>> cordon_log_dirs(CordonLogDirsCommand command);
  Task<Result<AllocateProducerIdsResult>> allocate_producer_ids(AllocateProducerIdsCommand command);

 private:
  template <class Answer, class Command>
  Task<Result<Answer>> send(Task<Result<Answer>> (Controller::*method)(Command), Command command);

  Env* env_;
  Controller* controller_;
  TaskScope* scope_;
};

}  // namespace klamm::replication
