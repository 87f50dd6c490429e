// ListPartitionReassignments (KIP-455), version 0.
//
// Only what is on its way from some replicas to others is listed, and a partition of one broker never is: where it lies
// among the broker's directories is told by DescribeLogDirs.
#include "broker/handlers/handlers.h"

namespace klamm::broker {

Task<protocol::ListPartitionReassignmentsResponse> handle_list_partition_reassignments(
    RequestContext& /*context*/, protocol::ListPartitionReassignmentsRequest /*request*/) {
  protocol::ListPartitionReassignmentsResponse response;
  response.error_message.reset();
  co_return response;
}

}  // namespace klamm::broker
