// What one seed chooses for a run besides its course: how large everything is, and what may go wrong. Each run leaves
// some of it out altogether, so that what is rare with everything on is common somewhere.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "runtime/sim/world.h"
#include "storage/log/config.h"

namespace klamm::test {

// What happens to the disk, at most one of them in each life of the broker.
enum class Fault : std::uint8_t {
  kWrites,       // writes of one directory fail now and then: it goes offline
  kSyncs,        // so do syncs
  kGone,         // a directory fails whole, perhaps until after the next start
  kGoneAtStart,  // the same, while the broker starts
  kFull,         // there is no space for a while
  kBadSector,    // a sector of a segment cannot be read
  kBitFlip,      // a bit of a stored batch is wrong from now on
  kSlow,         // operations take long, some longer than clients wait
};
inline constexpr int kFaults = 8;

struct SimOptions {
  std::uint64_t seed = 0;
  std::uint32_t shards = 1;
  std::uint32_t directories = 1;
  std::int32_t counted = 3;    // partitions of the topic that is only appended to
  std::int32_t compacted = 0;  // partitions of a topic that is compacted
  std::int32_t trimmed = 0;    // partitions of a topic whose beginning is deleted
  bool moves = false;          // logs go from one directory to another, meanwhile
  std::int64_t retention_bytes = -1;
  std::int64_t retention_ms = -1;
  std::int32_t segment_bytes = 1 << 20;
  std::int32_t index_interval_bytes = 4096;
  std::int64_t memory_bytes = 1 << 30;
  bool small_storage = false;  // the limits in `storage` count; else those of the configuration
  StorageConfig storage;
  std::uint32_t reset = 0;  // as in SimNetworkOptions
  bool chop = true;
  SimDiskOptions disk;
  std::set<Fault> faults;

  // Everything in one line.
  [[nodiscard]] std::string text() const;
  // The configuration of the broker, as "name=value".
  [[nodiscard]] std::vector<std::string> assignments() const;
  [[nodiscard]] std::string directory(std::uint64_t index) const { return "/data" + std::to_string(index); }
  // For BrokerCommon::adjust_storage.
  void adjust(StorageConfig& config) const;
};

[[nodiscard]] SimOptions draw_options(std::uint64_t seed);

}  // namespace klamm::test
