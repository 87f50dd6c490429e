// Made by protocol/schema/generate.py from protocol/schema/22_init_producer_id.txt. Not to be edited.
// Gives a producer its id and epoch; with a transactional id, fences those that had it before.
// Version 6 (two-phase commit, KIP-939) is not stable in any Kafka so far.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct InitProducerIdRequest {
  static constexpr ApiKey kApiKey = ApiKey::kInitProducerId;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 6;
  static constexpr std::int16_t kFlexibleMin = 2;

  // Null for a producer that is only idempotent.
  std::optional<std::string_view> transactional_id{std::in_place};
  std::int32_t transaction_timeout_ms = 0;
  // What the producer has, to be raised (KIP-360); -1 for none.
  std::int64_t producer_id = -1;  // versions 3+
  std::int16_t producer_epoch = -1;  // versions 3+
  bool enable2_pc = false;  // versions 6+
  // Do not abort what is prepared.
  bool keep_prepared_txn = false;  // versions 6+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const InitProducerIdRequest& other) const = default;
};

struct InitProducerIdResponse {
  static constexpr ApiKey kApiKey = ApiKey::kInitProducerId;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 6;
  static constexpr std::int16_t kFlexibleMin = 2;

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  std::int64_t producer_id = -1;
  std::int16_t producer_epoch = 0;
  std::int64_t ongoing_txn_producer_id = -1;  // versions 6+
  std::int16_t ongoing_txn_producer_epoch = -1;  // versions 6+

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const InitProducerIdResponse& other) const = default;
};

}  // namespace klamm::protocol
