// Made by protocol/schema/generate.py from protocol/schema/26_end_txn.txt. Not to be edited.
// Commits or aborts a transaction.
#pragma once

#include <cstdint>
#include <string_view>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct EndTxnRequest {
  static constexpr ApiKey kApiKey = ApiKey::kEndTxn;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 5;
  static constexpr std::int16_t kFlexibleMin = 3;

  std::string_view transactional_id;
  std::int64_t producer_id = 0;
  std::int16_t producer_epoch = 0;
  // False: abort.
  bool committed = false;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const EndTxnRequest& other) const = default;
};

struct EndTxnResponse {
  static constexpr ApiKey kApiKey = ApiKey::kEndTxn;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 5;
  static constexpr std::int16_t kFlexibleMin = 3;

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  // With the epoch below: what the next transaction uses (KIP-890).
  std::int64_t producer_id = -1;  // versions 5+
  std::int16_t producer_epoch = -1;  // versions 5+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const EndTxnResponse& other) const = default;
};

}  // namespace klamm::protocol
