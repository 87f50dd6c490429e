// DescribeGroups, versions 0 to 6: state and members of groups.
//
// 3: authorised operations. 4: static names. 6: a group that does not exist is GROUP_ID_NOT_FOUND, and no longer
// "Dead".
#include "broker/groups/group_call.h"
#include "broker/handlers/handlers.h"
#include "broker/security/authorized_operations.h"

namespace klamm::broker {

Task<protocol::DescribeGroupsResponse> handle_describe_groups(RequestContext& context,
                                                              protocol::DescribeGroupsRequest request) {
  using Response = protocol::DescribeGroupsResponse;
  Response response;
  const std::int16_t version = context.api_version;
  for (const std::string_view group_id : request.groups) {
    protocol::DescribeGroupsRequest one;
    one.groups.push_back(group_id);
    auto call = [&one, version](coordinator::GroupService& service) { return service.describe_groups(one, version); };
    Task<std::optional<Response>> calling = call_group<Response>(context, group_id, call);
    std::optional<Response> answer = co_await calling;
    if (!answer.has_value()) {
      auto& refused = response.groups.emplace_back();
      refused.group_id = group_id;
      refused.error_code = ErrorCode::kNotCoordinator;
      continue;
    }
    for (auto& group : answer->groups) {
      if (request.include_authorized_operations && group.error_code == ErrorCode::kNone) {
        group.authorized_operations = kGroupOperations;
      }
      response.groups.push_back(std::move(group));
    }
  }
  co_return response;
}

}  // namespace klamm::broker
