#include "replication/metadata/delta.h"

#include <algorithm>
#include <utility>

#include "protocol/generated/cluster_metadata.h"
#include "replication/metadata/record_codec.h"

namespace klamm::replication {

namespace {

std::vector<BrokerId> broker_ids(const std::vector<std::int32_t>& numbers) {
  std::vector<BrokerId> ids;
  ids.reserve(numbers.size());
  for (const std::int32_t number : numbers) ids.emplace_back(number);
  return ids;
}

// This many of the partitions before it are looked at for one that is equal and can be shared: as many as brokers or
// log directories may take turns.
constexpr std::size_t kNeighbours = 4;

// Puts a partition in its place, or behind the last one. Most are equal to a neighbour.
void put(TopicImage& topic, std::size_t at, PartitionImage image) {
  std::shared_ptr<const PartitionImage> shared;
  for (std::size_t back = 1; back <= std::min(kNeighbours, at) && shared == nullptr; ++back) {
    if (*topic.partitions[at - back] == image) shared = topic.partitions[at - back];
  }
  if (shared == nullptr) shared = std::make_shared<const PartitionImage>(std::move(image));
  if (at == topic.partitions.size()) topic.partitions.push_back(std::move(shared));
  else topic.partitions[at] = std::move(shared);
}

Error contradiction(std::string text) { return {ErrorCode::kCorruptMessage, "metadata log: " + std::move(text)}; }

}  // namespace

// One function per record type; what the record says, and what of the image it changes.
struct RecordApplier {
  MetadataDelta& delta;
  MetadataImage& next;
  MetadataUpdate& update;

  Status apply(const protocol::RegisterBrokerRecord& record) {
    auto broker = std::make_shared<BrokerImage>();
    broker->id = BrokerId(record.broker_id);
    broker->epoch = record.broker_epoch;
    broker->incarnation_id = record.incarnation_id;
    for (const auto& point : record.end_points) {
      Endpoint endpoint;
      endpoint.listener = std::string(point.name);
      endpoint.host = std::string(point.host);
      endpoint.port = point.port;
      endpoint.security_protocol = static_cast<SecurityProtocol>(point.security_protocol);
      broker->endpoints.push_back(std::move(endpoint));
    }
    for (const auto& feature : record.features) {
      broker->features[std::string(feature.name)] = {feature.min_supported_version, feature.max_supported_version};
    }
    if (record.rack.has_value()) broker->rack = std::string(*record.rack);
    broker->fenced = record.fenced;
    broker->in_controlled_shutdown = record.in_controlled_shutdown;
    broker->log_dirs = record.log_dirs;
    broker->cordoned_log_dirs = record.cordoned_log_dirs;
    const BrokerId key = broker->id;  // named first: arguments are evaluated in any order
    next.brokers.set(key, std::move(broker));
    return {};
  }

  Status apply(const protocol::UnregisterBrokerRecord& record) {
    next.brokers.erase(BrokerId(record.broker_id));
    return {};
  }

  Status apply(const protocol::TopicRecord& record) {
    if (next.topics_by_id.contains(record.topic_id) || next.topic(record.name) != nullptr) {
      return contradiction("topic " + std::string(record.name) + " is created twice");
    }
    auto topic = std::make_shared<TopicImage>();
    topic->name = std::string(record.name);
    topic->id = record.topic_id;
    next.topics_by_name.set(topic->name, topic);
    next.topics_by_id.set(topic->id, topic);
    if (may_collide(topic->name)) next.colliding_names.set({unified_topic_name(topic->name), topic->name}, true);
    update.topics.insert(topic->id);
    return {};
  }

  Status apply(const protocol::PartitionRecord& record) {
    TopicImage* topic = delta.edit(record.topic_id);
    if (topic == nullptr) return contradiction("a partition of an unknown topic " + record.topic_id.to_string());
    const auto count = static_cast<std::int32_t>(topic->partitions.size());
    if (record.partition_id < 0 || record.partition_id > count) {
      return contradiction("partition " + std::to_string(record.partition_id) + " of " + topic->name + " comes after " +
                           std::to_string(count) + " partitions");
    }
    PartitionImage partition;
    partition.replicas = broker_ids(record.replicas);
    partition.directories = record.directories;
    partition.directories.resize(partition.replicas.size());
    partition.isr = broker_ids(record.isr);
    partition.adding_replicas = broker_ids(record.adding_replicas);
    partition.removing_replicas = broker_ids(record.removing_replicas);
    if (record.eligible_leader_replicas) {
      partition.eligible_leader_replicas = broker_ids(*record.eligible_leader_replicas);
    }
    if (record.last_known_elr) partition.last_known_elr = broker_ids(*record.last_known_elr);
    partition.leader = BrokerId(record.leader);
    partition.leader_epoch = LeaderEpoch(record.leader_epoch);
    partition.partition_epoch = record.partition_epoch;
    partition.leader_recovery_state = record.leader_recovery_state;
    if (record.partition_id == count) ++next.partition_count;
    put(*topic, static_cast<std::size_t>(record.partition_id), std::move(partition));
    return {};
  }

