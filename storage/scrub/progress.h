// How far a pass of the scrubber has come, as the file journal/scrub-SHARD says it: lines of text. Pure.
//
//   version=0
//   shards=N              another number than the process has: the file says nothing
//   started_ms=T          when the pass began, wall clock
//   next=ID PARTITION B   where it goes on: the topic id, and segments from base B on; missing: it is over
//   damaged=ID PARTITION BASE    a segment that was found damaged, any number of them
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/base/ids.h"

namespace klamm {

struct ScrubPlace {
  TopicIdPartition id;
  Offset base;
  friend auto operator<=>(const ScrubPlace&, const ScrubPlace&) = default;
};

struct ScrubProgress {
  std::int64_t started_ms = 0;
  std::optional<ScrubPlace> next;
  std::set<ScrubPlace> damaged;
};

// Of so many damaged segments the file tells.
inline constexpr std::size_t kDamagedSegmentsMax = 10'000;

std::string scrub_progress_text(const ScrubProgress& progress, std::uint32_t shards);
// Nothing where the text is no such file, or is of another number of shards.
std::optional<ScrubProgress> parse_scrub_progress(std::string_view text, std::uint32_t shards);

}  // namespace klamm
