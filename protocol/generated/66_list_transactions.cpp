// Made by protocol/schema/generate.py from protocol/schema/66_list_transactions.txt. Not to be edited.
#include "protocol/generated/66_list_transactions.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void ListTransactionsRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  state_filters.resize(reader.read_array(compact, 1, sizeof(std::string_view)));
  for (std::string_view& item : state_filters) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
  producer_id_filters.resize(reader.read_array(compact, 8, sizeof(std::int64_t)));
  for (std::int64_t& item : producer_id_filters) {
    item = reader.read_int64();
    if (!reader.ok()) return;
  }
  if (version >= 1) {
    duration_filter = reader.read_int64();
  }
  if (version >= 2) {
    transactional_id_pattern = reader.read_nullable_string(compact);
  }
  reader.skip_tagged_fields();
}

void ListTransactionsRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(state_filters.size(), compact);
  for (const std::string_view item : state_filters) writer.write_string(item, compact);
  writer.write_array_count(producer_id_filters.size(), compact);
  for (const std::int64_t item : producer_id_filters) writer.write_int64(item);
  if (version >= 1) {
    writer.write_int64(duration_filter);
  }
  if (version >= 2) {
    writer.write_nullable_string(transactional_id_pattern, compact);
  }
  writer.write_unsigned_varint(0);
}

void ListTransactionsResponse::TransactionState::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  transactional_id = reader.read_string(compact);
  producer_id = reader.read_int64();
  transaction_state = reader.read_string(compact);
  reader.skip_tagged_fields();
}

void ListTransactionsResponse::TransactionState::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(transactional_id, compact);
  writer.write_int64(producer_id);
  writer.write_string(transaction_state, compact);
  writer.write_unsigned_varint(0);
}

void ListTransactionsResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  unknown_state_filters.resize(reader.read_array(compact, 1, sizeof(std::string_view)));
  for (std::string_view& item : unknown_state_filters) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
  transaction_states.resize(reader.read_array(compact, 11, sizeof(TransactionState)));
  for (TransactionState& item : transaction_states) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void ListTransactionsResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_array_count(unknown_state_filters.size(), compact);
  for (const std::string_view item : unknown_state_filters) writer.write_string(item, compact);
  writer.write_array_count(transaction_states.size(), compact);
  for (const TransactionState& item : transaction_states) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
