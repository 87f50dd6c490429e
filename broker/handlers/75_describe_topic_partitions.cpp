// DescribeTopicPartitions, version 0.
//
// Topics and their partitions page by page, in the order of names (KIP-966). A page has at most as many partitions as
// the request and max.request.partition.size.limit say; the cursor in the answer says where the next one begins.
#include <algorithm>
#include <limits>
#include <set>

#include "broker/broker_shard.h"
#include "broker/handlers/handlers.h"
#include "broker/handlers/topic_answers.h"
#include "broker/security/authorized_operations.h"

namespace klamm::broker {

namespace {

using protocol::DescribeTopicPartitionsRequest;
using protocol::DescribeTopicPartitionsResponse;
using replication::TopicImage;

constexpr std::int16_t kListenerErrors = std::numeric_limits<std::int16_t>::max();

DescribeTopicPartitionsResponse::DescribeTopicPartitionsResponsePartition describe(const RequestContext& context,
                                                                                   const TopicImage& topic,
                                                                                   std::int32_t index) {
  const replication::PartitionImage& partition = *topic.partitions[static_cast<std::size_t>(index)];
  DescribeTopicPartitionsResponse::DescribeTopicPartitionsResponsePartition out;
  out.error_code = leader_error(*context.image, partition, context.connection.listener, kListenerErrors);
  out.partition_index = index;
  out.leader_id = partition.leader.value;
  out.leader_epoch = partition.leader_epoch.value;
  out.replica_nodes = broker_numbers(partition.replicas);
  out.isr_nodes = broker_numbers(partition.isr);
  out.eligible_leader_replicas = broker_numbers(partition.eligible_leader_replicas);
  out.last_known_elr = broker_numbers(partition.last_known_elr);
  out.offline_replicas = offline_replicas(*context.image, partition, context.connection.listener);
  return out;
}

// Adds a topic from `first` on, `room` partitions at most; true and the cursor set if some are left over.
bool add_topic(const RequestContext& context, const TopicImage& topic, std::int32_t first, std::int32_t& room,
               DescribeTopicPartitionsResponse& response) {
  auto& out = response.topics.emplace_back();
  out.name = topic.name;
  out.topic_id = topic.id;
  out.is_internal = replication::is_internal_topic(topic.name);
  out.topic_authorized_operations = kTopicOperations;
  const auto count = static_cast<std::int32_t>(topic.partitions.size());
  const std::int32_t end = std::min(count, first + room);
  for (std::int32_t index = first; index < end; ++index) out.partitions.push_back(describe(context, topic, index));
  room -= std::max(end - first, 0);
  if (end >= count) return false;
  response.next_cursor = DescribeTopicPartitionsResponse::Cursor{topic.name, end};
  return true;
}

// The names to describe, from the cursor on, in order.
std::set<std::string_view> names_of(const RequestContext& context, const DescribeTopicPartitionsRequest& request) {
  std::set<std::string_view> names;
  const std::string_view from = request.cursor.has_value() ? request.cursor->topic_name : std::string_view();
  if (request.topics.empty()) {
    for (auto topic = context.image->topics_by_name.lower_bound(from); topic != context.image->topics_by_name.end();
         ++topic) {
      names.insert(topic->first);
    }
    return names;
  }
  for (const auto& topic : request.topics) {
    if (topic.name >= from) names.insert(topic.name);
  }
  return names;
}

// A cursor stands in a partition that can be, of a topic that is asked for.
bool is_valid(const DescribeTopicPartitionsRequest& request) {
  if (!request.cursor.has_value()) return true;
  if (request.cursor->partition_index < 0) return false;
  return request.topics.empty() || std::ranges::any_of(request.topics, [&request](const auto& topic) {
           return topic.name == request.cursor->topic_name;
         });
}

}  // namespace

Task<DescribeTopicPartitionsResponse> handle_describe_topic_partitions(RequestContext& context,
                                                                       DescribeTopicPartitionsRequest request) {
  DescribeTopicPartitionsResponse response;
  if (!is_valid(request)) {
    for (const auto& topic : request.topics) {
      auto& out = response.topics.emplace_back();
      out.name = topic.name;
      out.error_code = ErrorCode::kInvalidRequest;
    }
    co_return response;
  }
  const std::int32_t limit = context.shard.settings().max_request_partition_size_limit;
  std::int32_t room = std::min(limit, std::max(request.response_partition_limit, 1));
  for (const std::string_view name : names_of(context, request)) {
    const TopicImage* topic = context.image->topic(name);
    if (topic == nullptr) {
      auto& out = response.topics.emplace_back();
      out.name = name;
      out.error_code = missing_topic_error(name);
      out.topic_authorized_operations = kTopicOperations;
      continue;
    }
    if (room == 0) {
      response.next_cursor = DescribeTopicPartitionsResponse::Cursor{topic->name, 0};
      break;
    }
    const bool continued = request.cursor.has_value() && request.cursor->topic_name == name;
    const std::int32_t first = continued ? std::max(request.cursor->partition_index, 0) : 0;
    if (add_topic(context, *topic, first, room, response)) break;
  }
  co_return response;
}

}  // namespace klamm::broker
