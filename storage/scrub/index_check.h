// Compares the index files of a segment with its batches, and makes them anew. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/base/bytes.h"
#include "runtime/base/ids.h"
#include "storage/log/index.h"
#include "storage/scrub/segment_check.h"

namespace klamm {

// The indexes that the batches of a segment get as they are appended: see Segment::add() and seal().
class IndexMaker {
 public:
  IndexMaker(Offset base, std::int32_t index_interval_bytes) : base_(base), interval_bytes_(index_interval_bytes) {}

  void add(const CheckedBatch& batch);
  // With the last entry of the time index.
  [[nodiscard]] SegmentIndexes take();
  // What the time index must end with, if anything: -1 where no batch has a timestamp.
  [[nodiscard]] std::int64_t newest_ms() const { return newest_.timestamp_ms; }

 private:
  const Offset base_;
  const std::int32_t interval_bytes_;
  std::uint64_t since_entry_ = 0;
  TimeEntry newest_;
  SegmentIndexes made_;
};

// What the files say against the batches, which come one after the other.
class IndexCheck {
 public:
  // The contents of the two files; empty for one that is not there.
  IndexCheck(Offset base, ByteView offset_file, ByteView time_file);

  void add(const CheckedBatch& batch);
  // Behind the last batch. `sealed`: another segment follows, so that the time index tells the largest timestamp.
  void end(bool sealed);

  // The first thing that is wrong with each; empty if nothing is.
  [[nodiscard]] const std::string& wrong_offsets() const { return wrong_offsets_; }
  [[nodiscard]] const std::string& wrong_times() const { return wrong_times_; }

 private:
  [[nodiscard]] std::string name_of(std::int32_t relative_offset) const;

  const Offset base_;
  std::vector<OffsetEntry> offsets_;
  std::vector<TimeEntry> times_;
  std::size_t next_offset_ = 0;
  std::size_t next_time_ = 0;
  std::int64_t newest_ms_ = -1;
  std::string wrong_offsets_;
  std::string wrong_times_;
};

}  // namespace klamm
