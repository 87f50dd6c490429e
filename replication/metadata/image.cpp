#include "replication/metadata/image.h"

#include <algorithm>

namespace klamm::replication {

namespace {

template <class Map>
bool same_pointees(const Map& a, const Map& b) {
  if (a.same_as(b)) return true;
  if (a.size() != b.size()) return false;
  for (auto x = a.begin(), y = b.begin(); x != a.end(); ++x, ++y) {
    if (x->first != y->first || !(*x->second == *y->second)) return false;
  }
  return true;
}

}  // namespace

bool is_internal_topic(std::string_view name) {
  return name == kGroupOffsetsTopicName || name == kTransactionStateTopicName || name == kShareGroupStateTopicName;
}

std::string topic_name_problem(std::string_view name) {
  constexpr std::size_t kNameLengthMax = 249;
  const std::string quoted = "'" + std::string(name) + "'";
  if (name.empty()) return "the empty string is not allowed";
  if (name == "." || name == "..") return quoted + " is not allowed";
  if (name.size() > kNameLengthMax) return "the length of " + quoted + " is longer than the max allowed length 249";
  for (const char c : name) {
    const bool alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!alphanumeric && c != '.' && c != '_' && c != '-') {
      return quoted + " contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'";
    }
  }
  return {};
}

std::string unified_topic_name(std::string_view name) {
  std::string unified(name);
  std::replace(unified.begin(), unified.end(), '.', '_');
  return unified;
}

bool may_collide(std::string_view name) { return name.find_first_of("._") != std::string_view::npos; }

const Endpoint* BrokerImage::endpoint(std::string_view listener) const {
  for (const Endpoint& candidate : endpoints) {
    if (candidate.listener == listener) return &candidate;
  }
  return nullptr;
}

bool BrokerImage::has_uncordoned_dirs() const {
  if (log_dirs.empty() || !cordoned_log_dirs.has_value()) return true;
  const auto cordoned = [this](const Uuid& directory) {
    return std::find(cordoned_log_dirs->begin(), cordoned_log_dirs->end(), directory) != cordoned_log_dirs->end();
  };
  return !std::all_of(log_dirs.begin(), log_dirs.end(), cordoned);
}

const PartitionImage* TopicImage::partition(PartitionId partition_id) const {
  if (partition_id.value < 0 || static_cast<std::size_t>(partition_id.value) >= partitions.size()) return nullptr;
  return partitions[static_cast<std::size_t>(partition_id.value)].get();
}

bool operator==(const TopicImage& a, const TopicImage& b) {
  if (a.name != b.name || a.id != b.id || a.partitions.size() != b.partitions.size()) return false;
  for (std::size_t i = 0; i < a.partitions.size(); ++i) {
    if (!(*a.partitions[i] == *b.partitions[i])) return false;
  }
  return true;
}

const TopicImage* MetadataImage::topic(std::string_view name) const {
  const auto* found = topics_by_name.find(name);
  return found == nullptr ? nullptr : found->get();
}

const TopicImage* MetadataImage::topic(const TopicId& id) const {
  const auto* found = topics_by_id.find(id);
  return found == nullptr ? nullptr : found->get();
}

const PartitionImage* MetadataImage::partition(const TopicIdPartition& partition) const {
  const TopicImage* found = topic(partition.topic);
  return found == nullptr ? nullptr : found->partition(partition.partition);
}

const BrokerImage* MetadataImage::broker(BrokerId id) const {
  const auto* found = brokers.find(id);
  return found == nullptr ? nullptr : found->get();
}

const std::string* MetadataImage::colliding_topic(std::string_view name) const {
  if (!may_collide(name) || topic(name) != nullptr) return nullptr;
  const std::string unified = unified_topic_name(name);
  const auto first = colliding_names.lower_bound(std::pair(unified, std::string()));
  if (first == colliding_names.end() || first->first.first != unified) return nullptr;
  return &first->first.second;
}

const ConfigMap& MetadataImage::config(ConfigResourceType type, std::string_view name) const {
  static const ConfigMap kNone;
  const auto* found = configs.find(ConfigResource{type, std::string(name)});
  return found == nullptr ? kNone : **found;
}

std::int16_t MetadataImage::feature(std::string_view name) const {
  const std::int16_t* found = features.find(name);
  return found == nullptr ? std::int16_t{0} : *found;
}

std::vector<const BrokerImage*> MetadataImage::alive_brokers() const {
  std::vector<const BrokerImage*> alive;
  for (const auto& [id, broker] : brokers) {
    if (!broker->fenced) alive.push_back(broker.get());
  }
  return alive;
}

bool operator==(const MetadataImage& a, const MetadataImage& b) {
  return a.cluster_id == b.cluster_id && a.position == b.position && a.controller_id == b.controller_id &&
         same_pointees(a.brokers, b.brokers) && same_pointees(a.topics_by_name, b.topics_by_name) &&
         same_pointees(a.topics_by_id, b.topics_by_id) && a.colliding_names == b.colliding_names &&
         same_pointees(a.configs, b.configs) && a.features == b.features && a.next_producer_id == b.next_producer_id &&
         a.partition_count == b.partition_count;
}

}  // namespace klamm::replication
