// ListGroups, versions 0 to 5: the groups that this broker coordinates.
//
// 4: filtered by state, and with it. 5: filtered by type, and with it. While a partition of the groups is being loaded
// the list is not complete, and says COORDINATOR_LOAD_IN_PROGRESS.
#include "broker/groups/group_call.h"
#include "broker/handlers/handlers.h"

namespace klamm::broker {

Task<protocol::ListGroupsResponse> handle_list_groups(RequestContext& context, protocol::ListGroupsRequest request) {
  using Response = protocol::ListGroupsResponse;
  Response response;
  auto call = [&request](coordinator::GroupService& service) { return service.list_groups(request); };
  for (BrokerShard* shard : context.shard.common().shards) {
    Task<GroupAnswer<Response>> calling = call_groups_of<Response>(context.shard, *shard, call);
    GroupAnswer<Response> answer = co_await calling;
    if (!answer.has_value()) continue;
    context.kept.push_front(std::move(answer->arena));
    if (response.error_code == ErrorCode::kNone) response.error_code = answer->message.error_code;
    for (const auto& group : answer->message.groups) response.groups.push_back(group);
  }
  co_return response;
}

}  // namespace klamm::broker
