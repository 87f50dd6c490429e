#include "storage/compaction/log_cleaning.h"

#include <algorithm>
#include <cerrno>

#include "protocol/records/record.h"
#include "storage/log/limits.h"
#include "storage/log/segment.h"
#include "storage/log/syncing.h"
#include "storage/log/yield.h"

namespace klamm {

using protocol::BatchRun;
using protocol::BatchView;

namespace {

constexpr std::size_t kChunkSize = 128U << 10;
constexpr std::size_t kWriteSize = 256U << 10;
constexpr std::size_t kVectorsMax = 512;

}  // namespace

LogCleaning::LogCleaning(Store& store, CleaningPace& pace, std::shared_ptr<PartitionLog> log, CleanPlan plan)
    : store_(store), pace_(pace), log_(std::move(log)), plan_(plan), config_(log_->config()) {}

Task<Result<CleaningResult>> LogCleaning::run(std::size_t map_bytes, double load_factor, KeyHasher hasher) {
  const Offset limit = plan_.first_uncleanable;
  const Offset first = log_->segments().front()->base();
  Status status = co_await log_->settle_below(limit);
  if (status.code() == ErrorCode::kOffsetOutOfRange) result_.void_ = true;
  if (status.ok()) status = co_await build_map(map_bytes, load_factor, hasher);
  if (status.ok() && !result_.void_) {
    if (map_end_ <= plan_.first_dirty) {
      co_return Error(ErrorCode::kCorruptMessage,
                      "the keys of one batch do not fit into log.cleaner.dedupe.buffer.size");
    }
    result_.keys = map_->size();
    result_.map_bytes = map_->memory_bytes();
    result_.end = map_end_;
    status = co_await copy_all();
  }
  if (filter_.has_value()) {
    result_.records_read = filter_->counts().records_read;
    result_.records_kept = filter_->counts().records_kept;
  }
  // The log's start may pass by: then files that are not open just now cannot be read any more.
  const bool passed = !status.ok() && status.error().os_errno == ENOENT && log_->segments().front()->base() > first;
  const bool lost = !log_->usable().ok() || pace_.stopping() || passed;
  if (lost) result_.void_ = true;
  if (!status.ok() && !result_.void_) co_return status.error();
  co_return result_;
}

// --- The map.

Task<Status> LogCleaning::build_map(std::size_t map_bytes, double load_factor, KeyHasher hasher) {
  const auto offsets = static_cast<std::uint64_t>(plan_.first_uncleanable - plan_.first_dirty);
  map_.emplace(map_bytes, load_factor, offsets, hasher);
  map_end_ = plan_.first_dirty;
  const Segments segments = log_->segments();
  for (std::size_t i = 0; i + 1 < segments.size() && !map_full_; ++i) {
    const std::shared_ptr<Segment> segment = segments[i];
    const Offset end = segments[i + 1]->base();
    if (end <= plan_.first_dirty || segment->base() >= plan_.first_uncleanable) continue;
    std::uint64_t position = 0;
    if (segment->base() < plan_.first_dirty) {
      const Result<std::uint64_t> before = co_await segment->position_before(plan_.first_dirty);
      if (!before.ok()) co_return before.error();
      position = *before;
    }
    const Status walked = co_await walk(segment, position, Phase::kMap);
    if (!walked.ok() || result_.void_) co_return walked;
    // Offsets may be missing at the end of a segment.
    if (!map_full_) map_end_ = std::max(map_end_, end);
  }
  co_return Status();
}

Status LogCleaning::add_to_map(const BatchView& batch) {
  bool aborted = false;
  if (batch.is_control()) {
    static_cast<void>(transactions_.on_control(batch));
  } else {
    aborted = transactions_.on_data(batch);
  }
  const std::optional<protocol::Codec> codec = batch.codec();
  if (!codec.has_value()) return Error(ErrorCode::kCorruptMessage, "a batch of an unknown codec");
  if (!batch.is_control() && !aborted && batch.record_count() > 0) {
    ByteView body = batch.body();
    if (*codec != protocol::Codec::kNone) {
      unpacked_.clear();
      const Status done = protocol::decompress_all(decompressor_, *codec, body, kDecompressedSizeMax, unpacked_);
      if (!done.ok()) return Error(ErrorCode::kCorruptMessage, done.error().message);
      body = unpacked_;
    }
    protocol::RecordIterator records(batch, body);
    while (true) {
      const Result<std::optional<protocol::RecordView>> record = records.next();
      if (!record.ok()) return Error(ErrorCode::kCorruptMessage, record.error().message);
      if (!record->has_value()) break;
      if (!(*record)->key.has_value() || (*record)->offset < plan_.first_dirty) continue;
      if (map_->put(*(*record)->key, (*record)->offset)) continue;
      map_full_ = true;
      return {};
    }
  }
  map_end_ = std::max(map_end_, batch.next_offset());
  return {};
}

// --- Transactions.

bool LogCleaning::wants_transactions(const BatchView& batch) const {
  if (!batch.is_transactional() && !batch.is_control()) return false;
  return !transactions_from_.has_value() || batch.base_offset() < *transactions_from_;
}

// Goes to the end of the log: a transaction of the cleaned part may end behind it.
Task<Status> LogCleaning::find_aborted(Offset from) {
  TransactionScan scan;
  Offset at = std::max(from, log_->log_start_offset());
  while (at < log_->log_end_offset() && !pace_.stopping()) {
    const Result<ReadResult> chunk = co_await log_->read(at, kChunkSize, true, log_->log_end_offset());
    // The log's start passed by: what lies below is none of ours any more.
    if (chunk.code() == ErrorCode::kOffsetOutOfRange && at < log_->log_start_offset()) {
      at = log_->log_start_offset();
      continue;
    }
    if (!chunk.ok()) co_return chunk.error();
    if (chunk->records.empty()) break;
    for (const Slice& slice : chunk->records.slices()) {
      BatchRun run(slice.bytes);
      for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) scan.add(**batch);
    }
    at = chunk->next_offset;
    const std::uint64_t bytes = chunk->records.size();
    co_await pace_.spend(bytes);
  }
  transactions_from_ = from;
  aborted_ = scan.aborted();
  // No transactional batch was passed before: this is the first one.
  transactions_ = CleanedTransactions(aborted_);
  co_return Status();
}

