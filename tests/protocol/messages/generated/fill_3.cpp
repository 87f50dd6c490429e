// Made by protocol/schema/generate.py from protocol/schema/*.txt. Not to be edited.
#include "protocol/generated/03_metadata.h"
#include "protocol/generated/15_describe_groups.h"
#include "protocol/generated/23_offset_for_leader_epoch.h"
#include "protocol/generated/31_delete_acls.h"
#include "protocol/generated/39_renew_delegation_token.h"
#include "protocol/generated/47_offset_delete.h"
#include "protocol/generated/55_describe_quorum.h"
#include "protocol/generated/63_broker_heartbeat.h"
#include "protocol/generated/71_get_telemetry_subscriptions.h"
#include "protocol/generated/79_share_acknowledge.h"
#include "protocol/generated/87_read_share_group_state_summary.h"
#include "protocol/generated/consumer_protocol.h"
#include "tests/protocol/messages/filler.h"

namespace klamm::protocol::test {

namespace {

void fill(MetadataRequest::MetadataRequestTopic& message, Filler& filler, std::int16_t version) {
  if (version >= 10) {
    message.topic_id = filler.uuid_value();
  }
  if ((version >= 10) && filler.is_null()) {
    message.name.reset();
  } else {
    message.name = filler.string_value();
  }
}

void fill(MetadataRequest& message, Filler& filler, std::int16_t version) {
  if ((version >= 1) && filler.is_null()) {
    message.topics.reset();
  } else {
    auto& items = message.topics.emplace();
    items.resize(filler.count());
    for (MetadataRequest::MetadataRequestTopic& item : items) {
      fill(item, filler, version);
    }
  }
  if (version >= 4) {
    message.allow_auto_topic_creation = filler.bool_value();
  }
  if (version >= 8 && version <= 10) {
    message.include_cluster_authorized_operations = filler.bool_value();
  }
  if (version >= 8) {
    message.include_topic_authorized_operations = filler.bool_value();
  }
}

void fill(MetadataResponse::MetadataResponseBroker& message, Filler& filler, std::int16_t version) {
  message.node_id = filler.int32_value();
  message.host = filler.string_value();
  message.port = filler.int32_value();
  if (version >= 1) {
    if (filler.is_null()) {
      message.rack.reset();
    } else {
      message.rack = filler.string_value();
    }
  }
}

void fill(MetadataResponse::MetadataResponsePartition& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  message.partition_index = filler.int32_value();
  message.leader_id = filler.int32_value();
  if (version >= 7) {
    message.leader_epoch = filler.int32_value();
  }
  auto& replica_nodes = message.replica_nodes;
  replica_nodes.resize(filler.count());
  for (std::int32_t& item : replica_nodes) {
    item = filler.int32_value();
  }
  auto& isr_nodes = message.isr_nodes;
  isr_nodes.resize(filler.count());
  for (std::int32_t& item : isr_nodes) {
    item = filler.int32_value();
  }
  if (version >= 5) {
    auto& items = message.offline_replicas;
    items.resize(filler.count());
    for (std::int32_t& item : items) {
      item = filler.int32_value();
    }
  }
}

void fill(MetadataResponse::MetadataResponseTopic& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  if ((version >= 12) && filler.is_null()) {
    message.name.reset();
  } else {
    message.name = filler.string_value();
  }
  if (version >= 10) {
    message.topic_id = filler.uuid_value();
  }
  if (version >= 1) {
    message.is_internal = filler.bool_value();
  }
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (MetadataResponse::MetadataResponsePartition& item : partitions) {
    fill(item, filler, version);
  }
  if (version >= 8) {
    message.topic_authorized_operations = filler.int32_value();
  }
}

void fill(MetadataResponse& message, Filler& filler, std::int16_t version) {
  if (version >= 3) {
    message.throttle_time_ms = filler.int32_value();
  }
  auto& brokers = message.brokers;
  brokers.resize(filler.count());
  for (MetadataResponse::MetadataResponseBroker& item : brokers) {
    fill(item, filler, version);
  }
  if (version >= 2) {
    if (filler.is_null()) {
      message.cluster_id.reset();
    } else {
      message.cluster_id = filler.string_value();
    }
  }
  if (version >= 1) {
    message.controller_id = filler.int32_value();
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (MetadataResponse::MetadataResponseTopic& item : topics) {
    fill(item, filler, version);
  }
  if (version >= 8 && version <= 10) {
    message.cluster_authorized_operations = filler.int32_value();
  }
  if (version >= 13) {
    message.error_code = filler.error_code();
  }
}

void fill(DescribeGroupsRequest& message, Filler& filler, std::int16_t version) {
  auto& groups = message.groups;
  groups.resize(filler.count());
  for (std::string_view& item : groups) {
    item = filler.string_value();
  }
  if (version >= 3) {
    message.include_authorized_operations = filler.bool_value();
  }
}

void fill(DescribeGroupsResponse::DescribedGroupMember& message, Filler& filler, std::int16_t version) {
  message.member_id = filler.string_value();
  if (version >= 4) {
    if (filler.is_null()) {
      message.group_instance_id.reset();
    } else {
      message.group_instance_id = filler.string_value();
    }
  }
  message.client_id = filler.string_value();
  message.client_host = filler.string_value();
  message.member_metadata = filler.bytes_value();
  message.member_assignment = filler.bytes_value();
}

void fill(DescribeGroupsResponse::DescribedGroup& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  if (version >= 6) {
    if (filler.is_null()) {
      message.error_message.reset();
    } else {
      message.error_message = filler.string_value();
    }
  }
  message.group_id = filler.string_value();
  message.group_state = filler.string_value();
  message.protocol_type = filler.string_value();
  message.protocol_data = filler.string_value();
  auto& members = message.members;
  members.resize(filler.count());
  for (DescribeGroupsResponse::DescribedGroupMember& item : members) {
    fill(item, filler, version);
  }
  if (version >= 3) {
    message.authorized_operations = filler.int32_value();
  }
}

void fill(DescribeGroupsResponse& message, Filler& filler, std::int16_t version) {
  if (version >= 1) {
    message.throttle_time_ms = filler.int32_value();
  }
  auto& groups = message.groups;
  groups.resize(filler.count());
  for (DescribeGroupsResponse::DescribedGroup& item : groups) {
    fill(item, filler, version);
  }
}

void fill(OffsetForLeaderEpochRequest::OffsetForLeaderPartition& message, Filler& filler, std::int16_t version) {
  message.partition = filler.int32_value();
  if (version >= 2) {
    message.current_leader_epoch = filler.int32_value();
  }
  message.leader_epoch = filler.int32_value();
}

void fill(OffsetForLeaderEpochRequest::OffsetForLeaderTopic& message, Filler& filler, std::int16_t version) {
  message.topic = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (OffsetForLeaderEpochRequest::OffsetForLeaderPartition& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(OffsetForLeaderEpochRequest& message, Filler& filler, std::int16_t version) {
  if (version >= 3) {
    message.replica_id = filler.int32_value();
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (OffsetForLeaderEpochRequest::OffsetForLeaderTopic& item : topics) {
    fill(item, filler, version);
  }
}

void fill(OffsetForLeaderEpochResponse::EpochEndOffset& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  message.partition = filler.int32_value();
  if (version >= 1) {
    message.leader_epoch = filler.int32_value();
  }
  message.end_offset = filler.int64_value();
}

void fill(OffsetForLeaderEpochResponse::OffsetForLeaderTopicResult& message, Filler& filler, std::int16_t version) {
  message.topic = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (OffsetForLeaderEpochResponse::EpochEndOffset& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(OffsetForLeaderEpochResponse& message, Filler& filler, std::int16_t version) {
  if (version >= 2) {
    message.throttle_time_ms = filler.int32_value();
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (OffsetForLeaderEpochResponse::OffsetForLeaderTopicResult& item : topics) {
    fill(item, filler, version);
  }
}

void fill(DeleteAclsRequest::DeleteAclsFilter& message, Filler& filler, std::int16_t version) {
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

void fill(DeleteAclsRequest& message, Filler& filler, std::int16_t version) {
  auto& filters = message.filters;
  filters.resize(filler.count());
  for (DeleteAclsRequest::DeleteAclsFilter& item : filters) {
    fill(item, filler, version);
  }
}

void fill(DeleteAclsResponse::DeleteAclsMatchingAcl& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  message.resource_type = filler.int8_value();
  message.resource_name = filler.string_value();
  if (version >= 1) {
    message.pattern_type = filler.int8_value();
  }
  message.principal = filler.string_value();
  message.host = filler.string_value();
  message.operation = filler.int8_value();
  message.permission_type = filler.int8_value();
}

void fill(DeleteAclsResponse::DeleteAclsFilterResult& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  auto& matching_acls = message.matching_acls;
  matching_acls.resize(filler.count());
  for (DeleteAclsResponse::DeleteAclsMatchingAcl& item : matching_acls) {
    fill(item, filler, version);
  }
}

void fill(DeleteAclsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& filter_results = message.filter_results;
  filter_results.resize(filler.count());
  for (DeleteAclsResponse::DeleteAclsFilterResult& item : filter_results) {
    fill(item, filler, version);
  }
}

void fill(RenewDelegationTokenRequest& message, Filler& filler, std::int16_t) {
  message.hmac = filler.bytes_value();
  message.renew_period_ms = filler.int64_value();
}

void fill(RenewDelegationTokenResponse& message, Filler& filler, std::int16_t) {
  message.error_code = filler.error_code();
  message.expiry_timestamp_ms = filler.int64_value();
  message.throttle_time_ms = filler.int32_value();
}

void fill(OffsetDeleteRequest::OffsetDeleteRequestPartition& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
}

void fill(OffsetDeleteRequest::OffsetDeleteRequestTopic& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (OffsetDeleteRequest::OffsetDeleteRequestPartition& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(OffsetDeleteRequest& message, Filler& filler, std::int16_t version) {
  message.group_id = filler.string_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (OffsetDeleteRequest::OffsetDeleteRequestTopic& item : topics) {
    fill(item, filler, version);
  }
}

void fill(OffsetDeleteResponse::OffsetDeleteResponsePartition& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
}

void fill(OffsetDeleteResponse::OffsetDeleteResponseTopic& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (OffsetDeleteResponse::OffsetDeleteResponsePartition& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(OffsetDeleteResponse& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  message.throttle_time_ms = filler.int32_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (OffsetDeleteResponse::OffsetDeleteResponseTopic& item : topics) {
    fill(item, filler, version);
  }
}

void fill(DescribeQuorumRequest::PartitionData& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
}

void fill(DescribeQuorumRequest::TopicData& message, Filler& filler, std::int16_t version) {
  message.topic_name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (DescribeQuorumRequest::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(DescribeQuorumRequest& message, Filler& filler, std::int16_t version) {
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (DescribeQuorumRequest::TopicData& item : topics) {
    fill(item, filler, version);
  }
}

void fill(DescribeQuorumResponse::ReplicaState& message, Filler& filler, std::int16_t version) {
  message.replica_id = filler.int32_value();
  if (version >= 2) {
    message.replica_directory_id = filler.uuid_value();
  }
  message.log_end_offset = filler.int64_value();
  if (version >= 1) {
    message.last_fetch_timestamp = filler.int64_value();
  }
  if (version >= 1) {
    message.last_caught_up_timestamp = filler.int64_value();
  }
}

void fill(DescribeQuorumResponse::PartitionData& message, Filler& filler, std::int16_t version) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
  if (version >= 2) {
    if (filler.is_null()) {
      message.error_message.reset();
    } else {
      message.error_message = filler.string_value();
    }
  }
  message.leader_id = filler.int32_value();
  message.leader_epoch = filler.int32_value();
  message.high_watermark = filler.int64_value();
  auto& current_voters = message.current_voters;
  current_voters.resize(filler.count());
  for (DescribeQuorumResponse::ReplicaState& item : current_voters) {
    fill(item, filler, version);
  }
  auto& observers = message.observers;
  observers.resize(filler.count());
  for (DescribeQuorumResponse::ReplicaState& item : observers) {
    fill(item, filler, version);
  }
}

void fill(DescribeQuorumResponse::TopicData& message, Filler& filler, std::int16_t version) {
  message.topic_name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (DescribeQuorumResponse::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(DescribeQuorumResponse::Listener& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.host = filler.string_value();
  message.port = filler.uint16_value();
}

void fill(DescribeQuorumResponse::Node& message, Filler& filler, std::int16_t version) {
  message.node_id = filler.int32_value();
  auto& listeners = message.listeners;
  listeners.resize(filler.count());
  for (DescribeQuorumResponse::Listener& item : listeners) {
    fill(item, filler, version);
  }
}

void fill(DescribeQuorumResponse& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  if (version >= 2) {
    if (filler.is_null()) {
      message.error_message.reset();
    } else {
      message.error_message = filler.string_value();
    }
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (DescribeQuorumResponse::TopicData& item : topics) {
    fill(item, filler, version);
  }
  if (version >= 2) {
    auto& items = message.nodes;
    items.resize(filler.count());
    for (DescribeQuorumResponse::Node& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(BrokerHeartbeatRequest& message, Filler& filler, std::int16_t version) {
  message.broker_id = filler.int32_value();
  message.broker_epoch = filler.int64_value();
  message.current_metadata_offset = filler.int64_value();
  message.want_fence = filler.bool_value();
  message.want_shut_down = filler.bool_value();
  if (version >= 1) {
    auto& items = message.offline_log_dirs;
    items.resize(filler.count());
    for (Uuid& item : items) {
      item = filler.uuid_value();
    }
  }
  if (version >= 2) {
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

void fill(BrokerHeartbeatResponse& message, Filler& filler, std::int16_t) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  message.is_caught_up = filler.bool_value();
  message.is_fenced = filler.bool_value();
  message.should_shut_down = filler.bool_value();
}

void fill(GetTelemetrySubscriptionsRequest& message, Filler& filler, std::int16_t) {
  message.client_instance_id = filler.uuid_value();
}

void fill(GetTelemetrySubscriptionsResponse& message, Filler& filler, std::int16_t) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  message.client_instance_id = filler.uuid_value();
  message.subscription_id = filler.int32_value();
  auto& accepted_compression_types = message.accepted_compression_types;
  accepted_compression_types.resize(filler.count());
  for (std::int8_t& item : accepted_compression_types) {
    item = filler.int8_value();
  }
  message.push_interval_ms = filler.int32_value();
  message.telemetry_max_bytes = filler.int32_value();
  message.delta_temporality = filler.bool_value();
  auto& requested_metrics = message.requested_metrics;
  requested_metrics.resize(filler.count());
  for (std::string_view& item : requested_metrics) {
    item = filler.string_value();
  }
}

void fill(ShareAcknowledgeRequest::AcknowledgementBatch& message, Filler& filler, std::int16_t) {
  message.first_offset = filler.int64_value();
  message.last_offset = filler.int64_value();
  auto& acknowledge_types = message.acknowledge_types;
  acknowledge_types.resize(filler.count());
  for (std::int8_t& item : acknowledge_types) {
    item = filler.int8_value();
  }
}

void fill(ShareAcknowledgeRequest::AcknowledgePartition& message, Filler& filler, std::int16_t version) {
  message.partition_index = filler.int32_value();
  auto& acknowledgement_batches = message.acknowledgement_batches;
  acknowledgement_batches.resize(filler.count());
  for (ShareAcknowledgeRequest::AcknowledgementBatch& item : acknowledgement_batches) {
    fill(item, filler, version);
  }
}

void fill(ShareAcknowledgeRequest::AcknowledgeTopic& message, Filler& filler, std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (ShareAcknowledgeRequest::AcknowledgePartition& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(ShareAcknowledgeRequest& message, Filler& filler, std::int16_t version) {
  if (filler.is_null()) {
    message.group_id.reset();
  } else {
    message.group_id = filler.string_value();
  }
  if (filler.is_null()) {
    message.member_id.reset();
  } else {
    message.member_id = filler.string_value();
  }
  message.share_session_epoch = filler.int32_value();
  if (version >= 2) {
    message.is_renew_ack = filler.bool_value();
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (ShareAcknowledgeRequest::AcknowledgeTopic& item : topics) {
    fill(item, filler, version);
  }
}

void fill(ShareAcknowledgeResponse::LeaderIdAndEpoch& message, Filler& filler, std::int16_t) {
  message.leader_id = filler.int32_value();
  message.leader_epoch = filler.int32_value();
}

void fill(ShareAcknowledgeResponse::PartitionData& message, Filler& filler, std::int16_t version) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  fill(message.current_leader, filler, version);
}

void fill(ShareAcknowledgeResponse::ShareAcknowledgeTopicResponse& message, Filler& filler, std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (ShareAcknowledgeResponse::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(ShareAcknowledgeResponse::NodeEndpoint& message, Filler& filler, std::int16_t) {
  message.node_id = filler.int32_value();
  message.host = filler.string_value();
  message.port = filler.int32_value();
  if (filler.is_null()) {
    message.rack.reset();
  } else {
    message.rack = filler.string_value();
  }
}

void fill(ShareAcknowledgeResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  if (version >= 2) {
    message.acquisition_lock_timeout_ms = filler.int32_value();
  }
  auto& responses = message.responses;
  responses.resize(filler.count());
  for (ShareAcknowledgeResponse::ShareAcknowledgeTopicResponse& item : responses) {
    fill(item, filler, version);
  }
  auto& node_endpoints = message.node_endpoints;
  node_endpoints.resize(filler.count());
  for (ShareAcknowledgeResponse::NodeEndpoint& item : node_endpoints) {
    fill(item, filler, version);
  }
}

void fill(ReadShareGroupStateSummaryRequest::PartitionData& message, Filler& filler, std::int16_t) {
  message.partition = filler.int32_value();
  message.leader_epoch = filler.int32_value();
}

void fill(ReadShareGroupStateSummaryRequest::ReadStateSummaryData& message, Filler& filler, std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (ReadShareGroupStateSummaryRequest::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(ReadShareGroupStateSummaryRequest& message, Filler& filler, std::int16_t version) {
  message.group_id = filler.string_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (ReadShareGroupStateSummaryRequest::ReadStateSummaryData& item : topics) {
    fill(item, filler, version);
  }
}

void fill(ReadShareGroupStateSummaryResponse::PartitionResult& message, Filler& filler, std::int16_t version) {
  message.partition = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  message.state_epoch = filler.int32_value();
  message.leader_epoch = filler.int32_value();
  message.start_offset = filler.int64_value();
  if (version >= 1) {
    message.delivery_complete_count = filler.int32_value();
  }
}

void fill(ReadShareGroupStateSummaryResponse::ReadStateSummaryResult& message, Filler& filler, std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (ReadShareGroupStateSummaryResponse::PartitionResult& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(ReadShareGroupStateSummaryResponse& message, Filler& filler, std::int16_t version) {
  auto& results = message.results;
  results.resize(filler.count());
  for (ReadShareGroupStateSummaryResponse::ReadStateSummaryResult& item : results) {
    fill(item, filler, version);
  }
}

void fill(ConsumerProtocolAssignment::TopicPartition& message, Filler& filler, std::int16_t) {
  message.topic = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(ConsumerProtocolAssignment& message, Filler& filler, std::int16_t version) {
  auto& assigned_partitions = message.assigned_partitions;
  assigned_partitions.resize(filler.count());
  for (ConsumerProtocolAssignment::TopicPartition& item : assigned_partitions) {
    fill(item, filler, version);
  }
  if (filler.is_null()) {
    message.user_data.reset();
  } else {
    message.user_data = filler.bytes_value();
  }
}

void fill(ConsumerProtocolSubscription::TopicPartition& message, Filler& filler, std::int16_t) {
  message.topic = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(ConsumerProtocolSubscription& message, Filler& filler, std::int16_t version) {
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (std::string_view& item : topics) {
    item = filler.string_value();
  }
  if (filler.is_null()) {
    message.user_data.reset();
  } else {
    message.user_data = filler.bytes_value();
  }
  if (version >= 1) {
    auto& items = message.owned_partitions;
    items.resize(filler.count());
    for (ConsumerProtocolSubscription::TopicPartition& item : items) {
      fill(item, filler, version);
    }
  }
  if (version >= 2) {
    message.generation_id = filler.int32_value();
  }
  if (version >= 3) {
    if (filler.is_null()) {
      message.rack_id.reset();
    } else {
      message.rack_id = filler.string_value();
    }
  }
}

}  // namespace

std::vector<Case> cases_3() {
  return {
      make_case<MetadataRequest>("MetadataRequest", fill),
      make_case<MetadataResponse>("MetadataResponse", fill),
      make_case<DescribeGroupsRequest>("DescribeGroupsRequest", fill),
      make_case<DescribeGroupsResponse>("DescribeGroupsResponse", fill),
      make_case<OffsetForLeaderEpochRequest>("OffsetForLeaderEpochRequest", fill),
      make_case<OffsetForLeaderEpochResponse>("OffsetForLeaderEpochResponse", fill),
      make_case<DeleteAclsRequest>("DeleteAclsRequest", fill),
      make_case<DeleteAclsResponse>("DeleteAclsResponse", fill),
      make_case<RenewDelegationTokenRequest>("RenewDelegationTokenRequest", fill),
      make_case<RenewDelegationTokenResponse>("RenewDelegationTokenResponse", fill),
      make_case<OffsetDeleteRequest>("OffsetDeleteRequest", fill),
      make_case<OffsetDeleteResponse>("OffsetDeleteResponse", fill),
      make_case<DescribeQuorumRequest>("DescribeQuorumRequest", fill),
      make_case<DescribeQuorumResponse>("DescribeQuorumResponse", fill),
      make_case<BrokerHeartbeatRequest>("BrokerHeartbeatRequest", fill),
      make_case<BrokerHeartbeatResponse>("BrokerHeartbeatResponse", fill),
      make_case<GetTelemetrySubscriptionsRequest>("GetTelemetrySubscriptionsRequest", fill),
      make_case<GetTelemetrySubscriptionsResponse>("GetTelemetrySubscriptionsResponse", fill),
      make_case<ShareAcknowledgeRequest>("ShareAcknowledgeRequest", fill),
      make_case<ShareAcknowledgeResponse>("ShareAcknowledgeResponse", fill),
      make_case<ReadShareGroupStateSummaryRequest>("ReadShareGroupStateSummaryRequest", fill),
      make_case<ReadShareGroupStateSummaryResponse>("ReadShareGroupStateSummaryResponse", fill),
      make_case<ConsumerProtocolAssignment>("ConsumerProtocolAssignment", fill),
      make_case<ConsumerProtocolSubscription>("ConsumerProtocolSubscription", fill),
  };
}

}  // namespace klamm::protocol::test
