#include "storage/log/transaction_index.h"

#include <algorithm>

namespace klamm {

namespace {

constexpr std::int16_t kVersion = 0;

auto place_of(std::vector<AbortedTxn>& entries, Offset marker) {
  return std::lower_bound(entries.begin(), entries.end(), marker,
                          [](const AbortedTxn& entry, Offset offset) { return entry.last_offset < offset; });
}

}  // namespace

std::optional<std::vector<AbortedTxn>> TransactionIndex::parse(ByteView file, Offset base, Offset end) {
  if (file.size() % kEntrySize != 0) return std::nullopt;
  std::vector<AbortedTxn> entries;
  entries.reserve(file.size() / kEntrySize);
  Offset next = base;
  for (const std::uint8_t* at = file.data(); at != file.data() + file.size(); at += kEntrySize) {
    if (load_be<std::int16_t>(at) != kVersion) return std::nullopt;
    const AbortedTxn entry{.producer = ProducerId(load_be<std::int64_t>(at + 2)),
                           .first_offset = Offset(load_be<std::int64_t>(at + 10)),
                           .last_offset = Offset(load_be<std::int64_t>(at + 18)),
                           .last_stable_offset = Offset(load_be<std::int64_t>(at + 26))};
    const bool ordered = entry.last_offset >= next && entry.last_offset < end;
    const bool whole = entry.first_offset >= Offset(0) && entry.first_offset < entry.last_offset;
    const bool stable = entry.last_stable_offset >= Offset(0) && entry.last_stable_offset <= entry.last_offset + 1;
    if (!ordered || !whole || !stable || entry.producer.value < 0) return std::nullopt;
    next = entry.last_offset + 1;
    entries.push_back(entry);
  }
  return entries;
}

std::vector<std::uint8_t> TransactionIndex::encode(const std::vector<AbortedTxn>& entries) {
  std::vector<std::uint8_t> bytes(entries.size() * kEntrySize);
  std::uint8_t* to = bytes.data();
  for (const AbortedTxn& entry : entries) {
    store_be(to, kVersion);
    store_be(to + 2, entry.producer.value);
    store_be(to + 10, entry.first_offset.value);
    store_be(to + 18, entry.last_offset.value);
    store_be(to + 26, entry.last_stable_offset.value);
    to += kEntrySize;
  }
  return bytes;
}

void TransactionIndex::put(const AbortedTxn& entry) {
  const auto at = place_of(entries_, entry.last_offset);
  if (at != entries_.end() && *at == entry) return;
  ++version_;
  if (at != entries_.end() && at->last_offset == entry.last_offset) {
    *at = entry;
  } else {
    entries_.insert(at, entry);
  }
}

void TransactionIndex::drop_from(Offset offset) {
  const auto at = place_of(entries_, offset);
  if (at == entries_.end()) return;
  ++version_;
  entries_.erase(at, entries_.end());
}

void TransactionIndex::merge_file(const std::vector<AbortedTxn>& entries) {
  for (const AbortedTxn& entry : entries) {
    const auto at = place_of(entries_, entry.last_offset);
    if (at == entries_.end() || at->last_offset != entry.last_offset) entries_.insert(at, entry);
  }
}

bool TransactionIndex::collect(Offset from, Offset end, std::vector<AbortedTxn>& found) const {
  for (const AbortedTxn& entry : entries_) {
    if (entry.last_offset >= from && entry.first_offset < end) found.push_back(entry);
    if (entry.last_stable_offset >= end) return true;
  }
  return false;
}

}  // namespace klamm
