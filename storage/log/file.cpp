#include "storage/log/file.h"

#include <algorithm>

#include "runtime/memory/pages.h"
#include "storage/journal/format.h"

namespace klamm {

Task<DirectRead> read_direct(Backend& io, FilePtr file, std::uint64_t position, std::size_t size_bytes) {
  constexpr std::uint64_t kBlock = journal::kBlockSize;
  const std::uint64_t from = position / kBlock * kBlock;
  const std::uint64_t end = (position + size_bytes + kBlock - 1) / kBlock * kBlock;
  const Buffer buffer = allocate_page_buffer(static_cast<std::size_t>(end - from));
  DirectRead result;
  const std::size_t skip = static_cast<std::size_t>(position - from);
  std::size_t filled = 0;
  while (filled < skip + size_bytes) {
    // What ends within a block was short, or the file ends: reading the block again tells.
    const std::size_t whole = filled / kBlock * kBlock;
    OpAwaiter read(io, OpKind::kRead, file->handle());
    read.op().bytes = MutableByteView(buffer.data() + whole, buffer.size() - whole);
    read.op().offset = from + whole;
    const std::int32_t count = co_await read;
    if (count < 0) {
      result.os_errno = -count;
      co_return result;
    }
    const std::size_t end_of_read = whole + static_cast<std::size_t>(count);
    if (end_of_read <= filled) break;
    filled = end_of_read;
  }
  const std::size_t have = filled > skip ? std::min(filled - skip, size_bytes) : 0;
  result.bytes = Slice(buffer, ByteView(buffer.data() + skip, have));
  co_return result;
}

}  // namespace klamm
