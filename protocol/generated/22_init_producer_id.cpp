// Made by protocol/schema/generate.py from protocol/schema/22_init_producer_id.txt. Not to be edited.
#include "protocol/generated/22_init_producer_id.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void InitProducerIdRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  transactional_id = reader.read_nullable_string(compact);
  transaction_timeout_ms = reader.read_int32();
  if (version >= 3) {
    producer_id = reader.read_int64();
    producer_epoch = reader.read_int16();
  }
  if (version >= 6) {
    enable2_pc = reader.read_bool();
    keep_prepared_txn = reader.read_bool();
  }
  if (compact) reader.skip_tagged_fields();
}

void InitProducerIdRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_nullable_string(transactional_id, compact);
  writer.write_int32(transaction_timeout_ms);
  if (version >= 3) {
    writer.write_int64(producer_id);
    writer.write_int16(producer_epoch);
  }
  if (version >= 6) {
    writer.write_bool(enable2_pc);
    writer.write_bool(keep_prepared_txn);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void InitProducerIdResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  producer_id = reader.read_int64();
  producer_epoch = reader.read_int16();
  if (version >= 6) {
    ongoing_txn_producer_id = reader.read_int64();
    ongoing_txn_producer_epoch = reader.read_int16();
  }
  if (compact) reader.skip_tagged_fields();
}

void InitProducerIdResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_int64(producer_id);
  writer.write_int16(producer_epoch);
  if (version >= 6) {
    writer.write_int64(ongoing_txn_producer_id);
    writer.write_int16(ongoing_txn_producer_epoch);
  }
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
