// Comparing bytes by what they say, whoever holds them and in however many pieces. The generated messages' ==.
#pragma once

#include <optional>

#include "runtime/base/buffer.h"
#include "runtime/base/bytes.h"

namespace klamm::protocol {

[[nodiscard]] bool same_bytes(ByteView a, ByteView b);
[[nodiscard]] bool same_bytes(const BufferChain& a, const BufferChain& b);

template <class Bytes>
[[nodiscard]] bool same_bytes(const std::optional<Bytes>& a, const std::optional<Bytes>& b) {
  return a.has_value() == b.has_value() && (!a.has_value() || same_bytes(*a, *b));
}

}  // namespace klamm::protocol
