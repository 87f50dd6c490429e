#include "broker/groups/group_call.h"

#include "coordinator/java_string.h"

namespace klamm::broker {

std::optional<ShardId> coordinator_shard(const RequestContext& context, std::string_view group_id) {
  const replication::TopicImage* topic = context.image->topic(replication::kGroupOffsetsTopicName);
  if (topic == nullptr || topic->partitions.empty()) return std::nullopt;
  const std::int32_t partition =
      coordinator::partition_for(group_id, static_cast<std::int32_t>(topic->partitions.size()));
  return context.shard.owner_of({topic->id, PartitionId(partition)});
}

}  // namespace klamm::broker
