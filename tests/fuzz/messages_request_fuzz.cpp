// Any request at any version: decoding never crashes, and what decodes is stable.
#include "tests/fuzz/messages_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return klamm::protocol::fuzz_api_message(data, size, true);
}
