// The LZ4 frame format by liblz4, in the shape that Kafka's own reader demands: independent blocks of 64 KiB, no
// content size, no checksums but that of the header. Source: KIP-57.
#include <lz4frame.h>
#include <lz4hc.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "protocol/compression/stream.h"
#include "runtime/base/assert.h"

namespace klamm::protocol::compression {

namespace {

constexpr std::size_t kMagicSize = 4;
constexpr std::size_t kHeaderSizeMin = 7;   // magic, flags, block size, checksum
constexpr std::size_t kHeaderSizeMax = 19;  // with content size and dictionary id
constexpr std::uint8_t kFlagContentSize = 0x08;
constexpr std::uint8_t kFlagDictionary = 0x01;
constexpr std::uint8_t kFrameMagic[kMagicSize] = {0x04, 0x22, 0x4d, 0x18};

// The second byte of xxHash32 with seed 0 over fewer than 16 bytes, which is all that a frame's header needs; liblz4
// keeps its own to itself.
std::uint8_t header_checksum(ByteView bytes) {
  constexpr std::uint32_t kPrime1 = 2654435761U;
  constexpr std::uint32_t kPrime2 = 2246822519U;
  constexpr std::uint32_t kPrime3 = 3266489917U;
  constexpr std::uint32_t kPrime4 = 668265263U;
  constexpr std::uint32_t kPrime5 = 374761393U;
  KLAMM_ASSERT(bytes.size() < 16);
  std::uint32_t hash = kPrime5 + static_cast<std::uint32_t>(bytes.size());
  std::size_t at = 0;
  for (; at + 4 <= bytes.size(); at += 4) {
    std::uint32_t word;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    hash = std::rotl(hash + word * kPrime3, 17) * kPrime4;
  }
  for (; at < bytes.size(); ++at) hash = std::rotl(hash + bytes[at] * kPrime5, 11) * kPrime1;
  hash = (hash ^ (hash >> 15)) * kPrime2;
  hash = (hash ^ (hash >> 13)) * kPrime3;
  hash ^= hash >> 16;
  return static_cast<std::uint8_t>(hash >> 8);
}

class Lz4Inflater final : public Inflater {
 public:
  ~Lz4Inflater() override { LZ4F_freeDecompressionContext(context_); }

  Status open(ByteView input, Lz4Framing framing) override {
    Status status = start();
    if (!status) return status;
    if (input.size() < kHeaderSizeMin) return corrupt("Lz4 data ends too early");
    if (std::memcmp(input.data(), kFrameMagic, kMagicSize) != 0) return corrupt("Lz4 data has no frame");
    unread_ = input;
    header_size_ = 0;
    header_at_ = 0;
    if (framing == Lz4Framing::kMagic0) return take_header();
    return {};
  }

  Result<std::size_t> read(MutableByteView out) override {
    while (!ended_) {
      const bool from_header = header_at_ < header_size_;
      const ByteView from = from_header ? ByteView(header_.data() + header_at_, header_size_ - header_at_) : unread_;
      if (from.empty()) return corrupt("Lz4 data ends too early");
      std::size_t consumed = from.size();
      std::size_t produced = out.size();
      const std::size_t result = LZ4F_decompress(context_, out.data(), &produced, from.data(), &consumed, nullptr);
      if (LZ4F_isError(result) != 0) return corrupt("Lz4 data is damaged");
      if (from_header) {
        header_at_ += consumed;
      } else {
        unread_ = unread_.subspan(consumed);
      }
      // One frame only: what follows it is ignored, as Java's reader does.
      ended_ = result == 0;
      if (produced > 0) return produced;
    }
    return std::size_t{0};
  }

