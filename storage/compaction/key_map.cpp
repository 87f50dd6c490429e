#include "storage/compaction/key_map.h"

#include <algorithm>
#include <cstring>

#include "runtime/base/assert.h"
#include "runtime/memory/pages.h"

namespace klamm {

KeyMap::KeyMap(std::size_t memory_bytes, double load_factor, std::uint64_t keys_max, KeyHasher hasher)
    : hasher_(hasher) {
  const double load = std::clamp(load_factor, 0.1, 0.95);
  const std::size_t most = std::max<std::size_t>(memory_bytes / kBytesPerSlot, 2);
  const double wanted = static_cast<double>(std::min<std::uint64_t>(keys_max, most)) / load + 2;
  slots_ = std::min(most, static_cast<std::size_t>(wanted));
  size_max_ = std::clamp<std::size_t>(static_cast<std::size_t>(static_cast<double>(slots_) * load), 1, slots_ - 1);
  blocks_.resize((slots_ + kBlockSlots - 1) / kBlockSlots);
}

KeyMap::Slot& KeyMap::slot(std::size_t index) {
  Buffer& block = blocks_[index / kBlockSlots];
  if (!block) {
    block = allocate_page_buffer(block_slots() * kBytesPerSlot);
    std::memset(block.data(), 0, block.size());
    ++touched_;
  }
  return reinterpret_cast<Slot*>(block.data())[index % kBlockSlots];
}

const KeyMap::Slot* KeyMap::slot_if_touched(std::size_t index) const {
  const Buffer& block = blocks_[index / kBlockSlots];
  return !block ? nullptr : reinterpret_cast<const Slot*>(block.data()) + index % kBlockSlots;
}

std::size_t KeyMap::first_index(const KeyHash& hash) const {
  // The product's upper half is below slots_, and costs less than a remainder.
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::size_t>((static_cast<Wide>(hash.low) * slots_) >> 64);
}

void KeyMap::prefetch(const KeyHash& hash) const {
  const Slot* const at = slot_if_touched(first_index(hash));
  if (at == nullptr) return;
  // A slot may lie in two lines.
  __builtin_prefetch(at);
  __builtin_prefetch(&at->offset_plus_1);
}

bool KeyMap::put(const KeyHash& hash, Offset offset) {
  KLAMM_ASSERT(offset.value >= 0);
  std::size_t index = first_index(hash);
  while (true) {
    Slot& at = slot(index);
    if (at.offset_plus_1 == 0) {
      if (size_ >= size_max_) return false;
      at.hash = hash;
      at.offset_plus_1 = offset.value + 1;
      ++size_;
      return true;
    }
    if (at.hash == hash) {
      at.offset_plus_1 = offset.value + 1;
      return true;
    }
    index = index + 1 == slots_ ? 0 : index + 1;
  }
}

std::optional<Offset> KeyMap::find(const KeyHash& hash) const {
  std::size_t index = first_index(hash);
  while (true) {
    const Slot* at = slot_if_touched(index);
    if (at == nullptr || at->offset_plus_1 == 0) return std::nullopt;
    if (at->hash == hash) return Offset(at->offset_plus_1 - 1);
    index = index + 1 == slots_ ? 0 : index + 1;
  }
}

}  // namespace klamm
