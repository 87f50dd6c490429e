// What the controller is asked, and what it answers: plain values that own their bytes, so that they travel between
// shards (and later between nodes) and outlive the request they came from. Semantics and texts are Apache Kafka 4.3's.
//
// An answer carries one error per item. A command as a whole fails only where the metadata log does (see controller.h).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "replication/metadata/image.h"
#include "runtime/base/error_code.h"
#include "runtime/base/ids.h"

namespace klamm::replication {

// kNone and no message, or what is told to the client about one item.
struct ItemError {
  ErrorCode code = ErrorCode::kNone;
  std::optional<std::string> message;

  ItemError() = default;
  explicit ItemError(ErrorCode error_code) : code(error_code) {}
  ItemError(ErrorCode error_code, std::string text) : code(error_code), message(std::move(text)) {}
  [[nodiscard]] bool ok() const { return code == ErrorCode::kNone; }
  friend bool operator==(const ItemError&, const ItemError&) = default;
};

// CreateTopics, and the creation of missing topics by Metadata and FindCoordinator.
struct CreateTopicsCommand {
  struct Assignment {
    std::int32_t partition = 0;
    std::vector<BrokerId> replicas;
  };
  struct Topic {
    std::string name;
    std::int32_t partitions = -1;          // -1: num.partitions
    std::int16_t replication_factor = -1;  // -1: default.replication.factor
    std::vector<Assignment> assignments;   // empty, or one for every partition; then both numbers above are -1
    std::vector<std::pair<std::string, std::optional<std::string>>> configs;
  };
  std::vector<Topic> topics;
  bool validate_only = false;
};

struct CreateTopicsResult {
  struct Topic {
    std::string name;
    ItemError error;
    // Where `error` is kNone:
    TopicId id;  // with validate_only: some id, as Kafka answers
    std::int32_t partitions = -1;
    std::int16_t replication_factor = -1;
    ConfigMap configs;  // the overrides it was created with
  };
  // In the order of the command; a name that came twice comes once, at the end, as an INVALID_REQUEST.
  std::vector<Topic> topics;
};

// DeleteTopics. An item names a topic by name, by id, or (odd, but Kafka takes it) one topic each way.
struct DeleteTopicsCommand {
  struct Topic {
    std::optional<std::string> name;
    TopicId id;  // zero: not given
  };
  std::vector<Topic> topics;
};

struct DeleteTopicsResult {
  struct Topic {
    std::optional<std::string> name;  // filled in where the topic exists, like the id
    TopicId id;
    ItemError error;
  };
  std::vector<Topic> topics;  // in the order of the command, refused duplicates first
};

// CreatePartitions.
struct CreatePartitionsCommand {
  struct Topic {
    std::string name;
    std::int32_t count = 0;  // of all partitions, afterwards
    // One list of replicas for each new partition, or nothing: then the controller places them.
    std::optional<std::vector<std::vector<BrokerId>>> assignments;
  };
  std::vector<Topic> topics;
  bool validate_only = false;
};

struct CreatePartitionsResult {
  struct Topic {
    std::string name;
    ItemError error;
  };
  std::vector<Topic> topics;
};

// AlterPartitionReassignments (KIP-455).
struct ReassignPartitionsCommand {
  struct Partition {
    std::int32_t index = 0;
    std::optional<std::vector<BrokerId>> replicas;  // none: what is going on is given up
  };
  struct Topic {
    std::string name;
    std::vector<Partition> partitions;
  };
  std::vector<Topic> topics;
  bool replication_factor_may_change = true;
};

struct ReassignPartitionsResult {
  std::vector<std::vector<ItemError>> topics;  // of each topic, in the order of the command, its partitions
};

// Kafka's ids of the operations of IncrementalAlterConfigs.
enum class ConfigOpType : std::int8_t { kSet = 0, kDelete = 1, kAppend = 2, kSubtract = 3 };

struct ConfigOp {
  std::string name;
  ConfigOpType type = ConfigOpType::kSet;
  std::optional<std::string> value;
};

// IncrementalAlterConfigs and AlterConfigs, for topics and brokers (a broker "" is the default of all brokers).
struct AlterConfigsCommand {
  struct Resource {
    ConfigResource resource;
    std::vector<ConfigOp> ops;  // of AlterConfigs: kSet only
  };
  std::vector<Resource> resources;
  bool incremental = true;  // false: what `ops` does not name goes back to its default (AlterConfigs)
  bool validate_only = false;
};

struct AlterConfigsResult {
  struct Resource {
    ConfigResource resource;
    ItemError error;
  };
  std::vector<Resource> resources;  // in the order of the command
};

// A broker's start. The same incarnation may ask again; another one is refused while the earlier one is alive.
struct RegisterBrokerCommand {
  BrokerId id;
  std::string cluster_id;
  Uuid incarnation_id;
  std::vector<Endpoint> endpoints;
  std::map<std::string, FeatureRange> features;
  std::optional<std::string> rack;
  std::vector<Uuid> log_dirs;
  // Registers the broker ready to lead. A broker of a larger cluster starts fenced and is unfenced once it has caught
  // up; one that is the whole quorum has nothing to catch up with.
  bool fenced = false;
};

struct RegisterBrokerResult {
  ItemError error;
  std::int64_t broker_epoch = -1;
};

// What a broker says of its log directories once its configs are known, and whenever they change: part of
// BrokerHeartbeat in a larger cluster. A broker all of whose directories are cordoned gets no new replicas (KIP-1066),
// but for those that a client places itself: Kafka 4.3.1 does not look at them.
struct CordonLogDirsCommand {
  BrokerId broker;
  std::int64_t broker_epoch = -1;
  std::vector<Uuid> cordoned;  // all that are
};

struct CordonLogDirsResult {
  ItemError error;
};

// AllocateProducerIds (KIP-730).
struct AllocateProducerIdsCommand {
  BrokerId broker;
  std::int64_t broker_epoch = -1;
};

struct AllocateProducerIdsResult {
  ItemError error;
  std::int64_t first = 0;
  std::int32_t count = 0;
};

// How many partitions CreateTopics may ask for in one go, and how many records one command may make: Kafka's limits.
// More is POLICY_VIOLATION.
inline constexpr std::int64_t kPartitionsPerCommandMax = 10'000;
inline constexpr std::size_t kRecordsPerCommandMax = 10'000;
inline constexpr std::size_t kRecordBytesPerCommandMax = std::size_t{8} << 20;
// Ids per block (KIP-730).
inline constexpr std::int32_t kProducerIdsPerBlock = 1000;

}  // namespace klamm::replication
