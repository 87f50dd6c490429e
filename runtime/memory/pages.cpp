#include "runtime/memory/pages.h"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <map>
#include <mutex>
#include <thread>

#include "runtime/base/assert.h"

#if defined(__SANITIZE_ADDRESS__)
#define KLAMM_PAGES_FROM_MALLOC 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KLAMM_PAGES_FROM_MALLOC 1
#endif
#endif
#ifndef KLAMM_PAGES_FROM_MALLOC
#define KLAMM_PAGES_FROM_MALLOC 0
#endif

namespace klamm {

namespace {

constexpr std::size_t kHugePageSize = std::size_t{2} << 20;
constexpr std::size_t kPagesPerHuge = kHugePageSize / kPageSize;
// Smaller ones are many, come and go with partitions, and would hold a huge page each.
constexpr std::size_t kSizeMin = std::size_t{64} << 10;
// Empty huge pages that trim() leaves, whatever was in use.
constexpr std::size_t kEmptyKept = 8;
// And those that are kept until then at the most, for each processor: what was in use at one time was admitted by the
// MemoryBudget, but other memory may be in use now.
constexpr std::size_t kEmptyPerProcessor = 16;
// Who asks for pages waits while others go back: so many at a time.
constexpr std::size_t kTrimmedMax = 32;

// Which of the small pages of one huge page are in use.
class HugePage {
 public:
  [[nodiscard]] std::size_t free_pages() const { return free_pages_; }
  [[nodiscard]] bool empty() const { return free_pages_ == kPagesPerHuge; }

  // The first of `count` free pages in a row, now in use; kPagesPerHuge where there are none.
  std::size_t take(std::size_t count) {
    std::size_t begin = 0;
    while (begin + count <= kPagesPerHuge) {
      const std::size_t used = next(begin, true);
      if (used - begin >= count) {
        mark(begin, count, true);
        return begin;
      }
      begin = next(used, false);
    }
    return kPagesPerHuge;
  }
  void give_back(std::size_t begin, std::size_t count) { mark(begin, count, false); }

 private:
  // The first page from `at` on that is in use, or is not.
  [[nodiscard]] std::size_t next(std::size_t at, bool used) const {
    while (at < kPagesPerHuge) {
      const std::uint64_t word = (used ? words_[at / 64] : ~words_[at / 64]) >> (at % 64);
      if (word != 0) return at + static_cast<std::size_t>(std::countr_zero(word));
      at = (at / 64 + 1) * 64;
    }
    return kPagesPerHuge;
  }
  void mark(std::size_t begin, std::size_t count, bool used) {
    for (std::size_t page = begin; page < begin + count; ++page) {
      const std::uint64_t bit = std::uint64_t{1} << (page % 64);
      KLAMM_ASSERT(((words_[page / 64] & bit) != 0) != used);
      words_[page / 64] ^= bit;
    }
    free_pages_ = used ? free_pages_ - count : free_pages_ + count;
  }

  std::array<std::uint64_t, kPagesPerHuge / 64> words_{};
  std::size_t free_pages_ = kPagesPerHuge;
};

// As malloc is: one for the process. What is freed last is often on another shard's thread than what is allocated.
class HugePages {
 public:
  std::uint8_t* allocate(std::size_t size) {
    const std::size_t count = size / kPageSize;
    const std::scoped_lock lock(mutex_);
    // The lowest address first, so that those behind become empty.
    for (auto& [memory, page] : pages_) {
      if (page.free_pages() < count) continue;
      const bool was_empty = page.empty();
      const std::size_t begin = page.take(count);
      if (begin == kPagesPerHuge) continue;
      if (was_empty) --empty_;
      note_use(size);
      return memory + begin * kPageSize;
    }
    std::uint8_t* memory = map();
    if (memory == nullptr) return nullptr;
    HugePage& page = pages_[memory];
    note_use(size);
    return memory + page.take(count) * kPageSize;
  }

