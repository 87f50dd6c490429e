#include "broker/config/load.h"

#include <algorithm>

namespace klamm::config {
namespace {

// Names that plug-ins of Kafka read from the same file. They belong to features to come.
bool is_plugin_config(std::string_view name) {
  return name == "super.users" || name == "allow.everyone.if.no.acl.found" || name.starts_with("rsm.config.") ||
         name.starts_with("rlmm.config.");
}

// What Kafka had and what would be dangerous to pass over with a warning.
bool is_zookeeper_config(std::string_view name) { return name.starts_with("zookeeper."); }

class Loader {
 public:
  explicit Loader(const Settings& settings) : settings_(settings) {}

  LoadedConfig run() {
    loaded_.errors = settings_.errors();
    for (const auto& [name, setting] : settings_.values()) take(name, setting);
    mirror_node_id();
    tell("accepted, without any effect in Klamm: ", without_effect_);
    tell("accepted, without effect until Klamm has the feature: ", to_come_);
    // Values that are wrong by themselves would only lead to wrong sentences about how they go together.
    if (!loaded_.errors.empty()) return std::move(loaded_);
    ConfigLayers layers{{}, {}, loaded_.static_values};
    loaded_.errors = check_together(layers);
    for (std::string& error : loaded_.errors) error = origin_of(error) + error;
    if (loaded_.errors.empty()) loaded_.config = make_broker_config(layers);
    return std::move(loaded_);
  }

 private:
  void take(const std::string& name, const Setting& setting) {
    const ConfigDef* def = find_broker_config(name);
    if (def == nullptr) {
      take_unknown(name, setting);
      return;
    }
    Result<Value> parsed = parse_value(*def, name, setting.value);
    if (!parsed.ok()) {
      loaded_.errors.push_back(setting.where + ": " + parsed.error().message + " (allowed: " + allowed_text(*def) +
                               ")");
      return;
    }
    loaded_.static_values.emplace(name, setting.value);
    switch (def->effect) {
      case Effect::kEffective: break;
      case Effect::kLater: to_come_.push_back(name); break;
      case Effect::kNone: without_effect_.push_back(name); break;
    }
  }

  void take_unknown(const std::string& name, const Setting& setting) {
    if (is_zookeeper_config(name) && !trim(setting.value).empty()) {
      loaded_.errors.push_back(setting.where + ": " + name +
                               ": Klamm has no ZooKeeper; a node is configured as Kafka's " +
                               "KRaft nodes are (process.roles, node.id, controller.quorum.voters)");
      return;
    }
    if (is_plugin_config(name)) to_come_.push_back(name);
    else loaded_.warnings.push_back(setting.where + ": unknown configuration " + name);
    loaded_.static_values.emplace(name, setting.value);
  }

  // Either name gives the other its value, as in Kafka.
  void mirror_node_id() {
    ConfigMap& values = loaded_.static_values;
    auto node_id = values.find("node.id");
    auto broker_id = values.find("broker.id");
    if (node_id != values.end() && broker_id == values.end()) values.emplace("broker.id", node_id->second);
    if (node_id == values.end() && broker_id != values.end()) values.emplace("node.id", broker_id->second);
  }

  void tell(std::string_view what, const List& names) {
    if (!names.empty()) loaded_.notices.push_back(std::string(what) + join(names, ", "));
  }

  // "server.properties:12: " where the sentence begins with the name of a config that was set.
  [[nodiscard]] std::string origin_of(std::string_view sentence) const {
    std::size_t end = sentence.find_first_of(": ");
    auto found = settings_.values().find(sentence.substr(0, end));
    return found == settings_.values().end() ? std::string() : found->second.where + ": ";
  }

  const Settings& settings_;
  LoadedConfig loaded_;
  List without_effect_;
  List to_come_;
};

}  // namespace

LoadedConfig load(const Settings& settings) { return Loader(settings).run(); }

}  // namespace klamm::config