  Status apply(const protocol::PartitionChangeRecord& record) {
    TopicImage* topic = delta.edit(record.topic_id);
    const PartitionImage* old = topic == nullptr ? nullptr : topic->partition(PartitionId(record.partition_id));
    if (old == nullptr) {
      return contradiction("a change of the unknown partition " + record.topic_id.to_string() + "-" +
                           std::to_string(record.partition_id));
    }
    PartitionImage partition = *old;
    if (record.isr) partition.isr = broker_ids(*record.isr);
    if (record.leader != -2) {
      // Naming a leader, even the same one, begins a new epoch.
      partition.leader = BrokerId(record.leader);
      partition.leader_epoch = LeaderEpoch(old->leader_epoch.value + 1);
    }
    if (record.replicas) partition.replicas = broker_ids(*record.replicas);
    if (record.directories) partition.directories = *record.directories;
    partition.directories.resize(partition.replicas.size());
    if (record.removing_replicas) partition.removing_replicas = broker_ids(*record.removing_replicas);
    if (record.adding_replicas) partition.adding_replicas = broker_ids(*record.adding_replicas);
    if (record.leader_recovery_state != -1) partition.leader_recovery_state = record.leader_recovery_state;
    if (record.eligible_leader_replicas) {
      partition.eligible_leader_replicas = broker_ids(*record.eligible_leader_replicas);
    }
    if (record.last_known_elr) partition.last_known_elr = broker_ids(*record.last_known_elr);
    ++partition.partition_epoch;
    put(*topic, static_cast<std::size_t>(record.partition_id), std::move(partition));
    return {};
  }

  Status apply(const protocol::RemoveTopicRecord& record) {
    const TopicImage* found = delta.edit(record.topic_id);
    if (found == nullptr) return contradiction("the removal of an unknown topic " + record.topic_id.to_string());
    const ConfigResource resource{ConfigResourceType::kTopic, found->name};
    next.partition_count -= static_cast<std::int64_t>(found->partitions.size());
    next.topics_by_name.erase(resource.name);
    next.colliding_names.erase(std::pair(unified_topic_name(resource.name), resource.name));
    delta.edited_.erase(record.topic_id);
    next.topics_by_id.erase(record.topic_id);
    if (next.configs.contains(resource)) {
      next.configs.erase(resource);
      update.configs.insert(resource);
    }
    return {};
  }

  Status apply(const protocol::ConfigRecord& record) {
    const ConfigResource resource{static_cast<ConfigResourceType>(record.resource_type),
                                  std::string(record.resource_name)};
    const auto* found = next.configs.find(resource);
    auto overrides = found == nullptr ? std::make_shared<ConfigMap>() : std::make_shared<ConfigMap>(**found);
    if (record.value) (*overrides)[std::string(record.name)] = std::string(*record.value);
    else overrides->erase(std::string(record.name));
    if (overrides->empty()) next.configs.erase(resource);
    else next.configs.set(resource, std::move(overrides));
    update.configs.insert(resource);
    return {};
  }

  Status apply(const protocol::FeatureLevelRecord& record) {
    if (record.feature_level == 0) next.features.erase(record.name);
    else next.features.set(std::string(record.name), record.feature_level);
    return {};
  }

  Status apply(const protocol::ProducerIdsRecord& record) {
    if (record.next_producer_id < next.next_producer_id) {
      return contradiction("producer ids go back to " + std::to_string(record.next_producer_id));
    }
    next.next_producer_id = record.next_producer_id;
    return {};
  }

  template <class Change>
  Status change_broker(std::int32_t id, Change change) {
    const BrokerImage* old = next.broker(BrokerId(id));
    if (old == nullptr) return contradiction("a change of the unknown broker " + std::to_string(id));
    auto broker = std::make_shared<BrokerImage>(*old);
    change(*broker);
    const BrokerId key = broker->id;  // named first: arguments are evaluated in any order
    next.brokers.set(key, std::move(broker));
    return {};
  }
  Status apply(const protocol::FenceBrokerRecord& record) {
    return change_broker(record.id, [](BrokerImage& broker) { broker.fenced = true; });
  }
  Status apply(const protocol::UnfenceBrokerRecord& record) {
    return change_broker(record.id, [](BrokerImage& broker) { broker.fenced = false; });
  }
  Status apply(const protocol::BrokerRegistrationChangeRecord& record) {
    return change_broker(record.broker_id, [&record](BrokerImage& broker) {
      if (record.fenced != 0) broker.fenced = record.fenced > 0;
      if (record.in_controlled_shutdown != 0) broker.in_controlled_shutdown = true;
      if (!record.log_dirs.empty()) broker.log_dirs = record.log_dirs;
      if (record.cordoned_log_dirs) broker.cordoned_log_dirs = record.cordoned_log_dirs;
    });
  }

