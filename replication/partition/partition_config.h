// What a partition must know of its topic's configs, and who works it out (broker/config, which knows names and
// defaults).
#pragma once

#include <cstdint>

#include "protocol/records/validate.h"
#include "replication/metadata/image.h"
#include "storage/log/config.h"

namespace klamm::replication {

struct PartitionConfig {
  LogConfig log;                         // segment.bytes, retention, …
  std::int32_t min_insync_replicas = 1;  // as configured; the effective one is at most the number of replicas
  protocol::ValidateOptions validation;  // the topic's part of it; the handler adds what belongs to the request
};

// Pure; used on every shard at once.
class PartitionConfigSource {
 public:
  virtual ~PartitionConfigSource() = default;
  [[nodiscard]] virtual PartitionConfig config_of(const MetadataImage& image, const TopicImage& topic) const = 0;
};

}  // namespace klamm::replication
