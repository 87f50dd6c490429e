// Options of one command: --NAME=VALUE, or --NAME alone for what is on or off. Each command declares its own, with what
// they mean, so that its help and its parsing cannot differ.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bench/load/json.h"

namespace klamm::bench {

class Options {
 public:
  // `command` and `about` stand at the top of the help.
  Options(std::string command, std::string about) : command_(std::move(command)), about_(std::move(about)) {}

  // The variables keep their defaults unless the option is given. They must outlive parse().
  void add(std::string name, std::int64_t& number, std::string help);
  void add(std::string name, double& number, std::string help);
  void add(std::string name, std::string& text, std::string help);
  void add(std::string name, bool& on, std::string help);
  // May be given several times.
  void add(std::string name, std::vector<std::string>& texts, std::string help);

  // Prints what is wrong, or the help for --help, and ends the program.
  void parse(int argc, char** argv) const;

  // As they stand, for the record.
  [[nodiscard]] JsonObject json() const;

 private:
  struct Option {
    std::string name;
    std::string help;
    std::int64_t* number = nullptr;
    double* real = nullptr;
    std::string* text = nullptr;
    bool* on = nullptr;
    std::vector<std::string>* texts = nullptr;
  };
  [[noreturn]] void print_help() const;
  static bool take(const Option& option, const std::string& value);

  std::string command_;
  std::string about_;
  std::vector<Option> options_;
};

}  // namespace klamm::bench