// --- Walking.

Task<Status> LogCleaning::walk(std::shared_ptr<Segment> segment, std::uint64_t position, Phase phase) {
  std::size_t wanted = kChunkSize;
  while (position < segment->written_bytes() && !map_full_for(phase)) {
    if (pace_.stopping()) {
      result_.void_ = true;
      co_return Status();
    }
    const std::uint64_t left = segment->written_bytes() - position;
    const std::size_t size = static_cast<std::size_t>(std::min<std::uint64_t>(wanted, left));
    co_await pace_.spend(size);
    const Result<Buffer> read = co_await segment->read(position, size);
    if (!read.ok()) co_return read.error();
    result_.bytes_read += read->size();
    Slice piece(*read);
    std::size_t walked = 0;
    const Status done = co_await walk_piece(piece, phase, walked);
    if (!done.ok()) co_return done;
    if (walked == 0 && !map_full_for(phase)) {
      // A batch longer than the chunk; if there is no more of it, none is long enough.
      if (read->size() < size || size == left) {
        co_return Error(ErrorCode::kCorruptMessage, "a segment ends within a batch, at " + std::to_string(position));
      }
      wanted *= 2;
      continue;
    }
    position += walked;
    wanted = kChunkSize;
  }
  co_return Status();
}

Task<Status> LogCleaning::walk_piece(Slice piece, Phase phase, std::size_t& walked) {
  BatchRun run(piece.bytes);
  Slice1ms slice(store_.env());
  while (!map_full_for(phase)) {
    const Result<std::optional<BatchView>> batch = run.next();
    if (!batch.ok()) co_return Error(ErrorCode::kCorruptMessage, batch.error().message);
    if (!batch->has_value()) break;
    if (!(*batch)->crc_ok()) {
      const Offset at = (*batch)->base_offset();
      co_return Error(ErrorCode::kCorruptMessage, "a batch is damaged, at offset " + std::to_string(at.value));
    }
    if (wants_transactions(**batch)) {
      const Offset from = (*batch)->base_offset();
      const Status found = co_await find_aborted(from);
      if (!found.ok()) co_return found;
    }
    const Status done = phase == Phase::kMap ? add_to_map(**batch) : copy(**batch, piece);
    if (!done.ok()) co_return done;
    walked += (*batch)->size();
    if (out_bytes_ >= kWriteSize || out_.size() >= kVectorsMax) {
      const Status written = co_await write_out();
      if (!written.ok()) co_return written;
    }
    if (!slice.used_up()) continue;
    co_await Yield();
    slice.restart();
  }
  co_return Status();
}

// --- Copying.

