// Any bytes as a message set or as batches: converting them up and down never crashes, and what comes out can be read
// by the other direction. The first byte chooses the direction and the magic.
#include "protocol/records/message_set.h"

#include <zlib.h>

#include "protocol/records/validate.h"
#include "runtime/base/assert.h"

namespace klamm::protocol {

namespace {

constexpr std::size_t kDecompressedMax = std::size_t{1} << 20;

// Gives every message of the set a right checksum, which a fuzzer does not guess.
void renew_checksums(MutableByteView set) {
  for (;;) {
    Result<std::optional<EntryHeader>> header = peek_entry(set);
    if (!header || !header->has_value() || (*header)->size_bytes > set.size()) return;
    const std::size_t size = (*header)->size_bytes;
    store_be(set.data() + kLogOverhead, static_cast<std::uint32_t>(crc32_z(0, set.data() + kMagicAt, size - kMagicAt)));
    set = set.subspan(size);
  }
}

Result<Buffer> down(ByteView batches, std::int8_t magic, Compressor& compressor, Decompressor& decompressor) {
  DownConversion options;
  options.magic = magic;
  options.decompressed_bytes_max = kDecompressedMax;
  return batches_to_message_set(batches, options, compressor, decompressor);
}

Result<Buffer> up(ByteView set, Compressor& compressor, Decompressor& decompressor) {
  UpConversion options;
  options.topic_partition = "t-0";
  options.message_bytes_max = 1 << 30;
  options.decompressed_bytes_max = 4 * kDecompressedMax;
  return message_set_to_batch(set, options, compressor, decompressor);
}

}  // namespace

int fuzz_message_set(ByteView input) {
  if (input.empty()) return 0;
  const std::int8_t magic = (input[0] & 1) != 0 ? kMagicV1 : kMagicV0;
  const bool upwards = (input[0] & 2) != 0;
  const Slice bytes(Buffer::copy_of(input.subspan(1)));
  Compressor compressor;
  Decompressor decompressor;
  if (upwards) {
    renew_checksums(mutable_bytes(bytes));
    Result<Buffer> batch = up(bytes.bytes, compressor, decompressor);
    if (!batch || batch->size() == 0 || bytes.bytes[kMagicAt] == kMagicV2) return 0;
    Result<Buffer> set = down({batch->data(), batch->size()}, magic, compressor, decompressor);
    // Messages become a little larger on the way, so the limit may be reached.
    KLAMM_ASSERT(set.ok() || set.code() == ErrorCode::kMessageTooLarge);
    RecordValidator validator;
    (void)validator.validate(Slice(*batch), ValidateOptions{});
    return 0;
  }
  Result<Buffer> set = down(bytes.bytes, magic, compressor, decompressor);
  // A compressed batch gives a wrapper, and a request holds only one of those, so not every set goes up again.
  if (set) (void)up({set->data(), set->size()}, compressor, decompressor);
  return 0;
}

}  // namespace klamm::protocol

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return klamm::protocol::fuzz_message_set({data, size});
}
