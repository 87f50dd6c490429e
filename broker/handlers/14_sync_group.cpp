// SyncGroup, versions 0 to 5: the leader brings the assignment, the others wait for it.
#include "broker/groups/group_call.h"
#include "broker/handlers/handlers.h"

namespace klamm::broker {

Task<protocol::SyncGroupResponse> handle_sync_group(RequestContext& context, protocol::SyncGroupRequest request) {
  using Response = protocol::SyncGroupResponse;
  const std::string_view group_id = request.group_id;

  auto call = [&](coordinator::GroupService& service) { return service.sync_group(request, context.api_version); };
  Task<std::optional<Response>> calling = call_group<Response>(context, group_id, call);
  std::optional<Response> response = co_await calling;
  if (response.has_value()) co_return std::move(*response);
  Response refused;
  refused.error_code = ErrorCode::kNotCoordinator;
  co_return refused;
}

}  // namespace klamm::broker
