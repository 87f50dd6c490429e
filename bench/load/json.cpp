#include "bench/load/json.h"

#include <cmath>
#include <cstdio>

namespace klamm::bench {

namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= ' ') out += c;
    else out += ' ';
  }
  return out + "\"";
}

std::string printed(double number) {
  if (!std::isfinite(number)) return "null";
  char text[32];
  std::snprintf(text, sizeof text, "%.9g", number);
  return text;
}

}  // namespace

JsonObject& JsonObject::add_raw(std::string_view name, std::string_view value) {
  if (!members_.empty()) members_ += ",";
  members_ += quoted(name) + ":";
  members_ += value;
  return *this;
}

JsonObject& JsonObject::add(std::string_view name, std::string_view text) { return add_raw(name, quoted(text)); }
JsonObject& JsonObject::add(std::string_view name, double number) { return add_raw(name, printed(number)); }
JsonObject& JsonObject::add(std::string_view name, const JsonList& list) { return add_raw(name, list.text()); }

void JsonList::add(double number) { add_raw(printed(number)); }

void JsonList::add_raw(std::string_view value) {
  if (!items_.empty()) items_ += ",";
  items_ += value;
}

}  // namespace klamm::bench
