// The feature levels a cluster is founded with. Only features that this program has are finalized: clients and Kafka's
// tools take a finalized feature as a promise.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace klamm::replication {

struct FeatureLevel {
  std::string_view name;
  std::int16_t min;      // the oldest level that this program supports
  std::int16_t founded;  // the newest one, which new clusters get
};

// Kafka's 4.3-IV0: the newest level of the newest release, and so of the record versions that delta.h replays. The
// oldest is the same one, because there are no logs of older programs to be read.
inline constexpr std::int16_t kMetadataVersion = 30;

inline constexpr std::array<FeatureLevel, 1> kFeatures = {{
    {"metadata.version", kMetadataVersion, kMetadataVersion},
}};

}  // namespace klamm::replication
