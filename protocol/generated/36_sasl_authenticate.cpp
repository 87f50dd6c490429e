// Made by protocol/schema/generate.py from protocol/schema/36_sasl_authenticate.txt. Not to be edited.
#include "protocol/generated/36_sasl_authenticate.h"

#include <utility>

#include "protocol/wire/equal.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void SaslAuthenticateRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  auth_bytes = reader.read_bytes(compact);
  if (compact) reader.skip_tagged_fields();
}

void SaslAuthenticateRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_bytes(auth_bytes, compact);
  if (compact) writer.write_unsigned_varint(0);
}

bool SaslAuthenticateRequest::operator==(const SaslAuthenticateRequest& other) const {
  return same_bytes(auth_bytes, other.auth_bytes);
}

void SaslAuthenticateResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  auth_bytes = reader.read_bytes(compact);
  if (version >= 1) {
    session_lifetime_ms = reader.read_int64();
  }
  if (compact) reader.skip_tagged_fields();
}

void SaslAuthenticateResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_bytes(auth_bytes, compact);
  if (version >= 1) {
    writer.write_int64(session_lifetime_ms);
  }
  if (compact) writer.write_unsigned_varint(0);
}

bool SaslAuthenticateResponse::operator==(const SaslAuthenticateResponse& other) const {
  return error_code == other.error_code &&
         error_message == other.error_message &&
         same_bytes(auth_bytes, other.auth_bytes) &&
         session_lifetime_ms == other.session_lifetime_ms;
}

}  // namespace klamm::protocol
