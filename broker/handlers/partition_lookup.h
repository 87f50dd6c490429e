// From the names in a request to a partition and its shard.
#pragma once

#include <string_view>

#include "broker/broker_shard.h"
#include "broker/request_context.h"

namespace klamm::broker {

struct PartitionPlace {
  ShardId shard;
  TopicIdPartition id;
};

// kNone, or UNKNOWN_TOPIC_OR_PARTITION.
[[nodiscard]] inline ErrorCode find_partition(const RequestContext& context, std::string_view topic,
                                              std::int32_t partition, PartitionPlace& place) {
  const replication::TopicImage* found = context.image->topic(topic);
  if (found == nullptr || found->partition(PartitionId(partition)) == nullptr) {
    return ErrorCode::kUnknownTopicOrPartition;
  }
  place.id = {found->id, PartitionId(partition)};
  place.shard = context.shard.owner_of(place.id);
  return ErrorCode::kNone;
}

}  // namespace klamm::broker
