// Made by protocol/schema/generate.py from protocol/schema/cluster_metadata.txt. Not to be edited.
// The records of __cluster_metadata, which make up the state of the cluster. A value is: unsigned varints of a
// frame version (1), the record's type and its version, then the record (KIP-631). There are no keys.
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

struct RegisterBrokerRecord {
  static constexpr std::int16_t kRecordType = 0;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 4;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct BrokerEndpoint {
    std::string_view name;
    std::string_view host;
    std::uint16_t port = 0;
    std::int16_t security_protocol = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const BrokerEndpoint& other) const = default;
  };

  struct BrokerFeature {
    std::string_view name;
    std::int16_t min_supported_version = 0;
    std::int16_t max_supported_version = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const BrokerFeature& other) const = default;
  };

  std::int32_t broker_id = 0;
  bool is_migrating_zk_broker = false;  // versions 2+
  Uuid incarnation_id;
  std::int64_t broker_epoch = 0;
  std::vector<BrokerEndpoint> end_points;
  std::vector<BrokerFeature> features;
  std::optional<std::string_view> rack{std::in_place};
  // A fenced broker leads nothing and is not shown to clients.
  bool fenced = true;
  bool in_controlled_shutdown = false;  // versions 1+
  std::vector<Uuid> log_dirs;  // versions 3+, tag 0
  std::optional<std::vector<Uuid>> cordoned_log_dirs;  // versions 4+, tag 1

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const RegisterBrokerRecord& other) const = default;
};

struct UnregisterBrokerRecord {
  static constexpr std::int16_t kRecordType = 1;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t broker_id = 0;
  std::int64_t broker_epoch = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const UnregisterBrokerRecord& other) const = default;
};

struct TopicRecord {
  static constexpr std::int16_t kRecordType = 2;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::string_view name;
  Uuid topic_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const TopicRecord& other) const = default;
};

struct PartitionRecord {
  static constexpr std::int16_t kRecordType = 3;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t partition_id = -1;
  Uuid topic_id;
  std::vector<std::int32_t> replicas;
  std::vector<std::int32_t> isr;
  std::vector<std::int32_t> removing_replicas;
  std::vector<std::int32_t> adding_replicas;
  std::int32_t leader = -1;
  // 1: elected unclean and still recovering.
  std::int8_t leader_recovery_state = 0;  // tag 0
  // Rises with every change of leader.
  std::int32_t leader_epoch = -1;
  // Rises with every change of the partition.
  std::int32_t partition_epoch = -1;
  // Of each replica, in the same order (KIP-858).
  std::vector<Uuid> directories;  // versions 1+
  std::optional<std::vector<std::int32_t>> eligible_leader_replicas;  // versions 2+, tag 1
  std::optional<std::vector<std::int32_t>> last_known_elr;  // versions 2+, tag 2

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const PartitionRecord& other) const = default;
};

struct ConfigRecord {
  static constexpr std::int16_t kRecordType = 4;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int8_t resource_type = 0;
  std::string_view resource_name;
  std::string_view name;
  // Null deletes the config.
  std::optional<std::string_view> value{std::in_place};

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ConfigRecord& other) const = default;
};

struct PartitionChangeRecord {
  static constexpr std::int16_t kRecordType = 5;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t partition_id = -1;
  Uuid topic_id;
  // Null: unchanged, as for all of these.
  std::optional<std::vector<std::int32_t>> isr;  // tag 0
  // -2: unchanged; -1: none.
  std::int32_t leader = -2;  // tag 1
  std::optional<std::vector<std::int32_t>> replicas;  // tag 2
  std::optional<std::vector<std::int32_t>> removing_replicas;  // tag 3
  std::optional<std::vector<std::int32_t>> adding_replicas;  // tag 4
  std::int8_t leader_recovery_state = -1;  // tag 5
  std::optional<std::vector<Uuid>> directories;  // versions 1+, tag 8
  std::optional<std::vector<std::int32_t>> eligible_leader_replicas;  // versions 2+, tag 6
  std::optional<std::vector<std::int32_t>> last_known_elr;  // versions 2+, tag 7

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const PartitionChangeRecord& other) const = default;
};

struct FenceBrokerRecord {
  static constexpr std::int16_t kRecordType = 7;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t id = 0;
  std::int64_t epoch = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const FenceBrokerRecord& other) const = default;
};

struct UnfenceBrokerRecord {
  static constexpr std::int16_t kRecordType = 8;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t id = 0;
  std::int64_t epoch = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const UnfenceBrokerRecord& other) const = default;
};

struct RemoveTopicRecord {
  static constexpr std::int16_t kRecordType = 9;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  Uuid topic_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const RemoveTopicRecord& other) const = default;
};

struct DelegationTokenRecord {
  static constexpr std::int16_t kRecordType = 10;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::string_view owner;
  std::string_view requester;
  std::vector<std::string_view> renewers;
  std::int64_t issue_timestamp = 0;
  std::int64_t max_timestamp = 0;
  std::int64_t expiration_timestamp = 0;
  std::string_view token_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DelegationTokenRecord& other) const = default;
};

