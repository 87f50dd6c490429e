#include "protocol/records/batch.h"

#include <limits>
#include <string>

#include "runtime/base/assert.h"
#include "runtime/base/crc32c.h"

namespace klamm::protocol {

namespace {

// The smallest thing behind offset and size in any format: an empty message of magic 0 (crc, magic, attributes, two
// lengths).
constexpr std::int32_t kEntrySizeMin = 14;

std::uint32_t crc_of(ByteView batch) { return crc32c(batch.subspan(kAttributesAt)); }

}  // namespace

Result<std::optional<EntryHeader>> peek_entry(ByteView bytes) {
  if (bytes.size() < kHeaderUpToMagicSize) return std::optional<EntryHeader>();
  const std::int32_t length = load_be<std::int32_t>(bytes.data() + kBatchLengthAt);
  if (length < kEntrySizeMin) {
    return Error(ErrorCode::kCorruptMessage, "Record size " + std::to_string(length) +
                                                 " is less than the minimum record overhead (" +
                                                 std::to_string(kEntrySizeMin) + ")");
  }
  EntryHeader header;
  header.offset = load_be<std::int64_t>(bytes.data() + kBaseOffsetAt);
  header.size_bytes = kLogOverhead + static_cast<std::size_t>(length);
  header.magic = static_cast<std::int8_t>(bytes[kMagicAt]);
  if (header.magic < kMagicV0 || header.magic > kMagicV2) {
    return Error(ErrorCode::kCorruptMessage, "Invalid magic found in record: " + std::to_string(header.magic));
  }
  return std::optional<EntryHeader>(header);
}

Result<BatchView> BatchView::parse(ByteView bytes) {
  Result<std::optional<EntryHeader>> peeked = peek_entry(bytes);
  if (!peeked) return std::move(peeked).error();
  const std::optional<EntryHeader>& header = *peeked;
  if (!header) return Error(ErrorCode::kCorruptMessage, "Record batch is cut off within its header");
  if (header->magic != kMagicV2) {
    return Error(ErrorCode::kCorruptMessage, "Record batch has magic " + std::to_string(header->magic) + ", not 2");
  }
  if (header->size_bytes < kBatchHeaderSize) {
    return Error(ErrorCode::kCorruptMessage, "Record batch is corrupt (the size " + std::to_string(header->size_bytes) +
                                                 " is smaller than the minimum allowed overhead 61)");
  }
  if (header->size_bytes > bytes.size()) return Error(ErrorCode::kCorruptMessage, "Record batch is cut off");
  return BatchView(bytes.first(header->size_bytes));
}

std::int32_t BatchView::last_sequence() const {
  const std::int32_t first = base_sequence();
  if (first == kNoSequence) return kNoSequence;
  const std::int64_t last = std::int64_t{first} + last_offset_delta();
  constexpr std::int64_t kMax = std::numeric_limits<std::int32_t>::max();
  return static_cast<std::int32_t>(last > kMax ? last - kMax - 1 : last);
}

std::uint32_t BatchView::computed_crc() const { return crc_of(bytes_); }

Result<std::optional<BatchView>> BatchRun::next() {
  Result<std::optional<EntryHeader>> peeked = peek_entry(unread_);
  if (!peeked) return std::move(peeked).error();
  if (!peeked->has_value() || (*peeked)->size_bytes > unread_.size()) return std::optional<BatchView>();
  Result<BatchView> batch = BatchView::parse(unread_);
  if (!batch) return std::move(batch).error();
  unread_ = unread_.subspan(batch->size());
  return std::optional<BatchView>(*batch);
}

MutableByteView mutable_bytes(const Slice& slice) {
  KLAMM_ASSERT(slice.owner.data() != nullptr || slice.size() == 0);
  if (slice.size() == 0) return {};
  const std::ptrdiff_t at = slice.bytes.data() - slice.owner.data();
  KLAMM_ASSERT(at >= 0 && static_cast<std::size_t>(at) + slice.size() <= slice.owner.size());
  return {slice.owner.data() + at, slice.size()};
}

void set_base_offset(MutableByteView batch, Offset offset) { store_be(batch.data() + kBaseOffsetAt, offset.value); }

void set_partition_leader_epoch(MutableByteView batch, LeaderEpoch epoch) {
  store_be(batch.data() + kPartitionLeaderEpochAt, epoch.value);
}

bool set_max_timestamp(MutableByteView batch, TimestampType type, std::int64_t max_timestamp) {
  const std::int16_t before = load_be<std::int16_t>(batch.data() + kAttributesAt);
  const std::int16_t after = static_cast<std::int16_t>(
      type == TimestampType::kLogAppendTime ? before | kTimestampTypeMask : before & ~kTimestampTypeMask);
  if (before == after && load_be<std::int64_t>(batch.data() + kMaxTimestampAt) == max_timestamp) return false;
  store_be(batch.data() + kAttributesAt, after);
  store_be(batch.data() + kMaxTimestampAt, max_timestamp);
  update_crc(batch);
  return true;
}

void update_crc(MutableByteView batch) {
  KLAMM_ASSERT(batch.size() >= kBatchHeaderSize);
  store_be(batch.data() + kCrcAt, crc_of(batch));
}

}  // namespace klamm::protocol
