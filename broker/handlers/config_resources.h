// What AlterConfigs and IncrementalAlterConfigs have in common: resources in, the controller's word out.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "broker/broker_shard.h"
#include "broker/request_context.h"
#include "replication/controller/commands.h"

namespace klamm::broker {

// What is refused before the controller is asked: kinds of resources that have no configs here, names that mean
// nothing.
[[nodiscard]] replication::ItemError check_resource(const RequestContext& context,
                                                    const replication::ConfigResource& resource);

// Applies the changes; one error for each, in their order. A resource named twice is INVALID_REQUEST.
Task<std::vector<replication::ItemError>> alter_resources(RequestContext& context,
                                                          replication::AlterConfigsCommand command);

}  // namespace klamm::broker
