// Made by protocol/schema/generate.py from protocol/schema/26_end_txn.txt. Not to be edited.
#include "protocol/generated/26_end_txn.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void EndTxnRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  transactional_id = reader.read_string(compact);
  producer_id = reader.read_int64();
  producer_epoch = reader.read_int16();
  committed = reader.read_bool();
  if (compact) reader.skip_tagged_fields();
}

void EndTxnRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(transactional_id, compact);
  writer.write_int64(producer_id);
  writer.write_int16(producer_epoch);
  writer.write_bool(committed);
  if (compact) writer.write_unsigned_varint(0);
}

void EndTxnResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  if (version >= 5) {
    producer_id = reader.read_int64();
    producer_epoch = reader.read_int16();
  }
  if (compact) reader.skip_tagged_fields();
}

void EndTxnResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  if (version >= 5) {
    writer.write_int64(producer_id);
    writer.write_int16(producer_epoch);
  }
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
