// OffsetDelete, version 0: forgets committed offsets of topics that the group does not read (KIP-496).
#include "broker/groups/group_call.h"
#include "broker/handlers/handlers.h"

namespace klamm::broker {

Task<protocol::OffsetDeleteResponse> handle_offset_delete(RequestContext& context,
                                                          protocol::OffsetDeleteRequest request) {
  using Response = protocol::OffsetDeleteResponse;
  const std::string_view group_id = request.group_id;

  auto call = [&](coordinator::GroupService& service) { return service.delete_offsets(request); };
  Task<std::optional<Response>> calling = call_group<Response>(context, group_id, call);
  std::optional<Response> response = co_await calling;
  if (response.has_value()) co_return std::move(*response);
  Response refused;
  refused.error_code = ErrorCode::kNotCoordinator;
  co_return refused;
}

}  // namespace klamm::broker
