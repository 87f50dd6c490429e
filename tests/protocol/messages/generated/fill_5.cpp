// Made by protocol/schema/generate.py from protocol/schema/*.txt. Not to be edited.
#include "protocol/generated/09_offset_fetch.h"
#include "protocol/generated/17_sasl_handshake.h"
#include "protocol/generated/25_add_offsets_to_txn.h"
#include "protocol/generated/33_alter_configs.h"
#include "protocol/generated/41_describe_delegation_token.h"
#include "protocol/generated/49_alter_client_quotas.h"
#include "protocol/generated/57_update_features.h"
#include "protocol/generated/65_describe_transactions.h"
#include "protocol/generated/73_assign_replicas_to_dirs.h"
#include "protocol/generated/81_remove_raft_voter.h"
#include "protocol/generated/89_streams_group_describe.h"
#include "protocol/generated/headers.h"
#include "tests/protocol/messages/filler.h"

namespace klamm::protocol::test {

namespace {

void fill(OffsetFetchRequest::OffsetFetchRequestTopic& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  auto& partition_indexes = message.partition_indexes;
  partition_indexes.resize(filler.count());
  for (std::int32_t& item : partition_indexes) {
    item = filler.int32_value();
  }
}

void fill(OffsetFetchRequest::OffsetFetchRequestTopics& message, Filler& filler, std::int16_t version) {
  if (version <= 9) {
    message.name = filler.string_value();
  }
  if (version >= 10) {
    message.topic_id = filler.uuid_value();
  }
  auto& partition_indexes = message.partition_indexes;
  partition_indexes.resize(filler.count());
  for (std::int32_t& item : partition_indexes) {
    item = filler.int32_value();
  }
}

void fill(OffsetFetchRequest::OffsetFetchRequestGroup& message, Filler& filler, std::int16_t version) {
  message.group_id = filler.string_value();
  if (version >= 9) {
    if (filler.is_null()) {
      message.member_id.reset();
    } else {
      message.member_id = filler.string_value();
    }
  }
  if (version >= 9) {
    message.member_epoch = filler.int32_value();
  }
  if (filler.is_null()) {
    message.topics.reset();
  } else {
    auto& items = message.topics.emplace();
    items.resize(filler.count());
    for (OffsetFetchRequest::OffsetFetchRequestTopics& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(OffsetFetchRequest& message, Filler& filler, std::int16_t version) {
  if (version <= 7) {
    message.group_id = filler.string_value();
  }
  if (version <= 7) {
    if ((version >= 2) && filler.is_null()) {
      message.topics.reset();
    } else {
      auto& items = message.topics.emplace();
      items.resize(filler.count());
      for (OffsetFetchRequest::OffsetFetchRequestTopic& item : items) {
        fill(item, filler, version);
      }
    }
  }
  if (version >= 8) {
    auto& items = message.groups;
    items.resize(filler.count());
    for (OffsetFetchRequest::OffsetFetchRequestGroup& item : items) {
      fill(item, filler, version);
    }
  }
  if (version >= 7) {
    message.require_stable = filler.bool_value();
  }
}

void fill(OffsetFetchResponse::OffsetFetchResponsePartition& message, Filler& filler, std::int16_t version) {
  message.partition_index = filler.int32_value();
  message.committed_offset = filler.int64_value();
  if (version >= 5) {
    message.committed_leader_epoch = filler.int32_value();
  }
  if (filler.is_null()) {
    message.metadata.reset();
  } else {
    message.metadata = filler.string_value();
  }
  message.error_code = filler.error_code();
}

void fill(OffsetFetchResponse::OffsetFetchResponseTopic& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (OffsetFetchResponse::OffsetFetchResponsePartition& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(OffsetFetchResponse::OffsetFetchResponsePartitions& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  message.committed_offset = filler.int64_value();
  message.committed_leader_epoch = filler.int32_value();
  if (filler.is_null()) {
    message.metadata.reset();
  } else {
    message.metadata = filler.string_value();
  }
  message.error_code = filler.error_code();
}

void fill(OffsetFetchResponse::OffsetFetchResponseTopics& message, Filler& filler, std::int16_t version) {
  if (version <= 9) {
    message.name = filler.string_value();
  }
  if (version >= 10) {
    message.topic_id = filler.uuid_value();
  }
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (OffsetFetchResponse::OffsetFetchResponsePartitions& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(OffsetFetchResponse::OffsetFetchResponseGroup& message, Filler& filler, std::int16_t version) {
  message.group_id = filler.string_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (OffsetFetchResponse::OffsetFetchResponseTopics& item : topics) {
    fill(item, filler, version);
  }
  message.error_code = filler.error_code();
}

void fill(OffsetFetchResponse& message, Filler& filler, std::int16_t version) {
  if (version >= 3) {
    message.throttle_time_ms = filler.int32_value();
  }
  if (version <= 7) {
    auto& items = message.topics;
    items.resize(filler.count());
    for (OffsetFetchResponse::OffsetFetchResponseTopic& item : items) {
      fill(item, filler, version);
    }
  }
  if (version >= 2 && version <= 7) {
    message.error_code = filler.error_code();
  }
  if (version >= 8) {
    auto& items = message.groups;
    items.resize(filler.count());
    for (OffsetFetchResponse::OffsetFetchResponseGroup& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(SaslHandshakeRequest& message, Filler& filler, std::int16_t) {
  message.mechanism = filler.string_value();
}

void fill(SaslHandshakeResponse& message, Filler& filler, std::int16_t) {
  message.error_code = filler.error_code();
  auto& mechanisms = message.mechanisms;
  mechanisms.resize(filler.count());
  for (std::string_view& item : mechanisms) {
    item = filler.string_value();
  }
}

void fill(AddOffsetsToTxnRequest& message, Filler& filler, std::int16_t) {
  message.transactional_id = filler.string_value();
  message.producer_id = filler.int64_value();
  message.producer_epoch = filler.int16_value();
  message.group_id = filler.string_value();
}

void fill(AddOffsetsToTxnResponse& message, Filler& filler, std::int16_t) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
}

void fill(AlterConfigsRequest::AlterableConfig& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  if (filler.is_null()) {
    message.value.reset();
  } else {
    message.value = filler.string_value();
  }
}

void fill(AlterConfigsRequest::AlterConfigsResource& message, Filler& filler, std::int16_t version) {
  message.resource_type = filler.int8_value();
  message.resource_name = filler.string_value();
  auto& configs = message.configs;
  configs.resize(filler.count());
  for (AlterConfigsRequest::AlterableConfig& item : configs) {
    fill(item, filler, version);
  }
}

void fill(AlterConfigsRequest& message, Filler& filler, std::int16_t version) {
  auto& resources = message.resources;
  resources.resize(filler.count());
  for (AlterConfigsRequest::AlterConfigsResource& item : resources) {
    fill(item, filler, version);
  }
  message.validate_only = filler.bool_value();
}

void fill(AlterConfigsResponse::AlterConfigsResourceResponse& message, Filler& filler, std::int16_t) {
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  message.resource_type = filler.int8_value();
  message.resource_name = filler.string_value();
}

void fill(AlterConfigsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& responses = message.responses;
  responses.resize(filler.count());
  for (AlterConfigsResponse::AlterConfigsResourceResponse& item : responses) {
    fill(item, filler, version);
  }
}

void fill(DescribeDelegationTokenRequest::DescribeDelegationTokenOwner& message, Filler& filler, std::int16_t) {
  message.principal_type = filler.string_value();
  message.principal_name = filler.string_value();
}

void fill(DescribeDelegationTokenRequest& message, Filler& filler, std::int16_t version) {
  if (filler.is_null()) {
    message.owners.reset();
  } else {
    auto& items = message.owners.emplace();
    items.resize(filler.count());
    for (DescribeDelegationTokenRequest::DescribeDelegationTokenOwner& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(DescribeDelegationTokenResponse::DescribedDelegationTokenRenewer& message, Filler& filler, std::int16_t) {
  message.principal_type = filler.string_value();
  message.principal_name = filler.string_value();
}

void fill(DescribeDelegationTokenResponse::DescribedDelegationToken& message, Filler& filler, std::int16_t version) {
  message.principal_type = filler.string_value();
  message.principal_name = filler.string_value();
  if (version >= 3) {
    message.token_requester_principal_type = filler.string_value();
  }
  if (version >= 3) {
    message.token_requester_principal_name = filler.string_value();
  }
  message.issue_timestamp = filler.int64_value();
  message.expiry_timestamp = filler.int64_value();
  message.max_timestamp = filler.int64_value();
  message.token_id = filler.string_value();
  message.hmac = filler.bytes_value();
  auto& renewers = message.renewers;
  renewers.resize(filler.count());
  for (DescribeDelegationTokenResponse::DescribedDelegationTokenRenewer& item : renewers) {
    fill(item, filler, version);
  }
}

void fill(DescribeDelegationTokenResponse& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  auto& tokens = message.tokens;
  tokens.resize(filler.count());
  for (DescribeDelegationTokenResponse::DescribedDelegationToken& item : tokens) {
    fill(item, filler, version);
  }
  message.throttle_time_ms = filler.int32_value();
}

void fill(AlterClientQuotasRequest::EntityData& message, Filler& filler, std::int16_t) {
  message.entity_type = filler.string_value();
  if (filler.is_null()) {
    message.entity_name.reset();
  } else {
    message.entity_name = filler.string_value();
  }
}

void fill(AlterClientQuotasRequest::OpData& message, Filler& filler, std::int16_t) {
  message.key = filler.string_value();
  message.value = filler.float64_value();
  message.remove = filler.bool_value();
}

void fill(AlterClientQuotasRequest::EntryData& message, Filler& filler, std::int16_t version) {
  auto& entity = message.entity;
  entity.resize(filler.count());
  for (AlterClientQuotasRequest::EntityData& item : entity) {
    fill(item, filler, version);
  }
  auto& ops = message.ops;
  ops.resize(filler.count());
  for (AlterClientQuotasRequest::OpData& item : ops) {
    fill(item, filler, version);
  }
}

void fill(AlterClientQuotasRequest& message, Filler& filler, std::int16_t version) {
  auto& entries = message.entries;
  entries.resize(filler.count());
  for (AlterClientQuotasRequest::EntryData& item : entries) {
    fill(item, filler, version);
  }
  message.validate_only = filler.bool_value();
}

void fill(AlterClientQuotasResponse::EntityData& message, Filler& filler, std::int16_t) {
  message.entity_type = filler.string_value();
  if (filler.is_null()) {
    message.entity_name.reset();
  } else {
    message.entity_name = filler.string_value();
  }
}

void fill(AlterClientQuotasResponse::EntryData& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  auto& entity = message.entity;
  entity.resize(filler.count());
  for (AlterClientQuotasResponse::EntityData& item : entity) {
    fill(item, filler, version);
  }
}

void fill(AlterClientQuotasResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& entries = message.entries;
  entries.resize(filler.count());
  for (AlterClientQuotasResponse::EntryData& item : entries) {
    fill(item, filler, version);
  }
}

void fill(UpdateFeaturesRequest::FeatureUpdateKey& message, Filler& filler, std::int16_t version) {
  message.feature = filler.string_value();
  message.max_version_level = filler.int16_value();
  if (version <= 0) {
    message.allow_downgrade = filler.bool_value();
  }
  if (version >= 1) {
    message.upgrade_type = filler.int8_value();
  }
}

void fill(UpdateFeaturesRequest& message, Filler& filler, std::int16_t version) {
  message.timeout_ms = filler.int32_value();
  auto& feature_updates = message.feature_updates;
  feature_updates.resize(filler.count());
  for (UpdateFeaturesRequest::FeatureUpdateKey& item : feature_updates) {
    fill(item, filler, version);
  }
  if (version >= 1) {
    message.validate_only = filler.bool_value();
  }
}

void fill(UpdateFeaturesResponse::UpdatableFeatureResult& message, Filler& filler, std::int16_t) {
  message.feature = filler.string_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill(UpdateFeaturesResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  if (version <= 1) {
    auto& items = message.results;
    items.resize(filler.count());
    for (UpdateFeaturesResponse::UpdatableFeatureResult& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(DescribeTransactionsRequest& message, Filler& filler, std::int16_t) {
  auto& transactional_ids = message.transactional_ids;
  transactional_ids.resize(filler.count());
  for (std::string_view& item : transactional_ids) {
    item = filler.string_value();
  }
}

void fill(DescribeTransactionsResponse::TopicData& message, Filler& filler, std::int16_t) {
  message.topic = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(DescribeTransactionsResponse::TransactionState& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  message.transactional_id = filler.string_value();
  message.transaction_state = filler.string_value();
  message.transaction_timeout_ms = filler.int32_value();
  message.transaction_start_time_ms = filler.int64_value();
  message.producer_id = filler.int64_value();
  message.producer_epoch = filler.int16_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (DescribeTransactionsResponse::TopicData& item : topics) {
    fill(item, filler, version);
  }
}

void fill(DescribeTransactionsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& transaction_states = message.transaction_states;
  transaction_states.resize(filler.count());
  for (DescribeTransactionsResponse::TransactionState& item : transaction_states) {
    fill(item, filler, version);
  }
}

void fill(AssignReplicasToDirsRequest::PartitionData& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
}

void fill(AssignReplicasToDirsRequest::TopicData& message, Filler& filler, std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (AssignReplicasToDirsRequest::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(AssignReplicasToDirsRequest::DirectoryData& message, Filler& filler, std::int16_t version) {
  message.id = filler.uuid_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (AssignReplicasToDirsRequest::TopicData& item : topics) {
    fill(item, filler, version);
  }
}

void fill(AssignReplicasToDirsRequest& message, Filler& filler, std::int16_t version) {
  message.broker_id = filler.int32_value();
  message.broker_epoch = filler.int64_value();
  auto& directories = message.directories;
  directories.resize(filler.count());
  for (AssignReplicasToDirsRequest::DirectoryData& item : directories) {
    fill(item, filler, version);
  }
}

void fill(AssignReplicasToDirsResponse::PartitionData& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
}

void fill(AssignReplicasToDirsResponse::TopicData& message, Filler& filler, std::int16_t version) {
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (AssignReplicasToDirsResponse::PartitionData& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(AssignReplicasToDirsResponse::DirectoryData& message, Filler& filler, std::int16_t version) {
  message.id = filler.uuid_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (AssignReplicasToDirsResponse::TopicData& item : topics) {
    fill(item, filler, version);
  }
}

void fill(AssignReplicasToDirsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  auto& directories = message.directories;
  directories.resize(filler.count());
  for (AssignReplicasToDirsResponse::DirectoryData& item : directories) {
    fill(item, filler, version);
  }
}

void fill(RemoveRaftVoterRequest& message, Filler& filler, std::int16_t) {
  if (filler.is_null()) {
    message.cluster_id.reset();
  } else {
    message.cluster_id = filler.string_value();
  }
  message.voter_id = filler.int32_value();
  message.voter_directory_id = filler.uuid_value();
}

void fill(RemoveRaftVoterResponse& message, Filler& filler, std::int16_t) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill(StreamsGroupDescribeRequest& message, Filler& filler, std::int16_t) {
  auto& group_ids = message.group_ids;
  group_ids.resize(filler.count());
  for (std::string_view& item : group_ids) {
    item = filler.string_value();
  }
  message.include_authorized_operations = filler.bool_value();
}

void fill(StreamsGroupDescribeResponse::KeyValue& message, Filler& filler, std::int16_t) {
  message.key = filler.string_value();
  message.value = filler.string_value();
}

void fill(StreamsGroupDescribeResponse::TopicInfo& message, Filler& filler, std::int16_t version) {
  message.name = filler.string_value();
  message.partitions = filler.int32_value();
  message.replication_factor = filler.int16_value();
  auto& topic_configs = message.topic_configs;
  topic_configs.resize(filler.count());
  for (StreamsGroupDescribeResponse::KeyValue& item : topic_configs) {
    fill(item, filler, version);
  }
}

void fill(StreamsGroupDescribeResponse::Subtopology& message, Filler& filler, std::int16_t version) {
  message.subtopology_id = filler.string_value();
  auto& source_topics = message.source_topics;
  source_topics.resize(filler.count());
  for (std::string_view& item : source_topics) {
    item = filler.string_value();
  }
  auto& repartition_sink_topics = message.repartition_sink_topics;
  repartition_sink_topics.resize(filler.count());
  for (std::string_view& item : repartition_sink_topics) {
    item = filler.string_value();
  }
  auto& state_changelog_topics = message.state_changelog_topics;
  state_changelog_topics.resize(filler.count());
  for (StreamsGroupDescribeResponse::TopicInfo& item : state_changelog_topics) {
    fill(item, filler, version);
  }
  auto& repartition_source_topics = message.repartition_source_topics;
  repartition_source_topics.resize(filler.count());
  for (StreamsGroupDescribeResponse::TopicInfo& item : repartition_source_topics) {
    fill(item, filler, version);
  }
}

void fill(StreamsGroupDescribeResponse::Topology& message, Filler& filler, std::int16_t version) {
  message.epoch = filler.int32_value();
  if (filler.is_null()) {
    message.subtopologies.reset();
  } else {
    auto& items = message.subtopologies.emplace();
    items.resize(filler.count());
    for (StreamsGroupDescribeResponse::Subtopology& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(StreamsGroupDescribeResponse::Endpoint& message, Filler& filler, std::int16_t) {
  message.host = filler.string_value();
  message.port = filler.uint16_value();
}

void fill(StreamsGroupDescribeResponse::TaskOffset& message, Filler& filler, std::int16_t) {
  message.subtopology_id = filler.string_value();
  message.partition = filler.int32_value();
  message.offset = filler.int64_value();
}

void fill(StreamsGroupDescribeResponse::TaskIds& message, Filler& filler, std::int16_t) {
  message.subtopology_id = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(StreamsGroupDescribeResponse::Assignment& message, Filler& filler, std::int16_t version) {
  auto& active_tasks = message.active_tasks;
  active_tasks.resize(filler.count());
  for (StreamsGroupDescribeResponse::TaskIds& item : active_tasks) {
    fill(item, filler, version);
  }
  auto& standby_tasks = message.standby_tasks;
  standby_tasks.resize(filler.count());
  for (StreamsGroupDescribeResponse::TaskIds& item : standby_tasks) {
    fill(item, filler, version);
  }
  auto& warmup_tasks = message.warmup_tasks;
  warmup_tasks.resize(filler.count());
  for (StreamsGroupDescribeResponse::TaskIds& item : warmup_tasks) {
    fill(item, filler, version);
  }
}

void fill(StreamsGroupDescribeResponse::Member& message, Filler& filler, std::int16_t version) {
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
  message.client_id = filler.string_value();
  message.client_host = filler.string_value();
  message.topology_epoch = filler.int32_value();
  message.process_id = filler.string_value();
  if (filler.is_null()) {
    message.user_endpoint.reset();
  } else {
    message.user_endpoint = StreamsGroupDescribeResponse::Endpoint{};
    fill(*message.user_endpoint, filler, version);
  }
  auto& client_tags = message.client_tags;
  client_tags.resize(filler.count());
  for (StreamsGroupDescribeResponse::KeyValue& item : client_tags) {
    fill(item, filler, version);
  }
  auto& task_offsets = message.task_offsets;
  task_offsets.resize(filler.count());
  for (StreamsGroupDescribeResponse::TaskOffset& item : task_offsets) {
    fill(item, filler, version);
  }
  auto& task_end_offsets = message.task_end_offsets;
  task_end_offsets.resize(filler.count());
  for (StreamsGroupDescribeResponse::TaskOffset& item : task_end_offsets) {
    fill(item, filler, version);
  }
  fill(message.assignment, filler, version);
  fill(message.target_assignment, filler, version);
  message.is_classic = filler.bool_value();
}

void fill(StreamsGroupDescribeResponse::DescribedGroup& message, Filler& filler, std::int16_t version) {
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
  if (filler.is_null()) {
    message.topology.reset();
  } else {
    message.topology = StreamsGroupDescribeResponse::Topology{};
    fill(*message.topology, filler, version);
  }
  auto& members = message.members;
  members.resize(filler.count());
  for (StreamsGroupDescribeResponse::Member& item : members) {
    fill(item, filler, version);
  }
  message.authorized_operations = filler.int32_value();
}

void fill(StreamsGroupDescribeResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& groups = message.groups;
  groups.resize(filler.count());
  for (StreamsGroupDescribeResponse::DescribedGroup& item : groups) {
    fill(item, filler, version);
  }
}

void fill(RequestHeader& message, Filler& filler, std::int16_t) {
  message.request_api_key = filler.int16_value();
  message.request_api_version = filler.int16_value();
  message.correlation_id = filler.int32_value();
  if (filler.is_null()) {
    message.client_id.reset();
  } else {
    message.client_id = filler.string_value();
  }
}

void fill(ResponseHeader& message, Filler& filler, std::int16_t) {
  message.correlation_id = filler.int32_value();
}

}  // namespace

std::vector<Case> cases_5() {
  return {
      make_case<OffsetFetchRequest>("OffsetFetchRequest", fill),
      make_case<OffsetFetchResponse>("OffsetFetchResponse", fill),
      make_case<SaslHandshakeRequest>("SaslHandshakeRequest", fill),
      make_case<SaslHandshakeResponse>("SaslHandshakeResponse", fill),
      make_case<AddOffsetsToTxnRequest>("AddOffsetsToTxnRequest", fill),
      make_case<AddOffsetsToTxnResponse>("AddOffsetsToTxnResponse", fill),
      make_case<AlterConfigsRequest>("AlterConfigsRequest", fill),
      make_case<AlterConfigsResponse>("AlterConfigsResponse", fill),
      make_case<DescribeDelegationTokenRequest>("DescribeDelegationTokenRequest", fill),
      make_case<DescribeDelegationTokenResponse>("DescribeDelegationTokenResponse", fill),
      make_case<AlterClientQuotasRequest>("AlterClientQuotasRequest", fill),
      make_case<AlterClientQuotasResponse>("AlterClientQuotasResponse", fill),
      make_case<UpdateFeaturesRequest>("UpdateFeaturesRequest", fill),
      make_case<UpdateFeaturesResponse>("UpdateFeaturesResponse", fill),
      make_case<DescribeTransactionsRequest>("DescribeTransactionsRequest", fill),
      make_case<DescribeTransactionsResponse>("DescribeTransactionsResponse", fill),
      make_case<AssignReplicasToDirsRequest>("AssignReplicasToDirsRequest", fill),
      make_case<AssignReplicasToDirsResponse>("AssignReplicasToDirsResponse", fill),
      make_case<RemoveRaftVoterRequest>("RemoveRaftVoterRequest", fill),
      make_case<RemoveRaftVoterResponse>("RemoveRaftVoterResponse", fill),
      make_case<StreamsGroupDescribeRequest>("StreamsGroupDescribeRequest", fill),
      make_case<StreamsGroupDescribeResponse>("StreamsGroupDescribeResponse", fill),
      make_case<RequestHeader>("RequestHeader", fill),
      make_case<ResponseHeader>("ResponseHeader", fill),
  };
}

}  // namespace klamm::protocol::test
