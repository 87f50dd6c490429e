#include "storage/scrub/transaction_check.h"

#include <algorithm>
#include <optional>

#include "storage/log/transaction_index.h"

namespace klamm {

void TransactionCheck::add(const CheckedBatch& batch) {
  holes_ = holes_ || batch.base != expected_;
  expected_ = batch.last + 1;
  if (batch.transactional) open_.try_emplace(batch.producer, batch.base);
  if (batch.marker == MarkerKind::kAbort) abort_markers_[batch.last] = batch.producer;
  if (batch.marker != MarkerKind::kAbort && batch.marker != MarkerKind::kCommit) return;
  const auto open = open_.find(batch.producer);
  if (open == open_.end()) return;
  const Offset first = open->second;
  open_.erase(open);
  if (batch.marker != MarkerKind::kAbort) return;
  Offset stable = batch.last + 1;
  for (const auto& [producer, begun] : open_) stable = std::min(stable, begun);
  aborted_[batch.last] = AbortedTxn{
      .producer = batch.producer, .first_offset = first, .last_offset = batch.last, .last_stable_offset = stable};
}

// Where batches are missing (compaction, or the log's start has moved) a transaction may have begun earlier than the
// log shows, or have no batch any more.
bool TransactionCheck::right(const AbortedTxn& entry) const {
  const auto marker = abort_markers_.find(entry.last_offset);
  if (marker == abort_markers_.end() || marker->second != entry.producer) return false;
  const auto known = aborted_.find(entry.last_offset);
  if (known == aborted_.end()) return holes_;
  const AbortedTxn& found = known->second;
  const bool earlier = entry.first_offset <= found.first_offset && entry.last_stable_offset <= found.last_stable_offset;
  return entry == found || (holes_ && earlier);
}

std::vector<std::string> TransactionCheck::end_segment(Offset base, ByteView file) {
  std::vector<std::string> wrong;
  const std::optional<std::vector<AbortedTxn>> entries = TransactionIndex::parse(file, base, Offset(INT64_MAX));
  if (!entries.has_value()) {
    wrong.emplace_back("does not hold aborted transactions of this segment, in the order of their markers");
  } else if (sure_) {
    for (const AbortedTxn& entry : *entries) {
      if (!right(entry))
        wrong.push_back("the entry of offset " + std::to_string(entry.last_offset.value) + " is wrong");
      aborted_.erase(entry.last_offset);
    }
    for (const auto& [marker, transaction] : aborted_) {
      wrong.push_back("the transaction that was aborted at offset " + std::to_string(marker.value) + " is missing");
    }
  }
  abort_markers_.clear();
  aborted_.clear();
  return wrong;
}

}  // namespace klamm
