#include "protocol/wire/writer.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace klamm::protocol {

void Writer::flush() {
  if (used_ > begun_) chain_.append(Slice(chunk_, ByteView(chunk_.data() + begun_, used_ - begun_)));
  begun_ = used_;
}

void Writer::next_chunk(std::size_t at_least) {
  flush();
  const std::size_t doubled = chunk_.size() * 2;
  const std::size_t size = std::clamp(std::max(doubled, at_least), kFirstChunkBytes, kLargestChunkBytes);
  chunk_ = Buffer::allocate(size);
  begun_ = 0;
  used_ = 0;
}

void Writer::write_float64(double value) { write_fixed(std::bit_cast<std::uint64_t>(value)); }

void Writer::write_raw(ByteView bytes) {
  while (!bytes.empty()) {
    if (used_ == chunk_.size()) next_chunk(bytes.size());
    const std::size_t piece = std::min(bytes.size(), chunk_.size() - used_);
    std::memcpy(chunk_.data() + used_, bytes.data(), piece);
    used_ += piece;
    bytes = bytes.subspan(piece);
  }
}

void Writer::write_unsigned_varint(std::uint32_t value) {
  while (value >= 0x80) {
    *room_for(1) = static_cast<std::uint8_t>(value | 0x80);
    value >>= 7;
  }
  *room_for(1) = static_cast<std::uint8_t>(value);
}

void Writer::write_varint(std::int32_t value) {
  write_unsigned_varint((static_cast<std::uint32_t>(value) << 1) ^ static_cast<std::uint32_t>(value >> 31));
}

void Writer::write_varlong(std::int64_t value) {
  std::uint64_t raw = (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
  while (raw >= 0x80) {
    *room_for(1) = static_cast<std::uint8_t>(raw | 0x80);
    raw >>= 7;
  }
  *room_for(1) = static_cast<std::uint8_t>(raw);
}

// -1 for null.
void Writer::write_length(std::int64_t length, bool compact, bool short_form) {
  KLAMM_ASSERT(length <= std::numeric_limits<std::int32_t>::max());
  if (compact) {
    write_unsigned_varint(static_cast<std::uint32_t>(length + 1));
  } else if (short_form) {
    write_int16(static_cast<std::int16_t>(length));
  } else {
    write_int32(static_cast<std::int32_t>(length));
  }
}

void Writer::write_string(std::string_view value, bool compact) {
  constexpr std::size_t kMost = std::numeric_limits<std::int16_t>::max();
  if (value.size() > kMost) {
    ok_ = false;
    std::size_t cut = kMost;
    // Not in the middle of a character.
    while (cut > 0 && (static_cast<std::uint8_t>(value[cut]) & 0xc0) == 0x80) --cut;
    value = value.substr(0, cut);
  }
  write_length(static_cast<std::int64_t>(value.size()), compact, true);
  write_raw(as_bytes(value));
}

void Writer::write_nullable_string(const std::optional<std::string_view>& value, bool compact, bool nullable) {
  if (value.has_value() || !nullable) {
    write_string(value.value_or(std::string_view()), compact);
  } else {
    write_length(-1, compact, true);
  }
}

void Writer::write_bytes(ByteView value, bool compact) {
  write_length(static_cast<std::int64_t>(value.size()), compact, false);
  write_raw(value);
}

void Writer::write_nullable_bytes(const std::optional<ByteView>& value, bool compact, bool nullable) {
  if (value.has_value() || !nullable) {
    write_bytes(value.value_or(ByteView()), compact);
  } else {
    write_length(-1, compact, false);
  }
}

void Writer::write_records(const std::optional<BufferChain>& value, bool compact, bool nullable) {
  if (!value.has_value()) {
    write_length(nullable ? -1 : 0, compact, false);
    return;
  }
  write_length(static_cast<std::int64_t>(value->size()), compact, false);
  append(*value);
}

void Writer::write_array_count(std::size_t count, bool compact) {
  write_length(static_cast<std::int64_t>(count), compact, false);
}

void Writer::write_null_array(bool compact, bool nullable) { write_length(nullable ? -1 : 0, compact, false); }

void Writer::write_tagged(std::uint32_t tag, Writer&& field) {
  ok_ = ok_ && field.ok_;
  write_unsigned_varint(tag);
  write_unsigned_varint(static_cast<std::uint32_t>(field.size()));
  const BufferChain chain = field.finish();
  // Tagged fields are small: copying them keeps the chain short.
  for (const Slice& slice : chain.slices()) write_raw(slice.bytes);
}

void Writer::append(BufferChain chain) {
  flush();
  chain_.append(std::move(chain));
}

Writer::Reserved Writer::reserve_int32() {
  std::uint8_t* at = room_for(sizeof(std::int32_t));
  store_be<std::int32_t>(at, 0);
  return {at};
}

BufferChain Writer::finish() {
  flush();
  chunk_ = Buffer();
  begun_ = 0;
  used_ = 0;
  ok_ = true;
  return std::exchange(chain_, BufferChain());
}

}  // namespace klamm::protocol
