#include "replication/partition/partition_manager.h"

#include <algorithm>
#include <set>
#include <utility>

namespace klamm::replication {

ShardId owner_shard(const TopicIdPartition& partition, std::uint32_t shard_count) {
  KLAMM_ASSERT(shard_count > 0);
  if (partition.topic == kMetadataTopicId) return ShardId(0);
  // FNV-1a of the topic's id; its partitions go round the shards from there, so that every topic is spread evenly.
  std::uint64_t hash = 14695981039346656037ULL;
  for (const std::uint8_t byte : partition.topic.bytes) hash = (hash ^ byte) * 1099511628211ULL;
  const auto index = static_cast<std::uint64_t>(static_cast<std::uint32_t>(partition.partition.value));
  return ShardId(static_cast<std::uint32_t>((hash % shard_count + index) % shard_count));
}

std::shared_ptr<Partition> PartitionTable::find(const TopicIdPartition& id) const {
  const auto found = partitions_.find(id);
  return found == partitions_.end() ? nullptr : found->second;
}

PartitionManager::PartitionManager(Env& env, BrokerId node_id, Uuid incarnation_id, LogManager& logs,
                                   const PartitionConfigSource& configs)
    : env_(env),
      node_id_(node_id),
      incarnation_id_(incarnation_id),
      logs_(logs),
      configs_(configs),
      logger_(env.log.module("partition")) {
  logs_.set_on_recovered([this](const std::shared_ptr<PartitionLog>& log) { on_recovered(log); });
  logs_.set_on_moved([this](const std::shared_ptr<PartitionLog>& from, const std::shared_ptr<PartitionLog>& to) {
    const std::shared_ptr<Partition> partition = table_.find(from->id());
    if (partition != nullptr) partition->log_moved(from, to);
  });
}

bool PartitionManager::hosted(const MetadataImage& image, const TopicIdPartition& id) const {
  if (owner_shard(id, env_.shard_count()) != env_.shard) return false;
  const PartitionImage* partition = image.partition(id);
  if (partition == nullptr) return false;
  return std::find(partition->replicas.begin(), partition->replicas.end(), node_id_) != partition->replicas.end();
}

bool PartitionManager::registered(const MetadataImage& image) const {
  const BrokerImage* self = image.broker(node_id_);
  return self != nullptr && self->incarnation_id == incarnation_id_;
}

// What the update takes away from this shard: of partitions that are open, and after a start of logs on disk.
std::vector<TopicIdPartition> PartitionManager::gone(const MetadataUpdate& update) {
  std::vector<TopicIdPartition> missing;
  const auto lowest = PartitionId(0);
  for (const TopicId& topic : update.topics) {
    auto open = table_.partitions_.lower_bound({topic, lowest});
    for (; open != table_.partitions_.end() && open->first.topic == topic; ++open) {
      if (!hosted(*update.image, open->first)) missing.push_back(open->first);
    }
  }
  if (!update.everything) return missing;
  for (const std::shared_ptr<PartitionLog>& log : logs_.logs()) {
    const TopicIdPartition id = log->id();
    if (id == kMetadataPartition || hosted(*update.image, id)) continue;
    if (update.topics.contains(id.topic)) {
      missing.push_back(id);
      continue;
    }
    strays_.push_back(log->topic() + "-" + std::to_string(id.partition.value));
    logger_.warn("stray partition on disk, left alone",
                 {{"topic", log->topic()}, {"topic_id", id.topic}, {"partition", id.partition}});
  }
  return missing;
}

void PartitionManager::collect(const MetadataImage& image, const TopicImage& topic,
                               std::vector<TopicIdPartition>& to_open) {
  const bool known = registered(image);
  for (std::size_t i = 0; i < topic.partitions.size(); ++i) {
    const TopicIdPartition id{topic.id, PartitionId(static_cast<std::int32_t>(i))};
    if (!hosted(image, id)) continue;
    const std::shared_ptr<Partition> open = table_.find(id);
    if (open == nullptr) {
      to_open.push_back(id);
      continue;
    }
    open->reconfigure(shared_config(image, topic));
    open->apply(*topic.partitions[i], known);
  }
}

Task<void> PartitionManager::retire(MetadataUpdate update) {
  if (stopped_) co_return;
  Task<void> removing = for_each(gone(update), &PartitionManager::remove_partition, update.image);
  co_await removing;
}

Task<void> PartitionManager::prepare(MetadataUpdate update) {
  if (stopped_) co_return;
  image_ = update.image;
  shared_config_ = nullptr;
  std::vector<TopicIdPartition> to_open;
  if (update.everything) {
    for (const auto& [id, topic] : update.image->topics_by_id) collect(*update.image, *topic, to_open);
  } else {
    for (const TopicId& id : update.topics) {
      const TopicImage* topic = update.image->topic(id);
      if (topic != nullptr) collect(*update.image, *topic, to_open);
    }
  }
  opening_all_ = update.everything;
  Task<void> opening = for_each(std::move(to_open), &PartitionManager::open_partition, update.image);
  co_await opening;
  opening_all_ = false;
}

void PartitionManager::applied(const MetadataUpdate& update) {
  const auto of_brokers = [](const ConfigResource& resource) { return resource.type == ConfigResourceType::kBroker; };
  if (std::any_of(update.configs.begin(), update.configs.end(), of_brokers)) reconfigure_all(*update.image);
}

// What is asked for comes topic by topic.
std::shared_ptr<const PartitionConfig> PartitionManager::shared_config(const MetadataImage& image,
                                                                       const TopicImage& topic) {
  if (shared_config_ == nullptr || shared_config_topic_ != topic.id) {
    shared_config_ = std::make_shared<const PartitionConfig>(configs_.config_of(image, topic));
    shared_config_topic_ = topic.id;
  }
  return shared_config_;
}

void PartitionManager::reconfigure_all(const MetadataImage& image) {
  shared_config_ = nullptr;
  for (const auto& [id, partition] : table_.partitions_) {
    const TopicImage* topic = image.topic(id.topic);
    if (topic != nullptr) partition->reconfigure(shared_config(image, *topic));
  }
}

Task<void> PartitionManager::for_each(std::vector<TopicIdPartition> ids,
                                      Task<void> (PartitionManager::*change)(TopicIdPartition, ImagePtr),
                                      ImagePtr image) {
  TaskScope changes;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    while (changes_in_flight_ >= kChangesInFlightMax) co_await change_done_.wait();
    ++changes_in_flight_;
    changes.spawn(counted((this->*change)(ids[i], image)));
  }
  co_await changes.join();
}

