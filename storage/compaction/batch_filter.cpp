#include "storage/compaction/batch_filter.h"

#include <algorithm>
#include <cstring>

#include "protocol/records/varint.h"
#include "storage/log/limits.h"

namespace klamm {

using protocol::BatchView;
using protocol::RecordView;

namespace {

// What lies behind length, attributes, timestamp delta and offset delta of an encoded record: key, value, headers.
std::optional<ByteView> behind_deltas(ByteView record) {
  const std::uint8_t* at = record.data();
  const std::uint8_t* const end = at + record.size();
  std::int32_t number = 0;
  std::int64_t long_number = 0;
  if (!protocol::read_varint(&at, end, number) || at == end) return std::nullopt;
  ++at;
  if (!protocol::read_varlong(&at, end, long_number) || !protocol::read_varint(&at, end, number)) return std::nullopt;
  return ByteView(at, static_cast<std::size_t>(end - at));
}

void append_record(std::vector<std::uint8_t>& out, std::int64_t timestamp_delta, std::int32_t offset_delta,
                   ByteView rest) {
  const std::size_t size =
      1 + protocol::varlong_size(timestamp_delta) + protocol::varlong_size(offset_delta) + rest.size();
  protocol::append_varlong(out, static_cast<std::int64_t>(size));
  out.push_back(0);
  protocol::append_varlong(out, timestamp_delta);
  protocol::append_varlong(out, offset_delta);
  out.insert(out.end(), rest.begin(), rest.end());
}

// A batch with the header of another one, but for what the arguments say.
Slice with_header_of(const BatchView& batch, ByteView body, std::int32_t attributes, std::int64_t base_timestamp,
                     std::int64_t max_timestamp, std::int32_t count) {
  Buffer buffer = Buffer::allocate(protocol::kBatchHeaderSize + body.size());
  std::uint8_t* const to = buffer.data();
  std::memcpy(to, batch.bytes().data(), protocol::kBatchHeaderSize);
  if (!body.empty()) std::memcpy(to + protocol::kBatchHeaderSize, body.data(), body.size());
  store_be(to + protocol::kBatchLengthAt, static_cast<std::int32_t>(buffer.size() - protocol::kLogOverhead));
  store_be(to + protocol::kAttributesAt, static_cast<std::int16_t>(attributes));
  store_be(to + protocol::kBaseTimestampAt, base_timestamp);
  store_be(to + protocol::kMaxTimestampAt, max_timestamp);
  store_be(to + protocol::kRecordCountAt, count);
  protocol::update_crc({to, buffer.size()});
  return Slice(std::move(buffer));
}

}  // namespace

bool BatchFilter::must_stay(const BatchView& batch) const {
  if (batch.next_offset() == rules_.round_end) return true;
  if (!batch.has_producer_id()) return false;
  const auto last = rules_.last_records.find(batch.producer_id());
  if (last == rules_.last_records.end()) return false;
  if (last->second.last_data_offset.value >= 0) return batch.last_offset() == last->second.last_data_offset;
  return batch.is_control() && batch.producer_epoch() == last->second.epoch;
}

bool BatchFilter::keep_record(const BatchView& batch, const RecordView& record) const {
  if (batch.is_control() || record.offset >= rules_.map_end) return true;
  if (!record.key.has_value()) return false;
  const std::optional<Offset> latest = rules_.map.find(*record.key);
  if (latest.has_value() && record.offset < *latest) return false;
  return record.value.has_value() || !batch.has_delete_horizon() || rules_.now_ms < batch.base_timestamp();
}

Result<BatchFilter::Kept> BatchFilter::select(const BatchView& batch, bool discard) {
  Kept kept;
  const std::optional<protocol::Codec> codec = batch.codec();
  if (!codec.has_value()) return Error(ErrorCode::kCorruptMessage, "a batch of an unknown codec");
  ByteView body = batch.body();
  if (*codec != protocol::Codec::kNone && batch.record_count() > 0) {
    unpacked_.clear();
    const Status done = protocol::decompress_all(decompressor_, *codec, body, kDecompressedSizeMax, unpacked_);
    if (!done.ok()) return Error(ErrorCode::kCorruptMessage, done.error().message);
    body = unpacked_;
  }
  protocol::RecordIterator records(batch, body);
  std::size_t at = 0;
  while (true) {
    const Result<std::optional<RecordView>> record = records.next();
    if (!record.ok()) return Error(ErrorCode::kCorruptMessage, record.error().message);
    if (!record->has_value()) break;
    ++counts_.records_read;
    const ByteView encoded = body.subspan(at, (*record)->size_bytes);
    at += (*record)->size_bytes;
    if (discard || !keep_record(batch, **record)) {
      kept.all = false;
      continue;
    }
    const std::optional<ByteView> rest = behind_deltas(encoded);
    if (!rest.has_value()) return Error(ErrorCode::kCorruptMessage, "a record that cannot be read");
    kept.records.push_back(**record);
    kept.raw.push_back(*rest);
    kept.max_timestamp_ms = std::max(kept.max_timestamp_ms, (*record)->timestamp);
    if (!(*record)->value.has_value()) kept.tombstones = true;
  }
  counts_.records_kept += kept.records.size();
  return kept;
}

Result<std::optional<Slice>> BatchFilter::filter(const BatchView& batch, const Slice& source) {
  const bool dispensable =
      batch.is_control() ? rules_.transactions.on_control(batch) : rules_.transactions.on_data(batch);
  const bool horizon_passed = batch.has_delete_horizon() && batch.base_timestamp() <= rules_.now_ms;
  const bool discard = dispensable && (!batch.is_control() || horizon_passed);
  const bool stays = must_stay(batch);
  if (discard && !stays) {
    counts_.records_read += static_cast<std::uint64_t>(std::max(batch.record_count(), 0));
    return std::optional<Slice>();
  }
  Result<Kept> kept = select(batch, discard);
  if (!kept.ok()) return std::move(kept).error();
  if (kept->records.empty()) {
    if (!stays) return std::optional<Slice>();
    return std::optional<Slice>(emptied(batch));
  }
  const bool wants_horizon = (kept->tombstones || (dispensable && batch.is_control())) && !batch.has_delete_horizon();
  if (kept->all && !wants_horizon) {
    return std::optional<Slice>(Slice(source.owner, batch.bytes()));
  }
  std::optional<std::int64_t> horizon_ms;
  if (batch.has_delete_horizon()) horizon_ms = batch.base_timestamp();
  if (wants_horizon) horizon_ms = protocol::wrapping_add(rules_.now_ms, rules_.delete_retention_ms);
  Result<Slice> written = rewrite(batch, *kept, horizon_ms);
  if (!written.ok()) return std::move(written).error();
  return std::optional<Slice>(*std::move(written));
}

Result<Slice> BatchFilter::rewrite(const BatchView& batch, const Kept& kept, std::optional<std::int64_t> horizon_ms) {
  const std::int64_t base_timestamp = horizon_ms.value_or(kept.records.front().timestamp);
  packed_.clear();
  std::vector<std::uint8_t> body;
  body.reserve(batch.size());
  for (std::size_t i = 0; i < kept.records.size(); ++i) {
    const std::int64_t delta = protocol::wrapping_subtract(kept.records[i].timestamp, base_timestamp);
    append_record(body, delta, kept.records[i].offset_delta, kept.raw[i]);
  }
  const protocol::Codec codec = *batch.codec();
  ByteView stored = body;
  if (codec != protocol::Codec::kNone) {
    const Status packed = compressor_.compress(codec, protocol::default_level(codec), body, packed_);
    if (!packed.ok()) return packed.error();
    stored = packed_;
  }
  std::int32_t attributes = batch.attributes() & ~protocol::kDeleteHorizonMask;
  if (horizon_ms.has_value()) attributes |= protocol::kDeleteHorizonMask;
  const bool append_time = batch.timestamp_type() == protocol::TimestampType::kLogAppendTime;
  const std::int64_t max_timestamp = append_time ? batch.max_timestamp() : kept.max_timestamp_ms;
  return with_header_of(batch, stored, attributes, base_timestamp, max_timestamp,
                        static_cast<std::int32_t>(kept.records.size()));
}

Slice BatchFilter::emptied(const BatchView& batch) {
  const std::int32_t attributes = batch.attributes() & ~(protocol::kDeleteHorizonMask | protocol::kCodecMask);
  return with_header_of(batch, {}, attributes, protocol::kNoTimestamp, batch.max_timestamp(), 0);
}

}  // namespace klamm
