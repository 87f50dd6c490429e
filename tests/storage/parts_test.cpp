// The pure parts: journal format, indexes, epochs, producers, small files.
#include <catch2/catch.hpp>
#include <deque>

#include "runtime/base/crc32c.h"
#include "storage/directory/files.h"
#include "storage/journal/format.h"
#include "storage/journal/replay.h"
#include "storage/log/epoch_cache.h"
#include "storage/log/index.h"
#include "storage/producer/producer_state.h"
#include "tests/storage/fixture.h"

using namespace klamm;
using namespace klamm::test;

namespace {

journal::Record append_record(std::uint32_t position, ByteView prefix = {}) {
  journal::Record record;
  record.kind = journal::RecordKind::kAppend;
  record.id = partition_id(3, 4);
  record.segment_base = Offset(1000);
  record.position = position;
  record.prefix = prefix;
  return record;
}

// Frames of `frame_payload` bytes that hold the stream, one after the other, as the journal lays them out.
std::vector<std::uint8_t> make_file(const std::string& stream, const std::vector<std::size_t>& record_starts,
                                    std::size_t frame_payload) {
  std::vector<std::uint8_t> file(journal::kBlockSize);
  journal::FileHeader header;
  header.id = journal::FileId{.run = 2, .shard = 1, .sequence = 3};
  header.file_size_bytes = 1U << 20;
  journal::encode_file_header(header, file);
  for (std::size_t at = 0, index = 0; at < stream.size(); at += frame_payload, ++index) {
    const std::size_t size = std::min(frame_payload, stream.size() - at);
    journal::FrameHeader frame;
    frame.file = header.id;
    frame.index = static_cast<std::uint32_t>(index);
    frame.payload_size_bytes = static_cast<std::uint32_t>(size);
    for (const std::size_t start : record_starts) {
      if (start < at || start >= at + size) continue;
      frame.first_record_at = static_cast<std::uint32_t>(start - at);
      break;
    }
    std::vector<std::uint8_t> bytes(journal::frame_size(size));
    std::copy_n(stream.begin() + static_cast<std::ptrdiff_t>(at), size, bytes.begin() + journal::kFrameHeaderSize);
    journal::encode_frame(frame, bytes);
    file.insert(file.end(), bytes.begin(), bytes.end());
  }
  header.file_size_bytes = file.size();
  journal::encode_file_header(header, MutableByteView(file).first(journal::kBlockSize));
  return file;
}

protocol::BatchView view(const Slice& slice) {
  const auto batch = protocol::BatchView::parse(slice.bytes);
  REQUIRE(batch.ok());
  return *batch;
}

Slice at_offset(const BatchSpec& spec, Offset base) {
  Slice batch = make_batch(spec);
  protocol::set_base_offset(protocol::mutable_bytes(batch), base);
  return batch;
}

}  // namespace

TEST_CASE("journal records of any size come back from frames of any size") {
  const std::size_t frame_payload = GENERATE(170, 1000, 4048, 20000);
  std::string stream;
  std::vector<std::size_t> starts;
  std::vector<std::string> batches;
  for (int i = 0; i < 50; ++i) {
    batches.emplace_back(static_cast<std::size_t>(1 + i * i), static_cast<char>('a' + i % 26));
    starts.push_back(stream.size());
    stream += journal::encode_record_head(append_record(static_cast<std::uint32_t>(i) + 3, as_bytes("abc")),
                                          batches.back().size());
    stream += batches.back();
  }
  const std::vector<std::uint8_t> file = make_file(stream, starts, frame_payload);
  std::size_t seen = 0;
  const journal::RecordAssembler::Visitor visit = [&](const journal::Record& record) {
    CHECK(record.kind == journal::RecordKind::kAppend);
    CHECK(record.id == partition_id(3, 4));
    CHECK(record.segment_base == Offset(1000));
    CHECK(record.position == seen + 3);
    CHECK(as_text(record.prefix) == "abc");
    CHECK(as_text(record.batches) == batches[seen]);
    ++seen;
    return Status();
  };
  CHECK(replay_file(file, visit) > 0);
  CHECK(seen == batches.size());
  // A flipped bit ends the file there, and nothing wrong is seen.
  std::vector<std::uint8_t> damaged = file;
  for (std::size_t i = 0; i < 30; ++i) {
    const std::size_t at = journal::kBlockSize + i * 3989 % (file.size() - journal::kBlockSize);
    damaged[at] ^= 16;
    seen = 0;
    replay_file(damaged, visit);
    damaged[at] ^= 16;
    CHECK(seen <= batches.size());
  }
}

