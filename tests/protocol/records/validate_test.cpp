// What a leader accepts, refuses and rewrites. Codes and sentences were taken from a genuine Apache Kafka 4.3.1 that
// was given the same batches; where Klamm is stricter, the test says so.
#include "protocol/records/validate.h"

#include <string>

#include "protocol/records/record.h"
#include "protocol/records/varint.h"
#include "runtime/base/random.h"
#include "tests/protocol/records/golden.h"

namespace klamm::protocol {

namespace {

constexpr std::int64_t kNow = golden::kBaseTimestamp + 1000;

ValidateOptions options() {
  ValidateOptions made;
  made.topic_partition = "t-0";
  made.produce_version = 9;
  made.now_ms = kNow;
  return made;
}

Slice slice(ByteView bytes) { return Slice(Buffer::copy_of(bytes)); }

// One batch of raw record bytes; what differs from a good header is patched by the tests.
std::vector<std::uint8_t> raw_batch(const std::vector<std::uint8_t>& body, std::int32_t count = 1) {
  std::vector<std::uint8_t> bytes = golden::to_vector(BatchBuilder{BatchOptions{}}.build());
  bytes.insert(bytes.end(), body.begin(), body.end());
  store_be(bytes.data() + kBatchLengthAt, static_cast<std::int32_t>(bytes.size() - kLogOverhead));
  store_be(bytes.data() + kLastOffsetDeltaAt, count - 1);
  store_be(bytes.data() + kRecordCountAt, count);
  store_be(bytes.data() + kBaseTimestampAt, golden::kBaseTimestamp);
  store_be(bytes.data() + kMaxTimestampAt, golden::kBaseTimestamp);
  update_crc(bytes);
  return bytes;
}

// attributes, timestamp delta 0, offset delta 0, key "k", value "v", no headers
const std::vector<std::uint8_t> kGoodFields{0, 0, 0, 2, 'k', 2, 'v', 0};

std::vector<std::uint8_t> with_length(std::vector<std::uint8_t> fields, std::int64_t length) {
  std::vector<std::uint8_t> record;
  append_varlong(record, length);
  record.insert(record.end(), fields.begin(), fields.end());
  return record;
}
std::vector<std::uint8_t> with_length(const std::vector<std::uint8_t>& fields) {
  return with_length(fields, static_cast<std::int64_t>(fields.size()));
}

std::vector<std::uint8_t> compressed(Codec codec, std::vector<std::uint8_t> batch) {
  Compressor compressor;
  std::vector<std::uint8_t> bytes(batch.begin(), batch.begin() + kBatchHeaderSize);
  REQUIRE(compressor.compress(codec, default_level(codec), ByteView(batch).subspan(kBatchHeaderSize), bytes).ok());
  store_be(bytes.data() + kBatchLengthAt, static_cast<std::int32_t>(bytes.size() - kLogOverhead));
  store_be(bytes.data() + kAttributesAt, static_cast<std::int16_t>(codec));
  update_crc(bytes);
  return bytes;
}

BatchRefusal refusal(const std::vector<std::uint8_t>& bytes, const ValidateOptions& with = options()) {
  RecordValidator validator;
  const Slice records = slice(bytes);
  ValidateResult result = validator.validate(records, with);
  REQUIRE(std::holds_alternative<BatchRefusal>(result));
  // What is refused stays as it was.
  CHECK(golden::to_vector(records.bytes) == bytes);
  const BatchRefusal made = std::get<BatchRefusal>(result);
  CHECK_FALSE(made.reason.empty());
  return made;
}

ErrorCode code(const std::vector<std::uint8_t>& bytes, const ValidateOptions& with = options()) {
  return refusal(bytes, with).code;
}

ValidatedBatch valid(const std::vector<std::uint8_t>& bytes, const ValidateOptions& with = options()) {
  RecordValidator validator;
  ValidateResult result = validator.validate(slice(bytes), with);
  if (const BatchRefusal* refused = std::get_if<BatchRefusal>(&result)) FAIL(refused->reason);
  ValidatedBatch batch = std::get<ValidatedBatch>(result);
  const BatchView view = *BatchView::parse(batch.bytes.bytes);
  CHECK(view.size() == batch.bytes.size());
  CHECK(view.crc_ok());
  CHECK(view.max_timestamp() == batch.max_timestamp);
  CHECK(view.record_count() == batch.record_count);
  CHECK(view.last_offset_delta() == batch.last_offset_delta);
  return batch;
}

template <class T>
std::vector<std::uint8_t> patched(std::vector<std::uint8_t> bytes, std::size_t at, T value) {
  store_be(bytes.data() + at, value);
  update_crc(bytes);
  return bytes;
}

std::vector<std::uint8_t> joined(std::vector<std::uint8_t> first, const std::vector<std::uint8_t>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

const std::vector<std::uint8_t>& good() {
  static const std::vector<std::uint8_t> bytes = golden::file("v2_none");
  return bytes;
}

}  // namespace

TEST_CASE("good_batches_of_every_codec_stay_as_they_are") {
  for (const char* name : {"none", "gzip", "snappy", "lz4", "zstd"}) {
    INFO(name);
    const std::vector<std::uint8_t> bytes = golden::file(std::string("v2_") + name);
    const ValidatedBatch batch = valid(bytes);
    CHECK(golden::to_vector(batch.bytes.bytes) == bytes);
    CHECK_FALSE(batch.reencoded);
    CHECK(batch.source_codec == codec_from_name(name));
    CHECK(batch.record_count == 5);
    CHECK(batch.last_offset_delta == 4);
    CHECK(batch.max_timestamp == golden::kBaseTimestamp + 21);
    CHECK(batch.offset_delta_of_max_timestamp == 3);
    CHECK(batch.log_append_time == kNoTimestamp);
    CHECK(batch.producer_id == kNoProducerId);
    CHECK(batch.decompressed_size == good().size() - kBatchHeaderSize);
  }
}

TEST_CASE("the_memory_is_that_which_was_given") {
  RecordValidator validator;
  const Slice records = slice(good());
  ValidateResult result = validator.validate(records, options());
  CHECK(std::get<ValidatedBatch>(result).bytes.bytes.data() == records.bytes.data());
}

TEST_CASE("producers_are_told") {
  std::vector<std::uint8_t> bytes = golden::file("v2_transactional");
  set_base_offset(bytes, Offset(0));
  const ValidatedBatch batch = valid(bytes);
  CHECK(batch.producer_id == ProducerId(4242));
  CHECK(batch.producer_epoch == ProducerEpoch(7));
  CHECK(batch.base_sequence == 11);
  CHECK(batch.transactional);
}

TEST_CASE("exactly_one_batch") {
  CHECK(code({}) == ErrorCode::kInvalidRecord);
  CHECK(refusal({}).reason == "Produce requests with version 9 must have at least one record batch per partition");
  CHECK(code({'x', 'x', 'x'}) == ErrorCode::kInvalidRecord);
  CHECK(refusal(joined(good(), good())).reason ==
        "Produce requests with version 9 are only allowed to contain exactly one record batch per partition");
  const std::vector<std::uint8_t> cut(good().begin(), good().end() - 1);
  CHECK(code(cut) == ErrorCode::kInvalidRecord);
  // What is no whole batch behind the first is dropped.
  CHECK(valid(joined(good(), std::vector<std::uint8_t>(10, 'x'))).bytes.size() == good().size());
  CHECK(valid(joined(good(), cut)).bytes.size() == good().size());
  CHECK(code(joined(good(), std::vector<std::uint8_t>(30, 0))) == ErrorCode::kCorruptMessage);
}

TEST_CASE("magic_and_length") {
  for (const std::int8_t magic : {kMagicV0, kMagicV1}) {
    CHECK(refusal(patched(good(), kMagicAt, magic)).reason ==
          "Produce requests with version 9 are only allowed to contain record batches with magic version 2");
  }
  const BatchRefusal refused = refusal(patched(good(), kMagicAt, std::int8_t{3}));
  CHECK(refused.code == ErrorCode::kCorruptMessage);
  CHECK(refused.message == "Invalid magic found in record: 3");
  CHECK(code(patched(good(), kMagicAt, std::int8_t{-1})) == ErrorCode::kCorruptMessage);
  CHECK(refusal(patched(good(), kBatchLengthAt, std::int32_t{13})).message ==
        "Record size 13 is less than the minimum record overhead (14)");
  CHECK(code(patched(good(), kBatchLengthAt, std::int32_t{-5})) == ErrorCode::kCorruptMessage);
  CHECK(code(patched(good(), kBatchLengthAt, std::int32_t{30})) == ErrorCode::kCorruptMessage);
  CHECK(code(patched(good(), kBatchLengthAt, std::int32_t{48})) == ErrorCode::kCorruptMessage);
}

TEST_CASE("header_checks") {
  CHECK(refusal(patched(good(), kBaseOffsetAt, std::int64_t{5})).reason ==
        "The baseOffset of the record batch in the append to t-0 should be 0, but it is 5");
  CHECK(code(patched(good(), kBaseOffsetAt, std::int64_t{5})) == ErrorCode::kInvalidRecord);
  CHECK(code(patched(good(), kRecordCountAt, std::int32_t{0})) == ErrorCode::kInvalidRecord);
  CHECK(code(patched(good(), kRecordCountAt, std::int32_t{-1})) == ErrorCode::kInvalidRecord);
  CHECK(code(patched(good(), kLastOffsetDeltaAt, std::int32_t{-5})) == ErrorCode::kInvalidRecord);
  CHECK(code(patched(good(), kLastOffsetDeltaAt, std::numeric_limits<std::int32_t>::max())) ==
        ErrorCode::kInvalidRecord);
  CHECK(refusal(patched(good(), kLastOffsetDeltaAt, std::int32_t{0})).reason ==
        "Inconsistent batch offset range [0, 0] and count of records 5 in topic partition t-0");
  CHECK(refusal(patched(good(), kAttributesAt, kControlMask)).reason ==
        "Clients are not allowed to write control records in topic partition t-0");
  CHECK(refusal(patched(good(), kProducerIdAt, std::int64_t{5})).reason ==
        "Invalid sequence number -1 in record batch with producerId 5 in topic partition t-0");
  CHECK(valid(patched(good(), kProducerIdAt, std::int64_t{-7})).producer_id == kNoProducerId);
  CHECK(code(patched(good(), kAttributesAt, std::int16_t{5})) == ErrorCode::kUnknownServerError);
  valid(patched(good(), kAttributesAt, std::int16_t{0x80}));
  valid(patched(good(), kAttributesAt, kDeleteHorizonMask));
}

TEST_CASE("every_damaged_byte_is_a_crc_error") {
  for (std::size_t at = kCrcAt; at < good().size(); ++at) {
    std::vector<std::uint8_t> bytes = good();
    bytes[at] ^= 0x10;
    REQUIRE(code(bytes) == ErrorCode::kCorruptMessage);
  }
}

TEST_CASE("size_limit_counts_the_whole_batch_and_comes_before_the_crc") {
  ValidateOptions with = options();
  with.message_bytes_max = static_cast<std::int32_t>(good().size());
  valid(good(), with);
  with.message_bytes_max -= 1;
  CHECK(code(good(), with) == ErrorCode::kMessageTooLarge);
  std::vector<std::uint8_t> damaged = good();
  damaged.back() ^= 1;
  CHECK(code(damaged, with) == ErrorCode::kMessageTooLarge);
}

TEST_CASE("kip_110_zstd_from_produce_7_on") {
  ValidateOptions with = options();
  for (std::int16_t version = 0; version <= 13; ++version) {
    with.produce_version = version;
    if (version >= 7) {
      valid(golden::file("v2_zstd"), with);
      continue;
    }
    CHECK(code(golden::file("v2_zstd"), with) == ErrorCode::kUnsupportedCompressionType);
  }
}

TEST_CASE("records_that_do_not_fit_their_batch") {
  std::vector<std::uint8_t> fields = kGoodFields;
  valid(raw_batch(with_length(fields)));
  std::vector<std::vector<std::uint8_t>> bad;
  bad.push_back(raw_batch(with_length(fields), 2));                               // one record too few
  bad.push_back(raw_batch(joined(with_length(fields), with_length(fields)), 1));  // and one too many
  bad.push_back(raw_batch({}, 1));
  for (const std::int64_t length : {0, 1, 4, 7, 9, 40, -3}) bad.push_back(raw_batch(with_length(fields, length)));
  bad.push_back(raw_batch({0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0}));                // a varint that never ends
  bad.push_back(raw_batch(with_length({0, 0, 0, 100, 'k', 2, 'v', 0})));            // a key beyond the record
  bad.push_back(raw_batch(with_length({0, 0, 0, 2, 'k', 100, 'v', 0})));            // a value beyond it
  bad.push_back(raw_batch(with_length({0, 0, 0, 2, 'k', 2, 'v', 1})));              // -1 headers
  bad.push_back(raw_batch(with_length({0, 0, 0, 2, 'k', 2, 'v', 18})));             // 9 headers that are not there
  bad.push_back(raw_batch(with_length({0, 0, 0, 2, 'k', 2, 'v', 2, 1, 0})));        // a header without key
  bad.push_back(raw_batch(with_length({0, 0, 0, 2, 'k', 2, 'v', 2, 2, 'a', 18})));  // a header's value beyond it
  // Kafka lets these offset deltas pass where the batch is not compressed, and fails with an unknown error where it is.
  bad.push_back(raw_batch(with_length({0, 0, 10, 2, 'k', 2, 'v', 0})));
  bad.push_back(raw_batch(with_length({0, 0, 1, 2, 'k', 2, 'v', 0})));
  for (const std::vector<std::uint8_t>& bytes : bad) {
    CHECK(code(bytes) == ErrorCode::kInvalidRecord);
    ValidateOptions recode = options();
    recode.target_codec = Codec::kLz4;
    CHECK(code(bytes, recode) == ErrorCode::kInvalidRecord);
    for (const Codec codec : {Codec::kGzip, Codec::kSnappy, Codec::kLz4, Codec::kZstd}) {
      CHECK(code(compressed(codec, bytes)) == ErrorCode::kInvalidRecord);
    }
  }
  // A negative length of any size is null, and headers may have null values.
  valid(raw_batch(with_length({0, 0, 0, 9, 2, 'v', 0})));
  valid(raw_batch(with_length({0, 0, 0, 1, 1, 0})));
  valid(raw_batch(with_length({0, 0, 0, 2, 'k', 2, 'v', 2, 2, 'a', 1})));
}

TEST_CASE("streams_that_are_damaged") {
  for (const Codec codec : {Codec::kGzip, Codec::kSnappy, Codec::kLz4, Codec::kZstd}) {
    INFO(codec_name(codec));
    CHECK(code(patched(good(), kAttributesAt, static_cast<std::int16_t>(codec))) == ErrorCode::kUnknownServerError);
    ValidateOptions recode = options();
    recode.target_codec = Codec::kNone;
    CHECK(code(patched(good(), kAttributesAt, static_cast<std::int16_t>(codec)), recode) ==
          ErrorCode::kUnknownServerError);
    std::vector<std::uint8_t> cut = golden::file("v2_" + std::string(codec_name(codec)));
    cut.resize(cut.size() - 9);
    CHECK(code(patched(cut, kBatchLengthAt, static_cast<std::int32_t>(cut.size() - kLogOverhead))) ==
          ErrorCode::kUnknownServerError);
  }
}

TEST_CASE("records_longer_than_the_window_are_walked") {
  Rng rng(1);
  Compressor compressor;
  for (int round = 0; round < 40; ++round) {
    BatchOptions made;
    made.codec = *codec_from_id(static_cast<int>(rng.below(5)));
    BatchBuilder builder(made);
    const std::uint64_t count = 1 + rng.below(8);
    for (std::uint64_t i = 0; i < count; ++i) {
      std::string value(rng.below(200000), 'x');
      for (char& byte : value) byte = static_cast<char>(rng.below(8));
      const std::string key(rng.below(70000), 'k');
      const RecordHeaderView headers[] = {{as_bytes("a"), as_bytes(value)}, {as_bytes(key), std::nullopt}};
      builder.add(golden::kBaseTimestamp, as_bytes(key), as_bytes(value), headers);
    }
    const Buffer buffer = *builder.build(&compressor);
    ValidateOptions with = options();
    with.message_bytes_max = 100 << 20;
    const ValidatedBatch batch = valid(golden::to_vector(buffer), with);
    CHECK(batch.decompressed_size + kBatchHeaderSize == builder.size_bytes());
  }
}

TEST_CASE("decompression_bombs_are_refused") {
  Compressor compressor;
  for (const Codec codec : {Codec::kGzip, Codec::kSnappy, Codec::kLz4, Codec::kZstd}) {
    BatchOptions made;
    made.codec = codec;
    BatchBuilder builder(made);
    const std::string value(4 << 20, '\0');
    builder.add(golden::kBaseTimestamp, std::nullopt, as_bytes(value));
    const std::vector<std::uint8_t> bytes = golden::to_vector(*builder.build(&compressor));
    valid(bytes);
    ValidateOptions with = options();
    with.decompressed_bytes_max = 1 << 20;
    CHECK(code(bytes, with) == ErrorCode::kMessageTooLarge);
    with.target_codec = Codec::kNone;
    CHECK(code(bytes, with) == ErrorCode::kMessageTooLarge);
  }
}

TEST_CASE("create_times_out_of_range") {
  ValidateOptions with = options();
  with.now_ms = golden::kBaseTimestamp;
  with.timestamp_after_max_ms = 10;
  const BatchRefusal refused = refusal(good(), with);  // Of 0, 7, 14, 21 and -100, two are late.
  CHECK(refused.code == ErrorCode::kInvalidTimestamp);
  CHECK(refused.message == "One or more records have been rejected due to invalid timestamp");
  REQUIRE(refused.record_errors.size() == 2);
  CHECK(refused.record_errors[0].batch_index == 2);
  CHECK(refused.record_errors[0].message ==
        "Timestamp 1700000000014 of message with offset 2 is out of range. The timestamp should be within "
        "[-9223370336854775807, 1700000000010]");
  CHECK(refused.record_errors[1].batch_index == 3);
  with.timestamp_after_max_ms = 21;
  valid(good(), with);
  with.timestamp_before_max_ms = 100;
  valid(good(), with);
  with.timestamp_before_max_ms = 99;
  REQUIRE(refusal(good(), with).record_errors.size() == 1);
  // Records without a time are let pass.
  ValidateOptions narrow = options();
  narrow.timestamp_before_max_ms = 1000;
  std::vector<std::uint8_t> bytes = patched(raw_batch(with_length(kGoodFields)), kBaseTimestampAt, kNoTimestamp);
  const ValidatedBatch batch = valid(bytes, narrow);
  CHECK(batch.max_timestamp == kNoTimestamp);
  CHECK(batch.offset_delta_of_max_timestamp == -1);
  CHECK(code(patched(bytes, kBaseTimestampAt, std::int64_t{-5}), narrow) == ErrorCode::kInvalidTimestamp);
}

TEST_CASE("a_wrong_max_timestamp_is_corrected") {
  const ValidatedBatch batch = valid(patched(good(), kMaxTimestampAt, std::int64_t{5}));
  CHECK(golden::to_vector(batch.bytes.bytes) == good());
}

TEST_CASE("log_append_time_is_written_into_the_batch") {
  ValidateOptions with = options();
  with.timestamp_type = TimestampType::kLogAppendTime;
  with.timestamp_after_max_ms = 0;
  with.timestamp_before_max_ms = 0;
  for (const char* name : {"none", "gzip", "snappy", "lz4", "zstd"}) {
    const ValidatedBatch batch = valid(golden::file(std::string("v2_") + name), with);
    CHECK(batch.max_timestamp == kNow);
    CHECK(batch.log_append_time == kNow);
    CHECK(batch.offset_delta_of_max_timestamp == 0);
    CHECK(BatchView::parse(batch.bytes.bytes)->timestamp_type() == TimestampType::kLogAppendTime);
  }
}

TEST_CASE("producers_may_not_claim_log_append_time") {
  const std::vector<std::uint8_t> claimed = patched(good(), kAttributesAt, kTimestampTypeMask);
  ValidateOptions with = options();
  with.timestamp_type = TimestampType::kLogAppendTime;
  const BatchRefusal refused = refusal(claimed, with);
  CHECK(refused.code == ErrorCode::kInvalidTimestamp);
  REQUIRE(refused.record_errors.size() == 5);
  CHECK(refused.record_errors[0].message ==
        "Invalid timestamp type in message DefaultRecord(offset=0, timestamp=1700000000021, key=5 bytes, value=8 "
        "bytes). Producer should not set timestamp type to LogAppendTime.");
  // On a topic with create time Kafka takes the claim back instead.
  const ValidatedBatch batch = valid(claimed);
  CHECK(BatchView::parse(batch.bytes.bytes)->timestamp_type() == TimestampType::kCreateTime);
}

TEST_CASE("compacted_topics_need_keys") {
  ValidateOptions with = options();
  with.compacted = true;
  const std::string sentence = "Compacted topic cannot accept message without key in topic partition t-0";
  for (const char* name : {"none", "gzip"}) {
    const BatchRefusal refused = refusal(golden::file(std::string("v2_") + name), with);
    CHECK(refused.code == ErrorCode::kInvalidRecord);
    CHECK(refused.message ==
          "One or more records have been rejected due to 1 record errors in total, and only showing the first three "
          "errors at most: [RecordError(batchIndex=1, message='" +
              sentence + "')]");
    REQUIRE(refused.record_errors.size() == 1);
    CHECK(refused.record_errors[0].batch_index == 1);
    CHECK(refused.record_errors[0].message == sentence);
  }
}

TEST_CASE("record_errors_are_counted_to_the_end_and_listed_to_the_limit") {
  ValidateOptions with = options();
  with.compacted = true;
  BatchBuilder builder{BatchOptions{}};
  for (std::size_t i = 0; i < kRecordErrorsMax + 500; ++i) builder.add(kNow, std::nullopt, std::nullopt);
  const BatchRefusal refused = refusal(golden::to_vector(builder.build()), with);
  CHECK(refused.record_errors.size() == kRecordErrorsMax);
  CHECK(refused.message.starts_with("One or more records have been rejected due to 1500 record errors in total"));
  CHECK(refused.message.find("batchIndex=2,") != std::string::npos);
  CHECK(refused.message.find("batchIndex=3,") == std::string::npos);
}

TEST_CASE("topics_with_a_codec_of_their_own_get_it") {
  Decompressor decompressor;
  for (const char* from : {"none", "gzip", "snappy", "lz4", "zstd"}) {
    for (const char* to : {"none", "gzip", "snappy", "lz4", "zstd"}) {
      INFO(from << " to " << to);
      ValidateOptions with = options();
      with.target_codec = codec_from_name(to);
      const std::vector<std::uint8_t> bytes = golden::file(std::string("v2_") + from);
      const ValidatedBatch batch = valid(bytes, with);
      CHECK(batch.reencoded == (std::string(from) != to));
      const BatchView view = *BatchView::parse(batch.bytes.bytes);
      CHECK(view.codec() == codec_from_name(to));
      std::vector<std::uint8_t> body;
      REQUIRE(decompress_all(decompressor, *view.codec(), view.body(), 1 << 20, body).ok());
      CHECK(std::equal(body.begin(), body.end(), good().begin() + kBatchHeaderSize, good().end()));
      if (std::string(to) == "none") CHECK(golden::to_vector(batch.bytes.bytes) == good());
    }
  }
}

TEST_CASE("re_encoded_batches_keep_to_the_size_limit") {
  ValidateOptions with = options();
  with.target_codec = Codec::kNone;
  with.message_bytes_max = 500;
  CHECK(code(golden::file("v2_gzip"), with) == ErrorCode::kMessageTooLarge);
}

TEST_CASE("damaged_compressed_bodies_with_a_right_crc_are_refused_or_read_within_bounds") {
  Rng rng(2);
  RecordValidator validator;
  for (const char* name : {"none", "gzip", "snappy", "lz4", "zstd"}) {
    const std::vector<std::uint8_t> bytes = golden::file(std::string("v2_") + name);
    for (std::size_t at = kAttributesAt; at < bytes.size(); ++at) {
      std::vector<std::uint8_t> damaged = patched(bytes, at, static_cast<std::uint8_t>(rng.next()));
      const ValidateResult result = validator.validate(slice(damaged), options());
      if (const ValidatedBatch* batch = std::get_if<ValidatedBatch>(&result)) {
        REQUIRE(BatchView::parse(batch->bytes.bytes)->crc_ok());
      }
    }
  }
}

}  // namespace klamm::protocol
