// The values of broker configs in layers, and what comes out of them.
//
// Kafka's order (KIP-226): what was set for this broker while it ran, then what was set for all brokers, then the
// start-up configuration, then the default. Plain values; whoever holds them says on which shard.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "broker/config/value.h"
#include "replication/metadata/image.h"

namespace klamm::config {

using replication::ConfigMap;  // names and values as they were written

struct ConfigLayers {
  ConfigMap dynamic_broker;
  ConfigMap dynamic_default;
  ConfigMap static_values;
};

// Reads one broker config through the layers. A value in a dynamic layer that does not parse is passed over, as Kafka
// does it: it may have been set by a version that allowed it.
class LayerReader {
 public:
  explicit LayerReader(const ConfigLayers& layers) : layers_(layers) {}

  // Nothing where the config has no value: it was not set and its default is null.
  // REQUIRES: `name` is a broker config, listener prefixes aside.
  [[nodiscard]] std::optional<Value> value(std::string_view name) const;

  // REQUIRES: the config is of that type, and has a default that is not null.
  [[nodiscard]] bool boolean(std::string_view name) const;
  [[nodiscard]] std::int64_t number(std::string_view name) const;
  [[nodiscard]] std::int32_t int32(std::string_view name) const;
  [[nodiscard]] double real(std::string_view name) const;
  // These give what is empty where the default is null.
  [[nodiscard]] std::string string(std::string_view name) const;
  [[nodiscard]] List list(std::string_view name) const;
  // Whether anybody set it, in any layer.
  [[nodiscard]] bool is_set(std::string_view name) const;

  // The first of the synonyms that has a value, in milliseconds: log.retention.ms, else .minutes, else .hours.
  [[nodiscard]] std::optional<Value> first_of_synonyms(std::string_view name) const;

 private:
  const ConfigLayers& layers_;
};

}  // namespace klamm::config
