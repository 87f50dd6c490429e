// Made by protocol/schema/generate.py from protocol/schema/38_create_delegation_token.txt. Not to be edited.
#include "protocol/generated/38_create_delegation_token.h"

#include <utility>

#include "protocol/wire/equal.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void CreateDelegationTokenRequest::CreatableRenewers::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  principal_type = reader.read_string(compact);
  principal_name = reader.read_string(compact);
  if (compact) reader.skip_tagged_fields();
}

void CreateDelegationTokenRequest::CreatableRenewers::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_string(principal_type, compact);
  writer.write_string(principal_name, compact);
  if (compact) writer.write_unsigned_varint(0);
}

void CreateDelegationTokenRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 3) {
    owner_principal_type = reader.read_nullable_string(compact);
    owner_principal_name = reader.read_nullable_string(compact);
  }
  renewers.resize(reader.read_array(compact, version >= 2 ? 3 : 4, sizeof(CreatableRenewers)));
  for (CreatableRenewers& item : renewers) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  max_lifetime_ms = reader.read_int64();
  if (compact) reader.skip_tagged_fields();
}

void CreateDelegationTokenRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 3) {
    writer.write_nullable_string(owner_principal_type, compact);
    writer.write_nullable_string(owner_principal_name, compact);
  }
  writer.write_array_count(renewers.size(), compact);
  for (const CreatableRenewers& item : renewers) item.encode(writer, version);
  writer.write_int64(max_lifetime_ms);
  if (compact) writer.write_unsigned_varint(0);
}

void CreateDelegationTokenResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  error_code = reader.read_error_code();
  principal_type = reader.read_string(compact);
  principal_name = reader.read_string(compact);
  if (version >= 3) {
    token_requester_principal_type = reader.read_string(compact);
    token_requester_principal_name = reader.read_string(compact);
  }
  issue_timestamp_ms = reader.read_int64();
  expiry_timestamp_ms = reader.read_int64();
  max_timestamp_ms = reader.read_int64();
  token_id = reader.read_string(compact);
  hmac = reader.read_bytes(compact);
  throttle_time_ms = reader.read_int32();
  if (compact) reader.skip_tagged_fields();
}

void CreateDelegationTokenResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_error_code(error_code);
  writer.write_string(principal_type, compact);
  writer.write_string(principal_name, compact);
  if (version >= 3) {
    writer.write_string(token_requester_principal_type, compact);
    writer.write_string(token_requester_principal_name, compact);
  }
  writer.write_int64(issue_timestamp_ms);
  writer.write_int64(expiry_timestamp_ms);
  writer.write_int64(max_timestamp_ms);
  writer.write_string(token_id, compact);
  writer.write_bytes(hmac, compact);
  writer.write_int32(throttle_time_ms);
  if (compact) writer.write_unsigned_varint(0);
}

bool CreateDelegationTokenResponse::operator==(const CreateDelegationTokenResponse& other) const {
  return error_code == other.error_code &&
         principal_type == other.principal_type &&
         principal_name == other.principal_name &&
         token_requester_principal_type == other.token_requester_principal_type &&
         token_requester_principal_name == other.token_requester_principal_name &&
         issue_timestamp_ms == other.issue_timestamp_ms &&
         expiry_timestamp_ms == other.expiry_timestamp_ms &&
         max_timestamp_ms == other.max_timestamp_ms &&
         token_id == other.token_id &&
         same_bytes(hmac, other.hmac) &&
         throttle_time_ms == other.throttle_time_ms;
}

}  // namespace klamm::protocol
