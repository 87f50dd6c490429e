// Made by protocol/schema/generate.py from protocol/schema/*.txt. Not to be edited.
#include "protocol/generated/08_offset_commit.h"
#include "protocol/generated/16_list_groups.h"
#include "protocol/generated/24_add_partitions_to_txn.h"
#include "protocol/generated/32_describe_configs.h"
#include "protocol/generated/40_expire_delegation_token.h"
#include "protocol/generated/48_describe_client_quotas.h"
#include "protocol/generated/56_alter_partition.h"
#include "protocol/generated/64_unregister_broker.h"
#include "protocol/generated/72_push_telemetry.h"
#include "protocol/generated/80_add_raft_voter.h"
#include "protocol/generated/88_streams_group_heartbeat.h"
#include "protocol/generated/control_records.h"
#include "tests/protocol/messages/filler.h"

namespace klamm::protocol::test {

namespace {

void fill(OffsetCommitRequest::OffsetCommitRequestPartition& message, Filler& filler, std::int16_t version) {
  message.partition_index = filler.int32_value();
  message.committed_offset = filler.int64_value();
  if (version >= 1 && version <= 1) {
    message.commit_timestamp = filler.int64_value();
  }
  if (version >= 6) {
    message.committed_leader_epoch = filler.int32_value();
  }
  if (filler.is_null()) {
    message.committed_metadata.reset();
  } else {
    message.committed_metadata = filler.string_value();
  }
}

void fill(OffsetCommitRequest::OffsetCommitRequestTopic& message, Filler& filler, std::int16_t version) {
  if (version <= 9) {
    message.name = filler.string_value();
  }
  if (version >= 10) {
    message.topic_id = filler.uuid_value();
  }
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (OffsetCommitRequest::OffsetCommitRequestPartition& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(OffsetCommitRequest& message, Filler& filler, std::int16_t version) {
  message.group_id = filler.string_value();
  if (version >= 1) {
    message.generation_id_or_member_epoch = filler.int32_value();
  }
  if (version >= 1) {
    message.member_id = filler.string_value();
  }
  if (version >= 7) {
    if (filler.is_null()) {
      message.group_instance_id.reset();
    } else {
      message.group_instance_id = filler.string_value();
    }
  }
  if (version >= 2 && version <= 4) {
    message.retention_time_ms = filler.int64_value();
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (OffsetCommitRequest::OffsetCommitRequestTopic& item : topics) {
    fill(item, filler, version);
  }
}

void fill(OffsetCommitResponse::OffsetCommitResponsePartition& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
}

void fill(OffsetCommitResponse::OffsetCommitResponseTopic& message, Filler& filler, std::int16_t version) {
  if (version <= 9) {
    message.name = filler.string_value();
  }
  if (version >= 10) {
    message.topic_id = filler.uuid_value();
  }
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (OffsetCommitResponse::OffsetCommitResponsePartition& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(OffsetCommitResponse& message, Filler& filler, std::int16_t version) {
  if (version >= 3) {
    message.throttle_time_ms = filler.int32_value();
  }
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (OffsetCommitResponse::OffsetCommitResponseTopic& item : topics) {
    fill(item, filler, version);
  }
}

void fill(ListGroupsRequest& message, Filler& filler, std::int16_t version) {
  if (version >= 4) {
    auto& items = message.states_filter;
    items.resize(filler.count());
    for (std::string_view& item : items) {
      item = filler.string_value();
    }
  }
  if (version >= 5) {
    auto& items = message.types_filter;
    items.resize(filler.count());
    for (std::string_view& item : items) {
      item = filler.string_value();
    }
  }
}

void fill(ListGroupsResponse::ListedGroup& message, Filler& filler, std::int16_t version) {
  message.group_id = filler.string_value();
  message.protocol_type = filler.string_value();
  if (version >= 4) {
    message.group_state = filler.string_value();
  }
  if (version >= 5) {
    message.group_type = filler.string_value();
  }
}

void fill(ListGroupsResponse& message, Filler& filler, std::int16_t version) {
  if (version >= 1) {
    message.throttle_time_ms = filler.int32_value();
  }
  message.error_code = filler.error_code();
  auto& groups = message.groups;
  groups.resize(filler.count());
  for (ListGroupsResponse::ListedGroup& item : groups) {
    fill(item, filler, version);
  }
}

void fill(AddPartitionsToTxnRequest::AddPartitionsToTxnTopic& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(AddPartitionsToTxnRequest::AddPartitionsToTxnTransaction& message, Filler& filler, std::int16_t version) {
  message.transactional_id = filler.string_value();
  message.producer_id = filler.int64_value();
  message.producer_epoch = filler.int16_value();
  message.verify_only = filler.bool_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (AddPartitionsToTxnRequest::AddPartitionsToTxnTopic& item : topics) {
    fill(item, filler, version);
  }
}

void fill(AddPartitionsToTxnRequest& message, Filler& filler, std::int16_t version) {
  if (version >= 4) {
    auto& items = message.transactions;
    items.resize(filler.count());
    for (AddPartitionsToTxnRequest::AddPartitionsToTxnTransaction& item : items) {
      fill(item, filler, version);
    }
  }
  if (version <= 3) {
    message.v3_and_below_transactional_id = filler.string_value();
  }
  if (version <= 3) {
    message.v3_and_below_producer_id = filler.int64_value();
  }
  if (version <= 3) {
    message.v3_and_below_producer_epoch = filler.int16_value();
  }
  if (version <= 3) {
    auto& items = message.v3_and_below_topics;
    items.resize(filler.count());
    for (AddPartitionsToTxnRequest::AddPartitionsToTxnTopic& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(AddPartitionsToTxnResponse::AddPartitionsToTxnPartitionResult& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  message.partition_error_code = filler.error_code();
}

void fill(AddPartitionsToTxnResponse::AddPartitionsToTxnTopicResult& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  auto& results_by_partition = message.results_by_partition;
  results_by_partition.resize(filler.count());
  for (AddPartitionsToTxnResponse::AddPartitionsToTxnPartitionResult& item : results_by_partition) {
    fill(item, filler, version);
  }
}

void fill(AddPartitionsToTxnResponse::AddPartitionsToTxnResult& message, Filler& filler, std::int16_t version) {
  message.transactional_id = filler.string_value();
  auto& topic_results = message.topic_results;
  topic_results.resize(filler.count());
  for (AddPartitionsToTxnResponse::AddPartitionsToTxnTopicResult& item : topic_results) {
    fill(item, filler, version);
  }
}

void fill(AddPartitionsToTxnResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  if (version >= 4) {
    message.error_code = filler.error_code();
  }
  if (version >= 4) {
    auto& items = message.results_by_transaction;
    items.resize(filler.count());
    for (AddPartitionsToTxnResponse::AddPartitionsToTxnResult& item : items) {
      fill(item, filler, version);
    }
  }
  if (version <= 3) {
    auto& items = message.results_by_topic_v3_and_below;
    items.resize(filler.count());
    for (AddPartitionsToTxnResponse::AddPartitionsToTxnTopicResult& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(DescribeConfigsRequest::DescribeConfigsResource& message, Filler& filler, std::int16_t) {
  message.resource_type = filler.int8_value();
  message.resource_name = filler.string_value();
  if (filler.is_null()) {
    message.configuration_keys.reset();
  } else {
    auto& items = message.configuration_keys.emplace();
    items.resize(filler.count());
    for (std::string_view& item : items) {
      item = filler.string_value();
    }
  }
}

void fill(DescribeConfigsRequest& message, Filler& filler, std::int16_t version) {
  auto& resources = message.resources;
  resources.resize(filler.count());
  for (DescribeConfigsRequest::DescribeConfigsResource& item : resources) {
    fill(item, filler, version);
  }
  if (version >= 1) {
    message.include_synonyms = filler.bool_value();
  }
  if (version >= 3) {
    message.include_documentation = filler.bool_value();
  }
}

void fill(DescribeConfigsResponse::DescribeConfigsSynonym& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  if (filler.is_null()) {
    message.value.reset();
  } else {
    message.value = filler.string_value();
  }
  message.source = filler.int8_value();
}

void fill(DescribeConfigsResponse::DescribeConfigsResourceResult& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  if (filler.is_null()) {
    message.value.reset();
  } else {
    message.value = filler.string_value();
  }
  message.read_only = filler.bool_value();
  if (version <= 0) {
    message.is_default = filler.bool_value();
  }
  if (version >= 1) {
    message.config_source = filler.int8_value();
  }
  message.is_sensitive = filler.bool_value();
  if (version >= 1) {
    auto& items = message.synonyms;
    items.resize(filler.count());
    for (DescribeConfigsResponse::DescribeConfigsSynonym& item : items) {
      fill(item, filler, version);
    }
  }
  if (version >= 3) {
    message.config_type = filler.int8_value();
  }
  if (version >= 3) {
    if (filler.is_null()) {
      message.documentation.reset();
    } else {
      message.documentation = filler.string_value();
    }
  }
}

void fill(DescribeConfigsResponse::DescribeConfigsResult& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  message.resource_type = filler.int8_value();
  message.resource_name = filler.string_value();
  auto& configs = message.configs;
  configs.resize(filler.count());
  for (DescribeConfigsResponse::DescribeConfigsResourceResult& item : configs) {
    fill(item, filler, version);
  }
}

void fill(DescribeConfigsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& results = message.results;
  results.resize(filler.count());
  for (DescribeConfigsResponse::DescribeConfigsResult& item : results) {
    fill(item, filler, version);
  }
}

void fill(ExpireDelegationTokenRequest& message, Filler& filler, std::int16_t) {
  message.hmac = filler.bytes_value();
  message.expiry_time_period_ms = filler.int64_value();
}

void fill(ExpireDelegationTokenResponse& message, Filler& filler, std::int16_t) {
  message.error_code = filler.error_code();
  message.expiry_timestamp_ms = filler.int64_value();
  message.throttle_time_ms = filler.int32_value();
}

void fill(DescribeClientQuotasRequest::ComponentData& message, Filler& filler, std::int16_t) {
  message.entity_type = filler.string_value();
  message.match_type = filler.int8_value();
  if (filler.is_null()) {
    message.match.reset();
  } else {
    message.match = filler.string_value();
  }
}

void fill(DescribeClientQuotasRequest& message, Filler& filler, std::int16_t version) {
  auto& components = message.components;
  components.resize(filler.count());
  for (DescribeClientQuotasRequest::ComponentData& item : components) {
    fill(item, filler, version);
  }
  message.strict = filler.bool_value();
}

void fill(DescribeClientQuotasResponse::EntityData& message, Filler& filler, std::int16_t) {
  message.entity_type = filler.string_value();
  if (filler.is_null()) {
    message.entity_name.reset();
  } else {
    message.entity_name = filler.string_value();
  }
}

void fill(DescribeClientQuotasResponse::ValueData& message, Filler& filler, std::int16_t) {
  message.key = filler.string_value();
  message.value = filler.float64_value();
}

void fill(DescribeClientQuotasResponse::EntryData& message, Filler& filler, std::int16_t version) {
  auto& entity = message.entity;
  entity.resize(filler.count());
  for (DescribeClientQuotasResponse::EntityData& item : entity) {
    fill(item, filler, version);
  }
  auto& values = message.values;
  values.resize(filler.count());
  for (DescribeClientQuotasResponse::ValueData& item : values) {
    fill(item, filler, version);
  }
}

void fill(DescribeClientQuotasResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  if (filler.is_null()) {
    message.entries.reset();
  } else {
    auto& items = message.entries.emplace();
    items.resize(filler.count());
    for (DescribeClientQuotasResponse::EntryData& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(AlterPartitionRequest::BrokerState& message, Filler& filler, std::int16_t) {
  message.broker_id = filler.int32_value();
  message.broker_epoch = filler.int64_value();
}

void fill(AlterPartitionRequest::PartitionData& message, Filler& filler, std::int16_t version) {
  message.partition_index = filler.int32_value();
  message.leader_epoch = filler.int32_value();
  if (version <= 2) {
    auto& items = message.new_isr;
    items.resize(filler.count());
    for (std::int32_t& item : items) {
      item = filler.int32_value();
    }
  }
  if (version >= 3) {
    auto& items = message.new_isr_with_epochs;
    items.resize(filler.count());
    for (AlterPartitionRequest::BrokerState& item : items) {
      fill(item, filler, version);
    }
  }
  if (version >= 1) {
    message.leader_recovery_state = filler.int8_value();
  }
  message.partition_epoch = filler.int32_value();
}

void fill(AlterPartitionRequest::TopicData& message, Filler& filler, std::int16_t version) {
  if (version <= 1) {
    message.topic_name = filler.string_value();
  }
  if (version >= 2) {
    message.topic_id = filler.uuid_value();
  }
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (AlterPartitionRequest::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(AlterPartitionRequest& message, Filler& filler, std::int16_t version) {
  message.broker_id = filler.int32_value();
  message.broker_epoch = filler.int64_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (AlterPartitionRequest::TopicData& item : topics) {
    fill(item, filler, version);
  }
}

void fill(AlterPartitionResponse::PartitionData& message, Filler& filler, std::int16_t version) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
  message.leader_id = filler.int32_value();
  message.leader_epoch = filler.int32_value();
  auto& isr = message.isr;
  isr.resize(filler.count());
  for (std::int32_t& item : isr) {
    item = filler.int32_value();
  }
  if (version >= 1) {
    message.leader_recovery_state = filler.int8_value();
  }
  message.partition_epoch = filler.int32_value();
}

void fill(AlterPartitionResponse::TopicData& message, Filler& filler, std::int16_t version) {
  if (version <= 1) {
    message.topic_name = filler.string_value();
  }
  if (version >= 2) {
    message.topic_id = filler.uuid_value();
  }
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (AlterPartitionResponse::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(AlterPartitionResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (AlterPartitionResponse::TopicData& item : topics) {
    fill(item, filler, version);
  }
}

void fill(UnregisterBrokerRequest& message, Filler& filler, std::int16_t) {
  message.broker_id = filler.int32_value();
}

void fill(UnregisterBrokerResponse& message, Filler& filler, std::int16_t) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill(PushTelemetryRequest& message, Filler& filler, std::int16_t) {
  message.client_instance_id = filler.uuid_value();
  message.subscription_id = filler.int32_value();
  message.terminating = filler.bool_value();
  message.compression_type = filler.int8_value();
  message.metrics = filler.bytes_value();
}

void fill(PushTelemetryResponse& message, Filler& filler, std::int16_t) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
}

void fill(AddRaftVoterRequest::Listener& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.host = filler.string_value();
  message.port = filler.uint16_value();
}

void fill(AddRaftVoterRequest& message, Filler& filler, std::int16_t version) {
  if (filler.is_null()) {
    message.cluster_id.reset();
  } else {
    message.cluster_id = filler.string_value();
  }
  message.timeout_ms = filler.int32_value();
  message.voter_id = filler.int32_value();
  message.voter_directory_id = filler.uuid_value();
  auto& listeners = message.listeners;
  listeners.resize(filler.count());
  for (AddRaftVoterRequest::Listener& item : listeners) {
    fill(item, filler, version);
  }
  if (version >= 1) {
    message.ack_when_committed = filler.bool_value();
  }
}

void fill(AddRaftVoterResponse& message, Filler& filler, std::int16_t) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill(StreamsGroupHeartbeatRequest::KeyValue& message, Filler& filler, std::int16_t) {
  message.key = filler.string_value();
  message.value = filler.string_value();
}

void fill(StreamsGroupHeartbeatRequest::TopicInfo& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  message.partitions = filler.int32_value();
  message.replication_factor = filler.int16_value();
  auto& topic_configs = message.topic_configs;
  topic_configs.resize(filler.count());
  for (StreamsGroupHeartbeatRequest::KeyValue& item : topic_configs) {
    fill(item, filler, version);
  }
}

void fill(StreamsGroupHeartbeatRequest::CopartitionGroup& message, Filler& filler, std::int16_t) {
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

void fill(StreamsGroupHeartbeatRequest::Subtopology& message, Filler& filler, std::int16_t version) {
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
  for (StreamsGroupHeartbeatRequest::TopicInfo& item : state_changelog_topics) {
    fill(item, filler, version);
  }
  auto& repartition_sink_topics = message.repartition_sink_topics;
  repartition_sink_topics.resize(filler.count());
  for (std::string_view& item : repartition_sink_topics) {
    item = filler.string_value();
  }
  auto& repartition_source_topics = message.repartition_source_topics;
  repartition_source_topics.resize(filler.count());
  for (StreamsGroupHeartbeatRequest::TopicInfo& item : repartition_source_topics) {
    fill(item, filler, version);
  }
  auto& copartition_groups = message.copartition_groups;
  copartition_groups.resize(filler.count());
  for (StreamsGroupHeartbeatRequest::CopartitionGroup& item : copartition_groups) {
    fill(item, filler, version);
  }
}

void fill(StreamsGroupHeartbeatRequest::Topology& message, Filler& filler, std::int16_t version) {
  message.epoch = filler.int32_value();
  auto& subtopologies = message.subtopologies;
  subtopologies.resize(filler.count());
  for (StreamsGroupHeartbeatRequest::Subtopology& item : subtopologies) {
    fill(item, filler, version);
  }
}

void fill(StreamsGroupHeartbeatRequest::TaskIds& message, Filler& filler, std::int16_t) {
  message.subtopology_id = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(StreamsGroupHeartbeatRequest::Endpoint& message, Filler& filler, std::int16_t) {
  message.host = filler.string_value();
  message.port = filler.uint16_value();
}

void fill(StreamsGroupHeartbeatRequest::TaskOffset& message, Filler& filler, std::int16_t) {
  message.subtopology_id = filler.string_value();
  message.partition = filler.int32_value();
  message.offset = filler.int64_value();
}

void fill(StreamsGroupHeartbeatRequest& message, Filler& filler, std::int16_t version) {
  message.group_id = filler.string_value();
  message.member_id = filler.string_value();
  message.member_epoch = filler.int32_value();
  message.endpoint_information_epoch = filler.int32_value();
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
    message.topology.reset();
  } else {
    message.topology = StreamsGroupHeartbeatRequest::Topology{};
    fill(*message.topology, filler, version);
  }
  if (filler.is_null()) {
    message.active_tasks.reset();
  } else {
    auto& items = message.active_tasks.emplace();
    items.resize(filler.count());
    for (StreamsGroupHeartbeatRequest::TaskIds& item : items) {
      fill(item, filler, version);
    }
  }
  if (filler.is_null()) {
    message.standby_tasks.reset();
  } else {
    auto& items = message.standby_tasks.emplace();
    items.resize(filler.count());
    for (StreamsGroupHeartbeatRequest::TaskIds& item : items) {
      fill(item, filler, version);
    }
  }
  if (filler.is_null()) {
    message.warmup_tasks.reset();
  } else {
    auto& items = message.warmup_tasks.emplace();
    items.resize(filler.count());
    for (StreamsGroupHeartbeatRequest::TaskIds& item : items) {
      fill(item, filler, version);
    }
  }
  if (filler.is_null()) {
    message.process_id.reset();
  } else {
    message.process_id = filler.string_value();
  }
  if (filler.is_null()) {
    message.user_endpoint.reset();
  } else {
    message.user_endpoint = StreamsGroupHeartbeatRequest::Endpoint{};
    fill(*message.user_endpoint, filler, version);
  }
  if (filler.is_null()) {
    message.client_tags.reset();
  } else {
    auto& items = message.client_tags.emplace();
    items.resize(filler.count());
    for (StreamsGroupHeartbeatRequest::KeyValue& item : items) {
      fill(item, filler, version);
    }
  }
  if (filler.is_null()) {
    message.task_offsets.reset();
  } else {
    auto& items = message.task_offsets.emplace();
    items.resize(filler.count());
    for (StreamsGroupHeartbeatRequest::TaskOffset& item : items) {
      fill(item, filler, version);
    }
  }
  if (filler.is_null()) {
    message.task_end_offsets.reset();
  } else {
    auto& items = message.task_end_offsets.emplace();
    items.resize(filler.count());
    for (StreamsGroupHeartbeatRequest::TaskOffset& item : items) {
      fill(item, filler, version);
    }
  }
  message.shutdown_application = filler.bool_value();
}

void fill(StreamsGroupHeartbeatResponse::Status& message, Filler& filler, std::int16_t) {
  message.status_code = filler.int8_value();
  message.status_detail = filler.string_value();
}

void fill(StreamsGroupHeartbeatResponse::TaskIds& message, Filler& filler, std::int16_t) {
  message.subtopology_id = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(StreamsGroupHeartbeatResponse::Endpoint& message, Filler& filler, std::int16_t) {
  message.host = filler.string_value();
  message.port = filler.uint16_value();
}

void fill(StreamsGroupHeartbeatResponse::TopicPartition& message, Filler& filler, std::int16_t) {
  message.topic = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(StreamsGroupHeartbeatResponse::EndpointToPartitions& message, Filler& filler, std::int16_t version) {
  fill(message.user_endpoint, filler, version);
  auto& active_partitions = message.active_partitions;
  active_partitions.resize(filler.count());
  for (StreamsGroupHeartbeatResponse::TopicPartition& item : active_partitions) {
    fill(item, filler, version);
  }
  auto& standby_partitions = message.standby_partitions;
  standby_partitions.resize(filler.count());
  for (StreamsGroupHeartbeatResponse::TopicPartition& item : standby_partitions) {
    fill(item, filler, version);
  }
}

void fill(StreamsGroupHeartbeatResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  message.member_id = filler.string_value();
  message.member_epoch = filler.int32_value();
  message.heartbeat_interval_ms = filler.int32_value();
  message.acceptable_recovery_lag = filler.int32_value();
  message.task_offset_interval_ms = filler.int32_value();
  if (filler.is_null()) {
    message.status.reset();
  } else {
    auto& items = message.status.emplace();
    items.resize(filler.count());
    for (StreamsGroupHeartbeatResponse::Status& item : items) {
      fill(item, filler, version);
    }
  }
  if (filler.is_null()) {
    message.active_tasks.reset();
  } else {
    auto& items = message.active_tasks.emplace();
    items.resize(filler.count());
    for (StreamsGroupHeartbeatResponse::TaskIds& item : items) {
      fill(item, filler, version);
    }
  }
  if (filler.is_null()) {
    message.standby_tasks.reset();
  } else {
    auto& items = message.standby_tasks.emplace();
    items.resize(filler.count());
    for (StreamsGroupHeartbeatResponse::TaskIds& item : items) {
      fill(item, filler, version);
    }
  }
  if (filler.is_null()) {
    message.warmup_tasks.reset();
  } else {
    auto& items = message.warmup_tasks.emplace();
    items.resize(filler.count());
    for (StreamsGroupHeartbeatResponse::TaskIds& item : items) {
      fill(item, filler, version);
    }
  }
  message.endpoint_information_epoch = filler.int32_value();
  if (filler.is_null()) {
    message.partitions_by_user_endpoint.reset();
  } else {
    auto& items = message.partitions_by_user_endpoint.emplace();
    items.resize(filler.count());
    for (StreamsGroupHeartbeatResponse::EndpointToPartitions& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(ControlRecordTypeSchema& message, Filler& filler, std::int16_t) {
  message.type = filler.int16_value();
}

void fill(EndTxnMarker& message, Filler& filler, std::int16_t) {
  message.coordinator_epoch = filler.int32_value();
}

void fill(KRaftVersionRecord& message, Filler& filler, std::int16_t) {
  message.version = filler.int16_value();
  message.k_raft_version = filler.int16_value();
}

void fill(LeaderChangeMessage::Voter& message, Filler& filler, std::int16_t version) {
  message.voter_id = filler.int32_value();
  if (version >= 1) {
    message.voter_directory_id = filler.uuid_value();
  }
}

void fill(LeaderChangeMessage& message, Filler& filler, std::int16_t version) {
  message.version = filler.int16_value();
  message.leader_id = filler.int32_value();
  auto& voters = message.voters;
  voters.resize(filler.count());
  for (LeaderChangeMessage::Voter& item : voters) {
    fill(item, filler, version);
  }
  auto& granting_voters = message.granting_voters;
  granting_voters.resize(filler.count());
  for (LeaderChangeMessage::Voter& item : granting_voters) {
    fill(item, filler, version);
  }
}

void fill(SnapshotFooterRecord& message, Filler& filler, std::int16_t) {
  message.version = filler.int16_value();
}

void fill(SnapshotHeaderRecord& message, Filler& filler, std::int16_t) {
  message.version = filler.int16_value();
  message.last_contained_log_timestamp = filler.int64_value();
}

void fill(VotersRecord::Endpoint& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.host = filler.string_value();
  message.port = filler.uint16_value();
}

void fill(VotersRecord::KRaftVersionFeature& message, Filler& filler, std::int16_t) {
  message.min_supported_version = filler.int16_value();
  message.max_supported_version = filler.int16_value();
}

void fill(VotersRecord::Voter& message, Filler& filler, std::int16_t version) {
  message.voter_id = filler.int32_value();
  message.voter_directory_id = filler.uuid_value();
  auto& endpoints = message.endpoints;
  endpoints.resize(filler.count());
  for (VotersRecord::Endpoint& item : endpoints) {
    fill(item, filler, version);
  }
  fill(message.k_raft_version_feature, filler, version);
}

void fill(VotersRecord& message, Filler& filler, std::int16_t version) {
  message.version = filler.int16_value();
  auto& voters = message.voters;
  voters.resize(filler.count());
  for (VotersRecord::Voter& item : voters) {
    fill(item, filler, version);
  }
}

}  // namespace

std::vector<Case> cases_4() {
  return {
      make_case<OffsetCommitRequest>("OffsetCommitRequest", fill),
      make_case<OffsetCommitResponse>("OffsetCommitResponse", fill),
      make_case<ListGroupsRequest>("ListGroupsRequest", fill),
      make_case<ListGroupsResponse>("ListGroupsResponse", fill),
      make_case<AddPartitionsToTxnRequest>("AddPartitionsToTxnRequest", fill),
      make_case<AddPartitionsToTxnResponse>("AddPartitionsToTxnResponse", fill),
      make_case<DescribeConfigsRequest>("DescribeConfigsRequest", fill),
      make_case<DescribeConfigsResponse>("DescribeConfigsResponse", fill),
      make_case<ExpireDelegationTokenRequest>("ExpireDelegationTokenRequest", fill),
      make_case<ExpireDelegationTokenResponse>("ExpireDelegationTokenResponse", fill),
      make_case<DescribeClientQuotasRequest>("DescribeClientQuotasRequest", fill),
      make_case<DescribeClientQuotasResponse>("DescribeClientQuotasResponse", fill),
      make_case<AlterPartitionRequest>("AlterPartitionRequest", fill),
      make_case<AlterPartitionResponse>("AlterPartitionResponse", fill),
      make_case<UnregisterBrokerRequest>("UnregisterBrokerRequest", fill),
      make_case<UnregisterBrokerResponse>("UnregisterBrokerResponse", fill),
      make_case<PushTelemetryRequest>("PushTelemetryRequest", fill),
      make_case<PushTelemetryResponse>("PushTelemetryResponse", fill),
      make_case<AddRaftVoterRequest>("AddRaftVoterRequest", fill),
      make_case<AddRaftVoterResponse>("AddRaftVoterResponse", fill),
      make_case<StreamsGroupHeartbeatRequest>("StreamsGroupHeartbeatRequest", fill),
      make_case<StreamsGroupHeartbeatResponse>("StreamsGroupHeartbeatResponse", fill),
      make_case<ControlRecordTypeSchema>("ControlRecordTypeSchema", fill),
      make_case<EndTxnMarker>("EndTxnMarker", fill),
      make_case<KRaftVersionRecord>("KRaftVersionRecord", fill),
      make_case<LeaderChangeMessage>("LeaderChangeMessage", fill),
      make_case<SnapshotFooterRecord>("SnapshotFooterRecord", fill),
      make_case<SnapshotHeaderRecord>("SnapshotHeaderRecord", fill),
      make_case<VotersRecord>("VotersRecord", fill),
  };
}

}  // namespace klamm::protocol::test
