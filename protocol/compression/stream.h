// What each codec's file gives to Compressor and Decompressor. Private to this folder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "protocol/compression/codec.h"

namespace klamm::protocol::compression {

// A decompressor of one codec, used for one stream after the other. The contract is that of Decompressor, except that
// open() and read() are only called in order.
class Inflater {
 public:
  virtual ~Inflater() = default;
  virtual Status open(ByteView input, Lz4Framing framing) = 0;
  virtual Result<std::size_t> read(MutableByteView out) = 0;
};

// A compressor of one codec. Appends to `out`; the caller restores `out` after an error.
class Deflater {
 public:
  virtual ~Deflater() = default;
  virtual Status compress(int level, ByteView input, std::vector<std::uint8_t>& out, Lz4Framing framing) = 0;
};

std::unique_ptr<Inflater> make_gzip_inflater();
std::unique_ptr<Inflater> make_snappy_inflater();
std::unique_ptr<Inflater> make_lz4_inflater();
std::unique_ptr<Inflater> make_zstd_inflater();

std::unique_ptr<Deflater> make_gzip_deflater();
std::unique_ptr<Deflater> make_snappy_deflater();
std::unique_ptr<Deflater> make_lz4_deflater();
std::unique_ptr<Deflater> make_zstd_deflater();

// A refusal of damaged input.
inline Error corrupt(const char* what) { return Error(ErrorCode::kCorruptMessage, what); }
// A library that fails on good input: out of memory.
inline Error library_failed(const char* what) { return Error(ErrorCode::kUnknownServerError, what); }

}  // namespace klamm::protocol::compression
