// Pages for direct operations: none is given twice, all are given back, on whichever thread.
#include "runtime/memory/pages.h"

#include <catch2/catch.hpp>
#include <cstring>
#include <map>
#include <thread>
#include <vector>

#include "runtime/base/random.h"

using namespace klamm;

namespace {

struct Run {
  std::size_t size = 0;
  std::uint8_t mark = 0;
};

void give_back(std::map<std::uint8_t*, Run>& runs, std::map<std::uint8_t*, Run>::iterator run) {
  const auto& [pages, what] = *run;
  CHECK(pages[0] == what.mark);
  CHECK(pages[what.size / 2] == what.mark);
  CHECK(pages[what.size - 1] == what.mark);
  free_pages(pages, what.size);
  runs.erase(run);
}

}  // namespace

TEST_CASE("pages are given once, whole, and given back", "[memory]") {
  const PageMemory before = page_memory();
  Rng rng(7);
  std::map<std::uint8_t*, Run> runs;
  for (int step = 0; step < 20'000; ++step) {
    if (!runs.empty() && (runs.size() > 100 || rng.chance(2, 5))) {
      give_back(runs, std::next(runs.begin(), static_cast<std::ptrdiff_t>(rng.below(runs.size()))));
      continue;
    }
    // From one page, which is not worth a huge one, to more than fits into one.
    const std::size_t pages = rng.chance(1, 50) ? 513 + rng.below(600) : 1 + rng.below(rng.chance(1, 4) ? 512 : 64);
    const Run run{.size = pages * kPageSize, .mark = static_cast<std::uint8_t>(rng.below(256))};
    std::uint8_t* const memory = allocate_pages(run.size);
    REQUIRE(reinterpret_cast<std::uintptr_t>(memory) % kPageSize == 0);
    const auto next = runs.lower_bound(memory);
    if (next != runs.end()) REQUIRE(memory + run.size <= next->first);
    if (next != runs.begin()) REQUIRE(std::prev(next)->first + std::prev(next)->second.size <= memory);
    memory[0] = memory[run.size / 2] = memory[run.size - 1] = run.mark;
    runs.emplace(memory, run);
    CHECK(page_memory().used_bytes <= page_memory().huge_bytes);
  }
  while (!runs.empty()) give_back(runs, runs.begin());
  CHECK(page_memory().used_bytes == before.used_bytes);
  trim_pages(true);
  // A few empty ones are kept.
  CHECK(page_memory().huge_bytes <= before.huge_bytes + (std::size_t{16} << 20));
}

TEST_CASE("huge pages that were in use a moment ago are kept, and no longer", "[memory]") {
  constexpr std::size_t kMiB = std::size_t{1} << 20;
  trim_pages(true);
  const auto use_and_free = [](std::size_t count) {
    std::vector<Buffer> buffers;
    for (std::size_t i = 0; i < count; ++i) buffers.push_back(allocate_page_buffer(kMiB));
  };
  use_and_free(24);
  const std::size_t most = page_memory().huge_bytes;
  trim_pages();
  use_and_free(24);
  CHECK(page_memory().huge_bytes == most);
  trim_pages();
  CHECK(page_memory().huge_bytes == most);
  trim_pages();
  if (most > 0) CHECK(page_memory().huge_bytes < most);  // with a sanitizer there are none
}

TEST_CASE("a buffer of pages may end on another thread", "[memory]") {
  const std::size_t before = page_memory().used_bytes;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    std::vector<Buffer> buffers;
    for (int i = 0; i < 50; ++i) {
      buffers.push_back(allocate_page_buffer(std::size_t{128} << 10));
      std::memset(buffers.back().data(), i, buffers.back().size());
    }
    threads.emplace_back([buffers = std::move(buffers)]() mutable {
      for (int i = 0; i < 1000; ++i) buffers[static_cast<std::size_t>(i) % 50] = allocate_page_buffer(kPageSize * 20);
      buffers.clear();
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(page_memory().used_bytes == before);
}
