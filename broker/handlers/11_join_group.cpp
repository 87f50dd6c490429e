// JoinGroup, versions 0 to 9: enters a group, or a new generation of it; waits for the other members.
//
// coordinator/classic/ decides; here the request finds its coordinator. What changed from version to version (member
// ids in two steps from 4, static members from 5, skipped assignments in 9) stands there.
#include "broker/groups/group_call.h"
#include "broker/handlers/handlers.h"

namespace klamm::broker {

Task<protocol::JoinGroupResponse> handle_join_group(RequestContext& context, protocol::JoinGroupRequest request) {
  using Response = protocol::JoinGroupResponse;
  const std::string_view group_id = request.group_id;
  const coordinator::Caller caller{.client_id = context.client_id, .client_host = context.connection.peer_host};
  const std::int16_t version = context.api_version;
  auto call = [&](coordinator::GroupService& service) { return service.join_group(caller, request, version); };
  Task<std::optional<Response>> calling = call_group<Response>(context, group_id, call);
  std::optional<Response> response = co_await calling;
  if (response.has_value()) co_return std::move(*response);
  Response refused;
  refused.error_code = ErrorCode::kNotCoordinator;
  co_return refused;
}

}  // namespace klamm::broker
