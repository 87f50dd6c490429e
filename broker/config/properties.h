// The text format of Kafka's configuration files: Java's properties.
//
// Source: the documentation of java.util.Properties.load. One difference on purpose: bytes above 127 are kept as they
// are (UTF-8), where Java reads Latin-1. Pure; reading the file is the caller's job.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"

namespace klamm::config {

struct Property {
  std::string name;
  std::string value;
  int line = 0;  // of the first character of the name, counted from 1
};

struct ParsedProperties {
  std::vector<Property> properties;  // in the order of the file; a name may come twice, the later one counts
  std::vector<std::string> errors;   // "line 7: ..."; only broken \uXXXX escapes are errors
};

[[nodiscard]] ParsedProperties parse_properties(std::string_view text);

}  // namespace klamm::config
