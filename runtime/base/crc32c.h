// CRC-32C (Castagnoli, reflected polynomial 0x82f63b78; RFC 3720 B.4), the checksum of record batches and of the
// journal.
//
// Pure, no state, callable from any shard. Which implementation runs is asked of the processor once, at the first call.
#pragma once

#include <cstdint>
#include <string_view>

#include "runtime/base/bytes.h"

namespace klamm {

// The checksum of `bytes`; 0 for none.
[[nodiscard]] std::uint32_t crc32c(ByteView bytes);

// The checksum of A followed by `bytes`, where `crc` is the checksum of A.
[[nodiscard]] std::uint32_t crc32c_extend(std::uint32_t crc, ByteView bytes);

// The same numbers without special instructions (slicing by 8). What machines without them run; tests compare the two.
[[nodiscard]] std::uint32_t crc32c_extend_portable(std::uint32_t crc, ByteView bytes);

// "sse4.2+pclmul", "armv8-crc" or "portable": for the start-up log.
[[nodiscard]] std::string_view crc32c_implementation();

}  // namespace klamm
