// The end of a log in memory: the batches that its segments do not hold yet, and those that they hold already but that
// readers will want next.
//
// Batches are copied, each whole, into chunks that mirror the file: a chunk's memory begins at a block (4 KiB) and
// stands for a block of the segment. So whole blocks are written with O_DIRECT from where they lie, readers get slices
// of the same memory, and the request's buffer is free as soon as the batch is appended. Where a batch does not fit
// into a chunk's rest, the next chunk begins with a copy of the block in which the batch begins: both know it.
//
// Chunks start small and double up to 128 KiB, while memory is not scarce: a partition that gets little holds little,
// and so do many partitions together. A small batch that finds nothing here may be the only one for long, and has a
// chunk of its own size; it holds no whole block, so what it shares of one is in the next chunk. Pure; used by
// PartitionLog under its rules. `written` is always Segment::written_bytes(), which says what of a chunk is still to be
// written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "protocol/records/batch.h"
#include "runtime/base/buffer.h"
#include "runtime/base/ids.h"
#include "storage/log/segment.h"

namespace klamm {

class Tail {
 public:
  static constexpr std::size_t kBlockSize = journal::kBlockSize;
  static constexpr std::size_t kChunkSizeMin = kBlockSize;
  // Up to this, a chunk for one batch.
  static constexpr std::size_t kLoneBatchSizeMax = 1U << 10;
  // A batch that is larger gets a chunk of its size.
  static constexpr std::size_t kChunkSizeMax = 128U << 10;
  // What a batch costs here beside its bytes.
  static constexpr std::size_t kBatchOverhead = 24;

  // Copies a batch that stands at `position` of the segment, the one behind the last batch. Returns the bytes of memory
  // that this took anew: 0, or a chunk, which is no larger than the batch needs where memory is scarce.
  std::size_t add(const std::shared_ptr<Segment>& segment, std::uint64_t position, const protocol::BatchView& batch,
                  bool scarce);

  [[nodiscard]] bool empty() const { return chunks_.empty(); }
  // The base offset of the first batch that is here. REQUIRES: !empty().
  [[nodiscard]] Offset first_offset() const { return chunks_.front().batches.front().base_offset; }
  // Of all chunks.
  [[nodiscard]] std::size_t memory_bytes() const { return memory_bytes_; }

  // What is to be written next: bytes of one segment, from its written_bytes() on, up to the end of the last batch
  // below `end`, in pieces that live until drop_front() or clear().
  struct Unwritten {
    std::shared_ptr<Segment> segment;  // nullptr if there is nothing
    std::uint64_t size_bytes = 0;
  };
  [[nodiscard]] Unwritten unwritten(Offset end) const;
  // The pieces of [position, position + size) of the segment. REQUIRES: it is here.
  [[nodiscard]] std::vector<Slice> pieces(const Segment& segment, std::uint64_t position,
                                          std::uint64_t size_bytes) const;

  // Batches that lie one behind the other in one chunk, from the one at `from` to the end. They live as pieces do.
  struct Run {
    std::shared_ptr<Segment> segment;
    std::uint64_t position = 0;
    ByteView batches;
    Offset end;
  };
  // REQUIRES: a batch here begins at `from`.
  [[nodiscard]] std::vector<Run> runs_from(Offset from) const;
  // The end of the last batch of the oldest chunk. REQUIRES: !empty().
  [[nodiscard]] Offset front_end() const { return chunks_.front().batches.back().next_offset; }

  // Forgets the oldest chunk if its segment holds all of it. The memory that this gave back, or 0.
  std::size_t drop_front();
  std::size_t clear();

  // Whole batches from the one that contains `from` on; see PartitionLog::read(). REQUIRES: from >= first_offset().
  struct Found {
    BufferChain records;
    Offset next_offset;
  };
  [[nodiscard]] Found read(Offset from, std::size_t size_bytes_max, bool at_least_one_batch, Offset upper_bound) const;

 private:
  struct Batch {
    Offset base_offset;
    Offset next_offset;
    std::uint32_t at = 0;  // in the chunk's memory
    std::uint32_t size = 0;
  };
  struct Chunk {
    std::shared_ptr<Segment> segment;
    std::uint64_t position = 0;  // of the first byte of memory in the segment; a whole block
    std::size_t used = 0;        // up to the end of the last batch
    Buffer memory;
    std::vector<Batch> batches;  // at least one

    [[nodiscard]] std::uint64_t end() const { return position + used; }
  };

  Chunk& begin_chunk(const std::shared_ptr<Segment>& segment, std::uint64_t position, std::size_t batch_size,
                     bool scarce);

  std::vector<Chunk> chunks_;  // few; a deque would have memory for some where most logs have none
  std::size_t memory_bytes_ = 0;
};

}  // namespace klamm
