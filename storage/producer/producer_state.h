// What a partition remembers of each producer: the last batches of idempotent ones, so that a batch sent twice is
// stored once, and open transactions, so that read_committed readers know where to stop. Pure: fed with batch headers
// in log order, by appends and by recovery alike. Source: KIP-98, KIP-360; the rules are those of facts Kafka 4.3
// shows.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "protocol/records/batch.h"
#include "runtime/base/ids.h"
#include "runtime/base/result.h"

namespace klamm {

struct ProducerBatch {
  std::int32_t first_sequence = -1;
  std::int32_t last_sequence = -1;
  Offset first_offset{-1};
  Offset last_offset{-1};
  std::int64_t timestamp_ms = -1;  // the largest of the batch
};

// A transaction that ended with an abort marker.
struct AbortedTxn {
  ProducerId producer;
  Offset first_offset;        // of its first batch
  Offset last_offset;         // of the marker
  Offset last_stable_offset;  // of the log, once this transaction had ended: as if all below were committed
  friend bool operator==(const AbortedTxn&, const AbortedTxn&) = default;
};

// What DescribeProducers tells about one producer.
struct ProducerInfo {
  ProducerId id;
  ProducerEpoch epoch;
  std::int32_t last_sequence = -1;
  std::int64_t last_timestamp_ms = -1;
  std::int32_t coordinator_epoch = -1;
  Offset current_txn_start_offset{-1};  // -1: no open transaction
};

// The last thing that a producer wrote: its last batch of data, or else a marker of its epoch. Compaction keeps it.
struct LastRecord {
  Offset last_data_offset{-1};  // -1: no batch of data is known
  ProducerEpoch epoch = kNoProducerEpoch;
};

class ProducerState {
 public:
  // Batches per producer that a repeated batch is compared with. Clients have at most five requests in flight.
  static constexpr std::size_t kBatchesKept = 5;

  // Asks whether a client's batch may be appended. A value: it is a repetition of this batch, and is acknowledged with
  // its offsets. An empty optional: append it, then apply() it. REQUIRES: batch.has_producer_id().
  // Errors: kInvalidProducerEpoch (older epoch), kOutOfOrderSequenceNumber (a gap; or a new epoch that does not start
  // at 0), kInvalidTxnState (not transactional within an open transaction).
  [[nodiscard]] Result<std::optional<ProducerBatch>> check(const protocol::BatchView& batch) const;

  // Takes note of a batch that is in the log at its final offsets, control batches included. Batches without a producer
  // are ignored. Never fails: what is in the log is a fact. The transaction that it aborts, if it does.
  std::optional<AbortedTxn> apply(const protocol::BatchView& batch);

  // Forgets producers that wrote nothing since `now_ms - expiration_ms` and have no open transaction.
  void expire(std::int64_t now_ms, std::int64_t expiration_ms);

  // The first offset of the oldest open transaction; empty where none is open. The last stable offset is the smaller of
  // this and the high watermark.
  [[nodiscard]] std::optional<Offset> first_unstable_offset() const;

  [[nodiscard]] std::size_t size() const { return state_ == nullptr ? 0 : state_->producers.size(); }
  [[nodiscard]] std::vector<ProducerInfo> describe() const;
  [[nodiscard]] std::map<ProducerId, LastRecord> last_records() const;
  void clear();
  [[nodiscard]] ProducerState copy() const;

  // Kafka's producer snapshot file, version 1, with an entry for each batch that is remembered, the oldest first. Kafka
  // writes the last batch only, and of several entries it takes the last. A client that had several batches under way
  // when the broker was killed sends all of them again: the last one alone would refuse those before it.
  [[nodiscard]] std::string to_snapshot() const;
  // Errors: kCorruptMessage where the version, the checksum or the length is wrong.
  static Result<ProducerState> from_snapshot(ByteView bytes);

 private:
  struct Producer {
    ProducerEpoch epoch = kNoProducerEpoch;
    std::int32_t coordinator_epoch = -1;
    std::int64_t last_timestamp_ms = -1;
    Offset current_txn_first_offset{-1};
    std::deque<ProducerBatch> batches;  // oldest first, at most kBatchesKept
  };
  std::optional<AbortedTxn> apply_control(Producer& producer, ProducerId id, const protocol::BatchView& batch);
  void apply_data(Producer& producer, ProducerId id, const protocol::BatchView& batch);
  void end_transaction(Producer& producer, ProducerId id);
  // Of several entries of one producer the latest counts; the batches of its epoch are all remembered.
  void load_entry(ProducerId id, Producer entry);

  // Most logs have no producers, and no memory for any.
  struct State {
    std::map<ProducerId, Producer> producers;
    std::set<std::pair<Offset, ProducerId>> open_transactions;
  };
  State& state() {
    if (state_ == nullptr) state_ = std::make_unique<State>();
    return *state_;
  }

  std::unique_ptr<State> state_;
};

}  // namespace klamm
