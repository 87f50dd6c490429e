// FindCoordinator, versions 0 to 6.
//
// Which broker coordinates a group: the leader of the group's partition of __consumer_offsets, which is created when it
// is first asked for.
// - 1: the kind of key (0 group, 1 transaction). 4: many keys at once. 6: share groups (2).
// - There is no transaction coordinator and no share coordinator: COORDINATOR_NOT_AVAILABLE. Other kinds are
//   INVALID_REQUEST.
#include "broker/broker_shard.h"
#include "broker/handlers/handlers.h"
#include "broker/handlers/topic_answers.h"
#include "coordinator/java_string.h"

namespace klamm::broker {

namespace {

using protocol::FindCoordinatorRequest;
using protocol::FindCoordinatorResponse;

constexpr std::int8_t kGroup = 0;
constexpr std::int8_t kTransaction = 1;
constexpr std::int8_t kShare = 2;
constexpr std::int16_t kBatchedVersion = 4;
constexpr std::int16_t kShareVersion = 6;
constexpr std::int32_t kNoPort = -1;
// Kafka's text for INVALID_REQUEST.
constexpr std::string_view kInvalidRequestText =
    "This most likely occurs because of a request being malformed by the client library or the message was sent to an "
    "incompatible broker. See the broker logs for more details.";

// group:topic-id:partition, the key of a share partition (KIP-932).
bool is_share_key(std::string_view key) {
  constexpr std::size_t kUuidChars = 22;
  const std::size_t second = key.rfind(':');
  if (second == std::string_view::npos || second == 0) return false;
  const std::size_t first = key.rfind(':', second - 1);
  if (first == std::string_view::npos || second - first - 1 != kUuidChars) return false;
  const std::string_view partition = key.substr(second + 1);
  return !partition.empty() && partition.find_first_not_of("0123456789") == std::string_view::npos;
}

FindCoordinatorResponse::Coordinator failed(std::string_view key, ErrorCode error,
                                            std::optional<std::string_view> message = std::nullopt) {
  FindCoordinatorResponse::Coordinator coordinator;
  coordinator.key = key;
  coordinator.node_id = kNoBroker.value;
  coordinator.port = kNoPort;
  coordinator.error_code = error;
  coordinator.error_message = message;
  return coordinator;
}

FindCoordinatorResponse::Coordinator find(const RequestContext& context, std::string_view key) {
  const replication::TopicImage* topic = context.image->topic(replication::kGroupOffsetsTopicName);
  if (topic == nullptr || topic->partitions.empty()) return failed(key, ErrorCode::kCoordinatorNotAvailable);
  const std::int32_t index = coordinator::partition_for(key, static_cast<std::int32_t>(topic->partitions.size()));
  const replication::PartitionImage* partition = topic->partition(PartitionId(index));
  const replication::BrokerImage* leader = context.image->broker(partition->leader);
  const replication::Endpoint* endpoint =
      leader == nullptr || leader->fenced ? nullptr : leader->endpoint(context.connection.listener);
  if (endpoint == nullptr) return failed(key, ErrorCode::kCoordinatorNotAvailable);
  FindCoordinatorResponse::Coordinator found;
  found.key = key;
  found.node_id = leader->id.value;
  found.host = endpoint->host;
  found.port = endpoint->port;
  found.error_message = std::string_view();
  return found;
}

}  // namespace

Task<FindCoordinatorResponse> handle_find_coordinator(RequestContext& context, FindCoordinatorRequest request) {
  std::vector<std::string_view> keys = request.coordinator_keys;
  if (context.api_version < kBatchedVersion) keys = {request.key};
  const bool known = request.key_type == kGroup || request.key_type == kTransaction ||
                     (request.key_type == kShare && context.api_version >= kShareVersion);
  if (request.key_type == kGroup && context.image->topic(replication::kGroupOffsetsTopicName) == nullptr) {
    std::vector<std::string_view> topics{replication::kGroupOffsetsTopicName};
    Task<std::map<std::string_view, replication::ItemError>> creating =
        create_missing_topics(context, std::move(topics));
    co_await creating;
  }
  FindCoordinatorResponse response;
  for (const std::string_view key : keys) {
    if (!known || (request.key_type == kShare && !is_share_key(key))) {
      // Of a share partition's key that is none, Kafka gives no reason, only an empty one.
      const bool share = request.key_type == kShare && context.api_version >= kBatchedVersion;
      response.coordinators.push_back(failed(key, ErrorCode::kInvalidRequest, share ? "" : kInvalidRequestText));
    } else if (request.key_type == kShare) {
      response.coordinators.push_back(failed(key, ErrorCode::kCoordinatorNotAvailable, ""));
    } else if (request.key_type != kGroup) {
      response.coordinators.push_back(failed(key, ErrorCode::kCoordinatorNotAvailable));
    } else {
      response.coordinators.push_back(find(context, key));
    }
  }
  if (context.api_version >= kBatchedVersion) co_return response;
  const FindCoordinatorResponse::Coordinator& only = response.coordinators.front();
  response.error_code = only.error_code;
  response.error_message = only.error_message;
  response.node_id = only.node_id;
  response.host = only.host;
  response.port = only.port;
  co_return response;
}

}  // namespace klamm::broker
