// Made by protocol/schema/generate.py from protocol/schema/51_alter_user_scram_credentials.txt. Not to be edited.
#include "protocol/generated/51_alter_user_scram_credentials.h"

#include <utility>

#include "protocol/wire/equal.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void AlterUserScramCredentialsRequest::ScramCredentialDeletion::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  mechanism = reader.read_int8();
  reader.skip_tagged_fields();
}

void AlterUserScramCredentialsRequest::ScramCredentialDeletion::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_int8(mechanism);
  writer.write_unsigned_varint(0);
}

void AlterUserScramCredentialsRequest::ScramCredentialUpsertion::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  mechanism = reader.read_int8();
  iterations = reader.read_int32();
  salt = reader.read_bytes(compact);
  salted_password = reader.read_bytes(compact);
  reader.skip_tagged_fields();
}

void AlterUserScramCredentialsRequest::ScramCredentialUpsertion::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_int8(mechanism);
  writer.write_int32(iterations);
  writer.write_bytes(salt, compact);
  writer.write_bytes(salted_password, compact);
  writer.write_unsigned_varint(0);
}

bool AlterUserScramCredentialsRequest::ScramCredentialUpsertion::operator==(
    const ScramCredentialUpsertion& other) const {
  return name == other.name &&
         mechanism == other.mechanism &&
         iterations == other.iterations &&
         same_bytes(salt, other.salt) &&
         same_bytes(salted_password, other.salted_password);
}

void AlterUserScramCredentialsRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  deletions.resize(reader.read_array(compact, 3, sizeof(ScramCredentialDeletion)));
  for (ScramCredentialDeletion& item : deletions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  upsertions.resize(reader.read_array(compact, 9, sizeof(ScramCredentialUpsertion)));
  for (ScramCredentialUpsertion& item : upsertions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AlterUserScramCredentialsRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(deletions.size(), compact);
  for (const ScramCredentialDeletion& item : deletions) item.encode(writer, version);
  writer.write_array_count(upsertions.size(), compact);
  for (const ScramCredentialUpsertion& item : upsertions) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void AlterUserScramCredentialsResponse::AlterUserScramCredentialsResult::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  user = reader.read_string(compact);
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  reader.skip_tagged_fields();
}

void AlterUserScramCredentialsResponse::AlterUserScramCredentialsResult::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(user, compact);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_unsigned_varint(0);
}

void AlterUserScramCredentialsResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  results.resize(reader.read_array(compact, 5, sizeof(AlterUserScramCredentialsResult)));
  for (AlterUserScramCredentialsResult& item : results) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void AlterUserScramCredentialsResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_array_count(results.size(), compact);
  for (const AlterUserScramCredentialsResult& item : results) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
