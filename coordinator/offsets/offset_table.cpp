#include "coordinator/offsets/offset_table.h"

#include <set>
#include <utility>

#include "runtime/base/assert.h"

namespace klamm::coordinator {
namespace {

// map[key], without making a string where the key is there.
template <class Map>
typename Map::mapped_type& entry(Map& map, std::string_view key) {
  const auto found = map.find(key);
  return found != map.end() ? found->second : map[std::string(key)];
}

}  // namespace

void OffsetTable::put(std::string_view group, std::string_view topic, std::int32_t partition, CommittedOffset offset) {
  Partitions& partitions = entry(entry(groups_, group), topic);
  const bool added = partitions.insert_or_assign(partition, std::move(offset)).second;
  if (added) ++count_;
}

void OffsetTable::remove(std::string_view group, std::string_view topic, std::int32_t partition) {
  const auto topics = groups_.find(group);
  if (topics == groups_.end()) return;
  const auto partitions = topics->second.find(topic);
  if (partitions == topics->second.end()) return;
  count_ -= partitions->second.erase(partition);
  if (partitions->second.empty()) topics->second.erase(partitions);
  if (topics->second.empty()) groups_.erase(topics);
}

const OffsetTable::Topics* OffsetTable::find_group(std::string_view group) const {
  const auto found = groups_.find(group);
  return found == groups_.end() ? nullptr : &found->second;
}

const CommittedOffset* OffsetTable::find(std::string_view group, std::string_view topic, std::int32_t partition) const {
  const Topics* topics = find_group(group);
  if (topics == nullptr) return nullptr;
  const auto partitions = topics->find(topic);
  if (partitions == topics->end()) return nullptr;
  const auto found = partitions->second.find(partition);
  return found == partitions->second.end() ? nullptr : &found->second;
}

void OffsetTable::commit_began(std::string_view group, std::string_view topic, std::int32_t partition) {
  ++entry(entry(underway_, group), topic)[partition];
}

void OffsetTable::commit_ended(std::string_view group, std::string_view topic, std::int32_t partition) {
  const auto topics = underway_.find(group);
  KLAMM_ASSERT(topics != underway_.end());
  const auto partitions = topics->second.find(topic);
  KLAMM_ASSERT(partitions != topics->second.end());
  const auto count = partitions->second.find(partition);
  KLAMM_ASSERT(count != partitions->second.end());
  if (--count->second == 0) partitions->second.erase(count);
  if (partitions->second.empty()) topics->second.erase(partitions);
  if (topics->second.empty()) underway_.erase(topics);
}

bool OffsetTable::has_commit_underway(std::string_view group, std::string_view topic, std::int32_t partition) const {
  const auto topics = underway_.find(group);
  if (topics == underway_.end()) return false;
  const auto partitions = topics->second.find(topic);
  return partitions != topics->second.end() && partitions->second.contains(partition);
}

void OffsetTable::for_each(std::string_view group,
                           const std::function<void(std::string_view, std::int32_t)>& on_partition) const {
  std::map<std::string_view, std::set<std::int32_t>> all;
  if (const Topics* topics = find_group(group); topics != nullptr) {
    for (const auto& [topic, partitions] : *topics) {
      for (const auto& [partition, offset] : partitions) all[topic].insert(partition);
    }
  }
  if (const auto topics = underway_.find(group); topics != underway_.end()) {
    for (const auto& [topic, partitions] : topics->second) {
      for (const auto& [partition, count] : partitions) all[topic].insert(partition);
    }
  }
  for (const auto& [topic, partitions] : all) {
    for (const std::int32_t partition : partitions) on_partition(topic, partition);
  }
}

}  // namespace klamm::coordinator
