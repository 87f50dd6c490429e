// Gzip (RFC 1952): read by ISA-L, which is the faster one, written by zlib, whose levels Kafka's are.
#include <isa-l/igzip_lib.h>
#include <zlib.h>

#include <algorithm>
#include <limits>

#include "protocol/compression/stream.h"
#include "runtime/base/assert.h"

namespace klamm::protocol::compression {

namespace {

constexpr int kWindowBits = 15;
constexpr int kGzipWrapper = 16;  // zlib's flag for "gzip, not zlib, around the data"

// ISA-L counts in 32 bits; batches are smaller, but nobody here relies on it.
std::uint32_t clamp(std::size_t size) {
  return static_cast<std::uint32_t>(std::min<std::size_t>(size, std::numeric_limits<std::uint32_t>::max()));
}

class GzipInflater final : public Inflater {
 public:
  Status open(ByteView input, Lz4Framing) override {
    unread_ = input;
    ended_ = false;
    begin_member();
    return {};
  }

  Result<std::size_t> read(MutableByteView out) override {
    std::size_t produced = 0;
    while (produced == 0 && !ended_) {
      state_.next_in = const_cast<std::uint8_t*>(unread_.data());  // ISA-L only reads there.
      state_.avail_in = clamp(unread_.size());
      state_.next_out = out.data();
      state_.avail_out = clamp(out.size());
      const std::uint32_t given_in = state_.avail_in;
      const std::uint32_t given_out = state_.avail_out;
      const int result = isal_inflate(&state_);
      unread_ = unread_.subspan(given_in - state_.avail_in);
      produced = given_out - state_.avail_out;
      if (result != ISAL_DECOMP_OK && result != ISAL_END_INPUT && result != ISAL_OUT_OVERFLOW) {
        return corrupt("Gzip data is damaged");
      }
      if (state_.block_state == ISAL_BLOCK_FINISH) {
        if (!start_next_member()) ended_ = true;
      } else if (produced == 0 && unread_.empty()) {
        return corrupt("Gzip data ends too early");
      }
    }
    return produced;
  }

 private:
  void begin_member() {
    isal_inflate_init(&state_);
    state_.crc_flag = ISAL_GZIP;  // header and checksum are read, too
  }

  // Members may follow one another. What is no member behind the last one is ignored, as Java's reader does.
  bool start_next_member() {
    if (unread_.size() < 3 || unread_[0] != 0x1f || unread_[1] != 0x8b || unread_[2] != 8) return false;
    begin_member();
    return true;
  }

  inflate_state state_{};
  bool ended_ = true;
  ByteView unread_;
};

class GzipDeflater final : public Deflater {
 public:
  ~GzipDeflater() override {
    if (ready_) deflateEnd(&stream_);
  }

  Status compress(int level, ByteView input, std::vector<std::uint8_t>& out, Lz4Framing) override {
    Status status = start(std::clamp(level, -1, 9));
    if (!status) return status;
    const std::size_t before = out.size();
    const std::size_t bound = deflateBound(&stream_, input.size());
    KLAMM_ASSERT(input.size() <= std::numeric_limits<uInt>::max() && bound <= std::numeric_limits<uInt>::max());
    out.resize(before + bound);
    stream_.next_in = const_cast<Bytef*>(input.data());
    stream_.avail_in = static_cast<uInt>(input.size());
    stream_.next_out = out.data() + before;
    stream_.avail_out = static_cast<uInt>(bound);
    if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) return library_failed("zlib cannot compress");
    out.resize(out.size() - stream_.avail_out);
    return {};
  }

 private:
  Status start(int level) {
    if (ready_ && level_ == level) {
      if (deflateReset(&stream_) == Z_OK) return {};
      return library_failed("zlib cannot restart");
    }
    if (ready_) deflateEnd(&stream_);
    constexpr int kMemoryLevel = 8;
    stream_ = {};
    ready_ =
        deflateInit2(&stream_, level, Z_DEFLATED, kWindowBits + kGzipWrapper, kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK;
    level_ = level;
    if (!ready_) return library_failed("zlib cannot start");
    return {};
  }

  z_stream stream_{};
  bool ready_ = false;
  int level_ = 0;
};

}  // namespace

std::unique_ptr<Inflater> make_gzip_inflater() { return std::make_unique<GzipInflater>(); }
std::unique_ptr<Deflater> make_gzip_deflater() { return std::make_unique<GzipDeflater>(); }

}  // namespace klamm::protocol::compression
