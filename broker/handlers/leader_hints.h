// Who leads instead (KIP-951): in answers that say NOT_LEADER_OR_FOLLOWER or FENCED_LEADER_EPOCH, so that a client
// needs no Metadata round trip. Works for the responses of Produce and Fetch, whose fields are of the same names.
#pragma once

#include <algorithm>

#include "broker/request_context.h"
#include "replication/metadata/image.h"

namespace klamm::broker {

template <class Response>
class LeaderHints {
 public:
  // `list_endpoints` false: who leads is told, but not where; followers know the nodes.
  LeaderHints(const RequestContext& context, Response& response, bool list_endpoints = true)
      : context_(context), response_(response), list_endpoints_(list_endpoints) {}

  // Fills the partition's current leader, and lists the leader's endpoint once.
  void add(const TopicIdPartition& id, typename Response::LeaderIdAndEpoch& current_leader) {
    const replication::PartitionImage* partition = context_.image->partition(id);
    if (partition == nullptr) return;
    current_leader.leader_id = partition->leader.value;
    current_leader.leader_epoch = partition->leader_epoch.value;
    if (!list_endpoints_) return;
    const replication::BrokerImage* leader = context_.image->broker(partition->leader);
    const replication::Endpoint* endpoint =
        leader == nullptr ? nullptr : leader->endpoint(context_.connection.listener);
    if (endpoint == nullptr) return;
    const auto listed = [leader](const typename Response::NodeEndpoint& node) {
      return node.node_id == leader->id.value;
    };
    if (std::any_of(response_.node_endpoints.begin(), response_.node_endpoints.end(), listed)) return;
    response_.node_endpoints.push_back({leader->id.value, endpoint->host, endpoint->port, leader->rack});
  }

 private:
  const RequestContext& context_;
  Response& response_;
  const bool list_endpoints_;
};

}  // namespace klamm::broker
