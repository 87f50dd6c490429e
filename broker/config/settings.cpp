#include "broker/config/settings.h"

#include <algorithm>

#include "broker/config/properties.h"
#include "broker/config/value.h"

namespace klamm::config {
namespace {

constexpr std::string_view kPrefix = "KLAMM_";

// Kubernetes gives every pod the addresses of the services beside it, as NAME_SERVICE_HOST, NAME_PORT_9092_TCP, ….
bool is_service_variable(std::string_view rest) {
  return rest == "PORT" || rest.starts_with("PORT_") || rest.starts_with("SERVICE_");
}

}  // namespace

std::string config_name_of_environment(std::string_view variable) {
  if (!variable.starts_with(kPrefix)) return {};
  variable.remove_prefix(kPrefix.size());
  if (is_service_variable(variable)) return {};
  std::string name;
  while (!variable.empty()) {
    std::size_t run = std::min(variable.find_first_not_of('_'), variable.size());
    if (run == 0) {
      name += lower_case(variable.substr(0, 1));
      variable.remove_prefix(1);
      continue;
    }
    std::size_t taken = std::min<std::size_t>(run, 3);
    name += taken == 1 ? '.' : taken == 2 ? '_' : '-';
    variable.remove_prefix(taken);
  }
  return name;
}

void Settings::add_file(std::string_view text, std::string_view file_name) { add_text(text, file_name, Origin::kFile); }

void Settings::add_embedded(std::string_view text) { add_text(text, "embedded", Origin::kEmbedded); }

void Settings::add_text(std::string_view text, std::string_view name, Origin origin) {
  ParsedProperties parsed = parse_properties(text);
  for (const std::string& error : parsed.errors) errors_.push_back(std::string(name) + ": " + error);
  for (Property& property : parsed.properties) {
    std::string where = std::string(name) + ":" + std::to_string(property.line);
    put(std::move(property.name), {std::move(property.value), origin, std::move(where)});
  }
}

void Settings::add_environment(std::string_view name, std::string_view value) {
  std::string config_name = config_name_of_environment(name);
  if (config_name.empty()) return;
  put(std::move(config_name), {std::string(value), Origin::kEnvironment, "environment " + std::string(name)});
}

void Settings::add_flag(std::string_view assignment) {
  std::size_t equals = assignment.find('=');
  std::string_view name = trim(assignment.substr(0, equals));
  if (equals == std::string_view::npos || name.empty()) {
    errors_.push_back("--set " + std::string(assignment) + ": expected NAME=VALUE");
    return;
  }
  put(std::string(name), {std::string(assignment.substr(equals + 1)), Origin::kFlag, "--set " + std::string(name)});
}

void Settings::put(std::string name, Setting setting) {
  const auto advertised = values_.find("advertised.listeners");
  if (name == "listeners" && setting.origin != Origin::kEmbedded && advertised != values_.end() &&
      advertised->second.origin == Origin::kEmbedded) {
    values_.erase(advertised);
  }
  auto [at, fresh] = values_.try_emplace(std::move(name), setting);
  if (!fresh && setting.origin >= at->second.origin) at->second = std::move(setting);
}

}  // namespace klamm::config
