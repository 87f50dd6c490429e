// The aborted transactions whose markers lie in one segment, in Kafka's format of .txnindex: what a reader with
// read_committed is told to leave out. Pure. Source: KIP-98; FORMAT.md.
//
// There are few of them, so that all of a segment's are in memory when any is wanted, and the file is always written
// as a whole.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "runtime/base/bytes.h"
#include "storage/producer/producer_state.h"

namespace klamm {

class TransactionIndex {
 public:
  static constexpr std::size_t kEntrySize = 2 + 8 + 8 + 8 + 8;
  static constexpr std::size_t kFileSizeMax = 256U << 20;  // beyond it is none of ours

  // What a file of a segment holds that begins at `base` and ends at `end` (or has not ended: then a large one).
  // Nothing where that cannot be: another version, markers out of order or outside of the segment.
  [[nodiscard]] static std::optional<std::vector<AbortedTxn>> parse(ByteView file, Offset base, Offset end);
  [[nodiscard]] static std::vector<std::uint8_t> encode(const std::vector<AbortedTxn>& entries);

  // In the order of their markers.
  [[nodiscard]] const std::vector<AbortedTxn>& entries() const { return entries_; }
  // Takes an entry, in place of the one of the same marker if there is one.
  void put(const AbortedTxn& entry);
  // Forgets what was aborted at or above `offset`.
  void drop_from(Offset offset);
  // Takes what the file says of markers that nothing is known of here.
  void merge_file(const std::vector<AbortedTxn>& entries);
  // Adds those that concern a reader of [from, end) to `found`. True if no later segment can have another: the stable
  // part of the log ended behind `end` when the entry was written.
  bool collect(Offset from, Offset end, std::vector<AbortedTxn>& found) const;

  // Whether the file is to be written, and whether what was written since is what there is now.
  [[nodiscard]] bool unsaved() const { return saved_version_ != version_; }
  [[nodiscard]] std::uint32_t version() const { return version_; }
  void mark_saved(std::uint32_t version) { saved_version_ = version; }
  void mark_unsaved() { ++version_; }

 private:
  std::vector<AbortedTxn> entries_;
  std::uint32_t version_ = 0;  // counts changes
  std::uint32_t saved_version_ = 0;
};

}  // namespace klamm
