#include "protocol/records/record.h"

#include "protocol/records/varint.h"
#include "runtime/base/assert.h"

namespace klamm::protocol {

namespace {

// Kafka's sentence for everything that does not fit into its record.
constexpr const char* kBadStructure = "Found invalid record structure";

// A length and that many bytes; -1 is null. False where they do not fit.
bool read_bytes(const std::uint8_t** from, const std::uint8_t* end, std::optional<ByteView>& out) {
  std::int32_t length = 0;
  if (!read_varint(from, end, length)) return false;
  if (length < 0) {
    out.reset();
    return true;
  }
  if (length > end - *from) return false;
  out = ByteView(*from, static_cast<std::size_t>(length));
  *from += length;
  return true;
}

bool read_header(const std::uint8_t** from, const std::uint8_t* end, RecordHeaderView& out) {
  std::optional<ByteView> key;
  if (!read_bytes(from, end, key) || !key) return false;
  out.key = *key;
  return read_bytes(from, end, out.value);
}

// Checks all headers; they must end where the record ends.
bool check_headers(const std::uint8_t* from, const std::uint8_t* end, std::int32_t count) {
  if (count < 0 || count > end - from) return false;
  RecordHeaderView header;
  for (std::int32_t i = 0; i < count; ++i) {
    if (!read_header(&from, end, header)) return false;
  }
  return from == end;
}

}  // namespace

std::optional<RecordHeaderView> HeaderIterator::next() {
  if (left_ == 0) return std::nullopt;
  --left_;
  RecordHeaderView header;
  const std::uint8_t* at = unread_.data();
  const std::uint8_t* end = at + unread_.size();
  const bool readable = read_header(&at, end, header);
  KLAMM_ASSERT(readable);  // RecordIterator has checked them.
  unread_ = ByteView(at, static_cast<std::size_t>(end - at));
  return header;
}

RecordIterator::RecordIterator(const BatchView& batch, ByteView body)
    : base_offset_(batch.base_offset()),
      base_timestamp_(batch.base_timestamp()),
      unread_(body),
      left_(batch.record_count()) {
  if (batch.timestamp_type() == TimestampType::kLogAppendTime) append_timestamp_ = batch.max_timestamp();
}

Result<std::optional<RecordView>> RecordIterator::fail(const char* message) {
  failed_ = true;
  return Error(ErrorCode::kInvalidRecord, message);
}

Result<std::optional<RecordView>> RecordIterator::next() {
  if (failed_ || left_ < 0) return fail("Found invalid record count in magic v2 batch");
  if (left_ == 0) {
    if (!unread_.empty()) return fail("Incorrect declared batch size, records still remaining in file");
    return std::optional<RecordView>();
  }
  const std::uint8_t* at = unread_.data();
  const std::uint8_t* batch_end = at + unread_.size();
  std::int32_t length = 0;
  if (!read_varint(&at, batch_end, length)) return fail("Incorrect declared batch size, premature EOF reached");
  if (length < 0 || length > batch_end - at) return fail("Invalid record size: more than the record payload has");
  const std::uint8_t* end = at + length;

  RecordView record;
  if (at == end) return fail(kBadStructure);
  ++at;  // The attributes of a record have no meaning yet.
  if (!read_varlong(&at, end, record.timestamp_delta)) return fail(kBadStructure);
  if (!read_varint(&at, end, record.offset_delta)) return fail(kBadStructure);
  if (!read_bytes(&at, end, record.key)) return fail(kBadStructure);
  if (!read_bytes(&at, end, record.value)) return fail(kBadStructure);
  if (!read_varint(&at, end, record.header_count)) return fail(kBadStructure);
  if (!check_headers(at, end, record.header_count)) return fail(kBadStructure);
  record.headers = ByteView(at, static_cast<std::size_t>(end - at));
  record.offset = Offset(wrapping_add(base_offset_.value, record.offset_delta));
  record.timestamp = append_timestamp_ ? *append_timestamp_ : wrapping_add(base_timestamp_, record.timestamp_delta);
  record.size_bytes = static_cast<std::size_t>(end - unread_.data());
  unread_ = ByteView(end, static_cast<std::size_t>(batch_end - end));
  --left_;
  return std::optional<RecordView>(record);
}

}  // namespace klamm::protocol