TEST_CASE("journal records of every kind") {
  journal::Record record;
  record.id = partition_id(1, 2);
  record.topic = "orders";
  std::deque<std::string> heads;  // the decoded records are views of them
  const auto round = [&heads](const journal::Record& in) {
    const std::string& head = heads.emplace_back(journal::encode_record_head(in, 0));
    const Result<journal::Record> out =
        journal::decode_record(in.kind, as_bytes(head).subspan(journal::kRecordHeaderSize));
    REQUIRE(out.ok());
    for (std::size_t cut = journal::kRecordHeaderSize; cut < head.size(); ++cut) {
      const ByteView shorter = as_bytes(head).first(cut).subspan(journal::kRecordHeaderSize);
      if (in.kind != journal::RecordKind::kAppend) CHECK(!journal::decode_record(in.kind, shorter).ok());
    }
    return *out;
  };
  const auto create = round(record);
  CHECK(create.topic == "orders");
  record.kind = journal::RecordKind::kTruncate;
  record.segment_base = Offset(5);
  record.position = 77;
  record.offset = Offset(9);
  CHECK(round(record).offset == Offset(9));
  record.kind = journal::RecordKind::kWritten;
  record.prefix = as_bytes("rest");
  const auto written = round(record);
  CHECK(written.segment_base == Offset(5));
  CHECK(written.position == 77);
  CHECK(written.offset == Offset(9));
  CHECK(as_text(written.prefix) == "rest");
  record.kind = journal::RecordKind::kWriting;
  record.run_end = 99;
  record.run_checksum = 4'000'000'000;
  record.run_rest = as_bytes("end");
  const auto writing = round(record);
  CHECK(writing.position == 77);
  CHECK(writing.run_end == 99);
  CHECK(writing.run_checksum == 4'000'000'000);
  CHECK(as_text(writing.run_rest) == "end");
  record.run_end = 78;
  const std::string overlapping = journal::encode_record_head(record, 0);
  CHECK(!journal::decode_record(record.kind, as_bytes(overlapping).subspan(journal::kRecordHeaderSize)).ok());
  record.kind = journal::RecordKind::kState;
  record.replica_state = "xyz";
  const auto state = round(record);
  CHECK(state.replica_state == "xyz");
  const auto unknown = journal::decode_record(static_cast<journal::RecordKind>(99), as_bytes(heads.back()).subspan(5));
  CHECK(unknown.code() == ErrorCode::kUnsupportedVersion);
}

TEST_CASE("an index whose file is torn has something to save, though its entries were cut off") {
  Index<OffsetEntry> index;
  index.append({.relative_offset = 0, .position = 0});
  index.mark_saved(1);
  index.append({.relative_offset = 9, .position = 900});
  index.mark_torn();
  index.truncate(1);
  CHECK(index.unsaved());
  CHECK(index.file_too_long());
  CHECK(index.encode_unsaved().empty());
  index.mark_saved(1);
  CHECK_FALSE(index.unsaved());
}

TEST_CASE("an index forgets what is saved and keeps what is new") {
  Index<OffsetEntry> index;
  for (int i = 0; i < 2000; ++i) index.append(OffsetEntry{.relative_offset = i * 2, .position = i * 100});
  CHECK(index.encode_unsaved().size() == 2000 * OffsetEntry::kSize);
  const auto hit = index.lookup(201);
  CHECK(hit.known);
  CHECK(hit.entry->relative_offset == 200);
  CHECK(index.lookup(-1).known);
  CHECK(!index.lookup(-1).entry.has_value());
  index.mark_saved(2000);
  CHECK(!index.unsaved());
  CHECK(!index.lookup(201).known);
  CHECK(index.lookup(3999).entry->position == 199900);
  index.truncate(1990);
  CHECK(index.file_too_long());
  CHECK(index.saved() == 1990);
  index.append(OffsetEntry{.relative_offset = 9000, .position = 900000});
  CHECK(index.encode_unsaved().size() == OffsetEntry::kSize);
}

TEST_CASE("kip_101 kip_279 where epochs end") {
  EpochCache cache;
  CHECK(cache.end_offset_for(LeaderEpoch(0), Offset(0)) == EpochEnd{});
  cache.assign(LeaderEpoch(2), Offset(10));
  cache.assign(LeaderEpoch(2), Offset(15));
  cache.assign(LeaderEpoch(5), Offset(20));
  cache.assign(LeaderEpoch(7), Offset(30));
  const Offset end(40);
  CHECK(cache.end_offset_for(LeaderEpoch(1), end) == EpochEnd{.epoch = LeaderEpoch(1), .end_offset = Offset(10)});
  CHECK(cache.end_offset_for(LeaderEpoch(2), end) == EpochEnd{.epoch = LeaderEpoch(2), .end_offset = Offset(20)});
  CHECK(cache.end_offset_for(LeaderEpoch(4), end) == EpochEnd{.epoch = LeaderEpoch(2), .end_offset = Offset(20)});
  CHECK(cache.end_offset_for(LeaderEpoch(7), end) == EpochEnd{.epoch = LeaderEpoch(7), .end_offset = end});
  CHECK(cache.end_offset_for(LeaderEpoch(8), end) == EpochEnd{});
  CHECK(cache.epoch_at(Offset(9)) == kNoLeaderEpoch);
  CHECK(cache.epoch_at(Offset(29)) == LeaderEpoch(5));
  CHECK(cache.to_text() == "0\n3\n2 10\n5 20\n7 30\n");
  const auto again = EpochCache::from_text(cache.to_text());
  REQUIRE(again.ok());
  CHECK(again->entries() == cache.entries());
  cache.truncate_end(Offset(30));
  CHECK(cache.latest() == LeaderEpoch(5));
  cache.truncate_start(Offset(25));
  CHECK(cache.entries().size() == 1);
  CHECK(cache.entries()[0] == EpochStart{.epoch = LeaderEpoch(5), .start_offset = Offset(25)});
  for (const char* bad : {"", "0\n", "1\n0\n", "0\n2\n1 1\n", "0\n1\n1 1", "0\n2\n2 1\n1 2\n", "0\n0\nx"}) {
    CHECK(!EpochCache::from_text(bad).ok());
  }
}

TEST_CASE("kip_98 sequences wrap to zero, and five batches are remembered") {
  ProducerState state;
  BatchSpec spec{
      .records = 2, .producer = ProducerId(1), .producer_epoch = ProducerEpoch(3), .sequence = INT32_MAX - 1};
  state.apply(view(at_offset(spec, Offset(0))));
  spec.sequence = 0;
  CHECK(state.check(view(make_batch(spec))).ok());
  for (int i = 0; i < 5; ++i) {
    spec.sequence = 2 * i;
    CHECK(!state.check(view(make_batch(spec)))->has_value());
    state.apply(view(at_offset(spec, Offset(2 + 2 * i))));
  }
  spec.sequence = 0;
  CHECK(state.check(view(make_batch(spec)))->value().first_offset == Offset(2));
  spec.sequence = INT32_MAX - 1;
  CHECK(state.check(view(make_batch(spec))).code() == ErrorCode::kOutOfOrderSequenceNumber);
}

TEST_CASE("kip_98 a snapshot remembers every batch that a client may send again") {
  ProducerState state;
  BatchSpec spec{.records = 3, .producer = ProducerId(1), .producer_epoch = ProducerEpoch(0), .sequence = 0};
  for (int i = 0; i < 7; ++i) {
    spec.sequence = 3 * i;
    state.apply(view(at_offset(spec, Offset(10 + 3 * i))));
  }
  const auto again = ProducerState::from_snapshot(as_bytes(state.to_snapshot()));
  REQUIRE(again.ok());
  CHECK(again->to_snapshot() == state.to_snapshot());
  CHECK(again->size() == 1);
  for (int i = 2; i < 7; ++i) {
    spec.sequence = 3 * i;
    const auto known = again->check(view(make_batch(spec)));
    REQUIRE(known.ok());
    REQUIRE(known->has_value());
    CHECK(known->value().first_offset == Offset(10 + 3 * i));
  }
  spec.sequence = 3;
  CHECK(again->check(view(make_batch(spec))).code() == ErrorCode::kOutOfOrderSequenceNumber);
  // What an older epoch wrote does not count.
  spec = {.records = 1, .producer = ProducerId(1), .producer_epoch = ProducerEpoch(1), .sequence = 0};
  state.apply(view(at_offset(spec, Offset(31))));
  const auto later = ProducerState::from_snapshot(as_bytes(state.to_snapshot()));
  REQUIRE(later.ok());
  spec.sequence = 1;
  CHECK(!later->check(view(make_batch(spec)))->has_value());
  CHECK(later->describe()[0].last_sequence == 0);
}

TEST_CASE("kip_98 open transactions hold the stable offset, markers let go") {
  ProducerState state;
  BatchSpec spec{.producer = ProducerId(1), .producer_epoch = ProducerEpoch(0), .sequence = 0, .transactional = true};
  state.apply(view(at_offset(spec, Offset(10))));
  spec.producer = ProducerId(2);
  state.apply(view(at_offset(spec, Offset(11))));
  CHECK(state.first_unstable_offset() == Offset(10));
  spec.transactional = false;
  spec.sequence = 1;
  CHECK(state.check(view(make_batch(spec))).code() == ErrorCode::kInvalidTxnState);
  const Slice marker(protocol::build_end_txn_marker(
      {.producer_id = ProducerId(1), .producer_epoch = ProducerEpoch(0), .coordinator_epoch = 4}, 5));
  protocol::set_base_offset(protocol::mutable_bytes(marker), Offset(12));
  state.apply(view(marker));
  CHECK(state.first_unstable_offset() == Offset(11));
  CHECK(state.describe()[0].coordinator_epoch == 4);
  const std::string text = state.to_snapshot();
  const auto again = ProducerState::from_snapshot(as_bytes(text));
  REQUIRE(again.ok());
  CHECK(again->first_unstable_offset() == Offset(11));
  CHECK(again->to_snapshot() == text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string damaged = text;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    CHECK(!ProducerState::from_snapshot(as_bytes(damaged)).ok());
  }
  state.expire(INT64_MAX / 2, 1);
  CHECK(state.size() == 1);
}

TEST_CASE("small files say what they should, or nothing") {
  TopicId topic = partition_id(7, 0).topic;
  CHECK(parse_partition_metadata(partition_metadata_text(topic)) == topic);
  CHECK(!parse_partition_metadata("version: 1\ntopic_id: x\n").has_value());
  CHECK(parse_partition_directory("a-b-12")->first == "a-b");
  CHECK(parse_partition_directory("a-b-12")->second == PartitionId(12));
  for (const char* name : {"journal", "a-", "-1", "a-01", "a-1x", "topic-0.AAAA-delete"}) {
    CHECK(!parse_partition_directory(name).has_value());
  }
  CHECK(removed_directory_name(std::string(249, 'x'), PartitionId(123), topic).size() <= 255);
  MetaProperties meta;
  meta.cluster_id = topic;
  meta.node_id = BrokerId(4);
  meta.directory_id = partition_id(8, 0).topic;
  const auto parsed = parse_meta_properties(meta_properties_text(meta));
  REQUIRE(parsed.ok());
  CHECK(parsed->cluster_id == meta.cluster_id);
  CHECK(parsed->directory_id == meta.directory_id);
  CHECK(parsed->node_id == BrokerId(4));
  CleanMark mark;
  mark.run = 3;
  mark.shards = 2;
  mark.logs.push_back(CleanLog{
      .directory_name = "t-0", .log_start_offset = Offset(5), .log_end_offset = Offset(9), .replica_state = "ab"});
  const std::string text = clean_mark_text(mark);
  const auto again = parse_clean_mark(text);
  REQUIRE(again.has_value());
  CHECK(again->logs.at(0).replica_state == "ab");
  for (std::size_t cut = 0; cut < text.size(); ++cut) CHECK(!parse_clean_mark(text.substr(0, cut)).has_value());
}
