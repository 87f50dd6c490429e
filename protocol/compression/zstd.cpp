// Zstandard (RFC 8878) by libzstd. Allowed from Produce 7 and Fetch 10 on (KIP-110).
#include <zstd.h>

#include <algorithm>

#include "protocol/compression/stream.h"
#include "runtime/base/assert.h"

namespace klamm::protocol::compression {

namespace {

// The longest frame header: magic, descriptor, window, dictionary, content size (RFC 8878, 3.1.1.1).
constexpr std::size_t kFrameHeaderSizeMax = 18;

// The library takes a frame in one go where its announced content fits into the output, and then checks less of it than
// when it streams: a window larger than the limit (128 MiB) passes, and so do references beyond the window. Whether a
// batch is good must not hang on the size of our reads, and a consumer that streams must be able to read what was
// accepted. So the header is given byte by byte, as which no frame can be taken in one go. The formats from before
// RFC 8878 are refused by that, too; no Kafka client has written them.
class ZstdInflater final : public Inflater {
 public:
  ZstdInflater() : context_(ZSTD_createDCtx()) {}
  ~ZstdInflater() override { ZSTD_freeDCtx(context_); }
  ZstdInflater(const ZstdInflater&) = delete;
  ZstdInflater& operator=(const ZstdInflater&) = delete;

  Status open(ByteView input, Lz4Framing) override {
    if (context_ == nullptr) return library_failed("zstd cannot start");
    ZSTD_DCtx_reset(context_, ZSTD_reset_session_only);
    unread_ = input;
    frame_bytes_ = 0;
    // An empty body is not a frame.
    within_frame_ = true;
    return {};
  }

  Result<std::size_t> read(MutableByteView out) override {
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    while (to.pos == 0) {
      if (unread_.empty() && !within_frame_) return std::size_t{0};
      const bool in_header = frame_bytes_ < kFrameHeaderSizeMax && !unread_.empty();
      ZSTD_inBuffer from{unread_.data(), in_header ? 1 : unread_.size(), 0};
      const std::size_t result = ZSTD_decompressStream(context_, &to, &from);
      if (ZSTD_isError(result) != 0) return corrupt("Zstd data is damaged");
      const bool stuck = from.pos == 0 && to.pos == 0;
      unread_ = unread_.subspan(from.pos);
      // Frames may follow one another; the end may only come between them.
      within_frame_ = result != 0;
      frame_bytes_ = within_frame_ ? frame_bytes_ + from.pos : 0;
      if (within_frame_ && stuck) return corrupt("Zstd data ends too early");
    }
    return to.pos;
  }

 private:
  ZSTD_DCtx* context_;
  ByteView unread_;
  std::size_t frame_bytes_ = 0;  // of the current frame, given to the library
  bool within_frame_ = false;
};

class ZstdDeflater final : public Deflater {
 public:
  ZstdDeflater() : context_(ZSTD_createCCtx()) {}
  ~ZstdDeflater() override { ZSTD_freeCCtx(context_); }
  ZstdDeflater(const ZstdDeflater&) = delete;
  ZstdDeflater& operator=(const ZstdDeflater&) = delete;

  Status compress(int level, ByteView input, std::vector<std::uint8_t>& out, Lz4Framing) override {
    if (context_ == nullptr) return library_failed("zstd cannot start");
    const int known = std::clamp(level, ZSTD_minCLevel(), ZSTD_maxCLevel());
    const std::size_t before = out.size();
    out.resize(before + ZSTD_compressBound(input.size()));
    const std::size_t size =
        ZSTD_compressCCtx(context_, out.data() + before, out.size() - before, input.data(), input.size(), known);
    if (ZSTD_isError(size) != 0) return library_failed("zstd cannot compress");
    out.resize(before + size);
    return {};
  }

 private:
  ZSTD_CCtx* context_;
};

}  // namespace

std::unique_ptr<Inflater> make_zstd_inflater() { return std::make_unique<ZstdInflater>(); }
std::unique_ptr<Deflater> make_zstd_deflater() { return std::make_unique<ZstdDeflater>(); }

}  // namespace klamm::protocol::compression
