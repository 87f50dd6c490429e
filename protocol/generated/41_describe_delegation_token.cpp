// Made by protocol/schema/generate.py from protocol/schema/41_describe_delegation_token.txt. Not to be edited.
#include "protocol/generated/41_describe_delegation_token.h"

#include <utility>

#include "protocol/wire/equal.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void DescribeDelegationTokenRequest::DescribeDelegationTokenOwner::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  principal_type = reader.read_string(compact);
  principal_name = reader.read_string(compact);
  if (compact) reader.skip_tagged_fields();
}

void DescribeDelegationTokenRequest::DescribeDelegationTokenOwner::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_string(principal_type, compact);
  writer.write_string(principal_name, compact);
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeDelegationTokenRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (const std::int32_t elements = reader.read_nullable_array(compact, version >= 2 ? 3 : 4,
      sizeof(DescribeDelegationTokenOwner)); elements < 0) {
    owners.reset();
  } else {
    owners.emplace(static_cast<std::size_t>(elements));
    for (DescribeDelegationTokenOwner& item : *owners) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (compact) reader.skip_tagged_fields();
}

void DescribeDelegationTokenRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (!owners.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(owners->size(), compact);
    for (const DescribeDelegationTokenOwner& item : *owners) item.encode(writer, version);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeDelegationTokenResponse::DescribedDelegationTokenRenewer::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  principal_type = reader.read_string(compact);
  principal_name = reader.read_string(compact);
  if (compact) reader.skip_tagged_fields();
}

void DescribeDelegationTokenResponse::DescribedDelegationTokenRenewer::encode(Writer& writer,
    std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_string(principal_type, compact);
  writer.write_string(principal_name, compact);
  if (compact) writer.write_unsigned_varint(0);
}

void DescribeDelegationTokenResponse::DescribedDelegationToken::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  principal_type = reader.read_string(compact);
  principal_name = reader.read_string(compact);
  if (version >= 3) {
    token_requester_principal_type = reader.read_string(compact);
    token_requester_principal_name = reader.read_string(compact);
  }
  issue_timestamp = reader.read_int64();
  expiry_timestamp = reader.read_int64();
  max_timestamp = reader.read_int64();
  token_id = reader.read_string(compact);
  hmac = reader.read_bytes(compact);
  renewers.resize(reader.read_array(compact, version >= 2 ? 3 : 4, sizeof(DescribedDelegationTokenRenewer)));
  for (DescribedDelegationTokenRenewer& item : renewers) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void DescribeDelegationTokenResponse::DescribedDelegationToken::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  writer.write_string(principal_type, compact);
  writer.write_string(principal_name, compact);
  if (version >= 3) {
    writer.write_string(token_requester_principal_type, compact);
    writer.write_string(token_requester_principal_name, compact);
  }
  writer.write_int64(issue_timestamp);
  writer.write_int64(expiry_timestamp);
  writer.write_int64(max_timestamp);
  writer.write_string(token_id, compact);
  writer.write_bytes(hmac, compact);
  writer.write_array_count(renewers.size(), compact);
  for (const DescribedDelegationTokenRenewer& item : renewers) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

bool DescribeDelegationTokenResponse::DescribedDelegationToken::operator==(
    const DescribedDelegationToken& other) const {
  return principal_type == other.principal_type &&
         principal_name == other.principal_name &&
         token_requester_principal_type == other.token_requester_principal_type &&
         token_requester_principal_name == other.token_requester_principal_name &&
         issue_timestamp == other.issue_timestamp &&
         expiry_timestamp == other.expiry_timestamp &&
         max_timestamp == other.max_timestamp &&
         token_id == other.token_id &&
         same_bytes(hmac, other.hmac) &&
         renewers == other.renewers;
}

void DescribeDelegationTokenResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 2;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  error_code = reader.read_error_code();
  tokens.resize(reader.read_array(compact, version >= 3 ? 32 : version >= 2 ? 30 : 38,
      sizeof(DescribedDelegationToken)));
  for (DescribedDelegationToken& item : tokens) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  throttle_time_ms = reader.read_int32();
  if (compact) reader.skip_tagged_fields();
}

void DescribeDelegationTokenResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 2;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_error_code(error_code);
  writer.write_array_count(tokens.size(), compact);
  for (const DescribedDelegationToken& item : tokens) item.encode(writer, version);
  writer.write_int32(throttle_time_ms);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
