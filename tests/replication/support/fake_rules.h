// Config rules for tests: a handful of names, with Kafka's sentences.
#pragma once

#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "replication/controller/config_rules.h"

namespace klamm::replication {

class FakeRules final : public ConfigRules {
 public:
  std::int32_t partitions = 4;
  std::int16_t replication_factor = 1;

  Result<ConfigMap> apply(const ConfigResource& resource, const ConfigMap& current, const std::vector<ConfigOp>& ops,
                          bool) const override {
    ConfigMap result = current;
    for (const ConfigOp& op : ops) {
      const bool list = op.name == "cleanup.policy";
      if (op.type == ConfigOpType::kDelete) {
        result.erase(op.name);
      } else if (op.type == ConfigOpType::kSet) {
        result[op.name] = *op.value;
      } else if (!list) {
        const std::string verb = op.type == ConfigOpType::kAppend ? "APPEND" : "SUBTRACT";
        return Error(ErrorCode::kInvalidConfig,
                     "Can't " + verb + " to key " + op.name + " because its type is not LIST.");
      } else {
        result[op.name] = changed(current.contains(op.name) ? current.at(op.name) : "delete", op);
      }
    }
    const Status valid = validate(resource, result);
    if (!valid) return valid.error();
    return result;
  }

  Status validate(const ConfigResource&, const ConfigMap& overrides) const override {
    for (const auto& [name, value] : overrides) {
      if (name == "retention.ms") {
        char* end = nullptr;
        static_cast<void>(std::strtoll(value.c_str(), &end, 10));
        if (value.empty() || *end != '\0') {
          return Error(ErrorCode::kInvalidConfig,
                       "Invalid value " + value + " for configuration retention.ms: Not a number of type LONG");
        }
      } else if (name != "cleanup.policy" && name != "segment.bytes") {
        return Error(ErrorCode::kInvalidConfig, "Unknown topic config name: " + name);
      }
    }
    return {};
  }

  std::int32_t default_partitions(const MetadataImage&) const override { return partitions; }
  std::int16_t default_replication_factor(const MetadataImage&) const override { return replication_factor; }

 private:
  static std::string changed(const std::string& list, const ConfigOp& op) {
    std::vector<std::string> items;
    std::istringstream in(list);
    for (std::string item; std::getline(in, item, ',');) {
      if (item != *op.value) items.push_back(item);
    }
    if (op.type == ConfigOpType::kAppend) items.push_back(*op.value);
    std::string text;
    for (const std::string& item : items) text += (text.empty() ? "" : ",") + item;
    return text;
  }
};

}  // namespace klamm::replication
