#include "broker/config/config_def.h"

#include <algorithm>
#include <vector>

namespace klamm::config {
namespace {

std::vector<const ConfigDef*> sorted_union() {
  std::vector<const ConfigDef*> all;
  for (std::span<const ConfigDef> table :
       {tables::network(), tables::log(), tables::cluster(), tables::group(), tables::security(), tables::own()}) {
    for (const ConfigDef& def : table) all.push_back(&def);
  }
  std::ranges::sort(all, {}, &ConfigDef::name);
  return all;
}

constexpr std::string_view kListenerPrefix = "listener.name.";

// The one that counts first stands first.
constexpr std::string_view kFamilies[][3] = {
    {"log.retention.ms", "log.retention.minutes", "log.retention.hours"},
    {"log.roll.ms", "log.roll.hours", ""},
    {"log.roll.jitter.ms", "log.roll.jitter.hours", ""},
    {"log.flush.interval.ms", "log.flush.scheduler.interval.ms", ""},
};

}  // namespace

std::string_view type_name(ConfigType type) {
  switch (type) {
    case ConfigType::kUnknown: return "UNKNOWN";
    case ConfigType::kBoolean: return "BOOLEAN";
    case ConfigType::kString: return "STRING";
    case ConfigType::kInt: return "INT";
    case ConfigType::kShort: return "SHORT";
    case ConfigType::kLong: return "LONG";
    case ConfigType::kDouble: return "DOUBLE";
    case ConfigType::kList: return "LIST";
    case ConfigType::kClass: return "CLASS";
    case ConfigType::kPassword: return "PASSWORD";
  }
  return "UNKNOWN";
}

std::span<const ConfigDef* const> broker_configs() {
  // Constant data, built at the first use; C++ makes that safe from any shard.
  static const std::vector<const ConfigDef*> kAll = sorted_union();
  return kAll;
}

const ConfigDef* find_exact_broker_config(std::string_view name) {
  std::span<const ConfigDef* const> all = broker_configs();
  auto found = std::ranges::lower_bound(all, name, {}, &ConfigDef::name);
  return found != all.end() && (*found)->name == name ? *found : nullptr;
}

const ConfigDef* find_broker_config(std::string_view name) {
  if (const ConfigDef* exact = find_exact_broker_config(name)) return exact;
  if (!has_listener_prefix(name)) return nullptr;
  std::string_view base = without_listener_prefix(name);
  // A mechanism may stand between: listener.name.external.scram-sha-256.sasl.jaas.config.
  if (std::size_t dot = base.find(".sasl."); dot != std::string_view::npos) base.remove_prefix(dot + 1);
  return find_exact_broker_config(base);
}

const TopicConfigDef* find_topic_config(std::string_view name) {
  std::span<const TopicConfigDef> all = topic_configs();
  auto found = std::ranges::lower_bound(all, name, {}, [](const TopicConfigDef& config) { return config.def.name; });
  return found != all.end() && found->def.name == name ? &*found : nullptr;
}

std::string_view without_listener_prefix(std::string_view name) {
  if (!name.starts_with(kListenerPrefix)) return name;
  std::size_t dot = name.find('.', kListenerPrefix.size());
  if (dot == std::string_view::npos || dot == kListenerPrefix.size() || dot + 1 == name.size()) return name;
  return name.substr(dot + 1);
}

Synonyms broker_synonyms(std::string_view name) {
  for (const auto& family : kFamilies) {
    // The scheduler's interval is a fall-back, but it is not the same config under another name.
    bool member = std::ranges::find(family, name) != std::end(family) && !name.empty();
    if (!member || name == "log.flush.scheduler.interval.ms") continue;
    Synonyms synonyms;
    for (std::string_view each : family) {
      if (!each.empty()) synonyms.names[synonyms.count++] = each;
    }
    return synonyms;
  }
  if (has_listener_prefix(name)) return {{name, without_listener_prefix(name), {}}, 2};
  return {{name, {}, {}}, 1};
}

}  // namespace klamm::config
