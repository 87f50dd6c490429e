// PartitionLog's part of scrubbing: which segments are at rest, and new indexes for one of them.
#include <utility>

#include "storage/log/partition_log.h"
#include "storage/log/segment.h"
#include "storage/log/store.h"

namespace klamm {

std::optional<Offset> PartitionLog::end_of_settled(const Segment& segment) const {
  if (recovering_ || !usable().ok()) return std::nullopt;
  const auto found = segments_.find(segment.base());
  if (found == segments_.end() || found->second.get() != &segment) return std::nullopt;
  const auto next = std::next(found);
  // A suffix: compaction is about to give it its name.
  const bool whole = segment.exists() && segment.written_bytes() == segment.size_bytes() && !segment.unsynced() &&
                     segment.file_suffix().empty();
  const bool in_journal = segment.last_record_file() >= store_.journal().oldest_file();
  if (next == segments_.end() || !whole || in_journal) return std::nullopt;
  return next->first;
}

std::shared_ptr<Segment> PartitionLog::settled_segment(Offset base) const {
  for (auto at = segments_.lower_bound(base); at != segments_.end(); ++at) {
    if (end_of_settled(*at->second).has_value()) return at->second;
  }
  return nullptr;
}

Task<Result<bool>> PartitionLog::replace_indexes(std::shared_ptr<Segment> segment, std::uint64_t layout_before,
                                                 std::shared_ptr<const SegmentIndexes> indexes) {
  AsyncMutex::Guard guard = co_await files_.lock();
  if (layout() != layout_before || !end_of_settled(*segment).has_value()) co_return false;
  const Status written = co_await segment->write_indexes_beside(indexes);
  if (!written.ok()) co_return written.error();
  // Deleting a segment takes no lock; its files may have another name now.
  if (layout() != layout_before || !end_of_settled(*segment).has_value()) co_return false;
  const Status replaced = co_await segment->replace_indexes(indexes);
  if (!replaced.ok()) co_return replaced.error();
  const Status synced = co_await sync_own_directory();
  if (!synced.ok()) co_return synced.error();
  co_return true;
}

}  // namespace klamm
