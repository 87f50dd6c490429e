#include "protocol/records/varint.h"

namespace klamm::protocol {

namespace {

bool read_unsigned(const std::uint8_t** from, const std::uint8_t* end, std::size_t size_max, std::uint64_t& value) {
  std::uint64_t result = 0;
  const std::uint8_t* at = *from;
  for (std::size_t i = 0; i < size_max; ++i) {
    if (at == end) return false;
    const std::uint8_t byte = *at++;
    result |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
    if (byte < 0x80) {
      *from = at;
      value = result;
      return true;
    }
  }
  return false;
}

}  // namespace

bool read_long_varint(const std::uint8_t** from, const std::uint8_t* end, std::int32_t& value) {
  std::uint64_t raw = 0;
  if (!read_unsigned(from, end, kVarintSizeMax, raw)) return false;
  value = static_cast<std::int32_t>(unzigzag(raw & 0xffffffff));
  return true;
}

bool read_long_varlong(const std::uint8_t** from, const std::uint8_t* end, std::int64_t& value) {
  std::uint64_t raw = 0;
  if (!read_unsigned(from, end, kVarlongSizeMax, raw)) return false;
  value = unzigzag(raw);
  return true;
}

}  // namespace klamm::protocol
