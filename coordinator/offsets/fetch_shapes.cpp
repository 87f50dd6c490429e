#include "coordinator/offsets/fetch_shapes.h"

#include <utility>

namespace klamm::coordinator {

using protocol::OffsetFetchRequest;
using protocol::OffsetFetchResponse;

namespace {

constexpr std::int16_t kManyGroupsSinceVersion = 8;
constexpr std::int16_t kGroupErrorSinceVersion = 2;

}  // namespace

OffsetFetchRequest::OffsetFetchRequestGroup only_group(const OffsetFetchRequest& request) {
  OffsetFetchRequest::OffsetFetchRequestGroup group;
  group.group_id = request.group_id;
  if (!request.topics) {
    group.topics.reset();
    return group;
  }
  for (const OffsetFetchRequest::OffsetFetchRequestTopic& topic : *request.topics) {
    OffsetFetchRequest::OffsetFetchRequestTopics& wanted = group.topics->emplace_back();
    wanted.name = topic.name;
    wanted.partition_indexes = topic.partition_indexes;
  }
  return group;
}

void add_group(const OffsetFetchRequest::OffsetFetchRequestGroup& asked,
               OffsetFetchResponse::OffsetFetchResponseGroup answer, std::int16_t version,
               OffsetFetchResponse& response) {
  if (version >= kManyGroupsSinceVersion) {
    response.groups.push_back(std::move(answer));
    return;
  }
  if (version >= kGroupErrorSinceVersion) {
    response.error_code = answer.error_code;
  } else if (answer.error_code != ErrorCode::kNone && asked.topics) {
    for (const OffsetFetchRequest::OffsetFetchRequestTopics& topic : *asked.topics) {
      OffsetFetchResponse::OffsetFetchResponseTopic& to = response.topics.emplace_back();
      to.name = topic.name;
      for (const std::int32_t partition : topic.partition_indexes) {
        OffsetFetchResponse::OffsetFetchResponsePartition& part = to.partitions.emplace_back();
        part.partition_index = partition;
        part.committed_offset = -1;
        part.error_code = answer.error_code;
      }
    }
    return;
  }
  for (const OffsetFetchResponse::OffsetFetchResponseTopics& topic : answer.topics) {
    OffsetFetchResponse::OffsetFetchResponseTopic& to = response.topics.emplace_back();
    to.name = topic.name;
    for (const OffsetFetchResponse::OffsetFetchResponsePartitions& from : topic.partitions) {
      OffsetFetchResponse::OffsetFetchResponsePartition& part = to.partitions.emplace_back();
      part.partition_index = from.partition_index;
      part.committed_offset = from.committed_offset;
      part.committed_leader_epoch = from.committed_leader_epoch;
      part.metadata = from.metadata;
      part.error_code = from.error_code;
    }
  }
}

}  // namespace klamm::coordinator
