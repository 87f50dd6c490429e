// Made by protocol/schema/generate.py from protocol/schema/*.txt. Not to be edited.
#include "protocol/generated/00_produce.h"
#include "protocol/generated/12_heartbeat.h"
#include "protocol/generated/20_delete_topics.h"
#include "protocol/generated/28_txn_offset_commit.h"
#include "protocol/generated/36_sasl_authenticate.h"
#include "protocol/generated/44_incremental_alter_configs.h"
#include "protocol/generated/52_vote.h"
#include "protocol/generated/60_describe_cluster.h"
#include "protocol/generated/68_consumer_group_heartbeat.h"
#include "protocol/generated/76_share_group_heartbeat.h"
#include "protocol/generated/84_read_share_group_state.h"
#include "protocol/generated/92_delete_share_group_offsets.h"
#include "protocol/generated/remote_log_metadata.h"
#include "tests/protocol/messages/filler.h"

namespace klamm::protocol::test {

namespace {

void fill(ProduceRequest::PartitionProduceData& message, Filler& filler, std::int16_t) {
  message.index = filler.int32_value();
  if (filler.is_null()) {
    message.records.reset();
  } else {
    message.records = filler.records_value();
  }
}

void fill(ProduceRequest::TopicProduceData& message, Filler& filler, std::int16_t version) {
  if (version <= 12) {
    message.name = filler.string_value();
  }
  if (version >= 13) {
    message.topic_id = filler.uuid_value();
  }
  auto& partition_data = message.partition_data;
  partition_data.resize(filler.count());
  for (ProduceRequest::PartitionProduceData& item : partition_data) {
    fill(item, filler, version);
  }
}

void fill(ProduceRequest& message, Filler& filler, std::int16_t version) {
  if (version >= 3) {
    if (filler.is_null()) {
      message.transactional_id.reset();
    } else {
      message.transactional_id = filler.string_value();
    }
  }
  message.acks = filler.int16_value();
  message.timeout_ms = filler.int32_value();
  auto& topic_data = message.topic_data;
  topic_data.resize(filler.count());
  for (ProduceRequest::TopicProduceData& item : topic_data) {
    fill(item, filler, version);
  }
}

void fill(ProduceResponse::BatchIndexAndErrorMessage& message, Filler& filler, std::int16_t) {
  message.batch_index = filler.int32_value();
  if (filler.is_null()) {
    message.batch_index_error_message.reset();
  } else {
    message.batch_index_error_message = filler.string_value();
  }
}

void fill(ProduceResponse::LeaderIdAndEpoch& message, Filler& filler, std::int16_t) {
  message.leader_id = filler.int32_value();
  message.leader_epoch = filler.int32_value();
}

void fill(ProduceResponse::PartitionProduceResponse& message, Filler& filler, std::int16_t version) {
  message.index = filler.int32_value();
  message.error_code = filler.error_code();
  message.base_offset = filler.int64_value();
  if (version >= 2) {
    message.log_append_time_ms = filler.int64_value();
  }
  if (version >= 5) {
    message.log_start_offset = filler.int64_value();
  }
  if (version >= 8) {
    auto& items = message.record_errors;
    items.resize(filler.count());
    for (ProduceResponse::BatchIndexAndErrorMessage& item : items) {
      fill(item, filler, version);
    }
  }
  if (version >= 8) {
    if (filler.is_null()) {
      message.error_message.reset();
    } else {
      message.error_message = filler.string_value();
    }
  }
  if (version >= 10) {
    fill(message.current_leader, filler, version);
  }
}

void fill(ProduceResponse::TopicProduceResponse& message, Filler& filler, std::int16_t version) {
  if (version <= 12) {
    message.name = filler.string_value();
  }
  if (version >= 13) {
    message.topic_id = filler.uuid_value();
  }
  auto& partition_responses = message.partition_responses;
  partition_responses.resize(filler.count());
  for (ProduceResponse::PartitionProduceResponse& item : partition_responses) {
    fill(item, filler, version);
  }
}

void fill(ProduceResponse::NodeEndpoint& message, Filler& filler, std::int16_t) {
  message.node_id = filler.int32_value();
  message.host = filler.string_value();
  message.port = filler.int32_value();
  if (filler.is_null()) {
    message.rack.reset();
  } else {
    message.rack = filler.string_value();
  }
}

void fill(ProduceResponse& message, Filler& filler, std::int16_t version) {
  auto& responses = message.responses;
  responses.resize(filler.count());
  for (ProduceResponse::TopicProduceResponse& item : responses) {
    fill(item, filler, version);
  }
  if (version >= 1) {
    message.throttle_time_ms = filler.int32_value();
  }
  if (version >= 10) {
    auto& items = message.node_endpoints;
    items.resize(filler.count());
    for (ProduceResponse::NodeEndpoint& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(HeartbeatRequest& message, Filler& filler, std::int16_t version) {
  message.group_id = filler.string_value();
  message.generation_id = filler.int32_value();
  message.member_id = filler.string_value();
  if (version >= 3) {
    if (filler.is_null()) {
      message.group_instance_id.reset();
    } else {
      message.group_instance_id = filler.string_value();
    }
  }
}

void fill(HeartbeatResponse& message, Filler& filler, std::int16_t version) {
  if (version >= 1) {
    message.throttle_time_ms = filler.int32_value();
  }
  message.error_code = filler.error_code();
}

void fill(DeleteTopicsRequest::DeleteTopicState& message, Filler& filler, std::int16_t) {
  if (filler.is_null()) {
    message.name.reset();
  } else {
    message.name = filler.string_value();
  }
  message.topic_id = filler.uuid_value();
}

void fill(DeleteTopicsRequest& message, Filler& filler, std::int16_t version) {
  if (version >= 6) {
    auto& items = message.topics;
    items.resize(filler.count());
    for (DeleteTopicsRequest::DeleteTopicState& item : items) {
      fill(item, filler, version);
    }
  }
  if (version <= 5) {
    auto& items = message.topic_names;
    items.resize(filler.count());
    for (std::string_view& item : items) {
      item = filler.string_value();
    }
  }
  message.timeout_ms = filler.int32_value();
}

void fill(DeleteTopicsResponse::DeletableTopicResult& message, Filler& filler, std::int16_t version) {
  if ((version >= 6) && filler.is_null()) {
    message.name.reset();
  } else {
    message.name = filler.string_value();
  }
  if (version >= 6) {
    message.topic_id = filler.uuid_value();
  }
  message.error_code = filler.error_code();
  if (version >= 5) {
    if (filler.is_null()) {
      message.error_message.reset();
    } else {
      message.error_message = filler.string_value();
    }
  }
}

void fill(DeleteTopicsResponse& message, Filler& filler, std::int16_t version) {
  if (version >= 1) {
    message.throttle_time_ms = filler.int32_value();
  }
  auto& responses = message.responses;
  responses.resize(filler.count());
  for (DeleteTopicsResponse::DeletableTopicResult& item : responses) {
    fill(item, filler, version);
  }
}

void fill(TxnOffsetCommitRequest::TxnOffsetCommitRequestPartition& message, Filler& filler, std::int16_t version) {
  message.partition_index = filler.int32_value();
  message.committed_offset = filler.int64_value();
  if (version >= 2) {
    message.committed_leader_epoch = filler.int32_value();
  }
  if (filler.is_null()) {
    message.committed_metadata.reset();
  } else {
    message.committed_metadata = filler.string_value();
  }
}

void fill(TxnOffsetCommitRequest::TxnOffsetCommitRequestTopic& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (TxnOffsetCommitRequest::TxnOffsetCommitRequestPartition& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(TxnOffsetCommitRequest& message, Filler& filler, std::int16_t version) {
  message.transactional_id = filler.string_value();
  message.group_id = filler.string_value();
  message.producer_id = filler.int64_value();
  message.producer_epoch = filler.int16_value();
  if (version >= 3) {
    message.generation_id = filler.int32_value();
  }
  if (version >= 3) {
    message.member_id = filler.string_value();
  }
  if (version >= 3) {
    if (filler.is_null()) {
      message.group_instance_id.reset();
    } else {
      message.group_instance_id = filler.string_value();
    }
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (TxnOffsetCommitRequest::TxnOffsetCommitRequestTopic& item : topics) {
    fill(item, filler, version);
  }
}

void fill(TxnOffsetCommitResponse::TxnOffsetCommitResponsePartition& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
}

void fill(TxnOffsetCommitResponse::TxnOffsetCommitResponseTopic& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (TxnOffsetCommitResponse::TxnOffsetCommitResponsePartition& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(TxnOffsetCommitResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (TxnOffsetCommitResponse::TxnOffsetCommitResponseTopic& item : topics) {
    fill(item, filler, version);
  }
}

void fill(SaslAuthenticateRequest& message, Filler& filler, std::int16_t) {
  message.auth_bytes = filler.bytes_value();
}

void fill(SaslAuthenticateResponse& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  message.auth_bytes = filler.bytes_value();
  if (version >= 1) {
    message.session_lifetime_ms = filler.int64_value();
  }
}

void fill(IncrementalAlterConfigsRequest::AlterableConfig& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.config_operation = filler.int8_value();
  if (filler.is_null()) {
    message.value.reset();
  } else {
    message.value = filler.string_value();
  }
}

void fill(IncrementalAlterConfigsRequest::AlterConfigsResource& message, Filler& filler, std::int16_t version) {
  message.resource_type = filler.int8_value();
  message.resource_name = filler.string_value();
  auto& configs = message.configs;
  configs.resize(filler.count());
  for (IncrementalAlterConfigsRequest::AlterableConfig& item : configs) {
    fill(item, filler, version);
  }
}

void fill(IncrementalAlterConfigsRequest& message, Filler& filler, std::int16_t version) {
  auto& resources = message.resources;
  resources.resize(filler.count());
  for (IncrementalAlterConfigsRequest::AlterConfigsResource& item : resources) {
    fill(item, filler, version);
  }
  message.validate_only = filler.bool_value();
}

void fill(IncrementalAlterConfigsResponse::AlterConfigsResourceResponse& message, Filler& filler, std::int16_t) {
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  message.resource_type = filler.int8_value();
  message.resource_name = filler.string_value();
}

void fill(IncrementalAlterConfigsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& responses = message.responses;
  responses.resize(filler.count());
  for (IncrementalAlterConfigsResponse::AlterConfigsResourceResponse& item : responses) {
    fill(item, filler, version);
  }
}

void fill(VoteRequest::PartitionData& message, Filler& filler, std::int16_t version) {
  message.partition_index = filler.int32_value();
  message.replica_epoch = filler.int32_value();
  message.replica_id = filler.int32_value();
  if (version >= 1) {
    message.replica_directory_id = filler.uuid_value();
  }
  if (version >= 1) {
    message.voter_directory_id = filler.uuid_value();
  }
  message.last_offset_epoch = filler.int32_value();
  message.last_offset = filler.int64_value();
  if (version >= 2) {
    message.pre_vote = filler.bool_value();
  }
}

void fill(VoteRequest::TopicData& message, Filler& filler, std::int16_t version) {
  message.topic_name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (VoteRequest::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(VoteRequest& message, Filler& filler, std::int16_t version) {
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
  for (VoteRequest::TopicData& item : topics) {
    fill(item, filler, version);
  }
}

void fill(VoteResponse::PartitionData& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
  message.leader_id = filler.int32_value();
  message.leader_epoch = filler.int32_value();
  message.vote_granted = filler.bool_value();
}

void fill(VoteResponse::TopicData& message, Filler& filler, std::int16_t version) {
  message.topic_name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (VoteResponse::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(VoteResponse::NodeEndpoint& message, Filler& filler, std::int16_t) {
  message.node_id = filler.int32_value();
  message.host = filler.string_value();
  message.port = filler.uint16_value();
}

void fill(VoteResponse& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (VoteResponse::TopicData& item : topics) {
    fill(item, filler, version);
  }
  if (version >= 1) {
    auto& items = message.node_endpoints;
    items.resize(filler.count());
    for (VoteResponse::NodeEndpoint& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(DescribeClusterRequest& message, Filler& filler, std::int16_t version) {
  message.include_cluster_authorized_operations = filler.bool_value();
  if (version >= 1) {
    message.endpoint_type = filler.int8_value();
  }
  if (version >= 2) {
    message.include_fenced_brokers = filler.bool_value();
  }
}

void fill(DescribeClusterResponse::DescribeClusterBroker& message, Filler& filler, std::int16_t version) {
  message.broker_id = filler.int32_value();
  message.host = filler.string_value();
  message.port = filler.int32_value();
  if (filler.is_null()) {
    message.rack.reset();
  } else {
    message.rack = filler.string_value();
  }
  if (version >= 2) {
    message.is_fenced = filler.bool_value();
  }
}

void fill(DescribeClusterResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  if (version >= 1) {
    message.endpoint_type = filler.int8_value();
  }
  message.cluster_id = filler.string_value();
  message.controller_id = filler.int32_value();
  auto& brokers = message.brokers;
  brokers.resize(filler.count());
  for (DescribeClusterResponse::DescribeClusterBroker& item : brokers) {
    fill(item, filler, version);
  }
  message.cluster_authorized_operations = filler.int32_value();
}

void fill(ConsumerGroupHeartbeatRequest::TopicPartitions& message, Filler& filler, std::int16_t) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(ConsumerGroupHeartbeatRequest& message, Filler& filler, std::int16_t version) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
  message.member_epoch = filler.int32_value();
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
  message.rebalance_timeout_ms = filler.int32_value();
  if (filler.is_null()) {
    message.subscribed_topic_names.reset();
  } else {
    auto& items = message.subscribed_topic_names.emplace();
    items.resize(filler.count());
    for (std::string_view& item : items) {
      item = filler.string_value();
    }
  }
  if (version >= 1) {
    if (filler.is_null()) {
      message.subscribed_topic_regex.reset();
    } else {
      message.subscribed_topic_regex = filler.string_value();
    }
  }
  if (filler.is_null()) {
    message.server_assignor.reset();
  } else {
    message.server_assignor = filler.string_value();
  }
  if (filler.is_null()) {
    message.topic_partitions.reset();
  } else {
    auto& items = message.topic_partitions.emplace();
    items.resize(filler.count());
    for (ConsumerGroupHeartbeatRequest::TopicPartitions& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(ConsumerGroupHeartbeatResponse::TopicPartitions& message, Filler& filler, std::int16_t) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(ConsumerGroupHeartbeatResponse::Assignment& message, Filler& filler, std::int16_t version) {
  auto& topic_partitions = message.topic_partitions;
  topic_partitions.resize(filler.count());
  for (ConsumerGroupHeartbeatResponse::TopicPartitions& item : topic_partitions) {
    fill(item, filler, version);
  }
}

void fill(ConsumerGroupHeartbeatResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  if (filler.is_null()) {
    message.member_id.reset();
  } else {
    message.member_id = filler.string_value();
  }
  message.member_epoch = filler.int32_value();
  message.heartbeat_interval_ms = filler.int32_value();
  if (filler.is_null()) {
    message.assignment.reset();
  } else {
    message.assignment = ConsumerGroupHeartbeatResponse::Assignment{};
    fill(*message.assignment, filler, version);
  }
}

void fill(ShareGroupHeartbeatRequest& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
  message.member_epoch = filler.int32_value();
  if (filler.is_null()) {
    message.rack_id.reset();
  } else {
    message.rack_id = filler.string_value();
  }
  if (filler.is_null()) {
    message.subscribed_topic_names.reset();
  } else {
    auto& items = message.subscribed_topic_names.emplace();
    items.resize(filler.count());
    for (std::string_view& item : items) {
      item = filler.string_value();
    }
  }
}

void fill(ShareGroupHeartbeatResponse::TopicPartitions& message, Filler& filler, std::int16_t) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(ShareGroupHeartbeatResponse::Assignment& message, Filler& filler, std::int16_t version) {
  auto& topic_partitions = message.topic_partitions;
  topic_partitions.resize(filler.count());
  for (ShareGroupHeartbeatResponse::TopicPartitions& item : topic_partitions) {
    fill(item, filler, version);
  }
}

void fill(ShareGroupHeartbeatResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  if (filler.is_null()) {
    message.member_id.reset();
  } else {
    message.member_id = filler.string_value();
  }
  message.member_epoch = filler.int32_value();
  message.heartbeat_interval_ms = filler.int32_value();
  if (filler.is_null()) {
    message.assignment.reset();
  } else {
    message.assignment = ShareGroupHeartbeatResponse::Assignment{};
    fill(*message.assignment, filler, version);
  }
}

void fill(ReadShareGroupStateRequest::PartitionData& message, Filler& filler, std::int16_t) {
  message.partition = filler.int32_value();
  message.leader_epoch = filler.int32_value();
}

void fill(ReadShareGroupStateRequest::ReadStateData& message, Filler& filler, std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (ReadShareGroupStateRequest::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(ReadShareGroupStateRequest& message, Filler& filler, std::int16_t version) {
  message.group_id = filler.string_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (ReadShareGroupStateRequest::ReadStateData& item : topics) {
    fill(item, filler, version);
  }
}

void fill(ReadShareGroupStateResponse::StateBatch& message, Filler& filler, std::int16_t) {
  message.first_offset = filler.int64_value();
  message.last_offset = filler.int64_value();
  message.delivery_state = filler.int8_value();
  message.delivery_count = filler.int16_value();
}

void fill(ReadShareGroupStateResponse::PartitionResult& message, Filler& filler, std::int16_t version) {
  message.partition = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  message.state_epoch = filler.int32_value();
  message.start_offset = filler.int64_value();
  auto& state_batches = message.state_batches;
  state_batches.resize(filler.count());
  for (ReadShareGroupStateResponse::StateBatch& item : state_batches) {
    fill(item, filler, version);
  }
}

void fill(ReadShareGroupStateResponse::ReadStateResult& message, Filler& filler, std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (ReadShareGroupStateResponse::PartitionResult& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(ReadShareGroupStateResponse& message, Filler& filler, std::int16_t version) {
  auto& results = message.results;
  results.resize(filler.count());
  for (ReadShareGroupStateResponse::ReadStateResult& item : results) {
    fill(item, filler, version);
  }
}

void fill(DeleteShareGroupOffsetsRequest::DeleteShareGroupOffsetsRequestTopic& message, Filler& filler, std::int16_t) {
  message.topic_name = filler.string_value();
}

void fill(DeleteShareGroupOffsetsRequest& message, Filler& filler, std::int16_t version) {
  message.group_id = filler.string_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (DeleteShareGroupOffsetsRequest::DeleteShareGroupOffsetsRequestTopic& item : topics) {
    fill(item, filler, version);
  }
}

void fill(DeleteShareGroupOffsetsResponse::DeleteShareGroupOffsetsResponseTopic& message,
    Filler& filler, std::int16_t) {
  message.topic_name = filler.string_value();
  message.topic_id = filler.uuid_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill(DeleteShareGroupOffsetsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  auto& responses = message.responses;
  responses.resize(filler.count());
  for (DeleteShareGroupOffsetsResponse::DeleteShareGroupOffsetsResponseTopic& item : responses) {
    fill(item, filler, version);
  }
}

void fill(RemoteLogSegmentMetadataRecord::TopicIdPartitionEntry& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.id = filler.uuid_value();
  message.partition = filler.int32_value();
}

void fill(RemoteLogSegmentMetadataRecord::RemoteLogSegmentIdEntry& message, Filler& filler, std::int16_t version) {
  fill(message.topic_id_partition, filler, version);
  message.id = filler.uuid_value();
}

void fill(RemoteLogSegmentMetadataRecord::SegmentLeaderEpochEntry& message, Filler& filler, std::int16_t) {
  message.leader_epoch = filler.int32_value();
  message.offset = filler.int64_value();
}

void fill(RemoteLogSegmentMetadataRecord& message, Filler& filler, std::int16_t version) {
  fill(message.remote_log_segment_id, filler, version);
  message.start_offset = filler.int64_value();
  message.end_offset = filler.int64_value();
  message.broker_id = filler.int32_value();
  message.max_timestamp_ms = filler.int64_value();
  message.event_timestamp_ms = filler.int64_value();
  auto& segment_leader_epochs = message.segment_leader_epochs;
  segment_leader_epochs.resize(filler.count());
  for (RemoteLogSegmentMetadataRecord::SegmentLeaderEpochEntry& item : segment_leader_epochs) {
    fill(item, filler, version);
  }
  message.segment_size_in_bytes = filler.int32_value();
  if (filler.is_null()) {
    message.custom_metadata.reset();
  } else {
    message.custom_metadata = filler.bytes_value();
  }
  message.remote_log_segment_state = filler.int8_value();
  message.txn_index_empty = filler.bool_value();
}

void fill(RemoteLogSegmentMetadataUpdateRecord::TopicIdPartitionEntry& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.id = filler.uuid_value();
  message.partition = filler.int32_value();
}

void fill(RemoteLogSegmentMetadataUpdateRecord::RemoteLogSegmentIdEntry& message,
    Filler& filler, std::int16_t version) {
  fill(message.topic_id_partition, filler, version);
  message.id = filler.uuid_value();
}

void fill(RemoteLogSegmentMetadataUpdateRecord& message, Filler& filler, std::int16_t version) {
  fill(message.remote_log_segment_id, filler, version);
  message.broker_id = filler.int32_value();
  message.event_timestamp_ms = filler.int64_value();
  if (filler.is_null()) {
    message.custom_metadata.reset();
  } else {
    message.custom_metadata = filler.bytes_value();
  }
  message.remote_log_segment_state = filler.int8_value();
}

void fill(RemotePartitionDeleteMetadataRecord::TopicIdPartitionEntry& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.id = filler.uuid_value();
  message.partition = filler.int32_value();
}

void fill(RemotePartitionDeleteMetadataRecord& message, Filler& filler, std::int16_t version) {
  fill(message.topic_id_partition, filler, version);
  message.broker_id = filler.int32_value();
  message.event_timestamp_ms = filler.int64_value();
  message.remote_partition_delete_state = filler.int8_value();
}

void fill(RemoteLogSegmentMetadataSnapshotRecord::SegmentLeaderEpochEntry& message, Filler& filler, std::int16_t) {
  message.leader_epoch = filler.int32_value();
  message.offset = filler.int64_value();
}

void fill(RemoteLogSegmentMetadataSnapshotRecord& message, Filler& filler, std::int16_t version) {
  message.segment_id = filler.uuid_value();
  message.start_offset = filler.int64_value();
  message.end_offset = filler.int64_value();
  message.broker_id = filler.int32_value();
  message.max_timestamp_ms = filler.int64_value();
  message.event_timestamp_ms = filler.int64_value();
  auto& segment_leader_epochs = message.segment_leader_epochs;
  segment_leader_epochs.resize(filler.count());
  for (RemoteLogSegmentMetadataSnapshotRecord::SegmentLeaderEpochEntry& item : segment_leader_epochs) {
    fill(item, filler, version);
  }
  message.segment_size_in_bytes = filler.int32_value();
  if (filler.is_null()) {
    message.custom_metadata.reset();
  } else {
    message.custom_metadata = filler.bytes_value();
  }
  message.remote_log_segment_state = filler.int8_value();
  message.txn_index_empty = filler.bool_value();
}

}  // namespace

std::vector<Case> cases_0() {
  return {
      make_case<ProduceRequest>("ProduceRequest", fill),
      make_case<ProduceResponse>("ProduceResponse", fill),
      make_case<HeartbeatRequest>("HeartbeatRequest", fill),
      make_case<HeartbeatResponse>("HeartbeatResponse", fill),
      make_case<DeleteTopicsRequest>("DeleteTopicsRequest", fill),
      make_case<DeleteTopicsResponse>("DeleteTopicsResponse", fill),
      make_case<TxnOffsetCommitRequest>("TxnOffsetCommitRequest", fill),
      make_case<TxnOffsetCommitResponse>("TxnOffsetCommitResponse", fill),
      make_case<SaslAuthenticateRequest>("SaslAuthenticateRequest", fill),
      make_case<SaslAuthenticateResponse>("SaslAuthenticateResponse", fill),
      make_case<IncrementalAlterConfigsRequest>("IncrementalAlterConfigsRequest", fill),
      make_case<IncrementalAlterConfigsResponse>("IncrementalAlterConfigsResponse", fill),
      make_case<VoteRequest>("VoteRequest", fill),
      make_case<VoteResponse>("VoteResponse", fill),
      make_case<DescribeClusterRequest>("DescribeClusterRequest", fill),
      make_case<DescribeClusterResponse>("DescribeClusterResponse", fill),
      make_case<ConsumerGroupHeartbeatRequest>("ConsumerGroupHeartbeatRequest", fill),
      make_case<ConsumerGroupHeartbeatResponse>("ConsumerGroupHeartbeatResponse", fill),
      make_case<ShareGroupHeartbeatRequest>("ShareGroupHeartbeatRequest", fill),
      make_case<ShareGroupHeartbeatResponse>("ShareGroupHeartbeatResponse", fill),
      make_case<ReadShareGroupStateRequest>("ReadShareGroupStateRequest", fill),
      make_case<ReadShareGroupStateResponse>("ReadShareGroupStateResponse", fill),
      make_case<DeleteShareGroupOffsetsRequest>("DeleteShareGroupOffsetsRequest", fill),
      make_case<DeleteShareGroupOffsetsResponse>("DeleteShareGroupOffsetsResponse", fill),
      make_case<RemoteLogSegmentMetadataRecord>("RemoteLogSegmentMetadataRecord", fill),
      make_case<RemoteLogSegmentMetadataUpdateRecord>("RemoteLogSegmentMetadataUpdateRecord", fill),
      make_case<RemotePartitionDeleteMetadataRecord>("RemotePartitionDeleteMetadataRecord", fill),
      make_case<RemoteLogSegmentMetadataSnapshotRecord>("RemoteLogSegmentMetadataSnapshotRecord", fill),
  };
}

}  // namespace klamm::protocol::test
