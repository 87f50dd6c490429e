// The pure parts of compaction: hash, map, plan, groups, transactions, what is left of a batch.
#include <catch2/catch.hpp>

#include <map>
#include <string>

#include "protocol/records/builder.h"
#include "protocol/records/record.h"
#include "storage/compaction/batch_filter.h"
#include "storage/compaction/checkpoint.h"
#include "storage/compaction/key_map.h"
#include "storage/compaction/plan.h"
#include "storage/compaction/transactions.h"

using namespace klamm;
using protocol::BatchBuilder;
using protocol::BatchOptions;
using protocol::BatchView;

namespace {

const KeyHasher kHasher(1, 2);

ByteView text(const std::string& value) { return as_bytes(value); }

std::string hex(std::uint64_t value) {
  char out[17];
  std::snprintf(out, sizeof out, "%016llx", static_cast<unsigned long long>(byte_swap(value)));
  return out;
}

}  // namespace

TEST_CASE("the hash of keys is SipHash-2-4 with 128 bits") {
  // The first vectors of the authors' own implementation: key 00..0f, input 00..n-1.
  const KeyHasher hasher(0x0706050403020100ULL, 0x0f0e0d0c0b0a0908ULL);
  const std::vector<std::uint8_t> input{0, 1, 2, 3, 4, 5, 6, 7, 8};
  const KeyHash none = hasher.hash(ByteView());
  CHECK(hex(none.low) + hex(none.high) == "a3817f04ba25a8e66df67214c7550293");
  const KeyHash one = hasher.hash(ByteView(input).first(1));
  CHECK(hex(one.low) + hex(one.high) == "da87c1d86b99af44347659119b22fc45");
  // Eight bytes are a whole word, nine one more.
  CHECK(!(hasher.hash(ByteView(input).first(8)) == hasher.hash(ByteView(input).first(9))));
}

TEST_CASE("a map of keys keeps the last offset of each, and says when it is full") {
  KeyMap map(10 * KeyMap::kBytesPerSlot, 0.5, 1'000'000, kHasher);
  CHECK(map.capacity() == 5);
  for (int i = 0; i < 5; ++i) CHECK(map.put(text("key" + std::to_string(i)), Offset(i)));
  CHECK(!map.put(text("one more"), Offset(5)));
  CHECK(map.put(text("key3"), Offset(6)));
  CHECK(map.find(text("key3")) == Offset(6));
  CHECK(map.find(text("key4")) == Offset(4));
  CHECK(!map.find(text("one more")).has_value());
}

