// DeleteGroups, versions 0 to 2: deletes empty groups with all their offsets.
#include "broker/groups/group_call.h"
#include "broker/handlers/handlers.h"

namespace klamm::broker {

Task<protocol::DeleteGroupsResponse> handle_delete_groups(RequestContext& context,
                                                          protocol::DeleteGroupsRequest request) {
  using Response = protocol::DeleteGroupsResponse;
  Response response;
  for (const std::string_view group_id : request.groups_names) {
    protocol::DeleteGroupsRequest one;
    one.groups_names.push_back(group_id);
    auto call = [&one](coordinator::GroupService& service) { return service.delete_groups(one); };
    Task<std::optional<Response>> calling = call_group<Response>(context, group_id, call);
    std::optional<Response> answer = co_await calling;
    if (answer.has_value()) {
      for (const auto& result : answer->results) response.results.push_back(result);
    } else {
      response.results.push_back({group_id, ErrorCode::kNotCoordinator});
    }
  }
  co_return response;
}

}  // namespace klamm::broker
