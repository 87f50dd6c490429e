// The reading side of PartitionLog: batches by offset, offsets by time.
#include <algorithm>

#include "protocol/compression/codec.h"
#include "protocol/records/batch.h"
#include "protocol/records/record.h"
#include "storage/log/limits.h"
#include "storage/log/partition_log.h"
#include "storage/log/segment.h"
#include "storage/log/store.h"
#include "storage/log/tail.h"

namespace klamm {

using protocol::BatchRun;
using protocol::BatchView;

namespace {

// Read at once at least: a page cache page.
constexpr std::size_t kReadSizeMin = 4096;
constexpr std::size_t kReadAheadSizeMin = 64U << 10;
constexpr std::size_t kSearchReadSize = 256U << 10;
// A read starts again when the log is cut below it; more often than this somebody does nothing but cut.
constexpr int kAttemptsMax = 100;

// Takes batches of `bytes` from the one that contains `from` on.
struct Gathered {
  std::size_t skipped = 0;  // bytes before the first one taken
  std::size_t taken = 0;
  std::size_t wanted = 0;  // of the batch at which it ended for want of bytes; its size, as far as known
  Offset next_offset;
  bool ended = false;  // by a limit, not by the end of the bytes
  bool damaged = false;
};

struct GatherOptions {
  bool check_crc = true;
  bool all = true;  // the segment has no more bytes than these
};

Error damaged_at(std::uint64_t position) {
  return {ErrorCode::kCorruptMessage, "a batch is damaged, at " + std::to_string(position)};
}

// Whether a batch that is damaged ends below `from`: where it ends may be what is wrong with it, so that the next one
// is asked. Nothing if that takes more bytes.
std::optional<bool> ends_below(const BatchView& damaged, ByteView behind, Offset from) {
  if (damaged.base_offset() >= from) return false;
  const Result<std::optional<protocol::EntryHeader>> next = protocol::peek_entry(behind);
  if (!next.ok()) return false;
  if (!next->has_value()) return std::nullopt;
  const Offset offset((*next)->offset);
  return (*next)->magic == protocol::kMagicV2 && offset > damaged.base_offset() && offset <= from;
}

Gathered gather(ByteView bytes, Offset from, std::size_t size_bytes_max, bool at_least_one_batch, Offset upper_bound,
                GatherOptions options) {
  Gathered result;
  result.next_offset = from;
  std::size_t at = 0;
  while (at < bytes.size()) {
    const ByteView rest = bytes.subspan(at);
    const Result<std::optional<protocol::EntryHeader>> header = protocol::peek_entry(rest);
    if (!header.ok() || (header->has_value() && (*header)->magic != protocol::kMagicV2)) {
      result.damaged = true;
      return result;
    }
    if (!header->has_value()) {
      result.wanted = protocol::kBatchHeaderSize;
      return result;
    }
    const std::size_t size = (*header)->size_bytes;
    if (size > rest.size()) {
      // What limits would end anyway needs no more bytes.
      const bool fits = result.taken + size <= size_bytes_max || (result.taken == 0 && at_least_one_batch);
      result.wanted = size;
      if (rest.size() >= protocol::kBatchHeaderSize && Offset((*header)->offset) >= upper_bound) result.ended = true;
      if (result.taken > 0 && !fits) result.ended = true;
      return result;
    }
    const Result<BatchView> batch = BatchView::parse(rest);
    if (!batch.ok()) {
      result.damaged = true;
      return result;
    }
    if (batch->last_offset() < from) {
      at += size;
      result.skipped = at;
      continue;
    }
    const bool fits = result.taken + size <= size_bytes_max || (result.taken == 0 && at_least_one_batch);
    if (batch->base_offset() >= upper_bound || !fits) {
      result.ended = true;
      return result;
    }
    if (options.check_crc && !batch->crc_ok()) {
      const std::optional<bool> below = ends_below(*batch, rest.subspan(size), from);
      if (result.taken == 0 && below == true) {
        at += size;
        result.skipped = at;
        continue;
      }
      if (result.taken == 0 && !below.has_value() && !options.all) {
        result.wanted = size + protocol::kBatchHeaderSize;
        return result;
      }
      result.damaged = true;
      return result;
    }
    result.taken += size;
    result.next_offset = batch->next_offset();
    at += size;
  }
  return result;
}

}  // namespace

std::shared_ptr<Segment> PartitionLog::segment_of(Offset offset) const {
  const auto above = segments_.upper_bound(offset);
  return above == segments_.begin() ? nullptr : std::prev(above)->second;
}

void PartitionLog::keep_hint(Offset offset, Offset segment_base, std::uint64_t position) {
  const ReadHint hint{.offset = offset, .segment_base = segment_base, .position = position};
  PastReads& past = past_reads();
  if (past.hints.size() < kReadHints) {
    past.hints.push_back(hint);
    return;
  }
  past.hints[past.next_hint] = hint;
  past.next_hint = (past.next_hint + 1) % kReadHints;
}

PartitionLog::PastReads& PartitionLog::past_reads() {
  if (past_reads_ == nullptr) past_reads_ = std::make_unique<PastReads>();
  return *past_reads_;
}

std::optional<std::uint64_t> PartitionLog::hint_for(Offset offset, Offset segment_base) const {
  if (past_reads_ == nullptr) return std::nullopt;
  for (const ReadHint& hint : past_reads_->hints) {
    if (hint.offset == offset && hint.segment_base == segment_base) return hint.position;
  }
  return std::nullopt;
}

ReadResult PartitionLog::read_tail(Offset from, std::size_t size_bytes_max, bool at_least_one_batch,
                                   Offset upper_bound) const {
  Tail::Found found = tail().read(from, size_bytes_max, at_least_one_batch, upper_bound);
  return ReadResult{.records = std::move(found.records), .next_offset = found.next_offset};
}

Task<Result<ReadResult>> PartitionLog::read(Offset from, std::size_t size_bytes_max, bool at_least_one_batch,
                                            Offset upper_bound) {
  for (int attempt = 0; attempt < kAttemptsMax; ++attempt) {
    const Status useful = usable();
    if (!useful.ok()) co_return useful.error();
    if (from < log_start_offset_ || from > log_end_offset_) co_return ErrorCode::kOffsetOutOfRange;
    const Offset bound = std::min(upper_bound, log_end_offset_);
    if (from >= bound) {
      ReadResult nothing;
      nothing.next_offset = from;
      co_return nothing;
    }
    if (!tail().empty() && from >= tail().first_offset()) {
      co_return read_tail(from, size_bytes_max, at_least_one_batch, bound);
    }
    const std::uint64_t before = layout();
    Result<std::optional<ReadResult>> result = co_await read_segment(from, size_bytes_max, at_least_one_batch, bound);
    // What was read while the log was cut, or its beginning deleted, may be anything.
    if (before != layout() || from < log_start_offset_ || !usable().ok()) continue;
    if (!result.ok()) {
      note_unreadable(from, result.error());
      co_return result.error();
    }
    if (result->has_value()) co_return std::move(**result);
    // Its files are being cut just now (or a read was short): who cuts holds them until all of it is done.
    const AsyncMutex::Guard cut = co_await files_.lock();
  }
  co_return ErrorCode::kKafkaStorageError;
}

Task<Result<Slice>> PartitionLog::read_run(const std::shared_ptr<Segment>& segment, std::uint64_t position,
                                           std::size_t size_bytes) {
  const std::uint64_t before = layout();
  Task<std::optional<Slice>> taking = store_.read_ahead().take(*segment, before, position);
  const std::optional<Slice> ready = co_await taking;
  if (ready.has_value()) co_return ready->sub(0, std::min(ready->size(), size_bytes));
  Task<Result<Slice>> reading = segment->read_run(position, size_bytes);
  co_return co_await reading;
}

// Who went on where an earlier read ended will do so again: `size_bytes` > 0 is read ahead, unless it is in memory
// anyway.
void PartitionLog::note_read(const std::shared_ptr<Segment>& segment, Offset next, std::uint64_t position,
                             std::size_t size_bytes) {
  keep_hint(next, segment->base(), position);
  if (!tail().empty() && next >= tail().first_offset()) return;
  const std::uint64_t written = segment->written_bytes();
  if (position >= written) return;
  const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(size_bytes, written - position));
  if (size >= kReadAheadSizeMin) store_.read_ahead().start(segment, layout(), position, size);
}

