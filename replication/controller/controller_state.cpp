#include "replication/controller/controller_state.h"

#include <set>

#include "protocol/generated/cluster_metadata.h"
#include "replication/controller/draft.h"
#include "replication/controller/features.h"

namespace klamm::replication {

namespace {

ImagePtr empty_image(std::string cluster_id) {
  auto image = std::make_shared<MetadataImage>();
  image->cluster_id = std::move(cluster_id);
  return image;
}

std::vector<std::int32_t> numbers(const std::vector<BrokerId>& ids) {
  std::vector<std::int32_t> values;
  values.reserve(ids.size());
  for (const BrokerId id : ids) values.push_back(id.value);
  return values;
}

protocol::RegisterBrokerRecord registration_record(const RegisterBrokerCommand& command, std::int64_t epoch) {
  protocol::RegisterBrokerRecord record;
  record.broker_id = command.id.value;
  record.incarnation_id = command.incarnation_id;
  record.broker_epoch = epoch;
  for (const Endpoint& endpoint : command.endpoints) {
    auto& point = record.end_points.emplace_back();
    point.name = endpoint.listener;
    point.host = endpoint.host;
    point.port = endpoint.port;
    point.security_protocol = static_cast<std::int16_t>(endpoint.security_protocol);
  }
  for (const auto& [name, range] : command.features) {
    auto& feature = record.features.emplace_back();
    feature.name = name;
    feature.min_supported_version = range.min;
    feature.max_supported_version = range.max;
  }
  record.rack = std::nullopt;
  if (command.rack) record.rack = *command.rack;
  record.fenced = command.fenced;
  record.log_dirs = command.log_dirs;
  return record;
}

}  // namespace

ControllerState::ControllerState(BrokerId node_id, std::string cluster_id, const ConfigRules& rules)
    : node_id_(node_id), rules_(rules), latest_(empty_image(std::move(cluster_id))) {}

Status ControllerState::replay(const CommittedBatch& batch) {
  MetadataDelta delta(latest_);
  for (const ByteView record : batch.records) {
    Status applied = delta.apply(record);
    if (!applied) return applied;
  }
  const BrokerId controller = batch.leader == kNoBroker ? latest_->controller_id : batch.leader;
  const MetadataUpdate update = delta.finish({batch.end, batch.epoch, batch.timestamp_ms}, controller);
  latest_ = update.image;
  for (const TopicId& topic : update.topics) {
    if (latest_->topic(topic) == nullptr) replayed_deletions_.insert(topic);
  }
  return {};
}

void ControllerState::appended(MetadataUpdate& update, Offset end, LeaderEpoch epoch, std::int64_t timestamp_ms) {
  KLAMM_ASSERT(update.image == latest_);
  auto positioned = std::make_shared<MetadataImage>(*update.image);
  positioned->position = {end, epoch, timestamp_ms};
  latest_ = positioned;
  update.image = std::move(positioned);
}

Decision<Status> ControllerState::found() {
  Draft draft(latest_);
  for (const FeatureLevel& feature : kFeatures) {
    protocol::FeatureLevelRecord record;
    record.name = feature.name;
    record.feature_level = feature.founded;
    draft.add(record);
  }
  return decided(std::move(draft), Status(), false);
}

void ControllerState::lead_again(Draft& draft, BrokerId broker, bool fenced) {
  for (const auto& [id, topic] : latest_->topics_by_id) {
    for (std::size_t i = 0; i < topic->partitions.size(); ++i) {
      const PartitionImage& partition = *topic->partitions[i];
      const bool only_voter = partition.isr.size() == 1 && partition.isr.front() == broker;
      const bool led = partition.leader == broker;
      if (!led && !(only_voter && partition.leader == kNoBroker && !fenced)) continue;
      protocol::PartitionChangeRecord record;
      record.partition_id = static_cast<std::int32_t>(i);
      record.topic_id = id;
      record.leader = only_voter && !fenced ? broker.value : kNoBroker.value;
      draft.add(record);
    }
  }
}

Decision<RegisterBrokerResult> ControllerState::register_broker(const RegisterBrokerCommand& command, Offset log_end) {
  RegisterBrokerResult result;
  Draft draft(latest_);
  if (command.cluster_id != latest_->cluster_id) {
    result.error = ItemError(ErrorCode::kInconsistentClusterId, "Expected cluster ID " + latest_->cluster_id +
                                                                    ", but got cluster ID " + command.cluster_id);
    return decided(std::move(draft), std::move(result), false);
  }
  const BrokerImage* known = latest_->broker(command.id);
  const bool same_process = known != nullptr && known->incarnation_id == command.incarnation_id;
  // This node's own earlier process is dead for sure: it held the lock of the log directories.
  if (known != nullptr && !same_process && !known->fenced && command.id != node_id_) {
    result.error = ItemError(ErrorCode::kDuplicateBrokerRegistration,
                             "Another broker is registered with that broker id. If the broker was recently restarted "
                             "this should self-resolve once the heartbeat manager expires the broker's session.");
    return decided(std::move(draft), std::move(result), false);
  }
  result.broker_epoch = same_process ? known->epoch : log_end.value;
  draft.add(registration_record(command, result.broker_epoch));
  // A restarted broker never goes on in an epoch that it led (DESIGN, rule 4 of replication).
  if (!same_process) lead_again(draft, command.id, command.fenced);
  return decided(std::move(draft), std::move(result), false);
}

Decision<CordonLogDirsResult> ControllerState::cordon_log_dirs(const CordonLogDirsCommand& command) {
  CordonLogDirsResult result;
  Draft draft(latest_);
  const BrokerImage* broker = latest_->broker(command.broker);
  if (broker == nullptr || broker->epoch != command.broker_epoch) {
    result.error = ItemError(ErrorCode::kStaleBrokerEpoch);
    return decided(std::move(draft), std::move(result), false);
  }
  const std::set<Uuid> cordoned(command.cordoned.begin(), command.cordoned.end());
  const std::optional<std::vector<Uuid>>& known = broker->cordoned_log_dirs;
  if (known.has_value() && std::set<Uuid>(known->begin(), known->end()) == cordoned) {
    return decided(std::move(draft), std::move(result), false);
  }
  protocol::BrokerRegistrationChangeRecord record;
  record.broker_id = command.broker.value;
  record.broker_epoch = command.broker_epoch;
  record.cordoned_log_dirs = command.cordoned;
  draft.add(record);
  return decided(std::move(draft), std::move(result), false);
}

Decision<AllocateProducerIdsResult> ControllerState::allocate_producer_ids(const AllocateProducerIdsCommand& command) {
  AllocateProducerIdsResult result;
  Draft draft(latest_);
  const BrokerImage* broker = latest_->broker(command.broker);
  if (broker == nullptr || broker->epoch != command.broker_epoch) {
    result.error = ItemError(ErrorCode::kStaleBrokerEpoch);
    return decided(std::move(draft), std::move(result), false);
  }
  if (latest_->next_producer_id > INT64_MAX - kProducerIdsPerBlock) {
    result.error = ItemError(ErrorCode::kUnknownServerError, "no producer ids are left");
    return decided(std::move(draft), std::move(result), false);
  }
  result.first = latest_->next_producer_id;
  result.count = kProducerIdsPerBlock;
  protocol::ProducerIdsRecord record;
  record.broker_id = command.broker.value;
  record.broker_epoch = command.broker_epoch;
  record.next_producer_id = result.first + result.count;
  draft.add(record);
  return decided(std::move(draft), std::move(result), false);
}

void ControllerState::add_partition(Draft& draft, const TopicId& topic, std::int32_t partition,
                                    const std::vector<BrokerId>& replicas) const {
  protocol::PartitionRecord record;
  record.partition_id = partition;
  record.topic_id = topic;
  record.replicas = numbers(replicas);
  record.isr = numbers(active_of(replicas));
  KLAMM_ASSERT(!record.isr.empty());
  record.leader = record.isr.front();
  record.leader_epoch = 0;
  record.partition_epoch = 0;
  for (const BrokerId replica : replicas) {
    const BrokerImage* broker = latest_->broker(replica);
    // With one directory there is nothing to choose; with several the broker chooses, and says so later (KIP-858).
    const bool only_one = broker != nullptr && broker->log_dirs.size() == 1;
    record.directories.push_back(only_one ? broker->log_dirs.front() : Uuid());
  }
  draft.add(record);
}

std::vector<BrokerId> ControllerState::active_of(const std::vector<BrokerId>& replicas) const {
  std::vector<BrokerId> active;
  for (const BrokerId replica : replicas) {
    const BrokerImage* broker = latest_->broker(replica);
    if (broker != nullptr && !broker->fenced && !broker->in_controlled_shutdown) active.push_back(replica);
  }
  return active;
}

}  // namespace klamm::replication
