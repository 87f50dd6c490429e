// OffsetDelete, version 0: forgets committed offsets of topics that the group does not read (KIP-496).
#include <algorithm>

#include "broker/groups/group_call.h"
#include "broker/handlers/handlers.h"

namespace klamm::broker {

namespace {

using protocol::OffsetDeleteRequest;
using protocol::OffsetDeleteResponse;

// Takes the partitions that there are not out of the request, as answers.
std::vector<OffsetDeleteResponse::OffsetDeleteResponseTopic> take_unknown(const replication::MetadataImage& image,
                                                                          OffsetDeleteRequest& request) {
  std::vector<OffsetDeleteResponse::OffsetDeleteResponseTopic> unknown;
  for (OffsetDeleteRequest::OffsetDeleteRequestTopic& topic : request.topics) {
    const replication::TopicImage* found = image.topic(topic.name);
    OffsetDeleteResponse::OffsetDeleteResponseTopic refused;
    refused.name = topic.name;
    std::erase_if(topic.partitions, [&refused, found](const auto& partition) {
      if (found != nullptr && found->partition(PartitionId(partition.partition_index)) != nullptr) return false;
      refused.partitions.push_back({partition.partition_index, ErrorCode::kUnknownTopicOrPartition});
      return true;
    });
    if (!refused.partitions.empty()) unknown.push_back(std::move(refused));
  }
  std::erase_if(request.topics, [](const auto& topic) { return topic.partitions.empty(); });
  return unknown;
}

// One entry a topic, whoever answered for its partitions.
void merge(std::vector<OffsetDeleteResponse::OffsetDeleteResponseTopic> unknown, OffsetDeleteResponse& response) {
  for (OffsetDeleteResponse::OffsetDeleteResponseTopic& topic : unknown) {
    const auto present =
        std::ranges::find(response.topics, topic.name, &OffsetDeleteResponse::OffsetDeleteResponseTopic::name);
    if (present == response.topics.end()) {
      response.topics.push_back(std::move(topic));
    } else {
      present->partitions.insert(present->partitions.end(), topic.partitions.begin(), topic.partitions.end());
    }
  }
}

}  // namespace

Task<protocol::OffsetDeleteResponse> handle_offset_delete(RequestContext& context,
                                                          protocol::OffsetDeleteRequest request) {
  using Response = protocol::OffsetDeleteResponse;
  std::vector<Response::OffsetDeleteResponseTopic> unknown = take_unknown(*context.image, request);
  const std::string_view group_id = request.group_id;

  auto call = [&](coordinator::GroupService& service) { return service.delete_offsets(request); };
  Task<std::optional<Response>> calling = call_group<Response>(context, group_id, call);
  std::optional<Response> response = co_await calling;
  if (response.has_value()) {
    if (response->error_code == ErrorCode::kNone) merge(std::move(unknown), *response);
    co_return std::move(*response);
  }
  Response refused;
  refused.error_code = ErrorCode::kNotCoordinator;
  co_return refused;
}

}  // namespace klamm::broker
