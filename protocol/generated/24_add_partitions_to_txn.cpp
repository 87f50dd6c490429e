// Made by protocol/schema/generate.py from protocol/schema/24_add_partitions_to_txn.txt. Not to be edited.
#include "protocol/generated/24_add_partitions_to_txn.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void AddPartitionsToTxnRequest::AddPartitionsToTxnTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  name = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void AddPartitionsToTxnRequest::AddPartitionsToTxnTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  writer.write_string(name, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  if (compact) writer.write_unsigned_varint(0);
}

void AddPartitionsToTxnRequest::AddPartitionsToTxnTransaction::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  transactional_id = reader.read_string(compact);
  producer_id = reader.read_int64();
  producer_epoch = reader.read_int16();
  verify_only = reader.read_bool();
  topics.resize(reader.read_array(compact, 3, sizeof(AddPartitionsToTxnTopic)));
  for (AddPartitionsToTxnTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AddPartitionsToTxnRequest::AddPartitionsToTxnTransaction::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(transactional_id, compact);
  writer.write_int64(producer_id);
  writer.write_int16(producer_epoch);
  writer.write_bool(verify_only);
  writer.write_array_count(topics.size(), compact);
  for (const AddPartitionsToTxnTopic& item : topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void AddPartitionsToTxnRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 4) {
    transactions.resize(reader.read_array(compact, 14, sizeof(AddPartitionsToTxnTransaction)));
    for (AddPartitionsToTxnTransaction& item : transactions) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (version <= 3) {
    v3_and_below_transactional_id = reader.read_string(compact);
    v3_and_below_producer_id = reader.read_int64();
    v3_and_below_producer_epoch = reader.read_int16();
    v3_and_below_topics.resize(reader.read_array(compact, version >= 3 ? 3 : 6, sizeof(AddPartitionsToTxnTopic)));
    for (AddPartitionsToTxnTopic& item : v3_and_below_topics) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (compact) reader.skip_tagged_fields();
}

void AddPartitionsToTxnRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 4) {
    writer.write_array_count(transactions.size(), compact);
    for (const AddPartitionsToTxnTransaction& item : transactions) item.encode(writer, version);
  }
  if (version <= 3) {
    writer.write_string(v3_and_below_transactional_id, compact);
    writer.write_int64(v3_and_below_producer_id);
    writer.write_int16(v3_and_below_producer_epoch);
    writer.write_array_count(v3_and_below_topics.size(), compact);
    for (const AddPartitionsToTxnTopic& item : v3_and_below_topics) item.encode(writer, version);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void AddPartitionsToTxnResponse::AddPartitionsToTxnPartitionResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  partition_index = reader.read_int32();
  partition_error_code = reader.read_error_code();
  if (compact) reader.skip_tagged_fields();
}

void AddPartitionsToTxnResponse::AddPartitionsToTxnPartitionResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  writer.write_int32(partition_index);
  writer.write_error_code(partition_error_code);
  if (compact) writer.write_unsigned_varint(0);
}

void AddPartitionsToTxnResponse::AddPartitionsToTxnTopicResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  name = reader.read_string(compact);
  results_by_partition.resize(reader.read_array(compact, version >= 3 ? 7 : 6,
      sizeof(AddPartitionsToTxnPartitionResult)));
  for (AddPartitionsToTxnPartitionResult& item : results_by_partition) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void AddPartitionsToTxnResponse::AddPartitionsToTxnTopicResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  writer.write_string(name, compact);
  writer.write_array_count(results_by_partition.size(), compact);
  for (const AddPartitionsToTxnPartitionResult& item : results_by_partition) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void AddPartitionsToTxnResponse::AddPartitionsToTxnResult::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  transactional_id = reader.read_string(compact);
  topic_results.resize(reader.read_array(compact, 3, sizeof(AddPartitionsToTxnTopicResult)));
  for (AddPartitionsToTxnTopicResult& item : topic_results) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AddPartitionsToTxnResponse::AddPartitionsToTxnResult::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(transactional_id, compact);
  writer.write_array_count(topic_results.size(), compact);
  for (const AddPartitionsToTxnTopicResult& item : topic_results) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void AddPartitionsToTxnResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 3;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  if (version >= 4) {
    error_code = reader.read_error_code();
    results_by_transaction.resize(reader.read_array(compact, 3, sizeof(AddPartitionsToTxnResult)));
    for (AddPartitionsToTxnResult& item : results_by_transaction) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (version <= 3) {
    results_by_topic_v3_and_below.resize(reader.read_array(compact, version >= 3 ? 3 : 6,
        sizeof(AddPartitionsToTxnTopicResult)));
    for (AddPartitionsToTxnTopicResult& item : results_by_topic_v3_and_below) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (compact) reader.skip_tagged_fields();
}

void AddPartitionsToTxnResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 3;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  if (version >= 4) {
    writer.write_error_code(error_code);
    writer.write_array_count(results_by_transaction.size(), compact);
    for (const AddPartitionsToTxnResult& item : results_by_transaction) item.encode(writer, version);
  }
  if (version <= 3) {
    writer.write_array_count(results_by_topic_v3_and_below.size(), compact);
    for (const AddPartitionsToTxnTopicResult& item : results_by_topic_v3_and_below) item.encode(writer, version);
  }
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
