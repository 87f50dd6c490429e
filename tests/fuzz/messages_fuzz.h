// What the three fuzz targets of the messages have in common.
#pragma once

#include <cstdint>

#include "protocol/generated/all_messages.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"
#include "runtime/base/assert.h"
#include "runtime/base/buffer.h"
#include "runtime/base/bytes.h"

namespace klamm::protocol {

// Decodes `body` as one message; if it is one, what is encoded from it must decode again, and encode to the same bytes.
inline void fuzz_message(const MessageInfo& message, std::int16_t version, ByteView body) {
  // A block of its own, so that the sanitizer sees a byte read too far.
  const Buffer input = Buffer::copy_of(body);
  Reader reader(Slice(input), std::size_t{64} << 20);
  Writer writer;
  if (!message.recode(reader, version, writer)) {
    KLAMM_ASSERT(!reader.ok());
    return;
  }
  KLAMM_ASSERT(writer.ok());
  const Buffer once = writer.finish().flatten();
  Reader again{Slice(once)};
  KLAMM_ASSERT(message.recode(again, version, writer));
  KLAMM_ASSERT(again.remaining() == 0);
  const Buffer twice = writer.finish().flatten();
  KLAMM_ASSERT(as_text({once.data(), once.size()}) == as_text({twice.data(), twice.size()}));
}

// The input is: API key, version, body. A key or version that there is not is an uninteresting input.
inline int fuzz_api_message(const std::uint8_t* data, std::size_t size, bool is_request) {
  if (size < 2) return 0;
  for (const MessageInfo& message : all_messages()) {
    if (message.api_key != data[0] || message.is_request != is_request) continue;
    fuzz_message(message, data[1], {data + 2, size - 2});
    return 0;
  }
  return -1;
}

}  // namespace klamm::protocol
