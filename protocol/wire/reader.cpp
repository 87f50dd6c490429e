#include "protocol/wire/reader.h"

#include <bit>
#include <limits>

namespace klamm::protocol {

std::string_view read_error_name(ReadError error) {
  switch (error) {
    case ReadError::kNone: return "none";
    case ReadError::kTruncated: return "truncated";
    case ReadError::kLength: return "impossible length";
    case ReadError::kNull: return "null that is not allowed";
    case ReadError::kUtf8: return "string that is not UTF-8";
    case ReadError::kMemory: return "too many array elements";
    case ReadError::kVersion: return "unknown version";
    case ReadError::kTaggedFieldSize: return "tagged field of another size than it says";
  }
  return "unknown";
}

void Reader::fail(ReadError error) {
  if (!ok()) return;
  error_ = error;
  // Nothing is left, so every later read fails in take() without a check of its own.
  end_ = position_;
}

double Reader::read_float64() { return std::bit_cast<double>(read_fixed<std::uint64_t>()); }

Uuid Reader::read_uuid() {
  Uuid uuid;
  const std::uint8_t* from = take(uuid.bytes.size());
  if (from != nullptr) std::memcpy(uuid.bytes.data(), from, uuid.bytes.size());
  return uuid;
}

std::uint32_t Reader::read_unsigned_varint() {
  std::uint32_t value = 0;
  for (unsigned shift = 0; shift < 35; shift += 7) {
    const std::uint8_t* byte = take(1);
    if (byte == nullptr) return 0;
    value |= static_cast<std::uint32_t>(*byte & 0x7f) << shift;
    if ((*byte & 0x80) == 0) return value;
  }
  fail(ReadError::kLength);
  return 0;
}

std::int32_t Reader::read_varint() {
  const std::uint32_t raw = read_unsigned_varint();
  return static_cast<std::int32_t>((raw >> 1) ^ (0U - (raw & 1)));
}

std::int64_t Reader::read_varlong() {
  std::uint64_t raw = 0;
  for (unsigned shift = 0; shift < 70; shift += 7) {
    const std::uint8_t* byte = take(1);
    if (byte == nullptr) return 0;
    raw |= static_cast<std::uint64_t>(*byte & 0x7f) << shift;
    if ((*byte & 0x80) == 0) return static_cast<std::int64_t>((raw >> 1) ^ (std::uint64_t{0} - (raw & 1)));
  }
  fail(ReadError::kLength);
  return 0;
}

std::int64_t Reader::read_length(bool compact, bool short_form) {
  if (compact) return static_cast<std::int64_t>(read_unsigned_varint()) - 1;
  return short_form ? read_int16() : read_int32();
}

// Whether `length` bytes follow; false for null and for errors.
bool Reader::take_length(std::int64_t length, bool nullable) {
  if (length >= 0) {
    if (static_cast<std::uint64_t>(length) <= remaining()) return ok();
    fail(ReadError::kTruncated);
  } else if (!nullable) {
    fail(ReadError::kNull);
  }
  return false;
}

std::optional<std::string_view> Reader::read_nullable_string(bool compact, bool nullable) {
  const std::int64_t length = read_length(compact, true);
  if (length > std::numeric_limits<std::int16_t>::max()) fail(ReadError::kLength);
  if (!take_length(length, nullable)) return std::nullopt;
  const ByteView bytes(take(static_cast<std::size_t>(length)), static_cast<std::size_t>(length));
  if (!is_valid_utf8(bytes)) {
    fail(ReadError::kUtf8);
    return std::nullopt;
  }
  return as_text(bytes);
}

std::string_view Reader::read_string(bool compact) {
  return read_nullable_string(compact, false).value_or(std::string_view());
}

std::optional<ByteView> Reader::read_nullable_bytes(bool compact, bool nullable) {
  const std::int64_t length = read_length(compact, false);
  if (!take_length(length, nullable)) return std::nullopt;
  const std::uint8_t* from = take(static_cast<std::size_t>(length));
  return ByteView(from, static_cast<std::size_t>(length));
}

ByteView Reader::read_bytes(bool compact) { return read_nullable_bytes(compact, false).value_or(ByteView()); }

std::optional<BufferChain> Reader::read_records(bool compact, bool nullable) {
  const std::int64_t length = read_length(compact, false);
  if (!take_length(length, nullable)) return std::nullopt;
  const std::size_t from = position_;
  take(static_cast<std::size_t>(length));
  return BufferChain(input_.sub(from, static_cast<std::size_t>(length)));
}

std::int32_t Reader::read_nullable_array(bool compact, std::size_t wire_bytes, std::size_t memory_bytes,
                                         bool nullable) {
  const std::int64_t count = read_length(compact, false);
  if (count < 0) {
    if (!nullable) fail(ReadError::kNull);
    return -1;
  }
  if (!ok()) return -1;
  const auto elements = static_cast<std::uint64_t>(count);  // below 2^32, so the products do not overflow
  if (elements * wire_bytes > remaining()) {
    fail(ReadError::kTruncated);
    return -1;
  }
  if (elements * memory_bytes > memory_left_) {
    fail(ReadError::kMemory);
    return -1;
  }
  memory_left_ -= elements * memory_bytes;
  return static_cast<std::int32_t>(count);
}

std::size_t Reader::read_array(bool compact, std::size_t wire_bytes, std::size_t memory_bytes) {
  const std::int32_t count = read_nullable_array(compact, wire_bytes, memory_bytes, false);
  return count < 0 ? 0 : static_cast<std::size_t>(count);
}

Reader::Tagged Reader::begin_tagged() {
  Tagged tagged;
  tagged.tag = read_unsigned_varint();
  const std::size_t size = read_unsigned_varint();
  tagged.outer_end = end_;
  if (size > remaining()) {
    fail(ReadError::kTruncated);
    return tagged;
  }
  // The field cannot read beyond itself.
  if (ok()) end_ = position_ + size;
  return tagged;
}

void Reader::end_tagged(const Tagged& tagged) {
  if (!ok()) return;
  if (position_ != end_) {
    fail(ReadError::kTaggedFieldSize);
    return;
  }
  end_ = tagged.outer_end;
}

void Reader::skip_tagged(const Tagged& tagged) {
  if (!ok()) return;
  position_ = end_;
  end_ = tagged.outer_end;
}

void Reader::skip_tagged_fields() {
  const std::uint32_t count = read_unsigned_varint();
  for (std::uint32_t i = 0; i < count && ok(); ++i) {
    const Tagged tagged = begin_tagged();
    skip_tagged(tagged);
  }
}

namespace {

// The bytes that the sequence at `at` takes, or 0 where it is not well formed.
std::size_t sequence_size(const std::uint8_t* at, std::size_t left) {
  const std::uint8_t lead = at[0];
  if (lead < 0x80) return 1;
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || size > left) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((at[i] & 0xc0) != 0x80) return 0;
  }
  if (lead == 0xe0 && at[1] < 0xa0) return 0;   // overlong
  if (lead == 0xed && at[1] >= 0xa0) return 0;  // surrogate
  if (lead == 0xf0 && at[1] < 0x90) return 0;   // overlong
  if (lead == 0xf4 && at[1] >= 0x90) return 0;  // above U+10FFFF
  return size;
}

}  // namespace

bool is_valid_utf8(ByteView bytes) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::size_t at = 0;
  while (at < bytes.size()) {
    std::uint64_t eight = 0;
    if (bytes.size() - at >= sizeof eight) {
      // Names are ASCII nearly always: eight bytes at a time.
      std::memcpy(&eight, bytes.data() + at, sizeof eight);
      if ((eight & kHighBits) == 0) {
        at += sizeof eight;
        continue;
      }
    }
    const std::size_t size = sequence_size(bytes.data() + at, bytes.size() - at);
    if (size == 0) return false;
    at += size;
  }
  return true;
}

}  // namespace klamm::protocol
