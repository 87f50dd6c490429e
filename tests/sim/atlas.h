// What a run has damaged, and what may be refused or lost for it. Whatever is not in here must be as it was promised.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "runtime/sim/disk.h"

namespace klamm::test {

// Partitions go by the name of their directory, "topic-0".
class FaultAtlas {
 public:
  FaultAtlas(SimDisk& disk, std::uint32_t directories) : disk_(disk), directories_(directories) {}

  // Log directories that may be offline: their partitions answer KAFKA_STORAGE_ERROR.
  std::set<std::string> offline;
  // Partitions of which a sector cannot be read.
  std::set<std::string> unreadable;

  void note_damage(const std::string& partition, std::int64_t begin, std::int64_t end) {
    damaged_[partition][begin] = end;
  }
  // Where the damaged batch ends that holds this offset: it answers CORRUPT_MESSAGE, and is never served.
  [[nodiscard]] std::optional<std::int64_t> damaged_end(const std::string& partition, std::int64_t offset) const {
    const auto found = damaged_.find(partition);
    if (found == damaged_.end()) return std::nullopt;
    const auto above = found->second.upper_bound(offset);
    if (above == found->second.begin() || std::prev(above)->second <= offset) return std::nullopt;
    return std::prev(above)->second;
  }
  [[nodiscard]] bool damaged(const std::string& partition) const { return damaged_.contains(partition); }

  // It was asked for that a partition moves there: from now on it may lie in either directory, or be on its way.
  void note_move(const std::string& partition, const std::string& directory) { asked_[partition].insert(directory); }

  // The log directory that a partition lies in, as the disk has it; "" if there is none.
  [[nodiscard]] std::string where(const std::string& partition) const {
    for (std::uint32_t i = 0; i < directories_; ++i) {
      const std::string directory = "/data" + std::to_string(i);
      if (disk_.exists(directory + "/" + partition)) return directory;
    }
    return "";
  }
  // Whether its partitions are lost to the broker for now. A log with a damaged batch may be taken offline by the start
  // that finds it.
  [[nodiscard]] bool may_refuse(const std::string& partition) const {
    const auto asked = asked_.find(partition);
    const auto gone = [this](const std::string& to) { return offline.contains(to); };
    const bool on_its_way = asked != asked_.end() && std::any_of(asked->second.begin(), asked->second.end(), gone);
    // Its directory may never have been synced, where the journal that knows of it is offline.
    const std::string place = where(partition);
    if (place.empty() && !offline.empty()) return true;
    return on_its_way || offline.contains(place) || unreadable.contains(partition) || damaged(partition);
  }

 private:
  SimDisk& disk_;
  const std::uint32_t directories_;
  std::map<std::string, std::map<std::int64_t, std::int64_t>> damaged_;  // begin → end
  std::map<std::string, std::set<std::string>> asked_;                   // where partitions were to move
};

}  // namespace klamm::test
