// IncrementalAlterConfigs and AlterConfigs. What a config may be is ConfigRules' to say; here is what becomes of it.
#include <set>

#include "protocol/generated/cluster_metadata.h"
#include "replication/controller/draft.h"

namespace klamm::replication {

namespace {

// What is wrong with a resource and its operations before anybody looks at a value.
ItemError check_request(const AlterConfigsCommand::Resource& asked, const MetadataImage& image) {
  if (asked.resource.type == ConfigResourceType::kTopic) {
    if (asked.resource.name.empty()) {
      return {ErrorCode::kInvalidRequest, "Default topic resources are not allowed."};
    }
    const std::string problem = topic_name_problem(asked.resource.name);
    if (!problem.empty()) return {ErrorCode::kInvalidTopicException, "Topic name is invalid: " + problem};
  }
  std::set<std::string_view> seen;
  std::string without_value;
  for (const ConfigOp& op : asked.ops) {
    if (!seen.insert(op.name).second) return {ErrorCode::kInvalidRequest, "Error due to duplicate config keys"};
    if (!op.value && op.type != ConfigOpType::kDelete) without_value += (without_value.empty() ? "" : ",") + op.name;
  }
  if (!without_value.empty()) return {ErrorCode::kInvalidRequest, "Null value not supported for : " + without_value};
  if (asked.resource.type == ConfigResourceType::kTopic && image.topic(asked.resource.name) == nullptr) {
    return {ErrorCode::kUnknownTopicOrPartition, "The topic '" + asked.resource.name + "' does not exist."};
  }
  return {};
}

}  // namespace

ItemError ControllerState::alter_config(Draft& draft, const AlterConfigsCommand& command,
                                        const AlterConfigsCommand::Resource& asked) const {
  ItemError problem = check_request(asked, *latest_);
  if (!problem.ok()) return problem;
  const ConfigMap& current = latest_->config(asked.resource.type, asked.resource.name);
  ConfigMap wanted;
  Status allowed;
  if (command.incremental) {
    Result<ConfigMap> applied = rules_.apply(asked.resource, current, asked.ops, false);
    if (applied) wanted = std::move(*applied);
    else allowed = applied.error();
  } else {
    for (const ConfigOp& op : asked.ops) wanted[op.name] = *op.value;
    allowed = rules_.validate(asked.resource, wanted);
  }
  if (!allowed) {
    ItemError refused(allowed.code());
    if (!allowed.error().message.empty()) refused.message = allowed.error().message;
    return refused;
  }
  if (draft.too_large_with(wanted.size() + current.size())) return too_many_records();
  const auto put = [&](const std::string& name, std::optional<std::string_view> value) {
    protocol::ConfigRecord record;
    record.resource_type = static_cast<std::int8_t>(asked.resource.type);
    record.resource_name = asked.resource.name;
    record.name = name;
    record.value = value;
    draft.add(record);
  };
  for (const auto& [name, value] : wanted) {
    const auto old = current.find(name);
    if (old == current.end() || old->second != value) put(name, value);
  }
  for (const auto& [name, value] : current) {
    if (!wanted.contains(name)) put(name, std::nullopt);
  }
  return {};
}

Decision<AlterConfigsResult> ControllerState::alter_configs(const AlterConfigsCommand& command) {
  AlterConfigsResult result;
  std::set<ConfigResource> seen;
  std::set<ConfigResource> twice;
  for (const auto& asked : command.resources) {
    if (!seen.insert(asked.resource).second) twice.insert(asked.resource);
  }
  Draft draft(latest_);
  for (const auto& asked : command.resources) {
    if (twice.contains(asked.resource)) continue;
    result.resources.push_back({asked.resource, alter_config(draft, command, asked)});
  }
  for (const ConfigResource& resource : twice) {
    result.resources.push_back(
        {resource, ItemError(ErrorCode::kInvalidRequest, "Each resource must appear at most once.")});
  }
  return decided(std::move(draft), std::move(result), command.validate_only);
}

}  // namespace klamm::replication
