#include "runtime/base/random.h"

#include <bit>

#include "runtime/base/assert.h"
#include "runtime/base/bytes.h"

namespace klamm {

namespace {

// splitmix64: spreads nearby seeds apart, which xoshiro's own state must not be given raw.
std::uint64_t mix(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
  return z ^ z >> 31;
}

}  // namespace

Rng::Rng(std::uint64_t seed) {
  // Mixed once before use: otherwise seed k + gamma is the stream of seed k shifted by one.
  std::uint64_t state = seed;
  state = mix(state) ^ 0xa0761d6478bd642fULL;
  for (std::uint64_t& word : state_) word = mix(state);
}

std::uint64_t Rng::next() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

std::uint64_t Rng::below(std::uint64_t limit) {
  KLAMM_ASSERT(limit > 0);
  // Lemire's multiplication; the bias of at most limit / 2^64 does not matter to anyone here.
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::uint64_t>((static_cast<Wide>(next()) * limit) >> 64);
}

Rng Rng::fork(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;  // FNV-1a
  for (const char c : name) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3ULL;
  return Rng(next() ^ hash);
}

Uuid Rng::uuid() {
  for (;;) {
    Uuid uuid;
    store_be(uuid.bytes.data(), next());
    store_be(uuid.bytes.data() + 8, next());
    uuid.bytes[6] = static_cast<std::uint8_t>((uuid.bytes[6] & 0x0f) | 0x40);
    uuid.bytes[8] = static_cast<std::uint8_t>((uuid.bytes[8] & 0x3f) | 0x80);
    if (uuid.to_string().front() != '-') return uuid;
  }
}

}  // namespace klamm
