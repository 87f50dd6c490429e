#include "protocol/records/validate.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "protocol/records/scan.h"
#include "runtime/base/assert.h"

namespace klamm::protocol {

namespace {

constexpr std::int16_t kFirstVersionWithZstd = 7;
// Scratch space above this is given back after use: one large batch must not pin memory for ever.
constexpr std::size_t kScratchKeptMax = std::size_t{1} << 20;
constexpr std::size_t kErrorsInSentence = 3;

BatchRefusal refuse(ErrorCode code, std::string reason) { return {.code = code, .reason = std::move(reason)}; }

std::string in_partition(const ValidateOptions& options) {
  return " in topic partition " + std::string(options.topic_partition);
}

std::string number(std::int64_t value) { return std::to_string(value); }

std::string request(const ValidateOptions& options) {
  return "Produce requests with version " + number(options.produce_version);
}

// What the records said, and the verdicts on them.
struct Tally {
  std::int64_t max_timestamp = kNoTimestamp;
  std::int32_t offset_delta_of_max_timestamp = -1;
  std::size_t decompressed_size = 0;
  std::int64_t error_count = 0;
  bool bad_timestamp = false;
  std::vector<RecordError> errors;

  void add_error(std::int32_t index, std::string message) {
    ++error_count;
    if (errors.size() < kRecordErrorsMax) errors.push_back({index, std::move(message)});
  }
};

// The one batch of the records field. Kafka looks at the request this way before it looks at anything else.
std::variant<BatchView, BatchRefusal> only_batch(ByteView records, const ValidateOptions& options) {
  Result<std::optional<EntryHeader>> first = peek_entry(records);
  if (!first) {
    const std::string& text = first.error().message;
    return BatchRefusal{.code = first.code(), .reason = text, .message = text};
  }
  if (!first->has_value() || (*first)->size_bytes > records.size()) {
    return refuse(ErrorCode::kInvalidRecord, request(options) + " must have at least one record batch per partition");
  }
  if ((*first)->magic != kMagicV2) {
    return refuse(ErrorCode::kInvalidRecord,
                  request(options) + " are only allowed to contain record batches with magic version 2");
  }
  Result<BatchView> batch = BatchView::parse(records);
  if (!batch) return refuse(batch.code(), batch.error().message);
  if (options.produce_version < kFirstVersionWithZstd && batch->codec() == Codec::kZstd) {
    return refuse(ErrorCode::kUnsupportedCompressionType,
                  request(options) + " are not allowed to use ZStandard compression");
  }
  const ByteView rest = records.subspan(batch->size());
  Result<std::optional<EntryHeader>> second = peek_entry(rest);
  if (!second) return refuse(second.code(), second.error().message);
  if (second->has_value() && (*second)->size_bytes <= rest.size()) {
    return refuse(ErrorCode::kInvalidRecord,
                  request(options) + " are only allowed to contain exactly one record batch per partition");
  }
  return *batch;
}

// The checks that look at the batch's header and its checksum, in Kafka's order.
std::optional<BatchRefusal> check_header(const BatchView& batch, const ValidateOptions& options) {
  const std::string partition(options.topic_partition);
  if (batch.base_offset() != Offset(0)) {
    return refuse(ErrorCode::kInvalidRecord, "The baseOffset of the record batch in the append to " + partition +
                                                 " should be 0, but it is " + number(batch.base_offset().value));
  }
  if (std::cmp_greater(batch.size(), options.message_bytes_max)) {
    return refuse(ErrorCode::kMessageTooLarge, "The record batch size in the append to " + partition + " is " +
                                                   std::to_string(batch.size()) +
                                                   " bytes which exceeds the maximum configured value of " +
                                                   number(options.message_bytes_max) + ")");
  }
  if (!batch.crc_ok()) {
    return refuse(ErrorCode::kCorruptMessage,
                  "Record is corrupt (stored crc = " + number(batch.crc()) + ")" + in_partition(options) + ".");
  }
  if (!batch.codec()) {
    return refuse(ErrorCode::kUnknownServerError,
                  "Unknown compression type id: " + number(batch.attributes() & kCodecMask));
  }
  return std::nullopt;
}

std::optional<BatchRefusal> check_counts(const BatchView& batch, const ValidateOptions& options) {
  const std::string range = "[0, " + number(batch.last_offset_delta()) + "]";
  const std::int64_t count_from_offsets = std::int64_t{batch.last_offset_delta()} + 1;
  if (count_from_offsets <= 0) {
    return refuse(ErrorCode::kInvalidRecord, "Batch has an invalid offset range: " + range + in_partition(options));
  }
  if (batch.record_count() <= 0) {
    return refuse(ErrorCode::kInvalidRecord,
                  "Invalid reported count for record batch: " + number(batch.record_count()) + in_partition(options));
  }
  if (count_from_offsets != batch.record_count()) {
    return refuse(ErrorCode::kInvalidRecord, "Inconsistent batch offset range " + range + " and count of records " +
                                                 number(batch.record_count()) + in_partition(options));
  }
  if (batch.is_control()) {
    return refuse(ErrorCode::kInvalidRecord,
                  "Clients are not allowed to write control records" + in_partition(options));
  }
  if (batch.has_producer_id() && batch.base_sequence() < 0) {
    return refuse(ErrorCode::kInvalidRecord, "Invalid sequence number " + number(batch.base_sequence()) +
                                                 " in record batch with producerId " +
                                                 number(batch.producer_id().value) + in_partition(options));
  }
  return std::nullopt;
}

// The timestamp is out of what the topic allows; both bounds are distances from now.
bool out_of_range(std::int64_t timestamp, const ValidateOptions& options) {
  const std::int64_t age = wrapping_subtract(options.now_ms, timestamp);
  return age > options.timestamp_before_max_ms || wrapping_subtract(0, age) > options.timestamp_after_max_ms;
}

void check_record(const BatchView& batch, const ScannedRecord& record, std::int32_t index, std::int64_t timestamp,
                  const ValidateOptions& options, Tally& tally) {
  if (options.compacted && record.key_size < 0) {
    tally.add_error(index, "Compacted topic cannot accept message without key" + in_partition(options));
    return;
  }
  if (options.timestamp_type == TimestampType::kCreateTime && timestamp != kNoTimestamp) {
    if (!out_of_range(timestamp, options)) return;
    tally.bad_timestamp = true;
    tally.add_error(index, "Timestamp " + number(timestamp) + " of message with offset " + number(index) +
                               " is out of range. The timestamp should be within [" +
                               number(wrapping_subtract(options.now_ms, options.timestamp_before_max_ms)) + ", " +
                               number(wrapping_add(options.now_ms, options.timestamp_after_max_ms)) + "]");
    return;
  }
  if (batch.timestamp_type() == TimestampType::kLogAppendTime) {
    tally.bad_timestamp = true;
    tally.add_error(index, "Invalid timestamp type in message DefaultRecord(offset=" + number(index) +
                               ", timestamp=" + number(timestamp) + ", key=" + number(std::max(record.key_size, 0)) +
                               " bytes, value=" + number(std::max(record.value_size, 0)) +
                               " bytes). Producer should not set timestamp type to LogAppendTime.");
  }
}

// Walks all records. Refuses what cannot be read; what can be read but is not allowed goes into the tally.
std::optional<BatchRefusal> scan_records(const BatchView& batch, RecordScanner& scanner, const ValidateOptions& options,
                                         Tally& tally) {
  const bool append_time = batch.timestamp_type() == TimestampType::kLogAppendTime;
  for (std::int32_t index = 0; index < batch.record_count(); ++index) {
    Result<ScannedRecord> record = scanner.next();
    if (!record) return refuse(record.code(), std::move(record).error().message);
    if (record->offset_delta != index) {
      return refuse(ErrorCode::kInvalidRecord, "Inner record does not have incremental offsets, expected offset is " +
                                                   number(index) + ", but it is " + number(record->offset_delta) +
                                                   in_partition(options));
    }
    const std::int64_t timestamp =
        append_time ? batch.max_timestamp() : wrapping_add(batch.base_timestamp(), record->timestamp_delta);
    check_record(batch, *record, index, timestamp, options, tally);
    if (timestamp > tally.max_timestamp) {
      tally.max_timestamp = timestamp;
      tally.offset_delta_of_max_timestamp = index;
    }
  }
  Result<bool> ended = scanner.at_end();
  if (!ended) return refuse(ended.code(), std::move(ended).error().message);
  if (!*ended) {
    return refuse(ErrorCode::kInvalidRecord, "Incorrect declared batch size, records still remaining in file");
  }
  tally.decompressed_size = scanner.position();
  return std::nullopt;
}

BatchRefusal refuse_records(Tally& tally) {
  BatchRefusal refusal;
  if (tally.bad_timestamp) {
    refusal.code = ErrorCode::kInvalidTimestamp;
    refusal.message = "One or more records have been rejected due to invalid timestamp";
  } else {
    refusal.code = ErrorCode::kInvalidRecord;
    refusal.message = "One or more records have been rejected due to " + number(tally.error_count) +
                      " record errors in total, and only showing the first three errors at most: [";
    for (std::size_t i = 0; i < std::min(tally.errors.size(), kErrorsInSentence); ++i) {
      if (i > 0) refusal.message += ", ";
      refusal.message += "RecordError(batchIndex=" + number(tally.errors[i].batch_index) + ", message='" +
                         tally.errors[i].message + "')";
    }
    refusal.message += "]";
  }
  refusal.reason = refusal.message;
  refusal.record_errors = std::move(tally.errors);
  return refusal;
}

// A new batch with the header of `batch` and another body. The CRC is left for later.
Buffer with_body(const BatchView& batch, Codec codec, ByteView body) {
  KLAMM_ASSERT(body.data() != nullptr);  // It has at least one record.
  Buffer buffer = Buffer::allocate(kBatchHeaderSize + body.size());
  std::uint8_t* to = buffer.data();
  std::memcpy(to, batch.bytes().data(), kBatchHeaderSize);
  std::memcpy(to + kBatchHeaderSize, body.data(), body.size());
  store_be(to + kBatchLengthAt, static_cast<std::int32_t>(buffer.size() - kLogOverhead));
  const int attributes = (batch.attributes() & ~kCodecMask) | static_cast<int>(codec);
  store_be(to + kAttributesAt, static_cast<std::int16_t>(attributes));
  return buffer;
}

void release_if_large(std::vector<std::uint8_t>& scratch) {
  scratch.clear();
  if (scratch.capacity() > kScratchKeptMax) scratch.shrink_to_fit();
}

}  // namespace

struct RecordValidator::State {
  Compressor compressor;
  Decompressor decompressor;
  std::vector<std::uint8_t> window;
  std::vector<std::uint8_t> body;
  std::vector<std::uint8_t> encoded;

