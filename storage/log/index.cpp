#include "storage/log/index.h"

#include <algorithm>
#include <cerrno>

namespace klamm {

void OffsetEntry::encode(std::uint8_t* to) const {
  store_be(to, relative_offset);
  store_be(to + 4, position);
}

OffsetEntry OffsetEntry::decode(const std::uint8_t* from) {
  return OffsetEntry{.relative_offset = load_be<std::int32_t>(from), .position = load_be<std::int32_t>(from + 4)};
}

void TimeEntry::encode(std::uint8_t* to) const {
  store_be(to, timestamp_ms);
  store_be(to + 8, relative_offset);
}

TimeEntry TimeEntry::decode(const std::uint8_t* from) {
  return TimeEntry{.timestamp_ms = load_be<std::int64_t>(from), .relative_offset = load_be<std::int32_t>(from + 8)};
}

namespace {

bool can_be_first(const OffsetEntry& entry) { return entry.relative_offset >= 0 && entry.position >= 0; }
bool can_be_first(const TimeEntry& entry) { return entry.timestamp_ms >= 0 && entry.relative_offset >= 0; }

}  // namespace

template <class Entry>
std::size_t sound_entries(ByteView file) {
  const std::size_t count = file.size() / Entry::kSize;
  Entry previous;
  for (std::size_t i = 0; i < count; ++i) {
    const Entry entry = Entry::decode(file.data() + i * Entry::kSize);
    if (i == 0 ? !can_be_first(entry) : !entry.after(previous)) return i;
    previous = entry;
  }
  return count;
}

template std::size_t sound_entries<OffsetEntry>(ByteView);
template std::size_t sound_entries<TimeEntry>(ByteView);

template <class Entry>
void Index<Entry>::append(const Entry& entry) {
  KLAMM_ASSERT(entries_.empty() || entry.after(entries_.back()));
  entries_.push_back(entry);
}

template <class Entry>
std::optional<Entry> Index<Entry>::last() const {
  if (entries_.empty()) return std::nullopt;
  return entries_.back();
}

template <class Entry>
void Index<Entry>::restore(std::uint64_t count, std::optional<Entry> last, bool file_too_long) {
  entries_.clear();
  first_ = saved_ = count;
  file_too_long_ = file_too_long;
  if (!last.has_value()) return;
  KLAMM_ASSERT(count > 0);
  entries_.push_back(*last);
  first_ = count - 1;
}

template <class Entry>
void Index<Entry>::truncate(std::uint64_t count) {
  KLAMM_ASSERT(count <= this->count());
  if (count <= first_) {
    entries_.clear();
    first_ = count;
  } else {
    entries_.resize(static_cast<std::size_t>(count - first_));
  }
  if (saved_ > count) {
    saved_ = count;
    file_too_long_ = true;
  }
}

template <class Entry>
typename Index<Entry>::Lookup Index<Entry>::lookup(std::int64_t key) const {
  Lookup result;
  if (!entries_.empty() && entries_.front().key() <= key) {
    const auto above = std::upper_bound(entries_.begin(), entries_.end(), key,
                                        [](std::int64_t k, const Entry& entry) { return k < entry.key(); });
    result.known = true;
    result.entry = *std::prev(above);
    return result;
  }
  result.known = first_ == 0;
  return result;
}

template <class Entry>
std::vector<std::uint8_t> Index<Entry>::encode_unsaved() const {
  KLAMM_ASSERT(saved_ >= first_);
  const std::size_t from = static_cast<std::size_t>(saved_ - first_);
  std::vector<std::uint8_t> bytes((entries_.size() - from) * Entry::kSize);
  for (std::size_t i = from; i < entries_.size(); ++i) entries_[i].encode(bytes.data() + (i - from) * Entry::kSize);
  return bytes;
}

template <class Entry>
void Index<Entry>::mark_saved(std::uint64_t count) {
  // A truncation since the write took entries back; then the file is too long again.
  if (count > this->count()) {
    file_too_long_ = true;
    saved_ = this->count();
  } else {
    file_too_long_ = false;
    saved_ = count;
  }
  if (entries_.size() <= 2 * kKeptEntries) return;
  const std::uint64_t drop_to = std::min<std::uint64_t>(saved_, this->count() - kKeptEntries);
  if (drop_to <= first_) return;
  entries_.erase(entries_.begin(), entries_.begin() + static_cast<std::ptrdiff_t>(drop_to - first_));
  first_ = drop_to;
}

template class Index<OffsetEntry>;
template class Index<TimeEntry>;

namespace {

// Halves the range by one entry a read until it fits into a page, then reads that.
constexpr std::uint64_t kPageEntries = 256;

template <class Entry>
Task<Result<std::optional<Entry>>> lookup_in_file(Backend& io, FilePtr file, std::uint64_t count, std::int64_t key) {
  std::uint64_t low = 0;  // entries below it have keys <= key
  std::uint64_t high = count;
  std::vector<std::uint8_t> bytes(kPageEntries * Entry::kSize);
  while (high - low > kPageEntries) {
    const std::uint64_t middle = low + (high - low) / 2;
    const MutableByteView into(bytes.data(), Entry::kSize);
    const std::int64_t read = co_await read_all(io, file->handle(), into, middle * Entry::kSize);
    if (read != static_cast<std::int64_t>(Entry::kSize)) {
      co_return Error(ErrorCode::kKafkaStorageError, "cannot read an index", read < 0 ? static_cast<int>(-read) : EIO);
    }
    if (Entry::decode(bytes.data()).key() <= key) {
      low = middle;
    } else {
      high = middle;
    }
  }
  const std::size_t size = static_cast<std::size_t>(high - low) * Entry::kSize;
  const MutableByteView into(bytes.data(), size);
  const std::int64_t read = co_await read_all(io, file->handle(), into, low * Entry::kSize);
  if (read != static_cast<std::int64_t>(size)) {
    co_return Error(ErrorCode::kKafkaStorageError, "cannot read an index", read < 0 ? static_cast<int>(-read) : EIO);
  }
  std::optional<Entry> found;
  for (std::size_t at = 0; at < size; at += Entry::kSize) {
    const Entry entry = Entry::decode(bytes.data() + at);
    if (entry.key() > key) break;
    found = entry;
  }
  co_return found;
}

}  // namespace

Task<Result<std::optional<OffsetEntry>>> lookup_offset_in_file(Backend& io, FilePtr file, std::uint64_t count,
                                                               std::int64_t key) {
  return lookup_in_file<OffsetEntry>(io, std::move(file), count, key);
}

Task<Result<std::optional<TimeEntry>>> lookup_time_in_file(Backend& io, FilePtr file, std::uint64_t count,
                                                           std::int64_t key) {
  return lookup_in_file<TimeEntry>(io, std::move(file), count, key);
}

}  // namespace klamm
