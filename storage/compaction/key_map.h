// The latest offset of each key in the dirty part of a log: 24 bytes a key, keys themselves are not kept. Pure.
//
// Open addressing in blocks that come into being when they are touched, so that neither a small log pays for a large
// map nor one allocation stops the shard. Filled up to a share of its slots; what then does not fit is for another
// round.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "runtime/base/ids.h"
#include "storage/compaction/key_hash.h"

namespace klamm {

class KeyMap {
 public:
  static constexpr std::size_t kBytesPerSlot = 24;

  // `memory_bytes`: what it may grow to. `keys_max`: more than so many will not come. At least one key fits.
  KeyMap(std::size_t memory_bytes, double load_factor, std::uint64_t keys_max, KeyHasher hasher);

  // False if the key is new and there is no room for it. REQUIRES: offset >= 0.
  bool put(ByteView key, Offset offset);
  [[nodiscard]] std::optional<Offset> find(ByteView key) const;

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t capacity() const { return size_max_; }
  [[nodiscard]] std::size_t memory_bytes() const { return touched_ * kBlockSlots * kBytesPerSlot; }

 private:
  static constexpr std::size_t kBlockSlots = 4096;
  struct Slot {
    KeyHash hash;
    std::int64_t offset_plus_1 = 0;  // 0: empty
  };
  static_assert(sizeof(Slot) == kBytesPerSlot);

  Slot& slot(std::size_t index);
  [[nodiscard]] const Slot* slot_if_touched(std::size_t index) const;

  const KeyHasher hasher_;
  std::size_t slots_ = 0;
  std::size_t size_max_ = 0;
  std::size_t size_ = 0;
  std::size_t touched_ = 0;
  std::vector<std::unique_ptr<Slot[]>> blocks_;
};

}  // namespace klamm
