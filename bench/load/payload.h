// The record batches that are produced: made once, sent many times.
#pragma once

#include <cstdint>
#include <string>

#include "bench/load/connection.h"
#include "bench/load/options.h"
#include "protocol/compression/codec.h"
#include "runtime/base/buffer.h"
#include "runtime/base/random.h"

namespace klamm::bench {

// What a batch is made of. A batch is full when it has `batch_records`, or when one more record would make it larger
// than `batch_bytes`, before compression; it has at least one record.
struct BatchShape {
  std::int64_t record_bytes = 1024;  // of the value
  std::int64_t key_bytes = 0;        // no key at 0
  std::int64_t keys = 0;             // see rekey(); 0: a few keys, always the same
  std::int64_t batch_bytes = 128 << 10;
  std::int64_t batch_records = 1 << 20;
  std::string codec = "none";

  void declare(Options& options);
};

struct Batch {
  Buffer bytes;
  std::int64_t records = 0;
};

// `seed` makes other keys and values. Values compress to about half with every codec.
[[nodiscard]] Batch make_batch(const BatchShape& shape, std::uint64_t seed);

// A value may begin with the moment at which its request was due, so that who consumes it knows how old it is.
inline constexpr std::size_t kStampBytes = 8;

// Writes `due_ns` into the first record's value and makes the checksum fit. `batch` is a copy of what make_batch() made
// with a codec of none and records of kStampBytes or more.
void stamp(MutableByteView batch, std::int64_t due_ns);

// Gives every record a key drawn from `keys` many, written as a number, and makes the checksum fit. `batch` is as
// above, with keys.
void rekey(MutableByteView batch, Rng& rng, std::int64_t keys);

}  // namespace klamm::bench
