// Memory for large direct reads and writes, in huge pages where the kernel has them (transparent_hugepage: always or
// madvise). The kernel pins each page of a direct operation and tells the disk of each piece that is not contiguous: a
// frame of 512 KiB is 128 pages, or a part of one. bench/NOTES.md has the price.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/base/buffer.h"

namespace klamm {

inline constexpr std::size_t kPageSize = 4096;

// Uninitialised whole pages, as many as `size` needs. Never fails: memory is admitted by the MemoryBudget before it is
// asked for. From any thread. REQUIRES: `size` is not 0.
[[nodiscard]] std::uint8_t* allocate_pages(std::size_t size);
// With the size that was asked for.
void free_pages(std::uint8_t* pages, std::size_t size);

// The same as a Buffer.
[[nodiscard]] Buffer allocate_page_buffer(std::size_t size);

// Huge pages that are empty stay, up to a limit, for a fresh one is 2 MiB of zeros that the kernel has to write. This
// gives those back that were not needed since the last call, but for a few; `at_once`: whatever was needed. To be
// called now and then.
void trim_pages(bool at_once = false);

struct PageMemory {
  std::size_t huge_bytes = 0;  // taken from the kernel in huge pages
  std::size_t used_bytes = 0;  // of those
};
[[nodiscard]] PageMemory page_memory();

}  // namespace klamm
