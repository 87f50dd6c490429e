#include "tests/fuzz/codec_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return klamm::protocol::fuzz_codec(klamm::protocol::Codec::kZstd, data, size);
}