  Status apply(const protocol::NoOpRecord&) { return {}; }
};

namespace {

template <class Record>
Status decode_and_apply(RecordApplier& applier, const RecordFrame& frame) {
  if (frame.version < Record::kVersionMin || frame.version > Record::kVersionMax) {
    return Error(ErrorCode::kUnsupportedVersion, "metadata log: " + std::string(record_type_name(frame.type)) +
                                                     " has version " + std::to_string(frame.version) +
                                                     ", which this program does not know");
  }
  protocol::Reader reader(frame.body);
  Record record;
  record.decode(reader, frame.version);
  if (!reader.ok() || reader.remaining() != 0) {
    return contradiction("a " + std::string(record_type_name(frame.type)) + " cannot be decoded");
  }
  return applier.apply(record);
}

Status dispatch(RecordApplier& applier, const RecordFrame& frame) {
  switch (frame.type) {
    case protocol::RegisterBrokerRecord::kRecordType:
      return decode_and_apply<protocol::RegisterBrokerRecord>(applier, frame);
    case protocol::UnregisterBrokerRecord::kRecordType:
      return decode_and_apply<protocol::UnregisterBrokerRecord>(applier, frame);
    case protocol::TopicRecord::kRecordType: return decode_and_apply<protocol::TopicRecord>(applier, frame);
    case protocol::PartitionRecord::kRecordType: return decode_and_apply<protocol::PartitionRecord>(applier, frame);
    case protocol::ConfigRecord::kRecordType: return decode_and_apply<protocol::ConfigRecord>(applier, frame);
    case protocol::PartitionChangeRecord::kRecordType:
      return decode_and_apply<protocol::PartitionChangeRecord>(applier, frame);
    case protocol::FenceBrokerRecord::kRecordType: return decode_and_apply<protocol::FenceBrokerRecord>(applier, frame);
    case protocol::UnfenceBrokerRecord::kRecordType:
      return decode_and_apply<protocol::UnfenceBrokerRecord>(applier, frame);
    case protocol::RemoveTopicRecord::kRecordType: return decode_and_apply<protocol::RemoveTopicRecord>(applier, frame);
    case protocol::FeatureLevelRecord::kRecordType:
      return decode_and_apply<protocol::FeatureLevelRecord>(applier, frame);
    case protocol::ProducerIdsRecord::kRecordType: return decode_and_apply<protocol::ProducerIdsRecord>(applier, frame);
    case protocol::BrokerRegistrationChangeRecord::kRecordType:
      return decode_and_apply<protocol::BrokerRegistrationChangeRecord>(applier, frame);
    case protocol::NoOpRecord::kRecordType: return decode_and_apply<protocol::NoOpRecord>(applier, frame);
    default: break;
  }
  return Error(ErrorCode::kUnsupportedVersion, "metadata log: this program has no use for a record of type " +
                                                   std::to_string(frame.type) + " (" +
                                                   std::string(record_type_name(frame.type)) + ")");
}

}  // namespace

MetadataDelta::MetadataDelta(ImagePtr base) : next_(*base) {}

Status MetadataDelta::apply(ByteView record) {
  const Result<RecordFrame> frame = parse_record_frame(record);
  if (!frame) return frame.error();
  RecordApplier applier{*this, next_, update_};
  return dispatch(applier, *frame);
}

TopicImage* MetadataDelta::edit(const TopicId& id) {
  const auto edited = edited_.find(id);
  if (edited != edited_.end()) return edited->second.get();
  const TopicImage* base = next_.topic(id);
  if (base == nullptr) return nullptr;
  update_.topics.insert(id);
  return edited_.emplace(id, std::make_shared<TopicImage>(*base)).first->second.get();
}

void MetadataDelta::flush() {
  for (auto& [id, topic] : edited_) {
    next_.topics_by_name.set(topic->name, topic);
    next_.topics_by_id.set(id, topic);
  }
  edited_.clear();
}

const MetadataImage& MetadataDelta::image() {
  flush();
  return next_;
}

MetadataUpdate MetadataDelta::finish(const MetadataPosition& position, BrokerId controller_id) {
  flush();
  for (const ConfigResource& resource : update_.configs) {
    const TopicImage* topic = resource.type == ConfigResourceType::kTopic ? next_.topic(resource.name) : nullptr;
    if (topic != nullptr) update_.topics.insert(topic->id);
  }
  next_.position = position;
  next_.controller_id = controller_id;
  update_.image = std::make_shared<const MetadataImage>(std::move(next_));
  return std::move(update_);
}

}  // namespace klamm::replication
