// Reads the golden answers of DescribeConfigs and prints ours in the same form.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "broker/config/describe.h"

namespace klamm::config {

// All of a file in tests/broker/config/golden.
std::string golden_text(const std::string& file);
// Its lines by config name.
std::map<std::string, std::string> golden_lines(const std::string& file);
// One described config as a golden line.
std::string golden_line(const DescribedConfig& config);
// The static values of a properties file there.
ConfigMap static_values_of(const std::string& file);

}  // namespace klamm::config
