// The bit fields by which Metadata, DescribeCluster and DescribeGroups tell a client what it may do (KIP-430): bit n
// stands for Kafka's AclOperation of code n.
#pragma once

#include <cstdint>
#include <limits>

namespace klamm::broker {

inline constexpr std::int32_t kOperationsNotRequested = std::numeric_limits<std::int32_t>::min();

// Everything that each kind of resource supports: the answer as long as nobody restricts anything.
inline constexpr std::int32_t kTopicOperations =
    1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 8 | 1 << 10 | 1 << 11;
inline constexpr std::int32_t kClusterOperations = 1 << 5 | 1 << 7 | 1 << 8 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 12;
inline constexpr std::int32_t kGroupOperations = 1 << 3 | 1 << 6 | 1 << 8 | 1 << 10 | 1 << 11;

}  // namespace klamm::broker
