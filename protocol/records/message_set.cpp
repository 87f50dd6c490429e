#include "protocol/records/message_set.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "protocol/records/builder.h"
#include "protocol/records/record.h"
#include "runtime/base/assert.h"

namespace klamm::protocol {

namespace {

constexpr std::size_t kMessageCrcAt = kLogOverhead;
constexpr std::size_t kMessageCrcEnd = kMessageCrcAt + 4;
constexpr std::size_t kMessageAttributesAt = kMagicAt + 1;
constexpr std::size_t kMessageTimestampAt = kMessageAttributesAt + 1;  // magic 1 only
static_assert(kMessageCrcEnd == kMagicAt);

// Crc, magic, attributes, the timestamp of magic 1, two lengths.
constexpr std::size_t message_overhead(std::int8_t magic) { return magic == kMagicV0 ? 14 : 22; }

std::uint32_t crc_ieee(ByteView bytes) { return static_cast<std::uint32_t>(crc32_z(0, bytes.data(), bytes.size())); }

Lz4Framing framing_of(std::int8_t magic) { return magic == kMagicV0 ? Lz4Framing::kMagic0 : Lz4Framing::kStandard; }

Error invalid(std::string text) { return Error(ErrorCode::kInvalidRecord, std::move(text)); }
Error corrupt(std::string text) { return Error(ErrorCode::kCorruptMessage, std::move(text)); }

// One message of an old format; views of the set.
struct Message {
  std::int64_t offset = 0;
  std::size_t size_bytes = 0;
  std::uint32_t stored_crc = 0;
  bool crc_ok = false;
  std::int8_t magic = kMagicV0;
  std::uint8_t attributes = 0;
  std::int64_t timestamp = kNoTimestamp;
  std::optional<ByteView> key;
  std::optional<ByteView> value;

  [[nodiscard]] int codec_id() const { return attributes & kCodecMask; }
  [[nodiscard]] bool has_append_time() const { return magic > kMagicV0 && (attributes & kTimestampTypeMask) != 0; }
};

bool read_field(ByteView& from, std::optional<ByteView>& out) {
  if (from.size() < 4) return false;
  const std::int32_t size = load_be<std::int32_t>(from.data());
  from = from.subspan(4);
  if (size < 0) return true;
  if (std::cmp_greater(size, from.size())) return false;
  out = from.first(static_cast<std::size_t>(size));
  from = from.subspan(static_cast<std::size_t>(size));
  return true;
}

// REQUIRES: `entry` is one whole entry of magic 0 or 1.
Result<Message> parse_message(ByteView entry, const EntryHeader& header) {
  if (header.size_bytes - kLogOverhead < message_overhead(header.magic)) {
    return corrupt("Record is corrupt (crc could not be retrieved as the record is too small, size = " +
                   std::to_string(header.size_bytes - kLogOverhead) + ")");
  }
  Message message;
  message.offset = header.offset;
  message.size_bytes = header.size_bytes;
  message.magic = header.magic;
  message.stored_crc = load_be<std::uint32_t>(entry.data() + kMessageCrcAt);
  message.crc_ok = message.stored_crc == crc_ieee(entry.subspan(kMessageCrcEnd));
  message.attributes = entry[kMessageAttributesAt];
  ByteView rest = entry.subspan(kMessageTimestampAt);
  if (header.magic == kMagicV1) {
    message.timestamp = load_be<std::int64_t>(rest.data());
    rest = rest.subspan(8);
  }
  // A message whose CRC is right and whose lengths are not was built wrongly; one with a wrong CRC is told as such.
  const bool fits = read_field(rest, message.key) && read_field(rest, message.value);
  if (!fits && message.crc_ok) return invalid("Found invalid record structure");
  return message;
}

// The next whole message of a set, and moves behind it; nothing at the end or where the last one is cut off.
Result<std::optional<Message>> next_message(ByteView& set) {
  Result<std::optional<EntryHeader>> header = peek_entry(set);
  if (!header) return std::move(header).error();
  if (!header->has_value() || (*header)->size_bytes > set.size()) return std::optional<Message>();
  if ((*header)->magic > kMagicV1) return invalid("A message set contains a record batch with magic 2");
  Result<Message> message = parse_message(set.first((*header)->size_bytes), **header);
  if (!message) return std::move(message).error();
  set = set.subspan((*header)->size_bytes);
  return std::optional<Message>(*message);
}

// Makes one batch of the messages of a produce request.
class UpConverter {
 public:
  UpConverter(const UpConversion& options, const Message& first, Codec codec, Decompressor& decompressor)
      : options_(options), decompressor_(decompressor), magic_(first.magic), builder_(batch_options(first, codec)) {}

