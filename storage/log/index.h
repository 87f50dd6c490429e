// The offset index and the time index of a segment, in Kafka's formats: arrays of fixed-size entries, ascending,
// big-endian.
//
//   .index      int32 offset - base offset, int32 position: a batch whose *last* offset this is begins at `position`
//   .timeindex  int64 timestamp, int32 offset - base offset: up to this batch (named by its last offset) this is the
//               largest timestamp
//
// The newest entries are kept in memory, older ones are in the file only. Pure but for lookup_in_file().
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/base/bytes.h"
#include "runtime/base/result.h"
#include "storage/log/file.h"

namespace klamm {

struct OffsetEntry {
  static constexpr std::size_t kSize = 8;
  std::int32_t relative_offset = 0;
  std::int32_t position = 0;

  [[nodiscard]] std::int64_t key() const { return relative_offset; }
  void encode(std::uint8_t* to) const;
  static OffsetEntry decode(const std::uint8_t* from);
  // Whether this can come behind `earlier`.
  [[nodiscard]] bool after(const OffsetEntry& earlier) const {
    return relative_offset > earlier.relative_offset && position > earlier.position;
  }
};

struct TimeEntry {
  static constexpr std::size_t kSize = 12;
  std::int64_t timestamp_ms = -1;
  std::int32_t relative_offset = 0;

  [[nodiscard]] std::int64_t key() const { return timestamp_ms; }
  void encode(std::uint8_t* to) const;
  static TimeEntry decode(const std::uint8_t* from);
  [[nodiscard]] bool after(const TimeEntry& earlier) const {
    return timestamp_ms > earlier.timestamp_ms && relative_offset >= earlier.relative_offset;
  }
};

// All entries of both indexes of a segment.
struct SegmentIndexes {
  std::vector<OffsetEntry> offsets;
  std::vector<TimeEntry> times;
};

// An index file of these entries.
template <class Entry>
std::vector<std::uint8_t> encode_entries(const std::vector<Entry>& entries) {
  std::vector<std::uint8_t> bytes(entries.size() * Entry::kSize);
  for (std::size_t i = 0; i < entries.size(); ++i) entries[i].encode(bytes.data() + i * Entry::kSize);
  return bytes;
}

// How many entries from the beginning of an index file make sense: ascending, the first not negative.
template <class Entry>
std::size_t sound_entries(ByteView file);
extern template std::size_t sound_entries<OffsetEntry>(ByteView);
extern template std::size_t sound_entries<TimeEntry>(ByteView);

// One index. Entries are numbered from 0; those from in_memory_from() on are here, those below saved() in the file.
template <class Entry>
class Index {
 public:
  // Kept in memory beyond what is not saved: lookups of tailing readers find theirs here.
  static constexpr std::size_t kKeptEntries = 512;

  [[nodiscard]] std::uint64_t count() const { return first_ + entries_.size(); }
  [[nodiscard]] std::uint64_t saved() const { return saved_; }
  [[nodiscard]] bool unsaved() const { return saved_ < count() || file_too_long_; }
  [[nodiscard]] std::size_t size_bytes() const { return count() * Entry::kSize; }

  // REQUIRES: it comes after the last one.
  void append(const Entry& entry);
  // The last entry if it is in memory.
  [[nodiscard]] std::optional<Entry> last() const;
  // The index as it is found in a file whose first `count` entries hold, of which nothing is in memory yet but `last`.
  void restore(std::uint64_t count, std::optional<Entry> last, bool file_too_long);
  // Keeps the first `count` entries. REQUIRES: count <= this->count().
  void truncate(std::uint64_t count);
  // The last entry whose key is <= `key`, of those in memory. `known` false: the file must be asked.
  struct Lookup {
    bool known = false;
    std::optional<Entry> entry;
  };
  [[nodiscard]] Lookup lookup(std::int64_t key) const;

  // What is to be written at saved() * Entry::kSize, and the length that the file then has. mark_saved() afterwards,
  // with the count that it was taken at.
  [[nodiscard]] std::vector<std::uint8_t> encode_unsaved() const;
  [[nodiscard]] bool file_too_long() const { return file_too_long_; }
  void mark_saved(std::uint64_t count);
  // Writing it failed, and may have come some way: what the file has behind saved() must go, even if no entry follows.
  void mark_torn() { file_too_long_ = true; }

 private:
  std::vector<Entry> entries_;
  std::uint64_t first_ = 0;  // the number of entries_[0]
  std::uint64_t saved_ = 0;
  bool file_too_long_ = false;  // the file may hold what is none of the saved entries
};

extern template class Index<OffsetEntry>;
extern template class Index<TimeEntry>;

// The last entry of an index file, among its first `count` entries, whose key is <= `key`; nothing if there is none.
// Errors: kKafkaStorageError.
Task<Result<std::optional<OffsetEntry>>> lookup_offset_in_file(Backend& io, FilePtr file, std::uint64_t count,
                                                               std::int64_t key);
Task<Result<std::optional<TimeEntry>>> lookup_time_in_file(Backend& io, FilePtr file, std::uint64_t count,
                                                           std::int64_t key);

}  // namespace klamm
