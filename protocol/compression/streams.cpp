// Compressor and Decompressor: one object of each codec, made when it is first asked for and kept.
#include <algorithm>
#include <array>
#include <cstring>

#include "protocol/compression/codec.h"
#include "protocol/compression/stream.h"
#include "runtime/base/assert.h"

namespace klamm::protocol {

namespace {

using compression::Deflater;
using compression::Inflater;

class PlainInflater final : public Inflater {
 public:
  Status open(ByteView input, Lz4Framing) override {
    unread_ = input;
    return {};
  }
  Result<std::size_t> read(MutableByteView out) override {
    const std::size_t size = std::min(out.size(), unread_.size());
    if (size > 0) std::memcpy(out.data(), unread_.data(), size);
    unread_ = unread_.subspan(size);
    return size;
  }

 private:
  ByteView unread_;
};

class PlainDeflater final : public Deflater {
 public:
  Status compress(int, ByteView input, std::vector<std::uint8_t>& out, Lz4Framing) override {
    out.insert(out.end(), input.begin(), input.end());
    return {};
  }
};

std::unique_ptr<Inflater> make_inflater(Codec codec) {
  switch (codec) {
    case Codec::kNone: return std::make_unique<PlainInflater>();
    case Codec::kGzip: return compression::make_gzip_inflater();
    case Codec::kSnappy: return compression::make_snappy_inflater();
    case Codec::kLz4: return compression::make_lz4_inflater();
    case Codec::kZstd: return compression::make_zstd_inflater();
  }
  return nullptr;
}

std::unique_ptr<Deflater> make_deflater(Codec codec) {
  switch (codec) {
    case Codec::kNone: return std::make_unique<PlainDeflater>();
    case Codec::kGzip: return compression::make_gzip_deflater();
    case Codec::kSnappy: return compression::make_snappy_deflater();
    case Codec::kLz4: return compression::make_lz4_deflater();
    case Codec::kZstd: return compression::make_zstd_deflater();
  }
  return nullptr;
}

}  // namespace

struct Compressor::State {
  std::array<std::unique_ptr<Deflater>, kCodecIdMax + 1> deflaters;
};

Compressor::Compressor() : state_(std::make_unique<State>()) {}
Compressor::~Compressor() = default;
Compressor::Compressor(Compressor&&) noexcept = default;
Compressor& Compressor::operator=(Compressor&&) noexcept = default;

Status Compressor::compress(Codec codec, int level, ByteView input, std::vector<std::uint8_t>& out,
                            Lz4Framing framing) {
  std::unique_ptr<Deflater>& deflater = state_->deflaters[static_cast<std::size_t>(codec)];
  if (!deflater) deflater = make_deflater(codec);
  KLAMM_ASSERT(deflater != nullptr);
  const std::size_t before = out.size();
  Status status = deflater->compress(level, input, out, framing);
  if (!status) out.resize(before);
  return status;
}

struct Decompressor::State {
  std::array<std::unique_ptr<Inflater>, kCodecIdMax + 1> inflaters;
  Inflater* current = nullptr;
  std::optional<Error> failure;
};

Decompressor::Decompressor() : state_(std::make_unique<State>()) {}
Decompressor::~Decompressor() = default;
Decompressor::Decompressor(Decompressor&&) noexcept = default;
Decompressor& Decompressor::operator=(Decompressor&&) noexcept = default;

Status Decompressor::open(Codec codec, ByteView input, Lz4Framing framing) {
  std::unique_ptr<Inflater>& inflater = state_->inflaters[static_cast<std::size_t>(codec)];
  if (!inflater) inflater = make_inflater(codec);
  KLAMM_ASSERT(inflater != nullptr);
  state_->current = inflater.get();
  state_->failure.reset();
  Status status = inflater->open(input, framing);
  if (!status) state_->failure = status.error();
  return status;
}

Result<std::size_t> Decompressor::read(MutableByteView out) {
  KLAMM_ASSERT(state_->current != nullptr && !out.empty());
  if (state_->failure) return *state_->failure;
  Result<std::size_t> got = state_->current->read(out);
  if (!got) state_->failure = got.error();
  return got;
}

}  // namespace klamm::protocol
