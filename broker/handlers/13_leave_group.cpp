// LeaveGroup, versions 0 to 5: one member goes, or from 3 on several, also by their static names; 5 says why.
#include "broker/groups/group_call.h"
#include "broker/handlers/handlers.h"

namespace klamm::broker {

Task<protocol::LeaveGroupResponse> handle_leave_group(RequestContext& context, protocol::LeaveGroupRequest request) {
  using Response = protocol::LeaveGroupResponse;
  const std::string_view group_id = request.group_id;
  const std::int16_t version = context.api_version;
  auto call = [&](coordinator::GroupService& service) { return service.leave_group(request, version); };
  Task<std::optional<Response>> calling = call_group<Response>(context, group_id, call);
  std::optional<Response> response = co_await calling;
  if (response.has_value()) co_return std::move(*response);
  Response refused;
  refused.error_code = ErrorCode::kNotCoordinator;
  co_return refused;
}

}  // namespace klamm::broker
