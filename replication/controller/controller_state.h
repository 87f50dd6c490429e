// The controller's state machine: a command and the metadata as it is, in; the answer and the records that make it
// true, out.
//
// Pure: no I/O, no clock, no coroutine; chance comes from the Rng it is given, knowledge of configs from ConfigRules.
// It decides against latest(), which includes its own decisions that are not committed yet: whoever calls it appends
// the records of a decision in the order of the calls, or discards the machine. What is committed is applied by the
// caller to what the shards see; because images share their parts, keeping one per undecided command costs little.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "replication/controller/commands.h"
#include "replication/controller/committed_batch.h"
#include "replication/controller/config_rules.h"
#include "replication/metadata/delta.h"
#include "replication/metadata/image.h"
#include "replication/metadata/update.h"
#include "runtime/base/random.h"

namespace klamm::replication {

// What was decided. Where `records` is empty nothing changes and `update.image` is null.
template <class Answer>
struct Decision {
  Answer answer;
  EncodedRecords records;
  MetadataUpdate update;  // the image with these records applied
};

class ControllerState {
 public:
  // `rules` outlives the machine.
  ControllerState(BrokerId node_id, std::string cluster_id, const ConfigRules& rules);

  // What the log held before, batch by batch. An error means that this program cannot read the log.
  Status replay(const CommittedBatch& batch);
  [[nodiscard]] const ImagePtr& latest() const { return latest_; }
  // The topics that the replayed log deleted.
  [[nodiscard]] const std::set<TopicId>& replayed_deletions() const { return replayed_deletions_; }

  // The records of an empty log: which features the cluster has. Decided once, before anything else.
  [[nodiscard]] Decision<Status> found();

  [[nodiscard]] Decision<CreateTopicsResult> create_topics(const CreateTopicsCommand& command, Rng& rng);
  [[nodiscard]] Decision<DeleteTopicsResult> delete_topics(const DeleteTopicsCommand& command);
  [[nodiscard]] Decision<CreatePartitionsResult> create_partitions(const CreatePartitionsCommand& command, Rng& rng);
  [[nodiscard]] Decision<ReassignPartitionsResult> reassign_partitions(const ReassignPartitionsCommand& command);
  [[nodiscard]] Decision<AlterConfigsResult> alter_configs(const AlterConfigsCommand& command);
  // The broker epoch is the offset of its registration: `log_end`, where these records will be appended.
  [[nodiscard]] Decision<RegisterBrokerResult> register_broker(const RegisterBrokerCommand& command, Offset log_end);
  [[nodiscard]] Decision<CordonLogDirsResult> cordon_log_dirs(const CordonLogDirsCommand& command);
  [[nodiscard]] Decision<AllocateProducerIdsResult> allocate_producer_ids(const AllocateProducerIdsCommand& command);

  // Where the batch of a decision was put: stamps the position into the image that goes to the shards.
  void appended(MetadataUpdate& update, Offset end, LeaderEpoch epoch, std::int64_t timestamp_ms);

 private:
  struct Draft;                                            // draft.h
  using Assignments = std::vector<std::vector<BrokerId>>;  // the replicas of each new partition

  template <class Answer>
  Decision<Answer> decided(Draft draft, Answer answer, bool validate_only);

  void lead_again(Draft& draft, BrokerId broker, bool fenced);
  void add_partition(Draft& draft, const TopicId& topic, std::int32_t partition,
                     const std::vector<BrokerId>& replicas) const;
  [[nodiscard]] std::vector<BrokerId> active_of(const std::vector<BrokerId>& replicas) const;

  ItemError create_topic(Draft& draft, const CreateTopicsCommand::Topic& topic, Rng& rng,
                         CreateTopicsResult::Topic& answer) const;
  [[nodiscard]] ItemError check_new_name(const std::string& name) const;
  [[nodiscard]] Result<ConfigMap> configs_of(const CreateTopicsCommand::Topic& topic) const;
  [[nodiscard]] Result<Assignments> manual_assignments(const CreateTopicsCommand::Topic& topic) const;
  [[nodiscard]] Result<Assignments> placed(std::int32_t partitions, std::int16_t replication_factor, Rng& rng) const;
  [[nodiscard]] ItemError check_replicas(const std::vector<BrokerId>& replicas, std::size_t replicas_expected) const;
  [[nodiscard]] ItemError check_any_active(const std::vector<BrokerId>& replicas, std::int32_t partition) const;
  void delete_topic(Draft& draft, const TopicImage* topic, DeleteTopicsResult::Topic answer, ErrorCode unknown,
                    DeleteTopicsResult& result) const;
  [[nodiscard]] ItemError check_reassignment(const std::string& topic_name,
                                             const ReassignPartitionsCommand::Partition& asked,
                                             bool replication_factor_may_change) const;
  ItemError add_partitions(Draft& draft, const CreatePartitionsCommand::Topic& topic, Rng& rng) const;
  ItemError alter_config(Draft& draft, const AlterConfigsCommand& command,
                         const AlterConfigsCommand::Resource& resource) const;

  const BrokerId node_id_;
  const ConfigRules& rules_;
  ImagePtr latest_;
  std::set<TopicId> replayed_deletions_;
};

}  // namespace klamm::replication
