// Takes Kafka's primitive types out of received bytes. Used by the generated messages; pure, no I/O.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "runtime/base/buffer.h"
#include "runtime/base/bytes.h"
#include "runtime/base/error_code.h"
#include "runtime/base/ids.h"

namespace klamm::protocol {

// Why a Reader stopped.
enum class ReadError : std::uint8_t {
  kNone,
  kTruncated,       // a value goes on behind the last byte, or an array counts more elements than bytes are left
  kLength,          // a length that the type does not allow, or a varint that does not end
  kNull,            // null where this version has no null
  kUtf8,            // a string that is not UTF-8
  kMemory,          // the arrays need more memory than the reader may give
  kVersion,         // a version that the schema does not have
  kTaggedFieldSize  // a tagged field is longer or shorter than it said
};
[[nodiscard]] std::string_view read_error_name(ReadError error);  // for log lines: "truncated"

// What the elements of all arrays of one message may take in memory: the bytes on the wire do not bound it well, since
// an element of three bytes may become a struct of a hundred.
inline constexpr std::size_t kDecodeMemoryLimitBytes = std::size_t{256} << 20;

// Reads from front to back. An error is sticky: from then on every read gives zero, null or nothing and consumes
// nothing, so decoders need no checks of their own; ask ok() at the end. Nothing is allocated before the bytes are
// there.
//
// Strings and bytes are views of the input, which must outlive what was decoded from it. Record data is a Slice that
// shares the input's Buffer and may be kept (a Reader made of a bare ByteView has no Buffer to share: there its slices
// are views too).
//
// `compact` is the form of flexible versions (KIP-482): unsigned varint of length + 1, and 0 for null.
class Reader {
 public:
  explicit Reader(Slice input, std::size_t memory_limit_bytes = kDecodeMemoryLimitBytes)
      : input_(std::move(input)), end_(input_.size()), memory_left_(memory_limit_bytes) {}
  explicit Reader(ByteView input, std::size_t memory_limit_bytes = kDecodeMemoryLimitBytes)
      : Reader(Slice(Buffer(), input), memory_limit_bytes) {}

  [[nodiscard]] bool ok() const { return error_ == ReadError::kNone; }
  [[nodiscard]] ReadError error() const { return error_; }
  [[nodiscard]] std::size_t position() const { return position_; }
  // Bytes not read yet; 0 after an error. Some are left behind a whole message if the sender sent more than that.
  [[nodiscard]] std::size_t remaining() const { return end_ - position_; }
  // The first error stays.
  void fail(ReadError error);

  bool read_bool() { return read_fixed<std::int8_t>() != 0; }
  std::int8_t read_int8() { return read_fixed<std::int8_t>(); }
  std::int16_t read_int16() { return read_fixed<std::int16_t>(); }
  std::int32_t read_int32() { return read_fixed<std::int32_t>(); }
  std::int64_t read_int64() { return read_fixed<std::int64_t>(); }
  std::uint16_t read_uint16() { return read_fixed<std::uint16_t>(); }
  std::uint32_t read_uint32() { return read_fixed<std::uint32_t>(); }
  double read_float64();
  ErrorCode read_error_code() { return static_cast<ErrorCode>(read_fixed<std::int16_t>()); }
  Uuid read_uuid();

  std::uint32_t read_unsigned_varint();
  std::int32_t read_varint();   // zigzag
  std::int64_t read_varlong();  // zigzag

  // Valid UTF-8, at most 32767 bytes.
  std::string_view read_string(bool compact);
  std::optional<std::string_view> read_nullable_string(bool compact, bool nullable = true);
  ByteView read_bytes(bool compact);
  std::optional<ByteView> read_nullable_bytes(bool compact, bool nullable = true);
  std::optional<BufferChain> read_records(bool compact, bool nullable = true);

  // The count of an array whose elements take at least `wire_bytes` here and `memory_bytes` when decoded; -1 for null.
  std::int32_t read_nullable_array(bool compact, std::size_t wire_bytes, std::size_t memory_bytes,
                                   bool nullable = true);
  // The same where null is an error. Never negative.
  std::size_t read_array(bool compact, std::size_t wire_bytes, std::size_t memory_bytes);
  // The mark in front of a struct that may be null.
  bool read_present() { return read_int8() >= 0 && ok(); }
  // The same where the struct is a tagged field: Kafka's code has another mark there.
  bool read_tagged_present() { return read_unsigned_varint() != 0; }

  // A tagged field: its tag and size were read; end_tagged checks that exactly so much was consumed.
  struct Tagged {
    std::uint32_t tag = 0;
    std::size_t outer_end = 0;
  };
  Tagged begin_tagged();
  void end_tagged(const Tagged& tagged);
  void skip_tagged(const Tagged& tagged);
  // All tagged fields at this place, none of which is known.
  void skip_tagged_fields();

 private:
  template <class T>
  T read_fixed() {
    const std::uint8_t* from = take(sizeof(T));
    return from == nullptr ? T{} : load_be<T>(from);
  }
  const std::uint8_t* take(std::size_t size) {
    if (size > end_ - position_) {
      fail(ReadError::kTruncated);
      return nullptr;
    }
    const std::uint8_t* at = input_.bytes.data() + position_;
    position_ += size;
    return at;
  }
  // The length of a string (2 bytes where not compact) or of anything else (4 bytes): -1 for null.
  std::int64_t read_length(bool compact, bool short_form);
  bool take_length(std::int64_t length, bool nullable);

  Slice input_;
  std::size_t position_ = 0;
  std::size_t end_ = 0;
  std::size_t memory_left_ = 0;
  ReadError error_ = ReadError::kNone;
};

// Whether all of `bytes` is well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF (RFC 3629).
[[nodiscard]] bool is_valid_utf8(ByteView bytes);

}  // namespace klamm::protocol
