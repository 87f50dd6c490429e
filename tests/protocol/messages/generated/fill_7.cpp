// Made by protocol/schema/generate.py from protocol/schema/*.txt. Not to be edited.
#include "protocol/generated/11_join_group.h"
#include "protocol/generated/19_create_topics.h"
#include "protocol/generated/27_write_txn_markers.h"
#include "protocol/generated/35_describe_log_dirs.h"
#include "protocol/generated/43_elect_leaders.h"
#include "protocol/generated/51_alter_user_scram_credentials.h"
#include "protocol/generated/59_fetch_snapshot.h"
#include "protocol/generated/67_allocate_producer_ids.h"
#include "protocol/generated/75_describe_topic_partitions.h"
#include "protocol/generated/83_initialize_share_group_state.h"
#include "protocol/generated/91_alter_share_group_offsets.h"
#include "protocol/generated/producer_snapshot.h"
#include "tests/protocol/messages/filler.h"

namespace klamm::protocol::test {

namespace {

void fill(JoinGroupRequest::JoinGroupRequestProtocol& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.metadata = filler.bytes_value();
}

void fill(JoinGroupRequest& message, Filler& filler, std::int16_t version) {
  message.group_id = filler.string_value();
  message.session_timeout_ms = filler.int32_value();
  if (version >= 1) {
    message.rebalance_timeout_ms = filler.int32_value();
  }
  message.member_id = filler.string_value();
  if (version >= 5) {
    if (filler.is_null()) {
      message.group_instance_id.reset();
    } else {
      message.group_instance_id = filler.string_value();
    }
  }
  message.protocol_type = filler.string_value();
  auto& protocols = message.protocols;
  protocols.resize(filler.count());
  for (JoinGroupRequest::JoinGroupRequestProtocol& item : protocols) {
    fill(item, filler, version);
  }
  if (version >= 8) {
    if (filler.is_null()) {
      message.reason.reset();
    } else {
      message.reason = filler.string_value();
    }
  }
}

void fill(JoinGroupResponse::JoinGroupResponseMember& message, Filler& filler, std::int16_t version) {
  message.member_id = filler.string_value();
  if (version >= 5) {
    if (filler.is_null()) {
      message.group_instance_id.reset();
    } else {
      message.group_instance_id = filler.string_value();
    }
  }
  message.metadata = filler.bytes_value();
}

void fill(JoinGroupResponse& message, Filler& filler, std::int16_t version) {
  if (version >= 2) {
    message.throttle_time_ms = filler.int32_value();
  }
  message.error_code = filler.error_code();
  message.generation_id = filler.int32_value();
  if (version >= 7) {
    if (filler.is_null()) {
      message.protocol_type.reset();
    } else {
      message.protocol_type = filler.string_value();
    }
  }
  if ((version >= 7) && filler.is_null()) {
    message.protocol_name.reset();
  } else {
    message.protocol_name = filler.string_value();
  }
  message.leader = filler.string_value();
  if (version >= 9) {
    message.skip_assignment = filler.bool_value();
  }
  message.member_id = filler.string_value();
  auto& members = message.members;
  members.resize(filler.count());
  for (JoinGroupResponse::JoinGroupResponseMember& item : members) {
    fill(item, filler, version);
  }
}

void fill(CreateTopicsRequest::CreatableReplicaAssignment& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  auto& broker_ids = message.broker_ids;
  broker_ids.resize(filler.count());
  for (std::int32_t& item : broker_ids) {
    item = filler.int32_value();
  }
}

void fill(CreateTopicsRequest::CreatableTopicConfig& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  if (filler.is_null()) {
    message.value.reset();
  } else {
    message.value = filler.string_value();
  }
}

void fill(CreateTopicsRequest::CreatableTopic& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  message.num_partitions = filler.int32_value();
  message.replication_factor = filler.int16_value();
  auto& assignments = message.assignments;
  assignments.resize(filler.count());
  for (CreateTopicsRequest::CreatableReplicaAssignment& item : assignments) {
    fill(item, filler, version);
  }
  auto& configs = message.configs;
  configs.resize(filler.count());
  for (CreateTopicsRequest::CreatableTopicConfig& item : configs) {
    fill(item, filler, version);
  }
}

void fill(CreateTopicsRequest& message, Filler& filler, std::int16_t version) {
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (CreateTopicsRequest::CreatableTopic& item : topics) {
    fill(item, filler, version);
  }
  message.timeout_ms = filler.int32_value();
  if (version >= 1) {
    message.validate_only = filler.bool_value();
  }
}

void fill(CreateTopicsResponse::CreatableTopicConfigs& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  if (filler.is_null()) {
    message.value.reset();
  } else {
    message.value = filler.string_value();
  }
  message.read_only = filler.bool_value();
  message.config_source = filler.int8_value();
  message.is_sensitive = filler.bool_value();
}

void fill(CreateTopicsResponse::CreatableTopicResult& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  if (version >= 7) {
    message.topic_id = filler.uuid_value();
  }
  message.error_code = filler.error_code();
  if (version >= 1) {
    if (filler.is_null()) {
      message.error_message.reset();
    } else {
      message.error_message = filler.string_value();
    }
  }
  if (version >= 5) {
    message.topic_config_error_code = filler.error_code();
  }
  if (version >= 5) {
    message.num_partitions = filler.int32_value();
  }
  if (version >= 5) {
    message.replication_factor = filler.int16_value();
  }
  if (version >= 5) {
    if (filler.is_null()) {
      message.configs.reset();
    } else {
      auto& items = message.configs.emplace();
      items.resize(filler.count());
      for (CreateTopicsResponse::CreatableTopicConfigs& item : items) {
        fill(item, filler, version);
      }
    }
  }
}

void fill(CreateTopicsResponse& message, Filler& filler, std::int16_t version) {
  if (version >= 2) {
    message.throttle_time_ms = filler.int32_value();
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (CreateTopicsResponse::CreatableTopicResult& item : topics) {
    fill(item, filler, version);
  }
}

void fill(WriteTxnMarkersRequest::WritableTxnMarkerTopic& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  auto& partition_indexes = message.partition_indexes;
  partition_indexes.resize(filler.count());
  for (std::int32_t& item : partition_indexes) {
    item = filler.int32_value();
  }
}

void fill(WriteTxnMarkersRequest::WritableTxnMarker& message, Filler& filler, std::int16_t version) {
  message.producer_id = filler.int64_value();
  message.producer_epoch = filler.int16_value();
  message.transaction_result = filler.bool_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (WriteTxnMarkersRequest::WritableTxnMarkerTopic& item : topics) {
    fill(item, filler, version);
  }
  message.coordinator_epoch = filler.int32_value();
  if (version >= 2) {
    message.transaction_version = filler.int8_value();
  }
}

void fill(WriteTxnMarkersRequest& message, Filler& filler, std::int16_t version) {
  auto& markers = message.markers;
  markers.resize(filler.count());
  for (WriteTxnMarkersRequest::WritableTxnMarker& item : markers) {
    fill(item, filler, version);
  }
}

void fill(WriteTxnMarkersResponse::WritableTxnMarkerPartitionResult& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
}

void fill(WriteTxnMarkersResponse::WritableTxnMarkerTopicResult& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (WriteTxnMarkersResponse::WritableTxnMarkerPartitionResult& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(WriteTxnMarkersResponse::WritableTxnMarkerResult& message, Filler& filler, std::int16_t version) {
  message.producer_id = filler.int64_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (WriteTxnMarkersResponse::WritableTxnMarkerTopicResult& item : topics) {
    fill(item, filler, version);
  }
}

void fill(WriteTxnMarkersResponse& message, Filler& filler, std::int16_t version) {
  auto& markers = message.markers;
  markers.resize(filler.count());
  for (WriteTxnMarkersResponse::WritableTxnMarkerResult& item : markers) {
    fill(item, filler, version);
  }
}

void fill(DescribeLogDirsRequest::DescribableLogDirTopic& message, Filler& filler, std::int16_t) {
  message.topic = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(DescribeLogDirsRequest& message, Filler& filler, std::int16_t version) {
  if (filler.is_null()) {
    message.topics.reset();
  } else {
    auto& items = message.topics.emplace();
    items.resize(filler.count());
    for (DescribeLogDirsRequest::DescribableLogDirTopic& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(DescribeLogDirsResponse::DescribeLogDirsPartition& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  message.partition_size = filler.int64_value();
  message.offset_lag = filler.int64_value();
  message.is_future_key = filler.bool_value();
}

void fill(DescribeLogDirsResponse::DescribeLogDirsTopic& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (DescribeLogDirsResponse::DescribeLogDirsPartition& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(DescribeLogDirsResponse::DescribeLogDirsResult& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  message.log_dir = filler.string_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (DescribeLogDirsResponse::DescribeLogDirsTopic& item : topics) {
    fill(item, filler, version);
  }
  if (version >= 4) {
    message.total_bytes = filler.int64_value();
  }
  if (version >= 4) {
    message.usable_bytes = filler.int64_value();
  }
  if (version >= 5) {
    message.is_cordoned = filler.bool_value();
  }
}

void fill(DescribeLogDirsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  if (version >= 3) {
    message.error_code = filler.error_code();
  }
  auto& results = message.results;
  results.resize(filler.count());
  for (DescribeLogDirsResponse::DescribeLogDirsResult& item : results) {
    fill(item, filler, version);
  }
}

void fill(ElectLeadersRequest::TopicPartitions& message, Filler& filler, std::int16_t) {
  message.topic = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(ElectLeadersRequest& message, Filler& filler, std::int16_t version) {
  if (version >= 1) {
    message.election_type = filler.int8_value();
  }
  if (filler.is_null()) {
    message.topic_partitions.reset();
  } else {
    auto& items = message.topic_partitions.emplace();
    items.resize(filler.count());
    for (ElectLeadersRequest::TopicPartitions& item : items) {
      fill(item, filler, version);
    }
  }
  message.timeout_ms = filler.int32_value();
}

void fill(ElectLeadersResponse::PartitionResult& message, Filler& filler, std::int16_t) {
  message.partition_id = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill(ElectLeadersResponse::ReplicaElectionResult& message, Filler& filler, std::int16_t version) {
  message.topic = filler.string_value();
  auto& partition_result = message.partition_result;
  partition_result.resize(filler.count());
  for (ElectLeadersResponse::PartitionResult& item : partition_result) {
    fill(item, filler, version);
  }
}

void fill(ElectLeadersResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  if (version >= 1) {
    message.error_code = filler.error_code();
  }
  auto& replica_election_results = message.replica_election_results;
  replica_election_results.resize(filler.count());
  for (ElectLeadersResponse::ReplicaElectionResult& item : replica_election_results) {
    fill(item, filler, version);
  }
}

void fill(AlterUserScramCredentialsRequest::ScramCredentialDeletion& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.mechanism = filler.int8_value();
}

void fill(AlterUserScramCredentialsRequest::ScramCredentialUpsertion& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.mechanism = filler.int8_value();
  message.iterations = filler.int32_value();
  message.salt = filler.bytes_value();
  message.salted_password = filler.bytes_value();
}

void fill(AlterUserScramCredentialsRequest& message, Filler& filler, std::int16_t version) {
  auto& deletions = message.deletions;
  deletions.resize(filler.count());
  for (AlterUserScramCredentialsRequest::ScramCredentialDeletion& item : deletions) {
    fill(item, filler, version);
  }
  auto& upsertions = message.upsertions;
  upsertions.resize(filler.count());
  for (AlterUserScramCredentialsRequest::ScramCredentialUpsertion& item : upsertions) {
    fill(item, filler, version);
  }
}

void fill(AlterUserScramCredentialsResponse::AlterUserScramCredentialsResult& message, Filler& filler, std::int16_t) {
  message.user = filler.string_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill(AlterUserScramCredentialsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& results = message.results;
  results.resize(filler.count());
  for (AlterUserScramCredentialsResponse::AlterUserScramCredentialsResult& item : results) {
    fill(item, filler, version);
  }
}

void fill(FetchSnapshotRequest::SnapshotId& message, Filler& filler, std::int16_t) {
  message.end_offset = filler.int64_value();
  message.epoch = filler.int32_value();
}

void fill(FetchSnapshotRequest::PartitionSnapshot& message, Filler& filler, std::int16_t version) {
  message.partition = filler.int32_value();
  message.current_leader_epoch = filler.int32_value();
  fill(message.snapshot_id, filler, version);
  message.position = filler.int64_value();
  if (version >= 1) {
    message.replica_directory_id = filler.uuid_value();
  }
}

void fill(FetchSnapshotRequest::TopicSnapshot& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (FetchSnapshotRequest::PartitionSnapshot& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(FetchSnapshotRequest& message, Filler& filler, std::int16_t version) {
  if (filler.is_null()) {
    message.cluster_id.reset();
  } else {
    message.cluster_id = filler.string_value();
  }
  message.replica_id = filler.int32_value();
  message.max_bytes = filler.int32_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (FetchSnapshotRequest::TopicSnapshot& item : topics) {
    fill(item, filler, version);
  }
}

void fill(FetchSnapshotResponse::SnapshotId& message, Filler& filler, std::int16_t) {
  message.end_offset = filler.int64_value();
  message.epoch = filler.int32_value();
}

void fill(FetchSnapshotResponse::LeaderIdAndEpoch& message, Filler& filler, std::int16_t) {
  message.leader_id = filler.int32_value();
  message.leader_epoch = filler.int32_value();
}

void fill(FetchSnapshotResponse::PartitionSnapshot& message, Filler& filler, std::int16_t version) {
  message.index = filler.int32_value();
  message.error_code = filler.error_code();
  fill(message.snapshot_id, filler, version);
  fill(message.current_leader, filler, version);
  message.size = filler.int64_value();
  message.position = filler.int64_value();
  if (filler.is_null()) {
    message.unaligned_records.reset();
  } else {
    message.unaligned_records = filler.records_value();
  }
}

void fill(FetchSnapshotResponse::TopicSnapshot& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (FetchSnapshotResponse::PartitionSnapshot& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(FetchSnapshotResponse::NodeEndpoint& message, Filler& filler, std::int16_t) {
  message.node_id = filler.int32_value();
  message.host = filler.string_value();
  message.port = filler.uint16_value();
}

void fill(FetchSnapshotResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (FetchSnapshotResponse::TopicSnapshot& item : topics) {
    fill(item, filler, version);
  }
  if (version >= 1) {
    auto& items = message.node_endpoints;
    items.resize(filler.count());
    for (FetchSnapshotResponse::NodeEndpoint& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(AllocateProducerIdsRequest& message, Filler& filler, std::int16_t) {
  message.broker_id = filler.int32_value();
  message.broker_epoch = filler.int64_value();
}

void fill(AllocateProducerIdsResponse& message, Filler& filler, std::int16_t) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  message.producer_id_start = filler.int64_value();
  message.producer_id_len = filler.int32_value();
}

void fill(DescribeTopicPartitionsRequest::TopicRequest& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
}

void fill(DescribeTopicPartitionsRequest::Cursor& message, Filler& filler, std::int16_t) {
  message.topic_name = filler.string_value();
  message.partition_index = filler.int32_value();
}

void fill(DescribeTopicPartitionsRequest& message, Filler& filler, std::int16_t version) {
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (DescribeTopicPartitionsRequest::TopicRequest& item : topics) {
    fill(item, filler, version);
  }
  message.response_partition_limit = filler.int32_value();
  if (filler.is_null()) {
    message.cursor.reset();
  } else {
    message.cursor = DescribeTopicPartitionsRequest::Cursor{};
    fill(*message.cursor, filler, version);
  }
}

void fill(DescribeTopicPartitionsResponse::DescribeTopicPartitionsResponsePartition& message,
    Filler& filler, std::int16_t) {
  message.error_code = filler.error_code();
  message.partition_index = filler.int32_value();
  message.leader_id = filler.int32_value();
  message.leader_epoch = filler.int32_value();
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
  if (filler.is_null()) {
    message.eligible_leader_replicas.reset();
  } else {
    auto& items = message.eligible_leader_replicas.emplace();
    items.resize(filler.count());
    for (std::int32_t& item : items) {
      item = filler.int32_value();
    }
  }
  if (filler.is_null()) {
    message.last_known_elr.reset();
  } else {
    auto& items = message.last_known_elr.emplace();
    items.resize(filler.count());
    for (std::int32_t& item : items) {
      item = filler.int32_value();
    }
  }
  auto& offline_replicas = message.offline_replicas;
  offline_replicas.resize(filler.count());
  for (std::int32_t& item : offline_replicas) {
    item = filler.int32_value();
  }
}

void fill(DescribeTopicPartitionsResponse::DescribeTopicPartitionsResponseTopic& message,
    Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.name.reset();
  } else {
    message.name = filler.string_value();
  }
  message.topic_id = filler.uuid_value();
  message.is_internal = filler.bool_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (DescribeTopicPartitionsResponse::DescribeTopicPartitionsResponsePartition& item : partitions) {
    fill(item, filler, version);
  }
  message.topic_authorized_operations = filler.int32_value();
}

void fill(DescribeTopicPartitionsResponse::Cursor& message, Filler& filler, std::int16_t) {
  message.topic_name = filler.string_value();
  message.partition_index = filler.int32_value();
}

void fill(DescribeTopicPartitionsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (DescribeTopicPartitionsResponse::DescribeTopicPartitionsResponseTopic& item : topics) {
    fill(item, filler, version);
  }
  if (filler.is_null()) {
    message.next_cursor.reset();
  } else {
    message.next_cursor = DescribeTopicPartitionsResponse::Cursor{};
    fill(*message.next_cursor, filler, version);
  }
}

void fill(InitializeShareGroupStateRequest::PartitionData& message, Filler& filler, std::int16_t) {
  message.partition = filler.int32_value();
  message.state_epoch = filler.int32_value();
  message.start_offset = filler.int64_value();
}

void fill(InitializeShareGroupStateRequest::InitializeStateData& message, Filler& filler, std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (InitializeShareGroupStateRequest::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(InitializeShareGroupStateRequest& message, Filler& filler, std::int16_t version) {
  message.group_id = filler.string_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (InitializeShareGroupStateRequest::InitializeStateData& item : topics) {
    fill(item, filler, version);
  }
}

void fill(InitializeShareGroupStateResponse::PartitionResult& message, Filler& filler, std::int16_t) {
  message.partition = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill(InitializeShareGroupStateResponse::InitializeStateResult& message, Filler& filler, std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (InitializeShareGroupStateResponse::PartitionResult& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(InitializeShareGroupStateResponse& message, Filler& filler, std::int16_t version) {
  auto& results = message.results;
  results.resize(filler.count());
  for (InitializeShareGroupStateResponse::InitializeStateResult& item : results) {
    fill(item, filler, version);
  }
}

void fill(AlterShareGroupOffsetsRequest::AlterShareGroupOffsetsRequestPartition& message,
    Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  message.start_offset = filler.int64_value();
}

void fill(AlterShareGroupOffsetsRequest::AlterShareGroupOffsetsRequestTopic& message,
    Filler& filler, std::int16_t version) {
  message.topic_name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (AlterShareGroupOffsetsRequest::AlterShareGroupOffsetsRequestPartition& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(AlterShareGroupOffsetsRequest& message, Filler& filler, std::int16_t version) {
  message.group_id = filler.string_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (AlterShareGroupOffsetsRequest::AlterShareGroupOffsetsRequestTopic& item : topics) {
    fill(item, filler, version);
  }
}

void fill(AlterShareGroupOffsetsResponse::AlterShareGroupOffsetsResponsePartition& message,
    Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill(AlterShareGroupOffsetsResponse::AlterShareGroupOffsetsResponseTopic& message,
    Filler& filler, std::int16_t version) {
  message.topic_name = filler.string_value();
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (AlterShareGroupOffsetsResponse::AlterShareGroupOffsetsResponsePartition& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(AlterShareGroupOffsetsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  auto& responses = message.responses;
  responses.resize(filler.count());
  for (AlterShareGroupOffsetsResponse::AlterShareGroupOffsetsResponseTopic& item : responses) {
    fill(item, filler, version);
  }
}

void fill(ProducerSnapshot::ProducerEntry& message, Filler& filler, std::int16_t) {
  message.producer_id = filler.int64_value();
  message.epoch = filler.int16_value();
  message.last_sequence = filler.int32_value();
  message.last_offset = filler.int64_value();
  message.offset_delta = filler.int32_value();
  message.timestamp = filler.int64_value();
  message.coordinator_epoch = filler.int32_value();
  message.current_txn_first_offset = filler.int64_value();
}

void fill(ProducerSnapshot& message, Filler& filler, std::int16_t version) {
  message.crc = filler.uint32_value();
  auto& producer_entries = message.producer_entries;
  producer_entries.resize(filler.count());
  for (ProducerSnapshot::ProducerEntry& item : producer_entries) {
    fill(item, filler, version);
  }
}

}  // namespace

std::vector<Case> cases_7() {
  return {
      make_case<JoinGroupRequest>("JoinGroupRequest", fill),
      make_case<JoinGroupResponse>("JoinGroupResponse", fill),
      make_case<CreateTopicsRequest>("CreateTopicsRequest", fill),
      make_case<CreateTopicsResponse>("CreateTopicsResponse", fill),
      make_case<WriteTxnMarkersRequest>("WriteTxnMarkersRequest", fill),
      make_case<WriteTxnMarkersResponse>("WriteTxnMarkersResponse", fill),
      make_case<DescribeLogDirsRequest>("DescribeLogDirsRequest", fill),
      make_case<DescribeLogDirsResponse>("DescribeLogDirsResponse", fill),
      make_case<ElectLeadersRequest>("ElectLeadersRequest", fill),
      make_case<ElectLeadersResponse>("ElectLeadersResponse", fill),
      make_case<AlterUserScramCredentialsRequest>("AlterUserScramCredentialsRequest", fill),
      make_case<AlterUserScramCredentialsResponse>("AlterUserScramCredentialsResponse", fill),
      make_case<FetchSnapshotRequest>("FetchSnapshotRequest", fill),
      make_case<FetchSnapshotResponse>("FetchSnapshotResponse", fill),
      make_case<AllocateProducerIdsRequest>("AllocateProducerIdsRequest", fill),
      make_case<AllocateProducerIdsResponse>("AllocateProducerIdsResponse", fill),
      make_case<DescribeTopicPartitionsRequest>("DescribeTopicPartitionsRequest", fill),
      make_case<DescribeTopicPartitionsResponse>("DescribeTopicPartitionsResponse", fill),
      make_case<InitializeShareGroupStateRequest>("InitializeShareGroupStateRequest", fill),
      make_case<InitializeShareGroupStateResponse>("InitializeShareGroupStateResponse", fill),
      make_case<AlterShareGroupOffsetsRequest>("AlterShareGroupOffsetsRequest", fill),
      make_case<AlterShareGroupOffsetsResponse>("AlterShareGroupOffsetsResponse", fill),
      make_case<ProducerSnapshot>("ProducerSnapshot", fill),
  };
}

}  // namespace klamm::protocol::test