// A consumer asks for the same offset again and again: what is wrong there is said once.
void PartitionLog::note_unreadable(Offset offset, const Error& error) {
  if (error.code == ErrorCode::kCorruptMessage) store_.count_corrupt_read();
  if (std::exchange(past_reads().unreadable, offset) == offset) return;
  store_.log().error(
      "cannot read a log",
      {{"directory", store_.directory().path}, {"log", directory_name_}, {"offset", offset}, {"error", error}});
}

// Empty if the log has changed so that it is to be tried again.
Task<Result<std::optional<ReadResult>>> PartitionLog::read_segment(Offset from, std::size_t size_bytes_max,
                                                                   bool at_least_one_batch, Offset upper_bound) {
  const std::uint64_t before = layout();
  std::shared_ptr<Segment> segment = segment_of(from);
  if (segment == nullptr) co_return ErrorCode::kOffsetOutOfRange;
  // Offsets that compaction or a gap left out belong to the next segment.
  while (from >= segment->next_offset()) {
    const auto next = segments_.upper_bound(segment->base());
    if (next == segments_.end()) co_return std::optional<ReadResult>();
    segment = next->second;
  }
  std::optional<std::uint64_t> hint = hint_for(from, segment->base());
  const bool exact = hint.has_value();
  if (!exact) {
    const Result<std::uint64_t> found = co_await segment->position_before(from);
    if (!found.ok()) co_return found.error();
    hint = *found;
  }
  std::uint64_t position = *hint;
  const std::size_t slack = exact ? 0 : 2 * static_cast<std::size_t>(config_->index_interval_bytes);
  std::size_t chunk = std::max(size_bytes_max, kReadSizeMin) + slack;
  while (true) {
    const std::uint64_t written = segment->written_bytes();
    if (position >= written) {
      // Compaction may leave nothing of the end of a segment: what is wanted is then the first batch behind it, if any.
      const auto next = segments_.upper_bound(segment->base());
      if (before != layout()) co_return std::optional<ReadResult>();
      if (written < segment->size_bytes() || next == segments_.end()) {
        co_return std::optional<ReadResult>(read_tail(from, size_bytes_max, at_least_one_batch, upper_bound));
      }
      segment = next->second;
      position = 0;
      continue;
    }
    const std::size_t size = static_cast<std::size_t>(std::min<std::uint64_t>(chunk, written - position));
    const Result<Slice> run = co_await read_run(segment, position, size);
    if (!run.ok()) co_return run.error();
    const GatherOptions options{.check_crc = !store_.config().mutants.serve_damaged, .all = size == written - position};
    const Gathered gathered = gather(run->bytes, from, size_bytes_max, at_least_one_batch, upper_bound, options);
    // What lies before a damaged batch is good, and is returned; the next read finds the damage.
    if (gathered.damaged && gathered.taken == 0) {
      co_return damaged_at(position + gathered.skipped);
    }
    if (gathered.taken > 0 || gathered.ended) {
      ReadResult result;
      result.next_offset = gathered.next_offset;
      if (gathered.taken > 0) {
        const std::uint64_t end = position + gathered.skipped + gathered.taken;
        if (before == layout()) note_read(segment, gathered.next_offset, end, exact ? chunk : 0);
        result.records.append(run->sub(gathered.skipped, gathered.taken));
      }
      co_return std::optional<ReadResult>(std::move(result));
    }
    // A batch that cannot be had whole within the limit, and need not be.
    const bool too_large = gathered.wanted > size_bytes_max && gathered.wanted > protocol::kBatchHeaderSize;
    if (too_large && !at_least_one_batch) {
      co_return std::optional<ReadResult>(ReadResult{.records = BufferChain(), .next_offset = from});
    }
    if (gathered.skipped == 0 && run->size() < size) co_return std::optional<ReadResult>();
    if (gathered.skipped == 0 && size == written - position) {
      if (before != layout()) co_return std::optional<ReadResult>();
      // A batch that is written in part is in the tail as a whole.
      if (written < segment->size_bytes()) {
        co_return std::optional<ReadResult>(read_tail(from, size_bytes_max, at_least_one_batch, upper_bound));
      }
      co_return Error(ErrorCode::kCorruptMessage, "the segment ends within a batch, at " + std::to_string(position));
    }
    position += gathered.skipped;
    chunk = std::max({chunk, gathered.wanted, kReadSizeMin});
  }
}

