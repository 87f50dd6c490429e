// OffsetFetch, versions 0 to 10: how far groups have read.
//
// - 2: all topics of a group, and an error for it. 7: waits for nothing uncertain (require_stable). 8: many groups at
//   once. 10: topic ids; what has no topic any more is UNKNOWN_TOPIC_ID, and left out where all are asked for.
#include "broker/groups/group_call.h"
#include "broker/handlers/handlers.h"
#include "coordinator/offsets/fetch_shapes.h"

namespace klamm::broker {

namespace {

using protocol::OffsetFetchRequest;
using protocol::OffsetFetchResponse;
using Group = OffsetFetchRequest::OffsetFetchRequestGroup;
using GroupOffsets = OffsetFetchResponse::OffsetFetchResponseGroup;

constexpr std::int16_t kBatchedVersion = 8;
constexpr std::int16_t kTopicIdVersion = 10;
constexpr std::int64_t kNoOffset = -1;

// Takes the topics out of the question whose ids nobody knows, and answers them.
std::vector<OffsetFetchResponse::OffsetFetchResponseTopics> take_unknown(const RequestContext& context, Group& group) {
  std::vector<OffsetFetchResponse::OffsetFetchResponseTopics> unknown;
  if (!group.topics.has_value()) return unknown;
  std::vector<OffsetFetchRequest::OffsetFetchRequestTopics> known;
  for (auto& topic : *group.topics) {
    const replication::TopicImage* found = context.image->topic(topic.topic_id);
    if (found != nullptr) {
      topic.name = found->name;
      known.push_back(std::move(topic));
      continue;
    }
    auto& out = unknown.emplace_back();
    out.topic_id = topic.topic_id;
    for (const std::int32_t index : topic.partition_indexes) {
      auto& partition = out.partitions.emplace_back();
      partition.partition_index = index;
      partition.committed_offset = kNoOffset;
      partition.error_code = ErrorCode::kUnknownTopicId;
    }
  }
  group.topics = std::move(known);
  return unknown;
}

void put_ids(const RequestContext& context, GroupOffsets& offsets) {
  std::vector<OffsetFetchResponse::OffsetFetchResponseTopics> existing;
  for (auto& topic : offsets.topics) {
    const replication::TopicImage* found = context.image->topic(topic.name);
    if (found == nullptr) continue;
    topic.topic_id = found->id;
    existing.push_back(std::move(topic));
  }
  offsets.topics = std::move(existing);
}

Task<GroupOffsets> fetch(RequestContext& context, Group group, bool require_stable) {
  const bool by_id = context.api_version >= kTopicIdVersion;
  std::vector<OffsetFetchResponse::OffsetFetchResponseTopics> unknown;
  if (by_id) unknown = take_unknown(context, group);
  const std::string_view group_id = group.group_id;
  auto call = [&](coordinator::GroupService& service) { return service.fetch_offsets(group, require_stable); };
  Task<std::optional<GroupOffsets>> calling = call_group<GroupOffsets>(context, group_id, call);
  std::optional<GroupOffsets> answer = co_await calling;
  GroupOffsets offsets;
  if (answer.has_value()) {
    offsets = std::move(*answer);
  } else {
    offsets.group_id = group_id;
    offsets.error_code = ErrorCode::kNotCoordinator;
  }
  if (by_id) put_ids(context, offsets);
  if (offsets.error_code == ErrorCode::kNone) {
    for (auto& topic : unknown) offsets.topics.push_back(std::move(topic));
  }
  co_return offsets;
}

}  // namespace

Task<OffsetFetchResponse> handle_offset_fetch(RequestContext& context, OffsetFetchRequest request) {
  OffsetFetchResponse response;
  std::vector<Group> groups = request.groups;
  if (context.api_version < kBatchedVersion) groups = {coordinator::only_group(request)};
  for (const Group& group : groups) {
    Task<GroupOffsets> fetching = fetch(context, group, request.require_stable);
    GroupOffsets offsets = co_await fetching;
    coordinator::add_group(group, std::move(offsets), context.api_version, response);
  }
  co_return response;
}

}  // namespace klamm::broker
