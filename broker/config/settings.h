// Where configuration comes from, and which place wins: flags, then the environment, then the file, then defaults.
//
// Environment: KLAMM_LOG_DIRS is log.dirs. The prefix goes, letters become lower case, one underscore is a dot, two
// are an underscore, three are a hyphen (the rule of the usual Kafka images).
//
// Pure: text comes in, nothing is read from the machine. Lives on one thread, at start.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace klamm::config {

// In the order of precedence, the strongest last.
enum class Origin : std::uint8_t { kEmbedded, kFile, kEnvironment, kFlag };

struct Setting {
  std::string value;
  Origin origin = Origin::kFile;
  std::string where;  // for messages: "server.properties:12", "environment KLAMM_LOG_DIRS", "--set log.dirs"
};

class Settings {
 public:
  void add_file(std::string_view text, std::string_view file_name);
  // The configuration of a program that was given no file, before anything else. Its listeners and what clients are
  // told of them belong together: who sets other listeners is not bound to the embedded advertised.listeners.
  void add_embedded(std::string_view text);
  // `name` as it stands in the environment. Without the prefix it is ignored; so are the variables that Kubernetes
  // sets for a service of the name klamm (KLAMM_PORT, KLAMM_SERVICE_HOST and their kin).
  void add_environment(std::string_view name, std::string_view value);
  // "name=value", the argument of --set.
  void add_flag(std::string_view assignment);

  [[nodiscard]] const std::map<std::string, Setting, std::less<>>& values() const { return values_; }
  // What could not be read at all, one sentence each.
  [[nodiscard]] const std::vector<std::string>& errors() const { return errors_; }

 private:
  void add_text(std::string_view text, std::string_view name, Origin origin);
  void put(std::string name, Setting setting);

  std::map<std::string, Setting, std::less<>> values_;
  std::vector<std::string> errors_;
};

// "log.dirs" of "KLAMM_LOG_DIRS"; empty where the variable is not ours.
[[nodiscard]] std::string config_name_of_environment(std::string_view variable);

}  // namespace klamm::config
