// What the floors below must know about configs and cannot: names, defaults and validity live here.
//
// Immutable after construction, so every shard may use one instance at once. Owned by the program, outlives the shards.
#pragma once

#include "broker/config/broker_config.h"
#include "broker/config/layers.h"
#include "replication/controller/config_rules.h"
#include "replication/partition/partition_config.h"

namespace klamm::config {

// The layers as an image of the metadata gives them for one broker.
[[nodiscard]] ConfigLayers layers_of(const replication::MetadataImage& image, BrokerId broker,
                                     const ConfigMap& static_values);

// A topic's settings as the partition and its log want them.
[[nodiscard]] replication::PartitionConfig make_partition_config(const TopicConfig& config);

class Rules final : public replication::ConfigRules, public replication::PartitionConfigSource {
 public:
  // `static_values` as LoadedConfig has them.
  Rules(BrokerId broker, ConfigMap static_values);

  [[nodiscard]] Result<ConfigMap> apply(const replication::ConfigResource& resource, const ConfigMap& current,
                                        const std::vector<replication::ConfigOp>& ops, bool creating) const override;
  [[nodiscard]] Status validate(const replication::ConfigResource& resource, const ConfigMap& overrides) const override;
  [[nodiscard]] std::int32_t default_partitions(const replication::MetadataImage& image) const override;
  [[nodiscard]] std::int16_t default_replication_factor(const replication::MetadataImage& image) const override;
  [[nodiscard]] replication::PartitionConfig config_of(const replication::MetadataImage& image,
                                                       const replication::TopicImage& topic) const override;

 private:
  const BrokerId broker_;
  const ConfigMap static_values_;
};

}  // namespace klamm::config
