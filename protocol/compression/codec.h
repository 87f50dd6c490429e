// The four codecs of record batches behind one interface: names, compression, streaming decompression.
//
// Pure. A Compressor or Decompressor belongs to one shard; it keeps the libraries' contexts and its scratch space
// between uses, so one of each per shard is right. Framing: gzip is RFC 1952; snappy is written in snappy-java's
// ("xerial") stream framing and read in that or as one raw block; lz4 is the LZ4 frame format with independent 64 KiB
// blocks; zstd is RFC 8878. Source: KIP-57 (lz4), KIP-110 (zstd), KIP-390 (levels).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "runtime/base/buffer.h"
#include "runtime/base/bytes.h"
#include "runtime/base/result.h"

namespace klamm::protocol {

// The numbers stand in bits 0 to 2 of a batch's attributes.
enum class Codec : std::uint8_t { kNone = 0, kGzip = 1, kSnappy = 2, kLz4 = 3, kZstd = 4 };

inline constexpr int kCodecIdMax = 4;

// Kafka's names: "none", "gzip", "snappy", "lz4", "zstd".
[[nodiscard]] std::string_view codec_name(Codec codec);
// Nothing for the ids 5 to 7 that nobody has defined.
[[nodiscard]] std::optional<Codec> codec_from_id(int id);
[[nodiscard]] std::optional<Codec> codec_from_name(std::string_view name);

// Kafka's defaults of compression.*.level. Gzip's -1 is zlib's own default; lz4's 9 means the fast compressor, every
// other lz4 level the thorough one.
inline constexpr int kGzipLevelDefault = -1;
inline constexpr int kLz4LevelDefault = 9;
inline constexpr int kZstdLevelDefault = 3;
[[nodiscard]] int default_level(Codec codec);

// Message sets of magic 0 carry lz4 frames whose header checksum covers the frame's magic number too (KAFKA-3160).
enum class Lz4Framing : std::uint8_t { kStandard, kMagic0 };

class Compressor {
 public:
  Compressor();
  ~Compressor();
  Compressor(Compressor&&) noexcept;
  Compressor& operator=(Compressor&&) noexcept;

  // Appends the compressed form of `input` to `out`; on an error `out` is as it was. Codec::kNone copies. A level
  // outside of what the codec knows is brought into its range. Errors: kUnknownServerError where a library fails, which
  // is only known to happen when memory runs out.
  Status compress(Codec codec, int level, ByteView input, std::vector<std::uint8_t>& out,
                  Lz4Framing framing = Lz4Framing::kStandard);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// One stream at a time: open() starts one, read() gives its bytes. Memory in use: the libraries' windows (zstd: what
// the frame declares, at most 128 MiB of address space of which only what is produced is touched; gzip and lz4: under
// 256 KiB) and, for snappy, one decompressed block, which is at most 22 times the compressed bytes.
class Decompressor {
 public:
  Decompressor();
  ~Decompressor();
  Decompressor(Decompressor&&) noexcept;
  Decompressor& operator=(Decompressor&&) noexcept;

  // REQUIRES: the bytes of `input` live until the last read(). Forgets any earlier stream.
  // Errors: kCorruptMessage where the beginning is no such stream.
  Status open(Codec codec, ByteView input, Lz4Framing framing = Lz4Framing::kStandard);

  // Up to out.size() decompressed bytes; 0 at the end of the stream only. REQUIRES: open(), out not empty.
  // Errors: kCorruptMessage where the input is damaged or ends too early; the stream then stays failed.
  Result<std::size_t> read(MutableByteView out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Appends everything that `input` decompresses to. Errors: kCorruptMessage; kMessageTooLarge where it would be more
// than `limit_bytes`, found out before more than that is kept.
Status decompress_all(Decompressor& decompressor, Codec codec, ByteView input, std::size_t limit_bytes,
                      std::vector<std::uint8_t>& out, Lz4Framing framing = Lz4Framing::kStandard);

}  // namespace klamm::protocol
