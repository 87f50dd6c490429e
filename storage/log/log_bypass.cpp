// PartitionLog's part of writing past the journal: see bypass.h.
#include <algorithm>
#include <utility>

#include "storage/log/bypass.h"
#include "storage/log/partition_log.h"
#include "storage/log/segment.h"
#include "storage/log/store.h"
#include "storage/log/tail.h"

namespace klamm {

namespace {

// As a multiple of what a log has to be given before it goes past the journal.
constexpr std::uint64_t kRoomPart = 16;

// The bytes before the end of `batches`, which is at `end`, in its sector. `before`: those before their beginning.
std::string sector_prefix(std::string before, ByteView batches, std::uint64_t end) {
  const std::size_t wanted = static_cast<std::size_t>(end % journal::kSectorSize);
  if (batches.size() >= wanted) return std::string(as_text(batches.last(wanted)));
  before += as_text(batches);
  KLAMM_ASSERT(before.size() == wanted);
  return before;
}

std::uint64_t block_of(std::uint64_t position) { return position / Tail::kBlockSize * Tail::kBlockSize; }

}  // namespace

bool PartitionLog::bypassing() const { return bypass_ != nullptr && bypass_->open; }

void PartitionLog::consider_bypass(std::uint64_t size_bytes, Lsn lsn) {
  const StorageConfig& config = store_.config();
  if (config.bypass_append_size_min == 0 || size_bytes < config.bypass_append_size_min) {
    if (bypass_ != nullptr) bypass_->large_bytes = 0;
    return;
  }
  if (bypass_ == nullptr) bypass_ = std::make_unique<LogBypass>();
  bypass_->large_bytes += size_bytes;
  if (bypass_->large_bytes < config.bypass_begin_bytes || bypass_->closing > 0) return;
  // A run would wait for the sync, which has the files; the journal does not.
  if (syncs_under_way_ > 0) return;
  if (!bypass_fits()) {
    // A segment that is soon full is not worth the syncs.
    const auto size_max = static_cast<std::uint64_t>(config_->segment_size_bytes);
    const std::uint64_t room = size_max - std::min(size_max, active()->size_bytes());
    if (room >= kRoomPart * config.bypass_begin_bytes) store_.bypass().want_sync(*this);
    return;
  }
  bypass_->open = true;
  bypass_->preallocates = true;
  bypass_->guarded_at = lsn;
}

// A record of a run makes void what the journal says of all that is before it. So all of that is in files, with their
// names; indexes and producers of the active segment it may tell to be found again.
bool PartitionLog::bypass_fits() const {
  if (!active()->named() || directory_unsynced_ || parent_unsynced_) return false;
  if (epochs_unsaved_ || transactions_unsynced_) return false;
  // Once it is so, it stays: nobody writes to the segments below.
  if (bypass_->settled_below == active()->base() && bypass_->settled_layout == layout()) return true;
  const bool settled = std::none_of(segments_.begin(), segments_.end(), [this](const auto& entry) {
    const Segment& segment = *entry.second;
    return &segment != active().get() && (segment.unsynced() || segment.written_bytes() < segment.size_bytes());
  });
  if (!settled) return false;
  bypass_->settled_below = active()->base();
  bypass_->settled_layout = layout();
  return true;
}

void PartitionLog::hold(Offset base_offset, std::uint64_t position, std::string prefix, ByteView batches) {
  HeldRun& held = bypass_->held;
  if (held.bytes == 0) {
    held = {.from = base_offset, .position = position, .segment = active(), .prefix = std::move(prefix)};
  }
  held.bytes += batches.size();
  held.checksum = run_checksum(held.checksum, batches);
  go_on_past_journal();
}

void PartitionLog::go_on_past_journal() {
  LogBypass& bypass = *bypass_;
  if (bypass.running || bypass.held.bytes == 0) return;
  const bool large =
      bypass.held.bytes >= std::max<std::uint64_t>(store_.config().bypass_append_size_min, Tail::kBlockSize);
  const bool worthwhile = large && bypass.held.segment == active() && bypass_fits();
  if (!worthwhile || bypass.closing > 0) return end_bypass();
  const bool guarded = store_.journal().durable() >= bypass.guarded_at;
  if (!guarded && !store_.config().mutants.bypass_unguarded) return;  // advance_durable() comes by
  bypass.running = true;
  store_.bypass().add(*this);
}

void PartitionLog::end_bypass() {
  bypass_->open = false;
  confirm_run();
  if (bypass_->held.bytes > 0) journal_held();
}

// What comes next may change the bytes by which a start would know that the run was written.
void PartitionLog::confirm_run() {
  if (bypass_ == nullptr || !bypass_->announced.has_value()) return;
  const LogBypass::Written written = *std::exchange(bypass_->announced, std::nullopt);
  if (removed_ || store_.failure().has_value()) return;
  journal::Record record;
  record.kind = journal::RecordKind::kWritten;
  record.segment_base = written.segment->base();
  record.position = static_cast<std::uint32_t>(written.position);
  record.offset = checkpointed_end_;
  record.prefix = as_bytes(written.rest);
  journal_written(*written.segment, record);
}

Lsn PartitionLog::journal_written(Segment& segment, journal::Record record) {
  record.id = id_;
  const Journal::Place place = store_.journal().append(journal::encode_record_head(record, 0), {});
  last_record_file_ = place.file;
  note_dirty(place.file);
  if (&segment != active().get()) segment.set_last_record_file(place.file);
  return place.end;
}

void PartitionLog::journal_held() {
  HeldRun held = std::exchange(bypass_->held, {});
  if (removed_ || store_.failure().has_value()) return;
  std::string prefix = std::move(held.prefix);
  for (const Tail::Run& run : tail().runs_from(held.from)) {
    if (run.position == 0) prefix.clear();
    journal_append(*run.segment, run.position, run.batches, as_bytes(prefix), run.end);
    if (run.segment != active()) run.segment->set_last_record_file(last_record_file_);
    prefix = sector_prefix(std::move(prefix), run.batches, run.position + run.batches.size());
  }
}

Task<void> PartitionLog::close_bypass() {
  if (!bypassing()) co_return;
  LogBypass& bypass = *bypass_;
  ++bypass.closing;
  while (bypass.running) co_await bypass.idle.wait();
  --bypass.closing;
  if (bypass.open) end_bypass();
}

Task<void> PartitionLog::run_past_journal() {
  LogBypass& bypass = *bypass_;
  {
    AsyncMutex::Guard guard = co_await files_.lock();
    // Files may have changed since it was decided.
    const bool useful = usable().ok() && !store_.stopping();
    if (useful && bypass.held.segment == active() && bypass_fits()) {
      HeldRun run = std::exchange(bypass.held, {});
      const Offset end = log_end_offset_;
      KLAMM_ASSERT(run.position + run.bytes == active()->size_bytes());
      Task<Status> writing = write_run(run, end);
      const Status written = co_await writing;
      if (!written.ok()) {
        // With a full disk the journal takes it, which has its space.
        run.bytes += bypass.held.bytes;
        bypass.held = std::move(run);
        end_bypass();
        if (!removed_) store_.write_failed(written.error());
      } else if (!removed_) {
        store_.bypass().note_run(*this, run.bytes);
      }
    } else if (useful) {
      end_bypass();
    } else {
      bypass.held = {};
      bypass.open = false;
      confirm_run();
    }
  }
  bypass.running = false;
  bypass.idle.notify_all();
  if (bypass.open) go_on_past_journal();
}

// Just now the log ends at `end`, which is the run's.
Task<Status> PartitionLog::write_run(HeldRun run, Offset end) {
  const std::shared_ptr<Segment> segment = run.segment;
  const std::uint64_t generation = generation_;
  const std::uint64_t run_end = run.position + run.bytes;
  const std::string rest = in_block_before(*segment, run_end);
  if (segment->preallocated_end() < run_end) co_await preallocate_for_runs(segment, run_end);
  if (removed_) co_return Status();
  // Where the run is all that the segment lacks, the journal is told of it while it is written.
  const bool announces = segment->written_bytes() == block_of(run.position) && !segment->log_unsynced();
  journal::Record record;
  record.kind = announces ? journal::RecordKind::kWriting : journal::RecordKind::kWritten;
  record.segment_base = segment->base();
  record.offset = store_.config().mutants.bypass_unindexed ? end : checkpointed_end_;
  Lsn lsn = 0;
  if (announces) {
    const std::string before = in_block_before(*segment, run.position);
    record.position = static_cast<std::uint32_t>(run.position);
    record.prefix = as_bytes(before);
    record.run_end = static_cast<std::uint32_t>(run_end);
    record.run_checksum = run.checksum;
    record.run_rest = as_bytes(rest);
    lsn = journal_written(*segment, record);
    bypass_->announced = {segment, run.position, before};
  }
  while (segment->written_bytes() < block_of(run_end)) {
    const Result<bool> written = co_await flush_run(Flush::kWholeBlocks, end);
    if (!written.ok()) co_return written.error();
    if (removed_) co_return Status();
    KLAMM_ASSERT(*written);
  }
  if (segment->log_unsynced() && !store_.config().mutants.bypass_unsynced) {
    const Status synced = co_await segment->sync_log();
    if (!synced.ok()) co_return synced;
  }
  if (removed_) co_return Status();
  KLAMM_ASSERT(generation == generation_);  // truncation waits for the run
  if (announces) {
    bypass_->announced = {segment, run_end, rest};
  } else {
    record.position = static_cast<std::uint32_t>(run_end);
    record.prefix = as_bytes(rest);
    lsn = journal_written(*segment, record);
    bypass_->announced.reset();
  }
  store_.await_durable(lsn, *this, end, generation);
  co_return Status();
}

// Of what is not written yet.
std::string PartitionLog::in_block_before(const Segment& segment, std::uint64_t position) const {
  std::string bytes;
  const std::uint64_t begin = block_of(position);
  for (const Slice& piece : tail().pieces(segment, begin, position - begin)) bytes += as_text(piece.bytes);
  return bytes;
}

// As much at a time as was written since the file was last ended where the log ends.
Task<void> PartitionLog::preallocate_for_runs(std::shared_ptr<Segment> segment, std::uint64_t run_end) {
  const StorageConfig& config = store_.config();
  const bool useful = config.bypass_preallocate_bytes_max > 0 && bypass_->preallocates && segment->direct();
  if (!useful || store_.space().full()) co_return;
  const std::uint64_t wanted = std::max(bypass_->unindexed_bytes, config.bypass_begin_bytes);
  const std::uint64_t size_max = std::max(run_end, static_cast<std::uint64_t>(config_->segment_size_bytes));
  const std::uint64_t end = std::min(run_end + std::min(wanted, config.bypass_preallocate_bytes_max), size_max);
  const Status preallocated = co_await segment->preallocate(end);
  // The write itself will tell if that matters.
  if (!preallocated.ok()) bypass_->preallocates = false;
}

}  // namespace klamm
