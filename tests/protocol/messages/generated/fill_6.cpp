// Made by protocol/schema/generate.py from protocol/schema/*.txt. Not to be edited.
#include "protocol/generated/10_find_coordinator.h"
#include "protocol/generated/18_api_versions.h"
#include "protocol/generated/26_end_txn.h"
#include "protocol/generated/34_alter_replica_log_dirs.h"
#include "protocol/generated/42_delete_groups.h"
#include "protocol/generated/50_describe_user_scram_credentials.h"
#include "protocol/generated/58_envelope.h"
#include "protocol/generated/66_list_transactions.h"
#include "protocol/generated/74_list_config_resources.h"
#include "protocol/generated/82_update_raft_voter.h"
#include "protocol/generated/90_describe_share_group_offsets.h"
#include "protocol/generated/principal.h"
#include "tests/protocol/messages/filler.h"

namespace klamm::protocol::test {

namespace {

void fill(FindCoordinatorRequest& message, Filler& filler, std::int16_t version) {
  if (version <= 3) {
    message.key = filler.string_value();
  }
  if (version >= 1) {
    message.key_type = filler.int8_value();
  }
  if (version >= 4) {
    auto& items = message.coordinator_keys;
    items.resize(filler.count());
    for (std::string_view& item : items) {
      item = filler.string_value();
    }
  }
}

void fill(FindCoordinatorResponse::Coordinator& message, Filler& filler, std::int16_t) {
  message.key = filler.string_value();
  message.node_id = filler.int32_value();
  message.host = filler.string_value();
  message.port = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill(FindCoordinatorResponse& message, Filler& filler, std::int16_t version) {
  if (version >= 1) {
    message.throttle_time_ms = filler.int32_value();
  }
  if (version <= 3) {
    message.error_code = filler.error_code();
  }
  if (version >= 1 && version <= 3) {
    if (filler.is_null()) {
      message.error_message.reset();
    } else {
      message.error_message = filler.string_value();
    }
  }
  if (version <= 3) {
    message.node_id = filler.int32_value();
  }
  if (version <= 3) {
    message.host = filler.string_value();
  }
  if (version <= 3) {
    message.port = filler.int32_value();
  }
  if (version >= 4) {
    auto& items = message.coordinators;
    items.resize(filler.count());
    for (FindCoordinatorResponse::Coordinator& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(ApiVersionsRequest& message, Filler& filler, std::int16_t version) {
  if (version >= 3) {
    message.client_software_name = filler.string_value();
  }
  if (version >= 3) {
    message.client_software_version = filler.string_value();
  }
}

void fill(ApiVersionsResponse::ApiVersion& message, Filler& filler, std::int16_t) {
  message.api_key = filler.int16_value();
  message.min_version = filler.int16_value();
  message.max_version = filler.int16_value();
}

void fill(ApiVersionsResponse::SupportedFeatureKey& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.min_version = filler.int16_value();
  message.max_version = filler.int16_value();
}

void fill(ApiVersionsResponse::FinalizedFeatureKey& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.max_version_level = filler.int16_value();
  message.min_version_level = filler.int16_value();
}

void fill(ApiVersionsResponse& message, Filler& filler, std::int16_t version) {
  message.error_code = filler.error_code();
  auto& api_keys = message.api_keys;
  api_keys.resize(filler.count());
  for (ApiVersionsResponse::ApiVersion& item : api_keys) {
    fill(item, filler, version);
  }
  if (version >= 1) {
    message.throttle_time_ms = filler.int32_value();
  }
  if (version >= 3) {
    auto& items = message.supported_features;
    items.resize(filler.count());
    for (ApiVersionsResponse::SupportedFeatureKey& item : items) {
      fill(item, filler, version);
    }
  }
  if (version >= 3) {
    message.finalized_features_epoch = filler.int64_value();
  }
  if (version >= 3) {
    auto& items = message.finalized_features;
    items.resize(filler.count());
    for (ApiVersionsResponse::FinalizedFeatureKey& item : items) {
      fill(item, filler, version);
    }
  }
  if (version >= 3) {
    message.zk_migration_ready = filler.bool_value();
  }
}

void fill(EndTxnRequest& message, Filler& filler, std::int16_t) {
  message.transactional_id = filler.string_value();
  message.producer_id = filler.int64_value();
  message.producer_epoch = filler.int16_value();
  message.committed = filler.bool_value();
}

void fill(EndTxnResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (version >= 5) {
    message.producer_id = filler.int64_value();
  }
  if (version >= 5) {
    message.producer_epoch = filler.int16_value();
  }
}

void fill(AlterReplicaLogDirsRequest::AlterReplicaLogDirTopic& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(AlterReplicaLogDirsRequest::AlterReplicaLogDir& message, Filler& filler, std::int16_t version) {
  message.path = filler.string_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (AlterReplicaLogDirsRequest::AlterReplicaLogDirTopic& item : topics) {
    fill(item, filler, version);
  }
}

void fill(AlterReplicaLogDirsRequest& message, Filler& filler, std::int16_t version) {
  auto& dirs = message.dirs;
  dirs.resize(filler.count());
  for (AlterReplicaLogDirsRequest::AlterReplicaLogDir& item : dirs) {
    fill(item, filler, version);
  }
}

void fill(AlterReplicaLogDirsResponse::AlterReplicaLogDirPartitionResult& message, Filler& filler, std::int16_t) {
  message.partition_index = filler.int32_value();
  message.error_code = filler.error_code();
}

void fill(AlterReplicaLogDirsResponse::AlterReplicaLogDirTopicResult& message, Filler& filler, std::int16_t version) {
  message.topic_name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (AlterReplicaLogDirsResponse::AlterReplicaLogDirPartitionResult& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(AlterReplicaLogDirsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& results = message.results;
  results.resize(filler.count());
  for (AlterReplicaLogDirsResponse::AlterReplicaLogDirTopicResult& item : results) {
    fill(item, filler, version);
  }
}

void fill(DeleteGroupsRequest& message, Filler& filler, std::int16_t) {
  auto& groups_names = message.groups_names;
  groups_names.resize(filler.count());
  for (std::string_view& item : groups_names) {
    item = filler.string_value();
  }
}

void fill(DeleteGroupsResponse::DeletableGroupResult& message, Filler& filler, std::int16_t) {
  message.group_id = filler.string_value();
  message.error_code = filler.error_code();
}

void fill(DeleteGroupsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& results = message.results;
  results.resize(filler.count());
  for (DeleteGroupsResponse::DeletableGroupResult& item : results) {
    fill(item, filler, version);
  }
}

void fill(DescribeUserScramCredentialsRequest::UserName& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
}

void fill(DescribeUserScramCredentialsRequest& message, Filler& filler, std::int16_t version) {
  if (filler.is_null()) {
    message.users.reset();
  } else {
    auto& items = message.users.emplace();
    items.resize(filler.count());
    for (DescribeUserScramCredentialsRequest::UserName& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(DescribeUserScramCredentialsResponse::CredentialInfo& message, Filler& filler, std::int16_t) {
  message.mechanism = filler.int8_value();
  message.iterations = filler.int32_value();
}

void fill(DescribeUserScramCredentialsResponse::DescribeUserScramCredentialsResult& message,
    Filler& filler, std::int16_t version) {
  message.user = filler.string_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  auto& credential_infos = message.credential_infos;
  credential_infos.resize(filler.count());
  for (DescribeUserScramCredentialsResponse::CredentialInfo& item : credential_infos) {
    fill(item, filler, version);
  }
}

void fill(DescribeUserScramCredentialsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
  auto& results = message.results;
  results.resize(filler.count());
  for (DescribeUserScramCredentialsResponse::DescribeUserScramCredentialsResult& item : results) {
    fill(item, filler, version);
  }
}

void fill(EnvelopeRequest& message, Filler& filler, std::int16_t) {
  message.request_data = filler.bytes_value();
  if (filler.is_null()) {
    message.request_principal.reset();
  } else {
    message.request_principal = filler.bytes_value();
  }
  message.client_host_address = filler.bytes_value();
}

void fill(EnvelopeResponse& message, Filler& filler, std::int16_t) {
  if (filler.is_null()) {
    message.response_data.reset();
  } else {
    message.response_data = filler.bytes_value();
  }
  message.error_code = filler.error_code();
}

void fill(ListTransactionsRequest& message, Filler& filler, std::int16_t version) {
  auto& state_filters = message.state_filters;
  state_filters.resize(filler.count());
  for (std::string_view& item : state_filters) {
    item = filler.string_value();
  }
  auto& producer_id_filters = message.producer_id_filters;
  producer_id_filters.resize(filler.count());
  for (std::int64_t& item : producer_id_filters) {
    item = filler.int64_value();
  }
  if (version >= 1) {
    message.duration_filter = filler.int64_value();
  }
  if (version >= 2) {
    if (filler.is_null()) {
      message.transactional_id_pattern.reset();
    } else {
      message.transactional_id_pattern = filler.string_value();
    }
  }
}

void fill(ListTransactionsResponse::TransactionState& message, Filler& filler, std::int16_t) {
  message.transactional_id = filler.string_value();
  message.producer_id = filler.int64_value();
  message.transaction_state = filler.string_value();
}

void fill(ListTransactionsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  auto& unknown_state_filters = message.unknown_state_filters;
  unknown_state_filters.resize(filler.count());
  for (std::string_view& item : unknown_state_filters) {
    item = filler.string_value();
  }
  auto& transaction_states = message.transaction_states;
  transaction_states.resize(filler.count());
  for (ListTransactionsResponse::TransactionState& item : transaction_states) {
    fill(item, filler, version);
  }
}

void fill(ListConfigResourcesRequest& message, Filler& filler, std::int16_t version) {
  if (version >= 1) {
    auto& items = message.resource_types;
    items.resize(filler.count());
    for (std::int8_t& item : items) {
      item = filler.int8_value();
    }
  }
}

void fill(ListConfigResourcesResponse::ConfigResource& message, Filler& filler, std::int16_t version) {
  message.resource_name = filler.string_value();
  if (version >= 1) {
    message.resource_type = filler.int8_value();
  }
}

void fill(ListConfigResourcesResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  auto& config_resources = message.config_resources;
  config_resources.resize(filler.count());
  for (ListConfigResourcesResponse::ConfigResource& item : config_resources) {
    fill(item, filler, version);
  }
}

void fill(UpdateRaftVoterRequest::Listener& message, Filler& filler, std::int16_t) {
  message.name = filler.string_value();
  message.host = filler.string_value();
  message.port = filler.uint16_value();
}

void fill(UpdateRaftVoterRequest::KRaftVersionFeature& message, Filler& filler, std::int16_t) {
  message.min_supported_version = filler.int16_value();
  message.max_supported_version = filler.int16_value();
}

void fill(UpdateRaftVoterRequest& message, Filler& filler, std::int16_t version) {
  if (filler.is_null()) {
    message.cluster_id.reset();
  } else {
    message.cluster_id = filler.string_value();
  }
  message.current_leader_epoch = filler.int32_value();
  message.voter_id = filler.int32_value();
  message.voter_directory_id = filler.uuid_value();
  auto& listeners = message.listeners;
  listeners.resize(filler.count());
  for (UpdateRaftVoterRequest::Listener& item : listeners) {
    fill(item, filler, version);
  }
  fill(message.k_raft_version_feature, filler, version);
}

void fill(UpdateRaftVoterResponse::CurrentLeader& message, Filler& filler, std::int16_t) {
  message.leader_id = filler.int32_value();
  message.leader_epoch = filler.int32_value();
  message.host = filler.string_value();
  message.port = filler.int32_value();
}

void fill(UpdateRaftVoterResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  message.error_code = filler.error_code();
  fill(message.current_leader, filler, version);
}

void fill(DescribeShareGroupOffsetsRequest::DescribeShareGroupOffsetsRequestTopic& message,
    Filler& filler, std::int16_t) {
  message.topic_name = filler.string_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (std::int32_t& item : partitions) {
    item = filler.int32_value();
  }
}

void fill(DescribeShareGroupOffsetsRequest::DescribeShareGroupOffsetsRequestGroup& message,
    Filler& filler, std::int16_t version) {
  message.group_id = filler.string_value();
  if (filler.is_null()) {
    message.topics.reset();
  } else {
    auto& items = message.topics.emplace();
    items.resize(filler.count());
    for (DescribeShareGroupOffsetsRequest::DescribeShareGroupOffsetsRequestTopic& item : items) {
      fill(item, filler, version);
    }
  }
}

void fill(DescribeShareGroupOffsetsRequest& message, Filler& filler, std::int16_t version) {
  auto& groups = message.groups;
  groups.resize(filler.count());
  for (DescribeShareGroupOffsetsRequest::DescribeShareGroupOffsetsRequestGroup& item : groups) {
    fill(item, filler, version);
  }
}

void fill(DescribeShareGroupOffsetsResponse::DescribeShareGroupOffsetsResponsePartition& message,
    Filler& filler, std::int16_t version) {
  message.partition_index = filler.int32_value();
  message.start_offset = filler.int64_value();
  message.leader_epoch = filler.int32_value();
  if (version >= 1) {
    message.lag = filler.int64_value();
  }
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill(DescribeShareGroupOffsetsResponse::DescribeShareGroupOffsetsResponseTopic& message,
    Filler& filler, std::int16_t version) {
  message.topic_name = filler.string_value();
  message.topic_id = filler.uuid_value();
  auto& partitions = message.partitions;
  partitions.resize(filler.count());
  for (DescribeShareGroupOffsetsResponse::DescribeShareGroupOffsetsResponsePartition& item : partitions) {
    fill(item, filler, version);
  }
}

void fill(DescribeShareGroupOffsetsResponse::DescribeShareGroupOffsetsResponseGroup& message,
    Filler& filler, std::int16_t version) {
  message.group_id = filler.string_value();
  auto& topics = message.topics;
  topics.resize(filler.count());
  for (DescribeShareGroupOffsetsResponse::DescribeShareGroupOffsetsResponseTopic& item : topics) {
    fill(item, filler, version);
  }
  message.error_code = filler.error_code();
  if (filler.is_null()) {
    message.error_message.reset();
  } else {
    message.error_message = filler.string_value();
  }
}

void fill(DescribeShareGroupOffsetsResponse& message, Filler& filler, std::int16_t version) {
  message.throttle_time_ms = filler.int32_value();
  auto& groups = message.groups;
  groups.resize(filler.count());
  for (DescribeShareGroupOffsetsResponse::DescribeShareGroupOffsetsResponseGroup& item : groups) {
    fill(item, filler, version);
  }
}

void fill(DefaultPrincipalData& message, Filler& filler, std::int16_t) {
  message.type = filler.string_value();
  message.name = filler.string_value();
  message.token_authenticated = filler.bool_value();
}

}  // namespace

std::vector<Case> cases_6() {
  return {
      make_case<FindCoordinatorRequest>("FindCoordinatorRequest", fill),
      make_case<FindCoordinatorResponse>("FindCoordinatorResponse", fill),
      make_case<ApiVersionsRequest>("ApiVersionsRequest", fill),
      make_case<ApiVersionsResponse>("ApiVersionsResponse", fill),
      make_case<EndTxnRequest>("EndTxnRequest", fill),
      make_case<EndTxnResponse>("EndTxnResponse", fill),
      make_case<AlterReplicaLogDirsRequest>("AlterReplicaLogDirsRequest", fill),
      make_case<AlterReplicaLogDirsResponse>("AlterReplicaLogDirsResponse", fill),
      make_case<DeleteGroupsRequest>("DeleteGroupsRequest", fill),
      make_case<DeleteGroupsResponse>("DeleteGroupsResponse", fill),
      make_case<DescribeUserScramCredentialsRequest>("DescribeUserScramCredentialsRequest", fill),
      make_case<DescribeUserScramCredentialsResponse>("DescribeUserScramCredentialsResponse", fill),
      make_case<EnvelopeRequest>("EnvelopeRequest", fill),
      make_case<EnvelopeResponse>("EnvelopeResponse", fill),
      make_case<ListTransactionsRequest>("ListTransactionsRequest", fill),
      make_case<ListTransactionsResponse>("ListTransactionsResponse", fill),
      make_case<ListConfigResourcesRequest>("ListConfigResourcesRequest", fill),
      make_case<ListConfigResourcesResponse>("ListConfigResourcesResponse", fill),
      make_case<UpdateRaftVoterRequest>("UpdateRaftVoterRequest", fill),
      make_case<UpdateRaftVoterResponse>("UpdateRaftVoterResponse", fill),
      make_case<DescribeShareGroupOffsetsRequest>("DescribeShareGroupOffsetsRequest", fill),
      make_case<DescribeShareGroupOffsetsResponse>("DescribeShareGroupOffsetsResponse", fill),
      make_case<DefaultPrincipalData>("DefaultPrincipalData", fill),
  };
}

}  // namespace klamm::protocol::test
