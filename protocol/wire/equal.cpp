#include "protocol/wire/equal.h"

#include <algorithm>

namespace klamm::protocol {

bool same_bytes(ByteView a, ByteView b) { return std::ranges::equal(a, b); }

bool same_bytes(const BufferChain& a, const BufferChain& b) {
  if (a.size() != b.size()) return false;
  std::size_t slice = 0;  // of b
  std::size_t from = 0;   // within it
  for (const Slice& piece : a.slices()) {
    ByteView left = piece.bytes;
    while (!left.empty()) {
      const ByteView other = b.slices()[slice].bytes.subspan(from);
      const std::size_t size = std::min(left.size(), other.size());
      if (!same_bytes(left.first(size), other.first(size))) return false;
      left = left.subspan(size);
      from += size;
      if (from == b.slices()[slice].size()) {
        ++slice;
        from = 0;
      }
    }
  }
  return true;
}

}  // namespace klamm::protocol