Task<void> PartitionManager::counted(Task<void> change) {
  co_await change;
  --changes_in_flight_;
  change_done_.notify_all();
}

Task<Result<std::shared_ptr<PartitionLog>>> PartitionManager::create_log(TopicIdPartition id, ImagePtr image) {
  const TopicImage& topic = *image->topic(id.topic);
  Task<Result<std::shared_ptr<PartitionLog>>> creating =
      logs_.create(id, topic.name, shared_config(*image, topic)->log);
  Result<std::shared_ptr<PartitionLog>> created = co_await creating;
  if (created) co_return created;
  co_return Error(ErrorCode::kKafkaStorageError, created.error().message, created.error().os_errno);
}

Task<void> PartitionManager::open_partition(TopicIdPartition id, ImagePtr image) {
  const TopicImage& topic = *image->topic(id.topic);
  std::shared_ptr<PartitionLog> log = logs_.find(id);
  Status opened;
  // An empty log must not take the place of one that lies in a directory that is offline.
  const bool perhaps_offline = log == nullptr && opening_all_ && some_directory_offline();
  if (perhaps_offline) {
    opened = Error(ErrorCode::kKafkaStorageError, "perhaps in a log directory that is offline");
  } else if (log == nullptr) {
    Task<Result<std::shared_ptr<PartitionLog>>> creating = create_log(id, image);
    Result<std::shared_ptr<PartitionLog>> created = co_await creating;
    if (created) log = std::move(*created);
    else opened = created.error();
  }
  if (!opened.ok()) {
    logger_.error("partition not opened",
                  {{"topic", topic.name}, {"partition", id.partition}, {"error", opened.error()}});
  }
  if (!opened.ok() && !perhaps_offline && !stopped_) {
    unopened_.insert(id);
    retry_after_ns_ = kRetryMinNs;
    retry_.notify_all();
    if (!std::exchange(retrying_, true)) retries_.spawn(retry_opening());
  }
  // Without these the groups of the cluster have no coordinator, and nobody is told when that comes.
  if (log != nullptr && log->recovering() && is_internal_topic(topic.name)) {
    Task<Status> recovering = logs_.recovered(id);
    static_cast<void>(co_await recovering);  // the log says what is wrong
  }
  put_partition(id, *image, std::move(log), std::move(opened));
}

