// Made by protocol/schema/generate.py from protocol/schema/headers.txt. Not to be edited.
#include "protocol/generated/headers.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void RequestHeader::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  request_api_key = reader.read_int16();
  request_api_version = reader.read_int16();
  correlation_id = reader.read_int32();
  client_id = reader.read_nullable_string(false);
  if (compact) reader.skip_tagged_fields();
}

void RequestHeader::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int16(request_api_key);
  writer.write_int16(request_api_version);
  writer.write_int32(correlation_id);
  writer.write_nullable_string(client_id, false);
  if (compact) writer.write_unsigned_varint(0);
}

void ResponseHeader::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  correlation_id = reader.read_int32();
  if (compact) reader.skip_tagged_fields();
}

void ResponseHeader::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(correlation_id);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
