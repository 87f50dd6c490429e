// Made by protocol/schema/generate.py from protocol/schema/67_allocate_producer_ids.txt. Not to be edited.
// A broker gets a block of producer ids that it may give away.
#pragma once

#include <cstdint>

#include "protocol/generated/api_key.h"
#include "runtime/base/error_code.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct AllocateProducerIdsRequest {
  static constexpr ApiKey kApiKey = ApiKey::kAllocateProducerIds;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t broker_id = 0;
  std::int64_t broker_epoch = -1;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AllocateProducerIdsRequest& other) const = default;
};

struct AllocateProducerIdsResponse {
  static constexpr ApiKey kApiKey = ApiKey::kAllocateProducerIds;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int32_t throttle_time_ms = 0;
  ErrorCode error_code = ErrorCode::kNone;
  std::int64_t producer_id_start = 0;
  std::int32_t producer_id_len = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const AllocateProducerIdsResponse& other) const = default;
};

}  // namespace klamm::protocol
