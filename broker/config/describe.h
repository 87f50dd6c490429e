// What DescribeConfigs says about topics and brokers: values, where they come from, and what they override.
//
// Pure functions, in the order of names. Values of passwords and of names that nobody knows are never told.
// Source: Kafka 4.3's answers, compared entry by entry in tests/broker/config.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "broker/config/layers.h"

namespace klamm::config {

// The numbers are those of DescribeConfigs (ConfigSource).
enum class ConfigSource : std::int8_t {
  kUnknown = 0,
  kDynamicTopic = 1,
  kDynamicBroker = 2,
  kDynamicDefaultBroker = 3,
  kStaticBroker = 4,
  kDefault = 5,
  kDynamicBrokerLogger = 6,
  kClientMetrics = 7,
  kGroup = 8,
};

struct DescribedSynonym {
  std::string name;
  std::optional<std::string> value;
  ConfigSource source = ConfigSource::kUnknown;
};

struct DescribedConfig {
  std::string name;
  std::optional<std::string> value;
  bool read_only = false;
  ConfigSource source = ConfigSource::kDefault;
  bool sensitive = false;
  std::vector<DescribedSynonym> synonyms;  // the effective value first; empty where Kafka lists none
  ConfigType type = ConfigType::kUnknown;
  std::string_view documentation;  // our own sentence, or empty

  // Version 0 of DescribeConfigs knows only this.
  [[nodiscard]] bool is_default() const { return source == ConfigSource::kDefault; }
};

[[nodiscard]] std::vector<DescribedConfig> describe_broker(const ConfigLayers& layers);
// The dynamic defaults of all brokers: what was set, and nothing else.
[[nodiscard]] std::vector<DescribedConfig> describe_broker_default(const ConfigLayers& layers);
[[nodiscard]] std::vector<DescribedConfig> describe_topic(const ConfigMap& overrides, const ConfigLayers& broker);

}  // namespace klamm::config
