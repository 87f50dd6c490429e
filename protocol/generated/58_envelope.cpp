// Made by protocol/schema/generate.py from protocol/schema/58_envelope.txt. Not to be edited.
#include "protocol/generated/58_envelope.h"

#include <utility>

#include "protocol/wire/equal.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void EnvelopeRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  request_data = reader.read_bytes(compact);
  request_principal = reader.read_nullable_bytes(compact);
  client_host_address = reader.read_bytes(compact);
  reader.skip_tagged_fields();
}

void EnvelopeRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_bytes(request_data, compact);
  writer.write_nullable_bytes(request_principal, compact);
  writer.write_bytes(client_host_address, compact);
  writer.write_unsigned_varint(0);
}

bool EnvelopeRequest::operator==(const EnvelopeRequest& other) const {
  return same_bytes(request_data, other.request_data) &&
         same_bytes(request_principal, other.request_principal) &&
         same_bytes(client_host_address, other.client_host_address);
}

void EnvelopeResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  response_data = reader.read_nullable_bytes(compact);
  error_code = reader.read_error_code();
  reader.skip_tagged_fields();
}

void EnvelopeResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_nullable_bytes(response_data, compact);
  writer.write_error_code(error_code);
  writer.write_unsigned_varint(0);
}

bool EnvelopeResponse::operator==(const EnvelopeResponse& other) const {
  return same_bytes(response_data, other.response_data) &&
         error_code == other.error_code;
}

}  // namespace klamm::protocol