  // Checks the records where they are: what is decompressed passes through the window.
  std::optional<BatchRefusal> scan(const BatchView& batch, const ValidateOptions& options, Tally& tally);
  // The same, and makes the batch again with the target's codec.
  std::variant<Buffer, BatchRefusal> reencode(const BatchView& batch, Codec target, const ValidateOptions& options,
                                              Tally& tally);
};

std::optional<BatchRefusal> RecordValidator::State::scan(const BatchView& batch, const ValidateOptions& options,
                                                         Tally& tally) {
  RecordScanner scanner(decompressor, window);
  Status opened = scanner.open(*batch.codec(), batch.body(), options.decompressed_bytes_max);
  if (!opened) return refuse(opened.code(), opened.error().message);
  std::optional<BatchRefusal> refusal = scan_records(batch, scanner, options, tally);
  if (refusal) return refusal;
  if (tally.error_count > 0) return refuse_records(tally);
  return std::nullopt;
}

std::variant<Buffer, BatchRefusal> RecordValidator::State::reencode(const BatchView& batch, Codec target,
                                                                    const ValidateOptions& options, Tally& tally) {
  ByteView plain = batch.body();
  if (*batch.codec() != Codec::kNone) {
    body.clear();
    Status status = decompress_all(decompressor, *batch.codec(), batch.body(), options.decompressed_bytes_max, body);
    if (!status) {
      if (status.code() == ErrorCode::kMessageTooLarge) return refuse(status.code(), status.error().message);
      return refuse(ErrorCode::kUnknownServerError, "Failed to decompress record stream: " + status.error().message);
    }
    plain = body;
  }
  RecordScanner scanner(decompressor, window);
  Status opened = scanner.open(Codec::kNone, plain, plain.size());
  KLAMM_ASSERT(opened.ok());
  std::optional<BatchRefusal> refusal = scan_records(batch, scanner, options, tally);
  if (refusal) return *std::move(refusal);
  if (tally.error_count > 0) return refuse_records(tally);
  if (target == Codec::kNone) return with_body(batch, target, plain);
  encoded.clear();
  const int level = options.target_level.value_or(default_level(target));
  Status status = compressor.compress(target, level, plain, encoded);
  if (!status) return refuse(status.code(), status.error().message);
  return with_body(batch, target, encoded);
}

RecordValidator::RecordValidator() : state_(std::make_unique<State>()) {}
RecordValidator::~RecordValidator() = default;

ValidateResult RecordValidator::validate(const Slice& records, const ValidateOptions& options) {
  std::variant<BatchView, BatchRefusal> found = only_batch(records.bytes, options);
  if (BatchRefusal* refusal = std::get_if<BatchRefusal>(&found)) return std::move(*refusal);
  const BatchView batch = *std::get_if<BatchView>(&found);
  if (std::optional<BatchRefusal> refusal = check_header(batch, options)) return *std::move(refusal);
  if (std::optional<BatchRefusal> refusal = check_counts(batch, options)) return *std::move(refusal);

  ValidatedBatch valid;
  Tally tally;
  const Codec target = options.target_codec.value_or(*batch.codec());
  if (target == *batch.codec()) {
    if (std::optional<BatchRefusal> refusal = state_->scan(batch, options, tally)) return *std::move(refusal);
    valid.bytes = records.sub(0, batch.size());
  } else {
    std::variant<Buffer, BatchRefusal> made = state_->reencode(batch, target, options, tally);
    release_if_large(state_->body);
    release_if_large(state_->encoded);
    if (BatchRefusal* refusal = std::get_if<BatchRefusal>(&made)) return std::move(*refusal);
    valid.bytes = Slice(std::move(*std::get_if<Buffer>(&made)));
    valid.reencoded = true;
    if (std::cmp_greater(valid.bytes.size(), options.message_bytes_max)) {
      return refuse(ErrorCode::kMessageTooLarge,
                    "Message batch size is " + std::to_string(valid.bytes.size()) + " bytes in append to partition " +
                        std::string(options.topic_partition) + " which exceeds the maximum configured size of " +
                        number(options.message_bytes_max) + ".");
    }
  }

  const bool append_time = options.timestamp_type == TimestampType::kLogAppendTime;
  valid.record_count = batch.record_count();
  valid.last_offset_delta = batch.last_offset_delta();
  valid.max_timestamp = append_time ? options.now_ms : tally.max_timestamp;
  valid.offset_delta_of_max_timestamp = append_time ? 0 : tally.offset_delta_of_max_timestamp;
  valid.log_append_time = append_time ? options.now_ms : kNoTimestamp;
  valid.source_codec = *batch.codec();
  valid.transactional = batch.is_transactional();
  valid.decompressed_size = tally.decompressed_size;
  if (batch.has_producer_id()) {
    valid.producer_id = batch.producer_id();
    valid.producer_epoch = batch.producer_epoch();
    valid.base_sequence = batch.base_sequence();
  }
  // Only now: a batch that is refused stays as it was.
  const MutableByteView bytes = mutable_bytes(valid.bytes);
  const bool updated = set_max_timestamp(bytes, options.timestamp_type, valid.max_timestamp);
  if (valid.reencoded && !updated) update_crc(bytes);
  return valid;
}

}  // namespace klamm::protocol
