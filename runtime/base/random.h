// The only source of randomness. Seeded by the system in production, by the run's seed in the simulator; forked by
// name, so that one more draw in one place does not shift every other place.
#pragma once

#include <cstdint>
#include <string_view>

#include "runtime/base/ids.h"

namespace klamm {

// xoshiro256**, by Blackman and Vigna. The same numbers on every compiler and library. Not for secrets.
class Rng {
 public:
  explicit Rng(std::uint64_t seed);

  std::uint64_t next();
  // Uniform in [0, limit). REQUIRES: limit > 0.
  std::uint64_t below(std::uint64_t limit);
  // True with probability numerator / denominator.
  bool chance(std::uint64_t numerator, std::uint64_t denominator) { return below(denominator) < numerator; }
  // An independent generator; the same name gives the same one again only after the same draws.
  Rng fork(std::string_view name);
  // A version 4 (random) uuid that Kafka accepts as a topic id: neither zero nor one, and not printed with a leading
  // '-'.
  Uuid uuid();

 private:
  std::uint64_t state_[4];
};

}  // namespace klamm
