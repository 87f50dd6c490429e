// Snappy blocks by libsnappy, in the stream framing of snappy-java, which is what Kafka's clients write:
// {0x82 'S' 'N' 'A' 'P' 'P' 'Y' 0x00, version int32, lowest compatible version int32}, then {length int32, block}...,
// numbers big-endian. Some clients write one bare block instead; both are read.
#include <snappy.h>

#include <algorithm>
#include <cstring>

#include "protocol/compression/stream.h"

namespace klamm::protocol::compression {

namespace {

constexpr std::uint8_t kFrameMagic[] = {0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0};
constexpr std::size_t kFrameHeaderSize = sizeof kFrameMagic + 8;
constexpr std::int32_t kFrameVersion = 1;
constexpr std::size_t kBlockSize = 32 * 1024;

// Three bytes of a block give at most 64 bytes (a copy with a two-byte offset), so a block that promises more than this
// many times its size lies, and is not given the memory.
constexpr std::size_t kExpansionMax = 22;

const char* chars(const std::uint8_t* bytes) { return reinterpret_cast<const char*>(bytes); }
char* chars(std::uint8_t* bytes) { return reinterpret_cast<char*>(bytes); }

bool begins_frame(ByteView bytes) {
  return bytes.size() >= kFrameHeaderSize && std::memcmp(bytes.data(), kFrameMagic, sizeof kFrameMagic) == 0;
}

class SnappyInflater final : public Inflater {
 public:
  Status open(ByteView input, Lz4Framing) override {
    unread_ = input;
    block_.clear();
    block_at_ = 0;
    if (input.empty()) return corrupt("Snappy data is empty");
    framed_ = begins_frame(input);
    if (framed_) return skip_frame_header();
    return {};
  }

  Result<std::size_t> read(MutableByteView out) override {
    while (block_at_ == block_.size()) {
      if (unread_.empty()) return std::size_t{0};
      Status status = next_block();
      if (!status) return std::move(status).error();
    }
    const std::size_t size = std::min(out.size(), block_.size() - block_at_);
    std::memcpy(out.data(), block_.data() + block_at_, size);
    block_at_ += size;
    return size;
  }

 private:
  Status skip_frame_header() {
    if (load_be<std::int32_t>(unread_.data() + sizeof kFrameMagic) < kFrameVersion) {
      return corrupt("Snappy data has an unknown version");
    }
    unread_ = unread_.subspan(kFrameHeaderSize);
    return {};
  }

  Status next_block() {
    ByteView compressed = unread_;
    if (framed_) {
      // Streams that were put one behind the other bring a header each.
      if (begins_frame(unread_)) return skip_frame_header();
      if (unread_.size() < 4) return corrupt("Snappy data ends too early");
      const std::int32_t length = load_be<std::int32_t>(unread_.data());
      if (length < 0) return corrupt("Snappy data has a negative block length");
      compressed = unread_.subspan(4);
      if (static_cast<std::size_t>(length) > compressed.size()) return corrupt("Snappy data ends too early");
      compressed = compressed.first(static_cast<std::size_t>(length));
    }
    unread_ = ByteView(compressed.data() + compressed.size(), unread_.data() + unread_.size());
    std::size_t size = 0;
    if (!snappy::GetUncompressedLength(chars(compressed.data()), compressed.size(), &size) ||
        size > compressed.size() * kExpansionMax) {
      return corrupt("Snappy data has an impossible length");
    }
    block_.resize(size);
    block_at_ = 0;
    if (!snappy::RawUncompress(chars(compressed.data()), compressed.size(), chars(block_.data()))) {
      block_.clear();
      return corrupt("Snappy data is damaged");
    }
    return {};
  }

  ByteView unread_;
  bool framed_ = false;
  std::vector<std::uint8_t> block_;
  std::size_t block_at_ = 0;
};

class SnappyDeflater final : public Deflater {
 public:
  Status compress(int, ByteView input, std::vector<std::uint8_t>& out, Lz4Framing) override {
    const std::size_t start = out.size();
    out.resize(start + kFrameHeaderSize);
    std::memcpy(out.data() + start, kFrameMagic, sizeof kFrameMagic);
    store_be(out.data() + start + sizeof kFrameMagic, kFrameVersion);
    store_be(out.data() + start + sizeof kFrameMagic + 4, kFrameVersion);
    while (!input.empty()) {
      const ByteView block = input.first(std::min(input.size(), kBlockSize));
      input = input.subspan(block.size());
      const std::size_t at = out.size();
      out.resize(at + 4 + snappy::MaxCompressedLength(block.size()));
      std::size_t size = 0;
      snappy::RawCompress(chars(block.data()), block.size(), chars(out.data() + at + 4), &size);
      store_be(out.data() + at, static_cast<std::int32_t>(size));
      out.resize(at + 4 + size);
    }
    return {};
  }
};

}  // namespace

std::unique_ptr<Inflater> make_snappy_inflater() { return std::make_unique<SnappyInflater>(); }
std::unique_ptr<Deflater> make_snappy_deflater() { return std::make_unique<SnappyDeflater>(); }

}  // namespace klamm::protocol::compression