  // False if it is none of ours.
  bool free(std::uint8_t* pages, std::size_t size) {
    const std::scoped_lock lock(mutex_);
    auto found = pages_.upper_bound(pages);
    if (found == pages_.begin()) return false;
    --found;
    const auto at = static_cast<std::size_t>(pages - found->first);
    if (at >= kHugePageSize) return false;
    found->second.give_back(at / kPageSize, size / kPageSize);
    used_bytes_ -= size;
    if (!found->second.empty()) return true;
    if (empty_ < empty_max_) {
      ++empty_;
    } else {
      ::munmap(found->first, kHugePageSize);
      pages_.erase(found);
    }
    return true;
  }

  void trim(bool at_once) {
    const std::scoped_lock lock(mutex_);
    if (at_once) most_ = 0;
    const std::size_t in_use = pages_.size() - empty_;
    const std::size_t wanted = std::max(most_, in_use + kEmptyKept);
    std::size_t left = at_once ? pages_.size() : kTrimmedMax;
    // From behind: the next ones are taken from the front.
    for (auto page = pages_.end(); page != pages_.begin() && pages_.size() > wanted && left > 0;) {
      --page;
      if (!page->second.empty()) continue;
      ::munmap(page->first, kHugePageSize);
      page = pages_.erase(page);
      --empty_;
      --left;
    }
    most_ = in_use;
  }

  PageMemory memory() {
    const std::scoped_lock lock(mutex_);
    return {.huge_bytes = pages_.size() * kHugePageSize, .used_bytes = used_bytes_};
  }

 private:
  void note_use(std::size_t size) {
    used_bytes_ += size;
    most_ = std::max(most_, pages_.size() - empty_);
  }

  // Twice as much as is wanted has a huge page in it wherever it begins; the rest goes back at once.
  static std::uint8_t* map() {
    void* mapped = ::mmap(nullptr, 2 * kHugePageSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED) return nullptr;
    auto* const begin = static_cast<std::uint8_t*>(mapped);
    const auto address = reinterpret_cast<std::uintptr_t>(begin);
    const std::size_t before = (kHugePageSize - address % kHugePageSize) % kHugePageSize;
    if (before > 0) ::munmap(begin, before);
    ::munmap(begin + before + kHugePageSize, kHugePageSize - before);
    // A kernel without huge pages gives small ones.
    static_cast<void>(::madvise(begin + before, kHugePageSize, MADV_HUGEPAGE));
    return begin + before;
  }

  const std::size_t empty_max_ = kEmptyPerProcessor * std::max(1U, std::thread::hardware_concurrency());
  std::mutex mutex_;
  std::map<std::uint8_t*, HugePage> pages_;
  std::size_t empty_ = 0;
  std::size_t most_ = 0;  // in use at a time, since the last trim()
  std::size_t used_bytes_ = 0;
};

HugePages& huge_pages() {
  // Never destroyed: buffers may outlive main().
  static HugePages& pages = *new HugePages();
  return pages;
}

std::size_t whole_pages(std::size_t size) { return (size + kPageSize - 1) / kPageSize * kPageSize; }

// A sanitizer watches what malloc gives, and nothing within a huge page.
bool from_huge_pages(std::size_t size) {
  return KLAMM_PAGES_FROM_MALLOC == 0 && size >= kSizeMin && size <= kHugePageSize;
}

}  // namespace

std::uint8_t* allocate_pages(std::size_t size) {
  KLAMM_ASSERT(size > 0);
  size = whole_pages(size);
  std::uint8_t* pages = from_huge_pages(size) ? huge_pages().allocate(size) : nullptr;
  if (pages == nullptr) pages = static_cast<std::uint8_t*>(std::aligned_alloc(kPageSize, size));
  KLAMM_ASSERT(pages != nullptr);
  return pages;
}

void free_pages(std::uint8_t* pages, std::size_t size) {
  if (pages == nullptr) return;
  size = whole_pages(size);
  if (from_huge_pages(size) && huge_pages().free(pages, size)) return;
  std::free(pages);
}

Buffer allocate_page_buffer(std::size_t size) { return Buffer::adopt(allocate_pages(size), size, &free_pages); }

void trim_pages(bool at_once) { huge_pages().trim(at_once); }

PageMemory page_memory() { return huge_pages().memory(); }

}  // namespace klamm
