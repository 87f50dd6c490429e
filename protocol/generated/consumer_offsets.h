// Made by protocol/schema/generate.py from protocol/schema/consumer_offsets.txt. Not to be edited.
// The records of __consumer_offsets: offsets and groups. Key and value begin with an int16; in keys it is the
// record's type, in values the version. A null value deletes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "runtime/base/bytes.h"
#include "runtime/base/ids.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct LegacyOffsetCommitKey {
  static constexpr std::int16_t kRecordType = 0;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group;
  std::string_view topic;
  std::int32_t partition = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const LegacyOffsetCommitKey& other) const = default;
};

struct LegacyOffsetCommitValue {
  static constexpr std::int16_t kRecordType = 0;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::int64_t offset = 0;
  std::string_view metadata;
  std::int64_t commit_timestamp = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const LegacyOffsetCommitValue& other) const = default;
};

struct OffsetCommitKey {
  static constexpr std::int16_t kRecordType = 1;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group;
  std::string_view topic;
  std::int32_t partition = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const OffsetCommitKey& other) const = default;
};

struct OffsetCommitValue {
  static constexpr std::int16_t kRecordType = 1;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 4;
  static constexpr std::int16_t kFlexibleMin = 4;

  std::int64_t offset = 0;
  std::int32_t leader_epoch = -1;  // versions 3+
  std::string_view metadata;
  // In ms. The offset expires offsets.retention.minutes after the group became empty or, without a group, after
  // this.
  std::int64_t commit_timestamp = 0;
  // An end that the client asked for (OffsetCommit 2 to 4); -1 for none.
  std::int64_t expire_timestamp = -1;  // versions 1
  // Zero where the commit named the topic.
  Uuid topic_id;  // versions 4+, tag 0

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const OffsetCommitValue& other) const = default;
};

struct GroupMetadataKey {
  static constexpr std::int16_t kRecordType = 2;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const GroupMetadataKey& other) const = default;
};

struct GroupMetadataValue {
  static constexpr std::int16_t kRecordType = 2;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 4;
  static constexpr std::int16_t kFlexibleMin = 4;

  struct MemberMetadata {
    std::string_view member_id;
    std::optional<std::string_view> group_instance_id;  // versions 3+
    std::string_view client_id;
    std::string_view client_host;
    // In ms; before version 1 the session timeout.
    std::int32_t rebalance_timeout = -1;  // versions 1+
    std::int32_t session_timeout = 0;
    ByteView subscription;
    ByteView assignment;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const MemberMetadata& other) const;
  };

  std::string_view protocol_type;
  std::int32_t generation = 0;
  // Null while the group has no members.
  std::optional<std::string_view> protocol{std::in_place};
  std::optional<std::string_view> leader{std::in_place};
  // When the group entered its state, in ms; offsets of empty groups expire after it.
  std::int64_t current_state_timestamp = -1;  // versions 2+
  std::vector<MemberMetadata> members;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const GroupMetadataValue& other) const = default;
};

struct ConsumerGroupMetadataKey {
  static constexpr std::int16_t kRecordType = 3;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ConsumerGroupMetadataKey& other) const = default;
};

struct ConsumerGroupMetadataValue {
  static constexpr std::int16_t kRecordType = 3;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t epoch = 0;
  // Of the subscribed topics, to notice that they changed.
  std::int64_t metadata_hash = 0;  // tag 0

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ConsumerGroupMetadataValue& other) const = default;
};

struct ConsumerGroupPartitionMetadataKey {
  static constexpr std::int16_t kRecordType = 4;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ConsumerGroupPartitionMetadataKey& other) const = default;
};

struct ConsumerGroupPartitionMetadataValue {
  static constexpr std::int16_t kRecordType = 4;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct PartitionMetadata {
    std::int32_t partition = 0;
    std::vector<std::string_view> racks;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionMetadata& other) const = default;
  };

  struct TopicMetadata {
    Uuid topic_id;
    std::string_view topic_name;
    std::int32_t num_partitions = 0;
    std::vector<PartitionMetadata> partition_metadata;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicMetadata& other) const = default;
  };

  std::vector<TopicMetadata> topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ConsumerGroupPartitionMetadataValue& other) const = default;
};

