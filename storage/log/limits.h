// Limits that several parts of storage keep to.
#pragma once

#include <cstddef>

namespace klamm {

// What a batch may grow to when it is decompressed. The broker refuses what grows to more when it is produced.
inline constexpr std::size_t kDecompressedSizeMax = 512U << 20;

}  // namespace klamm