Task<Status> LogCleaning::copy_all() {
  last_records_ = log_->last_records();
  transactions_ = CleanedTransactions(aborted_);
  filter_.emplace(FilterRules{.map = *map_,
                              .map_end = map_end_,
                              .round_end = plan_.first_uncleanable,
                              .now_ms = store_.env().wall_ms(),
                              .delete_retention_ms = config_.delete_retention_ms,
                              .last_records = last_records_,
                              .transactions = transactions_});
  Segments cleanable;
  std::vector<PlannedSegment> planned;
  const Segments all = log_->segments();
  Offset end = plan_.first_uncleanable;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    if (all[i]->base() >= map_end_ || all[i]->base() >= plan_.first_uncleanable) break;
    cleanable.push_back(all[i]);
    end = all[i + 1]->base();
    const Status loaded = co_await all[i]->load_indexes();
    if (!loaded.ok()) co_return loaded;
    PlannedSegment& segment = planned.emplace_back();
    segment.base = all[i]->base();
    segment.size_bytes = all[i]->size_bytes();
    segment.offset_index_bytes = all[i]->offset_index().size_bytes();
    segment.time_index_bytes = all[i]->time_index().size_bytes();
  }
  const std::vector<std::vector<std::size_t>> groups = group_segments(planned, config_, end);
  for (const std::vector<std::size_t>& places : groups) {
    Segments group;
    for (const std::size_t place : places) group.push_back(cleanable[place]);
    result_.segments_before += group.size();
    ++result_.segments_after;
    const Status copied = co_await copy_group(std::move(group));
    if (!copied.ok()) {
      const Status dropped = co_await drop_cleaned();
      static_cast<void>(dropped);  // the next start removes it
      co_return copied;
    }
    if (result_.void_) co_return co_await drop_cleaned();
  }
  co_return Status();
}

Task<Status> LogCleaning::copy_group(Segments group) {
  cleaned_ = std::make_shared<Segment>(store_.files(), log_->directory(), group.front()->base());
  cleaned_->set_file_suffix(".cleaned");
  // What a round that failed left would be written over, and its end would stay.
  const Status removed = co_await cleaned_->unlink();
  if (!removed.ok()) co_return removed;
  const Result<FilePtr> made = co_await cleaned_->open_log();
  if (!made.ok()) co_return made.error();
  for (const std::shared_ptr<Segment>& segment : group) {
    const Status walked = co_await walk(segment, 0, Phase::kCopy);
    if (!walked.ok() || result_.void_) co_return walked;
  }
  const Status written = co_await write_out();
  if (!written.ok()) co_return written;
  cleaned_->seal();
  if (!store_.config().mutants.swap_unsynced) {
    Syncing each(store_.env().io);
    const Result<bool> synced = co_await cleaned_->sync(each);
    if (!synced.ok()) co_return synced.error();
  }
  if (pace_.stopping()) result_.void_ = true;
  if (result_.void_) co_return Status();
  std::shared_ptr<Segment> cleaned = cleaned_;
  const Result<bool> swapped = co_await log_->swap_segments(cleaned, group);
  if (!swapped.ok()) co_return swapped.error();
  if (!*swapped) result_.void_ = true;
  else cleaned_.reset();
  co_return Status();
}

Status LogCleaning::copy(const BatchView& batch, const Slice& source) {
  Result<std::optional<Slice>> left = filter_->filter(batch, source);
  if (!left.ok()) return left.error();
  if (!left->has_value()) return {};
  const Result<BatchView> view = BatchView::parse((*left)->bytes);
  KLAMM_ASSERT(view.ok());
  cleaned_->add(*view, config_.index_interval_bytes);
  out_bytes_ += (*left)->size();
  // A small batch would keep all of the chunk in memory that it was read with.
  const bool small = (*left)->owner.size() / 4 > (*left)->size();
  out_.push_back(small ? Slice(Buffer::copy_of((*left)->bytes)) : std::move(**left));
  return {};
}

Task<Status> LogCleaning::write_out() {
  if (out_.empty()) co_return Status();
  const std::size_t size = out_bytes_;
  co_await pace_.spend(size);
  std::vector<Slice> pieces = std::move(out_);
  out_.clear();
  const Status written = co_await cleaned_->write(std::move(pieces), size, false);
  result_.bytes_written += size;
  out_bytes_ = 0;
  co_return written;
}

Task<Status> LogCleaning::drop_cleaned() {
  out_.clear();
  out_bytes_ = 0;
  if (cleaned_ == nullptr || cleaned_->file_suffix() != ".cleaned" || !store_.online()) co_return Status();
  const std::shared_ptr<Segment> cleaned = std::move(cleaned_);
  Task<Status> removing = cleaned->unlink();
  co_return co_await removing;
}

}  // namespace klamm
