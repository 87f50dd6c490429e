#include "runtime/task/frame_pool.h"

#include <cstdlib>
#include <new>

#include "runtime/base/assert.h"

namespace klamm {

namespace {

// A pooled frame hides use after free from AddressSanitizer, so under it nothing is pooled.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kPooling = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool kPooling = false;
#else
constexpr bool kPooling = true;
#endif
#else
constexpr bool kPooling = true;
#endif

std::size_t class_of(std::size_t size) { return (size - 1) / FramePool::kClassSize; }

}  // namespace

FramePool::~FramePool() {
  for (SizeClass& size_class : classes_) {
    while (size_class.head != nullptr) {
      FreeBlock* block = size_class.head;
      size_class.head = block->next;
      std::free(block);
    }
  }
}

void* FramePool::allocate(std::size_t size) {
  ++live_;
  std::size_t wanted = size;
  if (kPooling && size <= kPooledSizeMax) {
    SizeClass& size_class = classes_[class_of(size)];
    if (size_class.head != nullptr) {
      FreeBlock* block = size_class.head;
      size_class.head = block->next;
      --size_class.count;
      return block;
    }
    wanted = (class_of(size) + 1) * kClassSize;
  }
  void* block = std::malloc(wanted);
  KLAMM_ASSERT(block != nullptr);
  return block;
}

void FramePool::free(void* block, std::size_t size) {
  --live_;
  if (kPooling && size <= kPooledSizeMax) {
    SizeClass& size_class = classes_[class_of(size)];
    if (size_class.count < kKeptMax) {
      size_class.head = new (block) FreeBlock{.next = size_class.head};
      ++size_class.count;
      return;
    }
  }
  std::free(block);
}

}  // namespace klamm