  Status add(const Message& message);
  [[nodiscard]] const BatchBuilder& builder() const { return builder_; }

 private:
  static BatchOptions batch_options(const Message& first, Codec codec) {
    BatchOptions options;
    options.codec = codec;
    // Validation refuses or rewrites it, as it does for a batch that says so itself.
    if (first.has_append_time()) {
      options.timestamp_type = TimestampType::kLogAppendTime;
      options.append_timestamp = first.timestamp;
    }
    return options;
  }
  Status add_wrapped(const Message& wrapper);
  [[nodiscard]] std::string in_partition() const {
    return " in topic partition " + std::string(options_.topic_partition);
  }

  const UpConversion& options_;
  Decompressor& decompressor_;
  std::int8_t magic_;
  int entries_ = 0;
  bool wrapped_ = false;
  BatchBuilder builder_;
};

Status UpConverter::add(const Message& message) {
  if (std::cmp_greater(message.size_bytes, options_.message_bytes_max)) {
    return Error(ErrorCode::kMessageTooLarge,
                 "The record batch size in the append to " + std::string(options_.topic_partition) + " is " +
                     std::to_string(message.size_bytes) + " bytes which exceeds the maximum configured value of " +
                     std::to_string(options_.message_bytes_max) + ")");
  }
  if (!message.crc_ok) {
    return corrupt("Record is corrupt (stored crc = " + std::to_string(message.stored_crc) + ")" + in_partition() +
                   ".");
  }
  if (message.magic != magic_) {
    return invalid("Batch magic " + std::to_string(message.magic) +
                   " is not the same as the first batch's magic byte " + std::to_string(magic_) + in_partition());
  }
  ++entries_;
  if (message.codec_id() != 0) wrapped_ = true;
  if (wrapped_ && entries_ > 1) return invalid("Compressed outer record has more than one batch");
  if (wrapped_) return add_wrapped(message);
  builder_.add(message.timestamp, message.key, message.value);
  return {};
}

Status UpConverter::add_wrapped(const Message& wrapper) {
  const std::optional<Codec> codec = codec_from_id(wrapper.codec_id());
  KLAMM_ASSERT(codec.has_value());  // message_set_to_batch() has looked.
  if (!wrapper.value) {
    return invalid("Found invalid compressed record set with null value (magic = " + std::to_string(magic_) + ")");
  }
  std::vector<std::uint8_t> inner;
  Status status =
      decompress_all(decompressor_, *codec, *wrapper.value, options_.decompressed_bytes_max, inner, framing_of(magic_));
  if (!status) {
    if (status.code() == ErrorCode::kMessageTooLarge) return status;
    return Error(ErrorCode::kUnknownServerError, "Failed to decompress record stream: " + status.error().message);
  }
  ByteView unread(inner);
  for (;;) {
    Result<std::optional<Message>> next = next_message(unread);
    if (!next) return std::move(next).error();
    if (!next->has_value()) break;
    const Message& message = **next;
    if (message.magic != magic_) {
      return invalid("Compressed message magic " + std::to_string(message.magic) + " does not match wrapper magic " +
                     std::to_string(magic_));
    }
    if (message.codec_id() != 0) return invalid("Inner messages must not be compressed");
    if (!message.crc_ok) {
      return corrupt("Record is corrupt (stored crc = " + std::to_string(message.stored_crc) + ")" + in_partition());
    }
    builder_.add(message.timestamp, message.key, message.value);
  }
  if (builder_.empty()) return invalid("Found invalid compressed record set with no inner records");
  return {};
}

// A request of an old version that holds batches of magic 2 after all: RecordValidator sees to them.
bool holds_batches(ByteView messages) {
  return messages.size() > kMagicAt && static_cast<std::int8_t>(messages[kMagicAt]) == kMagicV2;
}

void append_number(std::vector<std::uint8_t>& out, std::integral auto number) {
  const std::size_t at = out.size();
  out.resize(at + sizeof number);
  store_be(out.data() + at, number);
}

void append_field(std::vector<std::uint8_t>& out, std::optional<ByteView> field) {
  append_number(out, field ? static_cast<std::int32_t>(field->size()) : std::int32_t{-1});
  if (field) out.insert(out.end(), field->begin(), field->end());
}

struct NewMessage {
  std::int64_t offset = 0;
  std::int8_t magic = kMagicV0;
  std::uint8_t attributes = 0;
  std::int64_t timestamp = kNoTimestamp;
  std::optional<ByteView> key;
  std::optional<ByteView> value;
};

void append_message(std::vector<std::uint8_t>& out, const NewMessage& message) {
  const std::size_t start = out.size();
  append_number(out, message.offset);
  append_number(out, std::int32_t{0});   // The size,
  append_number(out, std::uint32_t{0});  // and the CRC, come when the rest is there.
  out.push_back(static_cast<std::uint8_t>(message.magic));
  out.push_back(message.attributes);
  if (message.magic == kMagicV1) append_number(out, message.timestamp);
  append_field(out, message.key);
  append_field(out, message.value);
  std::uint8_t* const entry = out.data() + start;
  const std::size_t size = out.size() - start;
  store_be(entry + kBatchLengthAt, static_cast<std::int32_t>(size - kLogOverhead));
  store_be(entry + kMessageCrcAt, crc_ieee({entry + kMessageCrcEnd, size - kMessageCrcEnd}));
}

// Makes a message set of batches.
class DownConverter {
 public:
  DownConverter(const DownConversion& options, Compressor& compressor, Decompressor& decompressor)
      : options_(options), compressor_(compressor), decompressor_(decompressor) {}

