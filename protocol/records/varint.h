// The zigzag varints of records (protocol buffers' sint32 and sint64). The flexible protocol's varints are not these:
// they are unsigned, and live in protocol/wire.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace klamm::protocol {

inline constexpr std::size_t kVarintSizeMax = 5;
inline constexpr std::size_t kVarlongSizeMax = 10;

[[nodiscard]] constexpr std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
[[nodiscard]] constexpr std::int64_t unzigzag(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

// How many bytes `value` takes, as varint or varlong: they are the same for numbers that fit into 32 bits.
[[nodiscard]] constexpr std::size_t varlong_size(std::int64_t value) {
  std::size_t size = 1;
  for (std::uint64_t rest = zigzag(value) >> 7; rest != 0; rest >>= 7) ++size;
  return size;
}

inline void append_varlong(std::vector<std::uint8_t>& out, std::int64_t value) {
  std::uint64_t rest = zigzag(value);
  for (; rest >= 0x80; rest >>= 7) out.push_back(static_cast<std::uint8_t>(rest | 0x80));
  out.push_back(static_cast<std::uint8_t>(rest));
}

// Reads one number from [*from, end) and moves *from behind it. False, and *from as it was, where the bytes end too
// early or the number takes more than kVarintSizeMax (kVarlongSizeMax) bytes. Bits beyond the 32 (64) are dropped, as
// the Java client does. Most numbers in records take one byte; those are read inline.
[[nodiscard]] bool read_long_varint(const std::uint8_t** from, const std::uint8_t* end, std::int32_t& value);
[[nodiscard]] bool read_long_varlong(const std::uint8_t** from, const std::uint8_t* end, std::int64_t& value);

[[nodiscard]] inline bool read_varint(const std::uint8_t** from, const std::uint8_t* end, std::int32_t& value) {
  if (*from == end || **from >= 0x80) return read_long_varint(from, end, value);
  value = static_cast<std::int32_t>(unzigzag(*(*from)++));
  return true;
}
[[nodiscard]] inline bool read_varlong(const std::uint8_t** from, const std::uint8_t* end, std::int64_t& value) {
  if (*from == end || **from >= 0x80) return read_long_varlong(from, end, value);
  value = unzigzag(*(*from)++);
  return true;
}

}  // namespace klamm::protocol
