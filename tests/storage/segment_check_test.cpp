// What SegmentCheck and IndexCheck find in bytes, bit by bit.
#include <catch2/catch.hpp>

#include "storage/scrub/index_check.h"
#include "storage/scrub/progress.h"
#include "storage/scrub/segment_check.h"
#include "tests/storage/fixture.h"

using namespace klamm;
using namespace klamm::test;

namespace {

// A segment of batches one behind the other, from offset 100 on.
struct Made {
  std::vector<std::uint8_t> bytes;
  std::vector<std::uint64_t> starts;
  Offset base{100};
  Offset end{100};

  void add(int records, std::size_t value_bytes) {
    const Slice batch = make_batch({.records = records, .value_bytes = value_bytes, .timestamp_ms = 1000 + end.value});
    protocol::set_base_offset(protocol::mutable_bytes(batch), end);
    starts.push_back(bytes.size());
    bytes.insert(bytes.end(), batch.bytes.begin(), batch.bytes.end());
    end = end + records;
  }
};

Made make_segment(int batches) {
  Made made;
  for (int i = 0; i < batches; ++i) made.add(1 + i % 3, static_cast<std::size_t>(10 + 13 * i));
  return made;
}

struct Found {
  std::vector<CheckedBatch> batches;
  std::vector<Damage> damages;
};

// `unreadable`: the bytes of this block cannot be had.
Found check(const Made& made, std::size_t piece, std::optional<std::uint64_t> unreadable = std::nullopt) {
  Found found;
  SegmentCheck check(made.base, made.end, made.bytes.size(),
                     [&found](const CheckedBatch& batch) { found.batches.push_back(batch); });
  int steps = 0;
  while (!check.done()) {
    REQUIRE(++steps < 1'000'000);
    const std::uint64_t at = check.position();
    const std::size_t size = std::min(check.wanted(), piece);
    if (unreadable.has_value() && at < *unreadable + 4096 && at + check.wanted() > *unreadable) {
      check.cannot_read("no luck");
    } else {
      check.add(ByteView(made.bytes).subspan(static_cast<std::size_t>(at), size));
    }
  }
  found.damages = check.take_damages();
  return found;
}

}  // namespace

TEST_CASE("a sound segment has its batches and no damage, however it is cut into pieces") {
  const Made made = make_segment(12);
  for (const std::size_t piece : {1U, 7U, 61U, 100U, 5000U}) {
    const Found found = check(made, piece);
    CHECK(found.damages.empty());
    REQUIRE(found.batches.size() == made.starts.size());
    for (std::size_t i = 0; i < made.starts.size(); ++i) CHECK(found.batches[i].position == made.starts[i]);
    CHECK(found.batches.back().last + 1 == made.end);
  }
  Made holes = make_segment(3);
  holes.end = holes.end + 20;
  holes.add(2, 50);
  CHECK(check(holes, 100).damages.empty());
  holes.bytes.clear();
  CHECK(check(holes, 100).batches.empty());
}

TEST_CASE("every bit that flips is found, and costs one batch") {
  const Made made = make_segment(6);
  for (std::uint64_t at = 0; at < made.bytes.size(); ++at) {
    const auto above = std::upper_bound(made.starts.begin(), made.starts.end(), at);
    const std::uint64_t start = *std::prev(above);
    const std::uint64_t end = above == made.starts.end() ? made.bytes.size() : *above;
    // The leader epoch is in no checksum, and may be any number.
    const std::uint64_t field = at - start;
    if (field >= protocol::kPartitionLeaderEpochAt && field < protocol::kMagicAt) continue;
    for (unsigned bit = 0; bit < 8; ++bit) {
      Made damaged = made;
      damaged.bytes[at] ^= static_cast<std::uint8_t>(1U << bit);
      const Found found = check(damaged, 97);
      INFO("byte " << at << " bit " << bit << " of the batch at " << start);
      REQUIRE(found.damages.size() == 1);
      CHECK(found.damages[0].position == start);
      CHECK(found.damages[0].end == end);
      CHECK_FALSE(found.damages[0].what.empty());
      CHECK(found.batches.size() == made.starts.size() - 1);
    }
  }
}

TEST_CASE("noise over several batches is one damage, and what lies around it is found") {
  const Made made = make_segment(20);
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
    Rng rng(seed);
    Made damaged = made;
    const std::size_t from = static_cast<std::size_t>(made.starts[5] + 10);
    for (std::size_t i = from; i < from + 512; ++i) damaged.bytes[i] = static_cast<std::uint8_t>(rng.below(256));
    const Found found = check(damaged, 128);
    REQUIRE(found.damages.size() == 1);
    CHECK(found.damages[0].position == made.starts[5]);
    const auto behind = std::lower_bound(made.starts.begin(), made.starts.end(), from + 512);
    CHECK(found.damages[0].end == *behind);
    CHECK(found.batches.size() == made.starts.size() - static_cast<std::size_t>(behind - made.starts.begin() - 5));
  }
}

