#include "broker/groups/group_services.h"

#include "broker/broker_shard.h"
#include "broker/groups/partition_coordinator_log.h"

namespace klamm::broker {

coordinator::GroupConfig group_config(const config::GroupsConfig& settings) {
  coordinator::GroupConfig config;
  config.min_session_timeout_ms = settings.min_session_timeout_ms;
  config.max_session_timeout_ms = settings.max_session_timeout_ms;
  config.initial_rebalance_delay_ms = settings.initial_rebalance_delay_ms;
  config.max_size = settings.max_size;
  config.offset_metadata_max_size = settings.offset_metadata_max_bytes;
  config.offsets_retention_ms = settings.offsets_retention_ms;
  config.retention_check_interval_ms = settings.offsets_retention_check_interval_ms;
  return config;
}

GroupServices::GroupServices(BrokerShard& shard) : shard_(shard) {}
GroupServices::~GroupServices() = default;

Task<void> GroupServices::prepare(replication::MetadataUpdate /*update*/) { co_return; }

// Follows the leadership of every partition of the topic that lives on this shard.
void GroupServices::follow(const replication::TopicImage& topic) {
  for (std::size_t i = 0; i < topic.partitions.size(); ++i) {
    const PartitionId id(static_cast<std::int32_t>(i));
    const std::shared_ptr<replication::Partition> partition = shard_.partitions().find({topic.id, id});
    const bool leads = partition != nullptr && partition->is_leader();
    const auto known = led_.find(id);
    if (!leads) {
      if (known == led_.end()) continue;
      service_->resign(id);
      led_.erase(known);
      continue;
    }
    if (known != led_.end() && known->second == partition->leader_epoch()) continue;
    led_[id] = partition->leader_epoch();
    service_->lead(id, partition->leader_epoch(),
                   std::make_shared<PartitionCoordinatorLog>(shard_.env(), partition,
                                                             shard_.settings().groups.offsets_commit_timeout_ms));
  }
}

void GroupServices::partition_opened() {
  const replication::TopicImage* offsets = shard_.image()->topic(replication::kGroupOffsetsTopicName);
  if (service_ != nullptr && offsets != nullptr && !shard_.stopping()) follow(*offsets);
}

void GroupServices::applied(const replication::MetadataUpdate& update) {
  if (shard_.stopping()) return;
  const replication::TopicImage* offsets = update.image->topic(replication::kGroupOffsetsTopicName);
  if (offsets != nullptr && service_ == nullptr) {
    service_ = std::make_unique<coordinator::GroupService>(shard_.env(), group_config(shard_.settings().groups),
                                                           static_cast<std::int32_t>(offsets->partitions.size()));
  }
  if (service_ != nullptr) {
    service_->config() = group_config(shard_.settings().groups);
    if (offsets != nullptr) follow(*offsets);
  }
  for (const TopicId& id : update.topics) {
    const replication::TopicImage* topic = update.image->topic(id);
    if (topic != nullptr) {
      topics_[id] = topic->name;
      continue;
    }
    const auto known = topics_.find(id);
    if (known == topics_.end()) continue;
    if (service_ != nullptr) service_->topic_deleted(known->second, id);
    shard_.request_metrics().forget_topic(known->second);
    topics_.erase(known);
  }
  if (!update.everything) return;
  for (const auto& [name, topic] : update.image->topics_by_name) topics_[topic->id] = name;
}

Task<void> GroupServices::stop() {
  if (service_ == nullptr) co_return;
  Task<void> stopping = service_->stop();
  co_await stopping;
}

}  // namespace klamm::broker
