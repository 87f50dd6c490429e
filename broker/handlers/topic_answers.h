// What Metadata, DescribeTopicPartitions and the creating APIs say alike about topics and partitions.
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "broker/request_context.h"
#include "replication/controller/commands.h"
#include "replication/metadata/image.h"
#include "runtime/task/task.h"

namespace klamm::broker {

// Whether a name may be a topic's (1 to 249 of [a-zA-Z0-9._-], not "." nor "..").
[[nodiscard]] bool is_topic_name(std::string_view name);
// UNKNOWN_TOPIC_OR_PARTITION, or INVALID_TOPIC_EXCEPTION for a name that no topic can have.
[[nodiscard]] ErrorCode missing_topic_error(std::string_view name);

[[nodiscard]] std::vector<std::int32_t> broker_numbers(const std::vector<BrokerId>& brokers);

// kNone when the partition's leader is alive and has the listener; else LEADER_NOT_AVAILABLE, or (from Metadata version
// 6 on) LISTENER_NOT_FOUND.
[[nodiscard]] ErrorCode leader_error(const replication::MetadataImage& image,
                                     const replication::PartitionImage& partition, std::string_view listener,
                                     std::int16_t metadata_version);
// The replicas on brokers that are not alive, or that the listener does not reach.
[[nodiscard]] std::vector<std::int32_t> offline_replicas(const replication::MetadataImage& image,
                                                         const replication::PartitionImage& partition,
                                                         std::string_view listener);

// Creates what is missing of `names`, and afterwards has context.image show it. Returns those that could not be
// created, with the error that Metadata gives for them.
Task<std::map<std::string_view, replication::ItemError>> create_missing_topics(RequestContext& context,
                                                                               std::vector<std::string_view> names);

}  // namespace klamm::broker
