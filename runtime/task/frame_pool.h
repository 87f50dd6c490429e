// Memory for coroutine frames: free lists by size class, one pool per shard, so that starting a coroutine costs a few
// instructions instead of a malloc. Large frames and sanitizer builds go to malloc.
#pragma once

#include <array>
#include <cstddef>

namespace klamm {

// Used on the shard's thread only. Blocks may be freed into another pool than they came from (the simulator runs all
// shards on one thread); live() is then only meaningful summed over the pools.
class FramePool {
 public:
  static constexpr std::size_t kClassSize = 64;
  static constexpr std::size_t kPooledSizeMax = 2048;
  // Blocks kept per class; more are given back to malloc, so that a burst does not hold its memory for ever.
  static constexpr std::size_t kKeptMax = 1024;

  FramePool() = default;
  FramePool(const FramePool&) = delete;
  FramePool& operator=(const FramePool&) = delete;
  ~FramePool();

  void* allocate(std::size_t size);
  void free(void* block, std::size_t size);

  // Frames alive, the leak check of tests.
  [[nodiscard]] std::ptrdiff_t live() const { return live_; }

 private:
  struct FreeBlock {
    FreeBlock* next;
  };
  struct SizeClass {
    FreeBlock* head = nullptr;
    std::size_t count = 0;
  };
  std::array<SizeClass, kPooledSizeMax / kClassSize> classes_{};
  std::ptrdiff_t live_ = 0;
};

}  // namespace klamm
