// Walks along the records of a batch without keeping them: for validation, where keys, values and headers are only
// measured. Private to this folder; readers who want the records use record.h.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "protocol/compression/codec.h"
#include "runtime/base/bytes.h"
#include "runtime/base/result.h"

namespace klamm::protocol {

inline constexpr std::size_t kScanWindowSize = 64 * 1024;

// The measures of one record.
struct ScannedRecord {
  std::int64_t timestamp_delta = 0;
  std::int32_t offset_delta = 0;
  std::int32_t key_size = -1;  // negative: null
  std::int32_t value_size = -1;
};

// Gives the bytes of a batch's body through a window: the body itself, or what a decompressor gives, 64 KiB at a time.
class RecordScanner {
 public:
  // `window` is the scanner's scratch space while it decompresses; it is grown to kScanWindowSize and then kept.
  RecordScanner(Decompressor& decompressor, std::vector<std::uint8_t>& window)
      : decompressor_(decompressor), window_(window) {}

  // Starts a body. REQUIRES: the bytes live until the last call. Errors: kUnknownServerError for a damaged stream,
  // which is what Kafka answers.
  Status open(Codec codec, ByteView body, std::size_t limit_bytes);
  // The next record. Errors: kInvalidRecord with Kafka's sentence where lengths do not fit; those of reading.
  Result<ScannedRecord> next();
  // Whether everything has been read. Errors: those of reading.
  Result<bool> at_end();
  // Uncompressed bytes given so far.
  [[nodiscard]] std::size_t position() const { return before_window_ + static_cast<std::size_t>(at_ - start_); }

 private:
  // The record at at_ where it is cut by the window's end, or broken.
  Result<ScannedRecord> next_across_windows();
  // Makes `size` bytes readable at at_, or all that are left. Errors: those of reading.
  Status ensure(std::size_t size);
  Status skip(std::size_t size);
  // Reads a length and skips that many bytes of the record that ends at `end`.
  Result<std::int32_t> skip_field(std::size_t end);
  Status skip_headers(std::size_t end);
  Result<std::int32_t> length();
  Error read_error(const Error& error) const;

  Decompressor& decompressor_;
  std::vector<std::uint8_t>& window_;
  bool compressed_ = false;
  bool ended_ = false;
  std::size_t limit_bytes_ = 0;
  std::size_t before_window_ = 0;  // bytes that have left the window
  const std::uint8_t* start_ = nullptr;
  const std::uint8_t* at_ = nullptr;
  const std::uint8_t* end_ = nullptr;
};

}  // namespace klamm::protocol
