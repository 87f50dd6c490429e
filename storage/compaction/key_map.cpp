#include "storage/compaction/key_map.h"

#include <algorithm>

#include "runtime/base/assert.h"

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
  std::unique_ptr<Slot[]>& block = blocks_[index / kBlockSlots];
  if (block == nullptr) {
    block = std::make_unique<Slot[]>(kBlockSlots);
    ++touched_;
  }
  return block[index % kBlockSlots];
}

const KeyMap::Slot* KeyMap::slot_if_touched(std::size_t index) const {
  const std::unique_ptr<Slot[]>& block = blocks_[index / kBlockSlots];
  return block == nullptr ? nullptr : &block[index % kBlockSlots];
}

bool KeyMap::put(ByteView key, Offset offset) {
  KLAMM_ASSERT(offset.value >= 0);
  const KeyHash hash = hasher_.hash(key);
  std::size_t index = static_cast<std::size_t>(hash.low % slots_);
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

std::optional<Offset> KeyMap::find(ByteView key) const {
  const KeyHash hash = hasher_.hash(key);
  std::size_t index = static_cast<std::size_t>(hash.low % slots_);
  while (true) {
    const Slot* at = slot_if_touched(index);
    if (at == nullptr || at->offset_plus_1 == 0) return std::nullopt;
    if (at->hash == hash) return Offset(at->offset_plus_1 - 1);
    index = index + 1 == slots_ ? 0 : index + 1;
  }
}

}  // namespace klamm
