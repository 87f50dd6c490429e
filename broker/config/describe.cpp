#include "broker/config/describe.h"

#include <algorithm>
#include <set>

#include "broker/config/topic_config.h"

namespace klamm::config {
namespace {

// Every layer's value of the config and its synonyms, the strongest first. What stands above the first entry with the
// config's own name is dropped: so does Kafka, which is why a log.retention.hours that was set does not show up as a
// synonym of retention.ms.
std::vector<DescribedSynonym> synonyms_of(std::string_view name, const ConfigLayers& layers, bool sensitive) {
  std::vector<DescribedSynonym> all;
  Synonyms names = broker_synonyms(name);
  auto add = [&](std::string_view each, std::string_view value, ConfigSource source) {
    std::optional<std::string> shown;
    if (!sensitive) shown = std::string(value);
    all.push_back({std::string(each), std::move(shown), source});
  };
  auto add_layer = [&](const ConfigMap& layer, ConfigSource source) {
    for (std::string_view each : names) {
      auto found = layer.find(each);
      if (found != layer.end()) add(each, found->second, source);
    }
  };
  add_layer(layers.dynamic_broker, ConfigSource::kDynamicBroker);
  add_layer(layers.dynamic_default, ConfigSource::kDynamicDefaultBroker);
  add_layer(layers.static_values, ConfigSource::kStaticBroker);
  for (std::string_view each : names) {
    const ConfigDef* def = find_exact_broker_config(each);
    if (def != nullptr && def->default_value) add(each, *def->default_value, ConfigSource::kDefault);
  }
  auto first = std::ranges::find(all, name, &DescribedSynonym::name);
  all.erase(all.begin(), first);
  return all;
}

std::string_view documentation_of(const ConfigDef* exact) { return exact == nullptr ? std::string_view() : exact->doc; }

DescribedConfig describe_one(std::string_view name, const ConfigLayers& layers) {
  const ConfigDef* def = find_broker_config(name);
  const ConfigDef* exact = find_exact_broker_config(name);
  DescribedConfig described;
  described.name = std::string(name);
  described.read_only = exact == nullptr || exact->update == UpdateMode::kReadOnly;
  // Nobody knows what a config without a definition holds: it is told to nobody.
  described.sensitive = def == nullptr || def->sensitive();
  described.type = def == nullptr ? ConfigType::kUnknown : def->type;
  described.documentation = documentation_of(exact);
  described.synonyms = synonyms_of(name, layers, described.sensitive);
  if (!described.synonyms.empty()) described.source = described.synonyms.front().source;
  if (described.sensitive) return described;
  if (std::optional<Value> value = LayerReader(layers).value(name)) described.value = to_text(*value);
  return described;
}

void add_names(const ConfigMap& layer, std::set<std::string_view>& names) {
  for (const auto& [name, value] : layer) names.insert(name);
}

}  // namespace

std::vector<DescribedConfig> describe_broker(const ConfigLayers& layers) {
  std::set<std::string_view> names;
  for (const ConfigDef* def : broker_configs()) {
    if (!def->internal) names.insert(def->name);
  }
  add_names(layers.static_values, names);
  add_names(layers.dynamic_default, names);
  add_names(layers.dynamic_broker, names);
  std::vector<DescribedConfig> all;
  all.reserve(names.size());
  for (std::string_view name : names) all.push_back(describe_one(name, layers));
  return all;
}

std::vector<DescribedConfig> describe_broker_default(const ConfigLayers& layers) {
  ConfigLayers defaults;
  defaults.dynamic_default = layers.dynamic_default;
  std::vector<DescribedConfig> all;
  for (const auto& [name, value] : layers.dynamic_default) {
    DescribedConfig described = describe_one(name, defaults);
    std::erase_if(described.synonyms, [](const DescribedSynonym& synonym) {
      return synonym.source != ConfigSource::kDynamicDefaultBroker;
    });
    all.push_back(std::move(described));
  }
  return all;
}

std::vector<DescribedConfig> describe_topic(const ConfigMap& overrides, const ConfigLayers& broker) {
  std::vector<DescribedConfig> all;
  for (const TopicConfigDef& config : topic_configs()) {
    bool overridden = overrides.contains(config.def.name);
    if (config.def.internal && !overridden) continue;
    DescribedConfig described;
    described.name = std::string(config.def.name);
    described.type = config.def.type;
    described.documentation = config.def.doc;
    if (std::optional<Value> value = topic_value(config, overrides, broker)) described.value = to_text(*value);
    if (!config.broker_name.empty()) described.synonyms = synonyms_of(config.broker_name, broker, false);
    if (overridden) {
      described.synonyms.insert(described.synonyms.begin(),
                                {described.name, described.value, ConfigSource::kDynamicTopic});
    }
    if (!described.synonyms.empty()) described.source = described.synonyms.front().source;
    all.push_back(std::move(described));
  }
  return all;
}

}  // namespace klamm::config