// --- By time.

namespace {

// Shows the records of a batch in their order to `wants_more`, until it says no.
template <class Visitor>
Status visit_records(const BatchView& batch, Visitor wants_more) {
  const std::optional<protocol::Codec> codec = batch.codec();
  if (!codec.has_value()) return ErrorCode::kCorruptMessage;
  std::vector<std::uint8_t> unpacked;
  ByteView body = batch.body();
  if (*codec != protocol::Codec::kNone) {
    protocol::Decompressor decompressor;
    const Status done = protocol::decompress_all(decompressor, *codec, body, kDecompressedSizeMax, unpacked);
    if (!done.ok()) return done.error();
    body = unpacked;
  }
  protocol::RecordIterator records(batch, body);
  while (true) {
    const Result<std::optional<protocol::RecordView>> record = records.next();
    if (!record.ok()) return record.error();
    if (!record->has_value() || !wants_more(**record)) return {};
  }
}

// The first record of a batch with a timestamp >= `timestamp_ms`, at or above `from` and below `upper_bound`.
Result<std::optional<TimestampOffset>> find_in_batch(const BatchView& batch, Offset from, std::int64_t timestamp_ms,
                                                     Offset upper_bound) {
  std::optional<TimestampOffset> found;
  if (batch.max_timestamp() < timestamp_ms) return found;
  const Status visited = visit_records(batch, [&](const protocol::RecordView& record) {
    if (record.timestamp < timestamp_ms || record.offset < from || record.offset >= upper_bound) return true;
    found = {.timestamp_ms = record.timestamp, .offset = record.offset, .leader_epoch = batch.partition_leader_epoch()};
    return false;
  });
  if (!visited.ok()) return visited.error();
  return found;
}

// The largest timestamp of a batch's records at or above `from` and below `upper_bound`; -1 where there is none.
Result<std::int64_t> max_timestamp_in(const BatchView& batch, Offset from, Offset upper_bound) {
  if (batch.base_offset() >= from && batch.next_offset() <= upper_bound) return batch.max_timestamp();
  std::int64_t max = -1;
  const Status visited = visit_records(batch, [&](const protocol::RecordView& record) {
    if (record.offset >= from && record.offset < upper_bound) max = std::max(max, record.timestamp);
    return true;
  });
  if (!visited.ok()) return visited.error();
  return max;
}

}  // namespace

