// Puts Kafka's primitive types into a chain of buffers. Used by the generated messages; pure, no I/O.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "runtime/base/buffer.h"
#include "runtime/base/bytes.h"
#include "runtime/base/error_code.h"
#include "runtime/base/ids.h"

namespace klamm::protocol {

// Appends to chunks that grow from 256 bytes to 64 KiB, so that no large block is ever asked for. Record data is
// linked into the chain and not copied. Strings and bytes are copied while writing: views need to live until then only.
//
// `compact` is the form of flexible versions (KIP-482), as in Reader.
class Writer {
 public:
  static constexpr std::size_t kFirstChunkBytes = 256;
  static constexpr std::size_t kLargestChunkBytes = std::size_t{64} << 10;

  // False after a string of more than 32767 bytes, which Kafka's format cannot carry; it was cut, so that what was
  // written is well formed, but it does not say what was meant.
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] std::size_t size() const { return chain_.size() + (used_ - begun_); }  // bytes written so far

  void write_bool(bool value) { write_fixed<std::int8_t>(value ? 1 : 0); }
  void write_int8(std::int8_t value) { write_fixed(value); }
  void write_int16(std::int16_t value) { write_fixed(value); }
  void write_int32(std::int32_t value) { write_fixed(value); }
  void write_int64(std::int64_t value) { write_fixed(value); }
  void write_uint16(std::uint16_t value) { write_fixed(value); }
  void write_uint32(std::uint32_t value) { write_fixed(value); }
  void write_float64(double value);
  void write_error_code(ErrorCode value) { write_fixed(static_cast<std::int16_t>(value)); }
  void write_uuid(const Uuid& value) { write_raw(value.bytes); }
  void write_raw(ByteView bytes);

  void write_unsigned_varint(std::uint32_t value);
  void write_varint(std::int32_t value);   // zigzag
  void write_varlong(std::int64_t value);  // zigzag

  // Null where the version has no null (`nullable` false) is written as empty.
  void write_string(std::string_view value, bool compact);
  void write_nullable_string(const std::optional<std::string_view>& value, bool compact, bool nullable = true);
  void write_bytes(ByteView value, bool compact);
  void write_nullable_bytes(const std::optional<ByteView>& value, bool compact, bool nullable = true);
  void write_records(const std::optional<BufferChain>& value, bool compact, bool nullable = true);
  void write_array_count(std::size_t count, bool compact);
  void write_null_array(bool compact, bool nullable = true);
  void write_present(bool present) { write_int8(present ? 1 : -1); }
  void write_tagged_present(bool present) { write_unsigned_varint(present ? 1 : 0); }

  // A tagged field that was written by itself.
  void write_tagged(std::uint32_t tag, Writer&& field);
  void append(BufferChain chain);

  // Four bytes whose value is known later: the length of a frame.
  struct Reserved {
    std::uint8_t* at = nullptr;
  };
  [[nodiscard]] Reserved reserve_int32();
  // REQUIRES: before finish() of this writer.
  void fill(Reserved place, std::int32_t value) { store_be(place.at, value); }

  // Everything that was written; the writer is empty afterwards.
  [[nodiscard]] BufferChain finish();

 private:
  template <class T>
  void write_fixed(T value) {
    store_be(room_for(sizeof(T)), value);
  }
  // `size` bytes in one piece. REQUIRES: size <= kFirstChunkBytes.
  std::uint8_t* room_for(std::size_t size) {
    if (size > chunk_.size() - used_) next_chunk(size);
    std::uint8_t* at = chunk_.data() + used_;
    used_ += size;
    return at;
  }
  void next_chunk(std::size_t at_least);
  void flush();
  void write_length(std::int64_t length, bool compact, bool short_form);

  BufferChain chain_;  // what is finished
  Buffer chunk_;       // being filled: [begun_, used_) is not in chain_ yet
  std::size_t begun_ = 0;
  std::size_t used_ = 0;
  bool ok_ = true;
};

}  // namespace klamm::protocol
