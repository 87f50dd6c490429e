// Made by protocol/schema/generate.py from protocol/schema/transaction_state.txt. Not to be edited.
// The records of __transaction_state. Key and value begin with an int16 as in __consumer_offsets. A null value
// deletes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace klamm::protocol {

class Reader;
class Writer;

struct TransactionLogKey {
  static constexpr std::int16_t kRecordType = 0;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view transactional_id;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const TransactionLogKey& other) const = default;
};

struct TransactionLogValue {
  static constexpr std::int16_t kRecordType = 0;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 1;

  struct PartitionsSchema {
    std::string_view topic;
    std::vector<std::int32_t> partition_ids;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const PartitionsSchema& other) const = default;
  };

  std::int64_t producer_id = 0;
  // With the two below: a change of producer id that is under way (KIP-890).
  std::int64_t previous_producer_id = -1;  // versions 1+, tag 0
  std::int64_t next_producer_id = -1;  // versions 1+, tag 1
  std::int16_t producer_epoch = 0;
  std::int16_t next_producer_epoch = -1;  // versions 1+, tag 3
  std::int32_t transaction_timeout_ms = 0;
  // 0 empty, 1 ongoing, 2 prepare commit, 3 prepare abort, 4 complete commit, 5 complete abort, 6 dead, 7 prepare
  // epoch fence.
  std::int8_t transaction_status = 0;
  // Null where the transaction has none.
  std::optional<std::vector<PartitionsSchema>> transaction_partitions{std::in_place};
  std::int64_t transaction_last_update_timestamp_ms = 0;
  std::int64_t transaction_start_timestamp_ms = 0;
  // Which protocol the client spoke (KIP-890).
  std::int16_t client_transaction_version = 0;  // versions 1+, tag 2

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const TransactionLogValue& other) const = default;
};

}  // namespace klamm::protocol
