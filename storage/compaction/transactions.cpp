#include "storage/compaction/transactions.h"

#include <algorithm>

#include "protocol/records/builder.h"
#include "protocol/records/record.h"

namespace klamm {

using protocol::BatchView;

MarkerKind marker_kind(const BatchView& control_batch) {
  if (control_batch.record_count() <= 0) return MarkerKind::kNone;
  protocol::RecordIterator records(control_batch, control_batch.body());
  const Result<std::optional<protocol::RecordView>> record = records.next();
  if (!record.ok() || !record->has_value()) return MarkerKind::kOther;
  const std::optional<protocol::ControlKey> key = protocol::parse_control_key((*record)->key);
  if (!key.has_value()) return MarkerKind::kOther;
  if (key->type == static_cast<std::int16_t>(protocol::ControlRecordType::kAbort)) return MarkerKind::kAbort;
  if (key->type == static_cast<std::int16_t>(protocol::ControlRecordType::kCommit)) return MarkerKind::kCommit;
  return MarkerKind::kOther;
}

void TransactionScan::add(const BatchView& batch) {
  if (!batch.has_producer_id()) return;
  if (!batch.is_control()) {
    if (batch.is_transactional()) open_.try_emplace(batch.producer_id(), batch.base_offset());
    return;
  }
  const MarkerKind kind = marker_kind(batch);
  if (kind != MarkerKind::kAbort && kind != MarkerKind::kCommit) return;
  const auto open = open_.find(batch.producer_id());
  if (open == open_.end()) return;
  if (kind == MarkerKind::kAbort) aborted_.push_back({batch.producer_id(), open->second, batch.last_offset()});
  open_.erase(open);
}

std::vector<AbortedTransaction> TransactionScan::aborted() const {
  std::vector<AbortedTransaction> sorted = aborted_;
  std::sort(sorted.begin(), sorted.end(),
            [](const AbortedTransaction& a, const AbortedTransaction& b) { return a.first_offset < b.first_offset; });
  return sorted;
}

void CleanedTransactions::begin_up_to(Offset offset) {
  for (; next_ < aborted_.size() && aborted_[next_].first_offset <= offset; ++next_) {
    open_aborted_.try_emplace(aborted_[next_].producer, false);
  }
}

bool CleanedTransactions::on_data(const BatchView& batch) {
  begin_up_to(batch.last_offset());
  if (!batch.is_transactional()) return false;
  const auto aborted = open_aborted_.find(batch.producer_id());
  if (aborted != open_aborted_.end()) {
    aborted->second = true;
    return true;
  }
  open_committed_.insert(batch.producer_id());
  return false;
}

bool CleanedTransactions::on_control(const BatchView& batch) {
  begin_up_to(batch.last_offset());
  switch (marker_kind(batch)) {
    case MarkerKind::kNone: return true;
    case MarkerKind::kOther: return false;
    case MarkerKind::kCommit: return open_committed_.erase(batch.producer_id()) == 0;
    case MarkerKind::kAbort: {
      const auto aborted = open_aborted_.find(batch.producer_id());
      if (aborted == open_aborted_.end()) return true;
      const bool seen = aborted->second;
      open_aborted_.erase(aborted);
      return !seen;
    }
  }
  return false;
}

}  // namespace klamm
