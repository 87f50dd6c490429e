// The latest offset of each key in the dirty part of a log: 24 bytes a key, keys themselves are not kept. Pure.
//
// Open addressing in blocks that come into being when they are touched, so that neither a small log pays for a large
// map nor one allocation stops the shard. Filled up to a share of its slots; what then does not fit is for another
// round.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/base/buffer.h"
#include "runtime/base/ids.h"
#include "storage/compaction/key_hash.h"

namespace klamm {

class KeyMap {
 public:
  static constexpr std::size_t kBytesPerSlot = 24;

  // `memory_bytes`: what it may grow to. `keys_max`: more than so many will not come. At least one key fits.
  KeyMap(std::size_t memory_bytes, double load_factor, std::uint64_t keys_max, KeyHasher hasher);

  [[nodiscard]] KeyHash hash(ByteView key) const { return hasher_.hash(key); }
  // The memory that put() or find() will look at is asked for: with a map larger than the caches, waiting for one slot
  // after the other is most of what compaction does.
  void prefetch(const KeyHash& hash) const;
  // False if the key is new and there is no room for it. REQUIRES: offset >= 0.
  bool put(const KeyHash& hash, Offset offset);
  bool put(ByteView key, Offset offset) { return put(hash(key), offset); }
  [[nodiscard]] std::optional<Offset> find(const KeyHash& hash) const;
  [[nodiscard]] std::optional<Offset> find(ByteView key) const { return find(hash(key)); }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t slots() const { return slots_; }
  [[nodiscard]] std::size_t capacity() const { return size_max_; }
  [[nodiscard]] std::size_t memory_bytes() const { return touched_ * block_slots() * kBytesPerSlot; }

 private:
  // A block of a large map fills a huge page, where the kernel gives them: with small ones, finding out where a slot's
  // memory is costs as much as reading it.
  static constexpr std::size_t kBlockSlots = (2U << 20) / kBytesPerSlot;
  struct Slot {
    KeyHash hash;
    std::int64_t offset_plus_1 = 0;  // 0: empty
  };
  static_assert(sizeof(Slot) == kBytesPerSlot);

  [[nodiscard]] std::size_t block_slots() const { return slots_ < kBlockSlots ? slots_ : kBlockSlots; }
  [[nodiscard]] std::size_t first_index(const KeyHash& hash) const;
  Slot& slot(std::size_t index);
  [[nodiscard]] const Slot* slot_if_touched(std::size_t index) const;

  const KeyHasher hasher_;
  std::size_t slots_ = 0;
  std::size_t size_max_ = 0;
  std::size_t size_ = 0;
  std::size_t touched_ = 0;
  std::vector<Buffer> blocks_;
};

}  // namespace klamm
