// Changes of configs while the broker runs: operations on overrides, and what may be overridden on a broker.
//
// Pure functions. The texts and codes of the errors are Kafka's, because clients see them.
#pragma once

#include <vector>

#include "broker/config/layers.h"
#include "replication/controller/commands.h"
#include "runtime/base/result.h"

namespace klamm::config {

using replication::ConfigOp;
using replication::ConfigOpType;
using replication::ConfigResource;
using replication::ConfigResourceType;

// The overrides of a topic or broker after IncrementalAlterConfigs (KIP-339), values not checked. A list that has no
// override is appended to from the default of Kafka, not from the broker's setting: so does Kafka.
[[nodiscard]] Result<ConfigMap> apply_ops(ConfigResourceType type, const ConfigMap& current,
                                          const std::vector<ConfigOp>& ops);

// Whether `overrides` may be the dynamic configs of one broker (`cluster_default` false) or of all. `current` is what
// holds now; the resource's own layer in it is replaced by `overrides` for the check of how values go together.
// A config that Kafka changes while running and Klamm cannot (the listeners) is refused like a read-only one.
[[nodiscard]] Status validate_broker_overrides(const ConfigMap& overrides, bool cluster_default, ConfigLayers current);

}  // namespace klamm::config