Task<Result<TimestampOffset>> PartitionLog::find_in_batches(Offset from, std::int64_t timestamp_ms,
                                                            Offset upper_bound) {
  while (from < upper_bound) {
    const Result<ReadResult> chunk = co_await read(from, kSearchReadSize, true, upper_bound);
    if (!chunk.ok()) co_return chunk.error();
    if (chunk->records.empty()) break;
    for (const Slice& slice : chunk->records.slices()) {
      BatchRun run(slice.bytes);
      for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) {
        const Result<std::optional<TimestampOffset>> found = find_in_batch(**batch, from, timestamp_ms, upper_bound);
        if (!found.ok()) co_return found.error();
        if (found->has_value()) co_return **found;
      }
    }
    from = chunk->next_offset;
  }
  co_return TimestampOffset();
}

Task<Result<TimestampOffset>> PartitionLog::offset_for_timestamp(std::int64_t timestamp_ms, Offset upper_bound) {
  const Status useful = usable();
  if (!useful.ok()) co_return useful.error();
  const Offset bound = std::min(upper_bound, log_end_offset_);
  std::vector<std::shared_ptr<Segment>> segments;
  for (const auto& [base, segment] : segments_) segments.push_back(segment);
  for (const std::shared_ptr<Segment>& segment : segments) {
    if (segment->base() >= bound) break;
    if (segment->next_offset() <= log_start_offset_) continue;
    const Status loaded = co_await segment->load_indexes();
    if (!loaded.ok()) co_return loaded.error();
    if (segment->max_timestamp_ms() < timestamp_ms) continue;
    const Result<Offset> start = co_await segment->offset_before_time(timestamp_ms);
    if (!start.ok()) co_return start.error();
    const Offset from = std::max(*start, log_start_offset_);
    const Offset end = std::min(segment->next_offset(), bound);
    const Result<TimestampOffset> found = co_await find_in_batches(from, timestamp_ms, end);
    if (!found.ok() || found->offset.value >= 0) co_return found;
  }
  co_return TimestampOffset();
}

