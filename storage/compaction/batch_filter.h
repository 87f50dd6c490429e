// What compaction leaves of one batch. Pure. Source: Kafka's cleaner, KIP-98 (producers and markers), KIP-534 (delete
// horizon).
//
//   A record goes if the map knows a later one of its key, or has no key; a tombstone also when its batch's delete
//   horizon has passed. A batch of an aborted transaction goes whole, a marker when nothing of its transaction is left
//   and its horizon has passed. A batch that keeps a tombstone, or a marker that marks nothing, gets a horizon once:
//   now + delete.retention.ms, in place of its base timestamp. Offsets, sequences, codec and the last offset stay what
//   they were.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "protocol/compression/codec.h"
#include "protocol/records/batch.h"
#include "protocol/records/record.h"
#include "runtime/base/bytes.h"
#include "runtime/base/result.h"
#include "storage/compaction/key_map.h"
#include "storage/compaction/transactions.h"
#include "storage/producer/producer_state.h"

namespace klamm {

// One round of cleaning of one log. The references live as long as the filter.
struct FilterRules {
  const KeyMap& map;
  Offset map_end;    // the map knows everything below
  Offset round_end;  // the batch that ends there stays, if need be without records
  std::int64_t now_ms = 0;
  std::int64_t delete_retention_ms = 0;
  const std::map<ProducerId, LastRecord>& last_records;
  CleanedTransactions& transactions;
};

struct FilterCounts {
  std::uint64_t records_read = 0;
  std::uint64_t records_kept = 0;
};

class BatchFilter {
 public:
  explicit BatchFilter(FilterRules rules) : rules_(rules) {}

  // What is left: nothing, the batch's own bytes, or a new batch, which lies in the filter until the next call.
  // REQUIRES: batches come in the order of the log.
  // Errors: kCorruptMessage, where the batch cannot be read; those of compressing.
  Result<std::optional<ByteView>> filter(const protocol::BatchView& batch);

  [[nodiscard]] const FilterCounts& counts() const { return counts_; }

 private:
  struct KeptRecord {
    ByteView encoded;
    std::int64_t timestamp = 0;
    std::int32_t offset_delta = 0;
  };
  // Of the batch that is looked at; its memory serves all of them.
  struct Kept {
    std::vector<KeptRecord> records;
    std::int64_t max_timestamp_ms = -1;
    bool all = true;
    bool tombstones = false;
  };
  // Records whose keys the map is asked for together.
  struct Looked {
    protocol::RecordView record;
    ByteView encoded;
    KeyHash hash;
  };
  static constexpr std::size_t kLookedMax = 32;

  [[nodiscard]] bool must_stay(const protocol::BatchView& batch) const;
  [[nodiscard]] bool keep_record(const protocol::BatchView& batch, const Looked& looked) const;
  Status select(const protocol::BatchView& batch, bool discard);
  void judge(const protocol::BatchView& batch, std::size_t count, bool discard);
  Result<ByteView> rewrite(const protocol::BatchView& batch, std::optional<std::int64_t> horizon_ms);
  Status append_records(const protocol::BatchView& batch, std::int64_t base_timestamp, std::vector<std::uint8_t>& out);
  ByteView emptied(const protocol::BatchView& batch);

  const FilterRules rules_;
  FilterCounts counts_;
  protocol::Decompressor decompressor_;
  protocol::Compressor compressor_;
  Kept kept_;
  std::array<Looked, kLookedMax> looked_;
  std::vector<std::uint8_t> unpacked_;
  std::vector<std::uint8_t> body_;   // of a new batch whose records are to be compressed
  std::vector<std::uint8_t> batch_;  // the new batch
};

}  // namespace klamm
