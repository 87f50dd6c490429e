// PartitionLog's part of compaction: what is cleaned may no longer be in the journal, and new segments take the place
// of old ones so that a crash at any point leaves either.
#include <algorithm>
#include <cerrno>

#include "runtime/io/io.h"
#include "storage/compaction/checkpoint.h"
#include "storage/log/partition_log.h"
#include "storage/log/segment.h"
#include "storage/log/store.h"
#include "storage/log/syncing.h"
#include "storage/log/tail.h"

namespace klamm {

namespace {

constexpr std::size_t kCheckpointSizeMax = 4096;
constexpr const char* kSwapSuffix = ".swap";

}  // namespace

std::vector<std::shared_ptr<Segment>> PartitionLog::segments() const {
  std::vector<std::shared_ptr<Segment>> result;
  result.reserve(segments_.size());
  for (const auto& [base, segment] : segments_) result.push_back(segment);
  return result;
}

Offset PartitionLog::cleanable_end() const {
  const Offset committed = high_watermark();
  const std::optional<Offset> unstable = producers_.first_unstable_offset();
  return unstable.has_value() ? std::min(*unstable, committed) : committed;
}

// --- The checkpoint.

Task<Result<Offset>> PartitionLog::first_dirty_offset() {
  if (first_dirty_.has_value()) co_return *first_dirty_;
  const std::string path = directory() + "/" + kCleanerCheckpointName;
  const Result<std::string> text = co_await read_file(store_.env().io, path, kCheckpointSizeMax);
  if (!text.ok() && text.error().os_errno != ENOENT) co_return text.error();
  std::optional<Offset> found;
  if (text.ok()) found = parse_cleaner_checkpoint(*text, topic_, id_.partition);
  if (!first_dirty_.has_value()) first_dirty_ = found.value_or(Offset(0));
  co_return *first_dirty_;
}

Task<Status> PartitionLog::set_first_dirty_offset(Offset offset) {
  AsyncMutex::Guard guard = co_await files_.lock();
  const Status useful = usable();
  if (!useful.ok()) co_return useful;
  if (offset > log_end_offset_) co_return ErrorCode::kOffsetOutOfRange;
  first_dirty_ = offset;
  const std::string path = directory() + "/" + kCleanerCheckpointName;
  std::string text = cleaner_checkpoint_text(topic_, id_.partition, offset);
  Task<Status> replacing = replace_file(store_.env().io, path, std::move(text));
  co_return co_await replacing;
}

// What is appended where something was cut off is dirty, and the checkpoint would say that it is clean. The removal is
// durable with the directory's next sync; before that the journal still tells of the truncation.
Task<Status> PartitionLog::forget_clean_above(Offset end) {
  const Result<Offset> known = co_await first_dirty_offset();
  if (!known.ok()) co_return known.error();
  if (*known <= end) co_return Status();
  first_dirty_ = Offset(0);
  directory_unsynced_ = true;
  const std::string path = directory() + "/" + kCleanerCheckpointName;
  const std::int32_t removed = co_await unlink_file(store_.env().io, path);
  if (removed < 0 && removed != -ENOENT) {
    co_return Error(ErrorCode::kKafkaStorageError, "cannot remove " + path, -removed);
  }
  co_return Status();
}

// --- Settling.

Task<Status> PartitionLog::settle_below(Offset segment_base) {
  const Status useful = usable();
  if (!useful.ok()) co_return useful;
  if (segment_base <= settled_) co_return Status();
  if (store_.config().mutants.skip_settling) settled_ = segment_base;
  if (store_.config().mutants.skip_settling) co_return Status();
  const std::uint64_t generation = generation_;
  // A start takes the last segment that it finds for the end of the log: an active one without a file would be missed.
  const std::shared_ptr<Segment> last = active();
  const Result<FilePtr> anchored = co_await last->open_log();
  if (!anchored.ok()) co_return anchored.error();
  Syncing each(store_.env().io);
  const Status synced = co_await sync(each);
  if (!synced.ok()) co_return synced;
  if (generation != generation_) co_return ErrorCode::kOffsetOutOfRange;
  journal::Record record;
  record.kind = journal::RecordKind::kSettled;
  record.id = id_;
  record.segment_base = segment_base;
  const Journal::Place place = store_.journal().append(journal::encode_record_head(record, 0), {});
  const Status durable = co_await store_.journal().wait_durable(place.end);
  if (!durable.ok()) co_return durable;
  if (generation != generation_) co_return ErrorCode::kOffsetOutOfRange;
  settled_ = segment_base;
  co_return Status();
}

// --- Swapping.

bool PartitionLog::holds(const std::vector<std::shared_ptr<Segment>>& neighbours) const {
  KLAMM_ASSERT(!neighbours.empty());
  auto at = segments_.find(neighbours.front()->base());
  for (const std::shared_ptr<Segment>& segment : neighbours) {
    if (at == segments_.end() || at->second != segment || segment == active()) return false;
    ++at;
  }
  return at != segments_.end() && at->first <= settled_;
}

Task<Status> PartitionLog::sync_own_directory() {
  const std::string path = directory();
  const std::int32_t synced = co_await sync_directory(store_.env().io, path);
  if (synced < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot sync " + path, -synced);
  co_return Status();
}

Task<Result<bool>> PartitionLog::swap_segments(std::shared_ptr<Segment> cleaned,
                                               std::vector<std::shared_ptr<Segment>> old) {
  KLAMM_ASSERT(cleaned->base() == old.front()->base());
  // Truncation, deletion, and whoever writes files wait until the swap is done, or come first.
  AsyncMutex::Guard guard = co_await files_.lock();
  const Status useful = usable();
  if (!useful.ok() || !holds(old)) co_return false;
  for (const std::shared_ptr<Segment>& segment : old) {
    const Status known = co_await load_transactions(segment);
    if (!known.ok()) co_return known.error();
    const Status held = co_await segment->hold_files();
    if (!held.ok()) co_return held.error();
  }
  const Status held = co_await cleaned->hold_files();
  if (!held.ok()) co_return held.error();
  const Status created = co_await sync_own_directory();
  if (!created.ok()) co_return created.error();
  std::string swap(kSwapSuffix);
  const Status renamed = co_await cleaned->rename_files(std::move(swap));
  if (!renamed.ok()) co_return renamed.error();
  const Status committed = co_await sync_own_directory();
  if (!committed.ok()) co_return committed.error();
  // From here on a start would complete it. The start of the log may have moved meanwhile, its segments not.
  if (removed_) co_return false;
  KLAMM_ASSERT(holds(old));
  forget_tail_below(segments_.upper_bound(old.back()->base())->first);
  for (const std::shared_ptr<Segment>& segment : old) segments_.erase(segment->base());
  segments_[cleaned->base()] = cleaned;
  ++swaps_;
  past_reads_.reset();
  const Status finished = co_await finish_swap(cleaned, old);
  if (!finished.ok()) co_return finished.error();
  co_return true;
}

// Each step is durable before the next one: a power loss undoes renames one by one.
Task<Status> PartitionLog::finish_swap(std::shared_ptr<Segment> cleaned, std::vector<std::shared_ptr<Segment>> old) {
  for (const std::shared_ptr<Segment>& segment : old) {
    std::string deleted(kDeletedFileSuffix);
    const Status renamed = co_await segment->rename_files(std::move(deleted));
    if (!renamed.ok()) co_return renamed;
  }
  const Status gone = co_await sync_own_directory();
  if (!gone.ok()) co_return gone;
  const Status indexes = co_await cleaned->rename_indexes(std::string());
  if (!indexes.ok()) co_return indexes;
  const Status indexed = co_await sync_own_directory();
  if (!indexed.ok()) co_return indexed;
  const Status named = co_await cleaned->rename_files(std::string());
  if (!named.ok()) co_return named;
  const Status there = co_await sync_own_directory();
  if (!there.ok()) co_return there;
  cleaned->release_files();
  for (const std::shared_ptr<Segment>& segment : old) {
    store_.remover().remove_segment(segment, config_->file_delete_delay_ms);
  }
  co_return Status();
}

}  // namespace klamm
