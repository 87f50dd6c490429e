#include "storage/log/tail.h"

#include <algorithm>
#include <cstring>

#include "runtime/memory/free_memory.h"
#include "runtime/memory/pages.h"

namespace klamm {

namespace {

std::uint64_t block_down(std::uint64_t n) { return n / Tail::kBlockSize * Tail::kBlockSize; }
std::uint64_t block_up(std::uint64_t n) { return block_down(n + Tail::kBlockSize - 1); }

}  // namespace

Tail::Chunk& Tail::begin_chunk(const std::shared_ptr<Segment>& segment, std::uint64_t position, std::size_t batch_size,
                               bool scarce) {
  Chunk chunk;
  chunk.segment = segment;
  chunk.position = block_down(position);
  const std::size_t shared = static_cast<std::size_t>(position - chunk.position);
  const std::size_t needed = shared + batch_size;
  const std::size_t before = scarce || chunks_.empty() ? 0 : chunks_.back().memory.size();
  const std::size_t size = std::clamp(2 * before, kChunkSizeMin, kChunkSizeMax);
  const bool lone = chunks_.empty() && needed <= kLoneBatchSizeMax;
  chunk.memory = lone ? Buffer::allocate(needed) : allocate_page_buffer(std::max<std::size_t>(size, block_up(needed)));
  chunk.used = shared;
  if (shared > 0 && !chunks_.empty() && chunks_.back().segment == segment) {
    const Chunk& last = chunks_.back();
    KLAMM_ASSERT(last.end() == position && last.position <= chunk.position);
    // Of a chunk that began within this block only its own part is known; the rest was written before it began.
    std::memcpy(chunk.memory.data(), last.memory.data() + (chunk.position - last.position), shared);
  }
  memory_bytes_ += chunk.memory.size();
  chunks_.push_back(std::move(chunk));
  return chunks_.back();
}

std::size_t Tail::add(const std::shared_ptr<Segment>& segment, std::uint64_t position, const protocol::BatchView& batch,
                      bool scarce) {
  const std::size_t before = memory_bytes_;
  const ByteView bytes = batch.bytes();
  const bool fits = !chunks_.empty() && chunks_.back().segment == segment && chunks_.back().end() == position &&
                    chunks_.back().used + bytes.size() <= chunks_.back().memory.size();
  Chunk& chunk = fits ? chunks_.back() : begin_chunk(segment, position, bytes.size(), scarce);
  std::memcpy(chunk.memory.data() + chunk.used, bytes.data(), bytes.size());
  chunk.batches.push_back({.base_offset = batch.base_offset(),
                           .next_offset = batch.next_offset(),
                           .at = static_cast<std::uint32_t>(chunk.used),
                           .size = static_cast<std::uint32_t>(bytes.size())});
  chunk.used += bytes.size();
  return memory_bytes_ - before;
}

Tail::Unwritten Tail::unwritten(Offset end) const {
  Unwritten result;
  for (const Chunk& chunk : chunks_) {
    if (chunk.end() <= chunk.segment->written_bytes()) continue;
    if (chunk.batches.front().next_offset > end) break;
    if (result.segment != nullptr && chunk.segment != result.segment) break;
    result.segment = chunk.segment;
    const auto above = std::partition_point(chunk.batches.begin(), chunk.batches.end(),
                                            [end](const Batch& batch) { return batch.next_offset <= end; });
    const Batch& last = *std::prev(above);
    const std::uint64_t last_end = chunk.position + last.at + last.size;
    // The last batch below the end may be written in part or whole, though the chunk is not.
    result.size_bytes = std::max(last_end, chunk.segment->written_bytes()) - chunk.segment->written_bytes();
    if (above != chunk.batches.end()) break;
  }
  if (result.size_bytes == 0) result.segment = nullptr;
  return result;
}

std::vector<Slice> Tail::pieces(const Segment& segment, std::uint64_t position, std::uint64_t size_bytes) const {
  std::vector<Slice> pieces;
  const std::uint64_t end = position + size_bytes;
  for (std::size_t i = 0; i < chunks_.size() && position < end; ++i) {
    const Chunk& chunk = chunks_[i];
    if (chunk.segment.get() != &segment || chunk.end() <= position) continue;
    // From its first block on the next chunk knows it all; whole blocks of one chunk lie together in memory.
    const bool last = i + 1 == chunks_.size() || chunks_[i + 1].segment != chunk.segment;
    const std::uint64_t limit = std::min(end, last ? chunk.end() : std::max(chunks_[i + 1].position, chunk.position));
    if (limit <= position) continue;
    KLAMM_ASSERT(position >= chunk.position);
    pieces.emplace_back(chunk.memory, ByteView(chunk.memory.data() + (position - chunk.position),
                                               static_cast<std::size_t>(limit - position)));
    position = limit;
  }
  KLAMM_ASSERT(position == end);
  return pieces;
}

std::vector<Tail::Run> Tail::runs_from(Offset from) const {
  std::vector<Run> runs;
  for (const Chunk& chunk : chunks_) {
    if (chunk.batches.back().next_offset <= from) continue;
    const auto first = std::partition_point(chunk.batches.begin(), chunk.batches.end(),
                                            [from](const Batch& batch) { return batch.base_offset < from; });
    KLAMM_ASSERT(first != chunk.batches.end());
    runs.push_back({.segment = chunk.segment,
                    .position = chunk.position + first->at,
                    .batches = ByteView(chunk.memory.data() + first->at, chunk.used - first->at),
                    .end = chunk.batches.back().next_offset});
  }
  KLAMM_ASSERT(!runs.empty());
  return runs;
}

std::size_t Tail::drop_front() {
  if (chunks_.empty() || chunks_.front().end() > chunks_.front().segment->written_bytes()) return 0;
  const std::size_t size = chunks_.front().memory.size();
  chunks_.erase(chunks_.begin());
  if (chunks_.empty()) free_memory(chunks_);
  memory_bytes_ -= size;
  return size;
}

std::size_t Tail::clear() {
  const std::size_t size = memory_bytes_;
  free_memory(chunks_);
  memory_bytes_ = 0;
  return size;
}

Tail::Found Tail::read(Offset from, std::size_t size_bytes_max, bool at_least_one_batch, Offset upper_bound) const {
  Found found;
  found.next_offset = from;
  auto chunk = std::partition_point(chunks_.begin(), chunks_.end(), [from](const Chunk& candidate) {
    return candidate.batches.back().next_offset <= from;
  });
  for (; chunk != chunks_.end(); ++chunk) {
    auto batch = std::partition_point(chunk->batches.begin(), chunk->batches.end(),
                                      [from](const Batch& candidate) { return candidate.next_offset <= from; });
    // Batches that lie together are one slice.
    const std::size_t begin = batch->at;
    std::size_t end = begin;
    bool ended = false;
    for (; batch != chunk->batches.end(); ++batch) {
      const std::size_t taken = found.records.size() + (end - begin);
      const bool fits = taken + batch->size <= size_bytes_max || (taken == 0 && at_least_one_batch);
      ended = batch->base_offset >= upper_bound || !fits;
      if (ended) break;
      end += batch->size;
      found.next_offset = batch->next_offset;
    }
    if (end > begin) found.records.append(Slice(chunk->memory, ByteView(chunk->memory.data() + begin, end - begin)));
    if (ended) break;
  }
  return found;
}

}  // namespace klamm