  Status add(const BatchView& batch);
  [[nodiscard]] ByteView bytes() const { return out_; }

 private:
  [[nodiscard]] std::uint8_t attributes_of(const BatchView& batch) const {
    const bool append_time = batch.timestamp_type() == TimestampType::kLogAppendTime;
    return static_cast<std::uint8_t>(options_.magic == kMagicV1 && append_time ? kTimestampTypeMask : 0);
  }
  Status add_plain(const BatchView& batch);
  Status add_compressed(const BatchView& batch, Codec codec);

  const DownConversion& options_;
  Compressor& compressor_;
  Decompressor& decompressor_;
  std::vector<std::uint8_t> out_;
};

Status DownConverter::add(const BatchView& batch) {
  if (batch.is_control()) return {};
  const std::optional<Codec> codec = batch.codec();
  if (!codec) return corrupt("Unknown compression type id: " + std::to_string(batch.attributes() & kCodecMask));
  if (*codec == Codec::kZstd) {
    return Error(ErrorCode::kUnsupportedCompressionType,
                 "Down-conversion of zstandard-compressed batches is not supported");
  }
  return *codec == Codec::kNone ? add_plain(batch) : add_compressed(batch, *codec);
}

Status DownConverter::add_plain(const BatchView& batch) {
  RecordIterator records(batch, batch.body());
  for (;;) {
    Result<std::optional<RecordView>> next = records.next();
    if (!next) return std::move(next).error();
    if (!next->has_value()) return {};
    const RecordView& record = **next;
    if (record.offset < options_.first_offset) continue;
    append_message(out_, {.offset = record.offset.value,
                          .magic = options_.magic,
                          .attributes = attributes_of(batch),
                          .timestamp = record.timestamp,
                          .key = record.key,
                          .value = record.value});
  }
}

Status DownConverter::add_compressed(const BatchView& batch, Codec codec) {
  std::vector<std::uint8_t> body;
  Status status = decompress_all(decompressor_, codec, batch.body(), options_.decompressed_bytes_max, body);
  if (!status) return status;
  std::vector<std::uint8_t> inner;
  std::optional<Offset> first;
  Offset last{0};
  std::int64_t max_timestamp = kNoTimestamp;
  RecordIterator records(batch, body);
  for (;;) {
    Result<std::optional<RecordView>> next = records.next();
    if (!next) return std::move(next).error();
    if (!next->has_value()) break;
    const RecordView& record = **next;
    if (!first) first = record.offset;
    last = record.offset;
    max_timestamp = std::max(max_timestamp, record.timestamp);
    const bool relative = options_.magic == kMagicV1;
    append_message(inner,
                   {.offset = relative ? wrapping_subtract(record.offset.value, first->value) : record.offset.value,
                    .magic = options_.magic,
                    .attributes = attributes_of(batch),
                    .timestamp = record.timestamp,
                    .key = record.key,
                    .value = record.value});
  }
  if (!first) return {};
  std::vector<std::uint8_t> compressed;
  status = compressor_.compress(codec, default_level(codec), inner, compressed, framing_of(options_.magic));
  if (!status) return status;
  append_message(out_, {.offset = last.value,
                        .magic = options_.magic,
                        .attributes = static_cast<std::uint8_t>(attributes_of(batch) | static_cast<int>(codec)),
                        .timestamp = max_timestamp,
                        .key = std::nullopt,
                        .value = ByteView(compressed)});
  return {};
}

}  // namespace

Result<Buffer> message_set_to_batch(ByteView messages, const UpConversion& options, Compressor& compressor,
                                    Decompressor& decompressor) {
  if (holds_batches(messages)) return Buffer::copy_of(messages);
  ByteView unread = messages;
  Result<std::optional<Message>> next = next_message(unread);
  if (!next) return std::move(next).error();
  if (!next->has_value()) return Buffer();
  const Message first = **next;
  const std::optional<Codec> codec = codec_from_id(first.codec_id());
  // The order of Kafka's checks: a damaged message is told as damaged, whatever its attributes say.
  if (!codec && first.crc_ok) {
    return Error(ErrorCode::kUnknownServerError, "Unknown compression type id: " + std::to_string(first.codec_id()));
  }
  if (codec == Codec::kZstd && first.crc_ok) {
    return Error(ErrorCode::kUnsupportedCompressionType, "Message sets are not allowed to use ZStandard compression");
  }
  UpConverter converter(options, first, codec.value_or(Codec::kNone), decompressor);
  while (next->has_value()) {
    Status status = converter.add(**next);
    if (!status) return std::move(status).error();
    next = next_message(unread);
    if (!next) return std::move(next).error();
  }
  return converter.builder().build(&compressor);
}

Result<Buffer> batches_to_message_set(ByteView batches, const DownConversion& options, Compressor& compressor,
                                      Decompressor& decompressor) {
  KLAMM_ASSERT(options.magic == kMagicV0 || options.magic == kMagicV1);
  DownConverter converter(options, compressor, decompressor);
  BatchRun run(batches);
  for (;;) {
    Result<std::optional<BatchView>> batch = run.next();
    if (!batch) return std::move(batch).error();
    if (!batch->has_value()) break;
    Status status = converter.add(**batch);
    if (!status) return std::move(status).error();
  }
  return Buffer::copy_of(converter.bytes());
}

}  // namespace klamm::protocol
