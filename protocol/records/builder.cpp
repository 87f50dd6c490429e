#include "protocol/records/builder.h"

#include <algorithm>
#include <cstring>

#include "protocol/records/varint.h"
#include "runtime/base/assert.h"

namespace klamm::protocol {

namespace {

std::size_t bytes_size(std::optional<ByteView> bytes) {
  if (!bytes) return varlong_size(-1);
  return varlong_size(static_cast<std::int64_t>(bytes->size())) + bytes->size();
}

void append_bytes(std::vector<std::uint8_t>& out, std::optional<ByteView> bytes) {
  if (!bytes) {
    append_varlong(out, -1);
    return;
  }
  append_varlong(out, static_cast<std::int64_t>(bytes->size()));
  out.insert(out.end(), bytes->begin(), bytes->end());
}

std::int16_t attributes_of(const BatchOptions& options) {
  int attributes = static_cast<int>(options.codec);
  if (options.timestamp_type == TimestampType::kLogAppendTime) attributes |= kTimestampTypeMask;
  if (options.transactional) attributes |= kTransactionalMask;
  if (options.control) attributes |= kControlMask;
  return static_cast<std::int16_t>(attributes);
}

}  // namespace

void BatchBuilder::add(std::int64_t timestamp, std::optional<ByteView> key, std::optional<ByteView> value,
                       std::span<const RecordHeaderView> headers) {
  add_at(last_offset_delta_ + 1, timestamp, key, value, headers);
}

void BatchBuilder::add_at(std::int32_t offset_delta, std::int64_t timestamp, std::optional<ByteView> key,
                          std::optional<ByteView> value, std::span<const RecordHeaderView> headers) {
  KLAMM_ASSERT(offset_delta > last_offset_delta_);
  if (record_count_ == 0) base_timestamp_ = timestamp;
  const std::int64_t timestamp_delta = wrapping_subtract(timestamp, base_timestamp_);
  std::size_t size = 1 + varlong_size(timestamp_delta) + varlong_size(offset_delta) + bytes_size(key) +
                     bytes_size(value) + varlong_size(static_cast<std::int64_t>(headers.size()));
  for (const RecordHeaderView& header : headers) size += bytes_size(header.key) + bytes_size(header.value);

  append_varlong(body_, static_cast<std::int64_t>(size));
  const std::size_t start = body_.size();
  body_.push_back(0);
  append_varlong(body_, timestamp_delta);
  append_varlong(body_, offset_delta);
  append_bytes(body_, key);
  append_bytes(body_, value);
  append_varlong(body_, static_cast<std::int64_t>(headers.size()));
  for (const RecordHeaderView& header : headers) {
    append_bytes(body_, header.key);
    append_bytes(body_, header.value);
  }
  KLAMM_ASSERT(body_.size() == start + size);

  max_timestamp_ = std::max(max_timestamp_, timestamp);
  last_offset_delta_ = offset_delta;
  ++record_count_;
}

void BatchBuilder::add_control(std::int64_t timestamp, ControlRecordType type, ByteView value) {
  KLAMM_ASSERT(options_.control);
  std::uint8_t key[4] = {};
  store_be(key + 2, static_cast<std::int16_t>(type));
  add(timestamp, ByteView(key), value);
}

std::size_t BatchBuilder::record_size_max(std::size_t key_bytes, std::size_t value_bytes) {
  // Length, attributes, timestamp delta, offset delta, two lengths, an empty array of headers.
  return kVarintSizeMax + 1 + kVarlongSizeMax + 3 * kVarintSizeMax + 1 + key_bytes + value_bytes;
}

Buffer BatchBuilder::finish(ByteView body) const {
  const std::size_t size = kBatchHeaderSize + body.size();
  const bool append_time = options_.timestamp_type == TimestampType::kLogAppendTime;
  Buffer buffer = Buffer::allocate(size);
  std::uint8_t* to = buffer.data();
  store_be(to + kBaseOffsetAt, options_.base_offset.value);
  store_be(to + kBatchLengthAt, static_cast<std::int32_t>(size - kLogOverhead));
  store_be(to + kPartitionLeaderEpochAt, options_.partition_leader_epoch.value);
  to[kMagicAt] = static_cast<std::uint8_t>(kMagicV2);
  store_be(to + kAttributesAt, attributes_of(options_));
  store_be(to + kLastOffsetDeltaAt, std::max(last_offset_delta_, 0));
  store_be(to + kBaseTimestampAt, base_timestamp_);
  store_be(to + kMaxTimestampAt, append_time ? options_.append_timestamp : max_timestamp_);
  store_be(to + kProducerIdAt, options_.producer_id.value);
  store_be(to + kProducerEpochAt, options_.producer_epoch.value);
  store_be(to + kBaseSequenceAt, options_.base_sequence);
  store_be(to + kRecordCountAt, record_count_);
  if (!body.empty()) std::memcpy(to + kBatchHeaderSize, body.data(), body.size());
  update_crc({to, size});
  return buffer;
}

Buffer BatchBuilder::build() const {
  KLAMM_ASSERT(options_.codec == Codec::kNone);
  return finish(body_);
}

Result<Buffer> BatchBuilder::build(Compressor* compressor) const {
  if (options_.codec == Codec::kNone) return build();
  KLAMM_ASSERT(compressor != nullptr);
  std::vector<std::uint8_t> compressed;
  const int level = options_.level.value_or(default_level(options_.codec));
  Status status = compressor->compress(options_.codec, level, body_, compressed);
  if (!status) return std::move(status).error();
  return finish(compressed);
}

Buffer build_end_txn_marker(const TransactionMarker& marker, std::int64_t timestamp) {
  BatchOptions options;
  options.producer_id = marker.producer_id;
  options.producer_epoch = marker.producer_epoch;
  options.transactional = true;
  options.control = true;
  BatchBuilder builder(options);
  std::uint8_t value[6] = {};  // version int16, coordinator epoch int32
  store_be(value + 2, marker.coordinator_epoch);
  builder.add_control(timestamp, marker.commit ? ControlRecordType::kCommit : ControlRecordType::kAbort,
                      ByteView(value));
  return builder.build();
}

std::optional<ControlKey> parse_control_key(std::optional<ByteView> key) {
  if (!key || key->size() < 4) return std::nullopt;
  return ControlKey{load_be<std::int16_t>(key->data()), load_be<std::int16_t>(key->data() + 2)};
}

}  // namespace klamm::protocol
