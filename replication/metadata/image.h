// What the cluster is, at one offset of `__cluster_metadata`: an immutable value that every shard reads through a
// pointer.
//
// Pure: made by replaying records (delta.h), never edited. A reader takes the shard's
// std::shared_ptr<const MetadataImage> once per request and keeps it over its suspensions, so that one answer never
// mixes two states. Copying an image shares almost everything (persistent_map.h).
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "replication/metadata/persistent_map.h"
#include "runtime/base/ids.h"

namespace klamm::replication {

// The name and the id of the topic that holds the metadata itself. Its id is the one of KIP-595, Uuid(0, 1).
inline constexpr std::string_view kMetadataTopicName = "__cluster_metadata";
inline constexpr TopicId kMetadataTopicId{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};
inline constexpr TopicIdPartition kMetadataPartition{kMetadataTopicId, PartitionId(0)};

// The topics that the broker itself writes to, and that Metadata marks as internal.
inline constexpr std::string_view kGroupOffsetsTopicName = "__consumer_offsets";
inline constexpr std::string_view kTransactionStateTopicName = "__transaction_state";
inline constexpr std::string_view kShareGroupStateTopicName = "__share_group_state";
[[nodiscard]] bool is_internal_topic(std::string_view name);

// Whether Kafka allows a topic of this name: empty if it does, else its sentence about what is wrong.
[[nodiscard]] std::string topic_name_problem(std::string_view name);
// Names that are equal after this share their metrics in Kafka, and so exclude each other: every '.' becomes a '_'.
[[nodiscard]] std::string unified_topic_name(std::string_view name);
// Whether the name has a '.' or '_' at all: only such names collide.
[[nodiscard]] bool may_collide(std::string_view name);

// Kafka's ids of the security protocols, as endpoints carry them.
enum class SecurityProtocol : std::int16_t { kPlaintext = 0, kSsl = 1, kSaslPlaintext = 2, kSaslSsl = 3 };

// Where a broker is reached on one of its listeners.
struct Endpoint {
  std::string listener;  // "PLAINTEXT", as in advertised.listeners
  std::string host;
  std::uint16_t port = 0;
  SecurityProtocol security_protocol = SecurityProtocol::kPlaintext;
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

struct FeatureRange {
  std::int16_t min = 0;
  std::int16_t max = 0;
  friend bool operator==(const FeatureRange&, const FeatureRange&) = default;
};

struct BrokerImage {
  BrokerId id;
  std::int64_t epoch = -1;  // the offset of its registration in the metadata log
  Uuid incarnation_id;      // of its process
  std::vector<Endpoint> endpoints;
  std::map<std::string, FeatureRange> features;
  std::optional<std::string> rack;
  bool fenced = true;  // leads nothing and is not shown to clients
  bool in_controlled_shutdown = false;
  std::vector<Uuid> log_dirs;                          // directory ids
  std::optional<std::vector<Uuid>> cordoned_log_dirs;  // KIP-1066; unknown until the broker says so
  friend bool operator==(const BrokerImage&, const BrokerImage&) = default;

  // Null if the broker has no such listener.
  [[nodiscard]] const Endpoint* endpoint(std::string_view listener) const;
  // Whether it takes new replicas. True as long as it has not said.
  [[nodiscard]] bool has_uncordoned_dirs() const;
};

struct PartitionImage {
  std::vector<BrokerId> replicas;  // the first one is the preferred leader
  std::vector<Uuid> directories;   // where each replica lives, in the order of `replicas`
  // The voters (DESIGN: a majority of them commits), which clients see as the ISR. Each is the broker with its
  // directory in `directories`.
  std::vector<BrokerId> isr;
  std::vector<BrokerId> adding_replicas;
  std::vector<BrokerId> removing_replicas;
  std::vector<BrokerId> eligible_leader_replicas;  // KIP-966; empty until elections make use of it
  std::vector<BrokerId> last_known_elr;
  BrokerId leader = kNoBroker;
  LeaderEpoch leader_epoch{0};
  std::int32_t partition_epoch = 0;  // counts every change of this partition
  std::int8_t leader_recovery_state = 0;
  friend bool operator==(const PartitionImage&, const PartitionImage&) = default;
};

struct TopicImage {
  std::string name;
  TopicId id;
  std::vector<std::shared_ptr<const PartitionImage>> partitions;  // by partition id: 0, 1, 2 …; none is null

  // Null if the topic has no such partition.
  [[nodiscard]] const PartitionImage* partition(PartitionId partition_id) const;
  friend bool operator==(const TopicImage& a, const TopicImage& b);
};

// Kafka's ids of the kinds of things that have configs.
enum class ConfigResourceType : std::int8_t {
  kUnknown = 0,
  kTopic = 2,
  kBroker = 4,
  kBrokerLogger = 8,
  kClientMetrics = 16,
  kGroup = 32,
};

struct ConfigResource {
  ConfigResourceType type = ConfigResourceType::kUnknown;
  std::string name;  // a topic, a broker id, "" for the default of all brokers
  friend auto operator<=>(const ConfigResource&, const ConfigResource&) = default;
};

// Overrides, as text: what broker/config turns into typed values.
using ConfigMap = std::map<std::string, std::string, std::less<>>;

// A position in the metadata log: everything before `offset` is in the image.
struct MetadataPosition {
  Offset end{0};
  LeaderEpoch epoch{0};
  std::int64_t timestamp_ms = -1;  // of the last batch
  friend bool operator==(const MetadataPosition&, const MetadataPosition&) = default;
};

class MetadataImage {
 public:
  // Not in the log, but fixed at founding (meta.properties).
  std::string cluster_id;

  MetadataPosition position;
  BrokerId controller_id = kNoBroker;  // the leader of the metadata quorum, as its last LeaderChange said

  PersistentMap<BrokerId, std::shared_ptr<const BrokerImage>> brokers;
  PersistentMap<std::string, std::shared_ptr<const TopicImage>> topics_by_name;
  PersistentMap<TopicId, std::shared_ptr<const TopicImage>> topics_by_id;
  // Of the topics whose names may collide: {unified_topic_name(name), name}.
  PersistentMap<std::pair<std::string, std::string>, bool> colliding_names;
  PersistentMap<ConfigResource, std::shared_ptr<const ConfigMap>> configs;
  PersistentMap<std::string, std::int16_t> features;  // finalized levels: "metadata.version" → 30
  std::int64_t next_producer_id = 0;                  // the first id of the block that is given out next
  std::int64_t partition_count = 0;                   // of all topics

  // Null if there is none.
  [[nodiscard]] const TopicImage* topic(std::string_view name) const;
  [[nodiscard]] const TopicImage* topic(const TopicId& id) const;
  [[nodiscard]] const PartitionImage* partition(const TopicIdPartition& partition) const;
  [[nodiscard]] const BrokerImage* broker(BrokerId id) const;
  // An existing topic whose name excludes a new topic of this name; null if there is none, or if it is the same name.
  [[nodiscard]] const std::string* colliding_topic(std::string_view name) const;
  // The overrides of a resource; an empty map if it has none.
  [[nodiscard]] const ConfigMap& config(ConfigResourceType type, std::string_view name) const;
  // The finalized level, 0 if the feature is not enabled.
  [[nodiscard]] std::int16_t feature(std::string_view name) const;
  // Registered and not fenced: what Metadata lists.
  [[nodiscard]] std::vector<const BrokerImage*> alive_brokers() const;

  friend bool operator==(const MetadataImage& a, const MetadataImage& b);
};

using ImagePtr = std::shared_ptr<const MetadataImage>;

}  // namespace klamm::replication
