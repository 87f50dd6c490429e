// The records of __consumer_offsets in Kafka's formats: what a key says, and how the coordinator's own are made.
// A key begins with its type (int16), which is also the version of nothing else; a value begins with its version
// (int16). Source: the message definitions of Kafka's group coordinator; KIP-211 (expiry), KIP-345 (instance ids).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "coordinator/effects.h"
#include "protocol/generated/consumer_offsets.h"
#include "runtime/base/bytes.h"
#include "runtime/base/result.h"

namespace klamm::coordinator {

// The types of keys this broker understands. Offset commits have had two: 0 from the oldest brokers, with the same
// fields.
inline constexpr std::int16_t kLegacyOffsetCommitKeyType = 0;
inline constexpr std::int16_t kOffsetCommitKeyType = 1;
inline constexpr std::int16_t kGroupMetadataKeyType = 2;

// The versions that are written, which are those of Kafka 4.3, so that it can take over our log.
inline constexpr std::int16_t kGroupMetadataValueVersion = 3;
inline constexpr std::int16_t kOffsetCommitValueVersion = 4;
inline constexpr std::int16_t kOffsetCommitValueVersionWithExpiry = 1;  // the only one that carries an expire timestamp

[[nodiscard]] std::string encode_offset_key(std::string_view group, std::string_view topic, std::int32_t partition);
[[nodiscard]] std::string encode_group_key(std::string_view group);
[[nodiscard]] std::string encode_offset_value(const protocol::OffsetCommitValue& value);
[[nodiscard]] std::string encode_group_value(const protocol::GroupMetadataValue& value);

// One record as read from the log. The views are of the bytes it was decoded from.
struct DecodedRecord {
  enum class Kind : std::uint8_t { kOffset, kGroup, kUnknown };
  Kind kind = Kind::kUnknown;
  std::int16_t type = -1;  // of the key
  protocol::OffsetCommitKey offset_key;
  std::optional<protocol::OffsetCommitValue> offset_value;  // none: a tombstone
  protocol::GroupMetadataKey group_key;
  std::optional<protocol::GroupMetadataValue> group_value;  // none: a tombstone
};

// A key type that is not known gives kUnknown: it comes from a later version, or from groups of other types.
// Errors: kCorruptMessage where a known key or its value does not decode, or the value's version is not known.
Result<DecodedRecord> decode_record(ByteView key, std::optional<ByteView> value);

}  // namespace klamm::coordinator
