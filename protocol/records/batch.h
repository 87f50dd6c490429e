// Record batches, magic 2: where their fields lie, a checked view of one, a walk along many, and the few fields that a
// broker patches in place. Source: KIP-98; the layout is Kafka's DefaultRecordBatch, all numbers big-endian.
//
// Views do not own: whoever holds the bytes (a Slice, a segment's read buffer) keeps them alive. Pure, any shard.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "protocol/compression/codec.h"
#include "runtime/base/buffer.h"
#include "runtime/base/bytes.h"
#include "runtime/base/ids.h"
#include "runtime/base/result.h"

namespace klamm::protocol {

// Offsets of the fields within a batch.
inline constexpr std::size_t kBaseOffsetAt = 0;             // int64
inline constexpr std::size_t kBatchLengthAt = 8;            // int32: bytes after this field
inline constexpr std::size_t kPartitionLeaderEpochAt = 12;  // int32; outside the CRC
inline constexpr std::size_t kMagicAt = 16;                 // int8, at the same place in every message format
inline constexpr std::size_t kCrcAt = 17;                   // uint32: CRC-32C of everything behind it
inline constexpr std::size_t kAttributesAt = 21;            // int16
inline constexpr std::size_t kLastOffsetDeltaAt = 23;       // int32
inline constexpr std::size_t kBaseTimestampAt = 27;         // int64
inline constexpr std::size_t kMaxTimestampAt = 35;          // int64
inline constexpr std::size_t kProducerIdAt = 43;            // int64
inline constexpr std::size_t kProducerEpochAt = 51;         // int16
inline constexpr std::size_t kBaseSequenceAt = 53;          // int32
inline constexpr std::size_t kRecordCountAt = 57;           // int32
inline constexpr std::size_t kBatchHeaderSize = 61;

// The part before and including the length, which the length does not count.
inline constexpr std::size_t kLogOverhead = kBatchLengthAt + 4;
// What must be there to know the size and the format of an entry, whatever its magic.
inline constexpr std::size_t kHeaderUpToMagicSize = kMagicAt + 1;

static_assert(kLogOverhead == kPartitionLeaderEpochAt);
static_assert(kAttributesAt == kCrcAt + 4);
static_assert(kBatchHeaderSize == kRecordCountAt + 4);

inline constexpr std::int8_t kMagicV0 = 0;
inline constexpr std::int8_t kMagicV1 = 1;
inline constexpr std::int8_t kMagicV2 = 2;

// Bits of the attributes.
inline constexpr std::int16_t kCodecMask = 0x07;
inline constexpr std::int16_t kTimestampTypeMask = 0x08;  // set: log append time
inline constexpr std::int16_t kTransactionalMask = 0x10;
inline constexpr std::int16_t kControlMask = 0x20;
inline constexpr std::int16_t kDeleteHorizonMask = 0x40;  // set: base timestamp is when compaction may drop tombstones

inline constexpr std::int64_t kNoTimestamp = -1;
inline constexpr std::int32_t kNoSequence = -1;

// The sum and the difference without undefined behaviour: numbers out of bytes that a client made may overflow.
[[nodiscard]] constexpr std::int64_t wrapping_add(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
[[nodiscard]] constexpr std::int64_t wrapping_subtract(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

// Kafka's message.timestamp.type.
enum class TimestampType : std::uint8_t { kCreateTime = 0, kLogAppendTime = 1 };

// A whole batch of magic 2 in memory. Its lengths are checked, nothing else: not the CRC, not the records.
class BatchView {
 public:
  // The batch that `bytes` begins with; more may follow. Errors: kCorruptMessage where the length is impossible, the
  // magic is not 2, or `bytes` ends before the batch does.
  static Result<BatchView> parse(ByteView bytes);

  [[nodiscard]] ByteView bytes() const { return bytes_; }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }
  // The records, compressed as codec() says.
  [[nodiscard]] ByteView body() const { return bytes_.subspan(kBatchHeaderSize); }

  [[nodiscard]] Offset base_offset() const { return Offset(field<std::int64_t>(kBaseOffsetAt)); }
  [[nodiscard]] Offset last_offset() const { return offset_at(last_offset_delta()); }
  [[nodiscard]] Offset next_offset() const { return Offset(wrapping_add(last_offset().value, 1)); }
  // Offsets and timestamps of hostile batches may overflow; they wrap, as Java's do.
  [[nodiscard]] Offset offset_at(std::int32_t delta) const { return Offset(wrapping_add(base_offset().value, delta)); }
  [[nodiscard]] LeaderEpoch partition_leader_epoch() const {
    return LeaderEpoch(field<std::int32_t>(kPartitionLeaderEpochAt));
  }
  [[nodiscard]] std::uint32_t crc() const { return field<std::uint32_t>(kCrcAt); }
  [[nodiscard]] std::int16_t attributes() const { return field<std::int16_t>(kAttributesAt); }
  [[nodiscard]] std::int32_t last_offset_delta() const { return field<std::int32_t>(kLastOffsetDeltaAt); }
  [[nodiscard]] std::int64_t base_timestamp() const { return field<std::int64_t>(kBaseTimestampAt); }
  [[nodiscard]] std::int64_t max_timestamp() const { return field<std::int64_t>(kMaxTimestampAt); }
  [[nodiscard]] ProducerId producer_id() const { return ProducerId(field<std::int64_t>(kProducerIdAt)); }
  [[nodiscard]] ProducerEpoch producer_epoch() const { return ProducerEpoch(field<std::int16_t>(kProducerEpochAt)); }
  [[nodiscard]] std::int32_t base_sequence() const { return field<std::int32_t>(kBaseSequenceAt); }
  // base_sequence() plus the last offset delta, from 2147483647 on to 0; kNoSequence without a sequence.
  [[nodiscard]] std::int32_t last_sequence() const;
  [[nodiscard]] std::int32_t record_count() const { return field<std::int32_t>(kRecordCountAt); }

  // Nothing where the id is none that is defined.
  [[nodiscard]] std::optional<Codec> codec() const { return codec_from_id(attributes() & kCodecMask); }
  [[nodiscard]] TimestampType timestamp_type() const {
    return (attributes() & kTimestampTypeMask) != 0 ? TimestampType::kLogAppendTime : TimestampType::kCreateTime;
  }
  [[nodiscard]] bool is_transactional() const { return (attributes() & kTransactionalMask) != 0; }
  [[nodiscard]] bool is_control() const { return (attributes() & kControlMask) != 0; }
  [[nodiscard]] bool has_delete_horizon() const { return (attributes() & kDeleteHorizonMask) != 0; }
  [[nodiscard]] bool has_producer_id() const { return producer_id().value > kNoProducerId.value; }

  // Reads the whole batch.
  [[nodiscard]] std::uint32_t computed_crc() const;
  [[nodiscard]] bool crc_ok() const { return crc() == computed_crc(); }

 private:
  explicit BatchView(ByteView bytes) : bytes_(bytes) {}
  template <class T>
  [[nodiscard]] T field(std::size_t at) const {
    return load_be<T>(bytes_.data() + at);
  }

  ByteView bytes_;
};

// What the first bytes of a log entry say, whatever its message format.
struct EntryHeader {
  std::int64_t offset = 0;
  std::size_t size_bytes = 0;  // of the whole entry, kLogOverhead included
  std::int8_t magic = 0;
};

// Nothing where fewer than kHeaderUpToMagicSize bytes are there. The whole entry need not be there.
// Errors: kCorruptMessage where the size or the magic is impossible.
Result<std::optional<EntryHeader>> peek_entry(ByteView bytes);

// Walks along batches that lie one behind the other. A batch that is cut off at the end is not an error: fetch
// responses and torn segments end so; unread() begins with it.
class BatchRun {
 public:
  explicit BatchRun(ByteView bytes) : unread_(bytes) {}

  // The next whole batch, or nothing at the end. Errors: kCorruptMessage; the run stays where it is.
  Result<std::optional<BatchView>> next();
  [[nodiscard]] ByteView unread() const { return unread_; }

 private:
  ByteView unread_;
};

// The bytes of a slice for patching. REQUIRES: the slice has an owner, and nobody else reads these bytes yet.
[[nodiscard]] MutableByteView mutable_bytes(const Slice& slice);

// Patches of one whole batch. REQUIRES: `batch` passed BatchView::parse. The first two lie outside the CRC.
void set_base_offset(MutableByteView batch, Offset offset);
void set_partition_leader_epoch(MutableByteView batch, LeaderEpoch epoch);
// Sets the field and the attribute bit, and the CRC if that changed anything; true where it did.
bool set_max_timestamp(MutableByteView batch, TimestampType type, std::int64_t max_timestamp);
// Makes the CRC fit the rest, after any other change.
void update_crc(MutableByteView batch);

}  // namespace klamm::protocol