struct ConsumerGroupMemberMetadataKey {
  static constexpr std::int16_t kRecordType = 5;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;
  std::string_view member_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ConsumerGroupMemberMetadataKey& other) const = default;
};

struct ConsumerGroupMemberMetadataValue {
  static constexpr std::int16_t kRecordType = 5;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct ClassicProtocol {
    std::string_view name;
    ByteView metadata;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ClassicProtocol& other) const;
  };

  struct ClassicMemberMetadata {
    std::int32_t session_timeout_ms = 0;
    std::vector<ClassicProtocol> supported_protocols;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ClassicMemberMetadata& other) const = default;
  };

  std::optional<std::string_view> instance_id{std::in_place};
  std::optional<std::string_view> rack_id{std::in_place};
  std::string_view client_id;
  std::string_view client_host;
  std::vector<std::string_view> subscribed_topic_names;
  std::optional<std::string_view> subscribed_topic_regex{std::in_place};
  std::int32_t rebalance_timeout_ms = -1;
  std::optional<std::string_view> server_assignor{std::in_place};
  // Null unless the member still speaks the classic protocol.
  std::optional<ClassicMemberMetadata> classic_member_metadata = ClassicMemberMetadata{};  // tag 0

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ConsumerGroupMemberMetadataValue& other) const = default;
};

struct ConsumerGroupTargetAssignmentMetadataKey {
  static constexpr std::int16_t kRecordType = 6;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ConsumerGroupTargetAssignmentMetadataKey& other) const = default;
};

struct ConsumerGroupTargetAssignmentMetadataValue {
  static constexpr std::int16_t kRecordType = 6;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t assignment_epoch = 0;
  std::int64_t assignment_timestamp = 0;  // tag 0

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ConsumerGroupTargetAssignmentMetadataValue& other) const = default;
};

struct ConsumerGroupTargetAssignmentMemberKey {
  static constexpr std::int16_t kRecordType = 7;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;
  std::string_view member_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ConsumerGroupTargetAssignmentMemberKey& other) const = default;
};

struct ConsumerGroupTargetAssignmentMemberValue {
  static constexpr std::int16_t kRecordType = 7;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct TopicPartition {
    Uuid topic_id;
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicPartition& other) const = default;
  };

  std::vector<TopicPartition> topic_partitions;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ConsumerGroupTargetAssignmentMemberValue& other) const = default;
};

struct ConsumerGroupCurrentMemberAssignmentKey {
  static constexpr std::int16_t kRecordType = 8;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;
  std::string_view member_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ConsumerGroupCurrentMemberAssignmentKey& other) const = default;
};

struct ConsumerGroupCurrentMemberAssignmentValue {
  static constexpr std::int16_t kRecordType = 8;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct TopicPartitions {
    Uuid topic_id;
    std::vector<std::int32_t> partitions;
    std::optional<std::vector<std::int32_t>> assignment_epochs{std::in_place};  // tag 0

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicPartitions& other) const = default;
  };

  std::int32_t member_epoch = 0;
  std::int32_t previous_member_epoch = 0;
  // 0 stable, 1 partitions not revoked yet, 2 partitions that others have not released yet.
  std::int8_t state = 0;
  std::vector<TopicPartitions> assigned_partitions;
  std::vector<TopicPartitions> partitions_pending_revocation;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ConsumerGroupCurrentMemberAssignmentValue& other) const = default;
};

struct ShareGroupMemberMetadataKey {
  static constexpr std::int16_t kRecordType = 10;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;
  std::string_view member_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ShareGroupMemberMetadataKey& other) const = default;
};

struct ShareGroupMemberMetadataValue {
  static constexpr std::int16_t kRecordType = 10;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::optional<std::string_view> rack_id{std::in_place};
  std::string_view client_id;
  std::string_view client_host;
  std::vector<std::string_view> subscribed_topic_names;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ShareGroupMemberMetadataValue& other) const = default;
};

struct ShareGroupMetadataKey {
  static constexpr std::int16_t kRecordType = 11;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ShareGroupMetadataKey& other) const = default;
};

struct ShareGroupMetadataValue {
  static constexpr std::int16_t kRecordType = 11;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t epoch = 0;
  std::int64_t metadata_hash = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ShareGroupMetadataValue& other) const = default;
};

