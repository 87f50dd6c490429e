#include "storage/scrub/index_check.h"

#include <algorithm>
#include <utility>

namespace klamm {

void IndexMaker::add(const CheckedBatch& batch) {
  if (batch.max_timestamp_ms > newest_.timestamp_ms) {
    newest_.timestamp_ms = batch.max_timestamp_ms;
    newest_.relative_offset = static_cast<std::int32_t>(batch.last - base_);
  }
  if (since_entry_ > static_cast<std::uint64_t>(interval_bytes_)) {
    made_.offsets.push_back(OffsetEntry{.relative_offset = static_cast<std::int32_t>(batch.last - base_),
                                        .position = static_cast<std::int32_t>(batch.position)});
    const bool later = newest_.timestamp_ms >= 0 && (made_.times.empty() || newest_.after(made_.times.back()));
    if (later) made_.times.push_back(newest_);
    since_entry_ = 0;
  }
  since_entry_ += batch.size_bytes;
}

SegmentIndexes IndexMaker::take() {
  const bool later = newest_.timestamp_ms >= 0 && (made_.times.empty() || newest_.after(made_.times.back()));
  if (later) made_.times.push_back(newest_);
  return std::exchange(made_, {});
}

namespace {

template <class Entry>
std::vector<Entry> decode_sound(ByteView file, std::string& wrong) {
  const std::size_t sound = sound_entries<Entry>(file);
  if (sound * Entry::kSize != file.size()) {
    wrong = "entry " + std::to_string(sound) + " does not follow the one before it";
  }
  std::vector<Entry> entries;
  entries.reserve(sound);
  for (std::size_t i = 0; i < sound; ++i) entries.push_back(Entry::decode(file.data() + i * Entry::kSize));
  return entries;
}

}  // namespace

IndexCheck::IndexCheck(Offset base, ByteView offset_file, ByteView time_file) : base_(base) {
  offsets_ = decode_sound<OffsetEntry>(offset_file, wrong_offsets_);
  times_ = decode_sound<TimeEntry>(time_file, wrong_times_);
}

std::string IndexCheck::name_of(std::int32_t relative_offset) const {
  return "the entry of offset " + std::to_string(base_.value + relative_offset);
}

void IndexCheck::add(const CheckedBatch& batch) {
  newest_ms_ = std::max(newest_ms_, batch.max_timestamp_ms);
  const std::int64_t last = batch.last - base_;
  while (next_offset_ < offsets_.size()) {
    const OffsetEntry& entry = offsets_[next_offset_];
    const auto position = static_cast<std::uint64_t>(entry.position);
    if (position > batch.position) break;
    ++next_offset_;
    const bool names_it = position == batch.position && entry.relative_offset == last;
    if (!names_it && wrong_offsets_.empty()) wrong_offsets_ = name_of(entry.relative_offset) + " points beside a batch";
  }
  while (next_time_ < times_.size()) {
    const TimeEntry& entry = times_[next_time_];
    if (entry.relative_offset > last) break;
    ++next_time_;
    const bool holds = entry.relative_offset == last && entry.timestamp_ms == newest_ms_;
    if (!holds && wrong_times_.empty()) {
      wrong_times_ = name_of(entry.relative_offset) + " has a time that is not the largest so far";
    }
  }
}

void IndexCheck::end(bool sealed) {
  if (next_offset_ < offsets_.size() && wrong_offsets_.empty()) {
    wrong_offsets_ = name_of(offsets_[next_offset_].relative_offset) + " points beside a batch";
  }
  if (next_time_ < times_.size() && wrong_times_.empty()) {
    wrong_times_ = name_of(times_[next_time_].relative_offset) + " names no batch";
  }
  // Every entry of the time index but the last came together with one of the offset index.
  if (wrong_offsets_.empty() && wrong_times_.empty() && offsets_.size() + 1 < times_.size()) {
    wrong_offsets_ = "entries are missing";
  }
  if (!sealed || newest_ms_ < 0 || !wrong_times_.empty()) return;
  if (times_.empty()) wrong_times_ = "it has no entry, and there are batches with timestamps";
  else if (times_.back().timestamp_ms != newest_ms_)
    wrong_times_ = "its last entry does not tell the largest timestamp";
}

}  // namespace klamm
