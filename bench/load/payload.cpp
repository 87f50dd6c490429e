#include "bench/load/payload.h"

#include <algorithm>
#include <ctime>
#include <vector>

#include "bench/load/machine.h"
#include "protocol/records/batch.h"
#include "protocol/records/builder.h"
#include "protocol/records/record.h"

namespace klamm::bench {

namespace {

// Random letters and words in turn, 32 bytes each: what is not random is found again by every codec.
void fill_value(Rng& rng, std::vector<std::uint8_t>& value) {
  constexpr std::string_view kWords = "a narrow gorge with a fast river";
  constexpr std::size_t kPiece = kWords.size();
  for (std::size_t at = 0; at < value.size(); ++at) {
    const bool random = at / kPiece % 2 == 0;
    value[at] =
        static_cast<std::uint8_t>(random ? 'A' + rng.below(26) : static_cast<std::uint8_t>(kWords[at % kPiece]));
  }
}

}  // namespace

void BatchShape::declare(Options& options) {
  options.add("record-bytes", record_bytes, "bytes of a record's value");
  options.add("key-bytes", key_bytes, "bytes of a record's key; 0: no key");
  options.add("keys", keys, "every record has one of so many keys, for compacted topics; 0: keys are of no interest");
  options.add("batch-bytes", batch_bytes, "at most so many bytes in a batch (batch.size), before compression");
  options.add("batch-records", batch_records, "at most so many records in a batch");
  options.add("codec", codec, "none, gzip, snappy, lz4 or zstd");
}

Batch make_batch(const BatchShape& shape, std::uint64_t seed) {
  const std::optional<protocol::Codec> codec = protocol::codec_from_name(shape.codec);
  if (!codec.has_value()) die("there is no codec " + shape.codec);
  Rng rng(seed + 1);
  std::vector<std::uint8_t> value(static_cast<std::size_t>(shape.record_bytes));
  std::vector<std::uint8_t> key(static_cast<std::size_t>(shape.key_bytes));
  protocol::BatchOptions options;
  options.codec = *codec;
  protocol::BatchBuilder builder(options);
  const std::size_t record_max = protocol::BatchBuilder::record_size_max(key.size(), value.size());
  const std::int64_t timestamp = 1'000 * static_cast<std::int64_t>(std::time(nullptr));
  do {
    fill_value(rng, value);
    for (std::uint8_t& letter : key) letter = static_cast<std::uint8_t>('a' + rng.below(26));
    builder.add(timestamp, key.empty() ? std::nullopt : std::optional<ByteView>(key), ByteView(value));
  } while (builder.record_count() < shape.batch_records &&
           builder.size_bytes() + record_max <= static_cast<std::size_t>(shape.batch_bytes));
  protocol::Compressor compressor;
  Result<Buffer> built = builder.build(&compressor);
  if (!built.ok()) die("cannot make a batch: " + built.error().message);
  return {.bytes = *std::move(built), .records = builder.record_count()};
}

void stamp(MutableByteView batch, std::int64_t due_ns) {
  const Result<protocol::BatchView> view = protocol::BatchView::parse(batch);
  if (!view.ok()) die("a batch of our own makes no sense");
  protocol::RecordIterator records(*view, view->body());
  const Result<std::optional<protocol::RecordView>> first = records.next();
  if (!first.ok() || !first->has_value() || !(*first)->value.has_value()) die("a batch of our own has no records");
  const std::size_t at = static_cast<std::size_t>((*first)->value->data() - batch.data());
  store_be(batch.data() + at, due_ns);
  protocol::update_crc(batch);
}

void rekey(MutableByteView batch, Rng& rng, std::int64_t keys) {
  const Result<protocol::BatchView> view = protocol::BatchView::parse(batch);
  if (!view.ok()) die("a batch of our own makes no sense");
  protocol::RecordIterator records(*view, view->body());
  for (auto record = records.next(); record.ok() && record->has_value(); record = records.next()) {
    const ByteView key = *(*record)->key;
    std::uint8_t* const first = batch.data() + (key.data() - batch.data());
    std::uint64_t number = rng.below(static_cast<std::uint64_t>(keys));
    for (std::size_t at = key.size(); at-- > 0; number /= 10) first[at] = static_cast<std::uint8_t>('0' + number % 10);
  }
  protocol::update_crc(batch);
}

}  // namespace klamm::bench
