// Made by protocol/schema/generate.py from protocol/schema/*.txt. Not to be edited.
#include "protocol/generated/01_fetch.h"
#include "protocol/generated/13_leave_group.h"
#include "protocol/generated/21_delete_records.h"
#include "protocol/generated/29_describe_acls.h"
#include "protocol/generated/37_create_partitions.h"
#include "protocol/generated/45_alter_partition_reassignments.h"
#include "protocol/generated/53_begin_quorum_epoch.h"
#include "protocol/generated/61_describe_producers.h"
#include "protocol/generated/69_consumer_group_describe.h"
#include "protocol/generated/77_share_group_describe.h"
#include "protocol/generated/85_write_share_group_state.h"
#include "protocol/generated/cluster_metadata.h"
#include "protocol/generated/share_group_state.h"
#include "tests/protocol/messages/filler.h"

namespace klamm::protocol::test {

namespace {

void fill(FetchRequest::ReplicaState& message, Filler& filler, std::int16_t) {
  message.replica_id = filler.int32_value();
  message.replica_epoch = filler.int64_value();
}

void fill(FetchRequest::FetchPartition& message, Filler& filler, std::int16_t version) {
  message.partition = filler.int32_value();
  if (version >= 9) {
    message.current_leader_epoch = filler.int32_value();
  }
  message.fetch_offset = filler.int64_value();
  if (version >= 12) {
    message.last_fetched_epoch = filler.int32_value();
  }
  if (version >= 5) {
    message.log_start_offset = filler.int64_value();
  }
  message.partition_max_bytes = filler.int32_value();
  if (version >= 17) {
    message.replica_directory_id = filler.uuid_value();
  }
  if (version >= 18) {
    message.high_watermark = filler.int64_value();
  }
}

void fill(FetchRequest::FetchTopic& message, Filler& filler, std::int16_t version) {
  if (version <= 12) {
    message.topic = filler.string_value();
  }
  if (version >= 13) {
    message.topic_id = filler.uuid_value();
  }
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (FetchRequest::FetchPartition& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(FetchRequest::ForgottenTopic& message, Filler& filler, std::int16_t version) {
  if (version <= 12) {
    message.topic = filler.string_value();
  }
  if (version >= 13) {
    message.topic_id = filler.uuid_value();
  }
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(FetchRequest& message, Filler& filler, std::int16_t version) {
  if (version >= 12) {
    if (filler.is_null()) {
      message.cluster_id.reset();
    } else {
      message.cluster_id = filler.string_value();
    }
  }
  if (version <= 14) {
    message.replica_id = filler.int32_value();
  }
  if (version >= 15) {
    fill(message.replica_state, filler, version);
  }
  message.max_wait_ms = filler.int32_value();
  message.min_bytes = filler.int32_value();
  if (version >= 3) {
    message.max_bytes = filler.int32_value();
  }
  if (version >= 4) {
    message.isolation_level = filler.int8_value();
  }
  if (version >= 7) {
    message.session_id = filler.int32_value();
  }
  if (version >= 7) {
    message.session_epoch = filler.int32_value();
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (FetchRequest::FetchTopic& item : topics) {
    fill(item, filler, version);
  }
  if (version >= 7) {
    auto& items = message.forgotten_topics_data;
    items.resize(filler.count());
    for (FetchRequest::ForgottenTopic& item : items) {
      fill(item, filler, version);
    }
  }
  if (version >= 11) {
    message.rack_id = filler.string_value();
  }
}

void fill(FetchResponse::EpochEndOffset& message, Filler& filler, std::int16_t) {
  message.epoch = filler.int32_value();
  message.end_offset = filler.int64_value();
}

void fill(FetchResponse::LeaderIdAndEpoch& message, Filler& filler, std::int16_t) {
  message.leader_id = filler.int32_value();
  message.leader_epoch = filler.int32_value();
}

void fill(FetchResponse::SnapshotId& message, Filler& filler, std::int16_t) {
  message.end_offset = filler.int64_value();
  message.epoch = filler.int32_value();
}

void fill(FetchResponse::AbortedTransaction& message, Filler& filler, std::int16_t) {
  message.producer_id = filler.int64_value();
  message.first_offset = filler.int64_value();
}

void fill(FetchResponse::PartitionData& message, Filler& filler, std::int16_t version) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
  message.high_watermark = filler.int64_value();
  if (version >= 4) {
    message.last_stable_offset = filler.int64_value();
  }
  if (version >= 5) {
    message.log_start_offset = filler.int64_value();
  }
  if (version >= 12) {
    fill(message.diverging_epoch, filler, version);
  }
  if (version >= 12) {
    fill(message.current_leader, filler, version);
  }
  if (version >= 12) {
    fill(message.snapshot_id, filler, version);
  }
  if (version >= 4) {
    if (filler.is_null()) {
      message.aborted_transactions.reset();
    } else {
      auto& items = message.aborted_transactions.emplace();
      items.resize(filler.count());
      for (FetchResponse::AbortedTransaction& item : items) {
        fill(item, filler, version);
      }
    }
  }
  if (version >= 11) {
    message.preferred_read_replica = filler.int32_value();
  }
  if (filler.is_null()) {
    message.records.reset();
  } else {
    message.records = filler.records_value();
  }
}

void fill(FetchResponse::FetchableTopicResponse& message, Filler& filler, std::int16_t version) {
  if (version <= 12) {
    message.topic = filler.string_value();
  }
  if (version >= 13) {
    message.topic_id = filler.uuid_value();
  }
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (FetchResponse::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(FetchResponse::NodeEndpoint& message, Filler& filler, std::int16_t) {
  message.node_id = filler.int32_value();
  message.host = filler.string_value();
  message.port = filler.int32_value();
  if (filler.is_null()) {
    message.rack.reset();
  } else {
    message.rack = filler.string_value();
  }
}

void fill(FetchResponse& message, Filler& filler, std::int16_t version) {
  if (version >= 1) {
    message.throttle_time_ms = filler.int32_value();
  }
  if (version >= 7) {
    message.error_code = filler.error_code();
  }
  if (version >= 7) {
    message.session_id = filler.int32_value();
  }
  auto& responses = message.responses;
  responses.resize(filler.count());
  for (FetchResponse::FetchableTopicResponse& item : responses) {
    fill(item, filler, version);
  }
  if (version >= 16) {
    auto& items = message.node_endpoints;
    items.resize(filler.count());
    for (FetchResponse::NodeEndpoint& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(LeaveGroupRequest::MemberIdentity& message, Filler& filler, std::int16_t version) {
  message.member_id = filler.string_value();
  if (filler.is_null()) {
    message.group_instance_id.reset();
  } else {
    message.group_instance_id = filler.string_value();
  }
  if (version >= 5) {
    if (filler.is_null()) {
      message.reason.reset();
    } else {
      message.reason = filler.string_value();
    }
  }
}

void fill(LeaveGroupRequest& message, Filler& filler, std::int16_t version) {
  message.group_id = filler.string_value();
  if (version <= 2) {
    message.member_id = filler.string_value();
  }
  if (version >= 3) {
    auto& items = message.members;
    items.resize(filler.count());
    for (LeaveGroupRequest::MemberIdentity& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(LeaveGroupResponse::MemberResponse& message, Filler& filler, std::int16_t) {
  message.member_id = filler.string_value();
  if (filler.is_null()) {
    message.group_instance_id.reset();
  } else {
    message.group_instance_id = filler.string_value();
  }
  message.error_code = filler.error_code();
}

void fill(LeaveGroupResponse& message, Filler& filler, std::int16_t version) {
  if (version >= 1) {
    message.throttle_time_ms = filler.int32_value();
  }
  message.error_code = filler.error_code();
  if (version >= 3) {
    auto& items = message.members;
    items.resize(filler.count());
    for (LeaveGroupResponse::MemberResponse& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(DeleteRecordsRequest::DeleteRecordsPartition& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  message.offset = filler.int64_value();
}

void fill(DeleteRecordsRequest::DeleteRecordsTopic& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (DeleteRecordsRequest::DeleteRecordsPartition& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(DeleteRecordsRequest& message, Filler& filler, std::int16_t version) {
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (DeleteRecordsRequest::DeleteRecordsTopic& item : topics) {
    fill(item, filler, version);
  }
  message.timeout_ms = filler.int32_value();
}

void fill(DeleteRecordsResponse::DeleteRecordsPartitionResult& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  message.low_watermark = filler.int64_value();
  message.error_code = filler.error_code();
}

void fill(DeleteRecordsResponse::DeleteRecordsTopicResult& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (DeleteRecordsResponse::DeleteRecordsPartitionResult& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(DeleteRecordsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (DeleteRecordsResponse::DeleteRecordsTopicResult& item : topics) {
    fill(item, filler, version);
  }
}

void fill(DescribeAclsRequest& message, Filler& filler, std::int16_t version) {
  message.resource_type_filter = filler.int8_value();
  if (filler.is_null()) {
    message.resource_name_filter.reset();
  } else {
    message.resource_name_filter = filler.string_value();
  }
  if (version >= 1) {
    message.pattern_type_filter = filler.int8_value();
  }
  if (filler.is_null()) {
    message.principal_filter.reset();
  } else {
    message.principal_filter = filler.string_value();
  }
  if (filler.is_null()) {
    message.host_filter.reset();
  } else {
    message.host_filter = filler.string_value();
  }
  message.operation = filler.int8_value();
  message.permission_type = filler.int8_value();
}

void fill(DescribeAclsResponse::AclDescription& message, Filler& filler, std::int16_t) {
  message.principal = filler.string_value();
  message.host = filler.string_value();
  message.operation = filler.int8_value();
  message.permission_type = filler.int8_value();
}

void fill(DescribeAclsResponse::DescribeAclsResource& message, Filler& filler, std::int16_t version) {
  message.resource_type = filler.int8_value();
  message.resource_name = filler.string_value();
  if (version >= 1) {
    message.pattern_type = filler.int8_value();
  }
  auto& acls = message.acls;
  acls.resize(filler.count());
  for (DescribeAclsResponse::AclDescription& item : acls) {
    fill(item, filler, version);
  }
}

void fill(DescribeAclsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  auto& resources = message.resources;
  resources.resize(filler.count());
  for (DescribeAclsResponse::DescribeAclsResource& item : resources) {
    fill(item, filler, version);
  }
}

void fill(CreatePartitionsRequest::CreatePartitionsAssignment& message, Filler& filler, std::int16_t) {
  auto& broker_ids = message.broker_ids;
  broker_ids.resize(filler.count());
  for (std::int32_t& item : broker_ids) {
    item = filler.int32_value();
  }
}

void fill(CreatePartitionsRequest::CreatePartitionsTopic& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  message.count = filler.int32_value();
  if (filler.is_null()) {
    message.assignments.reset();
  } else {
    auto& items = message.assignments.emplace();
    items.resize(filler.count());
    for (CreatePartitionsRequest::CreatePartitionsAssignment& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(CreatePartitionsRequest& message, Filler& filler, std::int16_t version) {
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (CreatePartitionsRequest::CreatePartitionsTopic& item : topics) {
    fill(item, filler, version);
  }
  message.timeout_ms = filler.int32_value();
  message.validate_only = filler.bool_value();
}

void fill(CreatePartitionsResponse::CreatePartitionsTopicResult& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill(CreatePartitionsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& results = message.results;
  results.resize(filler.count());
  for (CreatePartitionsResponse::CreatePartitionsTopicResult& item : results) {
    fill(item, filler, version);
  }
}

void fill(AlterPartitionReassignmentsRequest::ReassignablePartition& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  if (filler.is_null()) {
    message.replicas.reset();
  } else {
    auto& items = message.replicas.emplace();
    items.resize(filler.count());
    for (std::int32_t& item : items) {
      item = filler.int32_value();
    }
  }
}

void fill(AlterPartitionReassignmentsRequest::ReassignableTopic& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (AlterPartitionReassignmentsRequest::ReassignablePartition& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(AlterPartitionReassignmentsRequest& message, Filler& filler, std::int16_t version) {
  message.timeout_ms = filler.int32_value();
  if (version >= 1) {
    message.allow_replication_factor_change = filler.bool_value();
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (AlterPartitionReassignmentsRequest::ReassignableTopic& item : topics) {
    fill(item, filler, version);
  }
}

void fill(AlterPartitionReassignmentsResponse::ReassignablePartitionResponse& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill(AlterPartitionReassignmentsResponse::ReassignableTopicResponse& message,
    Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (AlterPartitionReassignmentsResponse::ReassignablePartitionResponse& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(AlterPartitionReassignmentsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  if (version >= 1) {
    message.allow_replication_factor_change = filler.bool_value();
  }
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  auto& responses = message.responses;
  responses.resize(filler.count());
  for (AlterPartitionReassignmentsResponse::ReassignableTopicResponse& item : responses) {
    fill(item, filler, version);
  }
}

void fill(BeginQuorumEpochRequest::PartitionData& message, Filler& filler, std::int16_t version) {
  message.partition_index = filler.int32_value();
  if (version >= 1) {
    message.voter_directory_id = filler.uuid_value();
  }
  message.leader_id = filler.int32_value();
  message.leader_epoch = filler.int32_value();
}

void fill(BeginQuorumEpochRequest::TopicData& message, Filler& filler, std::int16_t version) {
  message.topic_name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (BeginQuorumEpochRequest::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(BeginQuorumEpochRequest::LeaderEndpoint& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.host = filler.string_value();
  message.port = filler.uint16_value();
}

void fill(BeginQuorumEpochRequest& message, Filler& filler, std::int16_t version) {
  if (filler.is_null()) {
    message.cluster_id.reset();
  } else {
    message.cluster_id = filler.string_value();
  }
  if (version >= 1) {
    message.voter_id = filler.int32_value();
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (BeginQuorumEpochRequest::TopicData& item : topics) {
    fill(item, filler, version);
  }
  if (version >= 1) {
    auto& items = message.leader_endpoints;
    items.resize(filler.count());
    for (BeginQuorumEpochRequest::LeaderEndpoint& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(BeginQuorumEpochResponse::PartitionData& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
  message.leader_id = filler.int32_value();
  message.leader_epoch = filler.int32_value();
}

void fill(BeginQuorumEpochResponse::TopicData& message, Filler& filler, std::int16_t version) {
  message.topic_name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (BeginQuorumEpochResponse::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(BeginQuorumEpochResponse::NodeEndpoint& message, Filler& filler, std::int16_t) {
  message.node_id = filler.int32_value();
  message.host = filler.string_value();
  message.port = filler.uint16_value();
}

void fill(BeginQuorumEpochResponse& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (BeginQuorumEpochResponse::TopicData& item : topics) {
    fill(item, filler, version);
  }
  if (version >= 1) {
    auto& items = message.node_endpoints;
    items.resize(filler.count());
    for (BeginQuorumEpochResponse::NodeEndpoint& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(DescribeProducersRequest::TopicRequest& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  auto& partition_indexes = message.partition_indexes;
  partition_indexes.resize(filler.count());
  for (std::int32_t& item : partition_indexes) {
    item = filler.int32_value();
  }
}

void fill(DescribeProducersRequest& message, Filler& filler, std::int16_t version) {
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (DescribeProducersRequest::TopicRequest& item : topics) {
    fill(item, filler, version);
  }
}

void fill(DescribeProducersResponse::ProducerState& message, Filler& filler, std::int16_t) {
  message.producer_id = filler.int64_value();
  message.producer_epoch = filler.int32_value();
  message.last_sequence = filler.int32_value();
  message.last_timestamp = filler.int64_value();
  message.coordinator_epoch = filler.int32_value();
  message.current_txn_start_offset = filler.int64_value();
}

void fill(DescribeProducersResponse::PartitionResponse& message, Filler& filler, std::int16_t version) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  auto& active_producers = message.active_producers;
  active_producers.resize(filler.count());
  for (DescribeProducersResponse::ProducerState& item : active_producers) {
    fill(item, filler, version);
  }
}

void fill(DescribeProducersResponse::TopicResponse& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (DescribeProducersResponse::PartitionResponse& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(DescribeProducersResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (DescribeProducersResponse::TopicResponse& item : topics) {
    fill(item, filler, version);
  }
}

void fill(ConsumerGroupDescribeRequest& message, Filler& filler, std::int16_t) {
  auto& group_ids = message.group_ids;
  group_ids.resize(filler.count());
  for (std::string_view& item : group_ids) {
    item = filler.string_value();
  }
  message.include_authorized_operations = filler.bool_value();
}

void fill(ConsumerGroupDescribeResponse::TopicPartitions& message, Filler& filler, std::int16_t) {
  message.topic_id = filler.uuid_value();
  message.topic_name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(ConsumerGroupDescribeResponse::Assignment& message, Filler& filler, std::int16_t version) {
  auto& topic_partitions = message.topic_partitions;
  topic_partitions.resize(filler.count());
  for (ConsumerGroupDescribeResponse::TopicPartitions& item : topic_partitions) {
    fill(item, filler, version);
  }
}

void fill(ConsumerGroupDescribeResponse::Member& message, Filler& filler, std::int16_t version) {
  message.member_id = filler.string_value();
  if (filler.is_null()) {
    message.instance_id.reset();
  } else {
    message.instance_id = filler.string_value();
  }
  if (filler.is_null()) {
    message.rack_id.reset();
  } else {
    message.rack_id = filler.string_value();
  }
  message.member_epoch = filler.int32_value();
  message.client_id = filler.string_value();
  message.client_host = filler.string_value();
  auto& subscribed_topic_names = message.subscribed_topic_names;
  subscribed_topic_names.resize(filler.count());
  for (std::string_view& item : subscribed_topic_names) {
    item = filler.string_value();
  }
  if (filler.is_null()) {
    message.subscribed_topic_regex.reset();
  } else {
    message.subscribed_topic_regex = filler.string_value();
  }
  fill(message.assignment, filler, version);
  fill(message.target_assignment, filler, version);
  if (version >= 1) {
    message.member_type = filler.int8_value();
  }
}

void fill(ConsumerGroupDescribeResponse::DescribedGroup& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  message.group_id = filler.string_value();
  message.group_state = filler.string_value();
  message.group_epoch = filler.int32_value();
  message.assignment_epoch = filler.int32_value();
  message.assignor_name = filler.string_value();
  auto& members = message.members;
  members.resize(filler.count());
  for (ConsumerGroupDescribeResponse::Member& item : members) {
    fill(item, filler, version);
  }
  message.authorized_operations = filler.int32_value();
}

void fill(ConsumerGroupDescribeResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& groups = message.groups;
  groups.resize(filler.count());
  for (ConsumerGroupDescribeResponse::DescribedGroup& item : groups) {
    fill(item, filler, version);
  }
}

void fill(ShareGroupDescribeRequest& message, Filler& filler, std::int16_t) {
  auto& group_ids = message.group_ids;
  group_ids.resize(filler.count());
  for (std::string_view& item : group_ids) {
    item = filler.string_value();
  }
  message.include_authorized_operations = filler.bool_value();
}

void fill(ShareGroupDescribeResponse::TopicPartitions& message, Filler& filler, std::int16_t) {
  message.topic_id = filler.uuid_value();
  message.topic_name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(ShareGroupDescribeResponse::Assignment& message, Filler& filler, std::int16_t version) {
  auto& topic_partitions = message.topic_partitions;
  topic_partitions.resize(filler.count());
  for (ShareGroupDescribeResponse::TopicPartitions& item : topic_partitions) {
    fill(item, filler, version);
  }
}

void fill(ShareGroupDescribeResponse::Member& message, Filler& filler, std::int16_t version) {
  message.member_id = filler.string_value();
  if (filler.is_null()) {
    message.rack_id.reset();
  } else {
    message.rack_id = filler.string_value();
  }
  message.member_epoch = filler.int32_value();
  message.client_id = filler.string_value();
  message.client_host = filler.string_value();
  auto& subscribed_topic_names = message.subscribed_topic_names;
  subscribed_topic_names.resize(filler.count());
  for (std::string_view& item : subscribed_topic_names) {
    item = filler.string_value();
  }
  fill(message.assignment, filler, version);
}

void fill(ShareGroupDescribeResponse::DescribedGroup& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  message.group_id = filler.string_value();
  message.group_state = filler.string_value();
  message.group_epoch = filler.int32_value();
  message.assignment_epoch = filler.int32_value();
  message.assignor_name = filler.string_value();
  auto& members = message.members;
  members.resize(filler.count());
  for (ShareGroupDescribeResponse::Member& item : members) {
    fill(item, filler, version);
  }
  message.authorized_operations = filler.int32_value();
}

void fill(ShareGroupDescribeResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& groups = message.groups;
  groups.resize(filler.count());
  for (ShareGroupDescribeResponse::DescribedGroup& item : groups) {
    fill(item, filler, version);
  }
}

void fill(WriteShareGroupStateRequest::StateBatch& message, Filler& filler, std::int16_t) {
  message.first_offset = filler.int64_value();
  message.last_offset = filler.int64_value();
  message.delivery_state = filler.int8_value();
  message.delivery_count = filler.int16_value();
}

void fill(WriteShareGroupStateRequest::PartitionData& message, Filler& filler, std::int16_t version) {
  message.partition = filler.int32_value();
  message.state_epoch = filler.int32_value();
  message.leader_epoch = filler.int32_value();
  message.start_offset = filler.int64_value();
  if (version >= 1) {
    message.delivery_complete_count = filler.int32_value();
  }
  auto& state_batches = message.state_batches;
  state_batches.resize(filler.count());
  for (WriteShareGroupStateRequest::StateBatch& item : state_batches) {
    fill(item, filler, version);
  }
}

void fill(WriteShareGroupStateRequest::WriteStateData& message, Filler& filler, std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (WriteShareGroupStateRequest::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(WriteShareGroupStateRequest& message, Filler& filler, std::int16_t version) {
  message.group_id = filler.string_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (WriteShareGroupStateRequest::WriteStateData& item : topics) {
    fill(item, filler, version);
  }
}

void fill(WriteShareGroupStateResponse::PartitionResult& message, Filler& filler, std::int16_t) {
  message.partition = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill(WriteShareGroupStateResponse::WriteStateResult& message, Filler& filler, std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (WriteShareGroupStateResponse::PartitionResult& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(WriteShareGroupStateResponse& message, Filler& filler, std::int16_t version) {
  auto& results = message.results;
  results.resize(filler.count());
  for (WriteShareGroupStateResponse::WriteStateResult& item : results) {
    fill(item, filler, version);
  }
}

void fill(RegisterBrokerRecord::BrokerEndpoint& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.host = filler.string_value();
  message.port = filler.uint16_value();
  message.security_protocol = filler.int16_value();
}

void fill(RegisterBrokerRecord::BrokerFeature& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.min_supported_version = filler.int16_value();
  message.max_supported_version = filler.int16_value();
}

void fill(RegisterBrokerRecord& message, Filler& filler, std::int16_t version) {
  message.broker_id = filler.int32_value();
  if (version >= 2) {
    message.is_migrating_zk_broker = filler.bool_value();
  }
  message.incarnation_id = filler.uuid_value();
  message.broker_epoch = filler.int64_value();
  auto& end_points = message.end_points;
  end_points.resize(filler.count());
  for (RegisterBrokerRecord::BrokerEndpoint& item : end_points) {
    fill(item, filler, version);
  }
  auto& features = message.features;
  features.resize(filler.count());
  for (RegisterBrokerRecord::BrokerFeature& item : features) {
    fill(item, filler, version);
  }
  if (filler.is_null()) {
    message.rack.reset();
  } else {
    message.rack = filler.string_value();
  }
  message.fenced = filler.bool_value();
  if (version >= 1) {
    message.in_controlled_shutdown = filler.bool_value();
  }
  if (version >= 3) {
    auto& items = message.log_dirs;
    items.resize(filler.count());
    for (Uuid& item : items) {
      item = filler.uuid_value();
    }
  }
  if (version >= 4) {
    if (filler.is_null()) {
      message.cordoned_log_dirs.reset();
    } else {
      auto& items = message.cordoned_log_dirs.emplace();
      items.resize(filler.count());
      for (Uuid& item : items) {
        item = filler.uuid_value();
      }
    }
  }
}

void fill(UnregisterBrokerRecord& message, Filler& filler, std::int16_t) {
  message.broker_id = filler.int32_value();
  message.broker_epoch = filler.int64_value();
}

void fill(TopicRecord& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.topic_id = filler.uuid_value();
}

void fill(PartitionRecord& message, Filler& filler, std::int16_t version) {
  message.partition_id = filler.int32_value();
  message.topic_id = filler.uuid_value();
  auto& replicas = message.replicas;
  replicas.resize(filler.count());
  for (std::int32_t& item : replicas) {
    item = filler.int32_value();
  }
  auto& isr = message.isr;
  isr.resize(filler.count());
  for (std::int32_t& item : isr) {
    item = filler.int32_value();
  }
  auto& removing_replicas = message.removing_replicas;
  removing_replicas.resize(filler.count());
  for (std::int32_t& item : removing_replicas) {
    item = filler.int32_value();
  }
  auto& adding_replicas = message.adding_replicas;
  adding_replicas.resize(filler.count());
  for (std::int32_t& item : adding_replicas) {
    item = filler.int32_value();
  }
  message.leader = filler.int32_value();
  message.leader_recovery_state = filler.int8_value();
  message.leader_epoch = filler.int32_value();
  message.partition_epoch = filler.int32_value();
  if (version >= 1) {
    auto& items = message.directories;
    items.resize(filler.count());
    for (Uuid& item : items) {
      item = filler.uuid_value();
    }
  }
  if (version >= 2) {
    if (filler.is_null()) {
      message.eligible_leader_replicas.reset();
    } else {
      auto& items = message.eligible_leader_replicas.emplace();
      items.resize(filler.count());
      for (std::int32_t& item : items) {
        item = filler.int32_value();
      }
    }
  }
  if (version >= 2) {
    if (filler.is_null()) {
      message.last_known_elr.reset();
    } else {
      auto& items = message.last_known_elr.emplace();
      items.resize(filler.count());
      for (std::int32_t& item : items) {
        item = filler.int32_value();
      }
    }
  }
}

void fill(ConfigRecord& message, Filler& filler, std::int16_t) {
  message.resource_type = filler.int8_value();
  message.resource_name = filler.string_value();
  message.name = filler.string_value();
  if (filler.is_null()) {
    message.value.reset();
  } else {
    message.value = filler.string_value();
  }
}

void fill(PartitionChangeRecord& message, Filler& filler, std::int16_t version) {
  message.partition_id = filler.int32_value();
  message.topic_id = filler.uuid_value();
  if (filler.is_null()) {
    message.isr.reset();
  } else {
    auto& items = message.isr.emplace();
    items.resize(filler.count());
    for (std::int32_t& item : items) {
      item = filler.int32_value();
    }
  }
  message.leader = filler.int32_value();
  if (filler.is_null()) {
    message.replicas.reset();
  } else {
    auto& items = message.replicas.emplace();
    items.resize(filler.count());
    for (std::int32_t& item : items) {
      item = filler.int32_value();
    }
  }
  if (filler.is_null()) {
    message.removing_replicas.reset();
  } else {
    auto& items = message.removing_replicas.emplace();
    items.resize(filler.count());
    for (std::int32_t& item : items) {
      item = filler.int32_value();
    }
  }
  if (filler.is_null()) {
    message.adding_replicas.reset();
  } else {
    auto& items = message.adding_replicas.emplace();
    items.resize(filler.count());
    for (std::int32_t& item : items) {
      item = filler.int32_value();
    }
  }
  message.leader_recovery_state = filler.int8_value();
  if (version >= 1) {
    if (filler.is_null()) {
      message.directories.reset();
    } else {
      auto& items = message.directories.emplace();
      items.resize(filler.count());
      for (Uuid& item : items) {
        item = filler.uuid_value();
      }
    }
  }
  if (version >= 2) {
    if (filler.is_null()) {
      message.eligible_leader_replicas.reset();
    } else {
      auto& items = message.eligible_leader_replicas.emplace();
      items.resize(filler.count());
      for (std::int32_t& item : items) {
        item = filler.int32_value();
      }
    }
  }
  if (version >= 2) {
    if (filler.is_null()) {
      message.last_known_elr.reset();
    } else {
      auto& items = message.last_known_elr.emplace();
      items.resize(filler.count());
      for (std::int32_t& item : items) {
        item = filler.int32_value();
      }
    }
  }
}

void fill(FenceBrokerRecord& message, Filler& filler, std::int16_t) {
  message.id = filler.int32_value();
  message.epoch = filler.int64_value();
}

void fill(UnfenceBrokerRecord& message, Filler& filler, std::int16_t) {
  message.id = filler.int32_value();
  message.epoch = filler.int64_value();
}

void fill(RemoveTopicRecord& message, Filler& filler, std::int16_t) {
  message.topic_id = filler.uuid_value();
}

void fill(DelegationTokenRecord& message, Filler& filler, std::int16_t) {
  message.owner = filler.string_value();
  message.requester = filler.string_value();
  auto& renewers = message.renewers;
  renewers.resize(filler.count());
  for (std::string_view& item : renewers) {
    item = filler.string_value();
  }
  message.issue_timestamp = filler.int64_value();
  message.max_timestamp = filler.int64_value();
  message.expiration_timestamp = filler.int64_value();
  message.token_id = filler.string_value();
}

void fill(UserScramCredentialRecord& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.mechanism = filler.int8_value();
  message.salt = filler.bytes_value();
  message.stored_key = filler.bytes_value();
  message.server_key = filler.bytes_value();
  message.iterations = filler.int32_value();
}

void fill(FeatureLevelRecord& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.feature_level = filler.int16_value();
}

void fill(ClientQuotaRecord::EntityData& message, Filler& filler, std::int16_t) {
  message.entity_type = filler.string_value();
  if (filler.is_null()) {
    message.entity_name.reset();
  } else {
    message.entity_name = filler.string_value();
  }
}

void fill(ClientQuotaRecord& message, Filler& filler, std::int16_t version) {
  auto& entity = message.entity;
  entity.resize(filler.count());
  for (ClientQuotaRecord::EntityData& item : entity) {
    fill(item, filler, version);
  }
  message.key = filler.string_value();
  message.value = filler.float64_value();
  message.remove = filler.bool_value();
}

void fill(ProducerIdsRecord& message, Filler& filler, std::int16_t) {
  message.broker_id = filler.int32_value();
  message.broker_epoch = filler.int64_value();
  message.next_producer_id = filler.int64_value();
}

void fill(BrokerRegistrationChangeRecord& message, Filler& filler, std::int16_t version) {
  message.broker_id = filler.int32_value();
  message.broker_epoch = filler.int64_value();
  message.fenced = filler.int8_value();
  if (version >= 1) {
    message.in_controlled_shutdown = filler.int8_value();
  }
  if (version >= 2) {
    auto& items = message.log_dirs;
    items.resize(filler.count());
    for (Uuid& item : items) {
      item = filler.uuid_value();
    }
  }
  if (version >= 3) {
    if (filler.is_null()) {
      message.cordoned_log_dirs.reset();
    } else {
      auto& items = message.cordoned_log_dirs.emplace();
      items.resize(filler.count());
      for (Uuid& item : items) {
        item = filler.uuid_value();
      }
    }
  }
}

void fill(AccessControlEntryRecord& message, Filler& filler, std::int16_t) {
  message.id = filler.uuid_value();
  message.resource_type = filler.int8_value();
  message.resource_name = filler.string_value();
  message.pattern_type = filler.int8_value();
  message.principal = filler.string_value();
  message.host = filler.string_value();
  message.operation = filler.int8_value();
  message.permission_type = filler.int8_value();
}

void fill(RemoveAccessControlEntryRecord& message, Filler& filler, std::int16_t) {
  message.id = filler.uuid_value();
}

void fill(NoOpRecord&, Filler&, std::int16_t) {
}

void fill(ZkMigrationStateRecord& message, Filler& filler, std::int16_t) {
  message.zk_migration_state = filler.int8_value();
}

void fill(RemoveUserScramCredentialRecord& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.mechanism = filler.int8_value();
}

void fill(BeginTransactionRecord& message, Filler& filler, std::int16_t) {
  if (filler.is_null()) {
    message.name.reset();
  } else {
    message.name = filler.string_value();
  }
}

void fill(EndTransactionRecord&, Filler&, std::int16_t) {
}

void fill(AbortTransactionRecord& message, Filler& filler, std::int16_t) {
  if (filler.is_null()) {
    message.reason.reset();
  } else {
    message.reason = filler.string_value();
  }
}

void fill(RemoveDelegationTokenRecord& message, Filler& filler, std::int16_t) {
  message.token_id = filler.string_value();
}

void fill(RegisterControllerRecord::ControllerEndpoint& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.host = filler.string_value();
  message.port = filler.uint16_value();
  message.security_protocol = filler.int16_value();
}

void fill(RegisterControllerRecord::ControllerFeature& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.min_supported_version = filler.int16_value();
  message.max_supported_version = filler.int16_value();
}

void fill(RegisterControllerRecord& message, Filler& filler, std::int16_t version) {
  message.controller_id = filler.int32_value();
  message.incarnation_id = filler.uuid_value();
  message.zk_migration_ready = filler.bool_value();
  auto& end_points = message.end_points;
  end_points.resize(filler.count());
  for (RegisterControllerRecord::ControllerEndpoint& item : end_points) {
    fill(item, filler, version);
  }
  auto& features = message.features;
  features.resize(filler.count());
  for (RegisterControllerRecord::ControllerFeature& item : features) {
    fill(item, filler, version);
  }
}

void fill(ClearElrRecord& message, Filler& filler, std::int16_t) {
  message.topic_name = filler.string_value();
}

void fill(ShareSnapshotKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
  message.topic_id = filler.uuid_value();
  message.partition = filler.int32_value();
}

void fill(ShareSnapshotValue::StateBatch& message, Filler& filler, std::int16_t) {
  message.first_offset = filler.int64_value();
  message.last_offset = filler.int64_value();
  message.delivery_state = filler.int8_value();
  message.delivery_count = filler.int16_value();
}

void fill(ShareSnapshotValue& message, Filler& filler, std::int16_t version) {
  message.snapshot_epoch = filler.int32_value();
  message.state_epoch = filler.int32_value();
  message.leader_epoch = filler.int32_value();
  message.start_offset = filler.int64_value();
  message.delivery_complete_count = filler.int32_value();
  message.create_timestamp = filler.int64_value();
  message.write_timestamp = filler.int64_value();
  auto& state_batches = message.state_batches;
  state_batches.resize(filler.count());
  for (ShareSnapshotValue::StateBatch& item : state_batches) {
    fill(item, filler, version);
  }
}

void fill(ShareUpdateKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
  message.topic_id = filler.uuid_value();
  message.partition = filler.int32_value();
}

void fill(ShareUpdateValue::StateBatch& message, Filler& filler, std::int16_t) {
  message.first_offset = filler.int64_value();
  message.last_offset = filler.int64_value();
  message.delivery_state = filler.int8_value();
  message.delivery_count = filler.int16_value();
}

void fill(ShareUpdateValue& message, Filler& filler, std::int16_t version) {
  message.snapshot_epoch = filler.int32_value();
  message.leader_epoch = filler.int32_value();
  message.start_offset = filler.int64_value();
  message.delivery_complete_count = filler.int32_value();
  auto& state_batches = message.state_batches;
  state_batches.resize(filler.count());
  for (ShareUpdateValue::StateBatch& item : state_batches) {
    fill(item, filler, version);
  }
}

}  // namespace

std::vector<Case> cases_1() {
  return {
      make_case<FetchRequest>("FetchRequest", fill),
      make_case<FetchResponse>("FetchResponse", fill),
      make_case<LeaveGroupRequest>("LeaveGroupRequest", fill),
      make_case<LeaveGroupResponse>("LeaveGroupResponse", fill),
      make_case<DeleteRecordsRequest>("DeleteRecordsRequest", fill),
      make_case<DeleteRecordsResponse>("DeleteRecordsResponse", fill),
      make_case<DescribeAclsRequest>("DescribeAclsRequest", fill),
      make_case<DescribeAclsResponse>("DescribeAclsResponse", fill),
      make_case<CreatePartitionsRequest>("CreatePartitionsRequest", fill),
      make_case<CreatePartitionsResponse>("CreatePartitionsResponse", fill),
      make_case<AlterPartitionReassignmentsRequest>("AlterPartitionReassignmentsRequest", fill),
      make_case<AlterPartitionReassignmentsResponse>("AlterPartitionReassignmentsResponse", fill),
      make_case<BeginQuorumEpochRequest>("BeginQuorumEpochRequest", fill),
      make_case<BeginQuorumEpochResponse>("BeginQuorumEpochResponse", fill),
      make_case<DescribeProducersRequest>("DescribeProducersRequest", fill),
      make_case<DescribeProducersResponse>("DescribeProducersResponse", fill),
      make_case<ConsumerGroupDescribeRequest>("ConsumerGroupDescribeRequest", fill),
      make_case<ConsumerGroupDescribeResponse>("ConsumerGroupDescribeResponse", fill),
      make_case<ShareGroupDescribeRequest>("ShareGroupDescribeRequest", fill),
      make_case<ShareGroupDescribeResponse>("ShareGroupDescribeResponse", fill),
      make_case<WriteShareGroupStateRequest>("WriteShareGroupStateRequest", fill),
      make_case<WriteShareGroupStateResponse>("WriteShareGroupStateResponse", fill),
      make_case<RegisterBrokerRecord>("RegisterBrokerRecord", fill),
      make_case<UnregisterBrokerRecord>("UnregisterBrokerRecord", fill),
      make_case<TopicRecord>("TopicRecord", fill),
      make_case<PartitionRecord>("PartitionRecord", fill),
      make_case<ConfigRecord>("ConfigRecord", fill),
      make_case<PartitionChangeRecord>("PartitionChangeRecord", fill),
      make_case<FenceBrokerRecord>("FenceBrokerRecord", fill),
      make_case<UnfenceBrokerRecord>("UnfenceBrokerRecord", fill),
      make_case<RemoveTopicRecord>("RemoveTopicRecord", fill),
      make_case<DelegationTokenRecord>("DelegationTokenRecord", fill),
      make_case<UserScramCredentialRecord>("UserScramCredentialRecord", fill),
      make_case<FeatureLevelRecord>("FeatureLevelRecord", fill),
      make_case<ClientQuotaRecord>("ClientQuotaRecord", fill),
      make_case<ProducerIdsRecord>("ProducerIdsRecord", fill),
      make_case<BrokerRegistrationChangeRecord>("BrokerRegistrationChangeRecord", fill),
      make_case<AccessControlEntryRecord>("AccessControlEntryRecord", fill),
      make_case<RemoveAccessControlEntryRecord>("RemoveAccessControlEntryRecord", fill),
      make_case<NoOpRecord>("NoOpRecord", fill),
      make_case<ZkMigrationStateRecord>("ZkMigrationStateRecord", fill),
      make_case<RemoveUserScramCredentialRecord>("RemoveUserScramCredentialRecord", fill),
      make_case<BeginTransactionRecord>("BeginTransactionRecord", fill),
      make_case<EndTransactionRecord>("EndTransactionRecord", fill),
      make_case<AbortTransactionRecord>("AbortTransactionRecord", fill),
      make_case<RemoveDelegationTokenRecord>("RemoveDelegationTokenRecord", fill),
      make_case<RegisterControllerRecord>("RegisterControllerRecord", fill),
      make_case<ClearElrRecord>("ClearElrRecord", fill),
      make_case<ShareSnapshotKey>("ShareSnapshotKey", fill),
      make_case<ShareSnapshotValue>("ShareSnapshotValue", fill),
      make_case<ShareUpdateKey>("ShareUpdateKey", fill),
      make_case<ShareUpdateValue>("ShareUpdateValue", fill),
  };
}

}  // namespace klamm::protocol::test
