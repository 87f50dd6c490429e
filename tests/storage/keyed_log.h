// Logs of records with keys, and a model of what compaction must leave of them.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "protocol/records/record.h"
#include "tests/storage/log_bench.h"

namespace klamm::test {

struct KeyedRecord {
  std::string key;
  std::optional<std::string> value;
  friend bool operator==(const KeyedRecord&, const KeyedRecord&) = default;
};

// Everything that was appended, by offset.
class KeyedModel {
 public:
  explicit KeyedModel(std::uint64_t seed) : rng_(seed) {}

  bool tombstones = false;              // every fifth record is one
  bool tombstones_may_be_gone = false;  // their time has passed
  std::uint64_t value_size_max = 300;

  // A batch of a few records; appended() says where it came to lie.
  Slice make(int keys) {
    protocol::BatchOptions options;
    if (rng_.chance(1, 3)) options.codec = protocol::Codec::kLz4;
    protocol::BatchBuilder builder(options);
    made_.clear();
    const std::uint64_t count = 1 + rng_.below(5);
    for (std::uint64_t i = 0; i < count; ++i) {
      KeyedRecord record;
      record.key = "k" + std::to_string(rng_.below(static_cast<std::uint64_t>(keys)));
      const bool tombstone = tombstones && rng_.chance(1, 5);
      if (!tombstone) record.value = std::to_string(++values_) + std::string(rng_.below(value_size_max), 'v');
      std::optional<ByteView> value;
      if (record.value.has_value()) value = as_bytes(*record.value);
      builder.add(4'000'000'000'000 + ++time_, as_bytes(record.key), value);
      made_.push_back(std::move(record));
    }
    protocol::Compressor compressor;
    return Slice(*builder.build(&compressor));
  }
  void appended(Offset base) {
    for (KeyedRecord& record : made_) {
      records_[base] = std::move(record);
      base = base + 1;
    }
    made_.clear();
  }
  void skip(Offset end) { start_ = end; }
  void truncated(Offset end) { records_.erase(records_.lower_bound(end), records_.end()); }
  void started(Offset start) { start_ = std::max(start_, start); }
  [[nodiscard]] Offset last_offset() const { return records_.rbegin()->first; }
  [[nodiscard]] const std::map<Offset, KeyedRecord>& records() const { return records_; }

  // What is wrong with what was found, of a log that was cleaned up to `cleaned_to` at most; empty if nothing is. With
  // `cleaned`, no record below may be there whose key has a later one below.
  [[nodiscard]] std::string wrong(const std::map<Offset, KeyedRecord>& found, Offset cleaned_to,
                                  bool cleaned = true) const {
    std::map<std::string, Offset> last;
    std::map<std::string, Offset> last_cleaned;
    for (const auto& [offset, record] : records_) {
      last[record.key] = offset;
      if (offset < cleaned_to) last_cleaned[record.key] = offset;
    }
    for (const auto& [offset, record] : found) {
      if (offset < start_) continue;
      const auto original = records_.find(offset);
      if (original == records_.end()) return "nobody wrote a record at " + std::to_string(offset.value);
      if (!(original->second == record)) return "another record at " + std::to_string(offset.value);
      if (cleaned && offset < cleaned_to && last_cleaned.at(record.key) != offset) {
        return "a stale record at " + std::to_string(offset.value);
      }
    }
    for (const auto& [offset, record] : records_) {
      if (offset < start_ || found.contains(offset)) continue;
      if (offset >= cleaned_to) return "lost behind the clean part: " + std::to_string(offset.value);
      const bool latest = last_cleaned.at(record.key) == offset;
      if (!latest || (!record.value.has_value() && tombstones_may_be_gone)) continue;
      return "lost: the last record of " + record.key + " at " + std::to_string(offset.value);
    }
    return {};
  }

 private:
  Rng rng_;
  std::map<Offset, KeyedRecord> records_;
  std::vector<KeyedRecord> made_;
  Offset start_{0};
  std::uint64_t values_ = 0;
  std::int64_t time_ = 0;
};

// Without those of `aborted` transactions, as a client leaves them out.
inline void collect_records(ByteView bytes, std::map<Offset, KeyedRecord>& into,
                            const std::vector<AbortedTxn>& aborted = {}) {
  protocol::BatchRun run(bytes);
  for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) {
    REQUIRE((*batch)->crc_ok());
    if ((*batch)->is_control()) continue;
    const bool left_out = std::any_of(aborted.begin(), aborted.end(), [&](const AbortedTxn& transaction) {
      return transaction.producer == (*batch)->producer_id() && transaction.first_offset <= (*batch)->base_offset() &&
             (*batch)->base_offset() <= transaction.last_offset;
    });
    if ((*batch)->is_transactional() && left_out) continue;
    std::vector<std::uint8_t> unpacked;
    ByteView body = (*batch)->body();
    if (*(*batch)->codec() != protocol::Codec::kNone) {
      protocol::Decompressor decompressor;
      REQUIRE(protocol::decompress_all(decompressor, *(*batch)->codec(), body, 1U << 24, unpacked).ok());
      body = unpacked;
    }
    protocol::RecordIterator records(**batch, body);
    for (auto record = records.next(); record.ok() && record->has_value(); record = records.next()) {
      KeyedRecord each;
      each.key = (*record)->key ? std::string(as_text(*(*record)->key)) : "";
      if ((*record)->value.has_value()) each.value = std::string(as_text(*(*record)->value));
      into[(*record)->offset] = std::move(each);
    }
  }
  REQUIRE(run.unread().empty());
}

inline std::map<Offset, KeyedRecord> read_all_records(LogBench& bench) {
  std::map<Offset, KeyedRecord> found;
  Offset at = bench.log()->log_start_offset();
  while (at < bench.log()->log_end_offset()) {
    const Result<ReadResult> read = bench.read(at, 4000);
    REQUIRE(read.ok());
    if (read->records.empty()) break;
    REQUIRE(read->next_offset > at);
    const Buffer bytes = read->records.flatten();
    collect_records(ByteView(bytes.data(), bytes.size()), found);
    at = read->next_offset;
  }
  return found;
}

}  // namespace klamm::test
