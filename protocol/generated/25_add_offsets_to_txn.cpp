// Made by protocol/schema/generate.py from protocol/schema/25_add_offsets_to_txn.txt. Not to be edited.
#include "protocol/generated/25_add_offsets_to_txn.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void AddOffsetsToTxnRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  transactional_id = reader.read_string(compact);
  producer_id = reader.read_int64();
  producer_epoch = reader.read_int16();
  group_id = reader.read_string(compact);
  if (compact) reader.skip_tagged_fields();
}

void AddOffsetsToTxnRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(transactional_id, compact);
  writer.write_int64(producer_id);
  writer.write_int16(producer_epoch);
  writer.write_string(group_id, compact);
  if (compact) writer.write_unsigned_varint(0);
}

void AddOffsetsToTxnResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  if (compact) reader.skip_tagged_fields();
}

void AddOffsetsToTxnResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
