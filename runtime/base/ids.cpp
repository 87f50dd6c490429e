#include "runtime/base/ids.h"

namespace klamm {

namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t kUuidTextLength = 22;

}  // namespace

std::string Uuid::to_string() const {
  std::string text;
  text.reserve(kUuidTextLength);
  std::uint32_t bits = 0;
  int bit_count = 0;
  for (const std::uint8_t byte : bytes) {
    bits = bits << 8 | byte;
    bit_count += 8;
    while (bit_count >= 6) {
      bit_count -= 6;
      text.push_back(kAlphabet[bits >> bit_count & 63]);
    }
  }
  text.push_back(kAlphabet[bits << (6 - bit_count) & 63]);
  return text;
}

bool Uuid::parse(std::string_view text, Uuid& out) {
  if (text.size() != kUuidTextLength) return false;
  Uuid uuid;
  std::uint32_t bits = 0;
  int bit_count = 0;
  std::size_t filled = 0;
  for (const char c : text) {
    const std::size_t digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) return false;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    bit_count += 6;
    if (bit_count >= 8 && filled < uuid.bytes.size()) {
      bit_count -= 8;
      uuid.bytes[filled++] = static_cast<std::uint8_t>(bits >> bit_count);
    }
  }
  if ((bits & 15) != 0) return false;  // 22 digits carry 132 bits: the last four must be zero
  out = uuid;
  return true;
}

}  // namespace klamm
