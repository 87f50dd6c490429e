// Views, iteration, building and patching of batches, against what the genuine client writes.
#include "protocol/records/batch.h"

#include <limits>

#include "protocol/records/builder.h"
#include "protocol/records/record.h"
#include "protocol/records/varint.h"
#include "runtime/base/random.h"
#include "tests/protocol/records/golden.h"

namespace klamm::protocol {

namespace {

void check_golden_records(const BatchView& batch, ByteView body) {
  RecordIterator records(batch, body);
  for (int i = 0; i < golden::kRecordCount; ++i) {
    Result<std::optional<RecordView>> next = records.next();
    REQUIRE(next.ok());
    REQUIRE(next->has_value());
    const RecordView& record = **next;
    const golden::Record expected = golden::record(i);
    CHECK(record.offset == batch.base_offset() + i);
    CHECK(record.timestamp == expected.timestamp);
    CHECK(golden::text(record.key) == expected.key);
    CHECK(golden::text(record.value) == expected.value);
    REQUIRE(record.header_count == (expected.headers ? 3 : 0));
    HeaderIterator headers(record);
    if (expected.headers) {
      const std::optional<RecordHeaderView> first = headers.next();
      CHECK(as_text(first->key) == "h1");
      CHECK(golden::text(first->value) == "v1");
      const std::optional<RecordHeaderView> second = headers.next();
      CHECK(as_text(second->key) == "h2");
      CHECK_FALSE(second->value.has_value());
      const std::optional<RecordHeaderView> third = headers.next();
      CHECK(third->key.empty());
      CHECK(golden::text(third->value) == "");
    }
    CHECK_FALSE(headers.next().has_value());
  }
  Result<std::optional<RecordView>> end = records.next();
  REQUIRE(end.ok());
  CHECK_FALSE(end->has_value());
}

}  // namespace

TEST_CASE("varints_round_trip") {
  const std::int64_t values[] = {0,
                                 -1,
                                 1,
                                 63,
                                 -64,
                                 64,
                                 -65,
                                 8191,
                                 -8192,
                                 8192,
                                 2147483647,
                                 -2147483648LL,
                                 1LL << 40,
                                 -(1LL << 41),
                                 std::numeric_limits<std::int64_t>::max(),
                                 std::numeric_limits<std::int64_t>::min()};
  for (const std::int64_t value : values) {
    std::vector<std::uint8_t> bytes;
    append_varlong(bytes, value);
    CHECK(bytes.size() == varlong_size(value));
    const std::uint8_t* at = bytes.data();
    std::int64_t read = 0;
    REQUIRE(read_varlong(&at, bytes.data() + bytes.size(), read));
    CHECK(read == value);
    CHECK(at == bytes.data() + bytes.size());
    at = bytes.data();
    CHECK_FALSE(read_varlong(&at, bytes.data() + bytes.size() - 1, read));
    if (value < std::numeric_limits<std::int32_t>::min() || value > std::numeric_limits<std::int32_t>::max()) continue;
    std::int32_t small = 0;
    at = bytes.data();
    REQUIRE(read_varint(&at, bytes.data() + bytes.size(), small));
    CHECK(small == value);
  }
}

TEST_CASE("varints_too_long_are_refused") {
  const std::vector<std::uint8_t> bytes(11, 0xff);
  const std::uint8_t* at = bytes.data();
  std::int32_t small = 0;
  std::int64_t large = 0;
  CHECK_FALSE(read_varint(&at, bytes.data() + bytes.size(), small));
  at = bytes.data();
  CHECK_FALSE(read_varlong(&at, bytes.data() + bytes.size(), large));
}

TEST_CASE("kip_98_batches_of_the_java_client_are_read", "[golden]") {
  Decompressor decompressor;
  for (const char* name : {"none", "gzip", "snappy", "lz4", "zstd"}) {
    INFO(name);
    const std::vector<std::uint8_t> bytes = golden::file(std::string("v2_") + name);
    Result<BatchView> batch = BatchView::parse(bytes);
    REQUIRE(batch.ok());
    CHECK(batch->size() == bytes.size());
    CHECK(batch->crc_ok());
    CHECK(batch->codec() == codec_from_name(name));
    CHECK(batch->base_offset() == Offset(0));
    CHECK(batch->last_offset() == Offset(4));
    CHECK(batch->next_offset() == Offset(5));
    CHECK(batch->record_count() == 5);
    CHECK(batch->base_timestamp() == golden::kBaseTimestamp);
    CHECK(batch->max_timestamp() == golden::kBaseTimestamp + 21);
    CHECK(batch->timestamp_type() == TimestampType::kCreateTime);
    CHECK(batch->producer_id() == kNoProducerId);
    CHECK(batch->producer_epoch() == kNoProducerEpoch);
    CHECK(batch->base_sequence() == kNoSequence);
    CHECK(batch->last_sequence() == kNoSequence);
    CHECK(batch->partition_leader_epoch() == kNoLeaderEpoch);
    CHECK_FALSE(batch->is_transactional());
    CHECK_FALSE(batch->is_control());
    CHECK_FALSE(batch->has_delete_horizon());
    CHECK_FALSE(batch->has_producer_id());
    std::vector<std::uint8_t> body;
    REQUIRE(decompress_all(decompressor, *batch->codec(), batch->body(), 1 << 20, body).ok());
    check_golden_records(*batch, body);
  }
}

TEST_CASE("built_batches_are_those_of_the_java_client", "[golden]") {
  BatchBuilder plain{BatchOptions{}};
  golden::add_all(plain);
  CHECK(golden::to_vector(plain.build()) == golden::file("v2_none"));
  CHECK(plain.size_bytes() == golden::file("v2_none").size());

  BatchOptions transactional;
  transactional.base_offset = Offset(1000);
  transactional.partition_leader_epoch = LeaderEpoch(3);
  transactional.producer_id = ProducerId(4242);
  transactional.producer_epoch = ProducerEpoch(7);
  transactional.base_sequence = 11;
  transactional.transactional = true;
  BatchBuilder in_transaction(transactional);
  golden::add_all(in_transaction);
  const Buffer buffer = in_transaction.build();
  CHECK(golden::to_vector(buffer) == golden::file("v2_transactional"));
  const BatchView batch = *BatchView::parse({buffer.data(), buffer.size()});
  CHECK(batch.is_transactional());
  CHECK(batch.producer_id() == ProducerId(4242));
  CHECK(batch.producer_epoch() == ProducerEpoch(7));
  CHECK(batch.base_sequence() == 11);
  CHECK(batch.last_sequence() == 15);
  CHECK(batch.partition_leader_epoch() == LeaderEpoch(3));

  BatchOptions appended;
  appended.base_offset = Offset(100);
  appended.partition_leader_epoch = LeaderEpoch(3);
  appended.timestamp_type = TimestampType::kLogAppendTime;
  appended.append_timestamp = golden::kBaseTimestamp + 5000;
  BatchBuilder with_append_time(appended);
  golden::add_all(with_append_time);
  CHECK(golden::to_vector(with_append_time.build()) == golden::file("v2_append_time"));

  const TransactionMarker marker{ProducerId(4242), ProducerEpoch(7), 5, true};
  CHECK(golden::to_vector(build_end_txn_marker(marker, golden::kBaseTimestamp)) == golden::file("v2_commit_marker"));
}

TEST_CASE("an_empty_batch_that_compaction_left_is_read", "[golden]") {
  const std::vector<std::uint8_t> bytes = golden::file("v2_empty");
  const BatchView batch = *BatchView::parse(bytes);
  CHECK(batch.crc_ok());
  CHECK(batch.record_count() == 0);
  CHECK(batch.base_offset() == Offset(1000));
  CHECK(batch.last_offset() == Offset(1004));
  CHECK(batch.last_sequence() == 15);
  RecordIterator records(batch, batch.body());
  Result<std::optional<RecordView>> next = records.next();
  REQUIRE(next.ok());
  CHECK_FALSE(next->has_value());
}

TEST_CASE("control_keys") {
  const std::vector<std::uint8_t> bytes = golden::file("v2_commit_marker");
  const BatchView batch = *BatchView::parse(bytes);
  CHECK(batch.is_control());
  RecordIterator records(batch, batch.body());
  const std::optional<RecordView> record = *records.next();
  const std::optional<ControlKey> key = parse_control_key(record->key);
  REQUIRE(key.has_value());
  CHECK(key->version == 0);
  CHECK(key->type == static_cast<std::int16_t>(ControlRecordType::kCommit));
  CHECK_FALSE(parse_control_key(std::nullopt).has_value());
  CHECK_FALSE(parse_control_key(as_bytes("abc")).has_value());
}

TEST_CASE("last_sequence_wraps_to_zero") {
  BatchOptions options;
  options.producer_id = ProducerId(1);
  options.base_sequence = std::numeric_limits<std::int32_t>::max() - 1;
  BatchBuilder builder(options);
  for (int i = 0; i < 4; ++i) builder.add(0, std::nullopt, std::nullopt);
  const Buffer buffer = builder.build();
  CHECK(BatchView::parse({buffer.data(), buffer.size()})->last_sequence() == 1);
}

TEST_CASE("patches_outside_of_the_crc_keep_it_and_those_inside_renew_it") {
  std::vector<std::uint8_t> bytes = golden::file("v2_none");
  set_base_offset(bytes, Offset(77));
  set_partition_leader_epoch(bytes, LeaderEpoch(9));
  const BatchView batch = *BatchView::parse(bytes);
  CHECK(batch.base_offset() == Offset(77));
  CHECK(batch.partition_leader_epoch() == LeaderEpoch(9));
  CHECK(batch.crc_ok());
  const std::uint32_t crc = batch.crc();
  CHECK_FALSE(set_max_timestamp(bytes, TimestampType::kCreateTime, golden::kBaseTimestamp + 21));
  CHECK(batch.crc() == crc);
  CHECK(set_max_timestamp(bytes, TimestampType::kLogAppendTime, 5));
  CHECK(batch.max_timestamp() == 5);
  CHECK(batch.timestamp_type() == TimestampType::kLogAppendTime);
  CHECK(batch.crc() != crc);
  CHECK(batch.crc_ok());
  RecordIterator records(batch, batch.body());
  CHECK((*records.next())->timestamp == 5);
  CHECK(set_max_timestamp(bytes, TimestampType::kCreateTime, golden::kBaseTimestamp + 21));
  CHECK(batch.crc() == crc);
}

TEST_CASE("a_run_of_batches_ends_before_a_torn_one") {
  std::vector<std::uint8_t> bytes = golden::file("v2_none");
  const std::vector<std::uint8_t> one = golden::file("v2_gzip");
  bytes.insert(bytes.end(), one.begin(), one.end());
  for (std::size_t torn = 0; torn < one.size(); ++torn) {
    std::vector<std::uint8_t> run_bytes = bytes;
    run_bytes.insert(run_bytes.end(), one.begin(), one.begin() + static_cast<std::ptrdiff_t>(torn));
    BatchRun run(run_bytes);
    REQUIRE((*run.next())->codec() == Codec::kNone);
    REQUIRE((*run.next())->codec() == Codec::kGzip);
    Result<std::optional<BatchView>> end = run.next();
    REQUIRE(end.ok());
    REQUIRE_FALSE(end->has_value());
    REQUIRE(run.unread().size() == torn);
  }
}

TEST_CASE("a_run_stops_at_what_is_no_batch") {
  std::vector<std::uint8_t> bytes = golden::file("v2_none");
  bytes.resize(bytes.size() + 100);
  BatchRun run(bytes);
  REQUIRE((*run.next()).has_value());
  CHECK(run.next().code() == ErrorCode::kCorruptMessage);
  CHECK(run.next().code() == ErrorCode::kCorruptMessage);
}

TEST_CASE("impossible_headers_are_refused") {
  const std::vector<std::uint8_t> good = golden::file("v2_none");
  for (std::size_t size = 0; size < good.size(); ++size) {
    REQUIRE(BatchView::parse(ByteView(good).first(size)).code() == ErrorCode::kCorruptMessage);
  }
  for (const std::int32_t length : {-5, -1, 0, 13, 14, 48}) {
    std::vector<std::uint8_t> bytes = good;
    store_be(bytes.data() + kBatchLengthAt, length);
    CHECK(BatchView::parse(bytes).code() == ErrorCode::kCorruptMessage);
  }
  for (const int magic : {-1, 0, 1, 3}) {
    std::vector<std::uint8_t> bytes = good;
    bytes[kMagicAt] = static_cast<std::uint8_t>(magic);
    CHECK(BatchView::parse(bytes).code() == ErrorCode::kCorruptMessage);
  }
}

TEST_CASE("every_flipped_bit_behind_the_crc_is_noticed") {
  std::vector<std::uint8_t> bytes = golden::file("v2_gzip");
  for (std::size_t at = kCrcAt; at < bytes.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ (1 << bit));
      REQUIRE_FALSE(BatchView::parse(bytes)->crc_ok());
      bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ (1 << bit));
    }
  }
}

