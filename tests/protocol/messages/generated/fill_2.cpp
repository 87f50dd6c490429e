// Made by protocol/schema/generate.py from protocol/schema/*.txt. Not to be edited.
#include "protocol/generated/02_list_offsets.h"
#include "protocol/generated/14_sync_group.h"
#include "protocol/generated/22_init_producer_id.h"
#include "protocol/generated/30_create_acls.h"
#include "protocol/generated/38_create_delegation_token.h"
#include "protocol/generated/46_list_partition_reassignments.h"
#include "protocol/generated/54_end_quorum_epoch.h"
#include "protocol/generated/62_broker_registration.h"
#include "protocol/generated/70_controller_registration.h"
#include "protocol/generated/78_share_fetch.h"
#include "protocol/generated/86_delete_share_group_state.h"
#include "protocol/generated/consumer_offsets.h"
#include "protocol/generated/transaction_state.h"
#include "tests/protocol/messages/filler.h"

namespace klamm::protocol::test {

namespace {

void fill(ListOffsetsRequest::ListOffsetsPartition& message, Filler& filler, std::int16_t version) {
  message.partition_index = filler.int32_value();
  if (version >= 4) {
    message.current_leader_epoch = filler.int32_value();
  }
  message.timestamp = filler.int64_value();
  if (version <= 0) {
    message.max_num_offsets = filler.int32_value();
  }
}

void fill(ListOffsetsRequest::ListOffsetsTopic& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (ListOffsetsRequest::ListOffsetsPartition& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(ListOffsetsRequest& message, Filler& filler, std::int16_t version) {
  message.replica_id = filler.int32_value();
  if (version >= 2) {
    message.isolation_level = filler.int8_value();
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (ListOffsetsRequest::ListOffsetsTopic& item : topics) {
    fill(item, filler, version);
  }
  if (version >= 10) {
    message.timeout_ms = filler.int32_value();
  }
}

void fill(ListOffsetsResponse::ListOffsetsPartitionResponse& message, Filler& filler, std::int16_t version) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
  if (version <= 0) {
    auto& items = message.old_style_offsets;
    items.resize(filler.count());
    for (std::int64_t& item : items) {
      item = filler.int64_value();
    }
  }
  if (version >= 1) {
    message.timestamp = filler.int64_value();
  }
  if (version >= 1) {
    message.offset = filler.int64_value();
  }
  if (version >= 4) {
    message.leader_epoch = filler.int32_value();
  }
}

void fill(ListOffsetsResponse::ListOffsetsTopicResponse& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (ListOffsetsResponse::ListOffsetsPartitionResponse& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(ListOffsetsResponse& message, Filler& filler, std::int16_t version) {
  if (version >= 2) {
    message.throttle_time_ms = filler.int32_value();
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (ListOffsetsResponse::ListOffsetsTopicResponse& item : topics) {
    fill(item, filler, version);
  }
}

void fill(SyncGroupRequest::SyncGroupRequestAssignment& message, Filler& filler, std::int16_t) {
  message.member_id = filler.string_value();
  message.assignment = filler.bytes_value();
}

void fill(SyncGroupRequest& message, Filler& filler, std::int16_t version) {
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
  if (version >= 5) {
    if (filler.is_null()) {
      message.protocol_type.reset();
    } else {
      message.protocol_type = filler.string_value();
    }
  }
  if (version >= 5) {
    if (filler.is_null()) {
      message.protocol_name.reset();
    } else {
      message.protocol_name = filler.string_value();
    }
  }
  auto& assignments = message.assignments;
  assignments.resize(filler.count());
  for (SyncGroupRequest::SyncGroupRequestAssignment& item : assignments) {
    fill(item, filler, version);
  }
}

void fill(SyncGroupResponse& message, Filler& filler, std::int16_t version) {
  if (version >= 1) {
    message.throttle_time_ms = filler.int32_value();
  }
  message.error_code = filler.error_code();
  if (version >= 5) {
    if (filler.is_null()) {
      message.protocol_type.reset();
    } else {
      message.protocol_type = filler.string_value();
    }
  }
  if (version >= 5) {
    if (filler.is_null()) {
      message.protocol_name.reset();
    } else {
      message.protocol_name = filler.string_value();
    }
  }
  message.assignment = filler.bytes_value();
}

void fill(InitProducerIdRequest& message, Filler& filler, std::int16_t version) {
  if (filler.is_null()) {
    message.transactional_id.reset();
  } else {
    message.transactional_id = filler.string_value();
  }
  message.transaction_timeout_ms = filler.int32_value();
  if (version >= 3) {
    message.producer_id = filler.int64_value();
  }
  if (version >= 3) {
    message.producer_epoch = filler.int16_value();
  }
  if (version >= 6) {
    message.enable2_pc = filler.bool_value();
  }
  if (version >= 6) {
    message.keep_prepared_txn = filler.bool_value();
  }
}

void fill(InitProducerIdResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  message.producer_id = filler.int64_value();
  message.producer_epoch = filler.int16_value();
  if (version >= 6) {
    message.ongoing_txn_producer_id = filler.int64_value();
  }
  if (version >= 6) {
    message.ongoing_txn_producer_epoch = filler.int16_value();
  }
}

void fill(CreateAclsRequest::AclCreation& message, Filler& filler, std::int16_t version) {
  message.resource_type = filler.int8_value();
  message.resource_name = filler.string_value();
  if (version >= 1) {
    message.resource_pattern_type = filler.int8_value();
  }
  message.principal = filler.string_value();
  message.host = filler.string_value();
  message.operation = filler.int8_value();
  message.permission_type = filler.int8_value();
}

void fill(CreateAclsRequest& message, Filler& filler, std::int16_t version) {
  auto& creations = message.creations;
  creations.resize(filler.count());
  for (CreateAclsRequest::AclCreation& item : creations) {
    fill(item, filler, version);
  }
}

void fill(CreateAclsResponse::AclCreationResult& message, Filler& filler, std::int16_t) {
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill(CreateAclsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& results = message.results;
  results.resize(filler.count());
  for (CreateAclsResponse::AclCreationResult& item : results) {
    fill(item, filler, version);
  }
}

void fill(CreateDelegationTokenRequest::CreatableRenewers& message, Filler& filler, std::int16_t) {
  message.principal_type = filler.string_value();
  message.principal_name = filler.string_value();
}

void fill(CreateDelegationTokenRequest& message, Filler& filler, std::int16_t version) {
  if (version >= 3) {
    if (filler.is_null()) {
      message.owner_principal_type.reset();
    } else {
      message.owner_principal_type = filler.string_value();
    }
  }
  if (version >= 3) {
    if (filler.is_null()) {
      message.owner_principal_name.reset();
    } else {
      message.owner_principal_name = filler.string_value();
    }
  }
  auto& renewers = message.renewers;
  renewers.resize(filler.count());
  for (CreateDelegationTokenRequest::CreatableRenewers& item : renewers) {
    fill(item, filler, version);
  }
  message.max_lifetime_ms = filler.int64_value();
}

void fill(CreateDelegationTokenResponse& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  message.principal_type = filler.string_value();
  message.principal_name = filler.string_value();
  if (version >= 3) {
    message.token_requester_principal_type = filler.string_value();
  }
  if (version >= 3) {
    message.token_requester_principal_name = filler.string_value();
  }
  message.issue_timestamp_ms = filler.int64_value();
  message.expiry_timestamp_ms = filler.int64_value();
  message.max_timestamp_ms = filler.int64_value();
  message.token_id = filler.string_value();
  message.hmac = filler.bytes_value();
  message.throttle_time_ms = filler.int32_value();
}

void fill(ListPartitionReassignmentsRequest::ListPartitionReassignmentsTopics& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  auto& partition_indexes = message.partition_indexes;
  partition_indexes.resize(filler.count());
  for (std::int32_t& item : partition_indexes) {
    item = filler.int32_value();
  }
}

void fill(ListPartitionReassignmentsRequest& message, Filler& filler, std::int16_t version) {
  message.timeout_ms = filler.int32_value();
  if (filler.is_null()) {
    message.topics.reset();
  } else {
    auto& items = message.topics.emplace();
    items.resize(filler.count());
    for (ListPartitionReassignmentsRequest::ListPartitionReassignmentsTopics& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(ListPartitionReassignmentsResponse::OngoingPartitionReassignment& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  auto& replicas = message.replicas;
  replicas.resize(filler.count());
  for (std::int32_t& item : replicas) {
    item = filler.int32_value();
  }
  auto& adding_replicas = message.adding_replicas;
  adding_replicas.resize(filler.count());
  for (std::int32_t& item : adding_replicas) {
    item = filler.int32_value();
  }
  auto& removing_replicas = message.removing_replicas;
  removing_replicas.resize(filler.count());
  for (std::int32_t& item : removing_replicas) {
    item = filler.int32_value();
  }
}

void fill(ListPartitionReassignmentsResponse::OngoingTopicReassignment& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (ListPartitionReassignmentsResponse::OngoingPartitionReassignment& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(ListPartitionReassignmentsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (ListPartitionReassignmentsResponse::OngoingTopicReassignment& item : topics) {
    fill(item, filler, version);
  }
}

void fill(EndQuorumEpochRequest::ReplicaInfo& message, Filler& filler, std::int16_t) {
  message.candidate_id = filler.int32_value();
  message.candidate_directory_id = filler.uuid_value();
}

void fill(EndQuorumEpochRequest::PartitionData& message, Filler& filler, std::int16_t version) {
  message.partition_index = filler.int32_value();
  message.leader_id = filler.int32_value();
  message.leader_epoch = filler.int32_value();
  if (version <= 0) {
    auto& items = message.preferred_successors;
    items.resize(filler.count());
    for (std::int32_t& item : items) {
      item = filler.int32_value();
    }
  }
  if (version >= 1) {
    auto& items = message.preferred_candidates;
    items.resize(filler.count());
    for (EndQuorumEpochRequest::ReplicaInfo& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(EndQuorumEpochRequest::TopicData& message, Filler& filler, std::int16_t version) {
  message.topic_name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (EndQuorumEpochRequest::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(EndQuorumEpochRequest::LeaderEndpoint& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.host = filler.string_value();
  message.port = filler.uint16_value();
}

void fill(EndQuorumEpochRequest& message, Filler& filler, std::int16_t version) {
  if (filler.is_null()) {
    message.cluster_id.reset();
  } else {
    message.cluster_id = filler.string_value();
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (EndQuorumEpochRequest::TopicData& item : topics) {
    fill(item, filler, version);
  }
  if (version >= 1) {
    auto& items = message.leader_endpoints;
    items.resize(filler.count());
    for (EndQuorumEpochRequest::LeaderEndpoint& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(EndQuorumEpochResponse::PartitionData& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
  message.leader_id = filler.int32_value();
  message.leader_epoch = filler.int32_value();
}

void fill(EndQuorumEpochResponse::TopicData& message, Filler& filler, std::int16_t version) {
  message.topic_name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (EndQuorumEpochResponse::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(EndQuorumEpochResponse::NodeEndpoint& message, Filler& filler, std::int16_t) {
  message.node_id = filler.int32_value();
  message.host = filler.string_value();
  message.port = filler.uint16_value();
}

void fill(EndQuorumEpochResponse& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (EndQuorumEpochResponse::TopicData& item : topics) {
    fill(item, filler, version);
  }
  if (version >= 1) {
    auto& items = message.node_endpoints;
    items.resize(filler.count());
    for (EndQuorumEpochResponse::NodeEndpoint& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(BrokerRegistrationRequest::Listener& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.host = filler.string_value();
  message.port = filler.uint16_value();
  message.security_protocol = filler.int16_value();
}

void fill(BrokerRegistrationRequest::Feature& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.min_supported_version = filler.int16_value();
  message.max_supported_version = filler.int16_value();
}

void fill(BrokerRegistrationRequest& message, Filler& filler, std::int16_t version) {
  message.broker_id = filler.int32_value();
  message.cluster_id = filler.string_value();
  message.incarnation_id = filler.uuid_value();
  auto& listeners = message.listeners;
  listeners.resize(filler.count());
  for (BrokerRegistrationRequest::Listener& item : listeners) {
    fill(item, filler, version);
  }
  auto& features = message.features;
  features.resize(filler.count());
  for (BrokerRegistrationRequest::Feature& item : features) {
    fill(item, filler, version);
  }
  if (filler.is_null()) {
    message.rack.reset();
  } else {
    message.rack = filler.string_value();
  }
  if (version >= 1) {
    message.is_migrating_zk_broker = filler.bool_value();
  }
  if (version >= 2) {
    auto& items = message.log_dirs;
    items.resize(filler.count());
    for (Uuid& item : items) {
      item = filler.uuid_value();
    }
  }
  if (version >= 3) {
    message.previous_broker_epoch = filler.int64_value();
  }
}

void fill(BrokerRegistrationResponse& message, Filler& filler, std::int16_t) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  message.broker_epoch = filler.int64_value();
}

void fill(ControllerRegistrationRequest::Listener& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.host = filler.string_value();
  message.port = filler.uint16_value();
  message.security_protocol = filler.int16_value();
}

void fill(ControllerRegistrationRequest::Feature& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.min_supported_version = filler.int16_value();
  message.max_supported_version = filler.int16_value();
}

void fill(ControllerRegistrationRequest& message, Filler& filler, std::int16_t version) {
  message.controller_id = filler.int32_value();
  message.incarnation_id = filler.uuid_value();
  message.zk_migration_ready = filler.bool_value();
  auto& listeners = message.listeners;
  listeners.resize(filler.count());
  for (ControllerRegistrationRequest::Listener& item : listeners) {
    fill(item, filler, version);
  }
  auto& features = message.features;
  features.resize(filler.count());
  for (ControllerRegistrationRequest::Feature& item : features) {
    fill(item, filler, version);
  }
}

void fill(ControllerRegistrationResponse& message, Filler& filler, std::int16_t) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill(ShareFetchRequest::AcknowledgementBatch& message, Filler& filler, std::int16_t) {
  message.first_offset = filler.int64_value();
  message.last_offset = filler.int64_value();
  auto& acknowledge_types = message.acknowledge_types;
  acknowledge_types.resize(filler.count());
  for (std::int8_t& item : acknowledge_types) {
    item = filler.int8_value();
  }
}

void fill(ShareFetchRequest::FetchPartition& message, Filler& filler, std::int16_t version) {
  message.partition_index = filler.int32_value();
  auto& acknowledgement_batches = message.acknowledgement_batches;
  acknowledgement_batches.resize(filler.count());
  for (ShareFetchRequest::AcknowledgementBatch& item : acknowledgement_batches) {
    fill(item, filler, version);
  }
}

void fill(ShareFetchRequest::FetchTopic& message, Filler& filler, std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (ShareFetchRequest::FetchPartition& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(ShareFetchRequest::ForgottenTopic& message, Filler& filler, std::int16_t) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(ShareFetchRequest& message, Filler& filler, std::int16_t version) {
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
  message.max_wait_ms = filler.int32_value();
  message.min_bytes = filler.int32_value();
  message.max_bytes = filler.int32_value();
  message.max_records = filler.int32_value();
  message.batch_size = filler.int32_value();
  if (version >= 2) {
    message.share_acquire_mode = filler.int8_value();
  }
  if (version >= 2) {
    message.is_renew_ack = filler.bool_value();
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (ShareFetchRequest::FetchTopic& item : topics) {
    fill(item, filler, version);
  }
  auto& forgotten_topics_data = message.forgotten_topics_data;
  forgotten_topics_data.resize(filler.count());
  for (ShareFetchRequest::ForgottenTopic& item : forgotten_topics_data) {
    fill(item, filler, version);
  }
}

void fill(ShareFetchResponse::LeaderIdAndEpoch& message, Filler& filler, std::int16_t) {
  message.leader_id = filler.int32_value();
  message.leader_epoch = filler.int32_value();
}

void fill(ShareFetchResponse::AcquiredRecords& message, Filler& filler, std::int16_t) {
  message.first_offset = filler.int64_value();
  message.last_offset = filler.int64_value();
  message.delivery_count = filler.int16_value();
}

void fill(ShareFetchResponse::PartitionData& message, Filler& filler, std::int16_t version) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  message.acknowledge_error_code = filler.error_code();
  if (filler.is_null()) {
    message.acknowledge_error_message.reset();
  } else {
    message.acknowledge_error_message = filler.string_value();
  }
  fill(message.current_leader, filler, version);
  if (filler.is_null()) {
    message.records.reset();
  } else {
    message.records = filler.records_value();
  }
  auto& acquired_records = message.acquired_records;
  acquired_records.resize(filler.count());
  for (ShareFetchResponse::AcquiredRecords& item : acquired_records) {
    fill(item, filler, version);
  }
}

void fill(ShareFetchResponse::ShareFetchableTopicResponse& message, Filler& filler, std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (ShareFetchResponse::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(ShareFetchResponse::NodeEndpoint& message, Filler& filler, std::int16_t) {
  message.node_id = filler.int32_value();
  message.host = filler.string_value();
  message.port = filler.int32_value();
  if (filler.is_null()) {
    message.rack.reset();
  } else {
    message.rack = filler.string_value();
  }
}

void fill(ShareFetchResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  message.acquisition_lock_timeout_ms = filler.int32_value();
  auto& responses = message.responses;
  responses.resize(filler.count());
  for (ShareFetchResponse::ShareFetchableTopicResponse& item : responses) {
    fill(item, filler, version);
  }
  auto& node_endpoints = message.node_endpoints;
  node_endpoints.resize(filler.count());
  for (ShareFetchResponse::NodeEndpoint& item : node_endpoints) {
    fill(item, filler, version);
  }
}

void fill(DeleteShareGroupStateRequest::PartitionData& message, Filler& filler, std::int16_t) {
  message.partition = filler.int32_value();
}

void fill(DeleteShareGroupStateRequest::DeleteStateData& message, Filler& filler, std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (DeleteShareGroupStateRequest::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(DeleteShareGroupStateRequest& message, Filler& filler, std::int16_t version) {
  message.group_id = filler.string_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (DeleteShareGroupStateRequest::DeleteStateData& item : topics) {
    fill(item, filler, version);
  }
}

void fill(DeleteShareGroupStateResponse::PartitionResult& message, Filler& filler, std::int16_t) {
  message.partition = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill(DeleteShareGroupStateResponse::DeleteStateResult& message, Filler& filler, std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (DeleteShareGroupStateResponse::PartitionResult& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(DeleteShareGroupStateResponse& message, Filler& filler, std::int16_t version) {
  auto& results = message.results;
  results.resize(filler.count());
  for (DeleteShareGroupStateResponse::DeleteStateResult& item : results) {
    fill(item, filler, version);
  }
}

void fill(LegacyOffsetCommitKey& message, Filler& filler, std::int16_t) {
  message.group = filler.string_value();
  message.topic = filler.string_value();
  message.partition = filler.int32_value();
}

void fill(LegacyOffsetCommitValue& message, Filler& filler, std::int16_t) {
  message.offset = filler.int64_value();
  message.metadata = filler.string_value();
  message.commit_timestamp = filler.int64_value();
}

void fill(OffsetCommitKey& message, Filler& filler, std::int16_t) {
  message.group = filler.string_value();
  message.topic = filler.string_value();
  message.partition = filler.int32_value();
}

void fill(OffsetCommitValue& message, Filler& filler, std::int16_t version) {
  message.offset = filler.int64_value();
  if (version >= 3) {
    message.leader_epoch = filler.int32_value();
  }
  message.metadata = filler.string_value();
  message.commit_timestamp = filler.int64_value();
  if (version >= 1 && version <= 1) {
    message.expire_timestamp = filler.int64_value();
  }
  if (version >= 4) {
    message.topic_id = filler.uuid_value();
  }
}

void fill(GroupMetadataKey& message, Filler& filler, std::int16_t) {
  message.group = filler.string_value();
}

void fill(GroupMetadataValue::MemberMetadata& message, Filler& filler, std::int16_t version) {
  message.member_id = filler.string_value();
  if (version >= 3) {
    if (filler.is_null()) {
      message.group_instance_id.reset();
    } else {
      message.group_instance_id = filler.string_value();
    }
  }
  message.client_id = filler.string_value();
  message.client_host = filler.string_value();
  if (version >= 1) {
    message.rebalance_timeout = filler.int32_value();
  }
  message.session_timeout = filler.int32_value();
  message.subscription = filler.bytes_value();
  message.assignment = filler.bytes_value();
}

void fill(GroupMetadataValue& message, Filler& filler, std::int16_t version) {
  message.protocol_type = filler.string_value();
  message.generation = filler.int32_value();
  if (filler.is_null()) {
    message.protocol.reset();
  } else {
    message.protocol = filler.string_value();
  }
  if (filler.is_null()) {
    message.leader.reset();
  } else {
    message.leader = filler.string_value();
  }
  if (version >= 2) {
    message.current_state_timestamp = filler.int64_value();
  }
  auto& members = message.members;
  members.resize(filler.count());
  for (GroupMetadataValue::MemberMetadata& item : members) {
    fill(item, filler, version);
  }
}

void fill(ConsumerGroupMetadataKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
}

void fill(ConsumerGroupMetadataValue& message, Filler& filler, std::int16_t) {
  message.epoch = filler.int32_value();
  message.metadata_hash = filler.int64_value();
}

void fill(ConsumerGroupPartitionMetadataKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
}

void fill(ConsumerGroupPartitionMetadataValue::PartitionMetadata& message, Filler& filler, std::int16_t) {
  message.partition = filler.int32_value();
  auto& racks = message.racks;
  racks.resize(filler.count());
  for (std::string_view& item : racks) {
    item = filler.string_value();
  }
}

void fill(ConsumerGroupPartitionMetadataValue::TopicMetadata& message, Filler& filler, std::int16_t version) {
  message.topic_id = filler.uuid_value();
  message.topic_name = filler.string_value();
  message.num_partitions = filler.int32_value();
  auto& partition_metadata = message.partition_metadata;
  partition_metadata.resize(filler.count());
  for (ConsumerGroupPartitionMetadataValue::PartitionMetadata& item : partition_metadata) {
    fill(item, filler, version);
  }
}

void fill(ConsumerGroupPartitionMetadataValue& message, Filler& filler, std::int16_t version) {
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (ConsumerGroupPartitionMetadataValue::TopicMetadata& item : topics) {
    fill(item, filler, version);
  }
}

void fill(ConsumerGroupMemberMetadataKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
}

void fill(ConsumerGroupMemberMetadataValue::ClassicProtocol& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.metadata = filler.bytes_value();
}

void fill(ConsumerGroupMemberMetadataValue::ClassicMemberMetadata& message, Filler& filler, std::int16_t version) {
  message.session_timeout_ms = filler.int32_value();
  auto& supported_protocols = message.supported_protocols;
  supported_protocols.resize(filler.count());
  for (ConsumerGroupMemberMetadataValue::ClassicProtocol& item : supported_protocols) {
    fill(item, filler, version);
  }
}

void fill(ConsumerGroupMemberMetadataValue& message, Filler& filler, std::int16_t version) {
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
  message.rebalance_timeout_ms = filler.int32_value();
  if (filler.is_null()) {
    message.server_assignor.reset();
  } else {
    message.server_assignor = filler.string_value();
  }
  if (filler.is_null()) {
    message.classic_member_metadata.reset();
  } else {
    message.classic_member_metadata = ConsumerGroupMemberMetadataValue::ClassicMemberMetadata{};
    fill(*message.classic_member_metadata, filler, version);
  }
}

void fill(ConsumerGroupTargetAssignmentMetadataKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
}

void fill(ConsumerGroupTargetAssignmentMetadataValue& message, Filler& filler, std::int16_t) {
  message.assignment_epoch = filler.int32_value();
  message.assignment_timestamp = filler.int64_value();
}

void fill(ConsumerGroupTargetAssignmentMemberKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
}

void fill(ConsumerGroupTargetAssignmentMemberValue::TopicPartition& message, Filler& filler, std::int16_t) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(ConsumerGroupTargetAssignmentMemberValue& message, Filler& filler, std::int16_t version) {
  auto& topic_partitions = message.topic_partitions;
  topic_partitions.resize(filler.count());
  for (ConsumerGroupTargetAssignmentMemberValue::TopicPartition& item : topic_partitions) {
    fill(item, filler, version);
  }
}

void fill(ConsumerGroupCurrentMemberAssignmentKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
}

void fill(ConsumerGroupCurrentMemberAssignmentValue::TopicPartitions& message, Filler& filler, std::int16_t) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
  if (filler.is_null()) {
    message.assignment_epochs.reset();
  } else {
    auto& items = message.assignment_epochs.emplace();
    items.resize(filler.count());
    for (std::int32_t& item : items) {
      item = filler.int32_value();
    }
  }
}

void fill(ConsumerGroupCurrentMemberAssignmentValue& message, Filler& filler, std::int16_t version) {
  message.member_epoch = filler.int32_value();
  message.previous_member_epoch = filler.int32_value();
  message.state = filler.int8_value();
  auto& assigned_partitions = message.assigned_partitions;
  assigned_partitions.resize(filler.count());
  for (ConsumerGroupCurrentMemberAssignmentValue::TopicPartitions& item : assigned_partitions) {
    fill(item, filler, version);
  }
  auto& partitions_pending_revocation = message.partitions_pending_revocation;
  partitions_pending_revocation.resize(filler.count());
  for (ConsumerGroupCurrentMemberAssignmentValue::TopicPartitions& item : partitions_pending_revocation) {
    fill(item, filler, version);
  }
}

void fill(ShareGroupMemberMetadataKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
}

void fill(ShareGroupMemberMetadataValue& message, Filler& filler, std::int16_t) {
  if (filler.is_null()) {
    message.rack_id.reset();
  } else {
    message.rack_id = filler.string_value();
  }
  message.client_id = filler.string_value();
  message.client_host = filler.string_value();
  auto& subscribed_topic_names = message.subscribed_topic_names;
  subscribed_topic_names.resize(filler.count());
  for (std::string_view& item : subscribed_topic_names) {
    item = filler.string_value();
  }
}

void fill(ShareGroupMetadataKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
}

void fill(ShareGroupMetadataValue& message, Filler& filler, std::int16_t) {
  message.epoch = filler.int32_value();
  message.metadata_hash = filler.int64_value();
}

void fill(ShareGroupTargetAssignmentMetadataKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
}

void fill(ShareGroupTargetAssignmentMetadataValue& message, Filler& filler, std::int16_t) {
  message.assignment_epoch = filler.int32_value();
  message.assignment_timestamp = filler.int64_value();
}

void fill(ShareGroupTargetAssignmentMemberKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
}

void fill(ShareGroupTargetAssignmentMemberValue::TopicPartition& message, Filler& filler, std::int16_t) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(ShareGroupTargetAssignmentMemberValue& message, Filler& filler, std::int16_t version) {
  auto& topic_partitions = message.topic_partitions;
  topic_partitions.resize(filler.count());
  for (ShareGroupTargetAssignmentMemberValue::TopicPartition& item : topic_partitions) {
    fill(item, filler, version);
  }
}

void fill(ShareGroupCurrentMemberAssignmentKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
}

void fill(ShareGroupCurrentMemberAssignmentValue::TopicPartitions& message, Filler& filler, std::int16_t) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(ShareGroupCurrentMemberAssignmentValue& message, Filler& filler, std::int16_t version) {
  message.member_epoch = filler.int32_value();
  message.previous_member_epoch = filler.int32_value();
  message.state = filler.int8_value();
  auto& assigned_partitions = message.assigned_partitions;
  assigned_partitions.resize(filler.count());
  for (ShareGroupCurrentMemberAssignmentValue::TopicPartitions& item : assigned_partitions) {
    fill(item, filler, version);
  }
}

void fill(ShareGroupStatePartitionMetadataKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
}

void fill(ShareGroupStatePartitionMetadataValue::TopicPartitionsInfo& message, Filler& filler, std::int16_t) {
  message.topic_id = filler.uuid_value();
  message.topic_name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(ShareGroupStatePartitionMetadataValue::TopicInfo& message, Filler& filler, std::int16_t) {
  message.topic_id = filler.uuid_value();
  message.topic_name = filler.string_value();
}

void fill(ShareGroupStatePartitionMetadataValue& message, Filler& filler, std::int16_t version) {
  auto& initializing_topics = message.initializing_topics;
  initializing_topics.resize(filler.count());
  for (ShareGroupStatePartitionMetadataValue::TopicPartitionsInfo& item : initializing_topics) {
    fill(item, filler, version);
  }
  auto& initialized_topics = message.initialized_topics;
  initialized_topics.resize(filler.count());
  for (ShareGroupStatePartitionMetadataValue::TopicPartitionsInfo& item : initialized_topics) {
    fill(item, filler, version);
  }
  auto& deleting_topics = message.deleting_topics;
  deleting_topics.resize(filler.count());
  for (ShareGroupStatePartitionMetadataValue::TopicInfo& item : deleting_topics) {
    fill(item, filler, version);
  }
}

void fill(ConsumerGroupRegularExpressionKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
  message.regular_expression = filler.string_value();
}

void fill(ConsumerGroupRegularExpressionValue& message, Filler& filler, std::int16_t) {
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (std::string_view& item : topics) {
    item = filler.string_value();
  }
  message.version = filler.int64_value();
  message.timestamp = filler.int64_value();
}

void fill(StreamsGroupMetadataKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
}

void fill(StreamsGroupMetadataValue::LastAssignmentConfig& message, Filler& filler, std::int16_t) {
  message.key = filler.string_value();
  message.value = filler.string_value();
}

void fill(StreamsGroupMetadataValue& message, Filler& filler, std::int16_t version) {
  message.epoch = filler.int32_value();
  message.metadata_hash = filler.int64_value();
  message.validated_topology_epoch = filler.int32_value();
  if (filler.is_null()) {
    message.last_assignment_configs.reset();
  } else {
    auto& items = message.last_assignment_configs.emplace();
    items.resize(filler.count());
    for (StreamsGroupMetadataValue::LastAssignmentConfig& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(StreamsGroupMemberMetadataKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
}

void fill(StreamsGroupMemberMetadataValue::Endpoint& message, Filler& filler, std::int16_t) {
  message.host = filler.string_value();
  message.port = filler.uint16_value();
}

void fill(StreamsGroupMemberMetadataValue::KeyValue& message, Filler& filler, std::int16_t) {
  message.key = filler.string_value();
  message.value = filler.string_value();
}

void fill(StreamsGroupMemberMetadataValue& message, Filler& filler, std::int16_t version) {
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
  message.client_id = filler.string_value();
  message.client_host = filler.string_value();
  message.rebalance_timeout_ms = filler.int32_value();
  message.topology_epoch = filler.int32_value();
  message.process_id = filler.string_value();
  if (filler.is_null()) {
    message.user_endpoint.reset();
  } else {
    message.user_endpoint = StreamsGroupMemberMetadataValue::Endpoint{};
    fill(*message.user_endpoint, filler, version);
  }
  auto& client_tags = message.client_tags;
  client_tags.resize(filler.count());
  for (StreamsGroupMemberMetadataValue::KeyValue& item : client_tags) {
    fill(item, filler, version);
  }
}

void fill(StreamsGroupTargetAssignmentMetadataKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
}

void fill(StreamsGroupTargetAssignmentMetadataValue& message, Filler& filler, std::int16_t) {
  message.assignment_epoch = filler.int32_value();
  message.assignment_timestamp = filler.int64_value();
}

void fill(StreamsGroupTargetAssignmentMemberKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
}

void fill(StreamsGroupTargetAssignmentMemberValue::TaskIds& message, Filler& filler, std::int16_t) {
  message.subtopology_id = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(StreamsGroupTargetAssignmentMemberValue& message, Filler& filler, std::int16_t version) {
  auto& active_tasks = message.active_tasks;
  active_tasks.resize(filler.count());
  for (StreamsGroupTargetAssignmentMemberValue::TaskIds& item : active_tasks) {
    fill(item, filler, version);
  }
  auto& standby_tasks = message.standby_tasks;
  standby_tasks.resize(filler.count());
  for (StreamsGroupTargetAssignmentMemberValue::TaskIds& item : standby_tasks) {
    fill(item, filler, version);
  }
  auto& warmup_tasks = message.warmup_tasks;
  warmup_tasks.resize(filler.count());
  for (StreamsGroupTargetAssignmentMemberValue::TaskIds& item : warmup_tasks) {
    fill(item, filler, version);
  }
}

void fill(StreamsGroupCurrentMemberAssignmentKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
}

void fill(StreamsGroupCurrentMemberAssignmentValue::TaskIds& message, Filler& filler, std::int16_t) {
  message.subtopology_id = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
  if (filler.is_null()) {
    message.assignment_epochs.reset();
  } else {
    auto& items = message.assignment_epochs.emplace();
    items.resize(filler.count());
    for (std::int32_t& item : items) {
      item = filler.int32_value();
    }
  }
}

void fill(StreamsGroupCurrentMemberAssignmentValue& message, Filler& filler, std::int16_t version) {
  message.member_epoch = filler.int32_value();
  message.previous_member_epoch = filler.int32_value();
  message.state = filler.int8_value();
  auto& active_tasks = message.active_tasks;
  active_tasks.resize(filler.count());
  for (StreamsGroupCurrentMemberAssignmentValue::TaskIds& item : active_tasks) {
    fill(item, filler, version);
  }
  auto& standby_tasks = message.standby_tasks;
  standby_tasks.resize(filler.count());
  for (StreamsGroupCurrentMemberAssignmentValue::TaskIds& item : standby_tasks) {
    fill(item, filler, version);
  }
  auto& warmup_tasks = message.warmup_tasks;
  warmup_tasks.resize(filler.count());
  for (StreamsGroupCurrentMemberAssignmentValue::TaskIds& item : warmup_tasks) {
    fill(item, filler, version);
  }
  auto& active_tasks_pending_revocation = message.active_tasks_pending_revocation;
  active_tasks_pending_revocation.resize(filler.count());
  for (StreamsGroupCurrentMemberAssignmentValue::TaskIds& item : active_tasks_pending_revocation) {
    fill(item, filler, version);
  }
  auto& standby_tasks_pending_revocation = message.standby_tasks_pending_revocation;
  standby_tasks_pending_revocation.resize(filler.count());
  for (StreamsGroupCurrentMemberAssignmentValue::TaskIds& item : standby_tasks_pending_revocation) {
    fill(item, filler, version);
  }
  auto& warmup_tasks_pending_revocation = message.warmup_tasks_pending_revocation;
  warmup_tasks_pending_revocation.resize(filler.count());
  for (StreamsGroupCurrentMemberAssignmentValue::TaskIds& item : warmup_tasks_pending_revocation) {
    fill(item, filler, version);
  }
}

void fill(StreamsGroupTopologyKey& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
}

void fill(StreamsGroupTopologyValue::TopicConfig& message, Filler& filler, std::int16_t) {
  message.key = filler.string_value();
  message.value = filler.string_value();
}

void fill(StreamsGroupTopologyValue::TopicInfo& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  message.partitions = filler.int32_value();
  message.replication_factor = filler.int16_value();
  auto& topic_configs = message.topic_configs;
  topic_configs.resize(filler.count());
  for (StreamsGroupTopologyValue::TopicConfig& item : topic_configs) {
    fill(item, filler, version);
  }
}

void fill(StreamsGroupTopologyValue::CopartitionGroup& message, Filler& filler, std::int16_t) {
  auto& source_topics = message.source_topics;
  source_topics.resize(filler.count());
  for (std::int16_t& item : source_topics) {
    item = filler.int16_value();
  }
  auto& source_topic_regex = message.source_topic_regex;
  source_topic_regex.resize(filler.count());
  for (std::int16_t& item : source_topic_regex) {
    item = filler.int16_value();
  }
  auto& repartition_source_topics = message.repartition_source_topics;
  repartition_source_topics.resize(filler.count());
  for (std::int16_t& item : repartition_source_topics) {
    item = filler.int16_value();
  }
}

void fill(StreamsGroupTopologyValue::Subtopology& message, Filler& filler, std::int16_t version) {
  message.subtopology_id = filler.string_value();
  auto& source_topics = message.source_topics;
  source_topics.resize(filler.count());
  for (std::string_view& item : source_topics) {
    item = filler.string_value();
  }
  auto& source_topic_regex = message.source_topic_regex;
  source_topic_regex.resize(filler.count());
  for (std::string_view& item : source_topic_regex) {
    item = filler.string_value();
  }
  auto& state_changelog_topics = message.state_changelog_topics;
  state_changelog_topics.resize(filler.count());
  for (StreamsGroupTopologyValue::TopicInfo& item : state_changelog_topics) {
    fill(item, filler, version);
  }
  auto& repartition_sink_topics = message.repartition_sink_topics;
  repartition_sink_topics.resize(filler.count());
  for (std::string_view& item : repartition_sink_topics) {
    item = filler.string_value();
  }
  auto& repartition_source_topics = message.repartition_source_topics;
  repartition_source_topics.resize(filler.count());
  for (StreamsGroupTopologyValue::TopicInfo& item : repartition_source_topics) {
    fill(item, filler, version);
  }
  auto& copartition_groups = message.copartition_groups;
  copartition_groups.resize(filler.count());
  for (StreamsGroupTopologyValue::CopartitionGroup& item : copartition_groups) {
    fill(item, filler, version);
  }
}

void fill(StreamsGroupTopologyValue& message, Filler& filler, std::int16_t version) {
  message.epoch = filler.int32_value();
  auto& subtopologies = message.subtopologies;
  subtopologies.resize(filler.count());
  for (StreamsGroupTopologyValue::Subtopology& item : subtopologies) {
    fill(item, filler, version);
  }
}

void fill(TransactionLogKey& message, Filler& filler, std::int16_t) {
  message.transactional_id = filler.string_value();
}

void fill(TransactionLogValue::PartitionsSchema& message, Filler& filler, std::int16_t) {
  message.topic = filler.string_value();
  auto& partition_ids = message.partition_ids;
  partition_ids.resize(filler.count());
  for (std::int32_t& item : partition_ids) {
    item = filler.int32_value();
  }
}

void fill(TransactionLogValue& message, Filler& filler, std::int16_t version) {
  message.producer_id = filler.int64_value();
  if (version >= 1) {
    message.previous_producer_id = filler.int64_value();
  }
  if (version >= 1) {
    message.next_producer_id = filler.int64_value();
  }
  message.producer_epoch = filler.int16_value();
  if (version >= 1) {
    message.next_producer_epoch = filler.int16_value();
  }
  message.transaction_timeout_ms = filler.int32_value();
  message.transaction_status = filler.int8_value();
  if (filler.is_null()) {
    message.transaction_partitions.reset();
  } else {
    auto& items = message.transaction_partitions.emplace();
    items.resize(filler.count());
    for (TransactionLogValue::PartitionsSchema& item : items) {
      fill(item, filler, version);
    }
  }
  message.transaction_last_update_timestamp_ms = filler.int64_value();
  message.transaction_start_timestamp_ms = filler.int64_value();
  if (version >= 1) {
    message.client_transaction_version = filler.int16_value();
  }
}

}  // namespace

std::vector<Case> cases_2() {
  return {
      make_case<ListOffsetsRequest>("ListOffsetsRequest", fill),
      make_case<ListOffsetsResponse>("ListOffsetsResponse", fill),
      make_case<SyncGroupRequest>("SyncGroupRequest", fill),
      make_case<SyncGroupResponse>("SyncGroupResponse", fill),
      make_case<InitProducerIdRequest>("InitProducerIdRequest", fill),
      make_case<InitProducerIdResponse>("InitProducerIdResponse", fill),
      make_case<CreateAclsRequest>("CreateAclsRequest", fill),
      make_case<CreateAclsResponse>("CreateAclsResponse", fill),
      make_case<CreateDelegationTokenRequest>("CreateDelegationTokenRequest", fill),
      make_case<CreateDelegationTokenResponse>("CreateDelegationTokenResponse", fill),
      make_case<ListPartitionReassignmentsRequest>("ListPartitionReassignmentsRequest", fill),
      make_case<ListPartitionReassignmentsResponse>("ListPartitionReassignmentsResponse", fill),
      make_case<EndQuorumEpochRequest>("EndQuorumEpochRequest", fill),
      make_case<EndQuorumEpochResponse>("EndQuorumEpochResponse", fill),
      make_case<BrokerRegistrationRequest>("BrokerRegistrationRequest", fill),
      make_case<BrokerRegistrationResponse>("BrokerRegistrationResponse", fill),
      make_case<ControllerRegistrationRequest>("ControllerRegistrationRequest", fill),
      make_case<ControllerRegistrationResponse>("ControllerRegistrationResponse", fill),
      make_case<ShareFetchRequest>("ShareFetchRequest", fill),
      make_case<ShareFetchResponse>("ShareFetchResponse", fill),
      make_case<DeleteShareGroupStateRequest>("DeleteShareGroupStateRequest", fill),
      make_case<DeleteShareGroupStateResponse>("DeleteShareGroupStateResponse", fill),
      make_case<LegacyOffsetCommitKey>("LegacyOffsetCommitKey", fill),
      make_case<LegacyOffsetCommitValue>("LegacyOffsetCommitValue", fill),
      make_case<OffsetCommitKey>("OffsetCommitKey", fill),
      make_case<OffsetCommitValue>("OffsetCommitValue", fill),
      make_case<GroupMetadataKey>("GroupMetadataKey", fill),
      make_case<GroupMetadataValue>("GroupMetadataValue", fill),
      make_case<ConsumerGroupMetadataKey>("ConsumerGroupMetadataKey", fill),
      make_case<ConsumerGroupMetadataValue>("ConsumerGroupMetadataValue", fill),
      make_case<ConsumerGroupPartitionMetadataKey>("ConsumerGroupPartitionMetadataKey", fill),
      make_case<ConsumerGroupPartitionMetadataValue>("ConsumerGroupPartitionMetadataValue", fill),
      make_case<ConsumerGroupMemberMetadataKey>("ConsumerGroupMemberMetadataKey", fill),
      make_case<ConsumerGroupMemberMetadataValue>("ConsumerGroupMemberMetadataValue", fill),
      make_case<ConsumerGroupTargetAssignmentMetadataKey>("ConsumerGroupTargetAssignmentMetadataKey", fill),
      make_case<ConsumerGroupTargetAssignmentMetadataValue>("ConsumerGroupTargetAssignmentMetadataValue", fill),
      make_case<ConsumerGroupTargetAssignmentMemberKey>("ConsumerGroupTargetAssignmentMemberKey", fill),
      make_case<ConsumerGroupTargetAssignmentMemberValue>("ConsumerGroupTargetAssignmentMemberValue", fill),
      make_case<ConsumerGroupCurrentMemberAssignmentKey>("ConsumerGroupCurrentMemberAssignmentKey", fill),
      make_case<ConsumerGroupCurrentMemberAssignmentValue>("ConsumerGroupCurrentMemberAssignmentValue", fill),
      make_case<ShareGroupMemberMetadataKey>("ShareGroupMemberMetadataKey", fill),
      make_case<ShareGroupMemberMetadataValue>("ShareGroupMemberMetadataValue", fill),
      make_case<ShareGroupMetadataKey>("ShareGroupMetadataKey", fill),
      make_case<ShareGroupMetadataValue>("ShareGroupMetadataValue", fill),
      make_case<ShareGroupTargetAssignmentMetadataKey>("ShareGroupTargetAssignmentMetadataKey", fill),
      make_case<ShareGroupTargetAssignmentMetadataValue>("ShareGroupTargetAssignmentMetadataValue", fill),
      make_case<ShareGroupTargetAssignmentMemberKey>("ShareGroupTargetAssignmentMemberKey", fill),
      make_case<ShareGroupTargetAssignmentMemberValue>("ShareGroupTargetAssignmentMemberValue", fill),
      make_case<ShareGroupCurrentMemberAssignmentKey>("ShareGroupCurrentMemberAssignmentKey", fill),
      make_case<ShareGroupCurrentMemberAssignmentValue>("ShareGroupCurrentMemberAssignmentValue", fill),
      make_case<ShareGroupStatePartitionMetadataKey>("ShareGroupStatePartitionMetadataKey", fill),
      make_case<ShareGroupStatePartitionMetadataValue>("ShareGroupStatePartitionMetadataValue", fill),
      make_case<ConsumerGroupRegularExpressionKey>("ConsumerGroupRegularExpressionKey", fill),
      make_case<ConsumerGroupRegularExpressionValue>("ConsumerGroupRegularExpressionValue", fill),
      make_case<StreamsGroupMetadataKey>("StreamsGroupMetadataKey", fill),
      make_case<StreamsGroupMetadataValue>("StreamsGroupMetadataValue", fill),
      make_case<StreamsGroupMemberMetadataKey>("StreamsGroupMemberMetadataKey", fill),
      make_case<StreamsGroupMemberMetadataValue>("StreamsGroupMemberMetadataValue", fill),
      make_case<StreamsGroupTargetAssignmentMetadataKey>("StreamsGroupTargetAssignmentMetadataKey", fill),
      make_case<StreamsGroupTargetAssignmentMetadataValue>("StreamsGroupTargetAssignmentMetadataValue", fill),
      make_case<StreamsGroupTargetAssignmentMemberKey>("StreamsGroupTargetAssignmentMemberKey", fill),
      make_case<StreamsGroupTargetAssignmentMemberValue>("StreamsGroupTargetAssignmentMemberValue", fill),
      make_case<StreamsGroupCurrentMemberAssignmentKey>("StreamsGroupCurrentMemberAssignmentKey", fill),
      make_case<StreamsGroupCurrentMemberAssignmentValue>("StreamsGroupCurrentMemberAssignmentValue", fill),
      make_case<StreamsGroupTopologyKey>("StreamsGroupTopologyKey", fill),
      make_case<StreamsGroupTopologyValue>("StreamsGroupTopologyValue", fill),
      make_case<TransactionLogKey>("TransactionLogKey", fill),
      make_case<TransactionLogValue>("TransactionLogValue", fill),
  };
}

}  // namespace klamm::protocol::test
