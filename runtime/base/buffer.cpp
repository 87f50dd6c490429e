#include "runtime/base/buffer.h"

#include <cstdlib>
#include <new>

namespace klamm {

Buffer Buffer::allocate(std::size_t size) {
  void* memory = std::malloc(sizeof(Block) + size);
  KLAMM_ASSERT(memory != nullptr);
  auto* bytes = static_cast<std::uint8_t*>(memory) + sizeof(Block);
  return Buffer(new (memory) Block{.references = 1, .size = size, .bytes = bytes, .free = nullptr});
}

Buffer Buffer::adopt(std::uint8_t* bytes, std::size_t size, Free free) {
  void* memory = std::malloc(sizeof(Block));
  KLAMM_ASSERT(memory != nullptr);
  return Buffer(new (memory) Block{.references = 1, .size = size, .bytes = bytes, .free = free});
}

Buffer Buffer::copy_of(ByteView bytes) {
  Buffer buffer = allocate(bytes.size());
  if (!bytes.empty()) std::memcpy(buffer.data(), bytes.data(), bytes.size());
  return buffer;
}

void Buffer::release() {
  if (block_ == nullptr) return;
  if (block_->references.fetch_sub(1, std::memory_order_acq_rel) == 1) {
    if (block_->free != nullptr) block_->free(block_->bytes, block_->size);
    std::free(block_);
  }
  block_ = nullptr;
}

Buffer BufferChain::flatten() const {
  Buffer buffer = Buffer::allocate(size_);
  std::size_t position = 0;
  for (const Slice& slice : slices_) {
    std::memcpy(buffer.data() + position, slice.bytes.data(), slice.size());
    position += slice.size();
  }
  return buffer;
}

}  // namespace klamm
