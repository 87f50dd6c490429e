#include "storage/log/epoch_cache.h"

#include <algorithm>
#include <charconv>

namespace klamm {

void EpochCache::assign(LeaderEpoch epoch, Offset start_offset) {
  if (epoch.value < 0 || epoch <= latest()) return;
  KLAMM_ASSERT(entries_.empty() || entries_.back().start_offset <= start_offset);
  // An epoch under which nothing was written leaves no trace.
  if (!entries_.empty() && entries_.back().start_offset == start_offset) entries_.pop_back();
  entries_.push_back(EpochStart{.epoch = epoch, .start_offset = start_offset});
}

LeaderEpoch EpochCache::epoch_at(Offset offset) const {
  const auto above = std::upper_bound(entries_.begin(), entries_.end(), offset,
                                      [](Offset o, const EpochStart& entry) { return o < entry.start_offset; });
  return above == entries_.begin() ? kNoLeaderEpoch : std::prev(above)->epoch;
}

EpochEnd EpochCache::end_offset_for(LeaderEpoch epoch, Offset log_end_offset) const {
  if (epoch.value < 0 || entries_.empty() || epoch > latest()) return {};
  if (epoch == latest()) return EpochEnd{.epoch = epoch, .end_offset = log_end_offset};
  const auto above = std::upper_bound(entries_.begin(), entries_.end(), epoch,
                                      [](LeaderEpoch e, const EpochStart& entry) { return e < entry.epoch; });
  KLAMM_ASSERT(above != entries_.end());
  if (above == entries_.begin()) return EpochEnd{.epoch = epoch, .end_offset = above->start_offset};
  return EpochEnd{.epoch = std::prev(above)->epoch, .end_offset = above->start_offset};
}

void EpochCache::truncate_end(Offset end_offset) {
  while (!entries_.empty() && entries_.back().start_offset >= end_offset) entries_.pop_back();
}

void EpochCache::truncate_start(Offset start_offset) {
  const auto above = std::upper_bound(entries_.begin(), entries_.end(), start_offset,
                                      [](Offset o, const EpochStart& entry) { return o < entry.start_offset; });
  if (above == entries_.begin()) return;
  // The epoch of the new first record stays, and begins with it.
  entries_.erase(entries_.begin(), std::prev(above));
  entries_.front().start_offset = start_offset;
}

std::string EpochCache::to_text() const {
  std::string text = "0\n" + std::to_string(entries_.size()) + "\n";
  for (const EpochStart& entry : entries_) {
    text += std::to_string(entry.epoch.value) + " " + std::to_string(entry.start_offset.value) + "\n";
  }
  return text;
}

namespace {

// The next decimal number of `text`, which must be followed by `terminator`.
bool take_number(std::string_view& text, char terminator, std::int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end == text.data() + text.size() || *end != terminator) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  return true;
}

}  // namespace

Result<EpochCache> EpochCache::from_text(std::string_view text) {
  const Error bad(ErrorCode::kCorruptMessage, "malformed leader-epoch-checkpoint");
  std::int64_t version = 0;
  std::int64_t count = 0;
  if (!take_number(text, '\n', version) || version != 0) return bad;
  if (!take_number(text, '\n', count) || count < 0) return bad;
  EpochCache cache;
  for (std::int64_t i = 0; i < count; ++i) {
    std::int64_t epoch = 0;
    std::int64_t start = 0;
    if (!take_number(text, ' ', epoch) || !take_number(text, '\n', start)) return bad;
    if (epoch < 0 || epoch > INT32_MAX || start < 0) return bad;
    const EpochStart entry{.epoch = LeaderEpoch(static_cast<std::int32_t>(epoch)), .start_offset = Offset(start)};
    if (!cache.entries_.empty()) {
      const EpochStart& last = cache.entries_.back();
      if (entry.epoch <= last.epoch || entry.start_offset < last.start_offset) return bad;
    }
    cache.entries_.push_back(entry);
  }
  if (!text.empty()) return bad;
  return cache;
}

}  // namespace klamm
