#include "coordinator/records.h"

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::coordinator {
namespace {

using protocol::Reader;
using protocol::Writer;

template <class Message>
std::string encode(std::int16_t prefix, const Message& message, std::int16_t version) {
  Writer writer;
  writer.write_int16(prefix);
  message.encode(writer, version);
  const BufferChain chain = writer.finish();
  std::string out;
  out.reserve(chain.size());
  for (const Slice& slice : chain.slices()) out.append(as_text(slice.bytes));
  return out;
}

Error corrupt(std::string_view what, const Reader& reader) {
  return {ErrorCode::kCorruptMessage, std::string(what) + ": " + std::string(read_error_name(reader.error()))};
}

template <class Message>
Status decode_value(std::string_view what, ByteView bytes, std::optional<Message>& out) {
  Reader reader(bytes);
  const std::int16_t version = reader.read_int16();
  if (reader.ok() && (version < Message::kVersionMin || version > Message::kVersionMax)) {
    return Error(ErrorCode::kCorruptMessage, std::string(what) + " of unknown version " + std::to_string(version));
  }
  Message& message = out.emplace();
  message.decode(reader, version);
  if (!reader.ok()) return corrupt(what, reader);
  return {};
}

}  // namespace

std::string encode_offset_key(std::string_view group, std::string_view topic, std::int32_t partition) {
  protocol::OffsetCommitKey key;
  key.group = group;
  key.topic = topic;
  key.partition = partition;
  return encode(kOffsetCommitKeyType, key, 0);
}

std::string encode_group_key(std::string_view group) {
  protocol::GroupMetadataKey key;
  key.group = group;
  return encode(kGroupMetadataKeyType, key, 0);
}

std::string encode_offset_value(const protocol::OffsetCommitValue& value) {
  const std::int16_t version =
      value.expire_timestamp >= 0 ? kOffsetCommitValueVersionWithExpiry : kOffsetCommitValueVersion;
  return encode(version, value, version);
}

std::string encode_group_value(const protocol::GroupMetadataValue& value) {
  return encode(kGroupMetadataValueVersion, value, kGroupMetadataValueVersion);
}

Result<DecodedRecord> decode_record(ByteView key, std::optional<ByteView> value) {
  DecodedRecord record;
  Reader reader(key);
  record.type = reader.read_int16();
  if (!reader.ok()) return corrupt("key", reader);
  switch (record.type) {
    case kLegacyOffsetCommitKeyType:
    case kOffsetCommitKeyType: {
      record.kind = DecodedRecord::Kind::kOffset;
      record.offset_key.decode(reader, 0);
      if (!reader.ok()) return corrupt("offset commit key", reader);
      if (!value) return record;
      // Values of version 0 stand beside keys of either type, and the current schema covers it.
      Status status = decode_value("offset commit value", *value, record.offset_value);
      if (!status.ok()) return status.error();
      return record;
    }
    case kGroupMetadataKeyType: {
      record.kind = DecodedRecord::Kind::kGroup;
      record.group_key.decode(reader, 0);
      if (!reader.ok()) return corrupt("group metadata key", reader);
      if (!value) return record;
      Status status = decode_value("group metadata value", *value, record.group_value);
      if (!status.ok()) return status.error();
      return record;
    }
    default: return record;
  }
}

}  // namespace klamm::coordinator
