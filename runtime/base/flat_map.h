// An ordered map in one block of memory, for maps that are many and of few entries each: empty it has no memory, and
// the nodes of std::map would take more than what is in them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace klamm {

// In the order of the keys. Adding and erasing move what lies behind: iterators and references are void afterwards.
template <class Key, class Value>
class FlatMap {
 public:
  using Entry = std::pair<Key, Value>;
  using Iterator = typename std::vector<Entry>::iterator;
  using ConstIterator = typename std::vector<Entry>::const_iterator;

  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] Iterator begin() { return entries_.begin(); }
  [[nodiscard]] ConstIterator begin() const { return entries_.begin(); }
  [[nodiscard]] Iterator end() { return entries_.end(); }
  [[nodiscard]] ConstIterator end() const { return entries_.end(); }
  // The entry with the largest key. REQUIRES: !empty().
  [[nodiscard]] const Entry& back() const { return entries_.back(); }

  // The first entry whose key is not less than `key`, or is greater.
  [[nodiscard]] ConstIterator lower_bound(const Key& key) const {
    return std::partition_point(begin(), end(), [&key](const Entry& entry) { return entry.first < key; });
  }
  [[nodiscard]] ConstIterator upper_bound(const Key& key) const {
    return std::partition_point(begin(), end(), [&key](const Entry& entry) { return !(key < entry.first); });
  }
  [[nodiscard]] ConstIterator find(const Key& key) const {
    const ConstIterator at = lower_bound(key);
    return at == end() || key < at->first ? end() : at;
  }
  [[nodiscard]] bool contains(const Key& key) const { return find(key) != end(); }

  // Adds it if it is not there.
  Value& operator[](const Key& key) {
    const ConstIterator at = lower_bound(key);
    const std::ptrdiff_t index = at - std::as_const(*this).begin();
    if (at == end() || key < at->first) entries_.emplace(at, key, Value());
    return entries_[static_cast<std::size_t>(index)].second;
  }
  void erase(ConstIterator at) { entries_.erase(at); }
  void erase(const Key& key) {
    const ConstIterator at = find(key);
    if (at != end()) entries_.erase(at);
  }
  void clear() { entries_.clear(); }

 private:
  std::vector<Entry> entries_;
};

}  // namespace klamm
