// The committed offsets of all groups of one partition of __consumer_offsets. Changed only by records: replayed from
// the log at start, or one's own once they are durable; so that a reader never sees what a crash could take back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "runtime/base/ids.h"

namespace klamm::coordinator {

struct CommittedOffset {
  std::int64_t offset = -1;
  std::int32_t leader_epoch = -1;  // of the last record that was read; -1: not told
  std::string metadata;
  std::int64_t commit_timestamp_ms = -1;
  std::int64_t expire_timestamp_ms = -1;  // told by clients of before KIP-211; -1: the broker's retention decides
  TopicId topic_id;                       // zero: not known when it was committed
  friend bool operator==(const CommittedOffset&, const CommittedOffset&) = default;
};

// Its size is bounded by what clients may commit: one entry for each group and partition that existed, until it
// expires. Transactional offsets will stand beside these, by producer, until their marker comes.
class OffsetTable {
 public:
  using Partitions = std::map<std::int32_t, CommittedOffset>;
  using Topics = std::map<std::string, Partitions, std::less<>>;

  void put(std::string_view group, std::string_view topic, std::int32_t partition, CommittedOffset offset);
  void remove(std::string_view group, std::string_view topic, std::int32_t partition);

  // Null: none. Valid until the next change.
  [[nodiscard]] const Topics* find_group(std::string_view group) const;
  [[nodiscard]] const CommittedOffset* find(std::string_view group, std::string_view topic,
                                            std::int32_t partition) const;
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] const std::map<std::string, Topics, std::less<>>& groups() const { return groups_; }

  // Commits on their way into the log. A deletion must name them too, since it comes behind them.
  void commit_began(std::string_view group, std::string_view topic, std::int32_t partition);
  void commit_ended(std::string_view group, std::string_view topic, std::int32_t partition);
  [[nodiscard]] bool has_commit_underway(std::string_view group, std::string_view topic, std::int32_t partition) const;
  [[nodiscard]] bool has_commit_underway(std::string_view group) const { return underway_.contains(group); }
  // Calls on_partition(topic, partition) for everything committed or underway, each once, in order.
  void for_each(std::string_view group,
                const std::function<void(std::string_view topic, std::int32_t partition)>& on_partition) const;

 private:
  using Underway = std::map<std::string, std::map<std::int32_t, std::uint32_t>, std::less<>>;  // topic → partition → n

  std::map<std::string, Topics, std::less<>> groups_;  // no empty maps inside
  std::map<std::string, Underway, std::less<>> underway_;
  std::size_t count_ = 0;
};

}  // namespace klamm::coordinator