TEST_CASE("a segment that ends within a batch is torn there") {
  const Made made = make_segment(5);
  for (std::uint64_t size = made.starts[4] + 1; size < made.bytes.size(); size += 7) {
    Made torn = made;
    torn.bytes.resize(static_cast<std::size_t>(size));
    const Found found = check(torn, 64);
    REQUIRE(found.damages.size() == 1);
    CHECK(found.damages[0].kind == Damage::Kind::kTorn);
    CHECK(found.damages[0].position == made.starts[4]);
    CHECK(found.damages[0].end == size);
    CHECK(found.batches.size() == 4);
  }
}

TEST_CASE("a block that cannot be read costs the batches in it") {
  const Made made = [] {
    Made segment;
    for (int i = 0; i < 40; ++i) segment.add(1, 900);
    return segment;
  }();
  for (const std::uint64_t block : {std::uint64_t{0}, std::uint64_t{8192}, made.bytes.size() / 4096 * 4096}) {
    const Found found = check(made, 1U << 20, block);
    INFO("block " << block);
    REQUIRE(found.damages.size() == 1);
    CHECK(found.damages[0].kind == Damage::Kind::kUnreadable);
    CHECK(found.damages[0].position <= block);
    CHECK(found.damages[0].end >= std::min<std::uint64_t>(block + 4096, made.bytes.size()));
    CHECK(found.batches.size() >= 34);
  }
}

TEST_CASE("indexes are made as appends make them, and every bit of them counts") {
  Made made;
  for (int i = 0; i < 40; ++i) made.add(1, static_cast<std::size_t>(50 + i));
  const Found found = check(made, 1000);
  IndexMaker maker(made.base, 256);
  for (const CheckedBatch& batch : found.batches) maker.add(batch);
  const SegmentIndexes indexes = maker.take();
  REQUIRE(indexes.offsets.size() > 10);
  REQUIRE(indexes.times.size() > 10);
  const std::vector<std::uint8_t> offsets = encode_entries(indexes.offsets);
  const std::vector<std::uint8_t> times = encode_entries(indexes.times);
  const auto judge = [&](ByteView offset_file, ByteView time_file) {
    IndexCheck check(made.base, offset_file, time_file);
    for (const CheckedBatch& batch : found.batches) check.add(batch);
    check.end(true);
    return std::pair(check.wrong_offsets(), check.wrong_times());
  };
  CHECK(judge(offsets, times) == std::pair(std::string(), std::string()));
  for (std::size_t bit = 0; bit < offsets.size() * 8; ++bit) {
    std::vector<std::uint8_t> damaged = offsets;
    damaged[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    CHECK_FALSE(judge(damaged, times).first.empty());
  }
  for (std::size_t bit = 0; bit < times.size() * 8; ++bit) {
    std::vector<std::uint8_t> damaged = times;
    damaged[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    CHECK_FALSE(judge(offsets, damaged).second.empty());
  }
  CHECK_FALSE(judge({}, times).first.empty());
  CHECK_FALSE(judge(offsets, {}).second.empty());
  CHECK_FALSE(judge(offsets, ByteView(times).first(times.size() - TimeEntry::kSize)).second.empty());
}

TEST_CASE("the scrubber's progress is read as it was written, and from nothing else") {
  ScrubProgress progress;
  progress.started_ms = 1'700'000'000'000;
  progress.next = ScrubPlace{.id = partition_id(3, 7), .base = Offset(1234)};
  progress.damaged = {{partition_id(1, 0), Offset(0)}, {partition_id(2, 5), Offset(99)}};
  const std::string text = scrub_progress_text(progress, 4);
  const std::optional<ScrubProgress> read = parse_scrub_progress(text, 4);
  REQUIRE(read.has_value());
  CHECK(read->started_ms == progress.started_ms);
  CHECK(read->next == progress.next);
  CHECK(read->damaged == progress.damaged);
  CHECK_FALSE(parse_scrub_progress(text, 3).has_value());
  for (std::size_t size = 0; size < text.size(); ++size) {
    const std::optional<ScrubProgress> part = parse_scrub_progress(text.substr(0, size), 4);
    if (part.has_value()) CHECK(text[size - 1] == '\n');
  }
  CHECK_FALSE(parse_scrub_progress("version=1\nshards=4\n", 4).has_value());
}
