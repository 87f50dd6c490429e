// What the fuzz targets of the codecs have in common: any bytes are decompressed without a crash and within the limit,
// whatever the size of the reads, and what is compressed comes back.
#pragma once

#include <algorithm>
#include <vector>

#include "protocol/compression/codec.h"
#include "runtime/base/assert.h"
#include "runtime/base/buffer.h"

namespace klamm::protocol {

inline void fuzz_decompress(Decompressor& decompressor, Codec codec, ByteView input, Lz4Framing framing) {
  constexpr std::size_t kLimit = std::size_t{1} << 20;
  std::vector<std::uint8_t> whole;
  Status status = decompress_all(decompressor, codec, input, kLimit, whole, framing);
  KLAMM_ASSERT(whole.size() <= kLimit + 1);
  if (status.code() == ErrorCode::kMessageTooLarge) return;
  // The same in small reads.
  std::vector<std::uint8_t> pieces;
  std::uint8_t piece[97];
  Status small = decompressor.open(codec, input, framing);
  while (small.ok()) {
    Result<std::size_t> got = decompressor.read(piece);
    if (!got) small = std::move(got).error();
    if (!got || *got == 0) break;
    pieces.insert(pieces.end(), piece, piece + *got);
  }
  KLAMM_ASSERT(small.ok() == status.ok());
  KLAMM_ASSERT(!status.ok() || pieces == whole);
}

inline int fuzz_codec(Codec codec, const std::uint8_t* data, std::size_t size) {
  // A block of its own, so that the sanitizer sees a byte read too far.
  const Buffer input = Buffer::copy_of({data, size});
  const ByteView bytes(input.data(), input.size());
  Compressor compressor;
  Decompressor decompressor;
  fuzz_decompress(decompressor, codec, bytes, Lz4Framing::kStandard);
  if (codec == Codec::kLz4) fuzz_decompress(decompressor, codec, bytes, Lz4Framing::kMagic0);
  std::vector<std::uint8_t> packed;
  const int level = size == 0 ? default_level(codec) : data[0] % 12;
  Status status = compressor.compress(codec, level, bytes, packed);
  KLAMM_ASSERT(status.ok());
  std::vector<std::uint8_t> again;
  status = decompress_all(decompressor, codec, packed, size, again);
  KLAMM_ASSERT(status.ok() && std::equal(again.begin(), again.end(), bytes.begin(), bytes.end()));
  return 0;
}

}  // namespace klamm::protocol
