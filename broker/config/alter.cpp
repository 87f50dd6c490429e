#include "broker/config/alter.h"

#include <algorithm>
#include <functional>
#include <set>

#include "broker/config/load.h"

namespace klamm::config {
namespace {

Error invalid_config(std::string text) { return {ErrorCode::kInvalidConfig, std::move(text)}; }
Error invalid_request(std::string text) { return {ErrorCode::kInvalidRequest, std::move(text)}; }

// Pieces between commas as they stand, empty ones dropped: spaces count here, as in Kafka.
List raw_pieces(std::string_view text) {
  List pieces;
  while (true) {
    std::size_t comma = text.find(',');
    if (std::string_view piece = text.substr(0, comma); !piece.empty()) pieces.emplace_back(piece);
    if (comma == std::string_view::npos) return pieces;
    text.remove_prefix(comma + 1);
  }
}

const ConfigDef* find_def(ConfigResourceType type, std::string_view name) {
  if (type == ConfigResourceType::kTopic) {
    const TopicConfigDef* config = find_topic_config(name);
    return config == nullptr ? nullptr : &config->def;
  }
  return find_exact_broker_config(name);
}

std::string_view op_name(ConfigOpType op) { return op == ConfigOpType::kAppend ? "APPEND" : "SUBTRACT"; }

Error not_a_list(ConfigResourceType type, const ConfigDef* def, const ConfigOp& op) {
  if (type == ConfigResourceType::kTopic) {
    return invalid_config("Can't " + std::string(op_name(op.type)) + " to key " + op.name +
                          " because its type is not LIST.");
  }
  if (def == nullptr) return invalid_config("Unknown config name: " + op.name);
  return invalid_config("Config value " + lower_case(op_name(op.type)) + " is not allowed for config key: " + op.name);
}

Result<std::string> changed_list(ConfigResourceType type, const ConfigMap& current, const ConfigOp& op) {
  const ConfigDef* def = find_def(type, op.name);
  if (def == nullptr || def->type != ConfigType::kList) return not_a_list(type, def, op);
  auto found = current.find(op.name);
  List list = raw_pieces(found != current.end() ? std::string_view(found->second) : def->default_value.value_or(""));
  for (std::string& each : raw_pieces(op.value.value())) {
    auto at = std::ranges::find(list, each);
    if (op.type == ConfigOpType::kAppend && at == list.end()) list.push_back(std::move(each));
    else if (op.type == ConfigOpType::kSubtract && at != list.end()) list.erase(at);
  }
  return join(list, ",");
}

// One sentence for all names that `refused` picks, in the order of names.
Status refuse(const ConfigMap& overrides, std::string_view why, const std::function<bool(std::string_view)>& refused) {
  List names;
  for (const auto& [name, value] : overrides) {
    if (refused(name)) names.push_back(name);
  }
  if (names.empty()) return {};
  return invalid_request(std::string(why) + ": [" + join(names, ", ") + "]");
}

bool is_read_only(std::string_view name) {
  const ConfigDef* def = find_exact_broker_config(name);
  if (def == nullptr) return false;
  return def->update == UpdateMode::kReadOnly || name == "listeners" || name == "listener.security.protocol.map";
}

// Stores of keys and certificates: Kafka lets them be changed for a named listener only.
bool is_store_config(std::string_view name) {
  return name == "ssl.key.password" || name.starts_with("ssl.keystore.") || name.starts_with("ssl.truststore.");
}

bool is_per_broker(std::string_view name) {
  std::string_view base = without_listener_prefix(name);
  const ConfigDef* def = find_exact_broker_config(base);
  if (base == name) return def != nullptr && def->update == UpdateMode::kPerBroker;
  return base != "max.connections" && base != "max.connection.creation.rate" && base != "num.network.threads";
}

Status check_values(const ConfigMap& overrides) {
  for (const auto& [name, value] : overrides) {
    const ConfigDef* def = find_broker_config(name);
    if (def == nullptr) continue;  // Kafka keeps what it does not know: a plug-in may
    Result<Value> parsed = parse_value(*def, name, value);
    if (!parsed.ok()) return invalid_request(std::move(parsed).error().message);
  }
  return {};
}

// Kafka looks names up whenever the config changes; a shard cannot wait for a name server.
Status check_connection_overrides(const ConfigMap& overrides) {
  constexpr std::string_view kName = "max.connections.per.ip.overrides";
  const auto found = overrides.find(std::string(kName));
  if (found == overrides.end()) return {};
  const Result<std::map<std::string, std::int32_t>> parsed = parse_connection_overrides(found->second);
  if (!parsed.ok()) return invalid_request(parsed.error().message);
  for (const auto& [host, count] : *parsed) {
    if (!canonical_address(host)) {
      return invalid_request("Invalid value " + found->second + " for configuration " + std::string(kName) + ": " +
                             host +
                             " is no address; names of hosts are looked up at start, from the properties file, only");
    }
  }
  return {};
}

}  // namespace

Result<ConfigMap> apply_ops(ConfigResourceType type, const ConfigMap& current, const std::vector<ConfigOp>& ops) {
  std::set<std::string_view> names;
  List nulls;
  for (const ConfigOp& op : ops) {
    if (!names.insert(op.name).second) return invalid_request("Error due to duplicate config keys");
    if (!op.value && op.type != ConfigOpType::kDelete) nulls.push_back(op.name);
  }
  if (!nulls.empty()) return invalid_request("Null value not supported for : " + join(nulls, ","));
  ConfigMap changed = current;
  for (const ConfigOp& op : ops) {
    switch (op.type) {
      case ConfigOpType::kSet: changed.insert_or_assign(op.name, *op.value); break;
      case ConfigOpType::kDelete: changed.erase(op.name); break;
      case ConfigOpType::kAppend:
      case ConfigOpType::kSubtract: {
        Result<std::string> list = changed_list(type, current, op);
        if (!list.ok()) return std::move(list).error();
        changed.insert_or_assign(op.name, *std::move(list));
        break;
      }
    }
  }
  return changed;
}

Status validate_broker_overrides(const ConfigMap& overrides, bool cluster_default, ConfigLayers current) {
  Status status = refuse(overrides, "Cannot update these configs dynamically", is_read_only);
  if (!status.ok()) return status;
  status =
      refuse(overrides, "These security configs can be dynamically updated only per-listener using the listener prefix",
             is_store_config);
  if (!status.ok()) return status;
  status = check_values(overrides);
  if (!status.ok()) return status;
  status = check_connection_overrides(overrides);
  if (!status.ok()) return status;
  if (cluster_default) {
    status = refuse(overrides, "Cannot update these configs at default cluster level, broker id must be specified",
                    is_per_broker);
    if (!status.ok()) return status;
  }
  (cluster_default ? current.dynamic_default : current.dynamic_broker) = overrides;
  std::vector<std::string> errors = check_together(current);
  if (!errors.empty()) return invalid_request(std::move(errors.front()));
  return {};
}

}  // namespace klamm::config
