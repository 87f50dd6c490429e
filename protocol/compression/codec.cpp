#include "protocol/compression/codec.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "runtime/base/assert.h"

namespace klamm::protocol {

namespace {

struct Row {
  Codec codec;
  std::string_view name;
  int default_level;
};

constexpr Row kRows[] = {
    {Codec::kNone, "none", 0},
    {Codec::kGzip, "gzip", kGzipLevelDefault},
    {Codec::kSnappy, "snappy", 0},
    {Codec::kLz4, "lz4", kLz4LevelDefault},
    {Codec::kZstd, "zstd", kZstdLevelDefault},
};
static_assert(std::size(kRows) == kCodecIdMax + 1);

}  // namespace

std::string_view codec_name(Codec codec) { return kRows[static_cast<std::size_t>(codec)].name; }

int default_level(Codec codec) { return kRows[static_cast<std::size_t>(codec)].default_level; }

std::optional<Codec> codec_from_id(int id) {
  if (id < 0 || id > kCodecIdMax) return std::nullopt;
  return kRows[id].codec;
}

std::optional<Codec> codec_from_name(std::string_view name) {
  for (const Row& row : kRows) {
    if (row.name == name) return row.codec;
  }
  return std::nullopt;
}

Status decompress_all(Decompressor& decompressor, Codec codec, ByteView input, std::size_t limit_bytes,
                      std::vector<std::uint8_t>& out, Lz4Framing framing) {
  constexpr std::size_t kStep = 64 * 1024;
  Status status = decompressor.open(codec, input, framing);
  if (!status) return status;
  const std::size_t start = out.size();
  for (;;) {
    const std::size_t before = out.size();
    const std::size_t left = limit_bytes - (before - start);
    out.resize(before + std::min(kStep, left + 1));  // One more than allowed, to see whether there is more.
    Result<std::size_t> got = decompressor.read({out.data() + before, out.size() - before});
    out.resize(before + (got ? *got : 0));
    if (!got) return std::move(got).error();
    if (*got == 0) return {};
    if (*got > left) {
      return Error(ErrorCode::kMessageTooLarge,
                   "The records decompress to more than " + std::to_string(limit_bytes) + " bytes");
    }
  }
}

}  // namespace klamm::protocol