TEST_CASE("records_with_damage_at_any_byte_are_refused_or_read_within_bounds") {
  const std::vector<std::uint8_t> good = golden::file("v2_none");
  Rng rng(4);
  for (std::size_t at = kBatchHeaderSize; at < good.size(); ++at) {
    // A copy of exactly the size, so that a sanitizer sees every read beyond it.
    std::vector<std::uint8_t> bytes = good;
    bytes[at] = static_cast<std::uint8_t>(rng.next());
    const BatchView batch = *BatchView::parse(bytes);
    RecordIterator records(batch, batch.body());
    for (;;) {
      Result<std::optional<RecordView>> next = records.next();
      if (!next) {
        REQUIRE(next.code() == ErrorCode::kInvalidRecord);
        REQUIRE_FALSE(records.next().ok());
        break;
      }
      if (!next->has_value()) break;
      HeaderIterator headers(**next);
      while (headers.next().has_value()) continue;
    }
  }
}

TEST_CASE("random_batches_round_trip") {
  Rng rng(5);
  Compressor compressor;
  Decompressor decompressor;
  for (int round = 0; round < 200; ++round) {
    BatchOptions options;
    options.codec = *codec_from_id(static_cast<int>(rng.below(5)));
    options.base_offset = Offset(static_cast<std::int64_t>(rng.below(1u << 30)));
    BatchBuilder builder(options);
    std::vector<std::pair<std::int32_t, std::string>> made;
    std::int32_t delta = 0;
    const std::uint64_t count = rng.below(50);
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::string value(rng.below(3000), static_cast<char>(rng.next()));
      builder.add_at(delta, static_cast<std::int64_t>(rng.next()), std::nullopt, as_bytes(value));
      made.emplace_back(delta, value);
      delta += 1 + static_cast<std::int32_t>(rng.below(5));
    }
    Result<Buffer> buffer = builder.build(&compressor);
    REQUIRE(buffer.ok());
    const BatchView batch = *BatchView::parse({buffer->data(), buffer->size()});
    REQUIRE(batch.crc_ok());
    std::vector<std::uint8_t> body;
    REQUIRE(decompress_all(decompressor, options.codec, batch.body(), 1 << 24, body).ok());
    REQUIRE(body.size() + kBatchHeaderSize == builder.size_bytes());
    RecordIterator records(batch, body);
    for (const auto& [offset_delta, value] : made) {
      const std::optional<RecordView> record = *records.next();
      REQUIRE(record->offset == options.base_offset + offset_delta);
      REQUIRE_FALSE(record->key.has_value());
      REQUIRE(golden::text(record->value) == value);
    }
    REQUIRE_FALSE((*records.next()).has_value());
  }
}

}  // namespace klamm::protocol
