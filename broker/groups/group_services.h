// The group coordinator's place in the broker: which partitions of __consumer_offsets this shard leads, their logs, and
// the way of a request from the connection's shard to the group's.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "broker/config/broker_config.h"
#include "coordinator/group_service.h"
#include "coordinator/java_string.h"
#include "replication/controller/publisher.h"
#include "replication/partition/partition.h"
#include "runtime/shard/mailbox.h"

namespace klamm::broker {

class BrokerShard;

// One per shard. The service appears when the topic __consumer_offsets does, since the number of its partitions, which
// is fixed for good then, decides which group is where.
class GroupServices final : public replication::MetadataListener {
 public:
  explicit GroupServices(BrokerShard& shard);
  ~GroupServices() override;

  Task<void> prepare(replication::MetadataUpdate update) override;
  void applied(const replication::MetadataUpdate& update) override;
  // A partition of this shard has its log later than its place in the image.
  void partition_opened();

  // Answers everybody who waits. Nothing is left under way when it returns.
  Task<void> stop();

  // Null as long as there is no __consumer_offsets: then nobody coordinates anything.
  [[nodiscard]] coordinator::GroupService* service() { return service_.get(); }

 private:
  void follow(const replication::TopicImage& topic);

  BrokerShard& shard_;
  std::unique_ptr<coordinator::GroupService> service_;
  std::map<PartitionId, LeaderEpoch> led_;
  std::map<TopicId, std::string> topics_;  // whose offsets go when they do
};

// The limits of coordinator/config.h from the broker's configs.
[[nodiscard]] coordinator::GroupConfig group_config(const config::GroupsConfig& settings);

}  // namespace klamm::broker
