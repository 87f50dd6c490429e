// Made by protocol/schema/generate.py from protocol/schema/67_allocate_producer_ids.txt. Not to be edited.
#include "protocol/generated/67_allocate_producer_ids.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void AllocateProducerIdsRequest::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  broker_id = reader.read_int32();
  broker_epoch = reader.read_int64();
  reader.skip_tagged_fields();
}

void AllocateProducerIdsRequest::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(broker_id);
  writer.write_int64(broker_epoch);
  writer.write_unsigned_varint(0);
}

void AllocateProducerIdsResponse::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  producer_id_start = reader.read_int64();
  producer_id_len = reader.read_int32();
  reader.skip_tagged_fields();
}

void AllocateProducerIdsResponse::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_int64(producer_id_start);
  writer.write_int32(producer_id_len);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
