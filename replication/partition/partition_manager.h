// The partitions of one shard, kept as the metadata says.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "replication/controller/publisher.h"
#include "replication/metadata/image.h"
#include "replication/partition/partition.h"
#include "replication/partition/partition_config.h"
#include "runtime/shard/env.h"
#include "runtime/task/sync.h"
#include "runtime/task/task.h"
#include "storage/log/log_manager.h"

namespace klamm::replication {

// Which shard a partition lives on: the same for every run and every build, as long as the number of shards is. The
// metadata log is on the controller's shard always.
[[nodiscard]] ShardId owner_shard(const TopicIdPartition& partition, std::uint32_t shard_count);

// What the partitions of this shard are. Lookups never suspend.
class PartitionTable {
 public:
  // Null if this shard has no such partition.
  [[nodiscard]] std::shared_ptr<Partition> find(const TopicIdPartition& id) const;
  // In the order of their ids.
  [[nodiscard]] const std::map<TopicIdPartition, std::shared_ptr<Partition>>& all() const { return partitions_; }

 private:
  friend class PartitionManager;
  std::map<TopicIdPartition, std::shared_ptr<Partition>> partitions_;
};

// Opens, creates, configures and removes the partitions that this shard owns, as images come. One per shard,
// registered with the shard's ShardMetadata before the controller starts.
//
// Logs on disk that the first image does not place here are removed where the metadata log says that their topic was
// deleted (the process died in between). All others are strays: reported, not served, and left alone, since deleting is
// only ever done on the controller's word.
//
// After a start most logs are still being recovered. Their partitions are there at once, answer NOT_LEADER_OR_FOLLOWER,
// and lead when their logs are (Partition::attach). Those of internal topics are waited for.
//
// A log that could not be made (no space, a directory that cannot be written) is tried again, after one second and then
// ever more seldom. Meanwhile its partition answers KAFKA_STORAGE_ERROR, as Kafka's do whose directory is offline.
class PartitionManager final : public MetadataListener {
 public:
  // All must outlive stop().
  // `incarnation_id` is what this process registers with: partitions are led only under that registration.
  PartitionManager(Env& env, BrokerId node_id, Uuid incarnation_id, LogManager& logs,
                   const PartitionConfigSource& configs);
  PartitionManager(const PartitionManager&) = delete;
  PartitionManager& operator=(const PartitionManager&) = delete;

  Task<void> retire(MetadataUpdate update) override;
  Task<void> prepare(MetadataUpdate update) override;
  void applied(const MetadataUpdate& update) override;

  // Closes all partitions: who waits is told. When it returns, nothing is under way. The logs stay open; the LogManager
  // is closed by its owner, afterwards but before this goes: until then a log that moves is exchanged here.
  Task<void> stop();
  // Called when a partition whose log could not be made has one, and leads if it is to. Only takes note.
  void set_on_opened(std::function<void()> on_opened) { on_opened_ = std::move(on_opened); }

  [[nodiscard]] const PartitionTable& table() const { return table_; }
  [[nodiscard]] std::shared_ptr<Partition> find(const TopicIdPartition& id) const { return table_.find(id); }
  // Directories of topics that the metadata does not know.
  [[nodiscard]] const std::vector<std::string>& strays() const { return strays_; }

 private:
  // Opens and removals under way at a time, so that a topic of 10,000 partitions does not hold 10,000 frames.
  static constexpr std::size_t kChangesInFlightMax = 256;
  static constexpr MonotonicNs kRetryMinNs = 1'000 * kNsPerMs;
  static constexpr MonotonicNs kRetryMaxNs = 60'000 * kNsPerMs;

  void collect(const MetadataImage& image, const TopicImage& topic, std::vector<TopicIdPartition>& to_open);
  Task<void> for_each(std::vector<TopicIdPartition> ids,
                      Task<void> (PartitionManager::*change)(TopicIdPartition, ImagePtr), ImagePtr image);
  Task<void> counted(Task<void> change);
  Task<void> open_partition(TopicIdPartition id, ImagePtr image);
  void put_partition(const TopicIdPartition& id, const MetadataImage& image, std::shared_ptr<PartitionLog> log,
                     Status opened);
  Task<Result<std::shared_ptr<PartitionLog>>> create_log(TopicIdPartition id, ImagePtr image);
  Task<void> retry_opening();
  Task<void> open_again(TopicIdPartition id);
  Task<void> remove_partition(TopicIdPartition id, ImagePtr image);
  [[nodiscard]] std::vector<TopicIdPartition> gone(const MetadataUpdate& update);
  [[nodiscard]] bool hosted(const MetadataImage& image, const TopicIdPartition& id) const;
  [[nodiscard]] bool some_directory_offline() const;
  [[nodiscard]] bool registered(const MetadataImage& image) const;
  [[nodiscard]] std::shared_ptr<const PartitionConfig> shared_config(const MetadataImage& image,
                                                                     const TopicImage& topic);
  void reconfigure_all(const MetadataImage& image);
  void on_recovered(const std::shared_ptr<PartitionLog>& log);

  Env& env_;
  const BrokerId node_id_;
  const Uuid incarnation_id_;
  LogManager& logs_;
  const PartitionConfigSource& configs_;
  Logger logger_;
  PartitionTable table_;
  ImagePtr image_;  // the newest one that partitions were prepared for
  std::vector<std::string> strays_;
  std::shared_ptr<const PartitionConfig> shared_config_;  // of the topic that was asked for last, in this update
  TopicId shared_config_topic_;
  std::size_t changes_in_flight_ = 0;
  Signal change_done_;
  bool opening_all_ = false;                       // what is opened existed before
  std::set<TopicIdPartition> unopened_;            // their logs could not be made
  std::optional<TopicIdPartition> opening_again_;  // one of them
  MonotonicNs retry_after_ns_ = kRetryMinNs;
  Signal retry_;
  bool retrying_ = false;
  std::function<void()> on_opened_;
  bool stopped_ = false;
  TaskScope retries_;  // one fiber, while there are unopened ones
};

}  // namespace klamm::replication
