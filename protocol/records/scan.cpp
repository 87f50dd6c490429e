#include "protocol/records/scan.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "protocol/records/varint.h"
#include "runtime/base/assert.h"

namespace klamm::protocol {

namespace {

// Attributes, timestamp delta, offset delta and the length of the key: what is parsed at one go.
constexpr std::size_t kFixedSizeMax = 1 + kVarlongSizeMax + 2 * kVarintSizeMax;
static_assert(kFixedSizeMax < kScanWindowSize);

Error bad_structure() { return Error(ErrorCode::kInvalidRecord, "Found invalid record structure"); }
Error too_early() { return Error(ErrorCode::kInvalidRecord, "Incorrect declared batch size, premature EOF reached"); }

bool measure_field(const std::uint8_t** at, const std::uint8_t* end, std::int32_t& size) {
  if (!read_varint(at, end, size)) return false;
  if (size <= 0) return true;
  if (size > end - *at) return false;
  *at += size;
  return true;
}

// The record whose fields are exactly [at, end). Nearly every record lies whole in the window and is measured here;
// where something does not fit, this only says so, and the long way finds the words for it.
bool measure(const std::uint8_t* at, const std::uint8_t* end, ScannedRecord& record) {
  ++at;  // The attributes of a record have no meaning yet.
  if (!read_varlong(&at, end, record.timestamp_delta) || !read_varint(&at, end, record.offset_delta)) return false;
  if (!measure_field(&at, end, record.key_size) || !measure_field(&at, end, record.value_size)) return false;
  std::int32_t headers = 0;
  if (!read_varint(&at, end, headers) || headers < 0 || headers > end - at) return false;
  for (std::int32_t i = 0; i < headers; ++i) {
    std::int32_t key_size = 0;
    std::int32_t value_size = 0;
    if (!measure_field(&at, end, key_size) || key_size < 0 || !measure_field(&at, end, value_size)) return false;
  }
  return at == end;
}

}  // namespace

Error RecordScanner::read_error(const Error& error) const {
  return Error(ErrorCode::kUnknownServerError, "Failed to decompress record stream: " + error.message);
}

Status RecordScanner::open(Codec codec, ByteView body, std::size_t limit_bytes) {
  compressed_ = codec != Codec::kNone;
  ended_ = !compressed_;
  limit_bytes_ = limit_bytes;
  before_window_ = 0;
  if (!compressed_) {
    start_ = at_ = body.data();
    end_ = start_ + body.size();
    return {};
  }
  window_.resize(kScanWindowSize);
  start_ = at_ = end_ = window_.data();
  Status status = decompressor_.open(codec, body);
  if (!status) return read_error(status.error());
  return {};
}

Status RecordScanner::ensure(std::size_t size) {
  if (static_cast<std::size_t>(end_ - at_) >= size || ended_) return {};
  KLAMM_ASSERT(compressed_ && size <= window_.size());
  const std::size_t kept = static_cast<std::size_t>(end_ - at_);
  before_window_ += static_cast<std::size_t>(at_ - start_);
  std::memmove(window_.data(), at_, kept);
  at_ = start_;
  end_ = start_ + kept;
  while (static_cast<std::size_t>(end_ - at_) < size && !ended_) {
    const std::size_t filled = static_cast<std::size_t>(end_ - start_);
    Result<std::size_t> got = decompressor_.read({window_.data() + filled, window_.size() - filled});
    if (!got) return read_error(got.error());
    end_ += *got;
    ended_ = *got == 0;
    if (before_window_ + static_cast<std::size_t>(end_ - start_) > limit_bytes_) {
      return Error(ErrorCode::kMessageTooLarge,
                   "The records decompress to more than " + std::to_string(limit_bytes_) + " bytes");
    }
  }
  return {};
}

Status RecordScanner::skip(std::size_t size) {
  while (size > 0) {
    Status status = ensure(1);
    if (!status) return status;
    const std::size_t step = std::min(size, static_cast<std::size_t>(end_ - at_));
    if (step == 0) return too_early();
    at_ += step;
    size -= step;
  }
  return {};
}

Result<std::int32_t> RecordScanner::length() {
  Status status = ensure(kVarintSizeMax);
  if (!status) return std::move(status).error();
  if (at_ == end_) return too_early();
  std::int32_t value = 0;
  if (!read_varint(&at_, end_, value)) return bad_structure();
  return value;
}

Result<std::int32_t> RecordScanner::skip_field(std::size_t end) {
  Result<std::int32_t> size = length();
  if (!size) return size;
  if (*size <= 0) return size;
  if (position() > end || static_cast<std::size_t>(*size) > end - position()) return bad_structure();
  Status status = skip(static_cast<std::size_t>(*size));
  if (!status) return std::move(status).error();
  return size;
}

Status RecordScanner::skip_headers(std::size_t end) {
  Result<std::int32_t> count = length();
  if (!count) return std::move(count).error();
  if (*count < 0) {
    return Error(ErrorCode::kInvalidRecord, "Found invalid number of record headers " + std::to_string(*count));
  }
  if (position() > end || static_cast<std::size_t>(*count) > end - position()) {
    return Error(ErrorCode::kInvalidRecord, "Found invalid number of record headers. " + std::to_string(*count) +
                                                " is larger than the remaining size of the buffer");
  }
  for (std::int32_t i = 0; i < *count; ++i) {
    Result<std::int32_t> key = skip_field(end);
    if (!key) return std::move(key).error();
    if (*key < 0) {
      return Error(ErrorCode::kInvalidRecord, "Invalid negative header key size " + std::to_string(*key));
    }
    Result<std::int32_t> value = skip_field(end);
    if (!value) return std::move(value).error();
  }
  return {};
}

Result<ScannedRecord> RecordScanner::next() {
  const std::uint8_t* fields = at_;
  std::int32_t fields_size = 0;
  if (read_varint(&fields, end_, fields_size) && fields_size > 0 && fields_size <= end_ - fields) {
    ScannedRecord whole;
    if (measure(fields, fields + fields_size, whole)) {
      at_ = fields + fields_size;
      return whole;
    }
  }
  return next_across_windows();
}

Result<ScannedRecord> RecordScanner::next_across_windows() {
  Result<std::int32_t> size = length();
  if (!size) return std::move(size).error();
  if (*size <= 0) return bad_structure();
  const std::size_t record_start = position();
  const std::size_t end = record_start + static_cast<std::size_t>(*size);

  Status status = ensure(kFixedSizeMax);
  if (!status) return std::move(status).error();
  if (at_ == end_) return too_early();
  ScannedRecord record;
  ++at_;  // The attributes of a record have no meaning yet.
  if (!read_varlong(&at_, end_, record.timestamp_delta)) return bad_structure();
  if (!read_varint(&at_, end_, record.offset_delta)) return bad_structure();
  Result<std::int32_t> key = skip_field(end);
  if (!key) return std::move(key).error();
  Result<std::int32_t> value = skip_field(end);
  if (!value) return std::move(value).error();
  status = skip_headers(end);
  if (!status) return std::move(status).error();
  if (position() != end) {
    return Error(ErrorCode::kInvalidRecord, "Invalid record size: expected to read " + std::to_string(*size) +
                                                " bytes in record payload, but instead read " +
                                                std::to_string(position() - record_start));
  }
  record.key_size = *key;
  record.value_size = *value;
  return record;
}

Result<bool> RecordScanner::at_end() {
  Status status = ensure(1);
  if (!status) return std::move(status).error();
  return at_ == end_;
}

}  // namespace klamm::protocol