Task<Result<std::int64_t>> PartitionLog::max_timestamp_between(Offset from, Offset upper_bound) {
  std::int64_t max = -1;
  while (from < upper_bound) {
    const Result<ReadResult> chunk = co_await read(from, kSearchReadSize, true, upper_bound);
    if (!chunk.ok()) co_return chunk.error();
    if (chunk->records.empty()) break;
    for (const Slice& slice : chunk->records.slices()) {
      BatchRun run(slice.bytes);
      for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) {
        const Result<std::int64_t> part = max_timestamp_in(**batch, from, upper_bound);
        if (!part.ok()) co_return part.error();
        max = std::max(max, *part);
      }
    }
    from = chunk->next_offset;
  }
  co_return max;
}

Task<Result<TimestampOffset>> PartitionLog::offset_of_max_timestamp(Offset upper_bound) {
  const Status useful = usable();
  if (!useful.ok()) co_return useful.error();
  const Offset bound = std::min(upper_bound, log_end_offset_);
  std::vector<std::shared_ptr<Segment>> segments;
  for (const auto& [base, segment] : segments_) segments.push_back(segment);
  std::int64_t max = -1;
  for (const std::shared_ptr<Segment>& segment : segments) {
    if (segment->base() >= bound || segment->next_offset() <= log_start_offset_) continue;
    const Status loaded = co_await segment->load_indexes();
    if (!loaded.ok()) co_return loaded.error();
    if (segment->max_timestamp_ms() <= max) continue;
    // The segment's number counts only if all of it does.
    const bool whole = segment->next_offset() <= bound && segment->base() >= log_start_offset_;
    if (whole) {
      max = segment->max_timestamp_ms();
      continue;
    }
    const Offset from = std::max(segment->base(), log_start_offset_);
    const Result<std::int64_t> part = co_await max_timestamp_between(from, std::min(segment->next_offset(), bound));
    if (!part.ok()) co_return part.error();
    max = std::max(max, *part);
  }
  if (max < 0) co_return TimestampOffset();
  co_return co_await offset_for_timestamp(max, bound);
}

}  // namespace klamm
