// Gzip (RFC 1952) by zlib.
#include <zlib.h>

#include <algorithm>
#include <limits>

#include "protocol/compression/stream.h"
#include "runtime/base/assert.h"

namespace klamm::protocol::compression {

namespace {

constexpr int kWindowBits = 15;
constexpr int kGzipWrapper = 16;  // zlib's flag for "gzip, not zlib, around the data"

// zlib counts in 32 bits; batches are smaller, but nobody here relies on it.
uInt clamp(std::size_t size) {
  return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
}

class GzipInflater final : public Inflater {
 public:
  ~GzipInflater() override {
    if (ready_) inflateEnd(&stream_);
  }

  Status open(ByteView input, Lz4Framing) override {
    const int result = ready_ ? inflateReset(&stream_) : inflateInit2(&stream_, kWindowBits + kGzipWrapper);
    if (result != Z_OK) return library_failed("zlib cannot start");
    ready_ = true;
    ended_ = false;
    unread_ = input;
    return {};
  }

  Result<std::size_t> read(MutableByteView out) override {
    std::size_t produced = 0;
    while (produced == 0 && !ended_) {
      stream_.next_in = const_cast<Bytef*>(unread_.data());  // zlib promises not to write there.
      stream_.avail_in = clamp(unread_.size());
      stream_.next_out = out.data();
      stream_.avail_out = clamp(out.size());
      const uInt given_in = stream_.avail_in;
      const uInt given_out = stream_.avail_out;
      const int result = inflate(&stream_, Z_NO_FLUSH);
      unread_ = unread_.subspan(given_in - stream_.avail_in);
      produced = given_out - stream_.avail_out;
      if (result == Z_STREAM_END) {
        if (!start_next_member()) ended_ = true;
      } else if (result == Z_BUF_ERROR || (result == Z_OK && produced == 0 && unread_.empty())) {
        return corrupt("Gzip data ends too early");
      } else if (result != Z_OK) {
        return corrupt("Gzip data is damaged");
      }
    }
    return produced;
  }

 private:
  // Members may follow one another. What is no member behind the last one is ignored, as Java's reader does.
  bool start_next_member() {
    if (unread_.size() < 3 || unread_[0] != 0x1f || unread_[1] != 0x8b || unread_[2] != 8) return false;
    return inflateReset(&stream_) == Z_OK;
  }

  z_stream stream_{};
  bool ready_ = false;
  bool ended_ = false;
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
