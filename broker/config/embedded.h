// The configuration of a broker that is given none: one node that is its own quorum, data in ./data. It names no role
// and no quorum, because a node that names one of them must name them all.
#pragma once

#include <string_view>

namespace klamm::config {

inline constexpr std::string_view kEmbeddedConfig = "listeners=PLAINTEXT://:9092\n"
                                                    "advertised.listeners=PLAINTEXT://localhost:9092\n"
                                                    "log.dirs=data\n"
                                                    "offsets.topic.replication.factor=1\n"
                                                    "transaction.state.log.replication.factor=1\n"
                                                    "transaction.state.log.min.isr=1\n";

}  // namespace klamm::config
