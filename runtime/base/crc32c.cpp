#include "runtime/base/crc32c.h"

#include <array>
#include <cstddef>

#if defined(__x86_64__)
#include <immintrin.h>
#define KLAMM_CRC32C_X86 1
#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)
#include <arm_acle.h>
#define KLAMM_CRC32C_ARM 1
#endif

namespace klamm {

namespace {

constexpr std::uint32_t kPolynomial = 0x82f63b78;

// Reflected: bit 31 of a number is the coefficient of x^0.
constexpr std::uint32_t times_x(std::uint32_t value) { return (value >> 1) ^ ((value & 1) != 0 ? kPolynomial : 0); }

constexpr std::array<std::array<std::uint32_t, 256>, 8> make_tables() {
  std::array<std::array<std::uint32_t, 256>, 8> tables{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t value = byte;
    for (int bit = 0; bit < 8; ++bit) value = times_x(value);
    tables[0][byte] = value;
  }
  for (std::size_t slice = 1; slice < 8; ++slice) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::uint32_t before = tables[slice - 1][byte];
      tables[slice][byte] = (before >> 8) ^ tables[0][before & 0xff];
    }
  }
  return tables;
}

constexpr auto kTables = make_tables();

std::uint64_t load_word(const std::uint8_t* from) {
  std::uint64_t word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

std::uint32_t extend_portable(std::uint32_t crc, const std::uint8_t* data, std::size_t size) {
  std::uint32_t state = ~crc;
  for (; size >= 8; data += 8, size -= 8) {
    const std::uint64_t word = load_word(data) ^ state;
    state = kTables[7][word & 0xff] ^ kTables[6][(word >> 8) & 0xff] ^ kTables[5][(word >> 16) & 0xff] ^
            kTables[4][(word >> 24) & 0xff] ^ kTables[3][(word >> 32) & 0xff] ^ kTables[2][(word >> 40) & 0xff] ^
            kTables[1][(word >> 48) & 0xff] ^ kTables[0][word >> 56];
  }
  for (; size > 0; ++data, --size) state = (state >> 8) ^ kTables[0][(state ^ *data) & 0xff];
  return ~state;
}

#if defined(KLAMM_CRC32C_X86)

// The instruction takes three cycles but can be started in each: three independent blocks keep it busy. A block's state
// is moved past the blocks behind it by multiplying it with x^(8 * bytes). The instruction, given a 64-bit product p,
// computes p * x^33 in these reflected terms, hence 33 less in the exponent.
constexpr std::uint32_t shift_factor(std::size_t bytes) {
  std::uint32_t value = 0x80000000;
  for (std::size_t i = 0; i < 8 * bytes - 33; ++i) value = times_x(value);
  return value;
}

template <std::size_t kBytes>
__attribute__((target("sse4.2,pclmul"))) inline std::uint32_t shift(std::uint32_t state) {
  constexpr std::uint32_t kFactor = shift_factor(kBytes);
  const __m128i product =
      _mm_clmulepi64_si128(_mm_cvtsi32_si128(static_cast<int>(state)), _mm_cvtsi32_si128(static_cast<int>(kFactor)), 0);
  return static_cast<std::uint32_t>(_mm_crc32_u64(0, static_cast<std::uint64_t>(_mm_cvtsi128_si64(product))));
}

template <std::size_t kBlock>
__attribute__((target("sse4.2,pclmul"))) inline std::uint32_t three_blocks(std::uint32_t state,
                                                                           const std::uint8_t* data) {
  std::uint64_t first = state;
  std::uint64_t second = 0;
  std::uint64_t third = 0;
  for (std::size_t i = 0; i < kBlock; i += 8) {
    first = _mm_crc32_u64(first, load_word(data + i));
    second = _mm_crc32_u64(second, load_word(data + kBlock + i));
    third = _mm_crc32_u64(third, load_word(data + 2 * kBlock + i));
  }
  return shift<2 * kBlock>(static_cast<std::uint32_t>(first)) ^ shift<kBlock>(static_cast<std::uint32_t>(second)) ^
         static_cast<std::uint32_t>(third);
}

__attribute__((target("sse4.2,pclmul"))) std::uint32_t extend_x86(std::uint32_t crc, const std::uint8_t* data,
                                                                  std::size_t size) {
  constexpr std::size_t kLarge = 2048;
  constexpr std::size_t kSmall = 128;
  std::uint32_t state = ~crc;
  for (; size >= 3 * kLarge; data += 3 * kLarge, size -= 3 * kLarge) state = three_blocks<kLarge>(state, data);
  for (; size >= 3 * kSmall; data += 3 * kSmall, size -= 3 * kSmall) state = three_blocks<kSmall>(state, data);
  std::uint64_t wide = state;
  for (; size >= 8; data += 8, size -= 8) wide = _mm_crc32_u64(wide, load_word(data));
  state = static_cast<std::uint32_t>(wide);
  for (; size > 0; ++data, --size) state = _mm_crc32_u8(state, *data);
  return ~state;
}

bool has_instructions() { return __builtin_cpu_supports("sse4.2") != 0 && __builtin_cpu_supports("pclmul") != 0; }

#elif defined(KLAMM_CRC32C_ARM)

std::uint32_t extend_arm(std::uint32_t crc, const std::uint8_t* data, std::size_t size) {
  std::uint32_t state = ~crc;
  for (; size >= 8; data += 8, size -= 8) state = __crc32cd(state, load_word(data));
  for (; size > 0; ++data, --size) state = __crc32cb(state, *data);
  return ~state;
}

#endif

struct Implementation {
  std::uint32_t (*extend)(std::uint32_t, const std::uint8_t*, std::size_t);
  std::string_view name;
};

Implementation choose() {
#if defined(KLAMM_CRC32C_X86)
  if (has_instructions()) return {extend_x86, "sse4.2+pclmul"};
#elif defined(KLAMM_CRC32C_ARM)
  return {extend_arm, "armv8-crc"};
#endif
  return {extend_portable, "portable"};
}

const Implementation& implementation() {
  static const Implementation chosen = choose();
  return chosen;
}

}  // namespace

std::uint32_t crc32c(ByteView bytes) { return crc32c_extend(0, bytes); }

std::uint32_t crc32c_extend(std::uint32_t crc, ByteView bytes) {
  return implementation().extend(crc, bytes.data(), bytes.size());
}

std::uint32_t crc32c_extend_portable(std::uint32_t crc, ByteView bytes) {
  return extend_portable(crc, bytes.data(), bytes.size());
}

std::string_view crc32c_implementation() { return implementation().name; }

}  // namespace klamm
