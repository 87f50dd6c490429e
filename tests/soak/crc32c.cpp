// CRC-32C for soak.py, which seals every batch that it sends: Python's own library has only the other CRC-32.
#include "runtime/base/crc32c.h"

// As C: Python finds it by its plain name. `bytes` may be null where `size` is 0.
extern "C" std::uint32_t klamm_soak_crc32c(const std::uint8_t* bytes, std::size_t size) {
  return klamm::crc32c(klamm::ByteView(bytes, size));
}
