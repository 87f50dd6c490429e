// Transactions as compaction sees them: whose batches were aborted and go, which markers have nothing left to mark.
// Pure. Source: KIP-98; the rules are those that Kafka's cleaner follows.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <vector>

#include "protocol/records/batch.h"
#include "runtime/base/ids.h"

namespace klamm {

struct AbortedTransaction {
  ProducerId producer;
  Offset first_offset;  // of its first batch
  Offset last_offset;   // of the marker
  friend bool operator==(const AbortedTransaction&, const AbortedTransaction&) = default;
};

// What the one record of a control batch says. Batches that compaction emptied have none.
enum class MarkerKind : std::uint8_t { kNone, kAbort, kCommit, kOther };
[[nodiscard]] MarkerKind marker_kind(const protocol::BatchView& control_batch);

// Finds the aborted transactions in a run of batches, in the order of the log.
class TransactionScan {
 public:
  void add(const protocol::BatchView& batch);
  // In the order of their first offsets.
  [[nodiscard]] std::vector<AbortedTransaction> aborted() const;

 private:
  std::map<ProducerId, Offset> open_;
  std::vector<AbortedTransaction> aborted_;
};

// Goes along the log with whoever cleans it. REQUIRES: batches come in the order of the log.
class CleanedTransactions {
 public:
  // Sorted by first offset.
  explicit CleanedTransactions(std::vector<AbortedTransaction> aborted) : aborted_(std::move(aborted)) {}

  // Whether a data batch belongs to an aborted transaction: all of it is to go.
  bool on_data(const protocol::BatchView& batch);
  // Whether a control batch may go once its delete horizon has passed: no batch of its transaction was seen.
  bool on_control(const protocol::BatchView& batch);

 private:
  void begin_up_to(Offset offset);

  std::vector<AbortedTransaction> aborted_;
  std::size_t next_ = 0;
  std::map<ProducerId, bool> open_aborted_;  // whether a batch of it was seen
  std::set<ProducerId> open_committed_;
};

}  // namespace klamm