struct ShareGroupTargetAssignmentMetadataKey {
  static constexpr std::int16_t kRecordType = 12;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ShareGroupTargetAssignmentMetadataKey& other) const = default;
};

struct ShareGroupTargetAssignmentMetadataValue {
  static constexpr std::int16_t kRecordType = 12;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t assignment_epoch = 0;
  std::int64_t assignment_timestamp = 0;  // tag 0

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ShareGroupTargetAssignmentMetadataValue& other) const = default;
};

struct ShareGroupTargetAssignmentMemberKey {
  static constexpr std::int16_t kRecordType = 13;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;
  std::string_view member_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ShareGroupTargetAssignmentMemberKey& other) const = default;
};

struct ShareGroupTargetAssignmentMemberValue {
  static constexpr std::int16_t kRecordType = 13;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct TopicPartition {
    Uuid topic_id;
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicPartition& other) const = default;
  };

  std::vector<TopicPartition> topic_partitions;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ShareGroupTargetAssignmentMemberValue& other) const = default;
};

struct ShareGroupCurrentMemberAssignmentKey {
  static constexpr std::int16_t kRecordType = 14;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;
  std::string_view member_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ShareGroupCurrentMemberAssignmentKey& other) const = default;
};

struct ShareGroupCurrentMemberAssignmentValue {
  static constexpr std::int16_t kRecordType = 14;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct TopicPartitions {
    Uuid topic_id;
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicPartitions& other) const = default;
  };

  std::int32_t member_epoch = 0;
  std::int32_t previous_member_epoch = 0;
  std::int8_t state = 0;
  std::vector<TopicPartitions> assigned_partitions;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ShareGroupCurrentMemberAssignmentValue& other) const = default;
};

struct ShareGroupStatePartitionMetadataKey {
  static constexpr std::int16_t kRecordType = 15;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ShareGroupStatePartitionMetadataKey& other) const = default;
};

struct ShareGroupStatePartitionMetadataValue {
  static constexpr std::int16_t kRecordType = 15;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct TopicPartitionsInfo {
    Uuid topic_id;
    std::string_view topic_name;
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicPartitionsInfo& other) const = default;
  };

  struct TopicInfo {
    Uuid topic_id;
    std::string_view topic_name;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicInfo& other) const = default;
  };

  std::vector<TopicPartitionsInfo> initializing_topics;
  std::vector<TopicPartitionsInfo> initialized_topics;
  std::vector<TopicInfo> deleting_topics;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ShareGroupStatePartitionMetadataValue& other) const = default;
};

struct ConsumerGroupRegularExpressionKey {
  static constexpr std::int16_t kRecordType = 16;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;
  std::string_view regular_expression;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ConsumerGroupRegularExpressionKey& other) const = default;
};

struct ConsumerGroupRegularExpressionValue {
  static constexpr std::int16_t kRecordType = 16;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::vector<std::string_view> topics;
  std::int64_t version = 0;
  std::int64_t timestamp = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ConsumerGroupRegularExpressionValue& other) const = default;
};

struct StreamsGroupMetadataKey {
  static constexpr std::int16_t kRecordType = 17;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const StreamsGroupMetadataKey& other) const = default;
};

struct StreamsGroupMetadataValue {
  static constexpr std::int16_t kRecordType = 17;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct LastAssignmentConfig {
    std::string_view key;
    std::string_view value;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const LastAssignmentConfig& other) const = default;
  };

  std::int32_t epoch = 0;
  std::int64_t metadata_hash = 0;
  std::int32_t validated_topology_epoch = -1;  // tag 0
  std::optional<std::vector<LastAssignmentConfig>> last_assignment_configs{std::in_place};  // tag 1

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const StreamsGroupMetadataValue& other) const = default;
};

struct StreamsGroupMemberMetadataKey {
  static constexpr std::int16_t kRecordType = 19;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;
  std::string_view member_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const StreamsGroupMemberMetadataKey& other) const = default;
};