TEST_CASE("a map holds what it was told, whatever its size") {
  const std::size_t keys = GENERATE(1U, 100U, 5000U, 30'000U);
  KeyMap map(64U << 20, 0.9, keys, kHasher);
  for (std::size_t i = 0; i < keys; ++i) REQUIRE(map.put(text("k" + std::to_string(i)), Offset(0)));
  for (std::size_t i = 0; i < keys; ++i) {
    REQUIRE(map.put(text("k" + std::to_string(i)), Offset(static_cast<std::int64_t>(i))));
  }
  CHECK(map.size() == keys);
  for (std::size_t i = 0; i < keys; ++i) {
    REQUIRE(map.find(text("k" + std::to_string(i))) == Offset(static_cast<std::int64_t>(i)));
  }
  CHECK(map.memory_bytes() < keys * 2 * KeyMap::kBytesPerSlot + (1U << 20));
}

TEST_CASE("a cleaner checkpoint is Kafka's, and of one partition") {
  const std::string written = cleaner_checkpoint_text("a.topic", PartitionId(3), Offset(42));
  CHECK(written == "0\n1\na.topic 3 42\n");
  CHECK(parse_cleaner_checkpoint(written, "a.topic", PartitionId(3)) == Offset(42));
  CHECK(!parse_cleaner_checkpoint(written, "a.topic", PartitionId(4)).has_value());
  CHECK(!parse_cleaner_checkpoint("0\n1\na.topic 3 4x\n", "a.topic", PartitionId(3)).has_value());
  CHECK(!parse_cleaner_checkpoint("", "a.topic", PartitionId(3)).has_value());
}

namespace {

PlannedLog four_segments() {
  PlannedLog log;
  for (int i = 0; i < 4; ++i) {
    PlannedSegment segment;
    segment.base = Offset(100 * i);
    segment.size_bytes = 1000;
    segment.first_timestamp_ms = 1000 + 100 * i;
    segment.max_timestamp_ms = 1000 + 100 * (i + 1);
    log.segments.push_back(segment);
  }
  log.log_end = log.stable_end = Offset(350);
  return log;
}

}  // namespace

TEST_CASE("the active segment and what is not stable are not cleaned") {
  PlannedLog log = four_segments();
  LogConfig config;
  CleanPlan plan = plan_cleaning(log, config, 5000);
  CHECK(plan.first_uncleanable == Offset(300));
  CHECK(plan.dirty_bytes == 3000);
  CHECK(plan.worth_it(0.5));
  log.stable_end = Offset(250);
  plan = plan_cleaning(log, config, 5000);
  CHECK(plan.first_uncleanable == Offset(200));
  CHECK(plan.dirty_bytes == 2000);
  log.stable_end = Offset(50);
  plan = plan_cleaning(log, config, 5000);
  CHECK(!plan.worth_it(0));
}

TEST_CASE("the share of dirty bytes decides, and a checkpoint outside of the log is none") {
  PlannedLog log = four_segments();
  log.first_dirty = Offset(200);
  LogConfig config;
  const CleanPlan plan = plan_cleaning(log, config, 5000);
  CHECK(plan.clean_bytes == 2000);
  CHECK(plan.dirty_bytes == 1000);
  CHECK(!plan.worth_it(0.5));
  CHECK(plan.worth_it(0.3));
  log.first_dirty = Offset(1000);
  CHECK(plan_cleaning(log, config, 5000).first_dirty == Offset(0));
  log.first_dirty = Offset(20);
  log.log_start = Offset(50);
  CHECK(plan_cleaning(log, config, 5000).first_dirty == Offset(50));
}

TEST_CASE("kip_58 young segments are left alone") {
  LogConfig config;
  config.min_compaction_lag_ms = 1000;
  // The second segment's newest record is 950 ms old.
  CHECK(plan_cleaning(four_segments(), config, 2150).first_uncleanable == Offset(100));
}

TEST_CASE("kip_354 an old dirty record makes a log due, however few there are") {
  PlannedLog log = four_segments();
  log.first_dirty = Offset(200);
  LogConfig config;
  config.max_compaction_lag_ms = 1000;
  CHECK(!plan_cleaning(log, config, 2150).due);
  const CleanPlan plan = plan_cleaning(log, config, 2250);
  CHECK(plan.due);
  CHECK(plan.overdue_ms == 50);
  CHECK(plan.worth_it(0.99));
}

TEST_CASE("neighbours that fit become one segment") {
  PlannedLog log = four_segments();
  LogConfig config;
  config.segment_size_bytes = 2500;
  auto groups = group_segments(log.segments, config, Offset(400));
  REQUIRE(groups.size() == 2);
  CHECK(groups[0] == std::vector<std::size_t>{0, 1});
  CHECK(groups[1] == std::vector<std::size_t>{2, 3});
  // Offsets that are too far from the first one.
  config.segment_size_bytes = 1 << 20;
  log.segments[2].base = Offset(INT32_MAX);
  log.segments[3].base = Offset(std::int64_t{INT32_MAX} * 2);
  groups = group_segments(log.segments, config, Offset(std::int64_t{INT32_MAX} * 2 + 100));
  CHECK(groups.size() == 3);
  // A full index.
  log = four_segments();
  for (PlannedSegment& segment : log.segments) segment.time_index_bytes = 60;
  config.segment_index_size_bytes = 100;
  CHECK(group_segments(log.segments, config, Offset(400)).size() == 4);
}

namespace {

struct Spec {
  std::string key;  // empty: none
  std::optional<std::string> value;
  std::int64_t timestamp = 1000;
};

Slice batch_of(Offset base, const std::vector<Spec>& records, BatchOptions options = {}) {
  options.base_offset = base;
  BatchBuilder builder(options);
  for (const Spec& spec : records) {
    std::optional<ByteView> key;
    if (!spec.key.empty()) key = as_bytes(spec.key);
    std::optional<ByteView> value;
    if (spec.value.has_value()) value = as_bytes(*spec.value);
    builder.add(spec.timestamp, key, value);
  }
  protocol::Compressor compressor;
  return Slice(*builder.build(&compressor));
}

BatchOptions of_producer(std::int64_t id, bool transactional = false) {
  BatchOptions options;
  options.producer_id = ProducerId(id);
  options.producer_epoch = ProducerEpoch(0);
  options.base_sequence = 5;
  options.transactional = transactional;
  return options;
}

Slice marker(Offset at, std::int64_t producer, bool commit) {
  Buffer buffer = protocol::build_end_txn_marker(
      {.producer_id = ProducerId(producer), .producer_epoch = ProducerEpoch(0), .commit = commit}, 1000);
  protocol::set_base_offset({buffer.data(), buffer.size()}, at);
  return Slice(buffer);
}

BatchView view(const Slice& slice) { return *BatchView::parse(slice.bytes); }

// "key=value@offset" of each record.
std::string records_of(const Slice& slice) {
  const BatchView batch = view(slice);
  std::vector<std::uint8_t> unpacked;
  ByteView body = batch.body();
  if (*batch.codec() != protocol::Codec::kNone) {
    protocol::Decompressor decompressor;
    REQUIRE(protocol::decompress_all(decompressor, *batch.codec(), body, 1 << 20, unpacked).ok());
    body = unpacked;
  }
  std::string out;
  protocol::RecordIterator records(batch, body);
  while (true) {
    const auto record = records.next();
    REQUIRE(record.ok());
    if (!record->has_value()) return out;
    const std::string key = (*record)->key ? std::string(as_text(*(*record)->key)) : "";
    const std::string value = (*record)->value ? std::string(as_text(*(*record)->value)) : "-";
    out += key + "=" + value + "@" + std::to_string((*record)->offset.value) + "," +
           std::to_string((*record)->timestamp) + " ";
  }
}

struct Round {
  KeyMap map{1 << 20, 0.9, 1000, kHasher};
  Offset map_end{1000};
  Offset round_end{1000};
  std::int64_t now_ms = 50'000;
  std::map<ProducerId, LastRecord> last_records;
  CleanedTransactions transactions{std::vector<AbortedTransaction>()};

  BatchFilter filter() {
    return BatchFilter(FilterRules{.map = map,
                                   .map_end = map_end,
                                   .round_end = round_end,
                                   .now_ms = now_ms,
                                   .delete_retention_ms = 500,
                                   .last_records = last_records,
                                   .transactions = transactions});
  }
  std::optional<Slice> run(const Slice& batch) {
    BatchFilter each = filter();
    const Result<std::optional<ByteView>> left = each.filter(view(batch));
    REQUIRE(left.ok());
    if (!left->has_value()) return std::nullopt;
    if ((*left)->data() == batch.bytes.data()) return batch;
    const Slice copy(Buffer::copy_of(**left));
    CHECK(view(copy).crc_ok());
    return copy;
  }
};

}  // namespace

TEST_CASE("of each key the last record stays, at its offset, in a batch with the same ends") {
  const auto codec = GENERATE(protocol::Codec::kNone, protocol::Codec::kZstd, protocol::Codec::kLz4,
                              protocol::Codec::kGzip, protocol::Codec::kSnappy);
  Round round;
  REQUIRE(round.map.put(text("a"), Offset(12)));
  REQUIRE(round.map.put(text("b"), Offset(30)));
  BatchOptions options = of_producer(7);
  options.codec = codec;
  options.partition_leader_epoch = LeaderEpoch(4);
  const Slice batch = batch_of(
      Offset(10), {{"a", "1", 100}, {"b", "2", 200}, {"a", "3", 150}, {"", "no key", 160}, {"c", "4", 170}}, options);
  const std::optional<Slice> left = round.run(batch);
  REQUIRE(left.has_value());
  CHECK(records_of(*left) == "a=3@12,150 c=4@14,170 ");
  const BatchView kept = view(*left);
  CHECK(kept.base_offset() == Offset(10));
  CHECK(kept.last_offset() == Offset(14));
  CHECK(kept.base_sequence() == 5);
  CHECK(kept.last_sequence() == 9);
  CHECK(kept.partition_leader_epoch() == LeaderEpoch(4));
  CHECK(kept.codec() == codec);
  CHECK(kept.base_timestamp() == 150);
  CHECK(kept.max_timestamp() == 170);
}

TEST_CASE("a batch that loses nothing keeps its bytes, one that loses all goes") {
  Round round;
  REQUIRE(round.map.put(text("a"), Offset(10)));
  const Slice batch = batch_of(Offset(10), {{"a", "1"}});
  const std::optional<Slice> same = round.run(batch);
  REQUIRE(same.has_value());
  CHECK(same->bytes.data() == batch.bytes.data());
  REQUIRE(round.map.put(text("a"), Offset(11)));
  CHECK(!round.run(batch).has_value());
  // What lies behind the map is nobody's to judge.
  round.map_end = Offset(10);
  CHECK(round.run(batch).has_value());
}

TEST_CASE("kip_534 tombstones get a horizon, and go when it has passed") {
  Round round;
  const Slice batch = batch_of(Offset(10), {{"a", std::nullopt, 900}, {"b", "2", 950}});
  const std::optional<Slice> marked = round.run(batch);
  REQUIRE(marked.has_value());
  CHECK(view(*marked).has_delete_horizon());
  CHECK(view(*marked).base_timestamp() == 50'500);
  CHECK(records_of(*marked) == "a=-@10,900 b=2@11,950 ");
  // The horizon is set once.
  round.now_ms = 50'499;
  const std::optional<Slice> again = round.run(*marked);
  REQUIRE(again.has_value());
  CHECK(again->bytes.data() == marked->bytes.data());
  round.now_ms = 50'500;
  const std::optional<Slice> without = round.run(*marked);
  REQUIRE(without.has_value());
  CHECK(records_of(*without) == "b=2@11,950 ");
  CHECK(view(*without).base_timestamp() == 50'500);
  // And with nothing else in it, the batch goes.
  const std::optional<Slice> alone = round.run(batch_of(Offset(20), {{"a", std::nullopt, 900}}));
  round.now_ms = 60'000;
  CHECK(!round.run(*alone).has_value());
}

TEST_CASE("log append time stays the time of all records") {
  Round round;
  REQUIRE(round.map.put(text("a"), Offset(12)));
  BatchOptions options;
  options.timestamp_type = protocol::TimestampType::kLogAppendTime;
  options.append_timestamp = 5000;
  const std::optional<Slice> left = round.run(batch_of(Offset(10), {{"a", "1", 1}, {"b", "2", 2}}, options));
  REQUIRE(left.has_value());
  CHECK(records_of(*left) == "b=2@11,5000 ");
  CHECK(view(*left).timestamp_type() == protocol::TimestampType::kLogAppendTime);
  CHECK(view(*left).max_timestamp() == 5000);
}

TEST_CASE("the last batch of a producer that is known stays, without its records") {
  Round round;
  REQUIRE(round.map.put(text("a"), Offset(100)));
  const Slice batch = batch_of(Offset(10), {{"a", "1", 100}, {"a", "2", 300}}, of_producer(7));
  CHECK(!round.run(batch).has_value());
  round.last_records[ProducerId(7)] = LastRecord{.last_data_offset = Offset(11), .epoch = ProducerEpoch(0)};
  const std::optional<Slice> left = round.run(batch);
  REQUIRE(left.has_value());
  const BatchView kept = view(*left);
  CHECK(kept.record_count() == 0);
  CHECK(kept.size() == protocol::kBatchHeaderSize);
  CHECK(kept.base_offset() == Offset(10));
  CHECK(kept.last_offset() == Offset(11));
  CHECK(kept.base_sequence() == 5);
  CHECK(kept.base_timestamp() == -1);
  CHECK(kept.max_timestamp() == 300);
  // Once more, it stays as it is; when the producer wrote something later, it goes.
  CHECK(as_text(round.run(*left)->bytes) == as_text(left->bytes));
  round.last_records[ProducerId(7)].last_data_offset = Offset(50);
  CHECK(!round.run(*left).has_value());
}

TEST_CASE("the last batch of a round stays, so that the end of the log is not lost") {
  Round round;
  REQUIRE(round.map.put(text("a"), Offset(100)));
  round.round_end = Offset(11);
  const std::optional<Slice> left = round.run(batch_of(Offset(10), {{"a", "1"}}));
  REQUIRE(left.has_value());
  CHECK(view(*left).record_count() == 0);
}

TEST_CASE("aborted data goes at once, its marker after its horizon") {
  TransactionScan scan;
  const Slice data = batch_of(Offset(10), {{"a", "1"}}, of_producer(7, true));
  const Slice committed = batch_of(Offset(11), {{"b", "1"}}, of_producer(8, true));
  const Slice abort = marker(Offset(12), 7, false);
  const Slice commit = marker(Offset(13), 8, true);
  for (const Slice* batch : {&data, &committed, &abort, &commit}) scan.add(view(*batch));
  REQUIRE(scan.aborted() == std::vector<AbortedTransaction>{{ProducerId(7), Offset(10), Offset(12)}});
  Round round;
  round.transactions = CleanedTransactions(scan.aborted());
  CHECK(!round.run(data).has_value());
  CHECK(round.run(committed).has_value());
  // Its data was there in this round: the markers stay as they are.
  CHECK(round.run(abort)->bytes.data() == abort.bytes.data());
  CHECK(round.run(commit)->bytes.data() == commit.bytes.data());
  // In the next round the data of the first is gone: the marker gets its horizon, and then goes.
  round.transactions = CleanedTransactions({});
  const std::optional<Slice> marked = round.run(abort);
  REQUIRE(marked.has_value());
  CHECK(view(*marked).has_delete_horizon());
  CHECK(view(*marked).is_control());
  CHECK(round.run(*marked).has_value());
  round.now_ms = 60'000;
  CHECK(!round.run(*marked).has_value());
}

TEST_CASE("a marker that is the last thing of its producer stays") {
  Round round;
  round.last_records[ProducerId(7)] = LastRecord{.epoch = ProducerEpoch(0)};
  const std::optional<Slice> marked = round.run(marker(Offset(12), 7, false));
  REQUIRE(marked.has_value());
  round.now_ms = 60'000;
  const std::optional<Slice> left = round.run(*marked);
  REQUIRE(left.has_value());
  CHECK(view(*left).record_count() == 0);
  CHECK(view(*left).is_control());
}
