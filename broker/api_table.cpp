#include "broker/api_table.h"

#include <algorithm>
#include <array>

#include "broker/handlers/handler.h"
#include "broker/handlers/handlers.h"
#include "protocol/generated/00_produce.h"
#include "protocol/generated/01_fetch.h"
#include "protocol/generated/18_api_versions.h"

namespace klamm::broker {

namespace {

using namespace protocol;

// Decoding makes about so many bytes of each byte of a request: structures with views.
constexpr std::uint16_t kDecoded = 8;
// Record data is not copied; the structures around it are few.
constexpr std::uint16_t kRecordData = 1;

template <class Request, class Response, Task<Response> (*handle)(RequestContext&, Request)>
constexpr ApiEntry entry(std::string_view name, ListenerScope scope = ListenerScope::kBroker,
                         std::int16_t version_max = Request::kVersionMax) {
  return {.key = Request::kApiKey,
          .name = name,
          .version_min = Request::kVersionMin,
          .version_max = version_max,
          .scope = scope,
          .pipelined = false,
          .memory_factor = kDecoded,
          .serve = &serve<Request, Response, handle>};
}

constexpr ListenerScope kBoth = ListenerScope::kBrokerAndController;
// Two-phase commit (KIP-939) is unstable in Kafka as well.
constexpr std::int16_t kInitProducerIdMax = 5;

// Sorted by key.
constexpr std::array kTable = {
    ApiEntry{ApiKey::kProduce, "Produce", ProduceRequest::kVersionMin, ProduceRequest::kVersionMax,
             ListenerScope::kBroker, true, kRecordData, &serve_produce},
    ApiEntry{ApiKey::kFetch, "Fetch", FetchRequest::kVersionMin, FetchRequest::kVersionMax, ListenerScope::kBroker,
             false, kDecoded, &serve_fetch},
    entry<ListOffsetsRequest, ListOffsetsResponse, handle_list_offsets>("ListOffsets"),
    entry<MetadataRequest, MetadataResponse, handle_metadata>("Metadata"),
    entry<OffsetCommitRequest, OffsetCommitResponse, handle_offset_commit>("OffsetCommit"),
    entry<OffsetFetchRequest, OffsetFetchResponse, handle_offset_fetch>("OffsetFetch"),
    entry<FindCoordinatorRequest, FindCoordinatorResponse, handle_find_coordinator>("FindCoordinator"),
    entry<JoinGroupRequest, JoinGroupResponse, handle_join_group>("JoinGroup"),
    entry<HeartbeatRequest, HeartbeatResponse, handle_heartbeat>("Heartbeat"),
    entry<LeaveGroupRequest, LeaveGroupResponse, handle_leave_group>("LeaveGroup"),
    entry<SyncGroupRequest, SyncGroupResponse, handle_sync_group>("SyncGroup"),
    entry<DescribeGroupsRequest, DescribeGroupsResponse, handle_describe_groups>("DescribeGroups"),
    entry<ListGroupsRequest, ListGroupsResponse, handle_list_groups>("ListGroups"),
    ApiEntry{ApiKey::kApiVersions, "ApiVersions", ApiVersionsRequest::kVersionMin, ApiVersionsRequest::kVersionMax,
             kBoth, false, kDecoded, &serve_api_versions},
    entry<CreateTopicsRequest, CreateTopicsResponse, handle_create_topics>("CreateTopics", kBoth),
    entry<DeleteTopicsRequest, DeleteTopicsResponse, handle_delete_topics>("DeleteTopics", kBoth),
    entry<DeleteRecordsRequest, DeleteRecordsResponse, handle_delete_records>("DeleteRecords"),
    entry<InitProducerIdRequest, InitProducerIdResponse, handle_init_producer_id>(
        "InitProducerId", ListenerScope::kBroker, kInitProducerIdMax),
    entry<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse, handle_offset_for_leader_epoch>(
        "OffsetForLeaderEpoch"),
    entry<DescribeConfigsRequest, DescribeConfigsResponse, handle_describe_configs>("DescribeConfigs", kBoth),
    entry<AlterConfigsRequest, AlterConfigsResponse, handle_alter_configs>("AlterConfigs", kBoth),
    entry<AlterReplicaLogDirsRequest, AlterReplicaLogDirsResponse, handle_alter_replica_log_dirs>(
        "AlterReplicaLogDirs"),
    entry<DescribeLogDirsRequest, DescribeLogDirsResponse, handle_describe_log_dirs>("DescribeLogDirs"),
    entry<CreatePartitionsRequest, CreatePartitionsResponse, handle_create_partitions>("CreatePartitions", kBoth),
    entry<DeleteGroupsRequest, DeleteGroupsResponse, handle_delete_groups>("DeleteGroups"),
    entry<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse, handle_incremental_alter_configs>(
        "IncrementalAlterConfigs", kBoth),
    entry<AlterPartitionReassignmentsRequest, AlterPartitionReassignmentsResponse,
          handle_alter_partition_reassignments>("AlterPartitionReassignments", kBoth),
    entry<ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse, handle_list_partition_reassignments>(
        "ListPartitionReassignments", kBoth),
    entry<OffsetDeleteRequest, OffsetDeleteResponse, handle_offset_delete>("OffsetDelete"),
    entry<DescribeClusterRequest, DescribeClusterResponse, handle_describe_cluster>("DescribeCluster", kBoth),
    entry<DescribeProducersRequest, DescribeProducersResponse, handle_describe_producers>("DescribeProducers"),
    entry<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse, handle_describe_topic_partitions>(
        "DescribeTopicPartitions"),
};

constexpr bool by_key(const ApiEntry& a, const ApiEntry& b) { return a.key < b.key; }
static_assert(std::is_sorted(kTable.begin(), kTable.end(), by_key));

const ApiEntry* find(std::int16_t key) {
  const auto found = std::lower_bound(kTable.begin(), kTable.end(), key, [](const ApiEntry& e, std::int16_t wanted) {
    return static_cast<std::int16_t>(e.key) < wanted;
  });
  return found != kTable.end() && static_cast<std::int16_t>(found->key) == key ? &*found : nullptr;
}

}  // namespace

std::span<const ApiEntry> api_table() { return kTable; }

const ApiEntry* find_api(std::int16_t key, bool controller_listener) {
  const ApiEntry* found = find(key);
  if (found != nullptr && controller_listener && found->scope == ListenerScope::kBroker) return nullptr;
  return found;
}

std::size_t api_memory_factor(std::int16_t key) {
  const ApiEntry* found = find(key);
  return found == nullptr ? 1 : found->memory_factor;
}

}  // namespace klamm::broker
