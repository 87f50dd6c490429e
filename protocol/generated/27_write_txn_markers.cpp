// Made by protocol/schema/generate.py from protocol/schema/27_write_txn_markers.txt. Not to be edited.
#include "protocol/generated/27_write_txn_markers.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void WriteTxnMarkersRequest::WritableTxnMarkerTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  name = reader.read_string(compact);
  partition_indexes.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partition_indexes) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void WriteTxnMarkersRequest::WritableTxnMarkerTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_string(name, compact);
  writer.write_array_count(partition_indexes.size(), compact);
  for (const std::int32_t item : partition_indexes) writer.write_int32(item);
  if (compact) writer.write_unsigned_varint(0);
}

void WriteTxnMarkersRequest::WritableTxnMarker::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  producer_id = reader.read_int64();
  producer_epoch = reader.read_int16();
  transaction_result = reader.read_bool();
  topics.resize(reader.read_array(compact, version >= 1 ? 3 : 6, sizeof(WritableTxnMarkerTopic)));
  for (WritableTxnMarkerTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  coordinator_epoch = reader.read_int32();
  if (version >= 2) {
    transaction_version = reader.read_int8();
  }
  if (compact) reader.skip_tagged_fields();
}

void WriteTxnMarkersRequest::WritableTxnMarker::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_int64(producer_id);
  writer.write_int16(producer_epoch);
  writer.write_bool(transaction_result);
  writer.write_array_count(topics.size(), compact);
  for (const WritableTxnMarkerTopic& item : topics) item.encode(writer, version);
  writer.write_int32(coordinator_epoch);
  if (version >= 2) {
    writer.write_int8(transaction_version);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void WriteTxnMarkersRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  markers.resize(reader.read_array(compact, version >= 2 ? 18 : version >= 1 ? 17 : 19, sizeof(WritableTxnMarker)));
  for (WritableTxnMarker& item : markers) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void WriteTxnMarkersRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(markers.size(), compact);
  for (const WritableTxnMarker& item : markers) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void WriteTxnMarkersResponse::WritableTxnMarkerPartitionResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  partition_index = reader.read_int32();
  error_code = reader.read_error_code();
  if (compact) reader.skip_tagged_fields();
}

void WriteTxnMarkersResponse::WritableTxnMarkerPartitionResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_int32(partition_index);
  writer.write_error_code(error_code);
  if (compact) writer.write_unsigned_varint(0);
}

void WriteTxnMarkersResponse::WritableTxnMarkerTopicResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, version >= 1 ? 7 : 6, sizeof(WritableTxnMarkerPartitionResult)));
  for (WritableTxnMarkerPartitionResult& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void WriteTxnMarkersResponse::WritableTxnMarkerTopicResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_string(name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const WritableTxnMarkerPartitionResult& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void WriteTxnMarkersResponse::WritableTxnMarkerResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  producer_id = reader.read_int64();
  topics.resize(reader.read_array(compact, version >= 1 ? 3 : 6, sizeof(WritableTxnMarkerTopicResult)));
  for (WritableTxnMarkerTopicResult& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void WriteTxnMarkersResponse::WritableTxnMarkerResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  writer.write_int64(producer_id);
  writer.write_array_count(topics.size(), compact);
  for (const WritableTxnMarkerTopicResult& item : topics) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void WriteTxnMarkersResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 1;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  markers.resize(reader.read_array(compact, version >= 1 ? 10 : 12, sizeof(WritableTxnMarkerResult)));
  for (WritableTxnMarkerResult& item : markers) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void WriteTxnMarkersResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 1;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(markers.size(), compact);
  for (const WritableTxnMarkerResult& item : markers) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
