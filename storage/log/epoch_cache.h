// Where each leader epoch of a partition begins: what a follower or a client asks to find out how far its log agrees
// with the leader's. Pure. Source: KIP-101, KIP-279; Kafka keeps the same table in the file leader-epoch-checkpoint.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/ids.h"
#include "runtime/base/result.h"

namespace klamm {

struct EpochStart {
  LeaderEpoch epoch;
  Offset start_offset;
  friend bool operator==(const EpochStart&, const EpochStart&) = default;
};

struct EpochEnd {
  LeaderEpoch epoch = kNoLeaderEpoch;
  Offset end_offset{-1};
  friend bool operator==(const EpochEnd&, const EpochEnd&) = default;
};

// Entries ascend strictly in epoch and in start offset. One entry per leader that wrote something, so the table stays
// small; it is not limited.
class EpochCache {
 public:
  // A batch of `epoch` begins at `start_offset`. Does nothing if the epoch is the latest one already.
  // An epoch below the latest one is ignored too: it can only come from old message formats.
  void assign(LeaderEpoch epoch, Offset start_offset);
  [[nodiscard]] LeaderEpoch latest() const { return entries_.empty() ? kNoLeaderEpoch : entries_.back().epoch; }
  // The epoch of the record at `offset`; kNoLeaderEpoch where the table does not reach back that far.
  [[nodiscard]] LeaderEpoch epoch_at(Offset offset) const;
  // The largest epoch <= `epoch` and where it ends (OffsetForLeaderEpoch): {-1, -1} for an epoch that is not known yet;
  // for one before the first, that epoch itself and where the first begins.
  [[nodiscard]] EpochEnd end_offset_for(LeaderEpoch epoch, Offset log_end_offset) const;
  // The log now ends at `end_offset`.
  void truncate_end(Offset end_offset);
  // The log now begins at `start_offset`.
  void truncate_start(Offset start_offset);
  void clear() { entries_.clear(); }
  [[nodiscard]] const std::vector<EpochStart>& entries() const { return entries_; }

  // Kafka's leader-epoch-checkpoint: lines "0", the count, then "epoch start_offset".
  [[nodiscard]] std::string to_text() const;
  static Result<EpochCache> from_text(std::string_view text);

 private:
  std::vector<EpochStart> entries_;
};

}  // namespace klamm
