// Made by protocol/schema/generate.py from protocol/schema/producer_snapshot.txt. Not to be edited.
#include "protocol/generated/producer_snapshot.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void ProducerSnapshot::ProducerEntry::decode(Reader& reader, std::int16_t) {
  producer_id = reader.read_int64();
  epoch = reader.read_int16();
  last_sequence = reader.read_int32();
  last_offset = reader.read_int64();
  offset_delta = reader.read_int32();
  timestamp = reader.read_int64();
  coordinator_epoch = reader.read_int32();
  current_txn_first_offset = reader.read_int64();
}

void ProducerSnapshot::ProducerEntry::encode(Writer& writer, std::int16_t) const {
  writer.write_int64(producer_id);
  writer.write_int16(epoch);
  writer.write_int32(last_sequence);
  writer.write_int64(last_offset);
  writer.write_int32(offset_delta);
  writer.write_int64(timestamp);
  writer.write_int32(coordinator_epoch);
  writer.write_int64(current_txn_first_offset);
}

void ProducerSnapshot::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  crc = reader.read_uint32();
  producer_entries.resize(reader.read_array(compact, 46, sizeof(ProducerEntry)));
  for (ProducerEntry& item : producer_entries) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
}

void ProducerSnapshot::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_uint32(crc);
  writer.write_array_count(producer_entries.size(), compact);
  for (const ProducerEntry& item : producer_entries) item.encode(writer, version);
}

}  // namespace klamm::protocol
