#include "storage/log/open_segments.h"

#include "storage/log/segment.h"

namespace klamm {

OpenSegments::~OpenSegments() { KLAMM_ASSERT(segments_.empty() || Scheduler::abandoning()); }

void OpenSegments::use(Segment& segment, std::size_t handles) {
  Segment::Listed& listed = segment.listed_;
  if (listed.at.has_value()) {
    segments_.splice(segments_.begin(), segments_, *listed.at);
  } else {
    segments_.push_front(&segment);
    listed.at = segments_.begin();
  }
  handles_ = handles_ - listed.handles + handles;
  listed.handles = handles;
  while (handles_ > handles_max_ && segments_.back() != &segment) segments_.back()->close_files();
}

void OpenSegments::forget(Segment& segment) {
  Segment::Listed& listed = segment.listed_;
  if (!listed.at.has_value()) return;
  handles_ -= listed.handles;
  segments_.erase(*listed.at);
  listed = Segment::Listed();
}

}  // namespace klamm
