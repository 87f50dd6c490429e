// DescribeCluster, versions 0 to 2.
//
// The brokers, where they are, and which of them takes what is the controller's.
// - 1: the kind of endpoint: brokers (1) on a broker's listener, controllers (2) on a controller's; the other way round
// is
//   MISMATCHED_ENDPOINT_TYPE, anything else UNSUPPORTED_ENDPOINT_TYPE (KIP-919). 2: fenced brokers, where asked for.
#include "broker/broker_shard.h"
#include "broker/handlers/handlers.h"
#include "broker/security/authorized_operations.h"

namespace klamm::broker {

namespace {

constexpr std::int8_t kBrokers = 1;
constexpr std::int8_t kControllers = 2;

}  // namespace

Task<protocol::DescribeClusterResponse> handle_describe_cluster(RequestContext& context,
                                                                protocol::DescribeClusterRequest request) {
  protocol::DescribeClusterResponse response;
  const std::int8_t served = context.connection.controller_listener ? kControllers : kBrokers;
  if (request.endpoint_type != served) {
    const bool known = request.endpoint_type == kBrokers || request.endpoint_type == kControllers;
    response.error_code = known ? ErrorCode::kMismatchedEndpointType : ErrorCode::kUnsupportedEndpointType;
    response.error_message =
        known ? std::string_view("The request was sent to an endpoint of the wrong type.")
              : context.arena.store("Unsupported endpoint type " + std::to_string(request.endpoint_type));
    co_return response;
  }
  response.endpoint_type = served;
  const replication::MetadataImage& image = *context.image;
  response.cluster_id = image.cluster_id;
  response.controller_id = context.shard.node_id().value;
  if (request.include_cluster_authorized_operations) response.cluster_authorized_operations = kClusterOperations;
  for (const auto& [id, broker] : image.brokers) {
    if (broker->fenced && !request.include_fenced_brokers) continue;
    const replication::Endpoint* endpoint = broker->endpoint(context.connection.listener);
    if (endpoint == nullptr) continue;
    response.brokers.push_back({id.value, endpoint->host, endpoint->port, broker->rack, broker->fenced});
  }
  co_return response;
}

}  // namespace klamm::broker