struct StreamsGroupMemberMetadataValue {
  static constexpr std::int16_t kRecordType = 19;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct Endpoint {
    std::string_view host;
    std::uint16_t port = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Endpoint& other) const = default;
  };

  struct KeyValue {
    std::string_view key;
    std::string_view value;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const KeyValue& other) const = default;
  };

  std::optional<std::string_view> instance_id{std::in_place};
  std::optional<std::string_view> rack_id{std::in_place};
  std::string_view client_id;
  std::string_view client_host;
  std::int32_t rebalance_timeout_ms = -1;
  std::int32_t topology_epoch = 0;
  std::string_view process_id;
  std::optional<Endpoint> user_endpoint;
  std::vector<KeyValue> client_tags;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const StreamsGroupMemberMetadataValue& other) const = default;
};

struct StreamsGroupTargetAssignmentMetadataKey {
  static constexpr std::int16_t kRecordType = 20;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const StreamsGroupTargetAssignmentMetadataKey& other) const = default;
};

struct StreamsGroupTargetAssignmentMetadataValue {
  static constexpr std::int16_t kRecordType = 20;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t assignment_epoch = 0;
  std::int64_t assignment_timestamp = 0;  // tag 0

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const StreamsGroupTargetAssignmentMetadataValue& other) const = default;
};

struct StreamsGroupTargetAssignmentMemberKey {
  static constexpr std::int16_t kRecordType = 21;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;
  std::string_view member_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const StreamsGroupTargetAssignmentMemberKey& other) const = default;
};

struct StreamsGroupTargetAssignmentMemberValue {
  static constexpr std::int16_t kRecordType = 21;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct TaskIds {
    std::string_view subtopology_id;
    std::vector<std::int32_t> partitions;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TaskIds& other) const = default;
  };

  std::vector<TaskIds> active_tasks;
  std::vector<TaskIds> standby_tasks;
  std::vector<TaskIds> warmup_tasks;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const StreamsGroupTargetAssignmentMemberValue& other) const = default;
};

struct StreamsGroupCurrentMemberAssignmentKey {
  static constexpr std::int16_t kRecordType = 22;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;
  std::string_view member_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const StreamsGroupCurrentMemberAssignmentKey& other) const = default;
};

struct StreamsGroupCurrentMemberAssignmentValue {
  static constexpr std::int16_t kRecordType = 22;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct TaskIds {
    std::string_view subtopology_id;
    std::vector<std::int32_t> partitions;
    std::optional<std::vector<std::int32_t>> assignment_epochs{std::in_place};  // tag 0

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TaskIds& other) const = default;
  };

  std::int32_t member_epoch = 0;
  std::int32_t previous_member_epoch = 0;
  std::int8_t state = 0;
  std::vector<TaskIds> active_tasks;
  std::vector<TaskIds> standby_tasks;
  std::vector<TaskIds> warmup_tasks;
  std::vector<TaskIds> active_tasks_pending_revocation;
  std::vector<TaskIds> standby_tasks_pending_revocation;
  std::vector<TaskIds> warmup_tasks_pending_revocation;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const StreamsGroupCurrentMemberAssignmentValue& other) const = default;
};

struct StreamsGroupTopologyKey {
  static constexpr std::int16_t kRecordType = 23;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const StreamsGroupTopologyKey& other) const = default;
};

struct StreamsGroupTopologyValue {
  static constexpr std::int16_t kRecordType = 23;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct TopicConfig {
    std::string_view key;
    std::string_view value;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicConfig& other) const = default;
  };

  struct TopicInfo {
    std::string_view name;
    std::int32_t partitions = 0;
    std::int16_t replication_factor = 0;
    std::vector<TopicConfig> topic_configs;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TopicInfo& other) const = default;
  };

  struct CopartitionGroup {
    std::vector<std::int16_t> source_topics;
    std::vector<std::int16_t> source_topic_regex;
    std::vector<std::int16_t> repartition_source_topics;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const CopartitionGroup& other) const = default;
  };

  struct Subtopology {
    std::string_view subtopology_id;
    std::vector<std::string_view> source_topics;
    std::vector<std::string_view> source_topic_regex;
    std::vector<TopicInfo> state_changelog_topics;
    std::vector<std::string_view> repartition_sink_topics;
    std::vector<TopicInfo> repartition_source_topics;
    std::vector<CopartitionGroup> copartition_groups;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Subtopology& other) const = default;
  };

  std::int32_t epoch = 0;
  std::vector<Subtopology> subtopologies;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const StreamsGroupTopologyValue& other) const = default;
};

}  // namespace klamm::protocol
