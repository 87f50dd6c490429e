// From settings to a configuration that may be used, or to everything that is wrong with them.
//
// Pure: called at start, before anything on the machine is touched. All errors are collected, none hides another.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "broker/config/broker_config.h"
#include "broker/config/layers.h"
#include "broker/config/settings.h"

namespace klamm::config {

struct LoadedConfig {
  // Sentences for people, in the order of names: "server.properties:12: Invalid value …". Any of them means that the
  // program ends with status 2.
  std::vector<std::string> errors;
  // Names that nobody knows; one sentence each.
  std::vector<std::string> warnings;
  // What was accepted although it changes nothing here; one sentence for all that never will, one for what is to come.
  std::vector<std::string> notices;
  // Where there are no errors.
  std::optional<BrokerConfig> config;
  // What DescribeConfigs and the dynamic layers stand on: what was set, and Kafka's mirror of node.id as broker.id.
  ConfigMap static_values;
};

[[nodiscard]] LoadedConfig load(const Settings& settings);

// How values go together, in the order of Kafka's checks; each sentence names the configs. Used at start and before a
// dynamic change is accepted. REQUIRES: each value alone was checked.
[[nodiscard]] std::vector<std::string> check_together(const ConfigLayers& layers);

}  // namespace klamm::config
