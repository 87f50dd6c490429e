// Made by protocol/schema/generate.py from protocol/schema/39_renew_delegation_token.txt. Not to be edited.
#include "protocol/generated/39_renew_delegation_token.h"

#include <utility>

#include "protocol/wire/equal.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void RenewDelegationTokenRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  hmac = reader.read_bytes(compact);
  renew_period_ms = reader.read_int64();
  if (compact) reader.skip_tagged_fields();
}

void RenewDelegationTokenRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_bytes(hmac, compact);
  writer.write_int64(renew_period_ms);
  if (compact) writer.write_unsigned_varint(0);
}

bool RenewDelegationTokenRequest::operator==(const RenewDelegationTokenRequest& other) const {
  return same_bytes(hmac, other.hmac) &&
         renew_period_ms == other.renew_period_ms;
}

void RenewDelegationTokenResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  error_code = reader.read_error_code();
  expiry_timestamp_ms = reader.read_int64();
  throttle_time_ms = reader.read_int32();
  if (compact) reader.skip_tagged_fields();
}

void RenewDelegationTokenResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_error_code(error_code);
  writer.write_int64(expiry_timestamp_ms);
  writer.write_int32(throttle_time_ms);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
