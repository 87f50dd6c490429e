// Any bytes as the records of a produce request: walking, iterating and validating them never crashes, and what
// validation lets pass is a batch that readers can read to its last record. The first byte chooses the topic's configs.
#include "protocol/records/batch.h"
#include "protocol/records/record.h"
#include "protocol/records/validate.h"
#include "runtime/base/assert.h"

namespace klamm::protocol {

namespace {

constexpr std::size_t kDecompressedMax = std::size_t{4} << 20;

ValidateOptions options_of(std::uint8_t choice) {
  ValidateOptions options;
  options.topic_partition = "t-0";
  options.produce_version = 9;
  options.now_ms = 1700000000000;
  options.decompressed_bytes_max = kDecompressedMax;
  if ((choice & 0x01) != 0) options.timestamp_type = TimestampType::kLogAppendTime;
  if ((choice & 0x02) != 0) options.compacted = true;
  if ((choice & 0x04) != 0) options.timestamp_before_max_ms = 1000000;
  if ((choice & 0x08) != 0) options.target_codec = codec_from_id((choice >> 4) % (kCodecIdMax + 1));
  return options;
}

// Headers of several batches, and the records of those that are not compressed.
void walk(ByteView bytes) {
  BatchRun run(bytes);
  for (;;) {
    Result<std::optional<BatchView>> batch = run.next();
    if (!batch || !batch->has_value()) return;
    (void)(*batch)->crc_ok();
    (void)(*batch)->next_offset();
    (void)(*batch)->last_sequence();
    RecordIterator records(**batch, (*batch)->body());
    for (;;) {
      Result<std::optional<RecordView>> record = records.next();
      if (!record || !record->has_value()) break;
      HeaderIterator headers(**record);
      while (headers.next().has_value()) continue;
    }
  }
}

void check_readable(const ValidatedBatch& valid) {
  Result<BatchView> batch = BatchView::parse(valid.bytes.bytes);
  KLAMM_ASSERT(batch.ok() && batch->size() == valid.bytes.size() && batch->crc_ok() && batch->codec());
  KLAMM_ASSERT(batch->record_count() == valid.record_count && batch->max_timestamp() == valid.max_timestamp);
  Decompressor decompressor;
  std::vector<std::uint8_t> body;
  Status status = decompress_all(decompressor, *batch->codec(), batch->body(), kDecompressedMax, body);
  KLAMM_ASSERT(status.ok() && body.size() == valid.decompressed_size);
  RecordIterator records(*batch, body);
  for (std::int32_t i = 0; i < valid.record_count; ++i) {
    Result<std::optional<RecordView>> record = records.next();
    KLAMM_ASSERT(record.ok() && record->has_value() && (*record)->offset_delta == i);
  }
  Result<std::optional<RecordView>> end = records.next();
  KLAMM_ASSERT(end.ok() && !end->has_value());
}

}  // namespace

int fuzz_record_batch(ByteView input) {
  if (input.empty()) return 0;
  const ValidateOptions options = options_of(input[0]);
  // A block of its own, so that the sanitizer sees a byte read too far.
  const Slice records(Buffer::copy_of(input.subspan(1)));
  walk(records.bytes);
  // A fuzzer does not guess checksums.
  Result<BatchView> batch = BatchView::parse(records.bytes);
  if (batch) update_crc(mutable_bytes(records.sub(0, batch->size())));
  RecordValidator validator;
  const ValidateResult result = validator.validate(records, options);
  if (const ValidatedBatch* valid = std::get_if<ValidatedBatch>(&result)) check_readable(*valid);
  return 0;
}

}  // namespace klamm::protocol

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return klamm::protocol::fuzz_record_batch({data, size});
}
