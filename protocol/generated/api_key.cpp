// Made by protocol/schema/generate.py from protocol/schema/*.txt. Not to be edited.
#include "protocol/generated/api_key.h"

#include <algorithm>

#include "runtime/base/assert.h"

namespace klamm::protocol {

namespace {

constexpr ApiInfo kApis[] = {
    {ApiKey::kProduce, "Produce", 0, 13, 9},
    {ApiKey::kFetch, "Fetch", 0, 18, 12},
    {ApiKey::kListOffsets, "ListOffsets", 0, 11, 6},
    {ApiKey::kMetadata, "Metadata", 0, 13, 9},
    {ApiKey::kOffsetCommit, "OffsetCommit", 0, 10, 8},
    {ApiKey::kOffsetFetch, "OffsetFetch", 0, 10, 6},
    {ApiKey::kFindCoordinator, "FindCoordinator", 0, 6, 3},
    {ApiKey::kJoinGroup, "JoinGroup", 0, 9, 6},
    {ApiKey::kHeartbeat, "Heartbeat", 0, 4, 4},
    {ApiKey::kLeaveGroup, "LeaveGroup", 0, 5, 4},
    {ApiKey::kSyncGroup, "SyncGroup", 0, 5, 4},
    {ApiKey::kDescribeGroups, "DescribeGroups", 0, 6, 5},
    {ApiKey::kListGroups, "ListGroups", 0, 5, 3},
    {ApiKey::kSaslHandshake, "SaslHandshake", 0, 1, 32767},
    {ApiKey::kApiVersions, "ApiVersions", 0, 4, 3},
    {ApiKey::kCreateTopics, "CreateTopics", 0, 7, 5},
    {ApiKey::kDeleteTopics, "DeleteTopics", 0, 6, 4},
    {ApiKey::kDeleteRecords, "DeleteRecords", 0, 2, 2},
    {ApiKey::kInitProducerId, "InitProducerId", 0, 6, 2},
    {ApiKey::kOffsetForLeaderEpoch, "OffsetForLeaderEpoch", 0, 4, 4},
    {ApiKey::kAddPartitionsToTxn, "AddPartitionsToTxn", 0, 5, 3},
    {ApiKey::kAddOffsetsToTxn, "AddOffsetsToTxn", 0, 4, 3},
    {ApiKey::kEndTxn, "EndTxn", 0, 5, 3},
    {ApiKey::kWriteTxnMarkers, "WriteTxnMarkers", 0, 2, 1},
    {ApiKey::kTxnOffsetCommit, "TxnOffsetCommit", 0, 5, 3},
    {ApiKey::kDescribeAcls, "DescribeAcls", 0, 3, 2},
    {ApiKey::kCreateAcls, "CreateAcls", 0, 3, 2},
    {ApiKey::kDeleteAcls, "DeleteAcls", 0, 3, 2},
    {ApiKey::kDescribeConfigs, "DescribeConfigs", 0, 4, 4},
    {ApiKey::kAlterConfigs, "AlterConfigs", 0, 2, 2},
    {ApiKey::kAlterReplicaLogDirs, "AlterReplicaLogDirs", 0, 2, 2},
    {ApiKey::kDescribeLogDirs, "DescribeLogDirs", 0, 5, 2},
    {ApiKey::kSaslAuthenticate, "SaslAuthenticate", 0, 2, 2},
    {ApiKey::kCreatePartitions, "CreatePartitions", 0, 3, 2},
    {ApiKey::kCreateDelegationToken, "CreateDelegationToken", 0, 3, 2},
    {ApiKey::kRenewDelegationToken, "RenewDelegationToken", 0, 2, 2},
    {ApiKey::kExpireDelegationToken, "ExpireDelegationToken", 0, 2, 2},
    {ApiKey::kDescribeDelegationToken, "DescribeDelegationToken", 0, 3, 2},
    {ApiKey::kDeleteGroups, "DeleteGroups", 0, 2, 2},
    {ApiKey::kElectLeaders, "ElectLeaders", 0, 2, 2},
    {ApiKey::kIncrementalAlterConfigs, "IncrementalAlterConfigs", 0, 1, 1},
    {ApiKey::kAlterPartitionReassignments, "AlterPartitionReassignments", 0, 1, 0},
    {ApiKey::kListPartitionReassignments, "ListPartitionReassignments", 0, 0, 0},
    {ApiKey::kOffsetDelete, "OffsetDelete", 0, 0, 32767},
    {ApiKey::kDescribeClientQuotas, "DescribeClientQuotas", 0, 1, 1},
    {ApiKey::kAlterClientQuotas, "AlterClientQuotas", 0, 1, 1},
    {ApiKey::kDescribeUserScramCredentials, "DescribeUserScramCredentials", 0, 0, 0},
    {ApiKey::kAlterUserScramCredentials, "AlterUserScramCredentials", 0, 0, 0},
    {ApiKey::kVote, "Vote", 0, 2, 0},
    {ApiKey::kBeginQuorumEpoch, "BeginQuorumEpoch", 0, 1, 1},
    {ApiKey::kEndQuorumEpoch, "EndQuorumEpoch", 0, 1, 1},
    {ApiKey::kDescribeQuorum, "DescribeQuorum", 0, 2, 0},
    {ApiKey::kAlterPartition, "AlterPartition", 0, 3, 0},
    {ApiKey::kUpdateFeatures, "UpdateFeatures", 0, 2, 0},
    {ApiKey::kEnvelope, "Envelope", 0, 0, 0},
    {ApiKey::kFetchSnapshot, "FetchSnapshot", 0, 1, 0},
    {ApiKey::kDescribeCluster, "DescribeCluster", 0, 2, 0},
    {ApiKey::kDescribeProducers, "DescribeProducers", 0, 0, 0},
    {ApiKey::kBrokerRegistration, "BrokerRegistration", 0, 4, 0},
    {ApiKey::kBrokerHeartbeat, "BrokerHeartbeat", 0, 2, 0},
    {ApiKey::kUnregisterBroker, "UnregisterBroker", 0, 0, 0},
    {ApiKey::kDescribeTransactions, "DescribeTransactions", 0, 0, 0},
    {ApiKey::kListTransactions, "ListTransactions", 0, 2, 0},
    {ApiKey::kAllocateProducerIds, "AllocateProducerIds", 0, 0, 0},
    {ApiKey::kConsumerGroupHeartbeat, "ConsumerGroupHeartbeat", 0, 1, 0},
    {ApiKey::kConsumerGroupDescribe, "ConsumerGroupDescribe", 0, 1, 0},
    {ApiKey::kControllerRegistration, "ControllerRegistration", 0, 0, 0},
    {ApiKey::kGetTelemetrySubscriptions, "GetTelemetrySubscriptions", 0, 0, 0},
    {ApiKey::kPushTelemetry, "PushTelemetry", 0, 0, 0},
    {ApiKey::kAssignReplicasToDirs, "AssignReplicasToDirs", 0, 0, 0},
    {ApiKey::kListConfigResources, "ListConfigResources", 0, 1, 0},
    {ApiKey::kDescribeTopicPartitions, "DescribeTopicPartitions", 0, 0, 0},
    {ApiKey::kShareGroupHeartbeat, "ShareGroupHeartbeat", 1, 1, 1},
    {ApiKey::kShareGroupDescribe, "ShareGroupDescribe", 1, 1, 1},
    {ApiKey::kShareFetch, "ShareFetch", 1, 2, 1},
    {ApiKey::kShareAcknowledge, "ShareAcknowledge", 1, 2, 1},
    {ApiKey::kAddRaftVoter, "AddRaftVoter", 0, 1, 0},
    {ApiKey::kRemoveRaftVoter, "RemoveRaftVoter", 0, 0, 0},
    {ApiKey::kUpdateRaftVoter, "UpdateRaftVoter", 0, 0, 0},
    {ApiKey::kInitializeShareGroupState, "InitializeShareGroupState", 0, 0, 0},
    {ApiKey::kReadShareGroupState, "ReadShareGroupState", 0, 0, 0},
    {ApiKey::kWriteShareGroupState, "WriteShareGroupState", 0, 1, 0},
    {ApiKey::kDeleteShareGroupState, "DeleteShareGroupState", 0, 0, 0},
    {ApiKey::kReadShareGroupStateSummary, "ReadShareGroupStateSummary", 0, 1, 0},
    {ApiKey::kStreamsGroupHeartbeat, "StreamsGroupHeartbeat", 0, 0, 0},
    {ApiKey::kStreamsGroupDescribe, "StreamsGroupDescribe", 0, 0, 0},
    {ApiKey::kDescribeShareGroupOffsets, "DescribeShareGroupOffsets", 0, 1, 0},
    {ApiKey::kAlterShareGroupOffsets, "AlterShareGroupOffsets", 0, 0, 0},
    {ApiKey::kDeleteShareGroupOffsets, "DeleteShareGroupOffsets", 0, 0, 0},
};

bool is_flexible(ApiKey key, std::int16_t version) {
  const ApiInfo* api = find_api(static_cast<std::int16_t>(key));
  KLAMM_ASSERT(api != nullptr);
  return version >= api->flexible_min;
}

}  // namespace

std::span<const ApiInfo> all_apis() { return kApis; }

const ApiInfo* find_api(std::int16_t key) {
  const auto found = std::ranges::lower_bound(kApis, static_cast<ApiKey>(key), {}, &ApiInfo::key);
  return found != std::end(kApis) && found->key == static_cast<ApiKey>(key) ? found : nullptr;
}

std::string_view api_key_name(ApiKey key) {
  const ApiInfo* api = find_api(static_cast<std::int16_t>(key));
  return api == nullptr ? "?" : api->name;
}

std::int16_t request_header_version(ApiKey key, std::int16_t version) { return is_flexible(key, version) ? 2 : 1; }

std::int16_t response_header_version(ApiKey key, std::int16_t version) {
  return key != ApiKey::kApiVersions && is_flexible(key, version) ? 1 : 0;
}

}  // namespace klamm::protocol
