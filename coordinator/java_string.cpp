#include "coordinator/java_string.h"

#include "runtime/base/assert.h"

namespace klamm::coordinator {
namespace {

// Takes one code point off the front. A byte that cannot begin or go on is taken as itself, so that this always ends.
std::uint32_t take_code_point(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  const std::uint32_t first = byte(0);
  const std::size_t length = first < 0xC0 ? 1U : first < 0xE0 ? 2U : first < 0xF0 ? 3U : 4U;
  if (length == 1 || text.size() < length) {
    text.remove_prefix(1);
    return first;
  }
  std::uint32_t point = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) point = (point << 6U) | (byte(i) & 0x3FU);
  text.remove_prefix(length);
  return point;
}

template <class UnitFunction>
void for_each_utf16_unit(std::string_view text, UnitFunction&& on_unit) {
  while (!text.empty()) {
    const std::uint32_t point = take_code_point(text);
    if (point < 0x10000) {
      on_unit(point);
    } else {
      on_unit(0xD800U + ((point - 0x10000U) >> 10U));
      on_unit(0xDC00U + ((point - 0x10000U) & 0x3FFU));
    }
  }
}

}  // namespace

std::int32_t java_hash_code(std::string_view utf8) {
  std::uint32_t hash = 0;
  for_each_utf16_unit(utf8, [&](std::uint32_t unit) { hash = hash * 31 + unit; });
  return static_cast<std::int32_t>(hash);
}

std::size_t utf16_length(std::string_view utf8) {
  std::size_t length = 0;
  for_each_utf16_unit(utf8, [&](std::uint32_t) { ++length; });
  return length;
}

std::int32_t partition_for(std::string_view id, std::int32_t partition_count) {
  KLAMM_ASSERT(partition_count > 0);
  const std::int32_t hash = java_hash_code(id);
  // Kafka's Utils.abs: the one number without a positive counterpart becomes 0.
  return (hash == INT32_MIN ? 0 : hash < 0 ? -hash : hash) % partition_count;
}

}  // namespace klamm::coordinator
