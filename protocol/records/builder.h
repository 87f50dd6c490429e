// Makes record batches of magic 2: for what the broker writes itself (offsets, groups, transactions, cluster metadata,
// markers), for conversion from older formats, for the load generator and tests. Batches of clients are never rebuilt.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "protocol/compression/codec.h"
#include "protocol/records/batch.h"
#include "protocol/records/record.h"
#include "runtime/base/buffer.h"
#include "runtime/base/bytes.h"
#include "runtime/base/ids.h"
#include "runtime/base/result.h"

namespace klamm::protocol {

struct BatchOptions {
  Offset base_offset{0};
  LeaderEpoch partition_leader_epoch = kNoLeaderEpoch;
  Codec codec = Codec::kNone;
  std::optional<int> level;  // the codec's default where absent
  TimestampType timestamp_type = TimestampType::kCreateTime;
  std::int64_t append_timestamp = kNoTimestamp;  // the batch's max timestamp where the type is log append time
  ProducerId producer_id = kNoProducerId;
  ProducerEpoch producer_epoch = kNoProducerEpoch;
  std::int32_t base_sequence = kNoSequence;
  bool transactional = false;
  bool control = false;
};

// Kafka's ControlRecordType: the second number in the key of a control record.
enum class ControlRecordType : std::int16_t {
  kAbort = 0,
  kCommit = 1,
  kLeaderChange = 2,
  kSnapshotHeader = 3,
  kSnapshotFooter = 4,
  kKraftVersion = 5,
  kKraftVoters = 6,
};

// Records are copied as they are added. Offsets count up from the base offset, unless add_at() leaves holes.
class BatchBuilder {
 public:
  explicit BatchBuilder(BatchOptions options) : options_(options) {}

  void add(std::int64_t timestamp, std::optional<ByteView> key, std::optional<ByteView> value,
           std::span<const RecordHeaderView> headers = {});
  // REQUIRES: offset_delta above that of the record before.
  void add_at(std::int32_t offset_delta, std::int64_t timestamp, std::optional<ByteView> key,
              std::optional<ByteView> value, std::span<const RecordHeaderView> headers = {});
  // A control record: its key is {version 0, type}. REQUIRES: options.control.
  void add_control(std::int64_t timestamp, ControlRecordType type, ByteView value);

  [[nodiscard]] std::int32_t record_count() const { return record_count_; }
  [[nodiscard]] bool empty() const { return record_count_ == 0; }
  // Of the batch as it stands, uncompressed, header included.
  [[nodiscard]] std::size_t size_bytes() const { return kBatchHeaderSize + body_.size(); }
  // What a record without headers will add to size_bytes(), at most.
  [[nodiscard]] static std::size_t record_size_max(std::size_t key_bytes, std::size_t value_bytes);

  // The finished batch; the builder keeps its records. A batch without records (compaction leaves such) has its base
  // timestamp -1 and a last offset delta of 0. `compressor` may be null where the codec is none.
  // Errors: those of Compressor::compress.
  Result<Buffer> build(Compressor* compressor) const;
  // REQUIRES: no codec. Cannot fail.
  [[nodiscard]] Buffer build() const;

 private:
  [[nodiscard]] Buffer finish(ByteView body) const;

  BatchOptions options_;
  std::vector<std::uint8_t> body_;
  std::int64_t base_timestamp_ = kNoTimestamp;
  std::int64_t max_timestamp_ = kNoTimestamp;
  std::int32_t record_count_ = 0;
  std::int32_t last_offset_delta_ = -1;
};

// The marker that ends a transaction on a partition: a control batch with one record (EndTxnMarker v0).
struct TransactionMarker {
  ProducerId producer_id;
  ProducerEpoch producer_epoch;
  std::int32_t coordinator_epoch = 0;
  bool commit = false;
};
[[nodiscard]] Buffer build_end_txn_marker(const TransactionMarker& marker, std::int64_t timestamp);

// What the key of a control record says; nothing where it is too short. Unknown types are for the caller to skip.
struct ControlKey {
  std::int16_t version = 0;
  std::int16_t type = 0;
};
[[nodiscard]] std::optional<ControlKey> parse_control_key(std::optional<ByteView> key);

}  // namespace klamm::protocol
