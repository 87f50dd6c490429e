// JSON as it is printed: objects and lists that are built once, in order, and never read.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace klamm::bench {

class JsonList;

class JsonObject {
 public:
  JsonObject& add(std::string_view name, std::string_view text);
  JsonObject& add(std::string_view name, const char* text) { return add(name, std::string_view(text)); }
  JsonObject& add(std::string_view name, double number);
  JsonObject& add(std::string_view name, bool truth) { return add_raw(name, truth ? "true" : "false"); }
  template <std::integral T>
  JsonObject& add(std::string_view name, T number) {
    return add_raw(name, std::to_string(number));
  }
  JsonObject& add(std::string_view name, const JsonObject& object) { return add_raw(name, object.text()); }
  JsonObject& add(std::string_view name, const JsonList& list);

  [[nodiscard]] std::string text() const { return "{" + members_ + "}"; }
  [[nodiscard]] bool empty() const { return members_.empty(); }

 private:
  JsonObject& add_raw(std::string_view name, std::string_view value);
  std::string members_;
};

class JsonList {
 public:
  void add(double number);
  void add(const JsonList& list) { add_raw(list.text()); }
  void add(const JsonObject& object) { add_raw(object.text()); }
  [[nodiscard]] std::string text() const { return "[" + items_ + "]"; }

 private:
  void add_raw(std::string_view value);
  std::string items_;
};

}  // namespace klamm::bench
