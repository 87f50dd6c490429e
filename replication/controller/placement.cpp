#include "replication/controller/placement.h"

#include <algorithm>
#include <map>
#include <utility>

namespace klamm::replication {

namespace {

struct Rack {
  std::vector<PlacementBroker> brokers;
  std::size_t start = 0;
};

Error unplaceable(std::string why) { return {ErrorCode::kInvalidReplicationFactor, std::move(why)}; }

std::vector<Rack> racks_of(const std::vector<PlacementBroker>& brokers, Rng& rng) {
  std::map<std::optional<std::string>, Rack> by_name;
  for (const PlacementBroker& broker : brokers) by_name[broker.rack].brokers.push_back(broker);
  std::vector<Rack> racks;
  for (auto& [name, rack] : by_name) {
    rack.start = static_cast<std::size_t>(rng.below(rack.brokers.size()));
    racks.push_back(std::move(rack));
  }
  return racks;
}

// One partition's brokers: one from each rack in turn, beginning with rack `first_rack`, then a second one from each …
std::vector<PlacementBroker> stripe(const std::vector<Rack>& racks, std::size_t first_rack, std::size_t round,
                                    std::size_t count) {
  std::vector<PlacementBroker> chosen;
  for (std::size_t depth = 0; chosen.size() < count; ++depth) {
    for (std::size_t i = 0; i < racks.size() && chosen.size() < count; ++i) {
      const Rack& rack = racks[(first_rack + i) % racks.size()];
      if (depth >= rack.brokers.size()) continue;
      chosen.push_back(rack.brokers[(rack.start + round + depth) % rack.brokers.size()]);
    }
  }
  return chosen;
}

// Brings a broker that may lead to the front; where none was chosen, one that was not takes the first place.
void put_leader_first(std::vector<PlacementBroker>& chosen, const std::vector<PlacementBroker>& brokers,
                      std::size_t turn) {
  const auto may_lead = [](const PlacementBroker& broker) { return !broker.fenced; };
  const auto leader = std::find_if(chosen.begin(), chosen.end(), may_lead);
  if (leader != chosen.end()) {
    std::rotate(chosen.begin(), leader, leader + 1);
    return;
  }
  std::vector<PlacementBroker> candidates;
  std::copy_if(brokers.begin(), brokers.end(), std::back_inserter(candidates), may_lead);
  chosen.front() = candidates[turn % candidates.size()];
}

}  // namespace

Result<std::vector<std::vector<BrokerId>>> place_replicas(const std::vector<PlacementBroker>& brokers,
                                                          std::int32_t partitions, std::int16_t replication_factor,
                                                          Rng& rng) {
  const auto wanted = static_cast<std::size_t>(replication_factor);
  if (std::all_of(brokers.begin(), brokers.end(), [](const PlacementBroker& b) { return b.fenced; })) {
    return unplaceable("All brokers are currently fenced, or have all their log directories cordoned.");
  }
  if (wanted > brokers.size()) {
    return unplaceable("The target replication factor of " + std::to_string(replication_factor) +
                       " cannot be reached because only " + std::to_string(brokers.size()) +
                       " broker(s) are registered or some brokers have all their log directories cordoned.");
  }
  const std::vector<Rack> racks = racks_of(brokers, rng);
  const auto start = static_cast<std::size_t>(rng.below(racks.size()));
  std::vector<std::vector<BrokerId>> placed;
  for (std::int32_t partition = 0; partition < partitions; ++partition) {
    const std::size_t turn = start + static_cast<std::size_t>(partition);
    std::vector<PlacementBroker> chosen = stripe(racks, turn % racks.size(), turn / racks.size(), wanted);
    put_leader_first(chosen, brokers, turn);
    std::vector<BrokerId>& replicas = placed.emplace_back();
    for (const PlacementBroker& broker : chosen) replicas.push_back(broker.id);
  }
  return placed;
}

}  // namespace klamm::replication
