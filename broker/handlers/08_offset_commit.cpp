// OffsetCommit, versions 0 to 10: keeps how far a group has read.
//
// The coordinator decides about members and generations; topics that do not exist are sorted out here
// (UNKNOWN_TOPIC_OR_PARTITION, from 10 on, with ids, UNKNOWN_TOPIC_ID).
// - 0 and 1: no member, its own timestamps. 2 to 4: retention. 6: leader epochs. 7: static members. 10: topic ids.
#include "broker/groups/group_call.h"
#include "broker/handlers/handlers.h"

namespace klamm::broker {

namespace {

using protocol::OffsetCommitRequest;
using protocol::OffsetCommitResponse;

constexpr std::int16_t kTopicIdVersion = 10;

OffsetCommitResponse::OffsetCommitResponseTopic failed(const OffsetCommitRequest::OffsetCommitRequestTopic& topic,
                                                       ErrorCode error) {
  OffsetCommitResponse::OffsetCommitResponseTopic out;
  out.name = topic.name;
  out.topic_id = topic.topic_id;
  for (const auto& partition : topic.partitions) out.partitions.push_back({partition.partition_index, error});
  return out;
}

// Moves what the topic has no partition for into the answer.
void refuse_unknown_partitions(const replication::TopicImage& image,
                               OffsetCommitRequest::OffsetCommitRequestTopic& topic, OffsetCommitResponse& response) {
  OffsetCommitRequest::OffsetCommitRequestTopic unknown = topic;
  const auto is_known = [&image](const auto& partition) {
    return image.partition(PartitionId(partition.partition_index)) != nullptr;
  };
  std::erase_if(unknown.partitions, is_known);
  if (unknown.partitions.empty()) return;
  std::erase_if(topic.partitions, [&is_known](const auto& partition) { return !is_known(partition); });
  response.topics.push_back(failed(unknown, ErrorCode::kUnknownTopicOrPartition));
}

// One entry a topic, whoever answered for its partitions.
void merge(OffsetCommitResponse::OffsetCommitResponseTopic topic, OffsetCommitResponse& response) {
  for (auto& present : response.topics) {
    if (present.name != topic.name || present.topic_id != topic.topic_id) continue;
    present.partitions.insert(present.partitions.end(), topic.partitions.begin(), topic.partitions.end());
    return;
  }
  response.topics.push_back(std::move(topic));
}

}  // namespace

Task<OffsetCommitResponse> handle_offset_commit(RequestContext& context, OffsetCommitRequest request) {
  const bool by_id = context.api_version >= kTopicIdVersion;
  OffsetCommitResponse response;
  std::vector<OffsetCommitRequest::OffsetCommitRequestTopic> known;
  for (OffsetCommitRequest::OffsetCommitRequestTopic& topic : request.topics) {
    const replication::TopicImage* found =
        by_id ? context.image->topic(topic.topic_id) : context.image->topic(topic.name);
    if (found == nullptr) {
      const ErrorCode error = by_id ? ErrorCode::kUnknownTopicId : ErrorCode::kUnknownTopicOrPartition;
      response.topics.push_back(failed(topic, error));
      continue;
    }
    topic.name = found->name;
    topic.topic_id = found->id;
    refuse_unknown_partitions(*found, topic, response);
    if (!topic.partitions.empty()) known.push_back(std::move(topic));
  }
  if (known.empty()) co_return response;
  request.topics = std::move(known);
  const std::string_view group_id = request.group_id;
  const std::int16_t version = context.api_version;
  auto call = [&](coordinator::GroupService& service) { return service.commit_offsets(request, version); };
  Task<std::optional<OffsetCommitResponse>> calling = call_group<OffsetCommitResponse>(context, group_id, call);
  std::optional<OffsetCommitResponse> answer = co_await calling;
  if (answer.has_value()) {
    for (auto& topic : answer->topics) merge(std::move(topic), response);
  } else {
    for (const auto& topic : request.topics) merge(failed(topic, ErrorCode::kNotCoordinator), response);
  }
  co_return response;
}

}  // namespace klamm::broker
