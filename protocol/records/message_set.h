// Message sets, the formats before record batches (magic 0: Kafka 0.8; magic 1: KIP-31 and KIP-32): conversion to a
// batch for Produce 0 to 2, and of batches to them for Fetch 0 to 3. Only the handlers of those two include this;
// nothing behind them knows that such formats exist.
//
// An entry is {offset int64, size int32, crc uint32 (IEEE, over all behind it), magic int8, attributes int8, [magic 1:
// timestamp int64], key (int32 length), value (int32 length)}. A compressed set is the value of one wrapper message,
// whose offset is that of the last message inside; offsets inside are absolute in magic 0 and count from 0 in magic 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "protocol/compression/codec.h"
#include "protocol/records/batch.h"
#include "runtime/base/buffer.h"
#include "runtime/base/bytes.h"
#include "runtime/base/ids.h"
#include "runtime/base/result.h"

namespace klamm::protocol {

struct UpConversion {
  std::string_view topic_partition;          // "topic-0", for the sentences
  std::int32_t message_bytes_max = 1048588;  // max.message.bytes, of each entry as it was sent
  std::size_t decompressed_bytes_max = std::size_t{256} << 20;
};

// The messages of a produce request (version 0 to 2) as one batch with base offset 0, the codec of the first entry, and
// no producer id; it has yet to pass RecordValidator. A request that already holds a batch of magic 2 is given back as
// a copy. Empty where there is not even one whole entry, which Kafka answers with success and offset -1. Offsets that
// clients put in are ignored, wrong relative ones too (KAFKA-4514). Errors, with Kafka's sentences: kCorruptMessage
// (CRC, sizes), kInvalidRecord (nothing inside, several wrappers, nested compression, mixed magics), kMessageTooLarge.
Result<Buffer> message_set_to_batch(ByteView messages, const UpConversion& options, Compressor& compressor,
                                    Decompressor& decompressor);

struct DownConversion {
  std::int8_t magic = kMagicV1;  // 1 for Fetch 2 and 3, 0 for Fetch 0 and 1
  Offset first_offset{0};        // the fetch offset: earlier records of uncompressed batches are left out
  std::size_t decompressed_bytes_max = std::size_t{256} << 20;
};

// Batches as a message set for an old consumer. Offsets and codec stay, headers are dropped, and so are control batches
// (their offsets become holes). A batch cut off at the end is left out. Empty where nothing is left.
// Errors: kUnsupportedCompressionType for zstd, kCorruptMessage and kInvalidRecord for damaged batches,
// kMessageTooLarge beyond the limit.
Result<Buffer> batches_to_message_set(ByteView batches, const DownConversion& options, Compressor& compressor,
                                      Decompressor& decompressor);

}  // namespace klamm::protocol