struct UserScramCredentialRecord {
  static constexpr std::int16_t kRecordType = 11;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::string_view name;
  std::int8_t mechanism = 0;
  ByteView salt;
  ByteView stored_key;
  ByteView server_key;
  std::int32_t iterations = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const UserScramCredentialRecord& other) const;
};

struct FeatureLevelRecord {
  static constexpr std::int16_t kRecordType = 12;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::string_view name;
  // 0 removes the feature.
  std::int16_t feature_level = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const FeatureLevelRecord& other) const = default;
};

struct ClientQuotaRecord {
  static constexpr std::int16_t kRecordType = 14;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct EntityData {
    std::string_view entity_type;
    std::optional<std::string_view> entity_name{std::in_place};

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const EntityData& other) const = default;
  };

  std::vector<EntityData> entity;
  std::string_view key;
  double value = 0.0;
  bool remove = false;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ClientQuotaRecord& other) const = default;
};

struct ProducerIdsRecord {
  static constexpr std::int16_t kRecordType = 15;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t broker_id = 0;
  std::int64_t broker_epoch = -1;
  // The first that is not given away yet.
  std::int64_t next_producer_id = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ProducerIdsRecord& other) const = default;
};

struct BrokerRegistrationChangeRecord {
  static constexpr std::int16_t kRecordType = 17;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 3;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t broker_id = 0;
  std::int64_t broker_epoch = 0;
  // -1: unfenced, 0: unchanged, 1: fenced.
  std::int8_t fenced = 0;  // tag 0
  // 0: unchanged, 1: in controlled shutdown.
  std::int8_t in_controlled_shutdown = 0;  // versions 1+, tag 1
  std::vector<Uuid> log_dirs;  // versions 2+, tag 2
  std::optional<std::vector<Uuid>> cordoned_log_dirs;  // versions 3+, tag 3

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const BrokerRegistrationChangeRecord& other) const = default;
};

struct AccessControlEntryRecord {
  static constexpr std::int16_t kRecordType = 18;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  Uuid id;
  std::int8_t resource_type = 0;
  std::string_view resource_name;
  std::int8_t pattern_type = 0;
  std::string_view principal;
  std::string_view host;
  std::int8_t operation = 0;
  std::int8_t permission_type = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AccessControlEntryRecord& other) const = default;
};

struct RemoveAccessControlEntryRecord {
  static constexpr std::int16_t kRecordType = 19;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  Uuid id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const RemoveAccessControlEntryRecord& other) const = default;
};

struct NoOpRecord {
  static constexpr std::int16_t kRecordType = 20;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const NoOpRecord& other) const = default;
};

struct ZkMigrationStateRecord {
  static constexpr std::int16_t kRecordType = 21;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int8_t zk_migration_state = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ZkMigrationStateRecord& other) const = default;
};

struct RemoveUserScramCredentialRecord {
  static constexpr std::int16_t kRecordType = 22;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::string_view name;
  std::int8_t mechanism = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const RemoveUserScramCredentialRecord& other) const = default;
};

struct BeginTransactionRecord {
  static constexpr std::int16_t kRecordType = 23;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  // Of the change, for people who read the log. Records up to EndTransactionRecord take effect together (KIP-868).
  std::optional<std::string_view> name;  // tag 0

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const BeginTransactionRecord& other) const = default;
};

struct EndTransactionRecord {
  static constexpr std::int16_t kRecordType = 24;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const EndTransactionRecord& other) const = default;
};

struct AbortTransactionRecord {
  static constexpr std::int16_t kRecordType = 25;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::optional<std::string_view> reason;  // tag 0

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AbortTransactionRecord& other) const = default;
};

struct RemoveDelegationTokenRecord {
  static constexpr std::int16_t kRecordType = 26;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::string_view token_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const RemoveDelegationTokenRecord& other) const = default;
};

struct RegisterControllerRecord {
  static constexpr std::int16_t kRecordType = 27;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct ControllerEndpoint {
    std::string_view name;
    std::string_view host;
    std::uint16_t port = 0;
    std::int16_t security_protocol = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ControllerEndpoint& other) const = default;
  };

  struct ControllerFeature {
    std::string_view name;
    std::int16_t min_supported_version = 0;
    std::int16_t max_supported_version = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ControllerFeature& other) const = default;
  };

  std::int32_t controller_id = 0;
  Uuid incarnation_id;
  bool zk_migration_ready = false;
  std::vector<ControllerEndpoint> end_points;
  std::vector<ControllerFeature> features;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const RegisterControllerRecord& other) const = default;
};

struct ClearElrRecord {
  static constexpr std::int16_t kRecordType = 28;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::string_view topic_name;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ClearElrRecord& other) const = default;
};

}  // namespace klamm::protocol
