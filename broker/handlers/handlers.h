// All handlers, one file per API key, in the order of the keys. Each file says at its head which versions it serves,
// how it behaves, and what changed from version to version.
#pragma once

#include "broker/request_context.h"
#include "protocol/generated/02_list_offsets.h"
#include "protocol/generated/03_metadata.h"
#include "protocol/generated/08_offset_commit.h"
#include "protocol/generated/09_offset_fetch.h"
#include "protocol/generated/10_find_coordinator.h"
#include "protocol/generated/11_join_group.h"
#include "protocol/generated/12_heartbeat.h"
#include "protocol/generated/13_leave_group.h"
#include "protocol/generated/14_sync_group.h"
#include "protocol/generated/15_describe_groups.h"
#include "protocol/generated/16_list_groups.h"
#include "protocol/generated/19_create_topics.h"
#include "protocol/generated/20_delete_topics.h"
#include "protocol/generated/21_delete_records.h"
#include "protocol/generated/22_init_producer_id.h"
#include "protocol/generated/23_offset_for_leader_epoch.h"
#include "protocol/generated/32_describe_configs.h"
#include "protocol/generated/33_alter_configs.h"
#include "protocol/generated/34_alter_replica_log_dirs.h"
#include "protocol/generated/35_describe_log_dirs.h"
#include "protocol/generated/37_create_partitions.h"
#include "protocol/generated/42_delete_groups.h"
#include "protocol/generated/44_incremental_alter_configs.h"
#include "protocol/generated/45_alter_partition_reassignments.h"
#include "protocol/generated/46_list_partition_reassignments.h"
#include "protocol/generated/47_offset_delete.h"
#include "protocol/generated/60_describe_cluster.h"
#include "protocol/generated/61_describe_producers.h"
#include "protocol/generated/75_describe_topic_partitions.h"
#include "runtime/task/task.h"

namespace klamm::broker {

Task<Reply> serve_produce(RequestContext& context);
Task<Reply> serve_fetch(RequestContext& context);
Task<protocol::ListOffsetsResponse> handle_list_offsets(RequestContext& context, protocol::ListOffsetsRequest request);
Task<protocol::MetadataResponse> handle_metadata(RequestContext& context, protocol::MetadataRequest request);
Task<protocol::OffsetCommitResponse> handle_offset_commit(RequestContext& context,
                                                          protocol::OffsetCommitRequest request);
Task<protocol::OffsetFetchResponse> handle_offset_fetch(RequestContext& context, protocol::OffsetFetchRequest request);
Task<protocol::FindCoordinatorResponse> handle_find_coordinator(RequestContext& context,
                                                                protocol::FindCoordinatorRequest request);
Task<protocol::JoinGroupResponse> handle_join_group(RequestContext& context, protocol::JoinGroupRequest request);
Task<protocol::HeartbeatResponse> handle_heartbeat(RequestContext& context, protocol::HeartbeatRequest request);
Task<protocol::LeaveGroupResponse> handle_leave_group(RequestContext& context, protocol::LeaveGroupRequest request);
Task<protocol::SyncGroupResponse> handle_sync_group(RequestContext& context, protocol::SyncGroupRequest request);
Task<protocol::DescribeGroupsResponse> handle_describe_groups(RequestContext& context,
                                                              protocol::DescribeGroupsRequest request);
Task<protocol::ListGroupsResponse> handle_list_groups(RequestContext& context, protocol::ListGroupsRequest request);
Task<Reply> serve_api_versions(RequestContext& context);
Task<protocol::CreateTopicsResponse> handle_create_topics(RequestContext& context,
                                                          protocol::CreateTopicsRequest request);
Task<protocol::DeleteTopicsResponse> handle_delete_topics(RequestContext& context,
                                                          protocol::DeleteTopicsRequest request);
Task<protocol::DeleteRecordsResponse> handle_delete_records(RequestContext& context,
                                                            protocol::DeleteRecordsRequest request);
Task<protocol::InitProducerIdResponse> handle_init_producer_id(RequestContext& context,
                                                               protocol::InitProducerIdRequest request);
Task<protocol::OffsetForLeaderEpochResponse> handle_offset_for_leader_epoch(
    RequestContext& context, protocol::OffsetForLeaderEpochRequest request);
Task<protocol::DescribeConfigsResponse> handle_describe_configs(RequestContext& context,
                                                                protocol::DescribeConfigsRequest request);
Task<protocol::AlterConfigsResponse> handle_alter_configs(RequestContext& context,
                                                          protocol::AlterConfigsRequest request);
Task<protocol::AlterReplicaLogDirsResponse> handle_alter_replica_log_dirs(RequestContext& context,
                                                                          protocol::AlterReplicaLogDirsRequest request);
Task<protocol::DescribeLogDirsResponse> handle_describe_log_dirs(RequestContext& context,
                                                                 protocol::DescribeLogDirsRequest request);
Task<protocol::CreatePartitionsResponse> handle_create_partitions(RequestContext& context,
                                                                  protocol::CreatePartitionsRequest request);
Task<protocol::DeleteGroupsResponse> handle_delete_groups(RequestContext& context,
                                                          protocol::DeleteGroupsRequest request);
Task<protocol::IncrementalAlterConfigsResponse> handle_incremental_alter_configs(
    RequestContext& context, protocol::IncrementalAlterConfigsRequest request);
Task<protocol::AlterPartitionReassignmentsResponse> handle_alter_partition_reassignments(
    RequestContext& context, protocol::AlterPartitionReassignmentsRequest request);
Task<protocol::ListPartitionReassignmentsResponse> handle_list_partition_reassignments(
    RequestContext& context, protocol::ListPartitionReassignmentsRequest request);
Task<protocol::OffsetDeleteResponse> handle_offset_delete(RequestContext& context,
                                                          protocol::OffsetDeleteRequest request);
Task<protocol::DescribeClusterResponse> handle_describe_cluster(RequestContext& context,
                                                                protocol::DescribeClusterRequest request);
Task<protocol::DescribeProducersResponse> handle_describe_producers(RequestContext& context,
                                                                    protocol::DescribeProducersRequest request);
Task<protocol::DescribeTopicPartitionsResponse> handle_describe_topic_partitions(
    RequestContext& context, protocol::DescribeTopicPartitionsRequest request);

}  // namespace klamm::broker
