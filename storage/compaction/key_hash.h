// 128 bits that stand for a key. Pure. SipHash-2-4 with a 128-bit result, by Aumasson and Bernstein: keyed, so that
// nobody who does not know the key can make two keys of records collide.
#pragma once

#include <cstdint>

#include "runtime/base/bytes.h"

namespace klamm {

struct KeyHash {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  friend bool operator==(const KeyHash&, const KeyHash&) = default;
};

class KeyHasher {
 public:
  KeyHasher(std::uint64_t key_low, std::uint64_t key_high) : key_low_(key_low), key_high_(key_high) {}
  [[nodiscard]] KeyHash hash(ByteView bytes) const;

 private:
  std::uint64_t key_low_;
  std::uint64_t key_high_;
};

}  // namespace klamm
