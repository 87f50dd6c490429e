// What the journals tell of a log, put together from parts, is what one reading of all of them tells.
#include <algorithm>
#include <catch2/catch.hpp>

#include "runtime/base/random.h"
#include "storage/log/journal_survey.h"

using namespace klamm;
using journal::Record;
using journal::RecordKind;
using journal::RecordPlace;

namespace {

constexpr std::uint8_t kPrefix[100] = {};

// Any order of records, also those that no log would write: truncations and settlings of a few segments.
Record draw_record(Rng& rng) {
  Record record;
  const std::uint64_t kind = rng.below(12);
  record.kind = kind < 6    ? RecordKind::kAppend
                : kind < 8  ? RecordKind::kTruncate
                : kind < 9  ? RecordKind::kSettled
                : kind < 10 ? RecordKind::kState
                : kind < 11 ? RecordKind::kWritten
                            : RecordKind::kWriting;
  record.segment_base = record.offset = Offset(static_cast<std::int64_t>(rng.below(6) * 10));
  record.position = static_cast<std::uint32_t>(rng.below(5) * 100);
  if (record.position > 0 && rng.chance(1, 2)) record.prefix = kPrefix;
  return record;
}

}  // namespace

TEST_CASE("the live records of parts make those of the whole") {
  Rng rng(1);
  for (int run = 0; run < 20'000; ++run) {
    const std::size_t count = 1 + rng.below(12);
    LiveRecords whole;
    LiveRecords joined;
    LiveRecords part;
    std::uint32_t part_began = 0;
    for (std::uint32_t frame = 0; frame < count; ++frame) {
      if (rng.chance(1, 15)) {
        whole.forget_all();
        part.forget_all();
      }
      const Record record = draw_record(rng);
      whole.note(record, RecordPlace{.frame = frame, .offset = 7, .size_bytes = 9});
      part.note(record, RecordPlace{.frame = frame - part_began, .offset = 7, .size_bytes = 9});
      if (frame + 1 < count && !rng.chance(1, 3)) continue;
      joined.append(part, part_began);
      part = LiveRecords();
      part_began = frame + 1;
    }
    if (rng.chance(1, 2)) {
      whole.forget_below_start();
      joined.forget_below_start();
    }
    INFO("run " << run);
    REQUIRE(joined.first() == whole.first());
    REQUIRE(joined.truncated_before() == whole.truncated_before());
    REQUIRE(joined.indexed_end() == whole.indexed_end());
    REQUIRE(joined.log_start_offset() == whole.log_start_offset());
    REQUIRE(joined.records().size() == whole.records().size());
    const bool same_places = std::equal(joined.records().begin(), joined.records().end(), whole.records().begin(),
                                        [](const RecordPlace& a, const RecordPlace& b) { return a.frame == b.frame; });
    REQUIRE(same_places);
  }
}
