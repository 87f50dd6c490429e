// Shared, immutable-once-filled bytes, and chains of pieces of them. What a socket received is held by one Buffer;
// the journal, the tail cache and the fetch responses hold Slices of it, and nobody copies.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "runtime/base/assert.h"
#include "runtime/base/bytes.h"

struct iovec;

namespace klamm {

// A reference to a block of bytes. Copying shares the block; the last reference frees it, on whichever shard that is
// (the count is atomic, because a record is received on one shard and kept on another). One owner fills the block
// before it is shared; afterwards it is only read, but for the batch headers that are patched before anybody else
// sees them.
class Buffer {
 public:
  Buffer() = default;
  // Uninitialised bytes. Never fails: memory is admitted by the MemoryBudget before it is asked for.
  static Buffer allocate(std::size_t size);
  static Buffer copy_of(ByteView bytes);
  // Memory that somebody else allocated; `free` takes it back, on whichever thread that is.
  using Free = void (*)(std::uint8_t* bytes, std::size_t size);
  static Buffer adopt(std::uint8_t* bytes, std::size_t size, Free free);

  Buffer(const Buffer& other) : block_(other.block_) { retain(); }
  Buffer(Buffer&& other) noexcept : block_(std::exchange(other.block_, nullptr)) {}
  Buffer& operator=(Buffer other) noexcept {
    std::swap(block_, other.block_);
    return *this;
  }
  ~Buffer() { release(); }

  [[nodiscard]] std::uint8_t* data() const { return block_ == nullptr ? nullptr : block_->bytes; }
  [[nodiscard]] std::size_t size() const { return block_ == nullptr ? 0 : block_->size; }
  explicit operator bool() const { return block_ != nullptr; }

 private:
  struct Block {
    std::atomic<std::uint32_t> references;
    std::size_t size;
    std::uint8_t* bytes;  // behind the block, or memory of its own
    Free free;            // of memory of its own; else nullptr
  };
  explicit Buffer(Block* block) : block_(block) {}
  void retain() {
    if (block_ != nullptr) block_->references.fetch_add(1, std::memory_order_relaxed);
  }
  void release();

  Block* block_ = nullptr;
};

// A piece of a Buffer, which it keeps alive. A slice without a buffer is a view of bytes that live for ever
// (constants).
struct Slice {
  Buffer owner;
  ByteView bytes;

  Slice() = default;
  Slice(Buffer buffer, ByteView view) : owner(std::move(buffer)), bytes(view) {}
  explicit Slice(Buffer buffer) : owner(std::move(buffer)), bytes(owner.data(), owner.size()) {}
  [[nodiscard]] std::size_t size() const { return bytes.size(); }
  [[nodiscard]] Slice sub(std::size_t from, std::size_t length) const { return {owner, bytes.subspan(from, length)}; }
};

// Bytes in order, in pieces. What encoders make and sockets and segments write.
class BufferChain {
 public:
  BufferChain() = default;
  explicit BufferChain(Slice slice) { append(std::move(slice)); }

  void append(Slice slice) {
    if (slice.size() == 0) return;
    size_ += slice.size();
    slices_.push_back(std::move(slice));
  }
  void append(BufferChain other) {
    for (Slice& slice : other.slices_) append(std::move(slice));
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] const std::vector<Slice>& slices() const { return slices_; }
  [[nodiscard]] std::vector<Slice>& slices() { return slices_; }
  // All bytes in one fresh block. For tests and for small things.
  [[nodiscard]] Buffer flatten() const;

 private:
  std::vector<Slice> slices_;
  std::size_t size_ = 0;
};

}  // namespace klamm
