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

void fill([[maybe_unused]] ListOffsetsRequest::ListOffsetsPartition& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.partition_index = filler.int32_value();
  if (version >= 4) {
    message.current_leader_epoch = filler.int32_value();
  }
  message.timestamp = filler.int64_value();
  if (version <= 0) {
    message.max_num_offsets = filler.int32_value();
  }
}

void fill([[maybe_unused]] ListOffsetsRequest::ListOffsetsTopic& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (ListOffsetsRequest::ListOffsetsPartition& item : partitions) fill(item, filler, version);
}

void fill([[maybe_unused]] ListOffsetsRequest& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.replica_id = filler.int32_value();
  if (version >= 2) {
    message.isolation_level = filler.int8_value();
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (ListOffsetsRequest::ListOffsetsTopic& item : topics) fill(item, filler, version);
  if (version >= 10) {
    message.timeout_ms = filler.int32_value();
  }
}

void fill([[maybe_unused]] ListOffsetsResponse::ListOffsetsPartitionResponse& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
  if (version <= 0) {
    auto& items = message.old_style_offsets;
    items.resize(filler.count());
    for (std::int64_t& item : items) item = filler.int64_value();
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

void fill([[maybe_unused]] ListOffsetsResponse::ListOffsetsTopicResponse& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (ListOffsetsResponse::ListOffsetsPartitionResponse& item : partitions) fill(item, filler, version);
}

void fill([[maybe_unused]] ListOffsetsResponse& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  if (version >= 2) {
    message.throttle_time_ms = filler.int32_value();
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (ListOffsetsResponse::ListOffsetsTopicResponse& item : topics) fill(item, filler, version);
}

void fill([[maybe_unused]] SyncGroupRequest::SyncGroupRequestAssignment& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.member_id = filler.string_value();
  message.assignment = filler.bytes_value();
}

void fill([[maybe_unused]] SyncGroupRequest& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
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
  for (SyncGroupRequest::SyncGroupRequestAssignment& item : assignments) fill(item, filler, version);
}

void fill([[maybe_unused]] SyncGroupResponse& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
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

void fill([[maybe_unused]] InitProducerIdRequest& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
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

void fill([[maybe_unused]] InitProducerIdResponse& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
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

void fill([[maybe_unused]] CreateAclsRequest::AclCreation& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
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

void fill([[maybe_unused]] CreateAclsRequest& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  auto& creations = message.creations;
  creations.resize(filler.count());
  for (CreateAclsRequest::AclCreation& item : creations) fill(item, filler, version);
}

void fill([[maybe_unused]] CreateAclsResponse::AclCreationResult& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill([[maybe_unused]] CreateAclsResponse& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& results = message.results;
  results.resize(filler.count());
  for (CreateAclsResponse::AclCreationResult& item : results) fill(item, filler, version);
}

void fill([[maybe_unused]] CreateDelegationTokenRequest::CreatableRenewers& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.principal_type = filler.string_value();
  message.principal_name = filler.string_value();
}

void fill([[maybe_unused]] CreateDelegationTokenRequest& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
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
  for (CreateDelegationTokenRequest::CreatableRenewers& item : renewers) fill(item, filler, version);
  message.max_lifetime_ms = filler.int64_value();
}

void fill([[maybe_unused]] CreateDelegationTokenResponse& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
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

void fill([[maybe_unused]] ListPartitionReassignmentsRequest::ListPartitionReassignmentsTopics& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.name = filler.string_value();
  auto& partition_indexes = message.partition_indexes;
  partition_indexes.resize(filler.count());
  for (std::int32_t& item : partition_indexes) item = filler.int32_value();
}

void fill([[maybe_unused]] ListPartitionReassignmentsRequest& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.timeout_ms = filler.int32_value();
  if (filler.is_null()) {
    message.topics.reset();
  } else {
    auto& items = message.topics.emplace();
    items.resize(filler.count());
    for (ListPartitionReassignmentsRequest::ListPartitionReassignmentsTopics& item : items) fill(item, filler, version);
  }
}

void fill([[maybe_unused]] ListPartitionReassignmentsResponse::OngoingPartitionReassignment& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.partition_index = filler.int32_value();
  auto& replicas = message.replicas;
  replicas.resize(filler.count());
  for (std::int32_t& item : replicas) item = filler.int32_value();
  auto& adding_replicas = message.adding_replicas;
  adding_replicas.resize(filler.count());
  for (std::int32_t& item : adding_replicas) item = filler.int32_value();
  auto& removing_replicas = message.removing_replicas;
  removing_replicas.resize(filler.count());
  for (std::int32_t& item : removing_replicas) item = filler.int32_value();
}

void fill([[maybe_unused]] ListPartitionReassignmentsResponse::OngoingTopicReassignment& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (ListPartitionReassignmentsResponse::OngoingPartitionReassignment& item : partitions) fill(item, filler, version);
}

void fill([[maybe_unused]] ListPartitionReassignmentsResponse& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (ListPartitionReassignmentsResponse::OngoingTopicReassignment& item : topics) fill(item, filler, version);
}

void fill([[maybe_unused]] EndQuorumEpochRequest::ReplicaInfo& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.candidate_id = filler.int32_value();
  message.candidate_directory_id = filler.uuid_value();
}

void fill([[maybe_unused]] EndQuorumEpochRequest::PartitionData& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.partition_index = filler.int32_value();
  message.leader_id = filler.int32_value();
  message.leader_epoch = filler.int32_value();
  if (version <= 0) {
    auto& items = message.preferred_successors;
    items.resize(filler.count());
    for (std::int32_t& item : items) item = filler.int32_value();
  }
  if (version >= 1) {
    auto& items = message.preferred_candidates;
    items.resize(filler.count());
    for (EndQuorumEpochRequest::ReplicaInfo& item : items) fill(item, filler, version);
  }
}

void fill([[maybe_unused]] EndQuorumEpochRequest::TopicData& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.topic_name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (EndQuorumEpochRequest::PartitionData& item : partitions) fill(item, filler, version);
}

void fill([[maybe_unused]] EndQuorumEpochRequest::LeaderEndpoint& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.name = filler.string_value();
  message.host = filler.string_value();
  message.port = filler.uint16_value();
}

void fill([[maybe_unused]] EndQuorumEpochRequest& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  if (filler.is_null()) {
    message.cluster_id.reset();
  } else {
    message.cluster_id = filler.string_value();
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (EndQuorumEpochRequest::TopicData& item : topics) fill(item, filler, version);
  if (version >= 1) {
    auto& items = message.leader_endpoints;
    items.resize(filler.count());
    for (EndQuorumEpochRequest::LeaderEndpoint& item : items) fill(item, filler, version);
  }
}

void fill([[maybe_unused]] EndQuorumEpochResponse::PartitionData& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
  message.leader_id = filler.int32_value();
  message.leader_epoch = filler.int32_value();
}

void fill([[maybe_unused]] EndQuorumEpochResponse::TopicData& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.topic_name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (EndQuorumEpochResponse::PartitionData& item : partitions) fill(item, filler, version);
}

void fill([[maybe_unused]] EndQuorumEpochResponse::NodeEndpoint& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.node_id = filler.int32_value();
  message.host = filler.string_value();
  message.port = filler.uint16_value();
}

void fill([[maybe_unused]] EndQuorumEpochResponse& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.error_code = filler.error_code();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (EndQuorumEpochResponse::TopicData& item : topics) fill(item, filler, version);
  if (version >= 1) {
    auto& items = message.node_endpoints;
    items.resize(filler.count());
    for (EndQuorumEpochResponse::NodeEndpoint& item : items) fill(item, filler, version);
  }
}

void fill([[maybe_unused]] BrokerRegistrationRequest::Listener& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.name = filler.string_value();
  message.host = filler.string_value();
  message.port = filler.uint16_value();
  message.security_protocol = filler.int16_value();
}

void fill([[maybe_unused]] BrokerRegistrationRequest::Feature& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.name = filler.string_value();
  message.min_supported_version = filler.int16_value();
  message.max_supported_version = filler.int16_value();
}

void fill([[maybe_unused]] BrokerRegistrationRequest& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.broker_id = filler.int32_value();
  message.cluster_id = filler.string_value();
  message.incarnation_id = filler.uuid_value();
  auto& listeners = message.listeners;
  listeners.resize(filler.count());
  for (BrokerRegistrationRequest::Listener& item : listeners) fill(item, filler, version);
  auto& features = message.features;
  features.resize(filler.count());
  for (BrokerRegistrationRequest::Feature& item : features) fill(item, filler, version);
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
    for (Uuid& item : items) item = filler.uuid_value();
  }
  if (version >= 3) {
    message.previous_broker_epoch = filler.int64_value();
  }
}

void fill([[maybe_unused]] BrokerRegistrationResponse& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  message.broker_epoch = filler.int64_value();
}

void fill([[maybe_unused]] ControllerRegistrationRequest::Listener& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.name = filler.string_value();
  message.host = filler.string_value();
  message.port = filler.uint16_value();
  message.security_protocol = filler.int16_value();
}

void fill([[maybe_unused]] ControllerRegistrationRequest::Feature& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.name = filler.string_value();
  message.min_supported_version = filler.int16_value();
  message.max_supported_version = filler.int16_value();
}

void fill([[maybe_unused]] ControllerRegistrationRequest& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.controller_id = filler.int32_value();
  message.incarnation_id = filler.uuid_value();
  message.zk_migration_ready = filler.bool_value();
  auto& listeners = message.listeners;
  listeners.resize(filler.count());
  for (ControllerRegistrationRequest::Listener& item : listeners) fill(item, filler, version);
  auto& features = message.features;
  features.resize(filler.count());
  for (ControllerRegistrationRequest::Feature& item : features) fill(item, filler, version);
}

void fill([[maybe_unused]] ControllerRegistrationResponse& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill([[maybe_unused]] ShareFetchRequest::AcknowledgementBatch& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.first_offset = filler.int64_value();
  message.last_offset = filler.int64_value();
  auto& acknowledge_types = message.acknowledge_types;
  acknowledge_types.resize(filler.count());
  for (std::int8_t& item : acknowledge_types) item = filler.int8_value();
}

void fill([[maybe_unused]] ShareFetchRequest::FetchPartition& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.partition_index = filler.int32_value();
  auto& acknowledgement_batches = message.acknowledgement_batches;
  acknowledgement_batches.resize(filler.count());
  for (ShareFetchRequest::AcknowledgementBatch& item : acknowledgement_batches) fill(item, filler, version);
}

void fill([[maybe_unused]] ShareFetchRequest::FetchTopic& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (ShareFetchRequest::FetchPartition& item : partitions) fill(item, filler, version);
}

void fill([[maybe_unused]] ShareFetchRequest::ForgottenTopic& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) item = filler.int32_value();
}

void fill([[maybe_unused]] ShareFetchRequest& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
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
  for (ShareFetchRequest::FetchTopic& item : topics) fill(item, filler, version);
  auto& forgotten_topics_data = message.forgotten_topics_data;
  forgotten_topics_data.resize(filler.count());
  for (ShareFetchRequest::ForgottenTopic& item : forgotten_topics_data) fill(item, filler, version);
}

void fill([[maybe_unused]] ShareFetchResponse::LeaderIdAndEpoch& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.leader_id = filler.int32_value();
  message.leader_epoch = filler.int32_value();
}

void fill([[maybe_unused]] ShareFetchResponse::AcquiredRecords& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.first_offset = filler.int64_value();
  message.last_offset = filler.int64_value();
  message.delivery_count = filler.int16_value();
}

void fill([[maybe_unused]] ShareFetchResponse::PartitionData& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
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
  for (ShareFetchResponse::AcquiredRecords& item : acquired_records) fill(item, filler, version);
}

void fill([[maybe_unused]] ShareFetchResponse::ShareFetchableTopicResponse& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (ShareFetchResponse::PartitionData& item : partitions) fill(item, filler, version);
}

void fill([[maybe_unused]] ShareFetchResponse::NodeEndpoint& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.node_id = filler.int32_value();
  message.host = filler.string_value();
  message.port = filler.int32_value();
  if (filler.is_null()) {
    message.rack.reset();
  } else {
    message.rack = filler.string_value();
  }
}

void fill([[maybe_unused]] ShareFetchResponse& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
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
  for (ShareFetchResponse::ShareFetchableTopicResponse& item : responses) fill(item, filler, version);
  auto& node_endpoints = message.node_endpoints;
  node_endpoints.resize(filler.count());
  for (ShareFetchResponse::NodeEndpoint& item : node_endpoints) fill(item, filler, version);
}

void fill([[maybe_unused]] DeleteShareGroupStateRequest::PartitionData& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.partition = filler.int32_value();
}

void fill([[maybe_unused]] DeleteShareGroupStateRequest::DeleteStateData& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (DeleteShareGroupStateRequest::PartitionData& item : partitions) fill(item, filler, version);
}

void fill([[maybe_unused]] DeleteShareGroupStateRequest& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (DeleteShareGroupStateRequest::DeleteStateData& item : topics) fill(item, filler, version);
}

void fill([[maybe_unused]] DeleteShareGroupStateResponse::PartitionResult& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.partition = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill([[maybe_unused]] DeleteShareGroupStateResponse::DeleteStateResult& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (DeleteShareGroupStateResponse::PartitionResult& item : partitions) fill(item, filler, version);
}

void fill([[maybe_unused]] DeleteShareGroupStateResponse& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  auto& results = message.results;
  results.resize(filler.count());
  for (DeleteShareGroupStateResponse::DeleteStateResult& item : results) fill(item, filler, version);
}

void fill([[maybe_unused]] LegacyOffsetCommitKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group = filler.string_value();
  message.topic = filler.string_value();
  message.partition = filler.int32_value();
}

void fill([[maybe_unused]] LegacyOffsetCommitValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.offset = filler.int64_value();
  message.metadata = filler.string_value();
  message.commit_timestamp = filler.int64_value();
}

void fill([[maybe_unused]] OffsetCommitKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group = filler.string_value();
  message.topic = filler.string_value();
  message.partition = filler.int32_value();
}

void fill([[maybe_unused]] OffsetCommitValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
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

void fill([[maybe_unused]] GroupMetadataKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group = filler.string_value();
}

void fill([[maybe_unused]] GroupMetadataValue::MemberMetadata& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
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

void fill([[maybe_unused]] GroupMetadataValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
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
  for (GroupMetadataValue::MemberMetadata& item : members) fill(item, filler, version);
}

void fill([[maybe_unused]] ConsumerGroupMetadataKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
}

void fill([[maybe_unused]] ConsumerGroupMetadataValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.epoch = filler.int32_value();
  message.metadata_hash = filler.int64_value();
}

void fill([[maybe_unused]] ConsumerGroupPartitionMetadataKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
}

void fill([[maybe_unused]] ConsumerGroupPartitionMetadataValue::PartitionMetadata& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.partition = filler.int32_value();
  auto& racks = message.racks;
  racks.resize(filler.count());
  for (std::string_view& item : racks) item = filler.string_value();
}

void fill([[maybe_unused]] ConsumerGroupPartitionMetadataValue::TopicMetadata& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.topic_id = filler.uuid_value();
  message.topic_name = filler.string_value();
  message.num_partitions = filler.int32_value();
  auto& partition_metadata = message.partition_metadata;
  partition_metadata.resize(filler.count());
  for (ConsumerGroupPartitionMetadataValue::PartitionMetadata& item : partition_metadata) fill(item, filler, version);
}

void fill([[maybe_unused]] ConsumerGroupPartitionMetadataValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (ConsumerGroupPartitionMetadataValue::TopicMetadata& item : topics) fill(item, filler, version);
}

void fill([[maybe_unused]] ConsumerGroupMemberMetadataKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
}

void fill([[maybe_unused]] ConsumerGroupMemberMetadataValue::ClassicProtocol& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.name = filler.string_value();
  message.metadata = filler.bytes_value();
}

void fill([[maybe_unused]] ConsumerGroupMemberMetadataValue::ClassicMemberMetadata& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.session_timeout_ms = filler.int32_value();
  auto& supported_protocols = message.supported_protocols;
  supported_protocols.resize(filler.count());
  for (ConsumerGroupMemberMetadataValue::ClassicProtocol& item : supported_protocols) fill(item, filler, version);
}

void fill([[maybe_unused]] ConsumerGroupMemberMetadataValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
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
  for (std::string_view& item : subscribed_topic_names) item = filler.string_value();
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

void fill([[maybe_unused]] ConsumerGroupTargetAssignmentMetadataKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
}

void fill([[maybe_unused]] ConsumerGroupTargetAssignmentMetadataValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.assignment_epoch = filler.int32_value();
  message.assignment_timestamp = filler.int64_value();
}

void fill([[maybe_unused]] ConsumerGroupTargetAssignmentMemberKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
}

void fill([[maybe_unused]] ConsumerGroupTargetAssignmentMemberValue::TopicPartition& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) item = filler.int32_value();
}

void fill([[maybe_unused]] ConsumerGroupTargetAssignmentMemberValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  auto& topic_partitions = message.topic_partitions;
  topic_partitions.resize(filler.count());
  for (ConsumerGroupTargetAssignmentMemberValue::TopicPartition& item : topic_partitions) fill(item, filler, version);
}

void fill([[maybe_unused]] ConsumerGroupCurrentMemberAssignmentKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
}

void fill([[maybe_unused]] ConsumerGroupCurrentMemberAssignmentValue::TopicPartitions& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) item = filler.int32_value();
  if (filler.is_null()) {
    message.assignment_epochs.reset();
  } else {
    auto& items = message.assignment_epochs.emplace();
    items.resize(filler.count());
    for (std::int32_t& item : items) item = filler.int32_value();
  }
}

void fill([[maybe_unused]] ConsumerGroupCurrentMemberAssignmentValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.member_epoch = filler.int32_value();
  message.previous_member_epoch = filler.int32_value();
  message.state = filler.int8_value();
  auto& assigned_partitions = message.assigned_partitions;
  assigned_partitions.resize(filler.count());
  for (ConsumerGroupCurrentMemberAssignmentValue::TopicPartitions& item : assigned_partitions) fill(item, filler, version);
  auto& partitions_pending_revocation = message.partitions_pending_revocation;
  partitions_pending_revocation.resize(filler.count());
  for (ConsumerGroupCurrentMemberAssignmentValue::TopicPartitions& item : partitions_pending_revocation) fill(item, filler, version);
}

void fill([[maybe_unused]] ShareGroupMemberMetadataKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
}

void fill([[maybe_unused]] ShareGroupMemberMetadataValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  if (filler.is_null()) {
    message.rack_id.reset();
  } else {
    message.rack_id = filler.string_value();
  }
  message.client_id = filler.string_value();
  message.client_host = filler.string_value();
  auto& subscribed_topic_names = message.subscribed_topic_names;
  subscribed_topic_names.resize(filler.count());
  for (std::string_view& item : subscribed_topic_names) item = filler.string_value();
}

void fill([[maybe_unused]] ShareGroupMetadataKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
}

void fill([[maybe_unused]] ShareGroupMetadataValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.epoch = filler.int32_value();
  message.metadata_hash = filler.int64_value();
}

void fill([[maybe_unused]] ShareGroupTargetAssignmentMetadataKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
}

void fill([[maybe_unused]] ShareGroupTargetAssignmentMetadataValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.assignment_epoch = filler.int32_value();
  message.assignment_timestamp = filler.int64_value();
}

void fill([[maybe_unused]] ShareGroupTargetAssignmentMemberKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
}

void fill([[maybe_unused]] ShareGroupTargetAssignmentMemberValue::TopicPartition& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) item = filler.int32_value();
}

void fill([[maybe_unused]] ShareGroupTargetAssignmentMemberValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  auto& topic_partitions = message.topic_partitions;
  topic_partitions.resize(filler.count());
  for (ShareGroupTargetAssignmentMemberValue::TopicPartition& item : topic_partitions) fill(item, filler, version);
}

void fill([[maybe_unused]] ShareGroupCurrentMemberAssignmentKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
}

void fill([[maybe_unused]] ShareGroupCurrentMemberAssignmentValue::TopicPartitions& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) item = filler.int32_value();
}

void fill([[maybe_unused]] ShareGroupCurrentMemberAssignmentValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.member_epoch = filler.int32_value();
  message.previous_member_epoch = filler.int32_value();
  message.state = filler.int8_value();
  auto& assigned_partitions = message.assigned_partitions;
  assigned_partitions.resize(filler.count());
  for (ShareGroupCurrentMemberAssignmentValue::TopicPartitions& item : assigned_partitions) fill(item, filler, version);
}

void fill([[maybe_unused]] ShareGroupStatePartitionMetadataKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
}

void fill([[maybe_unused]] ShareGroupStatePartitionMetadataValue::TopicPartitionsInfo& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.topic_id = filler.uuid_value();
  message.topic_name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) item = filler.int32_value();
}

void fill([[maybe_unused]] ShareGroupStatePartitionMetadataValue::TopicInfo& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.topic_id = filler.uuid_value();
  message.topic_name = filler.string_value();
}

void fill([[maybe_unused]] ShareGroupStatePartitionMetadataValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  auto& initializing_topics = message.initializing_topics;
  initializing_topics.resize(filler.count());
  for (ShareGroupStatePartitionMetadataValue::TopicPartitionsInfo& item : initializing_topics) fill(item, filler, version);
  auto& initialized_topics = message.initialized_topics;
  initialized_topics.resize(filler.count());
  for (ShareGroupStatePartitionMetadataValue::TopicPartitionsInfo& item : initialized_topics) fill(item, filler, version);
  auto& deleting_topics = message.deleting_topics;
  deleting_topics.resize(filler.count());
  for (ShareGroupStatePartitionMetadataValue::TopicInfo& item : deleting_topics) fill(item, filler, version);
}

void fill([[maybe_unused]] ConsumerGroupRegularExpressionKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
  message.regular_expression = filler.string_value();
}

void fill([[maybe_unused]] ConsumerGroupRegularExpressionValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (std::string_view& item : topics) item = filler.string_value();
  message.version = filler.int64_value();
  message.timestamp = filler.int64_value();
}

void fill([[maybe_unused]] StreamsGroupMetadataKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
}

void fill([[maybe_unused]] StreamsGroupMetadataValue::LastAssignmentConfig& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.key = filler.string_value();
  message.value = filler.string_value();
}

void fill([[maybe_unused]] StreamsGroupMetadataValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.epoch = filler.int32_value();
  message.metadata_hash = filler.int64_value();
  message.validated_topology_epoch = filler.int32_value();
  if (filler.is_null()) {
    message.last_assignment_configs.reset();
  } else {
    auto& items = message.last_assignment_configs.emplace();
    items.resize(filler.count());
    for (StreamsGroupMetadataValue::LastAssignmentConfig& item : items) fill(item, filler, version);
  }
}

void fill([[maybe_unused]] StreamsGroupMemberMetadataKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
}

void fill([[maybe_unused]] StreamsGroupMemberMetadataValue::Endpoint& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.host = filler.string_value();
  message.port = filler.uint16_value();
}

void fill([[maybe_unused]] StreamsGroupMemberMetadataValue::KeyValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.key = filler.string_value();
  message.value = filler.string_value();
}

void fill([[maybe_unused]] StreamsGroupMemberMetadataValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
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
  for (StreamsGroupMemberMetadataValue::KeyValue& item : client_tags) fill(item, filler, version);
}

void fill([[maybe_unused]] StreamsGroupTargetAssignmentMetadataKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
}

void fill([[maybe_unused]] StreamsGroupTargetAssignmentMetadataValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.assignment_epoch = filler.int32_value();
  message.assignment_timestamp = filler.int64_value();
}

void fill([[maybe_unused]] StreamsGroupTargetAssignmentMemberKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
}

void fill([[maybe_unused]] StreamsGroupTargetAssignmentMemberValue::TaskIds& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.subtopology_id = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) item = filler.int32_value();
}

void fill([[maybe_unused]] StreamsGroupTargetAssignmentMemberValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  auto& active_tasks = message.active_tasks;
  active_tasks.resize(filler.count());
  for (StreamsGroupTargetAssignmentMemberValue::TaskIds& item : active_tasks) fill(item, filler, version);
  auto& standby_tasks = message.standby_tasks;
  standby_tasks.resize(filler.count());
  for (StreamsGroupTargetAssignmentMemberValue::TaskIds& item : standby_tasks) fill(item, filler, version);
  auto& warmup_tasks = message.warmup_tasks;
  warmup_tasks.resize(filler.count());
  for (StreamsGroupTargetAssignmentMemberValue::TaskIds& item : warmup_tasks) fill(item, filler, version);
}

void fill([[maybe_unused]] StreamsGroupCurrentMemberAssignmentKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
}

void fill([[maybe_unused]] StreamsGroupCurrentMemberAssignmentValue::TaskIds& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.subtopology_id = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) item = filler.int32_value();
  if (filler.is_null()) {
    message.assignment_epochs.reset();
  } else {
    auto& items = message.assignment_epochs.emplace();
    items.resize(filler.count());
    for (std::int32_t& item : items) item = filler.int32_value();
  }
}

void fill([[maybe_unused]] StreamsGroupCurrentMemberAssignmentValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.member_epoch = filler.int32_value();
  message.previous_member_epoch = filler.int32_value();
  message.state = filler.int8_value();
  auto& active_tasks = message.active_tasks;
  active_tasks.resize(filler.count());
  for (StreamsGroupCurrentMemberAssignmentValue::TaskIds& item : active_tasks) fill(item, filler, version);
  auto& standby_tasks = message.standby_tasks;
  standby_tasks.resize(filler.count());
  for (StreamsGroupCurrentMemberAssignmentValue::TaskIds& item : standby_tasks) fill(item, filler, version);
  auto& warmup_tasks = message.warmup_tasks;
  warmup_tasks.resize(filler.count());
  for (StreamsGroupCurrentMemberAssignmentValue::TaskIds& item : warmup_tasks) fill(item, filler, version);
  auto& active_tasks_pending_revocation = message.active_tasks_pending_revocation;
  active_tasks_pending_revocation.resize(filler.count());
  for (StreamsGroupCurrentMemberAssignmentValue::TaskIds& item : active_tasks_pending_revocation) fill(item, filler, version);
  auto& standby_tasks_pending_revocation = message.standby_tasks_pending_revocation;
  standby_tasks_pending_revocation.resize(filler.count());
  for (StreamsGroupCurrentMemberAssignmentValue::TaskIds& item : standby_tasks_pending_revocation) fill(item, filler, version);
  auto& warmup_tasks_pending_revocation = message.warmup_tasks_pending_revocation;
  warmup_tasks_pending_revocation.resize(filler.count());
  for (StreamsGroupCurrentMemberAssignmentValue::TaskIds& item : warmup_tasks_pending_revocation) fill(item, filler, version);
}

void fill([[maybe_unused]] StreamsGroupTopologyKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.group_id = filler.string_value();
}

void fill([[maybe_unused]] StreamsGroupTopologyValue::TopicConfig& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.key = filler.string_value();
  message.value = filler.string_value();
}

void fill([[maybe_unused]] StreamsGroupTopologyValue::TopicInfo& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.name = filler.string_value();
  message.partitions = filler.int32_value();
  message.replication_factor = filler.int16_value();
  auto& topic_configs = message.topic_configs;
  topic_configs.resize(filler.count());
  for (StreamsGroupTopologyValue::TopicConfig& item : topic_configs) fill(item, filler, version);
}

void fill([[maybe_unused]] StreamsGroupTopologyValue::CopartitionGroup& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  auto& source_topics = message.source_topics;
  source_topics.resize(filler.count());
  for (std::int16_t& item : source_topics) item = filler.int16_value();
  auto& source_topic_regex = message.source_topic_regex;
  source_topic_regex.resize(filler.count());
  for (std::int16_t& item : source_topic_regex) item = filler.int16_value();
  auto& repartition_source_topics = message.repartition_source_topics;
  repartition_source_topics.resize(filler.count());
  for (std::int16_t& item : repartition_source_topics) item = filler.int16_value();
}

void fill([[maybe_unused]] StreamsGroupTopologyValue::Subtopology& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.subtopology_id = filler.string_value();
  auto& source_topics = message.source_topics;
  source_topics.resize(filler.count());
  for (std::string_view& item : source_topics) item = filler.string_value();
  auto& source_topic_regex = message.source_topic_regex;
  source_topic_regex.resize(filler.count());
  for (std::string_view& item : source_topic_regex) item = filler.string_value();
  auto& state_changelog_topics = message.state_changelog_topics;
  state_changelog_topics.resize(filler.count());
  for (StreamsGroupTopologyValue::TopicInfo& item : state_changelog_topics) fill(item, filler, version);
  auto& repartition_sink_topics = message.repartition_sink_topics;
  repartition_sink_topics.resize(filler.count());
  for (std::string_view& item : repartition_sink_topics) item = filler.string_value();
  auto& repartition_source_topics = message.repartition_source_topics;
  repartition_source_topics.resize(filler.count());
  for (StreamsGroupTopologyValue::TopicInfo& item : repartition_source_topics) fill(item, filler, version);
  auto& copartition_groups = message.copartition_groups;
  copartition_groups.resize(filler.count());
  for (StreamsGroupTopologyValue::CopartitionGroup& item : copartition_groups) fill(item, filler, version);
}

void fill([[maybe_unused]] StreamsGroupTopologyValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.epoch = filler.int32_value();
  auto& subtopologies = message.subtopologies;
  subtopologies.resize(filler.count());
  for (StreamsGroupTopologyValue::Subtopology& item : subtopologies) fill(item, filler, version);
}

void fill([[maybe_unused]] TransactionLogKey& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.transactional_id = filler.string_value();
}

void fill([[maybe_unused]] TransactionLogValue::PartitionsSchema& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
  message.topic = filler.string_value();
  auto& partition_ids = message.partition_ids;
  partition_ids.resize(filler.count());
  for (std::int32_t& item : partition_ids) item = filler.int32_value();
}

void fill([[maybe_unused]] TransactionLogValue& message, [[maybe_unused]] Filler& filler, [[maybe_unused]] std::int16_t version) {
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
    for (TransactionLogValue::PartitionsSchema& item : items) fill(item, filler, version);
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
