// What the controller must know about configs, implemented by the floor that knows them (broker/config).
#pragma once

#include <optional>
#include <vector>

#include "replication/controller/commands.h"
#include "replication/metadata/image.h"
#include "runtime/base/result.h"

namespace klamm::replication {

// Pure and const: asked on the controller's shard, decides from its arguments (and the static configuration) alone.
// Errors carry the code and the sentence that Kafka tells its clients.
class ConfigRules {
 public:
  virtual ~ConfigRules() = default;

  // The overrides of `resource` after `ops`, validated as a whole; `current` are those it has now. With `creating`,
  // the resource is a topic about to be created.
  [[nodiscard]] virtual Result<ConfigMap> apply(const ConfigResource& resource, const ConfigMap& current,
                                                const std::vector<ConfigOp>& ops, bool creating) const = 0;
  // The same for AlterConfigs: `overrides` replace all that the resource has.
  [[nodiscard]] virtual Status validate(const ConfigResource& resource, const ConfigMap& overrides) const = 0;
  // num.partitions and default.replication.factor, with the dynamic broker configs of the image applied.
  [[nodiscard]] virtual std::int32_t default_partitions(const MetadataImage& image) const = 0;
  [[nodiscard]] virtual std::int16_t default_replication_factor(const MetadataImage& image) const = 0;
};

}  // namespace klamm::replication
