// Made by protocol/schema/generate.py from protocol/schema/transaction_state.txt. Not to be edited.
#include "protocol/generated/transaction_state.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void TransactionLogKey::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  transactional_id = reader.read_string(compact);
}

void TransactionLogKey::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(transactional_id, compact);
}

void TransactionLogValue::PartitionsSchema::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  topic = reader.read_string(compact);
  partition_ids.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partition_ids) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void TransactionLogValue::PartitionsSchema::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_string(topic, compact);
  writer.write_array_count(partition_ids.size(), compact);
  for (const std::int32_t item : partition_ids) writer.write_int32(item);
  if (compact) writer.write_unsigned_varint(0);
}

void TransactionLogValue::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  producer_id = reader.read_int64();
  producer_epoch = reader.read_int16();
  transaction_timeout_ms = reader.read_int32();
  transaction_status = reader.read_int8();
  if (const std::int32_t elements = reader.read_nullable_array(compact, version >= 1 ? 3 : 6,
      sizeof(PartitionsSchema)); elements < 0) {
    transaction_partitions.reset();
  } else {
    transaction_partitions.emplace(static_cast<std::size_t>(elements));
    for (PartitionsSchema& item : *transaction_partitions) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  transaction_last_update_timestamp_ms = reader.read_int64();
  transaction_start_timestamp_ms = reader.read_int64();
  if (!compact) return;
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      previous_producer_id = reader.read_int64();
      reader.end_tagged(tagged);
    } else if (tagged.tag == 1) {
      next_producer_id = reader.read_int64();
      reader.end_tagged(tagged);
    } else if (tagged.tag == 2) {
      client_transaction_version = reader.read_int16();
      reader.end_tagged(tagged);
    } else if (tagged.tag == 3) {
      next_producer_epoch = reader.read_int16();
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void TransactionLogValue::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int64(producer_id);
  writer.write_int16(producer_epoch);
  writer.write_int32(transaction_timeout_ms);
  writer.write_int8(transaction_status);
  if (!transaction_partitions.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(transaction_partitions->size(), compact);
    for (const PartitionsSchema& item : *transaction_partitions) item.encode(writer, version);
  }
  writer.write_int64(transaction_last_update_timestamp_ms);
  writer.write_int64(transaction_start_timestamp_ms);
  if (!compact) return;
  const bool has_previous_producer_id = previous_producer_id != -1;
  const bool has_next_producer_id = next_producer_id != -1;
  const bool has_client_transaction_version = client_transaction_version != 0;
  const bool has_next_producer_epoch = next_producer_epoch != -1;
  std::uint32_t tagged_count = 0;
  if (has_previous_producer_id) ++tagged_count;
  if (has_next_producer_id) ++tagged_count;
  if (has_client_transaction_version) ++tagged_count;
  if (has_next_producer_epoch) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_previous_producer_id) {
    Writer field;
    field.write_int64(previous_producer_id);
    writer.write_tagged(0, std::move(field));
  }
  if (has_next_producer_id) {
    Writer field;
    field.write_int64(next_producer_id);
    writer.write_tagged(1, std::move(field));
  }
  if (has_client_transaction_version) {
    Writer field;
    field.write_int16(client_transaction_version);
    writer.write_tagged(2, std::move(field));
  }
  if (has_next_producer_epoch) {
    Writer field;
    field.write_int16(next_producer_epoch);
    writer.write_tagged(3, std::move(field));
  }
}

}  // namespace klamm::protocol
