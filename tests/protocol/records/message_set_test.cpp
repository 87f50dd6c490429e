// Conversion of message sets, against what the genuine client (3.9, the last that converts) makes of the same records.
#include "protocol/records/message_set.h"

#include <zlib.h>

#include <string>

#include "protocol/records/record.h"
#include "protocol/records/validate.h"
#include "runtime/base/random.h"
#include "tests/protocol/records/golden.h"

namespace klamm::protocol {

namespace {

constexpr const char* kOldCodecs[] = {"none", "gzip", "snappy", "lz4"};

std::size_t value_at(int magic) { return magic == 0 ? 26 : 34; }  // of a message without key

std::vector<std::uint8_t> golden_set(const char* kind, int magic, const char* codec) {
  std::string name = kind;
  name += magic == 0 ? "0_" : "1_";
  name += codec;
  return golden::file(name);
}

Result<Buffer> up(ByteView set, std::int32_t message_bytes_max = 1048588) {
  Compressor compressor;
  Decompressor decompressor;
  UpConversion options;
  options.topic_partition = "t-0";
  options.message_bytes_max = message_bytes_max;
  return message_set_to_batch(set, options, compressor, decompressor);
}

Result<Buffer> down(ByteView batches, int magic, std::int64_t first_offset) {
  Compressor compressor;
  Decompressor decompressor;
  DownConversion options;
  options.magic = static_cast<std::int8_t>(magic);
  options.first_offset = Offset(first_offset);
  return batches_to_message_set(batches, options, compressor, decompressor);
}

std::vector<std::uint8_t> unpacked(ByteView wrapper, int magic, Codec codec) {
  Decompressor decompressor;
  std::vector<std::uint8_t> inner;
  REQUIRE(decompress_all(decompressor, codec, wrapper.subspan(value_at(magic)), 1 << 20, inner,
                         magic == 0 ? Lz4Framing::kMagic0 : Lz4Framing::kStandard)
              .ok());
  return inner;
}

std::vector<std::uint8_t> renewed(std::vector<std::uint8_t> message) {
  const std::uint32_t crc = static_cast<std::uint32_t>(crc32_z(0, message.data() + 16, message.size() - 16));
  store_be(message.data() + 12, crc);
  return message;
}

// One message around a compressed set.
std::vector<std::uint8_t> wrapped(int magic, Codec codec, ByteView inner) {
  Compressor compressor;
  std::vector<std::uint8_t> message = golden::file(magic == 0 ? "v0_gzip" : "v1_gzip");
  message.resize(value_at(magic));
  message[17] = static_cast<std::uint8_t>(codec);
  REQUIRE(compressor.compress(codec, default_level(codec), inner, message).ok());
  store_be(message.data() + value_at(magic) - 4, static_cast<std::int32_t>(message.size() - value_at(magic)));
  store_be(message.data() + 8, static_cast<std::int32_t>(message.size() - 12));
  return renewed(message);
}

std::vector<std::uint8_t> joined(std::vector<std::uint8_t> first, const std::vector<std::uint8_t>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

}  // namespace

TEST_CASE("message_sets_of_the_java_client_become_batches", "[golden]") {
  Decompressor decompressor;
  for (int magic = 0; magic < 2; ++magic) {
    for (const char* name : kOldCodecs) {
      INFO("magic " << magic << " " << name);
      Result<Buffer> made = up(golden_set("v", magic, name));
      REQUIRE(made.ok());
      const BatchView batch = *BatchView::parse({made->data(), made->size()});
      CHECK(batch.size() == made->size());
      CHECK(batch.crc_ok());
      CHECK(batch.codec() == codec_from_name(name));
      CHECK(batch.base_offset() == Offset(0));
      CHECK(batch.last_offset_delta() == 4);
      CHECK(batch.max_timestamp() == (magic == 0 ? kNoTimestamp : golden::kBaseTimestamp + 21));
      std::vector<std::uint8_t> body;
      REQUIRE(decompress_all(decompressor, *batch.codec(), batch.body(), 1 << 20, body).ok());
      RecordIterator records(batch, body);
      for (int i = 0; i < golden::kRecordCount; ++i) {
        const std::optional<RecordView> record = *records.next();
        const golden::Record expected = golden::record(i);
        CHECK(record->offset == Offset(i));
        CHECK(record->timestamp == (magic == 0 ? kNoTimestamp : expected.timestamp));
        CHECK(golden::text(record->key) == expected.key);
        CHECK(golden::text(record->value) == expected.value);
        CHECK(record->header_count == 0);
      }
      RecordValidator validator;
      ValidateOptions options;
      options.produce_version = 2;
      options.now_ms = golden::kBaseTimestamp;
      CHECK(std::holds_alternative<ValidatedBatch>(validator.validate(Slice(*made), options)));
    }
  }
}

TEST_CASE("batches_become_the_message_sets_of_the_java_client", "[golden]") {
  for (int magic = 0; magic < 2; ++magic) {
    for (const char* name : kOldCodecs) {
      INFO("magic " << magic << " " << name);
      std::vector<std::uint8_t> batch = golden::file(std::string("v2_") + name);
      set_base_offset(batch, Offset(100));
      Result<Buffer> made = down(batch, magic, 102);
      REQUIRE(made.ok());
      const std::vector<std::uint8_t> expected = golden_set("down", magic, name);
      const Codec codec = *codec_from_name(name);
      if (codec == Codec::kNone) {
        CHECK(golden::to_vector(*made) == expected);
        continue;
      }
      // Compressors differ; all but the compressed bytes, the size and the CRC that come of them are the same.
      const ByteView ours(made->data(), made->size());
      const ByteView theirs(expected);
      CHECK(golden::to_vector(ours.first(8)) == golden::to_vector(theirs.first(8)));
      const std::size_t fields = value_at(magic) - 4 - kMagicAt;
      CHECK(golden::to_vector(ours.subspan(kMagicAt, fields)) == golden::to_vector(theirs.subspan(kMagicAt, fields)));
      CHECK(unpacked(ours, magic, codec) == unpacked(theirs, magic, codec));
      CHECK(up(ours).ok());
    }
  }
}

TEST_CASE("append_times_are_converted_down", "[golden]") {
  Result<Buffer> made = down(golden::file("v2_append_time"), 1, 0);
  REQUIRE(made.ok());
  CHECK(golden::to_vector(*made) == golden::file("down1_append_time"));
}

TEST_CASE("control_batches_and_headers_are_dropped_on_the_way_down") {
  std::vector<std::uint8_t> batches = joined(golden::file("v2_commit_marker"), golden::file("v2_none"));
  const std::vector<std::uint8_t> only = golden::file("v2_none");
  CHECK(golden::to_vector(*down(batches, 1, 0)) == golden::to_vector(*down(only, 1, 0)));
  CHECK(down(golden::file("v2_commit_marker"), 1, 0)->size() == 0);
  CHECK(down(golden::file("v2_empty"), 1, 0)->size() == 0);
  CHECK(down({}, 0, 0)->size() == 0);
  // Cut off at the end: left out.
  batches.resize(batches.size() - 1);
  CHECK(down(batches, 1, 0)->size() == 0);
}

TEST_CASE("kip_110_zstd_is_not_converted_down") {
  CHECK(down(golden::file("v2_zstd"), 1, 0).code() == ErrorCode::kUnsupportedCompressionType);
  CHECK(down(golden::file("v2_zstd"), 0, 0).code() == ErrorCode::kUnsupportedCompressionType);
}

TEST_CASE("nothing_and_batches_come_up_as_they_are") {
  CHECK(up({})->size() == 0);
  CHECK(up(as_bytes("0123456789"))->size() == 0);
  CHECK(golden::to_vector(*up(golden::file("v2_gzip"))) == golden::file("v2_gzip"));
  const std::vector<std::uint8_t> set = golden::file("v1_none");
  CHECK(up(ByteView(set).first(30))->size() == 0);
}

TEST_CASE("kafka_4514_wrong_inner_offsets_do_not_matter") {
  std::vector<std::uint8_t> inner = golden::file("v1_none");
  std::size_t at = 0;
  while (at < inner.size()) {
    store_be(inner.data() + at, std::int64_t{7});
    at += 12 + static_cast<std::size_t>(load_be<std::int32_t>(inner.data() + at + 8));
  }
  Result<Buffer> made = up(wrapped(1, Codec::kGzip, inner));
  REQUIRE(made.ok());
  CHECK(BatchView::parse({made->data(), made->size()})->last_offset_delta() == 4);
}

TEST_CASE("append_times_claimed_by_old_producers_are_refused_by_validation") {
  std::vector<std::uint8_t> set = golden::file("v1_gzip");
  set[17] |= 0x08;
  Result<Buffer> made = up(renewed(set));
  REQUIRE(made.ok());
  RecordValidator validator;
  ValidateOptions options;
  options.produce_version = 2;
  options.now_ms = golden::kBaseTimestamp;
  options.timestamp_type = TimestampType::kLogAppendTime;
  const ValidateResult result = validator.validate(Slice(*made), options);
  REQUIRE(std::holds_alternative<BatchRefusal>(result));
  CHECK(std::get<BatchRefusal>(result).code == ErrorCode::kInvalidTimestamp);
}

TEST_CASE("damaged_messages_are_refused") {
  for (int magic = 0; magic < 2; ++magic) {
    for (const char* name : kOldCodecs) {
      const std::vector<std::uint8_t> set = golden_set("v", magic, name);
      for (std::size_t at = 12; at < set.size(); ++at) {
        // The sizes of further messages are not under any CRC, and magic 2 is no message set.
        if (std::string(name) == "none" && at >= 39) break;
        std::vector<std::uint8_t> bytes = set;
        bytes[at] ^= 0x40;
        REQUIRE_FALSE(up(bytes).ok());
      }
    }
  }
}

TEST_CASE("sets_that_break_the_rules") {
  const std::vector<std::uint8_t> plain0 = golden::file("v0_none");
  const std::vector<std::uint8_t> plain1 = golden::file("v1_none");
  const std::vector<std::uint8_t> gzip1 = golden::file("v1_gzip");
  CHECK(up(joined(plain1, plain0)).code() == ErrorCode::kInvalidRecord);
  CHECK(up(joined(gzip1, gzip1)).error().message == "Compressed outer record has more than one batch");
  CHECK(up(joined(plain1, gzip1)).code() == ErrorCode::kInvalidRecord);
  CHECK(up(joined(plain1, golden::file("v2_none"))).code() == ErrorCode::kInvalidRecord);
  CHECK(up(wrapped(1, Codec::kGzip, plain0)).error().message ==
        "Compressed message magic 0 does not match wrapper magic 1");
  CHECK(up(wrapped(1, Codec::kGzip, gzip1)).error().message == "Inner messages must not be compressed");
  CHECK(up(wrapped(1, Codec::kGzip, {})).error().message ==
        "Found invalid compressed record set with no inner records");
  CHECK(up(wrapped(1, Codec::kZstd, plain1)).code() == ErrorCode::kUnsupportedCompressionType);
  std::vector<std::uint8_t> unknown = gzip1;
  unknown[17] = 6;
  CHECK(up(renewed(unknown)).code() == ErrorCode::kUnknownServerError);
  std::vector<std::uint8_t> lies = gzip1;
  lies[17] = static_cast<std::uint8_t>(Codec::kLz4);
  CHECK(up(renewed(lies)).code() == ErrorCode::kUnknownServerError);
  std::vector<std::uint8_t> damaged = plain1;
  damaged[20] ^= 1;
  CHECK(up(wrapped(1, Codec::kGzip, damaged)).code() == ErrorCode::kCorruptMessage);
  CHECK(up(gzip1, 100).code() == ErrorCode::kMessageTooLarge);
  std::vector<std::uint8_t> without_value(gzip1.begin(), gzip1.begin() + 34);
  store_be(without_value.data() + 8, std::int32_t{22});
  store_be(without_value.data() + 30, std::int32_t{-1});
  CHECK(up(renewed(without_value)).error().message ==
        "Found invalid compressed record set with null value (magic = 1)");
}

TEST_CASE("old_bombs_stop_at_the_limit") {
  std::vector<std::uint8_t> inner;
  for (int i = 0; i < 100; ++i) inner = joined(inner, golden::file("v1_none"));
  const std::vector<std::uint8_t> set = wrapped(1, Codec::kGzip, inner);
  Compressor compressor;
  Decompressor decompressor;
  UpConversion options;
  options.decompressed_bytes_max = 100000;
  CHECK(message_set_to_batch(set, options, compressor, decompressor).code() == ErrorCode::kMessageTooLarge);
  std::vector<std::uint8_t> batch = golden::file("v2_gzip");
  DownConversion low;
  low.decompressed_bytes_max = 1000;
  CHECK(batches_to_message_set(batch, low, compressor, decompressor).code() == ErrorCode::kMessageTooLarge);
}

TEST_CASE("down_and_up_again_keeps_keys_values_and_times") {
  Rng rng(1);
  Compressor compressor;
  Decompressor decompressor;
  for (int round = 0; round < 100; ++round) {
    BatchOptions options;
    options.codec = *codec_from_id(static_cast<int>(rng.below(4)));
    BatchBuilder builder(options);
    const std::uint64_t count = 1 + rng.below(20);
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::string value(rng.below(500), static_cast<char>(rng.next()));
      const bool has_key = rng.chance(1, 2);
      builder.add(static_cast<std::int64_t>(rng.below(1u << 31)),
                  has_key ? std::optional<ByteView>(as_bytes("key")) : std::nullopt, as_bytes(value));
    }
    const Buffer batch = *builder.build(&compressor);
    Result<Buffer> set = down({batch.data(), batch.size()}, 1, 0);
    REQUIRE(set.ok());
    Result<Buffer> again = up({set->data(), set->size()});
    REQUIRE(again.ok());
    REQUIRE(golden::to_vector(*again) == golden::to_vector(batch));
  }
}

}  // namespace klamm::protocol
