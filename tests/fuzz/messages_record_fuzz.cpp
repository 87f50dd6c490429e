// Any header and any record that Kafka keeps in its internal topics. The input is: number among them, version, body.
#include "tests/fuzz/messages_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  std::size_t number = 0;
  for (const klamm::protocol::MessageInfo& message : klamm::protocol::all_messages()) {
    if (message.api_key >= 0 || number++ != data[0]) continue;
    klamm::protocol::fuzz_message(message, data[1], {data + 2, size - 2});
    return 0;
  }
  return -1;
}
