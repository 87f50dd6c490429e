#include "runtime/base/crc32c.h"

#include <vector>

#include "runtime/base/random.h"

namespace klamm {

namespace {

std::uint32_t bit_by_bit(ByteView bytes) {
  std::uint32_t state = 0xffffffff;
  for (const std::uint8_t byte : bytes) {
    state ^= byte;
    for (int i = 0; i < 8; ++i) state = (state >> 1) ^ ((state & 1) != 0 ? 0x82f63b78 : 0);
  }
  return ~state;
}

}  // namespace

TEST_CASE("rfc_3720_b4_examples") {
  const std::vector<std::uint8_t> zeros(32, 0);
  const std::vector<std::uint8_t> ones(32, 0xff);
  std::vector<std::uint8_t> up(32);
  for (std::size_t i = 0; i < up.size(); ++i) up[i] = static_cast<std::uint8_t>(i);
  CHECK(crc32c(zeros) == 0x8a9136aa);
  CHECK(crc32c(ones) == 0x62a8ab43);
  CHECK(crc32c(up) == 0x46dd794e);
  CHECK(crc32c(as_bytes("123456789")) == 0xe3069283);
  CHECK(crc32c({}) == 0);
}

TEST_CASE("crc32c_agrees_with_the_definition_at_every_size_and_alignment") {
  Rng rng(1);
  std::vector<std::uint8_t> bytes(3000);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(rng.next());
  for (std::size_t size = 0; size < 1000; ++size) {
    const ByteView view = ByteView(bytes).subspan(size % 9, size);
    const std::uint32_t expected = bit_by_bit(view);
    REQUIRE(crc32c(view) == expected);
    REQUIRE(crc32c_extend_portable(0, view) == expected);
  }
}

TEST_CASE("crc32c_of_large_blocks_agrees_with_the_portable_one") {
  Rng rng(2);
  std::vector<std::uint8_t> bytes(40000);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(rng.next());
  for (int i = 0; i < 300; ++i) {
    const std::size_t from = rng.below(9);
    const std::size_t size = rng.below(bytes.size() - from);
    const ByteView view = ByteView(bytes).subspan(from, size);
    const std::uint32_t before = static_cast<std::uint32_t>(rng.next());
    REQUIRE(crc32c_extend(before, view) == crc32c_extend_portable(before, view));
  }
}

TEST_CASE("crc32c_extend_joins") {
  Rng rng(3);
  std::vector<std::uint8_t> bytes(20000);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(rng.next());
  const std::uint32_t whole = crc32c(bytes);
  for (int i = 0; i < 100; ++i) {
    const std::size_t cut = rng.below(bytes.size() + 1);
    REQUIRE(crc32c_extend(crc32c(ByteView(bytes).first(cut)), ByteView(bytes).subspan(cut)) == whole);
  }
}

}  // namespace klamm
