// Metadata, versions 0 to 13.
//
// Brokers with their address on the listener that was asked, topics with partitions, and the creation of topics that
// are missing. The image answers; nothing is asked of another shard but the creation.
// - 0: no topics in the request means all of them; from 1 on, null does, and none means none.
// - 4: the client may forbid creation. 8: authorised operations (KIP-430). 10: topic ids; only from 12 on may a request
//   name topics by id. 13: an error for the whole answer, which only a client of another cluster would see.
// - A topic that was created on the way is in the answer at once; Kafka answers UNKNOWN_TOPIC_OR_PARTITION and the
// client
//   asks again.
#include <algorithm>
#include <set>

#include "broker/broker_shard.h"
#include "broker/handlers/handlers.h"
#include "broker/handlers/topic_answers.h"
#include "broker/security/authorized_operations.h"

namespace klamm::broker {

namespace {

using protocol::MetadataRequest;
using protocol::MetadataResponse;
using replication::MetadataImage;
using replication::TopicImage;

constexpr std::int16_t kNullMeansAllVersion = 1;
constexpr std::int16_t kTopicIdRequestVersion = 12;

MetadataResponse::MetadataResponseTopic failed_topic(ErrorCode error, std::optional<std::string_view> name, Uuid id) {
  MetadataResponse::MetadataResponseTopic topic;
  topic.error_code = error;
  topic.name = name;
  topic.topic_id = id;
  topic.is_internal = name.has_value() && replication::is_internal_topic(*name);
  return topic;
}

MetadataResponse::MetadataResponseTopic describe(const RequestContext& context, const TopicImage& topic,
                                                 bool with_operations) {
  MetadataResponse::MetadataResponseTopic answer;
  answer.name = topic.name;
  answer.topic_id = topic.id;
  answer.is_internal = replication::is_internal_topic(topic.name);
  if (with_operations) answer.topic_authorized_operations = kTopicOperations;
  answer.partitions.reserve(topic.partitions.size());
  for (std::size_t i = 0; i < topic.partitions.size(); ++i) {
    const replication::PartitionImage& partition = *topic.partitions[i];
    MetadataResponse::MetadataResponsePartition& out = answer.partitions.emplace_back();
    out.partition_index = static_cast<std::int32_t>(i);
    out.error_code = leader_error(*context.image, partition, context.connection.listener, context.api_version);
    out.leader_id = out.error_code == ErrorCode::kLeaderNotAvailable ? kNoBroker.value : partition.leader.value;
    out.leader_epoch = partition.leader_epoch.value;
    out.replica_nodes = broker_numbers(partition.replicas);
    out.isr_nodes = broker_numbers(partition.isr);
    out.offline_replicas = offline_replicas(*context.image, partition, context.connection.listener);
  }
  return answer;
}

void describe_brokers(const RequestContext& context, MetadataResponse& response) {
  const MetadataImage& image = *context.image;
  for (const replication::BrokerImage* broker : image.alive_brokers()) {
    const replication::Endpoint* endpoint = broker->endpoint(context.connection.listener);
    if (endpoint == nullptr) continue;
    response.brokers.push_back({broker->id.value, endpoint->host, endpoint->port, broker->rack});
  }
  response.cluster_id = image.cluster_id;
  // Clients send to the "controller" what only the controller decides; every broker passes it on, so any of them will
  // do.
  response.controller_id = context.shard.node_id().value;
}

// The topics of a request, each once, in the order of asking.
struct Asked {
  bool all = false;
  std::vector<std::string_view> names;
  std::vector<Uuid> ids;
};

Asked what_is_asked(const MetadataRequest& request, std::int16_t version) {
  Asked asked;
  asked.all = !request.topics.has_value() || (version < kNullMeansAllVersion && request.topics->empty());
  if (asked.all) return asked;
  std::set<std::string_view> names;
  std::set<Uuid> ids;
  for (const MetadataRequest::MetadataRequestTopic& topic : *request.topics) {
    if (!topic.topic_id.is_zero() && ids.insert(topic.topic_id).second) asked.ids.push_back(topic.topic_id);
    if (topic.name.has_value() && names.insert(*topic.name).second) asked.names.push_back(*topic.name);
  }
  if (!asked.ids.empty()) asked.names.clear();  // ids win over names, and are not mixed
  return asked;
}

// Why a request can not be answered topic by topic: an id where none may be, or neither id nor name.
bool is_malformed(const MetadataRequest& request, std::int16_t version) {
  if (!request.topics.has_value()) return false;
  return std::any_of(request.topics->begin(), request.topics->end(), [version](const auto& topic) {
    if (version < kTopicIdRequestVersion) return !topic.name.has_value() || !topic.topic_id.is_zero();
    return !topic.name.has_value() && topic.topic_id.is_zero();
  });
}

// Of the cluster such an answer tells nothing. Once ids are known, Kafka trips over a topic without name and id.
void refuse_all(const MetadataRequest& request, std::int16_t version, MetadataResponse& response) {
  const bool ids_known = version >= kTopicIdRequestVersion;
  const ErrorCode error = ids_known ? ErrorCode::kUnknownServerError : ErrorCode::kInvalidRequest;
  if (ids_known) response.error_code = error;
  for (const auto& topic : *request.topics) {
    response.topics.push_back(failed_topic(error, topic.name.value_or(""), topic.topic_id));
  }
}

}  // namespace

Task<MetadataResponse> handle_metadata(RequestContext& context, MetadataRequest request) {
  MetadataResponse response;
  if (is_malformed(request, context.api_version)) {
    refuse_all(request, context.api_version, response);
    co_return response;
  }
  const Asked asked = what_is_asked(request, context.api_version);
  const bool with_operations = request.include_topic_authorized_operations;
  std::map<std::string_view, replication::ItemError> not_created;
  if (!asked.names.empty() && request.allow_auto_topic_creation && context.shard.auto_create_topics()) {
    Task<std::map<std::string_view, replication::ItemError>> creating = create_missing_topics(context, asked.names);
    not_created = co_await creating;
  }
  describe_brokers(context, response);
  if (request.include_cluster_authorized_operations) response.cluster_authorized_operations = kClusterOperations;
  const MetadataImage& image = *context.image;
  if (asked.all) {
    for (const auto& [name, topic] : image.topics_by_name) {
      response.topics.push_back(describe(context, *topic, with_operations));
    }
  }
  for (const Uuid& id : asked.ids) {
    const TopicImage* topic = image.topic(id);
    response.topics.push_back(topic != nullptr ? describe(context, *topic, with_operations)
                                               : failed_topic(ErrorCode::kUnknownTopicId, std::nullopt, id));
  }
  for (const std::string_view name : asked.names) {
    const TopicImage* topic = image.topic(name);
    if (topic != nullptr) {
      response.topics.push_back(describe(context, *topic, with_operations));
      continue;
    }
    const auto failed = not_created.find(name);
    const ErrorCode error = failed != not_created.end() ? failed->second.code : missing_topic_error(name);
    response.topics.push_back(failed_topic(error, name, Uuid()));
  }
  co_return response;
}

}  // namespace klamm::broker
