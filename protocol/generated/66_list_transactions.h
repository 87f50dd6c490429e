// Made by protocol/schema/generate.py from protocol/schema/66_list_transactions.txt. Not to be edited.
// The transactions that this broker coordinates.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct ListTransactionsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kListTransactions;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::vector<std::string_view> state_filters;
  std::vector<std::int64_t> producer_id_filters;
  // Only those open for longer, in ms; negative: all.
  std::int64_t duration_filter = -1;  // versions 1+
  // A regular expression of RE2 (KIP-1152).
  std::optional<std::string_view> transactional_id_pattern;  // versions 2+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ListTransactionsRequest& other) const = default;
};

struct ListTransactionsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kListTransactions;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct TransactionState {
    std::string_view transactional_id;
    std::int64_t producer_id = 0;
    std::string_view transaction_state;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const TransactionState& other) const = default;
  };

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  std::vector<std::string_view> unknown_state_filters;
  std::vector<TransactionState> transaction_states;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ListTransactionsResponse& other) const = default;
};

}  // namespace klamm::protocol
