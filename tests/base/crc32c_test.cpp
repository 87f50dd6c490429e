// CRC-32C against published values and against the plain definition.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "runtime/base/crc32c.h"
#include "runtime/base/random.h"

using namespace klamm;

namespace {

std::uint32_t by_definition(ByteView bytes) {
  std::uint32_t crc = 0xffffffff;
  for (const std::uint8_t byte : bytes) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0x82f63b78 : 0);
  }
  return ~crc;
}

}  // namespace

TEST_CASE("the values of RFC 3720, B.4", "[crc32c]") {
  std::vector<std::uint8_t> bytes(32, 0);
  CHECK(crc32c(bytes) == 0x8a9136aa);
  bytes.assign(32, 0xff);
  CHECK(crc32c(bytes) == 0x62a8ab43);
  for (std::uint8_t i = 0; i < 32; ++i) bytes[i] = i;
  CHECK(crc32c(bytes) == 0x46dd794e);
  for (std::uint8_t i = 0; i < 32; ++i) bytes[i] = static_cast<std::uint8_t>(31 - i);
  CHECK(crc32c(bytes) == 0x113fdb5c);
  CHECK(crc32c(as_bytes("123456789")) == 0xe3069283);
  CHECK(crc32c({}) == 0);
}

TEST_CASE("any length, any alignment, in any pieces", "[crc32c]") {
  Rng rng(3);
  std::vector<std::uint8_t> bytes(20'000);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(rng.next());
  for (int round = 0; round < 300; ++round) {
    const std::size_t from = rng.below(64);
    const std::size_t size = rng.below(round % 3 == 0 ? 64 : bytes.size() - from);
    const ByteView view = ByteView(bytes).subspan(from, size);
    const std::uint32_t expected = by_definition(view);
    REQUIRE(crc32c(view) == expected);
    REQUIRE(crc32c_extend_portable(0, view) == expected);
    const std::size_t cut = rng.below(size + 1);
    REQUIRE(crc32c_extend(crc32c(view.first(cut)), view.subspan(cut)) == expected);
  }
}
