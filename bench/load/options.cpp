#include "bench/load/options.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace klamm::bench {

namespace {

// Numbers may end in k, M or G, of thousands.
bool parse_number(const std::string& text, double& number) {
  char* end = nullptr;
  number = std::strtod(text.c_str(), &end);
  if (end == text.c_str()) return false;
  const std::string unit = end;
  if (unit == "k") number *= 1e3;
  else if (unit == "M") number *= 1e6;
  else if (unit == "G") number *= 1e9;
  else return unit.empty();
  return true;
}

}  // namespace

void Options::add(std::string name, std::int64_t& number, std::string help) {
  options_.push_back({.name = std::move(name), .help = std::move(help), .number = &number});
}
void Options::add(std::string name, double& number, std::string help) {
  options_.push_back({.name = std::move(name), .help = std::move(help), .real = &number});
}
void Options::add(std::string name, std::string& text, std::string help) {
  options_.push_back({.name = std::move(name), .help = std::move(help), .text = &text});
}
void Options::add(std::string name, bool& on, std::string help) {
  options_.push_back({.name = std::move(name), .help = std::move(help), .on = &on});
}
void Options::add(std::string name, std::vector<std::string>& texts, std::string help) {
  options_.push_back({.name = std::move(name), .help = std::move(help), .texts = &texts});
}

bool Options::take(const Option& option, const std::string& value) {
  double number = 0;
  if (option.text != nullptr) *option.text = value;
  else if (option.texts != nullptr) option.texts->push_back(value);
  else if (option.on != nullptr) *option.on = value.empty() || value == "true";
  else if (!parse_number(value, number)) return false;
  else if (option.real != nullptr) *option.real = number;
  else *option.number = static_cast<std::int64_t>(number);
  return true;
}

void Options::parse(int argc, char** argv) const {
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--help" || !argument.starts_with("--")) print_help();
    const std::size_t equals = argument.find('=');
    const std::string name = argument.substr(2, equals == std::string::npos ? equals : equals - 2);
    const std::string value = equals == std::string::npos ? "" : argument.substr(equals + 1);
    const auto found = std::find_if(options_.begin(), options_.end(), [&](const Option& o) { return o.name == name; });
    if (found != options_.end() && take(*found, value)) continue;
    std::fprintf(stderr, "klamm bench %s: %s means nothing; see --help\n", command_.c_str(), argument.c_str());
    std::exit(2);
  }
}

void Options::print_help() const {
  std::printf("usage: klamm bench %s [--NAME=VALUE]...\n\n%s\n\n", command_.c_str(), about_.c_str());
  for (const Option& option : options_) {
    std::string standard;
    if (option.number != nullptr) standard = std::to_string(*option.number);
    if (option.text != nullptr) standard = *option.text;
    char real[32] = "";
    if (option.real != nullptr) std::snprintf(real, sizeof real, "%g", *option.real);
    if (option.real != nullptr) standard = real;
    std::printf("  --%-20s %s%s\n", option.name.c_str(), option.help.c_str(),
                standard.empty() ? "" : (" [" + standard + "]").c_str());
  }
  std::exit(0);
}

JsonObject Options::json() const {
  JsonObject object;
  for (const Option& option : options_) {
    if (option.number != nullptr) object.add(option.name, *option.number);
    if (option.real != nullptr) object.add(option.name, *option.real);
    if (option.text != nullptr) object.add(option.name, *option.text);
    if (option.on != nullptr) object.add(option.name, *option.on);
    if (option.texts == nullptr) continue;
    std::string all;
    for (const std::string& text : *option.texts) all += (all.empty() ? "" : ", ") + text;
    object.add(option.name, all);
  }
  return object;
}

}  // namespace klamm::bench