 private:
  // A context that no stream has touched, or only streams that were read to their end: liblz4 1.9.4 forgets to reset
  // the content size that a broken frame announced, and would refuse the next good one.
  Status start() {
    if (context_ != nullptr && !ended_) {
      LZ4F_freeDecompressionContext(context_);
      context_ = nullptr;
    }
    ended_ = false;
    if (context_ != nullptr) {
      LZ4F_resetDecompressionContext(context_);
      return {};
    }
    if (LZ4F_isError(LZ4F_createDecompressionContext(&context_, LZ4F_VERSION)) == 0) return {};
    context_ = nullptr;
    return library_failed("lz4 cannot start");
  }

  // Copies the header with a checksum that liblz4 accepts. Whether the one that is there was right in its own way is
  // not looked at, as Java's reader does not.
  Status take_header() {
    const std::uint8_t flags = unread_[kMagicSize];
    std::size_t size = kHeaderSizeMin;
    if ((flags & kFlagContentSize) != 0) size += 8;
    if ((flags & kFlagDictionary) != 0) size += 4;
    if (unread_.size() < size) return corrupt("Lz4 data ends too early");
    std::memcpy(header_.data(), unread_.data(), size);
    header_[size - 1] = header_checksum({header_.data() + kMagicSize, size - kMagicSize - 1});
    header_size_ = size;
    unread_ = unread_.subspan(size);
    return {};
  }

  LZ4F_dctx* context_ = nullptr;
  ByteView unread_;
  std::array<std::uint8_t, kHeaderSizeMax> header_{};
  std::size_t header_size_ = 0;
  std::size_t header_at_ = 0;
  bool ended_ = false;
};

class Lz4Deflater final : public Deflater {
 public:
  ~Lz4Deflater() override { LZ4F_freeCompressionContext(context_); }

  Status compress(int level, ByteView input, std::vector<std::uint8_t>& out, Lz4Framing framing) override {
    if (context_ == nullptr && LZ4F_isError(LZ4F_createCompressionContext(&context_, LZ4F_VERSION)) != 0) {
      return library_failed("lz4 cannot start");
    }
    LZ4F_preferences_t preferences{};
    preferences.frameInfo.blockSizeID = LZ4F_max64KB;
    preferences.frameInfo.blockMode = LZ4F_blockIndependent;
    // Kafka's 9 is its fast compressor; below 3 liblz4 would take that one too.
    preferences.compressionLevel =
        level == kLz4LevelDefault ? 0 : std::clamp(level, LZ4HC_CLEVEL_MIN, LZ4HC_CLEVEL_MAX);
    const std::size_t before = out.size();
    out.resize(before + LZ4F_HEADER_SIZE_MAX + LZ4F_compressBound(input.size(), &preferences));
    std::uint8_t* const start = out.data() + before;
    std::uint8_t* const end = out.data() + out.size();
    std::uint8_t* to = start;
    std::size_t result = LZ4F_compressBegin(context_, to, static_cast<std::size_t>(end - to), &preferences);
    if (LZ4F_isError(result) != 0) return library_failed("lz4 cannot compress");
    KLAMM_ASSERT(result == kHeaderSizeMin);
    to += result;
    result = LZ4F_compressUpdate(context_, to, static_cast<std::size_t>(end - to), input.data(), input.size(), nullptr);
    if (LZ4F_isError(result) != 0) return library_failed("lz4 cannot compress");
    to += result;
    result = LZ4F_compressEnd(context_, to, static_cast<std::size_t>(end - to), nullptr);
    if (LZ4F_isError(result) != 0) return library_failed("lz4 cannot compress");
    to += result;
    if (framing == Lz4Framing::kMagic0) start[kHeaderSizeMin - 1] = header_checksum({start, kHeaderSizeMin - 1});
    out.resize(static_cast<std::size_t>(to - out.data()));
    return {};
  }

 private:
  LZ4F_cctx* context_ = nullptr;
};

}  // namespace

std::unique_ptr<Inflater> make_lz4_inflater() { return std::make_unique<Lz4Inflater>(); }
std::unique_ptr<Deflater> make_lz4_deflater() { return std::make_unique<Lz4Deflater>(); }

}  // namespace klamm::protocol::compression
