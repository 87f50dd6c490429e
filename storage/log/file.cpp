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
  std::size_t filled = 0;
  while (filled < buffer.size()) {
    OpAwaiter read(io, OpKind::kRead, file->handle());
    read.op().bytes = MutableByteView(buffer.data() + filled, buffer.size() - filled);
    read.op().offset = from + filled;
    const std::int32_t count = co_await read;
    if (count < 0) {
      result.os_errno = -count;
      co_return result;
    }
    filled += static_cast<std::size_t>(count);
    if (count == 0 || filled % kBlock != 0) break;  // the file ends
  }
  const std::size_t skip = static_cast<std::size_t>(position - from);
  const std::size_t have = filled > skip ? std::min(filled - skip, size_bytes) : 0;
  result.bytes = Slice(buffer, ByteView(buffer.data() + skip, have));
  co_return result;
}

}  // namespace klamm