void PartitionManager::put_partition(const TopicIdPartition& id, const MetadataImage& image,
                                     std::shared_ptr<PartitionLog> log, Status opened) {
  const TopicImage& topic = *image.topic(id.topic);
  Voter self{node_id_, Uuid()};
  if (log != nullptr) {
    const std::vector<LogManager::DirectoryInfo> directories = logs_.log_dirs();
    if (log->log_dir_index() < directories.size()) self.directory = directories[log->log_dir_index()].id;
  }
  auto partition = std::make_shared<Partition>(env_, id, topic.name, self, std::move(log), std::move(opened), &logs_);
  partition->reconfigure(shared_config(image, topic));
  partition->apply(*topic.partition(id.partition), registered(image));
  if (stopped_) partition->close();
  table_.partitions_[id] = std::move(partition);
}

// Ends when all of them are open, or gone.
Task<void> PartitionManager::retry_opening() {
  while (!stopped_ && !unopened_.empty()) {
    const MonotonicNs tried = env_.now();
    while (!stopped_ && env_.now() < tried + retry_after_ns_) {
      co_await retry_.wait_until(env_.timers, tried + retry_after_ns_);
    }
    retry_after_ns_ = std::min(retry_after_ns_ * 2, kRetryMaxNs);
    const std::vector<TopicIdPartition> ids(unopened_.begin(), unopened_.end());
    for (std::size_t i = 0; i < ids.size() && !stopped_; ++i) {
      Task<void> opening = open_again(ids[i]);
      co_await opening;
    }
  }
  retrying_ = false;
}

Task<void> PartitionManager::open_again(TopicIdPartition id) {
  const std::shared_ptr<Partition> unopened = table_.find(id);
  if (unopened == nullptr || image_ == nullptr || !hosted(*image_, id)) co_return;  // about to come, or to go
  opening_again_ = id;
  Task<Result<std::shared_ptr<PartitionLog>>> creating = create_log(id, image_);
  Result<std::shared_ptr<PartitionLog>> created = co_await creating;
  opening_again_.reset();
  change_done_.notify_all();
  if (!created || stopped_) co_return;
  unopened_.erase(id);
  unopened->close();
  put_partition(id, *image_, std::move(*created), Status());
  logger_.info("partition opened, at last", {{"topic", unopened->topic()}, {"partition", id.partition}});
  if (on_opened_) on_opened_();
}

bool PartitionManager::some_directory_offline() const {
  const std::vector<LogManager::DirectoryInfo> directories = logs_.log_dirs();
  return std::any_of(directories.begin(), directories.end(), [](const auto& directory) { return !directory.online; });
}

Task<void> PartitionManager::remove_partition(TopicIdPartition id, ImagePtr) {
  while (opening_again_ == id) co_await change_done_.wait();
  unopened_.erase(id);
  const auto open = table_.partitions_.find(id);
  if (open != table_.partitions_.end()) {
    open->second->close();
    table_.partitions_.erase(open);
  }
  if (logs_.find(id) == nullptr) co_return;
  Task<Status> removing = logs_.remove(id);
  const Status removed = co_await removing;
  if (!removed) {
    logger_.error("log not removed", {{"topic_id", id.topic}, {"partition", id.partition}, {"error", removed.error()}});
  }
}

void PartitionManager::on_recovered(const std::shared_ptr<PartitionLog>& log) {
  const std::shared_ptr<Partition> partition = table_.find(log->id());
  if (partition == nullptr || !partition->recovering() || image_ == nullptr) return;
  const PartitionImage* image = image_->partition(log->id());
  if (image == nullptr) return;  // it is about to be removed
  partition->attach(*image, registered(*image_));
}

Task<void> PartitionManager::stop() {
  stopped_ = true;
  logs_.set_on_recovered(nullptr);
  for (const auto& [id, partition] : table_.partitions_) partition->close();
  retry_.notify_all();
  co_await retries_.join();
}

}  // namespace klamm::replication
