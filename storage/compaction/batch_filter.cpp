#include "storage/compaction/batch_filter.h"

#include <algorithm>

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

// Makes the header of another batch fit `to`, which begins with a copy of it and has its own records behind that.
void finish_batch(std::vector<std::uint8_t>& to, std::int32_t attributes, std::int64_t base_timestamp,
                  std::int64_t max_timestamp, std::size_t count) {
  std::uint8_t* const at = to.data();
  store_be(at + protocol::kBatchLengthAt, static_cast<std::int32_t>(to.size() - protocol::kLogOverhead));
  store_be(at + protocol::kAttributesAt, static_cast<std::int16_t>(attributes));
  store_be(at + protocol::kBaseTimestampAt, base_timestamp);
  store_be(at + protocol::kMaxTimestampAt, max_timestamp);
  store_be(at + protocol::kRecordCountAt, static_cast<std::int32_t>(count));
  protocol::update_crc(to);
}

void begin_batch(std::vector<std::uint8_t>& to, const BatchView& like) {
  const ByteView header = like.bytes().first(protocol::kBatchHeaderSize);
  to.assign(header.begin(), header.end());
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

bool BatchFilter::keep_record(const BatchView& batch, const Looked& looked) const {
  const RecordView& record = looked.record;
  if (batch.is_control() || record.offset >= rules_.map_end) return true;
  if (!record.key.has_value()) return false;
  const std::optional<Offset> latest = rules_.map.find(looked.hash);
  if (latest.has_value() && record.offset < *latest) return false;
  return record.value.has_value() || !batch.has_delete_horizon() || rules_.now_ms < batch.base_timestamp();
}

void BatchFilter::judge(const BatchView& batch, std::size_t count, bool discard) {
  for (std::size_t i = 0; i < count; ++i) {
    const Looked& looked = looked_[i];
    if (discard || !keep_record(batch, looked)) {
      kept_.all = false;
      continue;
    }
    kept_.records.push_back(
        {.encoded = looked.encoded, .timestamp = looked.record.timestamp, .offset_delta = looked.record.offset_delta});
    kept_.max_timestamp_ms = std::max(kept_.max_timestamp_ms, looked.record.timestamp);
    if (!looked.record.value.has_value()) kept_.tombstones = true;
  }
}

Status BatchFilter::select(const BatchView& batch, bool discard) {
  kept_.records.clear();
  kept_.max_timestamp_ms = -1;
  kept_.all = true;
  kept_.tombstones = false;
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
  std::size_t waiting = 0;
  while (true) {
    const Result<std::optional<RecordView>> record = records.next();
    if (!record.ok()) return Error(ErrorCode::kCorruptMessage, record.error().message);
    if (!record->has_value()) break;
    ++counts_.records_read;
    Looked& looked = looked_[waiting++];
    looked.record = **record;
    looked.encoded = body.subspan(at, looked.record.size_bytes);
    at += looked.record.size_bytes;
    if (looked.record.key.has_value()) {
      looked.hash = rules_.map.hash(*looked.record.key);
      rules_.map.prefetch(looked.hash);
    }
    if (waiting < kLookedMax) continue;
    judge(batch, waiting, discard);
    waiting = 0;
  }
  judge(batch, waiting, discard);
  counts_.records_kept += kept_.records.size();
  return {};
}

Result<std::optional<ByteView>> BatchFilter::filter(const BatchView& batch) {
  const bool dispensable =
      batch.is_control() ? rules_.transactions.on_control(batch) : rules_.transactions.on_data(batch);
  const bool horizon_passed = batch.has_delete_horizon() && batch.base_timestamp() <= rules_.now_ms;
  const bool discard = dispensable && (!batch.is_control() || horizon_passed);
  const bool stays = must_stay(batch);
  if (discard && !stays) {
    counts_.records_read += static_cast<std::uint64_t>(std::max(batch.record_count(), 0));
    return std::optional<ByteView>();
  }
  const Status selected = select(batch, discard);
  if (!selected.ok()) return selected.error();
  if (kept_.records.empty()) {
    if (!stays) return std::optional<ByteView>();
    return std::optional<ByteView>(emptied(batch));
  }
  const bool wants_horizon = (kept_.tombstones || (dispensable && batch.is_control())) && !batch.has_delete_horizon();
  if (kept_.all && !wants_horizon) return std::optional<ByteView>(batch.bytes());
  std::optional<std::int64_t> horizon_ms;
  if (batch.has_delete_horizon()) horizon_ms = batch.base_timestamp();
  if (wants_horizon) horizon_ms = protocol::wrapping_add(rules_.now_ms, rules_.delete_retention_ms);
  const Result<ByteView> written = rewrite(batch, horizon_ms);
  if (!written.ok()) return written.error();
  return std::optional<ByteView>(*written);
}

Status BatchFilter::append_records(const BatchView& batch, std::int64_t base_timestamp,
                                   std::vector<std::uint8_t>& out) {
  if (base_timestamp == batch.base_timestamp()) {
    // Nothing in a record changes, its offset least of all: neighbours are copied together.
    for (std::size_t i = 0; i < kept_.records.size();) {
      const std::uint8_t* const from = kept_.records[i].encoded.data();
      const std::uint8_t* to = from;
      for (; i < kept_.records.size() && kept_.records[i].encoded.data() == to; ++i) {
        to += kept_.records[i].encoded.size();
      }
      out.insert(out.end(), from, to);
    }
    return {};
  }
  for (const KeptRecord& record : kept_.records) {
    const std::optional<ByteView> rest = behind_deltas(record.encoded);
    if (!rest.has_value()) return Error(ErrorCode::kCorruptMessage, "a record that cannot be read");
    append_record(out, protocol::wrapping_subtract(record.timestamp, base_timestamp), record.offset_delta, *rest);
  }
  return {};
}

Result<ByteView> BatchFilter::rewrite(const BatchView& batch, std::optional<std::int64_t> horizon_ms) {
  const std::int64_t base_timestamp = horizon_ms.value_or(kept_.records.front().timestamp);
  const protocol::Codec codec = *batch.codec();
  begin_batch(batch_, batch);
  if (codec == protocol::Codec::kNone) {
    const Status appended = append_records(batch, base_timestamp, batch_);
    if (!appended.ok()) return appended.error();
  } else {
    body_.clear();
    const Status appended = append_records(batch, base_timestamp, body_);
    if (!appended.ok()) return appended.error();
    const Status packed = compressor_.compress(codec, protocol::default_level(codec), body_, batch_);
    if (!packed.ok()) return packed.error();
  }
  std::int32_t attributes = batch.attributes() & ~protocol::kDeleteHorizonMask;
  if (horizon_ms.has_value()) attributes |= protocol::kDeleteHorizonMask;
  const bool append_time = batch.timestamp_type() == protocol::TimestampType::kLogAppendTime;
  const std::int64_t max_timestamp = append_time ? batch.max_timestamp() : kept_.max_timestamp_ms;
  finish_batch(batch_, attributes, base_timestamp, max_timestamp, kept_.records.size());
  return ByteView(batch_);
}

ByteView BatchFilter::emptied(const BatchView& batch) {
  begin_batch(batch_, batch);
  const std::int32_t attributes = batch.attributes() & ~(protocol::kDeleteHorizonMask | protocol::kCodecMask);
  finish_batch(batch_, attributes, protocol::kNoTimestamp, batch.max_timestamp(), 0);
  return batch_;
}

}  // namespace klamm
