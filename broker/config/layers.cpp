#include "broker/config/layers.h"

namespace klamm::config {
namespace {

const std::string* find(const ConfigMap& map, std::string_view name) {
  auto found = map.find(name);
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

std::optional<Value> LayerReader::value(std::string_view name) const {
  const ConfigDef* def = find_broker_config(name);
  KLAMM_ASSERT(def != nullptr);
  for (const ConfigMap* layer : {&layers_.dynamic_broker, &layers_.dynamic_default, &layers_.static_values}) {
    const std::string* raw = find(*layer, name);
    if (raw == nullptr) continue;
    Result<Value> parsed = parse_value(*def, name, *raw);
    if (parsed.ok()) return *std::move(parsed);
  }
  if (!def->default_value) return {};
  Result<Value> parsed = parse_value(*def, *def->default_value);
  KLAMM_ASSERT(parsed.ok());
  return *std::move(parsed);
}

bool LayerReader::boolean(std::string_view name) const { return std::get<bool>(value(name).value()); }

std::int64_t LayerReader::number(std::string_view name) const { return std::get<std::int64_t>(value(name).value()); }

std::int32_t LayerReader::int32(std::string_view name) const { return static_cast<std::int32_t>(number(name)); }

double LayerReader::real(std::string_view name) const { return std::get<double>(value(name).value()); }

std::string LayerReader::string(std::string_view name) const {
  std::optional<Value> found = value(name);
  return found ? std::get<std::string>(*std::move(found)) : std::string();
}

List LayerReader::list(std::string_view name) const {
  std::optional<Value> found = value(name);
  return found ? std::get<List>(*std::move(found)) : List();
}

bool LayerReader::is_set(std::string_view name) const {
  return find(layers_.dynamic_broker, name) != nullptr || find(layers_.dynamic_default, name) != nullptr ||
         find(layers_.static_values, name) != nullptr;
}

std::optional<Value> LayerReader::first_of_synonyms(std::string_view name) const {
  for (std::string_view each : broker_synonyms(name)) {
    std::optional<Value> found = value(each);
    if (!found) continue;
    if (std::int64_t* number = std::get_if<std::int64_t>(&*found)) {
      if (each.ends_with(".minutes")) *number *= 60 * 1000;
      if (each.ends_with(".hours")) *number *= 60 * 60 * 1000;
    }
    return found;
  }
  return {};
}

}  // namespace klamm::config
