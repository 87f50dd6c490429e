#include "tests/broker/config/golden.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "broker/config/load.h"

namespace klamm::config {
namespace {

std::string source_name(ConfigSource source) {
  switch (source) {
    case ConfigSource::kUnknown: return "UNKNOWN";
    case ConfigSource::kDynamicTopic: return "DYNAMIC_TOPIC_CONFIG";
    case ConfigSource::kDynamicBroker: return "DYNAMIC_BROKER_CONFIG";
    case ConfigSource::kDynamicDefaultBroker: return "DYNAMIC_DEFAULT_BROKER_CONFIG";
    case ConfigSource::kStaticBroker: return "STATIC_BROKER_CONFIG";
    case ConfigSource::kDefault: return "DEFAULT_CONFIG";
    case ConfigSource::kDynamicBrokerLogger: return "DYNAMIC_BROKER_LOGGER_CONFIG";
    case ConfigSource::kClientMetrics: return "DYNAMIC_CLIENT_METRICS_CONFIG";
    case ConfigSource::kGroup: return "DYNAMIC_GROUP_CONFIG";
  }
  return "";
}

}  // namespace

std::string golden_text(const std::string& file) {
  std::ifstream in(std::string(KLAMM_TEST_DATA) + "/config/golden/" + file);
  REQUIRE(in.good());
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::map<std::string, std::string> golden_lines(const std::string& file) {
  std::map<std::string, std::string> lines;
  std::istringstream in(golden_text(file));
  for (std::string line; std::getline(in, line);) lines[line.substr(0, line.find('\t'))] = line;
  return lines;
}

std::string golden_line(const DescribedConfig& config) {
  std::string line = config.name + "\t" + std::string(type_name(config.type)) + "\t" + config.value.value_or("<null>") +
                     "\t" + (config.read_only ? "ro" : "rw") + "\t" + (config.sensitive ? "sensitive" : "") + "\t" +
                     source_name(config.source) + "\t";
  for (const DescribedSynonym& synonym : config.synonyms) {
    if (&synonym != &config.synonyms.front()) line += "; ";
    line += synonym.name + "=" + synonym.value.value_or("<null>") + " " + source_name(synonym.source);
  }
  return line;
}

ConfigMap static_values_of(const std::string& file) {
  Settings settings;
  settings.add_file(golden_text(file), file);
  LoadedConfig loaded = load(settings);
  CHECK(loaded.errors == std::vector<std::string>{});
  return loaded.static_values;
}

}  // namespace klamm::config
