// Made by protocol/schema/generate.py from protocol/schema/65_describe_transactions.txt. Not to be edited.
#include "protocol/generated/65_describe_transactions.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void DescribeTransactionsRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  transactional_ids.resize(reader.read_array(compact, 1, sizeof(std::string_view)));
  for (std::string_view& item : transactional_ids) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeTransactionsRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(transactional_ids.size(), compact);
  for (const std::string_view item : transactional_ids) writer.write_string(item, compact);
  writer.write_unsigned_varint(0);
}

void DescribeTransactionsResponse::TopicData::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  topic = reader.read_string(compact);
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeTransactionsResponse::TopicData::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(topic, compact);
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  writer.write_unsigned_varint(0);
}

void DescribeTransactionsResponse::TransactionState::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  error_code = reader.read_error_code();
  transactional_id = reader.read_string(compact);
  transaction_state = reader.read_string(compact);
  transaction_timeout_ms = reader.read_int32();
  transaction_start_time_ms = reader.read_int64();
  producer_id = reader.read_int64();
  producer_epoch = reader.read_int16();
  topics.resize(reader.read_array(compact, 3, sizeof(TopicData)));
  for (TopicData& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeTransactionsResponse::TransactionState::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_error_code(error_code);
  writer.write_string(transactional_id, compact);
  writer.write_string(transaction_state, compact);
  writer.write_int32(transaction_timeout_ms);
  writer.write_int64(transaction_start_time_ms);
  writer.write_int64(producer_id);
  writer.write_int16(producer_epoch);
  writer.write_array_count(topics.size(), compact);
  for (const TopicData& item : topics) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void DescribeTransactionsResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  transaction_states.resize(reader.read_array(compact, 28, sizeof(TransactionState)));
  for (TransactionState& item : transaction_states) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeTransactionsResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_array_count(transaction_states.size(), compact);
  for (const TransactionState& item : transaction_states) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
