// Heartbeat, versions 0 to 4: a member is alive, and learns that a rebalance has begun.
#include "broker/groups/group_call.h"
#include "broker/handlers/handlers.h"

namespace klamm::broker {

Task<protocol::HeartbeatResponse> handle_heartbeat(RequestContext& context, protocol::HeartbeatRequest request) {
  using Response = protocol::HeartbeatResponse;
  const std::string_view group_id = request.group_id;

  auto call = [&](coordinator::GroupService& service) { return service.heartbeat(request); };
  Task<std::optional<Response>> calling = call_group<Response>(context, group_id, call);
  std::optional<Response> response = co_await calling;
  if (response.has_value()) co_return std::move(*response);
  Response refused;
  refused.error_code = ErrorCode::kNotCoordinator;
  co_return refused;
}

}  // namespace klamm::broker
