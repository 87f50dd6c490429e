// Where the replicas of new partitions go. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "replication/metadata/image.h"
#include "runtime/base/random.h"
#include "runtime/base/result.h"

namespace klamm::replication {

// What placement knows of a broker.
struct PlacementBroker {
  BrokerId id;
  std::optional<std::string> rack;
  bool fenced = false;  // may get replicas, but is no first choice for a leader
};

// The replicas of `partitions` new partitions, the first of each the preferred leader. Replicas of a partition lie on
// different brokers, on different racks as far as there are enough; leaders and followers go round the racks, and
// within a rack round its brokers, from a place drawn from `rng`. The first replica is never on a fenced broker.
// Errors: INVALID_REPLICATION_FACTOR with Kafka's sentence.
Result<std::vector<std::vector<BrokerId>>> place_replicas(const std::vector<PlacementBroker>& brokers,
                                                          std::int32_t partitions, std::int16_t replication_factor,
                                                          Rng& rng);

}  // namespace klamm::replication
