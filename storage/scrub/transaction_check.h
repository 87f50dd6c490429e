// Compares the indexes of aborted transactions of a partition with its batches. Pure. One for all segments, in order:
// a transaction may end in a later segment than it began in.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "runtime/base/bytes.h"
#include "runtime/base/ids.h"
#include "storage/producer/producer_state.h"
#include "storage/scrub/segment_check.h"

namespace klamm {

class TransactionCheck {
 public:
  // `begin`: where the first segment begins.
  explicit TransactionCheck(Offset begin) : expected_(begin), holes_(begin != Offset(0)) {}

  void add(const CheckedBatch& batch);
  // Some batches could not be read: nothing is certain from here on.
  void give_up() { sure_ = false; }
  // Behind the last batch of the segment that begins at `base`, with its file; empty where there is none. What is
  // wrong, each by itself.
  [[nodiscard]] std::vector<std::string> end_segment(Offset base, ByteView file);

 private:
  [[nodiscard]] bool right(const AbortedTxn& entry) const;

  // Of the partition, up to where it was walked.
  std::map<ProducerId, Offset> open_;
  Offset expected_;
  bool holes_ = false;  // batches are missing that were there
  bool sure_ = true;
  // Of the segment at hand.
  std::map<Offset, ProducerId> abort_markers_;
  std::map<Offset, AbortedTxn> aborted_;  // by marker
};

}  // namespace klamm
